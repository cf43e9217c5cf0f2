"""Lengths and areas are true or not said: a stated unit holds unless the drawing itself speaks against it."""

import pytest

STATED = {"inch": 1, "foot": 2, "mm": 4, "cm": 5, "m": 6}
LENGTHS = [3.2, 4.15, 1.2, 5.6, 12.4]


def house(plan, units_in_a_metre: float, stated: str, written="{:g}", **style) -> None:
    """Rooms and dimensions of a house drawn in one unit under another; each dimension is written as told."""
    plan.doc.header["$INSUNITS"] = STATED[stated]
    many = units_in_a_metre
    for number, long in enumerate(LENGTHS):
        x, far = number * 20 * many, long * many
        plan.model.add_lwpolyline([(x, 0), (x + far, 0), (x + far, far), (x, far)], close=True)
        plan.model.add_text("اتاق", height=0.2 * many).set_placement((x + far / 3, far / 3))
        text = written.format(far, metres=long, cm=long * 100, mm=long * 1000) if written else ""
        own = {"dimtxt": 0.2 * many, "dimasz": 0.1 * many} | style
        dimension = plan.model.add_linear_dim(base=(x, -many), p1=(x, 0), p2=(x + far, 0), text=text, override=own)
        dimension.render()


def lengths(twin: dict) -> list:
    return [dimension["metres"] for dimension in twin["dimensions"]]


TRUE = {
    "metres": (1, "m", "{:.2f}"),
    "centimetres": (100, "cm", "{:g}"),
    "millimetres": (1000, "mm", "{:.0f}"),
    "centimetres written in metres": (100, "cm", "{metres:.2f}"),
    "millimetres written in metres": (1000, "mm", "{metres:.2f} m"),
    "millimetres written in centimetres": (1000, "mm", "{cm:.0f}"),
    "metres written in centimetres": (1, "m", "{cm:.0f} cm"),
    "inches": (1 / 0.0254, "inch", "10'-6\""),
    "feet": (1 / 0.3048, "foot", "10' 6"),
}
FALSE = {
    "metres under millimetres": (1, "mm", "{:.2f}"),
    "centimetres under millimetres": (100, "mm", "{:g}"),
    "metres under centimetres": (1, "cm", "{:.2f}"),
    "millimetres under centimetres": (1000, "cm", "{:g}"),
    "centimetres under metres": (100, "m", "{:g}"),
    "millimetres under metres": (1000, "m", "{:g}"),
    "centimetres under inches": (100, "inch", "{:g}"),
    "metres under feet": (1, "foot", "{:.2f}"),
    "inches without a dimension in inches": (1 / 0.0254, "inch", "{metres:.2f}"),
    "centimetres written in metres under millimetres": (100, "mm", "{metres:.2f}"),
    "millimetres written in metres under centimetres": (1000, "cm", "{metres:.2f}"),
    "centimetres written in metres under metres": (100, "m", "{metres:.2f}"),
    "metres that say so under centimetres": (1, "cm", "{metres:.2f}m"),
}


@pytest.mark.parametrize(("many", "stated", "written"), TRUE.values(), ids=TRUE)
def test_a_unit_that_agrees_with_the_dimensions_is_believed(plan, draw, many, stated, written):
    house(plan, many, stated, written)
    twin = draw(plan).twin
    assert twin["units"] == stated and twin["notes"] == []
    assert lengths(twin) == pytest.approx(LENGTHS, abs=0.01) and max(room["area"] for room in twin["rooms"]) == 153.76


@pytest.mark.parametrize(("many", "stated", "written"), FALSE.values(), ids=FALSE)
def test_of_a_unit_that_the_dimensions_contradict_nothing_is_reckoned(plan, draw, many, stated, written):
    house(plan, many, stated, written)
    twin = draw(plan).twin
    assert (twin["units"], twin["extents"], twin["rooms"], twin["scale"]) == ("unknown", None, [], [])
    assert "units_doubtful" in twin["notes"] and lengths(twin) == [None] * 5


@pytest.mark.parametrize("written", ["۳٫۲۰", "3,20", "3/20", "3.20", "3.20 متر", "3.20m"])
def test_figures_are_read_however_they_are_written(plan, draw, written):
    house(plan, 100, "mm", written)
    assert draw(plan).twin["units"] == "unknown"


def test_a_factor_of_the_style_is_a_unit_that_is_shown(plan, draw):
    house(plan, 100, "cm", "", dimlfac=0.01)
    assert draw(plan).twin["units"] == "cm"
    plan.doc.header["$INSUNITS"] = STATED["mm"]
    assert draw(plan).twin["units"] == "unknown"


def test_a_few_words_that_were_written_over_do_not_matter(plan, draw):
    house(plan, 1, "m", "{:.2f}")
    for text in ("VAR", "7"):
        plan.model.add_linear_dim(base=(0, 30), p1=(0, 29), p2=(4, 29), text=text).render()
    assert draw(plan).twin["units"] == "m"


@pytest.mark.parametrize("written", ["12.00 m2", "۱۲ متر مربع", "مساحت: 12", "AREA = 12.0", "پذیرایی 12m²"])
@pytest.mark.parametrize(("many", "told"), [(100, "cm"), (1000, "unknown"), (1 / 0.0254, "unknown")])
def test_areas_that_are_written_speak_too(plan, draw, written, many, told):
    plan.doc.header["$INSUNITS"] = STATED["cm"]
    plan.model.add_lwpolyline([(0, 0), (4 * many, 0), (4 * many, 3 * many), (0, 3 * many)], close=True)
    plan.model.add_text(written, height=0.2 * many).set_placement((many, many))
    plan.model.add_line((0, -many), (40 * many, -many))
    twin = draw(plan).twin
    assert twin["units"] == told and bool(twin["rooms"]) <= (told == "cm")


def test_an_area_of_other_land_within_the_land_says_nothing(plan, draw):
    plan.house().model.add_text("مساحت: 33.5", height=0.2).set_placement((2, 2))
    assert draw(plan).twin["units"] == "m"


def test_what_is_measured_on_paper_is_not_the_house(plan, draw):
    paper = plan.house().doc.layouts.new("A3")
    paper.add_linear_dim(base=(0, -5), p1=(0, 0), p2=(52.4, 0), text="5.24").render()
    seen = draw(plan).twin
    assert seen["units"] == "m" and seen["dimensions"] == [{"text": "5.24", "metres": None}]


@pytest.mark.parametrize(
    ("many", "stated", "told"), [(1000, "mm", "mm"), (100, "mm", "unknown"), (1000, "cm", "unknown")]
)
def test_rooms_with_names_that_are_cupboards_or_halls_alone_speak_too(plan, draw, many, stated, told):
    plan.doc.header["$INSUNITS"] = STATED[stated]
    for x, (name, area) in enumerate([("حمام", 3), ("اتاق خواب", 12), ("آشپزخانه", 9), ("نشیمن", 30), ("پذیرایی", 64)]):
        side, left = area**0.5 * many, x * 10 * many
        plan.model.add_lwpolyline([(left, 0), (left + side, 0), (left + side, side), (left, side)], close=True)
        plan.model.add_text(name, height=0.2 * many).set_placement((left + side / 3, side / 3))
    twin = draw(plan).twin
    assert twin["units"] == told and len(twin["rooms"]) == (5 if told == "mm" else 0)


def test_frames_of_sheets_with_words_in_them_are_no_rooms_against_dimensions_that_agree(plan, draw):
    plan.doc.header["$INSUNITS"] = STATED["m"]
    for left in (0, 50, 100):
        plan.model.add_lwpolyline([(left, 0), (left + 20, 0), (left + 20, 24), (left, 24)], close=True)
        plan.model.add_text("اتاق خواب", height=0.2).set_placement((left + 5, 5))
        plan.model.add_linear_dim(base=(left, 3), p1=(left + 2, 4), p2=(left + 5, 4), text="300").render()
    assert draw(plan).twin["units"] == "m"
