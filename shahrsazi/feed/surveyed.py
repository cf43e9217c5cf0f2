"""Surveys beside what is stored of their file by now, which may say another size of their land.

A survey costs its line nothing else, whether it contradicts the line itself (set_aside.py) or what was told before.
"""

from typing import Any, NamedTuple

import msgspec

from shahrsazi.casefiles.sections.inspections import Inspection
from shahrsazi.casefiles.sections.planning import LevelSheet
from shahrsazi.feed.contradictions import ContradictionError
from shahrsazi.feed.reading import NumberedLine


class _Wrong(NamedTuple):
    position: int
    words: dict[str, str]


class SurveyError(ContradictionError):
    """Of the first line with wrong surveys; `without` is that line as it can be taken."""

    def __init__(self, numbered: NumberedLine, wrong: list[_Wrong]):
        from shahrsazi.casefiles.site_plan.survey import OTHER_LAND

        super().__init__(OTHER_LAND, wrong[0].words)
        self.path = f"$.surveys[{wrong[0].position}]" if numbered.envelope.is_line else "$.values"
        self._gone = {each.position for each in wrong}

    def without(self, numbered: NumberedLine) -> NumberedLine:
        line = msgspec.structs.replace(numbered.line, surveys=self._left(numbered.line.surveys))
        return numbered._replace(
            line=line, omitted=numbered.omitted | {"surveys": self._left(numbered.omitted["surveys"])}
        )

    def _left(self, rows: list[Any]) -> list[Any]:
        return [row for position, row in enumerate(rows) if position not in self._gone]


def refuse(lines: list[NumberedLine], cases: dict[str, int]) -> None:
    """SurveyError for the first of these lines with a survey that contradicts its file, after all were written."""
    surveyed = [n for n in lines if n.line.surveys]
    stored = _Stored({cases[n.file] for n in surveyed}) if surveyed else None
    for numbered in surveyed:
        if stored and (wrong := stored.wrong(numbered, cases[numbered.file])):
            raise SurveyError(numbered, wrong)


class _Stored:
    """Of these files the outlines of the sheets, by file and number, and the land of the last visit with one."""

    def __init__(self, files: set[int]):
        sheets = LevelSheet.in_feed.filter(case__in=files, withdrawn=False)
        self._outlines = {(row[0], row[1]): row[2] for row in sheets.values_list("case_id", "sheet_no", "outline")}
        visits = Inspection.in_feed.filter(case__in=files, withdrawn=False, area_existing__gt=0).order_by("visited_at")
        self._visited = dict(visits.values_list("case_id", "area_existing"))

    def wrong(self, numbered: NumberedLine, case: int) -> list[_Wrong]:
        rows = enumerate(numbered.line.surveys)
        return [wrong for n, row in rows if not row.withdrawn and (wrong := self._wrong_one(n, row, case))]

    def _wrong_one(self, position: int, survey: Any, case: int) -> _Wrong | None:
        from shahrsazi.casefiles.site_plan import survey as surveys  # loads shapely, which few slices need

        points = [(point["x"], point["y"]) for point in self._outlines.get((case, survey.sheet_no), ())]
        words = surveys.other_land(survey, points, float(self._visited.get(case) or 0))
        return _Wrong(position, words) if words else None
