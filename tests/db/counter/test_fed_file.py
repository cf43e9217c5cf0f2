"""A file that the back office fed, not open yet: its owners get papers and addresses here, and keep their shares."""

from itertools import count

import feed_lines
import pytest
from counter_client import key_of, said, sees
from counter_forms import an_owner, national_code
from history_model import asked
from personas import person_id

from shahrsazi.casefiles.casefile import CaseFile

_parcels = count(1)
CARD = {"first_name": "نرگس", "last_name": "آزمونی", "father_name": "کاوه", "birth_date": "1350/1/1"}


def fed(*owners, opened_on=None, **told) -> CaseFile:
    """A file of district 5, with unregistered owners."""
    code = f"5-93-{next(_parcels)}-1-1-0-0"
    people = [feed_lines.person(o["person"], registered_on=None) for o in owners]
    file = {"renewal_code": code, "file_no": f"5/93{code}".replace("-", ""), "opened_on": opened_on}
    file["file_no"] = file["file_no"][:20]
    report = feed_lines.load(feed_lines.line(*owners, people=people, casefile=file, **told))
    assert report.bad == []
    return CaseFile._base_manager.using("owner").get(renewal_code=code)


def halves() -> list[dict]:
    return [feed_lines.owner(national_code(), 1, 2), feed_lines.owner(national_code(), 1, 2)]


def shares(case) -> list[tuple]:
    return asked(
        "SELECT person_id, land_share, land_of, effective_from FROM casefiles_ownership WHERE case_id = %s ORDER BY id",
        [case.id],
    )


def test_fed_owners_are_registered_their_shares_stay_and_the_file_opens(desk):
    owners = halves()
    case = fed(*owners)
    before, numbers = shares(case), [o["person"] for o in owners]
    work = desk.begin(case)
    assert {f.split(":")[1].strip() for f in work.missing() if "Father's name" in f or "Date of birth" in f} == {
        "Father's name",
        "Date of birth",
    }
    for number in numbers:
        assert work.known_owner(person_id(number), **CARD).status_code == 302
        work.complete(key_of(person_id(number)))
    assert work.missing() == [] and "Activate access" in said(work.get())
    assert not any(sees(number, case) for number in numbers)
    work.submit()
    assert work.row.state == "active" and shares(case) == before
    assert all(sees(number, case) for number in numbers)


def test_one_of_two_fed_owners_alone_opens_nothing(desk):
    owners = halves()
    case = fed(*owners)
    work, first = desk.begin(case), person_id(owners[0]["person"])
    work.known_owner(first, **CARD)
    work.complete(key_of(first))
    work.submit()
    assert work.row.state == "draft" and work.missing()
    assert asked("SELECT opened_on FROM casefiles_casefile WHERE id = %s", [case.id]) == [(None,)]
    assert asked("SELECT registered_on FROM people_contact WHERE person_id = %s", [first]) in ([], [(None,)])


@pytest.mark.parametrize("field", ["land_dang", "effective_from", "number", "registered", "was_mobile"])
def test_a_fed_share_or_number_is_not_for_a_form_to_change(desk, field):
    owners = halves()
    case = fed(*owners)
    work, who = desk.begin(case), person_id(owners[0]["person"])
    other = {
        "land_dang": "6",
        "effective_from": "1404/1/1",
        "number": national_code(),
        "registered": "1",
        "was_mobile": "+989550000000",
    }
    before = shares(case)
    work.known_owner(who, **CARD | {field: other[field]})
    for number in (o["person"] for o in owners):
        work.known_owner(person_id(number), **CARD | {field: other[field]})
        work.complete(key_of(person_id(number)))
    work.submit()
    assert work.row.state == "active" and shares(case) == before
    assert asked("SELECT number FROM people_person WHERE id = %s", [who]) == [(owners[0]["person"],)]


def test_more_than_what_the_fed_owners_leave_is_refused(desk):
    work = desk.begin(fed(*halves()))
    work.owner(an_owner(land_dang="", land_habbeh="1"))
    assert "The shares of the land add up to more than six dang." in work.missing()


def test_a_fed_owner_cannot_be_written_again_as_a_new_one(desk):
    owners = [feed_lines.owner(national_code(), 1, 2)]
    work = desk.begin(fed(*owners))
    work.owner(an_owner(number=owners[0]["person"], land_dang="3"))
    assert any("The same person stands twice" in fault for fault in work.missing())


def test_the_property_of_a_fed_file_is_not_written_in(desk):
    case = fed(*halves())
    work = desk.begin(case)
    assert work.file(place="جای دیگر").headers["Location"].endswith("/owners/")
    assert asked("SELECT place FROM casefiles_casefile WHERE id = %s", [case.id]) == [(case.place,)]


def test_a_later_feed_does_not_undo_what_the_counter_has_seen(desk):
    [owner] = [feed_lines.owner(national_code())]
    case = fed(owner)
    work, who = desk.begin(case), person_id(owner["person"])
    work.known_owner(who, **CARD)
    work.complete(key_of(who))
    work.submit()
    told = "SELECT mobile, registered_on IS NOT NULL FROM people_contact WHERE person_id = %s"
    [(mobile, registered)] = asked(told, [who])
    assert mobile and registered
    line = feed_lines.line(
        owner,
        people=[feed_lines.person(owner["person"], registered_on=None)],
        casefile={"renewal_code": case.renewal_code, "file_no": case.file_no, "opened_on": None},
    )
    assert feed_lines.load(line).bad == []
    assert asked(told, [who]) == [(mobile, True)] and sees(owner["person"], case)
