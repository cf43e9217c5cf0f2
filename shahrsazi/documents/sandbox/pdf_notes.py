"""What forms and notes show becomes part of their page: what was filled in, marked, drawn over it or stamped on it."""

import math

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.errors import FileRejectedError

# Laying them upon their page takes a time that grows with their square: 2 s for so many.
MAX_NOTES = 5_000
# How a colour of so many parts is set.
FILL, LINE = {1: "g", 3: "rg", 4: "k"}, {1: "G", 3: "RG", 4: "K"}
ROUND = 0.5523  # how far a curve's handles reach to look like a quarter of a circle


def flatten(pdf: pikepdf.Pdf) -> None:
    """A form too broken for that is left out."""
    if sum(_keep_what_shows(pdf, page.obj) for page in pdf.pages) > MAX_NOTES:
        raise FileRejectedError("too_much")
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, Dictionary) and form.get(Name.NeedAppearances) is True:
        try:
            _show_values(pdf)
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
            form.NeedAppearances = False
    pdf.flatten_annotations()


def _keep_what_shows(pdf: pikepdf.Pdf, page: Dictionary) -> int:
    """In a list of the page's own: of one that pages share, the first page would leave nothing."""
    notes = page.get(Name.Annots)
    if not isinstance(notes, Array):
        return 0
    page.Annots = Array([note for note in notes if isinstance(note, Dictionary) and _has_look(pdf, note)])
    return len(page.Annots)


def _has_look(pdf: pikepdf.Pdf, note: Dictionary) -> bool:
    """Marks often come without a look, and every reader draws them in the same way; so do we."""
    if Name.AP in note or note.get(Name.Subtype) == Name.Widget:
        return True
    try:
        drawing = _drawing(note)
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError):
        return False  # its numbers are none, or lead nowhere
    if drawing:
        note.AP = Dictionary(N=pdf.make_stream(drawing, _look(note)))
    return bool(drawing)


def _look(note: Dictionary) -> Dictionary:
    opaque = float(note.get(Name.CA, 1))
    mixed = Name.Multiply if note.Subtype == Name.Highlight else Name.Normal
    resources = Dictionary(ExtGState=Dictionary(G=Dictionary(CA=opaque, ca=opaque, BM=mixed)))
    return Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=note.Rect, Resources=resources)


def _drawing(note: Dictionary) -> bytes:
    draw, width = DRAWS.get(str(note.get(Name.Subtype))), _width(note)
    if not draw or not width > 0:
        return b""
    usual = (1, 1, 0) if note.Subtype == Name.Highlight else (0,)
    colour = _numbers(note.get(Name.C, usual)) or usual
    fill = _numbers(note.get(Name.IC, ()))
    inks = f"{_row(colour)} {LINE[len(colour)]} {_row(fill or colour)} {FILL[len(fill or colour)]}"
    return f"/G gs {inks} {width:.4f} w {draw(note, width / 2, 'B' if fill else 'S')}".encode()


def _width(note: Dictionary) -> float:
    style, border = note.get(Name.BS), note.get(Name.Border)
    if isinstance(style, Dictionary):
        return float(style.get(Name.W, 1))
    return float(border[2]) if isinstance(border, Array) and len(border) > 2 else 1


def _numbers(values) -> list[float]:
    numbers = [float(n) for n in values]
    if not all(map(math.isfinite, numbers)):
        raise ValueError
    return numbers


def _row(numbers) -> str:
    return " ".join(f"{n:.4f}" for n in numbers)


def _pairs(numbers: list[float]) -> list[list[float]]:
    return [numbers[i : i + 2] for i in range(0, len(numbers) - 1, 2)]


def _path(points: list, end: str) -> str:
    return " ".join(f"{_row(point)} {'l' if i else 'm'}" for i, point in enumerate(points)) + f" {end} "


def _quads(note: Dictionary):
    """The corners of each marked piece of a line: above from left to right, then below."""
    points = _pairs(_numbers(note.QuadPoints))
    return (points[i : i + 4] for i in range(0, len(points) - 3, 4))


def _highlight(note: Dictionary, *_) -> str:
    return "".join(_path([a, b, d, c], "f") for a, b, c, d in _quads(note))


def _underline(note: Dictionary, *_) -> str:
    return "".join(_path([c, d], "S") for _, _, c, d in _quads(note))


def _struck(note: Dictionary, *_) -> str:
    return "".join(_path([_middle(a, c), _middle(b, d)], "S") for a, b, c, d in _quads(note))


def _middle(a: list[float], b: list[float]) -> tuple[float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _ink(note: Dictionary, *_) -> str:
    return "".join(_path(_pairs(_numbers(stroke)), "S") for stroke in note.InkList)


def _within(note: Dictionary, inset: float) -> list[float]:
    left, bottom, right, top = _numbers(note.Rect)
    return [min(left, right) + inset, min(bottom, top) + inset, max(left, right) - inset, max(bottom, top) - inset]


def _square(note: Dictionary, inset: float, end: str) -> str:
    left, bottom, right, top = _within(note, inset)
    return _path([(left, bottom), (right, bottom), (right, top), (left, top)], f"h {end}")


def _circle(note: Dictionary, inset: float, end: str) -> str:
    left, bottom, right, top = _within(note, inset)
    x, y, wide, high = (left + right) / 2, (bottom + top) / 2, (right - left) / 2, (top - bottom) / 2
    quarter = [(1, ROUND, ROUND, 1, 0, 1), (-ROUND, 1, -1, ROUND, -1, 0)]
    quarter += [tuple(-n for n in one) for one in quarter]
    curves = (_row(n * (high if i % 2 else wide) + (y if i % 2 else x) for i, n in enumerate(one)) for one in quarter)
    return f"{_row((right, y))} m {' c '.join(curves)} c h {end} "


def _line(note: Dictionary, *_) -> str:
    return _path(_pairs(_numbers(note.L)), "S")


def _polyline(note: Dictionary, *_) -> str:
    return _path(_pairs(_numbers(note.Vertices)), "S")


def _polygon(note: Dictionary, _, end: str) -> str:
    return _path(_pairs(_numbers(note.Vertices)), f"h {end}")


DRAWS = {
    "/Highlight": _highlight,
    "/Underline": _underline,
    "/Squiggly": _underline,
    "/StrikeOut": _struck,
    "/Ink": _ink,
    "/Square": _square,
    "/Circle": _circle,
    "/Line": _line,
    "/PolyLine": _polyline,
    "/Polygon": _polygon,
}


def _show_values(pdf: pikepdf.Pdf) -> None:
    """Writes what was filled in where the page does not show it yet; what is written here knows Latin letters alone."""
    form, remaining = pdf.acroform, []
    for note in (note for page in pdf.pages for note in form.get_widget_annotations_for_page(page)):
        field, look = form.get_field_for_annotation(note), note.obj.get(Name.AP)
        if (field.is_text or field.is_choice) and _shows(look, field.value_as_string):
            remaining.append((note.obj, look))
            del note.obj.AP
    pdf.generate_appearance_streams()
    for note, look in remaining:
        note.AP = look


def _shows(look, value: str) -> bool:
    """Whether a field's look has the value in it; of other letters, which it may write as numbers, whether any text."""
    drawn = look.get(Name.N) if isinstance(look, Dictionary) else None
    if not isinstance(drawn, Stream):
        return False
    letters = drawn.read_bytes()
    return value.encode("latin-1") in letters if value.isascii() else b"Tj" in letters or b"TJ" in letters
