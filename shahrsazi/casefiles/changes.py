"""The counter's acts on stored rows: a file opens, a share or a mandate ends, a contact changes.

Every change of such a row by a member of staff is in this module, each for a registration or with an author whom the
ledger names. New rows are written by `entry.file_entries`, as the feed's are. A change counts from its moment
(`holds_from`): nothing has to run for it to take effect.
"""

from datetime import date, datetime

from django.db import connections

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.database.signatures import sign
from shahrsazi.people.models import Contact
from shahrsazi.persian.names import searchable_name


def open_case(case: CaseFile, *, opened_on: date, registration: int) -> None:
    """The file opens from home. Where its district is not served yet, it is listed and opens when it is."""
    CaseFile.at_desk.filter(id=case.id, opened_on__isnull=True).update(
        opened_on=opened_on, opened_by_registration=registration
    )
    case.refresh_from_db(using="staff")


def end_shares(shares: list[Ownership], *, effective_to: date, holds_from: datetime | None, registration: int) -> None:
    """Shares end in law on `effective_to`, and in the system once the time to object is over."""
    Ownership.at_desk.filter(id__in=[share.id for share in shares]).update(
        effective_to=effective_to, end_holds_from=holds_from, ended_by_registration=registration
    )


def end_mandate(
    mandate: Mandate, *, ended_on: date, reason: str, holds_from: datetime | None, registration: int
) -> None:
    """The mandate ends on that day; of one who has time to object, not before `holds_from`."""
    Mandate.at_desk.filter(id=mandate.id).update(
        ended_on=ended_on,
        end_reason=reason,
        ended_at_desk=True,
        end_holds_from=holds_from,
        ended_by_registration=registration,
    )


def record_death(person_id: int, died_on: date, holds_from: datetime) -> bool:
    """Closes the account from `holds_from` on; at once nobody acts for the person any more. False when the person is no
    party to the file at this desk, or did something later than that day.
    """
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.record_death(%s, %s, %s)", [person_id, died_on, holds_from])
        return cursor.fetchone()[0]


def correct_person(person_id: int, names: dict[str, str], birth_date: date | None) -> bool:
    """Another name or day of birth, at once; what was before comes back with an objection. False when the person is no
    party to the file at this desk.
    """
    sign("staff", "people_personcorrection", person_id, *names.values())
    words = [names["first_name"], names["last_name"], names["father_name"]]
    search_name = searchable_name(f"{names['first_name']} {names['last_name']}")
    with connections["staff"].cursor() as cursor:
        cursor.execute(
            "SELECT guard.correct_person(%s, %s, %s, %s, %s, %s)", [person_id, *words, search_name, birth_date]
        )
        return cursor.fetchone()[0]


def complete_owner(person_id: int, number: str) -> bool:
    """An owner without a number is the person who has this one: the share goes over to them where one clerk opens the
    file. False where that was said before, or the registration in hand does not say it.
    """
    sign("staff", "people_person", person_id, number)
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.complete_owner(%s, %s)", [person_id, number])
        return cursor.fetchone()[0]


def is_completed_otherwise(person_id: int, number: str) -> bool:
    """Whether another file has another number of an owner who is known by name alone in the file at this desk."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.is_completed_otherwise(%s, %s)", [person_id, number])
        return cursor.fetchone()[0]


def is_being_corrected(person_id: int, registration: int) -> bool:
    """Whether another registration's correction of a party to the file at this desk is coming."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.is_being_corrected(%s, %s)", [person_id, registration])
        return cursor.fetchone()[0]


def last_act(person_id: int) -> date | None:
    """The last day on which a party to the file at this desk is known to have done something themselves."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.last_act(%s)", [person_id])
        return cursor.fetchone()[0]


def change_contact(
    contact: Contact, *, old: dict[str, str], new: dict[str, str], holds_from: datetime, registration: int
) -> None:
    """Mobile, e-mail and residence, as they are now and as they will be from `holds_from`."""
    coming = {f"coming_{name}": address for name, address in new.items()}
    Contact.objects.using("staff").filter(person=contact.person_id).update(
        **old, **coming, coming_from=holds_from, coming_by_registration=registration, kept_by_registration=registration
    )


def agents_of_changed(people: list[int]) -> list[int]:
    """Who acts, in whatever file, for those of them who get another address, or an agent in every file, by the
    registration in hand; attorneys left out.
    """
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.agents_of_changed(%s)", [people])
        return [agent_id for (agent_id,) in cursor.fetchall()]


def agents_of_deceased() -> list[int]:
    """Who acted for those whose death the registration in hand records, in whatever file."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.agents_of_deceased()")
        return [agent_id for (agent_id,) in cursor.fetchall()]


def block_account(person_id: int, reason: str) -> bool:
    """At once, by one clerk; false where it is blocked already, or the person is no party to the file at this desk."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.block_at_desk(%s, %s)", [person_id, reason])
        return cursor.fetchone()[0]


def unblock_account(person_id: int, reason: str, *, agrees: bool) -> str:
    """`waits` after the first clerk's word, `open` after another's; empty where neither may be."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.unblock_at_desk(%s, %s, %s)", [person_id, reason, agrees])
        return cursor.fetchone()[0]


def keep_blocked(person_id: int) -> bool:
    """Nobody's word waits any more: taken back by whoever asked, or refused. False where none waited."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.keep_blocked(%s)", [person_id])
        return cursor.fetchone()[0]


def openings(case: CaseFile, district: int | None) -> dict[int, bool]:
    """The blocked accounts of the open file in whose opening a desk of that district has a word, and whether a request
    waits: the file's own counter asks, the appointed one may agree.
    """
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT account, waits FROM guard.openings()")
        rows = cursor.fetchall()
    may_agree = district in (case.district_id, case.district.second_district)
    return {account: waits for account, waits in rows if district == case.district_id or waits and may_agree}
