"""The outline of a file or a sheet lies in the city and goes round some land: in degrees, exchanged, in another zone or
across itself it is turned away.
"""

import json

import pytest
from blocks import LAND, X, Y, corners, survey
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import fed, key, line, load, sheet
from feed_outcomes import reasons

from shahrsazi.feed.reading import Reader

GOOD = corners(LAND)
DEGREES = [{"x": 51.6537, "y": 32.6222}, {"x": 51.6538, "y": 32.6222}, {"x": 51.6538, "y": 32.6221}]
ELSEWHERE = {
    "degrees": (DEGREES, "its positions look like degrees: send metres of EPSG:32639."),
    "degrees that are exchanged": ([{"x": p["y"], "y": p["x"]} for p in DEGREES], "its positions look like degrees"),
    "x and y exchanged": ([{"x": p["y"], "y": p["x"]} for p in GOOD], "x and y are exchanged: x counts to the east"),
    "zone 40": ([p | {"x": p["x"] - 500_000} for p in GOOD], "a position lies outside of the surroundings of Isfahan"),
    "all zeros": ([{"x": 0, "y": 0}] * 4, "a position lies outside of the surroundings of Isfahan"),
}
EACH = pytest.mark.parametrize("how", ELSEWHERE)


@EACH
def test_a_file_whose_outline_lies_elsewhere_is_turned_away(how):
    outline, words = ELSEWHERE[how]
    reason = reasons(load(line(casefile={"outline": outline})))
    assert words in reason and "$.casefile.outline[0]" in reason


@EACH
@pytest.mark.parametrize("name", ["outline", "outline_after"])
def test_a_sheet_whose_outline_lies_elsewhere_is_turned_away_and_the_right_survey_is_not(city, how, name):
    outline, words = ELSEWHERE[how]
    file, told = File(Exporter()), sheet(**{name: outline})
    reason = reasons(file.send(with_values("level_sheet", key(), told, file=file.key)))
    assert words in reason and f"$.values.{name}[0]" in reason
    assert file.send(with_values("survey", key(), survey(), file=file.key)).bad == []


def test_one_point_elsewhere_is_named_by_its_position():
    slipped = [*GOOD[:2], GOOD[2] | {"x": GOOD[2]["x"] / 10}, GOOD[3]]
    assert "$.level_sheets[0].outline[2]" in reasons(load(line(level_sheets=[sheet(outline=slipped)])))


def test_it_is_said_in_persian_too():
    row = line(casefile={"outline": [{"x": Y, "y": X}]})
    [problem] = Reader().read(1, json.dumps(row).encode()).problems
    assert "جابه‌جا شده است" in problem.fa and "x and y are exchanged" in problem.en


def test_an_outline_in_the_city_or_none_is_taken():
    for outline in (GOOD, []):
        made = line(casefile={"outline": outline}, level_sheets=[sheet(outline=outline, outline_after=outline)])
        assert load(made).bad == []


@pytest.mark.parametrize("name", ["outline", "outline_after"])
def test_a_sheet_whose_outline_crosses_itself_is_turned_away_and_the_right_survey_is_not(city, name):
    file, exchanged = File(Exporter()), [GOOD[0], GOOD[2], GOOD[1], GOOD[3]]
    reason = reasons(file.send(with_values("level_sheet", key(), sheet(**{name: exchanged}), file=file.key)))
    assert "crosses itself" in reason and f"$.values.{name}" in reason
    assert file.send(with_values("survey", key(), survey(), file=file.key)).bad == []


def test_an_outline_that_comes_back_to_its_first_point_has_no_edge_more_than_fronts():
    made = fed(level_sheets=[sheet(outline=[*GOOD, GOOD[0]], outline_after=[*GOOD, GOOD[0]])])
    [told] = made.rows("planning")["level_sheets"]
    assert [(p.x, p.y) for p in told.outline] == [(p["x"], p["y"]) for p in GOOD]
    assert len(told.outline_after) == len(GOOD)
