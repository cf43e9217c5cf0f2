"""Messages to people, kept until they are delivered or out of date; their secrets are never in them."""

from django.db import models
from django.db.models.functions import Now

from shahrsazi.people.passwords import FirstPassword


class Message(models.Model):
    """One message by SMS or e-mail. For someone who may not sign in it is made all the same, and dropped unsent."""

    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=5)
    language = models.CharField(max_length=2, default="fa")
    first_password = models.OneToOneField(FirstPassword, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="due")
    attempts = models.IntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    guard = {
        "entrance": {"INSERT": "true", "SELECT": "true"},
        "worker": {"SELECT": "true", "UPDATE": "true"},
    }
