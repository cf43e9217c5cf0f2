"""The confined process: reads one request, locks itself in, does it, and answers one line. There is no Django in it."""

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.sandbox import file_types
from shahrsazi.documents.sandbox.seccomp import confine

RASTER = ("png", "jpg", "tiff", "webp")
# Each module loads only the libraries that its kind needs: loading is a good part of the time of a small file.
COMMANDS = {
    "admit": {"pdf": "pdf", "dxf": "drawings", "dwg": "drawings", **dict.fromkeys((*RASTER, "gif", "bmp"), "images")},
    "render": dict.fromkeys((*RASTER, "pdf", "dxf"), "renditions"),
    "stamp": dict.fromkeys((*RASTER, "pdf"), "watermark"),
    "verify": {"pdf": "pdf_signatures"},
}


def main() -> None:
    request = json.loads(sys.stdin.buffer.read())
    answering = _own_line()
    missing = confine(request["seconds"], [Path(request["source"])], Path.cwd())
    answer = _answer(request) | {"missing": missing, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    with os.fdopen(answering, "w") as line:
        json.dump(answer, line)
    # Libraries that were fed a hostile file have nothing more to do here, not even to tidy up.
    os._exit(0)


def _own_line() -> int:
    """What the libraries print goes where nobody reads it; the answer alone goes to the parent."""
    answering = os.dup(1)
    os.dup2(2, 1)
    return answering


def _answer(request: dict) -> dict:
    try:
        return {"done": _done(request)}
    except FileRejectedError as refused:
        return {"refused": refused.reason, "figures": refused.figures}
    except MemoryError:
        return {"refused": "too_much"}
    except Exception as error:
        # The libraries say in many ways that a file is none; which one is for the log alone.
        return {"refused": "broken", "fault": f"{type(error).__name__}: {error}"[:300]}


def _done(request: dict) -> Any:
    act = request["act"]
    if act in ("render", "stamp", "verify"):
        return getattr(_module(request), act)(request)
    # What a stranger's file is, is not known before it is in here.
    request["kind"] = file_types.identify(Path(request["source"]), request["name"])
    return request["kind"] if act == "identify" else [request["kind"], *_module(request).admit(request)]


def _module(request: dict) -> ModuleType:
    return import_module(f"shahrsazi.documents.sandbox.{COMMANDS[request['act']][request['kind']]}")


if __name__ == "__main__":
    main()
