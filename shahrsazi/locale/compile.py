"""Compiles the catalogues that are newer than what was made from them; needs no gettext programs."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent


def compile_catalogues() -> None:
    for source in HERE.glob("*/LC_MESSAGES/*.po"):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as read, made.open("wb") as written:
                write_mo(written, read_po(read, locale=source.parts[-3]))
