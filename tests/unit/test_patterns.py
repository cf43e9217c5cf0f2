"""No pattern of the product can be made to try for ever: no repeat that looks back stands inside another one."""

import ast
import re
from re import _constants as sre
from re import _parser as parser

import pytest
from repository import parsed, python, short

NAMES = ("compile", "fullmatch", "match", "search", "split", "sub", "subn", "findall", "finditer")
CALLS = {f"re.{name}" for name in NAMES}
REPEATS, LOOKS_BACK_NEVER = (sre.MAX_REPEAT, sre.MIN_REPEAT), (sre.POSSESSIVE_REPEAT, sre.ATOMIC_GROUP)
# What a part of a pattern that is put together elsewhere stands for: one character of a set.
PART = "A"


def text_of(node: ast.expr) -> str | bytes | None:
    """The pattern in a call, with a letter for whatever is put into it; None for what is no constant."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else PART for part in node.values)
    return None


def patterns():
    for path in python("shahrsazi"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS and node.args:
                yield pytest.param(node.args[0], id=f"{short(path)}:{node.lineno}")


def nested(parts, inside: bool = False) -> bool:
    """Whether a repeat that may be given back stands inside another one."""
    for operation, value in parts:
        repeats = operation in REPEATS and value[1] > 1
        if repeats and inside:
            return True
        below = inside or repeats
        if operation in LOOKS_BACK_NEVER:
            below = False
        if any(nested(part, below) for part in _within(operation, value)):
            return True
    return False


def _within(operation, value) -> list:
    if operation in (*REPEATS, sre.POSSESSIVE_REPEAT):
        return [value[2]]
    if operation is sre.SUBPATTERN:
        return [value[3]]
    if operation is sre.BRANCH:
        return list(value[1])
    if operation is sre.ATOMIC_GROUP:
        return [value]
    return [value[1]] if operation in (sre.ASSERT, sre.ASSERT_NOT) else []


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_repeat_stands_inside_a_repeat(pattern):
    text = text_of(pattern)
    assert text is not None, "a pattern is written where it is used, so that it can be looked at"
    assert not nested(parser.parse(text))


@pytest.mark.parametrize("text", ["(a*)*", r"(999\s*[^\n]*\s*){0,50}0", "((ab)?c+)+", "(?:a+|b)*"])
def test_a_repeat_inside_a_repeat_is_seen(text):
    assert nested(parser.parse(text))


@pytest.mark.parametrize("text", ["(a*)?", "(?:a*+b)*+", r"(?:%[^\r\n]*+[\r\n]++\s*+){0,4}+1", "a*b*", "(?:a+)?"])
def test_what_never_looks_back_may_stand_there(text):
    assert not nested(parser.parse(text)), re.compile(text)
