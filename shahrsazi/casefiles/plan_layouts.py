"""Lays out the words of a plan when its survey or sheet comes, in the transaction that changes it: no page does."""

from collections.abc import Iterable

import msgspec
from django.conf import settings

from shahrsazi.casefiles import site_plan
from shahrsazi.casefiles.sections.planning import SECTION, Front, LevelSheet, Survey
from shahrsazi.persian.language import in_language


def rewrite(key: str, cases: Iterable[int]) -> None:
    """Every survey of these files, beside the sheet that it is of; most files have none."""
    if key != SECTION.key:
        return
    surveys = list(Survey.in_feed.filter(case__in=set(cases), withdrawn=False))
    if not surveys:
        return
    sheets = LevelSheet.in_feed.filter(case__in={survey.case_id for survey in surveys}, withdrawn=False)
    fronts = {(sheet.case_id, sheet.sheet_no): sheet.fronts for sheet in sheets.order_by("issued_on")}
    for survey in surveys:
        _lay_out(survey, fronts.get((survey.case_id, survey.sheet_no), []))


def _lay_out(survey: Survey, fronts: list) -> None:
    shapes, sides = _rows(survey.block, site_plan.Shape), _rows(fronts, Front)
    digest = site_plan.digest(shapes, sides)
    if survey.layout and survey.layout["of"] == digest:
        return
    languages = {code: layouts for code, _name in settings.LANGUAGES if (layouts := _in(code, shapes, sides))}
    layout = msgspec.to_builtins(site_plan.Stored(digest, languages))
    Survey.in_feed.filter(id=survey.id).update(layout=layout)


def _rows(stored: list, row_type: type[msgspec.Struct]) -> list:
    """As a page reads them."""
    return msgspec.json.decode(msgspec.json.encode(stored), type=list[row_type])  # type: ignore[valid-type]


def _in(language: str, shapes: list, fronts: list) -> site_plan.Layouts | None:
    with in_language(language):
        return site_plan.lay_out(shapes, fronts)
