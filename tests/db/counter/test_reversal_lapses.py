"""What a clerk wanted taken back who is suspended by now waits for nobody, and is asked for anew."""

from counter_acts import coming_sale, oversee
from counter_client import Desk, a_colleague, opened, said
from counter_forms import an_owner
from history_model import asked
from personas import person_id, person_ref
from sealed_passwords import asked_for_again
from staff_client import number_of, ready

REASON = {"reason": "در نام خریدار اشتباه است"}
OUTCOMES = "SELECT outcome FROM counter_reversal WHERE draft_id = %s ORDER BY id"
REFUSALS = "SELECT count(*) FROM ledger_ledgerentry WHERE \"case\" = %s AND act = 'reversal_refused'"


def suspended(desk) -> None:
    leaves = "UPDATE staff_member SET disabled_at = now() WHERE person_id = %s RETURNING 1"
    asked(leaves, [person_id(desk.number)])


def back(desk) -> None:
    returns = "UPDATE staff_member SET disabled_at = NULL WHERE person_id = %s RETURNING 1"
    asked(returns, [person_id(desk.number)])


def test_another_clerk_asks_for_it_anew_and_no_owner_reads_that_it_was_refused(other):
    work = coming_sale(rogue := a_colleague(5), other)
    work.post("reversal/", REASON)
    there, third = work.by(other), work.by(a_colleague(5))
    assert "wait for agreement" in said(there.get())
    suspended(rogue)
    assert "wait for agreement" not in said(there.get()) and "Agree" not in said(there.get("reversal/"))
    there.post("reversal/", REASON)
    third.post("reversal/", {"do": "agree"})
    assert work.row.state == "reversed"
    assert asked(OUTCOMES, [work.row.id]) == [("lapsed",), ("agreed",)]
    assert asked(REFUSALS, [work.case.id]) == [(0,)]


def test_so_does_another_administrator(desk, other):
    work, gone = coming_sale(desk, other), Desk(number_of(ready("administrator")))
    oversee(gone, work, "stop", **REASON)
    suspended(gone)
    oversee(Desk(number_of(ready("administrator"))), work, "stop", **REASON)
    oversee(Desk(number_of(ready("auditor"))), work, "agree")
    assert work.row.state == "reversed"


def test_what_somebody_at_work_asked_for_stays(desk, other):
    work = coming_sale(desk, other)
    work.post("reversal/", REASON)
    work.by(other).post("reversal/", REASON)
    assert asked(OUTCOMES, [work.row.id]) == [("",)]


def test_it_does_not_come_back_to_life_with_who_is_back_at_work(other):
    work = coming_sale(rogue := a_colleague(5), other)
    work.post("reversal/", REASON)
    suspended(rogue)
    back(rogue)
    assert asked(OUTCOMES, [work.row.id]) == [("lapsed",)]
    assert "Agree" not in said(work.by(other).get("reversal/"))


def test_the_oversight_reads_that_who_asked_is_at_work_no_more(desk, other):
    work, gone = coming_sale(desk, other), Desk(number_of(ready("administrator")))
    oversee(gone, work, "stop", **REASON)
    suspended(gone)
    back(gone)
    page = said(Desk(number_of(ready("auditor"))).client.get("/en/oversight/"))
    assert f"Registration {work.row.id} Lapsed: who asked for it is at work no more" in page


def test_neither_does_a_wish_to_open_an_account_nor_one_for_a_sealed_password(other):
    first, owner = a_colleague(5), an_owner()
    case = opened(first, owner).case
    there = f"files/{case.ref}/people/{person_ref(person_id(owner['number']))}/block/"
    first.post(there, {"do": "block", "reason": "دزدیده شد"})
    first.post(there, {"do": "ask", "reason": "با کارت آمد"})
    sealed = asked_for_again(first)
    again = f"sealed/{sealed.key}/again/"
    assert "Agree" in said(other.get(there)) and "Agree" in said(sealed.by(other).get(again))
    suspended(first)
    back(first)
    assert "Agree" not in said(other.get(there)) and "Agree" not in said(sealed.by(other).get(again))
