"""A verdict that asks for nothing does not cry for an answer; why a fine is not owed, and what it is, is said truly."""

from datetime import date

import pytest
from feed_lines import commission, fed, verdict
from page_tree import text, tree
from personas import signed_in
from verdict_stages import told, words

from shahrsazi.casefiles.terms.shown import IN_FAVOUR, requested

DAY = date(2024, 9, 12)
SERVED = "2024-09-10"  # the term to object ends on 2024-09-20


def asked_for(kind: str, **columns):
    """What the list asks for after a first verdict of a kind, served two days ago, beside a fine that is long due."""
    new, old = commission(secretariat_no="N"), commission(secretariat_no="O")
    fine = verdict(old, verdict_no="O", served_on="2023-01-01", finality="final_unopposed", comply_within_days=30)
    facts = {"amount": None, "served_on": SERVED, "finality": "open"} | columns
    file = fed(commission_cases=[new, old], verdicts=[verdict(new, verdict_no="N", verdict_kind=kind, **facts), fine])
    return [t for t in requested(file.rows("violations")["terms"], DAY) if t.row.clock in ("objection", "sum")]


@pytest.mark.parametrize("kind", IN_FAVOUR)
def test_the_right_to_object_to_a_verdict_that_asks_for_nothing_is_said_quietly_and_last(kind):
    fine, objection = asked_for(kind)
    assert (fine.row.clock, fine.is_pressing) == ("sum", True)
    assert (objection.row.clock, objection.state, objection.is_pressing) == ("objection", "running", False)


@pytest.mark.parametrize("kind", ["fine", "demolish", "restore", "close", "remedy"])
def test_to_one_that_asks_for_something_it_is_said_aloud(kind):
    amount = 5_000_000 if kind == "fine" else None
    [objection] = [t for t in asked_for(kind, amount=amount) if t.row.clock == "objection"]
    assert objection.state == "running" and objection.is_pressing


def quashed_fine():
    row = {"served_on": SERVED, "finality": "quashed", "amount": 5_000_000, "verdict_kind": "fine"}
    return told({"verdicts": [row]})


def replaced_fine():
    first = {"served_on": SERVED, "finality": "final_appeal", "amount": 5_000_000, "verdict_kind": "fine"}
    second = first | {"served_on": "2024-10-10", "amount": 2_000_000, "appeal_result": "amended"}
    return told({"verdicts": [first]}, {"verdicts": [second]})


def quashed_on_appeal():
    first = {"served_on": SERVED, "finality": "final_appeal", "amount": 5_000_000, "verdict_kind": "fine"}
    second = first | {"served_on": "2024-10-10", "amount": None, "appeal_result": "confirmed", "finality": "quashed"}
    return told({"verdicts": [first]}, {"verdicts": [second]})


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (quashed_fine, "no longer owed: the verdict was quashed"),
        (replaced_fine, "no longer owed: another verdict took its place"),
        (quashed_on_appeal, "no longer owed: the verdict was quashed"),
    ],
)
def test_why_a_fine_is_no_longer_owed_is_said(make, reason):
    reasons = {"no longer owed: the verdict was quashed", "no longer owed: another verdict took its place"}
    page = words(make(), "money/")
    assert [each for each in sorted(reasons) if each in page] == [reason]


@pytest.mark.parametrize("columns", [{}, {"finality": "stayed", "stayed_on": "2024-10-01"}, {"finality": "open"}])
def test_a_fine_whose_sum_was_not_told_is_nowhere_said_to_be_nothing(columns):
    row = {"served_on": SERVED, "finality": "final_unopposed", "amount": None, "verdict_kind": "fine"} | columns
    money = words(told({"verdicts": [row]}), "money/")
    assert "Sumnot told" in money and "Sum0" not in money


@pytest.mark.parametrize("page", ["case", "my-work"])
def test_it_is_said_where_it_is_asked_for(page):
    row = {"served_on": SERVED, "finality": "final_unopposed", "amount": None, "verdict_kind": "fine"}
    file = told({"verdicts": [row]})
    found = words(file, "") if page == "case" else text(tree(signed_in(file.by).get("/en/my-work/").content.decode()))
    assert "its amount was not told" in found
