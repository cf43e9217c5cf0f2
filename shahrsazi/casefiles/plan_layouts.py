"""Lays out the words of a plan when its survey or sheet comes, in the transaction that changes it: no page does."""

from collections.abc import Iterable
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
_WRITE = """
UPDATE casefiles_survey s SET layout = n.layout
FROM jsonb_to_recordset(%s::jsonb) AS n (id bigint, layout jsonb) WHERE s.id = n.id
"""


class _LaidOut(msgspec.Struct):
    id: int
    layout: site_plan.Stored


def rewrite(key: str, cases: Iterable[int]) -> None:
    """Every survey of these files, beside the sheet that it is of; most files have none."""
    if key != SECTION.key:
        return
    with connections["feed"].cursor() as cursor:
        cursor.execute(_SURVEYS, [list(set(cases))])
        layouts = [_LaidOut(number, layout) for number, *row in cursor.fetchall() if (layout := _layout(*row))]
        if layouts:
            cursor.execute(_WRITE, [msgspec.json.encode(layouts).decode()])


def _layout(block: str, fronts: str, before: str | None) -> site_plan.Stored | None:
    """None where it is laid out already."""
    shapes, sides = _shapes(block), _fronts(fronts)
    digest = site_plan.digest(shapes, sides)
    return None if digest == before else site_plan.Stored(digest, site_plan.lay_out(shapes, sides, _LANGUAGES))


_shapes: Any = msgspec.json.Decoder(list[site_plan.Shape]).decode
_fronts: Any = msgspec.json.Decoder(list[Front]).decode
