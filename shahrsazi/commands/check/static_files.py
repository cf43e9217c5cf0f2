"""The manifest of the static files is there, and every file that it names."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from shahrsazi import static_files
from shahrsazi.commands.check.finding import Finding, fails, good

AREA = "static files"


def findings() -> Iterator[Finding]:
    root = Path(settings.STATIC_ROOT)
    try:
        names = json.loads((root / static_files.MANIFEST).read_text("utf8"))["paths"].values()
    except (OSError, ValueError, KeyError):
        yield fails(AREA, f"there are none in {root}; every page would fail. Run shahrsazi setup.")
        return
    missing = [name for name in names if not (root / name).exists()]
    if missing:
        yield fails(AREA, f"{len(missing)} are missing in {root}, such as {missing[0]}. Run shahrsazi setup.")
    else:
        yield good(AREA, f"{len(names)} in {root}.")
