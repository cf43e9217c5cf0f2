"""What people do with a verdict: its name, the papers to bring and the office to go to, from acts.toml."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

DIVAN = "divan"
# The offices of a district, as its columns begin (districts.py).
OFFICES = ("secretariat", "completion", "income")
_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("acts.toml").read_text("utf8"))


class Office(NamedTuple):
    """Where an act is done, in one language. Whatever is empty is unknown; `note` then says what to do."""

    address: str = ""
    phone: str = ""
    hours: str = ""
    site: str = ""
    note: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether there is nothing to write to somebody who wants to go there."""
        return not self.address and not self.phone


class Words(NamedTuple):
    """The same words in both languages."""

    persian: str
    english: str

    def in_language(self, language: str) -> str:
        return self.persian if language == "fa" else self.english


class Letter(NamedTuple):
    """The words of a letter about an act, with the places that acts.toml names."""

    subject: str
    body: str
    on: str
    reasons: str


class Act(NamedTuple):
    """One act; `where` names an office of the district, or the court; some are done by a letter."""

    name: str
    title: Words
    papers: tuple[Words, ...]
    where: str
    letter: Letter | None = None


ACTS = {
    name: Act(
        name,
        Words(*row["title"]),
        tuple(Words(*paper) for paper in row["papers"]),
        row["where"],
        Letter(**row["letter"]) if "letter" in row else None,
    )
    for name, row in _DATA["act"].items()
}


def act(name: str) -> Act:
    """objection, explanation, divan, compliance, payment, bill, defect or step; KeyError for another."""
    return ACTS[name]


def divan(language: str) -> Office:
    """The Court of Administrative Justice, the same for every city."""
    court = _DATA["divan"]
    hours, note = (Words(*court[name]).in_language(language) for name in ("hours", "note"))
    return Office(court["address"], court["phone"], hours, court["site"], note)
