"""Templates are compiled for one language each, and a name of every page means the same on each of them."""

import ast

import pytest
from jinja2 import nodes
from repository import parsed, python, templates

from shahrsazi.web.templates import environment


@pytest.mark.parametrize(("language", "words"), [("fa", "راهنما، ۱۲ پروانه ساختمانی"), ("en", "Guide, 12")])
def test_a_template_speaks_its_language_whatever_is_asked_for_elsewhere(language, words):
    template = environment(language).from_string('{{ _("Guide") }}{{ comma() }}{{ 12|n }}')
    assert words.startswith(template.render())


def test_the_small_macros_of_every_page_are_put_into_them():
    tree = environment("en")._imported(nodes.Template([]))
    assert {"parts.fact", "parts.tag", "parts.when", "parts.unnumbered"} <= tree.keys()


def names_set_by(template) -> set[str]:
    tree = environment("en").parse(template.read_text("utf8"))
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}


def names_handed_over(path) -> set[str]:
    calls = [n for n in ast.walk(parsed(path)) if isinstance(n, ast.Call) and ast.unparse(n.func) == "render"]
    return {word.arg for call in calls for word in call.keywords if word.arg}


def test_no_page_gives_a_name_of_every_page_another_meaning():
    """A small macro, which stands in the page, would read it so."""
    names = environment("en").globals.keys()
    assert {name: both for name, path in templates().items() if (both := names_set_by(path) & names)} == {}
    assert {str(p): both for p in python("shahrsazi") if (both := names_handed_over(p) & names)} == {}
