"""Who may send what, the batches that came, the records that were turned away, and what each source last said."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.database.policies import ALL_BUT_DELETE, EVERYTHING, READ
from shahrsazi.people.models import Person

OVERSIGHT = "(SELECT guard.desk_role()) IN ('administrator', 'auditor')"
BACK_OFFICE = "backoffice"  # whose file comes without a manifest
FIRST_LOAD, DAILY = "first_load", "daily"


class Source(models.Model):
    """A system of the city that sends records, and what it may say. Written by an operator's command alone.

    Empty `records` or `districts` stand for all. Who `owns_persons` tells names and addresses; anybody else only names
    people. `checks_registry`: deaths and ended shares were compared with the registries, and count at once.
    """

    key = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    records = models.JSONField(default=list)
    districts = models.JSONField(default=list)
    owns_persons = models.BooleanField(default=False, db_default=False)
    checks_registry = models.BooleanField(default=False, db_default=False)
    phase = models.CharField(max_length=12, default=DAILY, db_default=DAILY)
    last_sequence = models.BigIntegerField(default=0, db_default=0)

    policies = {"feed": {"SELECT": "true", "UPDATE": "true"}, "staff": {"SELECT": OVERSIGHT}}

    @property
    def shown_title(self) -> str:
        """Of the source that every city begins with, in the language of the page."""
        return gettext(self.title)

    column_grants = {"feed": {"UPDATE": ("last_sequence",)}}


class SigningKey(models.Model):
    """A public key (Ed25519) by which a source's batches are known. A revoked one opens nothing any more."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="keys")
    name = models.CharField(max_length=40)
    public_key = models.CharField(max_length=44)  # base64 of 32 bytes
    added_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    policies = {"feed": READ}

    class Meta:
        constraints = [models.UniqueConstraint("source", "name", name="signing_key_of_a_source")]


class Batch(models.Model):
    """One delivery. Judged as a whole first, then applied in slices: `applied` is how many of its good records are in,
    written with them, so that a load that was killed goes on there.
    """

    JUDGING, WAITING, APPLYING, DONE, DROPPED = "judging", "waiting", "applying", "done", "dropped"
    REFUSED = "refused"  # as a whole, before anything was judged to its end
    ABANDONED = "abandoned"  # half applied, when another came: neither has a manifest, which would have a number
    # Nothing of these was written: their number is free for another delivery.
    NOTHING = (DROPPED, REFUSED)
    ENDED = (DONE, ABANDONED, *NOTHING)

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    sequence = models.BigIntegerField(null=True)  # none without a manifest
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    applying_since = models.DateTimeField(null=True)  # since its last load writes; none while nothing of it is written
    state = models.CharField(max_length=10, default=JUDGING)
    started_by = models.CharField(max_length=60, blank=True)
    records = models.BigIntegerField(default=0)
    turned_away = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    applied = models.BigIntegerField(default=0)
    written = models.BigIntegerField(default=0)
    by_district = models.JSONField(default=dict)  # district → good records
    counts = models.JSONField(default=dict, db_default={})  # guard → district → what it changes
    guards = models.JSONField(default=list)  # what stopped it: [{guard, district, count, limit}]
    release_asked_by = models.BigIntegerField(null=True)
    release_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    released_by = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)

    # Two of the oversight release what a guard stopped, by guard.release_batch() alone: one asks, another agrees.
    _OF_THE_FEED = ("state", "ended_at", "records", "turned_away", "unchanged", "applied", "written", "by_district")
    policies = {"feed": ALL_BUT_DELETE, "staff": {"SELECT": OVERSIGHT}}
    column_grants = {"feed": {"UPDATE": (*_OF_THE_FEED, "guards", "counts", "sequence", "applying_since")}}

    @classmethod
    def unfinished(cls, using: str) -> "models.QuerySet[Batch]":
        """Those that wait, or whose load was broken off."""
        return cls.objects.using(using).exclude(state__in=cls.ENDED)

    @property
    def is_begun(self) -> bool:
        """Whether some of it may be written: then it is loaded to its end, however often it is judged."""
        return self.state == self.APPLYING or self.applying_since is not None

    @property
    def never_waits(self) -> bool:
        """Whatever its guards say: two have released it, or it is loaded already."""
        return self.is_begun or self.released_by is not None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sequence"],
                condition=~models.Q(state__in=("dropped", "refused")),
                name="sequence_once_for_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True) | ~models.Q(released_by=models.F("release_asked_by")),
                name="a_second_person_releases",
            ),
        ]
        indexes = [models.Index("sha256", name="batch_of_a_file")]


class QuarantinedRecord(models.Model):
    """A record that was turned away: all that is wrong with it, and the record itself for whoever corrects it.

    The record may name people: the staff's role does not read it, and it is deleted when its time is over.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    record = models.CharField(max_length=30)
    key = models.CharField(max_length=120, blank=True)
    version = models.BigIntegerField(null=True)  # none where it could not be read, or was stored without it
    district = models.SmallIntegerField(null=True)
    # Its first problem without the path, in English and in Persian: reports are grouped by it.
    reason = models.CharField(max_length=120)
    reason_fa = models.CharField(max_length=160)
    problems = models.JSONField(default=list)  # [{path, en, fa}]
    raw = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)
    settled_at = models.DateTimeField(null=True)

    # The worker forgets what is out of date, also of a source that sends nothing any more; before that it reads none.
    _OVER = "expires_at < now()"
    policies = {
        "feed": EVERYTHING,
        "staff": {"SELECT": OVERSIGHT},
        "worker": {"SELECT": _OVER, "UPDATE": _OVER, "DELETE": _OVER},
    }
    column_grants = {
        "staff": {"SELECT": ("id", "batch_id", "record", "district", "reason", "reason_fa", "settled_at")},
        "worker": {
            "SELECT": ("id", "expires_at", "record", "key", "settled_at", "reason", "raw"),
            "UPDATE": ("raw", "problems", "reason", "reason_fa"),
        },
    }

    @classmethod
    def to_be_corrected(cls, batch: Batch, using: str) -> "models.QuerySet[QuarantinedRecord]":
        """What nobody has corrected yet. Of what is out of date no more than its key is left (quarantine.expire)."""
        return cls.objects.using(using).filter(batch=batch, settled_at=None).exclude(reason="")

    class Meta:
        constraints = [models.UniqueConstraint("batch", "number", name="quarantined_once_a_batch")]
        indexes = [models.Index("record", "key", name="quarantined_by_key")]


class RecordVersion(models.Model):
    """The last version of one record that a source told, and a digest of what it said: told again, nothing is done.

    Of a `file` or a `person` it is what their source calls them; of a `mandate` the person is who gives it. Of a `line`
    (a file with all of its records) the digest alone counts, since the file's own hour says which line is newer.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    record = models.CharField(max_length=30)
    key = models.CharField(max_length=120)
    version = models.BigIntegerField()
    state = models.CharField(max_length=10)
    digest = models.CharField(max_length=32, blank=True)
    # The counter registered something that it tells of since, or took that back, or two released what it tells: told
    # again as it stands, it is looked at once. Written by guard.look_again() alone.
    again = models.BooleanField(default=False, db_default=False)
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", null=True)  # that told it last

    quiet = ("batch_id",)
    policies = {"feed": EVERYTHING}

    class Meta:
        constraints = [models.UniqueConstraint("source", "record", "key", name="record_of_a_source")]


class PersonKey(models.Model):
    """Whom a source calls so in its lines, or whom it tells without a number: by their key alone they are the same."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    policies = {"feed": ALL_BUT_DELETE}

    class Meta:
        constraints = [models.UniqueConstraint("source", "key", name="person_of_a_key")]


class Difference(models.Model):
    """What a source tells otherwise than a registration of the counter, whose word stands. Settled when the source told
    the same; released when two of the oversight agreed that the source is right.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", null=True)
    record = models.CharField(max_length=30)
    row = models.BigIntegerField()
    registration = models.BigIntegerField()
    case = models.ForeignKey(CaseFile, models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    fields = models.JSONField(default=list)
    reported = models.JSONField(default=dict)  # field → what the source tells, which may be somebody's address
    since = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    release_asked_by = models.BigIntegerField(null=True)
    release_reason = models.CharField(max_length=200, blank=True, default="", db_default="")
    released_by = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)

    @classmethod
    def standing(cls, using: str) -> "models.QuerySet[Difference]":
        """Those in which the counter's word stands against what was told, and nobody has released that."""
        return cls.objects.using(using).filter(settled_at=None, released_by=None).exclude(fields=[])

    # What is told of a person only the file's own counter reads, by guard.differences_at_desk().
    policies = {"feed": ALL_BUT_DELETE, "staff": {"SELECT": OVERSIGHT}}
    _SHOWN = ("id", "source_id", "record", "fields", "since", "settled_at", "release_asked_by", "release_reason")
    column_grants = {
        "staff": {"SELECT": (*_SHOWN, "released_by")},
        "feed": {"UPDATE": ("batch_id", "fields", "reported", "settled_at")},
    }

    class Meta:
        constraints = [
            models.UniqueConstraint("source", "record", "row", "registration", name="difference_of_a_row"),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True) | ~models.Q(released_by=models.F("release_asked_by")),
                name="a_second_person_releases_a_difference",
            ),
        ]
        indexes = [
            models.Index("case", name="difference_of_a_file"),
            models.Index("person", name="difference_of_a_person"),
        ]
