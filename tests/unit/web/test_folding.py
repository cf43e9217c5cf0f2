"""What is the same on each page of a language is worked out when its template is compiled, and reads as before."""

import pytest
from jinja2 import Environment, nodes

from shahrsazi.web.folding import Folding

PERSIAN = {"Guide": "راهنما", "of %(n)s pages, 100%%": "از %(n)s صفحه، ۱۰۰%%"}
SAME = {"_": lambda words: PERSIAN.get(words, words), "comma": lambda: "، ", "url": {"home": "/"}.__getitem__}
ENVIRONMENT = Environment(autoescape=True)


def folded(source: str) -> nodes.Template:
    return Folding(SAME).visit(ENVIRONMENT.parse(source))


def shown(source: str, **context) -> str:
    code = ENVIRONMENT.compile(folded(source))
    return ENVIRONMENT.template_class.from_code(ENVIRONMENT, code, {}).render(context)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('{{ _("Guide") }}{{ comma() }}', "راهنما، "),
        ('{{ _("of %(n)s pages, 100%%", n=n) }}', "از &lt;b&gt; صفحه، ۱۰۰%"),
        ('{% set all = _("Guide") ~ comma() ~ n %}{{ all }}', "راهنما، &lt;b&gt;"),
        ('{% if _("Guide") == "راهنما" %}yes{% endif %}', "yes"),
    ],
)
def test_a_template_reads_as_if_it_had_called_them(source, words):
    assert shown(source, n="<b>") == words


def test_no_call_is_left_of_what_is_the_same():
    assert not list(folded('{{ _("Guide") }}{{ _("of %(n)s pages, 100%%", n=3) }}{{ comma() }}').find_all(nodes.Call))


def test_a_call_with_a_value_of_the_page_is_left():
    assert list(folded("{{ _(title) }}").find_all(nodes.Call))


@pytest.mark.parametrize("call", ["**at", "n=1, **at", "*at"])
def test_a_call_whose_values_are_named_nowhere_in_the_template_is_left(call):
    assert list(folded(f'{{{{ _("of %(n)s pages, 100%%", {call}) }}}}').find_all(nodes.Call))


def test_what_cannot_be_worked_out_fails_only_where_it_is_shown():
    assert shown('{% if false %}{{ url("outbox") }}{% endif %}{{ url("home") }}') == "/"
