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
