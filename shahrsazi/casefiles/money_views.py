"""«Debts and payments»: of one file, and of all files together."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.http import Http404
from django.views.decorators.http import require_GET

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles.finding import Page
from shahrsazi.casefiles.money import FACTS, Account, Totals, accounts, totals, unreported
from shahrsazi.casefiles.roles import Role, sees_money
from shahrsazi.casefiles.terms.shown import office_of
from shahrsazi.city import acts
from shahrsazi.database.prepared import run
from shahrsazi.ledger.entry import recording_of_reading
from shahrsazi.persian import dates
from shahrsazi.web.templates import render

_ACT_OF = {"violations": "payment", "permits": "bill"}


@require_GET
def money(request: CitizenRequest, casefile):
    """Every debt of a file with its parts and bills; not there for an attorney whose mandate says nothing of it."""
    if not request.sees_money:
        raise Http404
    today = dates.today()
    facts = _facts(request, [casefile.id], casefile.id, "money")
    own = accounts(facts, today)
    context: dict[str, Any] = {"accounts": own, "sums": totals(own, today), "unreported": unreported(facts)}
    where = [(act, office_of(act, casefile)) for act in _acts(own)]
    return render(request, "casefiles/money.html", case=casefile, today=today, where=where, **context)


def _acts(own: list[Account]) -> list[acts.Act]:
    """By which acts these debts are paid: a fine brings its verdict, a charge its bill."""
    sections = {account.section for account in own}
    return [acts.act(name) for section, name in _ACT_OF.items() if section in sections]


class FileMoney(NamedTuple):
    """A file with what it owes, and as whom the reader sees it."""

    file: Any
    accounts: list[Account]
    sums: Totals
    roles: list[Role]


@require_GET
def my_money(request: CitizenRequest, files, roles):
    """What all files owe, the overdue first; files whose money is not the reader's to see are counted and named so."""
    today = dates.today()
    open_files = [f for f in files if f.served]
    mine = {f.id: f for f in open_files if sees_money(roles.get(f.id, ()))}
    facts = _by_file(_facts(request, list(mine), None, "all_money"))
    rows = [_of_file(mine[key], own, roles.get(key, []), today) for key, own in facts.items() if key in mine]
    rows = sorted((row for row in rows if row.accounts), key=lambda row: (-row.sums.overdue, -row.sums.left))
    everything = totals([account for row in rows for account in row.accounts], today)
    page = Page.of(rows, request.GET.get("page"))
    hidden, unknown = len(open_files) - len(mine), sum(f.as_of is None for f in mine.values())
    context: dict[str, Any] = {"page": page, "sums": everything, "hidden": hidden, "unknown": unknown}
    return render(request, "casefiles/my_money.html", shut=len(files) - len(open_files), **context)


def _of_file(file: Any, facts: dict[str, list], own: list[Role], today) -> FileMoney:
    stated = accounts(facts, today)
    return FileMoney(file, stated, totals(stated, today), own)


def _facts(request: CitizenRequest, cases: list[int], case: int | None, what: str) -> dict[str, list]:
    """The rows of these files, in one round trip with the ledger's row."""
    recording = recording_of_reading(request.visitor.person_id, case, what)
    results = run(*((query, {"cases": cases}) for query in FACTS.values()), with_queries=recording)
    return dict(zip(FACTS, results, strict=True))


def _by_file(facts: dict[str, list]) -> dict[int, dict[str, list]]:
    files: dict[int, dict[str, list]] = defaultdict(lambda: {name: [] for name in facts})
    for name, rows in facts.items():
        for row in rows:
            files[row.case_id][name].append(row)
    return files
