"""How violations and verdicts are shown: each verdict as one path with its dates, and what must be acted on."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shahrsazi.casefiles.section import CASES, OfCases, Section, Summary, dates_in_order, of_cases
from shahrsazi.casefiles.sections.violations.models import CommissionCase, Verdict, Violation
from shahrsazi.casefiles.sections.violations.timeline import Payments, Step, payments, timeline
from shahrsazi.city import code_lists, law
from shahrsazi.database.functions import Today
from shahrsazi.database.prepared import Query
from shahrsazi.persian import formatting


def _served():
    """Served verdicts alone: no citizen may see a verdict before it was served."""
    return Verdict.visible.filter(OfCases(CASES), served_on__lte=Today()).order_by("-served_on").values()


QUERIES = {
    "violations": of_cases(Violation, "-found_on"),
    "commission_cases": of_cases(CommissionCase, "-received_on"),
    "verdicts": Query(_served),
}


def in_term(verdict, today: date) -> bool:
    """Whether the owner may still object today, by the cautious count."""
    still_open = verdict.finality == "open" and verdict.objected_on is None
    return still_open and today <= law.last_day_of_term("objection", verdict.served_on)


def page(rows: dict, today: date) -> dict:
    violations = {v.source_key: v for v in rows["violations"]}
    entries = [
        _case_entry(case, verdict, violations, today)
        for case in rows["commission_cases"]
        for verdict in [v for v in rows["verdicts"] if v.commission_case == case.source_key] or [None]
    ]
    violations = [_before_service(v, entries) for v in rows["violations"]]
    return {"violations": violations, "cases": entries}


def _before_service(violation, entries: list):
    """Until a verdict is served, its violation is shown as referred and no more."""
    decided = violation.status in ("decided", "remedied", "closed")
    own = [entry for entry in entries if any(v.source_key == violation.source_key for v in entry.violations)]
    if not decided or not own or any(entry.verdict for entry in own):
        return violation
    return violation._replace(status="referred", k=None)


class CaseEntry(NamedTuple):
    """A case of the commission with its verdict; if one was served, with the term to object and what was paid."""

    case: Any
    verdict: Any
    violations: list
    path: list[Step]
    in_term: bool = False
    object_by: date | None = None
    work_day: date | None = None
    days_left: int | None = None
    payments: Payments | None = None


def _case_entry(case, verdict, violations: dict, today: date) -> CaseEntry:
    own = [violations[k] for k in case.violations if k in violations]
    entry = CaseEntry(case, verdict, own, timeline(case, verdict, today))
    if verdict is None:
        return entry
    last = law.last_day_of_term("objection", verdict.served_on)
    return entry._replace(
        in_term=in_term(verdict, today),
        object_by=last,
        work_day=law.last_working_day(last),
        days_left=(last - today).days,
        payments=payments(verdict),
    )


def summary(rows: dict, today: date) -> Summary:
    if not rows["violations"] and not rows["commission_cases"]:
        return Summary([_("No violation recorded")])
    count, verdicts = len(rows["violations"]), rows["verdicts"]
    words = [ngettext("%s violation", "%s violations", count) % formatting.number(count)]
    running = [v for v in verdicts if in_term(v, today)]
    final = sum(v.finality.startswith("final") for v in verdicts)
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
    return Summary(words, tags, act=_to_act_on(running[0]) if running else None)


def _to_act_on(verdict) -> tuple[str, str]:
    last = law.last_day_of_term("objection", verdict.served_on)
    title = _("A verdict is within its objection term: until the end of %(weekday)s %(day)s") % {
        "weekday": formatting.weekday(last),
        "day": formatting.day(last),
    }
    kind = code_lists.label("verdict_kind", verdict.verdict_kind, formatting.language())
    return title, _("Verdict %(no)s — %(kind)s — served %(day)s.") % {
        "no": formatting.digits(verdict.verdict_no),
        "kind": kind,
        "day": formatting.day(verdict.served_on),
    }


def validate(line) -> Iterator[str]:
    return dates_in_order(line, "commission_cases", "received_on", "invited_on")


SECTION = Section(
    "violations",
    gettext_lazy("Violations of the property and verdicts of the Article 100 Commission"),
    "law",
    feeds={"violations": Violation, "commission_cases": CommissionCase, "verdicts": Verdict},
    queries=QUERIES,
    page=page,
    summary=summary,
    validate=validate,
)
