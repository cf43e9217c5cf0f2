"""A file's terms before a clerk: with the generous day, which no page of a citizen says; and without sums."""

from datetime import date

import pytest
from counter_client import ADMINISTRATOR, AUDITOR, Desk, a_colleague, said
from django.utils import translation
from feed_lines import Fed, commission, fed, verdict
from history_model import by_today, on
from page_tree import text, tree
from personas import SOLE_OWNER, case_of, signed_in

from shahrsazi.casefiles.terms.at_desk import generous_day
from shahrsazi.casefiles.terms.term import Term
from shahrsazi.persian import formatting


def judged(**columns) -> Fed:
    case = commission(**columns.pop("of", {}))
    return fed(commission_cases=[case], verdicts=[verdict(case, **columns)] if columns else [])


def term(file: Fed, clock: str, side="owner") -> Term:
    return Term.in_feed.get(case_id=file.case.id, clock=clock, side=side)


# Served on Tuesday 1403/06/20 (domain.md §6.3): cautious Friday 30, generous Saturday 31.
@pytest.mark.parametrize(
    ("served", "last", "generous"),
    [
        ("2024-09-10", date(2024, 9, 20), date(2024, 9, 21)),
        ("2024-09-09", date(2024, 9, 19), date(2024, 9, 21)),  # a Friday is no working day
        ("2024-09-07", date(2024, 9, 17), date(2024, 9, 18)),
        ("2025-03-09", date(2025, 3, 19), date(2025, 3, 25)),  # 1403/12/30 and the days of the new year are off
    ],
)
def test_the_generous_day_counts_one_more_and_moves_past_days_off(served, last, generous):
    row = term(judged(served_on=served), "objection")
    assert (row.last_on, generous_day(row)) == (last, generous)


def test_an_explanation_until_a_told_day_is_in_time_by_the_later_of_the_two():
    later = judged(of={"invited_on": "2024-09-07", "answer_due": "2024-09-25"})
    sooner = judged(of={"invited_on": "2024-09-07", "answer_due": "2024-09-12"})
    assert generous_day(term(later, "explanation")) == date(2024, 9, 25)
    assert (term(sooner, "explanation").last_on, generous_day(term(sooner, "explanation"))) == (
        date(2024, 9, 12),
        date(2024, 9, 18),
    )


def test_the_days_of_a_stay_are_in_it():
    stay = {"stayed_on": "2024-09-15", "stay_ended_on": "2024-09-25", "comply_within_days": 10}
    file = judged(served_on="2024-09-10", verdict_kind="demolish", finality="final_unopposed", amount=None, **stay)
    assert generous_day(term(file, "compliance")) == date(2024, 10, 1)


def test_a_day_that_nobody_counted_has_no_generous_one():
    told = judged(of={"session_at": "2024-09-20T10:00:00+03:30"})
    assert generous_day(term(told, "session")) is None


def at_desk(file: Fed) -> dict[str, list[str]]:
    """The rows of the file's terms as a clerk of its district reads them: title → state, the owner's day, generous."""
    page = tree(a_colleague(9).get(f"files/{file.case.ref}/").content.decode())
    rows = [[" ".join(text(cell).split()) for cell in row.iter("td")] for row in page.iter("tr")]
    return {cells[0]: cells[1:] for cells in rows if len(cells) == 4}


@pytest.mark.parametrize(
    ("finality", "state"),
    [
        ({"finality": "open"}, "not begun"),
        ({"finality": "stayed", "stayed_on": lambda: str(on(-2))}, "suspended by the court's order"),
        ({"finality": "final_appeal"}, "until the end of"),
    ],
)
def test_a_clerk_reads_a_day_of_the_owners_only_where_the_owner_reads_one(city, finality, state):
    told = {"verdict_kind": "demolish", "amount": None, "comply_within_days": 60, "served_on": str(on(-5))}
    file = judged(issued_at=f"{on(-6)}T10:00:00+03:30", **told | by_today(finality))
    [own] = [cells for title, cells in at_desk(file).items() if title.startswith("Carry out verdict")]
    with translation.override("en"):
        day = formatting.day(on(55))
    assert state in own[0] and own[0] in text(tree(file.html("violations", "en")))
    assert own[1:] == ["—", "—"] if finality["finality"] != "final_appeal" else own[1] == day


def test_an_explanation_is_in_no_counting_in_time_after_the_session(city):
    file = judged(of={"invited_on": str(on(-3)), "session_at": f"{on(2)}T10:00:00+03:30"})
    [own] = [cells for title, cells in at_desk(file).items() if title.startswith("Explain")]
    with translation.override("en"):
        assert own[1:] == [formatting.day(on(2))] * 2


def test_a_clerk_of_the_district_reads_it_without_sums_and_its_owner_reads_it_nowhere(city, desk):
    file = case_of("A")
    row = Term.in_feed.filter(case=file, clock="objection", side="owner").order_by("-last_on")[0]
    with translation.override("en"):
        day = formatting.day(generous_day(row))
    page = said(desk.get(f"files/{file.ref}/"))
    assert "Counted generously" in page and day in page and "Objection to verdict" in page
    assert "Fine of verdict" not in page and "Instalment" not in page
    owner = signed_in(SOLE_OWNER)
    for tail in ("", "violations/"):
        words = text(tree(owner.get(f"/en/cases/{file.ref}/{tail}").content.decode()))
        assert "generously" not in words and day not in words


@pytest.mark.parametrize("number", [AUDITOR, ADMINISTRATOR])
def test_nobody_else_of_the_staff_opens_it_there(city, number):
    assert Desk(number).get(f"files/{case_of('A').ref}/").status_code in (302, 403, 404)
