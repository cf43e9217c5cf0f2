"""Locks the process in that opens strangers' files: little memory and time, no network, no other process or file.

The filter of system calls is written for the kernel's own small machine and handed over with ctypes. What it denies
comes back as "not permitted"; threads go on working, since the decoders start some.
"""

import ctypes
import platform
import resource
import struct
from pathlib import Path

from shahrsazi.documents.sandbox.landlock import restrict

MEMORY = 1_200 * 1024 * 1024
MAX_OUTPUT = 400 * 1024 * 1024
# Each by its number on x86_64 and on aarch64; None where there is no such call.
DENIED = {
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "setrlimit": (160, 164), "prlimit64": (302, 261),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "mount_setattr": (442, 442), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "open_by_handle_at": (304, 265),
    "personality": (135, 92), "mknod": (133, None), "mknodat": (259, 33), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "sethostname": (170, 161),
}  # fmt: skip
CLONE = (56, 220)
CLONE3 = (435, 435)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
NO_NEW_PRIVS, SET_SECCOMP, FILTER = 38, 22, 2
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16
ALLOW, KILL, NOT_PERMITTED, NO_SUCH_CALL = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
THREAD = 0x00010000


def confine(seconds: int, reads: list[Path], works_in: Path) -> list[str]:
    """Every limit of this process, for good; and which of them this kernel does not know."""
    _limit(seconds)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if prctl(NO_NEW_PRIVS, 1, 0, 0, 0):
        return ["privileges", "folders", "calls"]
    return ["folders"] * (not restrict(reads, works_in)) + ["calls"] * (not _filter(prctl))


def _limit(seconds: int) -> None:
    for what, limit in {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: MAX_OUTPUT,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }.items():
        resource.setrlimit(what, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _filter(prctl) -> bool:
    if platform.machine() not in MACHINES:
        return False
    program = b"".join(struct.pack("HBBI", *step) for step in _steps(*MACHINES[platform.machine()]))
    code = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    handed = ctypes.create_string_buffer(head, len(head))
    return prctl(SET_SECCOMP, FILTER, ctypes.addressof(handed), 0, 0) == 0


def _steps(which: int, machine: int) -> list[tuple[int, int, int, int]]:
    """(what, steps to skip when it is so, when not, with which value)."""
    denied = [numbers[which] for numbers in DENIED.values() if numbers[which] is not None]
    return [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        # The second numbering of x86_64, by which every call could be made under another number.
        *_when(AT_LEAST, 0x40000000, NOT_PERMITTED),
        # Its flags lie in memory, where the filter cannot look; told that it is missing, the C library takes the older.
        *_when(EQUAL, CLONE3[which], NO_SUCH_CALL),
        *[step for number in denied for step in _when(EQUAL, number, NOT_PERMITTED)],
        (EQUAL, 0, 3, CLONE[which]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (ANY_BIT, 1, 0, THREAD),
        (RETURN, 0, 0, NOT_PERMITTED),
        (RETURN, 0, 0, ALLOW),
    ]


def _when(test: int, value: int, answer: int) -> list[tuple[int, int, int, int]]:
    return [(test, 0, 1, value), (RETURN, 0, 0, answer)]
