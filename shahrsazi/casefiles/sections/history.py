"""The review of actions: every step of every request on a file, by role and never by name: service 7."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shahrsazi.casefiles.checks import in_order
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.fields import code, day, moment, text
from shahrsazi.casefiles.section import Section, Summary, of_cases
from shahrsazi.casefiles.terms.shown import Shown, requested
from shahrsazi.casefiles.terms.term import ABOUT_SUMS, term
from shahrsazi.city import code_lists
from shahrsazi.persian import dates, formatting


class Action(Entry):
    """One step of one request. The fields of the request itself are repeated on each of its steps."""

    request_no = text(30, required=True)
    request_kind = code("request_kind")
    requester = text(120)
    registered_on = day(required=True)
    request_state = code("request_state")
    step = code("step")
    from_role = code("role", required=False)
    to_role = code("role", required=False)
    started_at = moment(required=True)
    ended_at = moment()
    step_state = code("step_state")
    defect_state = code("defect_state")
    defect_text = models.CharField(max_length=500, blank=True)
    citizen_note = models.CharField(max_length=500, blank=True)
    next_action = text(200)
    due = day()

    class Meta:
        constraints = [models.UniqueConstraint("case", "source_key", name="action_key")]


QUERIES = {"actions": of_cases(Action, "-started_at")}


def current_step(actions: list):
    """The step at which the file stands: the last to begin of the steps not ended, of a current request."""
    return next((a for a in actions if not is_over(a) and a.request_state == "current"), None)


def is_over(action) -> bool:
    """Whether a step has ended, be it on a day that nobody told."""
    return action.ended_at is not None or action.step_state == "done"


def in_progress(actions: list) -> bool:
    """Whether a request is, perhaps at a step that nobody told."""
    return any(a.request_state == "current" for a in actions)


def days_since(action, today: date) -> int:
    return max((today - dates.local_day(action.started_at)).days, 0)


RESTS_ON = {
    "actions": (
        *("request_no", "request_kind", "request_state", "step", "step_state", "to_role", "started_at", "ended_at"),
        *("defect_state", "defect_text", "citizen_note", "next_action", "due"),
    )
}


def terms(facts: dict[str, list]) -> Iterator[dict]:
    """What a request waits for: a defect to be completed, or a step that stands at the owner."""
    for action in facts["actions"]:
        waits = action.to_role == "owner" and not is_over(action)
        if action.request_state != "current" or not (waits or action.defect_state == "to_complete"):
            continue
        words = (action.defect_text or action.citizen_note, action.next_action)
        yield term(
            "defect",
            action.source_key,
            stage="defect" if action.defect_state == "to_complete" else "step",
            kind=action.step,
            about=action.request_no,
            note=" ".join(filter(None, words)),
            starts_on=dates.local_day(action.started_at),
            last_on=action.due,
        )


def page(rows: dict, today: date) -> dict:
    requests: dict = {}
    for action in rows["actions"]:
        requests.setdefault(action.request_no, []).append(action)
    current = current_step(rows["actions"])
    return {
        "requests": list(requests.values()),
        "waiting": _waiting(rows, today),
        "current": current,
        "in_progress": in_progress(rows["actions"]),
        "paid_steps": ABOUT_SUMS,
        "since": days_since(current, today) if current else None,
    }


def _waiting(rows: dict, today: date) -> list[Shown]:
    """Of its own terms those that ask for something, beside what the verdicts of the file ask for."""
    own = {(term.source_key, term.clock) for term in rows["terms"]}
    every = requested(rows.get("stated", rows["terms"]), today)
    return [term for term in every if (term.row.source_key, term.row.clock) in own]


def summary(rows: dict, today: date) -> Summary:
    actions = rows["actions"]
    if not actions:
        return Summary([_("No action recorded")])
    words = [ngettext("%s action", "%s actions", len(actions)) % formatting.number(len(actions))]
    if current := current_step(actions):
        words.append(code_lists.label("step", current.step, formatting.language()))
    defects = sum(t.row.stage == "defect" for t in _waiting(rows, today))
    tag = ("bad", ngettext("%s open defect", "%s open defects", defects) % formatting.number(defects))
    return Summary(words, [tag] if defects else [])


def validate(line) -> Iterator[str]:
    return in_order(line, "actions", ("started_at", "ended_at"))


SECTION = Section(
    "history",
    gettext_lazy("Review of actions"),
    "path",
    feeds={"actions": Action},
    queries=QUERIES,
    page=page,
    long={"requests": 200},
    summary=summary,
    validate=validate,
    rests_on=RESTS_ON,
    terms=terms,
)
