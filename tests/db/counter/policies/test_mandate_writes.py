"""What a desk may write of a mandate that was given: its end, once, by a registration that a second clerk confirmed."""

import pytest
from db.counter.policies.test_refused_rows import ACT_FOR
from django.db import ProgrammingError, transaction
from history_model import LONG_AGO, acts, case, owns, people
from staff_client import as_desk, said

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates

AT_ONCE = "now() + interval '241 hours'"


def at(cursor, file) -> None:
    said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)


def act(cursor, file, state: str, by: int, settled: int) -> int:
    """An act that stands there as if its hands had made it, settled at this transaction's moment."""
    known = {"state": state, "begun_by": by, "submitted_by": by, "settled_by": settled}
    moment = said(cursor, "SELECT now()")
    return (
        Draft.objects.using("owner")
        .create(district_id=5, case=file, settled_at=moment, takes_effect_at=moment, **known)
        .id
    )


@pytest.mark.parametrize(
    "column",
    [
        "agent_id = 1",
        "scope = '[]'",
        "expires_on = guard.today()",
        "case_id = NULL",
        "holds_from = now()",
        "verified_on = guard.today()",
        "begun_by_registration = 1",
    ],
)
def test_of_a_mandate_nothing_but_its_end_is_changed_and_nothing_without_an_act(token, clerk, colleague, column):
    for in_hand in (False, True):
        file, (owner, agent) = case(5, None), people(2)
        owns(owner, file.id)
        acts(agent, owner, file.id)
        with as_desk(token) as cursor:
            at(cursor, file)
            if not in_hand:
                cursor.execute(f"UPDATE casefiles_mandate SET {column}")
                assert cursor.rowcount == 0
                continue
            act(cursor, file, "confirmed", colleague.person_id, clerk.person_id)
            with pytest.raises(ProgrammingError, match="a mandate is ended by two clerks"):
                cursor.execute(f"UPDATE casefiles_mandate SET {column}")
            transaction.set_rollback(True, using="staff")


END_MANDATE = """UPDATE casefiles_mandate SET ended_on = guard.today(), end_reason = 'dismissal', ended_at_desk = true,
  ended_by_registration = %s, end_holds_from = {}"""


def ends(token, file, holds_from: str, act_of) -> int:
    """How many mandates a desk ends."""
    with as_desk(token) as cursor:
        at(cursor, file)
        cursor.execute(END_MANDATE.format(holds_from), [act_of(cursor)])
        return cursor.rowcount


def test_an_attorneys_mandate_is_ended_at_once_by_two_clerks_and_by_none_alone(token, clerk, colleague):
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    given = acts(agent, owner, file.id)
    both = lambda c: act(c, file, "confirmed", colleague.person_id, clerk.person_id)  # noqa: E731
    assert ends(token, file, "NULL", lambda c: None) == 0
    assert ends(token, file, "NULL", lambda c: act(c, file, "active", clerk.person_id, clerk.person_id)) == 0
    assert ends(token, file, "NULL", both) == 1
    assert Mandate._base_manager.using("owner").get(id=given.id).ended_on == dates.today()
    with pytest.raises(ProgrammingError, match="a mandate is ended by two clerks"):
        ends(token, file, "NULL", both)  # once


@pytest.mark.parametrize("moment", ["NULL", "now()", "now() + interval '71 hours'"])
def test_whoever_acts_for_a_company_or_a_child_has_time_to_object(token, clerk, colleague, moment):
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    given = acts(agent, owner, file.id)
    Mandate._base_manager.using("owner").filter(id=given.id).update(capacity="representative")
    both = lambda c: act(c, file, "confirmed", colleague.person_id, clerk.person_id)  # noqa: E731
    with pytest.raises(ProgrammingError, match="a mandate is ended by two clerks"):
        ends(token, file, moment, both)
    assert ends(token, file, AT_ONCE, both) == 1


@pytest.mark.parametrize("change", ["ended_on = NULL", "ended_on = guard.today()", "ended_on = ended_on + 1"])
def test_a_mandate_that_was_ended_is_not_revived_nor_its_end_put_elsewhere(token, clerk, colleague, change):
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    given = acts(agent, owner, file.id, ended_on=LONG_AGO, end_reason="dismissal")
    with pytest.raises(ProgrammingError, match="a mandate is ended by two clerks"), as_desk(token) as cursor:
        at(cursor, file)
        number = act(cursor, file, "confirmed", colleague.person_id, clerk.person_id)
        cursor.execute(f"UPDATE casefiles_mandate SET {change}, ended_by_registration = %s", [number])
    assert Mandate._base_manager.using("owner").get(id=given.id).ended_on == LONG_AGO


@pytest.mark.parametrize("everywhere", [False, True], ids=["in the file", "in every file"])
def test_by_a_file_that_is_formed_nobody_acts_at_once_in_another(token, clerk, colleague, everywhere):
    file, (owner, agent) = case(5, None), people(2)
    owns(owner, case(5).id)
    Contact.objects.using("feed").create(person_id=owner, mobile="+989550000001")
    with as_desk(token) as cursor:
        at(cursor, file)
        number = act(cursor, file, "confirmed", colleague.person_id, clerk.person_id)
        owns(owner, file.id, begun_by_registration=number)
        values = [None if everywhere else file.id, owner, agent, number]
        if everywhere:
            with pytest.raises(ProgrammingError, match="row-level security"):
                cursor.execute(ACT_FOR.replace(AT_ONCE, "NULL"), values)
        else:
            cursor.execute(ACT_FOR.replace(AT_ONCE, "NULL"), values)
            assert cursor.rowcount == 1
        transaction.set_rollback(True, using="staff")


def test_nor_does_a_mandate_that_waits_begin_sooner(token, clerk, colleague):
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    with as_desk(token) as cursor:
        at(cursor, file)
        number = act(cursor, file, "confirmed", colleague.person_id, clerk.person_id)
        cursor.execute(ACT_FOR, [file.id, owner, agent, number])
        with pytest.raises(ProgrammingError, match="a mandate is ended by two clerks"):
            cursor.execute("UPDATE casefiles_mandate SET holds_from = NULL WHERE begun_by_registration = %s", [number])
        transaction.set_rollback(True, using="staff")
