"""What a section says of itself: its tables, what the feed may send it, how it is read and summed up."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Func

from shahrsazi.database.prepared import Arg, Query, run


@dataclass(frozen=True)
class Summary:
    """A section on the case page: plain words, tags (kind, words), and what the citizen must act on, if anything."""

    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    act: tuple[str, str] | None = None


@dataclass(frozen=True)
class Papers:
    """Which of a section's queries names papers, and what its rows call them: rows → {sha256: title}."""

    query: str
    titles: Callable[[list], dict[str, str]]


@dataclass(frozen=True)
class Section:
    """One of the things to be seen of a file. `feeds` maps a key of the feed's line to the table that it fills."""

    key: str
    title: Any
    icon: str
    feeds: dict[str, type]
    queries: dict[str, Query]
    page: Callable[[dict, date], dict]
    summary: Callable[[dict, date], Summary]
    papers: Papers | None = None


CASES = Arg("cases", BigIntegerField())
ME = Arg("me", BigIntegerField())


class OfCases(Func):
    """A condition over a list of files, so that one statement serves one file or a page of files."""

    template = '"case_id" = ANY (%(expressions)s)'
    output_field = BooleanField()
    conditional = True


def of_cases(model, *order: str) -> Query:
    """All rows of `model` for the files given as `cases`, in order."""
    return Query(lambda: model._base_manager.filter(OfCases(CASES)).order_by(*order).values())


def read(sections: list[Section], *, cases: list[int], me: int, along: tuple = ()) -> dict[str, dict]:
    """The rows of several sections in one round trip, after the statements `along`: section key → query name → rows."""
    asked = [(section.key, name, query) for section in sections for name, query in section.queries.items()]
    found = run(*((query, {"cases": cases, "me": me}) for _, _, query in asked), along=along)
    rows: dict[str, dict] = {section.key: {} for section in sections}
    for (key, name, _), some in zip(asked, found, strict=True):
        rows[key][name] = some
    return rows
