"""Other programs that read papers, as far as the machine has them: what they show of a page of the file as it came.

Poppler shows PDFs; PDFium, which shows them in Debian's Chromium too, shows the untouched file, so that what the
cleaning lost is told from what fonts do. Poppler sees a TIFF through libtiff's own way to PDF; Chromium shows the
pictures that a browser knows. Of drawings there is no other reader.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

SECONDS = 60
BROWSER = "/usr/bin/chromium"
# Wide enough for a picture for the screen.
WINDOW = {"width": 1600, "height": 1600}
SHOWN = "<body style='margin:0;background:#fff'><img src='{}' style='display:block;max-width:{}px;max-height:{}px'>"
Reader = Callable[[int, int], Image.Image]


class UnreadError(Exception):
    """The other reader shows nothing of this page, and says why."""


def readers(extension: str) -> dict[str, Callable]:
    """Name → what opens a file and gives its reader: from a page and the longer side, a picture in its proportions."""
    return {
        "pdf": {"Poppler": _poppler, "PDFium": _pdfium},
        "tiff": {"libtiff": _libtiff},
        **dict.fromkeys(("png", "jpg", "webp"), {"Chromium": _chromium}),
    }.get(extension, {})


@contextmanager
def _poppler(file: Path, finer: int = 1) -> Iterator[Reader]:
    with tempfile.TemporaryDirectory() as folder:

        def show(page: int, longest: int) -> Image.Image:
            where = ["-f", str(page), "-l", str(page), "-singlefile", "-scale-to", str(finer * longest)]
            _run("pdftoppm", "-png", "-cropbox", *where, str(file), f"{folder}/page")
            return _opened(Path(folder, "page.png")).reduce(finer)

        yield show


@contextmanager
def _libtiff(file: Path) -> Iterator[Reader]:
    with tempfile.TemporaryDirectory() as folder:
        _run("tiff2pdf", "-n", "-o", f"{folder}/pages.pdf", str(file))
        # Poppler lays a scan out in whole points of its picture, two of them too far at the edge of a sheet.
        with _poppler(Path(folder, "pages.pdf"), finer=2) as show:
            yield show


@contextmanager
def _pdfium(file: Path) -> Iterator[Reader]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        raise UnreadError(str(error))
    if pdf.get_formtype():
        pdf.init_forms()
    yield (
        lambda page, longest: (
            pdf[page - 1].render(scale=(longest - 0.5) / max(pdf[page - 1].get_size())).to_pil().convert("RGB")
        )
    )
    pdf.close()


@contextmanager
def _chromium(file: Path) -> Iterator[Reader]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        view, seen = browser.new_page(viewport=WINDOW), Path(folder, "seen.png")

        def show(_page: int, longest: int) -> Image.Image:
            html = Path(folder, "view.html")
            html.write_text(SHOWN.format(file.resolve().as_uri(), longest, longest))
            view.goto(html.as_uri())
            view.screenshot(path=seen, clip={"x": 0, "y": 0, **_whole_points(view.locator("img").bounding_box())})
            return _opened(seen)

        yield show
        browser.close()


def _whole_points(box: dict) -> dict:
    """The last row of points would be white in part."""
    return {side: max(1, int(box[side])) for side in ("width", "height")}


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadError(f"{command[0]} took longer than {SECONDS} seconds")
    if done.returncode:
        raise UnreadError(done.stderr.decode(errors="replace").strip()[-200:])


def _opened(picture: Path) -> Image.Image:
    if not picture.exists():
        raise UnreadError("no picture")
    with Image.open(picture) as image:
        return image.convert("RGB")
