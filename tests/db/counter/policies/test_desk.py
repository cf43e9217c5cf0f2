"""What PostgreSQL lets a desk see: its own district's list, one opened file at a time, never a clerk's own property."""

from datetime import timedelta

import pytest
from browser_client import later
from django.db import ProgrammingError, connections
from history_model import LONG_AGO, acts, asked, begun, ids, owns, people
from staff_client import Place, as_desk, desk_of, member, opened, said

from shahrsazi.counter.registration.draft import CrossDistrictAccess
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Person
from shahrsazi.persian import dates
from shahrsazi.staff.member import Member
from shahrsazi.staff.session import SETTING_UP, DeskSession

# Which everyone may know, and the queue, whose jobs name nobody.
OPEN = {
    "city_district",
    "city_ruleversion",
    "city_holiday",
    "city_codeentry",
    "procrastinate_jobs",
    "procrastinate_events",
}
READABLE = (
    "SELECT table_name::text FROM information_schema.role_table_grants"
    " WHERE grantee = 'shahrsazi_staff' AND privilege_type = 'SELECT'"
)
OF_A_FILE = ("casefiles_ownership", "casefiles_mandate", "people_contact")

DIED = "SELECT guard.record_death(%s, guard.today(), now() + interval '241 hours')"


@pytest.fixture
def here():
    return Place(5)


@pytest.fixture
def elsewhere():
    return Place(3)


def rows_of_a_file(cursor) -> dict:
    return {table: ids(cursor, table, "person_id" if table == "people_contact" else "id") for table in OF_A_FILE}


def colleagues() -> set[int]:
    return set(Member.objects.using("owner").values_list("person_id", flat=True))


def ledger(after: int = 0) -> list[tuple]:
    rows = LedgerEntry.objects.using("owner").filter(id__gt=after).order_by("id")
    return list(rows.values_list("actor", "role", "act", "case", "section", "reason", "person", "district"))


def last() -> int:
    return asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]


# Nobody's desk


def moved(who: Member, **when) -> str:
    token = desk_of(who)
    [(column, moment)] = when.items()
    DeskSession.objects.using("owner").filter(member=who).update(**{column: asked(f"SELECT {moment}")[0][0]})
    return token


def disabled(who: Member) -> str:
    token = desk_of(who)
    Member.objects.using("owner").filter(id=who.id).update(disabled_at=asked("SELECT now()")[0][0])
    return token


DEAD = {
    "none": lambda who: None,
    "empty": lambda who: "",
    "forged": lambda who: "forged_" * 6 + "x",
    "the member's id": lambda who: str(who.id),
    "a citizen's": lambda who: begun(people(1)[0]),
    "of the clerk as a citizen": lambda who: begun(who.person_id),
    "setting up": lambda who: desk_of(who, SETTING_UP),
    "ended": lambda who: moved(who, ended_at="now()"),
    "over": lambda who: moved(who, expires_at="now()"),
    "idle": lambda who: moved(who, seen_at="now() - interval '10 minutes 1 second'"),
    "disabled": disabled,
}


def dead(kind: str) -> str | None:
    return DEAD[kind](member("clerk", 5))


@pytest.mark.parametrize("kind", DEAD)
def test_without_a_live_desk_the_staff_role_sees_nothing_of_any_table_and_opens_no_file(here, kind):
    tables = {name for (name,) in asked(READABLE)} - OPEN
    assert {
        *OF_A_FILE,
        "casefiles_casefile",
        "people_person",
        "counter_draft",
        "counter_draftpart",
        "staff_member",
        "ledger_ledgerentry",
    } <= tables
    before, number = last(), Person.objects.using("owner").get(id=here.owner).number
    with as_desk(dead(kind)) as cursor:
        assert opened(cursor, here.case) is None
        assert said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", here.case.renewal_code) is None
        assert said(cursor, "SELECT count(*) FROM guard.person_by_number(%s)", number) == 0
        assert said(cursor, "SELECT count(*) FROM guard.files_by_party(%s, '')", number) == 0
        assert said(cursor, "SELECT guard.ensure_person(%s, 'natural', 'x', 'y', '', 'x y')", number) is None
        assert not said(cursor, DIED, here.owner)
        assert {table: said(cursor, f"SELECT count(*) FROM {table}") for table in tables} == dict.fromkeys(tables, 0)
    assert ledger(before) == []
    assert Person.objects.using("owner").get(id=here.owner).first_name == "پیام"


def test_a_connection_carries_no_desk_out_of_its_transaction(token):
    with as_desk(token) as cursor:
        process = said(cursor, "SELECT pg_backend_pid()")
        assert said(cursor, "SELECT guard.desk_member()")
    with connections["staff"].cursor() as cursor:
        now = (
            "SELECT pg_backend_pid(), coalesce(current_setting('app.desk', true), ''),"
            " coalesce(current_setting('app.case', true), '')"
        )
        cursor.execute(now)
        assert cursor.fetchone() == (process, "", "")


# The list


def test_a_clerk_lists_the_files_of_their_own_district_only(city, token):
    Place(5, opened_on=None)
    with as_desk(token) as cursor:
        assert ids(cursor, "casefiles_casefile") == {
            row[0] for row in asked("SELECT id FROM casefiles_casefile WHERE district_id = 5")
        }
    assert {row[0] for row in asked("SELECT district_id FROM casefiles_casefile")} > {3, 5}


def test_without_an_opened_file_a_clerk_sees_no_owner_paper_or_telephone_and_no_one_but_colleagues(city, here, token):
    with as_desk(token) as cursor:
        assert rows_of_a_file(cursor) == dict.fromkeys(OF_A_FILE, set())
        assert ids(cursor, "people_person") == colleagues()
        for table in {name for (name,) in asked(READABLE) if name.startswith("casefiles_")} - {"casefiles_casefile"}:
            assert said(cursor, f"SELECT count(*) FROM {table}") == 0


def test_an_opened_file_shows_its_own_rows_and_no_others(city, here, token):
    Place(5)
    with as_desk(token) as cursor:
        assert opened(cursor, here.case) == here.case.id
        parties = {here.owner, here.former, here.agent}
        assert ids(cursor, "casefiles_ownership", "case_id") == {here.case.id}
        assert ids(cursor, "casefiles_mandate") == {here.mandate.id}
        assert ids(cursor, "people_contact", "person_id") == parties
        assert ids(cursor, "people_person") == parties | colleagues()
        for table in {name for (name,) in asked(READABLE) if name.startswith("casefiles_")} - {
            "casefiles_casefile",
            "casefiles_mandate",
        }:
            assert ids(cursor, table, "case_id") <= {here.case.id}


def test_opening_is_in_the_ledger_with_who_and_from_which_counter(here, clerk, token):
    before = last()
    with as_desk(token) as cursor:
        opened(cursor, here.case)
    assert ledger(before) == [(clerk.person_id, "clerk", "read", here.case.id, "t", "", None, 5)]


def test_opening_a_second_file_closes_the_first(here, token):
    other = Place(5)
    with as_desk(token) as cursor:
        opened(cursor, here.case)
        opened(cursor, other.case)
        assert ids(cursor, "casefiles_ownership", "case_id") == {other.case.id}
        assert said(cursor, "SELECT guard.open_case_at_desk('nothing', 't')") is None
        assert ids(cursor, "casefiles_ownership", "case_id") == set()


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_only_clerks_open_files(here, role):
    before = last()
    with as_desk(desk_of(member(role))) as cursor:
        assert opened(cursor, here.case) is None
        assert said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", here.case.renewal_code) is None
        cursor.execute("SELECT set_config('app.case', %s, true)", [str(here.case.id)])
        assert rows_of_a_file(cursor) == dict.fromkeys(OF_A_FILE, set())
    assert ledger(before) == []


# Another district


def test_a_file_of_another_district_is_not_to_be_had_even_by_a_setting(elsewhere, token):
    before = last()
    with as_desk(token) as cursor:
        assert opened(cursor, elsewhere.case) is None
        cursor.execute("SELECT set_config('app.case', %s, true)", [str(elsewhere.case.id)])
        assert said(cursor, "SELECT guard.desk_case()") is None
        assert rows_of_a_file(cursor) == dict.fromkeys(OF_A_FILE, set())
        assert elsewhere.case.id not in ids(cursor, "casefiles_casefile")
    assert ledger(before) == []


@pytest.mark.parametrize("reason", ["", "    ", "abcd", "  ab  "])
def test_a_reason_is_at_least_a_word(elsewhere, token, reason):
    with as_desk(token) as cursor:
        assert said(cursor, "SELECT guard.open_across_districts(%s, %s)", elsewhere.case.renewal_code, reason) is None
    assert not CrossDistrictAccess._base_manager.using("owner").filter(case=elsewhere.case).exists()


def test_with_a_reason_it_opens_for_reading_and_the_reason_is_written(elsewhere, clerk, token):
    before, why = last(), "وراث با گواهی"
    with as_desk(token) as cursor:
        assert (
            said(cursor, "SELECT guard.open_across_districts(%s, %s)", elsewhere.case.renewal_code, why)
            == elsewhere.case.ref
        )
        assert opened(cursor, elsewhere.case) == elsewhere.case.id
        assert ids(cursor, "casefiles_ownership", "case_id") == {elsewhere.case.id}
        assert said(cursor, "SELECT guard.desk_case_to_write()") is None
        for change in (
            "UPDATE casefiles_casefile SET place = 'x'",
            "UPDATE casefiles_ownership SET effective_to = guard.today()",
            "UPDATE casefiles_mandate SET ended_on = guard.today()",
            "UPDATE people_contact SET mobile = ''",
        ):
            cursor.execute(change)
            assert cursor.rowcount == 0, change
        assert not said(cursor, DIED, elsewhere.owner)
    common = (clerk.person_id, "clerk")
    assert ledger(before) == [
        (*common, "opened_elsewhere", elsewhere.case.id, "", why, None, 5),
        (*common, "read", elsewhere.case.id, "t", why, None, 5),
    ]


@pytest.mark.parametrize(("minutes", "opens"), [(29, True), (30.1, False)])
def test_it_stays_open_for_as_long_as_the_rule_says(elsewhere, token, minutes, opens):
    with as_desk(token) as cursor:
        said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", elsewhere.case.renewal_code)
    later("counter_crossdistrictaccess", "at until", minutes, f"case_id = {elsewhere.case.id}")
    with as_desk(token) as cursor:
        assert (opened(cursor, elsewhere.case) is not None) is opens


def test_what_one_desk_gave_a_reason_for_no_other_desk_opens(elsewhere, clerk, token):
    with as_desk(token) as cursor:
        said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", elsewhere.case.renewal_code)
    for other in (desk_of(member("clerk", 5)), desk_of(clerk)):
        with as_desk(other) as cursor:
            assert opened(cursor, elsewhere.case) is None


def test_no_one_writes_a_leave_to_look_by_hand(elsewhere, token):
    with pytest.raises(ProgrammingError, match="permission denied"), as_desk(token) as cursor:
        cursor.execute(
            "INSERT INTO counter_crossdistrictaccess (session_id, case_id, reason, at, until)"
            " VALUES (1, %s, 'x', now(), now())",
            [elsewhere.case.id],
        )


# A clerk's own property


PARTIES = ("owner", "former owner", "agent", "agent of every file", "coming owner", "agent whose mandate ended")


@pytest.mark.parametrize("how", PARTIES)
@pytest.mark.parametrize("district", [5, 3])
def test_a_party_to_a_file_does_not_open_it_as_a_clerk(district, how):
    place, tomorrow = Place(district), dates.today() + timedelta(1)
    me = {"owner": place.owner, "former owner": place.former, "agent": place.agent}.get(how) or people(1)[0]
    if how == "agent of every file":
        acts(me, place.owner, None)
    elif how == "coming owner":
        owns(me, place.case.id, since=tomorrow)
    elif how == "agent whose mandate ended":
        acts(me, place.owner, place.case.id, ended_on=LONG_AGO)
    before = last()
    with as_desk(desk_of(member("clerk", 5, person=me))) as cursor:
        assert said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", place.case.renewal_code) is None
        assert opened(cursor, place.case) is None
        cursor.execute("SELECT set_config('app.case', %s, true)", [str(place.case.id)])
        assert said(cursor, "SELECT guard.desk_case()") is None
    # As of any code in vain, and no row of the file.
    assert [(act, case) for _who, _role, act, case, *_ in ledger(before)] == [("sought_elsewhere", None)]
