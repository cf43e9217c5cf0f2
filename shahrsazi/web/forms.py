"""What was typed into a form and what is wrong with it: the base of every form of the site."""

from collections.abc import Mapping
from typing import Any


class BoundTexts:
    """`values` are the texts as typed, `errors` (field, sentence) pairs in the order in which they were found."""

    longest = 400

    def __init__(self, posted: Mapping[str, Any]):
        self.values = {key: plain(value, self.longest) for key, value in posted.items()}
        self.errors: list[tuple[str, str]] = []

    def error(self, field: str, sentence: object) -> None:
        self.errors.append((field, str(sentence)))

    def errors_of(self, field: str) -> list[str]:
        return [sentence for name, sentence in self.errors if name == field]


def plain(value: str, longest: int = BoundTexts.longest) -> str:
    """As typed, but bounded, and without characters that no keyboard makes and PostgreSQL refuses."""
    return "".join(c for c in str(value)[:longest] if c.isprintable() or c == "\u200c")
