"""What names another row, a sheet or a request, or tells two files apart, is the same in digits of any script."""

import json

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import action, fed, key, line, load, permit, sheet, visit
from feed_outcomes import at, reasons, stored
from history_model import asked
from repository import ROOT

from shahrsazi.persian import dates

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRIPTS = pytest.mark.parametrize("script", [PERSIAN, ARABIC], ids=["persian", "arabic"])


def example(kind: str, source_key: str) -> dict:
    """The values of one of the worked examples."""
    rows = map(json.loads, (ROOT / "docs/feed/examples.ndjson").read_text("utf8").splitlines())
    return next(row["values"] for row in rows if (row["record"], row["source_key"]) == (kind, source_key))


@SCRIPTS
def test_a_permit_takes_the_place_of_one_that_is_named_in_another_script(script):
    first = permit(source_key="پ-77123", permit_no="A-1")
    later = permit(
        permit_no="A-2", permit_kind="amendment", issued_on="2024-06-01", replaces="پ-77123".translate(script)
    )
    file = fed(permits=[first | {"source_key": "پ-77123".translate(script)}, later])
    html = file.html("permits", "en")
    assert "Replaced by" in html
    assert asked("SELECT replaces FROM casefiles_permit WHERE permit_no = 'A-2' AND case_id = %s", [file.case.id]) == [
        ("پ-77123",)
    ]


@SCRIPTS
@pytest.mark.parametrize("otherwise", ["level_sheet", "survey"])
def test_a_survey_is_drawn_beside_its_sheet_in_whatever_script_either_names_it(city, script, otherwise):
    told = {
        "level_sheet": example("level_sheet", "05/000001-sheet-surveyed"),
        "survey": example("survey", "05/000001-sheet-surveyed-block"),
    }
    told[otherwise]["sheet_no"] = told[otherwise]["sheet_no"].translate(script)
    file = File(Exporter())
    report = file.send(*(with_values(kind, key(), values, file=file.key) for kind, values in told.items()))
    assert report.bad == []
    [(numbers, laid_out)] = asked(
        "SELECT array_agg(DISTINCT l.sheet_no || ' ' || s.sheet_no), bool_and(s.layout <> '{}') FROM casefiles_survey s"
        " JOIN casefiles_levelsheet l ON l.case_id = s.case_id AND l.sheet_no = s.sheet_no"
        " JOIN casefiles_casefile c ON c.id = s.case_id WHERE c.renewal_code = %s",
        [file.made["casefile"]["renewal_code"]],
    )
    assert (numbers, laid_out) == (["5-1400-1 5-1400-1"], True)


@SCRIPTS
def test_steps_of_a_request_stand_together_in_whatever_script_each_names_it(script):
    steps = [action("2025-02-01"), action("2025-03-01", request_no="1404-09-77".translate(script))]
    file = fed(actions=steps)
    assert [len(request) for request in file.page("history", dates.today())["requests"]] == [2]


@SCRIPTS
def test_a_visit_answers_the_one_of_its_own_request_in_whatever_script_that_is_named(script):
    first = visit("2025-01-01", request_no="77", next_visit_on="2030-01-01")
    file = fed(inspections=[first, visit("2025-02-01", request_no="77".translate(script))])
    assert file.waiting(dates.today()) == []


@SCRIPTS
def test_a_file_number_in_another_script_is_the_same_number(script):
    one, other = line(), line()
    number = one["casefile"]["file_no"]
    load(one, other)
    assert load(at(one, "2026-02-02", casefile=one["casefile"] | {"file_no": number.translate(script)})).bad == []
    assert stored(one, "file_no") == (number,)
    taken = at(other, "2026-02-02", casefile=other["casefile"] | {"file_no": number.translate(script)})
    assert "file_no_once_in_a_district" in reasons(load(taken))


@SCRIPTS
def test_what_only_shows_a_number_stays_as_it_was_told(script):
    told = sheet(bench_mark="درپوش 12".translate(PERSIAN), sheet_no="9-1404-1".translate(script))
    file = fed(level_sheets=[told])
    [row] = file.rows("planning")["level_sheets"]
    assert (row.sheet_no, row.bench_mark) == ("9-1404-1", "درپوش ۱۲")
