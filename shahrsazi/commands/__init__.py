"""The command line: one module a command, each with `add_arguments` for its parser and `run`."""

import argparse
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")

# The modules, in the order in which they are listed; a command's name has hyphens where its module has underscores.
COMMANDS = ("run", "setup", "worker", "feed", "staff", "end_sessions", "documents", "check")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="shahrsazi", description="The urban-planning services system.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = _module(name)
        summary = module.__doc__.strip().partition("\n")[0].rstrip(".")
        command = subparsers.add_parser(name.replace("_", "-"), help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    options.run(options)


def _module(name: str):
    from importlib import import_module

    return import_module(f"shahrsazi.commands.{name}")


def setup_django() -> None:
    """Settings that prevent a start end the program with one sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
