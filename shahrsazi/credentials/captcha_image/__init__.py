"""Draw and speak the digits of a captcha; the caller chooses the digits and keeps the answer."""

import io
import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent
SIZE = WIDTH, HEIGHT = 220, 80
INK, GROUND = (22, 52, 82), (243, 240, 231)
CELL_WIDTH, CELL_HEIGHT = 20, 10
WARP = 5
MARGIN, EDGE, RIM, OVERLAP = 8, 5, 3, 5
# Points of the doubled font that each side of a stroke loses, and its middle.
THINNED = 5

# Where each corner of the cells goes.
Bend: TypeAlias = dict[tuple[int, int], tuple[float, float]]

# What decides how this picture is drawn.
_chance: ContextVar[random.Random] = ContextVar("chance")


def draw(digits: str, seed: bytes = b"") -> bytes:
    """A WebP of the digits in Persian shapes: of one seed always the same, without one different each time."""
    with _drawn_from(seed):
        return _drawn(digits)


def speak(digits: str, seed: bytes = b"") -> bytes:
    """A WAV of the digits spoken in Persian: of one seed always the same, without one different each time."""
    # Only a process that speaks loads numpy.
    from shahrsazi.credentials.captcha_image import speech

    return speech.recorded(_checked(digits), seed)


@contextmanager
def _drawn_from(seed: bytes) -> Iterator[None]:
    token = _chance.set(random.Random(seed) if seed else random.SystemRandom())  # noqa: S311 - the seed is the secret
    try:
        yield
    finally:
        _chance.reset(token)


def _drawn(digits: str) -> bytes:
    mask = _mesh_warped(_with_curves(_row(_checked(digits))))
    image = Image.new("RGB", SIZE, GROUND)
    image.paste(INK, mask=mask)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=32, method=4)
    return out.getvalue()


def _checked(digits: str) -> str:
    # str.isdigit alone would let Persian and superscript digits through.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise ValueError("a captcha takes one to six ASCII digits")
    return digits


@lru_cache
def _glyph(digit: str) -> Image.Image:
    """One digit as a mask; zero is drawn larger, for in Persian it is hardly more than a dot.

    The font is bold. Its strokes are thinned, else the teeth by which two and three differ run into one another.
    """
    font = ImageFont.truetype(HERE / "digits.ttf", 2 * (84 if digit == "0" else 66))
    persian = chr(0x06F0 + int(digit))
    left, top, right, bottom = font.getbbox(persian)
    glyph = Image.new("L", (int(right - left) + 8, int(bottom - top) + 8))
    ImageDraw.Draw(glyph).text((4 - left, 4 - top), persian, font=font, fill=255)
    return glyph.filter(ImageFilter.MinFilter(THINNED)).reduce(2)


def _tilted(digit: str) -> Image.Image:
    glyph, uniform = _glyph(digit), _chance.get().uniform
    # Two and three are never narrow: the room between their teeth tells them apart.
    across, down = uniform(0.95, 1.1) if digit in "23" else uniform(0.85, 1.2), uniform(0.9, 1.15)
    glyph = glyph.resize((round(glyph.width * across), round(glyph.height * down)), Image.Resampling.BILINEAR)
    return glyph.rotate(uniform(-14, 14), Image.Resampling.BICUBIC, expand=True)


def _row(digits: str) -> Image.Image:
    """The digits from left to right at about equal distances: where they are wide they reach over one another."""
    glyphs = _narrowed([_tilted(digit) for digit in digits])
    space = (WIDTH - 2 * MARGIN - sum(glyph.width for glyph in glyphs)) / (len(glyphs) - 1 or 1)
    canvas, x = Image.new("L", SIZE), float(MARGIN)
    for glyph in glyphs:
        room = (HEIGHT - glyph.height) / 2
        y = room + _chance.get().uniform(-1, 1) * min(7, max(0, room - EDGE))
        corner = round(x + _chance.get().uniform(-2, 2)), round(y)
        # A rim of ground, else a two that touches the next digit seems to have its teeth.
        canvas.paste(0, corner, glyph.filter(ImageFilter.MaxFilter(RIM)))
        canvas.paste(255, corner, glyph)
        x += glyph.width + space
    return canvas


def _narrowed(glyphs: list[Image.Image]) -> list[Image.Image]:
    """As wide as the row allows: a digit that covers the last tooth of the one before it would change it."""
    room = WIDTH - 2 * MARGIN + OVERLAP * (len(glyphs) - 1)
    scale = min(1, room / sum(glyph.width for glyph in glyphs))
    return [glyph.resize((int(glyph.width * scale), glyph.height), Image.Resampling.BILINEAR) for glyph in glyphs]


def _with_curves(canvas: Image.Image) -> Image.Image:
    """Two curves of ink through the digits' stems, below the teeth, and a thin one that cuts through the ink."""
    canvas.paste(255, mask=_lines((_chance.get().uniform(84, 96), _chance.get().uniform(106, 122)), 7))
    canvas.paste(0, mask=_lines((_chance.get().uniform(70, 120),), 3))
    return canvas


def _lines(middles: tuple[float, ...], width: int) -> Image.Image:
    lines = Image.new("L", (2 * WIDTH, 2 * HEIGHT))
    draw = ImageDraw.Draw(lines)
    for middle in middles:
        draw.line(_curve(middle), fill=255, width=width, joint="curve")
    return lines.reduce(2)


def _curve(middle: float) -> list[tuple[float, float]]:
    uniform = _chance.get().uniform
    height, waves, phase = uniform(5, 13), uniform(0.8, 1.8), uniform(0, math.tau)
    slope = uniform(-16, 16)
    return [
        (2 * WIDTH * t, middle + slope * (t - 0.5) + height * math.sin(phase + math.tau * waves * t))
        for t in (i / 30 for i in range(-1, 32))
    ]


def _mesh_warped(canvas: Image.Image) -> Image.Image:
    """Bend the canvas by one sine in each direction, cell by cell."""
    bend = _bend()
    corners = product(range(0, WIDTH, CELL_WIDTH), range(0, HEIGHT, CELL_HEIGHT))
    cells = [(x, y, x + CELL_WIDTH, y + CELL_HEIGHT) for x, y in corners]
    mesh = [(box, _quad(box, bend)) for box in cells]
    return canvas.transform(SIZE, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _bend() -> Bend:
    across, down = _chance.get().uniform(50, 70), _chance.get().uniform(90, 130)
    a, b = _chance.get().uniform(0, math.tau), _chance.get().uniform(0, math.tau)
    return {
        (x, y): (x + WARP * math.sin(a + math.tau * y / across), y + WARP * math.sin(b + math.tau * x / down))
        for x in range(0, WIDTH + 1, CELL_WIDTH)
        for y in range(0, HEIGHT + 1, CELL_HEIGHT)
    }


def _quad(box: tuple[int, int, int, int], bend: Bend) -> tuple[float, ...]:
    left, top, right, bottom = box
    # Pillow wants the corners in the order NW, SW, SE, NE.
    return (*bend[left, top], *bend[left, bottom], *bend[right, bottom], *bend[right, top])
