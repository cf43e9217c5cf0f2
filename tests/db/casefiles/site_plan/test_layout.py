"""Where the words of a plan stand is found when its survey comes; no page that shows it tries a place."""

import re

import msgspec
import pytest
from blocks import LAND, city_block, level, polygon, street, survey
from feed_lines import Fed, as_json, fed, line, load, sheet
from history_model import asked

FRONTS = [
    {"side": "east", "front_existing": 20, "street_name": "کوچه ۱۲", "setback": 1},
    {"side": "south", "front_existing": 10, "adjacent_plate": "18"},
    {"side": "west", "front_existing": 20},
    {"side": "north", "front_existing": 10},
]
BLOCK = [
    polygon("existing", LAND),
    polygon("neighbour", [(20, 0), (40, 0), (40, 10), (20, 10)], plate="18/4781"),
    polygon("zone", [(-30, -30), (50, -30), (50, 40), (-30, 40)], title="R122"),
    street([(-60, -6), (80, -6)], name="خیابان بهار", now=12, planned=16),
    level(3, 3, 1.2),
]
BLOCKS = {"a street and a zone": BLOCK, "many neighbours": city_block(8, 8)}


def surveyed(*features, **told) -> Fed:
    return fed(surveys=[survey(*features)], level_sheets=[sheet(fronts=FRONTS)], **told)


def rows_of(file: Fed):
    from shahrsazi.casefiles.sections.planning import Survey

    return Survey._base_manager.using("owner").filter(case=file.case)


def layout_of(file: Fed) -> dict:
    return rows_of(file).get().layout


def pages(file: Fed) -> list[list[str]]:
    """The drawings on the page of the plan, in both languages."""
    return [re.findall(r"<svg.*?</svg>", file.html("planning", language), re.DOTALL) for language in ("fa", "en")]


@pytest.fixture
def tried(monkeypatch) -> list[str]:
    """The words for which a place was looked for since."""
    from shahrsazi.casefiles.site_plan.labels import OccupiedSpace

    words, first_free = [], OccupiedSpace.first_free

    def noting(space, label, positions):
        words.append(label.words)
        return first_free(space, label, positions)

    monkeypatch.setattr(OccupiedSpace, "first_free", noting)
    return words


@pytest.mark.parametrize("features", BLOCKS.values(), ids=BLOCKS)
def test_a_page_tries_no_place_and_shows_what_it_shows_of_an_older_row_where_it_does(features, tried):
    file = surveyed(*features)
    assert tried, "at intake"
    tried.clear()
    laid_out = pages(file)
    assert tried == [] and any("<text" in drawing for drawing in laid_out[0])
    rows_of(file).update(layout={})
    assert pages(file) == laid_out and tried


def test_both_languages_are_kept_with_their_own_words(city):
    layout = layout_of(surveyed(*BLOCK))
    written = {language: msgspec.json.encode(windows).decode() for language, windows in layout["languages"].items()}
    assert set(written) == {"fa", "en"}
    assert "this property" in written["en"] and "200" in written["en"]
    assert "this property" not in written["fa"] and "۲۰۰" in written["fa"]


def corrected_survey(file: Fed) -> dict:
    land = polygon("existing", [(0, 20), (10, 20), (10, 0), (0, 1)])
    return {"surveys": [file.line["surveys"][0] | {"block": survey(land, *BLOCK[1:])["block"]}]}


def corrected_sheet(file: Fed) -> dict:
    sides = [FRONTS[0] | {"front_existing": 20.4}, *FRONTS[1:]]
    return {"level_sheets": [file.line["level_sheets"][0] | {"fronts": sides}]}


@pytest.mark.parametrize("correct", [corrected_survey, corrected_sheet])
def test_what_is_corrected_is_laid_out_anew_when_it_comes(correct, tried):
    file = surveyed(*BLOCK)
    before, told = layout_of(file), correct(file)
    assert load(file.line | told).bad == []
    assert layout_of(file)["of"] != before["of"]
    tried.clear()
    pages(file)
    assert tried == []


def test_a_line_that_is_told_again_is_not_laid_out_again(tried):
    file = surveyed(*BLOCK)
    tried.clear()
    assert load(file.line | {"as_of": "2026-02-02T00:00:00+03:30"}).bad == []
    assert tried == []


def test_a_sheet_that_says_something_else_of_the_same_sides_is_not_laid_out_again(tried):
    file = surveyed(*BLOCK)
    tried.clear()
    sheets = [file.line["level_sheets"][0] | {"bench_mark": "another wall"}]
    report = load(file.line | {"as_of": "2026-02-02T00:00:00+03:30", "level_sheets": sheets})
    assert (report.bad, report.written, tried) == ([], 1, [])


def test_other_processes_lay_out_what_is_read_by_them(tried, city, tmp_path):
    from shahrsazi.feed.loader import load as take_in

    made = line(surveys=[survey(*BLOCK)], level_sheets=[sheet(fronts=FRONTS)])
    path = tmp_path / "feed.ndjson"
    path.write_bytes(as_json(made))
    assert take_in(path, processes=2).bad == []
    assert tried == []
    [(layout,)] = asked("SELECT layout FROM casefiles_survey WHERE source_key = %s", [made["surveys"][0]["source_key"]])
    assert msgspec.json.decode(layout)["languages"] == layout_of(surveyed(*BLOCK))["languages"]


def test_a_layout_of_other_sides_is_not_used(tried):
    file = surveyed(*BLOCK)
    rows_of(file).update(layout=layout_of(file) | {"of": "another"})
    tried.clear()
    pages(file)
    assert tried


def test_every_survey_of_the_demonstrations_city_came_with_its_layout(city):
    from shahrsazi.casefiles.sections.planning import Survey

    rows = Survey._base_manager.using("owner").exclude(case__file_no__startswith="t3/")
    assert rows.exists() and not rows.filter(layout={}).exists()
