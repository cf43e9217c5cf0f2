"""How a registered person is reached: the database too asks for a second clerk, whatever the program says."""

from datetime import timedelta

import pytest
from counter_acts import object_to
from counter_client import Desk, desk_of, key_of, new_file, opened, take_effect, text
from counter_forms import an_owner, phone
from django.db import ProgrammingError, connections, transaction
from django.utils import timezone
from personas import person_id

from shahrsazi.counter.registration import activation
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.counter.registration.registration import Registration
from shahrsazi.people.models import Contact
from shahrsazi.staff import session

CHANGE = "UPDATE people_contact SET mobile = '+989550000001' WHERE person_id = %s"


def mobile_of(owner: dict) -> str:
    return Contact.objects.using("owner").get(person=person_id(owner["number"])).mobile


def changed_within_the_filing_of(work, owner: dict) -> None:
    """What an injected statement would do: in the very transaction that files the act, take the owner's telephone."""
    with transaction.atomic(using="staff"):
        desk = session.load_desk(desk_of("1310002223"))
        row = Draft.objects.using("staff").select_related("district").get(ref=work.ref)
        activation.activate(Registration(desk, row))
        with connections["staff"].cursor() as cursor:
            cursor.execute(CHANGE, [person_id(owner["number"])])


def test_one_clerk_who_names_a_registered_person_in_a_new_file_cannot_change_their_telephone(desk: Desk):
    owner = an_owner()
    opened(desk, owner)
    before, work = mobile_of(owner), new_file(desk, owner)
    with pytest.raises(ProgrammingError, match="not a move"):
        changed_within_the_filing_of(work, owner)
    assert mobile_of(owner) == before


def test_outside_of_any_act_a_desk_changes_no_contact(desk: Desk):
    owner = an_owner()
    work = opened(desk, owner)
    with transaction.atomic(using="staff"), connections["staff"].cursor() as cursor:
        session.load_desk(desk_of("1310002223"))
        cursor.execute("SELECT guard.open_case_at_desk(%s, 'test')", [work.case.ref])
        cursor.execute(CHANGE, [person_id(owner["number"])])
        assert cursor.rowcount == 0


def test_another_telephone_asks_for_the_persons_own_papers_anew(desk):
    owner = an_owner()
    work, key = desk.begin(opened(desk, owner).case), key_of(person_id(owner["number"]))
    work.contact(key, mobile=phone())
    missing = " ".join(work.missing())
    assert "National card" in missing and "Birth certificate" in missing and "Title deed" not in missing
    work.papers(key)
    assert work.missing() == []


@pytest.mark.parametrize("ends", ["in force", "objected to"])
def test_while_another_telephone_is_coming_no_second_change_takes_its_place(desk, ends):
    owner, new = an_owner(), phone()
    case = opened(desk, owner).case
    who = person_id(owner["number"])
    key = key_of(who)

    def changes(**addresses):
        work = desk.begin(case)
        work.papers(key)
        work.contact(key, **addresses)
        work.settle()
        return work

    first = changes(mobile=new)
    assert first.row.state == "confirmed", first.missing()
    second = changes(mobile=phone(), email=f"s{phone()}@example.ir")
    assert second.row.state == "draft"
    assert any("takes effect soon: register this one after it" in sentence for sentence in second.missing())
    coming = Contact.objects.using("owner").get(person=who)
    assert coming.coming_mobile.endswith(new[1:]) and coming.coming_by_registration == first.row.id
    object_to(owner["number"], first) if ends == "objected to" else take_effect(first)
    second.settle()
    assert second.row.state == "confirmed", second.missing()


def stranger_is_coming(who: int) -> str:
    """As a slip of the back office leaves it."""
    coming = {"coming_mobile": (slip := f"+98{phone()[1:]}"), "coming_from": timezone.now() + timedelta(hours=70)}
    Contact.objects.using("owner").filter(person=who).update(coming_by_registration=None, **coming)
    return slip


@pytest.mark.parametrize("ends", ["in force", "objected to"])
def test_a_strangers_telephone_that_the_back_office_told_is_stopped_at_the_counter(desk, ends):
    owner, new = an_owner(), phone()
    case = opened(desk, owner).case
    who, before = person_id(owner["number"]), mobile_of(owner)
    stranger_is_coming(who)
    work = desk.begin(case)
    work.papers(key_of(who))
    work.contact(key_of(who), mobile=new)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    contact = Contact.objects.using("owner").get(person=who)
    assert (contact.mobile, contact.coming_mobile) == (before, f"+98{new[1:]}")
    assert contact.coming_by_registration == contact.kept_by_registration == work.row.id
    object_to(owner["number"], work) if ends == "objected to" else take_effect(work)
    contact.refresh_from_db(using="owner")
    later = timezone.now() + timedelta(hours=1000)
    assert contact.reached_at("sms", later) == (before if ends == "objected to" else f"+98{new[1:]}")


@pytest.mark.parametrize("before", ["registered at the counter", "changed there", "told by the back office"])
def test_an_objection_leaves_the_word_to_whoever_had_it_before(desk, before):
    owner = an_owner()
    case = opened(desk, owner).case
    who = person_id(owner["number"])
    contact = Contact.objects.using("owner").filter(person=who)
    if before == "told by the back office":
        contact.update(kept_by_registration=None, registered_by_registration=None)
    if before == "changed there":
        take_effect(first := another_telephone(desk, case, who))
        assert contact.get().kept_by_registration == first.row.id
    kept = contact.get().kept_by_registration
    work = another_telephone(desk, case, who)
    assert contact.get().kept_by_registration == work.row.id
    object_to(owner["number"], work)
    assert contact.get().kept_by_registration == kept


def another_telephone(desk, case, who: int):
    work = desk.begin(case)
    work.papers(key_of(who))
    work.contact(key_of(who), mobile=phone())
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_nor_does_it_come_where_the_owner_keeps_their_own(desk):
    owner, own = an_owner(), phone()
    case = opened(desk, owner).case
    who = person_id(owner["number"])
    Contact.objects.using("owner").filter(person=who).update(mobile=f"+98{own[1:]}")
    stranger_is_coming(who)
    work, key = desk.begin(case), key_of(who)
    assert "The back office told another address" in text(work.get(f"contact/{key}/").content.decode())
    assert work.missing() == ["Nothing new is registered here yet."]
    work.contact(key, mobile=own)
    work.papers(key)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    take_effect(work)
    contact = Contact.objects.using("owner").get(person=who)
    assert contact.reached_at("sms", timezone.now() + timedelta(hours=1000)) == f"+98{own[1:]}"
    assert contact.coming_by_registration == contact.kept_by_registration == work.row.id


def test_who_buys_while_another_telephone_of_theirs_is_coming_gives_that_one(desk):
    buyer, seller, new = an_owner(), an_owner(), phone()
    move, who = desk.begin(opened(desk, buyer).case), person_id(buyer["number"])
    move.papers(key_of(who))
    move.contact(key_of(who), mobile=new)
    move.settle()
    sale = desk.begin(opened(desk, seller).case)
    sale.leave(person_id(seller["number"]))
    key = sale.owner(buyer)
    sale.papers(key)
    sale.contact(key, mobile=phone())
    assert any("takes effect soon: register this one after it" in sentence for sentence in sale.missing())
    sale.contact(key, mobile=new)
    assert sale.missing() == []
    sale.settle()
    assert sale.row.state == "confirmed", sale.missing()
    contact = Contact.objects.using("owner").get(person=who)
    assert (contact.coming_mobile, contact.coming_by_registration) == (f"+98{new[1:]}", move.row.id)
