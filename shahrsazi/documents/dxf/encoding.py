"""Finds out in which letters a DXF was really written: some programs state one code page and write another.

Persian in windows-1256 or UTF-8 under «ANSI_1252» would else be read as «ÇÊÇÞ».
"""

import codecs
import re

# No more is looked at: what a drawing writes, it writes within its first megabytes.
_LOOKED_AT = 8_000_000
_VERSION = re.compile(rb"\$ACADVER\s+\d+\s+([A-Za-z0-9_]+)")
_PAGE = re.compile(rb"\$DWGCODEPAGE\s+\d+\s+([A-Za-z0-9_]+)")
_ALWAYS_UTF8 = b"AC1021"
_HIGH = re.compile(rb"[\x80-\xff]+")
_LATIN = {b"", b"ANSI_1252", b"ANSI_1250", b"ANSI_1254", b"ANSI_1257", b"ASCII", b"DOS437", b"DOS850", b"DOS852"}
_PERSIAN = frozenset("آءأؤئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژگکۀے،؛؟".encode("cp1256", "ignore"))
_ALEF, _COMMON = ord("ا".encode("cp1256")), frozenset("لمنهوي".encode("cp1256"))


def true_encoding(data: bytes) -> str | None:
    """The encoding that the bytes show, where it is another than the file states; None where they agree."""
    runs = _HIGH.findall(data[:_LOOKED_AT])
    version, page = (match[1].upper() if (match := pattern.search(data)) else b"" for pattern in (_VERSION, _PAGE))
    stated_utf8 = version >= _ALWAYS_UTF8
    if not runs or page == b"ANSI_1256" and not stated_utf8 and not _is_utf8(runs):
        return None
    if _is_utf8(runs):
        return None if stated_utf8 else "utf-8"
    if page == b"ANSI_1256" or (_has_persian_words(runs) if page in _LATIN else _reads_as_persian(runs)):
        return "cp1256"
    return None


def _is_utf8(runs: list[bytes]) -> bool:
    """Nearly all: a program that cuts its texts may have cut a letter in two."""
    read = [run.decode("utf-8", "replace") for run in runs]
    letters, wrong = sum(map(len, read)), sum(text.count("\ufffd") for text in read)
    return wrong * 20 < letters


def _has_persian_words(runs: list[bytes]) -> bool:
    """Whole words of Arabic letters; in the languages of Latin letters a letter with a mark stands alone."""
    words = [run for run in runs if len(run) > 2 and all(byte in _PERSIAN for byte in run)]
    return sum(map(len, words)) * 2 > sum(map(len, runs))


def _reads_as_persian(runs: list[bytes]) -> bool:
    """Other alphabets fill the same bytes, but not with as many alefs, nor with these letters below them."""
    letters = b"".join(runs)
    persian, alefs, common = (
        sum(byte in kind for byte in letters) / len(letters) for kind in (_PERSIAN, {_ALEF}, _COMMON)
    )
    return persian > 0.9 and alefs > 0.05 and common > 0.15


def spelled_out(data: bytes, encoding: str) -> bytes:
    """The same file in ASCII: every other letter as its number, as old programs write those that their page lacks."""
    return data.decode(encoding, "replace").encode("ascii", "dxf_number")


def _number(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end]
    return "".join(rf"\U+{ord(letter):04X}" for letter in letters), error.end


codecs.register_error("dxf_number", _number)
