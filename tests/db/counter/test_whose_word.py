"""Whose word stands on how somebody is reached, once the registration was objected to that wrote of it last."""

import pytest
from counter_acts import object_to, of_two
from counter_client import Desk, opened, take_effect
from counter_forms import an_owner, phone, typed
from db.counter.test_contact_change import another_telephone
from db.counter.test_correction import BORN, correct
from history_model import asked
from personas import person_id

from shahrsazi.people.models import Contact


def contact_of(number: str):
    return Contact.objects.using("owner").filter(person=person_id(number))


def word_on(number: str) -> int | None:
    return contact_of(number).get().kept_by_registration


def told_by_the_back_office(number: str) -> None:
    contact_of(number).update(kept_by_registration=None, registered_by_registration=None)


def settled(work):
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


@pytest.fixture
def shared(desk):
    """A file of two, and neither is registered by it."""
    file = of_two(desk)
    take_effect(file)
    for number in (file.hers, file.his):
        told_by_the_back_office(number)
    return file


def test_it_is_not_with_a_registration_that_wrote_of_a_co_owner_alone(desk, shared):
    take_effect(another_telephone(desk, shared.case, person_id(shared.his)))
    hers = another_telephone(desk, shared.case, person_id(shared.hers))
    object_to(shared.hers, hers)
    assert hers.row.state == "objected" and word_on(shared.hers) is None


def test_nor_with_one_that_corrected_their_name_and_not_their_day_of_birth(desk, shared):
    born = typed(asked(BORN, [shared.hers])[0][0])
    take_effect(settled(correct(desk, shared.case, shared.hers, birth_date=born)))
    object_to(shared.hers, another_telephone(desk, shared.case, person_id(shared.hers)))
    assert word_on(shared.hers) is None


def test_it_is_with_the_correction_of_their_day_of_birth(desk, shared):
    take_effect(corrected := settled(correct(desk, shared.case, shared.hers)))
    object_to(shared.hers, another_telephone(desk, shared.case, person_id(shared.hers)))
    assert word_on(shared.hers) == corrected.row.id


def test_it_is_with_the_purchase_in_which_a_registered_buyer_gave_another_telephone(desk):
    buyer, seller = an_owner(), an_owner()
    house = opened(desk, buyer).case
    told_by_the_back_office(buyer["number"])
    sale = desk.begin(opened(desk, seller).case)
    sale.leave(person_id(seller["number"]))
    key = sale.owner(buyer)
    sale.papers(key)
    sale.contact(key, mobile=phone())
    take_effect(settled(sale))
    assert word_on(buyer["number"]) == sale.row.id
    object_to(buyer["number"], another_telephone(desk, house, person_id(buyer["number"])))
    assert word_on(buyer["number"]) == sale.row.id


@pytest.mark.parametrize("first", ["the telephone", "the correction"])
def test_it_is_with_nobody_whose_own_registration_was_objected_to_before(desk: Desk, shared, first):
    telephone = another_telephone(desk, shared.case, person_id(shared.hers))
    corrected = settled(correct(desk, shared.case, shared.hers))
    assert word_on(shared.hers) == corrected.row.id
    one, two = (telephone, corrected) if first == "the telephone" else (corrected, telephone)
    object_to(shared.hers, one)
    object_to(shared.hers, two)
    assert {telephone.row.state, corrected.row.state} == {"objected"}
    assert word_on(shared.hers) is None
