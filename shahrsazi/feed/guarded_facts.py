"""What the guards count of a line or record, made where it is read, so that nobody has to read it again for this."""

from datetime import date
from typing import Any, NamedTuple

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.feed.guarded_terms import OF_MANDATES, OF_SHARES, OF_VERDICTS, Columns
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import Envelope, file_of
from shahrsazi.persian import dates

# The lists of rows that may be told by mistake.
_LISTS = [key for section in SECTIONS for key in section.feeds]
Names = tuple[str, ...]  # of one person: a number, a key of the source's


class GivenShare(NamedTuple):
    key: str
    names: Names
    columns: Columns  # those that are told


class GivenMandate(NamedTuple):
    key: str
    principal: Names
    agent: Names
    columns: Columns

    @property
    def every_file(self) -> bool:
        """Whether it is told to be."""
        return bool(self.columns.get("every_file"))

    def goes_on_from(self, stored: list[Any]) -> list[Any]:
        """Of the rows of one mandate, which may be for its file and for every one, those that this telling changes: the
        one that it is told of first. Without a word of that it is for what it was for, as mandates.py writes it.
        """
        if "every_file" in self.columns:
            return sorted(stored, key=lambda row: row.every_file != self.every_file)
        return sorted(stored, key=lambda row: (not row.was_given, row.every_file))[:1]


class GivenVerdict(NamedTuple):
    key: str
    columns: Columns


class Facts(NamedTuple):
    """Of a file whether it is told to be open or closed; its shares, mandates, verdicts, mobiles by whose they are, and
    lists and keys of rows that were told by mistake.
    """

    code: str = ""
    opened: bool = False
    closed: bool = False
    owners: tuple[GivenShare, ...] = ()
    mandates: tuple[GivenMandate, ...] = ()
    mobiles: tuple[tuple[Names, str], ...] = ()
    verdicts: tuple[GivenVerdict, ...] = ()
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
        bool(case and not _is_past(case.opened_on) and "opened_on" not in judged.absent_of_file),
        tuple(_share(row, judged.absent("owners", n), line) for n, row in enumerate(line.owners)),
        tuple(_mandate(row, judged.absent("mandates", n), line) for n, row in enumerate(line.mandates)),
        tuple((_names_of(p), p.mobile) for n, p in people if "mobile" not in judged.absent("people", n)),
        tuple(_verdict(row, judged.absent("verdicts", n)) for n, row in enumerate(line.verdicts)),
        tuple((name, row.source_key) for name in _LISTS for row in getattr(line, name) if row.withdrawn),
        tuple((p.source_key, p.number or "") for p in line.people if p.source_key),
    )


def _is_past(day: date | None) -> bool:
    return day is not None and day <= dates.today()


def _share(row: Any, absent: list[str], line: Any) -> GivenShare:
    return GivenShare(row.source_key, _names(row.person, line), _columns(row, OF_SHARES, absent))


def _mandate(row: Any, absent: list[str], line: Any) -> GivenMandate:
    who = _names(row.principal, line), _names(row.agent, line)
    columns = _columns(row, OF_MANDATES, absent)
    columns |= {"scope": tuple(map(str, row.scope))} if "scope" in columns else {}
    return GivenMandate(row.source_key, *who, columns)


def _verdict(row: Any, absent: list[str]) -> GivenVerdict:
    return GivenVerdict(row.source_key, _columns(row, OF_VERDICTS, absent))


def _columns(row: Any, names: Names, absent: list[str]) -> Columns:
    return {name: getattr(row, name) for name in names if name not in absent}


def _names(name: str, line: Any) -> Names:
    """The same person's number and key, where one line tells both."""
    both = next((_names_of(p) for p in line.people if name in (p.number, p.source_key)), ())
    return (name, *(other for other in both if other != name))


def _names_of(party: Any) -> Names:
    return tuple(name for name in (party.number, party.source_key) if name)
