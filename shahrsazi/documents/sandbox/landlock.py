"""Shuts a process out of all folders but the few that it needs: what it cannot open it cannot paint into a picture.

Above all the parent's environment, which lies open under /proc to every process of the same user, and other papers.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446
ASK_VERSION, BENEATH = 1, 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
# Later versions of the kernel know two more acts: moving between folders, and cutting a file short.
EVERY_ACT, MOVE, CUT = 0x1FFF, 1 << 13, 1 << 14
# What the libraries read of the machine; never the whole of /proc, /etc or /dev.
MACHINE = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/etc/localtime",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/urandom",
)


def restrict(reads: list[Path], works_in: Path) -> bool:
    """False when this kernel knows nothing of it. No new privileges must have been renounced before."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(CREATE, None, 0, ASK_VERSION)
    if version < 1:
        return False
    every = EVERY_ACT | MOVE * (version >= 2) | CUT * (version >= 3)
    rules = call(CREATE, ctypes.create_string_buffer(struct.pack("Q", every), 8), ctypes.c_size_t(8), 0)
    for path in {*reads, *map(Path, MACHINE), Path(sys.prefix), Path(sys.base_prefix), *_libraries()}:
        _allow(call, rules, path, READ_FILE | READ_FOLDER if path.is_dir() else READ_FILE)
    _allow(call, rules, works_in, every)
    return call(RESTRICT, rules, 0) == 0


def _libraries() -> list[Path]:
    """Where the program is looked for, but for the folder it stands in: in a working copy that holds much else."""
    package = Path(__file__).parents[2]
    return [package, *(path for path in map(Path, sys.path) if path.is_dir() and path != package.parent)]


def _allow(call, rules: int, path: Path, acts: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not every machine has all of them
    call(ADD, rules, BENEATH, ctypes.create_string_buffer(struct.pack("=Qi", acts, opened), 12), 0)
    os.close(opened)
