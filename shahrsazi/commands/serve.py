"""Serve the site behind the proxy that ends TLS, until stopped."""

import os
import socket
import sys

# Threads wait for slow bodies and the database; the pool of connections bounds what they do at once.
THREADS, BACKPRESSURE = 64, 256
KILL_AFTER = 20  # seconds that a request which was begun may still take


def add_arguments(parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="where to listen; the proxy alone should reach it")
    parser.add_argument("--port", type=int, choices=range(1, 65536), default=8000, metavar="PORT", help="8000")
    parser.add_argument("--workers", type=int, choices=range(1, 65), default=2, metavar="N", help="processes: 2")


def run(options) -> None:
    """Becomes the server's own process, so that a supervisor's signals reach it. It starts without the database."""
    from shahrsazi.commands import refuse_foreign_database, setup_django

    setup_django()
    from django.conf import settings

    _refuse_occupied(options.host, options.port)
    refuse_foreign_database()
    arguments = server_arguments(options.host, options.port, options.workers)
    # The server imports from the folder that it is started in: from one in which nobody leaves modules.
    settings.STATE.mkdir(parents=True, exist_ok=True)
    os.chdir(settings.STATE)
    os.execve(sys.executable, [sys.executable, "-P", "-m", "granian", *arguments], server_environment())  # noqa: S606


def _refuse_occupied(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"Nothing can listen at {host}:{port}: {error.strerror}.")


def server_environment() -> dict[str, str]:
    """Of granian too, whatever folder it is started in. The C library gives threads shares of memory of their own,
    which come back to nobody: those of this many threads held two thirds of what a process had.
    """
    from django.conf import settings

    return {"MALLOC_ARENA_MAX": "2"} | os.environ | settings.ABSOLUTE_PATHS


def server_arguments(host: str, port: int, workers: int = 2) -> list[str]:
    """Of granian, which `demo` starts as well."""
    return [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        str(THREADS),
        "--backpressure",
        str(BACKPRESSURE),
        "--workers-kill-timeout",
        str(KILL_AFTER),
        "--respawn-failed-workers",
        "--log-level",
        "warning",
        "shahrsazi.wsgi:application",
    ]
