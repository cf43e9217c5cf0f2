"""What the guards count of a line or record, made where it is read, so that nobody has to read it again for this."""

from datetime import date
from typing import Any, NamedTuple

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import Envelope, file_of

# The lists of rows that may be told by mistake.
_LISTS = [key for section in SECTIONS for key in section.feeds]
Names = tuple[str, ...]  # of one person: a number, a key of the source's


class GivenShare(NamedTuple):
    key: str
    names: Names
    parts: tuple[int, int, int, int]  # of the land, of how many; of the building, of how many
    begins: date
    ends: date | None
    tells_end: bool


class GivenMandate(NamedTuple):
    key: str
    principal: Names
    agent: Names
    scope: Names | None  # none where it is not told
    every_file: bool
    ends: date | None
    tells_end: bool


class Facts(NamedTuple):
    """Of a file whether it is told to be open or closed; its shares, mandates, mobiles, the keys of verdicts, and lists
    and keys of rows that were told by mistake.
    """

    code: str = ""
    opened: bool = False
    closed: bool = False
    owners: tuple[GivenShare, ...] = ()
    mandates: tuple[GivenMandate, ...] = ()
    mobiles: tuple[tuple[str, str], ...] = ()
    verdicts: Names = ()
    withdrawn: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()  # those with a key of the source's: key, number if it is told


NO_FACTS = Facts()


class Counted(NamedTuple):
    """A judged line or record as the guards look at it."""

    envelope: Envelope
    facts: Facts

    @property
    def file(self) -> str:
        return file_of(self.envelope)


def facts_of(judged: NumberedLine) -> Facts:
    line = judged.line
    if line is None:
        return NO_FACTS
    case, people = line.casefile, enumerate(line.people)
    return Facts(
        case.renewal_code if case else "",
        bool(case and case.opened_on),
        bool(case and not case.opened_on and "opened_on" not in judged.absent_of_file),
        tuple(_share(row, judged.absent("owners", n), line) for n, row in enumerate(line.owners)),
        tuple(_mandate(row, judged.absent("mandates", n), line) for n, row in enumerate(line.mandates)),
        tuple((p.number, p.mobile) for n, p in people if p.number and "mobile" not in judged.absent("people", n)),
        tuple(row.source_key for row in line.verdicts),
        tuple((name, row.source_key) for name in _LISTS for row in getattr(line, name) if row.withdrawn),
        tuple((p.source_key, p.number or "") for p in line.people if p.source_key),
    )


def _share(row: Any, absent: list[str], line: Any) -> GivenShare:
    parts = row.land_share, row.land_of, row.building_share, row.building_of
    days = row.effective_from, row.effective_to, "effective_to" not in absent
    return GivenShare(row.source_key, _names(row.person, line), parts, *days)


def _mandate(row: Any, absent: list[str], line: Any) -> GivenMandate:
    who = _names(row.principal, line), _names(row.agent, line)
    scope = None if "scope" in absent else tuple(map(str, row.scope))
    return GivenMandate(row.source_key, *who, scope, row.every_file, row.ended_on, "ended_on" not in absent)


def _names(name: str, line: Any) -> Names:
    """The same person's number and key, where one line tells both."""
    both = next(((p.number, p.source_key) for p in line.people if name in (p.number, p.source_key)), ())
    return (name, *(other for other in both if other and other != name))
