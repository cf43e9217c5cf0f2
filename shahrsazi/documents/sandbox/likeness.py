"""Whether a small picture is a larger one made smaller, by how light and dark lie in it, whoever made it smaller.

Two filled sheets of one printed form differ in a few words alone: where these could be read, they are looked for.
"""

from PIL import Image

# At so many points a side, the same sheet made coarser in any way is above ALIKE, and two sheets of writing are below.
SIDE, ALIKE = 16, 0.82
FLAT, AS_LIGHT = 1, 32
# No word is read in a picture of fewer points. In a larger one a word makes a field of CELL points darker by more than
# APART; what differs by how it was made smaller (some take each eighth point) stays below.
LEGIBLE, LARGEST, CELL, APART = 200, 512, 8, 48


def coarse(image: Image.Image) -> Image.Image:
    """All that is looked at; laid on white, since a mask is no difference."""
    if image.mode == "I;16":
        image = image.convert("I").point(lambda v: v * (1 / 256))
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("L")
    scale = min(1, LARGEST / max(image.size))
    return _resized(image, *(max(SIDE, round(side * scale)) for side in image.size))


def is_alike(image: Image.Image, other: Image.Image) -> bool:
    """Of two that are coarse."""
    if not _is_alike_as_a_whole(_points(image, SIDE, SIDE), _points(other, SIDE, SIDE)):
        return False
    small = min(image.size, other.size, key=max)
    if max(small) < LEGIBLE:
        return True
    fields = [max(1, side // CELL) for side in small]
    return _is_alike_everywhere(*(_points(_resized(each, *small), *fields) for each in (image, other)))


def _resized(image: Image.Image, across: int, down: int) -> Image.Image:
    return image.resize((across, down), Image.Resampling.BOX)


def _points(image: Image.Image, across: int, down: int):
    import numpy

    return numpy.asarray(_resized(image, across, down), dtype=float).ravel()


def _is_alike_as_a_whole(first, second) -> bool:
    import numpy

    if min(first.std(), second.std()) < FLAT:
        return max(first.std(), second.std()) < FLAT and bool(abs(first.mean() - second.mean()) < AS_LIGHT)
    return bool(numpy.corrcoef(first, second)[0, 1] > ALIKE)


def _is_alike_everywhere(first, second) -> bool:
    """Lighter or flatter as a whole is no difference."""
    import numpy

    slope, base = numpy.polyfit(second, first, 1) if second.std() >= FLAT else (1, 0)
    return bool(abs(first - (slope * second + base)).max() <= APART)
