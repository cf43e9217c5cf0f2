"""What the back office may send: one property file a line, made from the tables themselves; its JSON Schema."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from shahrsazi.casefiles.contract import MAX_ROWS, contract, stored, with_codes
from shahrsazi.casefiles.fields import Code, Row, longest
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.city import code_lists


class Party(Row):
    """A person that the file names. `registered_on`: all their papers were seen at the counter; they may sign in."""

    source_key: Annotated[str, Meta(max_length=60, description="your key of the person: needed without a number")] = ""
    number: (
        Annotated[
            str,
            Meta(
                min_length=8,
                max_length=15,
                description="national code, legal id or foreigner's code, null of an owner known by name alone",
            ),
        ]
        | None
    ) = None
    kind: Annotated[str, Code("party_kind")] = "natural"
    first_name: Annotated[str, longest(60)] = ""
    last_name: Annotated[str, Meta(min_length=1, max_length=120)]
    father_name: Annotated[str, longest(60)] = ""
    mobile: Annotated[str, longest(20)] = ""
    email: Annotated[str, longest(254)] = ""
    birth_date: date | None = None
    birth_cert_no: Annotated[str, longest(10)] = ""
    residence_postal: Annotated[str, longest(12)] = ""
    residence_address: Annotated[str, longest(300)] = ""
    registered_on: date | None = None


def line() -> type[msgspec.Struct]:
    """The shape of a line: the file, its people, owners and mandates, and a list for each table of each section.

    With the codes of the moment at which it is asked for: a load asks once.
    """
    return _shapes(_codes())[0]


def part() -> type[msgspec.Struct]:
    """The same of which all may be missing: a record is a line that tells one thing."""
    return _shapes(_codes())[1]


def judged() -> type[msgspec.Struct]:
    """The same with the rows as they are stored, where those come in another form."""
    return _shapes(_codes())[2]


def _codes() -> tuple[tuple[str, ...], ...]:
    return tuple((name, *code_lists.keys(name)) for name in code_lists.LISTS)


def fingerprint() -> bytes:
    """Eight bytes for the contract of this moment: what was reported under another one is looked at again."""
    return _fingerprint(_codes())


@lru_cache(2)
def _fingerprint(_codes: tuple) -> bytes:
    return blake2b(msgspec.json.encode(msgspec.json.schema(line())), digest_size=8).digest()


@lru_cache(2)
def _shapes(_codes: tuple) -> tuple[type[msgspec.Struct], ...]:
    from shahrsazi.casefiles.casefile import CaseFile

    when = Annotated[datetime, Meta(tz=True, description="when the back office said so")]
    casefile, lists = contract(CaseFile), _lists(contract)
    some = [("as_of", when | None, None), ("casefile", casefile | None, None)]
    return (
        _struct("PropertyFile", [("as_of", when), ("casefile", casefile), *lists]),
        _struct("Part", [*some, *lists]),
        _struct("Judged", [*some, *_lists(stored)]),
    )


def _lists(contract: Callable) -> list[tuple]:
    from shahrsazi.casefiles.casefile import Mandate, Ownership

    models = {"owners": Ownership, "mandates": Mandate} | {k: m for s in SECTIONS for k, m in s.feeds.items()}
    kinds = {"people": with_codes(Party)} | {key: contract(model) for key, model in models.items()}
    rows = Meta(max_length=MAX_ROWS)
    return [(key, Annotated[list[kind], rows], msgspec.field(default_factory=list)) for key, kind in kinds.items()]


def _struct(name: str, fields: list[tuple]) -> type[msgspec.Struct]:
    return msgspec.defstruct(name, fields, kw_only=True, forbid_unknown_fields=True)


def schema() -> dict:
    """The contract as JSON Schema (2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | with_words(msgspec.json.schema(line()))


def with_words(schema: Any) -> Any:
    """Beside each list of keys what they are called: {key: [Persian, English]}."""
    if isinstance(schema, list):
        return [with_words(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    filled = {key: with_words(value) for key, value in schema.items()}
    words = _words(filled["enum"]) if isinstance(filled.get("enum"), list) else None
    return filled | ({"x-words": words} if words else {})


def _words(keys: list) -> dict[str, list[str]] | None:
    wanted = {key for key in keys if key}
    name = next((name for name in code_lists.LISTS if set(code_lists.keys(name)) == wanted), None)
    if name is None:
        return None
    return {key: [code_lists.label(name, key, language) for language in ("fa", "en")] for key in sorted(wanted)}
