"""What waits counts at once when a source that compares with the registry tells it, but for the counter's own acts."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_lines import key, line, number, owner, person
from feed_outcomes import at, sees
from history_model import asked

from shahrsazi.casefiles.casefile import Ownership


class Half:
    """A file of two registered owners; a source without the registry has ended Mrs Jalali's half, and it waits."""

    def __init__(self, **ended):
        self.slow, self.sure = Exporter(checks_registry=False), Exporter()
        self.who, self.other = number(), number()
        self.made = line(owner(self.who, 1, 2), owner(self.other, 1, 2))
        assert self.slow.send(self.made).bad == []
        self.share, self.code = self.made["owners"][0], self.made["casefile"]["renewal_code"]
        assert self.slow.send(self.ended("2026-03-09")).bad == [] and self.seen()

    def ended(self, day: str) -> dict:
        return record("ownership", self.share["source_key"], 1, file=self.code, state="ended", ended_on=day)

    def with_values(self, day: str | None) -> dict:
        return with_values("ownership", self.share["source_key"], self.share | {"effective_to": day}, 1, self.code)

    def in_line(self, **known) -> dict:
        return at(self.made, "2026-11-01", owners=[self.share | known, self.made["owners"][1]])

    def seen(self) -> bool:
        return sees(self.who, self.made)

    def waits(self) -> bool:
        sql = "SELECT end_holds_from FROM casefiles_ownership WHERE source_key = %s"
        return asked(sql, [self.share["source_key"]]) != [(None,)]


TOLD = {
    "the same end": lambda half: half.ended("2026-03-09"),
    "another end": lambda half: half.ended("2026-05-01"),
    "with its values": lambda half: half.with_values("2026-03-09"),
    "in a line": lambda half: half.in_line(effective_to="2026-03-09"),
}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_a_waiting_end_counts_at_once_when_the_registry_says_so(city, told):
    half = Half()
    assert half.sure.send(told(half)).bad == []
    assert not half.seen() and sees(half.other, half.made)


def test_a_line_that_does_not_speak_of_the_end_leaves_the_time_for_it(city):
    half = Half()
    assert half.sure.send(half.in_line()).bad == [] and half.seen() and half.waits()


def test_the_end_of_a_neighbour_leaves_it_too(city):
    half = Half()
    other = half.made["owners"][1]["source_key"]
    assert half.sure.send(record("ownership", other, 1, file=half.code, state="ended", ended_on="2026-03-09")).bad == []
    assert half.seen() and half.waits() and not sees(half.other, half.made)


def test_an_end_of_the_counter_keeps_its_time(city):
    half = Half()
    share = Ownership._base_manager.using("owner").filter(source_key=half.share["source_key"])
    share.update(ended_by_registration=7)
    half.sure.send(half.ended("2026-03-09"))
    assert half.waits()


def test_whoever_waits_to_come_in_comes_at_once_when_the_registry_says_so(city):
    half, new = Half(), number()
    bought = owner(new, 1, 2, effective_from="2026-03-09")
    come = [
        with_values("person", key(), person(new)),
        with_values("ownership", bought["source_key"], bought, 1, half.code),
    ]
    assert half.slow.send(*come).bad == [] and half.seen() and not sees(new, half.made)
    told = half.in_line(effective_to="2026-03-09")
    told |= {"owners": [*told["owners"], bought], "people": [*told["people"], person(new)]}
    assert half.sure.send(told).bad == []
    assert sees(new, half.made) and not half.seen()
