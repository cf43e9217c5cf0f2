"""Spells the texts of a drawing as they are meant: signs written as numbers, hard spaces, stacked figures."""

import re
import unicodedata

from ezdxf.lldxf.encoding import decode_dxf_unicode, has_dxf_unicode
from ezdxf.tools.text import fast_plain_mtext

from shahrsazi.documents.dxf.columns import text_of

_NUMBERED = re.compile(r"%%(\d{3})")
_HARD_SPACE = re.compile(r"(?<!\\)((?:\\\\){0,9})\\~")
_CARET, _CONTROLS = re.compile(r"\^(.)"), frozenset("@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ ")
_OF_ONE_LINE = {"TEXT", "ATTRIB", "ATTDEF"}
_STACK = re.compile(r"\\S([^;^/#\\]{0,40})[\^/#]([^;\\]{0,40});")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


def spell(entity) -> None:
    """Old programs write the letters that their code page lacks as numbers, and ezdxf leaves them so."""
    for text in (entity, *getattr(entity, "attribs", ())):
        if text.dxf.hasattr("text") and (spelling := text.dxf.get("text")):
            spelling = _spelled(spelling, entity.doc)
            text.dxf.text = _CARET.sub(_caret, spelling) if text.dxftype() in _OF_ONE_LINE else spelling
        if embedded := getattr(text, "_embedded_mtext", None):
            embedded.text = _spelled_paragraph(embedded.text, entity.doc)
    if entity.dxftype() == "MTEXT":
        for column in (entity, *(entity.columns.linked_columns if entity.columns else ())):
            column.text = _spelled_paragraph(column.text, entity.doc)


def _spelled_paragraph(text: str, doc) -> str:
    return _CARET.sub(_caret, _HARD_SPACE.sub("\\1\u00a0", _spelled(text, doc)))


def _caret(match: re.Match) -> str:
    """A caret and a capital are a control; before anything else ezdxf takes it for one too, unless a space follows."""
    return match[0] if match[1] in _CONTROLS else f"^ {match[1]}"


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


def words_of(entity) -> str:
    """What is written in a text, without codes."""
    if entity.dxftype() == "MTEXT":
        return str(fast_plain_mtext(unstacked(text_of(entity))))
    return entity.plain_text()


def resolved(letter: str) -> str:
    """A sign that stands for several, as those: № as No, a square metre in one sign as m²."""
    parts = unicodedata.normalize("NFKC", letter)
    if "\u3371" <= letter <= "\u33ff":
        parts = parts.replace("2", "²").replace("3", "³")
    return parts
