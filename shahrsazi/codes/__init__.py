"""The code lists of a case file, read from lists.toml: key → label in each language."""

import tomllib
from functools import cache
from pathlib import Path

LISTS: dict[str, dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text("utf8"))


@cache
def label(code_list: str, key: str, language: str) -> str:
    """What a person reads for `key`; a key that left the list is shown as itself rather than lost."""
    persian, english = LISTS[code_list].get(key, (key, key))
    return persian if language == "fa" else english


def keys(code_list: str) -> list[str]:
    return list(LISTS[code_list])
