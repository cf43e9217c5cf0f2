"""`python -m bench.documents`: time and memory of the sandbox for ordinary documents and for bombs.

Each row runs in a process of its own, so that its memory is the peak of that process and its confined child alone.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

LINES = ["این یک سند رسمی نیست — ۱۴۰۵/۰۹/۰۲ — ***۱۲۳۲"]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    print(f"{'what':44} {'seconds':>8} {'MB':>6}  result")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, prepare, work) in enumerate(rows()):
            row_folder = Path(folder) / str(number)
            row_folder.mkdir()
            _measure(name, prepare, work, row_folder)


def rows() -> list[tuple[str, Callable, Callable]]:
    """(name, function that makes the file, function to measure)."""
    import strange_files as strange

    return [
        ("100-page PDF: admit", lambda: ("a.pdf", strange.pdf(100)), _admit),
        ("100-page PDF: thumbnails of all pages", lambda: ("a.pdf", strange.pdf(100)), _thumbs),
        ("100-page PDF: stamp", lambda: ("a.pdf", strange.pdf(100)), _stamp),
        ("A3 300 dpi noisy TIFF: admit", _noisy, _admit),
        ("A3 300 dpi noisy TIFF: thumb and screen", _noisy, _previews),
        ("A3 300 dpi noisy TIFF: stamp", _noisy, _stamp),
        ("bomb: PNG of 272 million points", lambda: ("a.png", strange.png_bomb()), _admit),
        ("bomb: fax of 3600 million points", lambda: ("a.tif", strange.g4_bomb()), _admit),
        ("bomb: PDF stream of 400 MB", lambda: ("a.pdf", strange.flate_bomb()), _admit),
        ("bomb: the same packed twice", lambda: ("a.pdf", strange.flate_bomb(2)), _admit),
        ("bomb: PDF picture of 10 000 million points", lambda: ("a.pdf", strange.picture_bomb()), _admit),
        ("bomb: ten thousand million pages", lambda: ("a.pdf", strange.billion_pages()), _admit),
        ("bomb: drawings of drawings of drawings", lambda: ("a.pdf", strange.forms_in_forms()), _admit),
    ]


def _noisy() -> tuple[str, bytes]:
    from PIL import Image

    image = Image.effect_noise((3508, 4961), 6).convert("RGB")
    content = BytesIO()
    image.save(content, "TIFF", compression="tiff_lzw", dpi=(300, 300))
    return "a.tif", content.getvalue()


def _admit(source: Path, into: Path) -> str:
    from shahrsazi.documents.sandbox import FileRejectedError, admit

    try:
        return admit(source, source.name, into).outcome
    except FileRejectedError as error:
        return error.reason


def _thumbs(source: Path, into: Path) -> str:
    return _render(source, into, ("thumb",))


def _previews(source: Path, into: Path) -> str:
    return _render(source, into, ("thumb", "screen"))


def _render(source: Path, into: Path, sizes: tuple[str, ...]) -> str:
    from shahrsazi.documents.sandbox import render

    renditions = render(source, _kind(source), into, sizes=sizes)
    size = sum(rendition.path.stat().st_size for rendition in renditions) // len(renditions)
    return f"{len(renditions)} images, {size} B each"


def _kind(source: Path) -> str:
    return {".tif": "tiff"}.get(source.suffix, source.suffix[1:])


def _stamp(source: Path, into: Path) -> str:
    from shahrsazi.documents.sandbox import stamp

    return f"{stamp(source, _kind(source), LINES, into, rtl=True).stat().st_size} B"


def _measure(name: str, prepare: Callable, work: Callable, folder: Path) -> None:
    input_folder = folder / "source"
    input_folder.mkdir()
    if os.fork() == 0:
        file, content = prepare()
        (input_folder / file).write_bytes(content)
        os._exit(0)
    os.wait()
    (source,) = input_folder.iterdir()
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        started = time.monotonic()
        result = work(source, folder / "out")
        print(f"{name:44} {time.monotonic() - started:8.2f}", end=" ", flush=True)
        (folder / "result").write_text(result)
        os._exit(0)
    used = os.wait4(child, 0)[2]
    print(f"{used.ru_maxrss // 1024:6}  {(folder / 'result').read_text()}")


if __name__ == "__main__":
    main()
