"""The end of a mandate as a term: stated each time from the mandate itself, and not stored.

A mandate is shown to its two parties alone, changes at the counter as well as by the feed, and may be for every file
of its principal; a stored row would have to follow all three. The law closes it: after its last day it is over. Who
acts by it reads its end from their role in the file, as the list does; who gave it, from the mandate.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.casefiles.roles import OWNER as OWNS
from shahrsazi.casefiles.roles import Role
from shahrsazi.casefiles.terms.term import AGENT, OWNER, term
from shahrsazi.city import code_lists
from shahrsazi.database.functions import CurrentPerson, Today
from shahrsazi.persian import dates, formatting


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
    return min(filter(None, (mandate.expires_on, _last_before_end(mandate))), default=None)


def _last_before_end(mandate: Any) -> date | None:
    ended = mandate.ended_on and mandate.ended_on - timedelta(1)
    return max(ended, dates.local_day(mandate.end_holds_from)) if ended and mandate.end_holds_from else ended


class Lapsed(NamedTuple):
    """A mandate that is over, as the one who acted by it reads of it: by its paper alone, however many files it was
    for.
    """

    capacity: str
    poa_no: str
    poa_date: date
    last: date


def lapsed(over: list) -> list[Lapsed]:
    """Each once. One that ended on the day of its deed was theirs on that day."""
    days = ((m, last_day(m)) for m in over)
    own = (Lapsed(m.capacity, m.poa_no, m.poa_date, max(last, m.poa_date)) for m, last in days if last)
    return list(dict.fromkeys(own))


def tag_of(mandate: Any, today: date) -> tuple[str, str]:
    """How it stands, as a tag (kind, words). Until its paper is verified, and has begun, nobody acts by it."""
    last = last_day(mandate)
    if mandate.is_over and mandate.end_reason and last == _last_before_end(mandate):
        return "bad", code_lists.label("mandate_end", mandate.end_reason, formatting.language())
    if mandate.is_over and last:
        return "bad", _("ended on %(day)s") % {"day": formatting.day(last)}
    if not mandate.verified_on or mandate.verified_on > today:
        return "act", _("not verified yet")
    if mandate.poa_date > today:
        return "act", _("not in force yet")
    if mandate.is_ending:
        return "act", _("its end is coming")
    return "good", _("until %(day)s") % {"day": formatting.day(last)} if last else _("in force")


def stated(mandates: list, roles: Mapping[int, list[Role]]) -> Iterator[Any]:
    """The ends of the mandates that the reader has given or acts by, in each of the files of `roles`."""
    for file, own in roles.items():
        yield from (_held(file, role, *end) for role in own if role.name for end in _ends(role))
    owned = [file for file, own in roles.items() if any(role.capacity == OWNS for role in own)]
    for mandate in _without_those_that_go_on(mandates):
        yield from (_given(file, mandate) for file in owned if mandate.only_in in (None, file))


def once(terms: list) -> list:
    """One end of a mandate for every file is one thing, and stands in the first of these files; what was given for a
    file alone ends in that file.
    """
    first = {_end(t): t for t in reversed(terms) if t.clock == "mandate" and t.everywhere}
    return [t for t in terms if t.clock != "mandate" or not t.everywhere or first[_end(t)] is t]


def _end(term: Any) -> tuple:
    return term.source_key, term.note, term.last_on


def _ends(role: Role) -> Iterator[tuple[date, str]]:
    """The last day of a role; and before it, with what ends, that of a right that another mandate does not carry on."""
    if role.until:
        yield role.until, ""
    for last in sorted({last for _right, last in role.sooner}):
        yield last, "_".join(right for right, until in role.sooner if until == last)


def _held(file: int, role: Role, last: date, rights: str) -> Any:
    columns = {"side": AGENT, "kind": role.capacity, "note": role.name, "last_on": last, "stage": rights}
    key = "/".join(filter(None, (role.capacity, str(role.principal), rights)))
    return _term(file, key, columns, everywhere=role.everywhere)


def _given(file: int, mandate: Any) -> Any:
    name = " ".join(filter(None, (mandate.agent__first_name, mandate.agent__last_name)))
    columns = {"side": OWNER, "kind": mandate.capacity, "note": name, "last_on": last_day(mandate)}
    columns |= {"about": mandate.poa_no}
    return _term(file, mandate.source_key, columns, everywhere=mandate.only_in is None)


def _term(file: int, source_key: str, columns: dict[str, Any], *, everywhere: bool) -> Any:
    stated = term("mandate", source_key, **columns)
    return SimpleNamespace(id=0, case_id=file, section="ownership", everywhere=everywhere, **stated)


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
