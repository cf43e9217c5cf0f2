"""A file's terms for a clerk: beside the cautious last day the generous one, which no citizen is shown.

How the days are counted is common opinion and not certain (domain.md §6.3). An owner reads the earlier day; the clerk
who takes a paper in knows until which day it may well be in time.
"""

from datetime import date
from typing import Any, NamedTuple

from shahrsazi.casefiles.terms.shown import Shown, shown
from shahrsazi.casefiles.terms.term import CLOCKS, MET, STAYED, SUPERSEDED, WAITING, Term
from shahrsazi.city import law


class AtDesk(NamedTuple):
    """A term before a clerk; `cautious` is the day that its owner reads: none, while it is suspended or not begun."""

    term: Shown
    cautious: date | None
    generous: date | None


def generous_day(row: Any) -> date | None:
    """The later of the plausible countings: neither the day of the service nor that of the act is counted, and an end
    on a day off moves to the next working day. None where the day stands on a paper, and nothing was counted.
    """
    if not (row.last_on and row.starts_on and row.days) or not CLOCKS[row.clock].law:
        return None
    counted = law.last_day_of_term(CLOCKS[row.clock].law, row.starts_on, row.days + row.stayed_days) + law.ONE_DAY
    return law.next_working_day(max(counted, row.last_on))


def open_terms(case: Any, today: date) -> list[AtDesk]:
    """What is still to be done or may still be done, of either side; sums are no matter of the counter."""
    rows = list(Term.at_desk.filter(case=case, amount__isnull=True).order_by("last_on", "id"))
    sessions = {row.source_key: row.last_on for row in rows if row.clock == "session"}
    begun = (row for row in rows if row.visible_from is None or row.visible_from <= today)
    terms = (shown(row, today) for row in begun)
    return [_at_desk(t, sessions) for t in terms if t.state not in (MET, SUPERSEDED)]


def _at_desk(term: Shown, sessions: dict[str, date | None]) -> AtDesk:
    """An explanation is in time until the session before which it is written, however its days are counted."""
    if term.state in (WAITING, STAYED):
        return AtDesk(term, None, None)
    generous, session = generous_day(term.row), sessions.get(term.row.source_key)
    if generous and session and term.row.clock == "explanation":
        generous = min(generous, session)
    return AtDesk(term, term.last, generous)
