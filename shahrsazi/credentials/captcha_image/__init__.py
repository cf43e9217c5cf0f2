"""Draw and speak the digits of a captcha; the caller chooses the digits and keeps the answer."""

import io
import math
import random
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
SIZE = WIDTH, HEIGHT = 220, 80
INK, GROUND = (22, 52, 82), (243, 240, 231)
CELL_WIDTH, CELL_HEIGHT = 20, 10
WARP = 4
MARGIN = 11
RATE = 8000
SILENCE = b"\x80"
GAP = 0.45

# Where each corner of the cells goes.
Bend: TypeAlias = dict[tuple[int, int], tuple[float, float]]

# What decides how this picture or recording is drawn.
_chance: ContextVar[random.Random] = ContextVar("chance")


def draw(digits: str, seed: bytes = b"") -> bytes:
    """A WebP of the digits in Persian shapes: of one seed always the same, without one different each time."""
    with _drawn_from(seed):
        return _drawn(digits)


def speak(digits: str, seed: bytes = b"") -> bytes:
    """A WAV of the digits spoken in Persian: of one seed always the same, without one different each time."""
    with _drawn_from(seed):
        return _recorded(digits)


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
    image.save(out, "WEBP", quality=36, method=4)
    return out.getvalue()


def _recorded(digits: str) -> bytes:
    parts = [_pause(0.6)]
    for digit in _checked(digits):
        parts += [_recording(digit), _pause(GAP)]
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 1, RATE, 0, "NONE", ""))
        sound.writeframes(_hiss(b"".join(parts)))
    return out.getvalue()


def _checked(digits: str) -> str:
    # str.isdigit alone would let Persian and superscript digits through.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise ValueError("a captcha takes one to six ASCII digits")
    return digits


@lru_cache
def _glyph(digit: str) -> Image.Image:
    """One digit as a mask; zero is drawn larger, for in Persian it is hardly more than a dot."""
    font = ImageFont.truetype(HERE / "digits.ttf", 86 if digit == "0" else 62)
    persian = chr(0x06F0 + int(digit))
    left, top, right, bottom = font.getbbox(persian)
    glyph = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(glyph).text((2 - left, 2 - top), persian, font=font, fill=255)
    return glyph


def _tilted(digit: str) -> Image.Image:
    glyph = _glyph(digit)
    scale = _chance.get().uniform(0.88, 1.06)
    glyph = glyph.resize((round(glyph.width * scale), round(glyph.height * scale)), Image.Resampling.BILINEAR)
    return glyph.rotate(_chance.get().uniform(-14, 14), Image.Resampling.BICUBIC, expand=True)


def _row(digits: str) -> Image.Image:
    """The digits from left to right with about equal space between them, so that none touches the next."""
    glyphs = [_tilted(digit) for digit in digits]
    space = (WIDTH - 2 * MARGIN - sum(glyph.width for glyph in glyphs)) / (len(glyphs) - 1 or 1)
    canvas, x = Image.new("L", SIZE), float(MARGIN)
    for glyph in glyphs:
        y = (HEIGHT - glyph.height) / 2 + _chance.get().uniform(-6, 6)
        canvas.paste(255, (round(x + _chance.get().uniform(-2, 2)), round(y)), glyph)
        x += glyph.width + space
    return canvas


def _with_curves(canvas: Image.Image) -> Image.Image:
    lines = Image.new("L", (2 * WIDTH, 2 * HEIGHT))
    draw = ImageDraw.Draw(lines)
    for middle in (_chance.get().uniform(45, 70), _chance.get().uniform(90, 115)):
        draw.line(_curve(middle), fill=255, width=5, joint="curve")
    canvas.paste(255, mask=lines.reduce(2))
    return canvas


def _curve(middle: float) -> list[tuple[float, float]]:
    height, waves, phase = (
        _chance.get().uniform(10, 26),
        _chance.get().uniform(0.6, 1.3),
        _chance.get().uniform(0, math.tau),
    )
    slope = _chance.get().uniform(-24, 24)
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


@lru_cache
def _recording(digit: str) -> bytes:
    with wave.open(str(HERE / "voice" / f"{digit}.wav"), "rb") as sound:
        return sound.readframes(sound.getnframes())


def _pause(seconds: float) -> bytes:
    return SILENCE * int(RATE * seconds * _chance.get().uniform(0.8, 1.2))


def _hiss(samples: bytes) -> bytes:
    """Flip the two lowest bits of each sample at random: a soft noise, so that no two recordings are equal."""
    length = len(samples)
    flips = int.from_bytes(_chance.get().randbytes(length), "big") & int.from_bytes(b"\x03" * length, "big")
    return (int.from_bytes(samples, "big") ^ flips).to_bytes(length, "big")
