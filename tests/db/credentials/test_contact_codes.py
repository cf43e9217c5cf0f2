"""A code for a mobile or an e-mail: it proves that address of that very person, once, for a while, in five tries."""

import pytest
from browser_client import later
from staff_client import as_desk, desk_of, fresh_number, member

from shahrsazi.credentials import contact_codes
from shahrsazi.credentials.contact_codes import ContactCode

MOBILE = "+989551230000"


@pytest.fixture
def desk():
    """A clerk of district 5 at work: a transaction of the staff role, bound to the desk."""
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        yield who


@pytest.fixture
def number():
    return fresh_number()


def ask(desk, number: str, channel: str = "sms", address: str = MOBILE) -> ContactCode:
    return contact_codes.send_code(5, number, channel, address, desk.person_id)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_code_proves_the_address(desk, number):
    row = ask(desk, number)
    assert (
        contact_codes.proof_of(number, "sms", MOBILE) is None
        and contact_codes.pending_code(number, "sms", MOBILE) == row
    )
    assert contact_codes.check_code(number, "sms", MOBILE, row.code) is True
    assert (
        contact_codes.proof_of(number, "sms", MOBILE) == row
        and contact_codes.pending_code(number, "sms", MOBILE) is None
    )


def test_a_code_proves_once(desk, number):
    row = ask(desk, number)
    assert [contact_codes.check_code(number, "sms", MOBILE, row.code) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("digits", ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"], ids=["persian", "arabic"])
def test_it_may_be_typed_in_persian_or_arabic_digits_with_blanks_around(desk, number, digits):
    code = ask(desk, number).code.translate(str.maketrans("0123456789", digits))
    assert contact_codes.check_code(number, "sms", MOBILE, f" {code} ") is True


@pytest.mark.parametrize("typed", ["", "0", "abcdef", "１２３４５６", "\x00", "۱" * 500])
def test_nonsense_proves_nothing(desk, number, typed):
    ask(desk, number)
    assert contact_codes.check_code(number, "sms", MOBILE, typed) is False


@pytest.mark.parametrize(("misses", "proves"), [(4, True), (5, False)])
def test_five_wrong_tries_end_a_code(desk, number, misses, proves):
    row = ask(desk, number)
    for _ in range(misses):
        assert contact_codes.check_code(number, "sms", MOBILE, wrong(row.code)) is False
    assert (contact_codes.pending_code(number, "sms", MOBILE) is not None) is proves
    assert contact_codes.check_code(number, "sms", MOBILE, row.code) is proves
    assert (contact_codes.proof_of(number, "sms", MOBILE) is not None) is proves


def test_a_try_is_counted_even_when_the_code_is_right(desk, number):
    row = ask(desk, number)
    contact_codes.check_code(number, "sms", MOBILE, wrong(row.code))
    contact_codes.check_code(number, "sms", MOBILE, row.code)
    row.refresh_from_db(using="staff", fields=["tries"])
    assert row.tries == 2


@pytest.mark.parametrize(("minutes", "proves"), [(9.9, True), (10.01, False)])
def test_time_ends_a_code(number, minutes, proves):
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        row = ask(who, number)
    later("credentials_contactcode", "asked_at ends_at", minutes, f"id = {row.id}")
    with as_desk(desk_of(who)):
        assert contact_codes.check_code(number, "sms", MOBILE, row.code) is proves


def test_what_was_proved_holds_for_ninety_days(number):
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        row = ask(who, number)
        contact_codes.check_code(number, "sms", MOBILE, row.code)
    for days, holds in ((89, True), (2, False)):
        later("credentials_contactcode", "proved_at", days * 24 * 60, f"id = {row.id}")
        with as_desk(desk_of(who)):
            assert (contact_codes.proof_of(number, "sms", MOBILE) is not None) is holds


OTHERS = {
    "another number": lambda n: (fresh_number(), "sms", MOBILE),
    "another address": lambda n: (n, "sms", "+989551230001"),
    "another channel": lambda n: (n, "email", MOBILE),
}


@pytest.mark.parametrize("what", OTHERS)
def test_it_proves_nothing_of_anything_else(desk, number, what):
    row, other = ask(desk, number), OTHERS[what](number)
    assert contact_codes.check_code(*other, row.code) is False
    assert contact_codes.check_code(number, "sms", MOBILE, row.code) is True
    assert contact_codes.proof_of(*other) is None


def test_a_new_code_does_not_end_the_one_before(desk, number):
    first, second = ask(desk, number), ask(desk, number)
    assert first.code != second.code and contact_codes.pending_code(number, "sms", MOBILE) == second
    assert contact_codes.check_code(number, "sms", MOBILE, first.code) is True


def test_another_districts_clerk_cannot_answer_it(number):
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        row = ask(who, number)
    with as_desk(desk_of(member("clerk", 3))):
        assert contact_codes.check_code(number, "sms", MOBILE, row.code) is False
        assert contact_codes.pending_code(number, "sms", MOBILE) is None


def test_the_code_stands_in_no_table(desk, number):
    row = ask(desk, number)
    assert len(row.code) == 6 and row.code.isdigit()
    known = {f.attname: str(getattr(row, f.attname)) for f in ContactCode._meta.concrete_fields}
    assert row.code not in " ".join(
        v for k, v in known.items() if k not in ("number", "address", "asked_at", "ends_at")
    )
