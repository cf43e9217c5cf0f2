"""What a verdict's fine still asks for: its instalments, and what is left beside them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from shahrsazi.casefiles.sections.violations.verdicts import Judged, day_of
from shahrsazi.casefiles.terms.term import MET, counted, term

# A bill in this state was paid, as the bank says.
PAID = "bank_confirmed"


def dues(verdict: Judged) -> Iterator[dict[str, Any]]:
    """A term for each instalment, paid or not, and one for what no instalment covers. Sums are in rial."""
    row = verdict.row
    if not row.amount:
        return
    standing, since = verdict.standing()
    about = {"stage": verdict.stage, "kind": row.verdict_kind, "about": row.verdict_no, "visible_from": row.served_on}
    for part, instalment in enumerate(row.instalments, 1):
        paid = day_of(instalment.get("paid_on", ""))
        closing = {"standing": MET, "closed_on": paid} if paid else {"standing": standing, "closed_on": since}
        due = day_of(instalment["due"])
        yield term(
            "instalment", row.source_key, part=part, amount=instalment["amount"], last_on=due, **about, **closing
        )
    left = rest(row)
    if left > 0:
        last = None if row.instalments else last_day(row)
        closing = {"standing": standing, "closed_on": since}
        yield term("sum", row.source_key, amount=left, **about, **last_columns(row, last), **closing)


def rest(row: Any) -> int:
    """What is owed beside all instalments: all of it where there are none, unless the bank has confirmed the bill."""
    if is_paid_at_once(row):
        return 0
    return row.amount - (row.discount or 0) - sum(i["amount"] for i in row.instalments)


def is_paid_at_once(row: Any) -> bool:
    return not row.instalments and row.bill_state == PAID


def last_day(row: Any) -> date | None:
    """Until when it is to be paid where no instalments were agreed on; None where the verdict names no days."""
    return counted("compliance", row.served_on, row.comply_within_days)["last_on"] if row.comply_within_days else None


def last_columns(row: Any, last: date | None) -> dict[str, Any]:
    return {"last_on": last, "starts_on": row.served_on, "days": row.comply_within_days} if last else {}
