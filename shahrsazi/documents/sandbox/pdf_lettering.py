"""Whether letters show on a page in certain fonts: its content is read as a reader does, with all that is drawn in it.

Under a scan lie the words that were read from it, invisible; those do not count.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.sandbox.pdf_apart import inherited, parts_of

READS = "q Q Tf Tr Tj TJ ' \" gs Do"
WRITES = {"Tj", "TJ", "'", '"'}
DEPTH, DEEP = 12, 200
# Of a whole file; reading so much takes a second at most. What comes after it is searched for the names alone.
MAX_BYTES = 2_000_000
INVISIBLE = 3
NONSENSE = (pikepdf.PdfError, TypeError, ValueError, LookupError, AttributeError, RuntimeError)
_SET = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+[-+.\d]+\s+Tf\b")
_SHOWN_AS = re.compile(rb"(?<![\d.])([0-7])\s+Tr\b")


class State(NamedTuple):
    """What `q` keeps and `Q` brings back: whether the font is one of those asked for, its letters if they are drawings,
    and how letters show."""

    is_meant: bool = False
    drawn: Dictionary | None = None
    mode: int = 0


class Lettering:
    """Of a whole file; what is drawn in several places is read once for each state in which it is."""

    def __init__(self, is_meant: Callable[[Dictionary], bool]):
        self.is_meant, self.left = is_meant, MAX_BYTES
        self.known: dict[tuple, bool] = {}
        self.holds: dict[tuple, bool] = {}

    def shows(self, page: Dictionary) -> bool:
        resources = inherited(page, Name.Resources)
        if not isinstance(resources, Dictionary) or not self._has_any(resources, 0):
            return False
        return self._read(parts_of(page), page, resources, State(), 0)

    def _has_any(self, resources: Dictionary, depth: int) -> bool:
        """Whether one of the fonts is there at all, at the page or in what may be drawn on it."""
        fonts: list[Any] = [one for one in _all(resources, Name.Font) if isinstance(one, Dictionary)]
        settings = [one for one in _all(resources, Name.ExtGState) if isinstance(one, Dictionary)]
        fonts += [one.Font[0] for one in settings if isinstance(one.get(Name.Font), Array) and len(one.Font)]
        if any(isinstance(font, Dictionary) and self.is_meant(font) for font in fonts):
            return True
        masks = [mask.get(Name.G) for one in settings if isinstance(mask := one.get(Name.SMask), Dictionary)]
        drawings = [*_all(resources, Name.XObject), *_all(resources, Name.Pattern), *masks, *fonts]
        return depth < DEPTH and any(
            self._holds(one, depth) for one in drawings if isinstance(one, Dictionary | Stream)
        )

    def _holds(self, drawing, depth: int) -> bool:
        own = drawing.get(Name.Resources)
        if not isinstance(own, Dictionary):
            return False
        if not drawing.is_indirect:
            return self._has_any(own, depth + 1)
        if drawing.objgen not in self.holds:
            self.holds[drawing.objgen] = False
            self.holds[drawing.objgen] = self._has_any(own, depth + 1)
        return self.holds[drawing.objgen]

    def _read(self, parts: list[Stream], content, resources: Dictionary, state: State, depth: int) -> bool:
        try:
            written = b"\n".join(part.read_bytes() for part in parts)
            if not any(letters in written for letters in (b"T", b"'", b'"', b"Do")):
                return False
            self.left -= len(written)
            if self.left < 0:
                return self._roughly(written, resources)
            return self._walk(pikepdf.parse_content_stream(content, READS), resources, state, depth)
        except NONSENSE:
            return False

    def _walk(self, content, resources: Dictionary, state: State, depth: int) -> bool:
        before: list[State] = []
        for operands, operator in content:
            name = str(operator)
            if name == "q":
                before = [*before[-DEEP:], state]
            elif name == "Q":
                state = before.pop() if before else state
            elif name in WRITES:
                if self._is_seen(operands, state, resources, depth):
                    return True
            elif name == "Do":
                if self._within(_named(resources, Name.XObject, operands), resources, state, depth):
                    return True
            elif name == "gs":
                setting = _named(resources, Name.ExtGState, operands)
                if self._masks(setting, resources, depth):
                    return True
                state = self._set(state, setting)
            else:
                state = self._chosen(state, name, operands, resources)
        return any(self._within(one, resources, State(), depth) for one in _all(resources, Name.Pattern))

    def _chosen(self, state: State, name: str, operands, resources: Dictionary) -> State:
        if name == "Tr":
            return state._replace(mode=int(operands[0])) if len(operands) == 1 else state
        return self._with_font(state, _named(resources, Name.Font, operands))

    def _with_font(self, state: State, font) -> State:
        if not isinstance(font, Dictionary):
            return state._replace(is_meant=False, drawn=None)
        drawn = font if str(font.get(Name.Subtype)) == "/Type3" else None
        return state._replace(is_meant=self.is_meant(font), drawn=drawn)

    def _set(self, state: State, setting) -> State:
        font = setting.get(Name.Font) if isinstance(setting, Dictionary) else None
        return self._with_font(state, font[0]) if isinstance(font, Array) and len(font) else state

    def _masks(self, setting, resources: Dictionary, depth: int) -> bool:
        mask = setting.get(Name.SMask) if isinstance(setting, Dictionary) else None
        return isinstance(mask, Dictionary) and self._within(mask.get(Name.G), resources, State(), depth)

    def _is_seen(self, operands, state: State, resources: Dictionary, depth: int) -> bool:
        letters = operands[-1] if len(operands) else ()
        pieces = list(letters) if isinstance(letters, Array) else [letters]
        if state.mode == INVISIBLE or not any(isinstance(one, pikepdf.String) and len(bytes(one)) for one in pieces):
            return False
        if state.drawn is None:
            return state.is_meant
        own = state.drawn.get(Name.Resources)
        own = own if isinstance(own, Dictionary) else resources
        return any(self._within(one, own, State(), depth) for one in _all(state.drawn, Name.CharProcs))

    def _within(self, drawing, resources: Dictionary, state: State, depth: int) -> bool:
        """What is drawn within what is drawn, in the state that it is drawn in."""
        if not isinstance(drawing, Stream) or str(drawing.get(Name.Subtype)) == "/Image" or depth >= DEPTH:
            return False
        key = (drawing.objgen, resources.objgen, state.is_meant, state.drawn is None, state.mode)
        if key not in self.known:
            self.known[key] = False  # while it is read: one that draws itself ends
            own = drawing.get(Name.Resources)
            own = own if isinstance(own, Dictionary) else resources
            self.known[key] = self._read([drawing], drawing, own, state, depth + 1)
        return self.known[key]

    def _roughly(self, written: bytes, resources: Dictionary) -> bool:
        fonts = resources.get(Name.Font)
        used = {bytes(name) for name in _SET.findall(written)}
        meant = {
            name[1:].encode()
            for name, font in (fonts.items() if isinstance(fonts, Dictionary) else ())
            if isinstance(font, Dictionary) and self.is_meant(font)
        }
        return bool(meant & used) and set(_SHOWN_AS.findall(written)) != {b"3"}


def _named(resources: Dictionary, kind: Name, operands):
    within = resources.get(kind)
    if not isinstance(within, Dictionary) or not len(operands) or not isinstance(operands[0], Name):
        return None
    return within.get(operands[0])


def _all(resources: Dictionary, kind: Name) -> list:
    within = resources.get(kind)
    return list(within.as_dict().values()) if isinstance(within, Dictionary) else []
