"""Guards count what would be written: in any order, in the file where it is, and only what is there to be taken."""

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import commission, key, line, mandate, number, owner, permit, person, verdict
from feed_outcomes import at, sees
from guard_counts import counts_of
from history_model import asked

from shahrsazi.feed.judging import CHUNK
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch, Source

HALF = {"land_share": 1, "land_of": 2, "building_share": 1, "building_of": 2}
BOTH = {"owners_ended": {"9": 1}, "owners_added": {"9": 1}}


@pytest.fixture
def exporter(city):
    return Exporter()


def told(code: str, version: int = 1, **known) -> dict:
    return with_values("person", f"p-{code}", person(code, **known), version)


def stranger(exporter) -> str:
    code = number()
    assert exporter.send(told(code)).bad == []
    return f"p-{code}"


def elsewhere(exporter) -> File:
    """A file of Mr Rahimi's in district 5."""
    f = File(exporter)
    code = f.made["casefile"]["renewal_code"].replace("9-95", "5-95")
    assert f.send(with_values("file", f.key, f.made["casefile"] | {"renewal_code": code}, 2)).bad == []
    return f


def in_district_12() -> dict:
    """A file where tests store few others: two per cent of what a district has grow with what is stored there."""
    made = line()
    code = made["casefile"]["renewal_code"].replace("9-95-", "12-95-", 1)
    return made | {"casefile": made["casefile"] | {"renewal_code": code}}


# The newest first, the oldest first.


@pytest.mark.parametrize("turn", [1, -1])
def test_a_share_that_goes_to_somebody_else_counts_in_any_order(exporter, turn):
    f, other = File(exporter), stranger(exporter)
    rows = [
        with_values("ownership", f.share, f.ownership | {"person": other}, 3, f.key),
        with_values("ownership", f.share, f.ownership, 2, f.key),
    ]
    Source.objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    report = exporter.send(*rows[::turn])
    assert Batch.objects.using("owner").get(id=report.batch).counts == BOTH


def test_the_real_limits_stop_two_hundred_shares_told_newest_first(city):
    exporter = Exporter()
    thief = stranger(exporter)
    files = [(key(), key(), number(), in_district_12()) for _ in range(210)]
    rows = [row for k, _s, who, made in files for row in (told(who), with_values("file", k, made["casefile"]))]
    rows += [with_values("ownership", s, owner(f"p-{who}"), 1, k) for k, s, who, _made in files]
    assert exporter.send(*rows).bad == []
    Source.objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    rows = [
        with_values("ownership", s, owner(name), version, k)
        for k, s, who, _made in files
        for version, name in ((3, thief), (2, f"p-{who}"))
    ]
    with pytest.raises(GuardedError):
        load(exporter.batch(*rows))


def test_a_line_that_takes_something_counts_before_an_older_one(exporter):
    made = line()
    assert exporter.send(made).bad == []
    newer = at(made, "2026-02-03", owners=[made["owners"][0] | {"effective_to": "2026-01-31"}])
    counts = counts_of(exporter, at(made, "2026-02-02", owners=[made["owners"][0] | {"effective_to": None}]), newer)
    assert counts == {"owners_ended": {"9": 1}}


def test_what_is_older_than_what_is_stored_counts_nothing(exporter):
    f, other = File(exporter), stranger(exporter)
    assert f.send(with_values("ownership", f.share, f.ownership, 5, f.key)).bad == []
    Source.objects.using("owner").filter(id=exporter.source.id).update(phase="daily")
    report = exporter.send(with_values("ownership", f.share, f.ownership | {"person": other}, 3, f.key))
    assert report.turned_away == 1
    assert Batch.objects.using("owner").get(id=report.batch).counts == {}


# In the district that loses it.


def test_a_record_that_moves_counts_where_it_leaves(exporter):
    f, g, k = File(exporter), elsewhere(exporter), key()
    assert f.send(with_values("permit", k, permit(), 1, f.key)).bad == []
    assert counts_of(exporter, with_values("permit", k, permit(), 2, g.key)) == {"records_withdrawn": {"9": 1}}


@pytest.mark.parametrize("where", ["in another district", "nowhere"])
def test_an_end_counts_where_the_share_is_whatever_file_it_names(exporter, where):
    f, g = File(exporter), elsewhere(exporter)
    name = g.key if where == "in another district" else "nowhere"
    end = record("ownership", f.share, 2, file=name, state="ended", ended_on="2026-03-09")
    assert counts_of(exporter, end) == {"owners_ended": {"9": 1}}


def test_a_death_counts_where_the_person_owns_something(exporter):
    f = File(exporter)
    end = record("person", f.person, 2, state="ended", ended_on="2026-03-09")
    assert counts_of(exporter, end) == {"owners_ended": {"9": 1}}
    assert counts_of(exporter, end | {"version": 3}) == {}


def test_a_mobile_of_a_record_counts_where_the_person_owns_something(exporter):
    f = File(exporter)
    known = f.made["people"][0] | {"mobile": "09551234567"}
    assert exporter.send(with_values("person", f.person, known, 2)).bad == []
    row = with_values("person", f.person, known | {"mobile": "09550001111"}, 3)
    assert counts_of(exporter, row) == {"mobiles_changed": {"9": 1}}


def test_whoever_owns_no_persons_changes_no_mobile(city):
    owning, other = Exporter(), Exporter(owns_persons=False)
    made = line(people=[])
    made["people"][0]["mobile"] = "09551234567"
    assert owning.send(made).bad == []
    changed = at(made, "2026-02-02", people=[made["people"][0] | {"mobile": "09550001111"}])
    assert counts_of(other, changed) == {}


# What somebody sees before and after.


@pytest.mark.parametrize("kind", ["ownership", "mandate"])
def test_an_end_alone_that_brings_back_what_was_over_counts_as_added(exporter, kind):
    f, other, k = File(exporter), stranger(exporter), key()
    shared = with_values("ownership", f.share, f.ownership | HALF, 2, f.key)
    row = owner(other, 1, 2, effective_to="2026-01-01")
    row = row if kind == "ownership" else mandate(f.person, other, ended_on="2026-01-01")
    assert exporter.send(shared, with_values(kind, k, row, 1, f.key)).bad == []
    guard = "owners_added" if kind == "ownership" else "mandates_added"
    end = record(kind, k, 2, file=f.key, state="ended", ended_on="2090-01-01")
    assert counts_of(exporter, end) == {guard: {"9": 1}}


def test_a_share_that_begins_earlier_than_it_was_to_counts_as_added(exporter):
    f, other, k = File(exporter), stranger(exporter), key()
    row = owner(other, 1, 2, effective_from="2090-01-01")
    shared = with_values("ownership", f.share, f.ownership | HALF, 2, f.key)
    assert exporter.send(shared, with_values("ownership", k, row, 1, f.key)).bad == []
    earlier = with_values("ownership", k, row | {"effective_from": "2020-01-01"}, 2, f.key)
    assert counts_of(exporter, earlier) == {"owners_added": {"9": 1}}


GOOD = {"expires_on": None, "verified_on": "2024-01-01", "scope": ["view"]}
WITHOUT = {"expired": {"expires_on": "2026-01-01"}, "unverified": {"verified_on": None}, "blind": {"scope": ["pay"]}}


@pytest.mark.parametrize("how", WITHOUT)
def test_leave_that_does_not_count_any_more_ends_and_comes_back(exporter, how):
    f, other, k = File(exporter), stranger(exporter), key()
    row = mandate(f.person, other) | {"poa_date": "2023-01-01"} | GOOD
    assert exporter.send(with_values("mandate", k, row, 1, f.key)).bad == []
    taken = with_values("mandate", k, row | WITHOUT[how], 2, f.key)
    assert counts_of(exporter, taken) == {"mandates_ended": {"9": 1}}
    assert counts_of(exporter, with_values("mandate", k, row, 3, f.key)) == {"mandates_added": {"9": 1}}


def test_a_file_that_moves_into_a_district_without_service_closes_and_opens_again(exporter):
    [(district,)] = asked(
        "SELECT min(number) FROM city_district WHERE served_from IS NULL OR served_from > current_date"
    )
    f = File(exporter)
    code = f.made["casefile"]["renewal_code"]
    away = f.made["casefile"] | {"renewal_code": code.replace("9-", f"{district}-", 1)}
    assert counts_of(exporter, with_values("file", f.key, away, 2)) == {"files_closed": {"9": 1}}
    assert not sees(f.owner, {"casefile": away})
    back = with_values("file", f.key, f.made["casefile"], 3)
    assert counts_of(exporter, back) == {"files_opened": {str(district): 1}}


def test_a_verdict_without_its_service_is_hidden_and_comes_back(exporter):
    f, case = File(exporter), commission(source_key=key())
    row = verdict(case, served_on="2024-09-10")
    sent = with_values("commission_case", case["source_key"], case, file=f.key)
    assert f.send(sent, with_values("verdict", row["source_key"], row, 1, f.key)).bad == []
    hidden = with_values("verdict", row["source_key"], row | {"served_on": None}, 2, f.key)
    assert counts_of(exporter, hidden) == {"verdicts_withdrawn": {"9": 1}}
    shown = with_values("verdict", row["source_key"], row, 3, f.key)
    assert counts_of(exporter, shown) == {"verdicts_added": {"9": 1}}


@pytest.mark.parametrize("kind", ["permit", "file", "ownership"])
def test_what_is_gone_is_not_taken_once_more(exporter, kind):
    f, k = File(exporter), key()
    assert f.send(with_values("permit", k, permit(), 1, f.key)).bad == []
    end = {
        "permit": lambda version: record("permit", k, version, file=f.key, state="withdrawn"),
        "file": lambda version: record("file", f.key, version, state="withdrawn"),
        "ownership": lambda version: record(
            "ownership", f.share, version, file=f.key, state="ended", ended_on="2026-03-09"
        ),
    }[kind]
    assert exporter.send(end(2)).bad == []
    assert counts_of(exporter, end(3)) == {}


@pytest.mark.parametrize("between", [0, 2 * CHUNK])
def test_several_versions_count_once_however_far_apart_they_stand(exporter, between):
    f, other = File(exporter), stranger(exporter)
    versions = [with_values("ownership", f.share, f.ownership | {"person": other}, n, f.key) for n in (2, 3)]
    fill = [with_values("permit", key(), permit(), file=f.key) for _ in range(between)]
    assert counts_of(exporter, versions[0], *fill, versions[1]) == BOTH
