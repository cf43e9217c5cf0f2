"""What is taken back of a registration in force: a false death, with its heirs."""

from counter_acts import coming_sale, died, object_to, of_two, oversee, overseen
from counter_client import ADMINISTRATOR, AUDITOR, Desk, Work, certified, key_of, opened, said, sees, take_effect, text
from counter_forms import an_owner, phone, typed
from history_model import asked
from personas import person_id, person_ref, signed_in

from shahrsazi.persian import dates

DIED = "SELECT died_on, death_holds_from, death_by_registration FROM people_contact WHERE person_id = %s"


def kinds_to(number: str) -> set[str]:
    return {kind for (kind,) in asked("SELECT kind FROM messages_message WHERE person_id = %s", [person_id(number)])}


def acts_on(case) -> list[str]:
    """What the owners of a file read of what was taken back."""
    acts = (
        "SELECT act FROM ledger_ledgerentry WHERE \"case\" = %s AND act IN ('reversed', 'death_reversed') ORDER BY id"
    )
    return [act for (act,) in asked(acts, [case.id])]


def died_and(desk, two):
    """A registration of a death, and of another telephone of the other owner; with .mobile."""
    work = died(desk, two.case, two.hers)
    key, work.mobile = key_of(person_id(two.his)), phone()
    work.papers(key), work.contact(key, mobile=work.mobile)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def take_back(work, desk):
    work.post("reversal/", {"reason": "زنده است و خود آمده است"})
    return work.by(desk).post("reversal/", {"do": "agree"})


def inherited(desk):
    """A false inheritance in force, with .dead and .heir."""
    dead, heir = an_owner(), an_owner()
    work = desk.begin(opened(desk, dead).case)
    work.leave(person_id(dead["number"]), reason="inheritance", died_on=typed(dates.today()))
    certified(work, dead["number"])
    work.complete(work.owner(heir))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    take_effect(work)
    work.dead, work.heir = dead["number"], heir["number"]
    assert sees(work.heir, work.case) and not sees(work.dead, work.case)
    return work


def given_back(work):
    answer = work.post("opposite/")
    act = Work(work.desk, answer.headers["Location"].split("/drafts/")[1].split("/")[0])
    act.papers(f"d{person_ref(person_id(work.heir))}")
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    return act


def test_a_false_inheritance_is_given_back_by_an_order_and_then_the_death_is_taken_back(desk, other):
    work = inherited(desk)
    act = given_back(work)
    assert take_back(work, other).status_code == 404, "the heirs have their time to object first"
    assert sees(work.heir, work.case) and not sees(work.dead, work.case)
    take_effect(act)
    assert not sees(work.heir, work.case)
    assert take_back(work, other).status_code == 302
    assert asked(DIED, [person_id(work.dead)]) == [(None, None, None)]
    assert sees(work.dead, work.case) and not sees(work.heir, work.case)
    assert "death_reversed" in kinds_to(work.dead), "what else the registration did was given back by another one"


def test_nobody_owns_twice_by_it(desk, other):
    work = inherited(desk)
    take_effect(given_back(work))
    take_back(work, other)
    in_force = (
        "SELECT p.number, sum(o.land_share::numeric / o.land_of)::int FROM casefiles_ownership o JOIN people_person p"
        " ON p.id = o.person_id WHERE o.case_id = %s AND (o.effective_to IS NULL OR o.effective_to > guard.today())"
        " GROUP BY 1"
    )
    assert asked(in_force, [work.case.id]) == [(work.dead, 1)]


def test_a_death_is_taken_back_though_it_came_with_something_else_which_stays(desk, other):
    two = of_two(desk)
    work = died_and(desk, two)
    take_effect(work)
    assert not sees(two.hers, two.case)
    assert "What else this registration did is in force and stays" in said(work.get("reversal/"))
    assert take_back(work, other).status_code == 302 and work.row.state == "confirmed"
    assert asked(DIED, [person_id(two.hers)]) == [(None, None, None)] and sees(two.hers, two.case)
    reached = asked("SELECT coming_mobile FROM people_contact WHERE person_id = %s", [person_id(two.his)])
    assert reached[0][0].endswith(work.mobile[-9:])
    changes = said(signed_in(two.his).get("/en/changes/"))
    assert "In force" in changes and "A death was recorded, and taken back since" in changes
    assert "death_reversed" in kinds_to(two.his) and "change_reversed" not in kinds_to(two.his)
    assert acts_on(two.case) == ["death_reversed"]
    assert "Two members of staff took back the death that it recorded" in said(work.get())


def test_who_died_after_all_is_not_shown_as_living(desk, other):
    two = of_two(desk)
    work = died_and(desk, two)
    take_effect(work)
    take_back(work, other)
    again = died(desk, two.case, two.hers)
    again.settle()
    assert again.row.state == "confirmed", again.missing()
    changes = said(signed_in(two.his).get("/en/changes/"))
    assert "Death recorded: " in changes and "taken back since" not in changes


def test_the_wish_of_the_other_side_is_settled_with_a_death_that_goes_back(desk, other):
    two = of_two(desk)
    work = died_and(desk, two)
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="زنده است")
    take_effect(work)
    take_back(work, other)
    outcomes = "SELECT requested_role, outcome FROM counter_reversal WHERE draft_id = %s ORDER BY id"
    assert asked(outcomes, [work.row.id]) == [("administrator", "refused"), ("clerk", "agreed")]


def test_of_a_death_alone_everything_is_as_before_and_the_page_says_so(desk, other):
    two = of_two(desk)
    work = died(desk, two.case, two.hers)
    work.settle()
    take_effect(work)
    assert "everything is as it was before this registration" in said(work.get("reversal/"))
    take_back(work, other)
    assert work.row.state == "reversed" and "change_reversed" in kinds_to(two.his)
    assert acts_on(two.case) == ["reversed"] and "took back the death that" not in said(work.get())
    assert "death_reversed" not in kinds_to(two.his)
    assert "Taken back by the municipality" in said(signed_in(two.his).get("/en/changes/"))


def test_the_auditor_takes_a_death_back_and_tells_of_it(desk, other):
    two = of_two(desk)
    work = died_and(desk, two)
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="زنده است")
    stays, auditor = "The death alone goes back; what else it did is in force and stays.", Desk(AUDITOR)
    before = text(overseen(auditor, work))
    assert "Somebody wants it stopped" in before and stays not in before
    take_effect(work)
    assert stays in text(overseen(auditor, work))
    oversee(auditor, work, "agree")
    assert work.row.state == "confirmed" and sees(two.hers, two.case) and "death_reversed" in kinds_to(two.his)


def answer_of(work) -> str:
    """What the page of oversight says of the last answer to what somebody wanted stopped of it."""
    items = Desk(AUDITOR).client.get("/en/oversight/").content.decode().split('<li class="sheet">')[1:]
    return next(found for item in items if (found := text(item)).startswith(f"Registration {work.row.id} "))


def test_the_oversight_says_of_a_death_that_went_back_alone_that_the_rest_stays(desk, other):
    works = {True: died_and(desk, of_two(desk)), False: coming_sale(desk, other)}
    for alone, work in works.items():
        oversee(Desk(ADMINISTRATOR), work, "stop", reason="نادرست است")
        if alone:
            take_effect(work)
        oversee(Desk(AUDITOR), work, "agree")
    assert works[True].row.state == "confirmed" and works[False].row.state == "reversed"
    assert "The death was taken back, the rest stays" in answer_of(works[True])
    assert "Taken back" in answer_of(works[False])


def test_the_page_of_oversight_says_what_a_registration_does_and_to_whom_not(desk, other):
    two = of_two(desk)
    work = died_and(desk, two)
    item = text(overseen(Desk(AUDITOR), work))
    assert "the heirs have not shown their certificate yet" in item and "How somebody is reached" in item
    assert "Sale or settlement" not in item
    assert work.mobile[-7:] not in item and two.hers not in item
    sale = coming_sale(desk, other)
    item = text(overseen(Desk(ADMINISTRATOR), sale))
    assert "Sale or settlement" in item and "Who owns it" in item and "certificate" not in item
    object_to(sale.seller, sale)
    assert "Sale or settlement" in text(overseen(Desk(ADMINISTRATOR), sale))
