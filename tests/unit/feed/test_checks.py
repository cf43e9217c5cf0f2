"""Only what was told is compared, and what can't be true is said with the field in which it stands."""

import re
from datetime import UTC, date, datetime, timedelta
from time import process_time
from typing import NamedTuple

import msgspec
import pytest

from shahrsazi.city import code_lists
from shahrsazi.feed import contract, validation
from shahrsazi.feed.contract import MAX_ROWS
from shahrsazi.persian.language import in_language


@pytest.fixture(autouse=True)
def _shipped_codes(monkeypatch):
    monkeypatch.setattr(code_lists, "_overrides", dict)


VISIT = {"visit_no": "1", "visited_at": "2024-01-01T10:00:00+03:30", "reason": "permit", "approval": "approved"}
BUILDING = {"structure": "brick", "stage": "complete", "floors_above": 1, "floors_below": 0, "footprint": 90}
FLOOR = {"floor": 0, "use_group": "residential"}
PERMIT = {"permit_kind": "building_permit", "permit_no": "1", "state": "issued", "issued_on": "2020-05-01"}
VERDICT = {"commission_case": "c", "verdict_no": "1", "issued_at": "2024-09-05T20:00:00+00:00", "verdict_kind": "fine"}
VERDICT |= {"body": "متن", "finality": "open"}
CASE = {"secretariat_no": "1", "received_on": "2024-07-01", "requester": "municipality", "stage": "first"}
SHEET = {"sheet_no": "1", "issued_on": "2025-01-01", "surveyor_no": "1", "base_street": "x", "street_level": 0}
RULES = {"plan_name": "x", "version": "1", "approved_on": "2023-01-01", "zone": "R", "land_use": "residential"}
DRAWINGS = {"plan_set_no": "1", "plan_order_no": "1", "discipline": "architecture", "phase": "one", "revision": 1}
DRAWINGS |= {"review_state": "needs_change", "submitted_on": "2024-01-01", "designer_licence_no": "1"}
VIOLATION = {
    "kind": "over_permit",
    "status": "referred",
    "found_on": "2024-05-05",
    "floor": 2,
    "amount": 1,
    "year": 1403,
}
DEED = {"deed_kind": "single_page", "tenure": "whole", "tenure_scope": "both", "deed_status": "valid"}
MANDATE = {"principal": "1300001234", "agent": "1300001234", "capacity": "attorney", "scope": ["view"]}
ACTION = {"request_no": "1", "request_kind": "permit", "registered_on": "2025-01-01", "request_state": "current"}
ROWS = {
    "inspections": VISIT | {"access": "done"},
    "permits": PERMIT,
    "verdicts": VERDICT,
    "commission_cases": CASE | {"panel_no": 1},
    "level_sheets": SHEET | {"bench_mark": "x"},
    "plan_rules": RULES | {"density_pct": 1, "coverage_pct": 1, "floors_allowed": 1},
    "drawing_sets": DRAWINGS
    | {"designer": "x", "designer_field": "architecture", "licence_valid_until": "2020-01-01"}
    | {"designer_grade": "two"},
    "violations": VIOLATION
    | {"use_existing": "residential", "date_governing": "2024-05-01", "note_no": 2, "unit_value": 1},
    "deeds": DEED,
    "bills": {"bill_kind": "levy", "amount": 1},
    "mandates": MANDATE | {"poa_no": "1", "poa_date": "2024-01-01", "notary_office": "x"},
    "actions": ACTION | {"step": "registration", "started_at": "2025-01-02T09:00:00+03:30", "step_state": "done"},
    "people": {"number": "1300001234", "last_name": "x", "birth_date": "1990-01-01"},
}
ROWS["actions"] |= {"defect_state": "none"}


def faults(key: str, **known) -> list[str]:
    row = ROWS[key] | {"source_key": "k"} | known
    line = msgspec.convert({key: [row]}, contract.part())
    with in_language("en"):
        return [sentence for sentence in validation.errors(line) if " - at `" in sentence]


DAY = date(1990, 1, 1)


class Share(NamedTuple):
    """In whole parts of `land_of`, from a day on and until another, counted from one."""

    first: int
    last: int | None
    land_share: int
    land_of: int
    building_share: int = 0
    building_of: int = 1

    @property
    def effective_from(self) -> date:
        return DAY + timedelta(self.first)

    @property
    def effective_to(self) -> date | None:
        return None if self.last is None else DAY + timedelta(self.last)


SHARES = [
    ([(0, None, 1, 2), (5, None, 1, 2)], None),
    ([(0, None, 1, 2), (5, None, 2, 3)], 5),
    ([(0, 5, 1, 1), (5, None, 1, 1)], None),
    ([(0, 6, 1, 1), (5, None, 1, 9)], 5),
    ([(3, 3, 1, 1), (3, None, 1, 1)], None),
    ([(9, 2, 1, 1), (0, None, 1, 1)], None),
    ([(0, None, 0, 1, 1, 1), (4, 8, 0, 1, 1, 6)], 4),
]


@pytest.mark.parametrize(("shares", "day"), SHARES)
def test_the_first_day_of_more_than_the_whole_is_found(shares, day):
    too_much = validation.day_of_too_much([Share(*share) for share in shares])
    assert too_much == (None if day is None else DAY + timedelta(day))


def test_thousands_of_shares_of_a_file_are_added_up_at_once():
    shares = [Share(n, None, 1, 2**31 - 1 - 2 * n, 1, 2**31 - 1 - 2 * n) for n in range(MAX_ROWS)]
    begun = process_time()
    assert validation.day_of_too_much(shares) is None and process_time() - begun < 10


def built(*floors: dict, total: float = 200) -> dict:
    return {"buildings": [BUILDING | {"total_built": total}], "floors": [FLOOR | floor for floor in floors]}


GOOD = [
    ("inspections", {"area_existing": 300, "area_after_correction": 290}),
    ("inspections", {"area_existing": 300, "area_after_correction": 290, "area_in_street": 10}),
    ("inspections", {"area_existing": 300, "area_after_correction": 290, "area_remaining": 4}),
    ("inspections", {"area_existing": 300, "area_after_correction": 285, "area_in_street": 10, "area_remaining": 5}),
    ("inspections", {"area_existing": 300, "area_after_correction": 290, "area_in_street": 10, "area_remaining": 290}),
    ("inspections", {"area_existing": 300, "area_in_street": 10}),
    ("inspections", {"area_after_correction": 290, "area_in_street": 10}),
    ("inspections", built()),
    ("inspections", {"floors": [FLOOR | {"area": 50}]}),
    ("inspections", built({"area": 200}, {"area": 80, "change_state": "demolished"})),
    ("inspections", built({"area": 100}, {"area": 100})),
    ("inspections", {"next_visit_on": "2024-01-01"}),
    ("permits", {"total_area": 300, "areas": [FLOOR | {"area": 10}]}),
    ("permits", {"total_area": 300}),
    ("permits", {"areas": [FLOOR | {"area": 10}]}),
    ("permits", {"valid_until": "2020-05-01"}),
    ("permits", {"permit_kind": "amendment", "valid_until": "2020-04-01"}),
    ("permits", {"permit_kind": "extension", "start_by": "2019-01-01", "valid_until": "2022-01-01"}),
    ("permits", {"permit_kind": "completion", "finish_by": "2019-01-01"}),
    ("verdicts", {"served_on": "2024-09-05"}),
    ("verdicts", {"served_on": "2024-10-05", "objected_on": "2024-09-08"}),
    ("verdicts", {"instalments": [{"due": "2024-12-01", "amount": 7}]}),
    ("bills", {"issued_on": "2024-05-05", "paid_on": "2024-05-01"}),
    ("mandates", {"ended_on": "2024-01-01", "end_reason": "dismissal"}),
]


@pytest.mark.parametrize(("key", "known"), GOOD)
def test_what_is_not_told_is_not_compared(key, known):
    assert faults(key, **known) == []


EARLY = [
    ("people", "registered_on", "1989-12-31"),
    ("mandates", "verified_on", "2023-12-31"),
    ("mandates", "expires_on", "2023-12-31"),
    ("mandates", "ended_on", "2023-12-31"),
    ("inspections", "next_visit_on", "2023-12-31"),
    ("plan_rules", "valid_until", "2022-12-31"),
    ("level_sheets", "valid_until", "2024-12-31"),
    ("drawing_sets", "reviewed_on", "2023-12-31"),
    ("commission_cases", "invited_on", "2024-06-30"),
    ("commission_cases", "answer_due", "2024-06-30"),
    ("commission_cases", "session_at", "2024-06-30T10:00:00+03:30"),
    *(("verdicts", f, "2024-09-04") for f in ("served_on", "served_municipality_on", "objected_on", "divan_filed_on")),
    ("verdicts", "stayed_on", "2024-09-04"),
    *(("permits", name, "2020-04-30") for name in ("valid_until", "start_by", "finish_by")),
    ("actions", "ended_at", "2025-01-02T08:59:59+03:30"),
]


@pytest.mark.parametrize(("key", "field", "day"), EARLY)
def test_an_end_before_its_beginning_is_said_with_the_field(key, field, day):
    [sentence] = faults(key, **{field: day})
    assert re.search(rf"{field} is before \w+ in {key}\. - at `\$\.{key}\[0\]\.{field}`$", sentence)


LESS = [
    ("commission_cases", {"invited_on": "2024-08-01", "answer_due": "2024-07-31"}, "answer_due"),
    ("commission_cases", {"invited_on": "2024-08-01", "session_at": "2024-07-31T10:00:00+03:30"}, "session_at"),
    ("verdicts", {"stayed_on": "2024-10-01", "stay_ended_on": "2024-09-30"}, "stay_ended_on"),
    ("verdicts", {"objections": [{"objector": "owner", "on": "2024-09-04"}]}, "objections[0].on"),
    ("permits", {"valid_from": "2021-01-01", "valid_until": "2020-12-31"}, "valid_until"),
    ("permits", {"start_by": "2022-01-01", "finish_by": "2021-12-31"}, "finish_by"),
    ("permits", {"permit_kind": "completion", "valid_until": "2020-04-30"}, "valid_until"),
    ("permits", {"total_area": 300, "areas": [FLOOR | {"area": 300.2}]}, "areas"),
    ("drawing_sets", {"total_area": 300, "design_areas": [FLOOR | {"area": 301}]}, "design_areas"),
    ("bills", {"issued_on": "2024-05-05", "due": "2024-05-04"}, "due"),
    ("violations", {"fine_min": 2, "fine_max": 1}, "fine_min"),
    ("deeds", {"encumbrances": [{"kind": "mortgage", "since": "2020-01-01", "until": "2019-01-01"}]}, None),
    ("inspections", {"area_existing": 300, "area_after_correction": 290, "area_in_street": 4}, "area_in_street"),
    ("inspections", built({"area": 100}), "floors"),
    ("inspections", built({"area": 200}, {"area": 80, "change_state": "added"}), "floors"),
    ("inspections", built({"area": 200, "changed_use_area": 201}), "floors[0].changed_use_area"),
]


@pytest.mark.parametrize(("key", "known", "field"), LESS)
def test_what_can_not_be_true_is_said_with_the_field(key, known, field):
    [sentence] = faults(key, **known)
    assert sentence.endswith(f" - at `$.{key}[0].{field or 'encumbrances[0].until'}`")


def test_a_building_that_ended_before_it_was_begun():
    [sentence] = faults("inspections", buildings=[BUILDING | {"total_built": 9, "built_from": 1390, "built_to": 1389}])
    assert sentence.endswith(" - at `$.inspections[0].buildings[0].built_from`")


def test_a_day_is_compared_with_the_day_of_a_moment_in_the_city():
    from shahrsazi.casefiles.checks import is_before

    late = datetime(2024, 9, 5, 21, 0, tzinfo=UTC)  # half past midnight of the sixth
    assert is_before(date(2024, 9, 5), late) and not is_before(date(2024, 9, 6), late)
    assert is_before("2024-09-05", late) and is_before(late, date(2024, 9, 7))
