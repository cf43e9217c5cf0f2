"""A letter goes where something is written of how somebody is reached, says what that is, and delays nothing else."""

import feed_lines
from counter_acts import card, days_left
from counter_client import fed, key_of
from counter_forms import an_attorney, an_owner, national_code, phone, years_ago
from db.counter.test_correction import correct
from db.counter.test_parties_contact import acted_for
from history_model import LONG_AGO, acts, asked, people
from personas import person_id

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.people.models import Contact

LETTERS = "SELECT kind, to_property, case_id FROM counter_letter WHERE person_id = %s ORDER BY id"
NO_TELEPHONE = "UPDATE people_contact SET mobile = '' WHERE person_id = %s RETURNING 1"


def a_child() -> dict:
    """Who owns a closed file that the back office told, by itself, without any address; with its file."""
    number = national_code()
    told = fed(feed_lines.owner(number))
    return an_owner(number=number, **card(number) | {"birth_date": years_ago(9)}), told


def buys(desk, child: dict, mobile: str = ""):
    """A new file of the child, for whom a guardian acts."""
    work = desk.begin()
    work.file()
    work.papers(key := work.owner(child))
    if mobile:
        work.contact(key, mobile=mobile)
    work.complete(work.agent(key, an_attorney(capacity="guardian")))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_who_buys_another_house_for_a_child_writes_nothing_to_the_first(desk):
    child, _told = a_child()
    assert days_left(buys(desk, child)) <= 0 and asked(LETTERS, [person_id(child["number"])]) == []


def test_of_a_childs_telephone_the_letter_names_the_hour_until_which_one_objects(desk):
    child, told = a_child()
    work = buys(desk, child, phone())
    assert 9.9 < days_left(work) <= 10
    assert asked(LETTERS, [person_id(child["number"])]) == [("coming_change", True, told.id)]


def test_so_it_does_of_another_telephone_in_an_open_file(desk):
    child, told = a_child()
    who, work = person_id(child["number"]), desk.begin(buys(desk, child).case)
    work.papers(key_of(who))
    work.contact(key_of(who), mobile=phone())
    work.settle()
    assert work.row.state == "confirmed" and 9.9 < days_left(work) <= 10, work.missing()
    assert asked(LETTERS, [who]) == [("coming_change", True, told.id)]


def test_a_birth_date_is_corrected_in_the_hours_of_everybody_and_without_a_letter(desk):
    child = an_owner(birth_date=years_ago(9))
    file, who = acted_for(desk, child, capacity="guardian"), person_id(child["number"])
    asked(NO_TELEPHONE, [who])
    names = {name: child[name] for name in ("first_name", "last_name", "father_name")}
    fed(feed_lines.owner(child["number"]), contact=names)
    act = correct(desk, file.case, child["number"], **names, birth_date=years_ago(10))
    act.settle()
    assert act.row.state == "confirmed" and days_left(act) <= 3, act.missing()
    assert asked(LETTERS, [who]) == []


def test_who_is_represented_everywhere_comes_in_with_a_letter_to_this_house_alone(desk):
    number, [executor] = national_code(), people(1)
    here, there = (fed(feed_lines.owner(number), opened_on="2020-01-01") for _ in range(2))
    Contact.objects.using("feed").create(person_id=executor, mobile="+989550000001", registered_on=LONG_AGO)
    given = acts(executor, person_id(number), None)
    Mandate._base_manager.using("owner").filter(id=given.id).update(capacity="executor")
    work, key = desk.begin(here), key_of(person_id(number))
    work.known_owner(person_id(number), **card(number))
    work.complete(key)
    work.settle()
    assert work.row.state == "confirmed" and days_left(work) <= 3, work.missing()
    assert asked(LETTERS, [person_id(number)]) == [("opened", True, here.id)]
