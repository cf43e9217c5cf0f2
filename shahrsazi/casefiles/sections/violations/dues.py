"""What a verdict's fine still asks for: its instalments, and what is left beside them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from shahrsazi.casefiles.bill_states import is_confirmed
from shahrsazi.casefiles.sections.violations.verdicts import Judged, day_of, with_stay
from shahrsazi.casefiles.terms.term import MET, Standing, counted, term


def dues(verdict: Judged) -> Iterator[dict[str, Any]]:
    """A term for each instalment, paid or not, and one for what no instalment covers. Sums are in rial."""
    row, billed = verdict.row, verdict.billed
    if not row.amount:
        return
    standing = verdict.standing
    about = {"stage": verdict.stage, "kind": row.verdict_kind, "about": row.verdict_no, "visible_from": row.served_on}
    for part, instalment in enumerate(billed.instalments, 1):
        paid = day_of(instalment.get("paid_on", ""))
        closing = Standing(MET, paid) if paid else standing
        due = day_of(instalment["due"])
        yield term(
            "instalment",
            row.source_key,
            part=part,
            amount=instalment["amount"],
            last_on=due,
            **about,
            **closing._asdict(),
        )
    left = rest(verdict, sum(instalment["amount"] for instalment in billed.instalments))
    if left > 0 and not is_confirmed(billed):
        yield term("sum", row.source_key, amount=left, **about, **_last_columns(verdict), **standing._asdict())


def rest(verdict: Judged, in_instalments: int) -> int:
    """What is owed beside all instalments: all of it where there are none; below zero where they are too much."""
    return verdict.row.amount - discount(verdict) - in_instalments


def discount(verdict: Judged) -> int:
    """What is remitted; no more than the amount."""
    return min(verdict.row.discount or verdict.billed.discount or 0, verdict.row.amount)


def last_day(verdict: Judged) -> date | None:
    """Until when it is to be paid where no instalments were agreed on; None where the verdict names no days."""
    last: date | None = _last_columns(verdict).get("last_on")
    return last


def _last_columns(verdict: Judged) -> dict[str, Any]:
    row = verdict.in_force
    days = verdict.row.comply_within_days or row.comply_within_days
    columns = counted("compliance", row.served_on, days) if days and not verdict.billed.instalments else {}
    return with_stay(columns, row) if columns.get("last_on") else {}
