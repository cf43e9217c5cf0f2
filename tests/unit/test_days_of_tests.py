"""No test takes its day from the moment at which it was collected: a run goes on through midnight, and so do its tests.

A day in a module's constant, a decorator or a default is one day old by then: tomorrow's is today's, and not to come.
"""

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from repository import functions, parsed, python, short

STORED = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What is run when a module is imported: of a function its decorators and defaults, and not its body."""
    below = [] if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test) else ast.iter_child_nodes(node)
    if isinstance(node, STORED):
        below = [*getattr(node, "decorator_list", []), *node.args.defaults, *filter(None, node.args.kw_defaults)]
    for child in below:
        yield child
        yield from run_at_import(child)


def calls_in(node: ast.AST) -> list[ast.Call]:
    return [below for below in ast.walk(node) if isinstance(below, ast.Call)]


def takes_today(call: ast.Call) -> bool:
    """`today()` and `localdate()` of whatever module, and the `date()` of a moment."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    of_a_moment = isinstance(getattr(call.func, "value", None), ast.Call) and not call.args
    return name in ("today", "localdate") or name == "date" and of_a_moment


@cache
def origins(module: ast.Module) -> dict[str, tuple]:
    """Name → (module, name there) of whatever it imports by name."""
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return {(a.asname or a.name): (node.module, a.name) for node in imports for a in node.names}


def called(call: ast.Call, module: ast.Module, stem: str) -> tuple:
    """The function that is called by its bare name, as (module, name)."""
    name = getattr(call.func, "id", "")
    return origins(module).get(name, (stem, name))


@cache
def taking_today() -> set[tuple[str, str]]:
    """The tests' functions that take today, by themselves or by another of them, as (module, name)."""
    bodies = [(p, f.name, calls_in(f)) for p in python("tests") for f in functions(p)]
    taking = {(p.stem, name) for p, name, inner in bodies if any(map(takes_today, inner))}
    calls = [((p.stem, name), {called(c, parsed(p), p.stem) for c in inner}) for p, name, inner in bodies]
    while more := {name for name, others in calls if others & taking} - taking:
        taking |= more
    return taking


def days_of(module: ast.Module, stem: str) -> list[int]:
    """The lines at which importing it takes today."""
    calls = [node for node in run_at_import(module) if isinstance(node, ast.Call)]
    return [c.lineno for c in calls if takes_today(c) or called(c, module, stem) in taking_today()]


def test_no_test_takes_today_when_it_is_collected():
    assert [(short(p), lines) for p in python("tests") if (lines := days_of(parsed(p), p.stem))] == []


@pytest.mark.parametrize(
    "source",
    [
        "TODAY = dates.today()",
        "@parametrize('day', [date.today() + timedelta(1)])\ndef test_a(day): ...",
        "def owned(since=timezone.localdate()): ...",
        "class Told:\n    day = timezone.now().date()",
        "from history_model import on\nSPANS = [on(-900)]",
        "from counter_forms import years_ago as born\n@parametrize('day', [born(18)])\ndef test_a(day): ...",
    ],
)
def test_a_day_of_the_import_is_seen_wherever_it_stands(source):
    assert days_of(ast.parse(source), "test_any")


@pytest.mark.parametrize(
    "source",
    [
        "def test_a():\n    assert dates.today()",
        "@parametrize('day', [lambda: on(1), on])\ndef test_a(day): ...",
        "from clock import on\nSTANDS = on(date(2026, 3, 1))",
        "NOW = timezone.now()",
        "if __name__ == '__main__':\n    print(dates.today())",
    ],
)
def test_a_day_that_is_asked_for_in_the_test_is_none_of_them(source):
    assert days_of(ast.parse(source), "test_any") == []
