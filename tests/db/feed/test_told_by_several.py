"""What several sources tell stays until all of them take it back, by lines or by records."""

from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, record, with_values
from feed_lines import deed, line, mandate, number, owner, permit, person, violation
from feed_outcomes import at, sees
from history_model import asked


@pytest.fixture
def sources(city):
    return Exporter(), Exporter()


KINDS = {"permit": ("permits", permit), "deed": ("deeds", deed), "violation": ("violations", violation)}


def withdrawals(table: str, row: dict) -> list[bool]:
    return [
        gone for (gone,) in asked(f"SELECT withdrawn FROM casefiles_{table} WHERE source_key = %s", [row["source_key"]])
    ]


def soon(made: dict, minutes: int, **rows) -> dict:
    return made | {"as_of": (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()} | rows


def withdrawn(kind: str, row: dict, made: dict, version: int = 2) -> dict:
    return record(kind, row["source_key"], version, file=made["casefile"]["renewal_code"], state="withdrawn")


def present(kind: str, row: dict, made: dict) -> dict:
    return with_values(kind, row["source_key"], row, file=made["casefile"]["renewal_code"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("also", [True, False])
def test_a_row_that_lines_tell_outlasts_anothers_record(sources, kind, also):
    """Also where the other one never told it."""
    a, b = sources
    name, new = KINDS[kind]
    row = new()
    made = line(**{name: [row]})
    assert a.send(made).bad == []
    assert not also or b.send(present(kind, row, made)).bad == []
    assert b.send(withdrawn(kind, row, made)).bad == [] and withdrawals(kind, row) == [False]
    assert a.send(soon(made, 1, **{name: [row | {"withdrawn": True}]})).bad == []
    assert withdrawals(kind, row) == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_lines_that_tell_it_after_the_record_count_too(sources, kind):
    a, b = sources
    name, new = KINDS[kind]
    row, made = new(), line()
    assert a.send(made).bad == [] and b.send(present(kind, row, made)).bad == []
    assert a.send(soon(made, 1, **{name: [row]})).bad == []
    assert b.send(withdrawn(kind, row, made)).bad == [] and withdrawals(kind, row) == [False]
    assert a.send(soon(made, 2, **{name: [row | {"withdrawn": True}]})).bad == []
    assert withdrawals(kind, row) == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_takes_nothing_away_that_anothers_record_tells(sources, kind):
    a, b = sources
    name, new = KINDS[kind]
    row, made = new(), line()
    assert a.send(made).bad == [] and b.send(present(kind, row, made)).bad == []
    for minutes, gone in ((1, False), (2, True)):
        assert a.send(soon(made, minutes, **{name: [row | {"withdrawn": gone}]})).bad == []
    assert withdrawals(kind, row) == [False]
    assert b.send(withdrawn(kind, row, made)).bad == [] and withdrawals(kind, row) == [True]


class Beside:
    """A share, or leave, in a file that one source tells by lines; another one tells it by its records."""

    def __init__(self, a: Exporter, b: Exporter, kind: str, every_file: bool):
        self.lines, self.kind, self.who = a, kind, number()
        giver = number()
        self.made = line(owner(giver, 1, 2), people=[person(self.who)])
        self.second = line(owner(giver, 1, 2), people=[person(self.who)])
        share = owner(self.who, 1, 4, effective_from="2020-01-01")
        self.row = share if kind == "ownership" else mandate(giver, self.who, every_file=every_file)
        assert a.send(self.made, self.second).bad == []
        assert b.send(present(kind, self.row, self.made)).bad == [] and sees(self.who, self.made)

    def tell(self, minutes: int, *, gone: bool, second: bool = False) -> None:
        end = {"effective_to": "2020-01-01"} if self.kind == "ownership" else {"ended_on": self.row["poa_date"]}
        row, made = self.row | (end if gone else {}), self.second if second else self.made
        lists = {"owners": [*made["owners"], row]} if self.kind == "ownership" else {"mandates": [row]}
        assert self.lines.send(soon(made, minutes, **lists)).bad == []


ROWS = pytest.mark.parametrize(
    ("kind", "every_file"), [("ownership", False), ("mandate", False), ("mandate", True)], ids=str
)


@ROWS
@pytest.mark.parametrize("before", [False, True])
def test_nor_a_share_or_a_mandate(sources, kind, every_file, before):
    a, b = sources
    beside = Beside(a, b, kind, every_file)
    if before:
        beside.tell(1, gone=False)
    beside.tell(2, gone=True)
    assert sees(beside.who, beside.made)
    assert b.send(withdrawn(kind, beside.row, beside.made)).bad == [] and not sees(beside.who, beside.made)


def test_nor_leave_for_every_file_that_was_told_in_another_one(sources):
    a, b = sources
    beside = Beside(a, b, "mandate", True)
    beside.tell(1, gone=True, second=True)
    assert sees(beside.who, beside.made) and sees(beside.who, beside.second)
    assert b.send(withdrawn("mandate", beside.row, beside.made)).bad == [] and not sees(beside.who, beside.made)


@ROWS
def test_a_line_takes_back_what_all_others_have(sources, kind, every_file):
    a, b = sources
    beside = Beside(a, b, kind, every_file)
    beside.tell(1, gone=False)
    assert b.send(withdrawn(kind, beside.row, beside.made)).bad == [] and sees(beside.who, beside.made)
    beside.tell(2, gone=True)
    assert not sees(beside.who, beside.made)


def test_lines_that_say_nothing_of_it_hold_nothing(sources):
    a, b = sources
    row, made = permit(), line()
    assert a.send(made).bad == [] and b.send(present("permit", row, made)).bad == []
    assert a.send(soon(made, 1)).bad == []
    assert b.send(withdrawn("permit", row, made)).bad == [] and withdrawals("permit", row) == [True]


def test_a_share_that_lines_tell_outlasts_anothers_record(sources):
    a, b = sources
    made = line()
    [share] = made["owners"]
    assert a.send(made).bad == [] and b.send(withdrawn("ownership", share, made)).bad == []
    assert sees(share["person"], made)


def test_what_a_source_tells_itself_by_line_and_record_is_its_own(sources):
    a, _b = sources
    row = permit()
    made = line(permits=[row])
    assert a.send(made).bad == [] and a.send(withdrawn("permit", row, made)).bad == []
    assert withdrawals("permit", row) == [True]


def test_one_key_in_two_files_is_two_rows(sources):
    a, b = sources
    row = permit()
    files = [line(permits=[row]) for _ in range(2)]
    assert a.send(*files).bad == []
    for version, made in enumerate(files, 1):
        assert b.send(withdrawn("permit", row, made, version)).bad == []
    assert withdrawals("permit", row) == [False, False]
    assert a.send(*(at(made, "2026-02-01", permits=[row | {"withdrawn": True}]) for made in files)).bad == []
    assert withdrawals("permit", row) == [True, True]
