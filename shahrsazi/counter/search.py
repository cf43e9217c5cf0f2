"""Find files at the counter: by renewal code in any spelling, file number, plate, a person's number or name."""

import hashlib
import hmac
import json
import re
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import connections
from django.db.models import Q

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.database.statements import select
from shahrsazi.persian import dates, identifiers
from shahrsazi.persian.identifiers import NUMBER_OF, InvalidInputError
from shahrsazi.persian.names import name_query, name_words
from shahrsazi.persian.text import ascii_digits, clean

MAX_RESULTS, MIN_LETTERS, MAX_LENGTH = 50, 3, 100
_PLATE_OR_NUMBER, _LONG_RUN = re.compile("[0-9/]{1,20}", re.ASCII), re.compile("[0-9]{8}", re.ASCII)


class SearchResult(NamedTuple):
    """Files of the clerk's district. `elsewhere` is the typed renewal code when it belongs to another district."""

    files: list
    more: bool
    elsewhere: str = ""


class Wanted(NamedTuple):
    """What was typed, and what of a person it can be: a number, or the words of a name."""

    typed: str
    number: str
    words: list[str]

    @classmethod
    def of(cls, typed: str) -> "Wanted":
        # A renewal code without its hyphens is often somebody's number as well: with them it is a file's.
        readers = () if _tried(renewal_code, typed) else identifiers.NUMBER_OF.values()
        number = next((n for read in readers if (n := _tried(read, typed))), "")
        return cls(typed, number, _words_of_name(typed))

    @property
    def about_a_person(self) -> bool:
        return bool(self.number or self.words)

    @property
    def may_stand_in_an_address(self) -> bool:
        """Only what reads as a file's code, plate or number. What is neither that nor a valid number of a person may be
        one with a slip in it, a telephone, or a name with something else: it is sent, and leads nowhere.
        """
        written = re.sub(r"\s", "", identifiers.as_typed(self.typed, MAX_LENGTH))
        of_a_file = _tried(renewal_code, self.typed) or _PLATE_OR_NUMBER.fullmatch(written)
        return not self.about_a_person and bool(of_a_file) and not _LONG_RUN.search(written)

    @property
    def too_short(self) -> bool:
        """Two letters of a name would list the district."""
        return bool(self.words) and max(map(len, self.words)) < MIN_LETTERS

    @property
    def kind(self) -> str:
        return "number" if self.number else "name" if self.words else "code"

    @property
    def hash(self) -> str:
        """For the ledger: that the same was sought again can be seen, and not what."""
        sought = (self.number or " ".join(self.words) or self.typed).encode()
        return hmac.new(settings.SECRET_KEY.encode(), b"search " + sought, hashlib.sha256).hexdigest()[:16]


def _words_of_name(typed: str) -> list[str]:
    """None of a code or a file number, even with a letter or two; of a name with a number, as some companies', all."""
    words = name_words(typed)
    named = any(word.isalpha() and len(word) >= MIN_LETTERS for word in words)
    return words if named or not any(character.isdigit() for character in typed) else []


def search(wanted: Wanted) -> SearchResult:
    """Try the typed text as everything that it can be; only files of the clerk's own district are found."""
    typed, code = wanted.typed, _tried(renewal_code, wanted.typed)
    of_person = _files_of_person(wanted)
    conditions = [*_by_code(code), *_by_number(typed), *_by_plate(typed), Q(pk__in=of_person - {None})]
    any_of = Q(pk__in=[])
    for condition in conditions:
        any_of |= condition
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.desk_district()")
        [district] = cursor.fetchone()
    rows = CaseFile.at_desk.filter(any_of, district=district)
    files = list(rows.order_by("place_order", "renewal_code")[: MAX_RESULTS + 1])
    foreign = code if code and identifiers.renewal_district(code) != district else ""
    return SearchResult(files[:MAX_RESULTS], len(files) > MAX_RESULTS or None in of_person, foreign)


def _tried(read, typed: str):
    try:
        return read(typed)
    except InvalidInputError:
        return None


def renewal_code(typed: str) -> str:
    """Seven numbers with any separators; the last ones may be left out when they are zero."""
    parts = [part for part in re.split(r"[\s./\-_،,]+", identifiers.as_typed(typed)) if part]
    if 4 <= len(parts) < 7:
        parts += ["0"] * (7 - len(parts))
    return identifiers.renewal_code("-".join(parts))


def _by_code(code: str | None):
    if code:
        yield Q(renewal_code=code)


def _by_number(typed: str):
    """As counter and feed store it: the one writes digits and strokes alone, the other what an office writes."""
    folded = re.sub(r"\s", "", ascii_digits(typed))
    if _PLATE_OR_NUMBER.fullmatch(folded):
        yield Q(file_no=folded)
    if any(character.isdigit() for character in typed):
        yield Q(file_no=ascii_digits(clean(typed)))


def _by_plate(typed: str):
    plate = _tried(identifiers.registration_plate, typed)
    if plate and "/" in typed:
        yield Q(plate_main=plate[0], plate_sub=plate[1])
        if plate[1]:
            yield Q(plate_main=plate[1], plate_sub=plate[0])  # people write the two in either order


def _files_of_person(wanted: Wanted) -> set[int | None]:
    """By their ids; None among them where there are more."""
    number, names = wanted.number, name_query(wanted.typed) if wanted.words else ""
    if not number and not names:
        return set()
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.files_by_party(%s, %s)", [number, names])
        return {row[0] for row in cursor.fetchall()}


def open_across_districts(code: str, reason: str) -> str | None:
    """Open a file of another district to this desk for a while, its reason in the ledger. Returns the reference."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.open_across_districts(%s, %s)", [code, reason])
        [ref] = cursor.fetchone()
    return ref


def any_registered(numbers: list[str]) -> bool:
    """Whether one of these may sign in by now, whatever was known when they were looked up."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.any_registered(%s)", [numbers])
        return cursor.fetchone()[0]


def of_interested(draft_id: int, numbers: list[str]) -> set[str]:
    """Those of the numbers whose bearers wrote in a registration, or have an author of it act for them."""
    return _numbers("SELECT guard.numbers_of_interested(%s, %s)", draft_id, numbers)


def other_addresses_coming(draft_id: int, typed: dict[str, dict[str, str]]) -> set[str]:
    """Those of the numbers whose bearers get other addresses than are typed of them, by another registration, which do
    not count yet.
    """
    return _numbers("SELECT guard.other_addresses_coming(%s, %s::jsonb)", draft_id, json.dumps(typed))


def fed_address_comes(number: str) -> bool:
    """Whether the back office told another address of whoever has this number, which does not count yet."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.fed_address_comes(%s)", [number])
        return cursor.fetchone()[0]


def _numbers(query: str, draft_id: int, numbers: list[str] | str) -> set[str]:
    with connections["staff"].cursor() as cursor:
        cursor.execute(query, [draft_id, numbers])
        return {number for (number,) in cursor.fetchall()}


def holders_of(mobile: str, number: str) -> int:
    """How many others are reached at this mobile number; who they are is not told."""
    with connections["staff"].cursor() as cursor:
        cursor.execute("SELECT guard.holders_of(%s, %s)", [mobile, number])
        return cursor.fetchone()[0]


class RegisteredPerson(NamedTuple):
    """A person whom the database has already, with their contact data."""

    id: int
    kind: str
    first_name: str
    last_name: str
    father_name: str
    mobile: str | None
    email: str | None
    birth_date: date | None
    birth_cert_no: str | None
    residence_postal: str | None
    residence_address: str | None
    registered_on: object
    died_on: object

    @property
    def names(self) -> dict[str, str]:
        """The identity as a form writes it; what is not on record is left out."""
        names = {n: getattr(self, n) for n in ("first_name", "last_name", "father_name", "birth_cert_no")}
        born = {"birth_date": dates.format_short(self.birth_date, "en")} if self.birth_date else {}
        return {name: value for name, value in names.items() if value} | born

    @property
    def record(self) -> dict[str, str]:
        """What was on record, beside what is typed: `was_` for each text; whether they are registered, or have died."""
        contact = {n: getattr(self, n) for n in ("mobile", "email", "residence_postal", "residence_address")}
        was = {f"was_{n}": value for n, value in (contact | self.names).items() if value and n != "birth_cert_no"}
        states = {"registered": self.registered_on, "died": self.died_on}
        return was | {name: "1" for name, day in states.items() if day}

    @property
    def texts(self) -> dict[str, str]:
        return self.names | self.record


def person_by_number(number: str) -> RegisteredPerson | None:
    """The person of the exact number on a card that was shown. The database writes each look-up in the ledger."""
    with connections["staff"].cursor() as cursor:
        cursor.execute(select(RegisteredPerson, "guard.person_by_number(%s)"), [number])
        row = cursor.fetchone()
    return RegisteredPerson(*row) if row else None


class Record(NamedTuple):
    """What the database has of a number that a registration names."""

    number: str
    first_name: str
    last_name: str
    father_name: str
    birth_date: date | None
    mobile: str | None
    email: str | None
    residence_postal: str | None
    residence_address: str | None
    registered_on: date | None
    died_on: date | None

    @property
    def texts(self) -> dict[str, str]:
        """As a part of a registration keeps them: what was on record, and whether they are registered, or have died."""
        columns = self._asdict()
        texts = {
            f"was_{name}": columns[name] or "" for name in columns if not name.endswith("_on") and name != "number"
        }
        texts["was_birth_date"] = dates.format_short(self.birth_date, "en") if self.birth_date else ""
        return texts | {"registered": "1" if self.registered_on else "", "died": "1" if self.died_on else ""}


def on_record(draft_id: int, typed: list[dict]) -> dict[str, Record]:
    """By the number that each of these texts names; of a registration that waits for a second clerk alone."""
    numbers = [number for texts in typed if (number := _number_of(texts))]
    with connections["staff"].cursor() as cursor:
        cursor.execute(select(Record, "guard.on_record(%s, %s)"), [draft_id, numbers])
        return {row[0]: Record(*row) for row in cursor.fetchall()}


def _number_of(texts: dict) -> str:
    try:
        return NUMBER_OF.get(texts.get("kind", ""), NUMBER_OF["natural"])(texts.get("number", ""))
    except InvalidInputError:
        return ""
