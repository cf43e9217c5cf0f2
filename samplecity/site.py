"""One property of the sample city: the facts from which its seven sections are made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from samplecity.buildings import Building, Rules
from samplecity.land import Land

# Only the first files carry real scans: a million of them would fill a disk with copies.
_FILES_WITH_SCANS = 60


class Share(NamedTuple):
    """`part` of `whole`, of land and building alike, from one day and perhaps until another."""

    person: dict
    part: int
    whole: int
    since: date
    until: date | None = None


@dataclass
class Site:
    number: int
    code: str
    kind: str

    today: date
    street: str
    street_and_lane: str
    address: str
    quarter: str
    postal: str
    plate: tuple[int, int | None]
    land: Land
    rules: Rules
    building: Building | None
    before: Building | None
    unit: int | None = None
    shares: list[Share] = field(default_factory=list)
    mandates: list[dict] = field(default_factory=list)
    agents: list[dict] = field(default_factory=list)
    life: dict[str, date] = field(default_factory=dict)
    trials: list[Any] = field(default_factory=list)
    errands: list[Any] = field(default_factory=list)
    opened_on: date | None = None
    sparse: bool = False
    details: Callable[[dict], None] | None = None

    @property
    def district(self) -> int:
        return int(self.code.split("-")[0])

    @property
    def file_no(self) -> str:
        return f"{self.district:02}/{self.number:06}"

    @property
    def has_scans(self) -> bool:
        return self.number <= _FILES_WITH_SCANS

    def key(self, kind: str, suffix) -> str:
        return f"{self.file_no}-{kind}-{suffix}"

    def on(self, event: str) -> date | None:
        """The day of that event, if it has happened."""
        day = self.life.get(event)
        return day if day and day <= self.today else None

    @cached_property
    def current(self) -> list[Share]:
        return [share for share in self.shares if not share.until]

    def holders_on(self, day: date) -> list[dict]:
        held = [s.person for s in self.shares if s.since <= day and (not s.until or day < s.until)]
        return held or [share.person for share in self.current]

    def dice(self, purpose: str) -> Random:
        """A random generator for one section, so that a change in one leaves the others as they were."""
        return Random(f"{self.rng_name}/{purpose}")

    rng_name: str = ""
    house: int = 1

    def scan(self, name: str) -> str:
        return name if self.has_scans else ""
