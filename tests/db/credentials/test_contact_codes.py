"""A code for a mobile or an e-mail: it proves that address of that very person, once, for a while, in five tries."""

import pytest
from browser_client import later
from django.db import ProgrammingError
from staff_client import as_desk, desk_of, fresh_number, member

from shahrsazi.counter.registration.draft import Draft
from shahrsazi.credentials import contact_codes
from shahrsazi.credentials.contact_codes import Address, ContactCode

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


@pytest.fixture
def to(number):
    """The mobile of that number, in a registration that is being written."""
    return Address(begun(5), number, "sms", MOBILE)


def begun(district: int) -> int:
    return Draft.objects.using("owner").create(district_id=district, begun_by=1).id


def ask(desk, to: Address) -> ContactCode:
    return contact_codes.send_code(to, district=5, by=desk.person_id)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_code_proves_the_address(desk, to):
    row = ask(desk, to)
    assert contact_codes.proof_of(to) is None and contact_codes.pending_code(to) == row
    assert contact_codes.check_code(to, row.code, by=desk.person_id) is True
    assert contact_codes.proof_of(to) == row and contact_codes.pending_code(to) is None


def test_a_code_proves_once(desk, to):
    row = ask(desk, to)
    assert [contact_codes.check_code(to, row.code, by=desk.person_id) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("digits", ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"], ids=["persian", "arabic"])
def test_it_may_be_typed_in_persian_or_arabic_digits_with_blanks_around(desk, to, digits):
    code = ask(desk, to).code.translate(str.maketrans("0123456789", digits))
    assert contact_codes.check_code(to, f" {code} ", by=desk.person_id) is True


@pytest.mark.parametrize("typed", ["", "0", "abcdef", "１２３４５６", "\x00", "۱" * 500])
def test_nonsense_proves_nothing(desk, to, typed):
    ask(desk, to)
    assert contact_codes.check_code(to, typed, by=desk.person_id) is False


@pytest.mark.parametrize(("misses", "proves"), [(4, True), (5, False)])
def test_five_wrong_tries_end_a_code(desk, to, misses, proves):
    row = ask(desk, to)
    for _ in range(misses):
        assert contact_codes.check_code(to, wrong(row.code), by=desk.person_id) is False
    assert (contact_codes.pending_code(to) is not None) is proves
    assert contact_codes.check_code(to, row.code, by=desk.person_id) is proves
    assert (contact_codes.proof_of(to) is not None) is proves


def test_a_try_is_counted_even_when_the_code_is_right(desk, to):
    row = ask(desk, to)
    contact_codes.check_code(to, wrong(row.code), by=desk.person_id)
    contact_codes.check_code(to, row.code, by=desk.person_id)
    row.refresh_from_db(using="staff", fields=["tries"])
    assert row.tries == 2


@pytest.mark.parametrize(("minutes", "proves"), [(9.9, True), (10.01, False)])
def test_time_ends_a_code(to, minutes, proves):
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        row = ask(who, to)
    later("credentials_contactcode", "asked_at ends_at", minutes, f"id = {row.id}")
    with as_desk(desk_of(who)):
        assert contact_codes.check_code(to, row.code, by=who.person_id) is proves


def test_what_was_proved_holds_for_ninety_days(to):
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        row = ask(who, to)
        contact_codes.check_code(to, row.code, by=who.person_id)
    for days, holds in ((89, True), (2, False)):
        later("credentials_contactcode", "proved_at", days * 24 * 60, f"id = {row.id}")
        with as_desk(desk_of(who)):
            assert (contact_codes.proof_of(to) is not None) is holds


OTHERS = {
    "another number": lambda to: to._replace(number=fresh_number()),
    "another address": lambda to: to._replace(address="+989551230001"),
    "another channel": lambda to: to._replace(channel="email"),
    "another registration": lambda to: to._replace(registration=begun(5)),
}


@pytest.mark.parametrize("what", OTHERS)
def test_it_proves_nothing_of_anything_else(desk, to, what):
    row, other = ask(desk, to), OTHERS[what](to)
    assert contact_codes.check_code(other, row.code, by=desk.person_id) is False
    assert contact_codes.check_code(to, row.code, by=desk.person_id) is True
    assert contact_codes.proof_of(other) is None


def test_a_new_code_does_not_end_the_one_before(desk, to):
    first, second = ask(desk, to), ask(desk, to)
    assert first.code != second.code and contact_codes.pending_code(to) == second
    assert contact_codes.check_code(to, first.code, by=desk.person_id) is True


def test_another_districts_clerk_cannot_answer_it(to):
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        row = ask(who, to)
    with as_desk(desk_of(stranger := member("clerk", 3))):
        assert contact_codes.check_code(to, row.code, by=stranger.person_id) is False
        assert contact_codes.pending_code(to) is None


def test_nobody_proves_it_in_anothers_name(desk, to):
    row = ask(desk, to)
    with pytest.raises(ProgrammingError, match="row-level security"):
        contact_codes.check_code(to, row.code, by=member("clerk", 5).person_id)


def test_no_code_is_sent_for_a_registration_that_was_sent_on(to):
    Draft.objects.using("owner").filter(id=to.registration).update(state="submitted")
    who = member("clerk", 5)
    with pytest.raises(ProgrammingError, match="row-level security"), as_desk(desk_of(who)):
        ask(who, to)


def test_the_code_stands_in_no_table(desk, to):
    row = ask(desk, to)
    assert len(row.code) == 6 and row.code.isdigit()
    known = {f.attname: str(getattr(row, f.attname)) for f in ContactCode._meta.concrete_fields}
    assert row.code not in " ".join(
        v for k, v in known.items() if k not in ("number", "address", "asked_at", "ends_at")
    )
