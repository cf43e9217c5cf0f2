"""Adding members of staff from the command line: the first administrator of a city, and the sample's own people."""

from django.conf import settings
from django.db import transaction

from shahrsazi.database.upsert import upsert
from shahrsazi.ledger.entry import Author, note_act
from shahrsazi.people import identifiers, passwords
from shahrsazi.people.person import Person
from shahrsazi.people.text import clean, search_key
from shahrsazi.staff.member import Key, Member, invite

# The sample's staff, in demonstrations only. Two of each counter, so that one can confirm what the other registers.
DEMO_PASSWORD = "Shahr-Demo-1405"  # noqa: S105 - printed in the README
SAMPLE = (
    ("1310002223", "الهام", "رستمی", "clerk", 5),
    ("1310004439", "حمید", "توکلی", "clerk", 5),
    ("1311000046", "پیمان", "قاسمی", "clerk", 3),
    ("1311000151", "ندا", "کریمی", "clerk", 3),
    ("1312345004", "شهلا", "بهرامی", "auditor", None),
    ("1315550083", "منصور", "فرهادی", "administrator", None),
)


def add(number: str, first_name: str, last_name: str, role: str, district: int | None) -> str:
    """A new member of staff; returns the first password, to be handed over. Refused when the number is not right."""
    person_id = _person(identifiers.national_code(number), clean(first_name), clean(last_name))
    with transaction.atomic(using="entrance"):
        member = _member(person_id, role, district)
        note_act("staff_added", by=Author("entrance", "operator"), person=member.person_id, detail={"role": role})
        return invite(member.id, None)


def _person(number: str, first_name: str, last_name: str) -> int:
    with transaction.atomic(using="feed"):
        upsert(Person, [_named(number, first_name, last_name)], key=("number",))
    return Person.objects.using("feed").values_list("id", flat=True).get(number=number)


def _member(person_id: int, role: str, district: int | None) -> Member:
    member, _made = Member.objects.using("entrance").update_or_create(
        person_id=person_id, defaults={"role": role, "district_id": district, "disabled_at": None}
    )
    return member


def _named(number: str, first_name: str, last_name: str) -> dict:
    return {
        "number": number, "kind": "natural", "first_name": first_name, "last_name": last_name, "father_name": "",
        "search_name": search_key(f"{first_name} {last_name}"),
    }  # fmt: skip


def add_sample() -> None:
    """The sample's staff, each with the demonstration's password and secret, where they are not known yet."""
    if not settings.DEMO:
        raise RuntimeError("the sample's staff are for demonstrations only")
    for number, first, last, role, district in SAMPLE:
        if not Member.objects.using("entrance").filter(person__number=number).exists():
            member = _member(_person(number, first, last), role, district)
            Key.objects.using("entrance").create(member=member, hash=passwords.hashed(DEMO_PASSWORD), totp_no=0)
