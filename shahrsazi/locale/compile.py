"""Compiles the catalogues that are newer than their compiled files; needs no gettext programs."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent


def compile_catalogues(folder: Path = HERE) -> None:
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if _is_stale(compiled, source):
            half = compiled.with_suffix(f".{os.getpid()}")
            with source.open("rb") as read, half.open("wb") as written:
                write_mo(written, read_po(read, locale=source.parts[-3]))
            half.replace(compiled)


def _is_stale(compiled: Path, source: Path) -> bool:
    """An installed program has its catalogues compiled, and may not be written by who runs it."""
    if not compiled.exists():
        return True
    return compiled.stat().st_mtime < source.stat().st_mtime and os.access(compiled.parent, os.W_OK)
