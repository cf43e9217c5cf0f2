"""Rows that no act writes, whoever confirmed it: to a clerk's own use, and in the name of the dead."""

import pytest
from django.db import ProgrammingError, transaction
from history_model import LONG_AGO, acts, case, owns, people
from staff_client import as_desk, begins, said, settles, submitted

from shahrsazi.counter.registration.draft import DraftPart
from shahrsazi.people.models import Contact, Person

OWN = """INSERT INTO casefiles_ownership (case_id, source_key, person_id, land_share, land_of, building_share,
  building_of, effective_from, holds_from, begun_by_registration)
  VALUES (%s, 'at the desk', %s, 1, 2, 1, 2, guard.today(), now() + interval '241 hours', %s)"""
ACT_FOR = """INSERT INTO casefiles_mandate (case_id, source_key, principal_id, agent_id, capacity, scope, poa_no,
  poa_date, notary_office, every_file, irrevocable, may_delegate, verify_ref, end_reason, ended_at_desk,
  holds_from, begun_by_registration)
  VALUES (%s, 'at the desk', %s, %s, 'attorney', '["view"]', '', guard.today(),
  '', false, false, false, '', '', false, now() + interval '241 hours', %s)"""
END = """UPDATE casefiles_ownership SET effective_to = guard.today(), end_holds_from = now() + interval '241 hours',
  ended_by_registration = %s WHERE person_id = %s"""
COME = """UPDATE people_contact SET coming_mobile = '+989550000077', coming_from = now() + interval '241 hours',
  coming_by_registration = %s, kept_by_registration = %s WHERE person_id = %s"""
REFUSED = {"match": "to their own use|row-level security"}


@pytest.fixture
def file():
    made = case(5)
    [made.owner] = people(1)
    owns(made.owner, made.id)
    return made


def confirmed(cursor, file, number: int, clerk) -> None:
    said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)
    settles(cursor, number, "confirmed", clerk.person_id)


def writes(token, file, number: int, clerk, sql: str, values: list) -> None:
    with as_desk(token) as cursor:
        confirmed(cursor, file, number, clerk)
        cursor.execute(sql, values)
        assert cursor.rowcount == 1
        transaction.set_rollback(True, using="staff")


@pytest.mark.parametrize("whose", ["first", "second"])
@pytest.mark.parametrize("how", ["as buyer", "for the buyer", "as the attorney"])
def test_no_clerk_of_an_act_is_a_party_by_it(token, clerk, colleague, file, whose, how):
    number, [buyer] = submitted(colleague, file), people(1)
    one = (colleague if whose == "first" else clerk).person_id
    if how == "for the buyer":
        acts(one, buyer, None)
    sql, values = {
        "as buyer": (OWN, [file.id, one, number]),
        "for the buyer": (OWN, [file.id, buyer, number]),
        "as the attorney": (ACT_FOR, [file.id, file.owner, one, number]),
    }[how]
    with pytest.raises(ProgrammingError, **REFUSED):
        writes(token, file, number, clerk, sql, values)
    [stranger] = people(1)
    writes(token, file, number, clerk, OWN, [file.id, stranger, number])


def test_what_somebody_wrote_who_came_to_own_the_file_since_is_confirmed_by_nobody(token, clerk, colleague, file):
    number = submitted(colleague, file)
    owns(colleague.person_id, file.id)
    with pytest.raises(ProgrammingError, match="not a move"), as_desk(token) as cursor:
        confirmed(cursor, file, number, clerk)


@pytest.mark.parametrize("who", ["the owner", "the attorney"])
def test_nobody_gets_leave_from_the_dead_nor_once_dead(token, clerk, colleague, file, who):
    number, [agent] = submitted(colleague, file), people(1)
    values = [file.id, file.owner, agent, number]
    writes(token, file, number, clerk, ACT_FOR, values)
    Contact.objects.using("feed").create(person_id=file.owner if who == "the owner" else agent, died_on=LONG_AGO)
    with pytest.raises(ProgrammingError, match="acts for the dead"):
        writes(token, file, number, clerk, ACT_FOR, values)


@pytest.mark.parametrize("reason", ["sale", "", "inheritance", "court", "correction"])
def test_a_share_of_the_dead_ends_by_heirs_or_an_order_and_by_no_sale(token, clerk, colleague, file, reason):
    number, ref = submitted(colleague, file), Person.objects.using("owner").get(id=file.owner).ref.hex
    part = {"draft_id": number, "district_id": 5, "name": f"leaving.{ref}", "by": colleague.person_id}
    if reason:
        DraftPart.objects.using("owner").create(**part, version=1, values={"reason": "inheritance"})
        DraftPart.objects.using("owner").create(**part, version=2, values={"reason": reason})
    Contact.objects.using("feed").create(person_id=file.owner, died_on=LONG_AGO)
    if reason in ("sale", ""):
        with pytest.raises(ProgrammingError, match="the dead sell nothing"):
            writes(token, file, number, clerk, END, [number, file.owner])
    else:
        writes(token, file, number, clerk, END, [number, file.owner])


def test_what_is_coming_of_an_address_is_not_replaced_by_another_act(token, clerk, colleague, file):
    first, second = submitted(colleague, file), submitted(colleague, file)
    Contact.objects.using("feed").create(person_id=file.owner, mobile="+989550000001", registered_on=LONG_AGO)
    with as_desk(token) as cursor:
        confirmed(cursor, file, first, clerk)
        cursor.execute(COME, [first, first, file.owner])
        assert cursor.rowcount == 1
    with pytest.raises(ProgrammingError, match="another change of this address is coming"):
        writes(token, file, second, clerk, COME.replace("0077", "0078"), [second, second, file.owner])


HURRY = """UPDATE people_contact SET coming_mobile = '+989550000077', coming_by_registration = %s,
  kept_by_registration = %s WHERE person_id = %s"""
SOON = COME.replace("241 hours", "80 hours")
FIRST = """UPDATE people_contact SET mobile = '+989550000077', registered_on = guard.today(),
  registered_by_registration = %s, kept_by_registration = %s WHERE person_id = %s"""


def test_no_telephone_takes_over_the_moment_of_what_the_back_office_told(token, clerk, colleague, file):
    number, values = submitted(colleague, file), {"coming_mobile": "+989550000078"}
    with as_desk(token) as cursor:
        values["coming_from"] = said(cursor, "SELECT now() + interval '1 hour'")
    Contact.objects.using("feed").create(person_id=file.owner, mobile="+989550000001", registered_on=LONG_AGO, **values)
    with pytest.raises(ProgrammingError, match="another address leaves time to object"):
        writes(token, file, number, clerk, HURRY, [number, number, file.owner])


def test_nor_does_one_come_before_the_moment_that_was_told(token, clerk, colleague, file):
    number = submitted(colleague, file)
    Contact.objects.using("feed").create(person_id=file.owner, mobile="+989550000001", registered_on=LONG_AGO)
    with pytest.raises(ProgrammingError, match="another address leaves time to object"):
        writes(token, file, number, clerk, SOON, [number, number, file.owner])
    writes(token, file, number, clerk, COME, [number, number, file.owner])


@pytest.mark.parametrize("left_out", ["coming_by_registration", "kept_by_registration"])
def test_another_address_names_the_registration_that_wrote_it(token, clerk, colleague, file, left_out):
    number = submitted(colleague, file)
    Contact.objects.using("feed").create(person_id=file.owner, registered_on=LONG_AGO)
    with pytest.raises(ProgrammingError, match="names the registration"):
        writes(token, file, number, clerk, COME.replace(f"{left_out} = %s", f"{left_out} = NULL"), [number, file.owner])


def letters_by_one_clerk(token, clerk, sql: str, *, names_it: bool) -> int:
    """One clerk opens a closed file to its owner, who is reached by nothing: how many letters go to the other one."""
    closed, elsewhere, [owner] = case(5, None), case(6, None), people(1)
    owns(owner, closed.id), owns(owner, elsewhere.id)
    Contact.objects.using("feed").create(person_id=owner)
    with as_desk(token) as cursor:
        assert said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", closed.ref)
        number = begins(cursor, clerk, closed)
        settles(cursor, number, "active", clerk.person_id)
        try:
            cursor.execute(sql, [number, number if names_it else None, owner])
            cursor.execute("SELECT count(*) FROM counter_letter WHERE case_id = %s", [elsewhere.id])
        finally:
            transaction.set_rollback(True, using="staff")
        return cursor.fetchone()[0]


def test_one_clerk_writes_no_first_telephone_behind_the_letters_to_another_house(token, clerk):
    assert letters_by_one_clerk(token, clerk, FIRST, names_it=True) == 1
    with pytest.raises(ProgrammingError, match="names the registration"):
        letters_by_one_clerk(token, clerk, FIRST, names_it=False)
