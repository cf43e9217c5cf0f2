"""Try it out: database, sample city, worker and server, on 127.0.0.1:$PORT."""

import os


def add_arguments(parser) -> None:
    """None: the port is $PORT."""


def run(options) -> None:
    from shahrsazi.demo.run import run_demo

    run_demo(int(os.environ.get("PORT") or 8000))
