"""Messages to people, to be sent until they are delivered or out of date; their secrets are not stored in them."""

from django.db import models
from django.db.models.functions import Now

from shahrsazi.credentials.contact_codes import ContactCode
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.database.policies import CLERK
from shahrsazi.people.models import Person


class Message(models.Model):
    """One message by SMS or e-mail: a first password, a code for a contact (`proof`), or a change that is coming.

    For someone who may not sign in, a first password is queued all the same, and dropped unsent. A coming change goes
    to the person's own address, or to the one in `to`: to the old and the new, when the address itself changes.
    It is `due` until it is settled: `sent`, `dropped` (nobody to send it to, or nothing is coming any more),
    `no_gateway` (the city has none for this channel: a secret at once, a notice when it is out of date), `expired` (out
    of date), or `failed` (refused to the end of six tries: a secret, or what the gateway refuses for its recipient's
    sake while it takes others). `failed_at` is of the gateway: such a refusal leaves it empty.
    """

    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=5)
    language = models.CharField(max_length=2, default="fa")
    first_password = models.OneToOneField(FirstPassword, models.PROTECT, null=True, related_name="+")
    proof = models.OneToOneField(ContactCode, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to = models.CharField(max_length=254, blank=True)
    until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="due")
    attempts = models.IntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True)

    _NO_PASSWORD = f"{CLERK} AND first_password_id IS NULL"
    # Administrators and the auditor tell of what they stopped or decided on, and of nothing else.
    _OF_OVERSIGHT = (
        "((SELECT guard.desk_role()) IN ('administrator', 'auditor') AND \"to\" = '' AND first_password_id IS NULL"
        " AND proof_id IS NULL AND kind IN ('change_reversed', 'death_reversed', 'objection_decided'))"
    )
    _OF_FEED = "kind IN ('fed_change', 'death_recorded', 'mandate_ended', 'fed_death_reversed')"
    policies = {
        # No address of the sender's own choice: a password goes to where its person is reached.
        "entrance": {
            "INSERT": "\"to\" = '' AND proof_id IS NULL AND (person_id IS NULL OR first_password_id IS NULL)",
            "SELECT": "true",
        },
        "worker": {"SELECT": "true", "UPDATE": "true"},
        # The feed tells of what it was told, what counts later, whose death takes leave away and who has not died, and
        # of nothing else.
        "feed": {
            "INSERT": f"{_OF_FEED} AND first_password_id IS NULL AND proof_id IS NULL",
            "SELECT": f"{_OF_FEED} AND made_at >= now()",
        },
        # No desk may read what was queued before its own transaction.
        "staff": {
            "INSERT": f"{_NO_PASSWORD} OR {_OF_OVERSIGHT}",
            "SELECT": f"({_NO_PASSWORD} OR {_OF_OVERSIGHT}) AND made_at >= now()",
        },
    }

    column_grants = {
        "entrance": {"SELECT": ("id", "made_at")},
        "worker": {"UPDATE": ("state", "attempts", "done_at", "error", "failed_at")},
    }

    set_once = ("done_at",)  # so that nothing settled is sent, or its address read, again

    class Meta:
        indexes = [models.Index(fields=["done_at"], name="message_done_at")]  # what is due has none

    @property
    def has_secret(self) -> bool:
        """Whether it brings what opens a door for minutes: who did not get it asks for another one."""
        return bool(self.first_password_id or self.proof_id)
