"""Another residence than the one on record is another address: letters go there, so it takes two clerks and time."""

import feed_lines
import pytest
from counter_acts import card, object_to
from counter_client import a_colleague, fed, key_of, opened, said, take_effect
from counter_forms import an_owner, national_code, phone
from django.db import ProgrammingError
from history_model import asked
from personas import person_id
from staff_client import as_desk, desk_of, ready
from staff_client import opened as opened_at

HERS = {"residence_postal": "8174673441", "residence_address": "خانه خودش"}
THEIRS = {"residence_postal": "8134673441", "residence_address": "خانه متصدی"}
RESIDENCE = "SELECT residence_postal, residence_address FROM people_contact WHERE person_id = %s"
COMING = "SELECT coming_residence_postal, coming_residence_address FROM people_contact WHERE person_id = %s"


class HerHouse:
    def __init__(self, **contact):
        self.number = national_code()
        self.case, self.id = fed(feed_lines.owner(self.number), contact=HERS | contact), person_id(self.number)

    def sent(self, desk, **contact):
        work = desk.begin(self.case)
        work.known_owner(self.id, **card(self.number))
        work.papers(key_of(self.id))
        work.contact(key_of(self.id), **{"mobile": phone()} | contact)
        work.submit()
        return work


def moved(desk, number: str):
    """A registered owner's other residence, and nothing else."""
    [(mobile,)] = asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(number)])
    file = asked("SELECT case_id FROM casefiles_ownership WHERE person_id = %s", [person_id(number)])[0][0]
    from shahrsazi.casefiles.casefile import CaseFile

    work = desk.begin(CaseFile._base_manager.using("owner").get(id=file))
    work.papers(key := key_of(person_id(number)))
    work.contact(key, mobile=mobile.replace("+98", "0"), **THEIRS)
    return work


def test_one_clerk_does_not_open_a_fed_file_with_another_residence(desk):
    hers = HerHouse()
    work = hers.sent(desk, **THEIRS)
    assert work.row.state == "submitted" and asked(RESIDENCE, [hers.id]) == [tuple(HERS.values())], work.missing()
    assert "خانه متصدی" in said(work.get()) and "خانه خودش" in said(work.get())


@pytest.mark.parametrize("typed", [HERS, {"residence_postal": HERS["residence_postal"], "residence_address": ""}])
def test_the_same_or_none_typed_beside_the_same_code_is_no_other(desk, typed):
    hers = HerHouse()
    work = hers.sent(desk, **typed)
    assert work.row.state == "active" and asked(RESIDENCE, [hers.id]) == [tuple(HERS.values())], work.missing()


def test_confirmed_by_two_it_comes_and_letters_go_to_both_meanwhile(desk):
    hers = HerHouse()
    work = hers.sent(desk, **THEIRS)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    assert asked(RESIDENCE, [hers.id]) == [tuple(HERS.values())] and asked(COMING, [hers.id]) == [
        tuple(THEIRS.values())
    ]
    sale = desk.begin(hers.case)
    sale.leave(hers.id)
    sale.complete(sale.owner(an_owner()))
    sale.settle()
    assert sale.row.state == "confirmed", sale.missing()
    letters = "SELECT address FROM counter_letter WHERE registration_id = %s AND NOT to_property ORDER BY id"
    assert asked(letters, [sale.row.id]) == [(HERS["residence_address"],), (THEIRS["residence_address"],)]


def test_a_registered_owners_other_residence_comes_by_two_clerks_and_an_objection_takes_it_back(desk):
    owner = an_owner()
    opened(desk, owner)
    work = moved(desk, owner["number"])
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    assert asked(COMING, [person_id(owner["number"])]) == [tuple(THEIRS.values())]
    object_to(owner["number"], work)
    assert asked(COMING, [person_id(owner["number"])]) == [("", "")]


def test_once_its_time_is_over_it_is_what_a_clerk_finds_and_the_next_change_begins_with_it(desk):
    owner = an_owner()
    case = opened(desk, owner).case
    work = moved(desk, owner["number"])
    work.settle()
    take_effect(work)
    who = person_id(owner["number"])
    assert THEIRS["residence_address"] in desk.begin(case).get(f"contact/{key_of(who)}/").content.decode()


def test_where_she_moved_since_a_purchase_was_written_it_is_written_anew_and_takes_nothing_back(desk):
    buyer, seller = an_owner(), an_owner()
    opened(desk, buyer)
    sale = desk.begin(opened(desk, seller).case)
    sale.leave(person_id(seller["number"]))
    key = sale.owner(buyer)
    sale.papers(key)
    [(mobile,)] = asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(buyer["number"])])
    sale.contact(key, mobile=mobile.replace("+98", "0"))
    moving = moved(desk, buyer["number"])
    moving.settle()
    take_effect(moving)
    answer = sale.settle()
    assert sale.row.state == "submitted" and THEIRS["residence_address"] in said(answer)
    sale.by(a_colleague(5)).post("back/", {"back": "1", "word": "نشانی تازه"})
    sale.contact(key, mobile=mobile.replace("+98", "0"), **THEIRS)
    sale.settle()
    assert sale.row.state == "confirmed" and person_id(buyer["number"]) in sale.row.concerns, sale.missing()
    home = "SELECT street, postal FROM guard.homes_of(%s)"
    assert asked(home, [person_id(buyer["number"])]) == [tuple(reversed(THEIRS.values()))]


def test_the_database_lets_one_clerk_write_no_other_residence(desk):
    hers = HerHouse()
    member = ready("clerk", 5)
    work = desk.begin(hers.case)
    with as_desk(desk_of(member)) as cursor:
        opened_at(cursor, hers.case)
        cursor.execute(
            "UPDATE counter_draft SET state = 'active', settled_by = %s, settled_at = now() WHERE id = %s",
            [member.person_id, work.row.id],
        )
        with pytest.raises(ProgrammingError, match="second clerk"):
            cursor.execute(
                "UPDATE people_contact SET residence_address = 'x', kept_by_registration = %s WHERE person_id = %s",
                [work.row.id, hers.id],
            )
