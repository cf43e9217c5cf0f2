"""Templates are compiled for one language each, and a name of every page means the same on each of them."""

import ast
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from jinja2 import FileSystemLoader, nodes
from repository import parsed, python, templates

from shahrsazi.web.compiling import Compiling
from shahrsazi.web.templates import environment


@pytest.mark.parametrize(("language", "words"), [("fa", "راهنما، ۱۲ پروانه ساختمانی"), ("en", "Guide, 12")])
def test_a_template_speaks_its_language_whatever_is_asked_for_elsewhere(language, words):
    template = environment(language).from_string('{{ _("Guide") }}{{ comma() }}{{ 12|n }}')
    assert words.startswith(template.render())


def test_the_small_macros_of_every_page_are_put_into_them():
    tree = environment("en")._imported(nodes.Template([]))
    assert {"parts.fact", "parts.tag", "parts.when", "parts.unnumbered"} <= tree.keys()


@pytest.mark.parametrize("name", ["pages/home.html", "casefiles/sections/history.html", "casefiles/list.html"])
def test_a_template_and_each_of_its_blocks_come_in_one_piece(name):
    code = environment("fa").compile(templates()[name].read_text("utf8"), name, raw=True)
    functions = [f for f in ast.parse(code).body if isinstance(f, ast.FunctionDef)]
    assert {f.name for f in functions} >= {"root"}
    for function in functions:
        given = [y.value for y in ast.walk(function) if isinstance(y, ast.Yield)]
        pieces = [ast.unparse(piece) for piece in given if not isinstance(piece, ast.Constant)]  # behind `if 0`
        assert len(pieces) == 1 and pieces[0].startswith("concat("), function.name


def test_every_sentence_with_values_is_cut_at_them_when_its_template_is_compiled():
    """One that is left would be asked for without its values: each is named where the sentence is."""
    left = {}
    for name, path in templates().items():
        tree = environment("en")._folded(environment("en").parse(path.read_text("utf8")))
        sentences = [c for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name) and c.node.name == "_"]
        left |= {name: call.lineno for call in sentences if call.kwargs or call.dyn_kwargs or call.dyn_args}
    assert left == {}


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


def test_a_template_that_many_threads_want_at_once_is_compiled_by_one_of_them(monkeypatch):
    environment = Compiling([], "en", {})
    sources, together, a_second = [], Barrier(8), Barrier(2)

    def source(self, _environment, name):
        sources.append(name)
        with suppress(BrokenBarrierError):
            a_second.wait(1)  # for another thread that would compile it as well
        return "{{ 1 }}", None, None

    monkeypatch.setattr(FileSystemLoader, "get_source", source)

    def want(_turn) -> object:
        together.wait()
        return environment.get_template("asked.html")

    with ThreadPoolExecutor(8) as threads:
        asked = set(threads.map(want, range(8)))
    assert len(asked) == 1 and sources == ["asked.html"]
