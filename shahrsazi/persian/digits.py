"""Whole numbers, as people and addresses write them."""

from shahrsazi.persian.text import ascii_digits

LONGEST = 18  # every number of so many digits is a bigint


def is_digits(text: str, longest: int = LONGEST) -> bool:
    """Whether these are ASCII digits alone, at most so many: str.isdigit lets those of all scripts through, and ²."""
    return text.isascii() and text.isdigit() and len(text) <= longest


def whole_number(text: str | None, longest: int = LONGEST) -> int | None:
    """The number that Persian, Arabic or ASCII digits write; None for anything else and for more digits than that."""
    folded = ascii_digits(text or "").strip()
    return int(folded) if is_digits(folded, longest) else None
