"""What a delivery says in ways that are read over easily: guards of a check, keys inside rows, lines that are cut."""

import json

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import commission, key, line, verdict
from feed_lines import load as load_lines

from shahrsazi.feed import guards
from shahrsazi.feed.decoding import MAX_LINE
from shahrsazi.feed.delivery import DeliveryError
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch


@pytest.fixture
def exporter(city):
    return Exporter()


# A check.


def test_a_check_says_which_guards_would_stop_the_batch(exporter, monkeypatch):
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: {"owners_ended": Limit(0, 0)}})
    f = File(exporter)
    type(exporter.source).objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    path = exporter.batch(
        record("ownership", f.share, 2, file=f.key, state="ended", ended_on="2026-03-09"),
        record("permit", key(), file="unknown", state="withdrawn"),
    )
    checked = load(path, check=True)
    assert [(s["guard"], s["district"], s["count"]) for s in checked.stopped] == [("owners_ended", 9, 1)]
    assert checked.turned_away == 1, "and what else is wrong"
    with pytest.raises(GuardedError) as error:
        load(path)
    batch = Batch.objects.using("owner").latest("id")
    assert str(error.value).startswith(checked.waits) and f"where it is load {batch.id}" in str(error.value)
    with pytest.raises(DeliveryError, match=f": {batch.sequence} waits for two people"):
        load(exporter.batch(line()))
    Batch.objects.using("owner").filter(id=batch.id).update(release_asked_by=1, released_by=2)
    assert load(path, check=True).stopped == []


def test_a_check_without_guards_says_nothing_of_them(exporter):
    checked = load(exporter.batch(line()), check=True)
    assert (checked.stopped, checked.waits) == ([], "")


# Keys.


def test_keys_by_which_rows_name_each_other_are_in_one_script(exporter):
    f = File(exporter)
    verdict_of = {"bill_kind": "levy", "amount": 1000, "about": "v-۱۲"}
    first, later = commission(), commission(after="c-۱۲", stage="appeal")
    rows = [
        with_values("commission_case", "c-12", first, file=f.key),
        with_values("verdict", "v-12", verdict(first) | {"commission_case": "c-۱۲"}, file=f.key),
        with_values("commission_case", "c-13", later, file=f.key),
        with_values("bill", "b-1", verdict_of, file=f.key),
    ]
    assert f.send(*rows).bad == []
    assert f.rows("bill", "about") == [("v-12",)]
    assert f.rows("commissioncase", "source_key, after") == [("c-12", ""), ("c-13", "c-12")]


# Lines that are longer than any may be.


@pytest.mark.parametrize("behind", [b"garbage", b" " * MAX_LINE + b"{}", b"{}"])
def test_a_line_that_is_cut_is_no_line(city, behind):
    made = line()
    raw = json.dumps(made, ensure_ascii=False).encode()
    report = load_lines(raw.ljust(MAX_LINE) + behind + b"\n", line())
    assert report.good == 1 and [number for number, _reason in report.bad] == [1]


def test_one_that_is_just_as_long_as_allowed_is_taken(city):
    raw = json.dumps(line(), ensure_ascii=False).encode()
    assert load_lines(raw.ljust(MAX_LINE - 1) + b"\n", line()).good == 2
    assert load_lines(json.dumps(line()).encode().ljust(MAX_LINE) + b"\r\n", line()).good == 2
