"""How PostgreSQL looks for what a slice asks about: by an index, however many files and people the city has."""

import json
import os
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import deed, key, line, load, mandate, number, owner, permit, person
from history_model import asked

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.models import PersonKey, RecordVersion
from shahrsazi.feed.tables import TABLES
from shahrsazi.people.models import Contact, Person

GREAT = [m._meta.db_table for m in (*TABLES.values(), CaseFile, RecordVersion, PersonKey, Person, Contact)]
EXAMPLES = Path(__file__).parents[3] / "docs/feed/examples.ndjson"
ASKED = ("SELECT", "UPDATE", "DELETE", "INSERT")


@contextmanager
def noted():
    """The statements that a load sends within, with the parameters of their first time."""
    statements: dict[str, tuple] = {}

    def note(execute, sql, params, many, context):
        statements.setdefault(sql, tuple(params or ()))
        return execute(sql, params, many, context)

    with connections["feed"].execute_wrapper(note):
        yield statements


def nodes(plan: dict):
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def is_whole(node: dict, first_columns: dict[str, str]) -> bool:
    """Whether it reads all of a table, or all of an index of which it does not know the first column."""
    first = first_columns.get(node.get("Index Name", ""), "")
    return node["Node Type"] == "Seq Scan" and node["Relation Name"] in GREAT or first not in node.get("Index Cond", "")


def whole_reads(statements: dict[str, tuple]) -> list[str]:
    """Those that would read a table as a whole, were there a million rows on each of its pages."""
    with psycopg.connect(os.environ["DATABASE_URL"], cursor_factory=psycopg.ClientCursor) as superuser:
        superuser.execute("UPDATE pg_class SET reltuples = 1e6, relpages = 1 WHERE relname = ANY (%s)", [GREAT])
        indexes = "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid, 1, true) FROM pg_index"
        first = dict(superuser.execute(f"{indexes} WHERE indrelid = ANY (%s::regclass[])", [GREAT]).fetchall())
        plans = {
            sql: superuser.execute(f"EXPLAIN (FORMAT JSON) {sql}", params).fetchall()[0][0][0]["Plan"]
            for sql, params in statements.items()
            if sql.lstrip().startswith(ASKED)
        }
        superuser.rollback()
    return [sql for sql, plan in plans.items() if any(is_whole(node, first) for node in nodes(plan))]


def test_no_statement_of_a_slice_reads_a_table_of_the_city_as_a_whole(city):
    """Records of every kind, told first, anew and taken back; lines of the same files by another source."""
    exporter, other = Exporter(), Exporter(checks_registry=False)
    rows = [json.loads(text) for text in EXAMPLES.read_text("utf8").splitlines()]
    file, agent = File(exporter), number()
    given = mandate(file.person, agent, every_file=True)
    with noted() as statements:
        assert exporter.send(*rows).bad == []
        assert exporter.send(*(row | {"version": row["version"] + 100} for row in rows)).bad == []
        told = [with_values("person", key(), person(agent)), with_values("mandate", key(), given, file=file.key)]
        assert exporter.send(*told).bad == []
        assert exporter.send(record("ownership", file.share, 2, file=file.key, state="withdrawn")).turned_away == 1
        made = file.made | {"permits": [permit()], "deeds": [deed()], "mandates": [mandate(file.owner, agent)]}
        other.send(made, made | {"as_of": "2026-02-02T08:00:00+03:30", "permits": []}, line(owner(file.owner)))
        assert exporter.send(with_values("permit", made["permits"][0]["source_key"], permit(), file=file.key)).bad == []
    assert len(statements) > 100 and whole_reads(statements) == []


@pytest.fixture
def reading_all_seems_cheap(city):
    """As it is when the tables are empty, in the session whose plans a first load keeps."""
    options = connections["feed"].settings_dict["OPTIONS"]
    before = options["options"]
    connections["feed"].close()
    options["options"] = f"{before} -c random_page_cost=100000"
    yield
    connections["feed"].close()
    options["options"] = before


def read_as_a_whole() -> int:
    """How often the tables of the city were read from one end to the other."""
    with connections["feed"].cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")  # a session tells what it did once a second otherwise
    return asked("SELECT sum(seq_scan)::int FROM pg_stat_user_tables WHERE relname = ANY (%s)", [GREAT])[0][0]


def whole_reads_of(files: int) -> int:
    before = read_as_a_whole()
    assert load(*(line(permits=[permit()]) for _ in range(files))).bad == []
    return read_as_a_whole() - before


def test_of_more_files_no_more_is_read_as_a_whole_whatever_seemed_cheap_at_first(reading_all_seems_cheap):
    few, many = whole_reads_of(10), whole_reads_of(60)
    assert many - few < 50
