"""Verdicts that follow one another: what is asked for once, how much, until when; and pages that say one thing."""

from datetime import date

import pytest
from clock import on
from feed_lines import action, commission, fed, mandate, number, owner, paper, person, verdict, violation
from page_tree import text, tree
from pdfs import pdf
from personas import NEIGHBOUR, signed_in
from verdict_stages import asked_for, told, words

TODAY = date(2024, 12, 10)
FIRST, SECOND, THIRD = ("2024-09-10", "2024-12-01", "2024-12-05")


def given(served: str, **columns) -> dict:
    return {"served_on": served, "finality": "final_appeal", "amount": None, "verdict_kind": "no_fine"} | columns


DEMOLISH = {"verdict_kind": "demolish", "comply_within_days": 60}


def test_an_order_that_is_confirmed_anew_is_asked_for_once_from_the_confirming_verdict_on():
    first = given(FIRST, verdict_no="F", **DEMOLISH)
    second = given(SECOND, verdict_no="A", appeal_result="confirmed", **DEMOLISH)
    file = told({"verdicts": [first]}, {"verdicts": [second]})
    assert asked_for(file) == [("compliance", "A", None, date(2025, 1, 30))]


def test_an_order_that_is_confirmed_without_days_runs_from_the_service_of_the_confirming_verdict():
    first = given(FIRST, verdict_no="F", **DEMOLISH)
    second = given(SECOND, verdict_no="A", appeal_result="confirmed", verdict_kind="retain")
    file = told({"verdicts": [first]}, {"verdicts": [second]})
    assert asked_for(file) == [("compliance", "F", None, date(2025, 1, 30))]


def test_what_is_remedied_is_not_asked_for_by_an_appeal_that_names_no_violations():
    remedied = violation(status="remedied")
    case = {"violations": [remedied["source_key"]]}
    first = {"case": case, "verdicts": [given(FIRST, verdict_no="F", **DEMOLISH)]}
    second = {"verdicts": [given(SECOND, verdict_no="A", appeal_result="confirmed", **DEMOLISH)]}
    assert asked_for(told(first, second, violations=[remedied])) == []


TWO = [given(FIRST, verdict_no="F/1", **DEMOLISH), given(FIRST, verdict_no="F/2", verdict_kind="fine", amount=300_000)]


def test_an_appeal_takes_the_place_of_every_verdict_of_the_first_case():
    acquitted = given(SECOND, verdict_no="A", appeal_result="quashed")
    assert asked_for(told({"verdicts": TWO}, {"verdicts": [acquitted]})) == []


def test_of_two_verdicts_on_appeal_each_takes_the_place_of_the_one_of_its_kind():
    later = [
        given(SECOND, verdict_no="A/1", appeal_result="confirmed", **DEMOLISH),
        given(SECOND, verdict_no="A/2", appeal_result="amended", verdict_kind="fine", amount=200_000),
    ]
    file = told({"verdicts": TWO}, {"verdicts": later})
    assert sorted(row[:3] for row in asked_for(file)) == [("compliance", "A/1", None), ("sum", "A/2", 200_000)]


@pytest.mark.parametrize("named", ["first", "appeal", "unknown", ""])
def test_the_last_of_three_stages_is_the_one_that_is_owed_whichever_case_it_names(named):
    shared = violation()
    violations = [shared["source_key"]]
    case, appeal = commission(violations=violations), commission(stage="appeal", violations=violations)
    appeal["after"] = case["source_key"]
    after = {"first": case["source_key"], "appeal": appeal["source_key"], "unknown": "no such key"}.get(named, "")
    equal = commission(stage="equal", violations=violations, after=after)
    fine = {"verdict_kind": "fine", "finality": "final_appeal"}
    rows = [
        verdict(case, served_on=FIRST, verdict_no="F", amount=300, **fine),
        verdict(appeal, served_on=SECOND, verdict_no="A", amount=200, appeal_result="amended", **fine),
        verdict(equal, served_on=THIRD, verdict_no="E", amount=100, appeal_result="amended", **fine),
    ]
    file = fed(violations=[shared], commission_cases=[case, appeal, equal], verdicts=rows)
    assert [row[:3] for row in asked_for(file)] == [("sum", "E", 100)]


def test_an_appeal_of_which_no_relation_is_known_belongs_to_the_only_first_case():
    case, appeal = commission(), commission(stage="appeal")
    fine = {"verdict_kind": "fine", "finality": "final_appeal"}
    rows = [verdict(case, served_on=FIRST, amount=300, **fine), verdict(appeal, served_on=SECOND, amount=250, **fine)]
    assert [row[2] for row in asked_for(fed(commission_cases=[case, appeal], verdicts=rows))] == [250]


def test_an_appeal_of_an_older_matter_leaves_a_later_first_verdict_what_it_was():
    old, new = commission(stage="appeal", received_on="2015-01-01"), commission(received_on="2024-08-01")
    fine = {"verdict_kind": "fine", "finality": "final_unopposed"}
    rows = [verdict(old, served_on="2015-03-01", amount=9, **fine), verdict(new, served_on=FIRST, amount=300, **fine)]
    assert sorted(row[2] for row in asked_for(fed(commission_cases=[old, new], verdicts=rows))) == [9, 300]


@pytest.mark.parametrize("paid", [False, True])
def test_a_fine_that_lives_on_through_two_stages_has_the_days_and_the_bill_of_the_last(paid):
    first = given(FIRST, verdict_no="F", verdict_kind="fine", amount=300_000, comply_within_days=30)
    second = given(SECOND, appeal_result="confirmed", finality="quashed")
    third = given(THIRD, appeal_result="confirmed", **{"bill_state": "bank_confirmed"} if paid else {})
    file = told({"verdicts": [first]}, {"verdicts": [second]}, {"verdicts": [third]})
    assert asked_for(file) == ([] if paid else [("sum", "F", 300_000, date(2025, 1, 4))])
    assert ("Paid in full" in words(file, "money/")) is paid


UNKNOWN = given(FIRST, finality="final_unopposed", verdict_kind="fine", verdict_no="F")


def test_a_final_fine_whose_sum_was_not_told_is_asked_for_and_said_to_be_unknown():
    file = told({"verdicts": [UNKNOWN]})
    assert asked_for(file) == [("sum", "F", None, None)]
    assert all("its amount was not told" in words(file, page) for page in ("money/", "violations/"))


def test_of_a_fine_whose_sum_was_not_told_its_instalments_are():
    file = told({"verdicts": [UNKNOWN | {"instalments": [{"due": "2024-12-20", "amount": 50_000}]}]})
    assert asked_for(file) == [("instalment", "F", 50_000, date(2024, 12, 20))]
    assert "50,000" in words(file, "violations/") and "left: 50,000" in words(file, "money/")


@pytest.mark.parametrize(
    ("discount", "instalments", "left"),
    [
        (100, [(50, "")], []),
        (0, [(60, "2024-10-01"), (60, "")], [40]),
        (0, [(60, ""), (60, "")], [60, 40]),
        (0, [(120, "2024-10-01"), (10, "")], []),
        (30, [(50, ""), (20, "2024-10-01")], [50]),
    ],
)
def test_instalments_ask_for_no_more_than_is_left(discount, instalments, left):
    rows = [
        {"due": f"2024-12-2{n}", "amount": amount} | ({"paid_on": day} if day else {})
        for n, (amount, day) in enumerate(instalments)
    ]
    fine = UNKNOWN | {"amount": 100, "discount": discount, "instalments": rows}
    file = told({"verdicts": [fine]})
    assert [row[2] for row in asked_for(file)] == left


def test_a_first_fine_is_not_owed_while_the_appeal_is_not_served():
    first = given(FIRST, verdict_kind="fine", amount=300)
    pending = given(SECOND, verdict_no="A/1", amount=100, verdict_kind="fine") | {"served_on": None}
    assert asked_for(told({"verdicts": [first]}, {"verdicts": [pending]})) == []


def test_a_final_first_verdict_whose_appeal_nobody_told_leads_to_the_court():
    [divan] = [
        t
        for t in told({"verdicts": [UNKNOWN | {"finality": "final_appeal"}]}).rows("violations")["terms"]
        if t.clock == "divan"
    ]
    assert divan.last_on is None and not divan.standing


STAYED = {"stayed_on": "2024-10-01", "verdict_kind": "fine", "amount": 300}


@pytest.mark.parametrize(
    ("columns", "is_stayed"),
    [
        ({"finality": "stayed", "stay_ended_on": "2024-11-01"}, False),
        ({"finality": "final_appeal"}, True),
        ({"finality": "stayed"}, True),
    ],
)
def test_a_stay_is_said_on_the_page_of_verdicts_as_long_as_it_lasts_and_no_longer(columns, is_stayed):
    page = words(
        told({"verdicts": [given(FIRST)]}, {"verdicts": [given("2024-09-20", **STAYED | columns)]}), "violations/"
    )
    assert ("stayed by order of the Court" in page) is is_stayed
    assert ("The stay has ended" in page) is ("stay_ended_on" in columns)


def test_a_term_to_object_that_something_else_ended_is_not_said_to_be_over_on_a_day_ahead():
    file = told({"verdicts": [given("2024-12-05", finality="closed", verdict_kind="fine", amount=3)]})
    page = words(file, "violations/")
    assert "apparently ended" not in page and "No objection is needed any more" in page


def test_an_attorney_without_the_scope_reads_no_text_that_may_name_a_sum():
    principal, agent = number(), number()
    case, appeal = commission(), commission(stage="appeal")
    appeal["after"] = case["source_key"]
    rows = [
        verdict(case, served_on=FIRST, verdict_no="F", amount=300, finality="final_appeal"),
        verdict(appeal, **given(SECOND, verdict_no="9/9", appeal_result="confirmed", body="سیصد ریال تأیید می‌شود")),
    ]
    file = fed(
        owner(principal),
        people=[person(principal), person(agent)],
        mandates=[mandate(principal, agent, scope=["view"])],
        commission_cases=[case, appeal],
        verdicts=rows,
        papers=[paper(doc_kind="verdict", doc_no="9/9", scan="s.pdf")],
        scans={"s.pdf": pdf("names a sum")},
    )
    assert "سیصد" not in words(file, "violations/", by=agent) and "papers/" not in file_page(file, agent)
    assert "سیصد" in words(file, "violations/") and "papers/" in file_page(file, file.by)
    assert signed_in(NEIGHBOUR).get(f"/en/cases/{file.case.ref}/violations/").status_code == 404


def file_page(file, by: str) -> str:
    return signed_in(by).get(f"/en/cases/{file.case.ref}/ownership/").content.decode()


def test_a_told_last_day_of_an_explanation_is_not_said_to_be_counted():
    session = {"answer_due": "2026-12-10", "session_at": "2026-12-05T10:00:00+03:30"}
    told_of = fed(commission_cases=[commission(invited_on="2026-11-20", **session)])
    counted = fed(commission_cases=[commission(invited_on="2026-11-20")])
    pages = [words(file, "violations/", date(2026, 11, 25)) for file in (told_of, counted)]
    assert ["not counting that day" in page for page in pages] == [False, True]
    assert ["the one that the back office told" in page for page in pages] == [True, False]


def test_a_step_of_enforcement_is_said_on_every_page_once_the_fine_is_paid():
    paid = [{"due": "2024-11-01", "amount": 100, "paid_on": "2024-11-01"}]
    step = action(
        "2024-11-20", step="enforcement", step_state="waiting", to_role="owner", next_action="رأی را اجرا کنید"
    )
    fine = UNKNOWN | {"amount": 100, "instalments": paid}
    for instalments, is_said in ((paid, True), ([{"due": "2024-12-20", "amount": 100}], False)):
        file = told({"verdicts": [fine | {"instalments": instalments}]}, actions=[step])
        asks = "of request 1404-09-77 waits for the owner"
        assert [asks in words(file, page) for page in ("", "history/")] == [is_said, is_said]


def test_an_objection_without_its_day_ends_the_term_all_the_same():
    file = told({"verdicts": [given("2024-12-05", finality="open", objector="owner", objection_no="77")]})
    [term] = [t for t in file.rows("violations")["terms"] if (t.clock, t.side) == ("objection", "owner")]
    assert (term.standing, term.closed_on) == ("met", None)


def test_the_last_working_day_is_said_wherever_a_last_day_is_none():
    friday = {"due": "2024-12-13", "amount": 50}
    file = told({"verdicts": [UNKNOWN | {"amount": 50, "instalments": [friday]}]})
    client = signed_in(file.by)
    with on(TODAY):
        pages = [text(tree(client.get(f"/en/{page}").content.decode())) for page in ("cases/", "my-work/")]
    assert all("the last working day before it is Thursday" in page for page in [*pages, words(file, "")])


@pytest.mark.parametrize(
    ("kind", "shares", "sentence"),
    [
        ("land", {"building_share": 0, "building_of": 1}, ""),
        ("house", {"building_share": 0, "building_of": 1}, "The shares of the building that are recorded"),
        ("house", {"land_share": 0, "land_of": 1}, "The shares of the land that are recorded"),
        ("house", {"land_share": 1, "land_of": 2, "building_share": 1, "building_of": 2}, "The shares recorded"),
    ],
)
def test_which_shares_are_missing_is_said_and_none_of_a_building_on_a_plot_of_land(kind, shares, sentence):
    code = number()
    file = fed(owner(code, **shares), people=[person(code)], casefile={"property_type": kind})
    page = words(file, "ownership/")
    assert ("add up to less than six dang" in page) is bool(sentence) and sentence in page
