"""The municipality's districts, and since when each is served online."""

import tomllib
from pathlib import Path

from django.db import models

from shahrsazi.database.guard import ADMINISTRATOR, EVERYTHING, READ
from shahrsazi.people import solar


class District(models.Model):
    """A district of the city. Without `served_from` its files are listed but do not open from home."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    served_from = models.DateField(null=True, blank=True)
    counter_address = models.CharField(max_length=200)
    counter_phone = models.CharField(max_length=20)

    @property
    def served(self) -> bool:
        return self.served_from is not None and self.served_from <= solar.today()

    guard = {
        "web": READ,
        "entrance": READ,
        "feed": EVERYTHING,
        "worker": READ,
        "staff": {"SELECT": "true", "UPDATE": ADMINISTRATOR},
    }


def load() -> None:
    """The city's districts, where the table does not know them; what an administrator changed stays."""
    rows = tomllib.loads(Path(__file__).with_name("districts.toml").read_text("utf8"))["district"]
    District.objects.using("owner").bulk_create([District(**row) for row in rows], ignore_conflicts=True)
