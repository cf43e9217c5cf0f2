"""The end of a mandate as a term: stated from the mandate itself each time that it is read, and not stored.

A mandate is shown to its two parties alone, changes at the counter as well as by the feed, and may be for every file
of its principal; a stored row would have to follow all three. The law closes it: after its last day it is over.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import Now

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.terms.term import AGENT, OWNER, term
from shahrsazi.database.functions import CurrentPerson, Today
from shahrsazi.persian import dates

_NAMES = ("agent__first_name", "agent__last_name", "principal__first_name", "principal__last_name")


def begun(of_cases: Any) -> Any:
    """The reader's mandates, given or held, that have begun, each with those of the files that its principal owns."""
    files = Ownership.current().filter(of_cases, person=OuterRef("principal")).order_by().values("case_id").distinct()
    counts = Q(holds_from__isnull=True) | Q(holds_from__lte=Now())
    mine = Q(agent=CurrentPerson()) | Q(principal=CurrentPerson())
    return (
        Mandate.visible.filter(counts, mine, verified_on__lte=Today(), poa_date__lte=Today())
        .order_by("id")
        .annotate(files=ArraySubquery(files), me=CurrentPerson())
        .values(
            *("case_id", "source_key", "agent_id", "principal_id", "capacity", "scope", "poa_no", "poa_date"),
            *("expires_on", "ended_on", "end_holds_from", "files", "me", *_NAMES),
        )
    )


def last_day(mandate: Any) -> date | None:
    """The last day on which it holds; None where no end is stated. An end that can be objected to counts later."""
    ended = mandate.ended_on and mandate.ended_on - timedelta(1)
    if ended and mandate.end_holds_from:
        ended = max(ended, dates.local_day(mandate.end_holds_from))
    return min(filter(None, (mandate.expires_on, ended)), default=None)


def stated(mandates: list) -> Iterator[Any]:
    """A term for each file of each mandate that has an end, unless another one goes on for longer in its stead."""
    for mandate in mandates:
        last = last_day(mandate)
        if last and not any(_goes_on(other, mandate, last) for other in mandates):
            for case in _files(mandate):
                yield _term(mandate, case, last)


def _files(mandate: Any) -> Iterable[int]:
    return (case for case in mandate.files if mandate.case_id in (None, case))


def _goes_on(other: Any, mandate: Any, last: date) -> bool:
    same = ("agent_id", "principal_id", "capacity")
    longer = last_day(other) or date.max
    return (
        all(getattr(other, name) == getattr(mandate, name) for name in same)
        and other.case_id in (None, mandate.case_id)
        and set(other.scope) >= set(mandate.scope)
        and longer > last
    )


def _term(mandate: Any, case: int, last: date) -> Any:
    side, other = (AGENT, "principal") if mandate.agent_id == mandate.me else (OWNER, "agent")
    name = " ".join(filter(None, (getattr(mandate, f"{other}__{part}_name") for part in ("first", "last"))))
    columns = {"side": side, "kind": mandate.capacity, "about": mandate.poa_no, "note": name, "last_on": last}
    stated_as = term("mandate", mandate.source_key, **columns, visible_from=mandate.poa_date)
    return SimpleNamespace(id=0, case_id=case, section="ownership", **stated_as)
