"""What a verdict's fine asks for: its account, and a term for each instalment and for what is left beside them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shahrsazi.casefiles.account import CLOSED, QUASHED, REFUNDED, REPLACED, UNKNOWN, Account, Part
from shahrsazi.casefiles.bill_states import is_confirmed, is_refunded, is_to_pay
from shahrsazi.casefiles.sections.violations.verdicts import Judged, with_stay
from shahrsazi.casefiles.terms.term import MET, SUPERSEDED, Standing, counted, term
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting
from shahrsazi.persian.dates import from_iso
from shahrsazi.persian.identifiers import Bill


def is_debt(verdict: Judged) -> bool:
    """Whether it asks for money: it names a sum; or it is a fine whose sum was not told, and confirms no other one."""
    row = verdict.row
    is_unknown = row.verdict_kind == "fine" and row.amount is None
    return bool(row.amount) or is_unknown and not any(earlier.lives_on for earlier in verdict.predecessors)


def account(verdict: Judged, today: date) -> Account | None:
    """Of a fine; None of a verdict that asks for no money."""
    if not is_debt(verdict):
        return None
    title = _("Fine of verdict %(no)s") % {"no": formatting.digits(verdict.row.verdict_no)}
    key = _with_discount(verdict).discount_ground
    fine = Account("violations", title, amount(verdict), discount(verdict), parts(verdict), "", ground(key))
    return fine._replace(standing=_standing(verdict, fine, today), paid_before=_paid_before(verdict))


def _paid_before(verdict: Judged) -> int:
    """What was paid of the verdicts whose place it took: whether it counts here is for the revenue office to say."""
    replaced = [earlier for earlier in verdict.predecessors if is_debt(earlier) and not earlier.lives_on]
    own = (part.amount for earlier in replaced for part in parts(earlier) if part.is_paid)
    return sum(own) + sum(map(_paid_before, replaced))


def ground(key: str) -> str:
    """Of a discount, in words."""
    named = str(code_lists.label("discount_ground", key, formatting.language())) if key else ""
    return named or _("its ground was not told")


def _standing(verdict: Judged, fine: Account, today: date) -> str:
    """Why it is not owed. A case that was closed is no debt: what was paid of it counts where it was all paid."""
    if verdict.row.finality == "closed" and not verdict.successor:
        return CLOSED if fine.left or not fine.amount else ""
    otherwise = REFUNDED if is_refunded(verdict.billed) else "" if fine.amount else UNKNOWN
    standing = verdict.standing.on(today) or otherwise
    return (REPLACED if verdict.last.successor else QUASHED) if standing == SUPERSEDED else standing


def amount(verdict: Judged) -> int:
    """Of a fine whose sum was not told what its instalments come to; 0 where there are none either."""
    named: int | None = verdict.row.amount
    return sum(_of(one, "amount") for one in instalments(verdict)) if named is None else named


def discount(verdict: Judged) -> int:
    """What is remitted; no more than the amount."""
    return min(_with_discount(verdict).discount or 0, amount(verdict))


def _with_discount(verdict: Judged) -> Any:
    """The row that tells what is remitted: of a verdict that lives on, the last one that does."""
    return next((row for row in reversed(verdict.rows) if row.discount), verdict.row)


def instalments(verdict: Judged) -> list[Any]:
    """Those of the last plan, behind what was paid of earlier ones and is not told in it again."""
    *earlier, last = [row.instalments for row in verdict.rows if row.instalments] or [[]]
    again = {_payment(one) for one in last}
    paid = {_payment(one): one for plan in earlier for one in plan if _of(one, "paid_on")}
    return [*(one for payment, one in paid.items() if payment not in again), *last]


def _payment(instalment: Any) -> tuple[int, str]:
    return _of(instalment, "amount"), _of(instalment, "paid_on")


def parts(verdict: Judged) -> list[Part]:
    """Its instalments, and what is owed beside them. Of those that are not paid only as much as is left: the last ones
    first ask for nothing where together they are more.
    """
    billed, numbered = verdict.billed, list(enumerate(instalments(verdict), 1))
    left = amount(verdict) - discount(verdict) - sum(_of(one, "amount") for _no, one in numbered if _of(one, "paid_on"))
    asked_for: dict[int, int] = {}
    for number, one in sorted(numbered, key=lambda each: _of(each[1], "due")):
        asked_for[number] = _of(one, "amount") if _of(one, "paid_on") else max(min(_of(one, "amount"), left), 0)
        left -= 0 if _of(one, "paid_on") else asked_for[number]
    listed = [_instalment(number, one, asked_for[number]) for number, one in numbered if asked_for[number]]
    if left <= 0:
        return listed
    title = _("Beside the instalments") if numbered else _("In one sum")
    bill = Bill(_of(billed, "bill_id"), _of(billed, "pay_id")) if is_to_pay(billed) else Bill("", "")
    return [*listed, Part(title, left, _last_columns(verdict).get("last_on"), None, is_confirmed(billed), bill)]


def _instalment(number: int, instalment: Any, asks_for: int) -> Part:
    title, paid_on = _("Instalment %(part)s") % {"part": formatting.number(number)}, _of(instalment, "paid_on")
    bill = Bill(_of(instalment, "bill_id"), _of(instalment, "pay_id"))
    return Part(title, asks_for, from_iso(_of(instalment, "due")), from_iso(paid_on), bool(paid_on), bill, number)


def _of(row: Any, column: str) -> Any:
    """Of an instalment as it was told, or as a page reads it; a term is stated without the identifiers of bills."""
    return row.get(column, "") if isinstance(row, dict) else getattr(row, column, "")


def dues(verdict: Judged) -> Iterator[dict[str, Any]]:
    """A term for each instalment, paid or not, and one for what no instalment covers, or whose sum was not told."""
    if not is_debt(verdict):
        return
    row, standing = verdict.row, _asking(verdict)
    about = {"stage": verdict.stage, "kind": row.verdict_kind, "about": row.verdict_no, "visible_from": row.served_on}
    for part in parts(verdict):
        closing = Standing(MET, part.paid_on) if part.is_paid else standing
        columns = about | {"amount": part.amount} | closing._asdict()
        if part.number:
            yield term("instalment", row.source_key, part=part.number, last_on=part.due, **columns)
        elif not part.is_paid:
            yield term("sum", row.source_key, **columns | _last_columns(verdict))
    if not amount(verdict) and row.amount is None and not is_confirmed(verdict.billed):
        yield term("sum", row.source_key, **about | _last_columns(verdict), **standing._asdict())


def _asking(verdict: Judged) -> Standing:
    """As it stands; where its bill was refunded nobody knows whether it is owed, and its terms ask for nothing."""
    standing = verdict.standing
    return standing._replace(otherwise=standing.otherwise or SUPERSEDED) if is_refunded(verdict.billed) else standing


def _last_columns(verdict: Judged) -> dict[str, Any]:
    """Until when it is to be paid where no instalments were agreed on; nothing where the verdict names no days."""
    days = verdict.days
    columns = counted("compliance", verdict.in_force.served_on, days) if days and not instalments(verdict) else {}
    return with_stay(columns, verdict) if columns.get("last_on") else {}
