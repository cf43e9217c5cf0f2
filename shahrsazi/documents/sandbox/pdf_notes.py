"""What forms and notes show becomes part of their page: what was filled in, marked, drawn over it or stamped on it.

What cannot be drawn is not lost: who wrote what, and when, stands beside the page.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.pdf_apart import Apart
from shahrsazi.documents.sandbox.pdf_fields import (
    draw_field,
    inherited,
    is_button,
    own_states,
    state_of,
    unsettled,
    value_of,
)
from shahrsazi.documents.sandbox.pdf_layers import Layers
from shahrsazi.documents.sandbox.pdf_letters import Letters
from shahrsazi.documents.sandbox.pdf_look import rectangle
from shahrsazi.documents.sandbox.pdf_marks import DRAWS
from shahrsazi.documents.sandbox.pdf_pen import Pen, numbers
from shahrsazi.documents.sandbox.pdf_words import Words, answers

# Laying them upon their page takes a time that grows with their square: 2 s for so many.
MAX_NOTES = 5_000
# A list of contents may have more links than that, and is no reason to refuse a file: the first have their borders.
MAX_BORDERS = 1_000
INVISIBLE, HIDDEN, PRINTED, UNTURNED, UNSEEN = 1, 2, 4, 16, 32
# Kinds of which the first flag says nothing: it concerns those that no reader knows.
OTHERS = {
    "/Link",
    "/Popup",
    "/Widget",
    "/Movie",
    "/Screen",
    "/PrinterMark",
    "/TrapNet",
    "/Watermark",
    "/3D",
    "/RichMedia",
}
# What is none of a person's words; of these a look that came along is drawn, and a link's border, but no note's window.
SILENT = {"/Popup", "/Link", "/PrinterMark", "/TrapNet"}
NONSENSE = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RuntimeError, pikepdf.PdfError)


def flatten(pdf: pikepdf.Pdf) -> Words:
    """Everything that shows is drawn upon its page; returned is what stands beside it. A form too broken for that is
    left out."""
    notes = _Notes(pdf)
    for number, page in enumerate(pdf.pages, 1):
        notes.of_page(number, page.obj)
    notes.finish()
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, Dictionary):
        form.NeedAppearances = False
    pdf.flatten_annotations()
    return notes.words


class _Notes:
    """The notes of a file, page by page; letters are set for all of them at once."""

    def __init__(self, pdf: pikepdf.Pdf):
        form = pdf.Root.get(Name.AcroForm)
        self.pdf, self.form = pdf, form if isinstance(form, Dictionary) else None
        self.stale = self.form is not None and self.form.get(Name.NeedAppearances) is True
        self.letters, self.words = Letters(), Words()
        self.layers = Layers(pdf)
        self.drawn: list[tuple[Dictionary, Pen]] = []
        self.reported: list[tuple] = []
        self.count = self.borders = 0
        self.apart = Apart(pdf)

    def of_page(self, number: int, page: Dictionary) -> None:
        """In a list of the page's own: of one that pages share, the first page would leave nothing."""
        notes = page.get(Name.Annots)
        if not isinstance(notes, Array):
            return
        shown = []
        for note in notes:
            if isinstance(note, Dictionary):
                shown += [copy for copy in [self._shown(number, note)] if copy is not None]
        self.count += len(shown)
        if self.count > MAX_NOTES:
            raise FileRejectedError("too_much")
        page.Annots = Array(shown)
        if shown:
            self.apart.page(page)

    def _shown(self, number: int, note: Dictionary) -> Dictionary | None:
        """A note as it is to be laid upon the page, or nothing; one that cannot be drawn is named beside it."""
        kind, flags = str(note.get(Name.Subtype)), _whole(note.get(Name.F))
        if flags & HIDDEN and kind not in OTHERS and answers(note) and not self.layers.is_off(note.get(Name.OC)):
            self.reported.append((number, kind, note, True, None))
        if flags & HIDDEN or kind in SILENT and not _is_part_of_the_page(kind, note, flags):
            return None
        unknown = kind not in DRAWS and kind not in OTHERS
        if flags & UNSEEN or flags & INVISIBLE and unknown:
            self.reported.append((number, kind, note, False, None))
            return None
        look, needs_none = self._look(kind, note)
        if kind not in SILENT and not self.layers.is_off(note.get(Name.OC)):
            self.reported.append((number, kind, note, look is not None or needs_none, look))
        self.borders += kind == "/Link" and look is not None
        hidden = look is None or (kind == "/Link" and self.borders > MAX_BORDERS)
        return None if hidden else self._laid(note, look, flags)

    def _look(self, kind: str, note: Dictionary):
        """The drawing that came with the note, or a pen that draws one; and whether it is right that there is none."""
        look, off = _normal_look(note, kind)
        if off:
            return None, True
        # What the form itself calls stale nobody shows: not even where the value is empty now.
        stale = self.stale and kind == "/Widget" and str(inherited(note, "/FT")) in ("/Tx", "/Ch")
        if look is not None and not stale:
            return look, False
        if kind not in ("/Widget", "/Link") and own_states(note):
            return None, False  # it is in none of the states that it has a look for
        if kind == "/Stamp" and Name.Name not in note and _came_with_look(note):
            return None, False  # what it showed is not known: the stamp "Draft" nobody set there
        pen = Pen(self.letters)
        try:
            if kind == "/Widget":
                draw_field(pen, note, self.form)
            else:
                DRAWS[kind](pen, note)
            pen.bounds()
        except NONSENSE:
            return None, kind == "/Widget" and not _value(note)
        return pen, False

    def _laid(self, note: Dictionary, look, flags: int) -> Dictionary:
        """A note of our own with the one look. What lies on a layer goes on lying there."""
        laid = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=PRINTED | flags & UNTURNED)
        if isinstance(look, Pen):
            self.drawn.append((laid, look))
            laid.Rect = Array(look.bounds())
            laid.BM = Name.Multiply if note.Subtype == Name.Highlight else Name.Normal
            laid.CA = _opacity(note)
        else:
            laid.Rect = Array(rectangle(note))
            laid.AP = Dictionary(N=self._on_layer(note, look))
            if note.get(Name.Subtype) == Name.Widget:
                _with_resources(look, inherited(note, "/DR", self.form))
        if Name.OC in note and isinstance(look, Pen):
            laid.OC = note.OC
        return self.pdf.make_indirect(laid)

    def _on_layer(self, note: Dictionary, look: Stream) -> Stream:
        layer = note.get(Name.OC)
        if not isinstance(layer, Dictionary):
            return look
        within = Dictionary(XObject=Dictionary(A=look))
        box = _placed_box(look)
        return self.pdf.make_stream(b"/A Do", _form(box, within, layer))

    def finish(self) -> None:
        """What is told, the letters, and the looks that they stand in."""
        self.letters.seek()
        for *note, look in self.reported:
            numbered = [number for number, _ in look.writing] if isinstance(look, Pen) else []
            self.words.add(*note, "".join(map(self.letters.unseen, numbered)))
        written = self.letters.drawn(self.pdf)
        for laid, pen in self.drawn:
            state = Dictionary(CA=laid.CA, ca=laid.CA, BM=laid.BM)
            letters = Dictionary({f"/T{number}": written[number] for number, _ in pen.writing})
            resources = Dictionary(ExtGState=Dictionary(G=state), XObject=letters)
            laid.AP = Dictionary(N=self.pdf.make_stream(pen.content(), _form(laid.Rect, resources, laid.get(Name.OC))))


def _is_part_of_the_page(kind: str, note: Dictionary, flags: int) -> bool:
    """Of these a look that came along; of links, which others draw with their border, that besides."""
    return kind != "/Popup" and not flags & UNSEEN and (kind == "/Link" or _normal_look(note, kind)[0] is not None)


def _form(box, resources: Dictionary, layer) -> Dictionary:
    form = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources)
    if isinstance(layer, Dictionary):
        form.OC = layer
    return form


def _whole(value) -> int:
    return value if isinstance(value, int) else 0


def _value(note: Dictionary) -> str:
    try:
        return value_of(note) or unsettled(note)
    except NONSENSE:
        return ""


def _opacity(note: Dictionary) -> float:
    try:
        return min(1, max(0, float(note.get(Name.CA, 1))))
    except NONSENSE:
        return 1


def _normal_look(note: Dictionary, kind: str) -> tuple[Stream | None, bool]:
    """The drawing for the note's state; and whether the note is in a state in which it shows nothing."""
    looks = note.get(Name.AP)
    look = looks.get(Name.N) if isinstance(looks, Dictionary) else None
    if isinstance(look, Dictionary) and not isinstance(look, Stream):
        states = {key: one for key, one in look.items() if isinstance(one, Stream)}
        state = state_of(note)
        look = states.get(state)
        if look is None and kind == "/Widget" and is_button(note) and own_states(note):
            return None, True
        if look is None and kind != "/Widget" and len(states) == 1 and Name.AS not in note:
            look = next(iter(states.values()))
    return (look, False) if isinstance(look, Stream) and _has_room(note, look) else (None, False)


def _came_with_look(note: Dictionary) -> bool:
    looks = note.get(Name.AP)
    look = looks.get(Name.N) if isinstance(looks, Dictionary) else None
    return isinstance(look, Stream) and bool(look.read_raw_bytes())


def _has_room(note: Dictionary, look: Stream) -> bool:
    """A drawing is seen when there is some room for it, on the page and its own."""
    try:
        rectangle(note)
        x, y, to_x, to_y = numbers(look.get(Name.BBox))
    except NONSENSE:
        return False
    return x != to_x and y != to_y


def _placed_box(look: Stream) -> Array:
    """The room that a drawing takes once its own matrix has moved it."""
    x, y, to_x, to_y = numbers(look.BBox)
    a, b, c, d, e, f = numbers(look.get(Name.Matrix, (1, 0, 0, 1, 0, 0)))
    corners = [(a * u + c * v + e, b * u + d * v + f) for u in (x, to_x) for v in (y, to_y)]
    across, down = zip(*corners, strict=True)
    return Array([min(across), min(down), max(across), max(down)])


def _with_resources(look: Stream, resources) -> None:
    """A field's drawing may name what only its form has: letters, above all."""
    if not isinstance(resources, Dictionary):
        return
    own = look.get(Name.Resources)
    if not isinstance(own, Dictionary):
        look.Resources = resources
        return
    fonts, others = own.get(Name.Font), resources.get(Name.Font)
    if isinstance(others, Dictionary):
        fonts = fonts if isinstance(fonts, Dictionary) else Dictionary()
        for name in others.keys() - fonts.keys():
            fonts[name] = others[name]
        own.Font = fonts
