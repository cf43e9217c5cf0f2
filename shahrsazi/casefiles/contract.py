"""What a feed may report of one row of a table: made from the model itself, so that the two cannot differ.

A contract is made when it is used: the keys of the code lists in it are those of that moment, with whatever an
administrator has added since the program started.
"""

from collections.abc import Callable
from datetime import date, datetime
from types import UnionType, new_class
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from django.db import models
from msgspec import Meta

from shahrsazi.casefiles.fields import Code, CodeField, ReportedRows, Rows, longest
from shahrsazi.city import code_lists

MAX_ROWS = 2_000  # of one kind in one file, or in one row of it: more is another mistake


def contract(model) -> type[msgspec.Struct]:
    """The struct of a row, with one field for each column that is fed."""
    return _row_of(model, _contract_field)


def stored(model) -> type[msgspec.Struct]:
    """The same with the rows in it as they are stored, whatever form they are reported in."""
    return _row_of(model, lambda field: _rows(field) if isinstance(field, Rows) else _contract_field(field))


def _row_of(model, field_of: Callable) -> type[msgspec.Struct]:
    fields = [field_of(f) for f in model._meta.concrete_fields if f.name not in model.not_fed]
    return msgspec.defstruct(model.__name__, fields, kw_only=True, forbid_unknown_fields=True)


def with_codes(kind) -> Any:
    """The type, with every marked text narrowed to the keys that its code list has now."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _annotated(kind)
    if origin in (Union, UnionType):
        return Union[tuple(map(with_codes, args))]  # noqa: UP007 - of as many as there are
    if origin is list:
        return list[with_codes(args[0])]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(kind)
    return kind


def _annotated(kind) -> Any:
    base, *marks = kind.__origin__, *kind.__metadata__
    if code := next((mark for mark in marks if isinstance(mark, Code)), None):
        return _keys(code.code_list)
    return Annotated[(with_codes(base), *marks)]


def _keys(code_list: str, *more: str) -> Any:
    return Literal[(*code_lists.keys(code_list), *more)]


def _struct(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """A subclass whose fields have the keys of this moment; the struct itself where nothing in it is a code."""
    hints = get_type_hints(kind, include_extras=True)
    narrowed = {name: with_codes(hint) for name, hint in hints.items() if name in kind.__struct_fields__}
    changed = [name for name in kind.__struct_fields__ if narrowed[name] != hints[name]]
    if not changed:
        return kind
    config = kind.__struct_config__
    options = {"tag": config.tag, "tag_field": config.tag_field, "omit_defaults": config.omit_defaults}
    options |= {"kw_only": True, "forbid_unknown_fields": config.forbid_unknown_fields}
    namespace = {"__annotations__": {name: narrowed[name] for name in changed}, "__doc__": kind.__doc__}
    namespace |= {field.name: _default(field) for field in msgspec.structs.fields(kind) if field.name in changed}
    namespace = {name: value for name, value in namespace.items() if value is not msgspec.NODEFAULT}
    return new_class(kind.__name__, (kind,), options, lambda body: body.update(namespace))


def _default(field) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return field.default


def _contract_field(field) -> tuple:
    if isinstance(field, ReportedRows):
        return field.name, with_codes(field.reported_as)
    if isinstance(field, Rows):
        return _rows(field)
    kind = _kind(field)
    if words := getattr(field, "words", ""):
        kind = Annotated[kind, Meta(description=words)]
    if field.null:
        return field.name, kind | None, None
    if isinstance(field, models.BooleanField):
        return field.name, kind, field.default
    if field.blank:
        return field.name, kind, ""
    return field.name, kind


def _rows(field) -> tuple:
    item = with_codes(field.row_type)
    if get_origin(item) is Annotated and item.__origin__ is str:
        item = Annotated[item, Meta(min_length=1)]  # one that says nothing is left out of the list
    rows = Annotated[list[item], Meta(max_length=MAX_ROWS)]
    return field.name, rows, msgspec.field(default_factory=list)


def _kind(field) -> Any:
    if hasattr(field, "contract"):
        return field.contract
    if isinstance(field, CodeField):
        return _keys(field.code_list, *([""] if field.blank else []))
    if isinstance(field, models.ForeignKey):
        return _text_of(60, field.null)  # whatever a source calls it, as long as its own key may be
    return _PLAIN[type(field)](field)


def _text(field):
    return _text_of(field.max_length, field.blank)


def _text_of(length: int, may_be_empty: bool) -> Any:
    return Annotated[str, longest(length) if may_be_empty else Meta(min_length=1, max_length=length)]


_PLAIN = {
    models.CharField: _text,
    models.DateField: lambda f: date,
    models.DateTimeField: lambda f: Annotated[datetime, Meta(tz=True)],
    models.BooleanField: lambda f: bool,
    models.IntegerField: lambda f: Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)],
    models.BigIntegerField: lambda f: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)],
}
