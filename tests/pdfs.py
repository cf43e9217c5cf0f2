"""Small real PDFs for the tests: one page, and a word in it by which one differs from another."""

import hashlib
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pikepdf


@cache
def pdf(word: str = "", pages: int = 1) -> bytes:
    """A sound PDF of so many small pages; the same word gives the same bytes."""
    made, written = pikepdf.new(), BytesIO()
    for number in range(pages):
        made.add_blank_page(page_size=(200 + number, 280))
        made.pages[-1].Contents = made.make_stream(f"% {word.encode().hex()}\n0 0 50 50 re f".encode())
    made.save(written, deterministic_id=True)
    return written.getvalue()


def kept(content: bytes, name: str = "scan.pdf") -> str:
    """Let in as the back office would send it; the name of the kept paper."""
    from shahrsazi.documents import intake

    with NamedTemporaryFile() as place:
        place.write(content)
        place.flush()
        return intake.store(Path(place.name), name, using="feed")


def kept_as(word: str) -> str:
    """The name under which the PDF of this word is kept already."""
    from shahrsazi.documents.scan import Arrival

    return Arrival.objects.using("owner").get(came_as=hashlib.sha256(pdf(word)).hexdigest()).scan_id


def pictured(sha256: str) -> str:
    """The paper with its pictures made, as the worker makes them."""
    from shahrsazi.documents.tasks import render, render_large

    render(sha256)
    render_large(sha256)
    return sha256


def wide_sheet(width: int, height: int) -> bytes:
    """A page of so many millimetres, with a line every ten."""
    made, written = pikepdf.new(), BytesIO()
    dots = 72 / 25.4
    made.add_blank_page(page_size=(width * dots, height * dots))
    lines = "".join(f"{x * dots:.2f} 0 m {x * dots:.2f} {height * dots:.2f} l S " for x in range(0, width, 10))
    made.pages[-1].Contents = made.make_stream(lines.encode())
    made.save(written, deterministic_id=True)
    return written.getvalue()


def wide_last_page(width: int, height: int, before: int) -> bytes:
    """The same after so many small pages."""
    written = BytesIO()
    with (
        pikepdf.open(BytesIO(pdf("small ones", before))) as made,
        pikepdf.open(BytesIO(wide_sheet(width, height))) as one,
    ):
        made.pages.extend(one.pages)
        made.save(written, deterministic_id=True)
    return written.getvalue()


def tiled(sha256: str) -> str:
    """The paper with all its pictures, those of its parts too."""
    from shahrsazi.documents.tasks import render_tiles

    render_tiles(pictured(sha256), first=1)
    return sha256
