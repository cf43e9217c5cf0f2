"""Add members of staff from the command line: the first administrator of a city, and those who follow."""

from django.db import transaction
from django.utils.translation import gettext as _

from shahrsazi.database.signatures import sign_row
from shahrsazi.database.upsert import upsert
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.people.models import Person
from shahrsazi.persian import identifiers
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.names import searchable_name
from shahrsazi.persian.text import clean
from shahrsazi.staff import session
from shahrsazi.staff.member import Member, invite


def add(number: str, first_name: str, last_name: str, role: str, district: int | None) -> str:
    """Add a member of staff, or correct the role of one and give them a new way in. Returns the first password.

    InvalidInputError for a wrong number, and for a name that is missing or not the one on record: a command renames
    nobody.
    """
    first_name, last_name = clean(first_name), clean(last_name)
    if not (first_name and last_name):
        raise InvalidInputError(_("Write the first and the last name."), "name")
    person_id = ensure_person(identifiers.national_code(number), first_name, last_name)
    _refuse_another_name(person_id, (first_name, last_name))
    with transaction.atomic(using="entrance"):
        member = set_role(person_id, role, district)
        record_act("staff_added", by=Author("entrance", "operator"), person=member.person_id, detail={"role": role})
        session.end_all(member.id, "new_way_in")
        return invite(member.id, None)


def ensure_person(number: str, first_name: str, last_name: str) -> int:
    if not Person.objects.using("feed").filter(number=number).exists():
        with transaction.atomic(using="feed"):
            upsert(Person, [_person(number, first_name, last_name)], key=("number",))
    return Person.objects.using("feed").values_list("id", flat=True).get(number=number)


def _refuse_another_name(person_id: int, name: tuple[str, str]) -> None:
    person = Person.objects.using("feed").get(id=person_id)
    if (person.first_name, person.last_name) != name:
        raise InvalidInputError(
            _("This national code is on record under another name: write it as it stands there."), "name"
        )


def set_role(person_id: int, role: str, district: int | None) -> Member:
    sign_row(Member(person_id=person_id, role=role, district_id=district), "entrance")
    member, _created = Member.objects.using("entrance").update_or_create(
        person_id=person_id, defaults={"role": role, "district_id": district, "disabled_at": None}
    )
    return member


def _person(number: str, first_name: str, last_name: str) -> dict:
    return {
        "number": number,
        "kind": "natural",
        "first_name": first_name,
        "last_name": last_name,
        "father_name": "",
        "search_name": searchable_name(f"{first_name} {last_name}"),
    }
