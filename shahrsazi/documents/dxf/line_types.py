"""What is drawn otherwise than it is written: lines with letters or shapes between their dashes, words that stand."""

from ezdxf.document import Drawing
from ezdxf.entities.ltype import compile_line_pattern

_LENGTH, _WHOLE = 49, 40
_LINES = {"LINE", "XLINE", "RAY", "LWPOLYLINE", "POLYLINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE"}
_TEXTS = {"TEXT", "ATTRIB", "ATTDEF", "MTEXT"}
_VERTICAL, _DOWNWARDS = 4, 3  # a flag of a style; how a paragraph runs


def dashes_of_lettered(doc: Drawing) -> dict[str, tuple[float, ...]]:
    """By name in capitals; ezdxf takes such a line type for an unbroken one."""
    lettered = {
        line.dxf.name.upper(): line.pattern_tags for line in doc.linetypes if line.pattern_tags.is_complex_type()
    }
    return {name: _dashes(pattern.tags) for name, pattern in lettered.items()}


def _dashes(tags) -> tuple[float, ...]:
    """An element's own scale has the code of the whole length, which stands before any element."""
    lengths = [tag.value for tag in tags if tag.code == _LENGTH]
    whole = next((tag.value for tag in tags if tag.code == _WHOLE), None)
    return tuple(compile_line_pattern(whole or None, lengths)) if len(lengths) > 1 else ()


def is_lettered(entity, line_type: str, lettered: dict) -> bool:
    """Whether it is a line of which letters or shapes are missing."""
    return line_type in lettered and entity.dxftype() in _LINES and not getattr(entity, "has_width", False)


def is_downwards(entity) -> bool:
    """Whether its letters stand below one another: by its style, or as a paragraph may itself say."""
    if entity.dxftype() not in _TEXTS or entity.doc is None:
        return False
    style = entity.dxf.get("style", "Standard")
    of_style = entity.doc.styles.has_entry(style) and entity.doc.styles.get(style).dxf.flags & _VERTICAL
    return bool(of_style) or (entity.dxftype() == "MTEXT" and entity.dxf.get("flow_direction", 1) == _DOWNWARDS)
