"""Add members of staff from the command line: the first administrator of a city, and those who follow."""

from django.db import transaction

from shahrsazi.database.upsert import upsert
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.people.models import Person
from shahrsazi.persian import identifiers
from shahrsazi.persian.text import clean, search_key
from shahrsazi.staff.member import Member, invite


def add(number: str, first_name: str, last_name: str, role: str, district: int | None) -> str:
    """Add a member of staff. Returns the first password, to be handed over; InvalidInputError for a wrong number."""
    person_id = ensure_person(identifiers.national_code(number), clean(first_name), clean(last_name))
    with transaction.atomic(using="entrance"):
        member = set_role(person_id, role, district)
        record_act("staff_added", by=Author("entrance", "operator"), person=member.person_id, detail={"role": role})
        return invite(member.id, None)


def ensure_person(number: str, first_name: str, last_name: str) -> int:
    with transaction.atomic(using="feed"):
        upsert(Person, [_person(number, first_name, last_name)], key=("number",))
    return Person.objects.using("feed").values_list("id", flat=True).get(number=number)


def set_role(person_id: int, role: str, district: int | None) -> Member:
    member, _created = Member.objects.using("entrance").update_or_create(
        person_id=person_id, defaults={"role": role, "district_id": district, "disabled_at": None}
    )
    return member


def _person(number: str, first_name: str, last_name: str) -> dict:
    return {
        "number": number, "kind": "natural", "first_name": first_name, "last_name": last_name, "father_name": "",
        "search_name": search_key(f"{first_name} {last_name}"),
    }  # fmt: skip
