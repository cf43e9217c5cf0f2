"""A drawing in words, for who cannot see it and for machines.

{"units": mm | cm | m | inch | foot | unknown,     what a unit of model space is
 "extents": {"width", "height"} | null,            of model space in metres, when the unit is known
 "scale": ["1:100"],                               of the windows on paper, each once
 "layers": [{"n", "name", "entities", "on"}],      n as in the SVG; those that are off are not drawn
 "texts": ["…"],                                   what is written, each once, in the order of drawing, at most 500
 "dimensions": [{"text", "metres"}],               metres null for angles, on paper and for unknown units; at most 300
 "rooms": [{"name", "area", "layer"}],             m²; closed lines of a room's size, at most 200
 "left_out": {"IMAGE": 2, "LTYPE GAS": 1},         how many of each type, or lines of a type, could not be drawn
 "outside": ["scan.tif"],                          names of the files that the drawing only points at, at most 20
 "strays": ["TEXT: block base"],                   what lies far off and is not on the sheet, at most 20
 "unread": 3,                                      texts in codes of a font that only its own file explains: boxes
 "signs": ["☎"],                                   signs that no font here has: boxes
 "cut": ["texts"],                                 which of these lists are longer than is told here
 "sheets": [{"name", "scale"}],                    scale null for model space
 "where": {"signs": [2, 3]},                       on which sheets there are signs that no font has; and so of left_out,
                                                   unread, strayed, partly
 "notes": ["strayed"]}                             strayed: a few things lie far off and are not on the sheet;
                                                   partly: there was too much to draw it all;
                                                   bare_lines: letters or shapes within lines are not drawn;
                                                   lying: letters that stand below one another lie side by side;
                                                   units_doubtful: the house, its dimensions or areas speak against
                                                   the unit that is stated
"""

import json
import math
import unicodedata
from collections import Counter
from itertools import islice

from ezdxf.lldxf.encoding import decode_dxf_unicode

from shahrsazi.documents.dxf.layouts import begins, is_shown, windows
from shahrsazi.documents.dxf.left_out import is_lacking
from shahrsazi.documents.dxf.rooms import are_of_no_house, find_rooms
from shahrsazi.documents.dxf.shaping import face
from shahrsazi.documents.dxf.shx import is_unread
from shahrsazi.documents.dxf.spelling import words_of
from shahrsazi.documents.dxf.units import measured, unit_of, words_at

SMALLEST, LARGEST = 2, 20_000  # m
_LIMITS = {"texts": 500, "dimensions": 300, "rooms": 200, "outside": 20, "strays": 20, "signs": 20}
_LONGEST = 200  # letters of a text
_JOINERS = "\u200c\u200d"  # these join and part the letters of Persian words
_POINTERS = {"IMAGEDEF", "PDFDEFINITION", "DWFDEFINITION", "DGNDEFINITION"}


class TextAlternative:
    def __init__(self, opened, tally):
        self.doc, self.opened, self.tally = opened.doc, opened, tally
        self.extents, self.sheets, self.notes, self.where = None, [], [], {}
        self.texts, self.strays, self.signs, self.cut = {}, {}, {}, set()
        self.dimensions, self.of_the_house = {}, set(map(id, self.doc.modelspace()))
        self.units, self.metre, doubtful, confirmed = unit_of(self.doc)
        self.rooms = find_rooms(self.doc, self.metre, _clean_lines) if self.metre else []
        if doubtful or (not confirmed and are_of_no_house(self.rooms)):
            self._doubt_units()

    def note_sheet(self, layout, painter, extents, frame, notes: list[str]) -> None:
        self.sheets.append({"name": clean(layout.name), "scale": ", ".join(self._scales(layout)) or None})
        self.texts |= dict.fromkeys(map(clean, painter.texts))
        self.dimensions |= painter.dimensions
        self.cut |= {"texts"} if painter.texts_cut else set()
        signs = dict.fromkeys(sign for text in painter.texts for sign in face(False).missing(text))
        self.signs |= signs
        self._note_where({"signs": signs, "partly": painter.too_much, "strayed": "strayed" in notes})
        self._note_where({"unread": "unread" in self.tally.here, "left_out": self._lacks_something(layout)})
        self.notes += [note for note in (*notes, *painter.notes) if note not in self.notes]
        if layout.is_modelspace and self.metre:
            self._measure(extents[frame.shows(extents)])

    def _lacks_something(self, layout) -> bool:
        return "left_out" in self.tally.here or (bool(self.opened.left_out) and is_lacking(layout, self.opened.removed))

    def _note_where(self, lacking: dict) -> None:
        """Under the number of the sheet that was noted last."""
        for sort in (sort for sort, lacks in lacking.items() if lacks):
            self.where.setdefault(sort, []).append(len(self.sheets))

    def note_strays(self, layout, frame) -> None:
        """Names what lies outside of the frame."""
        for entity in filter(is_shown, layout):
            x, y = begins(entity)
            if not (math.isnan(x) or frame.left <= x <= frame.right and frame.bottom <= y <= frame.top):
                self.strays.setdefault(_named(entity))

    def _measure(self, seen) -> None:
        """The size of the drawing. One of a doll's house or of a province has its unit from a template: unknown."""
        width, height = (seen[:, 2:].max(axis=0) - seen[:, :2].min(axis=0)) * self.metre
        if SMALLEST <= max(width, height) <= LARGEST:
            self.extents = {"width": round(float(width), 3), "height": round(float(height), 3)}
        else:
            self._doubt_units()

    def _doubt_units(self) -> None:
        self.units, self.metre, self.rooms = "unknown", None, []
        self.notes.append("units_doubtful")

    def note_too_much(self, painter) -> None:
        if painter.too_much and "partly" not in self.notes:
            self.notes.append("partly")

    def note_layers(self, numbers: dict[str, int]) -> None:
        used = self.tally.total("used")
        self.layers = [self._layer(name, n, used[name.lower()]) for name, n in numbers.items() if used[name.lower()]]

    def _layer(self, name: str, n: int, entities: int) -> dict:
        entry = self.doc.layers.get(name) if self.doc.layers.has_entry(name) else None
        on = entry is None or (entry.is_on() and not entry.is_frozen())
        return {"n": n, "name": clean(entry.dxf.name if entry else name), "entities": entities, "on": on}

    def _scales(self, layout) -> list[str]:
        return sorted({scale for window in windows(layout) if (scale := self._scale(layout, window))})

    def _scale(self, layout, window) -> str:
        """Millimetres on paper to those of the house."""
        if not self.metre:
            return ""
        paper = 25.4 if layout.dxf.get("plot_paper_units", 1) == 0 else 1
        times = window.get_scale() * paper / (self.metre * 1_000)
        if not (0 < times < math.inf):
            return ""
        return f"1:{_round(1 / times)}" if times <= 1 else f"{_round(times)}:1"

    def as_json(self) -> str:
        content = {
            "units": self.units,
            "extents": self.extents,
            "scale": sorted({scale for sheet in self.sheets if sheet["scale"] for scale in sheet["scale"].split(", ")}),
            "layers": self.layers,
            "texts": [_short(text) for text in self.texts if text],
            "dimensions": self._dimensions(),
            "rooms": [room._asdict() | {"layer": clean(room.layer)} for room in self.rooms],
            "left_out": dict(sorted(self._left_out().items())),
            "outside": outside(self.doc),
            "strays": list(self.strays),
            "unread": self.tally.total("unread")[""],
            "signs": list(self.signs),
            "sheets": self.sheets,
            "where": self.where,
            "notes": self.notes,
        }
        content["cut"] = sorted({sort for sort, limit in _LIMITS.items() if len(content[sort]) > limit} | self.cut)
        content |= {sort: content[sort][:limit] for sort, limit in _LIMITS.items()}
        return json.dumps(content, ensure_ascii=False, indent=1)

    def _left_out(self) -> Counter:
        """What was taken out before, and what could not be drawn, of which some was known before."""
        together = self.opened.unfit + (self.opened.undrawable | self.tally.total("left_out"))
        return Counter({clean(kind)[:40]: number for kind, number in together.items()})

    def _dimensions(self) -> list[dict]:
        """Those that are seen on a sheet."""
        shown = islice(self.dimensions.values(), _LIMITS["dimensions"] + 1)
        return [self._dimension(dimension, id(dimension) in self.of_the_house) for dimension in shown]

    def _dimension(self, dimension, of_the_house: bool) -> dict:
        """One on paper measures paper: only its words tell of the house."""
        units = measured(dimension)
        metres = round(units * self.metre, 3) if units is not None and self.metre and of_the_house else None
        return {"text": clean(words_at(dimension)) or (f"{units:g}" if units is not None else ""), "metres": metres}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _named(entity) -> str:
    """The type of an entity with its words or the name of its block."""
    kind = entity.dxftype()
    if kind == "INSERT":
        return f"{kind}: {clean(entity.dxf.get('name', ''))[:80]}"
    if kind in ("TEXT", "MTEXT") and not is_unread(entity):
        return f"{kind}: {clean(words_of(entity))[:80]}"
    return kind


def outside(doc) -> list[str]:
    """The names, without their folders, of the files that the drawing points at."""
    paths = [entity.dxf.get("filename", "") for entity in doc.objects if entity.dxftype() in _POINTERS]
    paths += [block.block.dxf.get("xref_path", "") for block in doc.blocks if block.block and block.block.is_xref]
    names = (clean(path.replace("\\", "/").rpartition("/")[2])[:80] for path in paths)
    return list(dict.fromkeys(name for name in names if name))


def _round(number: float) -> str:
    return f"{round(number)}" if abs(number - round(number)) < 0.02 * number else f"{number:.1f}"


def clean(text: str) -> str:
    """One line without what hides in text: controls, marks that turn its direction, halves of characters."""
    return " ".join(_clean_lines(text).split())


def _clean_lines(text: str) -> str:
    text = decode_dxf_unicode(text)
    return "".join(c for c in text if c in "\n" + _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
