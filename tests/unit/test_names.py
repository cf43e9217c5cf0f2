"""Names say what an engineer who has never been here would search for: words of a private dialect are denied."""

import ast
from collections.abc import Iterator

import pytest
from repository import parsed, python, short

# The word, and what it stood for: say that instead.
DENIED = {
    "told": "reported, context, detected or override",
    "said": "the thing's own noun: context, query, message",
    "found": "the thing's own noun: match, rows, result",
    "made": "the thing's own noun: result, rendition",
    "kept": "stored",
    "known": "stored, registered",
    "fault": "error",
    "faults": "errors",
    "most": "max",
    "least": "min",
    "way": "channel",
    "ways": "channels, sign_in",
    "place": "path, position, index",
    "picture": "rendition, thumbnail, drawing",
    "pictures": "renditions",
    "ask": "request, query, call",
    "asked": "requested, query",
    "taken": "stored, occupied",
}
# As names of parameters these say nothing; `by` stays for the actor and `at` for the moment.
DENIED_PARAMETERS = {"one", "of", "on"}
# What is stored under such a name is a word of the field: the street and lane of a property.
FIELDS = {("shahrsazi/casefiles/casefile.py", "place")}


def names(path) -> Iterator[tuple[str, int, bool]]:
    """Every name that is given in a module: the name, its line, and whether it is a parameter."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno, False
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno, False
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno, True
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name, node.lineno, False
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno, False


def denied(path) -> list[str]:
    wrong = []
    for name, line, parameter in names(path):
        bare = name.strip("_").lower()
        if (short(path), name) not in FIELDS and (bare in DENIED or parameter and name in DENIED_PARAMETERS):
            wrong.append(f"{short(path)}:{line} {name}: say {DENIED.get(bare, 'the noun')}")
    return wrong


@pytest.mark.parametrize("folder", ["shahrsazi", "samplecity", "bench"])
def test_no_name_is_a_word_of_our_own(folder):
    paths = [path for path in python(folder) if "migrations" not in path.parts]
    assert [line for path in paths for line in denied(path)] == []


def test_every_exception_ends_in_error():
    for path in python("shahrsazi"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef) and any(
                "Error" in ast.unparse(b) or ast.unparse(b) == "Exception" for b in node.bases
            ):
                assert node.name.endswith("Error"), (short(path), node.name)
