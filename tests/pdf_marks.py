"""Notes, fields and layers for the PDFs of the tests, and what is seen of them once they were admitted."""

import json

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image

RED = [1, 0, 0]


def note(document, kind: str, **more) -> Dictionary:
    more = {"Rect": [100, 100, 300, 160], "C": RED} | more
    return document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), **more))


def on_page(document, *notes) -> None:
    document.pages[0].obj.Annots = Array(notes)


def look(document, content: bytes = b"1 0 0 rg 0 0 200 60 re f", box=(0, 0, 200, 60)) -> pikepdf.Stream:
    return document.make_stream(content, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=list(box)))


def field(document, kind: str = "Tx", form: dict | None = None, **more) -> Dictionary:
    made = note(document, "Widget", FT=Name(f"/{kind}"), T="a", **more)
    on_page(document, made)
    document.Root.AcroForm = Dictionary(Fields=Array([made]), **(form or {}))
    return made


def picture(found, page: int = 0) -> Image.Image:
    return pypdfium2.PdfDocument(found.path)[page].render().to_pil().convert("RGB")


def inked(found, box=(0, 0, 595, 842)) -> int:
    """How many points of a part of the page are not white; the corners are given as the page counts, from below."""
    left, bottom, right, top = box
    grey = picture(found).convert("L").crop((left, 842 - top, right, 842 - bottom))
    return sum(grey.histogram()[:250])


def words_beside(found) -> list[dict]:
    with pikepdf.open(found.path) as pdf:
        stream = pdf.Root.get("/ShahrsaziNotes")
        return json.loads(stream.read_bytes())["notes"] if stream is not None else []
