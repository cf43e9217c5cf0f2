"""Permits and certificates issued for a property: service 6. Their terms are the dates printed on them."""

from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Annotated

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shahrsazi.casefiles.account import REASONS, REFUNDED
from shahrsazi.casefiles.bill_states import is_refunded
from shahrsazi.casefiles.checks import days_in_order, in_order, parts_in_the_whole
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import (
    M2,
    Code,
    Count,
    Day,
    Floor,
    Row,
    Rows,
    code,
    count,
    day,
    described,
    longest,
    m2,
    percent,
    rial,
    text,
)
from shahrsazi.casefiles.section import Section, Summary, of_cases
from shahrsazi.casefiles.sections import bills
from shahrsazi.casefiles.sections.permits_in_turn import (
    COMPLETIONS,
    FOLLOWS,
    TO_BUILD,
    completed,
    is_begun,
    replaced,
    taking_over,
    untold_days,
    with_days,
)
from shahrsazi.casefiles.terms.term import MET, SUPERSEDED, term
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import Bill as Identifiers


class Signer(Row):
    role: Annotated[str, Code("role")]
    on: Day


class PermittedArea(Row):
    floor: Floor
    use_group: Annotated[str, Code("use_group")]
    area: M2
    units: Count | None = None


class Permit(Entry):
    permit_kind = code("permit_kind")
    permit_no = text(20, required=True)
    request_no = text(30)
    issued_on = day(required=True)
    valid_from = day()
    valid_until = day()
    state = code("permit_state")
    replaces = described(text(60), "the source_key of the permit in this file whose place it takes, told or not")
    verify_code = text(40)
    holders = Rows(row_type=Annotated[str, longest(160)])
    signers = Rows(row_type=Signer)
    snapshot = text(300)
    body = models.CharField(max_length=2000, blank=True)
    conditions = models.CharField(max_length=2000, blank=True)
    total_area = described(m2(), "square metres: the areas may be less, as of an addition, and are no more")
    areas = Rows(row_type=PermittedArea)
    floors = count()
    units = count()
    parking = count()
    storage = count()
    structure = code("structure", required=False)
    building_group = text(10)
    start_by = day()
    finish_by = day()
    charges = rial()
    charges_discount = rial()
    discount_ground = code("discount_ground", required=False)
    charges_paid_on = day()
    bill_id = text(13)
    pay_id = text(13)
    extension_no = count()
    stage = code("stage", required=False)
    progress = percent()
    purpose = text(120)

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="permit_key")]


QUERIES = {"permits": of_cases(Permit, "-issued_on")}
EXPIRES_SOON_DAYS = 90
SHOWN_ENDS = 2  # of a file's permits, on its card
OWN_DAYS = TO_BUILD - {"extension"}  # and no earlier permit's days to build by


def state_today(permit, given_up: set[str], today: date) -> str:
    """The state today: a permit expires by the date printed on it, without anybody's action. Of one that was told as
    extended this is an earlier day: nobody told the new one.
    """
    if permit.state in ("void", "draft", "replaced"):
        return permit.state
    if permit.source_key in given_up:
        return "replaced"
    is_over = permit.valid_until and permit.valid_until < today
    return "expired" if is_over and permit.state != "extended" else permit.state


def page(rows: dict, today: date) -> dict:
    permits = with_days(rows["permits"])
    given_up, numbers = replaced(permits), {p.source_key: p for p in permits}
    successors = {p.replaces: p for p in taking_over(permits)}
    return {
        "bills": [row for row in rows.get("bills", ()) if bills.is_shown(row)],
        "is_paid": bills.is_paid,
        "refunded": {row.id: REASONS[REFUNDED] for row in rows.get("bills", ()) if is_refunded(row)},
        "permits": [
            {
                "permit": p,
                "state": state_today(p, given_up, today),
                "state_words": _state_words(state_today(p, given_up, today), successors.get(p.source_key)),
                "is_to_build": p.permit_kind in TO_BUILD and completed(p, permits) is None,
                "days_left": _days_left(p, permits, today),
                "names_sums": _names_sums(p),
                "bill": Identifiers(p.bill_id, p.pay_id),
                "to_pay": 0 if p.charges_paid_on else left_of_charges(p) if p.charges else None,
                "untold": untold_days(p, permits),
                "replaces": numbers.get(p.replaces),
                "replaced_by": successors.get(p.source_key),
            }
            for p in permits
        ],
    }


def _names_sums(permit) -> bool:
    """Whether its text may: there is something to pay for it."""
    return bool(permit.charges or permit.charges_discount or permit.bill_id or permit.pay_id)


def _days_left(permit, permits: list, today: date) -> int | None:
    """None where nothing presses: of what has no end, is over, or is completed."""
    is_over = not permit.valid_until or permit.valid_until < today
    is_done = permit.permit_kind in TO_BUILD and completed(permit, permits) is not None
    return None if is_over or is_done else (permit.valid_until - today).days


def _state_words(state: str, successor) -> str:
    """A replaced permit says by what: an extension leaves it what it was, a completion certificate ends the work."""
    by = successor.permit_kind if state == "replaced" and successor else ""
    if by in COMPLETIONS:
        return _("led to completion")
    extended = by == "extension"
    return code_lists.label("permit_state", "extended" if extended else state, formatting.language())


def summary(rows: dict, today: date) -> Summary:
    permits = with_days(rows["permits"])
    if not permits:
        return Summary([_("No permit issued")])
    words = [ngettext("%s permit", "%s permits", len(permits)) % formatting.number(len(permits))]
    return Summary(words, _tags(permits, today))


def _tags(permits: list, today: date) -> list[tuple[str, str]]:
    """The ends that come next, of permits whose term still runs, and how many more there are."""
    given_up, soon = replaced(permits), today + timedelta(days=EXPIRES_SOON_DAYS)
    in_force = (p for p in permits if state_today(p, given_up, today) in ("issued", "extended"))
    running = [p for p in in_force if _days_left(p, permits, today) is not None]
    running.sort(key=attrgetter("valid_until"))
    tags = [("act" if p.valid_until <= soon else "good", _until(p)) for p in running[:SHOWN_ENDS]]
    more = len(running) - len(tags)
    return [*tags, ("", _("and %s more") % formatting.number(more))] if more else tags


def _until(permit) -> str:
    day = formatting.short(permit.valid_until)
    if permit.permit_kind == "extension" and permit.extension_no:
        return _("Permit valid until %(day)s (extension %(n)s)") % {
            "day": day,
            "n": formatting.ordinal(permit.extension_no),
        }
    kind = code_lists.label("permit_kind", permit.permit_kind, formatting.language())
    return _("%(kind)s until %(day)s") % {"kind": kind, "day": day}


RESTS_ON = {
    "permits": (
        *("permit_kind", "permit_no", "state", "replaces", "issued_on", "start_by", "finish_by", "valid_until"),
        *("progress", "stage", "charges", "charges_discount", "charges_paid_on", "bill_id", "pay_id"),
        "discount_ground",
    )
} | bills.RESTS_ON


def terms(facts: dict[str, list]) -> Iterator[dict]:
    """Begin-by, finish-by and the end of each permit in force, its charges, and what else was billed."""
    yield from bills.terms(facts["bills"])
    permits = with_days(facts["permits"])
    given_up = replaced(permits)
    for permit in permits:
        about = {"kind": permit.permit_kind, "about": permit.permit_no}
        in_force = permit.state not in ("void", "draft", "replaced") and permit.source_key not in given_up
        if in_force and permit.permit_kind in TO_BUILD:
            yield from _ends(permit, about, permits)
        elif in_force and permit.valid_until:
            closing = _as_told(permit, permit.valid_until)
            yield term("permit", permit.source_key, asks=False, last_on=permit.valid_until, **about, **closing)
        if permit.state != "void" and permit.charges and is_billed(permit):
            paid = permit.charges_paid_on
            closing = {"standing": MET, "closed_on": paid} if paid else {}
            if left := left_of_charges(permit):
                yield term("charges", permit.source_key, amount=left, **about, **closing)


def left_of_charges(permit) -> int:
    """What its bill asks for."""
    return max((permit.charges or 0) - (permit.charges_discount or 0), 0)


def is_billed(permit) -> bool:
    """Whether there is a bill to pay its charges by."""
    return bool(Identifiers(permit.bill_id, permit.pay_id))


def _ends(permit, about: dict, permits: list) -> Iterator[dict]:
    completion = completed(permit, permits)
    done = {"standing": MET, "closed_on": completion} if completion else {}
    begun = {"standing": MET} if is_begun(permit, permits) else done
    for clock, last, closing in (
        ("begin", permit.start_by, begun),
        ("finish", permit.finish_by, done),
        ("permit", permit.valid_until, done),
    ):
        is_expired_unsaid = clock == "permit" and permit.state == "expired" and not last
        if last or is_expired_unsaid:
            yield term(clock, permit.source_key, last_on=last, **about, **(closing or _as_told(permit, last)))


def _as_told(permit, last: date | None) -> dict:
    """What its state says of a day that is printed on it: when the day of an extended permit is over, it was an earlier
    one; and until the day of an expired one comes, nothing runs.
    """
    if not last or permit.state not in ("extended", "expired"):
        return {}
    turns = "closed_on" if permit.state == "extended" else "reopened_on"
    return {"standing": SUPERSEDED, turns: last + timedelta(days=1)}


def validate(line) -> Iterator[str]:
    """A permit that changes or extends another one may repeat days of that one, which were before it was issued."""
    yield from in_order(line, "permits", ("valid_from", "valid_until"), ("start_by", "finish_by"))
    for number, permit in enumerate(line.permits):
        path = f"$.permits[{number}]"
        if permit.permit_kind not in FOLLOWS:
            last = ("valid_until",) if permit.permit_kind not in OWN_DAYS else ("start_by", "finish_by", "valid_until")
            yield from days_in_order(permit, "permits", path, [("issued_on", name) for name in last])
        yield from parts_in_the_whole(permit, path, "areas")
    yield from in_order(line, "bills", ("issued_on", "due"))


SECTION = Section(
    "permits",
    gettext_lazy("Permits issued"),
    "permit",
    feeds={"permits": Permit, "bills": bills.Bill},
    queries=QUERIES,
    page=page,
    long={"permits": 40},
    anchors={"permits": ("p", "permit")},
    page_queries={"bills": of_cases(bills.Bill, "-issued_on", "id")},
    summary=summary,
    validate=validate,
    rests_on=RESTS_ON,
    terms=terms,
)
