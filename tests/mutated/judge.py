"""Whether the sandbox keeps its word on a file: taken or refused with a sentence, within limits, nothing left over."""

import resource
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from shahrsazi.documents import sandbox
from shahrsazi.documents.errors import SENTENCES, FileRejectedError
from shahrsazi.documents.sandbox.parent import allowance
from shahrsazi.documents.sandbox.seccomp import MEMORY

# Beside what the child may take, the clock's three times its processor's: to start it and to look at what it made.
AROUND = 8
LINES = ["این یک سند رسمی نیست"]


class Verdict(NamedTuple):
    """What came of a file, and what of it must not be."""

    outcome: str
    seconds: float
    faults: list[str]


def judged(name: str, content: bytes) -> Verdict:
    with TemporaryDirectory() as folder:
        source = Path(folder, "in") / name
        source.parent.mkdir()
        source.write_bytes(content)
        began, faults = time.monotonic(), []
        outcome = _outcome(source, Path(folder), faults)
        if resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 > MEMORY:
            faults.append("a child took more memory than it may")
        return Verdict(outcome, time.monotonic() - began, faults)


def _outcome(source: Path, folder: Path, faults: list[str]) -> str:
    longest = 3 * (allowance(source.stat().st_size) + sandbox.POINTS_TAKE) + AROUND
    admitted, why = kept_to(lambda: sandbox.admit(source, source.name, folder / "out"), longest, faults)
    left = sorted(path.name for path in (folder / "out").glob("*"))
    if left != ([admitted.path.name] if admitted else []):
        faults.append(f"{left} lies there")
    if admitted is None:
        return why
    path, kind = admitted.path, admitted.extension
    if admitted.pages:
        kept_to(lambda: sandbox.render(path, kind, folder / "made", sizes=("thumb", "screen"), last=2), 300, faults)
    if kind != "dxf":
        kept_to(lambda: sandbox.stamp(path, kind, LINES, folder / "made", rtl=True), 300, faults)
    if "signed_apart" in admitted.reasons:
        kept_to(lambda: sandbox.verify(source, []), 3 * sandbox.VERIFYING + AROUND, faults)
    return admitted.outcome


def kept_to(act: Callable, longest: float, faults: list[str]):
    """What came of it and, where it is refused, why; any other end of it is a fault."""
    began, came, why = time.monotonic(), None, ""
    try:
        came = act()
    except FileRejectedError as refused:
        why = refused.reason
        if why not in SENTENCES or "%" in str(refused):
            faults.append(f"refused without a sentence: {why}")
    except Exception as error:
        faults.append(f"broke the parent: {type(error).__name__}: {error}")
    if time.monotonic() - began > longest:
        faults.append(f"took {time.monotonic() - began:.0f} s, {longest:.0f} are allowed")
    return came, why
