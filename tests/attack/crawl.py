"""Every address before every visitor once; what forms they have, and which pages exist for whom."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

from attack import addresses
from attack.draft import Draft
from attack.forms import Form, forms_of
from attack.judge import Judge
from attack.visitors import Visitor
from attack.wire import Request

OWN = {
    "stranger": ("entrance",),
    "citizen": ("cases", "sessions", "changes"),
    "changing": ("entrance",),
    "clerk": ("counter",),
    "auditor": ("audit", "requests", "feed"),
    "administrator": ("administration",),
}


@dataclass
class Map:
    """The addresses, the names of all fields, and each visitor's forms."""

    pages: list[str]
    draft: Draft
    forms: dict[str, list[Form]] = field(default_factory=dict)

    def add(self, kind: str, forms: list[Form]) -> None:
        """Each once: every page has those of its head and foot."""
        stored = self.forms.setdefault(kind, [])
        seen = {form.identity for form in stored}
        stored += {form.identity: form for form in forms if form.identity not in seen}.values()

    @property
    def names(self) -> list[str]:
        return sorted({name for forms in self.forms.values() for form in forms for name in form.names if name})


def crawl(judge: Judge, visitors: list[Visitor], seconds: float, dice: Random) -> Map:
    """Bounded in time: with the first visit to each page in an order of its own, a slow machine sees another part."""
    clerk = next(visitor for visitor in visitors if visitor.kind == "clerk")
    draft = Draft(judge.port, clerk)
    values = addresses.existing()
    values = values | {"ref": [draft.ref, *values["ref"]], "key": [draft.key, *values["key"]]}
    found = Map(addresses.every(values), draft)
    visits = [(visitor, page) for visitor in visitors for page in found.pages]
    dice.shuffle(visits)
    visits.sort(key=lambda visit: not _is_own(*visit, draft))
    deadline = _now() + seconds
    with ThreadPoolExecutor(4) as pool:
        for visitor, forms in pool.map(lambda visit: _visit(judge, *visit, deadline), visits):
            found.add(visitor.kind, forms)
    return found


def _is_own(visitor: Visitor, page: str, draft: Draft) -> bool:
    """Whether the page is likely to have forms for this visitor: a slow machine may come no further than those."""
    if visitor.kind == "clerk" and "/drafts/" in page:
        return draft.ref in page
    return any(f"/{step}/" in page for step in OWN[visitor.kind])


def _visit(judge: Judge, visitor: Visitor, page: str, deadline: float) -> tuple[Visitor, list[Form]]:
    if _now() > deadline:
        return visitor, []
    answer = judge.send(Request("GET", page, cookies=visitor.cookies, note=f"{visitor.kind} looks"), visitor.kind)
    is_page = answer.headers.get("content-type", "").startswith("text/html")
    return visitor, forms_of(page, answer.text) if answer.status == 200 and is_page else []


def _now() -> float:
    from time import monotonic

    return monotonic()
