"""What a section declares: its tables, what the feed may send to them, how it is read, shown and summarised."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Func
from django.db.models.expressions import OrderBy

from shahrsazi.casefiles.roles import Role
from shahrsazi.casefiles.terms import mandates
from shahrsazi.casefiles.terms.term import Term
from shahrsazi.database.prepared import Arg, Query, run


@dataclass(frozen=True)
class Summary:
    """A section on the case page: plain words, and tags (kind, words)."""

    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Papers:
    """Which of a section's queries names papers, and their titles in its rows: rows → {sha256: title}.

    `names` are what file names are made of: kind, number and day of each, without a word that names a person.
    """

    query: str
    titles: Callable[[list], dict[str, str]]
    names: Callable[[list], dict[str, tuple[str, str, str]]]


@dataclass(frozen=True)
class Section:
    """One of the sections of a file. `feeds` maps a key of the feed's line to the table that it fills.

    `page_queries` are for its own page alone: what is large, or is only compared there, costs no other page anything.
    `long` are the lists of its page that may grow beyond one page, with the rows of each that a page shows; `anchors`
    the letter of their anchors and the name of what these are of: a link finds its row on whichever page.
    `normalise` turns its part of a feed's line into the stored form, `validate` yields what is wrong with it.
    `set_aside` yields position and fault of the surveys without which the line is taken.
    """

    key: str
    title: Any
    icon: str
    feeds: dict[str, type]
    queries: dict[str, Query]
    page: Callable[[dict, date], dict]
    summary: Callable[[dict, date], Summary]
    papers: Papers | None = None
    page_queries: dict[str, Query] = field(default_factory=dict)
    long: Mapping[str, int] = field(default_factory=dict)
    anchors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    readers: frozenset[str] = frozenset({"citizen"})
    # The clocks of its facts (terms/): `terms` states them from the rows of one file, of these tables and columns.
    rests_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: Callable[[dict[str, list]], Iterator[dict[str, Any]]] | None = None
    validate: Callable[[Any], Iterator[str]] | None = None
    normalise: Callable[[Any], None] | None = None
    set_aside: Callable[[Any], Iterable[tuple[int, str]]] | None = None

    def extended(self, queries: dict[str, Query], extend: Callable[[dict, dict], dict]) -> "Section":
        """The section with more on its page: `extend(rows, context)` returns what to add, from further queries."""

        def page(rows: dict, today: date) -> dict:
            context = self.page(rows, today)
            return context | extend(rows, context)

        return replace(self, page=page, page_queries=self.page_queries | queries)


CASES = Arg("cases", BigIntegerField())
ME = Arg("me", BigIntegerField())


class OfCases(Func):
    """A condition over a list of files, so that one statement serves one file or a page of files."""

    template = '"case_id" = ANY (%(expressions)s)'
    output_field = BooleanField()
    conditional = True


def of_cases(model, *order: str | OrderBy) -> Query:
    """All rows of `model` for the files given as `cases`, in order; of one day, too, it is the same on each page."""
    return Query(lambda: model.visible.filter(OfCases(CASES)).order_by(*dict.fromkeys((*order, "id"))).values())


TERMS = of_cases(Term, "last_on", "id")
GIVEN_MANDATES = Query(mandates.given)


def with_mandates(stored: list, given: list, roles: Mapping[int, list[Role]]) -> list:
    """The stored terms, and those that are stated from the mandates of the reader."""
    return [*stored, *mandates.stated(given, roles)]


def read(sections: list[Section], *, cases: list[int], me: int, with_queries: tuple = ()) -> dict[str, dict]:
    """The rows of several sections in one round trip, after `with_queries`: section key → query name → rows.

    A section that is read alone is read for its page. The terms that a section has stated are among its rows, and, as
    `stated`, those of all sections.
    """
    queries = [(section.key, name, query) for section in sections for name, query in section.queries.items()]
    queries += [(s.key, name, query) for s in sections if len(sections) == 1 for name, query in s.page_queries.items()]
    bound = [(query, {"cases": cases, "me": me}) for *_name, query in queries]
    clocked = [(TERMS, {"cases": cases})] if any(s.terms for s in sections) else []  # the others' pages cost no more
    results = run(*bound, *clocked, with_queries=with_queries)
    stated = results.pop() if clocked else []
    rows: dict[str, dict] = {
        s.key: {"terms": [t for t in stated if t.section == s.key], "stated": stated} for s in sections
    }
    for (key, name, _query), result in zip(queries, results, strict=True):
        rows[key][name] = result
    return rows
