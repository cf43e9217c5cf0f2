"""One property of the sample city: the facts from which its seven sections are made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from samplecity.buildings import Building, Rules
from samplecity.days import office_day
from samplecity.land import Land

# What is scanned of the sample people's files, and of a few others what those have none of: each scan is drawn, let in
# and pictured singly, and a city is to be there in seconds.
_IDENTITY, _MANDATE = ("birth_certificate", "national_card"), ("power_of_attorney", "attorney_papers")
_DECIDED = ("verdict", "service_notice")
_SCANNED = {
    1: ("deed", *_IDENTITY, *_MANDATE, *_DECIDED, "renewal_slip", "inquiry", "last_permit", "visit_sheet", "utm_survey",
        "undertaking", "supervisor_report", "warning", "defence", "A-01", "A-02", "A-03", "A-04", "A-05"),
    2: ("deed", *_MANDATE, "last_permit", "no_violation", "verdict"),
    3: ("deed", "completion"),
    4: ("deed",),
    5: ("deed", "renewal_slip"),
    6: ("deed", *_IDENTITY),
    7: ("gazette",),
    11: ("conveyance",),
}  # fmt: skip
# What an office makes of each kind of paper: a picture, a fax or a grey scan of some pages, or a file from a program.
_ENDS = {
    **dict.fromkeys(("last_permit", "completion", "no_violation", "utm_survey", "A-01", "A-03"), "pdf"),
    **dict.fromkeys(("conveyance", "power_of_attorney", "gazette", "inquiry", "visit_sheet", "A-04"), "tif"),
    **dict.fromkeys(("warning", "verdict", "service_notice"), "tif"),
    **dict.fromkeys(("A-02", "A-05"), "png"),
}
_PAGES_OF_A_PICTURE = 1


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

    def key(self, kind: str, suffix) -> str:
        return f"{self.file_no}-{kind}-{suffix}"

    def on(self, event: str) -> date | None:
        """The day of that event, if it has happened."""
        day = self.life.get(event)
        return day if day and day <= self.today else None

    @cached_property
    def current(self) -> list[Share]:
        return [share for share in self.shares if not share.until]

    @property
    def parted_on(self) -> date | None:
        """The day on which the flat got a deed of its own, after its building was completed."""
        completed = self.unit and self.on("completed")
        day = office_day(completed + timedelta(40)) if completed else None
        return day if day and day <= self.today else None

    def is_flat_on(self, day: date) -> bool:
        """Whether the flat was there to have a deed: it is in a building that is being built, or stands since long."""
        if not self.unit:
            return False
        return "permitted" not in self.life or bool(self.parted_on and self.parted_on <= day)

    def holders_on(self, day: date) -> list[dict]:
        held = [s.person for s in self.shares if s.since <= day and (not s.until or day < s.until)]
        return held or [share.person for share in self.current]

    def dice(self, purpose: str) -> Random:
        """A random generator for one section, so that a change in one leaves the others as they were."""
        return Random(f"{self.rng_name}/{purpose}")

    rng_name: str = ""
    house: int = 1

    def scan_of(self, key: str, kind: str, pages: int = 1) -> str:
        """The name of the scan of this row; empty where there is none."""
        if kind not in _SCANNED.get(self.number, ()):
            return ""
        end = _ENDS.get(kind, "jpg" if pages == _PAGES_OF_A_PICTURE else "tif")
        return f"{key.replace('/', '-')}.{end}"
