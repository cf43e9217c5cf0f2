"""Every clock of a file on the day before its last day, on it, and on the day after; and what ends or stops it."""

from datetime import date, timedelta

import pytest
from feed_lines import Fed, action, commission, fed, load, permit, verdict, violation, visit

LAST = date(2024, 9, 20)
BEFORE, AFTER = LAST - timedelta(1), LAST + timedelta(1)
SERVED = "2024-09-10"


def tried(stage="first", found="decided", **known) -> dict:
    row = violation(status=found)
    case = commission(stage=stage, violations=[row["source_key"]])
    return {
        "violations": [row],
        "commission_cases": [case],
        "verdicts": [verdict(case, **{"served_on": SERVED, "amount": None, "verdict_kind": "demolish"} | known)],
    }


def waits(file: Fed, day: date, clock: str) -> list[str]:
    return [state for name, state in file.waiting(day) if name == clock]


def stored(file: Fed, clock: str, side: str = "owner") -> list:
    return [t for t in file.rows("violations")["terms"] if t.clock == clock and t.side == side]


BY_CLOCK = {
    "explanation": ({"commission_cases": [commission(invited_on=SERVED)]}, ["running", "last_day", None]),
    "session": (
        {"commission_cases": [commission(session_at="2024-09-20T10:00:00+03:30")]},
        ["running", "last_day", None],
    ),
    "objection": (tried(), ["running", "last_day", "late"]),
    "divan": (tried("appeal", finality="final_appeal", served_on="2024-06-22"), ["running", "last_day", None]),
    "compliance": (tried(finality="final_unopposed", comply_within_days=10), ["running", "last_day", "late"]),
    "instalment": (
        tried(
            finality="final_unopposed", verdict_kind="fine", amount=5, instalments=[{"due": "2024-09-20", "amount": 5}]
        ),
        ["running", "last_day", "late"],
    ),
    "sum": (
        tried(finality="final_unopposed", verdict_kind="fine", amount=5, comply_within_days=10),
        ["running", "last_day", "late"],
    ),
    "begin": ({"permits": [permit(start_by="2024-09-20")]}, ["running", "last_day", None]),
    "finish": ({"permits": [permit(finish_by="2024-09-20")]}, ["running", "last_day", None]),
    "permit": ({"permits": [permit(valid_until="2024-09-20")]}, ["running", "last_day", "over"]),
    "defect": (
        {"actions": [action("2024-09-01", defect_state="to_complete", defect_text="امضا", due="2024-09-20")]},
        ["running", "last_day", "late"],
    ),
    "visit": ({"inspections": [visit("2024-09-01", next_visit_on="2024-09-20")]}, ["running", "last_day", None]),
}


@pytest.mark.parametrize("clock", BY_CLOCK)
def test_a_clock_runs_through_its_last_day_and_is_said_rightly_on_the_next(clock):
    told, states = BY_CLOCK[clock]
    file = fed(**told)
    assert [(waits(file, day, clock) or [None])[0] for day in (BEFORE, LAST, AFTER)] == states


@pytest.mark.parametrize("stage", ["first", "appeal", "equal"])
def test_only_a_first_verdict_can_be_objected_to_and_only_a_later_one_has_its_ninety_days(stage):
    file = fed(**tried(stage, finality="open" if stage == "first" else "final_appeal"))
    clocks = {name for name, _state in file.waiting(BEFORE)}
    assert ("objection" in clocks) is (stage == "first") and ("divan" in clocks) is (stage != "first")


def test_ninety_days_are_counted_from_the_service_also_over_months_of_thirty_one_days():
    """domain.md §6.3: served on 1403/04/14, the ninety days end on 1403/07/11."""
    (term,) = stored(fed(**tried("appeal", finality="final_appeal", served_on="2024-07-04")), "divan")
    assert term.last_on == date(2024, 10, 2)


def test_a_verdict_final_by_lapse_has_no_last_day_at_the_court_and_the_page_sends_to_the_court():
    file = fed(**tried(finality="final_unopposed"))
    (term,) = stored(file, "divan")
    assert term.last_on is None and "از دیوان بپرسید" in file.html("violations")


@pytest.mark.parametrize(
    ("objector", "owner", "municipality"),
    [("owner", "met", ""), ("successor", "met", ""), ("municipality", "", "met"), ("", "", "")],
)
def test_what_one_side_did_never_ends_the_others_term(objector, owner, municipality):
    file = fed(**tried(objected_on="2024-09-15", objector=objector, served_municipality_on=SERVED))
    assert [stored(file, "objection", side)[0].standing for side in ("owner", "municipality")] == [owner, municipality]


def test_objections_told_as_rows_count_side_by_side():
    rows = [{"objector": "municipality", "on": "2024-09-12"}]
    file = fed(**tried(objections=rows, served_municipality_on=SERVED))
    assert waits(file, BEFORE, "objection") == ["running"] and stored(file, "objection", "municipality")[0].standing


def test_finality_told_too_early_takes_no_day_of_the_term_away():
    file = fed(**tried(finality="final_unopposed"))
    assert [waits(file, day, "objection") for day in (LAST, AFTER)] == [["last_day"], []]


def followed(stage="appeal", **known) -> Fed:
    """A first verdict and the one that took its place, ten days later."""
    first = tried(verdict_kind="fine", amount=100, finality="closed")
    case = commission(stage=stage, after=first["commission_cases"][0]["source_key"])
    later = verdict(case, **{"served_on": "2024-10-10", "finality": "final_appeal", "amount": 100} | known)
    first["commission_cases"].append(case)
    first["verdicts"].append(later)
    return fed(**first)


def test_a_superseded_verdict_asks_nothing_more_and_the_sum_is_owed_once():
    file = followed()
    owed = [t for t in stored(file, "sum") if not t.standing]
    assert [t.amount for t in owed] == [100] and waits(file, date(2024, 10, 11), "sum") == ["open"]
    html = file.html("violations")
    [newer] = [e.ending.successor for e in file.page("violations", date(2024, 10, 11))["cases"] if e.ending.successor]
    assert f'<a href="#v-{newer.id}">' in html and f'id="v-{newer.id}"' in html and "جایگزین این رأی شد" in html


def test_of_a_verdict_confirmed_without_a_sum_of_its_own_the_first_sum_is_owed():
    file = followed(amount=None, appeal_result="confirmed")
    assert waits(file, date(2024, 10, 11), "sum") == ["open"]


def test_a_stay_suspends_what_is_to_be_done_and_the_days_run_on_after_it():
    stayed = tried("appeal", finality="stayed", stayed_on="2024-09-15", comply_within_days=10)
    assert waits(fed(**stayed), AFTER, "compliance") == []
    ended = tried(
        "appeal", finality="final_appeal", stayed_on="2024-09-15", stay_ended_on="2024-09-25", comply_within_days=10
    )
    (term,) = stored(fed(**ended), "compliance")
    assert term.last_on == date(2024, 9, 30)


@pytest.mark.parametrize("finality", ["quashed", "closed"])
def test_a_quashed_or_closed_verdict_asks_for_nothing(finality):
    file = fed(**tried("appeal", finality=finality, comply_within_days=10, amount=7, verdict_kind="demolish"))
    assert file.waiting(BEFORE) == []


def test_of_a_verdict_that_is_not_final_nothing_is_to_be_paid_or_carried_out_yet():
    file = fed(**tried(amount=7, comply_within_days=10))
    assert {name for name, _ in file.waiting(BEFORE)} == {"objection"}


def test_a_removal_that_was_done_is_asked_for_no_more():
    file = fed(**tried(found="remedied", finality="final_unopposed", comply_within_days=10))
    assert waits(file, AFTER, "compliance") == []


def test_a_duty_whose_day_is_over_is_overdue_and_not_ended():
    due = [{"due": "2024-09-20", "amount": 5}]
    html = fed(**tried(finality="final_unopposed", verdict_kind="fine", amount=5, instalments=due)).html()
    assert "باید تا جمعه ۳۰ شهریور ۱۴۰۳ انجام می‌شد" in html


def test_a_bill_that_the_bank_confirmed_is_not_owed():
    file = fed(**tried(finality="final_unopposed", verdict_kind="fine", amount=5, bill_state="bank_confirmed"))
    assert waits(file, AFTER, "sum") == []


def test_two_verdicts_have_each_one_objection_of_the_owner():
    first, second = tried(), tried(verdict_no="9/1403/2508")
    file = fed(**{key: first[key] + second[key] for key in first})
    keys = [t.source_key for t in stored(file, "objection")]
    assert len(keys) == len(set(keys)) == 2


def test_an_interim_order_is_not_objected_to_and_ends_no_explanation():
    told = tried(verdict_kind="interim")
    told["commission_cases"][0]["invited_on"] = SERVED
    file = fed(**told)
    assert {name for name, _ in file.waiting(BEFORE)} == {"explanation"}


def test_an_extended_permit_is_asked_about_once_and_a_completed_one_not_at_all():
    old = permit(valid_until="2024-09-20")
    new = permit(permit_kind="extension", replaces=old["source_key"], valid_until="2024-10-20", issued_on="2024-09-01")
    assert waits(fed(permits=[old, new]), BEFORE, "permit") == ["running"]
    done = permit(permit_kind="completion", issued_on="2024-09-15")
    assert fed(permits=[old, done]).waiting(BEFORE) == []


def test_a_certificate_that_runs_out_asks_for_nothing():
    file = fed(permits=[permit(permit_kind="no_violation", valid_until="2024-09-20")])
    assert file.waiting(BEFORE) == [] == file.waiting(AFTER)


def test_two_defects_are_two_and_the_one_that_was_sent_waits_no_more():
    rows = [action("2024-09-01", defect_state=s, defect_text=s) for s in ("to_complete", "to_complete", "sent")]
    assert waits(fed(actions=rows), BEFORE, "defect") == ["open", "open"]


def test_a_fact_that_is_told_anew_brings_its_term_along_and_one_that_is_gone_takes_it_away():
    told = tried()
    file = fed(**told)
    again = {"verdicts": [told["verdicts"][0] | {"served_on": "2024-09-12"}], "as_of": "2026-02-01T08:00:00+03:30"}
    assert load(file.line | again).bad == []
    assert [t.last_on for t in stored(file, "objection")] == [date(2024, 9, 22)]


def test_a_neighbour_and_a_stranger_read_no_term_of_the_file():
    from django.db import transaction
    from personas import token_of

    from shahrsazi.casefiles.terms.term import Term
    from shahrsazi.credentials import sessions

    file, neighbours = fed(**tried()), fed(**tried())
    with transaction.atomic():
        sessions.visitor_of(token_of(neighbours.by))
        assert set(Term.visible.values_list("case_id", flat=True)) == {neighbours.case.id}
    with transaction.atomic():
        assert not Term.visible.filter(case_id=file.case.id).exists()


def test_the_list_the_file_and_the_section_say_one_day():
    from clock import on
    from personas import signed_in

    file = fed(**tried())
    client = signed_in(file.by)
    with on(date(2024, 9, 12)):
        pages = [client.get(f"/cases/{path}").content.decode() for path in ("", f"{file.case.ref}/")]
        pages.append(client.get(f"/cases/{file.case.ref}/violations/").content.decode())
    assert all("جمعه ۳۰ شهریور ۱۴۰۳" in html for html in pages)


def test_all_terms_written_anew_are_the_ones_that_were_stored(city):
    from personas import case_of

    from shahrsazi.casefiles.terms.edition import TermsEdition
    from shahrsazi.casefiles.terms.rewriting import load as write
    from shahrsazi.casefiles.terms.term import Term

    columns = ("case_id", *Term.key[1:], "last_on", "standing", "closed_on", "amount")
    own = Term.in_feed.filter(case__in=[case_of(name).id for name in "ABCE"]).order_by("id")
    before = sorted(map(str, own.values_list(*columns)))
    TermsEdition.in_feed.update(written_by="another")
    assert "written anew" in write() and len(before) > 10
    assert sorted(map(str, own.values_list(*columns))) == before


@pytest.mark.parametrize(
    ("told", "waiting"),
    [
        (tried(verdict_kind="fine", amount=5), [("objection", "running")]),
        (tried(verdict_kind="fine", amount=5, finality="final_unopposed"), [("objection", "running"), ("sum", "open")]),
        ({}, [("defect", "open")]),
    ],
)
def test_a_step_of_enforcement_asks_for_nothing_beside_the_verdict_but_is_said_where_none_was_told(told, waiting):
    step = action(
        "2024-09-01", step="enforcement", step_state="waiting", to_role="owner", next_action="رأی را اجرا کنید"
    )
    assert [t for t in fed(**told, actions=[step]).waiting(BEFORE) if t[1] != "last_day"] == waiting
