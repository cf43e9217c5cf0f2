"""Pictures one can see through lie on white paper; what is white itself could not be seen there, and lies on grey."""

from PIL import Image, ImageChops

from shahrsazi.documents.errors import FileRejectedError

WHITE, GREY = (255, 255, 255, 255), (150, 150, 150, 255)
# Lighter and more opaque than this is white that somebody meant; one in so many points is enough to matter.
LIGHT, OPAQUE = 235, 100
MATTERS = 5_000
CHECKED_AT = 1_600
# What its decoder makes of two and four bits, and not of the grey among them that stands for nothing.
FACTORS = {"L;2": 85, "L;4": 17}


def on_paper(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, GREY if loses_on_white(image) else WHITE)
    paper.alpha_composite(image)
    return paper.convert("RGB")


def loses_on_white(image: Image.Image) -> bool:
    """Whether it shows white beside points that show nothing."""
    if not _is_seen_through(image):
        return False
    image = _small(image)
    alpha = image.getchannel("A")
    opaque = alpha.point(lambda v: 255 * (v > OPAQUE))
    red, green, blue = (image.getchannel(band) for band in "RGB")
    white = ImageChops.darker(ImageChops.darker(red, green), blue).point(lambda v: 255 * (v > LIGHT))
    minimum = max(1, image.width * image.height // MATTERS)
    return min(_many(ImageChops.darker(white, opaque)), _many(ImageChops.invert(opaque))) >= minimum


def refuse_transparent(image: Image.Image) -> None:
    """It would be a white page, whatever colours its points have."""
    if _is_seen_through(image) and _small(image).getchannel("A").getextrema()[1] == 0:
        raise FileRejectedError("all_transparent")


def name_nothing(image: Image.Image, raw: str) -> None:
    """The colour that stands for nothing is named in the bits of the file, of which its decoder made eight."""
    nothing = image.info.get("transparency")
    if ";16" in raw and image.mode == "RGB" and isinstance(nothing, tuple):
        image.info["transparency"] = tuple(part >> 8 for part in nothing)
    if image.mode == "L" and isinstance(nothing, int):
        image.info["transparency"] = nothing * next((by for name, by in FACTORS.items() if name in raw), 1)


def without_grey(image: Image.Image) -> Image.Image:
    """Sixteen bits of which one grey stands for nothing, as eight with a mask: there is no other form for both."""
    import numpy

    seen = numpy.asarray(image) != image.info["transparency"]
    points = image.convert("I").point(lambda v: v * (1 / 256)).convert("L")
    points.putalpha(Image.fromarray(seen.astype("uint8") * 255))
    return points


def _is_seen_through(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA") or "transparency" in image.info


def _small(image: Image.Image) -> Image.Image:
    """Points as they are, fewer of them: mixed with what cannot be seen, white would be another colour."""
    image = image if image.mode == "RGBA" else image.convert("RGBA")
    if max(image.size) > CHECKED_AT:
        scale = CHECKED_AT / max(image.size)
        image = image.resize([max(1, round(side * scale)) for side in image.size], Image.Resampling.BOX)
    return image


def _many(mask: Image.Image) -> int:
    return sum(mask.histogram()[128:])
