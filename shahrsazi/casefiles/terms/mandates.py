"""The end of a mandate as a term: stated each time from the mandate itself, and not stored.

A mandate is shown to its two parties alone, changes at the counter as well as by the feed, and may be for every file
of its principal; a stored row would have to follow all three. The law closes it: after its last day it is over. Who
acts by it reads its end from their role in the file, as the list does; who gave it, from the mandate.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Now

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.casefiles.roles import OWNER as OWNS
from shahrsazi.casefiles.roles import Role
from shahrsazi.casefiles.terms.term import AGENT, OWNER, term
from shahrsazi.database.functions import CurrentPerson, Today
from shahrsazi.persian import dates


def given() -> Any:
    """The mandates that the reader has given and that have begun."""
    counts = Q(holds_from__isnull=True) | Q(holds_from__lte=Now())
    verified = {"verified_on__lte": Today(), "poa_date__lte": Today()}
    begun = Mandate.that_were().filter(counts, principal=CurrentPerson(), **verified)
    return begun.order_by("id").values(
        *("source_key", "agent_id", "agent__first_name", "agent__last_name", "capacity", "scope"),
        *("poa_no", "expires_on", "ended_on", "end_holds_from"),
        only_in=F("case_id"),
    )


def last_day(mandate: Any) -> date | None:
    """The last day on which it holds; None where no end is stated. An end that can be objected to counts later."""
    ended = mandate.ended_on and mandate.ended_on - timedelta(1)
    if ended and mandate.end_holds_from:
        ended = max(ended, dates.local_day(mandate.end_holds_from))
    return min(filter(None, (mandate.expires_on, ended)), default=None)


def stated(mandates: list, roles: Mapping[int, list[Role]]) -> Iterator[Any]:
    """The ends of the mandates that the reader has given or acts by, in each of the files of `roles`."""
    for file, own in roles.items():
        yield from (_held(file, role, *end) for role in own if role.name for end in _ends(role))
    owned = [file for file, own in roles.items() if any(role.capacity == OWNS for role in own)]
    for mandate in _without_those_that_go_on(mandates):
        yield from (_given(file, mandate) for file in owned if mandate.only_in in (None, file))


def once(terms: list) -> list:
    """One end of a mandate for every file is one thing, and stands in the first of these files."""
    ends = {(t.source_key, t.note): t for t in reversed(terms) if t.clock == "mandate"}
    return [t for t in terms if t.clock != "mandate" or ends[t.source_key, t.note] is t]


def _ends(role: Role) -> Iterator[tuple[date, str]]:
    """The last day of a role; and before it, with what ends, that of a right that another mandate does not carry on."""
    if role.until:
        yield role.until, ""
    for last in sorted({last for _right, last in role.sooner}):
        yield last, "_".join(right for right, until in role.sooner if until == last)


def _held(file: int, role: Role, last: date, rights: str) -> Any:
    columns = {"side": AGENT, "kind": role.capacity, "note": role.name, "last_on": last, "stage": rights}
    return _term(file, "/".join(filter(None, (role.capacity, str(role.principal), rights))), columns)


def _given(file: int, mandate: Any) -> Any:
    name = " ".join(filter(None, (mandate.agent__first_name, mandate.agent__last_name)))
    columns = {"side": OWNER, "kind": mandate.capacity, "note": name, "last_on": last_day(mandate)}
    return _term(file, mandate.source_key, columns | {"about": mandate.poa_no})


def _term(file: int, source_key: str, columns: dict[str, Any]) -> Any:
    return SimpleNamespace(id=0, case_id=file, section="ownership", **term("mandate", source_key, **columns))


def _without_those_that_go_on(mandates: list) -> Iterator[Any]:
    """Those that have an end, but not where the same agent has another one that goes on for longer in its stead."""
    alike = defaultdict(list)
    for mandate in mandates:
        alike[mandate.agent_id, mandate.capacity].append(mandate)
    for own in alike.values():
        yield from (m for m in own if last_day(m) and not any(_goes_on(other, m) for other in own))


def _goes_on(other: Any, mandate: Any) -> bool:
    covers = other.only_in in (None, mandate.only_in) and set(other.scope) >= set(mandate.scope)
    return covers and (last_day(other) or date.max) > (last_day(mandate) or date.max)
