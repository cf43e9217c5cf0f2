"""The list of a citizen's files, and all that waits for them in any of these, the most urgent first."""

from typing import Any, NamedTuple

from django.views.decorators.http import require_GET

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.finding import PER_PAGE, Page, Wanted, choices
from shahrsazi.casefiles.roles import Role, sees_money
from shahrsazi.casefiles.section import GIVEN_MANDATES, TERMS, with_mandates
from shahrsazi.casefiles.terms.mandates import once
from shahrsazi.casefiles.terms.shown import Shown, requested
from shahrsazi.database.prepared import run
from shahrsazi.ledger.entry import recording_of_reading
from shahrsazi.persian import dates
from shahrsazi.web.templates import render

FEW = PER_PAGE // 4  # so few files need no search


@require_GET
def case_list(request: CitizenRequest, files, roles):
    """A page of the files that are wanted, each with what waits in it first."""
    wanted, today = Wanted.of(request.GET), dates.today()
    fitting = _fitting(files, roles, wanted)
    page = Page.of(fitting, request.GET.get("page"))
    terms = _terms(request, page.rows, roles, listed=len(fitting))
    waiting = {f.id: requested([t for t in terms if t.case_id == f.id], today) for f in page.rows}
    context: dict[str, Any] = {"page": page, "wanted": wanted, "waiting": waiting, "match_count": len(fitting)}
    return render(request, "casefiles/list.html", roles=roles, **context, **_offered(files, roles))


class Task(NamedTuple):
    """Something that waits, in which file, and as whom it waits for the reader."""

    term: Shown
    file: Any
    roles: list[Role]


@require_GET
def my_work(request: CitizenRequest, files, roles):
    """What waits in all wanted files, by urgency."""
    wanted = Wanted.of(request.GET)
    narrowed = _fitting(files, roles, wanted)
    fitting = {f.id: f for f in narrowed if f.served}
    waiting = requested(once(_terms(request, list(fitting.values()), roles, listed=len(fitting))), dates.today())
    tasks = [Task(t, fitting[t.row.case_id], roles.get(t.row.case_id, [])) for t in waiting]
    page = Page.of(tasks, request.GET.get("page"))
    counts = {"task_count": len(tasks), "file_count": len(fitting), "busy": len({t.file.id for t in tasks})}
    counts |= {"shut": len(narrowed) - len(fitting), "unknown": sum(f.as_of is None for f in fitting.values())}
    counts |= {"hidden": sum(not sees_money(roles.get(key, ())) for key in fitting)}
    context: dict[str, Any] = {"page": page, "wanted": wanted} | counts
    return render(request, "casefiles/my_work.html", **context, **_offered(files, roles))


def _fitting(files: list, roles: dict, wanted: Wanted) -> list:
    return [f for f in files if wanted.fits(f, roles.get(f.id, []))] if wanted else files


def _offered(files: list, roles: dict) -> dict[str, Any]:
    return {"total": len(files), "filtering": len(files) > FEW, "choices": choices(files, roles)}


def _terms(request: CitizenRequest, files: list, roles: dict, listed: int) -> list:
    """The terms of these files, in one more round trip with the ledger's row."""
    recording = recording_of_reading(request.visitor.person_id, None, "list", files=listed)
    open_ = [f.id for f in files if f.served]
    stored, given = run((TERMS, {"cases": open_}), (GIVEN_MANDATES, {}), with_queries=recording)
    return with_mandates(stored, given, {key: roles.get(key, []) for key in open_})
