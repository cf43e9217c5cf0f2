"""Visitors who send a byte a second, and connections that say nothing, while two honest ones go on reading."""

import socket
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Thread

from attack.honest import Reader
from attack.judge import percentile

BODIES, IDLE = 60, 300


def measure(port: int, visitor, pages: list[str], seconds: float) -> list[Reader]:
    """Two who read one page after another."""
    readers = [Reader(port, visitor, pages[start:] + pages[:start], pause=0) for start in (0, len(pages) // 2)]
    with ExitStack() as reading:
        for reader in readers:
            reading.enter_context(reader)
        Event().wait(seconds)
    return readers


@contextmanager
def slow_visitors(port: int):
    """Sixty whose body comes byte by byte, and three hundred who never say anything."""
    head = f"POST /entrance/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 1000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with ExitStack() as opened:
        bodies = [opened.enter_context(_connected(port)) for _ in range(BODIES)]
        for _ in range(IDLE):
            opened.enter_context(_connected(port))
        for each in bodies:
            each.sendall(head.encode())
        stopping = Event()
        thread = Thread(target=_drip, args=(bodies, stopping), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stopping.set()
            thread.join(10)


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def _drip(bodies: list[socket.socket], stopping: Event) -> None:
    while not stopping.wait(1):
        for each in bodies:
            with suppress(OSError):
                each.sendall(b"a")


def beside_slow_visitors(port: int, visitor, pages: list[str], seconds: float) -> tuple[list[str], list[Reader]]:
    """Lines to print, and the readers of both halves; a ratio above two is a warning: machines are noisy."""
    measure(port, visitor, pages, 1)  # the first pages fill caches
    before = measure(port, visitor, pages, seconds / 2)
    with slow_visitors(port):
        meanwhile = measure(port, visitor, pages, seconds / 2)
    lines, tails = [], []
    for title, readers in (("before", before), ("beside slow visitors", meanwhile)):
        times = [t for reader in readers for t in reader.times]
        tails.append(percentile(times, 0.99))
        middle = percentile(times, 0.5)
        lines.append(f"{title}: {len(times)} pages, p50 {middle * 1000:.0f} ms, p99 {tails[-1] * 1000:.0f} ms")
    ratio = tails[1] / max(tails[0], 0.001)
    lines.append(f"{'WARNING: ' if ratio > 2 else ''}p99 beside slow visitors is {ratio:.2f} of that before")
    return lines, before + meanwhile
