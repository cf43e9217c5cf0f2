"""Where everything that is written on a plan found room, as it is stored, so that no page tries places again."""

import hashlib
from collections.abc import Iterable

import msgspec

from shahrsazi.casefiles.site_plan.geometry import Point
from shahrsazi.casefiles.site_plan.labels import Label
from shahrsazi.casefiles.site_plan.shapes import Shape
from shahrsazi.casefiles.site_plan.window import Viewport

# Counted up with every change of what is written or of where: what is stored is then laid out anew, by the next feed
# or, until then, by the page.
EDITION = 1


class Layout(msgspec.Struct, array_like=True):
    """Of one window: its labels, the marks of heights, and the lengths beside the sides; none for one without room."""

    labels: list[Label]
    marks: list[Point]
    beside: list[Label | None]


class Layouts(msgspec.Struct):
    """Of both windows in one language."""

    near: Layout
    wide: Layout | None = None


class Stored(msgspec.Struct):
    """The layouts in each language, and of what they are: another survey or other sides lie otherwise."""

    of: str
    languages: dict[str, Layouts]


class LaidOut:
    """Stands for the space of a window in which places were tried before: every label is where it was."""

    def __init__(self, beside: list[Label | None]):
        self.beside = iter(beside)

    def first_free(self, _label: Label, _positions: Iterable) -> Label | None:
        return next(self.beside, None)


def of_window(window: Viewport) -> Layout:
    lengths = [side.label for side in window.sides if side.first or not side.front]
    return Layout(window.labels, window.marks, lengths)


def plan(shapes: list[Shape], fronts: list) -> bytes:
    """All that a layout depends on, but the language."""
    return msgspec.json.encode([EDITION, shapes, fronts])


def digest(plan: bytes) -> str:
    return hashlib.blake2b(plan, digest_size=12).hexdigest()


def layouts_in(stored, shapes: list[Shape], fronts: list, language: str) -> Layouts | None:
    """The layouts in this language, unless there are none, or none of this survey with these sides."""
    if not stored:
        return None
    layouts = msgspec.convert(stored, Stored)
    return layouts.languages.get(language) if layouts.of == digest(plan(shapes, fronts)) else None
