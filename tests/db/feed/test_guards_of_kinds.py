"""Whatever takes something away is guarded, in which of its forms it is told."""

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import commission, line, mandate, number, owner, permit, person, verdict
from feed_outcomes import at

from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError


@pytest.fixture
def exporter(city, monkeypatch):
    """A source that is not guarded at first; three of anything pass the guards of daily use."""
    few = {name: Limit(2, 0) for name in guards.LIMITS[guards.DAILY]}
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: few})
    return Exporter()


def stopped(exporter: Exporter, rows: list[dict]) -> str:
    type(exporter.source).objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    with pytest.raises(GuardedError) as error:
        exporter.send(*rows)
    return str(error.value)


def with_permit() -> dict:
    return line(permits=[permit()])


def with_verdict() -> dict:
    case = commission()
    return line(commission_cases=[case], verdicts=[verdict(case)])


def with_mandate() -> dict:
    giver, agent = number(), number()
    return line(owner(giver), people=[person(agent)], mandates=[mandate(giver, agent, ended_on="2090-01-01")])


def changed(key: str, **values):
    return lambda made: at(made, "2026-02-02", **{key: [made[key][0] | values]})


IN_LINES = {
    "a row that was told by mistake": (with_permit, changed("permits", withdrawn=True), "records_withdrawn"),
    "a verdict that was": (with_verdict, changed("verdicts", withdrawn=True), "verdicts_withdrawn"),
    "a share that begins far ahead": (line, changed("owners", effective_from="2090-01-01"), "owners_ended"),
    "a share that ends before it was to": (
        lambda: line(owner(number(), effective_to="2090-01-01")),
        changed("owners", effective_to="2026-01-01"),
        "owners_ended",
    ),
    "a mandate that does": (with_mandate, changed("mandates", ended_on="2026-01-01"), "mandates_ended"),
}


@pytest.mark.parametrize(("make", "change", "guard"), IN_LINES.values(), ids=IN_LINES)
def test_what_a_line_takes_away_is_guarded(exporter, make, change, guard):
    made = [make() for _ in range(3)]
    assert exporter.send(*made).bad == []
    assert guard in stopped(exporter, [change(each) for each in made])


def test_rows_that_are_told_of_another_file_are_guarded(exporter):
    one, other, permits = File(exporter), File(exporter), [permit() for _ in range(3)]
    told = lambda file, version: [  # noqa: E731
        with_values("permit", p["source_key"], p, version, file=file.key) for p in permits
    ]
    assert exporter.send(*told(one, 1)).bad == []
    assert "records_withdrawn" in stopped(exporter, told(other, 2))


def test_files_that_are_closed_by_the_record_that_recodes_them_are_guarded(exporter):
    files = [File(exporter) for _ in range(3)]
    new = [line()["casefile"] for _ in files]
    rows = [
        with_values("file", f.key, f.made["casefile"] | {"opened_on": None, "renewal_code": n["renewal_code"]}, 2)
        for f, n in zip(files, new, strict=True)
    ]
    assert "files_closed" in stopped(exporter, rows)
