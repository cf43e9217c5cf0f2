"""Letters for the pages of a PDF, shaped and in their direction, as drawings that are laid upon a page."""

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf

from shahrsazi.documents.sandbox.pdf_cells import in_cells
from shahrsazi.documents.sandbox.pdf_unseen import UNDRAWN, without_font

HERE = Path(__file__).parent
MAX_LETTERS, MAX_BOXES, MAX_SIDE = 4_000, 1_500, 14_000
LARGEST = 12.0
# A font's letters need a little more than its size.
OF_THE_HEIGHT = 0.75
RTL, LTR = {"R", "AL"}, "L"
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")


class Style(NamedTuple):
    """How letters are set; of no size, they are as large as fits. `cells`: so many letters have a box of their own."""

    size: float = 0
    colour: tuple[float, ...] = (0, 0, 0)
    align: str = "start"
    wraps: bool = True
    high: str = "top"
    cells: int = 0


def plain(letters: str) -> str:
    return INVISIBLE.sub("", letters)


def shortened(letters: str, limit: int) -> str:
    """A cut is seen."""
    return letters if len(letters) <= limit else letters[: limit - 1] + "…"


def is_rtl(letters: str) -> bool:
    """By the first letter that has a direction."""
    for letter in letters:
        direction = unicodedata.bidirectional(letter)
        if direction in RTL:
            return True
        if direction == LTR:
            return False
    return False


class Letters:
    """Collects what is to be written, so that it is set at once; `add` returns the number of its drawing."""

    def __init__(self) -> None:
        self.boxes: list[dict] = []
        self.texts: list[str] = []
        self.lacking: set[str] = set()

    def add(self, letters: str, width: float, height: float, style: Style) -> int:
        if len(self.boxes) >= MAX_BOXES:
            raise ValueError
        letters = shortened(plain(letters), MAX_LETTERS)
        width, height = min(max(width, 1), MAX_SIDE), min(max(height, 1), MAX_SIDE)
        rows = [row.replace("\t", " ") for row in BREAK.split(letters)]
        size = style.size or (height * OF_THE_HEIGHT if not style.wraps else LARGEST)
        single = "".join(rows)
        box = style._asdict() | {"width": round(width, 2), "height": round(height, 2)}
        box |= {"size": round(min(max(size, 1), MAX_SIDE), 2), "colour": list(style.colour)}
        box |= {"lines": [{"letters": row or " ", "rtl": is_rtl(row)} for row in rows]}
        box |= {"letters": in_cells(single, style.cells, style.align, is_rtl(single)) if style.cells else []}
        self.boxes.append(box)
        self.texts.append(letters)
        return len(self.boxes) - 1

    def seek(self) -> None:
        """Learns for which letters there is no font, once all are collected."""
        self.lacking = without_font("".join(self.texts))

    def unseen(self, number: int) -> str:
        """The letters of a drawing for which boxes stand, each once."""
        return "".join(dict.fromkeys(letter for letter in self.texts[number] if letter in self.lacking))

    def drawn(self, pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
        """The drawings, in the order of their numbers."""
        if not self.boxes:
            return []
        import typst

        from shahrsazi.documents.sandbox.watermark import fonts

        written = json.dumps(self.boxes, ensure_ascii=False)
        inputs = {"boxes": written.translate(dict.fromkeys(map(ord, self.lacking), UNDRAWN))}
        pages = typst.compile(
            str(HERE / "letters.typ"), root=str(HERE), font_paths=fonts(), sys_inputs=inputs, format="pdf"
        )
        with pikepdf.open(BytesIO(pages)) as source:
            return [pdf.copy_foreign(page.as_form_xobject()) for page in source.pages]
