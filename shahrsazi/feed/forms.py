"""What a file is that is no text of lines in UTF-8, as its first lines show: said once, and not of every line."""

from django.utils.translation import gettext as _

from shahrsazi.feed.decoding import CUT

# Where it stands, what stands there, and what that is the beginning of.
_MARKS = (
    (0, b"\xff\xfe", "UTF-16"),
    (0, b"\xfe\xff", "UTF-16"),
    (0, b"PK\x03\x04", "zip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ", "xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
    (0, b"PAR1", "parquet"),
    (0, b"SQLite format 3\0", "SQLite"),
    (257, b"ustar", "tar"),
)
# So many lines with letters are no accident: one that is spoiled among good ones is turned away by itself.
_ENOUGH = 3


def form_of(first: list[bytes]) -> str:
    """Of a file that begins with these lines; empty where they may be lines of UTF-8."""
    beginning = first[0] if first else b""
    named = next((name for position, mark, name in _MARKS if beginning.startswith(mark, position)), "")
    return named or _with_zeros(beginning[:64]) or ("windows-1256" if _is_windows_1256(first) else "")


def _with_zeros(beginning: bytes) -> str:
    """In JSON there is none; in UTF-16 every second byte of what begins it is one."""
    if b"\0" not in beginning:
        return ""
    return "UTF-16" if b"\0" * len(beginning[1:8:2]) in (beginning[:8:2], beginning[1:8:2]) else _("binary")


def _is_windows_1256(lines: list[bytes]) -> bool:
    """Whether every line with letters is, as the letters show that they are read as. In letters of UTF-8 every second
    byte is none of Windows.
    """
    lettered = [line for line in lines if not line.isascii() and not line.endswith(CUT)]
    if len(lettered) < _ENOUGH or any(map(_is_utf8, lettered)):
        return False
    content = b"".join(lettered)
    letters, of_utf8 = _letters(content.decode("cp1256")), _letters(content.decode(errors="ignore"))
    return letters * 2 > sum(byte > 0x7F for byte in content) and of_utf8 * 10 < letters


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _letters(text: str) -> int:
    return sum("\u0600" <= letter <= "\u06ff" for letter in text)
