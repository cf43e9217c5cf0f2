"""Which days may lie in the future: the docs list them, and every other one is turned away a day ahead."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

import msgspec
import pytest
from conftest import ROOT
from django.utils import translation
from feed_delivery import Exporter, record
from feed_lines import key, line, load
from history_model import asked

from shahrsazi.feed import contract, days, records
from shahrsazi.persian import dates

EXAMPLES = [json.loads(text) for text in (ROOT / "docs/feed/examples.ndjson").read_text("utf8").splitlines()]
KINDS = {records.FILE: "casefile", records.PERSON: "people"} | records.LISTS
README = (ROOT / "docs/feed/README.md").read_text("utf8")


def structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for part in get_args(kind):
        yield from structs(part)


def members(kind: type[msgspec.Struct], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every field of the contract that holds a day or a moment, with its type."""
    for field in msgspec.structs.fields(kind):
        if days._may_hold_a_day(field.type):
            inner = list(structs(field.type))
            for part in inner:
                yield from members(part, (*path, field.name))
            if not inner:
                yield (*path, field.name), field.type


MEMBERS = {".".join(path): (path, kind) for path, kind in members(contract.line()) if path != ("as_of",)}


def value_of(kind: Any, day: date) -> date | datetime | str:
    if "datetime.datetime" in str(kind):
        return datetime.combine(day, time(0, 1), dates.CITY_TIME)
    return day if "datetime.date" in str(kind) or kind is date else day.isoformat()


def line_with(path: tuple[str, ...], value: Any, kind: type[msgspec.Struct] | None = None) -> msgspec.Struct:
    """A line, or a row of one, in which this alone is said: nobody but `days` could judge it."""
    kind = kind or contract.line()
    fields = msgspec.structs.fields(kind)
    row = kind(**{field.name: None for field in fields})
    inner = next(list(structs(field.type)) for field in fields if field.name == path[0])
    if inner:
        deeper = line_with(path[1:], value, inner[0])
        value = deeper if path[0] == "casefile" else [deeper]
    setattr(row, path[0], value)
    return row


def said_of(member: str, day: date) -> list[str]:
    path, kind = MEMBERS[member]
    with translation.override("en"):
        return list(days.errors(line_with(path, value_of(kind, day))))


@pytest.mark.parametrize("member", MEMBERS)
def test_a_day_ahead_is_turned_away_unless_the_docs_list_it(member, city):
    sentences = said_of(member, dates.today() + timedelta(days=1))
    assert len(sentences) == (member not in days.TO_COME)
    assert all("a day in the future" in s and s.endswith(f".{MEMBERS[member][0][-1]}`") for s in sentences)


@pytest.mark.parametrize("member", MEMBERS)
def test_today_is_no_day_in_the_future(member, city):
    assert said_of(member, dates.today()) == []


NOT_MEANT = [
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1402, 5, 31),
    date(1, 1, 1),
    date(9999, 12, 31),
    date(2201, 1, 1),
]


@pytest.mark.parametrize("member", MEMBERS)
def test_a_day_that_cannot_be_meant_is_said_of_every_member(member, city):
    assert all(len(said_of(member, day)) == 1 for day in NOT_MEANT)


def takes(kind: Any, value: Any) -> bool:
    try:
        msgspec.convert(value, kind)
        return True
    except msgspec.ValidationError:
        return False


@pytest.mark.parametrize("member", MEMBERS)
def test_what_to_send_where_there_is_no_day_is_what_the_field_takes(member, city):
    [sentence] = said_of(member, date(1900, 1, 1))
    _path, kind = MEMBERS[member]
    if "here a day must be sent" in sentence:
        assert not takes(kind, None) and "left out" not in sentence
    else:
        assert takes(kind, "" if "send an empty text" in sentence else None)
        assert "send an empty text" in sentence or "send null" in sentence


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("owners.effective_to", "leave the field out, or send null"),
        ("owners.effective_from", "here a day must be sent"),
        ("deeds.encumbrances.until", "leave the field out, or send an empty text"),
        ("verdicts.objections.on", "here a day must be sent"),
        ("actions.started_at", "here a day must be sent"),
        ("commission_cases.session_at", "leave the field out, or send null"),
    ],
)
def test_the_words_about_no_day_are_chosen_by_the_field(member, words, city):
    [sentence] = said_of(member, date(1900, 1, 1))
    assert words in sentence


def test_what_has_ended_has_a_day(exporter):
    report = exporter.send(record("ownership", key(), 1, file="f", state="ended", ended_on="1900-01-01"))
    assert "here a day must be sent - at `$.ended_on`" in report.bad[0][1]


@pytest.fixture(scope="module")
def exporter(city):
    exporter = Exporter()
    assert exporter.send(*EXAMPLES).bad == []
    return exporter


def test_the_docs_list_exactly_what_may_lie_ahead():
    listed = README.split("still to come: ", 1)[1].split(".\n", 1)[0]
    assert {name.strip("`\n ") for name in listed.split(",")} | {"as_of"} == days.TO_COME
    assert {*MEMBERS, "as_of"} >= days.TO_COME


def test_a_line_that_opens_its_file_tomorrow_opens_nothing(city):
    tomorrow = dates.today() + timedelta(days=1)
    report = load(line(casefile={"opened_on": tomorrow.isoformat()}))
    assert report.good == 0 and "a day in the future" in report.bad[0][1]


def test_nobody_dies_tomorrow(exporter):
    tomorrow = (dates.today() + timedelta(days=1)).isoformat()
    report = exporter.send(record("person", key(), 5, state="ended", ended_on=tomorrow))
    assert "a day in the future" in report.bad[0][1]


def test_a_share_may_be_told_to_end_tomorrow(exporter):
    tomorrow = (dates.today() + timedelta(days=1)).isoformat()
    shares = [r for r in EXAMPLES if r["record"] == "ownership" and "values" in r]
    row = next(r for r in shares if "effective_to" not in r["values"])  # another's, sold before, would be too much
    ended = {name: row[name] for name in ("record", "source_key", "file")}
    assert exporter.send(ended | {"version": row["version"] + 5, "state": "ended", "ended_on": tomorrow}).bad == []
    ends = asked("SELECT effective_to::text FROM casefiles_ownership WHERE source_key = %s", [row["source_key"]])
    assert (tomorrow,) in ends
