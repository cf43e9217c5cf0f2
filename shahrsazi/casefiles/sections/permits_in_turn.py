"""Permits in turn: which takes another's place, what it keeps of that one, and whether its building is begun or done.

Told of each permit alone, these would ask for what another permit or a certificate has answered.
"""

from datetime import date
from typing import Any

# What follows the permit that it changes: its days are that one's, unless it states others.
FOLLOWS = ("amendment", "addition")
COMPLETIONS = ("completion", "unit_completion")
# A certificate that runs out asks for nothing; with one of these the owner builds, and must not go on after its end.
TO_BUILD = frozenset(
    ["building_permit", "demolition_permit", "repair_permit", "wall_permit", "extension", "amendment", "addition"]
)
# Stages of a building, told of it on a permit or a certificate, at which nothing of it stands yet.
_NOT_BEGUN = ("", "land", "excavation")
# Of a permit for a whole building, a certificate of the file tells though it does not name it; but not of a wall's.
_OF_A_BUILDING = ("building_permit", "extension", "amendment")
_OF_UNFINISHED = ("no_violation", "unit_completion", "technical_record")
DAYS_TO_BUILD = ("start_by", "finish_by")


def replaced(permits: list) -> set[str]:
    return {p.replaces for p in taking_over(permits)}


def taking_over(permits: list) -> list:
    """The permits that replace another one. A draft or a void permit replaces none; and a certificate, or what was
    completed of one unit, none with which the whole is built.
    """
    to_build = {p.source_key for p in permits if p.permit_kind in TO_BUILD}
    live = [p for p in permits if p.replaces and p.state not in ("draft", "void")]
    return [p for p in live if p.replaces not in to_build or p.permit_kind in (*TO_BUILD, "completion")]


def with_days(permits: list) -> list:
    """The permits; an amendment or addition has the days of the one that it changes where it states none of its own,
    and an extension names the one that it extends where that is plain.
    """
    named = _naming_the_extended(permits)
    by_key = {p.source_key: p for p in named}
    return [_with_days_of(p, by_key, set()) for p in named]


def _naming_the_extended(permits: list) -> list:
    """An extension that names no permit is of the one that was told as extended, if nothing else took its place and
    there is no second one.
    """
    named = {p.replaces for p in taking_over(permits)}
    extended = [p for p in permits if p.state == "extended" and p.source_key not in named and p.permit_kind in TO_BUILD]
    return [_naming_its_own(p, extended) for p in permits]


def _naming_its_own(permit, extended: list) -> Any:
    if permit.permit_kind != "extension" or permit.replaces or permit.state in ("draft", "void"):
        return permit
    own = [p for p in extended if p.source_key != permit.source_key and p.issued_on <= permit.issued_on]
    return permit._replace(replaces=own[0].source_key) if len(own) == 1 else permit


def _with_days_of(permit, by_key: dict, seen: set[str]) -> Any:
    before = by_key.get(permit.replaces)
    if permit.permit_kind not in FOLLOWS or before is None or permit.source_key in seen:
        return permit
    earlier = _with_days_of(before, by_key, seen | {permit.source_key})
    days = {name: getattr(permit, name) or getattr(earlier, name) for name in ("start_by", "finish_by", "valid_until")}
    return permit._replace(**days)


def untold_days(permit, permits: list) -> list[str]:
    """The days to build by that an extension has put off, and did not state: the earlier ones count no longer. Nobody
    asks until when to begin what is begun.
    """
    by_key = {p.source_key: p for p in permits}
    names = [name for name in DAYS_TO_BUILD if _is_put_off(permit, name, by_key, set())]
    return [name for name in names if name == "finish_by" or not is_begun(permit, permits)]


def _is_put_off(permit, name: str, by_key: dict, seen: set[str]) -> bool:
    before = by_key.get(permit.replaces)
    if getattr(permit, name) or before is None or permit.source_key in seen:
        return False
    if permit.permit_kind == "extension" and getattr(before, name):
        return True
    follows = permit.permit_kind in (*FOLLOWS, "extension")
    return follows and _is_put_off(before, name, by_key, seen | {permit.source_key})


def is_begun(permit, permits: list) -> bool:
    """Whether anything told says that its building is begun: it, one whose place it took, or a certificate since."""
    chain = _before(permit, permits)
    return any(map(_tells_of_begun, (*chain, *_certificates_of(chain, permits))))


def _certificates_of(chain: list, permits: list) -> list:
    """Those that name one of these permits; and where they are for a whole building, those that were issued since."""
    keys, first = {p.source_key for p in chain}, min(p.issued_on for p in chain)
    is_whole = chain[-1].permit_kind in _OF_A_BUILDING
    issued = [p for p in permits if p.permit_kind in _OF_UNFINISHED and p.state not in ("void", "draft")]
    return [p for p in issued if p.replaces in keys or is_whole and p.issued_on >= first]


def _tells_of_begun(permit) -> bool:
    return bool(permit.progress) or (permit.stage or "") not in _NOT_BEGUN or permit.permit_kind == "unit_completion"


def _before(permit, permits: list) -> list:
    """It, and the permits for the same work whose place it took, back to what was completed before it."""
    by_key, chain = {p.source_key: p for p in permits}, [permit]
    while (before := by_key.get(chain[-1].replaces)) and before not in chain:
        done = completed(before, permits)
        is_same = chain[-1].permit_kind in (*FOLLOWS, "extension") or before.permit_kind == chain[-1].permit_kind
        if not is_same or done and done <= permit.issued_on:
            break
        chain.append(before)
    return chain


def completed(permit, permits: list) -> date | None:
    """The day of a completion certificate that came after this permit: it asks for nothing more."""
    days = [p.issued_on for p in permits if p.permit_kind == "completion" and p.state not in ("void", "draft")]
    if permit.permit_kind == "addition":  # to what was completed on the same day
        return min((day for day in days if day > permit.issued_on), default=None)
    return min((day for day in days if day >= permit.issued_on), default=None)
