"""A small macro is put where it is shown and writes what its call would have written; any other is still called."""

import pytest
from jinja2 import DictLoader, Environment, nodes

from shahrsazi.web.inlining import Inlining, imports_of, small_macros

LIBRARY = """
{%- macro tag(kind, words) %}<i{% if kind %} class="{{ kind }}"{% endif %}>{{ words }}</i>{% endmacro %}
{%- macro fact(name, value, code=false) %}
{%- if value %}<dt>{{ name }}<dd>{% if code %}{{ tag("", value) }}{% else %}{{ value }}{% endif %}{% endif %}
{%- endmacro %}
{%- macro of_page(name) %}{{ name }}{{ request }}{% endmacro %}
{%- macro counted(items) %}{% for n in items %}{{ n }}{{ loop.index }}{% endfor %}{% endmacro %}
"""
HEAD = '{% import "library" as parts %}{% from "library" import tag as sign %}'
ENVIRONMENT = Environment(autoescape=True, loader=DictLoader({"library": LIBRARY}))
SHARED = {"loop"}


def inlined(source: str) -> nodes.Template:
    tree, macros = (ENVIRONMENT.parse(text) for text in (HEAD + source, LIBRARY))
    for part in (tree, macros):
        part.set_environment(None)
    small = small_macros(macros, {}, SHARED)
    names = {f"parts.{name}": macro for name, macro in small.items()} | {"sign": small["tag"]}
    tree = Inlining(names).visit(tree)
    tree.set_environment(ENVIRONMENT)
    return tree


def shown(tree: nodes.Template, **context) -> str:
    return ENVIRONMENT.template_class.from_code(ENVIRONMENT, ENVIRONMENT.compile(tree), {}).render(context)


@pytest.mark.parametrize(
    "call",
    [
        'parts.tag("good", value)',
        'parts.tag(words=value, kind="")',
        'parts.fact("Roof", value)',
        'parts.fact(value, "x", code=true)',
        "parts.fact(value, none)",
        "parts.counted([value, 2])",
        'sign("good", value)',
    ],
)
def test_a_small_macro_writes_the_same_without_a_call(call):
    source = f"<p>{{{{ {call} }}}}{{{{ value }}}}</p>"
    tree = inlined(source)
    assert not list(tree.find_all(nodes.Call))
    assert shown(tree, value="<b>") == ENVIRONMENT.from_string(HEAD + source).render(value="<b>")


@pytest.mark.parametrize(
    "call",
    [
        "parts.of_page(value)",  # needs a name of the page, which it would find here and not there
        "parts.tag(value)",
        "parts.tag(value, value, value)",
        "parts.tag(*values)",
        'parts.tag("", value)|upper',
        "other.tag(value, value)",
    ],
)
def test_anything_else_is_left_a_call(call):
    assert len(list(inlined(f"{{{{ {call} }}}}").find_all(nodes.Call))) == 1


def test_a_variable_of_the_page_is_not_the_parameter_of_the_same_name():
    source = '{% set name = "page" %}{{ parts.fact("Roof", name) }}{{ name }}'
    assert shown(inlined(source)) == "<dt>Roof<dd>pagepage"


def test_an_import_that_shares_variables_is_none_of_small_macros():
    tree = ENVIRONMENT.parse(HEAD + '{% import "library" as own with context %}')
    assert list(imports_of(tree)) == [("library", "*", "parts"), ("library", "tag", "sign")]
