"""Finds out in which letters a DXF was really written: some programs state one code page and write another.

Persian in windows-1256 or UTF-8 under «ANSI_1252» would else be read as «ÇÊÇÞ».
"""

import codecs
import re
from typing import NamedTuple

# No more is looked at: what a drawing writes, it writes within its first megabytes.
_LOOKED_AT = 8_000_000
_VERSION = re.compile(rb"\$ACADVER\s+\d+\s+([A-Za-z0-9_]+)")
_PAGE = re.compile(rb"\$DWGCODEPAGE\s+\d+\s+([A-Za-z0-9_]+)")
_DOS = re.compile(rb"DOS(\d+)")
_ALWAYS_UTF8 = b"AC1021"
_HIGH = re.compile(rb"[\x80-\xff]+")
_LATIN = {b"", b"ANSI_1252", b"ANSI_1250", b"ANSI_1254", b"ANSI_1257", b"ASCII"}
_LATIN |= {b"DOS%d" % number for number in (437, 850, 852, 857, 858, 860, 861, 863, 865)}
UNREAD = "ascii"  # every other letter becomes half a surrogate
# Letters of 864 are shapes in an order that the page does not say.
_OF_ITS_OWN = {"708": "iso8859_6", "864": UNREAD}
_LETTERS = "آءأؤئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژگکۀے،؛؟"


class _Alphabet(NamedTuple):
    encoding: str
    letters: frozenset[int]
    alef: int
    common: frozenset[int]


def _alphabet(encoding: str) -> _Alphabet:
    letters, common = (frozenset(some.encode(encoding, "ignore")) for some in (_LETTERS, "لمنهوي"))
    return _Alphabet(encoding, letters, ord("ا".encode(encoding)), common)


_ARABIC = [_alphabet(encoding) for encoding in ("cp1256", "cp720", "iso8859_6")]


def true_encoding(data: bytes) -> str | None:
    """The encoding that the bytes show, where ezdxf would take another one; None where it takes this one."""
    runs = _HIGH.findall(data[:_LOOKED_AT])
    version, page = (match[1].upper() if (match := pattern.search(data)) else b"" for pattern in (_VERSION, _PAGE))
    stated_utf8 = version >= _ALWAYS_UTF8
    if not runs:
        return None
    if _is_utf8(runs):
        return None if stated_utf8 else "utf-8"
    if page == b"ANSI_1256":
        return "cp1256" if stated_utf8 else None
    return _arabic(runs, page) or _of_dos(page)


def _arabic(runs: list[bytes], page: bytes) -> str | None:
    """The code page of Arabic letters of which these are most likely words, the stated one before others."""
    stated, test = _of_dos(page), _has_persian_words if page in _LATIN else _reads_as_persian
    shares = {
        (_share(runs, alphabet.letters), alphabet.encoding == stated): alphabet.encoding
        for alphabet in _ARABIC
        if test(runs, alphabet)
    }
    return shares[max(shares)] if shares else None


def _of_dos(page: bytes) -> str | None:
    """ezdxf knows the pages of Windows alone."""
    match = _DOS.fullmatch(page)
    if not match:
        return None
    encoding = _OF_ITS_OWN.get(match[1].decode(), f"cp{match[1].decode()}")
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return UNREAD


def _is_utf8(runs: list[bytes]) -> bool:
    """Nearly all: a program that cuts its texts may have cut a letter in two."""
    read = [run.decode("utf-8", "replace") for run in runs]
    letters, wrong = sum(map(len, read)), sum(text.count("\ufffd") for text in read)
    return wrong * 20 < letters


def _has_persian_words(runs: list[bytes], alphabet: _Alphabet) -> bool:
    """Whole words of Arabic letters; in the languages of Latin letters a letter with a mark stands alone."""
    words = [run for run in runs if len(run) > 2 and all(byte in alphabet.letters for byte in run)]
    return sum(map(len, words)) * 2 > sum(map(len, runs))


def _reads_as_persian(runs: list[bytes], alphabet: _Alphabet) -> bool:
    """Other alphabets fill the same bytes, but not with as many alefs, nor with these letters below them."""
    alefs, common = _share(runs, frozenset({alphabet.alef})), _share(runs, alphabet.common)
    return _share(runs, alphabet.letters) > 0.9 and alefs > 0.05 and common > 0.15


def _share(runs: list[bytes], letters: frozenset[int]) -> float:
    whole = b"".join(runs)
    return sum(map(whole.count, map(_byte, letters))) / len(whole)


def _byte(number: int) -> bytes:
    return bytes([number])


def spelled_out(data: bytes, encoding: str) -> bytes:
    """The same file in ASCII: every other letter as its number, as old programs write those that their page lacks."""
    return data.decode(encoding, "replace").encode("ascii", "dxf_number")


def _number(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end]
    return "".join(rf"\U+{ord(letter):04X}" for letter in letters), error.end


codecs.register_error("dxf_number", _number)
