"""Spells the texts of a drawing as they are meant: signs written as numbers, hard spaces, stacked figures."""

import re
import unicodedata

from ezdxf.lldxf.encoding import decode_dxf_unicode, has_dxf_unicode

_NUMBERED = re.compile(r"%%(\d{3})")
_HARD_SPACE = re.compile(r"(?<!\\)((?:\\\\){0,9})\\~")
_STACK = re.compile(r"\\S([^;^/#\\]{0,40})[\^/#]([^;\\]{0,40});")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def spell(entity) -> None:
    """Old programs write the letters that their code page lacks as numbers, and ezdxf leaves them so."""
    for text in (entity, *getattr(entity, "attribs", ())):
        if text.dxf.hasattr("text") and (spelling := text.dxf.get("text")):
            text.dxf.text = _spelled(spelling, entity.doc)
    if entity.dxftype() == "MTEXT":
        entity.text = _HARD_SPACE.sub("\\1\u00a0", _spelled(entity.text, entity.doc))


def _spelled(text: str, doc) -> str:
    if has_dxf_unicode(text):
        text = decode_dxf_unicode(text)
    return _NUMBERED.sub(lambda match: _numbered(match, doc.encoding), text) if "%%" in text else text


def _numbered(match: re.Match, encoding: str) -> str:
    """The sign of that number in the drawing's code page, as CAD programs show it."""
    number = int(match[1])
    if not 32 <= number <= 255:
        return match[0]
    encoding = "cp1252" if encoding.lower() in ("utf8", "utf-8", "ascii") else encoding
    return bytes([number]).decode(encoding, "replace")


def unstacked(text: str) -> str:
    """Figures over one another, side by side: 1/2, or raised and lowered ones where a half is empty."""
    return _STACK.sub(_beside, text)


def _beside(match: re.Match) -> str:
    upper, lower = match[1].strip(), match[2].strip()
    if not lower:
        return upper.translate(_RAISED)
    return f"{upper}/{lower}" if upper else lower.translate(_LOWERED)


def resolved(letter: str) -> str:
    """A sign that stands for several, as those: № as No, a square metre in one sign as m²."""
    parts = unicodedata.normalize("NFKC", letter)
    if "\u3371" <= letter <= "\u33ff":
        parts = parts.replace("2", "²").replace("3", "³")
    return parts
