"""The auditor's search of the ledger: by file, person, clerk, act and day, in any combination; newest first."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Person
from shahrsazi.persian import dates

PAGE = 50


class Search(NamedTuple):
    """The criteria; None is no criterion. People are given by the ids of their rows."""

    files: list[int] | None
    person: int | None
    clerk: int | None
    act: str | None
    day: date | None

    def detail(self) -> dict:
        """For the ledger: only the criteria that were given."""
        fields = self._asdict() | {"day": self.day.isoformat() if self.day else None}
        return {name: value for name, value in fields.items() if value is not None}


class Row(NamedTuple):
    """A row of the ledger with the names that belong to its ids."""

    entry: LedgerEntry
    who: str
    whom: str
    file: str


def entries(criteria: Search, before: int = 0):
    """The matching rows. Paged by their ids, so that a page stays the same while others write."""
    condition = Q(id__lt=before) if before else Q()
    if criteria.files is not None:
        condition &= Q(case__in=criteria.files)
    if criteria.person is not None:
        condition &= Q(actor=criteria.person) | Q(person=criteria.person)
    if criteria.clerk is not None:
        condition &= Q(actor=criteria.clerk)
    if criteria.act is not None:
        condition &= Q(act=criteria.act)
    if criteria.day is not None:
        condition &= Q(at__gte=_midnight(criteria.day), at__lt=_midnight(criteria.day + timedelta(days=1)))
    return LedgerEntry.objects.using("staff").filter(condition).order_by("-id")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), dates.CITY_TIME)


def with_names(entries: list[LedgerEntry]) -> list[Row]:
    """The rows with names and renewal codes, by two more statements, however many rows there are."""
    people = Person.objects.using("staff").in_bulk({n for e in entries for n in (e.actor, e.person) if n})
    files = CaseFile.at_desk.filter(id__in={e.case for e in entries if e.case})
    codes = dict(files.values_list("id", "renewal_code"))
    names = {number: person.name for number, person in people.items()}
    return [Row(e, names.get(e.actor, ""), names.get(e.person, ""), codes.get(e.case or 0, "")) for e in entries]
