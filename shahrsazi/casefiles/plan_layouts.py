"""Lays out the words of a plan when its survey or sheet comes, in the transaction that changes it: no page does."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import msgspec
from django.conf import settings
from django.db import connections

from shahrsazi.casefiles import site_plan
from shahrsazi.casefiles.sections.planning import SECTION, Front

_LANGUAGES = [code for code, _name in settings.LANGUAGES]

# Each survey with the sides of the last of its sheets, as text: only what is laid out anew is read.
_SURVEYS = """
SELECT s.id, s.block::text, coalesce(l.fronts::text, '[]'), s.layout ->> 'of' FROM casefiles_survey s
LEFT JOIN LATERAL (
  SELECT fronts FROM casefiles_levelsheet
  WHERE case_id = s.case_id AND sheet_no = s.sheet_no AND NOT withdrawn ORDER BY issued_on DESC, id DESC LIMIT 1
) l ON true
WHERE s.case_id = ANY (%s) AND NOT s.withdrawn
"""
_LAID_OUT = "SELECT layout ->> 'of' FROM casefiles_survey WHERE case_id = ANY (%s)"
# Which rows is told twice: of those of the JSON text the planner guesses a hundred, and reads the table as a whole.
_WRITE = """
UPDATE casefiles_survey s SET layout = n.layout
FROM jsonb_to_recordset(%s::jsonb) AS n (id bigint, layout jsonb) WHERE s.id = n.id AND s.id = ANY (%s)
"""


class Plans:
    """The plans of the feed's lines, laid out by `spread` while their rows are written; but for those that lie there so
    already. By what they are of, so that a plan that is another one in the end is laid out anew.
    """

    def __init__(self, lines: Iterable[Any], cases: Iterable[int], spread: Callable[..., Iterator[Any]]):
        plans = {site_plan.digest(plan): plan for line in lines for plan in _plans_of(line)}
        new = sorted(plans.keys() - (_laid_out(cases) if plans else set()))
        self.coming = zip(new, spread(_lay_out, [plans[of] for of in new]), strict=True)
        self.ready: dict[str, bytes] = {}

    def layout(self, plan: bytes) -> bytes:
        self.ready.update(self.coming)
        return self.ready.get(site_plan.digest(plan)) or _lay_out(plan)


def rewrite(key: str, cases: Collection[int], plans: Plans | None = None) -> None:
    """Every survey of these files, beside the sheet that it is of; most files have none."""
    if key != SECTION.key or not cases:
        return
    plans = plans or Plans([], [], map)
    with connections["feed"].cursor() as cursor:
        cursor.execute(_SURVEYS, [list(cases)])
        stored = [(number, _plan(block, fronts), before) for number, block, fronts, before in cursor.fetchall()]
        others = [(number, plan) for number, plan, before in stored if site_plan.digest(plan) != before]
        layouts = [{"id": number, "layout": msgspec.Raw(plans.layout(plan))} for number, plan in others]
        if layouts:
            cursor.execute(_WRITE, [msgspec.json.encode(layouts).decode(), [number for number, _plan in others]])


def _plans_of(line: Any) -> Iterator[bytes]:
    sheets = {sheet.sheet_no: sheet for sheet in sorted(line.level_sheets, key=lambda sheet: sheet.issued_on)}
    for survey in line.surveys:
        if survey.sheet_no in sheets:
            yield site_plan.plan(survey.block, sheets[survey.sheet_no].fronts)


def _laid_out(cases: Iterable[int]) -> set[str]:
    with connections["feed"].cursor() as cursor:
        cursor.execute(_LAID_OUT, [list(cases)])
        return {of for (of,) in cursor.fetchall()}


def _plan(block: str, fronts: str) -> bytes:
    return site_plan.plan(_shapes(block), _fronts(fronts))


def _lay_out(plan: bytes) -> bytes:
    """In all languages, as JSON; as a page reads the plan."""
    _edition, shapes, fronts = _read(plan)
    return msgspec.json.encode(site_plan.Stored(site_plan.digest(plan), site_plan.lay_out(shapes, fronts, _LANGUAGES)))


_shapes: Any = msgspec.json.Decoder(list[site_plan.Shape]).decode
_fronts: Any = msgspec.json.Decoder(list[Front]).decode
_read: Any = msgspec.json.Decoder(tuple[int, list[site_plan.Shape], list[Front]]).decode
