"""`python -m bench.paper`: milliseconds from a paper of one page to its thumbnail, in a child of the warm process."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.row import row

TURNS, MAX = 15, 150


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    import strange_files as strange

    from shahrsazi.documents.sandbox import admit, render

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "a.pdf"
        source.write_bytes(strange.pdf(1))
        clean = admit(source, "a.pdf", folder / "clean").path
        for what, work in {
            "one-page PDF: thumbnail, ms": lambda into: render(clean, "pdf", into, sizes=("thumb",)),
            "one-page PDF: taken in, ms": lambda into: admit(source, "a.pdf", into),
        }.items():
            spent = _median(work, folder / "out")
            row(what, spent, MAX, spent / MAX, "<= 1")


def _median(work: Callable[[Path], object], into: Path) -> float:
    times = []
    for turn in range(TURNS):
        began = time.perf_counter()
        work(into / str(turn))
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
