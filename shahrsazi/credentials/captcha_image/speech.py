"""Speak digits in several voices amid babble and noise, so that the recordings cannot simply be looked up in it.

Each digit has a pitch of its own that drifts, a tempo of its own, a colour, some breath and an echo. Under all of them
lie pieces of other digits, turned round, and noise. Who trains a program on this very module will read it anyway.
"""

import io
import wave
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

RATE = 8000
LEAD, GAP = (0.45, 0.75), (0.22, 0.6)
PITCH, DRIFT, TEMPO = (0.82, 1.22), 0.11, (0.76, 1.28)
# In decibels: what shapes a voice, and how far the digits stand above babble and noise.
COLOUR, ABOVE = 10, (6, 8)
BREATH, ECHO = (0.15, 0.6), (0.2, 0.4)
VOICES, LOUDNESS = 2, 26
FRAME, HOP, REACH = 256, 128, 48

Samples: TypeAlias = npt.NDArray[np.float64]
Chance: TypeAlias = np.random.Generator


def recorded(digits: str, seed: bytes) -> bytes:
    """A WAV of the digits: of one seed always the same, without one different each time."""
    chance = np.random.default_rng(int.from_bytes(seed, "big") if seed else None)
    spoken = np.concatenate(list(_spoken(digits, chance)))
    samples = spoken + _between(chance, spoken)
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 1, RATE, 0, "NONE", ""))
        sound.writeframes((samples.clip(-127, 127) + 128).astype(np.uint8).tobytes())
    return out.getvalue()


def _spoken(digits: str, chance: Chance) -> Iterator[Samples]:
    yield _pause(chance, LEAD)
    for digit in digits:
        yield _loud(_echoed(_in_a_voice(_recording(digit), chance), chance)) * chance.uniform(0.85, 1.15)
        yield _pause(chance, GAP)


def _between(chance: Chance, spoken: Samples) -> Samples:
    """What the digits are heard through: as loud as they are, less some decibels."""
    length = len(spoken)
    babble = np.sum([_babble(chance, length) for _ in range(VOICES)], axis=0)
    mixed = _loud(babble) + _loud(_noise(chance, length)) * chance.uniform(0.5, 0.8)
    return _loud(mixed) * 10 ** (-chance.uniform(*ABOVE) / 20)


def _pause(chance: Chance, seconds: tuple[float, float]) -> Samples:
    return np.zeros(int(RATE * chance.uniform(*seconds)))


def _loud(samples: Samples) -> Samples:
    """As loud as all others, on the mean of what is not silent."""
    power = samples**2
    loudness: float = np.sqrt(power[power > power.mean() / 50].mean())
    return samples * (LOUDNESS / loudness)


def _in_a_voice(samples: Samples, chance: Chance) -> Samples:
    pitch = chance.uniform(*PITCH)
    higher = _drifting(samples, pitch, chance)
    # The tempo would follow the pitch: it is brought back first.
    slower = _stretched(higher, chance.uniform(*TEMPO) / pitch)
    return _coloured(_breathed(slower, chance), chance)


def _drifting(samples: Samples, pitch: float, chance: Chance) -> Samples:
    """Played faster or slower, by a factor that itself goes up and down."""
    time = np.arange(int(len(samples) / pitch * 1.2)) / RATE
    drift = 1 + DRIFT * np.sin(chance.uniform(0, 2 * np.pi) + 2 * np.pi * chance.uniform(1, 2.5) * time)
    moments = np.cumsum(pitch * drift)
    return np.interp(moments[moments < len(samples) - 1], np.arange(len(samples)), samples)


def _stretched(samples: Samples, tempo: float) -> Samples:
    """Another tempo at the same pitch: overlapping frames, each moved to where it continues the last one best."""
    count = max(2, int(len(samples) / tempo) // HOP)
    padded = np.pad(samples, (0, 2 * FRAME + REACH + int(HOP * tempo)))
    out, start = np.zeros((count + 1) * HOP), 0
    for number in range(count):
        target = int(number * HOP * tempo)
        start = target if number == 0 else _continuing(padded, start + HOP, max(0, target - REACH))
        out[number * HOP : number * HOP + FRAME] += padded[start : start + FRAME] * _hann()
    return out


def _continuing(samples: Samples, natural: int, first: int) -> int:
    likeness = np.correlate(samples[first : first + FRAME + 2 * REACH], samples[natural : natural + FRAME])
    return first + int(likeness.argmax())


def _breathed(samples: Samples, chance: Chance) -> Samples:
    """Partly whispered: the same spectra with phases at random."""
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (0, FRAME)), FRAME)[::HOP]
    spectra = np.fft.rfft(frames * _hann())
    spectra = spectra * np.exp(2j * np.pi * chance.random(spectra.shape))
    whisper = np.zeros(len(frames) * HOP + FRAME)
    for number, frame in enumerate(np.fft.irfft(spectra) * _hann()):
        whisper[number * HOP : number * HOP + FRAME] += frame
    breath = chance.uniform(*BREATH)
    return (1 - breath) * samples + breath * whisper[: len(samples)]


def _coloured(samples: Samples, chance: Chance) -> Samples:
    """Some bands louder and some softer, as other mouths and other rooms have it."""
    size = 1 << len(samples).bit_length()
    gains = np.interp(np.arange(size // 2 + 1), np.linspace(0, size // 2, 7), chance.uniform(-1, 1, 7) * COLOUR)
    coloured: Samples = np.fft.irfft(np.fft.rfft(samples, size) * 10 ** (gains / 20))[: len(samples)]
    return coloured


def _echoed(samples: Samples, chance: Chance) -> Samples:
    out = np.pad(samples, (0, RATE // 10))
    for _ in range(3):
        delay = int(RATE * chance.uniform(0.02, 0.1))
        out[delay : delay + len(samples)] += samples * chance.uniform(*ECHO) * chance.choice((-1, 1))
    return out


def _babble(chance: Chance, length: int) -> Samples:
    """One after the other, pieces of digits, turned round and in other pitches."""
    out, start = np.zeros(length + RATE), 0
    while start < length:
        piece = _piece(chance)
        out[start : start + len(piece)] += piece
        start += len(piece) * 2 // 3 + int(chance.integers(RATE // 16))
    return out[:length]


def _piece(chance: Chance) -> Samples:
    samples = _recording(str(chance.integers(10)))
    first, size = chance.integers(len(samples) // 2), chance.integers(RATE // 8, RATE // 2)
    piece = _drifting(samples[first : first + size][::-1], chance.uniform(*PITCH), chance)
    return piece * np.hanning(len(piece)) * chance.uniform(0.5, 1)


def _noise(chance: Chance, length: int) -> Samples:
    """Deeper than white noise by a random slope."""
    size = 1 << length.bit_length()
    bands = np.arange(1, size // 2 + 2, dtype=float)
    spectrum = np.fft.rfft(chance.standard_normal(size)) * bands ** -chance.uniform(0.2, 0.6)
    spectrum[: size // 100] = 0
    noise: Samples = np.fft.irfft(spectrum)[:length]
    return noise


@lru_cache
def _hann() -> Samples:
    # Two that overlap by half add up to one.
    return np.hanning(FRAME + 1)[:-1]


@lru_cache
def _recording(digit: str) -> Samples:
    with wave.open(str(Path(__file__).parent / "voice" / f"{digit}.wav"), "rb") as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.uint8).astype(float) - 128
