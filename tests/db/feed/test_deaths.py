"""A death that a feed tells of ends all leave at once: who acted is told, and everyone who owns a file beside them."""

import pytest
from feed_delivery import Exporter, record
from feed_lines import line, mandate, number, owner, person
from feed_outcomes import at, sees
from history_model import asked

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

    def kinds(self, code: str) -> dict[str, list[str]]:
        rows = asked(
            "SELECT m.kind, array_agg(m.channel ORDER BY m.channel) FROM messages_message m"
            " JOIN people_person p ON p.id = m.person_id WHERE p.number = %s GROUP BY 1",
            [code],
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
