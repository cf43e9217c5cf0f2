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


def rows_of_ink(digit, seed):
    """How many strokes each row of points meets, of a digit in the narrowest row there is."""
    with captcha_image._drawn_from(seed):
        glyph = captcha_image._narrowed([captcha_image._tilted(digit) for _ in range(5)])[0]
    levels, width = glyph.point(lambda level: 255 * (level > 128)).tobytes(), glyph.width
    return [sum(map(bool, levels[x : x + width].split(b"\0"))) for x in range(0, len(levels), width)]


@pytest.mark.parametrize(("digit", "teeth"), [("2", 2), ("3", 3)])
def test_two_and_three_differ_by_a_tooth_however_they_are_tilted(digit, teeth):
    for number in range(60):
        strokes = rows_of_ink(digit, b"%d" % number)
        assert max(strokes) == teeth and strokes.count(teeth) >= 2, number


@pytest.mark.parametrize("make", [draw, speak])
def test_of_one_seed_the_same_bytes_and_of_another_other_ones(make):
    assert make("52863", b"one") == make("52863", b"one")
    assert len({make("52863", b"%d" % number) for number in range(10)}) == 10


def test_sounds_of_the_same_digits_differ():
    assert len({speak("11111") for _ in range(20)}) == 20


@pytest.mark.parametrize("make", [draw, speak])
@pytest.mark.parametrize("digits", ["", "1234a", "12 34", "-1234", "۱۲۳۴۵", "١٢٣", "²³", "../1", "1.5", "1234567"])
def test_only_digits_are_accepted(make, digits):
    with pytest.raises(ValueError):
        make(digits)
