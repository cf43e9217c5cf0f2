"""A paper on the screen: one page at a time, the drawing's layers, the larger picture, and the marked copy to keep."""

import hashlib
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Semaphore

import msgspec
from django.http import Http404
from django.utils.translation import gettext as _

from shahrsazi.documents import sandbox, serving, signatures, storage, tiling
from shahrsazi.documents.dxf import layers
from shahrsazi.documents.parts import ACROSS, DOWN, part_of
from shahrsazi.documents.sandbox.signature_report import Report
from shahrsazi.documents.scan import DRAWINGS, MEDIA_TYPES, OLD, SIGNATURES, TILES, UNTILED, Rendition, Scan
from shahrsazi.documents.where import in_words, why_of
from shahrsazi.persian import dates, formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.web import errors

RENDITION = r"(?P<rendition>[1-9][0-9]{0,2}-(?:tiles-[0-9]-[0-9][0-9]?-[0-9][0-9]?|[a-z]{5,6})\.[a-z]{3,4})"
AROUND = 3
LIGHT = 600_000  # bytes, five seconds on a slow line
NOTED = {"notes_beside", "notes_lost", "signed", "signed_apart"}
# One copy at a time in each process: marking a large paper takes seconds, and others want to read meanwhile.
_STAMPING, PATIENCE = Semaphore(), 3


class View:
    """What a page of a paper shows, as it was asked for: `?page=2&as=large&off=3,5`."""

    max_sheets = tiling.MAX_SHEETS

    def __init__(self, request, scan: Scan):
        self.scan = scan
        self.page = min(max(_whole(request.GET.get("page"), 1), 1), max(scan.pages, 1))
        self.made = scan.renditions_of(self.page)
        self.off = {n for one in request.GET.get("off", "")[:400].split(",") if (n := _whole(one, -1)) >= 0}
        self.is_untiled = self.made.pop(UNTILED, None) is not None
        wanted = "sheet" if self.off else request.GET.get("as", "")
        self.size = wanted if any(name.startswith(f"{wanted}.") for name in self.made) else "screen"
        self.part = part_of(self, request.GET.get("part", "")) if self.size == "tiles" else None

    @cached_property
    def text_alternative(self) -> dict | None:
        """What a drawing says in words, once it was drawn."""
        if self.scan.extension not in DRAWINGS or not self.scan.renditions:
            return None
        try:
            return msgspec.json.decode(storage.read(self.scan.rendition_name("0-twin.json")))
        except FileNotFoundError:
            return None

    def sheets_with(self, sort: str) -> str:
        """On which pages of a drawing of several something was left out or unread: in words, where it is stored."""
        where = (self.text_alternative or {}).get("where", {})
        return in_words(where.get(sort, ())) if self.scan.pages > 1 else ""

    @cached_property
    def _noted(self) -> dict:
        """What is written down of the notes in a PDF, of all its pages."""
        if NOTED.isdisjoint(map(why_of, self.scan.reasons)) or not self.scan.renditions:
            return {}
        try:
            return msgspec.json.decode(storage.read(self.scan.rendition_name("0-twin.json")))
        except FileNotFoundError:
            return {}

    @property
    def notes(self) -> list[dict]:
        """Who noted what on this page of a PDF, and when."""
        return [note for note in self._noted.get("notes", ()) if note["page"] == self.page]

    @property
    def more_notes(self) -> int:
        """How many notes of this page are not listed. Of older copies only the sum is known: they come last of all."""
        last = self._noted["notes"][-1]["page"] if self._noted.get("notes") else 0
        unknown = self._noted.get("more", 0) if self.page >= last else 0
        more_on = self._noted.get("more_on")
        return unknown if more_on is None else more_on.get(str(self.page), 0)

    @cached_property
    def signature_report(self) -> Report | None:
        """What is written down of a signed file's signatures; None where there are none, or nothing yet."""
        if not self.scan.is_signed:
            return None
        try:
            return msgspec.json.decode(storage.read(self.scan.rendition_name(SIGNATURES)), type=Report)
        except FileNotFoundError:
            return None

    @property
    def signatures_shown(self) -> list[signatures.Shown]:
        return signatures.shown(self.signature_report) if self.signature_report else []

    @property
    def signature_remarks(self) -> list[str]:
        return signatures.remarks(self.signature_report) if self.signature_report else []

    @property
    def levels(self) -> list[tiling.Level]:
        """In which sizes there are tiles of this page, the finest first; none of a page that one picture shows."""
        tiles = self.made.get(TILES)
        return tiling.levels(tiles.width, tiles.height) if tiles else []

    @property
    def is_beyond_the_tiled(self) -> bool:
        """Whether the paper has more large sheets than are cut into tiles, and this page comes after these."""
        tiled = self.scan.tiled_pages
        return len(tiled) >= tiling.MAX_SHEETS and self.page > tiled[-1]

    @property
    def finer(self) -> Rendition | None:
        """What the script fetches as a whole when the first picture is looked at from near."""
        if self.size != "screen":
            return None
        sheet = self.made.get("sheet.svg")
        return sheet if sheet and sheet.size <= LIGHT else self.made.get("large.webp")

    @property
    def weight_of_part(self) -> int:
        """About how many bytes a window onto the tiles fetches."""
        finest = self.levels[0]
        return self.made[TILES].size * ACROSS * DOWN // (finest.columns * finest.rows)

    @property
    def widest(self) -> int:
        """How many points across there are to be seen."""
        return max((rendition.width for rendition in self.made.values()), default=0)

    @property
    def around(self) -> list[int]:
        """The pages whose thumbnails stand beside this one."""
        first = max(min(self.page - AROUND, self.scan.pages - 2 * AROUND), 1)
        return list(range(first, min(first + 2 * AROUND, self.scan.pages) + 1))

    def rendition(self, name: str):
        return self.made.get(name)

    def query(self, **other) -> str:
        """The address of this page with something else asked for."""
        options = {"page": self.page, "as": self.size, "off": self.off} | other
        off = ",".join(map(str, sorted(options["off"])))
        parts = [f"page={options['page']}"] + ([f"as={options['as']}"] if options["as"] != "screen" else [])
        parts += ["part={},{}".format(*options["part"])] if "part" in options else []
        return "?" + "&".join(parts + ([f"off={off}"] if off else []))

    def toggled(self, layer: int) -> set[int]:
        return self.off ^ {layer}


def _whole(text: str | None, otherwise: int) -> int:
    number = whole_number(text, 6)
    return otherwise if number is None else number


def send_rendition(request, scan: Scan, name: str):
    """The bytes of one picture; 404 while it is not made."""
    page, _dash, rest = name.partition("-")
    if not scan.has_file(int(page), rest):
        raise Http404
    media_type = MEDIA_TYPES[rest.rpartition(".")[2]]
    if media_type != MEDIA_TYPES["svg"]:
        return serving.send(request, scan.rendition_name(name), media_type)
    off = View(request, scan).off
    try:
        sheet = storage.read(scan.rendition_name(name))
    except FileNotFoundError:
        raise Http404
    return serving.send_bytes(layers.without_layers(sheet, off), media_type)


class RenderingBusyError(Exception):
    """The copy that was asked for could not be made."""


def when_ready(request, answer: Callable):
    """The answer, made when the database is free again; where the gate or the store can't give it now, that is said."""
    try:
        return answer()
    except (RenderingBusyError, storage.StorageUnreachableError):
        return errors.busy(request)


def download(request, scan: Scan, filename: str, mark: str):
    """The paper with its mark, under a name of ours; what is no picture, a drawing's own file, goes as it is."""
    if scan.state == OLD:
        raise Http404  # no gate has seen it
    name = scan.name if scan.extension in DRAWINGS else _marked(scan, _lines(scan, mark))
    return serving.send(request, name, scan.media_type, filename=f"{filename}.{scan.extension}")


def send_original(request, scan: Scan, filename: str):
    """A signed file as it came, as a download that no browser opens by itself."""
    if not storage.exists(scan.original_name):
        raise Http404
    return serving.send(
        request, scan.original_name, "application/octet-stream", filename=f"{filename}.{scan.extension}"
    )


def _lines(scan: Scan, mark: str) -> list[str]:
    signed = [_("A clean copy, without the digital signature of the file")] if scan.is_signed else []
    return [
        _("This is not an official document"),
        *signed,
        formatting.digits(f"{formatting.short(dates.today())} — \u2066{mark}\u2069"),
    ]


def _marked(scan: Scan, lines: list[str]) -> str:
    """Where the copy for this reader of this day lies: made once, so that a download that broke off goes on."""
    named = hashlib.sha256(json.dumps([scan.sha256, *lines]).encode()).hexdigest()
    name = f"stamped/{named}"
    if not storage.exists(name):
        if not _STAMPING.acquire(timeout=PATIENCE):
            raise RenderingBusyError
        try:
            _stamp(scan, lines, name)
        finally:
            _STAMPING.release()
    return name


def _stamp(scan: Scan, lines: list[str], name: str) -> None:
    with storage.local_copy(scan.name) as path, TemporaryDirectory() as folder:
        try:
            rtl = formatting.language() == "fa"
            storage.put(name, sandbox.stamp(path, scan.extension, lines, Path(folder), rtl=rtl))
        except sandbox.FileRejectedError as error:
            raise RenderingBusyError from error
