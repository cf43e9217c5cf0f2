"""Colours as a screen shows them: by the profile of a picture, or by what a PNG states of its light without one."""

import io
import struct
from itertools import product
from typing import cast

from PIL import Image, ImageChops, ImageCms

SRGB = ImageCms.createProfile("sRGB")
# Each of five steps of red, green and blue; so far apart nobody sees.
SOME_COLOURS = Image.frombytes(
    "RGB", (25, 5), bytes(64 * n - (n > 0) for rgb in product(range(5), repeat=3) for n in rgb)
)
SAME = 3
GREYS = Image.frombytes("L", (256, 1), bytes(range(256)))
# Beyond these the library of PNG takes what is stated for a slip, as it does nothing at all.
LEAST_GAMMA, MAX_GAMMA = 0.00016, 6250
# What a screen takes for granted, and how near to it nobody sees a difference.
USUAL_GAMMA, HAIR = 1 / 2.2, 0.02
# White, red, green and blue of such a screen, and the white to which profiles refer everything.
USUAL_COLOURS = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
WHITE = (0.9642, 1.0, 0.8249)
CONES = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))


def on_screen(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode == "P" and profile:
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode == "LA" and profile:
        grey, seen = image.split()
        return Image.merge("LA", (on_screen(grey, profile), seen))
    if image.mode == "I;16" and profile:
        return _deep_greys(image, profile)
    if image.mode not in ("RGB", "RGBA", "L"):
        return image
    return through(image, profile, "RGB" if image.mode == "L" else image.mode) or image


def through(image: Image.Image, profile: bytes | None, mode: str) -> Image.Image | None:
    """The picture in sRGB; None when its profile is that, does not fit it, or is none."""
    if not profile:
        return None
    try:
        by = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _changes_nothing(by):
            return None
        if image.mode == mode:  # in its own points: a large sheet has no room for two
            ImageCms.profileToProfile(image, by, SRGB, inPlace=True)
            return image
        converted = _in_mode(image, by, mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return converted.convert("L") if image.mode == "L" else converted


def _changes_nothing(by: ImageCms.ImageCmsProfile) -> bool:
    """Asked of some colours: a profile may be called sRGB and be none, or be sRGB by another name."""
    if by.profile.xcolor_space.strip() != "RGB":
        return False
    changed = ImageChops.difference(SOME_COLOURS, _in_mode(SOME_COLOURS, by, "RGB"))
    return max(changed.tobytes()) <= SAME


def _in_mode(image: Image.Image, by: ImageCms.ImageCmsProfile, mode: str) -> Image.Image:
    return cast(Image.Image, ImageCms.profileToProfile(image, by, SRGB, outputMode=mode))


def _deep_greys(image: Image.Image, profile: bytes) -> Image.Image:
    """By what becomes of those that have eight bits."""
    import numpy

    shown = through(GREYS, profile, "RGB")
    if shown is None:
        return image
    curve = numpy.interp(numpy.arange(65536), numpy.arange(256) * 257, numpy.asarray(shown)[0] * 257.0)
    return Image.fromarray(curve.round().astype("uint16")[numpy.asarray(image)])


def profile_of(image: Image.Image) -> bytes | None:
    """Its own; of a PNG without one, and without the word that it is meant for a usual screen, one made of the gamma
    (and the colours) that it states. Colours without a gamma no browser heeds."""
    info = image.info
    gamma, colours = info.get("gamma"), info.get("chromaticity")
    if info.get("icc_profile") or image.format != "PNG" or "srgb" in info:
        return info.get("icc_profile")
    if gamma is None or not LEAST_GAMMA <= gamma <= MAX_GAMMA:
        return None
    grey = image.mode in ("1", "L", "LA", "I", "I;16")
    if abs(gamma / USUAL_GAMMA - 1) < HAIR and (grey or colours is None):
        return None
    return _grey_profile(gamma) if grey else _colour_profile(gamma, colours or USUAL_COLOURS)


def _grey_profile(gamma: float) -> bytes:
    return _profile(b"GRAY", {b"wtpt": _xyz(WHITE), b"kTRC": _curve(gamma)})


def _colour_profile(gamma: float, colours: tuple[float, ...]) -> bytes:
    import numpy

    try:
        white, *inks = [(x / y, 1, (1 - x - y) / y) for x, y in zip(colours[::2], colours[1::2], strict=True)]
        columns = numpy.array(inks).T * numpy.linalg.solve(numpy.array(inks).T, white)
    except (ZeroDivisionError, numpy.linalg.LinAlgError):  # colours that are none
        return _colour_profile(gamma, USUAL_COLOURS)
    cones = numpy.array(CONES)
    adapted = numpy.linalg.inv(cones) @ numpy.diag((cones @ WHITE) / (cones @ white)) @ cones @ columns
    tags = {b"wtpt": _xyz(WHITE)}
    for name, ink in zip((b"r", b"g", b"b"), adapted.T, strict=True):
        tags |= {name + b"XYZ": _xyz(ink), name + b"TRC": _curve(gamma)}
    return _profile(b"RGB ", tags)


def _xyz(parts) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(max(-30_000, min(30_000, part)) * 65536) for part in parts))


def _curve(gamma: float) -> bytes:
    return b"para\0\0\0\0\0\0\0\0" + struct.pack(">i", round(65536 / gamma))


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """As the format of profiles lays it out: a head, a table, and what it names."""
    at, table = 132 + 12 * len(tags), struct.pack(">I", len(tags))
    for name, content in tags.items():
        table += name + struct.pack(">II", at, len(content))
        at += len(content)
    head = struct.pack(">I4xI4s4s4s12x4s28x", at, 0x04200000, b"mntr", space, b"XYZ ", b"acsp") + _xyz(WHITE)[8:]
    return head.ljust(128, b"\0") + table + b"".join(tags.values())
