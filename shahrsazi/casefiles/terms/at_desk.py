"""A file's terms for a clerk: beside the cautious last day the generous one, which no citizen is shown.

How the days are counted is common opinion and not certain (domain.md §6.3). An owner reads the earlier day; the clerk
who takes a paper in knows until which day it may well be in time.
"""

from datetime import date
from typing import Any, NamedTuple

from shahrsazi.casefiles.terms.shown import Shown, shown
from shahrsazi.casefiles.terms.term import CLOCKS, MET, SUPERSEDED, Term
from shahrsazi.city import law


class AtDesk(NamedTuple):
    term: Shown
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
    rows = Term.at_desk.filter(case=case, amount__isnull=True).order_by("last_on", "id")
    begun = (row for row in rows if row.visible_from is None or row.visible_from <= today)
    terms = (shown(row, today) for row in begun)
    return [AtDesk(t, generous_day(t.row)) for t in terms if t.state not in (MET, SUPERSEDED)]
