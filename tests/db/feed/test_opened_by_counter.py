"""A file that the counter opened stays open against a source that has not heard of it, and the rest of it is taken."""

import pytest
from feed_delivery import Exporter
from feed_kept import released
from feed_lines import line, mandate, number, owner, permit, person
from feed_outcomes import at, reasons, sees
from guard_counts import counts_of
from history_model import asked

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.feed.models import Difference
from shahrsazi.people.models import Contact


class Closed:
    """A file that its source tells as closed, of one registered owner, which the counter opened."""

    def __init__(self, **rights):
        self.exporter, self.owner = Exporter(**rights), number()
        self.made = line(owner(self.owner, effective_to=None), casefile={"opened_on": None})
        assert self.exporter.send(self.made).bad == []
        self.stored = CaseFile._base_manager.using("owner").filter(renewal_code=self.made["casefile"]["renewal_code"])
        self.stored.update(opened_on="2026-01-06", opened_by_registration=7)

    def send(self, day: str, **changed):
        return self.exporter.send(at(self.made, day, **changed))

    @property
    def difference(self) -> Difference:
        return Difference.objects.using("owner").get(record="file", row=self.stored.get().pk)

    @property
    def permits(self) -> int:
        return asked("SELECT count(*) FROM casefiles_permit WHERE case_id = %s", [self.stored.get().pk])[0][0]


@pytest.fixture
def file(city):
    return Closed(checks_registry=False)


def test_what_else_its_source_tells_of_it_arrives_and_that_it_is_closed_is_a_difference(file):
    assert reasons(file.send("2026-02-01", permits=[permit()])) == ""
    assert sees(file.owner, file.made) and file.permits == 1
    assert file.difference.reported == {"opened_on": ""}


def test_the_word_of_two_of_the_oversight_closes_it(file):
    file.send("2026-02-01")
    released(file.difference)
    assert reasons(file.send("2026-02-02")) == ""
    assert file.stored.get().opened_on is None and not sees(file.owner, file.made)


def test_told_otherwise_than_it_was_released_it_stays_open(file):
    file.send("2026-02-01", casefile=file.made["casefile"] | {"opened_on": "2019-01-01"})
    released(file.difference)
    assert reasons(file.send("2026-02-02")) == ""
    assert str(file.stored.get().opened_on) == "2026-01-06" and file.difference.released_at is None


def test_once_its_source_has_told_the_same_it_closes_it_no_more_than_a_file_of_its_own(file):
    assert reasons(file.send("2026-02-01", casefile=file.made["casefile"] | {"opened_on": "2026-01-06"})) == ""
    assert "Somebody registered sees this file" in reasons(file.send("2026-02-02"))
    assert sees(file.owner, file.made)


def test_the_guards_do_not_count_what_the_counter_s_word_keeps_from_happening(city):
    """Its opening, the end of a share and of a leave, another mobile: told as they were before in a full delivery."""
    file, agent = Closed(), number()
    file.made["people"] = [person(file.owner, mobile="09551234567"), person(agent)]
    file.made["mandates"] = [mandate(file.owner, agent, scope=["view"], ended_on=None)]
    assert reasons(file.send("2026-02-01")) == ""
    at_desk = {
        Ownership: ({"case": file.stored.get()}, {"effective_to": "2026-02-02", "ended_by_registration": 7}),
        Mandate: (
            {"agent__number": agent},
            {"ended_on": "2026-02-02", "end_reason": "dismissal", "ended_at_desk": True, "ended_by_registration": 7},
        ),
        Contact: ({"person__number": file.owner}, {"mobile": "+989557654321", "kept_by_registration": 7}),
    }
    for model, (which, values) in at_desk.items():
        assert model._base_manager.using("owner").filter(**which).update(**values) == 1
    assert counts_of(file.exporter, at(file.made, "2026-03-03")) == {}
