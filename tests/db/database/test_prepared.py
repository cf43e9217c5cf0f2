"""Queries written once, prepared once, several in one round trip; and how many trips a page costs."""

import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from threading import Event

import psycopg
import pytest
from django.db import DatabaseError, DataError, connection, transaction
from django.db.models import BigIntegerField, CharField, Value
from django.test import Client
from feed_lines import action, commission, deed, drawings, fed, paper, permit, rules, sheet, verdict, violation, visit
from history_model import as_web, begun, case, owns, people
from personas import NEIGHBOUR, SOLE_OWNER, case_of, signed_in, token_of

from shahrsazi.casefiles.casefile import CaseFile, Point
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.section import CASES, OfCases, read
from shahrsazi.casefiles.sections.inspections import FloorUse, Inspection
from shahrsazi.casefiles.sections.planning import LevelSheet
from shahrsazi.city import overrides
from shahrsazi.database.prepared import Arg, Query, run, send
from shahrsazi.database.query_counter import round_trips

FILES = Query(lambda: CaseFile._base_manager.order_by("id").values("id", "renewal_code"))
VISITS = Query(lambda: Inspection._base_manager.filter(OfCases(CASES)).order_by("-visited_at").values())
SHEETS = Query(lambda: LevelSheet._base_manager.filter(OfCases(CASES)).order_by("sheet_no").values())
BY_CODE = Query(lambda: CaseFile._base_manager.filter(renewal_code=Arg("code", CharField())).values("id", "place"))


@pytest.fixture
def hers(city):
    """The web role, bound to the owner of A."""
    with as_web(token_of(SOLE_OWNER)):
        yield case_of("A")


# Rows


def test_rows_are_named_and_their_json_is_structs(hers):
    (visits,) = run((VISITS, {"cases": [hers.id]}))
    assert len(visits) >= 3
    assert [v.visited_at for v in visits] == sorted((v.visited_at for v in visits), reverse=True)
    assert {type(floor) for visit in visits for floor in visit.floors} == {FloorUse}
    assert visits[0].case_id == hers.id and isinstance(visits[0].area_deed, Decimal)
    assert visits[0]._fields[:3] == ("id", "case_id", "source_key")


def test_the_structs_say_what_the_feed_said(hers):
    rows = run((SHEETS, {"cases": [hers.id]}))[0]
    told = list(LevelSheet._base_manager.using("owner").filter(case=hers).order_by("sheet_no"))
    assert rows and len(rows) == len(told)
    for row, kept in zip(rows, told, strict=True):
        assert [(p.x, p.y) for p in row.outline] == [(p["x"], p["y"]) for p in kept.outline]
        assert all(type(p) is Point for p in row.outline)


def test_a_value_takes_its_place_each_time_a_query_runs(hers):
    run_for = lambda code: run((BY_CODE, {"code": code}))[0]  # noqa: E731
    assert run_for(hers.renewal_code) == [(hers.id, hers.place)]
    assert run_for("15-1-1-1-1-1-1") == []
    assert run_for("' OR 1=1 --") == []
    assert run_for(hers.renewal_code) == [(hers.id, hers.place)]


def test_a_missing_value_is_noticed_before_anything_is_sent(hers):
    with round_trips() as trips, pytest.raises(KeyError, match="code"):
        run((BY_CODE, {}))
    assert trips == []


def test_constant_values_of_a_query_stay_in_their_places(hers):
    query = Query(
        lambda: (
            CaseFile._base_manager.annotate(one=Value(7, BigIntegerField()))
            .filter(district=5, renewal_code=Arg("code", CharField()), plate_main__gt=1)
            .values("id", "one")
        )
    )
    assert run((query, {"code": hers.renewal_code}))[0] == [(hers.id, 7)]


def test_several_queries_are_one_trip_and_answer_in_their_order(hers):
    with round_trips() as trips, traced() as trace:
        visits, files, none = run((VISITS, {"cases": [hers.id]}), (FILES, {}), (BY_CODE, {"code": "none"}))
    assert len(trips) == 1 and len(trips[0]) == 3
    assert trips_in(trace) == 1
    assert {v.case_id for v in visits} == {hers.id} and [f.id for f in files] == [hers.id] and none == []


def test_counting_is_off_again_afterwards(hers):
    with round_trips() as trips:
        run((FILES, {}))
    run((FILES, {}))
    assert len(trips) == 1


def test_a_statement_without_rows_gives_an_empty_list_beside_those_that_have_some(hers):
    assert send(("SET LOCAL synchronous_commit = off", []), ("SELECT 1 AS one", []))[0] == []
    assert send(("SET LOCAL synchronous_commit = off", []), ("SELECT 1 AS one", []))[1][0].one == 1


def test_a_fault_in_one_statement_fails_the_whole_trip_and_leaves_the_connection_fit(hers):
    with pytest.raises((DatabaseError, psycopg.Error), match="division by zero"), transaction.atomic():
        send(("SELECT 1", []), ("SELECT 1 / 0", []), ("SELECT 2", []))
    assert run((FILES, {}))[0]


def test_a_fault_of_the_database_is_djangos_own_error_by_which_the_page_says_503(hers):
    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        send(("SELECT 1 / 0", []))


def test_a_statement_is_planned_once_a_connection_and_not_once_a_request(city):
    """What the second request sends must not hold the text of the first one's queries again."""
    client, url = signed_in(SOLE_OWNER), f"/cases/{case_of('A').ref}/history/"
    for _ in range(2):
        assert client.get(url).status_code == 200
    with traced() as trace:
        client.get(url)
    texts = [line for line in lines_of(trace) if re.search(r"\tParse\t", line) and '"casefiles_' in line]
    assert texts == []


# Trips


@contextmanager
def traced():
    """What libpq says to the server and hears from it, a message a line."""
    connection.ensure_connection()
    raw = connection.connection.pgconn
    with tempfile.TemporaryFile("w+", encoding="utf8", errors="replace") as trace:
        raw.trace(trace.fileno())
        try:
            yield trace
        finally:
            raw.untrace()
            trace.flush()
            trace.seek(0)
            trace.kept = trace.read()


def lines_of(trace) -> list[str]:
    return trace.kept.splitlines()


def trips_in(trace) -> int:
    """Each time the server says that it is ready, someone had waited for it."""
    return sum("\tReadyForQuery" in line for line in lines_of(trace))


def many(of: int):
    """A file with so many rows in every table of every section."""
    days = [f"2024-{1 + i // 28:02}-{1 + i % 28:02}" for i in range(of)]
    cases = [commission() for _ in days]
    return fed(
        deeds=[deed() for _ in days],
        papers=[paper(seq=i) for i in range(of)],
        inspections=[visit(d) for d in days],
        plan_rules=[rules(approved_on=d) for d in days],
        level_sheets=[sheet(issued_on=d) for d in days],
        drawing_sets=[drawings(i) for i in range(of)],
        violations=[violation() for _ in days],
        commission_cases=cases,
        verdicts=[verdict(c, served_on="2024-10-10") for c in cases],
        permits=[permit() for _ in days],
        actions=[action(d) for d in days],
    )


def cost(client: Client, url: str) -> int:
    """Round trips of a page whose statements the connection knows already."""
    overrides.invalidate()  # read by the first turn, and then not for half a minute: it is no part of the page's cost
    assert client.get(url).status_code == 200
    with traced() as trace:
        assert client.get(url).status_code == 200
    return trips_in(trace)


@pytest.fixture(scope="module")
def one_and_fifty(city):
    return many(1), many(50)


TAILS = ["", *(f"{s.key}/" for s in SECTIONS)]


@pytest.mark.parametrize("tail", TAILS)
def test_a_page_of_fifty_rows_costs_no_more_trips_than_a_page_of_one(one_and_fifty, tail):
    one, fifty = (cost(signed_in(told.by), f"/cases/{told.case.ref}/{tail}") for told in one_and_fifty)
    assert one == fifty <= 4


@pytest.mark.parametrize("tail", TAILS)
def test_what_is_counted_as_a_trip_is_the_way_in_and_the_rows(one_and_fifty, tail):
    told = one_and_fifty[1]
    client = signed_in(told.by)
    with round_trips() as trips:
        assert client.get(f"/cases/{told.case.ref}/{tail}").status_code == 200
    assert len(trips) <= 3


@pytest.mark.parametrize("tail", ["ownership/", "inspections/", "drawings/"])
def test_a_section_that_names_scans_asks_for_their_sizes_once(city, tail):
    assert cost(signed_in(SOLE_OWNER), f"/cases/{case_of('A').ref}/{tail}") <= 5


def test_the_list_costs_the_same_for_one_file_and_for_a_page_of_them(city):
    def lister(files: int) -> Client:
        (me,) = people(1)
        for _ in range(files):
            owns(me, case().id)
        client = Client()
        client.cookies["sid"] = begun(me)
        return client

    few, some, more = (cost(lister(n), "/cases/") for n in (1, 12, 45))
    assert few == some == more <= 4


def test_the_sections_of_a_whole_page_of_files_come_in_one_trip(city):
    with as_web(token_of(NEIGHBOUR)), round_trips() as trips:
        rows = read(SECTIONS, cases=[case_of("B").id, case_of("C").id], me=0)
    assert len(trips) == 1
    assert {row.case_id for row in rows["permits"]["permits"]} == {case_of("B").id, case_of("C").id}


def test_a_trip_outside_a_transaction_leaves_nothing_open(city):
    assert send(("SELECT 1 AS one", []))[0][0].one == 1
    assert connection.connection.pgconn.transaction_status == 0
    with pytest.raises((DatabaseError, psycopg.Error), match="division"):
        send(("SELECT 1 / 0", []))
    assert connection.connection.pgconn.transaction_status == 0


class _Slow(list):
    """Parameters whose copying takes until another thread has asked for the same query."""

    def __init__(self, waits: Event, began: Event):
        super().__init__()
        self.waits, self.began = waits, began

    def __iter__(self):
        self.began.set()
        self.waits.wait(10)
        return super().__iter__()


def test_a_query_that_two_threads_compile_at_once_is_whole_for_both():
    """What one of them publishes first must not be half of it: the SQL, and not yet its parameters."""
    waits, began, built = Event(), Event(), count()

    def build():
        queryset = CaseFile.visible.values("id")
        if next(built) == 0:
            sql, _params = queryset.query.sql_with_params()
            queryset.query.sql_with_params = lambda: (sql, _Slow(waits, began))
        return queryset

    query = Query(build)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(query.bind)
        assert began.wait(10)
        second = query.bind()
        waits.set()
        assert first.result() == second
