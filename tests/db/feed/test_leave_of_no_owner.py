"""A share that never was gives no leave, and is not taken back under a mandate that rests on it."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, mandate, number, owner, person
from feed_outcomes import reasons, sees


@pytest.fixture
def exporter(city):
    return Exporter()


class Bogus:
    """The victim of one file, told as an owner of another one, and the agent who would see both."""

    def __init__(self, exporter: Exporter):
        self.file, self.victim = File(exporter), File(exporter)
        self.agent, self.share, self.mandate = number(), key(), key()
        end = record("ownership", self.file.share, 2, file=self.file.key, state="ended", ended_on="2026-03-09")
        assert exporter.send(with_values("person", key(), person(self.agent)), end).bad == []
        row = owner(self.victim.owner, effective_from="2026-03-09")
        assert exporter.send(with_values("ownership", self.share, row, file=self.file.key)).bad == []

    def withdrawn(self, kind: str, name: str) -> dict:
        return record(kind, name, 2, file=self.file.key, state="withdrawn")

    def given(self, *, every_file: bool) -> dict:
        row = mandate(self.victim.owner, self.agent, every_file=every_file)
        return with_values("mandate", self.mandate, row, file=self.file.key)


@pytest.mark.parametrize("every_file", [True, False])
def test_who_never_owned_a_file_gives_no_leave_by_it(exporter, every_file):
    bogus = Bogus(exporter)
    assert exporter.send(bogus.withdrawn("ownership", bogus.share)).bad == []
    assert "never owned" in reasons(exporter.send(bogus.given(every_file=every_file)))
    assert not sees(bogus.agent, bogus.victim.made)


@pytest.mark.parametrize("every_file", [True, False])
def test_a_share_is_not_withdrawn_under_a_live_mandate(exporter, every_file):
    bogus = Bogus(exporter)
    assert exporter.send(bogus.given(every_file=every_file)).bad == []
    gone = bogus.withdrawn("ownership", bogus.share)
    assert "withdraw it first" in reasons(exporter.send(gone))
    assert sees(bogus.victim.owner, bogus.file.made)
    both = exporter.send(gone | {"version": 3}, bogus.withdrawn("mandate", bogus.mandate))
    assert both.bad == [] and not sees(bogus.agent, bogus.victim.made) and not sees(bogus.agent, bogus.file.made)


def test_nor_told_of_another_file(exporter):
    bogus, other = Bogus(exporter), File(exporter)
    end = record("ownership", other.share, 2, file=other.key, state="ended", ended_on="2026-03-09")
    assert exporter.send(bogus.given(every_file=True), end).bad == []
    row = owner(bogus.victim.owner, effective_from="2026-03-09")
    assert "withdraw it first" in reasons(exporter.send(with_values("ownership", bogus.share, row, 3, file=other.key)))


@pytest.mark.parametrize("every_file", [True, False])
def test_nor_told_of_another_person(exporter, every_file):
    bogus, buyer = Bogus(exporter), number()
    assert exporter.send(bogus.given(every_file=every_file), with_values("person", key(), person(buyer))).bad == []
    row = owner(buyer, effective_from="2026-03-09")
    share = with_values("ownership", bogus.share, row, 2, file=bogus.file.key)
    assert "withdraw it first" in reasons(exporter.send(share))
    assert exporter.send(share | {"version": 3}, bogus.withdrawn("mandate", bogus.mandate)).bad == []
    assert not sees(bogus.agent, bogus.file.made) and not sees(bogus.agent, bogus.victim.made)


def test_nor_by_a_line(exporter):
    share, agent = owner(number()), number()
    told = line(share, mandates=[mandate(share["person"], agent)], people=[person(agent)])
    assert exporter.send(told).bad == []
    other = told | {"mandates": [], "owners": [share | {"person": agent}], "as_of": "2026-01-02T08:00:00+03:30"}
    assert "withdraw it first" in reasons(exporter.send(other))


def test_a_share_that_was_sold_gave_leave_rightly(exporter):
    bogus = Bogus(exporter)
    assert exporter.send(bogus.given(every_file=True)).bad == []
    end = record("ownership", bogus.share, 2, file=bogus.file.key, state="ended", ended_on="2026-03-10")
    assert exporter.send(end).bad == []


def test_another_share_in_the_file_is_enough(exporter):
    bogus, second = Bogus(exporter), key()
    half = {"land_share": 1, "land_of": 2, "building_share": 1, "building_of": 2}
    rows = [
        with_values("ownership", name, owner(bogus.victim.owner, effective_from="2026-03-09") | half, 2, bogus.file.key)
        for name in (bogus.share, second)
    ]
    assert exporter.send(*rows, bogus.given(every_file=True)).bad == []
    assert exporter.send(record("ownership", second, 3, file=bogus.file.key, state="withdrawn")).bad == []
