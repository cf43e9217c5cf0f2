"""Opens a DXF: first bounded as bytes, then read, counted as it would be unfolded, repaired and made fit to draw."""

import re
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import ezdxf
import numpy as np
from ezdxf import recover
from ezdxf.audit import AuditError
from ezdxf.document import Drawing

from shahrsazi.documents.dxf.blocks import MAX_DRAWN, count_unfolded
from shahrsazi.documents.dxf.constants import write_constants
from shahrsazi.documents.dxf.dimensions import draw_pictures
from shahrsazi.documents.dxf.encoding import spelled_out, true_encoding
from shahrsazi.documents.dxf.ezdxf_import import BINARY
from shahrsazi.documents.dxf.kinds import OUTSIDE
from shahrsazi.documents.dxf.layouts import layouts_to_show, turn_off_unplotted
from shahrsazi.documents.dxf.left_out import undrawable
from shahrsazi.documents.dxf.order import put_in_order
from shahrsazi.documents.dxf.sanitize import remove_unfit
from shahrsazi.documents.errors import FileRejectedError

# ezdxf needs about 4 µs and 250 bytes for a tag and 1 kB for an entity; more than this is no drawing of one house.
MAX_TAGS = 1_200_000
MAX_ENTITIES = 150_000
MAX_LINE_LENGTH = 100_000
# Old programs leave dictionaries and reactors without an owner in sound drawings; nobody need compare those.
_HOUSEKEEPING = {AuditError.INVALID_OWNER_HANDLE}


@dataclass
class Document:
    """A drawing that is safe to draw, with what had to be done for it."""

    doc: Drawing
    repaired: bool
    weights: dict[str, int]  # what one use of a block unfolds to
    whole: int  # what all unfolds to
    removed: Counter[tuple[str, str]]  # by where it was and its type, what was not fit
    undrawable: Counter[str]  # by type, what has no picture here

    @property
    def unfit(self) -> Counter[str]:
        """What was taken out, by its type."""
        together = Counter[str]()
        for (_where, kind), number in self.removed.items():
            together[kind] += number
        return together

    @property
    def left_out(self) -> Counter[str]:
        return self.unfit + self.undrawable

    def checked(self):
        from shahrsazi.documents.dxf import CheckResult

        sheets = len(layouts_to_show(self.doc))
        outcome = "repair" if self.repaired else "accept"
        too_much = self.whole > MAX_DRAWN
        if not sheets or too_much or set(self.left_out) - OUTSIDE:
            outcome = "limit"
        return CheckResult(outcome, self._whys(sheets, too_much), sheets)

    def _whys(self, sheets: int, too_much: bool) -> list[str]:
        left_out = bool(self.left_out) or too_much
        reasons = {"repaired": self.repaired, "left_out": left_out, "nothing_to_draw": not sheets}
        return [why for why, so in reasons.items() if so]


def open_dxf(path: Path) -> Document:
    data = path.read_bytes()
    _bounded(data)
    doc, repaired = _read(path, None if data.startswith(BINARY) else true_encoding(data))
    count_unfolded(doc)
    removed = draw_pictures(doc)
    repaired |= _repaired(doc)
    removed += remove_unfit(doc)
    put_in_order(doc)
    write_constants(doc)
    turn_off_unplotted(doc)
    weights, whole = count_unfolded(doc)
    return Document(doc, repaired, weights, whole, removed, undrawable(doc, weights))


def _bounded(data: bytes) -> None:
    """Turned away before ezdxf makes an object of every line."""
    if data.startswith(BINARY):
        if len(data) > 10 * MAX_TAGS:
            raise FileRejectedError("too_many_entities", most=MAX_ENTITIES)
        return
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    if len(ends) // 2 > MAX_TAGS or len(re.findall(rb"\n[ \t]*0\r?\n", data)) > MAX_ENTITIES:
        raise FileRejectedError("too_many_entities", most=MAX_ENTITIES)
    if len(data) and np.diff(ends, prepend=-1, append=len(data)).max() > MAX_LINE_LENGTH:
        raise FileRejectedError("broken")


def _read(path: Path, encoding: str | None) -> tuple[Drawing, bool]:
    """The drawing, in the encoding that its bytes show where that is not what it states; whether it was damaged."""
    try:
        return ezdxf.readfile(path, encoding=encoding), False
    except MemoryError:
        raise
    except Exception:  # ezdxf raises its own errors and those of everything it calls
        return _recovered(path.read_bytes(), encoding), True


def _recovered(data: bytes, encoding: str | None) -> Drawing:
    try:
        doc, _ = recover.read(BytesIO(spelled_out(data, encoding) if encoding else data))
    except MemoryError:
        raise
    except Exception as error:
        raise FileRejectedError("broken") from error
    if not any(len(layout) for layout in doc.layouts):
        raise FileRejectedError("broken")
    return doc


def _repaired(doc: Drawing) -> bool:
    try:
        auditor = doc.audit()
    except MemoryError:
        raise
    except Exception as error:
        raise FileRejectedError("broken") from error
    return any(fix.entity or fix.code not in _HOUSEKEEPING for fix in auditor.fixes)
