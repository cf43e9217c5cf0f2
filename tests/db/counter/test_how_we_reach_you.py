"""Everybody reads by which telephone they are reached now: from its hour on by the new one, and the old one no more."""

import pytest
from counter_client import body, key_of, opened, said, take_effect
from counter_forms import HOME_CODE, an_owner, phone
from personas import person_id, signed_in

from shahrsazi.accounts import sign_in
from shahrsazi.counter.registration.participants import same_mobile
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import numbers
from shahrsazi.persian.identifiers import mask_email, mask_mobile

NONE = "Neither a mobile number nor an e-mail is recorded."


class Change:
    """Of an owner's telephone, agreed on by two clerks and coming."""

    def __init__(self, desk, **typed):
        owner = an_owner()
        work = desk.begin(opened(desk, owner).case)
        self.number, self.id, self.work = owner["number"], person_id(owner["number"]), work
        key = key_of(self.id)
        work.papers(key)
        work.contact(key, **typed) if "mobile" in typed else work.post(f"contact/{key}/", typed | {"base": "0"})
        work.settle()
        assert work.row.state == "confirmed", work.missing()
        row = Contact.objects.using("owner").get(person=self.id)
        self.old, self.new = row.mobile, row.coming_mobile

    @property
    def page(self) -> str:
        return said(signed_in(self.number).get("/en/sessions/"))


@pytest.fixture
def another(desk):
    work = Change(desk, mobile=phone())
    assert mask_mobile(work.old) != mask_mobile(work.new)
    return work


@pytest.fixture
def none_any_more(desk):
    return Change(desk, unreachable="1", residence_postal=HOME_CODE)


def test_on_their_own_page_the_new_telephone_stands_from_its_hour_on(another):
    assert mask_mobile(another.old) in another.page and mask_mobile(another.new) not in another.page
    take_effect(another.work)
    assert mask_mobile(another.new) in another.page and mask_mobile(another.old) not in another.page


def test_a_telephone_that_was_given_up_stands_nowhere(none_any_more):
    assert mask_mobile(none_any_more.old) in none_any_more.page and NONE not in none_any_more.page
    take_effect(none_any_more.work)
    assert mask_mobile(none_any_more.old) not in none_any_more.page and NONE in none_any_more.page


def test_the_clerk_reads_the_same_beside_the_owner(desk, another):
    page = f"/en/counter/files/{another.work.case.ref}/"
    assert mask_mobile(another.old) in body(desk.client.get(page))
    take_effect(another.work)
    read = body(desk.client.get(page))
    assert mask_mobile(another.new) in read and mask_mobile(another.old) not in read


def test_the_entrance_reckons_with_the_telephone_that_counts(another):
    person = sign_in._may_sign_in(another.number)
    assert (Contact.mobile_at_entrance(another.id), sign_in._counted_as(person, "sms")) == (another.old, another.old)
    take_effect(another.work)
    person = sign_in._may_sign_in(another.number)
    assert (Contact.mobile_at_entrance(another.id), sign_in._counted_as(person, "sms")) == (another.new, another.new)


def test_a_number_that_was_replaced_is_nobodys_any_more(another):
    def numbers() -> set[str]:
        return same_mobile._mobiles(Person.objects.using("owner").select_related("contact").get(id=another.id))

    assert numbers() == {another.old, another.new}
    take_effect(another.work)
    assert numbers() == {another.new}


def changes_of(number: str, language: str = "en") -> str:
    """What they read themselves of what is coming."""
    return said(signed_in(number).get("/en/changes/" if language == "en" else "/changes/"))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Your telephone is given up:"), ("fa", "تلفن همراه شما حذف می‌شود:")]
)
def test_who_gives_up_their_telephone_reads_so_before_it_counts(none_any_more, language, words):
    page = changes_of(none_any_more.number, language)
    assert f"{words} {numbers.digits(mask_mobile(none_any_more.old), language)}" in page


def test_who_has_another_telephone_gave_none_up(another):
    page = changes_of(another.number)
    assert f"You will be reached at: {mask_mobile(another.new)}" in page and "given up" not in page


def test_who_gives_up_an_e_mail_address_alone_reads_so(desk):
    email = "mina@example.com"
    first = Change(desk, mobile=phone(), email=email)
    take_effect(first.work)
    later = desk.begin(first.work.case)
    later.papers(key_of(first.id))
    later.contact(key_of(first.id), mobile=phone())
    later.settle()
    assert later.row.state == "confirmed", later.missing()
    page = changes_of(first.number)
    assert f"Your e-mail address is given up: {mask_email(email)}" in page and "telephone is given up" not in page
