"""Querysets written in the ORM, compiled once, run prepared and several at a time in one round trip."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any, NamedTuple, TypeAlias

import msgspec
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg import Connection, Cursor
from psycopg.rows import namedtuple_row

from shahrsazi.database.query_counter import record
from shahrsazi.database.statements import Row, Statement

Decoder: TypeAlias = Callable[[str], Any]


class Arg(Expression):
    """A parameter of a queryset, which gets its value each time the query runs."""

    def __init__(self, name: str, output_field: "Field[Any, Any]"):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return "%s", [self]


@dataclass(frozen=True)
class Compiled:
    """A queryset as SQL: its parameters, values or `Arg`s, and how its JSON columns become structs."""

    sql: str
    params: tuple[object, ...]
    decoders: dict[str, Decoder]


class Query:
    """A queryset as a prepared statement. Rows come as named tuples; JSON columns as the structs of their field.

    `build` is called at first use, when the models are loaded: a lambda that returns a queryset with `values()`
    or a plain one, with `Arg(name)` where a value comes in.

    Relies on Django's `Query.sql_with_params()`, which leaves a parameter's object in place until psycopg adapts it, on
    the columns of `values()` coming in the order of the SQL, and on an expression's `as_sql` being asked only once.
    """

    def __init__(self, build: Callable[[], QuerySet[Model, Any]]):
        self.build = build
        self._compiled: Compiled | None = None

    @property
    def compiled(self) -> Compiled:
        """Two threads may both compile; each publishes a whole object in one assignment, and the two are equal."""
        if (compiled := self._compiled) is None:
            compiled = self._compiled = _compile(self.build())
        return compiled

    def bind(self, **values: object) -> Statement:
        compiled = self.compiled
        return compiled.sql, [values[p.name] if isinstance(p, Arg) else p for p in compiled.params]

    def decode(self, rows: list[Row]) -> list[Row]:
        """Rows with their JSON columns as structs."""
        decoders = {n: d for n, d in self.compiled.decoders.items() if rows and n in rows[0]._fields}
        return [_decoded(row, decoders) for row in rows] if decoders else rows


def _decoded(row: Row, decoders: dict[str, Decoder]) -> Row:
    texts = {name: text for name in decoders if (text := getattr(row, name)) is not None}
    return row._replace(**{name: decoders[name](text) for name, text in texts.items()})


def run(*bound: tuple[Query, Mapping[str, object]], with_queries: Sequence[Statement] = ()) -> list[list[Row]]:
    """The rows of each query, in order, in one round trip that begins with the statements `with_queries`."""
    results = send(*with_queries, *(query.bind(**values) for query, values in bound))[len(with_queries) :]
    return [query.decode(rows) for (query, _), rows in zip(bound, results, strict=True)]


def send(*statements: Statement) -> list[list[Row]]:
    """Run statements pipelined and return their rows; a statement without rows gives an empty list."""
    connection.ensure_connection()
    record(statements)
    raw = connection.connection
    with connection.wrap_database_errors:
        with raw.pipeline():
            cursors = [_execute(raw, sql, params) for sql, params in statements]
        # Not before the pipeline has ended: until then a cursor does not know whether it has rows.
        # Not asked of `description`, which makes an object of each column.
        return [c.fetchall() if c.pgresult and c.pgresult.nfields else [] for c in cursors]


def _execute(raw: Connection, sql: str, params: Sequence[object]) -> Cursor[NamedTuple]:
    cursor = Cursor(raw, row_factory=namedtuple_row)
    cursor.execute(sql, params, prepare=True)
    return cursor


def _compile(queryset: QuerySet[Model, Any]) -> Compiled:
    sql, params = queryset.query.sql_with_params()
    fields = queryset.model._meta.concrete_fields
    decoders = {f.column: _decoder(f) for f in fields if f.column and f.get_internal_type() == "JSONField"}
    return Compiled(sql, tuple(params), decoders)


@cache
def _decoder(field: "Field[Any, Any]") -> Decoder:
    row_type = getattr(field, "row_type", None)
    return msgspec.json.Decoder(GenericAlias(list, row_type) if row_type else Any).decode
