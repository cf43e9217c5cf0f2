"""What of a whole line can be left out without the rest: a survey that cannot be drawn costs no owner or deed."""

import re
from typing import Any

import msgspec

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.site_plan.left_out import NAMES
from shahrsazi.feed.problems import Problem, both
from shahrsazi.persian.language import in_language

TRIES = 50  # a line with more wrong shapes than that is no survey
_AT = re.compile(r"`\$\.surveys\[(\d{1,6})\](\.block\.features\[(\d{1,6})\]\.geometry)?")
_NOTHING = {"type": "Polygon", "coordinates": []}


def typed(reported: dict, kind: type) -> tuple[Any, list[Problem]]:
    """The line without the surveys that cannot be in it, and what is wrong with them. `reported` loses them too."""
    problems: list[Problem] = []
    for _turn in range(TRIES):
        try:
            line: Any = msgspec.convert(reported, kind)
            return line, problems + _unsound(line, reported)
        except msgspec.ValidationError as error:
            if not _leave_out(reported, str(error), problems):
                raise
    return msgspec.convert(reported, kind), problems


def _leave_out(reported: dict, sentence: str, problems: list[Problem]) -> bool:
    """Takes a shape's geometry away that is none, so that the survey leaves the shape out; or else the survey."""
    match = _AT.search(sentence)
    if not match:
        return False
    surveys = reported["surveys"]
    if match[2]:
        feature = surveys[int(match[1])]["block"]["features"][int(match[3])]
        about = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(about, dict) and about.get("kind") in NAMES and feature.get("geometry") is not _NOTHING:
            feature["geometry"] = _NOTHING
            return True
    problems += both([sentence], [sentence])
    _drop(reported, surveys, [int(match[1])])
    return True


def _unsound(line: Any, reported: dict) -> list[Problem]:
    with in_language("en"):
        english = _sentences(line)
    if not english:
        return []
    with in_language("fa"):
        persian = _sentences(line)
    _drop(reported, line.surveys, list(english))
    _drop(reported, reported["surveys"], list(english))
    return both(list(english.values()), [persian.get(n, english[n]) for n in english])


def _drop(reported: dict, rows: list, positions: list[int]) -> None:
    for position in sorted(positions, reverse=True):
        del rows[position]
    if rows is reported.get("surveys") and not rows:
        del reported["surveys"]


def _sentences(line: Any) -> dict[int, str]:
    return {
        n: f"{sentence} - at `$.surveys[{n}]`"
        for section in SECTIONS
        if section.set_aside
        for n, sentence in section.set_aside(line)
    }
