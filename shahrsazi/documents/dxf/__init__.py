"""Drawings: a DXF is checked before anything in it is unfolded, and drawn as sheets, pictures and a twin in words.

`check` and `draw` read strangers' files and belong into the confined process. ezdxf and numpy are loaded when one of
them is called; `layers` needs neither, so that pages can be answered without them.
"""

from pathlib import Path
from typing import NamedTuple


class CheckResult(NamedTuple):
    """What became of a file: accept, repair or limit; why (keys of reasons.SENTENCES); how many sheets it has."""

    outcome: str
    reasons: list[str]
    sheets: int


class Sheet(NamedTuple):
    """One sheet: its SVG, the size of that in its own units, and a PNG."""

    name: str
    svg: Path
    width: int
    height: int
    image: Path


class DrawResult(NamedTuple):
    sheets: list[Sheet]
    twin: Path


def check(path: Path) -> CheckResult:
    """Whether the drawing is taken; FileRejectedError says why it is not."""
    _load_quietly()
    from shahrsazi.documents.dxf import reader

    return reader.open_dxf(path).checked()


def draw(path: Path, into: Path, longest: int = 3_600) -> DrawResult:
    """The sheets of a drawing as sheet-1.svg, sheet-1.png and so on, and twin.json, in an existing folder.

    `longest` is the longer side of the PNG in points.
    """
    _load_quietly()
    from shahrsazi.documents.dxf import reader, render

    return render.draw_sheets(reader.open_dxf(path), into, longest)


def _load_quietly() -> None:
    """Before anything else of ezdxf is imported."""
    from shahrsazi.documents.dxf import ezdxf_import  # noqa: F401
