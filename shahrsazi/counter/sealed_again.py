"""A sealed password printed anew by the clerk who printed the last one: only once a second clerk has agreed."""

from typing import NamedTuple

from django.db import connections, models
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.counter.registration.draft import Draft
from shahrsazi.people.models import Contact, Person


class SealedAgain(models.Model):
    """A clerk wants one more sealed password for somebody, and why; one row for each person, written by functions."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    requested_by = models.BigIntegerField()
    requested_at = models.DateTimeField(db_default=Now())
    agreed_by = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField(null=True)

    policies = {
        "staff": {
            "SELECT": "draft_id IN (SELECT d.id FROM counter_draft d"
            " WHERE d.district_id = (SELECT guard.desk_district()))"
            " OR draft_id = ANY (ARRAY (SELECT guard.drafts_to_second()))"
        }
    }


class OnPaper(NamedTuple):
    """Somebody whom nothing but a password on paper reaches; `key` as of an owner of the file."""

    id: int
    key: str
    number: str
    name: str


def unreached(draft: Draft) -> dict[str, OnPaper]:
    """Who signs in since this registration, or gave up their telephone by it, and whom nothing reaches by now, by their
    numbers. Also who owns its file no more: they sign in for what else is theirs.
    """
    by_it = Q(registered_by_registration=draft.id) | Q(coming_by_registration=draft.id)
    rows = Contact.objects.using("staff").filter(by_it, registered_on__isnull=False).select_related("person")
    now = timezone.now()
    people = [contact.person for contact in rows if contact.is_unreached(now)]
    return {p.number or "": OnPaper(p.id, f"p{p.ref.hex}", p.number or "", p.name) for p in people}


def waiting(person_id: int, draft: Draft) -> SealedAgain | None:
    """What waits for a second clerk's word in this registration; one in another is answered there."""
    return _waiting().filter(person=person_id, draft=draft).first()


def of(draft: Draft) -> set[str]:
    """The numbers of the people for whom one waits in this registration."""
    rows = _waiting().filter(draft=draft)
    return {number for number in rows.values_list("person__number", flat=True) if number}


def wanted() -> list[int]:
    """The registrations in which one is asked for; their ids."""
    return list(_waiting().values_list("draft_id", flat=True))


def _waiting() -> "models.QuerySet[SealedAgain]":
    """Not what was agreed to, nor what somebody wanted who is suspended by now, nor once one was printed since."""
    waits = Func("id", function="guard.sealed_waits", output_field=models.BooleanField())
    return SealedAgain.objects.using("staff").filter(waits, agreed_at=None)


def may_print(person_id: int) -> bool:
    """Whether this clerk prints one now."""
    return _answer("SELECT guard.may_print_sealed(%s)", [person_id])


def may_ask(draft: Draft, person_id: int) -> bool:
    """Whether nothing stands in the way but that this clerk printed the last one."""
    return _answer("SELECT guard.may_ask_sealed(%s, %s)", [draft.id, person_id])


def request(draft: Draft, person_id: int, reason: str) -> bool:
    """Put it before a second clerk."""
    return _answer("SELECT guard.ask_sealed(%s, %s, %s)", [draft.id, person_id, reason])


def agree(person_id: int) -> bool:
    """The second clerk's word: whoever asked prints it within a day."""
    return _answer("SELECT guard.agree_to_sealed(%s)", [person_id])


def refuse(person_id: int) -> bool:
    """No further one is printed: taken back by who asked, or refused by who would have to agree."""
    return _answer("SELECT guard.refuse_sealed(%s)", [person_id])


def _answer(statement: str, values: list) -> bool:
    with connections["staff"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
