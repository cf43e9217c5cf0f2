"""Passwords that everybody tries first: builds their list, the .bin file beside this one, and looks words up in it."""

import hashlib
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shahrsazi.persian.text import ascii_digits

LIST = Path(__file__).with_suffix(".bin")
PREFIX = 8
SHORTEST, LONGEST = 3, 20
GUIDE_EXAMPLE = "a3c5d27h"  # what the public guide prints
_OWN = (
    "shahrdari shahrsazi portal password tehran iran persepolis esteghlal admin welcome salam mohammad ali hossein "
    f"fatemeh zahra maryam reza mahdi {GUIDE_EXAMPLE}"
)
OWN_WORDS = _OWN.split()
ENDINGS = frozenset(
    ["", "1", "123", "1234", "12345", "!", "1!", "@1", "@123", "#1"]
    + [str(year) for years in (range(1340, 1411), range(1990, 2031)) for year in years]
    + [f"{number:02}" for number in range(100)]
)
_LONGEST_ENDING = max(map(len, ENDINGS))
_LEET = str.maketrans("@01$3", "aoise")


def build(words: Iterable[str]) -> bytes:
    """The sorted prefixes of the words' hashes, one after another."""
    folded = {_fold(word) for word in (*words, *OWN_WORDS)}
    return b"".join(sorted({_prefix(word) for word in folded if SHORTEST <= len(word) <= LONGEST}))


def is_common(password: str) -> bool:
    """Whether the whole password is a listed word, or one with a usual ending."""
    stems = [spelling for word in _stems(_fold(password)) for spelling in (word, word.translate(_LEET))]
    return any(stem in _city_words() or _listed(stem) for stem in stems)


@lru_cache
def _city_words() -> frozenset[str]:
    """What everybody in this city thinks of first."""
    return frozenset([*settings.CITY.name_spellings, *settings.CITY.common_words])


def _fold(password: str) -> str:
    return "".join(ascii_digits(password).lower().split())


def _stems(folded: str) -> Iterator[str]:
    for length in range(min(_LONGEST_ENDING, len(folded) - SHORTEST) + 1):
        cut = len(folded) - length
        if folded[cut:] in ENDINGS:
            yield folded[:cut]


def _prefix(word: str) -> bytes:
    # A browser can send half of a surrogate pair, which plain UTF-8 would refuse.
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()[:PREFIX]


def _listed(word: str) -> bool:
    hashes, wanted = _hashes(), _prefix(word)
    index = bisect_left(range(len(hashes) // PREFIX), wanted, key=lambda at: hashes[at * PREFIX : (at + 1) * PREFIX])
    return hashes[index * PREFIX : (index + 1) * PREFIX] == wanted


@lru_cache
def _hashes() -> bytes:
    return LIST.read_bytes()


if __name__ == "__main__":
    # Run as a module with the paths of word lists, one word a line, it writes the list anew.
    LIST.write_bytes(build(word for name in sys.argv[1:] for word in Path(name).read_text("utf-8").splitlines()))
