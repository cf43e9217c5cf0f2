"""The clocks of a case before the commission: explanation, session, objection, Divan, compliance, and what is to pay.

domain.md §6.1 and §6.3. Where law or facts are unsure the term runs on: one too many is better than one missed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from shahrsazi.casefiles.sections.violations.dues import dues
from shahrsazi.casefiles.sections.violations.verdicts import TO_CARRY_OUT, Judged, decided_later, judged, with_stay
from shahrsazi.casefiles.terms.term import MET, MUNICIPALITY, SUPERSEDED, WAITING, Standing, counted, term
from shahrsazi.city import code_lists
from shahrsazi.persian import dates

RESTS_ON = {
    "violations": ("status",),
    "commission_cases": (
        *("secretariat_no", "stage", "received_on", "after", "violations"),
        *("invited_on", "answer_due", "defence_on", "session_at"),
    ),
    "verdicts": (
        *(
            "commission_case",
            "verdict_no",
            "issued_at",
            "verdict_kind",
            "amount",
            "comply_within_days",
            "appeal_result",
        ),
        *("finality", "served_on", "service_kind", "served_to", "service_proof", "served_municipality_on"),
        *("objected_on", "objector", "objections", "divan_case_no", "divan_filed_on", "divan_order"),
        *("stayed_on", "stay_ended_on", "bill_state", "discount", "instalments"),
    ),
}
Row = dict[str, Any]


def terms(facts: dict[str, list]) -> Iterator[Row]:
    """The terms of one file, from its violations, its cases before the commission, and its verdicts."""
    verdicts = judged(facts)
    later = decided_later(facts, verdicts)
    for case in facts["commission_cases"]:
        own = [v for v in verdicts if v.case is case]
        yield from _before_the_verdict(case, [*own, *([later[key]] if (key := case.source_key) in later else [])])
    for verdict in verdicts:
        yield from _objections(verdict)
        yield from _divan(verdict)
        yield from _compliance(verdict, facts["violations"])
        yield from dues(verdict)


def _before_the_verdict(case: Any, verdicts: list[Judged]) -> Iterator[Row]:
    """The explanation is written, and the session held, until the commission has given its verdict, or a later one."""
    served = min((v.row.served_on for v in verdicts if v.row.verdict_kind != "interim"), default=None)
    closing = Standing(SUPERSEDED, served) if served else Standing()
    about = {"stage": case.stage, "about": case.secretariat_no}
    session = dates.local_day(case.session_at) if case.session_at else None
    # Note 1 gives the ten days before the first session; at another stage there are only those that somebody told.
    if case.answer_due or case.invited_on and case.stage == "first":
        columns = counted("explanation", case.invited_on)
        last = min(filter(None, (case.answer_due or columns["last_on"], session)), default=None)
        written = Standing(MET, case.defence_on) if case.defence_on else closing
        yield term("explanation", case.source_key, **about, **columns | {"last_on": last}, **written._asdict())
    if session:
        hour = case.session_at.astimezone(dates.CITY_TIME).strftime("%H:%M")
        yield term("session", case.source_key, **about, last_on=session, at_hour=hour, **closing._asdict())


def _objections(verdict: Judged) -> Iterator[Row]:
    """Of a first-instance verdict alone, and of each side by itself: what one side did never ends the other's term."""
    row = verdict.row
    if verdict.stage != "first" or row.verdict_kind == "interim":
        return
    for side, served in (("owner", row.served_on), (MUNICIPALITY, row.served_municipality_on)):
        columns = counted("objection", served)
        closing = _end_of_objection(verdict, side, columns["last_on"])
        if not served and not closing.standing:
            closing = Standing(WAITING)
        yield term(
            "objection",
            row.source_key,
            side=side,
            asks=side != MUNICIPALITY,
            proof=_proof(row) if side == "owner" else "",
            **_about(verdict),
            **columns,
            **closing._asdict(),
        )


def _end_of_objection(verdict: Judged, side: str, last: date | None) -> Standing:
    row = verdict.row
    if verdict.has_objected(side):
        return Standing(MET, verdict.objected(side))
    if verdict.successor:
        return Standing(SUPERSEDED, verdict.successor.row.served_on)
    if row.finality == "final_unopposed":  # told too early, it takes no day of the term away
        return Standing(SUPERSEDED, last and last + timedelta(1))
    return Standing() if row.finality == "open" else Standing(SUPERSEDED)


def _divan(verdict: Judged) -> Iterator[Row]:
    """From the service of the final verdict; a verdict that became final by lapse has no day that anybody knows."""
    row = verdict.row
    final = verdict.stage != "first"  # whatever was told of its finality
    # An appeal's verdict that nobody told began a term too, of which nobody knows the day.
    is_missing = row.finality == "final_appeal" and not (verdict.successor or verdict.awaits)
    lapsed = verdict.stage == "first" and (row.finality in ("final_unopposed", "stayed") or is_missing)
    if not (final or lapsed) or row.verdict_kind == "interim":
        return
    filed = row.divan_filed_on or row.divan_case_no or row.divan_order or row.finality == "stayed"
    closing = Standing(MET, row.divan_filed_on) if filed else _end_by(verdict)
    columns = counted("divan", row.served_on) if final else {}
    yield term(
        "divan", row.source_key, proof=_proof(row) if final else "", **_about(verdict), **columns, **closing._asdict()
    )


def _end_by(verdict: Judged) -> Standing:
    if verdict.successor:
        return Standing(SUPERSEDED, verdict.successor.row.served_on)
    return Standing(SUPERSEDED) if verdict.row.finality in ("quashed", "closed") else Standing()


def _compliance(verdict: Judged, violations: list) -> Iterator[Row]:
    """What the verdict orders, within the days that it names; a stay suspends them, and they run on after it."""
    row = verdict.row
    if row.verdict_kind not in TO_CARRY_OUT:
        return
    columns = with_stay(counted("compliance", verdict.in_force.served_on, verdict.days), verdict)
    decided = verdict.case.violations or [key for earlier in verdict.predecessors for key in earlier.case.violations]
    own = [v for v in violations if v.source_key in decided]
    remedied = own and all(v.status in ("remedied", "closed") for v in own)
    closing = Standing(MET) if remedied else verdict.standing
    proof = _proof(verdict.in_force)
    yield term("compliance", row.source_key, proof=proof, **_about(verdict), **columns, **closing._asdict())


def _about(verdict: Judged) -> Row:
    row = verdict.row
    seen = {"visible_from": row.served_on}
    return seen | {"stage": verdict.stage, "kind": row.verdict_kind, "about": row.verdict_no}


def _proof(row: Any) -> str:
    """How it was served and by which paper, in Persian as the paper is; empty where no proof was told."""
    kind = code_lists.label("service_kind", row.service_kind, "fa") if row.service_kind else ""
    return "، ".join(filter(None, (kind, row.served_to, row.service_proof))) if row.service_proof else ""
