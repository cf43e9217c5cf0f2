"""Reduces a PDF to its pages: everything that acts, is attached or tells of a person goes; what is seen stays."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox.pdf_bombs import filters
from shahrsazi.documents.sandbox.pdf_notes import flatten
from shahrsazi.documents.sandbox.pdf_signed import reasons_of
from shahrsazi.documents.sandbox.trailing_data import jpeg_parts

# Kept by list, since nobody knows all that programs put beside them.
OF_CATALOGUE = ("/OCProperties", "/OutputIntents")
OF_PAGE = {
    "/Type",
    "/Parent",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/UserUnit",
    "/Resources",
    "/Contents",
    "/Group",
}
# Deeper in the file, by name: what may stand in the dictionaries that are kept.
GOES = {
    "/A",
    "/AA",
    "/AF",
    "/AS",
    "/AcroForm",
    "/Alternates",
    "/Annots",
    "/EF",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/JS",
    "/JavaScript",
    "/LastModified",
    "/Launch",
    "/Metadata",
    "/Next",
    "/OPI",
    "/OpenAction",
    "/PieceInfo",
    "/PS",
    "/Parent",
    "/Ref",
    "/RichMediaContent",
    "/StructParent",
    "/StructParents",
    "/Thumb",
    "/URI",
    "/URL",
    "/Usage",
    "/XFA",
}
# In these the keys are names that the file gave itself: a font may well be called "JS".
OWN_NAMES = {
    "/Font",
    "/XObject",
    "/ExtGState",
    "/ColorSpace",
    "/Pattern",
    "/Shading",
    "/Properties",
    "/CharProcs",
    "/Colorants",
}
# A stream whose content lies in another file.
ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms"}
PASSIVE_ACTIONS = {"/GoTo", "/Named", "/Thread", "/Hide", "/SetOCGState", "/Trans"}
ACTIVE_ANNOTATIONS = {"/Movie", "/Sound", "/Screen", "/3D", "/RichMedia", "/FileAttachment", "/Widget"}
ITEMS, DEPTH = 20_000, 60


def strip(pdf: pikepdf.Pdf) -> tuple[pikepdf.Pdf, list[str]]:
    """Its pages in a new file, and what to say of it: that something stayed behind that acted, was attached, led
    elsewhere or asked to be filled in, that it was signed, that there are notes. The new one reads its streams from the
    old, which must stay open."""
    signed = reasons_of(pdf)
    active = _acts(pdf.Root) or any(_page_acts(page.obj) for page in pdf.pages)
    words = flatten(pdf)
    for page in pdf.pages:
        for key in set(page.obj.keys()) - OF_PAGE:
            del page.obj[key]
    clean = pikepdf.new()
    clean.pages.extend(pdf.pages)
    for key in OF_CATALOGUE:
        if isinstance(pdf.Root.get(key), Dictionary | Array):
            clean.Root[key] = clean.copy_foreign(pdf.make_indirect(pdf.Root[key]))
    _clean_all(clean)
    words.write(clean)
    return clean, ["neutralised"] * active + signed + words.reasons(len(clean.pages))


def _acts(root: Dictionary) -> bool:
    names, form = root.get(Name.Names), root.get(Name.AcroForm)
    fields = form.get(Name.Fields) if isinstance(form, Dictionary) else None
    return (
        _is_active(root.get(Name.OpenAction))
        or any(key in root for key in (Name.AA, Name.AF, Name.Collection))
        or (isinstance(names, Dictionary) and any(k in names for k in (Name.JavaScript, Name.EmbeddedFiles)))
        or (isinstance(form, Dictionary) and Name.XFA in form)
        or (isinstance(fields, Array) and len(fields) > 0)
        or any(_is_active(item.get(Name.A)) or Name.AA in item for item in _outline(root.get(Name.Outlines)))
    )


def _outline(top) -> list:
    """The entries of the table of contents; they are chained, and a chain can be closed to a ring."""
    items, ahead = {}, [top]
    while ahead and len(items) < ITEMS:
        item = ahead.pop()
        if isinstance(item, Dictionary) and item.objgen not in items:
            items[item.objgen] = item
            ahead += [item.get(Name.First), item.get(Name.Next)]
    return list(items.values())


def _page_acts(page: Dictionary) -> bool:
    notes = page.get(Name.Annots)
    notes = notes if isinstance(notes, Array) else ()
    if len(notes) > ITEMS:
        raise FileRejectedError("too_much")
    return any(k in page for k in (Name.AA, Name.AF)) or any(map(_note_acts, notes))


def _note_acts(note) -> bool:
    return isinstance(note, Dictionary) and (
        str(note.get(Name.Subtype)) in ACTIVE_ANNOTATIONS
        or any(key in note for key in (Name.AA, Name.FS, Name.AF, Name.PA))
        or _is_active(note.get(Name.A))
    )


def _is_active(action, depth: int = 0) -> bool:
    """A place within the file is none; what follows upon it may be."""
    if not isinstance(action, Dictionary):
        return False
    if str(action.get(Name.S)) not in PASSIVE_ACTIONS or depth > DEPTH:
        return True
    following = action.get(Name.Next)
    following = list(following)[:ITEMS] if isinstance(following, Array) else [following]
    return any(_is_active(one, depth + 1) for one in following)


def _clean_all(pdf: pikepdf.Pdf) -> None:
    """Every dictionary, once; a page's way up to its tree is the one parent that is needed."""
    seen, ahead = set(), [(pdf.Root.get(key), key) for key in OF_CATALOGUE]
    for page in pdf.pages:
        seen.add(page.objgen)
        ahead += [(page.obj[key], key) for key in sorted(page.obj.keys()) if key != "/Parent"]
    while ahead:
        value, key = ahead.pop()
        if not isinstance(value, Dictionary | Stream | Array) or (value.is_indirect and value.objgen in seen):
            continue
        if value.is_indirect:
            seen.add(value.objgen)
        ahead += _cleaned(value, key)


def _cleaned(values, key: str) -> list:
    """What lies within; an array counts as the key that it stands under."""
    if isinstance(values, Array):
        return [(one, key) for one in values]
    if isinstance(values, Stream):
        _clean_stream(values)
    if key in OWN_NAMES and isinstance(values, Dictionary):
        return [(values[name], "") for name in sorted(values.keys())]
    for name in GOES & set(values.keys()):
        del values[name]
    return [(values[name], name) for name in sorted(values.keys())]


def _clean_stream(stream: Stream) -> None:
    for name in ELSEWHERE & set(stream.keys()):
        del stream[name]
    if filters(stream) == ["/DCTDecode"]:
        _clean_photograph(stream)


def _clean_photograph(stream: Stream) -> None:
    """A scan in a PDF is often a camera's file as it came, with the place where it was taken."""
    raw = stream.read_raw_bytes()
    if b"Exif\0" in raw[:65536] or b"http://ns.adobe.com" in raw[:65536] or b"Photoshop 3.0" in raw[:65536]:
        stream.write(without_notes(raw), filter=Name.DCTDecode, decode_parms=stream.get(Name.DecodeParms))


NOTES = {0xE1, 0xED, 0xFE, *range(0xE3, 0xED)}


def without_notes(photograph: bytes) -> bytes:
    """A JPEG without what programs and cameras noted in it; profile and colour marks stay, its points are untouched."""
    parts = list(jpeg_parts(photograph))
    starts = [start for _, start, _ in parts] + [len(photograph)]
    parts_left = (photograph[a:b] for (mark, a, _), b in zip(parts, starts[1:], strict=False) if mark not in NOTES)
    return photograph[: starts[0]] + b"".join(parts_left)
