"""A survey of other land than its file tells of is refused, and nothing else: by records, or beside earlier lines."""

import pytest
from blocks import block, polygon, survey
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import key, line, load, permit, sheet, visit
from feed_outcomes import at, reasons
from history_model import asked

SMALL, LARGE = [(0, 0), (0, 20), (15, 20), (15, 0)], [(0, 0), (0, 60), (80, 60), (80, 0)]  # 300 m², 4,800 m²
OUTLINE = [{"x": 561_185 + x, "y": 3_609_650 + y} for x, y in SMALL]
SURVEYED = block(polygon("existing", LARGE))
SOURCES = ("a sheet", "a visit")


@pytest.fixture
def exporter(city):
    return Exporter()


def known(by: str) -> dict:
    sheets = [sheet(outline=OUTLINE if by == "a sheet" else [])]
    return {"level_sheets": sheets} | ({} if by == "a sheet" else visited())


def visited() -> dict:
    return {"inspections": [visit("2024-05-01", area_existing=300)]}


def stored(name: str) -> int:
    return asked("SELECT count(*) FROM casefiles_survey WHERE source_key = %s", [name])[0][0]


def large(made: dict, **told) -> dict:
    return survey(block=SURVEYED, sheet_no=made["level_sheets"][0]["sheet_no"]) | told


@pytest.mark.parametrize("by", SOURCES)
def test_in_a_later_line_it_is_set_aside_and_the_rest_of_the_line_is_stored(exporter, by):
    made = line(**known(by))
    assert load(made).bad == []
    name, good = key(), large(made, block=block(polygon("existing", SMALL)), source_key=key())
    later = at(made, "2026-02-01", surveys=[large(made, source_key=name), good], permits=[permit(permit_no="V-9")])
    del later["level_sheets"]
    later.pop("inspections", None)
    report = load(line(), later, line())
    assert report.good == 3 and report.turned_away == 1 and [n for n, _reason in report.bad] == [2]
    assert "measures 4800.0 square metres, the file says 300.0" in reasons(report)
    assert "$.surveys[0]" in reasons(report) and (stored(name), stored(good["source_key"])) == (0, 1)
    code = made["casefile"]["renewal_code"]
    sql = "SELECT p.permit_no FROM casefiles_permit p JOIN casefiles_casefile c ON c.id = p.case_id"
    assert asked(f"{sql} WHERE c.renewal_code = %s", [code]) == [("V-9",)]


@pytest.mark.parametrize("by", SOURCES)
@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in two"])
def test_as_a_record_it_is_turned_away_alone(exporter, by, together):
    file, told = File(exporter), known(by)
    names = {"level_sheets": "level_sheet", "inspections": "inspection"}
    rows = [with_values(names[name], row["source_key"], row, file=file.key) for name in told for row in told[name]]
    wrong = with_values("survey", key(), large(told), file=file.key)
    beside = with_values("permit", key(), permit(), file=file.key)
    reports = [file.send(*rows, wrong, beside)] if together else [file.send(*rows), file.send(wrong, beside)]
    assert [r.turned_away for r in reports][-1] == 1 and "measures 4800.0" in reasons(reports[-1])
    assert stored(wrong["source_key"]) == 0 and len(file.rows("permit")) == 1


def test_from_another_source_it_is_turned_away_too(exporter):
    file, told = File(exporter), known("a visit")
    row = told["inspections"][0]
    assert file.send(with_values("inspection", row["source_key"], row, file=file.key)).bad == []
    sheets = told["level_sheets"][0]
    code, other = file.made["casefile"]["renewal_code"], Exporter(owns_persons=False)
    rows = [with_values("level_sheet", sheets["source_key"], sheets, file=code)]
    report = other.send(*rows, with_values("survey", key(), large(told), file=code))
    assert report.turned_away == 1 and "the file says 300.0" in reasons(report)


def test_in_persian_the_sentence_has_its_numbers(exporter):
    file, told = File(exporter), known("a sheet")
    sheets = told["level_sheets"][0]
    rows = [with_values("level_sheet", sheets["source_key"], sheets, file=file.key)]
    report = file.send(*rows, with_values("survey", key(), large(told), file=file.key))
    [(problems,)] = asked("SELECT problems::text FROM feed_quarantinedrecord WHERE batch_id = %s", [report.batch])
    assert "4800.0" in problems and "%(" not in problems


def test_a_survey_whose_sheet_nobody_told_is_kept_until_it_is(exporter):
    file, told = File(exporter), known("a sheet")
    early = with_values("survey", key(), large(told), file=file.key)
    assert file.send(early).bad == [] and stored(early["source_key"]) == 1


@pytest.mark.parametrize("about", ["NOPE", "permit"])
def test_a_bill_is_about_a_verdict_of_its_file_or_about_none(exporter, about):
    file, name = File(exporter), key()
    assert file.send(with_values("permit", name, permit(), file=file.key)).bad == []
    bill = {"bill_kind": "demolition", "amount": 1_000, "about": name if about == "permit" else about}
    report = file.send(with_values("bill", key(), bill, file=file.key))
    assert "names a verdict that is not there" in reasons(report) and file.rows("bill") == []
    assert file.send(with_values("bill", key(), bill | {"about": ""}, file=file.key)).bad == []


def withdrawn_of(name: str) -> list[tuple]:
    return asked("SELECT withdrawn FROM casefiles_survey WHERE source_key = %s", [name])


def test_a_survey_of_other_land_is_taken_back_by_a_line_beside_what_it_differs_from():
    name = key()
    wrong = survey(block=SURVEYED, source_key=name)
    made = line(surveys=[wrong])
    assert load(made).bad == [] and withdrawn_of(name) == [(False,)]
    later = at(made, "2026-02-01", surveys=[wrong | {"withdrawn": True}], **visited())
    assert load(later).bad == [] and withdrawn_of(name) == [(True,)]


@pytest.mark.parametrize("by", SOURCES)
def test_what_is_withdrawn_in_the_same_line_says_nothing_against_a_survey(by):
    name, told = key(), known(by)
    told["level_sheets"][0]["withdrawn"] = True
    for seen in told.get("inspections", ()):
        seen["withdrawn"] = True
    made = line(**told)
    made["surveys"] = [large(made, source_key=name)]
    assert load(made).bad == [] and withdrawn_of(name) == [(False,)]
