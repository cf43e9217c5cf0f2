"""Compiles the catalogues that are newer than their compiled files; needs no gettext programs."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent


def compile_catalogues() -> None:
    for source in HERE.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            half = compiled.with_suffix(f".{os.getpid()}")
            with source.open("rb") as read, half.open("wb") as written:
                write_mo(written, read_po(read, locale=source.parts[-3]))
            half.replace(compiled)
