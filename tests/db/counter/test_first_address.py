"""A first telephone of somebody who owns elsewhere, by any registration: letters to her houses, and their time."""

import feed_lines
import pytest
from counter_acts import card, days_left, object_to
from counter_client import fed, key_of, new_file, opened, sees, take_effect
from counter_forms import an_attorney, an_owner, national_code, phone
from django.db import ProgrammingError
from history_model import asked
from personas import person_id
from staff_client import as_desk, desk_of, ready
from staff_client import opened as opened_at

LETTERS = "SELECT kind, to_property, address, district_id FROM counter_letter WHERE person_id = %s ORDER BY id"
HOME = {"residence_address": "اصفهان، خیابان نظر، پلاک ۹", "residence_postal": "8174673441"}


class HerHouse:
    """A closed file that the back office told, of a woman without any address."""

    def __init__(self, **contact):
        self.number = national_code()
        self.case = fed(feed_lines.owner(self.number), contact=contact)

    def sent(self, desk):
        """The registration that opens it to her, as one clerk sends it."""
        work = desk.begin(self.case)
        work.known_owner(person_id(self.number), **card(self.number))
        work.papers(key_of(person_id(self.number)))
        work.submit()
        return work


def a_new_file(desk, number: str):
    return new_file(desk, an_owner(number=number, **card(number)))


def a_purchase(desk, number: str):
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.complete(work.owner(an_owner(number=number, **card(number))))
    work.seller = seller["number"]
    return work


def a_mandate(desk, number: str):
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    work.complete(work.agent(key_of(person_id(owner["number"])), an_attorney(number=number, **card(number))))
    return work


@pytest.mark.parametrize("act", [a_new_file, a_purchase, a_mandate])
def test_whatever_registers_her_writes_to_her_house_and_leaves_the_letters_their_time(desk, act):
    hers = HerHouse(**HOME)
    work = act(desk, hers.number)
    work.settle()
    assert work.row.state == "confirmed" and 9.9 < days_left(work) <= 10, work.missing()
    written = asked(LETTERS, [person_id(hers.number)])
    assert [row[:3] for row in written] == [
        ("registered", True, hers.case.address),
        ("registered", False, HOME["residence_address"]),
    ]
    assert {row[3] for row in written} == {hers.case.district_id}


def test_one_clerk_opens_her_house_to_that_address_only_after_its_time(desk):
    hers = HerHouse()
    work = a_new_file(desk, hers.number)
    work.settle()
    opening = hers.sent(desk)
    assert opening.row.state == "submitted" and not sees(hers.number, hers.case), opening.missing()
    opening.post("back/", {"withdraw": "1", "word": "نامه در راه است"})
    take_effect(work)
    opening = hers.sent(desk)
    assert opening.row.state == "active" and sees(hers.number, hers.case), opening.missing()


def test_the_database_lets_one_clerk_open_it_no_sooner(desk):
    hers = HerHouse()
    a_new_file(desk, hers.number).settle()
    member = ready("clerk", 5)
    work = desk.begin(hers.case)
    asked("UPDATE counter_draft SET begun_by = %s WHERE id = %s RETURNING 1", [member.person_id, work.row.id])
    with as_desk(desk_of(member)) as cursor, pytest.raises(ProgrammingError, match="not a move"):
        opened_at(cursor, hers.case)
        cursor.execute(
            "UPDATE counter_draft SET state = 'active', settled_by = %s, settled_at = now() WHERE id = %s",
            [member.person_id, work.row.id],
        )


def test_an_owner_of_two_closed_files_opens_both_on_one_day_and_each_house_gets_its_letter(desk):
    hers = HerHouse()
    second = fed(feed_lines.owner(hers.number))
    work = desk.begin(hers.case)
    work.known_owner(person_id(hers.number), **card(hers.number))
    work.complete(key_of(person_id(hers.number)))
    work.submit()
    assert work.row.state == "active", work.missing()
    assert [row[:3] for row in asked(LETTERS, [person_id(hers.number)])] == [
        ("registered", True, second.address),
        ("opened", True, hers.case.address),
    ]
    hers.case = second
    assert hers.sent(desk).row.state == "active"


def test_an_objection_takes_the_letters_back_and_her_house_opens_with_its_own(desk):
    hers = HerHouse()
    work = a_purchase(desk, hers.number)
    work.settle()
    object_to(work.seller, work)
    assert work.row.state == "objected" and asked(LETTERS, [person_id(hers.number)]) == []


def test_a_neighbour_whom_the_back_office_told_with_a_telephone_needs_none(desk):
    told = phone()
    hers = HerHouse(mobile=told)
    work = desk.begin()
    work.file()
    key = work.owner(an_owner(number=hers.number, **card(hers.number)))
    work.papers(key)
    work.contact(key, mobile=told)
    work.settle()
    assert work.row.state == "confirmed" and asked(LETTERS, [person_id(hers.number)]) == [], work.missing()
