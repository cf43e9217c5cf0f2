"""«Debts and payments»: what each file owes and has paid, sums that add up, bills, and who may see none of it."""

from datetime import date

import pytest
from django.utils import translation
from feed_lines import commission, fed, load, mandate, number, owner, permit, person, verdict
from page_tree import text, tree
from personas import (
    ATTORNEY,
    CITIZENS,
    CO_OWNER,
    DISTRICT_15,
    EX_OWNER,
    NEIGHBOUR,
    SOLE_OWNER,
    case_of,
    seen_by,
    signed_in,
)

from shahrsazi.casefiles.money import FACTS, accounts, totals
from shahrsazi.database.prepared import run
from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import sample_bill

TODAY = date(2026, 6, 1)
PAID, DUE, AHEAD = (
    {"due": "2026-02-01", "amount": 100_000, "paid_on": "2026-01-30"},
    {"due": "2026-05-01", "amount": 100_000},
    {"due": "2026-07-01", "amount": 50_000},
)


def fined(*people, stage="first", **columns):
    case = commission(stage=stage)
    final = {"amount": 300_000, "finality": "final_unopposed", "served_on": "2024-09-10"} | columns
    return fed(*people, commission_cases=[case], verdicts=[verdict(case, **final)])


def owed(file, today=TODAY) -> list:
    with seen_by(file.by), translation.override("fa"):
        rows = run(*((query, {"cases": [file.case.id]}) for query in FACTS.values()))
        return accounts(dict(zip(FACTS, rows, strict=True)), today)


def page(by: str, file, language: str = "en"):
    return signed_in(by).get(f"/{language}/cases/{file.case.ref}/money/")


def words(by: str, file) -> str:
    response = page(by, file)
    assert response.status_code == 200
    return text(tree(response.content.decode()))


def test_a_fine_is_its_discount_what_was_paid_and_what_is_left():
    [account] = owed(fined(discount=20_000, instalments=[PAID, DUE, AHEAD]))
    assert (account.amount, account.discount, account.paid, account.left) == (300_000, 20_000, 100_000, 180_000)
    assert [(p.title, p.amount) for p in account.parts][-1] == ("مانده خارج از اقساط", 30_000)
    assert account.overdue(TODAY) == 100_000 and account.overdue(date(2026, 5, 1)) == 0
    assert totals([account], TODAY).next_due == date(2026, 7, 1)


def test_a_fine_that_the_bank_confirmed_in_one_sum_is_paid():
    [account] = owed(fined(bill_state="bank_confirmed"))
    assert (account.paid, account.left, account.over, account.overdue(TODAY)) == (300_000, 0, 0, 0)


def test_what_was_paid_beyond_the_fine_is_said_and_lessens_no_other_debt():
    paid = [PAID | {"amount": 400_000}]
    file = fined(instalments=paid)
    [account] = owed(file)
    assert (account.left, account.over) == (0, 100_000) and totals([account], TODAY).left == 0
    assert "Paid beyond what was owed" in words(file.by, file)


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"finality": "open"}, "the verdict is not final"),
        ({"finality": "stayed", "stayed_on": "2024-10-01"}, "suspended by the court's order"),
        ({"finality": "quashed"}, "the verdict was quashed"),
    ],
)
def test_what_is_not_owed_is_named_with_its_reason_and_is_in_no_sum(columns, reason):
    file = fined(instalments=[DUE], **columns)
    [account] = owed(file)
    assert totals([account], TODAY) == totals([], TODAY) and account.overdue(TODAY) == 0
    assert reason in words(file.by, file)


def test_a_superseded_verdict_is_no_second_debt():
    first, appeal = commission(), commission(stage="appeal")
    appeal["after"] = first["source_key"]
    told = [
        verdict(first, amount=300_000, finality="final_appeal", served_on="2024-09-10"),
        verdict(appeal, amount=200_000, finality="final_appeal", served_on="2024-12-01"),
    ]
    stated = owed(fed(commission_cases=[first, appeal], verdicts=told))
    assert sorted((a.amount, a.standing) for a in stated) == [(200_000, ""), (300_000, "replaced")]
    assert totals(stated, TODAY).left == 200_000


def test_charges_of_a_permit_are_paid_left_or_said_to_be_unclear():
    bill = sample_bill(7, 900_000)
    billed = {"charges": 1_000_000, "charges_discount": 100_000, "bill_id": bill.bill_id, "pay_id": bill.pay_id}
    [left] = owed(fed(permits=[permit(**billed)]))
    [paid] = owed(fed(permits=[permit(**billed, charges_paid_on="2024-01-01")]))
    [unclear] = owed(fed(permits=[permit(charges=1_000_000)]))
    assert (left.left, left.standing) == (900_000, "") and (paid.paid, paid.left) == (900_000, 0)
    assert unclear.standing == "unbilled" and totals([unclear], TODAY).left == 0
    assert owed(fed(permits=[permit(charges=1_000_000, state="void")])) == []


def test_a_bill_is_shown_with_its_barcode_and_a_wrong_or_another_amounts_bill_warns():
    bill = sample_bill(8, 100_000, 1)
    ids = bill._asdict()
    right = fined(instalments=[DUE | ids])
    wrong = fined(instalments=[DUE | {"bill_id": "1234567", "pay_id": "7654321"}])
    other = fined(instalments=[DUE | ids | {"amount": 250_000}])
    assert bill.barcode in page(right.by, right).content.decode()
    assert "The check digits do not agree" in words(wrong.by, wrong)
    assert "A bank would take 100,000 rials for it" in words(other.by, other)
    for file in (wrong, other):
        assert bill.barcode not in page(file.by, file).content.decode()


@pytest.mark.parametrize("state", ["draft", "void", "refunded"])
def test_a_bill_that_is_none_to_pay_by_is_not_shown(state):
    bill = sample_bill(9, 300_000)
    file = fined(bill_state=state, bill_id=bill.bill_id, pay_id=bill.pay_id)
    html = page(file.by, file).content.decode()
    assert bill.barcode not in html and bill.pay_id not in html and owed(file)[0].left == 300_000


# The sums of the whole sample


def test_every_account_of_the_sample_adds_up_and_so_do_the_sums(city):
    from shahrsazi.casefiles.casefile import CaseFile

    files = {}
    for citizen in CITIZENS:
        with seen_by(citizen):
            cases = list(CaseFile.visible.filter(district__served_from__isnull=False).values_list("id", flat=True))
            rows = dict(zip(FACTS, run(*((q, {"cases": cases}) for q in FACTS.values())), strict=True))
        for case in cases:
            own = {name: [r for r in rows[name] if r.case_id == case] for name in FACTS}
            files[case] = accounts(own, dates.today())
    everything = [account for stated in files.values() for account in stated]
    assert len(files) > 300 and len(everything) > 100
    for a in everything:
        assert a.amount == a.discount + a.paid + a.left - a.over and 0 <= a.overdue(dates.today()) <= a.left, a
        assert all(p.bill.is_right and p.bill.amount == p.amount // 1000 * 1000 for p in a.parts if p.bill), a
    whole, each = totals(everything, dates.today()), [totals(stated, dates.today()) for stated in files.values()]
    for name in ("amount", "discount", "paid", "left", "over", "overdue"):
        assert getattr(whole, name) == sum(getattr(sums, name) for sums in each)
    assert whole.amount == whole.discount + whole.paid + whole.left - whole.over


def test_the_page_of_all_files_says_the_sum_of_the_files_pages(city):
    pages = [f"/en/my-money/?page={number}" for number in range(1, 14)]
    html = "".join(signed_in(CO_OWNER).get(page).content.decode() for page in pages)
    assert "Left to pay" in html and html.count(f"/cases/{case_of('B').ref}/money/") == 1
    assert case_of("A").ref not in html


# Who sees it


def represented(*scope: str, capacity: str = "attorney"):
    principal, agent = number(), number()
    act = mandate(principal, agent, scope=["view", *scope], capacity=capacity)
    file = fined(owner(principal), instalments=[PAID, DUE], discount=20_000)
    people = [person(principal), person(agent)]
    assert load(file.line | {"mandates": [act], "people": people}).bad == []
    return file, agent


AMOUNTS = ("300,000 rials", "100,000 rials", "20,000 rials")
PAGES = ("", "violations/", "permits/")


def test_an_attorney_without_that_scope_sees_no_sum_on_any_page_and_is_told_so():
    file, agent = represented("follow_up")
    client = signed_in(agent)
    assert page(agent, file).status_code == 404
    for tail in PAGES:
        html = text(tree(client.get(f"/en/cases/{file.case.ref}/{tail}").content.decode()))
        assert not any(amount in html for amount in AMOUNTS), tail
    assert "your mandate in this file does not name them" in text(
        tree(client.get(f"/en/cases/{file.case.ref}/violations/").content.decode())
    )
    for address in ("/en/my-work/", "/en/my-money/"):
        html = text(tree(client.get(address).content.decode()))
        assert not any(amount in html for amount in AMOUNTS)
    assert "The money of 1 file is not shown" in html


@pytest.mark.parametrize(("scope", "capacity"), [(("pay",), "attorney"), ((), "guardian"), ((), "parent")])
def test_an_attorney_with_that_scope_and_a_guardian_see_it(scope, capacity):
    file, agent = represented(*scope, capacity=capacity)
    assert "300,000 rials" in words(agent, file)
    assert "Instalment 2" in text(tree(signed_in(agent).get("/en/my-work/").content.decode()))


@pytest.mark.parametrize("stranger", [NEIGHBOUR, EX_OWNER, DISTRICT_15])
def test_a_neighbour_with_files_of_her_own_gets_what_no_file_gets(city, stranger):
    a = case_of("A")
    found = signed_in(stranger).get(f"/en/cases/{a.ref}/money/")
    assert found.status_code == signed_in(stranger).get(f"/en/cases/{'x' * 22}/money/").status_code == 404
    assert signed_in(SOLE_OWNER).get(f"/en/cases/{a.ref}/money/").status_code == 200


def test_the_attorney_of_the_sample_sees_what_the_mandate_says(city):
    from shahrsazi.casefiles.casefile import Mandate

    scope = Mandate._base_manager.using("owner").get(agent__number=ATTORNEY, case=case_of("B")).scope
    found = signed_in(ATTORNEY).get(f"/en/cases/{case_of('B').ref}/money/").status_code
    assert found == (200 if "pay" in scope else 404)


def test_what_is_beside_the_instalments_is_paid_with_a_bill_that_the_bank_confirmed():
    file = fined(instalments=[PAID, DUE, AHEAD], bill_state="bank_confirmed")
    [account] = owed(file)
    assert [p.is_paid for p in account.parts] == [True, False, False, True]
    assert (account.paid, account.left) == (150_000, 150_000)
    assert ("sum", "open") not in file.waiting(TODAY) and file.page("violations", TODAY)


def test_a_fine_is_paid_with_its_verdict_and_a_charge_with_its_bill():
    fine, charge = fined(), fed(permits=[permit(charges=200_000)])
    assert "A copy of the verdict" in words(fine.by, fine) and "The bill, or the sheet" not in words(fine.by, fine)
    assert "The bill, or the sheet" in words(charge.by, charge)
    assert "A copy of the verdict" not in words(charge.by, charge)
