"""The municipality's districts, and since when each is served online."""

from django.db import models

from shahrsazi.database.guard import EVERYTHING, READ


class District(models.Model):
    """A district of the city. Without `served_from` its files are listed but do not open from home."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    served_from = models.DateField(null=True, blank=True)
    counter_address = models.CharField(max_length=200)
    counter_phone = models.CharField(max_length=20)

    guard = {"web": READ, "entrance": READ, "feed": EVERYTHING, "worker": READ}
