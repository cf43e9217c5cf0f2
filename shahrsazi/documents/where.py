"""On which pages a note of a paper holds: their numbers go along with its key, and are read out in words.

"fonts_missing:2,5-9" is a note of a paper of several pages. One without numbers holds for the paper as a whole, or is
from before they were stored.
"""

from collections.abc import Iterable

# So many pages and ranges are named; of more it is said how many follow.
MAX_RANGES = 12
LONGEST = 3  # digits of a page
# Fewer pages in a row are named one by one.
SHORTEST = 3


def on_pages(why: str, numbers: Iterable[int], pages: int) -> str:
    """The note, with the pages of a paper that has several."""
    shortened = _shortened(numbers) if pages > 1 else ""
    return f"{why}:{shortened}" if shortened else why


def why_of(note: str) -> str:
    """The key of its sentence."""
    return note.partition(":")[0]


def pages_of(note: str) -> list[int]:
    ranges = (range_.partition("-") for range_ in note.partition(":")[2].split(",") if range_)
    return [n for first, _dash, last in ranges for n in range(int(first), int(last or first) + 1)]


def is_sound(note: str, pages: int) -> bool:
    """Whether the numbers are pages of such a paper, in their order."""
    _why, colon, numbers = note.partition(":")
    if not colon:
        return True
    ranges = [range_.split("-") for range_ in numbers.split(",")]
    if not all(len(ends) < 3 and all(map(_is_number, ends)) for ends in ranges):
        return False
    named = pages_of(note)
    return named == sorted(set(named)) and bool(named) and named[0] >= 1 and named[-1] <= pages


def _is_number(letters: str) -> bool:
    return len(letters) <= LONGEST and letters.isascii() and letters.isdigit()


def in_words(numbers: Iterable[int]) -> str:
    """“Pages 2, 5 to 9.” in the language of the moment; nothing of none."""
    from django.utils.translation import gettext

    from shahrsazi.persian import formatting

    runs = _runs(numbers)
    if not runs:
        return ""
    pages = ("، " if formatting.language() == "fa" else ", ").join(map(_run_in_words, runs[:MAX_RANGES]))
    if more := sum(last - first + 1 for first, last in runs[MAX_RANGES:]):
        pages = gettext("%(pages)s and %(n)s more") % {"pages": pages, "n": formatting.digits(more)}
    single = len(runs) == 1 and runs[0][0] == runs[0][1]
    return (gettext("Page %(pages)s.") if single else gettext("Pages %(pages)s.")) % {"pages": pages}


def _run_in_words(run: tuple[int, int]) -> str:
    from django.utils.translation import gettext

    from shahrsazi.persian import formatting

    first, last = map(formatting.digits, run)
    return first if first == last else gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def _shortened(numbers: Iterable[int]) -> str:
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in _runs(numbers))


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of pages in a row."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        pair
        for run in runs
        for pair in ([(run[0], run[-1])] if len(run) >= SHORTEST else [(number, number) for number in run])
    ]
