"""Secret addresses at which a calendar reads the days of a person's terms: whoever has one needs no session."""

import hashlib
import secrets

from django.db import models
from django.db.models.functions import Now

from shahrsazi.people.models import Person


class CalendarAddress(models.Model):
    """The one address of a person: only the hash of its secret is kept, none once it was withdrawn. Written and read by
    the database's functions alone. `read_at` moves once a day.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    key_hash = models.BinaryField(max_length=32, unique=True, null=True)
    made_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    policies: dict[str, dict[str, str]] = {}


def new_secret() -> tuple[str, bytes]:
    """256 bits as an address carries them, and their hash."""
    secret = secrets.token_urlsafe(32)
    return secret, hashlib.sha256(secret.encode()).digest()
