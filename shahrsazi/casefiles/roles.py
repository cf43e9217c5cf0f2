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
    """One role of the reader in one file. `name` is whom they act for, empty of an owner; `principal` is
    that owner, `until` its end, of several the last. `pays`: its money is theirs to see; `objects`: they may object in
    its owner's name. `sooner`: the last day of either, where that is before its end. `everywhere`: they act by mandates
    for every file of that owner alone.
    """

    capacity: str
    name: str
    principal: int
    until: date | None
    pays: bool
    objects: bool
    shares: tuple[Any, ...]  # that owner's, each once
    sooner: tuple[tuple[str, date], ...] = ()
    everywhere: bool = False

    @property
    def land(self) -> Fraction:
        return sum((Fraction(share.land_share, share.land_of) for share in self.shares), Fraction(0))

    @property
    def building(self) -> Fraction:
        return sum((Fraction(share.building_share, share.building_of) for share in self.shares), Fraction(0))

    @property
    def acting(self) -> str:
        """For whom they act, as their pages say it."""
        if self.capacity == "attorney":
            return _("by power of attorney of %(name)s") % {"name": self.name}
        label = code_lists.label("capacity", self.capacity, formatting.language())
        return _("on behalf of %(name)s (%(capacity)s)") % {"name": self.name, "capacity": label}

    @property
    def title(self) -> str:
        if self.capacity == "representative":  # the list's word names the company already
            return _("Representative of %(name)s") % {"name": self.name}
        label = code_lists.label("capacity", self.capacity, formatting.language())
        return _("%(capacity)s of %(name)s") % {"capacity": label, "name": self.name} if self.name else label


def by_file(rows: Iterable[Any]) -> dict[int, list[Role]]:
    """File → the reader's roles in it, their own first: one for each whom they act for in a capacity, with every share
    of that owner once, however many mandates there are.
    """
    grouped: dict[int, dict[tuple, list]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        grouped[row.file][row.capacity != OWNER, row.principal, row.capacity].append(row)
    return {file: [_role(own[key]) for key in sorted(own)] for file, own in grouped.items()}


def _role(rows: list) -> Role:
    if len(rows) == 1:  # of three hundred files each
        [row] = rows
        return Role(row.capacity, row.name, row.principal, row.until, row.pays, row.objects, (row,), (), row.everywhere)
    until = _last_day(rows)
    by_right = {right: _last_day([row for row in rows if getattr(row, right)]) for right in ("pays", "objects")}
    return Role(
        capacity=rows[0].capacity,
        name=rows[0].name,
        principal=rows[0].principal,
        until=until,
        pays=any(row.pays for row in rows),
        objects=any(row.objects for row in rows),
        shares=tuple({row.share: row for row in rows}.values()),
        sooner=tuple((right, last) for right, last in by_right.items() if last and (until is None or last < until)),
        everywhere=all(row.everywhere for row in rows),
    )


def _last_day(rows: list) -> date | None:
    """Of several mandates the last one's; None where one states no end, or there is none."""
    ends = [row.until for row in rows]
    return None if None in ends else max(ends, default=None)


def of_one_file(rows: Iterable[Any]) -> list[Role]:
    return next(iter(by_file(rows).values()), [])


def sees_money(roles: Iterable[Role]) -> bool:
    """Whether debts and payments are among what they may see: an attorney needs that scope."""
    return any(role.pays for role in roles)


def may_object(roles: Iterable[Role]) -> bool:
    return any(role.objects for role in roles)


def reads_of_others(roles: Iterable[Role]) -> bool:
    """Whether they read who else has seen the file, as guard.accesses has it: its owners, and a guardian of one."""
    return any(role.capacity in (OWNER, "parent", "guardian", "executor") for role in roles)
