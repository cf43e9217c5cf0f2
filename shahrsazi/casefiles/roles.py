"""As whom a citizen sees a file: as an owner with a share, or as attorney, guardian, representative of which owner."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from shahrsazi.city import code_lists
from shahrsazi.persian import formatting

OWNER = "owner"


class Role(NamedTuple):
    """One role of the reader in one file. `name` is whom they act for, empty of an owner; `until` the mandate's end."""

    capacity: str
    name: str
    until: date | None
    pays: bool
    land: Fraction
    building: Fraction

    @property
    def title(self) -> str:
        if self.capacity == "representative":  # the list's word names the company already
            return _("Representative of %(name)s") % {"name": self.name}
        label = code_lists.label("capacity", self.capacity, formatting.language())
        return _("%(capacity)s of %(name)s") % {"capacity": label, "name": self.name} if self.name else label


def by_file(rows: Iterable[Any]) -> dict[int, list[Role]]:
    """File → the reader's roles in it, their own share first; two shares of one person are one role."""
    roles: dict[int, dict[tuple, Role]] = defaultdict(dict)
    for row in rows:
        own, names = roles[row.file], (row.capacity, row.name, row.until, row.pays)
        before = own.get(names, Role(*names, Fraction(0), Fraction(0)))
        land, building = Fraction(row.land_share, row.land_of), Fraction(row.building_share, row.building_of)
        own[names] = before._replace(land=before.land + land, building=before.building + building)
    return {file: sorted(own.values(), key=lambda role: role.capacity != OWNER) for file, own in roles.items()}


def of_one_file(rows: Iterable[Any]) -> list[Role]:
    return next(iter(by_file(rows).values()), [])


def sees_money(roles: Iterable[Role]) -> bool:
    """Whether debts and payments are among what they may see: an attorney needs that scope."""
    return any(role.pays for role in roles)
