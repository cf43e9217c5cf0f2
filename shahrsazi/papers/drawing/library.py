"""Brings ezdxf in without a look at the machine: no font scanned, no cache written, nobody's settings read."""

import os
from pathlib import Path

BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
_QUIET = Path(__file__).parent / "quiet"


def _import_quietly() -> None:
    """At its import ezdxf searches the machine for fonts (2 s) and writes what it found into the user's home."""
    before = dict(os.environ)
    os.environ.update(XDG_CACHE_HOME=str(_QUIET), XDG_CONFIG_HOME=str(_QUIET), EZDXF_CONFIG_FILE="")
    try:
        import ezdxf  # noqa: F401
    finally:
        os.environ.clear()
        os.environ.update(before)


_import_quietly()
