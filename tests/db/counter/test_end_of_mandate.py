"""The end of a mandate: two clerks and its paper; an attorney's at once, a representative's after time to object."""

from datetime import timedelta

import pytest
from counter_acts import object_to
from counter_client import DONE, a_colleague, new_file, opened, said, sees, take_effect
from counter_forms import a_company, an_attorney, an_owner, typed
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.persian import dates

MANDATE = "SELECT ref, ended_on, end_reason FROM casefiles_mandate WHERE case_id = %s ORDER BY id"


def with_attorney(desk):
    """An open file, .owner_no and .agent_no the national codes."""
    owner, agent = an_owner(), an_attorney()
    work = new_file(desk, owner)
    work.complete(work.agent(work.keys[0], agent))
    work.settle()
    work.owner_no, work.agent_no = owner["number"], agent["number"]
    assert sees(work.agent_no, work.case)
    return work


def with_representative(desk):
    company, agent = a_company(), an_attorney(capacity="representative")
    work = desk.begin()
    work.file()
    work.keys = [work.owner(company)]
    work.complete(*work.keys, work.agent(work.keys[0], agent))
    work.settle()
    work.agent_no = agent["number"]
    assert sees(work.agent_no, work.case), work.missing()
    return work


def end(desk, work, **fields):
    """A registration of the end, with its paper, not sent on; .page is what its form answered."""
    mandate = asked(MANDATE, [work.case.id])[0][0].hex
    act = desk.begin(work.case)
    told = {"end_reason": "dismissal", "ended_on": typed(dates.today()), "base": act.base(f"ending.{mandate}")} | fields
    act.page = act.post(f"mandates/{mandate}/", told)
    act.papers(f"m{mandate}")
    return act


def test_a_dismissal_takes_two_clerks_and_closes_the_file_to_the_attorney_with_their_next_request(desk):
    work = with_attorney(desk)
    agent = signed_in(work.agent_no)
    act = end(desk, work)
    act.submit()
    assert agent.get(f"/en/cases/{work.case.ref}/").status_code == 200
    act.by(a_colleague(5)).confirm()
    assert act.row.state == "confirmed"
    assert agent.get(f"/en/cases/{work.case.ref}/").status_code == 404 and sees(work.owner_no, work.case)
    kinds = "SELECT kind FROM messages_message WHERE person_id = %s"
    assert ("mandate_ended",) in asked(kinds, [person_id(work.agent_no)])
    assert ("coming_change",) in asked(kinds, [person_id(work.owner_no)])


def test_an_owners_objection_gives_the_attorney_everything_back(desk):
    work = with_attorney(desk)
    before = asked("SELECT * FROM casefiles_mandate WHERE case_id = %s", [work.case.id])
    act = end(desk, work)
    act.settle()
    page = said(signed_in(work.owner_no).get("/en/changes/"))
    assert "will not act any more" in page and "counter of district 5" in page
    object_to(work.owner_no, act)
    assert sees(work.agent_no, work.case)
    assert asked("SELECT * FROM casefiles_mandate WHERE case_id = %s", [work.case.id]) == before


def test_an_attorney_does_not_object_to_their_dismissal(desk):
    work = with_attorney(desk)
    act = end(desk, work)
    act.settle()
    object_to(work.agent_no, act)
    assert act.row.state == "confirmed" and not sees(work.agent_no, work.case)


def test_a_companys_representative_keeps_sight_until_the_time_is_over_and_can_object(desk):
    work = with_representative(desk)
    act, successor = end(desk, work), an_attorney(capacity="representative")
    assert "A company or body needs a representative." in " ".join(act.missing())
    key = next(key for key in [f"p{ref}" for (ref,) in owners_of(work)])
    act.complete(act.agent(key, successor))
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    assert sees(work.agent_no, work.case) and not sees(successor["number"], work.case)
    page = said(signed_in(work.agent_no).get("/en/changes/"))
    assert (
        "You will not act for شرکت آزمون باجه any more (Company representative)" in page
        and "will act for you" not in page
    )
    object_to(work.agent_no, act)
    assert act.row.state == "objected" and sees(work.agent_no, work.case)


def test_after_the_time_the_successor_acts_and_the_former_one_does_not(desk):
    work = with_representative(desk)
    act, successor = end(desk, work), an_attorney(capacity="representative")
    act.complete(act.agent(f"p{owners_of(work)[0][0]}", successor))
    act.settle()
    take_effect(act)
    assert sees(successor["number"], work.case) and not sees(work.agent_no, work.case)


def owners_of(work) -> list[tuple]:
    return asked(
        "SELECT replace(p.ref::text, '-', '') FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id"
        " WHERE o.case_id = %s",
        [work.case.id],
    )


def test_a_leave_that_ends_later_holds_until_then(desk):
    work = with_attorney(desk)
    end(desk, work, end_reason="resignation", ended_on=typed(dates.today() + timedelta(3))).settle()
    assert sees(work.agent_no, work.case)
    asked("UPDATE casefiles_mandate SET ended_on = ended_on - 2 WHERE case_id = %s RETURNING 1", [work.case.id])
    assert sees(work.agent_no, work.case), "the last day before it"
    asked("UPDATE casefiles_mandate SET ended_on = ended_on - 1 WHERE case_id = %s RETURNING 1", [work.case.id])
    assert not sees(work.agent_no, work.case), "the day itself"


def test_a_leave_that_has_ended_is_not_ended_again(desk):
    work = with_attorney(desk)
    end(desk, work).settle()
    assert end(desk, work, ended_on=typed(dates.today() + timedelta(300))).page.status_code == 404
    assert not sees(work.agent_no, work.case)


@pytest.mark.parametrize(
    ("reason", "paper"),
    [
        ("dismissal", "Dismissal, resignation"),
        ("resignation", "Dismissal, resignation"),
        ("death", "Death certificate"),
        ("incapacity", "Court judgment"),
    ],
)
def test_it_has_its_paper(desk, reason, paper):
    work = with_attorney(desk)
    act = end(desk, work, end_reason=reason)
    key = f"m{asked(MANDATE, [work.case.id])[0][0].hex}"
    assert act.missing() == [] and DONE in said(act.get())
    act.post(f"papers/{key}/", {"base": act.base(f"papers.{key}")})
    [sentence] = act.missing()
    assert "The original was not seen" in sentence and paper in sentence


def test_an_end_that_cannot_be_so_is_named(desk):
    work = with_attorney(desk)
    for fields, sentence in (
        ({"ended_on": "1402/2/1"}, "The leave would end before it began."),
        ({"ended_on": typed(dates.today() + timedelta(4000))}, "too far ahead"),
        ({"ended_on": "soon"}, "Write the date as year/month/day"),
        ({"ended_on": ""}, "This field is required."),
        ({"end_reason": "whim"}, "Choose one of the list."),
        ({"end_reason": ""}, "This field is required."),
    ):
        assert sentence in said(end(desk, work, **fields).page), fields
    assert sees(work.agent_no, work.case) and asked(MANDATE, [work.case.id])[0][1] is None


def test_a_leave_is_not_ended_through_another_file(desk):
    work, stranger = with_attorney(desk), opened(desk, an_owner())
    mandate = asked(MANDATE, [work.case.id])[0][0].hex
    answer = desk.begin(stranger.case).post(f"mandates/{mandate}/", {"end_reason": "dismissal"})
    assert answer.status_code == 404 and sees(work.agent_no, work.case)
