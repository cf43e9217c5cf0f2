"""Threat 54: what a role's own statements could move unseen: numbers of rows, ended sessions, drafts."""

import pytest
from django.db import DatabaseError, ProgrammingError, connections, transaction
from history_model import as_web, asked, begun, case, owns, people
from staff_client import as_desk, begins, desk_of, member, ready, said, submits

from shahrsazi.credentials import contact_codes
from shahrsazi.credentials.contact_codes import Address
from shahrsazi.database.policies import ROLES, guarded_models, role_name

NEW_SCAN = """INSERT INTO counter_incomingscan (draft_id, district_id, part, kind, name, stored, size, brought_by,
  state, scan, reason, figures, tries, seconds)
  VALUES (%s, 5, 'papers.x', 'deed', 'n', 'incoming/' || md5('x'), 1, %s, 'waiting', '', '', '{}', 0, 0)"""


def keys():
    models = [m for m in guarded_models() if getattr(m, "policies", {})]
    return [(m._meta.db_table, m._meta.pk.column, role) for m in models for role in ROLES]


def test_no_role_changes_the_number_of_a_row():
    """What points at a row would point at another: a clerk's desk at the administrator."""
    sql = "SELECT has_column_privilege(%s, %s, %s, 'UPDATE')"
    assert [key for key in keys() if asked(sql, [role_name(key[2]), key[0], key[1]]) == [(True,)]] == []


def test_a_clerk_and_an_administrator_do_not_change_places(city):
    clerk, boss = ready("clerk"), ready("administrator")
    denied, apart = pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="entrance")
    with denied, apart, connections["entrance"].cursor() as cursor:
        cursor.execute("UPDATE staff_member SET id = -1 WHERE id = %s", [boss.id])
        cursor.execute("UPDATE staff_member SET id = %s WHERE id = %s", [boss.id, clerk.id])


@pytest.mark.parametrize("table", ["credentials_session", "staff_desksession"])
def test_what_has_ended_is_not_begun_again(city, table):
    whose = people(1)[0] if table == "credentials_session" else member().id
    token = begun(whose) if table == "credentials_session" else desk_of(_member(whose))
    column = "person_id" if table == "credentials_session" else "member_id"
    with connections["entrance"].cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET ended_at = now() WHERE {column} = %s", [whose])
        with pytest.raises(DatabaseError), transaction.atomic(using="entrance"):
            cursor.execute(f"UPDATE {table} SET ended_at = NULL WHERE {column} = %s", [whose])
    if table == "credentials_session":
        with as_web(token) as cursor:
            assert said(cursor, "SELECT guard.uid()") is None


def _member(number: int):
    from shahrsazi.staff.member import Member

    return Member.objects.using("owner").get(id=number)


def test_the_worker_reads_the_addresses_of_codes_that_are_to_be_sent_and_of_no_other(city):
    with as_desk(desk_of(member())):
        contact_codes.send_code(Address(None, "1310002223", "sms", "+989120000001"), district=5, by=1)
    assert asked("SELECT address FROM credentials_contactcode WHERE address = '+989120000001'", using="worker") == []


def submitted_new(who) -> int:
    """A draft of a file that is still to be formed, handed to a second clerk."""
    with as_desk(desk_of(who)) as cursor:
        number = begins(cursor, who)
        submits(cursor, number, who.person_id)
    return number


def test_a_colleagues_new_file_is_confirmed_on_no_file_that_is_owned(city):
    colleague, clerk = member(), member()
    file = case(5)
    owns(people(1)[0], file.id)
    number = submitted_new(colleague)
    take = (
        "UPDATE counter_draft SET state = 'confirmed', case_id = %s, settled_by = %s, settled_at = now(),"
        " takes_effect_at = now() + interval '73 hours' WHERE id = %s"
    )
    with pytest.raises(ProgrammingError, match="not a move"), as_desk(desk_of(clerk)) as cursor:
        said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)
        cursor.execute(take, [file.id, clerk.person_id, number])


@pytest.mark.parametrize("column", ["id", "ref", "begun_by", "begun_at", "district_id", "objected_by"])
def test_of_a_draft_nothing_moves_but_its_state(city, column):
    clerk = member()
    with as_desk(desk_of(clerk)) as cursor:
        number = begins(cursor, clerk)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using="staff"):
            cursor.execute(f"UPDATE counter_draft SET {column} = {column} WHERE id = %s", [number])


def test_no_scan_joins_what_was_handed_to_a_second_clerk(city):
    clerk, colleague = member(), member()
    number = submitted_new(colleague)
    with pytest.raises(ProgrammingError, match="row-level security"), as_desk(desk_of(clerk)) as cursor:
        cursor.execute(NEW_SCAN, [number, clerk.id])
