"""Querysets written in the ORM, compiled once, run prepared and several at a time in one round trip."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Expression, Field
from psycopg import Cursor
from psycopg.rows import namedtuple_row

from shahrsazi.database.counting import count_trip


class Arg(Expression):
    """A place in a queryset that is filled each time it runs."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Query:
    """A queryset as a prepared statement. Rows come as named tuples; JSON columns as the structs of their field.

    `build` is called at first use, when the models are loaded: a lambda that returns a queryset with `values()`
    or a plain one, with `Arg(name)` where a value comes in.
    """

    def __init__(self, build: Callable):
        self.build = build
        self.sql: str | None = None

    def bind(self, **values) -> tuple[str, list]:
        if self.sql is None:
            self._compile()
        return self.sql, [values[p.name] if isinstance(p, Arg) else p for p in self.params]

    def _compile(self) -> None:
        queryset = self.build()
        self.fields = _plain_fields(queryset)
        self.sql, params = queryset.query.sql_with_params()
        self.params = list(params)

    def decode(self, rows: list) -> list:
        """Rows with their JSON columns made into structs."""
        decoders = {name: _decoder(f) for name, f in self.fields.items() if f.get_internal_type() == "JSONField"}
        if not decoders or not rows:
            return rows
        return [r._replace(**{n: d(getattr(r, n)) for n, d in decoders.items() if hasattr(r, n)}) for r in rows]


def run(*bound: tuple[Query, dict], along: tuple = ()) -> list[list[Any]]:
    """The rows of each query, in order, in one round trip that begins with the statements `along`."""
    found = send(*along, *(query.bind(**values) for query, values in bound))[len(along) :]
    return [query.decode(rows) for (query, _), rows in zip(bound, found, strict=True)]


def send(*statements: tuple[str, list]) -> list[list[Any]]:
    """Run statements pipelined and return their rows; a statement without rows gives an empty list."""
    connection.ensure_connection()
    count_trip(statements)
    raw = connection.connection
    with connection.wrap_database_errors:
        with raw.pipeline():
            cursors = [_run_one(raw, sql, params) for sql, params in statements]
        # Not before the pipeline has ended: until then a cursor does not know whether it has rows.
        return [c.fetchall() if c.description else [] for c in cursors]


def _run_one(raw, sql: str, params: list) -> Cursor:
    cursor = Cursor(raw, row_factory=namedtuple_row)
    cursor.execute(sql, params, prepare=True)
    return cursor


def _plain_fields(queryset) -> dict[str, Field]:
    return {f.column: f for f in queryset.model._meta.concrete_fields}


_decoders: dict[int, msgspec.json.Decoder] = {}


def _decoder(field) -> Callable:
    row_type = list[field.of] if getattr(field, "of", None) else Any
    decoder = _decoders.setdefault(id(field), msgspec.json.Decoder(row_type))
    return decoder.decode
