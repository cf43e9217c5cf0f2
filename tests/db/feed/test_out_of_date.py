"""What was turned away a month ago: its records are gone, and the keys of persons and files are still no strangers'."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import deed, key, line, number, owner, permit, person
from feed_outcomes import reasons, sees
from history_model import asked

from shahrsazi.feed import quarantine
from shahrsazi.feed.models import Batch, QuarantinedRecord

LONG_AGO = timezone.now() - timedelta(days=31)


@pytest.fixture
def exporter(city):
    return Exporter()


def rows(report):
    return QuarantinedRecord.objects.using("owner").filter(batch=report.batch)


def grown_old(exporter, *sent):
    """Turned away, a month ago; others came since."""
    report = exporter.send(*sent)
    assert report.turned_away == len(sent) == rows(report).update(expires_at=LONG_AGO)
    assert exporter.send(line()).bad == []
    return report


def test_a_share_of_a_key_that_was_turned_away_is_no_strangers_a_month_later(exporter):
    f, g = File(exporter), File(exporter)
    who = f"{f.owner[:3]}-{f.owner[3:]}"
    grown_old(exporter, with_values("person", who, person("1234567890")))
    row = with_values("ownership", g.share, owner(f.owner) | {"person": who}, 2, file=g.key)
    assert "nobody has told of" in reasons(exporter.send(row)) and not sees(f.owner, g.made)
    assert exporter.send(with_values("person", who, person(new := number()), 7)).bad == []
    assert exporter.send(row | {"version": 8}).bad == [] and sees(new, g.made) and not sees(f.owner, g.made)


def test_rows_of_a_file_that_was_turned_away_go_to_no_other_file_a_month_later(exporter):
    other, mine = File(exporter), line()
    name = other.made["casefile"]["renewal_code"]
    grown_old(exporter, with_values("file", name, mine["casefile"] | {"plate_main": 0}))
    row = with_values("deed", key(), deed(), file=name)
    assert "correct it first" in reasons(exporter.send(row)) and other.rows("deed") == []
    assert exporter.send(with_values("file", name, mine["casefile"], 2)).bad == []
    assert exporter.send(row).bad == [] and other.rows("deed") == []


def test_nothing_but_the_key_is_left_of_them(exporter):
    f, code = File(exporter), line()["casefile"]["renewal_code"]
    report = grown_old(
        exporter,
        with_values("person", key(), person("1234567890")),
        with_values("file", key(), f.made["casefile"] | {"plate_main": 0}),
        with_values("permit", key(), permit(permit_kind="castle"), file=f.key),
        record("file", code, 5, state="withdrawn", values=f.made["casefile"]),
    )
    left = [(row.record, bytes(row.raw), row.problems, row.reason, row.reason_fa) for row in rows(report)]
    assert sorted(left) == [("file", b"", [], "", ""), ("person", b"", [], "", "")]
    batch, out = Batch.objects.using("owner").get(id=report.batch), io.StringIO()
    quarantine.write_csv(batch, out)
    assert quarantine.by_reason(batch) == [] and quarantine.write_ndjson(batch, io.BytesIO()) == 0
    assert len(out.getvalue().splitlines()) == 1


def test_what_was_corrected_leaves_nothing(exporter):
    who = key()
    report = exporter.send(with_values("person", who, person("1234567890")))
    assert exporter.send(with_values("person", who, person(number()), 2)).bad == []
    rows(report).update(expires_at=LONG_AGO)
    assert exporter.send(line()).bad == [] and not rows(report).exists()


def test_a_line_that_was_turned_away_leaves_nothing(exporter):
    report = grown_old(exporter, line(permits=[{"permit_kind": "castle"}]))
    assert asked("SELECT count(*) FROM feed_quarantinedrecord WHERE batch_id = %s", [report.batch]) == [(0,)]
