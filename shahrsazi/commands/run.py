"""Try it out: database, sample city, worker and server, on 127.0.0.1:$PORT."""

import os
import sys


def add_arguments(parser) -> None:
    """The port is $PORT."""
    parser.add_argument("--reload", action="store_true", help="begin anew whenever a file of the program was saved")


def run(options) -> None:
    from shahrsazi.demo.run import run_demo
    from shahrsazi.persian.digits import whole_number

    typed = os.environ.get("PORT") or "8000"
    port = whole_number(typed, 5) or 0
    if not 0 < port < 65536:
        sys.exit(f"PORT is {typed!r}; it must be a number from 1 to 65535.")
    run_demo(port, reload=options.reload)
