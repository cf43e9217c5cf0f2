"""Draws the sample plan of a two-storey house: `python -m samplecity.house_plan OUT`; the same bytes every time.

Its title block is the first sample file's; all of it is made up. Units are metres, with a sheet at 1:100.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shapely import box, unary_union
from shapely.geometry import Polygon

from shahrsazi.documents.dxf.ezdxf_import import ezdxf

WIDTH, DEPTH, APART = 10.0, 12.0, 17.0
LAYERS = {"دیوار": (7, 50), "هاشور دیوار": (254, 13), "در": (1, 18), "پنجره": (4, 18), "فضاها": (3, 13),
          "نوشته‌ها": (7, 18), "اندازه‌ها": (5, 13), "محورها": (8, 13), "مبلمان": (9, 13), "پله": (30, 18),
          "کادر": (7, 35)}  # fmt: skip
# left, bottom, right, top of every room, within walls of 30 cm outside and 20 cm inside.
SHAPE = [(0.3, 0.3, 6.0, 6.0), (6.2, 0.3, 9.7, 4.2), (6.2, 4.4, 7.9, 6.0), (8.1, 4.4, 9.7, 6.0), (6.2, 6.2, 9.7, 9.0),
         (6.2, 9.2, 9.7, 11.7), (4.6, 6.2, 6.0, 11.7), (0.3, 6.2, 4.4, 8.9), (0.3, 9.1, 4.4, 11.7)]  # fmt: skip
WINDOWS = [(1.2, 0, 4.8, 0.3), (7.0, 0, 9.0, 0.3), (0, 6.8, 0.3, 8.2), (1.2, 11.7, 3.2, 12.0), (9.7, 7.2, 10.0, 8.2)]
# Where a room's name stands, from its middle: beside the bed, the stairs and the swing of the door.
NAMES_AT = {1: (-0.4, -1.1), 2: (0, -0.4), 3: (0, 0.02), 4: (-1.15, 0), 7: (0.72, 0.35), 8: (0.72, -0.6)}
SMALL = {2, 3, 4, 6}
PASSAGE = (6.0, 1.2, 6.2, 3.0)


class Door(NamedTuple):
    """A door by its opening, the corner of its hinge, and how its leaf stands."""

    opening: tuple[float, float, float, float]
    hinge: tuple[float, float]
    turn: float
    mirrored: bool = False


DOORS = [
    Door((4.8, 6.0, 5.7, 6.2), (4.8, 6.0), 270), Door((6.0, 4.7, 6.2, 5.5), (6.2, 4.7), 0, True),
    Door((8.4, 6.0, 9.2, 6.2), (8.4, 6.0), 270), Door((6.0, 6.6, 6.2, 7.6), (6.0, 6.6), 90),
    Door((4.4, 7.6, 4.6, 8.5), (4.4, 7.6), 90), Door((4.4, 9.4, 4.6, 10.3), (4.4, 9.4), 90),
    Door((6.0, 9.6, 6.2, 10.5), (6.2, 9.6), 0, True), Door((4.8, 11.7, 5.8, 12.0), (4.8, 11.7), 270),
]  # fmt: skip
FLOORS = ("پلان طبقهٔ همکف", "پلان طبقهٔ اول")
# What each room is on either floor, in the order of their shapes.
ROOMS = [
    ("پذیرایی و نشیمن", "نشیمن خصوصی"),
    ("آشپزخانه", "اتاق خواب اصلی"),
    ("سرویس بهداشتی", "سرویس بهداشتی"),
    ("حمام", "حمام"),
    ("راه‌پله", "راه‌پله"),
    ("انبار", "اتاق کار"),
    ("راهرو", "راهرو"),
    ("اتاق خواب ۱", "اتاق خواب ۳"),
    ("اتاق خواب ۲", "اتاق خواب ۴"),
]
TITLE = [
    ("عنوان نقشه", "پلان معماری طبقات"), ("ملک", "خیابان حکیم نظامی، کوچه ۱۲، پلاک ۳۲"), ("مالک", "سیما نوربخش"),
    ("طراح", "مهندس مینا نامور"), ("مقیاس", "۱:۱۰۰"), ("شمارهٔ برگ", "A-07"),
]  # fmt: skip


def main() -> None:
    saved(Path(sys.argv[1]))


def saved(path: Path) -> None:
    fixed, ezdxf.options.write_fixed_meta_data_for_testing = ezdxf.options.write_fixed_meta_data_for_testing, True
    try:
        doc = _drawn()
        doc.classes.add_required_classes(doc.dxfversion)
        # They come out of a set, in another order every time.
        doc.classes.classes = dict(sorted(doc.classes.classes.items()))
        doc.saveas(path)
    finally:
        ezdxf.options.write_fixed_meta_data_for_testing = fixed


def _drawn():
    doc = ezdxf.new("R2010", units=6)
    _prepare(doc)
    for number, title in enumerate(FLOORS):
        _floor(doc.modelspace(), number * APART, title, [names[number] for names in ROOMS])
    doc.modelspace().add_blockref("شمال", (12.4, 15.9))
    doc.layouts.rename("Layout1", "برگ ۱")
    _sheet(doc.layouts.get("برگ ۱"))
    return doc


def _prepare(doc) -> None:
    for name, (colour, weight) in LAYERS.items():
        doc.layers.add(name, color=colour, lineweight=weight)
    doc.linetypes.add("DASHDOT", [0.7, 0.5, -0.1, 0.0, -0.1])
    doc.layers.get("محورها").dxf.linetype = "DASHDOT"
    doc.styles.add("فارسی", font="tahoma.ttf")
    style = doc.dimstyles.new(
        "معماری", dxfattribs={"dimtxt": 0.22, "dimasz": 0.12, "dimexe": 0.1, "dimexo": 0.15, "dimgap": 0.06}
    )
    style.set_tick(0.12)
    style.dxf.dimtxsty = "فارسی"
    _blocks(doc.blocks)


def _blocks(blocks) -> None:
    door = blocks.new("در")
    door.add_lwpolyline([(0, 0), (0, 1), (0.05, 1), (0.05, 0)], close=True)
    door.add_arc((0, 0), 1, 0, 90)
    north = blocks.new("شمال")
    north.add_circle((0, 0), 0.8, dxfattribs={"layer": "کادر"})
    north.add_solid([(0, 0.8), (0, -0.4), (0.35, -0.6)], dxfattribs={"layer": "کادر"})
    north.add_lwpolyline([(0, 0.8), (0, -0.4), (-0.35, -0.6)], close=True, dxfattribs={"layer": "کادر"})
    _add_text(north, "شمال", (0, 1.05), 0.3)
    basin = blocks.new("روشویی")
    _rectangle(basin, (0, 0, 0.6, 0.45))
    basin.add_ellipse((0.3, 0.22), (0.22, 0), 0.65)
    stove = blocks.new("اجاق")
    _rectangle(stove, (0, 0, 0.6, 0.6))
    for x, y in ((0.17, 0.17), (0.43, 0.17), (0.17, 0.43), (0.43, 0.43)):
        stove.add_circle((x, y), 0.09)
    bath = blocks.new("وان")
    _rectangle(bath, (0, 0, 1.5, 0.7))
    bath.add_lwpolyline(
        [(0.1, 0.1, 0, 0, 0), (1.15, 0.1, 0, 0, 1), (1.15, 0.6, 0, 0, 0), (0.1, 0.6, 0, 0, 0)], close=True
    )
    sofa = blocks.new("مبل")
    _rectangle(sofa, (0, 0, 2, 0.85))
    sofa.add_lwpolyline([(0.15, 0), (0.15, 0.65), (1.85, 0.65), (1.85, 0)])
    bed = blocks.new("تخت")
    _rectangle(bed, (0, 0, 1.5, 2))
    bed.add_lwpolyline([(0, 1.45), (1.5, 1.45)])
    for x in (0.1, 0.8):
        _rectangle(bed, (x, 1.55, x + 0.6, 1.9))


def _rectangle(layout, sides, **attributes) -> None:
    left, bottom, right, top = sides
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    layout.add_lwpolyline(corners, close=True, dxfattribs=attributes)


def _floor(model, x: float, title: str, names: list[str]) -> None:
    _walls(model, x)
    for opening in WINDOWS:
        _window(model, x, opening)
    for door in DOORS[: None if x == 0 else -1]:
        _door(model, x, door)
    for number, name in enumerate(names):
        _room(model, x, number, name)
    _stairs(model, x, SHAPE[4])
    _furniture(model, x)
    _axes(model, x)
    _dimensions(model, x)
    _add_text(model, title, (x + WIDTH / 2, -4.1), 0.55)
    _add_text(model, "مقیاس ۱:۱۰۰", (x + WIDTH / 2, -4.7), 0.28)


def _walls(model, x: float) -> None:
    doors = [box(*d.opening) for d in DOORS[: None if x == 0 else -1]]
    walls = box(0, 0, WIDTH, DEPTH) - unary_union([box(*r) for r in [*SHAPE, *WINDOWS, PASSAGE]] + doors)
    for part in sorted(walls.geoms, key=lambda g: g.bounds):
        hatch = model.add_hatch(color=254, dxfattribs={"layer": "هاشور دیوار"})
        for ring in _rings(part):
            corners = [(x + a, b) for a, b in ring]
            hatch.paths.add_polyline_path(corners, is_closed=True)
            model.add_lwpolyline(corners, close=True, dxfattribs={"layer": "دیوار"})


def _rings(part: Polygon) -> Iterator[list[tuple[float, float]]]:
    for ring in (part.exterior, *part.interiors):
        yield [(round(a, 3), round(b, 3)) for a, b in list(ring.simplify(0).coords)[:-1]]


def _window(model, x: float, opening) -> None:
    left, bottom, right, top = opening
    _rectangle(model, (x + left, bottom, x + right, top), layer="پنجره")
    if right - left > top - bottom:
        ends = [(x + left, (bottom + top) / 2), (x + right, (bottom + top) / 2)]
    else:
        ends = [(x + (left + right) / 2, bottom), (x + (left + right) / 2, top)]
    model.add_line(*ends, dxfattribs={"layer": "پنجره"})


def _door(model, x: float, door: Door) -> None:
    left, bottom, right, top = door.opening
    size = round(max(right - left, top - bottom), 3)
    turned = {"rotation": door.turn, "xscale": size, "yscale": size, "layer": "در"}
    if door.mirrored:
        turned |= {"rotation": 0}
    model.add_blockref("در", (x + door.hinge[0], door.hinge[1]), dxfattribs=turned)


def _room(model, x: float, number: int, name: str) -> None:
    left, bottom, right, top = SHAPE[number]
    _rectangle(model, (x + left, bottom, x + right, top), layer="فضاها")
    area = _persian(f"{(right - left) * (top - bottom):.1f}")
    height = 0.14 if number in SMALL else 0.24
    dx, dy = NAMES_AT.get(number, (0, 0))
    model.add_mtext(
        f"{name}\\P{area} متر مربع",
        dxfattribs={"insert": (x + (left + right) / 2 + dx, (bottom + top) / 2 + dy), "char_height": height,
                    "attachment_point": 5, "style": "فارسی", "layer": "نوشته‌ها"},
    )  # fmt: skip


def _stairs(model, x: float, room) -> None:
    left, bottom, right, top = room
    for step in range(8):
        for low, high in ((bottom, bottom + 1.2), (top - 1.2, top)):
            at = x + left + 1.2 + step * 0.28
            model.add_line((at, low), (at, high), dxfattribs={"layer": "پله"})
    model.add_lwpolyline(
        [
            (x + left + 1.2, top - 0.6),
            (x + right - 0.2, top - 0.6),
            (x + right - 0.2, bottom + 0.6),
            (x + left + 1.2, bottom + 0.6),
        ],
        dxfattribs={"layer": "پله"},
    )


def _furniture(model, x: float) -> None:
    placed = [
        ("روشویی", 6.3, 5.5, 0),
        ("وان", 8.15, 4.45, 0),
        ("تخت", 0.4, 6.6, 0),
        ("تخت", 0.4, 9.5, 0),
        ("مبل", 0.4, 4.2, 270),
        ("مبل", 1.6, 0.9, 0),
    ]
    if x == 0:
        placed += [("اجاق", 9.05, 1.2, 0), ("روشویی", 9.05, 2.4, 0)]
    else:
        placed += [("تخت", 7.2, 2.1, 0)]
    for name, a, b, turn in placed:
        model.add_blockref(name, (x + a, b), dxfattribs={"layer": "مبلمان", "rotation": turn})


def _axes(model, x: float) -> None:
    for letter, at in zip("ABC", (0.15, 6.1, 9.85), strict=True):
        model.add_line((x + at, -2.4), (x + at, DEPTH + 0.6), dxfattribs={"layer": "محورها"})
        _bubble(model, letter, (x + at, -2.75))
    for number, at in zip("۱۲۳۴", (0.15, 6.1, 9.1, 11.85), strict=True):
        model.add_line((x - 2.0, at), (x + WIDTH + 0.6, at), dxfattribs={"layer": "محورها"})
        _bubble(model, number, (x - 2.35, at))


def _bubble(model, text: str, at) -> None:
    model.add_circle(at, 0.35, dxfattribs={"layer": "محورها", "linetype": "CONTINUOUS"})
    _add_text(model, text, at, 0.28, "محورها")


def _dimensions(model, x: float) -> None:
    for row, stops in ((-1.0, (0, 0.3, 6.0, 6.2, 9.7, 10)), (-1.7, (0, 10))):
        for a, b in zip(stops, stops[1:], strict=False):
            if b - a > 0.4:
                _measure(model, (x + a, row), (x + a, 0), (x + b, 0), 0, b - a)
    for column, stops in ((-0.8, (0, 6.1, 9.1, 12)), (-1.4, (0, 12))):
        for a, b in zip(stops, stops[1:], strict=False):
            _measure(model, (x + column, a), (x, a), (x, b), 90, b - a)


def _measure(model, base, first, second, angle: float, length: float) -> None:
    label = _persian(f"{length:.2f}")
    model.add_linear_dim(
        base, first, second, angle=angle, text=label, dimstyle="معماری", dxfattribs={"layer": "اندازه‌ها"}
    ).render()


def _sheet(paper) -> None:
    """A3 lying, at 1:100: ten millimetres on paper to the metre."""
    paper.page_setup(size=(420, 297), margins=(0, 0, 0, 0), units="mm")
    frame = {"layer": "کادر"}
    _rectangle(paper, (10, 10, 410, 287), **frame)
    for number in range(2):
        middle = (number * APART + 3.9, 4.3)
        paper.add_viewport((92 + number * 162, 150), (158, 215), middle, 21.5, status=2 + number, dxfattribs=frame)
    left, top = 336, 120
    for row, (label, value) in enumerate(TITLE):
        y = top - row * 18
        _rectangle(paper, (left, y, 410, y - 18), **frame)
        _add_text(paper, label, (406, y - 5), 2.5, "کادر", "RIGHT")
        _add_text(paper, value, (406, y - 13), 3.5, "کادر", "RIGHT")
    paper.add_blockref("شمال", (373, 160), dxfattribs={"xscale": 14, "yscale": 14, "layer": "کادر"})


def _add_text(layout, text: str, at, height: float, layer: str = "نوشته‌ها", side: str = "CENTER") -> None:
    align = ezdxf.enums.TextEntityAlignment[f"MIDDLE_{side}"]
    layout.add_text(text, height=height, dxfattribs={"style": "فارسی", "layer": layer}).set_placement(at, align=align)


def _persian(number: str) -> str:
    return number.translate(str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫"))


if __name__ == "__main__":
    main()
