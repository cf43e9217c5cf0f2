"""The captcha's voice: the digits stand out of the noise, and the public recordings no longer show where they are."""

import io
import wave
from functools import lru_cache

import numpy as np
import pytest

from shahrsazi.credentials.captcha_image import HERE, speak, speech

NUMBERS = [f"{number * 7919 % 100_000:05}" for number in range(3, 15)]
PITCHES = (0.82, 0.9, 1.0, 1.1, 1.22)


def samples(source):
    with wave.open(source) as sound:
        return np.frombuffer(sound.readframes(sound.getnframes()), np.uint8).astype(float) - 128


@lru_cache
def recording(digit):
    return samples(str(HERE / "voice" / f"{digit}.wav"))


@lru_cache
def patterns():
    """Every recording, in the pitches of the voices."""
    return [
        (
            digit,
            np.interp(np.arange(0, len(recording(digit)) - 1, pitch), range(len(recording(digit))), recording(digit)),
        )
        for digit in range(10)
        for pitch in PITCHES
    ]


def likeness(heard, spectrum, size, pattern):
    """How well the recording fits at each moment, between 0 and 1."""
    sums = np.concatenate([[0], np.cumsum(heard**2)])
    loudness = np.sqrt(sums[len(pattern) :] - sums[: -len(pattern)]) + 100
    fits = np.fft.irfft(spectrum * np.fft.rfft(pattern, size).conj(), size)
    return np.abs(fits[: len(loudness)]) / loudness / np.sqrt((pattern**2).sum())


def matched(heard, count=5):
    """The matched filter: the best fits that do not overlap, in the order in which they are heard."""
    size = 1 << len(heard).bit_length()
    spectrum, fits = np.fft.rfft(heard, size), []
    for digit, pattern in patterns():
        values = likeness(heard, spectrum, size, pattern)
        for start in range(0, len(values), 400):
            best = start + int(values[start : start + 400].argmax())
            fits.append((values[best], best + len(pattern) // 2, digit))
    chosen = []
    for _, middle, digit in sorted(fits, reverse=True):
        if len(chosen) < count and all(abs(middle - other) > 2800 for other, _ in chosen):
            chosen.append((middle, digit))
    return "".join(str(digit) for _, digit in sorted(chosen))


def heard(number):
    return samples(io.BytesIO(speak(number, b"seed" + number.encode())))


def bare(number):
    """The recordings one after the other, with nothing else."""
    return np.concatenate([np.zeros(4000), *(np.append(recording(int(digit)), np.zeros(3600)) for digit in number)])


def test_the_matched_filter_reads_the_bare_recordings():
    assert [matched(bare(number)) for number in NUMBERS] == NUMBERS


def test_the_matched_filter_reads_no_number_that_is_spoken_and_less_than_half_of_the_digits():
    read = [matched(heard(number)) for number in NUMBERS]
    right = sum(a == b for number, other in zip(NUMBERS, read, strict=True) for a, b in zip(number, other, strict=True))
    assert not any(number == other for number, other in zip(NUMBERS, read, strict=True))
    assert right < 5 * len(NUMBERS) / 2


@pytest.mark.parametrize("digit", "0123456789")
def test_every_digit_stands_out_of_what_lies_between(digit, monkeypatch):
    """Six to eight decibels, where the digit is heard."""
    parts = []
    between = speech._between
    monkeypatch.setattr(speech, "_between", lambda *args: parts.append((args[1], between(*args))) or parts[-1][1])
    speak(digit, b"seed")
    spoken, noise = parts[0]
    power = spoken[spoken != 0] ** 2
    loud = power[power > power.mean() / 50].mean()
    assert 5 < 10 * np.log10(loud / (noise**2).mean()) < 10


@pytest.mark.parametrize("number", ["0", "44444", "22222", "444444"])
def test_a_recording_is_not_large(number):
    assert max(len(speak(number, b"%d" % seed)) for seed in range(8)) <= 120_000


def test_numbers_of_five_digits_take_few_seconds():
    for number in NUMBERS:
        assert 3 <= len(heard(number)) / speech.RATE <= 9


def test_no_sample_is_beyond_what_eight_bits_hold_but_for_a_few():
    for number in NUMBERS:
        assert np.mean(np.abs(heard(number)) >= 127) < 0.01
