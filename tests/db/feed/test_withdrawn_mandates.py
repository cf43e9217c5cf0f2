"""A mandate that was told by mistake is gone, and comes back wherever it is told again."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import Fed, key, mandate, number, owner, person
from feed_outcomes import reasons, sees
from history_model import asked
from personas import signed_in

NAME = "گلپایگانی"


@pytest.fixture
def exporter(city):
    return Exporter()


class Given:
    """Two files of one owner, and leave that they give."""

    def __init__(self, exporter: Exporter):
        self.exporter = exporter
        self.file, self.other = File(exporter), File(exporter)
        self.agent, self.key, self.name = number(), key(), key()
        self.row = mandate(self.file.owner, self.agent)
        row = owner(self.file.owner, effective_from="2026-03-09")
        report = exporter.send(
            record("ownership", self.other.share, 2, file=self.other.key, state="ended", ended_on="2026-03-09"),
            with_values("ownership", key(), row, file=self.other.key),
            with_values("person", key(), person(self.agent, last_name=NAME)),
        )
        assert report.bad == []

    def send(self, version: int, file: File, **more):
        return self.exporter.send(with_values("mandate", self.key, self.row | more, version, file.key))

    def withdraw(self, version: int, file: File):
        return self.exporter.send(record("mandate", self.key, version, file=file.key, state="withdrawn"))

    def page(self) -> str:
        from shahrsazi.casefiles.casefile import CaseFile

        code = self.file.made["casefile"]["renewal_code"]
        case = CaseFile._base_manager.using("owner").get(renewal_code=code)
        return Fed(self.file.made, case, self.file.owner).html("ownership")


def test_it_is_shown_no_more(exporter):
    given = Given(exporter)
    assert given.send(1, given.file).bad == [] and NAME in given.page()
    assert given.withdraw(2, given.file).bad == [] and NAME not in given.page()


def test_nor_to_the_agent_as_one_that_is_over(exporter):
    given = Given(exporter)
    assert given.send(1, given.file, poa_no="88-mistake").bad == [] and given.withdraw(2, given.file).bad == []
    assert "88-mistake" not in signed_in(given.agent).get("/en/cases/").content.decode()
    assert given.send(3, given.file, poa_no="88-mistake", ended_on="2026-01-01").bad == []
    assert "88-mistake" in signed_in(given.agent).get("/en/cases/").content.decode()


def test_one_that_ended_is_still_shown(exporter):
    given = Given(exporter)
    assert given.send(1, given.file).bad == []
    end = record("mandate", given.key, 2, file=given.file.key, state="ended", ended_on="2026-01-01")
    assert exporter.send(end).bad == [] and NAME in given.page()


def test_one_for_every_file_comes_back_for_the_first_file(exporter):
    given = Given(exporter)
    reports = [
        given.send(1, given.file),
        given.withdraw(2, given.file),
        given.send(3, given.other, every_file=True),
        given.withdraw(4, given.other),
        given.send(5, given.file),
    ]
    assert "".join(map(reasons, reports)) == ""
    assert sees(given.agent, given.file.made) and not sees(given.agent, given.other.made)


def test_one_for_a_file_comes_back_for_every_file_and_ends_as_one(exporter):
    given = Given(exporter)
    reports = [
        given.send(1, given.file, every_file=True),
        given.withdraw(2, given.file),
        given.send(3, given.other),
        given.send(4, given.other, every_file=True),
    ]
    assert "".join(map(reasons, reports)) == ""
    assert sees(given.agent, given.file.made) and sees(given.agent, given.other.made)
    assert given.withdraw(5, given.other).bad == []
    assert not sees(given.agent, given.file.made) and not sees(given.agent, given.other.made)


def test_an_end_before_the_beginning_is_turned_away(exporter):
    given = Given(exporter)
    assert given.send(1, given.file).bad == []
    end = record("mandate", given.key, 2, file=given.file.key, state="ended", ended_on="1990-01-01")
    assert "A mandate ends before it began" in reasons(exporter.send(end))
    assert sees(given.agent, given.file.made)
    assert asked("SELECT ended_on FROM casefiles_mandate WHERE source_key = %s", [given.key]) == [(None,)]
