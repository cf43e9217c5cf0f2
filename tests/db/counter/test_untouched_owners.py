"""On an open file a registration asks the owners whom it touches; who is not registered yet comes another time."""

from datetime import UTC, datetime

import feed_lines
import pypdfium2
import pytest
from counter_acts import card, died
from counter_client import fed, key_of, said
from counter_forms import an_owner, fed_code, national_code
from history_model import asked
from personas import person_id

from shahrsazi.casefiles.casefile import CaseFile

BLOCK = "INSERT INTO people_accountblock (person_id, reason, blocked_by, opening_reason) VALUES (%s, 'x', 1, '')"


class House:
    """A file that opened to Azar, half of it hers; later the back office tells of Babak, by his number."""

    def __init__(self, desk):
        self.azar, self.babak, code = national_code(), national_code(), fed_code(96)
        share, person = feed_lines.owner(self.azar, 1, 2), feed_lines.person(self.azar, registered_on=None)
        file = {"renewal_code": code, "file_no": f"5/96/{feed_lines.key()}", "opened_on": None}
        line = feed_lines.line(share, people=[person], casefile=file)
        assert feed_lines.load(line).bad == []
        self.case = CaseFile._base_manager.using("owner").get(renewal_code=code)
        work = desk.begin(self.case)
        work.known_owner(person_id(self.azar), **card(self.azar))
        work.complete(key_of(person_id(self.azar)))
        work.submit()
        assert work.row.state == "active", work.missing()
        both = {"owners": [share, feed_lines.owner(self.babak, 1, 2)]}
        both["people"] = [person, feed_lines.person(self.babak, registered_on=None, birth_date=None)]
        assert feed_lines.load(line | both | {"as_of": datetime.now(UTC).isoformat()}).bad == []
        assert len(asked("SELECT FROM casefiles_ownership WHERE case_id = %s", [self.case.id])) == 2


@pytest.fixture
def house(desk):
    return House(desk)


def moved(desk, house):
    """Azar's other telephone."""
    work = desk.begin(house.case)
    work.complete(key_of(person_id(house.azar)))
    return work


@pytest.mark.parametrize("act", ["death", "telephone", "sale"])
def test_what_is_about_one_owner_asks_nothing_of_another_who_is_not_registered(desk, house, act):
    if act == "sale":
        work = desk.begin(house.case)
        work.leave(person_id(house.azar))
        work.complete(work.owner(an_owner(land_dang="3")))
    else:
        work = died(desk, house.case, house.azar) if act == "death" else moved(desk, house)
    assert work.missing() == []
    assert "so far, and nothing here is about this owner" in said(work.get())
    work.settle()
    assert work.row.state == "confirmed"
    assert asked("SELECT registered_on FROM people_contact WHERE person_id = %s", [person_id(house.babak)]) == [(None,)]


def test_their_own_death_is_registered_though_they_never_came(desk, house):
    work = died(desk, house.case, house.babak)
    assert work.missing() == []


def test_they_come_another_time_by_their_name_on_the_page(desk, house):
    work, key = desk.begin(house.case), key_of(person_id(house.babak))
    assert work.missing() == ["Nothing new is registered here yet."]
    assert "First name" in said(work.get(f"owners/{key}/"))
    work.known_owner(person_id(house.babak), **card(house.babak))
    assert any("original was not seen" in sentence for sentence in work.missing())
    work.complete(key)
    assert work.missing() == []
    work.settle()
    assert work.row.state == "confirmed"


@pytest.mark.parametrize("as_what", ["more of a share", "part of a share", "another name"])
def test_whoever_is_touched_otherwise_shows_who_they_are(desk, house, as_what):
    work, babak = desk.begin(house.case), person_id(house.babak)
    if as_what == "more of a share":
        work.leave(person_id(house.azar))
        work.complete(work.owner(an_owner(land_dang="3") | {"number": house.babak}))
    elif as_what == "part of a share":
        work.leave(babak, land_dang="1")
        work.complete(work.owner(an_owner(land_dang="1")))
    else:
        work.post(f"names/{key_of(babak)[1:]}/", card(house.babak) | {"last_name": "دیگری", "base": "0"})
    assert any("National card" in s or "write it on their card" in s for s in work.missing())


def test_the_telephone_of_a_blocked_owner_is_registered_beside_who_is_not_registered(desk, house):
    asked(f"{BLOCK} RETURNING 1", [person_id(house.azar)])
    work = moved(desk, house)
    assert work.missing() == []
    work.settle()
    assert work.row.state == "confirmed"


def test_a_file_that_is_not_open_asks_all_its_owners(desk):
    one, two = national_code(), national_code()
    work = desk.begin(fed(feed_lines.owner(one, 1, 2), feed_lines.owner(two, 1, 2)))
    work.known_owner(person_id(one), **card(one))
    work.complete(key_of(person_id(one)))
    assert any("original was not seen" in sentence for sentence in work.missing())


def test_the_receipt_says_nothing_of_how_they_are_reached_who_was_not_there(desk, house):
    work = moved(desk, house)
    work.settle()
    page = pypdfium2.PdfDocument(work.get("receipt/").content)[0]
    words = " ".join(page.get_textpage().get_text_range().split())
    assert "It takes effect on" in words and "on paper" not in words
