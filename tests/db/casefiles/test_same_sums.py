"""The sections of verdicts and of permits say of a debt and its bills what «Debts and payments» says of them."""

import pytest
from feed_lines import Fed, commission, fed, permit, verdict

from shahrsazi.persian.identifiers import sample_bill

WRONG = {"bill_id": "4455", "pay_id": "66"}
NO_DIGITS = "The check digits do not agree"
PAID = {"due": "2026-02-01", "amount": 100_000_000, "paid_on": "2026-01-30"}
AHEAD, LAST = {"due": "2026-12-01", "amount": 100_000_000}, {"due": "2027-07-01", "amount": 100_000_000}


def fined(**columns) -> Fed:
    case = commission()
    final = {"served_on": "2024-09-10", "finality": "final_unopposed", "amount": 300_000_000}
    return fed(commission_cases=[case], verdicts=[verdict(case, **final | columns)])


def both(file: Fed, section: str = "violations") -> list[str]:
    return [file.html(name, "en") for name in (section, "money")]


def test_an_instalment_that_asks_for_nothing_after_a_discount_stands_on_neither():
    for page in both(fined(discount=100_000_000, instalments=[PAID, AHEAD, LAST])):
        assert "1 Dec 2026" in page and "1 Jul 2027" not in page


def test_what_is_left_beside_the_instalments_stands_on_both():
    for page in both(fined(amount=350_000_000, instalments=[PAID, AHEAD, LAST])):
        assert "1 Jul 2027" in page and "Beside the instalments" in page


@pytest.mark.parametrize("columns", [{"finality": "open"}, {"finality": "stayed", "stayed_on": "2025-01-01"}])
def test_what_is_not_owed_has_no_last_working_day_on_either(columns):
    friday = {"due": "2027-01-01", "amount": 300_000_000}
    for page in both(fined(instalments=[friday])):
        assert "the last working day before it" in page
    for page in both(fined(instalments=[friday], **columns)):
        assert "1 Jan 2027" in page and "the last working day before it" not in page


@pytest.mark.parametrize("columns", [WRONG, {"instalments": [AHEAD | WRONG]}])
def test_the_bill_of_a_fine_whose_digits_are_wrong_is_said_to_be_wrong_on_both(columns):
    assert [NO_DIGITS in page for page in both(fined(**columns))] == [True, True]


def test_the_bill_of_charges_whose_digits_or_sum_are_wrong_is_said_to_be_wrong_on_both():
    other = sample_bill(3, 700_000)
    for bill, words in ((WRONG, NO_DIGITS), (other._asdict(), "A bank would take 700,000 rials for it")):
        file = fed(permits=[permit(charges=1_000_000, **bill)])
        assert [words in page for page in both(file, "permits")] == [True, True]


def test_of_charges_that_are_paid_and_a_right_bill_nothing_is_said_to_be_wrong():
    right = sample_bill(4, 1_000_000)._asdict()
    for columns in (WRONG | {"charges_paid_on": "2024-01-01"}, right):
        for page in both(fed(permits=[permit(charges=1_000_000, **columns)]), "permits"):
            assert NO_DIGITS not in page and "A bank would take" not in page


def test_identifiers_whose_sum_was_not_told_are_said_to_be_wrong_where_they_stand():
    assert NO_DIGITS in fed(permits=[permit(**WRONG)]).html("permits", "en")
    assert NO_DIGITS in fined(amount=None, **WRONG).html("violations", "en")


def test_the_number_of_a_bill_stands_with_its_verdict_whatever_was_paid():
    assert "B-79" in fined(bill_no="B-79", bill_state="issued").html("violations", "en")
