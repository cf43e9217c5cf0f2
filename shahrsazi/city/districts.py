"""The municipality's districts, and since when each is served online."""

from django.conf import settings
from django.db import models

from shahrsazi.city.profile import DistrictProfile
from shahrsazi.database.policies import ADMINISTRATOR, EVERYTHING, READ
from shahrsazi.persian import dates


class District(models.Model):
    """A district of the city. Without `served_from` its files are listed but do not open from home.

    `changed_by` is the administrator who last said so; until one has, the profile's word counts.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    served_from = models.DateField(null=True, blank=True)
    counter_address = models.CharField(max_length=200)
    counter_phone = models.CharField(max_length=20)
    changed_by = models.BigIntegerField(null=True)
    # Whose clerks confirm as second clerks what this district registers, besides its own: it may have one clerk alone.
    second_district = models.PositiveSmallIntegerField(null=True)

    @property
    def served(self) -> bool:
        return self.served_from is not None and self.served_from <= dates.today()

    policies = {
        "web": READ,
        "entrance": READ,
        "feed": EVERYTHING,
        "worker": READ,
        "staff": {"SELECT": "true", "INSERT": ADMINISTRATOR, "UPDATE": ADMINISTRATOR},
    }


def load() -> str:
    """Bring the table to the profile, but for what an administrator has said of a district; says what was done."""
    rows = {row.number: row for row in District.objects.using("owner")}
    profile = {district.number: _row(district) for district in settings.CITY.district}
    added = [row for number, row in profile.items() if number not in rows]
    changed = [row for number, row in profile.items() if number in rows and _differs(rows[number], row)]
    District.objects.using("owner").bulk_create(added)
    if changed:
        District.objects.using("owner").bulk_update(changed, FACTS)
    beside = sorted(rows.keys() - profile.keys())
    return f"Districts: {len(added)} added, {len(changed)} changed." + (
        f" Not in the profile, and left as they are: {', '.join(map(str, beside))}." if beside else ""
    )


FACTS = ("served_from", "counter_address", "counter_phone")


def _row(district: DistrictProfile) -> District:
    return District(number=district.number, **{name: getattr(district, name) for name in FACTS})


def _differs(stored: District, profiled: District) -> bool:
    return stored.changed_by is None and any(getattr(stored, name) != getattr(profiled, name) for name in FACTS)
