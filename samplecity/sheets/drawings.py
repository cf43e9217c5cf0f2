"""Sheets of drawings after the data of their set: where the land lies, the plans of its floors and roof, its front."""

from samplecity.sheets import words as w

_LIVING = ("residential", "commercial", "office")
_WALL = 0.25


def drawing(line: dict, plans: dict, row: dict) -> dict:
    designer = w.titled_engineer(plans["designer"])
    return {
        "title": f"{row['number']} {row['title']}",
        "shapes": DRAWN_BY[row["number"]](line, plans),
        "rows": [
            ["عنوان", row["title"]],
            ["مالک", w.owners_named(line, plans["submitted_on"])],
            ["نشانی", line["casefile"]["place"]],
            ["کد نوسازی", w.code(line)],
            ["طراح", designer],
            ["پروانه اشتغال", w.fa(plans["designer_licence_no"])],
            ["دستور نقشه", w.fa(plans["plan_order_no"])],
            ["مقیاس", w.fa(row["scale"])],
            ["تاریخ", w.day(plans["submitted_on"])],
            ["بازنگری", w.fa(plans["revision"])],
            ["شماره برگه", row["number"]],
        ],
        "pen": w.pen(designer),
        "format": "a4",
        "flipped": True,
        "mark": w.mark(line, f"{row['number']} - {w.fa(plans['revision'])}"),
    }


def _line(
    *points: tuple[float, float], thick: float = 1, dash: bool = False, closed: bool = False, fill: str = ""
) -> dict:
    return {"points": [list(p) for p in points], "thick": thick, "dash": dash, "closed": closed, "fill": fill}


def _box(left: float, low: float, right: float, high: float, **how) -> dict:
    return _line((left, low), (right, low), (right, high), (left, high), closed=True, **how)


def _label(x: float, y: float, words: str, size: float = 8) -> dict:
    return {"at": [x, y], "words": words, "size": size}


def _site_plan(line: dict, plans: dict) -> list[dict]:
    """The block as surveyed: neighbours and streets, the land and what stands on it."""
    shapes = []
    for feature in line["surveys"][-1]["block"]["features"] if line["surveys"] else []:
        kind, ring = feature["properties"]["kind"], feature["geometry"]["coordinates"]
        if kind == "neighbour":
            shapes += [
                _line(*ring[0][:-1], closed=True),
                _label(*_middle(ring[0]), w.fa(feature["properties"]["plate"]), 6),
            ]
        elif kind == "street":
            shapes += [_line(*ring, dash=True), _label(*_middle(ring), feature["properties"]["name"])]
        elif kind == "building":
            shapes.append(_line(*ring[0][:-1], closed=True, fill="#c9d3d6"))
    own = [(p["x"], p["y"]) for p in line["casefile"]["outline"]]
    return [*shapes, _line(*own, thick=2.4, closed=True), _label(*_middle(own), f"پلاک {w.plate(line)}", 7)]


def _middle(ring: list) -> tuple[float, float]:
    return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)


def _size(line: dict, area: float) -> tuple[float, float]:
    """Width and depth of a floor of this area behind the front of this land."""
    widths = [
        front["len_after"] for front in line["inspections"][-1]["boundaries"] if front["side"] in ("north", "south")
    ]
    wide = round(min(widths, default=10.0) - 0.4, 2)
    return wide, round(area / wide, 2)


def _floor_area(plans: dict, floor: int) -> float:
    return round(sum(row["area"] for row in plans["design_areas"] if row["floor"] == floor), 2)


def _walls(wide: float, deep: float) -> list[dict]:
    inner = _box(_WALL, _WALL, wide - _WALL, deep - _WALL)
    dims = [_label(wide / 2, -0.9, f"{w.metres(wide)} متر"), _label(-1.3, deep / 2, w.metres(deep))]
    return [
        _box(0, 0, wide, deep, thick=2),
        inner,
        *dims,
        _line((0, -0.5), (wide, -0.5)),
        _line((-0.5, 0), (-0.5, deep)),
    ]


def _room(left: float, low: float, right: float, high: float, words: str) -> list[dict]:
    return [_box(left, low, right, high, thick=1.4), _label((left + right) / 2, (low + high) / 2, words)]


def _ground(line: dict, plans: dict) -> list[dict]:
    area = _floor_area(plans, 0)
    wide, deep = _size(line, area)
    shapes, low = _walls(wide, deep), 0.0
    for row in (one for one in plans["design_areas"] if one["floor"] == 0):
        high = low + deep * row["area"] / area
        words = f"{w.word('use_group', row['use_group'])}، {w.metres(row['area'])} متر مربع"
        shapes += _room(_WALL, low + _WALL / 2, wide - _WALL, high - _WALL / 2, words)
        if row["use_group"] == "parking":
            shapes += _spaces(wide, low, high)
        low = high
    return shapes


def _spaces(wide: float, low: float, high: float) -> list[dict]:
    count = max(1, min(int(wide / 2.5), int((high - low) * wide / 25)))
    return [_box(0.4 + n * 2.5, low + 0.4, 2.8 + n * 2.5, min(low + 5.4, high - 0.4), dash=True) for n in range(count)]


def _upper(line: dict, plans: dict) -> list[dict]:
    """A floor with its rooms; above the ground there is always one where there are drawings."""
    floor = min((row["floor"] for row in plans["design_areas"] if row["floor"] > 0), default=0)
    wide, deep = _size(line, _floor_area(plans, floor))
    across, along = wide * 0.58, deep * 0.52
    corridor = deep * 0.64
    return [
        *_walls(wide, deep),
        *_room(_WALL, _WALL, across, along, "پذیرایی و نشیمن"),
        *_room(across, _WALL, wide - _WALL, along, "آشپزخانه"),
        *_room(_WALL, along, wide - _WALL, corridor, "راهرو و راه‌پله"),
        *_room(_WALL, corridor, wide * 0.4, deep - _WALL, "اتاق خواب ۱"),
        *_room(wide * 0.4, corridor, wide * 0.6, deep - _WALL, "سرویس"),
        *_room(wide * 0.6, corridor, wide - _WALL, deep - _WALL, "اتاق خواب ۲"),
        *(_line((wide * 0.72 + n * 0.28, along + 0.1), (wide * 0.72 + n * 0.28, corridor - 0.1)) for n in range(8)),
        _label(wide / 2, deep + 0.9, f"{w.floor(floor)}، {w.metres(_floor_area(plans, floor))} متر مربع", 10),
    ]


def _roof(line: dict, plans: dict) -> list[dict]:
    top = max(row["floor"] for row in plans["design_areas"])
    wide, deep = _size(line, _floor_area(plans, top))
    low = (wide * 0.55, deep * 0.25)
    return [
        *_walls(wide, deep),
        *(_line(corner, low, dash=True) for corner in ((0, 0), (wide, 0), (wide, deep), (0, deep))),
        _label(low[0], low[1] + 0.6, "شیب ۲٪ به آب‌رو"),
        *_room(wide * 0.62, deep * 0.6, wide * 0.9, deep * 0.8, "خرپشته"),
    ]


def _front(line: dict, plans: dict) -> list[dict]:
    floors = sorted({row["floor"] for row in plans["design_areas"] if row["floor"] >= 0})
    wide, _ = _size(line, _floor_area(plans, floors[-1]))
    shapes = [_line((-3, 0), (wide + 3, 0), thick=2.4), _box(0, 0, wide, 3.2 * len(floors) + 0.9, thick=2)]
    for floor in floors:
        low = floor * 3.2
        shapes += [_line((0, low), (wide, low)), _label(wide + 1.8, low, f"\u200e+{w.metres(round(low, 2))}")]
        shapes += _openings(wide, low, ground=floor == 0)
    return [*shapes, _label(wide / 2, -1.2, "نمای اصلی، آجر و سنگ", 10)]


def _openings(wide: float, low: float, ground: bool) -> list[dict]:
    if ground:
        return [_box(0.6, 0, 3.4, 2.4, fill="#dfe5e8"), _box(wide - 1.8, 0, wide - 0.7, 2.2, fill="#c9d3d6")]
    count = max(2, int(wide / 3))
    step = wide / count
    return [_box(n * step + 0.6, low + 0.9, (n + 1) * step - 0.6, low + 2.5, fill="#dfe5e8") for n in range(count)]


DRAWN_BY = {"A-01": _site_plan, "A-02": _ground, "A-03": _upper, "A-04": _roof, "A-05": _front}
