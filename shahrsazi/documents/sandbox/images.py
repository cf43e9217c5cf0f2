"""Pictures are decoded to their points and written anew, so that nothing lives on of the container they came in."""

import io
from pathlib import Path

from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.colours import SRGB, on_screen, profile_of, through
from shahrsazi.documents.sandbox.file_types import KINDS
from shahrsazi.documents.sandbox.jpegs import Jpegs
from shahrsazi.documents.sandbox.points import (
    density,
    fit_within,
    is_unknown,
    is_unusual,
    meant,
    measured,
    over_the_range,
    squared,
    within,
)
from shahrsazi.documents.sandbox.see_through import loses_on_white, name_nothing, refuse_transparent, without_grey
from shahrsazi.documents.sandbox.trailing_data import TrailingData, trailing_data_of, without_damaged_notes
from shahrsazi.documents.where import on_pages

# Our own ceilings, for colour and for black and white, are asked before anything is decoded, and say what they are.
Image.MAX_IMAGE_PIXELS = None
# Programs keep a whole drawing in a note of its picture; its profile counts as one too.
PngImagePlugin.MAX_TEXT_CHUNK = 8_000_000
CLEAN = Path("clean")
PLAIN = {"1", "L", "P", "RGB", "RGBA", "LA", "I;16"}
INSTEAD = {"PA": "RGBA", "La": "LA", "RGBa": "RGBA"}
# One colour of these can stand for nothing; a profile would change it to another.
SEEN_THROUGH = {"RGB": "RGBA", "L": "LA", "1": "LA"}
ORIENTATION = 0x0112
# Beyond this its better methods would take longer than the file is allowed.
LARGE_WEBP = 4_000_000
# Its decoder holds the canvas three times.
WEBP_PIXELS = 30_000_000
# A JPEG that comes clearer by and by is held whole while it is written.
PROGRESSIVE_PIXELS = 20_000_000


def admit(request: dict) -> list:
    source, kind = Path(request["source"]), request["kind"]
    rest = trailing_data_of(source, kind)
    with open_image(source, kind) as image:
        if kind == "tiff":
            from shahrsazi.documents.sandbox.tiff import write_pages

            return _of_pages(write_pages(image))
        _to_what_is_seen(image)
        points = upright(image)
        refuse_transparent(points)
        points.save(CLEAN, **save_options(image, KINDS[kind].stored_as, rest))
    changed = kind == "jpg" and Jpegs().is_changed(source.read_bytes(), points.width * points.height)
    reasons = ["repaired"] * changed + ["first_frame"] * rest.more_frames + ["trimmed"] * rest.hidden
    reasons += ["white_on_grey"] * loses_on_white(points)
    outcome = "limit" if rest.more_frames else "neutralise" if rest.hidden else "repair" if changed else "accept"
    return [outcome, reasons, 1]


def _to_what_is_seen(image: Image.Image) -> None:
    """The first picture of a moving PNG may stand for programs alone that know no moving ones."""
    if getattr(image, "default_image", False):
        try:
            image.seek(1)
        except (EOFError, SyntaxError, OSError):
            raise FileRejectedError("broken")


def _of_pages(remarks: list[set[str]]) -> list:
    where = {why: [number for number, whys in enumerate(remarks, 1) if why in whys] for why in set().union(*remarks)}
    reasons = [on_pages(why, where[why], len(remarks)) for why in sorted(where)]
    return ["repair" if "repaired" in where else "accept", reasons, len(remarks)]


def open_image(source: Path, kind: str) -> Image.Image:
    """Only the head has been read: what it declares is checked before a point is decoded."""
    if kind == "webp":
        within(*_declared_by_webp(source), WEBP_PIXELS)
    read = io.BytesIO(without_damaged_notes(source.read_bytes())) if kind == "png" else source
    try:
        image = Image.open(read, formats=[KINDS[kind].decoder])
    except UnidentifiedImageError:
        raise FileRejectedError("unusual" if is_unusual(source, kind) else "broken")
    except OSError as error:
        raise FileRejectedError("unusual" if is_unknown(error) else "broken")
    fit_within(image)
    return image


def _declared_by_webp(source: Path) -> tuple[int, int]:
    """Its decoder makes room for the whole canvas when it only opens the file."""
    from shahrsazi.documents.sandbox.image_size import size_of

    with source.open("rb") as file:
        return size_of(file.read(64), "webp") or (0, 0)


def upright(image: Image.Image) -> Image.Image:
    """The points alone: decoded, square, in the colours of the screen, turned as its camera said."""
    claimed, raw, profile = meant(image), str(image.tile), profile_of(image)
    image.load()
    # Only now: its decoder has turned a TIFF by itself already.
    transposition = _orientation(image)
    name_nothing(image, raw)
    usual = _usual(over_the_range(measured(image, claimed), claimed))
    points = squared(on_screen(usual, profile), claimed.dense)
    if transposition is not None:  # the first of the ways is 0
        points = points.transpose(transposition)
    points = points.copy() if points is image else points
    points.info = {k: v for k, v in image.info.items() if k == "transparency" and points.mode == image.mode}
    return points


def _orientation(image: Image.Image):
    try:
        value = image.getexif().get(ORIENTATION)
    except Exception:
        return None  # a broken note about the picture is no reason to refuse the picture
    return TRANSPOSITIONS.get(value) if isinstance(value, int) else None


TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _usual(image: Image.Image) -> Image.Image:
    """In a mode that every browser and our own formats know."""
    if image.mode == "I;16" and "transparency" in image.info:
        return without_grey(image)
    if image.mode in SEEN_THROUGH and "transparency" in image.info:
        return image.convert(SEEN_THROUGH[image.mode])
    if image.mode in PLAIN:
        return image
    if image.mode in ("I", "F"):
        return _sixteen_bits(image)
    if image.mode in ("CMYK", "LAB"):
        return _printed(image)
    return image.convert(INSTEAD.get(image.mode, "RGB"))


def _printed(image: Image.Image) -> Image.Image:
    """Inks, or the colours of measuring: by the profile that came with them, else by the plain rule."""
    by_profile = through(image, image.info.get("icc_profile"), "RGB")
    if by_profile is None and image.mode == "LAB":
        return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), SRGB, outputMode="RGB")
    return by_profile or image.convert("RGB")


def _sixteen_bits(image: Image.Image) -> Image.Image:
    """Whole numbers of up to 16 bits stay as they are; measurements beyond that are spread over the greys."""
    low, high = image.getextrema()
    if image.mode == "I" and low >= 0 and 255 < high < 65536:
        return image.convert("I;16")
    if image.mode == "I" and low >= 0 and high <= 255:
        return image.convert("L")
    spread = (high - low) or 1
    return image.convert("F").point(lambda v: v * (255 / spread) - low * 255 / spread).convert("L")


def save_options(image: Image.Image, form: str, rest: TrailingData) -> dict:
    """How the new file is written: no coarser than the old one, at its resolution."""
    if form == "jpg":
        return {"format": "JPEG", **coarseness(image), **dots(image)}
    if form == "png":
        return {"format": "PNG", "compress_level": 6, **dots(image)}
    quick = image.width * image.height > LARGE_WEBP
    finer = {"lossless": True, "quality": 50} if rest.lossless else {"quality": 92}
    return {"format": "WEBP", **finer, "method": 1 if quick else 3}


def coarseness(image: Image.Image) -> dict:
    """The tables of the JPEG as it came; another kind of colours needs others."""
    small = image.width * image.height <= PROGRESSIVE_PIXELS
    options = {"progressive": small and bool(image.info.get("progressive"))}
    if image.mode not in ("L", "RGB") or not getattr(image, "quantization", None):
        return options | {"quality": 92, "subsampling": 0}
    sampling = JpegImagePlugin.get_sampling(image)
    # Stranger samplings have no name; the finest loses nothing.
    return options | {"qtables": image.quantization, "subsampling": max(sampling, 0)}


def dots(image: Image.Image) -> dict:
    """The resolution, when it is one; that of points that were made as high as wide is the finer."""
    try:
        across, down = (float(n) for n in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return {}
    if density(image):
        across = down = max(across, down)
    return {"dpi": (across, down)} if 1 <= across <= 10_000 and 1 <= down <= 10_000 else {}
