"""Files of which only a cover would be left: collections of files, forms that a program must build, locked contents."""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.errors import FileRejectedError

# Only what is attached is locked: by a filter of its own, while the pages pass as they are.
_LOCKS_ATTACHMENTS = re.compile(rb"/EFF\s*/(?!Identity)")
_LOCKS_PAGES = re.compile(rb"/Stm[F]\s*/(?!Identity)")
_DYNAMIC = re.compile(rb"<dynamicRender>\s*required")
XFA_READ = 4_000_000


def refuse_covers(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    if isinstance(root.get(Name.Collection), Dictionary) and _attachments(root):
        locked = any(str(one.get(Name.AFRelationship)) == "/EncryptedPayload" for one in _attachments(root))
        raise FileRejectedError("attachments_locked" if locked else "portfolio")
    form = root.get(Name.AcroForm)
    if isinstance(form, Dictionary) and Name.XFA in form and _is_built(pdf, form):
        raise FileRejectedError("dynamic_form")


def locks_attachments(data: bytes) -> bool:
    """Of a file that does not open: whether its pages would."""
    return bool(_LOCKS_ATTACHMENTS.search(data)) and not _LOCKS_PAGES.search(data)


def _attachments(root: pikepdf.Object) -> list[Dictionary]:
    names, associated = root.get(Name.Names), root.get(Name.AF)
    files = list(associated) if isinstance(associated, Array) else []
    ahead, steps = [names.get(Name.EmbeddedFiles) if isinstance(names, Dictionary) else None], 0
    while ahead and (steps := steps + 1) < 1_000:
        node = ahead.pop()
        if isinstance(node, Dictionary):
            files += _list(node.get(Name.Names))[1::2]
            ahead += _list(node.get(Name.Kids))
    return [one for one in files if isinstance(one, Dictionary)]


def _is_built(pdf: pikepdf.Pdf, form: Dictionary) -> bool:
    """Whether its pages are made by the program that opens it: then none of its fields stands on a page."""
    if pdf.Root.get(Name.NeedsRendering) is True:
        return True
    notes = (note for page in pdf.pages for note in _list(page.obj.get(Name.Annots)))
    on_pages = any(isinstance(note, Dictionary) and note.get(Name.Subtype) == Name.Widget for note in notes)
    return not on_pages or _must_be_built(form.XFA)


def _list(value) -> list:
    return list(value) if isinstance(value, Array) else []


def _must_be_built(xfa) -> bool:
    parts = [part for part in (xfa if isinstance(xfa, Array) else [xfa]) if isinstance(part, Stream)]
    return any(_DYNAMIC.search(part.read_bytes()[:XFA_READ]) for part in parts[:50])
