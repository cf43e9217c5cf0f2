"""The picture of a sheet for where no SVG is shown: typst draws the very SVG, with widths that belong to its size."""

import re
from pathlib import Path

import typst

# Lines are as thick as on a screen of this width; typst knows no widths that stay the same at every size.
_SEEN_AT = 1_600
_STROKE = re.compile(rb' stroke-width="([\d.]+)"(?: stroke-dasharray="([^"]+)")? vector-effect="non-scaling-stroke"')
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)
#image(bytes(sys.inputs.sheet), format: "svg", width: 100%, height: 100%)"""


def rasterise(svg: bytes, size: tuple[int, int], longest: int, into: Path) -> None:
    """Write the PNG, of so many points at most, of a sheet whose SVG has this size in its own units."""
    unit = max(size) / _SEEN_AT
    fixed = _STROKE.sub(lambda match: _scaled(match, unit), svg)
    shown = 1_000 / max(size)
    page = _PAGE.format(width=size[0] * shown, height=size[1] * shown)
    dots = longest * 72 / 1_000
    inputs = {"sheet": fixed.decode()}
    into.write_bytes(typst.compile(page.encode(), format="png", ppi=dots, ignore_system_fonts=True, sys_inputs=inputs))


def _scaled(match: re.Match, unit: float) -> bytes:
    width = b' stroke-width="%.1f"' % (float(match[1]) * unit)
    if not match[2]:
        return width
    dashes = b" ".join(b"%.1f" % (float(dash) * unit) for dash in match[2].split())
    return width + b' stroke-dasharray="' + dashes + b'"'
