"""What was not told is not said, as 0 or as unchanged; what was told is, also where the rest of it was not."""

from datetime import date

import pytest
from feed_lines import fed, rules, sheet, visit
from page_tree import text, tree

AREAS = {"area_deed": 212, "area_after_correction": 180, "area_in_street": 20, "area_remaining": 7}
FLOOR = {"floor": 1, "use_group": "residential", "area": 90}
STREET = {"side": "north", "street_name": "خیابان", "existing": 8, "planned": 12}


def words(file, section: str) -> str:
    return text(tree(file.html(section, "en")))


@pytest.mark.parametrize("name", AREAS)
def test_each_area_of_a_visit_is_shown_whichever_others_were_told(name):
    assert f"{AREAS[name]} m²" in words(fed(inspections=[visit("2025-01-01", **{name: AREAS[name]})]), "inspections")


def test_of_a_visit_without_areas_no_heading_stands_alone():
    assert "Area of the land" not in words(fed(inspections=[visit("2025-01-01")]), "inspections")


@pytest.mark.parametrize(("told", "shown"), [({}, False), ({"setback": 0}, True), ({"setback": 0.0}, True)])
def test_the_setback_of_a_street_is_nothing_only_where_that_was_told(told, shown):
    assert ("0.00" in words(fed(plan_rules=[rules(streets=[STREET | told])]), "planning")) == shown
    front = {"side": "north", "front_existing": 9.5} | told
    assert ("0.00" in words(fed(level_sheets=[sheet(fronts=[front], street_level=1.5)]), "planning")) == shown


@pytest.mark.parametrize(("told", "shown"), [({}, False), ({"change_state": "unchanged"}, True)])
def test_a_floor_is_unchanged_only_where_that_was_told(told, shown):
    assert ("Unchanged" in words(fed(inspections=[visit("2025-01-01", floors=[FLOOR | told])]), "inspections")) == shown


def test_the_card_says_that_the_time_of_a_sheet_is_over():
    file = fed(plan_rules=[rules()], level_sheets=[sheet(setback_area=12, valid_until="2025-06-01")])
    over = "اعتبار برگ بر و کف پایان یافته است"
    assert over in file.summary("planning", date(2025, 6, 2)).words
    assert over not in file.summary("planning", date(2025, 6, 1)).words


def test_land_measured_as_nothing_draws_no_bar_and_breaks_no_page():
    assert "0 m²" in words(fed(inspections=[visit("2025-01-01", area_existing=0, area_in_street=0)]), "inspections")
