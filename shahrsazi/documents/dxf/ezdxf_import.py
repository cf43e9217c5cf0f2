"""Brings ezdxf in without a look at the machine: no font scanned, no cache written, nobody's settings read."""

import logging
import os
from pathlib import Path

BINARY = b"AutoCAD Binary DXF\r\n\x1a\x00"
_CACHE = Path(__file__).parent / "ezdxf_cache"


def _import_quietly():
    """At its import ezdxf searches the machine for fonts (2 s) and writes what it found into the user's home."""
    before = dict(os.environ)
    os.environ.update(XDG_CACHE_HOME=str(_CACHE), XDG_CONFIG_HOME=str(_CACHE), EZDXF_CONFIG_FILE="")
    logging.getLogger("ezdxf").setLevel(logging.CRITICAL)
    try:
        import ezdxf
    finally:
        os.environ.clear()
        os.environ.update(before)
    return ezdxf


ezdxf = _import_quietly()
