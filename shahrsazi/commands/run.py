"""Try it out: database, sample city, worker and server, on 127.0.0.1:$PORT."""

import os
import sys


def add_arguments(parser) -> None:
    """The port is $PORT."""
    parser.add_argument("--reload", action="store_true", help="begin anew whenever a file of the program was saved")


def run(options) -> None:
    from shahrsazi.demo.run import run_demo

    port = os.environ.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        sys.exit(f"PORT is {port!r}; it must be a number from 1 to 65535.")
    run_demo(int(port), reload=options.reload)
