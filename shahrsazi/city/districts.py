"""The municipality's districts, and since when each is served online."""

from collections.abc import Iterator

from django.conf import settings
from django.db import models

from shahrsazi.city.acts import OFFICES, Office
from shahrsazi.city.profile import DistrictProfile, Hours, OfficeProfile
from shahrsazi.database.policies import ADMINISTRATOR, EVERYTHING, READ
from shahrsazi.persian import dates


def _text(size: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=size, default="", db_default="", blank=True)


def columns_of(office: str) -> list[str]:
    return [f"{office}_{part}" for part in ("address", "phone", "hours", "hours_english")]


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

    # Where to go: the secretariat of the Article 100 Commission, where defects are completed (an urban-planning unit or
    # an office of electronic services), and where fines and charges are paid. Empty is unknown.
    secretariat_address = _text(200)
    secretariat_phone = _text(20)
    secretariat_hours = _text(120)
    secretariat_hours_english = _text(120)
    completion_address = _text(200)
    completion_phone = _text(20)
    completion_hours = _text(120)
    completion_hours_english = _text(120)
    income_address = _text(200)
    income_phone = _text(20)
    income_hours = _text(120)
    income_hours_english = _text(120)

    def office(self, name: str, language: str) -> Office:
        """One of acts.OFFICES, with its hours in that language, or in Persian where there are no others."""
        address, phone, hours, in_english = (getattr(self, column) for column in columns_of(name))
        return Office(address, phone, in_english if language != "fa" and in_english else hours)

    @property
    def served(self) -> bool:
        return self.served_from is not None and self.served_from <= dates.today()

    policies = {
        "web": READ,
        "entrance": READ,
        "feed": EVERYTHING,
        "worker": READ,
        "staff": {
            "SELECT": "true",
            "INSERT": f"{ADMINISTRATOR} AND second_district IS NULL",
            "UPDATE": "guard.district_may_be(number, second_district)",
        },
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


COUNTER = ("served_from", "counter_address", "counter_phone")
FACTS = (*COUNTER, *(column for office in OFFICES for column in columns_of(office)))


def _row(district: DistrictProfile) -> District:
    offices = {name: value for office in OFFICES for name, value in _office(office, getattr(district, office))}
    return District(number=district.number, **{name: getattr(district, name) for name in COUNTER}, **offices)


def _office(name: str, office: OfficeProfile) -> Iterator[tuple[str, str]]:
    hours = office.hours or Hours("", "")
    return zip(columns_of(name), (office.address, office.phone, hours.fa, hours.en), strict=True)


def _differs(stored: District, profiled: District) -> bool:
    return stored.changed_by is None and any(getattr(stored, name) != getattr(profiled, name) for name in FACTS)
