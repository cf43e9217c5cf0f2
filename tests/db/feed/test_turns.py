"""Within a slice the order of records does not matter, also where one of them is told in several versions."""

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import commission, key, number, owner, permit, person, violation
from feed_outcomes import reasons
from history_model import asked
from killed_loads import killed_at

from shahrsazi.feed.models import Batch


@pytest.fixture
def exporter(city):
    return Exporter()


def sale(f: File) -> list[dict]:
    """The seller's share is corrected, then ends; the buyer's begins."""
    buyer, who = number(), key()
    row = owner(buyer, effective_from="2026-03-09") | {"person": who}
    assert f.send(with_values("person", who, person(buyer))).bad == []
    return [
        with_values("ownership", f.share, f.ownership | {"effective_from": "2009-01-01"}, 2, file=f.key),
        record("ownership", f.share, 3, file=f.key, state="ended", ended_on="2026-03-09"),
        with_values("ownership", key(), row, file=f.key),
    ]


def violation_that_comes_back(f: File) -> list[dict]:
    row, name = violation(), key()
    assert f.send(with_values("violation", name, row, 1, file=f.key)).bad == []
    return [
        record("violation", name, 2, file=f.key, state="withdrawn"),
        with_values("violation", name, row, 3, file=f.key),
        with_values("commission_case", key(), commission(violations=[name]), file=f.key),
    ]


def violation_that_is_named_no_more(f: File) -> list[dict]:
    name, case = key(), key()
    told = lambda version, names: with_values("commission_case", case, commission(violations=names), version, f.key)  # noqa: E731
    assert f.send(with_values("violation", name, violation(), 1, file=f.key), told(1, [name])).bad == []
    return [told(2, [name]), told(3, []), record("violation", name, 2, file=f.key, state="withdrawn")]


STORIES = [sale, violation_that_comes_back, violation_that_is_named_no_more]


@pytest.mark.parametrize("story", STORIES)
def test_what_needs_a_later_version_is_tried_once_more_behind_it(exporter, story):
    f = File(exporter)
    rows = story(f)
    report = exporter.send(*rows)
    assert reasons(report) == "" and report.good == 3
    assert asked("SELECT applied FROM feed_batch WHERE id = %s", [report.batch]) == [(3,)]


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("call", range(2, 7))
def test_killed_between_them_it_comes_to_the_same_end(exporter, monkeypatch, story, call):
    f = File(exporter)
    path = exporter.batch(*story(f), with_values("permit", "right", permit(), file=f.key))
    try:
        killed_at(monkeypatch, call, path)
    except pytest.fail.Exception:
        return  # it was done before
    report = load(path)
    assert reasons(report) == "" and report.turned_away == 0
    batch = Batch.objects.using("owner").get(id=report.batch)
    assert (batch.state, batch.applied, batch.turned_away) == (Batch.DONE, 4, 0)
    assert asked("SELECT count(*) FROM feed_quarantinedrecord WHERE batch_id = %s", [batch.id]) == [(0,)]


def test_what_is_right_beside_the_others_of_its_piece_moves_the_journal_on(exporter):
    """The first half fails alone, and is right behind the second."""
    f, name = File(exporter), key()
    rows = [
        with_values("commission_case", key(), commission(violations=[name]), file=f.key),
        with_values("violation", name, violation(), file=f.key),
        with_values("permit", key(), permit(), file="nobody's"),
    ]
    report = exporter.send(*rows)
    assert (report.good, report.turned_away) == (2, 1)
    assert asked("SELECT applied FROM feed_batch WHERE id = %s", [report.batch]) == [(3,)]


def test_a_wrong_version_is_not_brought_back_behind_a_right_one(exporter):
    """What failed before its own later version stays turned away."""
    f, name = File(exporter), key()
    case = lambda version, names: with_values("commission_case", name, commission(violations=names), version, f.key)  # noqa: E731
    row, broken = violation(), key()
    rows = [
        record("violation", broken, 1, file=f.key, state="withdrawn"),
        case(2, [broken]),
        with_values("violation", broken, row, 2, file=f.key),
        case(3, []),
    ]
    report = exporter.send(*rows)
    assert [number for number, _reason in report.bad] == [2] and report.good == 3
    assert f.rows("commissioncase", "violations::text") == [("[]",)]
