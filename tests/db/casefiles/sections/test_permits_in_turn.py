"""Permits that take one another's place, or are told without their days: what is still asked of whom."""

from datetime import date

import pytest
from feed_lines import fed, permit
from page_tree import text, tree
from personas import signed_in

PERMIT_DAY = date(2026, 11, 30)


def ends(*permits) -> list[tuple]:
    file = fed(permits=list(permits))
    for page in ("", "permits/", "permits/?en"):
        assert signed_in(file.by).get(f"/cases/{file.case.ref}/{page}").status_code == 200
    return [row for row in file.waiting(PERMIT_DAY) if row[0] in ("permit", "begin", "finish")]


@pytest.mark.parametrize("valid_until", [None, "2027-01-01", "2026-11-30", "2025-01-01"])
def test_a_permit_that_is_told_as_expired_opens_whatever_its_end(valid_until):
    ends(permit(state="expired", valid_until=valid_until))


@pytest.mark.parametrize("valid_until", ["2027-01-01", "2026-10-01"])
def test_a_permit_that_is_told_as_replaced_asks_for_nothing(valid_until):
    assert ends(permit(state="replaced", valid_until=valid_until)) == []


def test_an_amendment_follows_the_permit_that_it_changes():
    first = permit(valid_until="2026-12-20")
    second = permit(permit_kind="amendment", replaces=first["source_key"], valid_until=None, issued_on="2025-01-01")
    assert ends(first, second) == [("permit", "running")]


@pytest.mark.parametrize("kind", ["no_violation", "unit_completion"])
def test_a_certificate_ends_no_permit_to_build(kind):
    first = permit(valid_until="2026-12-20")
    second = permit(permit_kind=kind, replaces=first["source_key"], valid_until=None, issued_on="2026-11-01")
    assert ("permit", "running") in ends(first, second)


@pytest.mark.parametrize("identifiers", [{"bill_id": "1234567890123"}, {"pay_id": "1234567890123"}])
def test_charges_with_either_identifier_are_asked_for_on_every_page(identifiers):
    file = fed(permits=[permit(charges=1000, charges_paid_on=None, **identifiers)])
    assert ("charges", "open") in file.waiting(PERMIT_DAY) and "1,000" in text(tree(file.html("money", "en")))


# What is begun


BEGIN_BY = "2026-12-20"


def asks_to_begin(*permits) -> bool:
    return any(clock == "begin" for clock, _state in ends(*permits))


@pytest.mark.parametrize("tells", [{"progress": 60}, {"stage": "frame"}, {"progress": 60, "stage": "rough"}])
def test_what_takes_the_place_of_a_permit_whose_building_is_begun_asks_nobody_to_begin(tells):
    for kind, own in (("amendment", {}), ("addition", {}), ("extension", {"start_by": BEGIN_BY})):
        first = permit(start_by=BEGIN_BY)
        second = permit(permit_kind=kind, replaces=first["source_key"], issued_on="2025-01-01", **own)
        third = permit(permit_kind="amendment", replaces=second["source_key"], issued_on="2026-01-01")
        assert asks_to_begin(first, second) and asks_to_begin(first, second, third), kind
        assert not asks_to_begin(first | tells, second) and not asks_to_begin(first | tells, second, third), kind


@pytest.mark.parametrize("tells", [{"progress": 0}, {"stage": "land"}, {"stage": "excavation"}, {"progress": None}])
def test_what_tells_of_no_building_yet_leaves_it_to_be_begun(tells):
    assert asks_to_begin(permit(start_by=BEGIN_BY, **tells))


def test_a_certificate_that_tells_how_far_a_building_is_has_found_it_begun():
    first = permit(start_by=BEGIN_BY)
    for kind, tells in (("no_violation", {"progress": 60}), ("unit_completion", {}), ("technical_record", {})):
        later = permit(permit_kind=kind, permit_no="c", issued_on="2025-01-01", **tells)
        assert asks_to_begin(first, later) is (kind == "technical_record"), kind
        assert asks_to_begin(first, later | {"state": "void"}), kind
        assert asks_to_begin(first, later | {"issued_on": "2020-01-01"}), kind  # of what stood there before
        walls = permit(permit_kind="wall_permit", start_by=BEGIN_BY)
        assert asks_to_begin(walls, later), kind
        assert asks_to_begin(walls, later | {"replaces": walls["source_key"]}) is (kind == "technical_record"), kind


def test_what_is_built_new_after_a_demolition_or_onto_what_was_completed_is_not_begun_by_that():
    before = permit(permit_kind="demolition_permit", progress=100, issued_on="2022-01-01")
    assert asks_to_begin(before, permit(replaces=before["source_key"], start_by=BEGIN_BY))
    built = permit(progress=100, issued_on="2020-01-01")
    done = permit(permit_kind="completion", progress=100, replaces=built["source_key"], issued_on="2024-01-01")
    onto = permit(permit_kind="addition", replaces=built["source_key"], issued_on="2024-01-01", start_by=BEGIN_BY)
    assert asks_to_begin(built, done, onto)


# What an extension puts off


@pytest.mark.parametrize("progress", [0, 20])
@pytest.mark.parametrize("follows", [False, True])
def test_an_extension_that_states_no_day_says_that_none_was_told(follows, progress):
    first = permit(start_by="2024-01-01", finish_by="2026-01-01")
    extension = {"permit_kind": "extension", "replaces": first["source_key"], "issued_on": "2025-12-01"}
    rows = [first, permit(progress=progress, **extension)]
    if follows:
        rows.append(permit(permit_kind="amendment", replaces=rows[1]["source_key"], issued_on="2026-02-01"))
    html = fed(permits=rows).html("permits", "en")
    days_untold = 1 if progress else 2  # nobody asks until when to begin what is begun
    assert html.count("not told; the extension put off the earlier day") == days_untold * (len(rows) - 1)
    assert ends(*rows) == []
    rows[1] |= {"start_by": "2026-12-01", "finish_by": "2027-12-01"}
    assert "put off" not in fed(permits=rows).html("permits", "en")


# An extension that names no permit


def extension_beside(*permits, **known) -> list[tuple]:
    told = permit(permit_kind="extension", permit_no="EXT", issued_on="2026-10-20", valid_until="2028-12-01")
    file = fed(permits=[*permits, told | known])
    return [(p["permit"].permit_no, p["state_words"]) for p in file.page("permits", PERMIT_DAY)["permits"][1:]]


def test_an_extension_that_names_no_permit_is_of_the_one_that_was_told_as_extended():
    for valid_until in ("2026-10-31", "2026-12-20"):
        first = permit(permit_no="OLD", state="extended", valid_until=valid_until)
        assert extension_beside(first) == [("OLD", "تمدیدشده")]
        later = permit(permit_kind="extension", issued_on="2026-10-20", valid_until="2028-12-01")
        assert ends(first, later) == []
        assert ends(first, later | {"state": "void"}) == ([("permit", "running")] if valid_until > "2026-11" else [])


def test_an_extension_that_names_no_permit_is_of_none_where_it_may_be_of_either():
    first, second = permit(state="extended", valid_until="2026-12-20"), permit(valid_until="2026-12-20")
    later = permit(permit_kind="extension", issued_on="2026-10-20", valid_until="2028-12-01")
    assert ends(second, later) == [("permit", "running")], "it was not told as extended"
    assert ends(first, first | {"source_key": "t3-x"}, later) == [("permit", "running")] * 2
    assert ends(first, later | {"issued_on": "2020-01-01"}) == [("permit", "running")], "issued before it"
