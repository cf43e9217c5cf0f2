"""Whatever takes something away is guarded, in which of its forms it is told."""

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import commission, key, line, mandate, number, owner, permit, person, verdict
from feed_outcomes import at
from guard_counts import counts_of

from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch


@pytest.fixture
def exporter(city, monkeypatch):
    """A source that is not guarded at first; three of anything pass the guards of daily use."""
    few = {name: Limit(2, 0) for name in guards.LIMITS[guards.DAILY]}
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: few})
    return Exporter()


def stopped(exporter: Exporter, rows: list[dict], phase: str = "daily") -> set[str]:
    """The guards that stop these rows."""
    type(exporter.source).objects.using("owner").filter(id=exporter.source.id).update(phase=phase)
    with pytest.raises(GuardedError):
        exporter.send(*rows)
    return {each["guard"] for each in Batch.objects.using("owner").latest("id").guards}


def with_permit() -> dict:
    return line(permits=[permit()])


def with_verdict() -> dict:
    case = commission()
    return line(commission_cases=[case], verdicts=[verdict(case)])


def with_mandate(**known) -> dict:
    giver, agent = number(), number()
    given = mandate(giver, agent, **{"ended_on": "2090-01-01", "scope": ["view"]} | known)
    return line(owner(giver), people=[person(agent)], mandates=[given])


def changed(key: str, **values):
    return lambda made: at(made, "2026-02-02", **{key: [made[key][0] | values]})


def silent(name: str, made: dict) -> dict:
    """The mandate without this."""
    return made | {"mandates": [{n: value for n, value in made["mandates"][0].items() if n != name}]}


def to_another(key: str, name: str):
    def change(made: dict) -> dict:
        other = number()
        return changed(key, **{name: other})(made | {"people": [*made["people"], person(other)]})

    return change


IN_LINES = {
    "a row that was told by mistake": (with_permit, changed("permits", withdrawn=True), "records_withdrawn"),
    "a verdict that was": (with_verdict, changed("verdicts", withdrawn=True), "verdicts_withdrawn"),
    "a share that begins far ahead": (line, changed("owners", effective_from="2090-01-01"), "owners_ended"),
    "a share that ends before it was to": (
        lambda: line(owner(number(), effective_to="2090-01-01")),
        changed("owners", effective_to="2026-01-01"),
        "owners_ended",
    ),
    "a share that goes to somebody else": (line, to_another("owners", "person"), "owners_ended"),
    "a share that becomes another's": (line, to_another("owners", "person"), "owners_added"),
    "less of the land": (line, changed("owners", land_share=1, land_of=6), "owners_ended"),
    "less of the building": (line, changed("owners", building_share=0), "owners_ended"),
    "a share that was over and comes back": (
        lambda: line(owner(number(), effective_to="2020-01-01")),
        changed("owners", effective_to=None),
        "owners_added",
    ),
    "leave for somebody else": (with_mandate, to_another("mandates", "agent"), "mandates_added"),
    "leave from somebody else": (with_mandate, to_another("mandates", "principal"), "mandates_added"),
    "leave for more": (with_mandate, changed("mandates", scope=["view", "pay"]), "mandates_added"),
    "leave that was over and comes back": (
        lambda: with_mandate(ended_on="2026-01-01"),
        changed("mandates", ended_on=None),
        "mandates_added",
    ),
    "leave for every file that ends": (
        lambda: with_mandate(every_file=True),
        changed("mandates", ended_on="2026-01-01"),
        "mandates_ended",
    ),
    "leave for every file of somebody else": (
        lambda: with_mandate(every_file=True),
        to_another("mandates", "agent"),
        "mandates_added",
    ),
    "leave for every file that is for one now": (
        lambda: with_mandate(every_file=True),
        changed("mandates", every_file=False),
        "mandates_ended",
    ),
    "leave that ends without a word of being for every file": (
        lambda: with_mandate(every_file=True),
        lambda made: silent("every_file", changed("mandates", ended_on="2026-01-01")(made)),
        "mandates_ended",
    ),
    "leave for one file that is for every file now": (
        with_mandate,
        changed("mandates", every_file=True),
        "every_file_mandates",
    ),
    "a mandate that does": (with_mandate, changed("mandates", ended_on="2026-01-01"), "mandates_ended"),
}


@pytest.mark.parametrize(("make", "change", "guard"), IN_LINES.values(), ids=IN_LINES)
def test_what_a_line_takes_away_is_guarded(exporter, make, change, guard):
    made = [make() for _ in range(3)]
    assert exporter.send(*made).bad == []
    assert guard in stopped(exporter, [change(each) for each in made])


@pytest.mark.parametrize("then", [{"every_file": False}, {"ended_on": "2026-01-01"}], ids=["for one", "over"])
def test_what_a_record_takes_from_leave_for_every_file_is_guarded_in_a_first_load_too(exporter, monkeypatch, then):
    monkeypatch.setattr(guards, "LIMITS", {guards.FIRST_LOAD: {"mandates_ended": Limit(2, 0)}})
    files, agent = [File(exporter) for _ in range(3)], key()
    given = [mandate(file.person, agent, scope=["view"]) for file in files]
    tell = lambda version, **known: [  # noqa: E731
        with_values("mandate", given_["source_key"], given_ | known, version, file=file.key)
        for file, given_ in zip(files, given, strict=True)
    ]
    assert exporter.send(with_values("person", agent, person(number())), *tell(1, every_file=True)).bad == []
    assert stopped(exporter, tell(2, **then), "first_load") == {"mandates_ended"}


def test_leave_that_stays_for_every_file_passes_without_a_word_of_it(exporter):
    made = [with_mandate(every_file=True) for _ in range(3)]
    assert exporter.send(*made).bad == []
    rows = [silent("every_file", changed("mandates", poa_no="77002")(each)) for each in made]
    assert counts_of(exporter, *rows) == {}


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


@pytest.mark.parametrize("also", ["the number alone", "number and key"])
def test_an_owner_who_is_named_otherwise_is_the_same(exporter, also):
    """By the number whose key was told before, with the key or without it."""
    codes = [number() for _ in range(3)]
    made = [line(owner(key_), people=[person(code, source_key=key_)]) for code in codes for key_ in [key()]]
    assert exporter.send(*made).bad == []
    rows = [changed("owners", person=code)(each) for code, each in zip(codes, made, strict=True)]
    if also == "the number alone":
        rows = [row | {"people": [person(code)]} for row, code in zip(rows, codes, strict=True)]
    type(exporter.source).objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    assert exporter.send(*rows).bad == []


def test_an_end_that_is_not_told_brings_no_share_back(exporter):
    made = [line(owner(number(), effective_to="2020-01-01")) for _ in range(3)]
    assert exporter.send(*made).bad == []
    for each in made:
        del each["owners"][0]["effective_to"]
    type(exporter.source).objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    assert exporter.send(*(at(each, "2026-02-02") for each in made)).bad == []
