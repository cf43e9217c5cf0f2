"""Pictures one can see through lie on white paper; what is white itself could not be seen there, and lies on grey."""

from PIL import Image, ImageChops

WHITE, GREY = (255, 255, 255, 255), (150, 150, 150, 255)
# Lighter and more opaque than this is white that somebody meant; one in so many points is enough to matter.
LIGHT, OPAQUE = 235, 100
MATTERS = 5_000
CHECKED_AT = 1_600


def on_paper(image: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", image.size, GREY if loses_on_white(image) else WHITE)
    paper.alpha_composite(image)
    return paper.convert("RGB")


def loses_on_white(image: Image.Image) -> bool:
    """Whether it shows white beside points that show nothing."""
    if image.mode not in ("RGBA", "LA") and "transparency" not in image.info:
        return False
    image = _small(image)
    alpha = image.getchannel("A")
    opaque = alpha.point(lambda v: 255 * (v > OPAQUE))
    red, green, blue = (image.getchannel(band) for band in "RGB")
    white = ImageChops.darker(ImageChops.darker(red, green), blue).point(lambda v: 255 * (v > LIGHT))
    minimum = max(1, image.width * image.height // MATTERS)
    return min(_many(ImageChops.darker(white, opaque)), _many(ImageChops.invert(opaque))) >= minimum


def _small(image: Image.Image) -> Image.Image:
    """Points as they are, fewer of them: mixed with what cannot be seen, white would be another colour."""
    image = image if image.mode == "RGBA" else image.convert("RGBA")
    if max(image.size) > CHECKED_AT:
        scale = CHECKED_AT / max(image.size)
        image = image.resize([max(1, round(side * scale)) for side in image.size], Image.Resampling.BOX)
    return image


def _many(mask: Image.Image) -> int:
    return sum(mask.histogram()[128:])
