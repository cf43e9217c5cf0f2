"""What makes this city this one, read from a TOML file that SHAHRSAZI_CITY names; `settings.CITY` holds it.

Needs no database and no Django, so that the settings can read it.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

PROFILES = Path(__file__).with_name("profiles")
Digits = Annotated[str, Meta(pattern="^[0-9]*$", max_length=5)]


class ProfileError(ValueError):
    """The profile is missing or invalid; the message says what is wrong with it."""


class Name(msgspec.Struct, forbid_unknown_fields=True):
    fa: str
    en: str

    def in_language(self, language: str) -> str:
        return self.fa if language == "fa" else self.en


class Hours(msgspec.Struct, forbid_unknown_fields=True):
    fa: Annotated[str, Meta(max_length=120)]
    en: Annotated[str, Meta(max_length=120)]


class Survey(msgspec.Struct, forbid_unknown_fields=True):
    """The UTM zone of surveys given in metres, and the bounds of the city in degrees (WGS 84)."""

    utm_zone: Annotated[int, Meta(ge=38, le=41)]  # the zones of Iran
    west: float
    south: float
    east: float
    north: float

    @property
    def epsg(self) -> str:
        return f"EPSG:{32600 + self.utm_zone}"


class OfficeProfile(msgspec.Struct, forbid_unknown_fields=True):
    """An office of a district, with its hours in plain words; what is left out is unknown."""

    address: Annotated[str, Meta(max_length=200)] = ""
    phone: Annotated[str, Meta(max_length=20)] = ""
    hours: Hours | None = None


class DistrictProfile(msgspec.Struct, forbid_unknown_fields=True):
    """A district; without `served_from` its files are listed but do not open from home.

    Its offices: the secretariat of the Article 100 Commission, where defects are completed, where fines are paid.
    """

    number: Annotated[int, Meta(ge=1, le=99)]
    counter_address: str
    counter_phone: str
    served_from: date | None = None
    secretariat: OfficeProfile = msgspec.field(default_factory=OfficeProfile)
    completion: OfficeProfile = msgspec.field(default_factory=OfficeProfile)
    income: OfficeProfile = msgspec.field(default_factory=OfficeProfile)


class Profile(msgspec.Struct, forbid_unknown_fields=True):
    """Everything that another city would write differently. Postal codes of the city begin with `postal_prefix`."""

    name: Name
    survey: Survey
    postal_prefix: Digits
    registry_offices: dict[str, list[str]]
    district: Annotated[list[DistrictProfile], Meta(min_length=1)]
    name_spellings: list[str]
    common_words: list[str] = []
    time_zone: str = "Asia/Tehran"
    # Counters, telephones and days that are made up: production refuses such a profile.
    demonstration: bool = False

    @property
    def last_district(self) -> int:
        """The highest number that a renewal code may begin with: of the profile, or added by an administrator."""
        return max(_added_district(), *(district.number for district in self.district))


def _added_district() -> int:
    return 0


def set_added_district(highest: Callable[[], int]) -> None:
    """The table knows of districts that the profile does not; this module, which the settings read, knows no table."""
    global _added_district
    _added_district = highest


def is_path(name: str) -> bool:
    """Whether it is the path of a profile, and not the name of one that comes with the program."""
    return "/" in name or name.endswith(".toml")


def load(name: str, *, demonstration: bool = True) -> Profile:
    """The profile of that name beside this module, or at that path; raises ProfileError when it cannot be used.

    One with made-up counters is for a `demonstration` alone.
    """
    path = Path(name) if is_path(name) else PROFILES / f"{name}.toml"
    try:
        loaded = msgspec.toml.decode(path.read_bytes(), type=Profile)
    except OSError as error:
        raise ProfileError(f"The city's profile {path} cannot be read: {error.strerror}.") from None
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ProfileError(f"The city's profile {path} is not right: {error}.") from None
    if loaded.demonstration and not demonstration:
        raise ProfileError(
            f"The city's profile {path} is a demonstration's: its counters and telephones are made up. "
            "Copy it, write your own districts into the copy, and name that in SHAHRSAZI_CITY."
        )
    return loaded
