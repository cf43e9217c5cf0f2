"""One whom the back office knows by name alone owns a share in two files: both desks put the same code on record."""

import feed_lines
import pytest
from counter_acts import card
from counter_client import ONE, Desk, a_colleague, key_of, sees, take_effect
from counter_forms import fed_code, national_code
from feed_outcomes import at
from history_model import asked
from owners_by_name import by_name
from personas import person_id

from shahrsazi.casefiles.casefile import CaseFile

TOLD = {"first_name": "علی", "last_name": "نامدار", "father_name": "حسین"}
CARD = TOLD | {"birth_date": "1350/1/1", "birth_cert_no": "1234"}


class TwoHouses:
    """Two files of district 5: Ali owns half of each by name alone, Simin and Mina the other halves."""

    def __init__(self):
        self.others, self.ali_key = (national_code(), national_code()), feed_lines.key()
        self.lines = [self._line(other) for other in self.others]
        assert feed_lines.load(self.lines[0]).bad == [] and feed_lines.load(self.lines[1]).bad == []
        codes = [line["casefile"]["renewal_code"] for line in self.lines]
        self.cases = [CaseFile._base_manager.using("owner").get(renewal_code=code) for code in codes]

    def _line(self, other: str) -> dict:
        key = feed_lines.key()
        code = fed_code(92)
        return feed_lines.line(
            feed_lines.owner(other, 1, 2),
            feed_lines.owner(self.ali_key, 1, 2),
            people=[feed_lines.person(other, registered_on=None), by_name(self.ali_key, **TOLD)],
            casefile={"renewal_code": code, "file_no": f"5/92/{key}", "opened_on": None},
        )

    @property
    def ali(self) -> int:
        return self.row[0]

    @property
    def row(self) -> tuple:
        """(id, completed as, by which registration) of Ali's own row."""
        return asked(
            "SELECT p.id, p.completed_as_id, p.completed_by_registration FROM people_person p"
            " JOIN feed_personkey k ON k.person_id = p.id WHERE k.key = %s",
            [self.ali_key],
        )[0]

    def owners(self, which: int) -> list:
        """The numbers of those who own a share by now."""
        shares = asked(
            "SELECT p.number FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id"
            " WHERE case_id = %s AND o.effective_to IS NULL AND (o.holds_from IS NULL OR o.holds_from <= now())",
            [self.cases[which].id],
        )
        return sorted(str(number) for (number,) in shares)

    def registered(self, desk, which: int, number: str, **typed):
        """The registration of that file with both owners' cards, sent."""
        other, work = self.others[which], desk.begin(self.cases[which])
        work.known_owner(person_id(other), **card(other))
        work.complete(key_of(person_id(other)))
        work.known_owner(self.ali, **CARD | {"number": number} | typed)
        if which == 0 or typed:
            work.complete(key_of(self.ali))
        else:
            work.papers(key_of(self.ali))
        work.submit()
        return work


@pytest.fixture
def desk(city):
    return Desk(ONE)


@pytest.fixture
def houses():
    return TwoHouses()


def test_the_second_file_is_completed_with_the_same_code(desk, houses):
    number = national_code()
    first, second = houses.registered(desk, 0, number), houses.registered(desk, 1, number)
    assert (first.row.state, second.row.state) == ("active", "active"), second.missing()
    for which in (0, 1):
        assert houses.owners(which) == sorted([houses.others[which], number])
        assert sees(number, houses.cases[which])
    assert houses.row[1:] == (person_id(number), first.row.id)
    assert not sees(houses.others[0], houses.cases[1]) and not sees(houses.others[1], houses.cases[0])


def test_another_code_at_the_second_file_is_told_to_its_clerk(desk, houses):
    number = national_code()
    houses.registered(desk, 0, number)
    second = houses.registered(desk, 1, national_code(), first_name="علی")
    assert second.row.state == "draft"
    assert any("Another national code of this owner is on record" in line for line in second.missing())
    assert houses.owners(1) == sorted([houses.others[1], "None"])


def test_while_the_first_files_completion_can_be_objected_to_the_second_file_waits(desk, houses):
    number = national_code()
    first = houses.registered(desk, 0, number, as_on_card="1", first_name="رضا")
    assert first.by(a_colleague(5)).confirm().status_code == 302 and first.row.state == "confirmed"
    second = houses.registered(desk, 1, number, as_on_card="1", first_name="رضا")
    assert second.row.state == "draft"
    assert any("is being put on record in another file" in line for line in second.missing())
    take_effect(first)
    second.submit()
    assert second.row.state == "submitted", second.missing()
    second.by(a_colleague(5)).confirm()
    assert not sees(number, houses.cases[1])
    take_effect(second)
    assert sees(number, houses.cases[1]) and houses.owners(1) == sorted([houses.others[1], number])
    for line in houses.lines:
        assert feed_lines.load(at(line, "2026-04-01")).bad == []
    assert [houses.owners(which) for which in (0, 1)] == [sorted([other, number]) for other in houses.others]
    noted = "SELECT case_id FROM feed_difference WHERE case_id = ANY (%s) AND record = 'ownership'"
    assert asked(noted, [[case.id for case in houses.cases]]) == []


def test_the_feed_moves_the_share_of_the_second_file_as_well(desk, houses):
    number = national_code()
    houses.registered(desk, 0, number)
    assert feed_lines.load(at(houses.lines[1], "2026-03-01")).bad == []
    assert houses.owners(1) == sorted([houses.others[1], number])
