"""The captcha's pictures and recordings: well-formed, small, never twice the same."""

import io
import wave

import pytest
from PIL import Image, ImageChops

from shahrsazi.credentials import captcha_image
from shahrsazi.credentials.captcha_image import SIZE, draw, speak


def opened(digits):
    return Image.open(io.BytesIO(draw(digits)))


def ink(image):
    """The share of dark points."""
    return image.convert("L").point(lambda level: 255 * (level < 128)).histogram()[255] / (image.width * image.height)


def played(digits):
    with wave.open(io.BytesIO(speak(digits))) as sound:
        return sound.getparams(), sound.readframes(sound.getnframes())


@pytest.mark.parametrize("digits", ["01234", "56789", "00000", "11111", "33333", "90210"])
def test_picture_is_a_small_webp(digits):
    for _ in range(20):
        content = draw(digits)
        image = Image.open(io.BytesIO(content))
        image.load()
        assert (image.format, image.size) == ("WEBP", SIZE)
        assert len(content) <= 2000


def test_picture_has_ink_and_ground():
    for _ in range(20):
        assert 0.05 < ink(opened("52863")) < 0.4


def test_no_digit_leaves_the_picture(monkeypatch):
    monkeypatch.setattr(captcha_image, "_with_curves", lambda canvas: canvas)
    for digits in ["33333", "00000", "77777", "52865"] * 10:
        dark = opened(digits).convert("L").point(lambda level: 255 * (level < 128)).getbbox()
        assert dark[0] > 0 and dark[1] > 0 and dark[2] < SIZE[0] and dark[3] < SIZE[1]


def test_pictures_of_the_same_digits_differ():
    assert len({draw("52863") for _ in range(20)}) == 20


def test_digits_are_drawn_from_the_font_and_each_is_another_shape():
    shapes = [captcha_image._glyph(digit).resize((40, 40)) for digit in "0123456789"]
    for place, shape in enumerate(shapes):
        for other in shapes[:place]:
            apart = ImageChops.difference(shape, other).point(lambda level: 255 * (level > 128)).histogram()[255]
            assert apart > 100


def test_sound_has_the_expected_form_and_length():
    params, frames = played("52863")
    assert (params.nchannels, params.sampwidth, params.framerate) == (1, 1, 8000)
    assert 3 <= len(frames) / params.framerate <= 9


@pytest.mark.parametrize("digit", "0123456789")
def test_every_digit_has_a_voice_between_pauses(digit):
    _, frames = played(digit)
    loud = [abs(sample - 128) > 20 for sample in frames]
    assert sum(loud) > 300
    assert not any(loud[:2000]) and not any(loud[-2000:])


def test_sounds_of_the_same_digits_differ():
    assert len({speak("11111") for _ in range(20)}) == 20


@pytest.mark.parametrize("make", [draw, speak])
@pytest.mark.parametrize("digits", ["", "1234a", "12 34", "-1234", "۱۲۳۴۵", "١٢٣", "²³", "../1", "1.5", "1234567"])
def test_only_digits_are_accepted(make, digits):
    with pytest.raises(ValueError):
        make(digits)
