"""Once a death counts nobody does anything in the dead person's name: no objection, no block, no password on paper."""

import pytest
from counter_acts import died, unreachable
from counter_client import a_colleague, said, take_effect
from counter_forms import an_attorney, an_owner, typed, years_ago
from django.conf import settings
from history_model import asked
from personas import person_id, person_ref
from staff_client import as_desk, opened
from staff_client import said as said_by

from shahrsazi.persian import dates


def buried(desk, case, number: str):
    """The death of an owner, which counts by now."""
    work = died(desk, case, number)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    take_effect(work)
    return work


def inherited(desk, case, number: str):
    """The heirs' registration that is written then."""
    work = desk.begin(case)
    work.leave(person_id(number), reason="inheritance", died_on=typed(dates.today()))
    work.complete(work.owner(an_owner(land_dang="3")))
    return work


def objects(work, number: str):
    return work.post("objection/", {"who": person_ref(person_id(number)), "words": "نمی‌خواهم"})


def test_nobody_objects_in_the_name_of_the_dead(desk, shared):
    buried(desk, shared.case, shared.hers)
    work = inherited(desk, shared.case, shared.hers)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    assert "Choose one of the list." in said(objects(work, shared.hers)) and work.row.state == "confirmed"
    with as_desk(desk.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        assert opened(cursor, shared.case) == shared.case.id
        hers = [work.row.id, person_id(shared.hers), "نمی‌خواهم"]
        assert said_by(cursor, "SELECT guard.object_at_desk(%s, %s, %s)", *hers) is False
    assert objects(work, shared.his).status_code == 302 and work.row.state == "objected"


def test_until_a_death_counts_the_living_person_objects_at_the_counter(desk, shared):
    work = died(desk, shared.case, shared.hers)
    work.settle()
    assert objects(work, shared.hers).status_code == 302 and work.row.state == "objected"


def test_nobody_blocks_the_account_of_the_dead_so_that_the_heirs_wait(desk, shared):
    buried(desk, shared.case, shared.hers)
    clerk = a_colleague(7)
    clerk.post("elsewhere/", {"code": shared.case.renewal_code, "reason": "xxxxx"})
    there = f"files/{shared.case.ref}/people/{{}}/block/"
    clerk.post(there.format(person_ref(person_id(shared.hers))), {"reason": "xxx", "do": "block"})
    assert asked("SELECT guard.is_blocked(%s)", [person_id(shared.hers)]) == [(False,)]
    assert inherited(desk, shared.case, shared.hers).missing() == []
    clerk.post(there.format(person_ref(person_id(shared.his))), {"reason": "xxx", "do": "block"})
    assert asked("SELECT guard.is_blocked(%s)", [person_id(shared.his)]) == [(True,)]


def test_who_acted_for_the_dead_alone_objects_and_is_blocked_no_more(desk):
    child, guardian, grown = an_owner(birth_date=years_ago(9), land_dang="3"), an_attorney(), an_owner(land_dang="3")
    work = desk.begin()
    work.file()
    key, hers = work.owner(child), work.owner(grown)
    agent = work.agent(key, guardian | {"capacity": "guardian"})
    work.papers(key)
    work.complete(agent, hers)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    parties = "SELECT p FROM guard.living_parties(%s, true) p"
    assert (person_id(guardian["number"]),) in asked(parties, [work.case.id])
    buried(desk, work.case, child["number"])
    assert asked(parties, [work.case.id]) == [(person_id(grown["number"]),)]


@pytest.mark.parametrize("counts", [False, True])
def test_no_password_on_paper_is_printed_for_the_dead(desk, counts):
    work = unreachable(desk)
    gone = died(desk, work.case, work.who["number"])
    gone.settle()
    assert gone.row.state == "confirmed", gone.missing()
    if counts:
        take_effect(gone)
    answer = work.post(f"sealed/{work.key}/")
    assert (answer.status_code == 200 and answer.content[:4] == b"%PDF") is not counts
