"""How the last day of a term was counted, said as sentences, and the longer term of whoever lives abroad."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shahrsazi.casefiles.terms.term import CLOCKS, STAYED
from shahrsazi.city import law
from shahrsazi.persian import formatting


def in_words(row: Any, now: str, last_abroad: date | None) -> str:
    return " ".join(filter(None, [how_counted(row), _of_a_stay(row, now), _of_months(last_abroad)]))


def how_counted(row: Any) -> str:
    """The count as a sentence: from which day, how many days, by which law; or that the day stands on the paper. Of a
    term without a last day its law alone, if there is one."""
    rests_on = CLOCKS[row.clock].law
    source = law.source(rests_on, formatting.language()) if rests_on else ""
    if row.clock == "mandate":
        return _("The mandate holds through this day, as its paper or its end on record says.")
    if row.last_on is None:
        return _("No last day is known. %(law)s") % {"law": source} if source else ""
    if not row.starts_on or row.days is None or not _is_counted(row):
        return _("The day is the one that the back office told.") + (f" {source}" if source else "")
    words = ngettext(
        "%(n)s day from %(start)s, not counting that day", "%(n)s days from %(start)s, not counting that day", row.days
    ) % {"n": formatting.number(row.days), "start": formatting.day(row.starts_on)}
    version = _("version %(version)s") % {"version": formatting.digits(row.law_version)}
    return f"{words}: {source} ({version})." if source else f"{words}."


def _is_counted(row: Any) -> bool:
    """Whether the last day is what its days come to: an explanation may have a told one, or a session before it."""
    counted = law.last_day_of_term(CLOCKS[row.clock].law, row.starts_on, row.days)
    return row.clock != "explanation" or bool(row.last_on == counted)


def _of_a_stay(row: Any, now: str) -> str:
    """The days of a stay: those that were added after it, or that none passes while it lasts."""
    if now == STAYED:
        return _("The court's order suspended it: no day of it passes until the order ends.")
    if not row.stayed_days:
        return ""
    added = ngettext(
        "To them was added %(n)s day for which the court's order suspended it",
        "To them were added %(n)s days for which the court's order suspended it",
        row.stayed_days,
    ) % {"n": formatting.number(row.stayed_days)}
    if row.standing != STAYED or not (row.closed_on and row.reopened_on):
        return f"{added}."
    days = {"from": formatting.day(row.closed_on), "until": formatting.day(row.reopened_on)}
    between = _("from %(from)s, until %(until)s") % days
    return f"{added} ({between})."


def _of_months(last_abroad: date | None) -> str:
    if last_abroad is None:
        return ""
    days = {"n": formatting.number(law.LAW["divan"]["abroad_days"])}
    return _("The six months of whoever lives abroad are counted as %(n)s days.") % days


def abroad(row: Any) -> date | None:
    days = law.LAW.get(CLOCKS[row.clock].law, {}).get("abroad_days")
    return law.last_day_of_term(CLOCKS[row.clock].law, row.starts_on, days) if days and row.last_on else None
