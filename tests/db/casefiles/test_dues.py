"""What a fine still asks for: of which verdict it is, from whose service its days run, what is remitted or closed.

Account and terms are stated from the same rows: each test asks both.
"""

from datetime import date

import pytest
from django.utils import translation
from feed_lines import Fed, commission, fed, permit, verdict
from personas import seen_by

from shahrsazi.casefiles.money import FACTS, accounts, totals
from shahrsazi.casefiles.terms.term import state
from shahrsazi.database.prepared import run

TODAY = date(2026, 6, 1)
FIRST_SERVED, LATER_SERVED = "2024-09-10", "2024-12-01"


def fined(stage="first", **columns) -> Fed:
    case = commission(stage=stage)
    final = {"amount": 300_000, "finality": "final_unopposed", "served_on": FIRST_SERVED} | columns
    return fed(commission_cases=[case], verdicts=[verdict(case, **final)])


def confirmed(first=None, later=None) -> Fed:
    """A fine of the first stage, and the verdict that confirmed it without a sum of its own."""
    case, appeal = commission(), commission(stage="appeal")
    appeal["after"] = case["source_key"]
    told = {"amount": 300_000, "finality": "open", "served_on": FIRST_SERVED} | (first or {})
    answer = {"amount": None, "appeal_result": "confirmed", "finality": "final_appeal", "served_on": LATER_SERVED}
    return fed(
        commission_cases=[case, appeal], verdicts=[verdict(case, **told), verdict(appeal, **answer | (later or {}))]
    )


def owed(file: Fed) -> list:
    with seen_by(file.by), translation.override("fa"):
        rows = run(*((query, {"cases": [file.case.id]}) for query in FACTS.values()))
        return accounts(dict(zip(FACTS, rows, strict=True)), TODAY)


def asked(file: Fed, section="violations") -> list[tuple]:
    """What is asked for today: clock, amount, last day and state of each sum that is not met or replaced."""
    stated = [t for t in file.rows(section)["terms"] if t.amount]
    return [
        (t.clock, t.amount, t.last_on and str(t.last_on), now)
        for t in stated
        if (now := state(t, TODAY)) not in ("met", "superseded")
    ]


# Of which verdict it is


def test_a_confirmed_fine_is_owed_once_and_from_the_service_of_the_verdict_that_confirmed_it():
    file = confirmed({"comply_within_days": 30})
    [account] = owed(file)
    assert (account.left, account.standing, account.overdue(TODAY)) == (300_000, "", 300_000)
    assert asked(file) == [("sum", 300_000, "2024-12-31", "late")]
    assert [str(p.due) for p in account.parts] == ["2024-12-31"]


def test_days_that_the_confirming_verdict_names_hold_where_the_first_one_names_none():
    assert asked(confirmed(later={"comply_within_days": 10})) == [("sum", 300_000, "2024-12-11", "late")]


def test_a_bill_of_the_confirming_verdict_pays_the_first_ones_fine():
    file = confirmed(later={"bill_state": "bank_confirmed"})
    [account] = owed(file)
    assert (account.paid, account.left) == (300_000, 0) and asked(file) == []


def test_instalments_agreed_on_after_the_confirmation_are_the_first_ones():
    parts = [{"due": "2026-07-01", "amount": 200_000}, {"due": "2025-01-01", "amount": 50_000, "paid_on": "2024-12-20"}]
    file = confirmed(later={"instalments": parts})
    [account] = owed(file)
    assert (account.paid, account.left, len(account.parts)) == (50_000, 250_000, 3)
    assert sorted(asked(file)) == [("instalment", 200_000, "2026-07-01", "running"), ("sum", 50_000, None, "open")]


def test_a_discount_of_the_confirming_verdict_lessens_the_fine():
    file = confirmed(later={"discount": 100_000, "bill_state": "printed"})
    [account] = owed(file)
    assert (account.discount, account.left) == (100_000, 200_000) and asked(file)[0][1] == 200_000


def test_a_confirmed_fine_whose_last_verdict_was_stayed_is_stayed():
    file = confirmed(later={"finality": "stayed", "stayed_on": "2025-01-10"})
    [account] = owed(file)
    assert account.standing == "stayed" and asked(file) == [("sum", 300_000, None, "stayed")]


def test_a_verdict_confirmed_with_a_sum_of_its_own_is_replaced_by_it():
    file = confirmed(later={"amount": 250_000})
    assert sorted((a.amount, a.standing) for a in owed(file)) == [(250_000, ""), (300_000, "replaced")]
    assert [amount for _clock, amount, *_ in asked(file)] == [250_000]


# What is remitted


@pytest.mark.parametrize(("discount", "left"), [(299_999, 1), (300_000, 0), (900_000, 0)])
def test_no_more_is_remitted_than_the_fine(discount, left):
    file = fined(discount=discount)
    [account] = owed(file)
    assert (account.discount, account.left, account.over) == (min(discount, 300_000), left, 0)
    assert sum(amount for _clock, amount, *_ in asked(file)) == left == sum(part.amount for part in account.parts)


def test_what_was_paid_beside_a_full_discount_is_over():
    file = fined(discount=300_000, instalments=[{"due": "2025-01-01", "amount": 40_000, "paid_on": "2025-01-01"}])
    [account] = owed(file)
    assert (account.left, account.over) == (0, 40_000) and asked(file) == []


def test_instalments_beyond_the_fine_leave_nothing_beside_them_and_no_more_is_overdue_than_is_left():
    late = [{"due": "2025-01-01", "amount": 200_000}, {"due": "2025-02-01", "amount": 200_000}]
    [account] = owed(fined(instalments=late))
    assert (account.left, account.overdue(TODAY), len(account.parts)) == (300_000, 300_000, 2)


def test_what_no_instalment_covers_has_no_day():
    late = [{"due": "2025-01-01", "amount": 100_000}]
    file = fined(instalments=late, comply_within_days=30)
    assert sorted(asked(file)) == [("instalment", 100_000, "2025-01-01", "late"), ("sum", 200_000, None, "open")]
    assert [p.due for a in owed(file) for p in a.parts][-1] is None


# From when, and until when


@pytest.mark.parametrize(
    ("columns", "last"),
    [
        ({"comply_within_days": 30}, "2024-10-10"),
        ({"comply_within_days": 30, "stayed_on": "2024-09-20", "stay_ended_on": "2024-10-20"}, "2024-11-09"),
        ({"comply_within_days": 30, "stayed_on": "2024-10-11", "stay_ended_on": "2024-10-20"}, "2024-10-10"),
        ({}, None),
        ({"comply_within_days": 0}, None),
    ],
)
def test_account_and_term_name_one_last_day(columns, last):
    file = fined(**columns)
    [[part]] = [account.parts for account in owed(file)]
    assert (part.due and str(part.due)) == last == asked(file)[0][2]


# What is closed, quashed, void


def test_a_closed_case_is_no_debt_and_sends_to_the_revenue_office():
    file = fined(finality="closed")
    [account] = owed(file)
    assert (account.standing, account.overdue(TODAY)) == ("closed", 0) and totals([account], TODAY).amount == 0
    assert "اداره درآمد" in account.reason and asked(file) == []


def test_a_closed_case_that_was_all_paid_counts_as_paid():
    paid = [{"due": "2025-01-01", "amount": 300_000, "paid_on": "2025-01-01"}]
    [account] = owed(fined(finality="closed", instalments=paid))
    assert (account.standing, totals([account], TODAY).paid) == ("", 300_000)


def test_a_closed_case_that_another_verdict_replaced_is_replaced():
    file = confirmed({"finality": "closed"}, {"amount": 100_000, "appeal_result": "quashed"})
    assert sorted((a.amount, a.standing) for a in owed(file)) == [(100_000, ""), (300_000, "replaced")]


def test_charges_paid_for_a_permit_that_is_void_are_in_no_sum_and_say_whom_to_ask():
    file = fed(permits=[permit(charges=500_000, charges_paid_on="2025-01-01", state="void")])
    [account] = owed(file)
    assert account.standing == "void" and totals([account], TODAY).paid == 0 and "اداره درآمد" in account.reason
    assert asked(file, "permits") == []


@pytest.mark.parametrize("discount", [500_000, 700_000])
def test_charges_that_were_all_remitted_ask_for_nothing(discount):
    file = fed(permits=[permit(charges=500_000, charges_discount=discount, bill_id="7748317800142", pay_id="1770160")])
    [account] = owed(file)
    assert (account.left, account.over, account.parts, account.standing) == (0, 0, [], "")
    assert asked(file, "permits") == []


PLAN = [{"due": "2024-11-01", "amount": 100_000, "paid_on": "2024-11-01"}, {"due": "2026-06-20", "amount": 200_000}]


@pytest.mark.parametrize(
    "known", [{"instalments": PLAN}, {}, {"amount": None}], ids=["in part paid", "one sum", "no sum"]
)
def test_of_a_fine_whose_bill_was_refunded_neither_account_nor_terms_ask_for_a_rial(known):
    file = fined(bill_state="refunded", **known)
    [account] = owed(file)
    assert account.standing == "refunded" and totals([account], TODAY).left == 0
    assert asked(file) == [] and file.waiting(TODAY) == []


def test_what_keeps_a_fine_from_being_owed_at_all_is_said_before_its_refund():
    file = fined("appeal", bill_state="refunded", finality="stayed", stayed_on="2025-01-10")
    [account] = owed(file)
    assert (account.standing, asked(file)) == ("stayed", [("sum", 300_000, None, "stayed")])
    replaced = confirmed({"bill_state": "refunded"}, {"amount": 100_000})
    assert sorted((a.amount, a.standing) for a in owed(replaced)) == [(100_000, ""), (300_000, "replaced")]
