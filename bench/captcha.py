"""`python -m bench.captcha`: how many captchas two honest programs read, and what drawing and speaking them costs.

The programs know all that the repository shows: the font, the recordings, and how many digits there are. The drawing
is matched with the font at many slants and sizes. The voice is matched twice: with the recordings themselves, and with
their log spectra at many pitches and tempos. A chain of matches at plausible distances is then the number.
"""

import io
import random
import statistics
import sys
import time
import wave
from collections.abc import Callable
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image, ImageFilter

from shahrsazi.credentials import captcha_image
from shahrsazi.credentials.captcha_image import HEIGHT, HERE, WIDTH
from shahrsazi.credentials.captcha_image.speech import RATE

TOKENS, DIGITS = 200, 5
HOP, WINDOW, BANDS = 80, 256, 24
PITCHES = np.linspace(0.76, 1.32, 8)
TEMPOS = (0.7, 0.8, 0.9, 1.0, 1.12, 1.26, 1.42)
LEANS, DROPS, SCALES = np.linspace(-0.6, 0.6, 7), (-0.24, 0, 0.24), (0.84, 0.96, 1.08)
PADDED = (HEIGHT // 2 + 24, WIDTH // 2 + 18)
# How far apart the middles of two digits are, in points of a halved drawing and in hops of a recording.
NEAREST_COLUMNS, NEAREST_FRAMES = 13, 38


def main() -> None:
    tokens = [_token(number) for number in range(int(sys.argv[1]) if sys.argv[1:] else TOKENS)]
    print(f"{'solver':44} {'digits':>7} {'whole':>7} {'ms each':>8}")
    _solve("drawing: font at slants and sizes", tokens, captcha_image.draw, read_drawing)
    _solve("voice: cross-correlation with recordings", tokens, captcha_image.speak, read_waves)
    _solve("voice: log spectra at pitches and tempos", tokens, captcha_image.speak, read_spectra)
    for call in (captcha_image.draw, captcha_image.speak):
        _cost(tokens, call)


def _token(number: int) -> tuple[str, bytes]:
    return f"{random.Random(number).randrange(10**DIGITS):0{DIGITS}}", b"bench %d" % number


def _solve(name: str, tokens: list, make: Callable, read: Callable) -> None:
    digits = whole = 0
    started = time.process_time()
    for number, seed in tokens:
        answer = read(make(number, seed))
        digits += sum(a == b for a, b in zip(number, answer, strict=True))
        whole += number == answer
    spent = (time.process_time() - started) * 1000 / len(tokens)
    print(f"{name:44} {digits / DIGITS / len(tokens):7.1%} {whole / len(tokens):7.1%} {spent:8.0f}", flush=True)


def _cost(tokens: list, make: Callable) -> None:
    sizes, spent = [], []
    for number, seed in tokens:
        before = time.process_time()
        sizes.append(len(make(number, seed)))
        spent.append((time.process_time() - before) * 1000)
    size, cost = statistics.median(sizes), statistics.median(spent)
    print(f"{make.__name__}: {size:.0f} bytes, {max(sizes)} at most; {cost:.1f} ms of CPU, {max(spent):.1f} at most")


def chain(scores: np.ndarray, nearest: int) -> str:
    """The digits of the best chain of matches that lie so far apart; scores by digit and position."""
    best, digit = scores.max(0), scores.argmax(0)
    totals, before = best, []
    for _ in range(DIGITS - 1):
        reach = np.maximum.accumulate(totals)
        last = np.where(totals == reach, np.arange(len(best)), 0)
        before.append(np.maximum.accumulate(last))
        totals = best + np.concatenate([np.full(nearest, -np.inf), reach[:-nearest]])
    positions = [int(totals.argmax())]
    for last in reversed(before):
        positions.append(int(last[positions[-1] - nearest]))
    return "".join(str(digit[position]) for position in reversed(positions))


# The drawing


def read_drawing(content: bytes) -> str:
    ink = _ink(content)
    spectrum, sums = np.fft.rfft2(ink, PADDED), (_summed(ink), _summed(ink**2))
    scores = np.full((10, WIDTH // 2), -1.0)
    for digit, shape, conjugate in _shapes():
        height, width = shape
        matched = np.fft.irfft2(spectrum * conjugate, PADDED)[: HEIGHT // 2 - height + 1, : WIDTH // 2 - width + 1]
        columns = (matched / _spread(*sums, height, width)).max(0)
        part = scores[digit, width // 2 : width // 2 + len(columns)]
        np.maximum(part, columns, out=part)
    return chain(scores, NEAREST_COLUMNS)


def _ink(content: bytes) -> np.ndarray:
    """Half as large, between 0 and 1, without what is thinner than the digits' strokes."""
    levels = Image.open(io.BytesIO(content)).convert("L").point(lambda level: max(0, 255 - level))
    opened = levels.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.MaxFilter(3))
    return _halved(opened)


def _halved(levels: Image.Image) -> np.ndarray:
    return np.asarray(levels.filter(ImageFilter.GaussianBlur(1)).reduce(2), float) / 255


def _summed(values: np.ndarray) -> np.ndarray:
    return np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _spread(sums: np.ndarray, squares: np.ndarray, height: int, width: int) -> np.ndarray:
    """How much the ink varies in each window of that size."""
    total, square = (
        s[height:, width:] - s[:-height, width:] - s[height:, :-width] + s[:-height, :-width] for s in (sums, squares)
    )
    return np.sqrt(np.maximum(square - total**2 / (height * width), 4))


@lru_cache
def _shapes() -> list[tuple[int, tuple[int, int], np.ndarray]]:
    """Each digit as the font has it, leaning and falling: digit, size, and what its match is multiplied by."""
    shapes = []
    for digit, lean, drop, scale in product(range(10), LEANS, DROPS, SCALES):
        flat = _leaning(captcha_image._glyph(str(digit)), lean, drop, scale)
        flat -= flat.mean()
        flat /= np.sqrt((flat**2).sum())
        shapes.append((digit, flat.shape, np.fft.rfft2(flat, PADDED).conj()))
    return shapes


def _leaning(glyph: Image.Image, lean: float, drop: float, scale: float) -> np.ndarray:
    size = 96, 96
    canvas = Image.new("L", size)
    canvas.paste(glyph, ((96 - glyph.width) // 2, (96 - glyph.height) // 2))
    a, b, c, d = 1 / scale, lean / scale, drop / scale, 1 / scale
    moved = canvas.transform(
        size, Image.Transform.AFFINE, (a, b, 48 * (1 - a - b), c, d, 48 * (1 - c - d)), Image.Resampling.BILINEAR
    )
    left, top, right, bottom = moved.getbbox()
    box = (left - 4, max(top - 4, 8), right + 4, min(bottom + 4, 88))
    return _halved(moved.crop(box))


# The voice


def read_waves(content: bytes) -> str:
    heard = _samples(io.BytesIO(content))
    size = 1 << (len(heard) - 1).bit_length()
    spectrum = np.fft.rfft(heard, size)
    energy = np.pad((heard**2).cumsum(), (1, 0))
    scores = np.zeros((10, len(heard) // HOP + 1))
    for digit, length, conjugate in _waves(size):
        matched = np.fft.irfft(spectrum * conjugate, size)[: len(heard) - length + 1]
        loudness = np.sqrt(energy[length:] - energy[:-length]) + 1
        _raise(scores[digit], np.abs(matched) / loudness, length // 2)
    return chain(scores, NEAREST_FRAMES)


def _raise(row: np.ndarray, values: np.ndarray, shift: int) -> None:
    """Enter the best value of each block of samples at the middle of its match."""
    blocks = values[: len(values) // HOP * HOP].reshape(-1, HOP).max(1)
    part = row[shift // HOP : shift // HOP + len(blocks)]
    np.maximum(part, blocks, out=part)


@lru_cache
def _waves(size: int) -> list[tuple[int, int, np.ndarray]]:
    waves = []
    for digit, pitch in product(range(10), PITCHES):
        samples = _faster(_recording(digit), pitch)
        samples = samples / np.sqrt((samples**2).sum())
        waves.append((digit, len(samples), np.fft.rfft(samples, size).conj().astype(np.complex64)))
    return waves


def read_spectra(content: bytes) -> str:
    heard = _bands(_samples(io.BytesIO(content)))
    scores = np.zeros((10, len(heard)))
    for length, (digits, patterns) in _patterns().items():
        windows = sliding_window_view(heard, length, axis=0).transpose(0, 2, 1)
        matched = _level(windows) @ patterns.T
        for digit, values in zip(digits, matched.T, strict=True):
            part = scores[digit, length // 2 : length // 2 + len(values)]
            np.maximum(part, values, out=part)
    return chain(scores, NEAREST_FRAMES)


@lru_cache
def _patterns() -> dict[int, tuple[list[int], np.ndarray]]:
    """By length in frames: the digits, and their spectra at each pitch, brought to each tempo."""
    rows: dict[int, list[tuple[int, np.ndarray]]] = {}
    for digit, pitch in product(range(10), PITCHES):
        bands = _bands(_faster(_recording(digit), pitch))
        for tempo in TEMPOS:
            length = round(len(bands) * pitch / tempo / 4) * 4
            rows.setdefault(length, []).append((digit, _stretched(bands, length)))
    return {
        length: ([digit for digit, _ in row], _level(np.array([p for _, p in row]))) for length, row in rows.items()
    }


def _stretched(bands: np.ndarray, length: int) -> np.ndarray:
    positions = np.linspace(0, len(bands) - 1, length)
    return np.stack([np.interp(positions, np.arange(len(bands)), band) for band in bands.T], axis=1)


def _level(rows: np.ndarray) -> np.ndarray:
    """Each band without its mean, for a voice's colour shifts whole bands; each row of the same size."""
    rows = (rows - rows.mean(1, keepdims=True)).reshape(len(rows), -1)
    return rows / (np.sqrt((rows**2).sum(1, keepdims=True)) + 1e-9)


def _bands(samples: np.ndarray) -> np.ndarray:
    """The loudness of each band, frame by frame, in logarithms: what is far below speech counts as silence."""
    frames = sliding_window_view(np.pad(samples, WINDOW // 2), WINDOW)[::HOP] * np.hanning(WINDOW)
    power = np.abs(np.fft.rfft(frames)) ** 2 @ _filters()
    return np.log(np.maximum(power, np.quantile(power, 0.95) * 0.003)).astype(np.float32)


@lru_cache
def _filters() -> np.ndarray:
    """Overlapping triangles, as close to one another as the ear hears them."""
    mel = np.linspace(np.log1p(100 / 700), np.log1p(3800 / 700), BANDS + 2)
    edges = np.expm1(mel) * 700
    at = np.fft.rfftfreq(WINDOW, 1 / RATE)[:, None]
    rising = (at - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - at) / (edges[2:] - edges[1:-1])
    return np.maximum(np.minimum(rising, falling), 0)


def _faster(samples: np.ndarray, factor: float) -> np.ndarray:
    return np.interp(np.arange(0, len(samples) - 1, factor), np.arange(len(samples)), samples)


@lru_cache
def _recording(digit: int) -> np.ndarray:
    return _samples(str(HERE / "voice" / f"{digit}.wav"))


def _samples(source: str | io.BytesIO) -> np.ndarray:
    with wave.open(source, "rb") as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.uint8).astype(np.float32) - 128


if __name__ == "__main__":
    main()
