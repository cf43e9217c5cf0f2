"""A mandate that was told by mistake is gone, and comes back wherever it is told again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import Fed, key, line, mandate, number, owner, person
from feed_outcomes import at, reasons, sees
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

    def reason(self) -> list[str]:
        rows = asked("SELECT end_reason FROM casefiles_mandate WHERE source_key = %s ORDER BY id", [self.key])
        return [reason for (reason,) in rows]

    def page(self) -> str:
        return page_of(self.file.made, self.file.owner)


def page_of(made: dict, owner_: str) -> str:
    from shahrsazi.casefiles.casefile import CaseFile

    case = CaseFile._base_manager.using("owner").get(renewal_code=made["casefile"]["renewal_code"])
    return Fed(made, case, owner_).html("ownership")


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


ENDS = {"later": {"ended_on": "2026-01-01"}, "on its first day": {"ended_on": "2024-01-01"}}


def is_gone(given: Given) -> bool:
    agents_list = signed_in(given.agent).get("/en/cases/").content.decode()
    return NAME not in given.page() and given.row["poa_no"] not in agents_list


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("other", [False, True], ids=["withdrawn", "told of another file"])
def test_one_that_ended_for_a_reason_is_gone_as_well(exporter, end, other):
    given = Given(exporter)
    given.row |= {"poa_no": "88-ended"}
    assert given.send(1, given.file, **end, end_reason="dismissal").bad == [] and not is_gone(given)
    report = given.send(2, given.other, **end, end_reason="dismissal") if other else given.withdraw(2, given.file)
    assert report.bad == [] and NAME not in given.page()
    assert other or is_gone(given)
    assert given.send(3, given.file, end_reason="").bad == [] and sees(given.agent, given.file.made)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_nor_is_one_shown_in_a_form_in_which_it_was_told_before(exporter, end):
    given = Given(exporter)
    ended = end | {"end_reason": "dismissal"}
    for version, file, every_file in ((1, given.file, False), (2, given.other, True), (3, given.other, False)):
        assert given.send(version, file, every_file=every_file, **ended).bad == []
    assert NAME not in given.page()


@pytest.mark.parametrize("reason", [{}, {"end_reason": ""}], ids=["left out", "told empty"])
def test_a_line_takes_one_back_that_ended_for_a_reason(exporter, reason):
    agent = number()
    made = line(people=[person(agent, last_name=NAME)])
    row = mandate(made["owners"][0]["person"], agent)
    ended = row | {"ended_on": "2026-01-01", "end_reason": "dismissal"}
    assert exporter.send(at(made, "2026-02-01", mandates=[ended])).bad == []
    owner_ = row["principal"]
    assert NAME in page_of(made, owner_)
    gone = row | {"ended_on": row["poa_date"]} | reason
    assert exporter.send(at(made, "2026-02-02", mandates=[gone])).bad == [] and NAME not in page_of(made, owner_)


@pytest.mark.parametrize("by", ["record", "line"])
def test_one_for_every_file_stays_so_where_a_later_version_does_not_speak_of_it(exporter, by):
    given = Given(exporter)
    assert given.send(1, given.file, every_file=True).bad == []
    if by == "record":
        assert given.send(2, given.file, poa_no="anew").bad == []
    else:
        row = given.row | {"source_key": given.key, "poa_no": "anew"}
        people = [*given.file.made["people"], person(given.agent)]
        told = {"as_of": timezone.now().isoformat(), "people": people, "owners": [], "mandates": [row]}
        assert exporter.send(given.file.made | told).bad == []
    assert sees(given.agent, given.file.made) and sees(given.agent, given.other.made)
    sql = "SELECT every_file, case_id, poa_no FROM casefiles_mandate WHERE source_key = %s"
    assert asked(sql, [given.key]) == [(True, None, "anew")]
    assert given.send(3, given.file, every_file=False).bad == []
    assert sees(given.agent, given.file.made) and not sees(given.agent, given.other.made)
    assert given.send(4, given.file, poa_no="again").bad == [] and not sees(given.agent, given.other.made)


@pytest.mark.parametrize("by", ["record", "line", "record of another file"])
def test_one_that_is_back_is_over_for_no_former_reason(exporter, by):
    given = Given(exporter)
    over = {"ended_on": "2026-03-08", "end_reason": "dismissal"}
    assert given.send(1, given.file, **over).bad == [] and given.reason() == ["dismissal"]
    if by == "line":
        made = at(given.file.made, "2027-01-01", owners=[], mandates=[given.row | {"source_key": given.key}])
        made["as_of"] = (timezone.now() + timedelta(minutes=1)).isoformat()
        made["mandates"][0]["ended_on"] = None
        made["people"] = [*made["people"], person(given.agent, last_name=NAME)]
        assert exporter.send(made).bad == []
    else:
        assert given.send(2, given.file if by == "record" else given.other).bad == []
    assert given.reason()[-1:] == [""]


def test_an_end_that_is_told_again_keeps_its_reason(exporter):
    given = Given(exporter)
    assert given.send(1, given.file, ended_on="2026-03-08", end_reason="dismissal").bad == []
    assert given.send(2, given.file, ended_on="2026-03-07").bad == [] and given.reason() == ["dismissal"]
    end = record("mandate", given.key, 3, file=given.file.key, state="ended", ended_on="2026-03-06")
    values = {name: value for name, value in given.row.items() if name != "source_key"}
    assert exporter.send(end | {"values": values}).bad == [] and given.reason() == ["dismissal"]
