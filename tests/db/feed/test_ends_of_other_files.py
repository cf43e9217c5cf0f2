"""An end or a withdrawal that names another file, or one that nobody knows, is of the row where its source told it."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, mandate, number, owner, permit, person
from feed_outcomes import reasons, sees
from history_model import asked

from shahrsazi.messages.models import Message

ENDED = {"state": "ended", "ended_on": "2026-03-09"}
LATER = {"state": "ended", "ended_on": "2090-01-01"}
WITHDRAWN = {"state": "withdrawn"}
HALF = {"land_share": 1, "land_of": 2, "building_share": 1, "building_of": 2}


@pytest.fixture
def exporter(city):
    return Exporter()


def someone(exporter: Exporter) -> str:
    code = number()
    assert exporter.send(with_values("person", f"p-{code}", person(code))).bad == []
    return code


class Halves:
    """Two files with an owner of a half each, so that another one may have the other half of either."""

    def __init__(self, exporter: Exporter):
        self.first, self.second = File(exporter), File(exporter)
        rows = [with_values("ownership", f.share, f.ownership | HALF, 2, f.key) for f in (self.first, self.second)]
        self.who, self.share = someone(exporter), key()
        self.row = owner(f"p-{self.who}", 1, 2)
        assert exporter.send(*rows).bad == []

    def told(self, version: int, file: File) -> dict:
        return with_values("ownership", self.share, self.row, version, file.key)

    def seen(self) -> list[bool]:
        return [sees(self.who, file.made) for file in (self.first, self.second)]


# Whatever file it names.


@pytest.mark.parametrize("named", ["another", "nowhere"])
def test_a_registered_owner_keeps_a_share_that_ends_under_another_file_and_is_told(city, named):
    exporter = Exporter(checks_registry=False)
    file, other = File(exporter), File(exporter)
    name = {"another": other.key, "nowhere": "nowhere"}[named]
    assert exporter.send(record("ownership", file.share, 2, file=name, **ENDED)).bad == []
    assert sees(file.owner, file.made) and sees(other.owner, other.made)
    notices = Message.objects.using("owner").filter(person__number=file.owner, kind="fed_change")
    assert sorted(notices.values_list("channel", flat=True)) == ["email", "sms"]
    [(until,)] = file.rows("ownership", "end_holds_from")
    assert until is not None


@pytest.mark.parametrize("named", ["another", "nowhere"])
def test_nor_is_it_withdrawn_under_another_file_without_the_registry(city, named):
    exporter = Exporter(checks_registry=False)
    file, other = File(exporter), File(exporter)
    name = {"another": other.key, "nowhere": "nowhere"}[named]
    report = exporter.send(record("ownership", file.share, 2, file=name, **WITHDRAWN))
    assert "share ends, and another one begins" in reasons(report) and sees(file.owner, file.made)


@pytest.mark.parametrize("named", ["another", "nowhere"])
def test_after_such_an_end_the_share_is_told_of_one_file_alone(exporter, named):
    halves = Halves(exporter)
    name = {"another": halves.first.key, "nowhere": "nowhere"}[named]
    told = [
        halves.told(1, halves.second),
        record("ownership", halves.share, 2, file=name, **LATER),
        halves.told(3, halves.first),
    ]
    assert [exporter.send(row).bad for row in told] == [[], [], []]
    assert halves.seen() == [True, False]


@pytest.mark.parametrize("every_file", [False, True])
def test_after_such_an_end_a_mandate_is_withdrawn_where_it_was_told(exporter, every_file):
    file, other, agent, name = File(exporter), File(exporter), someone(exporter), key()
    given = mandate(file.person, f"p-{agent}", every_file=every_file)
    told = [
        with_values("mandate", name, given, 1, file.key),
        record("mandate", name, 2, file=other.key, **LATER),
        record("mandate", name, 3, file=other.key, **WITHDRAWN),
    ]
    assert [exporter.send(row).bad for row in told[:2]] == [[], []] and sees(agent, file.made)
    assert exporter.send(told[2]).bad == [] and not sees(agent, file.made)


def test_an_end_of_what_another_source_tells_counts_in_the_file_that_it_names_last(city):
    lines, records = Exporter(), Exporter()
    file, other = File(lines), File(lines)
    codes = [f.made["casefile"]["renewal_code"] for f in (other, file)]
    for version, code in enumerate(codes, 1):
        assert records.send(record("ownership", file.share, version, file=code, **ENDED)).bad == []
        assert sees(file.owner, file.made) == (code == codes[0])


def test_what_nobody_knows_in_a_file_that_nobody_knows_is_turned_away(exporter):
    report = exporter.send(record("ownership", key(), file="nowhere", **ENDED))
    assert "has not been told of" in reasons(report)


# What was taken back, or was somebody else's, does not come back by an end.


def test_an_end_that_names_the_first_file_of_a_share_that_moved_brings_nothing_back_there(exporter):
    halves = Halves(exporter)
    assert [exporter.send(halves.told(n, f)).bad for n, f in ((1, halves.first), (2, halves.second))] == [[], []]
    assert exporter.send(record("ownership", halves.share, 3, file=halves.first.key, **LATER)).bad == []
    assert halves.seen() == [False, True]


def test_a_share_that_another_source_took_back_has_no_end(city):
    one, other = Exporter(), Exporter()
    file = File(one)
    code = file.made["casefile"]["renewal_code"]
    assert one.send(record("ownership", file.share, 2, file=file.key, **WITHDRAWN)).bad == []
    report = other.send(record("ownership", file.share, 1, file=code, **LATER))
    assert "what never was has no end" in reasons(report) and not sees(file.owner, file.made)


def test_an_end_on_the_first_day_is_turned_away_and_corrected_by_the_right_one(exporter):
    file = File(exporter)
    first_day = file.ownership["effective_from"]
    for version in (2, 3):
        end = record("ownership", file.share, version, file=file.key, state="ended", ended_on=first_day)
        assert "counts on no day" in reasons(exporter.send(end)) and sees(file.owner, file.made)
    assert exporter.send(record("ownership", file.share, 4, file=file.key, **LATER)).bad == []
    assert file.rows("ownership", "r.effective_to::text") == [(LATER["ended_on"],)] and sees(file.owner, file.made)


def test_a_share_that_was_taken_back_is_corrected_by_telling_it_with_its_end(exporter):
    file = File(exporter)
    assert exporter.send(record("ownership", file.share, 2, file=file.key, **WITHDRAWN)).bad == []
    assert "what never was has no end" in reasons(
        exporter.send(record("ownership", file.share, 3, file=file.key, **LATER))
    )
    whole = with_values("ownership", file.share, file.ownership, 3, file.key) | LATER
    assert exporter.send(whole).bad == [] and sees(file.owner, file.made)


def test_the_agent_of_a_mandate_that_was_told_anew_for_every_file_does_not_come_back_by_its_end(exporter):
    file, other = File(exporter), File(exporter)
    first, second, name = someone(exporter), someone(exporter), key()
    halves = [
        with_values("ownership", other.share, other.ownership | HALF, 2, other.key),
        with_values("ownership", key(), owner(file.person, 1, 2), 1, other.key),
    ]
    every = mandate(file.person, f"p-{second}", every_file=True)
    told = [
        with_values("mandate", name, mandate(file.person, f"p-{first}"), 1, file.key),
        with_values("mandate", name, every, 2, other.key),
        with_values("mandate", name, every, 3, file.key),
        record("mandate", name, 4, file=file.key, **LATER),
    ]
    assert exporter.send(*halves).bad == [] and [exporter.send(row).bad for row in told] == [[], [], [], []]
    assert sees(second, file.made) and not sees(first, file.made)


class TwoPrincipals:
    """A file of two owners who gave a mandate under one key, the first until 2026-01-01 and the second after that."""

    def __init__(self, exporter: Exporter):
        self.exporter, self.file, self.key = exporter, File(exporter), key()
        other, self.agents = someone(exporter), [someone(exporter), someone(exporter)]
        file, self.principals = self.file, [self.file.person, f"p-{other}"]
        told = [
            with_values("ownership", file.share, file.ownership | HALF, 2, file.key),
            with_values("ownership", key(), owner(f"p-{other}", 1, 2), 1, file.key),
        ]
        assert exporter.send(*told).bad == []
        self.send(self.given(0, 1), self.ended(2, "2026-01-01"), self.given(1, 3))
        assert self.seen() == [False, True]

    def given(self, who: int, version: int) -> dict:
        row = mandate(self.principals[who], f"p-{self.agents[who]}")
        return with_values("mandate", self.key, row, version, self.file.key)

    def ended(self, version: int, day: str) -> dict:
        return record("mandate", self.key, version, file=self.file.key, state="ended", ended_on=day)

    def send(self, *rows) -> None:
        assert [self.exporter.send(row).bad for row in rows] == [[] for _row in rows]

    def seen(self) -> list[bool]:
        return [sees(agent, self.file.made) for agent in self.agents]

    def ends(self) -> set[tuple]:
        rows = asked("SELECT ended_on::text FROM casefiles_mandate WHERE source_key = %s", [self.key])
        return {day for (day,) in rows}


@pytest.mark.parametrize("last", [LATER, WITHDRAWN, ENDED])
def test_a_mandate_that_another_principal_gave_before_keeps_its_end(exporter, last):
    given = TwoPrincipals(exporter)
    given.send(record("mandate", given.key, 4, file=given.file.key, **last))
    assert given.seen() == [False, last is LATER] and "2026-01-01" in given.ends()


def test_a_corrected_end_is_of_the_mandate_that_was_told_last(exporter):
    given = TwoPrincipals(exporter)
    given.send(
        given.ended(4, "2026-02-01"), given.given(0, 5), given.ended(6, "2026-01-15"), given.ended(7, "2090-01-01")
    )
    assert given.seen() == [True, False] and given.ends() == {"2026-02-01", "2090-01-01"}


# What is left out stays.


@pytest.mark.parametrize("back", [False, True])
def test_what_a_record_leaves_out_that_is_told_of_another_file_stays(exporter, back):
    file, other, name = File(exporter), File(exporter), key()
    full = permit(body="متن", total_area=120.5)
    few = {field: value for field, value in full.items() if field not in ("body", "total_area")}
    told = [with_values("permit", name, full | {"body": "پیش از آن"}, 1, other.key)] if back else []
    told += [with_values("permit", name, full, 2, file.key), with_values("permit", name, few, 3, other.key)]
    assert [exporter.send(row).bad for row in told] == [[] for _row in told]
    assert other.rows("permit", "body, total_area::float, withdrawn") == [("متن", 120.5, False)]


@pytest.mark.parametrize("every_file", [False, True])
def test_a_mandate_keeps_what_it_allows_under_another_file(exporter, every_file):
    file, other = File(exporter), File(exporter)
    agent, name = someone(exporter), key()
    given = mandate(file.person, f"p-{agent}")
    few = {field: value for field, value in given.items() if field not in ("scope", "verified_on")}
    told = [
        with_values("ownership", other.share, other.ownership | HALF, 2, other.key),
        with_values("ownership", key(), owner(file.person, 1, 2), 1, other.key),
        with_values("mandate", name, given, 1, file.key),
        with_values("mandate", name, few | {"every_file": every_file}, 2, other.key),
    ]
    assert [exporter.send(row).bad for row in told] == [[], [], [], []]
    assert sees(agent, other.made) and sees(agent, file.made) == every_file
