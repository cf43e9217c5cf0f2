"""The auditor's search of the ledger: by file, person, clerk and day, in any combination; newest first."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Person
from shahrsazi.persian import dates, identifiers
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.text import ascii_digits, clean
from shahrsazi.staff.forms import Form, reference_of
from shahrsazi.staff.member import by_ref

PAGE = 50


class Search(NamedTuple):
    """The criteria; None is no criterion. People are given by the ids of their rows."""

    files: list[int] | None
    person: int | None
    clerk: int | None
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


def read(form: Form) -> Search:
    """The search that an address carries; the form gets the errors of what is wrong with it."""
    files = _files(form, form.get("file")) if form.get("file") else None
    clerk = _clerk(form, form.get("clerk")) if form.get("clerk") else None
    return Search(files, _person(form), clerk, form.read("day", dates.parse, optional=True))


def person_typed(form: Form) -> str:
    """The reference of the person of a national code; the code itself must not go into an address."""
    number = form.read("number", identifiers.national_code, optional=True)
    person = Person.objects.using("staff").filter(number=number).first()
    if number and person is None:
        form.error("number", _("No one of this national code is known here."))
    return person.ref.hex if person else ""


def _person(form: Form) -> int | None:
    """The person of the reference that an earlier search has put into the address."""
    if not form.get("person"):
        return None
    person = Person.objects.using("staff").filter(ref=reference_of(form.get("person"))).first()
    if person is None:
        form.error("number", _("No one of this national code is known here."))
        return None
    form.values["number"] = person.number
    return person.id


def _files(form: Form, typed: str) -> list[int] | None:
    """A renewal code in any spelling, or else the number of a file."""
    try:
        condition = Q(renewal_code=identifiers.renewal_code(typed))
    except InvalidInputError:
        condition = Q(file_no__in={ascii_digits(typed), clean(typed)})
    files = list(CaseFile.at_desk.filter(condition).values_list("id", flat=True)[:100])
    if not files:
        form.error("file", _("There is no file of this renewal code or number."))
    return files or None


def _clerk(form: Form, ref: str) -> int | None:
    member = by_ref(ref)
    if member is None:
        form.error("clerk", _("Choose a member of staff."))
    return member.person_id if member else None


def entries(criteria: Search, before: int = 0):
    """The matching rows. Paged by their ids, so that a page stays the same while others write."""
    condition = Q(id__lt=before) if before else Q()
    if criteria.files is not None:
        condition &= Q(case__in=criteria.files)
    if criteria.person is not None:
        condition &= Q(actor=criteria.person) | Q(person=criteria.person)
    if criteria.clerk is not None:
        condition &= Q(actor=criteria.clerk)
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
    return [Row(e, names.get(e.actor, ""), names.get(e.person, ""), codes.get(e.case, "")) for e in entries]
