"""Works out, when a template is compiled for one language, what is the same on each of its pages."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

_VALUE = re.compile(r"%\((\w+)\)s")


class Folding(NodeTransformer):
    """A sentence is already translated, and an address without parts is a text; a sentence with values is cut at them.

    `same` are the functions that answer the same words with the same on every page of the language.
    """

    def __init__(self, same: Mapping[str, Callable[..., object]]):
        self.same = same

    def visit_Call(self, node: nodes.Call, *_: Any) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in self.same or not all(isinstance(word, nodes.Const) for word in node.args):
            return node
        if node.dyn_args or node.dyn_kwargs or node.kwargs and name != "_":
            return node  # what it is called with is not known before there is a page
        try:
            text = str(self.same[name](*(word.as_const() for word in node.args)))
        except Exception:  # a page without this piece need not fail for it: an address that is only a demonstration's
            return node
        return _with_values(text, node) if node.kwargs else nodes.Const(text, lineno=node.lineno)

    def visit_Output(self, node: nodes.Output, *_: Any) -> nodes.Output:  # noqa: N802
        """What is joined is shown piece by piece."""
        self.generic_visit(node)
        node.nodes = [piece for child in node.nodes for piece in _pieces(child)]
        return node


def _pieces(node: nodes.Expr) -> list[nodes.Expr]:
    return node.nodes if isinstance(node, nodes.Concat) else [node]


def _with_values(sentence: str, call: nodes.Call) -> nodes.Concat:
    """The words of a sentence and, between them, its values."""
    values = {value.key: value.value for value in call.kwargs}
    parts = _VALUE.split(sentence)
    words = [nodes.Const(text.replace("%%", "%"), lineno=call.lineno) for text in parts[::2]]
    between = [values[name] for name in parts[1::2]]
    joined = [piece for pair in zip(words, between, strict=False) for piece in pair]
    return nodes.Concat([*joined, words[-1]], lineno=call.lineno)
