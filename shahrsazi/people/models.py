"""People: the name, which co-owners may read, and apart from it the contact data, which only the person may."""

from datetime import datetime

from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func
from django.db.models.functions import Now
from django.db.models.lookups import IsNull
from django.utils import timezone

from shahrsazi.database.policies import AUDITOR, EVERYTHING, OF_MYSELF, READ

_NAME_WORDS = Func("search_name", template="to_tsvector('simple', %(expressions)s)")


def _of_act(column: str, name: str) -> models.Index:
    """Of the few rows of all the people of a city that a registration wrote in this way."""
    return models.Index(fields=[column], condition=models.Q((f"{column}__isnull", False)), name=name)


class Person(models.Model):
    """A natural, legal or foreign person, as the documents name them.

    Of an old file the back office may know its owner by name alone. Such a row never gets a number: whoever learns it
    names the person who has that number beside it (`completed_as`), and the shares go over to them.
    """

    ref = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=15, unique=True, null=True)
    # What a page may read of the number: whether there is one.
    unnumbered = models.GeneratedField(
        expression=IsNull(models.F("number"), True), output_field=models.BooleanField(), db_persist=True
    )
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)
    father_name = models.CharField(max_length=60, blank=True)
    search_name = models.TextField(blank=True)
    # The hour of the line that told of them last: an older one of another file does not bring an old name back.
    as_of = models.DateTimeField(null=True)
    # The registration by which two clerks corrected the names: a feed that does not have that yet must not undo it.
    corrected_by_registration = models.BigIntegerField(null=True)
    # Of somebody without a number: who they are, from when that counts, and by which registration at the counter.
    completed_as = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    completed_from = models.DateTimeField(null=True)
    completed_by_registration = models.BigIntegerField(null=True)

    kept_by_counter = dict.fromkeys(
        ("first_name", "last_name", "father_name", "search_name"),
        "guard.is_kept('name', t.id, t.corrected_by_registration)",
    )
    # Staff add people through guard.ensure_person() alone, and look up one who is not of the opened file through
    # guard.person_by_number().
    policies = {
        "web": {"SELECT": "id = ANY (ARRAY (SELECT guard.my_people()))"},
        "entrance": READ,
        "feed": EVERYTHING,
        "staff": {"SELECT": f"id = ANY (ARRAY (SELECT guard.desk_people())) OR {AUDITOR}"},
    }
    # The number is how a person signs in: no page of files can read it, not even through an injected query.
    column_grants = {
        "web": {"SELECT": ("id", "kind", "first_name", "last_name", "father_name", "unnumbered")},
        "entrance": {"SELECT": ("id", "number")},
    }

    class Meta:
        # The beginnings of the words of a name, as guard.files_by_party() asks for them.
        indexes = [
            GinIndex(_NAME_WORDS, name="person_name_words"),
            _of_act("completed_by_registration", "person_of_completing_act"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(completed_as__isnull=True),
                name="only_the_unnumbered_are_completed",
            )
        ]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Contact(models.Model):
    """How a person is reached, and since when they may sign in: all their documents were seen at the counter."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="contact")
    mobile = models.CharField(max_length=14, blank=True)
    email = models.CharField(max_length=254, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_cert_no = models.CharField(max_length=10, blank=True)
    residence_postal = models.CharField(max_length=10, blank=True)
    residence_address = models.CharField(max_length=300, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    registered_by_registration = models.BigIntegerField(null=True)
    died_on = models.DateField(null=True, blank=True)
    # A death that two clerks recorded counts from this moment, which leaves the living time to object.
    death_holds_from = models.DateTimeField(null=True)
    death_by_registration = models.BigIntegerField(null=True)
    # The registration at the counter whose values a feed that does not have them yet must not undo.
    kept_by_registration = models.BigIntegerField(null=True)
    # A change that two clerks agreed on, and from when it counts, unless someone objects.
    coming_mobile = models.CharField(max_length=14, blank=True, default="")
    coming_email = models.CharField(max_length=254, blank=True, default="")
    coming_residence_postal = models.CharField(max_length=10, blank=True, default="", db_default="")
    coming_residence_address = models.CharField(max_length=300, blank=True, default="", db_default="")
    coming_from = models.DateTimeField(null=True)
    coming_by_registration = models.BigIntegerField(null=True)

    kept_by_counter = dict.fromkeys(
        ("mobile", "email", "birth_date", "birth_cert_no", "residence_postal", "residence_address", "registered_on"),
        "guard.is_kept('person', t.person_id, t.kept_by_registration)",
    ) | {"died_on": "guard.is_kept('death', t.person_id, t.death_by_registration)"}
    _OF_THE_FILE = "person_id = ANY (ARRAY (SELECT guard.desk_parties()))"
    policies = {
        "web": {"SELECT": OF_MYSELF},
        "entrance": READ,
        "feed": EVERYTHING,
        "staff": {
            "SELECT": _OF_THE_FILE,
            "INSERT": f"{_OF_THE_FILE} AND kept_by_registration = (SELECT guard.registration_in_hand())",
            "UPDATE": f"{_OF_THE_FILE} AND (SELECT guard.registration_in_hand()) IS NOT NULL",
        },
    }
    FOR_MOBILE = ("mobile", "coming_mobile", "coming_from")  # what reached_at() reads for a mobile
    column_grants = {"entrance": {"SELECT": ("person_id", "registered_on", "died_on", "death_holds_from", *FOR_MOBILE)}}

    class Meta:
        # Who else has a number, as guard.holders_of() counts them; and what an act did, as it is undone.
        indexes = [
            models.Index(fields=["mobile"], condition=~models.Q(mobile=""), name="contact_of_mobile"),
            _of_act("death_by_registration", "contact_of_death"),
            _of_act("coming_by_registration", "contact_of_coming"),
            _of_act("registered_by_registration", "contact_of_registering"),
            _of_act("kept_by_registration", "contact_of_keeping"),
        ]

    def reached_at(self, channel: str, now: datetime) -> str:
        """The mobile or e-mail that counts at this moment."""
        arrived = self.coming_from is not None and self.coming_from <= now
        name = {"sms": "mobile", "email": "email"}[channel]
        return str(getattr(self, f"coming_{name}" if arrived else name))

    def reached_from(self, channel: str, now: datetime) -> set[str]:
        """The mobiles or e-mails that count at this moment, or will; empty for none."""
        return {self.reached_at(channel, moment) for moment in (now, self.coming_from or now)} - {""}

    def is_unreached(self, now: datetime) -> bool:
        """Whether neither a mobile nor an e-mail counts at this moment, or is coming."""
        return not any(self.reached_from(channel, now) for channel in ("sms", "email"))

    @classmethod
    def mobile_at_entrance(cls, person_id: int) -> str:
        """The mobile of somebody that counts now: their new password must not be made of it."""
        contact = cls.objects.using("entrance").only(*cls.FOR_MOBILE).filter(person=person_id).first()
        return contact.reached_at("sms", timezone.now()) if contact else ""

    def residence_at(self, now: datetime) -> dict[str, str]:
        """The residence that counts at this moment: its postal code and its address. One that comes has a code."""
        arrived = bool(self.coming_residence_postal) and self.coming_from is not None and self.coming_from <= now
        names = ("residence_postal", "residence_address")
        return {name: getattr(self, f"coming_{name}" if arrived else name) for name in names}


class PersonCorrection(models.Model):
    """The names and the day of birth that somebody had before two clerks corrected them: what an objection brings back.
    Written by guard.correct_person() alone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_registration = models.BigIntegerField()
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)
    father_name = models.CharField(max_length=60, blank=True)
    search_name = models.TextField(blank=True)
    birth_date = models.DateField(null=True)
    kept_by_registration = models.BigIntegerField(null=True)

    policies = {"staff": {"SELECT": "person_id = ANY (ARRAY (SELECT guard.desk_parties()))"}}

    class Meta:
        constraints = [models.UniqueConstraint("by_registration", "person", name="corrected_once")]


class PersonBefore(models.Model):
    """All that was on record of somebody who was not registered, before a registration wrote of them: what its undoing
    brings back. Written by guard.keep_before() alone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_registration = models.BigIntegerField()
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)
    father_name = models.CharField(max_length=60, blank=True)
    search_name = models.TextField(blank=True)
    as_of = models.DateTimeField(null=True)
    corrected_by_registration = models.BigIntegerField(null=True)
    mobile = models.CharField(max_length=14, blank=True)
    email = models.CharField(max_length=254, blank=True)
    birth_date = models.DateField(null=True)
    birth_cert_no = models.CharField(max_length=10, blank=True)
    residence_postal = models.CharField(max_length=10, blank=True)
    residence_address = models.CharField(max_length=300, blank=True)
    kept_by_registration = models.BigIntegerField(null=True)

    policies = {"staff": {"SELECT": "person_id = ANY (ARRAY (SELECT guard.desk_parties()))"}}

    class Meta:
        constraints = [models.UniqueConstraint("by_registration", "person", name="kept_once")]


class AccountBlock(models.Model):
    """An account that nobody signs in to: its owner, or a clerk before whom they stand, blocked it at once. Two clerks
    open it again; until then nothing is registered on the person's files. Written by the database's functions alone.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    blocked_by = models.BigIntegerField()
    blocked_at = models.DateTimeField(db_default=Now())
    opening_reason = models.CharField(max_length=200, blank=True, default="")
    opening_requested_by = models.BigIntegerField(null=True)
    opening_requested_at = models.DateTimeField(null=True)
    opened_by = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)

    policies = {"staff": {"SELECT": "person_id = ANY (ARRAY (SELECT guard.desk_parties()))"}}

    class Meta:
        constraints = [
            models.UniqueConstraint("person", condition=models.Q(opened_at__isnull=True), name="one_block_at_a_time")
        ]
