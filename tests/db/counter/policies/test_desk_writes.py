"""What a desk may write: owners, mandates and telephones only by an act in hand.

On an opened file only a second person may write them.
"""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from history_model import LONG_AGO, asked, case, owns, people
from staff_client import as_desk, begins, said, settles, submitted

from shahrsazi.casefiles.casefile import CaseFile, Ownership
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.people.models import Contact

DENIED = pytest.raises(ProgrammingError, match="row-level security")
OWN = """INSERT INTO casefiles_ownership (case_id, source_key, person_id, land_share, land_of, building_share,
  building_of, effective_from, holds_from, begun_by_registration)
  VALUES (%s, 'at the desk', %s, 1, 2, 1, 2, guard.today(), now() + interval '241 hours', %s)"""
ACT_FOR = """INSERT INTO casefiles_mandate (case_id, source_key, principal_id, agent_id, capacity, scope, poa_no,
  poa_date, notary_office, every_file, irrevocable, may_delegate, verify_ref, end_reason, ended_at_desk,
  holds_from, begun_by_registration)
  VALUES (%s, 'at the desk', %s, %s, 'attorney', '["view"]', '', guard.today(),
  '', false, false, false, '', '', false, now() + interval '241 hours', %s)"""
END = """UPDATE casefiles_ownership SET effective_to = guard.today(), end_holds_from = now() + interval '241 hours',
  ended_by_registration = {act} WHERE source_key <> 'at the desk'"""
AT_ONCE = "now() + interval '241 hours'"
REACH = """INSERT INTO people_contact (person_id, mobile, email, birth_cert_no, residence_postal,
  residence_address, coming_mobile, coming_email, kept_by_registration)
  VALUES (%s, '+989551112233', '', '', '', '', '', '', %s)"""


def file_of(district: int = 5, opened_on=None):
    """A file with one owner; not opened unless it is said when."""
    file = case(district, opened_on)
    owns(people(1)[0], file.id)
    return file


def at(cursor, file) -> None:
    said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)


def act(cursor, file, state: str, by: int, settled: int, at: str = "now()") -> int:
    """An act that stands there as if its hands had made it, settled at this transaction's moment (or at another)."""
    known = {"state": state, "begun_by": by, "submitted_by": by, "settled_by": settled}
    moment = said(cursor, f"SELECT {at}")
    return (
        Draft.objects.using("owner")
        .create(district_id=5, case=file, settled_at=moment, takes_effect_at=moment, **known)
        .id
    )


def writes(cursor, file, number: int | None) -> None:
    owner, agent = people(2)
    cursor.execute(OWN, [file.id, owner, number])
    cursor.execute(ACT_FOR, [file.id, owner, agent, number])
    cursor.execute(REACH, [owner, number])
    cursor.execute(END.format(act=number))
    assert cursor.rowcount == 1
    cursor.execute("UPDATE people_contact SET email = 't@example.ir' WHERE person_id = %s", [owner])
    assert cursor.rowcount == 1
    transaction.set_rollback(True, using="staff")


def refuses(token: str, file, act_of=lambda cursor: None) -> None:
    """Each of the three tables refuses a new row and changes no old one."""
    owner, agent = people(2)
    Contact.objects.using("feed").create(
        person_id=Ownership._base_manager.using("owner").filter(case=file).first().person_id
    )
    for sql, values in ((OWN, [file.id, owner]), (ACT_FOR, [file.id, owner, agent]), (REACH, [owner])):
        with DENIED, as_desk(token) as cursor:
            at(cursor, file)
            cursor.execute(sql, [*values, act_of(cursor)])
    with as_desk(token) as cursor:
        at(cursor, file)
        act_of(cursor)
        for sql in (
            "UPDATE casefiles_ownership SET effective_to = guard.today()",
            "UPDATE people_contact SET email = 'x@example.ir'",
        ):
            cursor.execute(sql)
            assert cursor.rowcount == 0, sql
        transaction.set_rollback(True, using="staff")


@pytest.mark.parametrize("opened_on", [None, LONG_AGO])
def test_without_an_act_in_hand_nothing_of_owners_mandates_and_telephones_is_written(token, opened_on):
    refuses(token, file_of(5, opened_on))


def test_one_clerk_opens_a_closed_file_to_whom_the_back_office_told_and_moves_no_share(token, clerk):
    file = file_of()
    [(owner,)] = asked("SELECT person_id FROM casefiles_ownership WHERE case_id = %s", [file.id])
    stranger = people(1)[0]
    with as_desk(token) as cursor:
        at(cursor, file)
        number = begins(cursor, clerk, file)
        settles(cursor, number, "active", clerk.person_id)
        for sql, values in ((OWN, [file.id, stranger]), (ACT_FOR, [file.id, owner, stranger]), (REACH, [stranger])):
            with DENIED, transaction.atomic(using="staff"):
                cursor.execute(sql, [*values, number])
        cursor.execute(END.format(act=number))
        assert cursor.rowcount == 0
        cursor.execute(REACH, [owner, number])
        cursor.execute(
            "UPDATE casefiles_casefile SET opened_on = guard.today(), opened_by_registration = %s WHERE id = %s",
            [number, file.id],
        )
        assert cursor.rowcount == 1
        with DENIED, transaction.atomic(using="staff"):
            cursor.execute(OWN, [file.id, stranger, number])
        transaction.set_rollback(True, using="staff")


def test_one_clerk_alone_opens_no_file_of_which_the_back_office_told_no_owner(token, clerk):
    file = case(5, None)
    with pytest.raises(ProgrammingError, match="not a move"), as_desk(token) as cursor:
        at(cursor, file)
        settles(cursor, begins(cursor, clerk, file), "active", clerk.person_id)


@pytest.mark.parametrize("change", ["mobile = '+98955'", "email = 'b@example.ir'", "birth_date = '1990-01-01'"])
def test_one_clerk_alone_reaches_nobody_elsewhere_than_the_back_office_told(token, clerk, change):
    file = file_of()
    [(owner,)] = asked("SELECT person_id FROM casefiles_ownership WHERE case_id = %s", [file.id])
    told = {"mobile": "+989551112233", "email": "a@example.ir", "birth_date": "1980-01-01"}
    Contact.objects.using("owner").create(person_id=owner, **told)
    with pytest.raises(ProgrammingError, match="takes a second clerk"), as_desk(token) as cursor:
        at(cursor, file)
        settles(cursor, begins(cursor, clerk, file), "active", clerk.person_id)
        cursor.execute(f"UPDATE people_contact SET {change} WHERE person_id = %s", [owner])


def test_once_the_file_is_open_one_clerk_alone_writes_nothing(token, clerk):
    file = file_of(5, LONG_AGO)
    refuses(token, file, lambda cursor: act(cursor, file, "active", clerk.person_id, clerk.person_id))


def test_one_clerk_alone_neither_closes_an_opened_file_nor_opens_one_without_an_act(token):
    opened, shut = file_of(5, LONG_AGO), file_of(5)
    with as_desk(token) as cursor:
        at(cursor, opened)
        cursor.execute("UPDATE casefiles_casefile SET opened_on = NULL")
        assert cursor.rowcount == 0
    with DENIED, as_desk(token) as cursor:
        at(cursor, shut)
        cursor.execute("UPDATE casefiles_casefile SET opened_on = guard.today()")


def test_what_a_colleague_submitted_a_second_clerk_confirms(token, clerk, colleague):
    file = file_of(5, LONG_AGO)
    number = submitted(colleague, file)
    with as_desk(token) as cursor:
        at(cursor, file)
        settles(cursor, number, "confirmed", clerk.person_id)
        assert said(cursor, "SELECT guard.registration_in_hand()") == number
        writes(cursor, file, number)


@pytest.mark.parametrize("moment", ["NULL", "now()", "now() + interval '71 hours'"])
def test_not_even_two_clerks_leave_an_owner_no_time_to_object(token, clerk, colleague, moment):
    file = file_of(5, LONG_AGO)
    number, (owner, agent) = submitted(colleague, file), people(2)
    with as_desk(token) as cursor:
        at(cursor, file)
        settles(cursor, number, "confirmed", clerk.person_id)
        for sql, values in ((OWN, [file.id, owner, number]), (ACT_FOR, [file.id, owner, agent, number])):
            with DENIED, transaction.atomic(using="staff"):
                cursor.execute(sql.replace(AT_ONCE, moment), values)
        with pytest.raises(ProgrammingError, match="time to object"), transaction.atomic(using="staff"):
            cursor.execute(END.format(act=number).replace(AT_ONCE, moment))
        transaction.set_rollback(True, using="staff")


@pytest.mark.parametrize("change", ["land_share = 0", "person_id = 1", "effective_from = '1990-01-01'"])
def test_of_a_share_nothing_but_its_end_is_changed(token, clerk, colleague, change):
    file = file_of(5, LONG_AGO)
    number = submitted(colleague, file)
    with pytest.raises(ProgrammingError, match="a share is ended"), as_desk(token) as cursor:
        at(cursor, file)
        settles(cursor, number, "confirmed", clerk.person_id)
        cursor.execute(END.format(act=number).replace("SET ", f"SET {change}, "))


NOT_IN_HAND = {
    "settled by someone else": lambda c, f, me, other: act(c, f, "confirmed", me, other),
    "a moment ago": lambda c, f, me, other: act(c, f, "confirmed", other, me, at="now() - interval '1 ms'"),
    "still waiting": lambda c, f, me, other: act(c, f, "submitted", other, me),
    "objected": lambda c, f, me, other: act(c, f, "objected", other, me),
    "of another file": lambda c, f, me, other: act(c, file_of(5, LONG_AGO), "confirmed", other, me),
}


@pytest.mark.parametrize("how", NOT_IN_HAND)
def test_an_act_that_is_not_this_ones_here_and_now_writes_nothing(token, clerk, colleague, how):
    file = file_of(5, LONG_AGO)
    refuses(token, file, lambda cursor: NOT_IN_HAND[how](cursor, file, clerk.person_id, colleague.person_id))


def test_no_one_confirms_what_they_submitted_themselves(token, clerk):
    file = file_of(5, LONG_AGO)
    with pytest.raises(IntegrityError, match="two_people_confirm"), as_desk(token) as cursor:
        act(cursor, file, "confirmed", clerk.person_id, clerk.person_id)


def test_a_new_row_says_by_which_act_it_began(token, clerk, colleague):
    file, other = file_of(5, LONG_AGO), file_of(5, LONG_AGO)
    for wrong in (lambda c: None, lambda c: act(c, other, "confirmed", colleague.person_id, clerk.person_id)):
        with DENIED, as_desk(token) as cursor:
            at(cursor, file)
            act(cursor, file, "confirmed", colleague.person_id, clerk.person_id)
            cursor.execute(OWN, [file.id, people(1)[0], wrong(cursor)])


def test_an_act_writes_only_to_its_own_file(token, clerk, colleague):
    file, other = file_of(5, LONG_AGO), file_of(5, LONG_AGO)
    with DENIED, as_desk(token) as cursor:
        at(cursor, file)
        cursor.execute(
            OWN, [other.id, people(1)[0], act(cursor, file, "confirmed", colleague.person_id, clerk.person_id)]
        )


def test_in_a_file_of_another_district_no_act_writes(token, clerk, colleague):
    file = file_of(3, LONG_AGO)
    with as_desk(token) as cursor:
        said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", file.renewal_code)
    refuses(token, file, lambda cursor: act(cursor, file, "confirmed", colleague.person_id, clerk.person_id))


def test_a_clerk_makes_drafts_of_their_own_district_only(token, clerk):
    file = file_of(3)
    for district in (3, 5):  # and of their own district none that names a file of another
        with DENIED, as_desk(token) as cursor:
            at(cursor, file)
            begins(cursor, clerk, file, district)


def test_a_new_file_of_ones_own_district_begins_unopened(token):
    for district, opened_on, passes in ((5, None, True), (5, LONG_AGO, False), (3, None, False)):
        file = CaseFile(
            renewal_code=f"{district}-96-1-1-1-0-0/t",
            unit_kind="building",
            property_type="house",
            file_no="d1/1",
            place="x",
            address="x",
            district_id=district,
            plate_main=1,
            registry_section=5,
            registry_office="north",
            opened_on=opened_on,
            as_of=asked("SELECT now()")[0][0],
        )
        with as_desk(token):
            if passes:
                file.save(using="staff", force_insert=True)
                transaction.set_rollback(True, using="staff")
                continue
        with DENIED, as_desk(token):
            file.save(using="staff", force_insert=True)
