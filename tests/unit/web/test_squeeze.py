"""A template may be indented to be read: what that puts between tags is not sent, and nothing else is lost."""

import pytest
from jinja2 import Environment

from shahrsazi.web.squeeze import Squeeze

ENVIRONMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=[Squeeze])


def rendered(source: str, **context) -> str:
    return ENVIRONMENT.from_string(source).render(context)


def test_white_space_beside_block_tags_is_not_sent():
    source = "<ul>\n  {% for n in (1, 2) %}\n    <li>\n      {{ n }}\n    </li>\n  {% endfor %}\n</ul>\n"
    assert rendered(source) == "<ul><li>1</li><li>2</li></ul>"


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("<p>\n  one\n  two\n</p>", "<p>one\ntwo</p>"),
        ("<p>\n  <b>one</b>\n  <a>two</a>\n</p>", "<p><b>one</b>\n<a>two</a></p>"),
        ("<p>{{ a }}\n   {{ a }}</p>", "<p>x\nx</p>"),
        ("<p>one  two</p>", "<p>one  two</p>"),
        ("<p><b>one</b> <b>two</b></p>", "<p><b>one</b> <b>two</b></p>"),
    ],
)
def test_between_words_and_inline_tags_a_line_break_stays_one_space(source, sent):
    assert rendered(source, a="x") == sent


def test_a_tag_that_begins_like_a_block_is_not_taken_for_one():
    assert rendered("<picture>\n<img>\n</picture>") == "<picture>\n<img>\n</picture>"


def test_what_a_value_holds_is_sent_as_it_is():
    assert rendered("<pre>{{ value }}</pre>", value="one\n   two\n") == "<pre>one\n   two\n</pre>"


def test_attributes_may_stand_on_lines_of_their_own():
    assert rendered('<a\n  class="x"\n  href="y"\n>z</a>') == '<a class="x" href="y">z</a>'


@pytest.mark.parametrize("attribute", ['title="x"', "hidden", 'data-side="{{ 1 }}"'])
def test_an_attribute_on_the_line_after_a_statement_is_parted_from_the_one_before(attribute):
    source = f'<a\n  class="x"\n  {{%- if true %}}\n    {attribute}\n  {{%- endif %}}\n>z</a>'
    assert rendered(source) == f'<a class="x" {attribute}>z</a>'.replace("{{ 1 }}", "1")


def test_a_value_may_be_cut_by_statements():
    source = '<a class="x\n  {%- if true %}\n  more{% endif %}" href="\n  {#- -#}\n  M4 /z\n  {#- -#}\n  ">z</a>'
    assert rendered(source) == '<a class="xmore" href="M4 /z">z</a>'


def test_a_tag_whose_attributes_are_reckoned_is_a_block_as_well():
    assert rendered('<li class="{% if 2 > 1 %}more{% endif %}">\n  one\n</li>') == '<li class="more">one</li>'


def test_what_stands_on_the_line_of_a_statement_keeps_its_space():
    assert (
        rendered("{% if true %} one{% endif %} two\n  {% if true %}\n    three\n  {% endif %}") == " one two\nthree\n"
    )


def test_an_error_names_the_line_of_the_file():
    with pytest.raises(ZeroDivisionError) as error:
        rendered("<ul>\n  <li>\n    one\n  </li>\n</ul>\n{{ 1 / zero }}", zero=0)
    assert error.traceback[-1].lineno + 1 == 6
