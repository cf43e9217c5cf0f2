"""How a verdict stands after a later one or an order of the court: its tag, its path and the file's card say the same
as its sums and what the list asks for.
"""

from datetime import date

import pytest
from verdict_stages import asked_for, told, words

TODAY = date(2024, 12, 10)
FIRST, SECOND = "2024-09-10", "2024-12-01"
FINE = {"amount": 300_000, "verdict_no": "F", "served_on": FIRST}
DEMOLISH = {"verdict_kind": "demolish", "amount": None, "comply_within_days": 60, "verdict_no": "F", "served_on": FIRST}


def of(stage: str, file):
    return next(e for e in file.page("violations", TODAY)["cases"] if e.case.stage == stage)


def path(stage: str, file) -> list[tuple]:
    return [(step.name, step.state, step.on) for step in of(stage, file).path]


def sheet(number: str, file) -> str:
    """What the page says of one verdict, before its details."""
    return words(file, "violations/", TODAY).partition(f"verdict no. {number}")[2].partition("Details")[0]


def confirmed(first: dict, **columns):
    later = {"verdict_no": "A", "served_on": SECOND, "appeal_result": "confirmed", "amount": None}
    return told({"verdicts": [first]}, {"verdicts": [later | {"finality": "final_appeal"} | columns]})


def test_a_verdict_that_an_appeal_confirmed_is_as_final_as_the_appeal_and_names_it():
    file = confirmed(FINE)
    assert [amount for _clock, _no, amount, _last in asked_for(file, TODAY)] == [300_000]
    assert path("first", file)[-3:] == [
        ("رأی A این رأی را تأیید کرد", "done", date(2024, 12, 1)),
        ("قطعی (تجدیدنظر)", "done", None),
        ("پرداخت", "here", None),
    ]
    assert "Verdict A confirmed it" in sheet("F", file) and "Not final" not in sheet("F", file)


def test_a_verdict_is_not_final_while_the_one_that_confirmed_it_is_not():
    file = confirmed(FINE, finality="open")
    assert [name for name, *_ in path("first", file)][-2:] == ["قطعیت", "پرداخت"] and "Not final" in sheet("F", file)


def test_a_confirmed_verdict_whose_last_one_was_replaced_ends_in_that_one():
    later = {"verdict_no": "A", "served_on": "2024-10-12", "appeal_result": "confirmed", "amount": None}
    anew = {"verdict_no": "E", "served_on": SECOND, "amount": 100_000, "finality": "final_appeal"}
    file = told({"verdicts": [FINE]}, {"verdicts": [later | {"finality": "quashed"}]}, {"verdicts": [anew]})
    ends = [("رأی A این رأی را تأیید کرد", "done"), ("رأی E جایگزین این رأی شد", "done")]
    assert [(name, state) for name, state, _on in path("first", file)][-2:] == ends


def test_the_service_from_which_a_confirmed_order_is_counted_is_the_one_that_is_proved():
    columns = {"verdict_kind": "retain", "service_proof": "OF-THE-APPEAL"}
    file = confirmed(DEMOLISH | {"service_proof": "OF-THE-FIRST"}, **columns)
    [term] = [t for t in file.rows("violations")["terms"] if t.clock == "compliance"]
    assert (term.starts_on, term.proof) == (date(2024, 12, 1), "OF-THE-APPEAL")


def test_a_letter_about_a_confirmed_verdict_names_the_day_on_which_that_one_was_served():
    from shahrsazi.casefiles import letters
    from shahrsazi.city import acts
    from shahrsazi.persian import formatting

    file = confirmed(DEMOLISH, verdict_kind="retain")
    [term] = [t for t in file.rows("violations")["terms"] if t.clock == "compliance"]
    body = letters._data(term, acts.act("compliance"), file.case, [], "ناظم")["body"]
    assert formatting.day(date(2024, 9, 10)) in body and formatting.day(date(2024, 12, 1)) not in body


@pytest.mark.parametrize("order", ["quash_refer", "granted"])
def test_a_verdict_that_the_court_quashed_is_not_called_final_where_its_finality_was_told_before(order):
    file = told({"verdicts": []}, {"verdicts": [FINE | {"finality": "final_appeal", "divan_order": order}]})
    assert "no longer owed: the verdict was quashed" in words(file, "money/")
    assert file.summary("violations", TODAY).tags == []
    assert ("نقض دیوان", "done", None) in path("appeal", file)
    assert "Quashed by the court" in sheet("F", file) and "Final (appeal)" not in sheet("F", file)


@pytest.mark.parametrize("end", [{"divan_order": "dismissed"}, {"stay_ended_on": "2024-11-01"}])
def test_a_stay_that_is_over_is_not_called_one_above_what_is_to_be_carried_out(end):
    file = told({"verdicts": []}, {"verdicts": [DEMOLISH | {"finality": "stayed", "stayed_on": "2024-10-20"} | end]})
    assert [clock for clock, *_ in asked_for(file, TODAY)] == ["compliance"]
    assert "Stayed (court order)" not in sheet("F", file) and "The stay has ended" in sheet("F", file)
    assert file.summary("violations", TODAY).tags == [("", "۱ رأی قطعی")]


@pytest.mark.parametrize("result", ["amended", "confirmed"])
def test_the_card_counts_as_final_the_verdict_that_stands_and_no_earlier_one(result):
    file = confirmed(FINE | {"finality": "final_appeal"}, appeal_result=result, amount=200_000)
    assert file.summary("violations", TODAY).tags == [("", "۱ رأی قطعی")]
    assert "Final (appeal)" not in sheet("F", file) and "Final (appeal)" in sheet("A", file)
    kept = confirmed(FINE | {"finality": "final_appeal"})
    assert kept.summary("violations", TODAY).tags == [("", "۱ رأی قطعی")]


def test_a_verdict_called_final_on_appeal_is_not_final_before_the_appeals_verdict_was_served():
    file = told({"verdicts": [FINE | {"finality": "final_appeal"}]}, {"verdicts": []})
    assert file.summary("violations", TODAY).tags == [] and "Not final" in sheet("F", file)
    assert [state for name, state, _on in path("first", file) if name == "قطعیت"] == ["here"]
