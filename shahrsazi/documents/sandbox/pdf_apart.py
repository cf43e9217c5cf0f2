"""What a page shows becomes one drawing that ends with itself, so that what is laid upon it starts on clean paper.

Content may leave its scale, a clip, a string or a hidden layer open: whatever follows it would be lost within. Telling
such content from other would mean reading every operator of every page, so all are set apart alike.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

DEPTH = 60


class Apart:
    """The drawings of one file; pages that share their content share the drawing."""

    def __init__(self, pdf: pikepdf.Pdf):
        self.pdf = pdf
        self.drawings: dict[tuple, Stream] = {}

    def page(self, page: Dictionary) -> None:
        """Its content is from now on that drawing alone; a page of which nothing can be read stays as it is."""
        parts = parts_of(page)
        resources = inherited(page, Name.Resources)
        resources = resources if isinstance(resources, Dictionary) else Dictionary()
        box = Array(inherited(page, Name.MediaBox))
        key = (tuple(part.objgen for part in parts), resources.objgen if resources.is_indirect else page.objgen, *box)
        try:
            if key not in self.drawings:
                self.drawings[key] = self._drawing(parts, resources, box)
        except pikepdf.PdfError:
            return
        own = Dictionary(dict(resources.items()))
        others = resources.get(Name.XObject)
        own.XObject = Dictionary(dict(others.items()) if isinstance(others, Dictionary) else {})
        name = next(name for n in range(len(own.XObject) + 1) if (name := f"/Page{n}") not in own.XObject)
        own.XObject[name] = self.drawings[key]
        page.Resources = own
        page.Contents = self.pdf.make_stream(f"q {name} Do Q".encode())

    def _drawing(self, parts: list[Stream], resources: Dictionary, box: Array) -> Stream:
        shown = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=box)
        shown.Resources = resources if resources.is_indirect else self.pdf.make_indirect(resources)
        if len(parts) != 1:
            return self.pdf.make_stream(b"\n".join(part.read_bytes() for part in parts), shown)
        # Packed as it came: unpacking and packing again is most of the time of a large plan.
        (part,) = parts
        drawing = self.pdf.make_stream(b"", shown)
        packing: dict[str, Any] = {"filter": part.get(Name.Filter), "decode_parms": part.get(Name.DecodeParms)}
        drawing.write(part.read_raw_bytes(), **packing)
        return drawing


def parts_of(page: Dictionary) -> list[Stream]:
    content = page.get(Name.Contents)
    return [one for one in (content if isinstance(content, Array) else [content]) if isinstance(one, Stream)]


def inherited(node, key: Name):
    for _ in range(DEPTH + 1):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get(Name.Parent)
    return None
