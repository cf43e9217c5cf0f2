"""How violations and verdicts are shown: each verdict as one path with its dates, and what must be acted on."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shahrsazi.casefiles.account import UNKNOWN
from shahrsazi.casefiles.bill_states import is_confirmed, is_to_pay
from shahrsazi.casefiles.checks import in_order, is_before, no_more_than
from shahrsazi.casefiles.section import CASES, OfCases, Section, Summary, of_cases
from shahrsazi.casefiles.sections.violations import dues, verdicts
from shahrsazi.casefiles.sections.violations.finality import finality
from shahrsazi.casefiles.sections.violations.models import CaseBefore, CommissionCase, Verdict, Violation
from shahrsazi.casefiles.sections.violations.terms import RESTS_ON, terms
from shahrsazi.casefiles.sections.violations.timeline import Ending, Step, timeline
from shahrsazi.casefiles.terms.shown import Shown, shown
from shahrsazi.casefiles.terms.term import LAST_DAY, OWNER, RUNNING
from shahrsazi.database.functions import Today
from shahrsazi.database.prepared import Query
from shahrsazi.persian import formatting
from shahrsazi.persian.identifiers import Bill


def _served():
    """Served verdicts alone: no citizen may see a verdict before it was served."""
    return Verdict.visible.filter(OfCases(CASES), served_on__lte=Today()).order_by("-served_on", "id").values()


def _cases():
    own = CommissionCase.visible.filter(OfCases(CASES)).order_by("-received_on", "id")
    return own.values().annotate(before=CaseBefore())


_OF_MONEY = re.compile("ریال|تومان|مبلغ")

_INVITED = (
    *(("received_on", name) for name in ("invited_on", "answer_due", "session_at")),
    *(("invited_on", name) for name in ("answer_due", "session_at")),
)
_LATER = ("served_on", "served_municipality_on", "objected_on", "divan_filed_on", "stayed_on")
_AFTER_ITS_ISSUE = tuple(("issued_at", name) for name in _LATER)

QUERIES = {
    "violations": of_cases(Violation, "-found_on"),
    "commission_cases": Query(_cases),
    "verdicts": Query(_served),
}


def objection_of(verdict, terms: list, today: date) -> Shown | None:
    """The owner's term to object to this verdict; None where it has none."""
    own = (t for t in terms if t.clock == "objection" and t.side == OWNER and t.source_key == verdict.source_key)
    return next((shown(t, today) for t in own), None)


def page(rows: dict, today: date) -> dict:
    judged = verdicts.judged(rows)
    rows = rows | {"judged": judged, "decided": _decided(rows, judged)}
    entries = [
        _case_entry(case, verdict, rows, today)
        for case in rows["commission_cases"]
        for verdict in [v for v in rows["verdicts"] if v.commission_case == case.source_key] or [None]
    ]
    violations = [_before_service(v, entries) for v in rows["violations"]]
    return {"violations": violations, "cases": entries}


def _decided(rows: dict, judged: list[verdicts.Judged]) -> dict[str, verdicts.Judged]:
    """By the key of its case the verdict, of it or of a later stage, that is behind what was not decided there yet: a
    case of which no verdict was served, or an interim order.
    """
    own = {v.case.source_key: v for v in judged if v.row.verdict_kind != "interim"}
    return verdicts.decided_later(rows, judged) | own


def _before_service(violation, entries: list):
    """Until a verdict is served, its violation is shown as referred and no more; an interim order is none."""
    decided = violation.status in ("decided", "remedied", "closed")
    own = [entry for entry in entries if any(v.source_key == violation.source_key for v in entry.violations)]
    if not decided or not own or any(map(_is_decided, own)):
        return violation
    return violation._replace(status="referred", k=None)


def _is_decided(entry: "CaseEntry") -> bool:
    is_verdict = entry.verdict is not None and entry.verdict.verdict_kind != "interim"
    return is_verdict or entry.ending.successor is not None


class CaseEntry(NamedTuple):
    """A case of the commission with its verdict; if one was served, with its terms and what was paid.

    `ending`: the verdicts that confirmed it or took its place, its account.
    """

    case: Any
    verdict: Any
    violations: list
    path: list[Step]
    objection: Shown | None = None
    terms: tuple[Shown, ...] = ()
    ending: Ending = Ending()
    about_sums: bool = False

    @property
    def names_sums(self) -> bool:
        """Whether its text and papers may: it asks for money, or may speak of a verdict that does."""
        return self.ending.account is not None or self.about_sums

    @property
    def bill(self) -> Bill:
        """That of the verdict itself, where no part of its account names it."""
        verdict, account = self.verdict, self.ending.account
        own = Bill(verdict.bill_id, verdict.pay_id) if is_to_pay(verdict) else Bill("", "")
        return Bill("", "") if account and any(part.bill == own for part in account.parts) else own

    @property
    def to_pay(self) -> int | None:
        """None where the sum was not told."""
        account = self.ending.account
        if account is None or account.standing == UNKNOWN:
            return 0 if is_confirmed(self.verdict) else None
        return 0 if account.standing else account.left

    @property
    def in_term(self) -> bool:
        return self.objection is not None and self.objection.state in (RUNNING, LAST_DAY)


def _case_entry(case, verdict, rows: dict, today: date) -> CaseEntry:
    violations = {v.source_key: v for v in rows["violations"]}
    own = [violations[k] for k in case.violations if k in violations]
    keys = {case.source_key, verdict.source_key if verdict else case.source_key}
    terms = tuple(shown(t, today) for t in rows["terms"] if t.source_key in keys)
    decided = rows["decided"].get(case.source_key)
    if verdict is None:
        ending = Ending(decided.row if decided else None)
        return CaseEntry(case, None, own, timeline(case, None, None, ending), terms=terms, ending=ending)
    judged = next(each for each in rows["judged"] if each.row.source_key == verdict.source_key)
    objection = objection_of(verdict, rows["terms"], today)
    ending = _ending(judged, decided, today)
    path = timeline(case, verdict, objection, ending)
    fines = [other for other in rows["judged"] if dues.is_debt(other)]
    return CaseEntry(case, verdict, own, path, objection, terms, ending, _is_about(judged, fines))


def _ending(judged: verdicts.Judged, decided: verdicts.Judged | None, today: date) -> Ending:
    is_interim = judged.row.verdict_kind == "interim"
    successor = decided if is_interim else judged.last.successor
    confirming = tuple(later.row for later in judged.confirming)
    stands = None if is_interim else finality(judged, today)
    return Ending(successor.row if successor else None, confirming, dues.account(judged, today), stands)


def _is_about(judged: verdicts.Judged, fines: list[verdicts.Judged]) -> bool:
    """Whether a text may name sums of others: one of its case, of a later stage or on the way to a verdict; or words
    of money stand in it.
    """
    may = judged.stage != "first" or judged.row.verdict_kind == "interim"
    return any(may or fine.case is judged.case for fine in fines) or bool(_OF_MONEY.search(judged.row.body))


def summary(rows: dict, today: date) -> Summary:
    if not rows["violations"] and not rows["commission_cases"]:
        return Summary([_("No violation recorded")])
    objections = [objection_of(v, rows["terms"], today) for v in rows["verdicts"]]
    running = [t for t in objections if t and t.state in (RUNNING, LAST_DAY)]
    # Of those that confirm one another the last one counts.
    decisions = [v for v in verdicts.judged(rows) if v.row.verdict_kind != "interim" and not v.confirming]
    final = sum(finality(v, today).is_final for v in decisions)
    tags = []
    if running:
        tags.append(
            (
                "act",
                ngettext(
                    "%s verdict within its objection term", "%s verdicts within their objection term", len(running)
                )
                % formatting.number(len(running)),
            )
        )  # noqa: E501
    if final:
        tags.append(("", ngettext("%s final verdict", "%s final verdicts", final) % formatting.number(final)))
    return Summary([_counted(rows)], tags)


def _counted(rows: dict) -> str:
    """How many violations; where which ones was not told, how many cases."""
    if count := len(rows["violations"]):
        return ngettext("%s violation", "%s violations", count) % formatting.number(count)
    count = len(rows["commission_cases"])
    return ngettext("%s case before the commission", "%s cases before the commission", count) % formatting.number(count)


def validate(line) -> Iterator[str]:
    """What of the order of a case can't be: nothing is served, objected to or stayed before it was issued. An objection
    may come before the service, and a sum be paid in other parts than was told.
    """
    for number, violation in enumerate(line.violations):
        yield from no_more_than(violation, f"$.violations[{number}]", ("fine_min", "fine_max"))
    yield from in_order(line, "commission_cases", *_INVITED)
    yield from in_order(line, "verdicts", *_AFTER_ITS_ISSUE, ("stayed_on", "stay_ended_on"))
    for number, row in enumerate(line.verdicts):
        for position, objection in enumerate(row.objections):
            if objection.on and is_before(objection.on, row.issued_at):
                words = {"last": "objections.on", "first": "issued_at", "key": "verdicts"}
                at = f" - at `$.verdicts[{number}].objections[{position}].on`"
                yield _("%(last)s is before %(first)s in %(key)s.") % words + at


SECTION = Section(
    "violations",
    gettext_lazy("Violations of the property and verdicts of the Article 100 Commission"),
    "law",
    feeds={"violations": Violation, "commission_cases": CommissionCase, "verdicts": Verdict},
    queries=QUERIES,
    page=page,
    long={"violations": 40, "cases": 8},
    anchors={"cases": ("v", "verdict")},
    summary=summary,
    validate=validate,
    rests_on=RESTS_ON,
    terms=terms,
)
