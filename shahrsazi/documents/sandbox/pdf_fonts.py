"""Which pages have letters in a font that the file lacks: every reader then draws others, or none."""

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.sandbox.pdf_apart import inherited, parts_of

PROGRAMS = (Name.FontFile, Name.FontFile2, Name.FontFile3)
# Everybody has these, or others of the same letters.
SYMBOLS = ("Symbol", "ZapfDingbats")
SYMBOLIC = 4
DEPTH, MANY, READ = 12, 5_000, 4_000_000
# Beyond these a reader without the font has no letters for sure: Latin, punctuation, currencies, signs, ligatures.
LATIN = [(0, 0x24F), (0x2B0, 0x2FF), (0x2000, 0x22FF), (0xFB00, 0xFB06)]
_SET = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+[-+.\d]+\s+Tf\b")
_SHOWN_AS = re.compile(rb"(?<![\d.])([0-7])\s+Tr\b")
_LETTERS = re.compile(rb"<([0-9A-Fa-f]{4,})>")
INVISIBLE = {b"3"}


def lacks_fonts(pdf: pikepdf.Pdf) -> list[int]:
    """The pages that show letters in a font that is not in the file, or is damaged there."""
    fonts = _Fonts()
    return [number for number, page in enumerate(pdf.pages, 1) if fonts.lacking(page.obj)]


class _Fonts:
    """Each font and each drawing is looked at once, whatever number of pages share it."""

    def __init__(self) -> None:
        self.known: dict[tuple, bool] = {}
        self.drawings: dict[tuple, bool] = {}

    def lacking(self, page: Dictionary) -> bool:
        resources = inherited(page, Name.Resources)
        if not isinstance(resources, Dictionary):
            return False
        return self._of(parts_of(page), resources) or self._within(resources, 0)

    def _within(self, resources: Dictionary, depth: int) -> bool:
        return any(self._drawing(one, resources, depth) for one in _drawn(resources))

    def _drawing(self, drawing: Stream, resources: Dictionary, depth: int) -> bool:
        """What is drawn within what is drawn; while it is looked at it lacks nothing, since it may draw itself."""
        key = drawing.objgen
        if key not in self.drawings and len(self.drawings) <= MANY and depth <= DEPTH:
            self.drawings[key] = False
            own = drawing.get(Name.Resources)
            below = self._within(own, depth + 1) if isinstance(own, Dictionary) else False
            self.drawings[key] = below or self._of([drawing], own if isinstance(own, Dictionary) else resources)
        return self.drawings.get(key, False)

    def _of(self, content: list[Stream], resources: Dictionary) -> bool:
        fonts = resources.get(Name.Font)
        lacking = {
            name[1:].encode()
            for name, font in (fonts.items() if isinstance(fonts, Dictionary) else ())
            if isinstance(font, Dictionary) and self._is_lacking(font)
        }
        return bool(lacking) and _writes_in(lacking, content)

    def _is_lacking(self, font: Dictionary) -> bool:
        if not font.is_indirect:
            return _is_lacking(font)
        if font.objgen not in self.known:
            self.known[font.objgen] = _is_lacking(font)
        return self.known[font.objgen]


def _drawn(resources: Dictionary) -> Iterator[Stream]:
    for kind in (Name.XObject, Name.Pattern):
        within = resources.get(kind)
        for one in within.as_dict().values() if isinstance(within, Dictionary) else ():
            if isinstance(one, Stream):
                yield one


def _writes_in(fonts: set[bytes], content: list[Stream]) -> bool:
    """Whether they are set where letters show: under a scan lie the words that were read from it, invisible."""
    try:
        written = b"\n".join(one.read_bytes() for one in content if one.get(Name.Subtype) != Name.Image)
    except pikepdf.PdfError:
        return False
    used = {bytes(name) for name in _SET.findall(written)}
    return bool(fonts & used) and set(_SHOWN_AS.findall(written)) != INVISIBLE


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
