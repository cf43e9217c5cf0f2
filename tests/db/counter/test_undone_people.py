"""Whom a registration wrote of that was stopped, who was not registered: they are on record as they were before it."""

import feed_lines
import pytest
from counter_acts import card, object_to
from counter_client import a_colleague, fed, key_of, opened, sees
from counter_forms import an_attorney, an_owner, national_code, phone
from history_model import asked
from personas import person_id, person_ref, signed_in

HOME = {"residence_postal": "8174673441", "residence_address": "خانه خودش"}
ELSEWHERE = {"residence_postal": "8134673441", "residence_address": "خانه متصدی"}
OTHER_NAMES = {"first_name": "دیگر", "last_name": "کسی", "as_on_card": "1"}
ON_RECORD = (
    "SELECT first_name, last_name, father_name, search_name, mobile, email, birth_date, birth_cert_no,"
    " residence_postal, residence_address, registered_on, kept_by_registration"
    " FROM people_person p LEFT JOIN people_contact c ON c.person_id = p.id WHERE number = %s"
)


class Neighbour:
    """Owns a closed file that the back office told, and is not registered."""

    def __init__(self, **contact):
        self.number = national_code()
        self.case = fed(feed_lines.owner(self.number), contact=HOME | contact)

    @property
    def record(self) -> list:
        return asked(ON_RECORD, [self.number])


def bought_by(desk, neighbour: Neighbour, with_telephone: bool = True):
    """A sale to the neighbour under another name, with another residence and a planted telephone."""
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    key = work.owner(an_owner(number=neighbour.number) | OTHER_NAMES)
    typed = an_owner(number=neighbour.number) | OTHER_NAMES | {"base": work.base(f"owner.{key}")}
    work.post(f"owners/{key}/", typed)
    work.papers(key)
    if with_telephone:
        work.contact(key, mobile=phone(), **ELSEWHERE)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.seller = seller["number"]
    return work


def acted_for_by(desk, neighbour: Neighbour):
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    key = work.agent(key_of(person_id(owner["number"])), an_attorney(number=neighbour.number) | OTHER_NAMES)
    typed = an_attorney(number=neighbour.number) | OTHER_NAMES | {"base": work.base(f"agent.{key}")}
    work.post(f"agents/{key}/", typed)
    work.papers(key)
    work.contact(key, mobile=phone(), **ELSEWHERE)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.seller = owner["number"]
    return work


@pytest.mark.parametrize("act", [bought_by, acted_for_by])
def test_an_objection_brings_back_all_that_was_on_record(desk, act):
    neighbour = Neighbour()
    before = neighbour.record
    work = act(desk, neighbour)
    assert neighbour.record != before and person_id(neighbour.number) in work.row.concerns
    object_to(work.seller, work)
    assert work.row.state == "objected" and neighbour.record == before


def test_so_does_an_objection_at_the_counter(desk):
    neighbour = Neighbour()
    before = neighbour.record
    work = bought_by(desk, neighbour)
    work.post("objection/", {"who": person_ref(person_id(work.seller)), "words": "نفروخته‌ام"})
    assert work.row.state == "objected" and neighbour.record == before


def test_and_two_clerks_who_stop_it(desk):
    neighbour = Neighbour()
    before = neighbour.record
    work = bought_by(desk, neighbour)
    work.post("reversal/", {"reason": "سند جعلی است"})
    work.by(a_colleague(5)).post("reversal/", {"do": "agree"})
    assert work.row.state == "reversed", work.row.state
    assert neighbour.record == before


def test_a_telephone_that_was_planted_so_opens_no_closed_file_without_a_letter(desk):
    neighbour = Neighbour()
    work = bought_by(desk, neighbour)
    sql = "SELECT mobile || coming_mobile FROM people_contact WHERE person_id = %s"
    [(planted,)] = asked(sql, [person_id(neighbour.number)])
    object_to(work.seller, work)
    opening = desk.begin(neighbour.case)
    opening.known_owner(person_id(neighbour.number), **card(neighbour.number))
    opening.papers(key := key_of(person_id(neighbour.number)))
    opening.contact(key, mobile=planted.replace("+98", "0"))
    opening.submit()
    assert opening.row.state == "active" and sees(neighbour.number, neighbour.case), opening.missing()
    letters = "SELECT address FROM counter_letter WHERE registration_id = %s ORDER BY id"
    assert asked(letters, [opening.row.id]) == [(neighbour.case.address,), (HOME["residence_address"],)]


def test_whom_the_back_office_told_with_a_telephone_is_told_of_another_name_and_may_object(desk):
    told = phone()
    neighbour = Neighbour(mobile=told)
    work = bought_by(desk, neighbour)
    assert person_id(neighbour.number) in work.row.concerns
    assert asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(neighbour.number)])[0][0] == (
        told.replace("0", "+98", 1)
    )


def test_who_came_to_own_by_another_registration_since_stays_as_that_one_wrote(desk):
    neighbour = Neighbour(mobile=phone())
    work = bought_by(desk, neighbour)
    other = desk.begin()
    other.file()
    key = other.owner(an_owner(number=neighbour.number, first_name="دیگر", last_name="کسی"))
    other.papers(key)
    other.settle()
    assert other.row.state == "confirmed", other.missing()
    [before] = neighbour.record
    object_to(work.seller, work)
    [now] = neighbour.record
    assert work.row.state == "objected" and now[:-1] == before[:-1]


def test_once_that_one_is_undone_too_everything_is_as_it_was(desk):
    neighbour = Neighbour(mobile=phone())
    before = neighbour.record
    works = [bought_by(desk, neighbour), bought_by(desk, neighbour, with_telephone=False)]
    for work in works:
        object_to(work.seller, work)
        assert work.row.state == "objected"
    assert neighbour.record == before and not sees(neighbour.number, works[1].case)


def test_what_was_undone_before_keeps_nobody_registered_by_the_next(desk):
    neighbour = Neighbour()
    before = neighbour.record
    for _ in range(2):
        work = bought_by(desk, neighbour)
        planted = signed_in(neighbour.number)
        object_to(work.seller, work)
        assert work.row.state == "objected" and neighbour.record == before
        assert planted.get("/en/cases/").status_code == 302


def test_a_calendars_secret_address_ends_with_what_brought_its_maker_in(desk):
    neighbour = Neighbour()
    work = bought_by(desk, neighbour)
    who = person_id(neighbour.number)
    made = "INSERT INTO credentials_calendaraddress (person_id, key_hash, made_at) VALUES (%s, %s, now()) RETURNING 1"
    asked(made, [who, b"x" * 32])
    object_to(work.seller, work)
    assert asked("SELECT key_hash FROM credentials_calendaraddress WHERE person_id = %s", [who]) == [(None,)]


def opened_to_another(desk, neighbour: Neighbour, **contact):
    """The neighbour's own closed file, by two clerks: another name, a planted telephone, another residence."""
    work, who = desk.begin(neighbour.case), person_id(neighbour.number)
    work.known_owner(who, **card(neighbour.number) | OTHER_NAMES)
    work.papers(key_of(who))
    work.contact(key_of(who), **{"mobile": phone()} | ELSEWHERE | contact)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_who_objects_in_person_to_what_brought_them_in_leaves_nothing_of_it(desk):
    neighbour = Neighbour()
    before = neighbour.record
    work = opened_to_another(desk, neighbour)
    planted = signed_in(neighbour.number)
    work.post("objection/", {"who": person_ref(person_id(neighbour.number)), "words": "این تلفن من نیست"})
    assert work.row.state == "objected" and neighbour.record == before
    assert planted.get("/en/cases/").status_code == 302


def test_nor_does_a_block_at_the_counter(desk):
    neighbour = Neighbour()
    before = neighbour.record
    work, ref = opened_to_another(desk, neighbour), person_ref(person_id(neighbour.number))
    desk.post(f"files/{neighbour.case.ref}/people/{ref}/block/", {"do": "block", "reason": "تلفن او نیست"})
    assert work.row.state == "objected" and neighbour.record == before


def test_who_objects_from_home_has_their_name_again_and_stays_signed_in(desk):
    neighbour = Neighbour(mobile=(told := phone()))
    [before] = neighbour.record
    work = opened_to_another(desk, neighbour, mobile=told, **HOME)
    object_to(neighbour.number, work)
    [now] = neighbour.record
    assert work.row.state == "objected" and now[:4] == before[:4]
    assert sees(neighbour.number, neighbour.case)
