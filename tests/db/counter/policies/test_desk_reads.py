"""Who reads the ledger, the lists and the registrations: auditors, administrators, clerks, citizens; nothing more."""

import pytest
from django.db import DatabaseError, ProgrammingError, connections, transaction
from history_model import acts, as_web, asked, begun, case, ids, owns, people
from staff_client import as_desk, desk_of, member, said

from shahrsazi.counter.registration.draft import Draft, DraftPart


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO people_person (kind, number, first_name, last_name, father_name, search_name)"
        " VALUES ('natural', '1', '', 'x', '', '')",
        "UPDATE people_person SET last_name = 'x'",
        "DELETE FROM people_person",
        "INSERT INTO staff_staffcredential (member_id) VALUES (1)",
        "SELECT hash FROM staff_staffcredential",
        "SELECT * FROM staff_invitation",
        "SELECT * FROM staff_enrolment",
        "SELECT * FROM staff_desksession",
        "SELECT * FROM credentials_credential",
        "SELECT * FROM credentials_session",
        "DELETE FROM casefiles_ownership",
        "DELETE FROM counter_draft",
    ],
)
def test_the_staff_role_has_no_way_around_its_functions(token, sql):
    with pytest.raises(ProgrammingError, match="permission denied"), as_desk(token) as cursor:
        cursor.execute(sql)


def test_an_auditor_reads_the_ledger_and_the_codes_of_all_files_and_of_no_file_the_owners(city):
    file = case(5)
    owns(people(1)[0], file.id)
    with as_desk(desk_of(member("auditor"))) as cursor:
        assert (
            said(cursor, "SELECT count(*) FROM ledger_ledgerentry")
            == asked("SELECT count(*) FROM ledger_ledgerentry")[0][0]
            > 0
        )
        assert (
            said(cursor, "SELECT count(*) FROM casefiles_casefile")
            == asked("SELECT count(*) FROM casefiles_casefile")[0][0]
        )
        for table in (
            "casefiles_ownership",
            "casefiles_mandate",
            "people_contact",
            "counter_draftpart",
            "credentials_contactcode",
        ):
            assert said(cursor, f"SELECT count(*) FROM {table}") == 0, table


def test_an_administrator_reads_neither_files_nor_the_ledger(city):
    with as_desk(desk_of(member("administrator"))) as cursor:
        for table in (
            "ledger_ledgerentry",
            "casefiles_casefile",
            "casefiles_ownership",
            "people_contact",
            "counter_draftpart",
            "messages_message",
        ):
            assert said(cursor, f"SELECT count(*) FROM {table}") == 0, table


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_whoever_oversees_reads_what_is_coming_and_what_waits_for_a_decision_alone(city, role):
    rows = "SELECT id FROM counter_draft WHERE {} ORDER BY id"
    given_up = "state = 'withdrawn' AND objected_at IS NOT NULL"
    open_ones = (
        f"state = 'confirmed' AND takes_effect_at > now() OR (state = 'objected' OR {given_up}) AND decision = ''"
    )
    with as_desk(desk_of(member(role))) as cursor:
        cursor.execute(rows.format("true"))
        assert cursor.fetchall() == asked(rows.format(open_ones))


def test_a_clerk_reads_no_ledger_and_writes_in_no_other_name(token, clerk):
    row = (
        "INSERT INTO ledger_ledgerentry (actor, role, act, section, reason, detail) VALUES (%s, %s, 'x', '', '', '{}')"
    )
    with as_desk(token) as cursor:
        cursor.execute(row, [clerk.person_id, "clerk"])
        assert said(cursor, "SELECT count(*) FROM ledger_ledgerentry") == 0
    others = (
        (member().person_id, "clerk"),
        (clerk.person_id, "auditor"),
        (clerk.person_id, "citizen"),
        (None, "clerk"),
    )
    for actor, role in others:
        with pytest.raises(ProgrammingError, match="row-level security"), as_desk(token) as cursor:
            cursor.execute(row, [actor, role])


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_only_an_administrator_changes_what_the_lists_say_and_nobody_alone_who_works_here(role, clerk):
    tell = (
        "INSERT INTO city_codeentry (code_list, key, persian, english, retired) VALUES ('roof', 't', 'ت', 'T', false)"
    )
    off = "INSERT INTO city_holiday (day, name) VALUES ('2030-01-01', 'x')"
    for sql in (tell, off):
        with pytest.raises(ProgrammingError, match="row-level security"), as_desk(desk_of(member(role))) as cursor:
            cursor.execute(sql)
        with as_desk(desk_of(member("administrator"))) as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True, using="staff")
    for who in (role, "administrator"):  # two people make a member, see administration/policies.sql
        for given in ("'clerk', 5", "'auditor', NULL", "'administrator', NULL"):
            row = f"INSERT INTO staff_member (person_id, role, district_id) VALUES ({people(1)[0]}, {given})"
            with pytest.raises(ProgrammingError, match="row-level security"), as_desk(desk_of(member(who))) as cursor:
                cursor.execute(row)
    with as_desk(desk_of(member(role))) as cursor:
        cursor.execute("UPDATE staff_member SET role = 'administrator', district_id = NULL")
        assert cursor.rowcount == 0


def test_a_citizen_reads_of_drafts_only_what_was_agreed_on_their_own_file_and_the_rules(city):
    file, (owner, agent, neighbour) = case(5), people(3)
    owns(owner, file.id)
    acts(agent, owner, file.id)
    known = {"district_id": 5, "case_id": file.id, "begun_by": 1, "submitted_by": 1, "settled_by": 2}
    made = {
        state: Draft.objects.using("owner").create(state=state, **known).id
        for state in ("draft", "submitted", "withdrawn", "active", "confirmed", "objected")
    }
    elsewhere = known | {"case_id": case(5).id}
    about = Draft.objects.using("owner").create(state="confirmed", concerns=[neighbour], **elsewhere).id
    for who, seen in ((owner, {made["confirmed"], made["objected"]}), (neighbour, {about}), (agent, set())):
        with as_web(begun(who)) as cursor:
            assert ids(cursor, "counter_draft") == seen
            assert said(cursor, "SELECT count(*) FROM city_ruleversion") > 0
    for table in (
        "counter_draftpart",
        "counter_crossdistrictaccess",
        "staff_member",
        "staff_staffcredential",
        "staff_desksession",
        "staff_invitation",
        "credentials_contactcode",
        "messages_message",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), as_web(begun(owner)) as cursor:
            cursor.execute(f"SELECT * FROM {table}")


def test_a_clerk_reads_the_drafts_of_their_own_district_and_no_part_is_ever_changed(token):
    mine, other = (Draft.objects.using("owner").create(district_id=d, begun_by=1) for d in (5, 3))
    part = DraftPart.objects.using("owner").create(draft=mine, district_id=5, name="n", version=1, by=1)
    DraftPart.objects.using("owner").create(draft=other, district_id=3, name="n", version=1, by=1)
    with as_desk(token) as cursor:
        assert mine.id in ids(cursor, "counter_draft") and other.id not in ids(cursor, "counter_draft")
        assert ids(cursor, "counter_draftpart", "district_id") == {5}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic(using="staff"):
            cursor.execute(
                'INSERT INTO counter_draftpart (draft_id, district_id, name, version, "values", by)'
                " VALUES (%s, 3, 'x', 1, '{}', 1)",
                [other.id],
            )
    for sql in (
        "UPDATE counter_draftpart SET name = 'x'",
        "DELETE FROM counter_draftpart",
        "TRUNCATE counter_draftpart",
    ):
        for alias in ("staff", "owner"):
            with pytest.raises(DatabaseError), transaction.atomic(using=alias):
                connections[alias].cursor().execute(sql)
    assert DraftPart.objects.using("owner").get(id=part.id).name == "n"
