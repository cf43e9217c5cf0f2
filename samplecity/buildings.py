"""What stands on the land: floors and uses as the permit allows them, and the progress of the work."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from samplecity.land import Land

STAGES = ("land", "excavation", "foundation", "frame", "rough", "finishing", "complete")
_BANDS = {
    "land": (0, 0),
    "excavation": (2, 6),
    "foundation": (8, 14),
    "frame": (25, 38),
    "rough": (46, 62),
    "finishing": (72, 90),
    "complete": (100, 100),
}
_PARKING_SPACE = 25  # square metres, with its turning room
_LIVING = ("residential", "commercial", "office")


class Room(NamedTuple):
    """One floor in one use."""

    floor: int
    use: str
    sub: str
    area: float
    units: int | None = None
    height: float = 2.8
    unit_no: str = ""


@dataclass
class Building:
    rooms: list[Room]
    footprint: float
    structure: str = "brick"
    roof: str = "joist_block"
    facade: str = "brick"
    group: str = ""
    built: tuple[int, int] | None = None
    parking: int = 0
    lift: bool = False
    pool: bool = False

    @property
    def total(self) -> float:
        return round(sum(room.area for room in self.rooms), 2)

    @property
    def floors_above(self) -> int:
        return max((room.floor for room in self.rooms), default=-1) + 1

    @property
    def floors_below(self) -> int:
        return -min(0, *(room.floor for room in self.rooms), 0)

    @property
    def units(self) -> int:
        return sum(room.units or 0 for room in self.rooms)

    @property
    def storage(self) -> int:
        return self.units if any(room.use == "storage" for room in self.rooms) else 0

    @property
    def counted(self) -> float:
        """The area that the density counts: not parking, storage or common parts."""
        return round(sum(room.area for room in self.rooms if room.use in _LIVING), 2)

    def living(self) -> list[Room]:
        return [room for room in self.rooms if room.use in _LIVING]


class Rules(NamedTuple):
    """The numbers of the detailed plan that a building is designed by."""

    zone: str
    use: str
    coverage: int
    floors: int
    pilotis: bool
    units: int

    @property
    def density(self) -> int:
        return self.coverage * self.floors


def rules_for(rng: Random, kind: str, wide: bool) -> Rules:
    coverage = rng.choice((50, 55, 60, 60, 65))
    if kind == "shop":
        return Rules(f"M{rng.randint(1, 2)}2{rng.randint(1, 3)}", "mixed", coverage + 10, rng.choice((2, 3)), False, 2)
    if kind == "garden":
        return Rules(f"G{rng.randint(1, 2)}11", "garden", 10, 1, False, 1)
    floors = rng.choice((3, 4, 5)) if wide or kind in ("apartment", "complex") else rng.choice((2, 3, 3))
    return Rules(f"R1{rng.randint(1, 3)}{rng.randint(1, 3)}", "residential", coverage, floors, floors > 2, floors * 2)


def design(rng: Random, land: Land, rules: Rules, kind: str) -> Building:
    """A building within the rules."""
    footprint = round(land.area_after * rules.coverage / 100 * rng.uniform(0.88, 0.98), 2)
    rooms = _rooms(rng, footprint, rules, kind)
    steel = rng.random() < 0.3
    building = Building(rooms, footprint, "steel" if steel else "concrete", "composite" if steel else "joist_block")
    building.facade = rng.choice(("brick", "stone", "stone", "brick", "composite", "mixed"))
    building.lift = building.floors_above > 3
    building.pool = kind == "house" and rng.random() < 0.05
    building.group = "الف" if building.total < 600 else "ب" if building.total < 2000 else "ج"
    building.parking = int(sum(room.area for room in rooms if room.use == "parking") / _PARKING_SPACE)
    return building


def _rooms(rng: Random, footprint: float, rules: Rules, kind: str) -> list[Room]:
    if kind == "shop":
        return _shop(footprint, rules)
    if kind == "garden":
        return [Room(0, "residential", "سرایداری", footprint, 1)]
    return _flats(rng, footprint, rules) if rules.pilotis else _house(footprint, rules)


def _shop(footprint: float, rules: Rules) -> list[Room]:
    upper = [Room(floor, "office", "دفتر کار", footprint, 1, 3.0) for floor in range(1, rules.floors)]
    return [
        Room(-1, "storage", "انبار مغازه", round(footprint * 0.6, 2)),
        Room(0, "commercial", "خرده‌فروشی", footprint, 1, 3.6),
        *upper,
    ]


def _house(footprint: float, rules: Rules) -> list[Room]:
    parking = float(_PARKING_SPACE * max(1, int(footprint * 0.5 / _PARKING_SPACE)))
    ground = [
        Room(0, "parking", "پارکینگ مسقف", parking, None, 2.4),
        Room(0, "residential", "", round(footprint - parking, 2), 1),
    ]
    return ground + [Room(floor, "residential", "", footprint, 1) for floor in range(1, rules.floors)]


def _flats(rng: Random, footprint: float, rules: Rules) -> list[Room]:
    """Flats over a ground floor on pillars."""
    common, each = round(footprint * 0.14, 2), 2 if footprint > 170 else 1
    ground = [
        Room(0, "parking", "پیلوت", round(footprint - common, 2), None, 2.4),
        Room(0, "common", "لابی و راه‌پله", common),
    ]
    below = [Room(-1, "storage", "انباری واحدها", round(footprint * rng.uniform(0.3, 0.5), 2), None, 2.2)]
    floors = [
        room
        for floor in range(1, rules.floors + 1)
        for room in (
            Room(floor, "residential", "", round(footprint - common, 2), each),
            Room(floor, "common", "راه‌پله و آسانسور", common),
        )
    ]
    return below + ground + floors


def with_unit(building: Building, unit: int) -> Building:
    """The same building with the flat of that number as a row of its own."""
    flats = [room for room in building.rooms if room.use == "residential"]
    room = flats[(unit - 1) // flats[0].units]
    if room.units == 1:
        parts = [room._replace(unit_no=str(unit))]
    else:
        own = round(room.area / room.units, 2)
        rest = room._replace(area=round(room.area - own, 2), units=room.units - 1)
        parts = [room._replace(area=own, units=1, unit_no=str(unit)), rest]
    index = building.rooms.index(room)
    building.rooms = building.rooms[:index] + parts + building.rooms[index + 1 :]
    return building


def old_house(rng: Random, land: Land, this_year: int) -> Building:
    """What stood there before, or still does: load-bearing brick or adobe of one or two floors."""
    footprint = round(land.area_after * rng.uniform(0.35, 0.5), 2)
    rooms = [Room(floor, "residential", "", footprint, 1, 3.1) for floor in range(rng.choice((1, 1, 2)))]
    adobe = len(rooms) == 1 and rng.random() < 0.3
    began = this_year - rng.randint(30, 60)
    return Building(
        rooms,
        footprint,
        "adobe" if adobe else "brick",
        "dome" if adobe else "jack_arch",
        "brick",
        "",
        (began, began + 1),
    )


def progress(rng: Random, stage: str) -> int:
    return rng.randint(*_BANDS[stage])
