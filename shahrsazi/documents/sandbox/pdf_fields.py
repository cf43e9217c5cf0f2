"""What was filled into a form's fields, where the page doesn't show it: written in any script, ticked, chosen."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from shahrsazi.documents.sandbox.pdf_letters import Style
from shahrsazi.documents.sandbox.pdf_look import aligned, inner_box, letters_style, rectangle, rich_words
from shahrsazi.documents.sandbox.pdf_pen import Pen, numbers

DEPTH, MANY = 30, 2_000
MULTILINE, PASSWORD, COMB, RADIO, PUSH = 1 << 12, 1 << 13, 1 << 24, 1 << 15, 1 << 16
INSET = 2.0


def inherited(note: Dictionary, key: str, form=None):
    """What the field says of itself, or one above it, or the form of all its fields."""
    field: Any = note
    for _ in range(DEPTH):
        if not isinstance(field, Dictionary):
            break
        if key in field:
            return field[key]
        field = field.get(Name.Parent)
    return form.get(key) if isinstance(form, Dictionary) else None


def is_signed(note: Dictionary) -> bool:
    return str(inherited(note, "/FT")) == "/Sig" and isinstance(inherited(note, "/V"), Dictionary)


def value_of(note: Dictionary) -> str:
    """In the words that a reader shows; nothing for what is ticked."""
    value, kind = inherited(note, "/V"), str(inherited(note, "/FT"))
    if kind not in ("/Tx", "/Ch"):
        return ""
    if value is None and kind == "/Tx":
        return rich_words(inherited(note, "/RV"))
    values = list(value) if isinstance(value, Array) else [value]
    shown = [_words(one) for one in values if one is not None]
    if kind == "/Ch":
        names = _options(note)
        shown = [names.get(one, one) for one in shown or _chosen(note)]
    elif _flags(note) & PASSWORD:
        shown = ["•" * len(one) for one in shown]
    return "\n".join(shown)


def _words(value) -> str:
    if isinstance(value, Stream):
        return _decoded(value.read_bytes())
    return str(value).removeprefix("/") if isinstance(value, Name) else str(value)


def _decoded(letters: bytes) -> str:
    if letters.startswith(b"\xef\xbb\xbf"):
        return letters.decode("utf-8-sig", "replace")
    wide = letters.startswith((b"\xfe\xff", b"\xff\xfe"))
    return letters.decode("utf-16" if wide else "latin-1", "replace")


def _chosen(note: Dictionary) -> list[str]:
    """Named by their places in the list alone."""
    options, places = inherited(note, "/Opt"), inherited(note, "/I")
    if not isinstance(options, Array) or not isinstance(places, Array):
        return []
    offered = dict(enumerate(list(options)[:MANY]))
    chosen = [offered[int(at)] for at in list(places)[:MANY] if isinstance(at, int) and int(at) in offered]
    return [_words(one[0] if isinstance(one, Array) and len(one) else one) for one in chosen]


def _options(note: Dictionary) -> dict[str, str]:
    """What is sent for each choice, and what is shown for it."""
    options = inherited(note, "/Opt")
    names = {}
    for option in list(options)[:MANY] if isinstance(options, Array) else []:
        if isinstance(option, Array) and len(option) > 1:
            names[_words(option[0])] = _words(option[1])
    return names


def state_of(note: Dictionary) -> str:
    """The state in which a box is: its own word; else its field's value, where that is one of the box's own states.
    Boxes of one field share its value: without a state of theirs nobody knows which of them it means."""
    state = note.get(Name.AS)
    if isinstance(state, Name):
        return str(state)
    value, own = _state_named(note), own_states(note)
    if not own:
        return "/Off" if _shares_value(note) else value
    options = inherited(note, "/Opt")
    called = [_words(one) for one in list(options)[:MANY]] if isinstance(options, Array) else []
    numbered = {f"/{number}" for number, words in enumerate(called) if f"/{words}" == value}
    return next((one for one in own if one == value or one in numbered), "/Off")


def _state_named(note: Dictionary) -> str:
    value = inherited(note, "/V")
    return str(value) if isinstance(value, Name) else f"/{value}" if isinstance(value, String) else "/Off"


def own_states(note: Dictionary) -> list[str]:
    """Those of which there is a look."""
    looks = note.get(Name.AP)
    normal = looks.get(Name.N) if isinstance(looks, Dictionary) else None
    if not isinstance(normal, Dictionary) or isinstance(normal, Stream):
        return []
    return sorted(key for key, one in normal.items() if isinstance(one, Stream))


def _shares_value(note: Dictionary) -> bool:
    above = note.get(Name.Parent)
    boxes = above.get(Name.Kids) if isinstance(above, Dictionary) and Name.V not in note else None
    return isinstance(boxes, Array) and len(boxes) > 1


def unsettled(note: Dictionary) -> str:
    """What was chosen among boxes none of which says that it is meant; nothing where that is known."""
    unknown = is_button(note) and not isinstance(note.get(Name.AS), Name) and not own_states(note)
    chosen = _state_named(note) if unknown and _shares_value(note) else "/Off"
    return "" if chosen == "/Off" else chosen[1:]


def is_button(note: Dictionary) -> bool:
    return str(inherited(note, "/FT")) == "/Btn"


def _flags(note: Dictionary) -> int:
    flags = inherited(note, "/Ff")
    return flags if isinstance(flags, int) else 0


def draw_field(pen: Pen, note: Dictionary, form) -> None:
    """With its ground and frame; ValueError when there is nothing to draw."""
    box = rectangle(note)
    _ground(pen, note, box)
    if is_button(note) and not _flags(note) & PUSH:
        _tick(pen, note, box)
        return
    words = caption(note) if is_button(note) else value_of(note)
    if not words.strip():
        return
    flags = _flags(note)
    size, colour = letters_style(str(inherited(note, "/DA", form) or ""))
    many = bool(flags & MULTILINE) or "\n" in words
    length = inherited(note, "/MaxLen")
    cells = length if flags & COMB and isinstance(length, int) and 0 < length <= 500 and not many else 0
    inset = 0 if cells else INSET
    align = "center" if is_button(note) else aligned(inherited(note, "/Q", form))
    style = Style(size or (12 if cells else 0), colour, align, many, "top" if many else "middle", cells)
    _write(pen, note, words, inner_box(box, inset), style)


def _write(pen: Pen, note: Dictionary, words: str, box, style: Style) -> None:
    """Turned with its field."""
    looks = note.get(Name.MK)
    turned = looks.get(Name.R, 0) if isinstance(looks, Dictionary) else 0
    left, bottom, right, top = box
    quarter = int(turned) // 90 % 4 if isinstance(turned, int) else 0
    wide, high = (top - bottom, right - left) if quarter % 2 else (right - left, top - bottom)
    x, y = [(left, bottom), (right, bottom), (right, top), (left, top)][quarter]
    pen.write(words, (x, y, x + wide, y + high), style, quarter * 1.5707963267948966)


def _ground(pen: Pen, note: Dictionary, box: list[float]) -> None:
    looks = note.get(Name.MK)
    ground = numbers(looks.get(Name.BG, ())) if isinstance(looks, Dictionary) else []
    frame = numbers(looks.get(Name.BC, ())) if isinstance(looks, Dictionary) else []
    if len(ground) in (1, 3, 4) or len(frame) in (1, 3, 4):
        pen.inks(frame or (0,), ground or (1,), 1)
        pen.box(box, "B" if ground and frame else "f" if ground else "S")


def caption(note: Dictionary) -> str:
    """What stands on a button that only acts."""
    looks = note.get(Name.MK)
    return str(looks.get(Name.CA, "")) if isinstance(looks, Dictionary) else ""


def _tick(pen: Pen, note: Dictionary, box: list[float]) -> None:
    if state_of(note) == "/Off":
        raise ValueError
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    pen.inks((0,), (0,), max(1, min(wide, high) * 0.1))
    if _flags(note) & RADIO:
        pen.ellipse((left + wide * 0.25, bottom + high * 0.25, right - wide * 0.25, top - high * 0.25), "f")
    else:
        corners = [(0.2, 0.5), (0.42, 0.22), (0.82, 0.8)]
        pen.path([(left + x * wide, bottom + y * high) for x, y in corners], "S")
