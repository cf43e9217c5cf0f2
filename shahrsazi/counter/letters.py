"""Letters to owners whom no telephone and no e-mail reaches: printed, posted, and the posting written down."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db import connections, models
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.city.districts import District
from shahrsazi.counter.registration.draft import Draft, public_reference
from shahrsazi.counter.registration.participants import addresses
from shahrsazi.database.policies import OF_DESK_CASE_TO_WRITE, OF_DESK_DISTRICT
from shahrsazi.database.statements import select
from shahrsazi.people.models import Contact, Person
from shahrsazi.web.lists import Cut, cut

# Of whom another file's registration brought in (`registered`) the database itself writes the letters, as it does of a
# sealed password (`printed`).
COMING_CHANGE, OPENED, REGISTERED, PRINTED = "coming_change", "opened", "registered", "printed"


class Letter(models.Model):
    """One letter to one address: of a change that is coming, or of access that was opened in somebody's name."""

    ref = models.CharField(max_length=22, unique=True, default=public_reference)
    registration = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15)
    name = models.CharField(max_length=181)
    to_property = models.BooleanField()
    address = models.CharField(max_length=300, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    written_at = models.DateTimeField(db_default=Now())
    posted_on = models.DateField(null=True)
    posting_no = models.CharField(max_length=40, blank=True, db_default="")
    posted_by = models.BigIntegerField(null=True)

    # The posting is written down by guard.post_letter() alone, once.
    policies = {
        "staff": {
            "SELECT": f"{OF_DESK_DISTRICT} OR registration_id = (SELECT guard.registration_in_hand())",
            "INSERT": f"{OF_DESK_CASE_TO_WRITE} AND registration_id = (SELECT guard.registration_in_hand())"
            " AND posted_on IS NULL AND posted_by IS NULL",
        }
    }

    class Meta:
        indexes = [models.Index(fields=["district", "-id"], name="letter_of_district")]


def unreached(case_id: int) -> set[int]:
    """The current owners of the file at this desk who have no telephone and no e-mail, nor anybody who acts for them
    and has one: the ids of the people.
    """
    return _ids("SELECT guard.unreached(%s)", case_id)


def awaits_letter(case_id: int) -> set[int]:
    """The owners of the file at this desk to whom another registration gave their first address, while the letter about
    that to this property is not under way yet: the ids of the people.
    """
    return _ids("SELECT guard.awaits_letter(%s)", case_id)


def by_letter_elsewhere(registration) -> set[str]:
    """The numbers of those who own another file, are reached by a letter alone there, and come in here, get another
    address, or let somebody act in every file. To the same people guard.write_first_letters() and
    write_letters_of_leave() write.
    """
    touched = [person for person in registration.people if addresses.are_written(person)]
    touched += [agent.owner for agent in registration.agents if agent.value("every_file")]
    return _ids("SELECT guard.by_letter_elsewhere(%s)", [person.number for person in touched if person.number])


def _ids(query: str, argument: int | list[str]) -> set:
    with connections["staff"].cursor() as cursor:
        cursor.execute(query, [argument])
        return {row[0] for row in cursor.fetchall()}


def write(registration, holds_from: datetime | None) -> None:
    """A letter to the property and one to the residence: of a coming change to each owner who is reached in no other
    way; of access that was opened to each whom the back office told without an address, so that no stranger's counts.
    """
    coming = registration.unreached if holds_from else set()
    opened = {o.shares[0].person_id for o in registration.owners if o.brings_first_address} - coming
    shares = {person_id: shares for person_id, shares in registration.current.items() if person_id in coming | opened}
    for person_id, own in shares.items():
        kind = COMING_CHANGE if person_id in coming else OPENED
        for row in _addressed(registration, own[0].person):
            Letter(kind=kind, **row).save(using="staff", force_insert=True)


def write_printed(registration: int, person_id: int) -> None:
    """That a password on paper was printed: no telephone tells them."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.write_printed_letters(%s, %s)", [registration, person_id])


def _addressed(registration, person: Person) -> Iterator[dict]:
    case, contact = registration.case, getattr(person, "contact", None) or Contact(person=person)
    common = {
        "registration": registration.draft,
        "case": case,
        "district_id": case.district_id,
        "person": person,
        "name": person.name,
    }
    yield common | {"to_property": True, "address": case.address, "postal_code": case.postal_code}
    coming = {
        "residence_postal": contact.coming_residence_postal,
        "residence_address": contact.coming_residence_address,
    }
    homes = [contact.residence_at(timezone.now()), coming]  # until another one counts, to both
    for postal_code, address in dict.fromkeys(tuple(home.values()) for home in homes):
        if postal_code or address:
            yield common | {"address": address, "postal_code": postal_code, "to_property": False}


def post(letter: Letter, posted_on: date, posting_no: str) -> bool:
    """Write down that it was posted; once. False where that was written down before."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.post_letter(%s, %s, %s)", [letter.id, posted_on, posting_no])
        return cursor.fetchone()[0]


def takes_effect_at(letter: Letter) -> datetime:
    """When the change that it tells of takes effect, though another district registered it."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.effect_of_letter(%s)", [letter.id])
        return cursor.fetchone()[0]


class Unposted(NamedTuple):
    """The letters of one registration that nobody posted within two days."""

    registration: int
    district: int
    since: datetime
    letters: int


def unposted(limit: int) -> Cut[Unposted]:
    """For an administrator and the auditor, the oldest first; without names."""
    with connections["staff"].cursor() as cursor:
        cursor.execute(select(Unposted, "guard.unposted_letters(%s)"), [limit + 1])
        return cut([Unposted(*row) for row in cursor.fetchall()], limit)
