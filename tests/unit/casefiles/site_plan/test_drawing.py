"""The drawing: true to scale, north upwards, sides that belong to their rows, words that do not cover each other."""

import math
import re
from types import SimpleNamespace

import pytest
from blocks import LAND, at, city_block, feature, level, polygon, shapes, street
from django.utils import translation

from shahrsazi.casefiles.site_plan import draw, of_outline, sentences
from shahrsazi.casefiles.site_plan.labels import width
from shahrsazi.casefiles.site_plan.window import HIGH, MARGIN, WIDTH

PIECES = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]*)")
SHAPES = {
    "wide": [(0, 10), (100, 10), (100, 0), (0, 0)],
    "deep": [(0, 40), (8, 40), (8, 0), (0, 0)],
    "five sides": [(0, 20), (12, 20), (12, 3), (9, 0), (0, 0)],
    "small": [(0, 3), (2, 3), (2, 0), (0, 0)],
    "against the clock": [(0, 0), (30, 0), (30, 20), (0, 25)],
}


def front(side: str, length: float = 10, **known):
    return SimpleNamespace(**{"side": side, "front_existing": length, "setback": 0} | known)


def plan_of(*features, fronts=()):
    with translation.override("en"):
        return draw(shapes(*features), list(fronts))


def corners(path: str) -> list[list[tuple[int, int]]]:
    """Every ring of a path, back in absolute centimetres."""
    rings = []
    for x, y, steps in PIECES.findall(path):
        ring = [(int(x), int(y))]
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        rings.append(ring)
    return rings


def layer(plan: dict, kind: str) -> list:
    (path,) = [d for name, d in plan.under + plan.over if name == kind]
    return corners(path)[0]


@pytest.mark.parametrize("ring", SHAPES.values(), ids=SHAPES)
def test_drawn_lengths_at_the_written_scale_are_the_metres_of_the_land(ring):
    plan = plan_of(polygon("existing", ring))
    paper = 0.16 / WIDTH  # metres of paper in a unit: printed, a drawing is sixteen centimetres wide
    for side in plan.near.sides:
        ax, ay, bx, by = map(float, re.findall(r"-?[\d.]+", side.d))
        metres = math.dist((ax, ay), (bx, by)) * paper * plan.near.scale
        assert metres == pytest.approx(float(side.length), rel=0.01)


@pytest.mark.parametrize("ring", SHAPES.values(), ids=SHAPES)
def test_the_land_fits_with_its_margin_and_is_not_needlessly_small(ring):
    near = plan_of(polygon("existing", ring)).near
    ends = [near.project(p) for edge in plan_of(polygon("existing", ring)).edges for p in (edge.a, edge.b)]
    assert all(MARGIN - 1 <= x <= WIDTH - MARGIN + 1 and MARGIN - 1 <= y <= near.height - MARGIN + 1 for x, y in ends)
    assert near.height <= HIGH
    long = max(max(x for x, _ in ends) - min(x for x, _ in ends), max(y for _, y in ends) - min(y for _, y in ends))
    assert long > 75 or near.scale == 50


@pytest.mark.parametrize("size", [3, 12, 60, 400])
def test_the_scale_bar_measures_what_the_land_measures(size):
    near = plan_of(polygon("existing", [(0, size), (size, size), (size, 0), (0, 0)])).near
    assert near.bar.length / near.bar.metres == pytest.approx(near.unit * 100, rel=0.01)
    assert 4 <= near.bar.length <= WIDTH / 3


def test_north_is_up_and_east_is_right():
    left_top, right_top, right_foot, _ = layer(plan_of(polygon("existing", LAND)), "existing")
    assert left_top[0] < right_top[0] and right_top[1] < right_foot[1]


def test_every_kind_is_drawn_where_it_lies_in_one_scale():
    plan = plan_of(
        polygon("existing", LAND),
        polygon("after_correction", [(0, 20), (10, 20), (10, 1), (0, 1)]),
        polygon("deeded", [(0, 20), (10, 20), (10, -1), (0, -1)]),
        polygon("building", [(1, 19), (9, 19), (9, 9), (1, 9)]),
    )
    foot = {
        kind: max(y for _, y in layer(plan, kind)) for kind in ("existing", "after_correction", "deeded", "building")
    }
    assert foot == {"existing": 1000, "after_correction": 900, "deeded": 1100, "building": 100}


def test_a_street_is_as_wide_as_it_is_and_its_planned_edges_stand_half_the_planned_width_apart():
    plan = plan_of(polygon("existing", LAND), street([(-30, -4), (40, -4)], now=8, planned=10))
    road, planned = plan.bands
    assert road.width == 800
    assert sorted(y for ring in corners(planned.d) for _, y in ring) == [900, 900, 1900, 1900], "five metres each way"


def test_a_street_that_stays_as_it_is_has_no_planned_edge():
    plan = plan_of(polygon("existing", LAND), street([(-30, -4), (40, -4)], now=8, planned=8))
    assert [b.kind for b in plan.bands] == ["road"] and not plan.widened


NORTH_FIRST = [front("north"), front("east", 20), front("south", setback=1), front("west", 20)]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("way", [1, -1])
def test_wherever_ring_and_rows_begin_and_whichever_way_they_run_each_side_has_its_own_row(turn, way):
    ring = [*LAND[turn:], *LAND[:turn]]
    sides = plan_of(polygon("existing", ring), fronts=NORTH_FIRST[::way]).near.sides
    facing = {}
    for side in sides:
        ax, ay, bx, by = map(float, re.findall(r"-?[\d.]+", side.d))
        facing[side.front.side] = ((ax + bx) / 2 - WIDTH / 2, (ay + by) / 2)
    assert facing["north"][1] < facing["south"][1] and facing["west"][0] < 0 < facing["east"][0]
    assert sorted(side.row for side in sides) == [1, 2, 3, 4]


def test_a_side_that_bends_belongs_to_one_row_and_is_named_once():
    bent = [(0, 20), (10, 20), (10.3, 12), (10, 0), (0, 0)]
    sides = plan_of(polygon("existing", bent), fronts=NORTH_FIRST).near.sides
    east = [s for s in sides if s.front and s.front.side == "east"]
    assert len(east) == 2 and [s.first for s in east].count(True) == 1 and sum(bool(s.label) for s in east) == 1


def test_sides_without_rows_have_their_length_and_lead_nowhere():
    assert [(s.row, s.length) for s in plan_of(polygon("existing", LAND)).near.sides] == [
        (None, "10.00"),
        (None, "20.00"),
        (None, "10.00"),
        (None, "20.00"),
    ]


def test_lengths_stand_outside_beside_their_sides():
    plan = plan_of(polygon("existing", LAND), fronts=NORTH_FIRST)
    by_side = {s.front.side: s.label for s in plan.near.sides}
    left_top, right_foot = plan.near.project((-500, 1000)), plan.near.project((500, -1000))
    assert by_side["north"].y < left_top[1] and by_side["south"].y > right_foot[1]
    assert by_side["west"].x < left_top[0] and by_side["east"].x > right_foot[0]
    assert by_side["south"].kind == "taken"


def rich() -> dict:
    around = [
        polygon("neighbour", [(x, 20), (x + 10, 20), (x + 10, 0), (x, 0)], plate=f"{x + 50}/4781")
        for x in (-20, -10, 10, 20)
    ]
    return plan_of(
        polygon("existing", LAND),
        polygon("zone", [(-40, 60), (60, 60), (60, -30), (-40, -30)], title="R122", use_group="residential"),
        *around,
        street([(-30, -4), (40, -4)]),
        level(5, -3, 0.0),
        level(2, 10, -0.6),
        level(8, 2, 0.45),
        fronts=NORTH_FIRST,
    )


def test_no_words_cover_others():
    for window in (rich().near, rich().wide):
        said = [*window.labels, *(s.label for s in window.sides if s.label)]
        assert len(said) > 3
        for n, one in enumerate(said):
            for other in said[:n]:
                if not one.turn and not other.turn:
                    apart = (
                        abs(one.y - other.y) >= 10
                        or abs(one.x - other.x) >= (width(one.words) + width(other.words)) / 2 - 13
                    )
                    assert apart, (one, other)
            assert 0 < one.x < WIDTH and 0 < one.y < window.height


def test_levels_bear_their_sign():
    assert {"±0.00", "−0.60", "+0.45"} <= {label.words for label in rich().near.labels}


def test_a_level_is_written_on_the_line_of_its_mark_where_there_is_room():
    near = rich().near
    lines = {y for _, y in near.marks}
    assert {label.words for label in near.labels if label.kind == "height" and label.y in lines} >= {"+0.45", "±0.00"}


def test_the_block_is_shown_besides_only_if_there_is_more_than_the_close_up():
    assert plan_of(polygon("existing", LAND)).wide is None
    assert rich().wide.scale > rich().near.scale


def test_an_outline_is_a_survey_that_knows_only_the_land():
    points = lambda ring: [SimpleNamespace(x=561_180 + x, y=3_609_650 + y) for x, y in ring]  # noqa: E731
    plan = draw(of_outline(points(LAND), points([(0, 20), (10, 20), (10, 1), (0, 1)])), NORTH_FIRST)
    assert [kind for kind, _ in plan.under + plan.over] == ["after_correction", "existing"]
    assert plan.area == 200 and plan.wide is None


@pytest.mark.parametrize("ring", [[], LAND[:1], LAND[:2], [LAND[0]] * 4, [(-1e300, 0), (1e300, 1), (0, 5)]])
def test_an_outline_that_is_no_area_is_not_drawn(ring):
    assert of_outline([SimpleNamespace(x=x, y=y) for x, y in ring], []) == []
    assert draw([], []) is None


def test_five_hundred_parcels_are_one_path_and_plates_stand_where_they_fit():
    plan = plan_of(*city_block())
    (path,) = [d for kind, d in plan.under if kind == "neighbour"]
    assert len(corners(path)) == 499
    assert 3 <= sum(label.kind == "plate" for label in plan.near.labels) <= 9


def square(kind: str, x: float, y: float, size: float = 10, **about) -> dict:
    return polygon(kind, [(x, y), (x, y + size), (x + size, y + size), (x + size, y)], **about)


SEEN = {
    "a zone of six kilometres around the land": square("zone", -3_000, -3_000, 6_000, title="R122"),
    "a street of five kilometres": street([(-2_500, 30), (2_500, 30)]),
    "an area of street, four corners far away": polygon(
        "street", [(-2_900, 22), (2_900, 22), (2_900, 30), (-2_900, 30)], name="x"
    ),
    "a desert beside the land": polygon(
        "neighbour", [(10, -3_000), (9_000, -3_000), (9_000, 3_000), (10, 3_000)], plate="1/7"
    ),
    "a street whose middle line runs beside the close-up": street([(-80, 40), (80, 40)], now=40),
}
BEYOND = {
    "a building a hundred metres off": (square("building", 100, 100, what="گلخانه"), "building \u2068گلخانه\u2069"),
    "a strip": (square("setback", 200, 0, side="north"), "strip for the street"),
    "a chamfer": (feature("chamfer", "LineString", at([(90, 0), (93, 3)])), "chamfer"),
    "a level in the next street": (level(90, 0, 1.2), "level \u2068کف معبر\u2069"),
    "a street behind the block": (street([(-900, 800), (900, 800)]), "street \u2068کوچه ۱۲\u2069"),
    "a zone behind the block": (square("zone", 900, 900, 50, title="R 1"), "zone \u2068R 1\u2069"),
    "a zone in whose hole all lies": (
        polygon(
            "zone",
            [(-1_900, -1_900), (-1_900, 1_900), (1_900, 1_900), (1_900, -1_900)],
            [(-900, -900), (900, -900), (900, 900), (-900, 900)],
            title="G",
        ),
        "zone \u2068G\u2069",
    ),
    "a street of which only the ends come near": (
        polygon(
            "street",
            [(-500, 500), (500, 500), (500, -500), (490, -500), (490, 490), (-490, 490), (-490, -500), (-500, -500)],
            name="U",
        ),
        "street \u2068U\u2069",
    ),
}


def told_of(*features) -> list[str]:
    with translation.override("en"):
        made = shapes(polygon("existing", LAND), *features)
        return sentences(made, draw(made, []).beyond)


@pytest.mark.parametrize("made", SEEN.values(), ids=SEEN)
def test_what_reaches_into_a_window_is_drawn_however_far_it_goes_on(made):
    assert told_of(made) == []


@pytest.mark.parametrize(("made", "name"), BEYOND.values(), ids=BEYOND)
@pytest.mark.parametrize("beside", [[], [square("neighbour", 10, 0, 15), square("neighbour", -15, 0, 15)]])
def test_what_lies_in_no_window_is_named(made, name, beside):
    assert told_of(made, *beside) == [f"Beyond the edges of the drawing: {name}."]


def test_what_has_one_name_beyond_the_edges_is_named_once_with_its_number():
    assert told_of(*(level(90 + x, 0, 1) for x in range(12))) == [
        "Beyond the edges of the drawing: level \u2068کف معبر\u2069 (12)."
    ]


def test_a_desert_beside_the_land_leaves_the_land_in_its_window():
    wide = plan_of(polygon("existing", LAND), SEEN["a desert beside the land"], square("neighbour", -10, 0)).wide
    assert all(0 <= c <= WIDTH for c in wide.project((0, 0))) and wide.scale <= 50_000


def test_land_of_nineteen_kilometres_fits_with_a_deed_that_reaches_two_further():
    land = square("existing", -9_000, -9_000, 19_000)
    near = plan_of(land, square("deeded", -10_900, -10_900, 22_800)).near
    corners_of = [near.project((x, y)) for x in (-1_140_000, 1_140_000) for y in (-1_140_000, 1_140_000)]
    assert all(0 <= x <= WIDTH and 0 <= y <= near.height for x, y in corners_of)
