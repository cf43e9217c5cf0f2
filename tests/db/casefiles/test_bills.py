"""Bills beside fines and charges: the levy, the cost of a demolition; and every sum of a file before an attorney."""

from datetime import date, timedelta

import pytest
from feed_lines import commission, deed, fed, key, load, mandate, number, owner, permit, person, sheet, verdict
from page_tree import text, tree
from personas import NEIGHBOUR, case_of, seen_by, signed_in

from shahrsazi.casefiles.money import FACTS, accounts, totals
from shahrsazi.casefiles.sections.bills import Bill
from shahrsazi.city import code_lists
from shahrsazi.database.prepared import run
from shahrsazi.persian import dates

TODAY = date(2026, 6, 1)


def bill(**known) -> dict:
    return {"source_key": key(), "bill_kind": "levy", "period": "1404", "amount": 500_000} | known


def owed(*bills) -> list:
    file = fed(bills=list(bills))
    with seen_by(file.by):
        rows = run(*((query, {"cases": [file.case.id]}) for query in FACTS.values()))
        return accounts(dict(zip(FACTS, rows, strict=True)), TODAY)


def words(by: str, file, tail: str = "money/") -> str:
    response = signed_in(by).get(f"/en/cases/{file.case.ref}/{tail}")
    assert response.status_code == 200, tail
    return text(tree(response.content.decode()))


@pytest.mark.parametrize(
    ("known", "paid", "left", "overdue"),
    [
        ({}, 0, 500_000, 0),
        ({"due": "2026-05-31"}, 0, 500_000, 500_000),
        ({"due": "2026-06-01"}, 0, 500_000, 0),
        ({"paid_on": "2026-02-01"}, 500_000, 0, 0),
        ({"bill_state": "bank_confirmed"}, 500_000, 0, 0),
        ({"discount": 50_000}, 0, 450_000, 0),
        ({"discount": 50_000, "paid_on": "2026-02-01"}, 450_000, 0, 0),
        ({"discount": 900_000}, 0, 0, 0),
    ],
    ids=["no day", "day over", "last day", "paid on", "confirmed", "discount", "paid with discount", "all remitted"],
)
def test_a_bill_is_its_discount_what_was_paid_and_what_is_left(known, paid, left, overdue):
    [account] = owed(bill(**known))
    assert (account.paid, account.left, account.overdue(TODAY)) == (paid, left, overdue)
    assert account.amount == account.discount + account.paid + account.left - account.over
    assert totals([account], TODAY).left == left


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ({}, "not paid"),
        ({"bill_state": "issued"}, "not paid"),
        ({"bill_state": "bank_confirmed"}, "the day was not told"),
    ],
)
def test_the_permits_page_says_of_a_bill_what_the_money_page_says(known, says):
    file = fed(bills=[bill(**known)])
    assert says in words(file.by, file, "permits/") and says in words(file.by, file)


def test_a_refunded_bill_is_named_as_such_and_is_in_no_sum():
    paid = bill(bill_state="refunded", paid_on="2026-02-01", due="2026-01-01", bill_id="4455", pay_id="66")
    [account] = owed(paid)
    assert (account.standing, account.amount, account.paid) == ("refunded", 500_000, 500_000)
    assert totals([account], TODAY) == totals([], TODAY)
    file = fed(bills=[paid])
    for page in (words(file.by, file), words(file.by, file, "permits/")):
        assert "Renovation levy 1404" in page and "its bill was refunded" in page and "4455" not in page
    assert file.waiting(dates.today()) == []


@pytest.mark.parametrize("state", ["draft", "void"])
def test_what_is_no_bill_to_pay_by_is_owed_nowhere(state):
    file = fed(bills=[bill(bill_state=state)])
    assert owed(bill(bill_state=state)) == []
    assert "500,000" not in words(file.by, file) + words(file.by, file, "permits/") + words(file.by, file, "")
    assert file.waiting(dates.today()) == []


def test_the_levy_and_a_demolition_stand_on_the_page_with_the_ground_of_the_discount():
    demolition = bill(bill_kind="demolition", period="", amount=7_000_000)
    file = fed(bills=[bill(discount=50_000, discount_ground="at_once"), demolition])
    page = words(file.by, file)
    assert "Renovation levy 1404" in page and "Cost of carrying out a verdict" in page
    assert "Paid at once or before its day" in page and "no bill was told" not in page
    assert "Renovation levy 1404" in words(file.by, file, "permits/")


def test_of_what_no_bill_was_told_that_is_said():
    file = fed()
    assert "no bill was told" in words(file.by, file)
    assert "Renovation levy, Cost of carrying out a verdict" in words(file.by, file)
    levied = fed(bills=[bill()])
    assert "Cost of carrying out a verdict" in words(levied.by, levied)
    assert "knows them: Renovation levy" not in words(levied.by, levied)


@pytest.mark.parametrize("state", ["draft", "void", "refunded"])
def test_of_a_kind_of_which_a_bill_of_any_state_was_told_it_is_not_said(state):
    file = fed(bills=[bill(bill_state=state)])
    assert "knows them: Cost of carrying out a verdict." in words(file.by, file)


@pytest.mark.parametrize(("days", "waits"), [(-1, True), (0, True), (1, True), (45, True), (46, False)])
def test_a_bill_waits_for_the_owner_before_and_after_its_day(days, waits):
    today = dates.today()
    file = fed(bills=[bill(due=(today + timedelta(days)).isoformat())])
    assert [clock for clock, _state in file.waiting(today)] == (["bill"] if waits else [])
    assert ("Renovation levy 1404" in words(file.by, file, "")) is waits


def test_a_bill_of_tomorrow_is_nobodys_to_see():
    tomorrow = dates.today() + timedelta(1)
    made = fed(bills=[bill(issued_on=dates.today().isoformat())])
    assert "Renovation levy" in words(made.by, made, "permits/")
    Bill._base_manager.using("owner").filter(case=made.case.id).update(issued_on=tomorrow)
    assert "Renovation levy" not in words(made.by, made, "permits/")


# Every sum of a file, before an attorney

SUMS = ("311,000", "322,000", "333,000", "344,000", "355,000", "366,000", "377,000")


def with_every_sum(*scope: str):
    """A file of which each sum is another one, and its owner's attorney."""
    principal, agent = number(), number()
    case = commission(stage="first")
    fine = {"amount": 311_000, "finality": "final_unopposed", "served_on": "2024-09-10", "discount": 322_000}
    lien = {"kind": "mortgage", "beneficiary": "بانک", "amount": 366_000}
    file = fed(
        owner(principal),
        people=[person(principal), person(agent)],
        mandates=[mandate(principal, agent, scope=["view", *scope])],
        commission_cases=[case],
        verdicts=[verdict(case, **fine)],
        permits=[permit(charges=333_000, charges_discount=344_000)],
        level_sheets=[sheet(fee=355_000)],
        deeds=[deed(encumbrances=[lien])],
        bills=[bill(amount=377_000, due="2026-01-01")],
    )
    return file, agent


def everything(by: str, file) -> str:
    """All that a citizen reads of a file, but its money's own page."""
    tails = ("", "ownership/", "planning/", "violations/", "permits/", "history/", "inspections/", "drawings/")
    shown = [words(by, file, tail) for tail in tails]
    lists = [signed_in(by).get(address).content.decode() for address in ("/en/cases/", "/en/my-work/", "/en/my-money/")]
    return " ".join([*shown, *(text(tree(html)) for html in lists)])


def test_an_attorney_whose_mandate_says_nothing_of_money_reads_no_sum():
    file, agent = with_every_sum("follow_up")
    assert [amount for amount in SUMS if amount not in everything(file.by, file)] == []
    assert [amount for amount in SUMS if amount in everything(agent, file)] == []
    with seen_by(agent):
        assert not Bill.visible.filter(case=file.case.id).exists()


def test_an_attorney_with_that_scope_reads_all():
    file, agent = with_every_sum("pay")
    assert [amount for amount in SUMS if amount not in everything(agent, file)] == []


def test_a_neighbour_reads_no_bill_of_another_file(city):
    file = fed(bills=[bill()])
    assert signed_in(NEIGHBOUR).get(f"/en/cases/{file.case.ref}/money/").status_code == 404
    with seen_by(NEIGHBOUR):
        assert not Bill.visible.filter(case=file.case.id).exists()
        assert Bill.visible.filter(case=case_of("C").id).exists()


def test_a_bill_is_taken_back_and_corrected():
    file = fed(bills=[bill(source_key="levy-x")])
    later = file.line | {"as_of": "2026-02-02T08:00:00+03:30"}
    assert load(later | {"bills": [bill(source_key="levy-x", amount=600_000)]}).bad == []
    assert "600,000" in words(file.by, file) and "500,000" not in words(file.by, file)


@pytest.mark.parametrize(("ground", "says"), [("at_once", None), ("", "its ground was not told")])
def test_a_discount_is_said_with_its_ground_wherever_it_is_said(ground, says):
    says = says or str(code_lists.label("discount_ground", ground, "en"))
    told = {"discount_ground": ground} if ground else {}
    charged = permit(charges=900_000, charges_discount=100_000, **told)
    for facts in ({"bills": [bill(discount=50_000, **told)]}, {"permits": [charged]}):
        file = fed(**facts)
        for tail in ("money/", "permits/"):
            assert says in words(file.by, file, tail), (tail, list(facts))
    untouched = fed(bills=[bill()], permits=[permit(charges=900_000)])
    assert "ground" not in words(untouched.by, untouched, "permits/")
