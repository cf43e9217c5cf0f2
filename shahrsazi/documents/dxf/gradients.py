"""Areas that go over from one colour to another."""

import math
from typing import NamedTuple

from ezdxf.addons.drawing.properties import rgb_to_hex

_FROM_THE_MIDDLE = {"CYLINDER", "INVCYLINDER"}
_ROUND = {"SPHERICAL": "50%", "HEMISPHERICAL": "100%", "CURVED": "100%"}  # how far down its middle lies


class Gradient(NamedTuple):
    """The colours in the order of their way across the area, or from its middle outwards."""

    colours: tuple[str, ...]
    angle: float
    middle: str  # of a round one

    @property
    def mean(self) -> str:
        """The colour in which all of it is one, for what is asked of the ground that it is."""
        channels = [[int(colour[i : i + 2], 16) for colour in self.colours[:2]] for i in (1, 3, 5)]
        return "#" + "".join(f"{round(sum(two) / 2):02x}" for two in channels)

    def as_svg(self, name: str) -> str:
        """Spread over the box of what is filled, turned as the drawing says."""
        last = len(self.colours) - 1
        stops = "".join(f'<stop offset="{i / last:g}" stop-color="{c}"/>' for i, c in enumerate(self.colours))
        if self.middle:
            shape = f'cx="50%" cy="{self.middle}" r="{71 if self.middle == "50%" else 112}%"'
            return f'<radialGradient id="{name}" {shape}>{stops}</radialGradient>'
        turned = f' gradientTransform="rotate({-self.angle:g} .5 .5)"' if self.angle else ""
        return f'<linearGradient id="{name}"{turned}>{stops}</linearGradient>'


def gradient_of(polygon) -> Gradient | None:
    """None of an area in one colour; of one that goes into a shade, the shade as it is stored."""
    stored = polygon.gradient
    if not polygon.dxf.solid_fill or stored is None or stored.kind == 0 or stored.number_of_colors < 1:
        return None
    shade = (round(min(max(stored.tint, 0), 1) * 255),) * 3
    first, second = rgb_to_hex(stored.color1), rgb_to_hex(stored.color2 if stored.number_of_colors > 1 else shade)
    name, angle = stored.name.upper(), stored.rotation % 360 if math.isfinite(stored.rotation) else 0
    if name in _FROM_THE_MIDDLE:
        outer, inner = (first, second) if name == "CYLINDER" else (second, first)
        return Gradient((outer, inner, outer), angle, "")
    if middle := _ROUND.get(name.removeprefix("INV"), ""):
        return Gradient((first, second) if name.startswith("INV") else (second, first), angle, middle)
    return Gradient((first, second), angle, "")
