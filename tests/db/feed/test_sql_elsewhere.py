"""What the ready SQL of each database makes of rows: every column, every list, and what is told as empty."""

import json
import os

import psycopg
import pytest
from foreign_sql import oracle, shown_by_oracle, shown_by_sql_server, sql_server
from sql_views import Views, as_it_is, bare, canonical, ended, full, with_empties

from shahrsazi.feed import sql
from shahrsazi.feed.sql import columns

SHOWN = {"postgresql": as_it_is, "oracle": shown_by_oracle, "sqlserver": shown_by_sql_server}


@pytest.fixture(params=sql.DIALECTS)
def views(request, city):
    """In a schema that is gone after the test."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE SCHEMA old_office")
        connection.execute("SET search_path TO old_office; SET jit TO off")  # to compile takes longer than to read
        connection.execute("CREATE TABLE dual AS SELECT 1")
        try:
            made = Views(connection, SHOWN[request.param])
            made.dialect = request.param
            yield made
        finally:
            connection.execute("DROP SCHEMA old_office CASCADE")


def printed(views: Views) -> list[dict]:
    script = sql.script(views.dialect)
    if views.dialect == "sqlserver":
        for statement in sql_server(script):
            views.connection.execute(statement)
        queries = ["SELECT line FROM out_feed ORDER BY turn, source_version, source_key"]
    else:
        queries = oracle(script) if views.dialect == "oracle" else script.replace(":since", "0").split(";\n")
    queries = [query for query in queries if "SELECT" in query]
    return [json.loads(line) for query in queries for (line,) in views.connection.execute(query)]


def compared(printed: list[dict], wanted: list[dict]) -> None:
    for record, other in zip(sorted(map(canonical, printed)), sorted(map(canonical, wanted)), strict=True):
        assert record == other


def test_every_column_and_every_list(views):
    wanted = [make(view) for view in columns.record_views() for make in (full, bare, ended)]
    for record in wanted:
        views.keep(record)
    compared(printed(views), wanted)


def test_all_that_is_null_is_empty_where_the_row_says_so(views):
    wanted = []
    for view in columns.record_views():
        views.keep(bare(view), "*")
        names = {column.name for column in view.columns} | {rows.name for rows in view.lists}
        wanted.append(with_empties(bare(view), view, names))
    compared(printed(views), wanted)


def test_what_is_named_is_empty_and_the_rest_is_left_out(views):
    wanted = []
    for view in columns.record_views():
        names = [*(column.name for column in view.columns), *(rows.name for rows in view.lists)][1::2]
        views.keep(bare(view), ", ".join(names).upper())
        wanted.append(with_empties(bare(view), view, set(names)))
    compared(printed(views), wanted)


def test_what_is_required_and_missing_is_printed_as_null(views):
    wanted = []
    for view in columns.record_views():
        record = bare(view) | {"values": dict.fromkeys(bare(view)["values"])}
        views.keep(record)
        wanted.append(record)
    compared(printed(views), wanted)


def nothing(column: columns.Column, dialect: str) -> str | None:
    """What is printed of a row's required column that is NULL: a day may be unknown, and a text is where it is ""."""
    is_text = column.kind == columns.TEXT and not column.note.startswith("one of: ")
    may_be = column.kind == columns.DAY or dialect == "oracle" and is_text
    return "" if may_be and column.name != "other_code" else None  # a lineage names the other file


def test_what_is_required_in_a_row_and_missing_is_unknown_where_it_may_be(views):
    wanted, days = [], set()
    for view in columns.record_views():
        record = bare(view)
        for rows in view.lists:
            required = [] if rows.plain else [column for column in rows.columns if column.required]
            record["values"][rows.name] = [{c.name: nothing(c, views.dialect) for c in required}] if required else []
            days |= {f"{view.record}.{rows.name}.{c.name}" for c in required if c.kind == columns.DAY}
        nulls = {name: [{}] for name, items in record["values"].items() if isinstance(items, list) and items}
        views.keep(record | {"values": record["values"] | nulls}, ",".join(rows.name for rows in view.lists))
        wanted.append(record)
    assert {"permit.signers.on", "verdict.objections.on", "drawing_set.stage_reports.on"} < days
    compared(printed(views), wanted)
