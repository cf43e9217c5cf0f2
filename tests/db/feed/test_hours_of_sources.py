"""A line is older than what its own source told, and not than another's word of the file."""

from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, record, with_values
from feed_lines import key, line, permit
from feed_outcomes import at, reasons, stored
from history_model import asked

OLDER = "older than what is known of the file"


@pytest.fixture
def sources(city):
    return Exporter(), Exporter()


def before(made: dict, minutes: int, **rows) -> dict:
    return made | {"as_of": (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()} | rows


def tells_file(b: Exporter, made: dict) -> None:
    assert b.send(with_values("file", key(), made["casefile"])).bad == []


def tells_line(b: Exporter, made: dict) -> None:
    assert b.send(before(made, 1)).bad == []


def tells_permit(b: Exporter, made: dict) -> None:
    assert b.send(with_values("permit", key(), permit(), file=made["casefile"]["renewal_code"])).bad == []


TELLS = pytest.mark.parametrize("tells", [tells_file, tells_line, tells_permit])


@TELLS
def test_what_was_exported_before_another_sources_load_is_taken(sources, tells):
    a, b = sources
    made = line()
    assert a.send(before(made, 60)).bad == []
    tells(b, made)
    row = permit()
    assert a.send(before(made, 30, permits=[row])).bad == []
    assert asked("SELECT count(*) FROM casefiles_permit WHERE source_key = %s", [row["source_key"]]) == [(1,)]


@TELLS
def test_what_is_older_than_the_sources_own_line_is_not(sources, tells):
    a, b = sources
    made = line()
    assert a.send(before(made, 30)).bad == []
    tells(b, made)
    assert OLDER in reasons(a.send(before(made, 60, permits=[permit()])))


@TELLS
@pytest.mark.parametrize("again", ["before", "behind"])
def test_a_line_seen_again_counts_with_its_hour(sources, tells, again):
    """Also after another source told the file, whichever came first."""
    a, b = sources
    made = line()
    assert a.send(before(made, 90)).bad == []
    tells(b, made)
    if again == "behind":
        assert a.send(before(made, 80)).bad == []  # it is read again, since another one told the file
    report = a.send(before(made, 20))
    assert report.bad == [] and report.unchanged == (again == "behind")
    assert OLDER in reasons(a.send(before(made, 50, permits=[permit()])))


@TELLS
def test_one_seen_again_before_anybody_else_told_the_file_does_too(sources, tells):
    a, b = sources
    made = line()
    assert a.send(before(made, 90)).bad == [] and a.send(before(made, 20)).unchanged == 1
    tells(b, made)
    assert OLDER in reasons(a.send(before(made, 50, permits=[permit()])))
    assert a.send(before(made, 10, permits=[permit()])).bad == []


def test_an_older_line_of_another_source_does_not_set_the_hour_of_the_file_back(sources):
    a, b = sources
    made = line()
    assert a.send(before(made, 10)).bad == []
    hour = stored(made, "as_of")
    assert (
        b.send(at(made, "2026-01-05", permits=[permit()], casefile=made["casefile"] | {"place": "جای دیگر"})).bad == []
    )
    assert stored(made, "as_of") == hour and stored(made, "place") == ("جای دیگر",)


@pytest.mark.parametrize("tells", [tells_permit, tells_file])
def test_what_records_tell_is_an_update_of_the_file(sources, tells):
    a, b = sources
    made = line()
    assert a.send(before(made, 60)).bad == []
    hour = stored(made, "as_of")
    tells(b, made)
    assert stored(made, "as_of") > hour


def test_what_is_taken_back_is_one_too(sources):
    a, b = sources
    made, row = line(), permit()
    code = made["casefile"]["renewal_code"]
    assert a.send(before(made, 60)).bad == [] and b.send(with_values("permit", "told", row, file=code)).bad == []
    hour = stored(made, "as_of")
    assert b.send(record("permit", "told", 2, file=code, state="withdrawn")).bad == []
    assert stored(made, "as_of") > hour
