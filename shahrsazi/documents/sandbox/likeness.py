"""Whether a small picture is a larger one made smaller, by how light and dark lie in it, whoever made it smaller."""

from PIL import Image

# At so many points a side, the same sheet made coarser in any way is above ALIKE, and two sheets of writing are below.
SIDE, ALIKE = 16, 0.82
FLAT, AS_LIGHT = 1, 32


def coarse(image: Image.Image) -> Image.Image:
    """All that is looked at; laid on white, since a mask is no difference."""
    if image.mode == "I;16":
        image = image.convert("I").point(lambda v: v * (1 / 256))
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)


def is_alike(image: Image.Image, other: Image.Image) -> bool:
    """Of two that are coarse."""
    import numpy

    first, second = (numpy.asarray(points, dtype=float).ravel() for points in (image, other))
    if min(first.std(), second.std()) < FLAT:
        return max(first.std(), second.std()) < FLAT and bool(abs(first.mean() - second.mean()) < AS_LIGHT)
    return bool(numpy.corrcoef(first, second)[0, 1] > ALIKE)
