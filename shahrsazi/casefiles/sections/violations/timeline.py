"""The path of a case before the commission: referral, verdict, service, objection, finality, payment."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.casefiles.account import Account
from shahrsazi.casefiles.sections.violations.finality import OPEN, Finality
from shahrsazi.casefiles.terms.shown import Shown
from shahrsazi.casefiles.terms.term import LAST_DAY, MET, RUNNING, SUPERSEDED
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting


class Step(NamedTuple):
    """`state` is done, here or ahead; `on` is its date; `note` is a text before the date."""

    name: str
    state: str
    on: date | None = None
    note: str = ""
    money: bool = False


class Ending(NamedTuple):
    """How a verdict ends: another one took its place, perhaps after others confirmed it; or as final as it is today,
    with its account. An interim order has no finality.
    """

    successor: Any = None
    confirming: tuple[Any, ...] = ()
    account: Account | None = None
    finality: Finality | None = None


def timeline(case, verdict, objection: Shown | None, ending: Ending) -> list[Step]:
    """Every step with its date; a verdict whose place another took ends in that one.

    Without a (served) verdict the case itself stands at its session; where a later stage was decided, it is behind it.
    """
    referral = Step(_("Referred to the commission"), "done", case.received_on)
    if verdict is None and ending.successor:
        unseen = Step(_("Verdict of this stage"), "done", note=_("no service was recorded"))
        return [referral, unseen, *_ends(case, ending)]
    if verdict is None:
        return [referral, Step(_("Session of the commission"), "here", case.session_at), *_ahead(case)]
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
        *_ends(case, ending),
    ]


def _ahead(case) -> list[Step]:
    """What comes before a case is decided; against a first verdict alone an objection is made."""
    objection = [_("Objection")] if case.stage == "first" else []
    return [Step(name, "ahead") for name in (_("Verdict"), _("Service"), *objection, _("Finality"))]


def _ends(case, ending: Ending) -> list[Step]:
    steps = [Step(_named(_("Verdict %(no)s confirmed it"), row), "done", row.served_on) for row in ending.confirming]
    if ending.successor:
        replaced = _named(_("Verdict %(no)s took its place"), ending.successor)
        return [*steps, Step(replaced, "done", ending.successor.served_on)]
    if ending.finality is None:
        return _ahead(case)
    payment = [_payment(ending.account)._replace(money=True)] if ending.account else []
    return [*steps, _finality(ending.finality), *payment]


def _named(words: str, verdict: Any) -> str:
    return words % {"no": formatting.digits(verdict.verdict_no)}


def _objection(verdict, objection: Shown) -> Step:
    last, closed = objection.last, objection.row.closed_on
    if objection.state == MET:
        late = closed and last and closed > last
        return Step(_("Objection, out of term") if late else _("Objection filed"), "done", closed)
    if objection.state in (RUNNING, LAST_DAY) and last:
        return Step(_("Objection term"), "here", last, _("until the end of %s") % formatting.weekday(last))
    if objection.state == SUPERSEDED and not (closed and last and closed > last):
        return Step(_("No objection is needed any more"), "done", closed)
    return Step(_("Objection term apparently ended"), "done", last)


def _finality(stands: Finality) -> Step:
    if stands.key == OPEN:
        return Step(_("Finality"), "here" if stands.is_underway else "ahead")
    return Step(stands.words, "here" if stands.is_stayed else "done", stands.on)


def _payment(account: Account) -> Step:
    """What is not owed, by a stay or for another reason, asks for no payment: its days are not shown."""
    if account.standing:
        return Step(_("Payment"), "ahead")
    if account.left <= 0:
        return Step(_("Paid in full") if account.paid else _("Nothing is left to pay"), "done", account.last_paid)
    return Step(_("Payment"), "here", account.next_due)
