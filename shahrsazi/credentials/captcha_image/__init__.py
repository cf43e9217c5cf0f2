"""Draw and speak the digits of a captcha; the caller chooses the digits and keeps the answer."""

import io
import math
import os
import random
import wave
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

random_source = random.SystemRandom()


def draw(digits: str) -> bytes:
    """A WebP of the digits in Persian shapes, different each time."""
    mask = _mesh_warped(_with_curves(_row(_checked(digits))))
    image = Image.new("RGB", SIZE, GROUND)
    image.paste(INK, mask=mask)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=36, method=4)
    return out.getvalue()


def speak(digits: str) -> bytes:
    """A WAV of the digits spoken in Persian, different each time."""
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
    scale = random_source.uniform(0.88, 1.06)
    glyph = glyph.resize((round(glyph.width * scale), round(glyph.height * scale)), Image.Resampling.BILINEAR)
    return glyph.rotate(random_source.uniform(-14, 14), Image.Resampling.BICUBIC, expand=True)


def _row(digits: str) -> Image.Image:
    """The digits from left to right with about equal space between them, so that none touches the next."""
    glyphs = [_tilted(digit) for digit in digits]
    space = (WIDTH - 2 * MARGIN - sum(glyph.width for glyph in glyphs)) / (len(glyphs) - 1 or 1)
    canvas, x = Image.new("L", SIZE), float(MARGIN)
    for glyph in glyphs:
        y = (HEIGHT - glyph.height) / 2 + random_source.uniform(-6, 6)
        canvas.paste(255, (round(x + random_source.uniform(-2, 2)), round(y)), glyph)
        x += glyph.width + space
    return canvas


def _with_curves(canvas: Image.Image) -> Image.Image:
    lines = Image.new("L", (2 * WIDTH, 2 * HEIGHT))
    draw = ImageDraw.Draw(lines)
    for middle in (random_source.uniform(45, 70), random_source.uniform(90, 115)):
        draw.line(_curve(middle), fill=255, width=5, joint="curve")
    canvas.paste(255, mask=lines.reduce(2))
    return canvas


def _curve(middle: float) -> list[tuple[float, float]]:
    height, waves, phase = (
        random_source.uniform(10, 26),
        random_source.uniform(0.6, 1.3),
        random_source.uniform(0, math.tau),
    )
    slope = random_source.uniform(-24, 24)
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
    across, down = random_source.uniform(50, 70), random_source.uniform(90, 130)
    a, b = random_source.uniform(0, math.tau), random_source.uniform(0, math.tau)
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
    return SILENCE * int(RATE * seconds * random_source.uniform(0.8, 1.2))


def _hiss(samples: bytes) -> bytes:
    """Flip the two lowest bits of each sample at random: a soft noise, so that no two recordings are equal."""
    length = len(samples)
    flips = int.from_bytes(os.urandom(length), "big") & int.from_bytes(b"\x03" * length, "big")
    return (int.from_bytes(samples, "big") ^ flips).to_bytes(length, "big")
