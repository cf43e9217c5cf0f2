"""Drawings are kept byte for byte, since a plotter needs them so; they are read through before, and never shown."""

import shutil
from pathlib import Path


def admit(request: dict) -> list:
    source = Path(request["source"])
    outcome, reasons, sheets = _checked(source) if request["kind"] == "dxf" else ("accept", ["only_kept"], 0)
    shutil.copyfile(source, "clean")
    return [outcome, reasons, sheets]


def _checked(source: Path) -> tuple[str, list[str], int]:
    from shahrsazi.documents.dxf import check

    checked = check(source)
    return checked.outcome, list(checked.reasons), checked.sheets
