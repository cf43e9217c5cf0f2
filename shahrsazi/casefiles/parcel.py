"""A parcel drawn to scale from its survey: the land, the strip that the street takes, and the length of each side."""

from math import hypot

WIDTH, HEIGHT, MARGIN = 360.0, 300.0, 46.0


def drawn(sheet) -> dict:
    """Everything an SVG needs, in its own units (y downwards): outlines, side labels, metres per unit, a scale bar."""
    place = _placing([(p.x, p.y) for p in sheet.outline])
    outline = [place(p.x, p.y) for p in sheet.outline]
    after = [place(p.x, p.y) for p in sheet.outline_after] or outline
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "outline": _points(outline),
        "after": _points(after),
        "sides": [_side(i, outline, sheet.fronts[i] if i < len(sheet.fronts) else None) for i in range(len(outline))],
        "bar": _bar(place),
    }


def _placing(points: list[tuple[float, float]]):
    """A function from metres (north upwards) to drawing units, the same scale both ways, centred."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
    left, top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2

    def place(x: float, y: float) -> tuple[float, float]:
        return left + (x - min(xs)) * scale, top + (max(ys) - y) * scale

    place.scale = scale
    return place


def _points(points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _side(index: int, outline: list, front) -> dict:
    """The middle of a side, moved outwards, where its words stand."""
    (x1, y1), (x2, y2) = outline[index], outline[(index + 1) % len(outline)]
    cx, cy = sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline)
    mx, my = (x1 + x2) / 2, (y1 + y2) / 2
    away = hypot(mx - cx, my - cy) or 1
    return {"x": round(mx + (mx - cx) / away * 20, 1), "y": round(my + (my - cy) / away * 20 + 4, 1), "front": front,
            "x1": round(x1, 1), "y1": round(y1, 1), "x2": round(x2, 1), "y2": round(y2, 1)}  # fmt: skip


def _bar(place) -> dict:
    """A scale bar of a round number of metres, about a quarter of the picture."""
    metres = next((m for m in (50, 20, 10, 5, 2) if m * place.scale <= WIDTH / 3), 1)
    return {"metres": metres, "length": round(metres * place.scale, 1)}
