"""Which pages have letters in a font that the file lacks: every reader then draws others, or none."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.sandbox.pdf_lettering import Lettering

PROGRAMS = (Name.FontFile, Name.FontFile2, Name.FontFile3)
# Everybody has these, or others of the same letters.
SYMBOLS = ("Symbol", "ZapfDingbats")
SYMBOLIC = 4
MANY, READ = 5_000, 4_000_000
# Beyond these a reader without the font has no letters for sure: Latin, punctuation, currencies, signs, ligatures.
LATIN = [(0, 0x24F), (0x2B0, 0x2FF), (0x2000, 0x22FF), (0xFB00, 0xFB06)]
_LETTERS = re.compile(rb"<([0-9A-Fa-f]{4,})>")


def lacks_fonts(pdf: pikepdf.Pdf) -> list[int]:
    """The pages that show letters in a font that is not in the file, or is damaged there."""
    fonts = _Fonts()
    return [number for number, page in enumerate(pdf.pages, 1) if fonts.lacking(page.obj)]


class _Fonts:
    """Each font and each drawing is looked at once, whatever number of pages share it."""

    def __init__(self) -> None:
        self.known: dict[tuple, bool] = {}
        self.lettering = Lettering(self._is_lacking)

    def lacking(self, page: Dictionary) -> bool:
        return self.lettering.shows(page)

    def _is_lacking(self, font: Dictionary) -> bool:
        if not font.is_indirect:
            return _is_lacking(font)
        if font.objgen not in self.known:
            self.known[font.objgen] = _is_lacking(font)
        return self.known[font.objgen]


def _is_lacking(font: Dictionary) -> bool:
    kind = str(font.get(Name.Subtype))
    if kind == "/Type3":
        return False
    below = font.get(Name.DescendantFonts)
    described = below[0] if kind == "/Type0" and isinstance(below, Array) and len(below) else font
    descriptor = described.get(Name.FontDescriptor) if isinstance(described, Dictionary) else None
    descriptor = descriptor if isinstance(descriptor, Dictionary) else Dictionary()
    for key in PROGRAMS:
        program = descriptor.get(key)
        if isinstance(program, Stream):
            return not _opens(program)
    return kind == "/Type0" or _is_strange(font, descriptor)


def _opens(program: Stream) -> bool:
    """By the library with which the pages are drawn."""
    from PIL import ImageFont

    try:
        ImageFont.truetype(io.BytesIO(program.read_bytes()), 10, layout_engine=ImageFont.Layout.BASIC)
    except (OSError, ValueError, pikepdf.PdfError):
        return False
    return True


def _is_strange(font: Dictionary, descriptor: Dictionary) -> bool:
    """Whether its letters are other than those that every reader can put in their stead."""
    if any(symbols in str(font.get(Name.BaseFont)) for symbols in SYMBOLS):
        return False
    flags, encoding = descriptor.get(Name.Flags), font.get(Name.Encoding)
    if isinstance(flags, int) and flags & SYMBOLIC and encoding is None:
        return True
    differing = encoding.get(Name.Differences) if isinstance(encoding, Dictionary) else None
    names = [str(one) for one in list(differing)[:MANY] if isinstance(one, Name)] if differing is not None else []
    return _beyond_latin(_named(names)) or _beyond_latin(_meant(font.get(Name.ToUnicode)))


def _named(names: list[str]) -> str:
    from fontTools.agl import toUnicode

    return "".join(toUnicode(name[1:]) for name in names)


def _meant(table) -> str:
    """What the codes mean by the font's own table."""
    if not isinstance(table, Stream):
        return ""
    try:
        written = table.read_bytes()[:READ]
    except pikepdf.PdfError:
        return ""
    codes = [digits[: len(digits) // 4 * 4].decode() for digits in _LETTERS.findall(written)[:MANY]]
    return "".join(bytes.fromhex(code).decode("utf-16-be", "ignore") for code in codes)


def _beyond_latin(letters: str) -> bool:
    return any(not any(first <= ord(letter) <= last for first, last in LATIN) for letter in letters)
