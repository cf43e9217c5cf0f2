"""The code lists of a case file: key → label in each language, from lists.toml and from what an administrator told."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    persian: str
    english: str
    retired: bool = False


Told = dict[tuple[str, str], Entry]
LISTS: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text("utf8"))
# Set when Django starts; until then, and where there is no database, the lists are the shipped ones.
told: Callable[[], Told] = dict


def label(code_list: str, key: str, language: str) -> str:
    """What a person reads for `key`; a key that left the list is shown as itself rather than lost."""
    persian, english, *_ = told().get((code_list, key)) or LISTS[code_list].get(key, (key, key))
    return persian if language == "fa" else english


def keys(code_list: str) -> list[str]:
    """Every key that a row may bear, retired ones too: what was true when it was written stays."""
    added = [key for of, key in told() if of == code_list and key not in LISTS[code_list]]
    return [*LISTS[code_list], *added]


def offered(code_list: str) -> list[str]:
    """The keys that may be chosen today."""
    known = told()
    return [key for key in keys(code_list) if not ((entry := known.get((code_list, key))) and entry.retired)]
