"""A share or a mandate that was told by mistake: over before it began, and so without any reason for its end."""

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from shahrsazi.casefiles.casefile import Mandate, Ownership

_COLUMNS: dict[Any, dict[str, Any]] = {
    Ownership: {"effective_to": F("effective_from")},
    Mandate: {"ended_on": F("poa_date"), "end_reason": ""},
}
IS_TAKEN_BACK = {model: Q(**columns) for model, columns in _COLUMNS.items()}


# The moment of an end that a source told before goes with it; one that two clerks agreed on stays.
_WAITS = Q(end_holds_from__isnull=False, ended_by_registration=None)
_MOMENT = Case(When(_WAITS, then=None), default=F("end_holds_from"))


def take_back(rows: QuerySet) -> int:
    """How many of these shares or mandates were not taken back before."""
    rows = rows.exclude(IS_TAKEN_BACK[rows.model] & ~_WAITS)
    return rows.update(**_COLUMNS[rows.model], end_holds_from=_MOMENT)


def values(row: Any) -> dict[str, Any]:
    """What such a row says when it is taken back."""
    columns = _COLUMNS[type(row)].items()
    return {name: value if isinstance(value, str) else getattr(row, value.name) for name, value in columns}
