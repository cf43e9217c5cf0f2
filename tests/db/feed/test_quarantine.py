"""What is turned away is kept with all its faults, in both languages, without its values, until it is told rightly."""

import hashlib
import io
import json

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import key, line, number, owner, paper, permit, person
from feed_lines import load as load_lines
from feed_outcomes import at
from history_model import asked

from shahrsazi.feed import quarantine
from shahrsazi.feed.models import Batch, QuarantinedRecord


@pytest.fixture
def exporter(city):
    return Exporter()


def kept(report) -> list[QuarantinedRecord]:
    return list(QuarantinedRecord.objects.using("owner").filter(batch=report.batch).order_by("number"))


def full_of_faults() -> dict:
    made = line(people=[person("1309000051", mobile="12", email="a@b@c")], permits=[permit(), permit()])
    made["permits"][0] |= {"permit_kind": "castle", "issued_on": "2025-02-30", "colour": "red"}
    del made["permits"][1]["permit_no"]
    return made


def test_every_fault_of_shape_is_told_at_once_with_its_place(exporter):
    [row] = kept(exporter.send(full_of_faults()))
    assert {fault["path"] for fault in row.problems} == {
        "$.permits[0]",
        "$.permits[0].permit_kind",
        "$.permits[0].issued_on",
        "$.permits[1]",
    }


def test_every_fault_of_its_identifiers_is_told_at_once(exporter):
    made = line(people=[person("1309000051", mobile="12", email="a@b@c")], casefile={"postal_code": "123"})
    [row] = kept(exporter.send(made))
    paths = {fault["path"] for fault in row.problems}
    assert {"$.casefile.postal_code", *(f"$.people[0].{name}" for name in ("number", "mobile", "email"))} <= paths


def test_faults_of_a_record_are_told_in_its_values(exporter):
    told = with_values("permit", "p1", permit(permit_kind="castle", issued_on="2025-02-30"), file="f1")
    [row] = kept(exporter.send(told))
    assert {fault["path"] for fault in row.problems} == {"$.values.permit_kind", "$.values.issued_on"}
    assert (row.record, row.key) == ("permit", "p1")


def test_each_fault_is_told_in_persian_and_in_english(exporter):
    [row] = kept(exporter.send(full_of_faults()))
    for fault in row.problems:
        assert any("آ" <= letter <= "ی" for letter in fault["fa"]), fault
        assert not any("آ" <= letter <= "ی" for letter in fault["en"]), fault


NAME = "فرزانهپنهان"
NAMING = {
    "as a code": lambda: line(permits=[permit(permit_kind=NAME)]),
    "as a field": lambda: line(permits=[permit(**{NAME: 1})]),
    "as a day": lambda: line(permits=[permit(issued_on=NAME)]),
    "as a number": lambda: line(people=[person(NAME * 2)]),
    "as a record": lambda: record(NAME, "k"),
    "as a state": lambda: record("permit", "k", state=NAME, file="f"),
    "as a field of a record": lambda: record("permit", "k", file="f", **{NAME: 1}),
    "as a file": lambda: with_values("permit", "k", permit(), file=NAME),
    "as a person": lambda: with_values("ownership", "k", owner(NAME), file="f"),
}


@pytest.mark.parametrize("make", NAMING.values(), ids=NAMING)
def test_no_fault_repeats_what_the_record_says(exporter, make):
    report = exporter.send(make())
    assert report.turned_away == 1
    assert NAME not in json.dumps([row.problems for row in kept(report)], ensure_ascii=False)
    assert NAME not in json.dumps(report.bad, ensure_ascii=False)


def test_the_report_is_grouped_by_reason_and_comes_as_csv_and_as_records(exporter):
    bad = [line() | {"secret": 1} for _ in range(3)]
    report = exporter.send(line(), *bad, line(owner(number(), 1, 0)))
    batch, csv, ndjson = Batch.objects.using("owner").get(id=report.batch), io.StringIO(), io.BytesIO()
    assert [(row["record"], row["count"]) for row in quarantine.by_reason(batch)] == [("line", 3), ("line", 1)]
    quarantine.write_csv(batch, csv)
    assert len(csv.getvalue().splitlines()) == 5 and bad[0]["people"][0]["last_name"] not in csv.getvalue()
    quarantine.write_ndjson(batch, ndjson)
    assert [json.loads(text) for text in ndjson.getvalue().splitlines()][:3] == bad


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "@x", "-2"])
def test_no_spreadsheet_runs_a_key(exporter, name):
    report, csv = exporter.send(with_values("permit", name, permit(permit_kind="castle"), file="f1")), io.StringIO()
    quarantine.write_csv(Batch.objects.using("owner").get(id=report.batch), csv)
    assert f"'{name}" in csv.getvalue()


def test_what_is_corrected_and_sent_again_is_settled(exporter):
    bad = line() | {"secret": 1}
    report = exporter.send(bad)
    assert [row.settled_at for row in kept(report)] == [None]
    exporter.send(line())
    assert [row.settled_at for row in kept(report)] == [None]
    exporter.send({name: value for name, value in bad.items() if name != "secret"})
    assert kept(report)[0].settled_at is not None


def refused(made: dict) -> dict:
    return made | {"secret": 1}


def clashing(made: dict) -> dict:
    """Wrong only beside what is stored: another file has the number."""
    other = line()
    assert load_lines(other).bad == []
    return made | {"casefile": made["casefile"] | {"file_no": other["casefile"]["file_no"]}}


@pytest.mark.parametrize("wrong", [refused, clashing])
def test_what_is_wrong_and_corrected_further_on_in_the_same_batch_is_settled(exporter, wrong):
    good, other = line(), line()
    report = exporter.send(wrong(good), refused(other), at(good, "2026-01-03"))
    rows = {row.key: row.settled_at for row in kept(report)}
    assert rows[good["casefile"]["renewal_code"]] and rows[other["casefile"]["renewal_code"]] is None


@pytest.mark.parametrize("wrong", [refused, clashing])
def test_what_is_right_and_wrong_further_on_is_not(exporter, wrong):
    good = line()
    report = exporter.send(good, wrong(at(good, "2026-01-02")))
    assert [row.settled_at for row in kept(report)] == [None]


def test_what_only_the_database_or_the_rest_of_the_file_contradicts_is_kept_as_well(exporter):
    made = line()
    exporter.send(made)
    stale = at(made, "2025-12-31", permits=[permit()])
    clash = line(casefile={"file_no": made["casefile"]["file_no"]})
    report = exporter.send(stale, clash)
    assert [row.number for row in kept(report)] == [1, 2]
    assert json.loads(bytes(kept(report)[1].raw))["casefile"]["renewal_code"] == clash["casefile"]["renewal_code"]


def test_what_is_wrong_besides_a_survey_that_was_set_aside_is_kept_as_well(exporter):
    survey = {"source_key": "s1", "sheet_no": "x", "surveyed_on": "2024-01-01"}
    block = {"type": "FeatureCollection", "features": []}
    made = line(surveys=[survey | {"block": block}], papers=[paper(scan="nothere.pdf")])
    [row] = kept(exporter.send(made))
    assert {fault["path"] for fault in row.problems} == {"$.surveys[0].block.features", "papers/nothere.pdf"}


@pytest.mark.parametrize("raw", [b'{"a": 1, "a": 2}', b'{"a": 9999999999999999999}', b"[" * 60 + b"]" * 60])
def test_what_is_no_line_at_all_is_said_in_each_language(exporter, tmp_path, raw):
    path = exporter.batch({})
    file = path.with_name(path.name.removesuffix(".manifest.json"))
    file.write_bytes(raw + b"\n")
    [row] = kept(load(exporter.signed_anew(path, sha256=hashlib.sha256(file.read_bytes()).hexdigest())))
    [fault] = row.problems
    assert fault["en"].isascii() and not fault["fa"].isascii()


def test_what_is_out_of_date_is_deleted(exporter):
    report = exporter.send(line() | {"secret": 1})
    QuarantinedRecord.objects.using("owner").filter(batch=report.batch).update(expires_at="2020-01-01T00:00:00Z")
    exporter.send(line())
    assert kept(report) == []


def test_staff_read_reasons_and_never_records(city):
    from django.db import ProgrammingError
    from staff_client import as_desk, desk_of, member

    Exporter().send(line() | {"secret": 1})
    with as_desk(desk_of(member("auditor"))) as cursor:
        cursor.execute("SELECT count(reason) FROM feed_quarantinedrecord")
        assert cursor.fetchone()[0] > 0
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute("SELECT raw FROM feed_quarantinedrecord")
    with as_desk(desk_of(member("clerk"))) as cursor:
        cursor.execute("SELECT count(reason) FROM feed_quarantinedrecord")
        assert cursor.fetchone()[0] == 0


REPEATED = {
    "in the line": b'{"as_of": "2026-01-01T00:00:00Z", "as_of": "2026-01-02T00:00:00Z"}\n',
    "in a row": b'{"permits": [{"source_key": "1", "source_key" : "2"}]}\n',
    "with blanks": b'{"a"  : 1, "b": "x\\": y", "a":2}\n',
}


@pytest.mark.parametrize("raw", REPEATED.values(), ids=REPEATED)
def test_a_field_that_stands_twice_is_refused(exporter, tmp_path, raw):
    from feed_delivery import load

    path = tmp_path / "feed.ndjson"
    path.write_bytes(raw)
    [(line_no, reason)] = load(path).bad
    assert line_no == 1 and reason.startswith("A field stands twice in one object: ")


def test_a_text_that_looks_like_a_field_is_no_field(exporter):
    assert exporter.send(line(casefile={"address": 'کوچه "a": 1, "a": 2'})).bad == []


def test_more_rows_than_a_file_can_have_are_refused(exporter):
    report = exporter.send(line(permits=[permit() for _ in range(2_001)]))
    assert "$.permits" in report.bad[0][1] and asked("SELECT 1")


def test_records_do_not_bring_more_rows_together_either(exporter, monkeypatch):
    from shahrsazi.feed import contradictions

    monkeypatch.setattr(contradictions, "MAX_ROWS", 3)
    f = File(exporter)
    rows = [with_values("permit", key(), permit(), file=f.key) for _ in range(4)]
    assert [number for number, _ in f.send(*rows).bad] == [4]
    assert f.send(with_values("permit", rows[0]["source_key"], permit(), 2, f.key)).bad == []
