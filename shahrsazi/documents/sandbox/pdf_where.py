"""On which pages of a PDF something is drawn that was damaged."""

import pikepdf
from pikepdf import Array, Dictionary, Stream

DEPTH, MANY = 60, 100_000
# What leads from a page to others.
AWAY = {"/Parent"}


def pages_with(pdf: pikepdf.Pdf, streams: set[tuple]) -> list[int]:
    """The pages that these streams, by their numbers, belong to. None where one of them belongs to no page, or there is
    too much to look through: then it holds for the file."""
    if not streams:
        return []
    search = _Search(streams)
    try:
        numbers = [number for number, page in enumerate(pdf.pages, 1) if search.reaches(page.obj)]
    except _TooMuchError:
        return []
    return numbers if search.met == streams else []


class _TooMuchError(Exception):
    """There is more in the pages than is looked at."""


class _Search:
    """Each object is looked at once, whatever number of pages share it."""

    def __init__(self, streams: set[tuple]):
        self.streams, self.met = streams, set[tuple]()
        self.looked: dict[tuple, bool] = {}
        self.left = MANY

    def reaches(self, value, depth: int = 0) -> bool:
        if not isinstance(value, Dictionary | Stream | Array):
            return False
        if not value.is_indirect:
            return self._within(value, depth)
        key = value.objgen
        if key not in self.looked:
            self.looked[key] = False  # while it is looked at: it may lead back to itself
            self.met |= {key} & self.streams
            below = self._within(value, depth)
            self.looked[key] = below or key in self.streams
        return self.looked[key]

    def _within(self, value, depth: int) -> bool:
        """All of it, so that all of them are met."""
        parts = list(value) if isinstance(value, Array) else [value[key] for key in set(value.keys()) - AWAY]
        self.left -= 1 + len(parts)
        if self.left < 0 or depth > DEPTH:
            raise _TooMuchError
        return sum(self.reaches(part, depth + 1) for part in parts) > 0
