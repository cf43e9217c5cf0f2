"""What a check found: good, a warning, or something that must be mended."""

from typing import NamedTuple


class Finding(NamedTuple):
    level: str
    area: str
    sentence: str


def good(area: str, sentence: str) -> Finding:
    return Finding("good", area, sentence)


def warns(area: str, sentence: str) -> Finding:
    return Finding("warning", area, sentence)


def fails(area: str, sentence: str) -> Finding:
    return Finding("FAILS", area, sentence)
