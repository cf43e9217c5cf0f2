"""The form of the ledger's search: what the auditor types, and the same search as an address."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shahrsazi.audit import labels
from shahrsazi.audit.search import Search
from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.city import code_lists
from shahrsazi.people.models import Person
from shahrsazi.persian import formatting, identifiers
from shahrsazi.persian.identifiers import InvalidInputError, refuse_if
from shahrsazi.persian.text import ascii_digits, clean, sort_key
from shahrsazi.staff.forms import Form, reference_of
from shahrsazi.staff.member import Member, by_ref, everyone
from shahrsazi.web.fields import ChoiceField, DayField, TypedField

# What stands in an address as it was typed.
IN_ADDRESS = ("file", "clerk", "act", "day")


class FileField(TypedField):
    """A renewal code in any spelling, or else the number of a file: the ids of the files that have it."""

    kind = "latin"

    def read(self, text: str) -> list[int]:
        try:
            condition = Q(renewal_code=identifiers.renewal_code(text))
        except InvalidInputError:
            condition = Q(file_no__in={ascii_digits(text), clean(text)})
        files = list(CaseFile.at_desk.filter(condition).values_list("id", flat=True)[:100])
        refuse_if(not files, "nothing", _("There is no file of this renewal code or number."))
        return files


class PersonField(TypedField):
    """A national code: the person who has it."""

    kind, input_mode = "latin", "numeric"

    def read(self, text: str) -> Person:
        return person_of(number=identifiers.national_code(text))


class ClerkField(ChoiceField):
    def read(self, text: str) -> Member:  # type: ignore[override]  # a row where others give the key
        member = by_ref(text)
        if member is None:
            raise InvalidInputError(_("Choose a member of staff."), "nobody")
        return member


def _clerks() -> list[tuple[str, str]]:
    return [(member.ref.hex, _in_words(member)) for member in everyone()]


def _acts() -> list[tuple[str, str]]:
    words = [(name, str(label)) for name, label in labels.ACT_LABELS.items()]
    return sorted(words, key=lambda pair: sort_key(pair[1]))


class SearchForm(Form):
    """What is searched, as it was typed; an address has the reference of a person instead of the number."""

    file = FileField(_("File"), hint=_("Renewal code or file number"))
    number = PersonField(_("Person"), hint=_("National code: as the one who did it, or the one it concerns"))
    clerk = ClerkField(_("Member of staff"), _clerks, empty=_("Anyone"))
    act = ChoiceField(_("What was done"), _acts, empty=_("Anything"))
    day = DayField(_("Day"), hint=_("A solar date, such as 1405/4/10"))

    def criteria(self) -> Search:
        """What was typed as ids of rows. Only of a form that is valid."""
        typed = self.cleaned_data
        person, clerk = typed["number"], typed["clerk"]
        return Search(typed["file"], person and person.id, clerk and clerk.person_id, typed["act"], typed["day"])

    def as_query(self) -> dict[str, str]:
        """The search as the query of an address, in which nobody's national code may stand."""
        wanted = {key: self.data.get(key, "").strip() for key in IN_ADDRESS}
        person = self.cleaned_data.get("number")
        wanted["person"] = person.ref.hex if person else ""
        return {key: value for key, value in wanted.items() if value}


def from_address(query: Mapping[str, str]) -> SearchForm:
    """The form of a search whose address was opened."""
    texts = {key: query.get(key, "") for key in IN_ADDRESS}
    try:
        person = person_of(ref=reference_of(query["person"])) if query.get("person") else None
    except InvalidInputError as error:
        form = SearchForm(texts)
        form.error("number", error)
        return form
    return SearchForm(texts | {"number": person.number if person else ""})


def person_of(**criterion: object) -> Person:
    """InvalidInputError when there is no such person."""
    person = Person.objects.using("staff").filter(**criterion).first()
    if person is None:
        raise InvalidInputError(_("No one of this national code is known here."), "nobody")
    return person


def _in_words(member: Member) -> str:
    role = code_lists.label("staff_role", member.role, formatting.language())
    district = f" {formatting.number(member.district_id)}" if member.district_id else ""
    return f"{member.person.name} – {role}{district}"
