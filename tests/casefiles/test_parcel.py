"""The drawing of a parcel: true proportions, sides labelled outside, and a scale bar that fits."""

import math
from types import SimpleNamespace

import pytest

from shahrsazi.casefiles.parcel import HEIGHT, MARGIN, WIDTH, drawn


def sheet(points, after=(), fronts=()):
    as_points = lambda ps: [SimpleNamespace(x=x, y=y) for x, y in ps]  # noqa: E731
    return SimpleNamespace(outline=as_points(points), outline_after=as_points(after), fronts=list(fronts))


def placed(points: str) -> list[tuple[float, float]]:
    return [tuple(map(float, p.split(","))) for p in points.split()]


SHAPES = {
    "wide": [(0, 0), (100, 0), (100, 10), (0, 10)],
    "deep": [(0, 0), (8, 0), (8, 40), (0, 40)],
    "five sides": [(0, 20), (12, 20), (12, 3), (9, 0), (0, 0)],
    "far from the origin": [(561_175.95, 3_609_661.33), (561_187.85, 3_609_658.5), (561_181.7, 3_609_639.24)],
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_side_keeps_its_proportion_and_the_picture_its_margin(shape):
    points = placed(drawn(sheet(shape))["outline"])
    scales = [math.dist(points[i - 1], points[i]) / math.dist(shape[i - 1], shape[i]) for i in range(len(shape))]
    assert max(scales) - min(scales) < 0.02 * max(scales)
    assert all(
        MARGIN - 0.1 <= x <= WIDTH - MARGIN + 0.1 and MARGIN - 0.1 <= y <= HEIGHT - MARGIN + 0.1 for x, y in points
    )
    wide, high = (
        max(x for x, _ in points) - min(x for x, _ in points),
        max(y for _, y in points) - min(y for _, y in points),
    )
    assert abs(wide - (WIDTH - 2 * MARGIN)) < 0.3 or abs(high - (HEIGHT - 2 * MARGIN)) < 0.3, "as large as it can be"


def test_north_is_up_and_east_is_right():
    (left, low), (right, _), (_, top), _ = placed(drawn(sheet([(0, 0), (10, 0), (10, 10), (0, 10)]))["outline"])
    assert right > left and top < low


def test_the_corrected_land_lies_in_the_same_scale_and_place():
    before, after = [(0, 0), (10, 0), (10, 20), (0, 20)], [(0, 1), (10, 1), (10, 20), (0, 20)]
    picture = drawn(sheet(before, after))
    assert placed(picture["outline"])[2:] == placed(picture["after"])[2:]
    assert placed(picture["after"])[0][1] < placed(picture["outline"])[0][1], "the strip is in the south"


def test_without_a_correction_nothing_is_taken():
    picture = drawn(sheet(SHAPES["deep"]))
    assert picture["after"] == picture["outline"]


def test_labels_stand_outside_the_land_beside_their_side():
    square = [(0, 0), (20, 0), (20, 20), (0, 20)]
    picture = drawn(sheet(square, fronts=["south", "east", "north", "west"]))
    points = placed(picture["outline"])
    south, east, north, west = picture["sides"]
    assert [s["front"] for s in picture["sides"]] == ["south", "east", "north", "west"]
    assert south["y"] > max(y for _, y in points) and north["y"] < min(y for _, y in points)
    assert east["x"] > max(x for x, _ in points) and west["x"] < min(x for x, _ in points)


def test_more_sides_than_labels_leaves_some_bare():
    assert [s["front"] for s in drawn(sheet(SHAPES["deep"], fronts=["only"]))["sides"]] == ["only", None, None, None]


@pytest.mark.parametrize("size", [0.5, 3, 12, 60, 400])
def test_the_scale_bar_is_true_and_fits_for_land_of_every_size(size):
    picture = drawn(sheet([(0, 0), (size, 0), (size, size), (0, size)]))
    points = placed(picture["outline"])
    scale = (points[1][0] - points[0][0]) / size
    assert abs(picture["bar"]["length"] - picture["bar"]["metres"] * scale) < 0.6
    assert 4 <= picture["bar"]["length"] <= WIDTH - MARGIN
