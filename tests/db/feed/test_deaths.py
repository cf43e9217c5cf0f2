"""A death that a feed tells of ends all leave at once: who acted is told, and everyone who owns a file beside them; and
so they are when it is taken back.
"""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_lines import key, line, mandate, number, owner, person
from feed_outcomes import at, sees
from history_model import asked
from owners_by_name import by_name, half

BOTH = ["email", "sms"]


class Died:
    """A file of two owners; an attorney and a guardian act for the one who dies, an attorney for the other."""

    def __init__(self, opened: bool = True):
        self.dead, self.other, self.attorney, self.guardian, self.others = (number() for _ in range(5))
        given = [
            mandate(self.dead, self.attorney, every_file=True),
            mandate(self.dead, self.guardian, capacity="guardian"),
            mandate(self.other, self.others),
        ]
        agents = [person(each) for each in (self.attorney, self.guardian, self.others)]
        casefile = {} if opened else {"opened_on": None}
        self.made = line(
            owner(self.dead, 1, 2), owner(self.other, 1, 2), people=agents, mandates=given, casefile=casefile
        )
        assert Exporter().send(self.made).bad == []

    def record(self, version: int = 2, day: str = "2026-05-05") -> dict:
        return record("person", f"d-{self.dead}", version, state="ended", ended_on=day, values=person(self.dead))

    def take_back(self, version: int = 3) -> dict:
        return with_values("person", f"d-{self.dead}", person(self.dead), version)

    def kinds(self, code: str) -> dict[str, list[str]]:
        return kinds(code)


def kinds(code: str, state: str = "%") -> dict[str, list[str]]:
    """What somebody is told: of each kind by which channels, as far as it is in this state."""
    rows = asked(
        "SELECT m.kind, array_agg(m.channel ORDER BY m.channel) FROM messages_message m"
        " JOIN people_person p ON p.id = m.person_id WHERE p.number = %s AND m.state LIKE %s GROUP BY 1",
        [code, state],
    )
    return dict(rows)


@pytest.mark.parametrize("checks", [False, True])
def test_whoever_acted_for_the_dead_is_told_and_so_are_the_other_owners(city, checks):
    file, exporter = Died(), Exporter(checks_registry=checks)
    assert sees(file.attorney, file.made) and sees(file.guardian, file.made)
    assert exporter.send(file.record()).bad == []
    assert not sees(file.attorney, file.made) and not sees(file.guardian, file.made)
    for agent in (file.attorney, file.guardian):
        assert file.kinds(agent) == {"mandate_ended": BOTH}
    assert file.kinds(file.other) == {"death_recorded": BOTH}
    assert file.kinds(file.dead) == ({} if checks else {"fed_change": BOTH})
    assert sees(file.others, file.made) and file.kinds(file.others) == {}


def test_whoever_acts_for_a_child_or_a_company_among_the_other_owners_is_told_as_well(city):
    """They themselves are told nothing: neither is ever registered."""
    file, exporter, guardian = Died(), Exporter(), number()
    given = [*file.made["mandates"], mandate(file.other, guardian, capacity="guardian")]
    people = [*file.made["people"], person(guardian)]
    assert exporter.send(at(file.made, "2026-01-03", people=people, mandates=given)).bad == []
    assert exporter.send(file.record()).bad == []
    assert kinds(guardian) == {"death_recorded": BOTH} and file.kinds(file.guardian) == {"mandate_ended": BOTH}
    assert exporter.send(file.take_back()).bad == []
    assert kinds(guardian) == {"death_recorded": BOTH, "fed_death_reversed": BOTH} and file.kinds(file.others) == {}


def test_another_day_of_it_is_told_to_nobody(city):
    file, exporter = Died(), Exporter()
    assert exporter.send(file.record()).bad == [] and exporter.send(file.record(3, "2026-05-06")).bad == []
    assert file.kinds(file.attorney) == {"mandate_ended": BOTH}
    assert file.kinds(file.other) == {"death_recorded": BOTH}


def test_nor_is_a_death_told_to_owners_who_see_no_file_of_theirs_or_to_agents_whose_leave_was_over(city):
    file = Died(opened=False)
    assert (
        Exporter()
        .send(
            at(
                file.made,
                "2026-01-03",
                mandates=[given | {"expires_on": "2026-01-02"} for given in file.made["mandates"]],
            )
        )
        .bad
        == []
    )
    assert Exporter().send(file.record()).bad == []
    assert file.kinds(file.attorney) == file.kinds(file.guardian) == file.kinds(file.other) == {}


@pytest.mark.parametrize("checks", [False, True])
def test_whoever_was_told_of_a_death_is_told_that_it_was_taken_back(city, checks):
    file, exporter = Died(), Exporter(checks_registry=checks)
    assert exporter.send(file.record()).bad == [] and exporter.send(file.take_back()).bad == []
    assert sees(file.attorney, file.made) and sees(file.guardian, file.made)
    for agent in (file.attorney, file.guardian):
        assert file.kinds(agent) == {"mandate_ended": BOTH, "fed_death_reversed": BOTH}
    assert file.kinds(file.other) == {"death_recorded": BOTH, "fed_death_reversed": BOTH}
    assert file.kinds(file.dead) == {"fed_death_reversed": BOTH} | ({} if checks else {"fed_change": BOTH})
    assert file.kinds(file.others) == {}


def test_what_still_waits_of_a_death_that_was_taken_back_is_not_sent_and_what_waits_of_another_is(city):
    file, exporter = Died(), Exporter(checks_registry=False)
    another = with_values("person", f"d-{file.other}", person(file.other), 2)
    assert exporter.send(file.record(), another | {"state": "ended", "ended_on": "2026-05-05"}).bad == []
    assert exporter.send(file.take_back()).bad == []
    assert kinds(file.attorney, "dropped") == kinds(file.guardian, "dropped") == {"mandate_ended": BOTH}
    assert kinds(file.other, "dropped") == {"death_recorded": BOTH}
    assert kinds(file.dead, "due") == {"death_recorded": BOTH, "fed_death_reversed": BOTH}
    assert kinds(file.others, "due") == {"mandate_ended": BOTH}


def test_a_person_who_is_told_of_again_and_had_not_died_hears_nothing(city):
    file = Died()
    assert Exporter().send(file.take_back(2)).bad == []
    assert file.kinds(file.dead) == file.kinds(file.attorney) == file.kinds(file.other) == {}


@pytest.mark.parametrize("checks", [True, False])
def test_a_death_that_comes_with_a_number_is_told_to_whoever_sees_the_files_of_that_number(city, checks):
    file, name, neighbour, exporter = Died(), key(), number(), Exporter(checks_registry=checks)
    of_name = line(half(name), half(neighbour), people=[by_name(name)])
    assert exporter.send(of_name).bad == []
    assert exporter.send(record("person", name, 2, state="ended", ended_on="2026-01-10")).bad == []
    assert kinds(neighbour) == {"death_recorded": BOTH} and sees(file.attorney, file.made)
    with_number = [by_name(name, number=file.dead), *of_name["people"][1:]]
    assert exporter.send(at(of_name, "2026-03-01", people=with_number)).bad == []
    assert not sees(file.attorney, file.made)
    assert file.kinds(file.attorney) == file.kinds(file.guardian) == {"mandate_ended": BOTH}
    assert file.kinds(file.other) == {"death_recorded": BOTH}
    assert kinds(neighbour, "due")["death_recorded"] == BOTH, "the death goes on, of the number"


def test_so_it_is_when_a_death_is_taken_back_that_came_with_the_number(city):
    file, name, exporter = Died(), key(), Exporter(checks_registry=False)
    told = {"first_name": "علی", "last_name": "نامدار"}
    assert exporter.send(with_values("person", name, told)).bad == []
    assert exporter.send(record("person", name, 2, state="ended", ended_on="2026-01-10")).bad == []
    of_name = line(owner(name), people=[by_name(name, number=file.dead)])
    assert exporter.send(of_name).bad == []
    assert file.kinds(file.attorney) == {"mandate_ended": BOTH}
    assert exporter.send(with_values("person", name, told | {"number": file.dead}, 3)).bad == []
    assert sees(file.attorney, file.made)
    assert kinds(file.attorney, "dropped") == {"mandate_ended": BOTH}
    assert kinds(file.other, "due") == {"fed_death_reversed": BOTH}
