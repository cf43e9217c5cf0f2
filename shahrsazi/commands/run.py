"""Try it out: database, sample city, worker and server, on 127.0.0.1:$PORT."""

import os
import sys


def add_arguments(parser) -> None:
    """None: the port is $PORT."""


def run(options) -> None:
    from shahrsazi.demo.run import run_demo

    port = os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        sys.exit(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    run_demo(int(port))
