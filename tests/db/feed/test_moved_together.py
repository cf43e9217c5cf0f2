"""Rows that belong together are told of another file wherever they stand in a batch, and whatever stands beside."""

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import commission, key, line, mandate, number, permit, person, verdict, violation
from feed_outcomes import reasons, sees
from history_model import asked
from killed_loads import Killed

from shahrsazi.feed import loader
from shahrsazi.feed.models import QuarantinedRecord

TABLES = {"violation": "violation", "commission_case": "commissioncase", "verdict": "verdict", "bill": "bill"}


class Divided:
    """A file with a violation, its case, its verdict and the bill of that; and a new file without owners."""

    def __init__(self, exporter: Exporter):
        self.file, self.other, self.new = File(exporter), key(), line()
        self.exporter = exporter
        found = violation(source_key=key())
        case = commission(source_key=key(), violations=[found["source_key"]])
        judged = verdict(case)
        bill = {"source_key": key(), "bill_kind": "demolition", "about": judged["source_key"], "amount": 5_000_000}
        self.rows = dict(zip(TABLES, (found, case, judged, bill), strict=True))
        new = with_values("file", self.other, self.new["casefile"])
        assert exporter.send(new, *self.told(1, self.file.key)).bad == []

    def told(self, version: int, file: str) -> list[dict]:
        return [with_values(kind, row["source_key"], row, version, file) for kind, row in self.rows.items()]

    def fillers(self, count: int = 205) -> list[dict]:
        return [with_values("permit", key(), permit(), 1, self.file.key) for _ in range(count)]

    @property
    def at(self) -> set[str]:
        """In which of the two files they are that nobody took back."""
        names = {self.file.made["casefile"]["renewal_code"]: "old", self.new["casefile"]["renewal_code"]: "new"}
        sql = (
            "SELECT c.renewal_code FROM casefiles_{} r JOIN casefiles_casefile c ON c.id = r.case_id"
            " WHERE r.source_key = %s AND NOT r.withdrawn"
        )
        found = (asked(sql.format(TABLES[kind]), [row["source_key"]]) for kind, row in self.rows.items())
        return {names[code] for rows in found for (code,) in rows}


@pytest.fixture
def exporter(city):
    return Exporter()


def pending(batch: int) -> list[int]:
    rows = QuarantinedRecord.objects.using("owner").filter(batch=batch, settled_at=None)
    return list(rows.order_by("number").values_list("number", flat=True))


@pytest.mark.parametrize("also", ["", "killed", "in a check"])
def test_all_that_belongs_to_a_violation_goes_with_it_however_far_apart_it_stands(exporter, monkeypatch, also):
    divided = Divided(exporter)
    first, *others = divided.told(2, divided.other)
    path = exporter.batch(first, *divided.fillers(), *others)
    if also == "killed":
        killed_behind_the_first_slice(monkeypatch, path)
    report = load(path, check=also == "in a check")
    assert (report.bad, report.turned_away) == ([], 0)
    assert divided.at == ({"old"} if also == "in a check" else {"new"})
    assert pending(report.batch or 0) == []


def killed_behind_the_first_slice(monkeypatch, path) -> None:
    apply = loader._Load._apply_piece

    def dies(self, *arguments):
        apply(self, *arguments)
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(loader._Load, "_apply_piece", dies)
        with pytest.raises(Killed):
            load(path)


def test_it_goes_beside_a_record_that_is_wrong_and_parts_it_from_the_others(exporter):
    divided = Divided(exporter)
    first, second, third, fourth = divided.told(2, divided.other)
    wrong = verdict({"source_key": "no-such-case"})
    report = exporter.send(first, second, with_values("verdict", key(), wrong, 1, divided.other), third, fourth)
    assert [number_ for number_, _reason in report.bad] == pending(report.batch) == [3]
    assert divided.at == {"new"}


def test_what_goes_without_what_belongs_to_it_is_turned_away_once(exporter):
    divided = Divided(exporter)
    first, second, *_rest = divided.told(2, divided.other)
    report = exporter.send(first, second)
    assert "still names this violation" in reasons(report) and "names a violation that is not there" in reasons(report)
    assert report.turned_away == 2 and pending(report.batch) == [1, 2] and divided.at == {"old"}


@pytest.mark.parametrize("mandate_", ["is withdrawn", "goes with it"])
def test_a_share_goes_before_the_mandate_that_rests_on_it_however_far_apart_they_stand(exporter, mandate_):
    divided, agent, buyer, leave = Divided(exporter), number(), number(), key()
    f = divided.file
    people = [with_values("person", f"p-{who}", person(who)) for who in (agent, buyer)]
    given = mandate(f.person, f"p-{agent}")
    assert exporter.send(*people, with_values("mandate", leave, given, 1, f.key)).bad == []
    if mandate_ == "is withdrawn":
        share = with_values("ownership", f.share, f.ownership | {"person": f"p-{buyer}"}, 2, f.key)
        behind = record("mandate", leave, 2, file=f.key, state="withdrawn")
    else:
        share = with_values("ownership", f.share, f.ownership, 2, divided.other)
        behind = with_values("mandate", leave, given, 2, divided.other)
    report = exporter.send(share, *divided.fillers(), behind)
    assert (report.bad, pending(report.batch)) == ([], [])
    assert not sees(f.owner, f.made)
    assert sees(buyer, f.made) if mandate_ == "is withdrawn" else sees(agent, divided.new)
