"""A lasting password is hashed anew at sign-in once its hash was made at another cost than today's, and only then."""

import pytest
from argon2 import PasswordHasher
from browser_client import with_password
from personas import person_id
from staff_client import PASSWORD as STAFF_PASSWORD
from staff_client import code_of, ready

from shahrsazi.accounts import sign_in
from shahrsazi.credentials import passwords
from shahrsazi.credentials.passwords import Credential
from shahrsazi.staff import sign_in as staff_sign_in
from shahrsazi.staff.member import StaffCredential

CHEAP = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
PASSWORD = "Derakht8Sabz"


def cheaply_hashed(password: str) -> str:
    return CHEAP.hash(passwords._peppered(password))


@pytest.fixture
def citizen():
    number = with_password("نگار", PASSWORD)
    Credential.objects.using("owner").filter(person=person_id(number)).update(hash=cheaply_hashed(PASSWORD))
    return number


def stored(number: str) -> str:
    return Credential.objects.using("owner").get(person=person_id(number)).hash


def test_a_citizens_cheap_hash_is_replaced_at_the_next_sign_in(citizen):
    cheap = stored(citizen)
    assert passwords.is_outdated(cheap)
    assert sign_in.sign_in(citizen, PASSWORD, device="")
    assert stored(citizen) != cheap and not passwords.is_outdated(stored(citizen))
    assert sign_in.sign_in(citizen, PASSWORD, device="")


def test_a_wrong_password_leaves_the_hash_as_it_is(citizen):
    cheap = stored(citizen)
    assert sign_in.sign_in(citizen, "Derakht8Zard", device="") is None
    assert stored(citizen) == cheap


def test_a_hash_of_todays_cost_is_not_touched():
    number = with_password("نگین", PASSWORD)
    before = stored(number)
    assert sign_in.sign_in(number, PASSWORD, device="")
    assert stored(number) == before


def test_so_it_is_for_staff_when_both_factors_are_right():
    clerk = ready()
    mine = StaffCredential.objects.using("owner").filter(member=clerk)
    mine.update(hash=cheaply_hashed(STAFF_PASSWORD))
    number = clerk.person.number
    assert staff_sign_in.sign_in(number, STAFF_PASSWORD, "000000") is None
    assert passwords.is_outdated(mine.get().hash)
    assert staff_sign_in.sign_in(number, STAFF_PASSWORD, code_of(clerk))
    assert not passwords.is_outdated(mine.get().hash)
