"""The path of a case before the commission: referral, verdict, service, objection, finality, payment."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.bill_states import is_confirmed
from shahrsazi.casefiles.terms.shown import Shown
from shahrsazi.casefiles.terms.term import LAST_DAY, MET, RUNNING
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting


class Step(NamedTuple):
    """`state` is done, here or ahead; `on` is its date; `note` is a text before the date."""

    name: str
    state: str
    on: date | None = None
    note: str = ""
    money: bool = False


def timeline(case, verdict, objection: Shown | None, successor: Any, today: date) -> list[Step]:
    """Every step with its date; a verdict whose place another took ends in that one.

    Without a (served) verdict the case itself stands at its session.
    """
    referral = Step(_("Referred to the commission"), "done", case.received_on)
    if verdict is None:
        ahead = [_("Verdict"), _("Service"), _("Objection"), _("Finality")]
        return [
            referral,
            Step(_("Session of the commission"), "here", case.session_at),
            *(Step(n, "ahead") for n in ahead),
        ]
    label = lambda list_name, key: code_lists.label(list_name, key, formatting.language())  # noqa: E731
    stage = label("commission_stage", case.stage)
    return [
        referral,
        Step(
            _("%(stage)s verdict: %(kind)s") % {"stage": stage, "kind": label("verdict_kind", verdict.verdict_kind)},
            "done",
            verdict.issued_at,
        ),
        Step(
            label("service_kind", verdict.service_kind) if verdict.service_kind else _("Service"),
            "done",
            verdict.served_on,
        ),
        *([_objection(verdict, objection)] if objection else []),
        *([Step(_replaced_by(successor), "done", successor.served_on)] if successor else _ending(verdict)),
    ]


def _ending(verdict) -> list[Step]:
    return [_finality(verdict), *([_payment(verdict)._replace(money=True)] if verdict.amount else [])]


def _replaced_by(successor: Any) -> str:
    return _("Verdict %(no)s took its place") % {"no": formatting.digits(successor.verdict_no)}


def _objection(verdict, objection: Shown) -> Step:
    last, closed = objection.last, objection.row.closed_on
    if objection.state == MET:
        late = closed and last and closed > last
        return Step(_("Objection, out of term") if late else _("Objection filed"), "done", closed)
    if objection.state in (RUNNING, LAST_DAY) and last:
        return Step(_("Objection term"), "here", last, _("until the end of %s") % formatting.weekday(last))
    return Step(_("Objection term apparently ended"), "done", last)


def _finality(verdict) -> Step:
    name = code_lists.label("finality", verdict.finality, formatting.language())
    if verdict.finality == "open":
        return Step(_("Finality"), "here" if verdict.objected_on or verdict.objections else "ahead")
    return Step(name, "here" if verdict.finality == "stayed" else "done")


def _payment(verdict) -> Step:
    """A stayed verdict requires no payment: no due date is shown while the court's order is in force."""
    totals = payments(verdict)
    if verdict.finality in ("open", "stayed", "quashed"):
        return Step(_("Payment"), "ahead")
    if totals.balance <= 0:
        return Step(_("Paid in full"), "done", totals.last_paid)
    return Step(_("Payment"), "here", totals.next_due)


class Payments(NamedTuple):
    """In rial; `balance` is amount − discount − payments."""

    paid: int
    balance: int
    last_paid: date | None
    next_due: date | None


def payments(verdict) -> Payments:
    """Paid so far and what is left, in rial: amount − discount − payments."""
    paid = [i for i in verdict.instalments if i.paid_on]
    due = [i for i in verdict.instalments if not i.paid_on]
    paid_on, due_on = [_day(i.paid_on) for i in paid], [_day(i.due) for i in due]
    owed = (verdict.amount or 0) - (verdict.discount or 0)
    beside = owed - sum(i.amount for i in verdict.instalments) if is_confirmed(verdict) else 0
    total = sum(i.amount for i in paid) + max(beside, 0)
    return Payments(
        total,
        balance=max(owed - total, 0),
        last_paid=max(filter(None, paid_on), default=None),
        next_due=min(filter(None, due_on), default=None),
    )


def _day(text: str) -> date | None:
    """A date as the back office wrote it inside a row; None if the text is no date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
