"""What is said of a PDF's digital signatures: who, when, what was changed since, and who vouches for the signer."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shahrsazi.documents.sandbox.signature_report import Report, Signature
from shahrsazi.persian import dates, formatting

FAILED = {
    "too_long": lambda: _("The signatures of this file could not be checked: that takes longer than is allowed."),
    "too_much": lambda: _("The signatures of this file could not be checked: that needs more memory than is allowed."),
    "broken": lambda: _("The signatures of this file could not be checked: it is built in a way that cannot be read."),
    "missing": lambda: _("The signatures of this file cannot be checked: the file as it came is not in the store."),
}
UNREADABLE = {
    "broken": lambda: _("There is a signature here that cannot be read: it is damaged. Nobody can say who signed."),
    "unsupported": lambda: _("There is a signature here whose method is not one that can be checked."),
    "unclear": lambda: _(
        "There is a signature here that is built so unusually that nothing certain can be said of it."
    ),
    "weak": lambda: _("There is a signature here whose method is no longer safe: it proves nothing."),
}
UNSOUND = {
    "changed": lambda: _("These bytes are not those that were signed: the file was changed, and the signature fails."),
    "false": lambda: _("The signature does not fit the key of its certificate: it is forged or damaged."),
    "weak": lambda: _("It was made by a method that is no longer safe, and proves nothing."),
}
AFTERWARDS = {
    "nothing": lambda: _("The bytes are unchanged since."),
    "idle": lambda: _("What was signed is unchanged. Behind it bytes were added that the signature does not cover."),
    "proofs": lambda: _("What was signed is unchanged. Only time stamps or proofs of certificates were added since."),
    "filled": lambda: _(
        "What was signed is unchanged. Since then fields were filled in or signatures added, which is permitted."
    ),
    "filled_forbidden": lambda: _(
        "Since then fields were filled in or signatures added, which this signature does not permit."
    ),
    "other": lambda: _(
        "Since then something else was added or changed, such as a note or a page, that the signature does not cover."
    ),
    "other_forbidden": lambda: _(
        "Since then something was added or changed, such as a note or a page, which this signature does not permit."
    ),
    "": lambda: _("The signature covers only a part of the file: anyone may have changed the rest."),
}
ROOTS = {
    "trusted": lambda: _("The signer's root is one that this city trusts."),
    "unknown": lambda: _("The signer's root is not one that this city trusts: nobody vouches for the name."),
    "none": lambda: _(
        "The signer's root is not known: this city has named no roots that it trusts, so nobody vouches for the name."
    ),
    "unfit": lambda: _(
        "The signer's certificate comes from a root that this city trusts, but does not hold for this signature."
    ),
}
QUIET, WARNING = "", "act"
HARMLESS = {"nothing", "proofs", "filled"}


class Shown(NamedTuple):
    """One signature in sentences; `tone` is WARNING where the file is not what was signed."""

    tone: str
    sentences: list[str]


def shown(report: Report) -> list[Shown]:
    return [Shown(_tone(each), [sentence for sentence in _sentences(each) if sentence]) for each in report.signatures]


def remarks(report: Report) -> list[str]:
    """What is said of all of them together."""
    if report.failed:
        return [FAILED[report.failed]()]
    lines = []
    if not report.signatures:
        lines.append(_("This file has a signature that its form does not name; it could not be checked."))
    if report.more:
        lines.append(
            ngettext("%(n)s more signature was not checked.", "%(n)s more signatures were not checked.", report.more)
            % {"n": formatting.number(report.more)}
        )
    if report.empty:
        lines.append(
            ngettext("%(n)s field for a signature is empty.", "%(n)s fields for signatures are empty.", report.empty)
            % {"n": formatting.number(report.empty)}
        )
    if any(each.root == "trusted" for each in report.signatures):
        lines.append(_("Nobody outside is asked: whether a certificate was revoked is not known here."))
    return lines


def _tone(signature: Signature) -> str:
    holds = signature.state == "sound" and signature.after in HARMLESS and not signature.forbids
    return QUIET if holds else WARNING


def _sentences(signature: Signature) -> list[str]:
    if not signature.who and not signature.ends:
        return [UNREADABLE.get(signature.state, UNREADABLE["unclear"])()]
    if signature.state != "sound":
        return [_who(signature), UNSOUND.get(signature.state, UNREADABLE["unclear"])()]
    after = f"{signature.after}_forbidden" if signature.forbids else signature.after
    return [
        _who(signature),
        AFTERWARDS[after](),
        _stamp(signature),
        _days(signature),
        ROOTS[signature.root]() if signature.root else "",
    ]


def _who(signature: Signature) -> str:
    """By whom and when, as the signature itself states it."""
    named = {"who": _isolated(signature.who) or _("someone whose certificate has no name")}
    moment = _moment(signature)
    if moment:
        named |= {"day": formatting.day(moment), "clock": formatting.clock(moment)}
    if signature.kind == "timestamp":
        return (
            _("Time stamp of %(who)s: the file existed on %(day)s at %(clock)s.")
            if moment
            else _("Time stamp of %(who)s.")
        ) % named
    if signature.kind == "certification":
        return (
            _("Certified by %(who)s on %(day)s at %(clock)s.")
            if moment
            else _("Certified by %(who)s on no stated day.")
        ) % named
    return (
        _("Signed by %(who)s on %(day)s at %(clock)s.") if moment else _("Signed by %(who)s on no stated day.")
    ) % named


def _stamp(signature: Signature) -> str:
    if signature.kind == "timestamp":
        return ""
    if not signature.stamped_by:
        return _("The time is what the signer's own clock said.") if signature.when else ""
    named = {"who": _isolated(signature.stamped_by)}
    if signature.stamp_root == "trusted":
        return _("The time is vouched for by %(who)s, whose root this city trusts.") % named
    return _("The time is stated by %(who)s, whose root is not one that this city trusts.") % named


def _days(signature: Signature) -> str:
    """Where the certificate did not hold on the day of the signature, or has ended since."""
    begins, ends = date.fromisoformat(signature.begins), date.fromisoformat(signature.ends)
    named = {"begins": formatting.day(begins), "ends": formatting.day(ends)}
    moment = _moment(signature)
    if moment and not begins <= moment.date() <= ends:
        return _("The certificate holds from %(begins)s to %(ends)s: not on that day.") % named
    return _("The certificate has ended since, on %(ends)s.") % named if ends < dates.today() else ""


def _moment(signature: Signature) -> datetime | None:
    return datetime.fromisoformat(signature.when) if signature.when else None


def _isolated(name: str) -> str:
    """A name in whatever script, within a sentence in another."""
    return f"\u2068{formatting.digits(name)}\u2069" if name else ""
