"""The code lists of a case file: key → label in each language, as shipped and as an administrator changed them."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings


class Entry(NamedTuple):
    persian: str
    english: str
    retired: bool = False


Overrides = dict[tuple[str, str], Entry]
_SHIPPED = tomllib.loads(Path(__file__).with_name("code_lists.toml").read_text("utf8"))
LISTS: dict[str, dict[str, list[str]]] = _SHIPPED | {"registry_office": settings.CITY.registry_offices}
# Until Django has started, and where there is no database, the lists are the shipped ones.
_overrides: Callable[[], Overrides] = dict


def set_overrides(source: Callable[[], Overrides]) -> None:
    """From now on `source` is called at each use for what an administrator changed."""
    global _overrides
    _overrides = source


def label(code_list: str, key: str, language: str) -> str:
    """What a person reads for `key`; a key that left the list is shown as itself rather than lost."""
    override = _overrides().get((code_list, key))
    persian, english, *_ = override[:2] if override else LISTS[code_list].get(key, [key, key])
    return persian if language == "fa" else english


def keys(code_list: str) -> list[str]:
    """Every key that a row may bear, retired ones too: what was true when it was written stays."""
    added = [key for name, key in _overrides() if name == code_list and key not in LISTS[code_list]]
    return [*LISTS[code_list], *added]


def offered(code_list: str) -> list[str]:
    """The keys that may be chosen today."""
    overrides = _overrides()
    return [key for key in keys(code_list) if not ((entry := overrides.get((code_list, key))) and entry.retired)]
