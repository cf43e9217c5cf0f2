"""Serve the site behind the proxy that ends TLS, until stopped."""

import os
import sys

# Threads wait for slow bodies and the database; the pool of connections bounds what they do at once.
THREADS, BACKPRESSURE = 64, 256
KILL_AFTER = 20  # seconds that a request which was begun may still take


def add_arguments(parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="where to listen; the proxy alone should reach it")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)


def run(options) -> None:
    """Becomes the server's own process, so that a supervisor's signals reach it. It starts without the database."""
    from shahrsazi.commands import setup_django

    setup_django()
    arguments = server_arguments(options.host, options.port, options.workers)
    os.execv(sys.executable, [sys.executable, "-m", "granian", *arguments])  # noqa: S606


def server_arguments(host: str, port: int, workers: int = 2) -> list[str]:
    """Of granian, which `demo` starts as well."""
    return [
        "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", str(THREADS), "--backpressure", str(BACKPRESSURE),
        "--workers-kill-timeout", str(KILL_AFTER), "--respawn-failed-workers", "--log-level", "warning",
        "shahrsazi.wsgi:application",
    ]  # fmt: skip
