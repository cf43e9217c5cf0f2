"""What a verdict's fine still asks for: its instalments, and what is left beside them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from shahrsazi.casefiles.sections.violations.verdicts import Judged, day_of, suspended_days
from shahrsazi.casefiles.terms.term import MET, counted, term

# A bill in this state was paid, as the bank says.
PAID = "bank_confirmed"


def dues(verdict: Judged) -> Iterator[dict[str, Any]]:
    """A term for each instalment, paid or not, and one for what no instalment covers. Sums are in rial."""
    row, billed = verdict.row, verdict.billed
    if not row.amount:
        return
    standing, since = verdict.standing()
    about = {"stage": verdict.stage, "kind": row.verdict_kind, "about": row.verdict_no, "visible_from": row.served_on}
    for part, instalment in enumerate(billed.instalments, 1):
        paid = day_of(instalment.get("paid_on", ""))
        closing = {"standing": MET, "closed_on": paid} if paid else {"standing": standing, "closed_on": since}
        due = day_of(instalment["due"])
        yield term(
            "instalment", row.source_key, part=part, amount=instalment["amount"], last_on=due, **about, **closing
        )
    left = rest(verdict, sum(instalment["amount"] for instalment in billed.instalments))
    if left > 0 and not is_paid_at_once(billed):
        closing = {"standing": standing, "closed_on": since}
        yield term("sum", row.source_key, amount=left, **about, **_last_columns(verdict), **closing)


def rest(verdict: Judged, in_instalments: int) -> int:
    """What is owed beside all instalments: all of it where there are none; below zero where they are too much."""
    return verdict.row.amount - discount(verdict) - in_instalments


def discount(verdict: Judged) -> int:
    """What is remitted; no more than the amount."""
    return min(verdict.row.discount or verdict.billed.discount or 0, verdict.row.amount)


def is_paid_at_once(row: Any) -> bool:
    return not row.instalments and row.bill_state == PAID


def last_day(verdict: Judged) -> date | None:
    """Until when it is to be paid where no instalments were agreed on; None where the verdict names no days."""
    days = verdict.row.comply_within_days or verdict.in_force.comply_within_days
    if verdict.billed.instalments or not days:
        return None
    last: date | None = counted("compliance", verdict.in_force.served_on, days)["last_on"]
    return last + suspended_days(verdict.in_force, last) if last else None


def _last_columns(verdict: Judged) -> dict[str, Any]:
    last, row = last_day(verdict), verdict.in_force
    days = verdict.row.comply_within_days or row.comply_within_days
    return {"last_on": last, "starts_on": row.served_on, "days": days} if last else {}
