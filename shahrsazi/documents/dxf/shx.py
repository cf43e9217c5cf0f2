"""Texts in Persian SHX fonts: their letters are codes of that font alone, no public table says which.

Such a text is drawn as boxes and counted, never shown as the gibberish that its codes spell.
"""

import re

from shahrsazi.documents.dxf.shaping import is_right_to_left

UNREAD = "\u25a1"
_MAX_BOXES = 12
_PERSIAN = re.compile(
    r"^(?:nask|kateb|farsi|fars|far_|fa_|persian|parsi|pars|iran|arab|zar|nazanin|mitra|lotus|titr|traffic|yekan|yag"
    r"|kuf|koof|koodak|homa|roya|badr|nasta|nast|thulth|sols|shafa|sina|davat|compset|kamran|afsan|siavash|sara|negar"
    r"|scp|pfs|b_|b-|dari|urdu|khat|ketab|tahrir|alef|maryam|mahnaz|vahid|hamed|hadi|ali|amir)"
)
# Fonts of drawing programs, whose letters are the usual ones.
_USUAL = re.compile(
    r"^(?:txt|mono|simplex|complex|italic|roman|script|gothic|gothg|gothi|greek|iso|isocp|bold|arial|times|cour|tahoma"
    r"|syastro|symap|symath|symeteo|symusic|ltypeshp|hand|cityb|stand|archi|swiss|dutch|chineset|bigfont|hz|gb|ext)"
)
_ENDING = re.compile(r"\.(?:shx|shp)$")
_INLINE = re.compile(r"\\[Ff]([^;|\\]{1,80})")
_ODD = re.compile(r"[\u0080-\u00af\u00b1\u00b4-\u00d7\u00d9-\u00f7\u00f9-\u00ff\u2018-\u203a\u0152-\u0192\u02c6\u02dc]")
_NO_LETTERS = re.compile("[\udc80-\udcff\ufffd]")  # bytes of a code page that nobody here knows


def is_unread(entity) -> bool:
    """Whether the text is in codes of a font that only its own file explains, or of a page that nobody here knows."""
    text = entity.text if entity.dxftype() == "MTEXT" else entity.dxf.get("text", "")
    plain = entity.plain_text()
    if len(_NO_LETTERS.findall(plain)) * 4 > len(plain.replace(" ", "")):
        return True
    if is_right_to_left(plain):
        return False
    names = [_base(name) for name in (*_fonts(entity), *_INLINE.findall(text)) if _ENDING.search(name.lower().strip())]
    if any(_PERSIAN.match(name) for name in names):
        return any(letter.isalpha() or _ODD.match(letter) for letter in plain)
    strange = any(not _USUAL.match(name) for name in names)
    return strange and len(_ODD.findall(plain)) * 4 > len(plain.replace(" ", ""))


def _fonts(entity) -> list[str]:
    """The font of its style and the one for large alphabets beside it. Old drawings leave the ending out."""
    style = entity.doc.styles.get(entity.dxf.get("style", "Standard")) if _has_style(entity) else None
    names = [style.dxf.get("font", ""), style.dxf.get("bigfont", "")] if style else []
    return [name if "." in name else name + ".shx" for name in names if name]


def _has_style(entity) -> bool:
    return entity.doc is not None and entity.doc.styles.has_entry(entity.dxf.get("style", "Standard"))


def _base(name: str) -> str:
    return _ENDING.sub("", name.lower().strip().replace("\\", "/").rpartition("/")[2])


def boxed(entity):
    """A copy with boxes in the place of codes that nobody can read without the font's file."""
    copy, boxes = entity.copy(), UNREAD * min(max(len(entity.plain_text().strip()), 1), _MAX_BOXES)
    if entity.dxftype() == "MTEXT":
        copy.text = boxes
    else:
        copy.dxf.text = boxes
    return copy
