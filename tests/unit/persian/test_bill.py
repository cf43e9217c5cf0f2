"""The identifiers of a bill: check digits, the amount in them, and the digits of the barcode."""

import pytest

from shahrsazi.persian.identifiers import Bill, sample_bill

# Facts that are public: bills that others print as examples, with their amounts in rial.
RIGHT = [
    ("7748317800142", "1770160", 17_000, "77483178001420000001770160"),
    ("2050327604613", "1070189", 10_000, "20503276046130000001070189"),
    ("1117753200140", "12070160", 120_000, "11177532001400000012070160"),
]


@pytest.mark.parametrize(("bill_id", "pay_id", "amount", "barcode"), RIGHT)
def test_a_right_bill_has_its_amount_and_its_barcode(bill_id, pay_id, amount, barcode):
    bill = Bill(bill_id, pay_id)
    assert (bill.is_right, bill.amount, bill.barcode) == (True, amount, barcode)
    assert Bill(bill_id.zfill(13), pay_id.zfill(13)).barcode == barcode
    persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    assert Bill(bill_id.translate(persian), pay_id.translate(persian)).barcode == barcode


@pytest.mark.parametrize(("bill_id", "pay_id", "amount", "barcode"), RIGHT)
def test_hardly_a_digit_can_be_mistyped_unseen(bill_id, pay_id, amount, barcode):
    """Remainders 0 and 1 have one check digit: a wrong digit may pass one check, hardly ever all of them."""
    both, wrong = bill_id + pay_id, []
    for at, right in enumerate(both):
        wrong += [both[:at] + digit + both[at + 1 :] for digit in sorted(set("0123456789") - {right})]
    passed = [text for text in wrong if Bill(text[:13], text[13:]).is_right]
    assert len(wrong) >= 180 and len(passed) <= 2


@pytest.mark.parametrize(
    ("bill_id", "pay_id"),
    [("", ""), ("7748317800142", ""), ("", "1770160"), ("x", "y"), ("12", "34"), ("0" * 13,) * 2, ("²" * 8, "1" * 8)],
)
def test_what_is_no_bill_is_not_right_and_has_neither_amount_nor_barcode(bill_id, pay_id):
    bill = Bill(bill_id, pay_id)
    assert (bill.is_right, bill.amount, bill.barcode) == (False, None, "")


def test_identifiers_of_two_bills_do_not_go_together():
    assert not Bill(RIGHT[0][0], RIGHT[1][1]).is_right


@pytest.mark.parametrize("amount", [1000, 35_000_000, 25_512_500, 99_999_999_000])
def test_a_bill_of_the_sample_is_right_and_names_its_amount_in_thousands(amount):
    for number in (1, 77, 400_123):
        bill = sample_bill(number, amount, 12)
        assert bill.is_right and bill.amount == amount // 1000 * 1000 and len(bill.barcode) == 26
