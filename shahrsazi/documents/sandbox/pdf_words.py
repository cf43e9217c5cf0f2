"""What notes, stamps and signatures say in words: who, when and what. It goes along in the clean copy, of no effect."""

import json

import pikepdf
from pikepdf import Dictionary, Name, Stream

from shahrsazi.documents.sandbox.pdf_fields import caption, inherited, is_signed, unsettled, value_of
from shahrsazi.documents.sandbox.pdf_letters import plain, shortened
from shahrsazi.documents.sandbox.pdf_look import words_of
from shahrsazi.documents.where import on_pages

KEY = Name("/ShahrsaziNotes")
MAX_ENTRIES, MAX_WORDS, MAX_NAME, MAX_BOXES = 400, 2_000, 120, 40
# Of these somebody may want to know even without words.
ALWAYS = {"/Stamp", "/Text", "/FileAttachment", "/Caret"}
NONSENSE = (TypeError, ValueError, AttributeError, RuntimeError, LookupError, pikepdf.PdfError)


class Words:
    """The notes of a file in words, in the order of its pages. `lost`: where something that shows elsewhere is not
    drawn; `noted`: where there is anything."""

    def __init__(self) -> None:
        self.entries: list[dict] = []
        self.more: dict[int, int] = {}
        self.lost: set[int] = set()
        self.noted: set[int] = set()

    def add(self, page: int, kind: str, note: Dictionary, drawn: bool, boxes: str = "") -> None:
        """`boxes`: the letters in it that no font here has."""
        try:
            entry = _entry(kind, note)
        except NONSENSE:
            entry = {"who": "", "when": "", "what": ""}
        if drawn and not entry["what"] and not boxes and kind not in ALWAYS and not entry.get("signed"):
            return
        if drawn and kind == "/Widget" and not boxes and not entry.get("signed"):
            return
        self.noted.add(page)
        if not drawn or boxes:
            self.lost.add(page)
        if len(self.entries) >= MAX_ENTRIES:
            self.more[page] = self.more.get(page, 0) + 1
            return
        called = "Signature" if entry.pop("signed", False) else kind.lstrip("/")[:30]
        entry |= {"boxes": shortened(boxes, MAX_BOXES)} if boxes else {}
        self.entries.append({"page": page, "kind": plain(called), "drawn": drawn, **entry})

    def reasons(self, pages: int) -> list[str]:
        if self.lost:
            return [on_pages("notes_lost", self.lost, pages)]
        return [on_pages("notes_beside", self.noted, pages)] if self.noted else []

    def write(self, pdf: pikepdf.Pdf) -> None:
        if self.entries:
            content = {"notes": self.entries, "more": sum(self.more.values()), "more_on": self.more}
            pdf.Root[KEY] = pdf.make_stream(json.dumps(content, ensure_ascii=False).encode())


def read(pdf: pikepdf.Pdf) -> bytes | None:
    stream = pdf.Root.get(KEY)
    return stream.read_bytes() if isinstance(stream, Stream) else None


def answers(note: Dictionary) -> bool:
    """Whether it answers another note. What a reviewer decided is written down as such an answer, and always hidden:
    readers show it in their list of notes."""
    try:
        says = str(note.get(Name.State, "")) or words_of(note)
        return isinstance(note.get(Name.IRT), Dictionary) and bool(says.strip())
    except NONSENSE:
        return False


def _entry(kind: str, note: Dictionary) -> dict:
    if kind == "/Widget":
        return _signed(note) if is_signed(note) else _row("", "", value_of(note) or unsettled(note) or caption(note))
    when = note.get(Name.M, note.get(Name.CreationDate))
    return _row(note.get(Name.T), when, _what(kind, note))


def _what(kind: str, note: Dictionary) -> str:
    """The words themselves; what a reviewer answered, or the name of a stamp, are some as well."""
    parts = [words_of(note), str(note.get(Name.Subj, "")) if kind == "/Stamp" else "", str(note.get(Name.State, ""))]
    if kind == "/Stamp" and Name.Name in note:
        parts.append(str(note.Name).lstrip("/#"))
    attached = note.get(Name.FS)
    if isinstance(attached, Dictionary):
        parts.append(str(attached.get(Name.UF, attached.get(Name.F, ""))))
    return " — ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _signed(note: Dictionary) -> dict:
    value = inherited(note, "/V")
    parts = (str(value.get(Name(key), "")).strip() for key in ("/Reason", "/Location", "/ContactInfo"))
    row = _row(value.get(Name.Name), value.get(Name.M), " — ".join(part for part in parts if part))
    return row | {"signed": True}


def _row(who, when, what: str) -> dict:
    name = shortened(plain(str(who)).strip(), MAX_NAME) if who is not None else ""
    return {"who": name, "when": _moment(str(when or "")), "what": shortened(plain(what).strip(), MAX_WORDS)}


def _moment(written: str) -> str:
    """Year, month and day of the date as PDF writes it; nothing when it is none."""
    digits = written.removeprefix("D:")[:8]
    if len(digits) < 8 or not digits.isascii() or not digits.isdigit():
        return ""
    year, month, day = digits[:4], digits[4:6], digits[6:8]
    return f"{year}-{month}-{day}" if "1900" <= year <= "2200" and "01" <= month <= "12" and "01" <= day <= "31" else ""
