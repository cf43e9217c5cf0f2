"""What was turned away is settled by its own version or a newer one, told rightly, with the slice that tells it."""

import json

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import commission, key, line, mandate, number, permit, person, verdict
from feed_outcomes import at
from killed_loads import Killed, killed_at

from shahrsazi.feed import applying, loader
from shahrsazi.feed.models import QuarantinedRecord


@pytest.fixture
def exporter(city):
    return Exporter()


def pending(batch: int) -> list[int]:
    """The numbers of what is still to be corrected."""
    rows = QuarantinedRecord.objects.using("owner").filter(batch=batch, settled_at=None)
    return list(rows.order_by("number").values_list("number", flat=True))


def told(file: File, who: str, version: int, **known) -> dict:
    return with_values("permit", who, permit(**known), version, file.key)


@pytest.mark.parametrize("batches", [1, 2])
def test_an_older_version_corrects_nothing(exporter, batches):
    f, k = File(exporter), key()
    assert f.send(told(f, k, 1)).bad == []
    rows = [told(f, k, 3, permit_kind="castle"), told(f, k, 2, permit_no="77")]
    first = f.send(*rows) if batches == 1 else [f.send(row) for row in rows][0]
    assert pending(first.batch) == [1]


def test_what_was_stored_before_corrects_nothing(exporter):
    f, k = File(exporter), key()
    same = told(f, k, 1)
    assert f.send(same).bad == []
    assert pending(f.send(told(f, k, 3, permit_kind="castle"), same).batch) == [1]


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("batches", [1, 2])
def test_the_same_version_or_a_newer_one_does(exporter, batches, version):
    f, k = File(exporter), key()
    rows = [told(f, k, 3, permit_kind="castle"), told(f, k, version)]
    first = f.send(*rows) if batches == 1 else [f.send(row) for row in rows][0]
    assert pending(first.batch) == []


def test_a_version_in_the_future_is_corrected_by_any(exporter):
    f, k = File(exporter), key()
    first = f.send(told(f, k, 2**62))
    assert pending(first.batch) == [1]
    f.send(told(f, k, 1))
    assert pending(first.batch) == []


def test_an_older_line_corrects_nothing(exporter):
    made = line()
    assert exporter.send(made).bad == []
    first = exporter.send(at(made, "2026-02-03", permits=[{"permit_kind": "castle"}]))
    exporter.send(at(made, "2026-02-02", permits=[permit()]))
    assert pending(first.batch) == [1]
    exporter.send(at(made, "2026-02-03", permits=[permit()]))
    assert pending(first.batch) == []


def killed_behind(monkeypatch, commits: int, path) -> None:
    """A load that is ended after so many transactions."""
    write, calls = applying.SliceWriter._in_transaction, []

    def dies(self, *arguments):
        write(self, *arguments)
        calls.append(1)
        if len(calls) == commits:
            raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(applying.SliceWriter, "_in_transaction", dies)
        with pytest.raises(Killed):
            load(path)


@pytest.mark.parametrize("commits", [1, 2])
def test_a_load_that_is_killed_behind_a_slice_has_settled_it(exporter, monkeypatch, commits):
    f, k = File(exporter), key()
    others = [told(f, key(), 1) for _ in range(250)]
    path = exporter.batch(told(f, k, 1, permit_kind="castle"), told(f, k, 2), *others)
    killed_behind(monkeypatch, commits, path)
    report = load(path)
    assert report.turned_away == 1 and pending(report.batch) == []


@pytest.mark.parametrize("commits", [1, 2])
def test_a_load_that_is_killed_turns_older_versions_away_as_any_other(exporter, monkeypatch, commits):
    f, k = File(exporter), key()
    fill = [told(f, key(), 1) for _ in range(199)]
    path = exporter.batch(told(f, k, 5), *fill, told(f, k, 3), *(told(f, key(), 1) for _ in range(20)))
    killed_behind(monkeypatch, commits, path)
    report = load(path)
    assert (report.turned_away, pending(report.batch)) == (1, [201])


# Withdrawals that come before what belongs to them.


@pytest.mark.parametrize("kind", ["a case before its verdict", "a share before its mandate"])
@pytest.mark.parametrize("also", ["", "killed", "in a check"])
def test_withdrawals_that_stand_far_apart_are_taken_in_the_order_of_the_contract(exporter, monkeypatch, kind, also):
    path = exporter.batch(*withdrawals(exporter, kind))
    if also == "killed":
        killed_behind(monkeypatch, 3, path)
    report = load(path, check=also == "in a check")
    assert (report.bad, report.turned_away) == ([], 0)
    assert pending(report.batch or 0) == []


def withdrawals(exporter, kind: str) -> list[dict]:
    f, agent = File(exporter), number()
    fill = [told(f, key(), 1) for _ in range(210)]
    if kind == "a case before its verdict":
        case = commission(source_key=key())
        both = [("commission_case", case["source_key"], case)]
        judged = verdict(case)
        both.append(("verdict", judged["source_key"], judged))
    else:
        assert f.send(with_values("person", f"p-{agent}", person(agent))).bad == []
        both = [("ownership", f.share, f.ownership), ("mandate", key(), mandate(f.person, f"p-{agent}"))]
    assert f.send(*(with_values(record_, name, values, 1, f.key) for record_, name, values in both)).bad == []
    first, second = (record(record_, name, 2, file=f.key, state="withdrawn") for record_, name, _values in both)
    return [first, *fill, second]


def test_a_withdrawal_that_stays_wrong_is_turned_away_once(exporter):
    f, case = File(exporter), commission(source_key=key())
    row = verdict(case)
    sent = with_values("commission_case", case["source_key"], case, file=f.key)
    assert f.send(sent, with_values("verdict", row["source_key"], row, 1, f.key)).bad == []
    report = f.send(record("commission_case", case["source_key"], 2, file=f.key, state="withdrawn"))
    assert (report.turned_away, pending(report.batch)) == (1, [1])


def test_a_line_that_was_wrong_for_a_day_is_settled_when_it_says_again_what_it_said_before(exporter):
    made = line()
    assert exporter.send(made).bad == []
    first = exporter.send(at(made, "2026-02-02", permits=[{"permit_kind": "castle"}]))
    other = Exporter().send(at(made, "2026-02-02", permits=[{"permit_kind": "castle"}]))
    later = exporter.send(at(made, "2026-02-05", permits=[{"permit_kind": "castle"}]))
    again = exporter.send(at(made, "2026-02-03"))
    assert (again.bad, again.unchanged) == ([], 1)
    assert [pending(report.batch) for report in (first, other, later)] == [[], [1], [1]]


def test_what_a_slice_refused_before_a_load_was_killed_is_settled_by_the_next_one(exporter, monkeypatch):
    f, case = File(exporter), commission(source_key=key())
    row = verdict(case)
    wrong, right = (with_values("verdict", row["source_key"], row, version, f.key) for version in (1, 2))
    fill = [told(f, key(), 1) for _ in range(199)]
    path = exporter.batch(wrong, *fill, with_values("commission_case", case["source_key"], case, file=f.key), right)
    apply = loader._Load._apply_piece

    def dies(self, *arguments):
        apply(self, *arguments)
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(loader._Load, "_apply_piece", dies)
        with pytest.raises(Killed):
            load(path)
    report = load(path)
    assert report.turned_away == 1 and pending(report.batch) == []


def test_a_record_that_was_wrong_for_a_day_is_settled_when_it_says_again_what_it_said_before(exporter):
    f, k, other = File(exporter), key(), key()
    assert f.send(told(f, k, 1), told(f, other, 1)).bad == []
    first = f.send(told(f, k, 1, permit_kind="castle"), told(f, other, 2, permit_kind="castle"))
    elsewhere = Exporter().send(
        with_values("permit", k, permit(permit_kind="castle"), 1, f.made["casefile"]["file_no"])
    )
    assert f.send(told(f, k, 1), told(f, other, 1)).bad == []
    assert (pending(first.batch), pending(elsewhere.batch)) == ([2], [1])


def test_a_survey_that_was_set_aside_is_not_settled_by_the_same_line_again(exporter):
    """The line was stored without it, and says the same: nobody has corrected anything."""
    wrong = {"source_key": "s1", "sheet_no": "x", "surveyed_on": "2024-01-01"}
    made = line(surveys=[wrong | {"block": {"type": "FeatureCollection", "features": []}}])
    first = exporter.send(made)
    assert (first.good, pending(first.batch)) == (1, [1])
    assert exporter.send(at(made, "2026-02-02")).unchanged == 1 and pending(first.batch) == [1]
    exporter.send(at(made, "2026-02-03", surveys=[]))
    assert pending(first.batch) == []


def test_what_a_load_told_rightly_that_was_left_behind_half_applied_is_settled(city, monkeypatch, tmp_path):
    """None of them has a manifest, by whose number another could take its place."""
    wrong, right = line(), [line() for _ in range(250)]
    right[0] = wrong

    def file(name: str, *rows: dict):
        path = tmp_path / f"{name}.ndjson"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
        return path

    first = load(file("first", wrong | {"secret": 1}))
    second = file("second", *right)
    killed_at(monkeypatch, 2, second)
    assert pending(first.batch) == [1]
    load(file("third", line()))
    assert pending(first.batch) == []
