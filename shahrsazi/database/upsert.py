"""Writes a set of rows in one statement: INSERT … SELECT from one JSON text … ON CONFLICT.

Not through a temporary table: no role that serves may make one, for what stands in it could take the place of a table
or type that a function of the owner means.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

import msgspec
from django.db import connections
from django.db.models import Field, Model
from psycopg import Cursor, sql
from psycopg.types.json import Jsonb

ColumnValues: TypeAlias = dict[str, Any]


ABSENT, POSITION = "absent", "position"


class WrittenRow(NamedTuple):
    """A row that was added or corrected."""

    model: type[Model]
    id: int
    case_id: int | None
    added: bool
    person_id: int | None = None  # of a mandate, which may be of every file, whoever gives it
    source_key: str | None = None  # how the back office calls it


def upsert(
    model: type[Model], rows: list[ColumnValues], *, key: tuple[str, ...], using: str = "feed"
) -> list[WrittenRow]:
    """Add the rows, correct those whose `key` is stored, leave equal ones alone; return the rows that changed.

    Every row has the same keys (column names). Of rows with the same key the last one wins.
    A `quiet` column of the model (the hour of the feed, say) is no change by itself. The feed does not correct a column
    of `kept_by_counter` in a row for which the condition beside it holds: there the counter's value stays. What a row
    names under `absent` was not told: of a stored row those columns stay.
    """
    sent = send(model, rows, key=key, using=using)
    return sent.rows() if sent else []


class Sent(NamedTuple):
    """Rows on their way: within a pipeline PostgreSQL works on them while the next ones are made."""

    model: type[Model]
    cursor: Cursor

    def rows(self) -> list[WrittenRow]:
        return [WrittenRow(self.model, *row) for row in self.cursor.fetchall()]


def send(model: type[Model], rows: list[ColumnValues], *, key: tuple[str, ...], using: str) -> Sent | None:
    """`upsert` without waiting for what changed; nothing, where there is no row."""
    rows = list({tuple(row[k] for k in key): row for row in rows}.values())
    if not rows:
        return None
    given = tuple(name for name in rows[0] if name != ABSENT)
    defaults = _defaults(model, given)
    with connections[using].cursor() as django_cursor:
        cursor: Cursor = django_cursor.connection.cursor()
        joined = key if any(row.get(ABSENT) for row in rows) else ()
        empty = tuple(name for name in joined if any(row[name] is None for row in rows))
        columns = tuple(f.column for f in model._meta.concrete_fields if f.column in given or f.column in defaults)
        merge = _merge(model, columns, given, key, from_feed=using == "feed", joined=joined, empty=empty)
        with connections[using].wrap_database_errors:  # what the database refuses is one of Django's errors
            cursor.execute(merge, [_as_json(model, given, defaults, rows)])
        return Sent(model, cursor)


@contextmanager
def pipelined(using: str) -> Iterator[None]:
    """What is sent within goes on while more is made. An error comes where the first of its rows are asked for, and
    leaves as one of Django's: so a lost connection is known as one.
    """
    connections[using].ensure_connection()
    with connections[using].wrap_database_errors, connections[using].connection.pipeline():
        yield


def _defaults(model: type[Model], given: Collection[str]) -> "dict[str, Field[Any, Any]]":
    """The columns that are not given and have a default: a public reference, say, which is made anew for each row."""
    fields = {str(field.column): field for field in model._meta.concrete_fields if not field.primary_key}
    return {column: field for column, field in fields.items() if column not in given and field.has_default()}


# Of these types the field would make the same; it is asked for the others alone, of which there are few.
_AS_THEY_ARE = {str, int, float, bool, type(None), date, datetime, Decimal, list, dict}


def _as_json(
    model: type[Model], given: Collection[str], defaults: "dict[str, Field[Any, Any]]", rows: list[ColumnValues]
) -> Jsonb:
    fields = {field.column: field for field in model._meta.concrete_fields}
    others = {c: fields[c] for c in given if not set(map(type, map(itemgetter(c), rows))) <= _AS_THEY_ARE}
    values = [row | {POSITION: position} for position, row in enumerate(rows)]
    for column, field in others.items():
        for row in values:
            row[column] = _stored_form(field, row[column])
    for column, field in defaults.items():
        for row in values:
            row[column] = _stored_form(field, field.get_default())
    return Jsonb(values, dumps=_as_bytes)


def _as_bytes(values: list[ColumnValues]) -> bytes:
    return msgspec.json.encode(values, enc_hook=_plain)


def _stored_form(field: "Field[Any, Any]", value: Any) -> Any:
    return field.get_db_prep_save(value, connections["feed"])


def _plain(value: Any) -> Any:
    """A value that JSON has no form for, as PostgreSQL reads it back into its column."""
    return value.obj if isinstance(value, Jsonb) else str(value)


def _staged(model: type[Model], columns: Collection[str]) -> sql.Composed:
    """The columns of the JSON text with their types."""
    types = {field.column: field.db_type(connections["feed"]) for field in model._meta.concrete_fields}
    typed = (sql.SQL("{} {}").format(sql.Identifier(c), sql.SQL(str(types[c]))) for c in columns)
    return sql.SQL(", ").join(typed)


@lru_cache(256)  # composing it takes longer than sending it
def _merge(
    model: type[Model],
    columns: tuple[str, ...],
    corrected: tuple[str, ...],
    key: tuple[str, ...],
    from_feed: bool,
    joined: tuple[str, ...] = (),
    empty: tuple[str, ...] = (),
) -> str:
    """The rows are `joined` with the stored ones where some leave a column out; `empty` are keys without a value."""
    table, ident, comma = sql.Identifier(model._meta.db_table), sql.Identifier, sql.SQL(", ")
    changed = [c for c in corrected if c not in key]
    loud = [c for c in changed if c not in getattr(model, "quiet", ())] or changed
    new = {c: _new(model, c, from_feed) for c in changed}
    case, person = (ident(c) if c in columns else sql.SQL("NULL::bigint") for c in ("case_id", "principal_id"))
    called = ident("source_key") if "source_key" in columns else sql.SQL("NULL::text")
    return (
        sql.SQL(
            "INSERT INTO {table} AS t ({names}) "
            "SELECT {values} FROM jsonb_to_recordset(%s) AS staged ({staged}) {stored}"
            "ORDER BY staged.position "  # what comes first is added first, and so shown first
            "ON CONFLICT ({key}) DO UPDATE SET {sets} WHERE ({old}) IS DISTINCT FROM ({new}) "
            "RETURNING t.{pk}, {case}, (t.xmax = 0), {person}, {called}"
        )
        .format(
            table=table,
            names=comma.join(map(ident, columns)),
            values=comma.join(_reported(model, c, key) if joined else ident(c) for c in columns),
            staged=_staged(model, columns) + sql.SQL(", absent jsonb, position integer"),
            stored=_stored(model, joined, empty) if joined else sql.SQL(""),
            key=comma.join(map(ident, key)),
            sets=comma.join(sql.SQL("{} = {}").format(ident(c), new[c]) for c in changed),
            old=comma.join(sql.SQL("t.{}").format(ident(c)) for c in loud),
            new=comma.join(new[c] for c in loud),
            pk=ident(str(model._meta.pk.column)),
            case=case,
            person=person,
            called=called,
        )
        .as_string(None)
    )


def _stored(model: type[Model], key: tuple[str, ...], empty: Collection[str]) -> sql.Composed:
    """The row that is there already, looked up by its key for each one: joined as sets, a table that was analysed while
    its first rows were not committed counts as empty, and is read as a whole for each row of a first load. A part of
    the key that is NULL in one of the rows is compared as the unique index does it: no index finds it so.
    """
    equal = {True: "{0} IS NOT DISTINCT FROM staged.{0}", False: "{0} = staged.{0}"}
    same = (sql.SQL(equal[c in empty]).format(sql.Identifier(c)) for c in key)
    one = sql.SQL("LEFT JOIN LATERAL (SELECT * FROM {} WHERE {} LIMIT 1) AS stored ON true ")
    return one.format(sql.Identifier(model._meta.db_table), sql.SQL(" AND ").join(same))


def _reported(model: type[Model], column: str, key: tuple[str, ...]) -> sql.Composed:
    """The column as told; as stored, where the row is there and does not tell it."""
    name, pk = sql.Identifier(column), sql.Identifier(str(model._meta.pk.column))
    if column in key:
        return sql.SQL("staged.{}").format(name)
    return sql.SQL("CASE WHEN stored.{} IS NOT NULL AND staged.absent ? {} THEN stored.{} ELSE staged.{} END").format(
        pk, sql.Literal(column), name, name
    )


def _new(model: type[Model], column: str, from_feed: bool) -> sql.Composed:
    condition = getattr(model, "kept_by_counter", {}).get(column) if from_feed else None
    given = sql.SQL("EXCLUDED.{}").format(sql.Identifier(column))
    if condition is None:
        return given
    return sql.SQL("CASE WHEN {} THEN t.{} ELSE {} END").format(sql.SQL(condition), sql.Identifier(column), given)
