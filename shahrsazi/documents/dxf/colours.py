"""Colours for white paper: what is too light to be read on it is darkened in its own hue."""

from functools import cache

_CONTRAST = 3.0


@cache
def darkened(colour: str) -> str:
    """The colour of a line or letter, dark enough; white itself, meant for black screens, becomes black."""
    rgb = _rgb(colour)
    if min(rgb) > 250:
        return "#000000"
    light = _light(rgb)
    if (1.05 / (light + 0.05)) >= _CONTRAST:
        return colour[:7]
    factor = ((1.05 / _CONTRAST - 0.05) / light) ** (1 / 2.2)
    return "#" + "".join(f"{int(c * factor):02x}" for c in rgb)


@cache
def legible_on(ground: str, colour: str, true: str) -> str:
    """The colour of a line or letter that lies on a filled area: its own where that is seen, else black or white."""
    if _contrast(ground, colour) >= _CONTRAST:
        return colour
    best = max((true[:7], colour), key=lambda c: _contrast(ground, c))
    if _contrast(ground, best) >= _CONTRAST:
        return best
    return max(("#000000", "#ffffff"), key=lambda c: _contrast(ground, c))


def _contrast(ground: str, colour: str) -> float:
    lights = sorted(_light(_rgb(c)) + 0.05 for c in (ground, colour))
    return lights[1] / lights[0]


@cache
def pale(colour: str) -> str:
    """A tint in place of a dense pattern."""
    return "#" + "".join(f"{round(255 - (255 - c) * 0.3):02x}" for c in _rgb(colour))


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _light(rgb: tuple[int, ...]) -> float:
    """Relative luminance as in WCAG, with the exponent alone."""
    red, green, blue = ((c / 255) ** 2.2 for c in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
