"""Puts small macros into the templates that show them, when those are compiled: a call costs more than what it writes.

A macro is small if it needs nothing but its arguments and what every page has. Its name here is what a call writes:
`parts.fact`.
"""

from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any, TypeAlias

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

Macros: TypeAlias = dict[str, nodes.Macro | None]
_NEEDS_ITS_FILE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.CallBlock, nodes.Macro)


class Inlining(NodeTransformer):
    """A macro's body, with the arguments of the call, takes the place of the call."""

    def __init__(self, macros: Macros):
        self.macros = macros

    def visit_Output(self, node: nodes.Output, *_: Any) -> list[nodes.Stmt]:  # noqa: N802
        """The same, cut where a macro is shown."""
        pieces: list[nodes.Stmt] = []
        for child in node.nodes:
            if (body := self._body(child)) is not None:
                pieces.append(body)
            elif pieces and isinstance(pieces[-1], nodes.Output):
                pieces[-1].nodes.append(child)
            else:
                pieces.append(nodes.Output([child], lineno=child.lineno))
        return pieces

    def _body(self, call: nodes.Expr) -> nodes.With | None:
        macro = self.macros.get(_called(call))
        values = _arguments(macro, call) if macro and isinstance(call, nodes.Call) else None
        if not macro or values is None:
            return None
        constants = {name: value for name, value in values.items() if isinstance(value, nodes.Const)}
        others = {name: value for name, value in values.items() if name not in constants}
        targets: list[nodes.Expr] = [nodes.Name(name, "param") for name in others]
        body = [_Named(constants).visit(statement) for statement in deepcopy(macro.body)]
        block = nodes.With(targets, list(others.values()), body)
        block.set_lineno(call.lineno, override=True)
        return block


class _Named(NodeTransformer):
    """A constant takes the place of the parameter that has its value."""

    def __init__(self, constants: dict[str, nodes.Const]):
        self.constants = constants

    def visit_Name(self, node: nodes.Name, *_: Any) -> nodes.Expr:  # noqa: N802
        constant = self.constants.get(node.name)
        return nodes.Const(constant.value) if constant else node


def small_macros(tree: nodes.Template, imported: Macros, shared: Collection[str]) -> Macros:
    """The small macros of a template, each with those before it put into it; `shared` are the names of every page."""
    small: Macros = {}
    for macro in tree.find_all(nodes.Macro):
        Inlining(imported | small).visit(macro)
        if _is_small(macro, shared):
            small[macro.name] = macro
    return small


def imports_of(tree: nodes.Template) -> Iterator[tuple[str, str, str]]:
    """Template, macro (any: *) and the name that it is called by, of each import that shares no variables."""
    for whole in tree.find_all(nodes.Import):
        if not whole.with_context and isinstance(whole.template, nodes.Const):
            yield whole.template.value, "*", whole.target
    for named in tree.find_all(nodes.FromImport):
        if not named.with_context and isinstance(named.template, nodes.Const):
            for name in named.names:
                yield named.template.value, *(name if isinstance(name, tuple) else (name, name))


def _called(call: nodes.Expr) -> str:
    called = call.node if isinstance(call, nodes.Call) else None
    if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name):
        return f"{called.node.name}.{called.attr}"
    return called.name if isinstance(called, nodes.Name) else ""


def _arguments(macro: nodes.Macro, call: nodes.Call) -> dict[str, nodes.Expr] | None:
    """Parameter → value; None for a call that does not give each exactly one."""
    names = [parameter.name for parameter in macro.args]
    defaults = dict(zip(reversed(names), reversed(macro.defaults), strict=False))
    given = dict(zip(names, call.args, strict=False)) | {word.key: word.value for word in call.kwargs}
    values = defaults | given
    is_plain = not call.dyn_args and not call.dyn_kwargs and len(call.args) <= len(names)
    return values if is_plain and values.keys() == set(names) else None


def _is_small(macro: nodes.Macro, shared: Collection[str]) -> bool:
    body = nodes.Template(macro.body)
    names = list(body.find_all(nodes.Name))
    bound = {name.name for name in names if name.ctx != "load"}
    parameters = {parameter.name for parameter in macro.args}
    is_alone = {name.name for name in names} <= bound | parameters | set(shared)
    return is_alone and not bound & parameters and not any(body.find_all(_NEEDS_ITS_FILE))
