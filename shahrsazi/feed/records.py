"""Records: one thing of one file, or a person, told by itself with its version; and lines, which tell a file with all.

A record becomes a line that holds that one thing alone, so that both are judged and written in the same way.
"""

import re
from datetime import date, datetime
from hashlib import blake2b
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

import msgspec
from django.utils.translation import gettext as _
from msgspec import Meta

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.feed import days
from shahrsazi.persian.identifiers import InvalidInputError, refuse_if, renewal_code
from shahrsazi.persian.text import ascii_digits

PRESENT, ENDED, WITHDRAWN = "present", "ended", "withdrawn"
LINE, FILE, PERSON = "line", "file", "person"
Key = Annotated[str, Meta(min_length=1, max_length=60)]
About: TypeAlias = tuple[str, str]  # record, key


def _singular(model: type) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


# What a record is called → the list of a line that it would stand in.
LISTS = {"ownership": "owners", "mandate": "mandates"} | {
    _singular(model): key for section in SECTIONS for key, model in section.feeds.items()
}
RECORDS = (FILE, PERSON, *LISTS)
# What ends on a day, and by which of its columns; a person's end is their death. Anything else says its own end.
ENDS = {"ownership": "effective_to", "mandate": "ended_on", PERSON: "died_on"}


class Record(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One record. `file` is what the source calls the file, or its renewal code; a `file` and a `person` name none."""

    record: Literal[RECORDS]  # type: ignore[valid-type]
    source_key: Key
    version: Annotated[int, Meta(ge=0, description="grows with every change of this record: a count, or microseconds")]
    state: Literal["present", "ended", "withdrawn"] = "present"
    ended_on: date | None = None
    file: Annotated[str, Meta(max_length=60)] = ""
    values: dict[str, Any] | None = None


class Envelope(NamedTuple):
    """What a line or record is about, and which version of it this is."""

    record: str
    key: str
    version: int
    state: str = PRESENT
    ended_on: date | None = None
    file: str = ""
    digest: str = ""

    @property
    def is_line(self) -> bool:
        return self.record == LINE


def file_of(envelope: Envelope) -> str:
    """What the source calls the file that this is about, or its renewal code; empty of a person."""
    return envelope.key if envelope.record in (FILE, LINE) else envelope.file


# Digests once depended on the code lists of their day, so that a code that came made every record another one; on how
# the code of the file was spelled; and on the script of what names another row.
DIGEST_FORM = "4:"


def digest(record: Record, key: str, file: str) -> str:
    """Of what it says, however that is written down: fields in any order, a whole number with a point or without, what
    is usual left out or said.
    """
    content = [record.record, key, record.state, record.ended_on, _spelled(file), _in_one_form(record.values)]
    return DIGEST_FORM + blake2b(msgspec.json.encode(content, order="deterministic"), digest_size=15).hexdigest()


def _spelled(file: str) -> str:
    """A renewal code is the same in any spelling."""
    try:
        return renewal_code(file)
    except InvalidInputError:
        return file


def _in_one_form(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_one_form(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_in_one_form(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def microseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000)


def opened(row: dict, latest: int) -> tuple[Envelope, dict]:
    """A record as told, and the line that holds it alone; InvalidInputError or ValidationError for what is none."""
    record = msgspec.convert(row, Record)
    _refuse_a_half(record, latest)
    key = ascii_digits(record.source_key)
    file = "" if record.record in (FILE, PERSON) else ascii_digits(record.file)
    content = digest(record, key, file)
    if record.values is None:
        return Envelope(record.record, key, record.version, record.state, record.ended_on, file, content), {}
    # A share or a mandate with its end is one that is present and says until when; somebody's death is beside them.
    state, ended_on = (PRESENT, None) if record.record in LISTS else (record.state, record.ended_on)
    envelope = Envelope(record.record, key, record.version, state, ended_on, file, content)
    return envelope, _alone(record.record, key, record.values, record.ended_on)


def _alone(record: str, key: str, values: dict, ended_on: date | None = None) -> dict:
    if record == FILE:
        return {"casefile": values}
    if record == PERSON:
        return {"people": [values | {"source_key": key}]}
    # What is present was not withdrawn, and has no end but the one that it tells, whatever was told before.
    refuse_if("withdrawn" in values, "record", _("Withdrawn is a state, and no value") + " - at `$.values.withdrawn`")
    as_it_is: dict[str, Any] = {ENDS[record]: None} if record in ENDS else {"withdrawn": False}
    if record == "mandate" and not ended_on and values.get("ended_on") is None:
        as_it_is |= {"end_reason": ""}  # which goes with the end that it was of
    end = {ENDS[record]: ended_on.isoformat()} if ended_on else {}
    for name, day in end.items():
        two = values.get(name) not in (None, day)
        refuse_if(two, "record", _("This says another end than `ended_on`") + f" - at `$.values.{name}`")
    return {LISTS[record]: [as_it_is | values | end | {"source_key": key}]}


def _refuse_a_half(record: Record, latest: int) -> None:
    """What contradicts itself, whatever its values say."""
    of_no_file, ended = record.record in (FILE, PERSON), record.state == ENDED
    present, withdrawn, day = record.state == PRESENT, record.state == WITHDRAWN, record.ended_on is not None
    wrong_day = days.wrong_end(record.ended_on, record.record == PERSON) if record.ended_on else None
    for wrong, field, sentence in (
        (record.version > latest, "version", _("This version is in the future")),
        (ended and record.record not in ENDS, "state", _("This does not end: send it anew, or withdraw it")),
        (not present and not ended and record.record == PERSON, "state", _("Withdraw what names them, not the person")),
        (present and record.values is None, "values", _("What is present has its values")),
        (withdrawn and record.values is not None, "values", _("What was told by mistake has no values")),
        (ended != day, "ended_on", _("What has ended says on which day, and nothing else does")),
        (wrong_day, "ended_on", wrong_day),
        (of_no_file == bool(record.file), "file", _("A record names its file; a file and a person name none")),
    ):
        refuse_if(wrong, "record", f"{sentence} - at `$.{field}`")
