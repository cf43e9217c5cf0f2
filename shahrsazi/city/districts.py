"""The municipality's districts, and since when each is served online."""

from django.conf import settings
from django.db import models

from shahrsazi.database.policies import ADMINISTRATOR, EVERYTHING, READ
from shahrsazi.persian import dates


class District(models.Model):
    """A district of the city. Without `served_from` its files are listed but do not open from home."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    served_from = models.DateField(null=True, blank=True)
    counter_address = models.CharField(max_length=200)
    counter_phone = models.CharField(max_length=20)

    @property
    def served(self) -> bool:
        return self.served_from is not None and self.served_from <= dates.today()

    policies = {
        "web": READ,
        "entrance": READ,
        "feed": EVERYTHING,
        "worker": READ,
        "staff": {"SELECT": "true", "UPDATE": ADMINISTRATOR},
    }


def load() -> None:
    """Add the profile's districts that the table does not have; what an administrator changed stays."""
    rows = [
        District(
            number=district.number,
            served_from=district.served_from,
            counter_address=district.counter_address,
            counter_phone=district.counter_phone,
        )
        for district in settings.CITY.district
    ]
    District.objects.using("owner").bulk_create(rows, ignore_conflicts=True)
