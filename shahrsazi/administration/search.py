"""What the auditor asks of the ledger: by file, by person, by clerk, by day, in any combination; newest first."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from shahrsazi.administration.form import Form, number_of
from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people import identifiers, solar
from shahrsazi.people.identifiers import Refused
from shahrsazi.people.person import Person
from shahrsazi.people.text import ascii_digits, clean
from shahrsazi.staff.member import Member

PAGE = 50


class Asked(NamedTuple):
    """What is looked for; what is None is not asked about. People are the numbers of their rows."""

    files: list[int] | None
    person: int | None
    clerk: int | None
    day: date | None

    def detail(self) -> dict:
        """For the ledger: only what was asked for."""
        said = self._asdict() | {"day": self.day.isoformat() if self.day else None}
        return {name: value for name, value in said.items() if value is not None}


class Row(NamedTuple):
    """A row of the ledger with the names that belong to its numbers."""

    entry: LedgerEntry
    who: str
    whom: str
    file: str


def read(form: Form) -> Asked:
    """The search that an address carries; what is wrong with it stands in the form's errors."""
    files = _files(form, form.get("file")) if form.get("file") else None
    clerk = _clerk(form, form.get("clerk")) if form.get("clerk") else None
    return Asked(files, _person(form), clerk, form.taken("day", solar.parse, optional=True))


def person_typed(form: Form) -> int | None:
    """The person of a national code; the code itself goes into no address."""
    number = form.taken("number", identifiers.national_code, optional=True)
    found = Person.objects.using("staff").filter(number=number).values_list("id", flat=True).first()
    if number and found is None:
        form.error("number", _("No one of this national code is known here."))
    return found


def _person(form: Form) -> int | None:
    """Of the number of a row that an earlier search has found."""
    if not form.get("person"):
        return None
    found = Person.objects.using("staff").filter(id=number_of(form.get("person"))).first()
    if found is None:
        form.error("number", _("No one of this national code is known here."))
        return None
    form.values["number"] = found.number
    return found.id


def _files(form: Form, typed: str) -> list[int] | None:
    """A renewal code in any spelling, or else the number of a file."""
    try:
        known = Q(renewal_code=identifiers.renewal_code(typed))
    except Refused:
        known = Q(file_no__in={ascii_digits(typed), clean(typed)})
    found = list(CaseFile._base_manager.using("staff").filter(known).values_list("id", flat=True)[:100])
    if not found:
        form.error("file", _("There is no file of this renewal code or number."))
    return found or None


def _clerk(form: Form, typed: str) -> int | None:
    found = Member.objects.using("staff").filter(id=number_of(typed)).values_list("person_id", flat=True).first()
    if found is None:
        form.error("clerk", _("Choose a member of staff."))
    return found


def entries(asked: Asked, before: int = 0):
    """By the row's number, so that a page stays the same page while others write."""
    wanted = Q(id__lt=before) if before else Q()
    if asked.files is not None:
        wanted &= Q(case__in=asked.files)
    if asked.person is not None:
        wanted &= Q(actor=asked.person) | Q(person=asked.person)
    if asked.clerk is not None:
        wanted &= Q(actor=asked.clerk)
    if asked.day is not None:
        wanted &= Q(at__gte=_midnight(asked.day), at__lt=_midnight(asked.day + timedelta(days=1)))
    return LedgerEntry.objects.using("staff").filter(wanted).order_by("-id")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), solar.TEHRAN)


def named(found: list[LedgerEntry]) -> list[Row]:
    """The rows with names and renewal codes: two more statements, however many rows."""
    people = Person.objects.using("staff").in_bulk({n for e in found for n in (e.actor, e.person) if n})
    files = CaseFile._base_manager.using("staff").filter(id__in={e.case for e in found if e.case})
    codes = dict(files.values_list("id", "renewal_code"))
    names = {number: person.name for number, person in people.items()}
    return [Row(e, names.get(e.actor, ""), names.get(e.person, ""), codes.get(e.case, "")) for e in found]
