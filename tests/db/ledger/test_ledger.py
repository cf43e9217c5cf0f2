"""Who saw and who changed what: one row with the reading or the change itself, for ever, and no page without it."""

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connections, transaction
from django.test import RequestFactory
from feed_lines import commission, deed, fed, load, mandate, number, owner, paper, permit, person, verdict, violation
from history_model import as_web, asked, begun, people
from personas import NEIGHBOUR, SOLE_OWNER, case_of, person_id, signed_in, token_of
from psycopg.types.json import Jsonb

from shahrsazi.casefiles import document_views, views
from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.credentials import sessions
from shahrsazi.ledger.entry import READING, LedgerEntry

ALIASES = ("default", "entrance", "feed", "worker", "owner")


def entries(**which) -> list[tuple]:
    """(actor, role, act, section) of the ledger's rows, oldest first."""
    rows = LedgerEntry.objects.using("owner").filter(**which).order_by("id")
    return list(rows.values_list("actor", "role", "act", "section"))


def last() -> int:
    return asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]


def a_paper(letter: str) -> str:
    papers = Paper._base_manager.using("owner").filter(case=case_of(letter), of_person=None, visible_to_owner=True)
    return papers.exclude(scan="").values_list("scan", flat=True)[0]


# Readings

READINGS = {"": "case", **{f"{s.key}/": s.key for s in SECTIONS}}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("tail", "section"), READINGS.items())
def test_a_page_of_a_file_that_was_read_leaves_one_row_with_its_reader(city, prefix, tail, section):
    file, me, before = case_of("A"), person_id(SOLE_OWNER), last()
    assert signed_in(SOLE_OWNER).get(f"{prefix}/cases/{file.ref}/{tail}").status_code == 200
    assert entries(id__gt=before) == [(me, "citizen", "read", section)]
    assert LedgerEntry.objects.using("owner").get(id__gt=before).case == file.id


def test_a_paper_that_was_fetched_leaves_one_row(city):
    before = last()
    response = signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/papers/{a_paper('A')}/file")
    assert response.status_code == 200 and b"".join(response)
    assert entries(id__gt=before) == [(person_id(SOLE_OWNER), "citizen", "read", "file")]


def test_each_reading_counts_and_so_does_each_reader(city):
    client, before = signed_in(NEIGHBOUR), last()
    for _ in range(3):
        client.get(f"/cases/{case_of('B').ref}/permits/")
    signed_in("1301122335").get(f"/cases/{case_of('B').ref}/permits/")
    assert [actor for actor, *_ in entries(id__gt=before)] == [person_id(NEIGHBOUR)] * 3 + [person_id("1301122335")]


@pytest.mark.parametrize("tail", ["", "ownership/", "nothing/", "papers/" + "0" * 64 + "/"])
def test_what_was_refused_was_not_read(city, tail):
    before = last()
    assert signed_in(NEIGHBOUR).get(f"/cases/{case_of('A').ref}/{tail}").status_code == 404
    assert signed_in(NEIGHBOUR).get(f"/cases/{case_of('A').ref}/papers/{a_paper('A')}/").status_code == 404
    assert {act for _, _, act, _ in entries(id__gt=before)} == {"denied"}


@pytest.mark.parametrize("tail", ["nothing/", "papers/" + "0" * 64 + "/"])
def test_what_is_not_in_ones_own_file_was_not_read_either(city, tail):
    before = last()
    assert signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/{tail}").status_code == 404
    assert {act for _, _, act, _ in entries(id__gt=before)} == {"denied"}


@pytest.mark.parametrize(
    ("view", "more"),
    [
        (views.case, {}),
        (views.section, {"section": "permits"}),
        (document_views.document, {"paper": None}),
        (document_views.download, {"paper": None}),
    ],
)
@pytest.mark.parametrize("binding", [None, "another's"])
def test_a_reading_that_the_ledger_cannot_take_shows_no_page(city, view, more, binding):
    """The view with a file in its hands, in a transaction that is nobody's or someone else's: no row, so no page."""
    me, file = token_of(SOLE_OWNER), case_of("A")
    with transaction.atomic():
        request = RequestFactory().get("/")
        request.visitor = sessions.visitor_of(me)
        opened = CaseFile.visible_to(request.visitor.person_id).get()
    more = {name: value or a_paper("A") for name, value in more.items()}
    before = last()
    with (
        pytest.raises((DatabaseError, psycopg.Error), match="row-level security"),
        as_web(binding and token_of(NEIGHBOUR)),
    ):
        view(request, opened, **more)
    assert opened.id == file.id and entries(id__gt=before) == []


def test_the_row_goes_with_the_reading_when_the_page_fails_after_it(city):
    before = last()
    with pytest.raises(ZeroDivisionError), as_web(token_of(SOLE_OWNER)) as cursor:
        cursor.execute(READING, [person_id(SOLE_OWNER), case_of("A").id, "case", Jsonb({})])
        raise ZeroDivisionError
    assert entries(id__gt=before) == []


# Changes

FEED = (None, "feed")


def test_a_new_file_leaves_one_row_for_each_section_that_it_fills(city):
    """A file with owners, a mandate, deeds and papers is still one change of its ownership section."""
    one, other = number(), number()
    before = last()
    told = fed(
        owner(one),
        people=[person(one), person(other)],
        mandates=[mandate(one, other)],
        deeds=[deed(), deed()],
        papers=[paper()],
        permits=[permit()],
        violations=[violation()],
    )
    assert sorted(entries(id__gt=before, case=told.case.id)) == [
        (*FEED, "added", section) for section in ("casefile", "ownership", "permits", "violations")
    ]
    assert entries(id__gt=before, case=None) == []


def test_the_same_file_again_leaves_no_row(city):
    told = fed(deeds=[deed()], permits=[permit()], violations=[violation()])
    before = last()
    assert load(told.line, told.line).written == 0
    assert load(told.line | {"as_of": "2026-02-02T08:00:00+03:30"}).bad == []
    assert entries(id__gt=before) == []


def test_a_changed_row_leaves_one_row_for_its_file_and_section(city):
    told, other = fed(deeds=[deed(), deed()], permits=[permit()]), fed(deeds=[deed()])
    before = last()
    corrected = [row | {"easements": "حق عبور"} for row in told.line["deeds"]]
    load(told.line | {"deeds": corrected}, other.line)
    assert entries(id__gt=before) == [(*FEED, "corrected", "ownership")]
    row = LedgerEntry.objects.using("owner").get(id__gt=before)
    assert (row.case, row.detail) == (told.case.id, {"rows": 2})


def test_added_and_corrected_rows_are_told_apart(city):
    told = fed(permits=[permit()])
    before = last()
    load(told.line | {"permits": [told.line["permits"][0] | {"purpose": "تعمیر"}, permit(), permit()]})
    acts = LedgerEntry.objects.using("owner").filter(id__gt=before).values_list("act", "section", "detail__rows")
    assert sorted(acts) == [("added", "permits", 2), ("corrected", "permits", 1)]


def test_a_feed_that_is_turned_away_leaves_no_row(city):
    told = fed()
    before = last()
    report = load(told.line | {"deeds": [deed()], "papers": [paper(scan="not-there.pdf")]})
    assert report.bad and entries(id__gt=before) == []


def test_a_verdict_is_noted_under_its_section_and_its_file(city):
    case = commission()
    told = fed(commission_cases=[case])
    before = last()
    load(told.line | {"verdicts": [verdict(case)]})
    assert entries(id__gt=before, case=told.case.id) == [(*FEED, "added", "violations")]


# Append-only


def refused(alias: str, sql: str, values=()) -> None:
    before = asked("SELECT count(*), max(id), md5(string_agg(l::text, '' ORDER BY id)) FROM ledger_ledgerentry l")
    with (
        pytest.raises(ProgrammingError) as told,
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(sql, values)
    assert told.value.__cause__.sqlstate == "42501"
    assert (
        asked("SELECT count(*), max(id), md5(string_agg(l::text, '' ORDER BY id)) FROM ledger_ledgerentry l") == before
    )


@pytest.mark.parametrize(
    "sql",
    ["UPDATE ledger_ledgerentry SET reason = 'x'", "DELETE FROM ledger_ledgerentry", "TRUNCATE ledger_ledgerentry"],
)
@pytest.mark.parametrize("alias", ALIASES)
def test_no_role_not_even_the_owner_of_the_table_changes_or_removes_a_row(city, alias, sql):
    fed()
    refused(alias, sql)


@pytest.mark.parametrize(
    ("alias", "column"),
    [
        (alias, column)
        for alias in ("default", "entrance", "worker")
        for column in ("*", "id", "count(*)", "actor", "person", "detail")
    ],
)
def test_those_who_write_the_ledger_cannot_read_it(city, alias, column):
    refused(alias, f"SELECT {column} FROM ledger_ledgerentry")


def write(token: str | None, actor: int | None) -> None:
    with as_web(token) as cursor:
        cursor.execute(READING, [actor, case_of("A").id, "case", Jsonb({})])


def test_a_visitor_writes_in_their_own_name(city):
    before = last()
    write(token_of(SOLE_OWNER), person_id(SOLE_OWNER))
    assert entries(id__gt=before) == [(person_id(SOLE_OWNER), "citizen", "read", "case")]


@pytest.mark.parametrize(
    "case", ["another's name", "nobody's name", "no session", "a session that only changes a password"]
)
def test_a_visitor_writes_in_no_other_name(city, case):
    me, other = people(2)
    token, actor = {
        "another's name": (begun(me), other),
        "nobody's name": (begun(me), None),
        "no session": (None, me),
        "a session that only changes a password": (begun(me, level=1), me),
    }[case]
    before = last()
    with pytest.raises(ProgrammingError, match="row-level security"):
        write(token, actor)
    assert entries(id__gt=before) == []


ROW = (
    'INSERT INTO ledger_ledgerentry (actor, role, act, "case", section, reason, detail)'
    " VALUES (%s, %s, %s, %s, '', '', '{}')"
)
NOT_THEIRS = {
    "the entrance about a file": ("entrance", [1, "citizen", "read", 1]),
    "the feed as a citizen": ("feed", [1, "citizen", "read", 1]),
    "the worker as the feed": ("worker", [None, "feed", "added", 1]),
}


@pytest.mark.parametrize(("alias", "values"), NOT_THEIRS.values(), ids=NOT_THEIRS)
def test_no_role_writes_what_is_another_roles_to_write(city, alias, values):
    refused(alias, ROW, values)


def test_a_page_of_files_writes_as_a_citizen_and_as_no_other_role(city):
    with pytest.raises(ProgrammingError, match="row-level security"), as_web(token_of(SOLE_OWNER)) as cursor:
        cursor.execute(ROW, [person_id(SOLE_OWNER), "feed", "corrected", case_of("A").id])
