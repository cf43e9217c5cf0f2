"""What the back office told by mistake it takes back: gone from every citizen at once, kept, and it may come back."""

import pytest
from feed_lines import (
    Fed,
    action,
    commission,
    deed,
    drawings,
    line,
    load,
    mandate,
    number,
    owner,
    paper,
    permit,
    person,
    rules,
    sheet,
    verdict,
    violation,
    visit,
)
from history_model import asked
from personas import signed_in

from shahrsazi.casefiles.registry import SECTIONS

CASE = commission(source_key="c1")
ROWS = {
    "deeds": deed(),
    "papers": paper(),
    "inspections": visit("2024-01-01"),
    "plan_rules": rules(),
    "level_sheets": sheet(),
    "drawing_sets": drawings(1),
    "violations": violation(),
    "commission_cases": CASE,
    "verdicts": verdict(CASE, served_on="2024-09-10"),
    "permits": permit(),
    "bills": {"source_key": "", "bill_kind": "levy", "amount": 5_000},
    "actions": action("2025-01-01"),
}
KEYS = {key: (section.key, model) for section in SECTIONS for key, model in section.feeds.items()}


def in_the_section(file: Fed, key: str) -> int:
    """How many rows of a list the owner's own session reads."""
    return len(file.rows(KEYS[key][0])[key])


def told(key: str) -> tuple[dict, Fed]:
    """A file with one row of every kind that this one needs."""
    from shahrsazi.casefiles.casefile import CaseFile

    wanted = {"verdicts": ("commission_cases", "verdicts")}.get(key, (key,))
    made = line(**{name: [ROWS[name] | {"source_key": f"{name}-1"}] for name in wanted})
    if key == "verdicts":
        made["verdicts"][0]["commission_case"] = "commission_cases-1"
    assert load(made).bad == []
    case = CaseFile._base_manager.using("owner").get(renewal_code=made["casefile"]["renewal_code"])
    return made, Fed(made, case, made["owners"][0]["person"])


def test_every_list_that_the_feed_fills_is_tried_but_the_blocks():
    assert set(ROWS) == set(KEYS) - {"surveys"}


@pytest.mark.parametrize("key", ROWS)
def test_a_row_that_is_taken_back_is_read_by_nobody_and_may_come_back(key):
    made, file = told(key)
    assert in_the_section(file, key) == 1
    row = made[key][0]
    load(made | {"as_of": "2026-02-02T08:00:00+03:30", key: [row | {"withdrawn": True}]})
    assert in_the_section(file, key) == 0
    table = KEYS[key][1]._meta.db_table
    assert asked(f"SELECT withdrawn FROM {table} WHERE case_id = %s", [file.case.id]) == [(True,)]
    load(made | {"as_of": "2026-02-03T08:00:00+03:30", key: [row]})
    assert in_the_section(file, key) == 0, "what is not told stays as it is"
    load(made | {"as_of": "2026-02-04T08:00:00+03:30", key: [row | {"withdrawn": False}]})
    assert in_the_section(file, key) == 1


def test_what_belonged_to_a_stranger_is_on_no_page_of_theirs():
    made, file = told("verdicts")
    number = "۹/۱۴۰۳/۲۵۰۷"
    assert number in file.html("violations")
    gone = [made["verdicts"][0] | {"withdrawn": True}]
    load(made | {"as_of": "2026-02-02T08:00:00+03:30", "verdicts": gone})
    assert number not in file.html("violations") and number not in file.html()


def test_an_owner_and_an_attorney_who_were_told_by_mistake_see_the_file_no_more():
    wrong, right, attorney = number(), number(), number()
    leave = mandate(right, attorney)
    made = line(owner(wrong, 1, 2), owner(right, 1, 2), people=[person(attorney)], mandates=[leave])
    load(made)
    [(ref,)] = asked("SELECT ref FROM casefiles_casefile WHERE renewal_code = %s", [made["casefile"]["renewal_code"]])
    opens = lambda who: signed_in(who).get(f"/en/cases/{ref}/").status_code  # noqa: E731
    assert [opens(who) for who in (wrong, right, attorney)] == [200, 200, 200]
    made["owners"][0]["effective_to"] = made["owners"][0]["effective_from"]
    taken_back = [leave | {"ended_on": leave["poa_date"], "end_reason": "dismissal"}]
    assert load(made | {"as_of": "2026-02-02T08:00:00+03:30", "mandates": taken_back}).bad == []
    assert [opens(who) for who in (wrong, right, attorney)] == [404, 200, 404]


@pytest.mark.parametrize("belongs", ["verdict", "violation", "bill"])
def test_a_line_takes_back_what_belongs_together(belongs):
    case, wrong = commission(source_key="together"), violation(source_key="v-together")
    judged = verdict(case, source_key="verdict-together")
    rows = {
        "verdict": {"commission_cases": [case], "verdicts": [judged]},
        "violation": {"violations": [wrong], "commission_cases": [case | {"violations": ["v-together"]}]},
        "bill": {
            "commission_cases": [case],
            "verdicts": [judged],
            "bills": [ROWS["bills"] | {"source_key": "b-together", "about": "verdict-together"}],
        },
    }[belongs]
    made = line(**rows)
    assert load(made).bad == []
    gone = {key: [row | {"withdrawn": True} for row in told] for key, told in rows.items()}
    assert load(made | {"as_of": "2026-02-02T08:00:00+03:30"} | gone).bad == []
    for key in rows:
        table = KEYS[key][1]._meta.db_table
        code = made["casefile"]["renewal_code"]
        sql = f"SELECT withdrawn FROM {table} r JOIN casefiles_casefile c ON c.id = r.case_id WHERE c.renewal_code = %s"
        assert asked(sql, [code]) == [(True,)], key
