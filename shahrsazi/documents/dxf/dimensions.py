"""Draws dimensions that came without their picture, from their points: QCAD and many libraries write none."""

from collections import Counter

from ezdxf.document import Drawing
from ezdxf.math import Vec2, Vec3

from shahrsazi.documents.dxf.sanitize import is_fit

MAX_DRAWN = 3_000  # a millisecond each
_POINTS = ("defpoint", "defpoint2", "defpoint3", "defpoint4", "defpoint5")
_TOO_LARGE, _PART = 10, 24  # letters higher than a tenth of what is measured become a twenty-fourth of it
KINDS = ("DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION")


def draw_pictures(doc: Drawing) -> Counter[tuple[str, str]]:
    """Gives each dimension without a picture one; tells where those are that have none even so, and their types."""
    left_out: Counter[tuple[str, str]] = Counter()
    drawn = 0
    for container in [*doc.layouts, *doc.blocks]:
        for dimension in [entity for entity in container if _has_no_picture(entity)]:
            drawn += 1
            if drawn > MAX_DRAWN or not _draw(dimension):
                left_out[container.layout_key, dimension.dxftype()] += 1
                container.unlink_entity(dimension)
        _say_how_high(container)
    return left_out


def _say_how_high(container) -> None:
    """ezdxf takes the height of the picture from where its words are, which one without words does not say."""
    for entity in container:
        if entity.dxftype() in KINDS and not entity.dxf.hasattr("text_midpoint"):
            entity.dxf.text_midpoint = (0, 0, entity.dxf.get("defpoint", Vec3()).z)


def _has_no_picture(entity) -> bool:
    return entity.dxftype() in KINDS and entity.dxf.get("geometry", "") not in entity.doc.blocks


def _draw(dimension) -> bool:
    if not is_fit(dimension):
        return False
    try:
        dimension.dxf.discard("geometry")
        if not dimension.doc.dimstyles.has_entry(dimension.dxf.get("dimstyle", "Standard")):
            dimension.dxf.dimstyle = "Standard"
        style = dimension.override()
        _round_to_nothing(style)
        style.update(_scaled(dimension))
        style.render()
    except MemoryError:
        raise
    except Exception:  # ezdxf raises whatever its mathematics raise
        return False
    return not _has_no_picture(dimension)


def _round_to_nothing(style) -> None:
    """Rounding to 0 means none; ezdxf would round to whole numbers."""
    if style.dimstyle_attribs.get("dimrnd") == 0:
        del style.dimstyle_attribs["dimrnd"]
    if style.dimstyle.dxf.get("dimrnd") == 0:
        style.dimstyle.dxf.discard("dimrnd")


def _scaled(dimension) -> dict:
    """A style meant for paper would write letters larger than the house: they become a part of what is measured."""
    points = [Vec2(dimension.dxf.get(name)) for name in _POINTS if dimension.dxf.hasattr(name)]
    reach = max((a.distance(b) for a in points for b in points), default=0)
    style = dimension.get_dim_style().dxf
    height = style.get("dimtxt", 2.5) * (style.get("dimscale", 1) or 1)
    return {"dimscale": reach / _PART / style.get("dimtxt", 2.5)} if reach and height > reach / _TOO_LARGE else {}
