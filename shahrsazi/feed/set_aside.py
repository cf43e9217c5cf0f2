"""What can be left out without the rest: of a line a survey that cannot be drawn, which costs no owner or deed, and of
a survey what has no geometry.
"""

from typing import Any, get_args

import msgspec

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.casefiles.site_plan.geojson import Feature
from shahrsazi.casefiles.site_plan.left_out import NAMES
from shahrsazi.feed.problems import Problem, both, rows_of, wrong_value
from shahrsazi.persian.language import in_language

_GEOMETRY = next(field.type for field in msgspec.structs.fields(Feature) if field.name == "geometry")
_KINDS = tuple(kind.__name__ for kind in get_args(_GEOMETRY))
_OF_POINTS = "level"  # the one kind of shape that is a point, so that a polygon is another kind
_SURVEYS = "surveys"


def typed_record(reported: Any, kind: type) -> Any:
    """The line of one record; of a survey without the geometries that are none. `reported` loses them too."""
    try:
        return msgspec.convert(reported, kind)
    except msgspec.ValidationError:
        for survey in reported.get(_SURVEYS, ()):
            _without_geometry(survey)
        return msgspec.convert(reported, kind)


def typed(reported: Any, kind: type) -> tuple[Any, list[Problem]]:
    """The line without the surveys that cannot be in it, and what is wrong with them. `reported` loses them too."""
    problems: list[Problem] = []
    try:
        line: Any = msgspec.convert(reported, kind)
    except msgspec.ValidationError:
        problems = _leave_out(reported, kind)
        line = msgspec.convert(reported, kind)
    return line, problems + _unsound(line, reported)


def _leave_out(reported: Any, kind: Any) -> list[Problem]:
    """Takes away the surveys that are none; of the others, the geometries that are none."""
    surveys = reported.get(_SURVEYS) if isinstance(reported, dict) else None
    if not isinstance(surveys, list):
        return []
    row = rows_of(next(field.type for field in msgspec.structs.fields(kind) if field.name == _SURVEYS))
    errors = {}
    for position, survey in enumerate(surveys):
        _without_geometry(survey)
        for sentence in wrong_value(survey, row, f"$.{_SURVEYS}[{position}]"):
            errors[position] = sentence
    _drop(reported, surveys, list(errors))
    return both([*errors.values()], [*errors.values()])


def _without_geometry(survey: Any) -> None:
    """Takes a shape's geometry away that is none, so that the survey leaves the shape out."""
    for feature in _features(survey):
        about = feature.get("properties")
        name = about.get("kind") if isinstance(about, dict) else None
        if isinstance(name, str) and name in NAMES and not _is_geometry(feature.get("geometry")):
            feature["geometry"] = _left_out_alike(feature.get("geometry"), name)


def _left_out_alike(geometry: Any, name: str) -> dict[str, Any]:
    """A geometry that is one, and that the survey leaves out for the same reason: it is of another kind, or nothing."""
    another = isinstance(geometry, dict) and geometry.get("type") not in _KINDS
    if another and name != _OF_POINTS:
        return {"type": "Point", "coordinates": [0, 0]}
    return {"type": "Polygon", "coordinates": []}


def _features(survey: Any) -> list[dict]:
    block = survey.get("block") if isinstance(survey, dict) else None
    features = block.get("features") if isinstance(block, dict) else None
    return [feature for feature in features if isinstance(feature, dict)] if isinstance(features, list) else []


def _is_geometry(value: Any) -> bool:
    try:
        msgspec.convert(value, _GEOMETRY)
    except msgspec.ValidationError:
        return False
    return True


def _unsound(line: Any, reported: dict) -> list[Problem]:
    with in_language("en"):
        english = _sentences(line)
    if not english:
        return []
    with in_language("fa"):
        persian = _sentences(line)
    _drop(reported, line.surveys, list(english))
    _drop(reported, reported[_SURVEYS], list(english))
    return both(list(english.values()), [persian.get(n, english[n]) for n in english])


def _drop(reported: dict, rows: list, positions: list[int]) -> None:
    for position in sorted(positions, reverse=True):
        del rows[position]
    if rows is reported.get(_SURVEYS) and not rows:
        del reported[_SURVEYS]


def _sentences(line: Any) -> dict[int, str]:
    return {
        n: f"{sentence} - at `$.{_SURVEYS}[{n}]`"
        for section in SECTIONS
        if section.set_aside
        for n, sentence in section.set_aside(line)
    }
