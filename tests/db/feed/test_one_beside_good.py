"""Whatever stands in one line, record or row, it alone is turned away: those before and after it are taken."""

from collections.abc import Iterator

import pytest
from blocks import LAND, corners
from csv_maps import Office
from feed_delivery import Exporter, with_values
from feed_lines import commission, key, line, load, number, permit, person, sheet, verdict, visit

from shahrsazi.feed import validation

LAST, FIRST = "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+03:30"
CASE = commission()
# Moments that the city's clock can't show, beside a day with which each is compared.
ROWS = {
    "a session": ("commission_case", "commission_cases", commission(session_at=LAST)),
    "a session of long ago": ("commission_case", "commission_cases", commission(session_at=FIRST)),
    "a visit": ("inspection", "inspections", visit("2024-05-05", next_visit_on="2024-06-01") | {"visited_at": FIRST}),
    "a served verdict": ("verdict", "verdicts", verdict(CASE, served_on="2024-09-09") | {"issued_at": LAST}),
    "a verdict with an objection": (
        "verdict",
        "verdicts",
        verdict(CASE, objections=[{"on": "2024-09-09", "by": "owner"}]) | {"issued_at": FIRST},
    ),
}
MAP = """
[[tables]]
csv = "sessions.csv"
record = "commission_case"
source_key = "no"
file = "file"
[tables.values]
secretariat_no = "no"
received_on = "day"
requester = { fixed = "municipality" }
stage = { fixed = "first" }
panel_no = { fixed = 2 }
session_at = "at"
"""


def test_a_moment_that_no_clock_shows_costs_its_own_line_alone(city):
    wrong = [line(**{"commission_cases": [CASE]} | {name: [row]}) for _kind, name, row in ROWS.values()]
    report = load(line(), *wrong, line())
    assert (report.good, [n for n, _why in report.bad]) == (2, list(range(2, len(wrong) + 2)))


def test_a_moment_that_no_clock_shows_costs_its_own_record_alone(city):
    made = line()
    load(made)
    file = made["casefile"]["renewal_code"]
    wrong = [with_values(kind, row["source_key"], row, file=file) for kind, _name, row in ROWS.values()]
    good = [with_values("commission_case", key(), commission(), file=file) for _ in range(2)]
    report = Exporter().send(good[0], *wrong, good[1])
    assert (report.good, [n for n, _why in report.bad]) == (2, list(range(2, len(wrong) + 2)))


def test_a_moment_that_no_clock_shows_costs_its_own_row_alone(city, tmp_path, capsys):
    office = Office(tmp_path, capsys)
    moments = ("2024-08-01 10:00:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "2024-08-01 10:00:00")
    rows = [f"{n},f-1,2024-07-01,{moment}" for n, moment in enumerate(moments)]
    office.write(MAP, sessions="\n".join(["no,file,day,at", *rows]) + "\n")
    run = office.run()
    assert (run.code, [record["source_key"] for record in run.records]) == (1, ["0", "3"])
    wrong = {error.partition(":")[0] for error in run.errors.splitlines()}
    assert wrong == {f"sessions.csv row {n}, at → $.values.session_at" for n in (3, 4)}


@pytest.mark.parametrize("error", [ZeroDivisionError, OverflowError, KeyError, TypeError, AttributeError])
def test_what_nobody_foresaw_in_one_line_costs_that_line_alone(city, monkeypatch, error):
    judged, strange = validation.errors, line(people=[person(number(), last_name="عجیب")])

    def errors(told) -> Iterator[str]:
        if any(p.last_name == "عجیب" for p in told.people):
            raise error("عجیب")
        return judged(told)

    monkeypatch.setattr(validation, "errors", errors)
    report = load(line(), strange, line())
    [(number_of_line, reason)] = report.bad
    assert (report.good, number_of_line) == (2, 2) and "could not be judged" in reason and "عجیب" not in reason


@pytest.mark.parametrize(
    ("name", "row", "inner"), [("permits", permit(), "areas"), ("level_sheets", sheet(), "outline")]
)
def test_a_row_with_more_rows_in_it_than_any_house_has_is_turned_away(city, name, row, inner):
    items = {"areas": {"floor": 1, "use_group": "residential", "area": 1}, "outline": corners(LAND)[0]}
    report = load(line(**{name: [row | {inner: [items[inner]] * 2_001}]}), line())
    assert (report.good, report.bad) == (1, [(1, f"Expected `array` of length <= 2000 - at `$.{name}[0].{inner}`")])
