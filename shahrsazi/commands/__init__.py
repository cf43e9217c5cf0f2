"""The command line: one module a command, each with `add_arguments` for its parser and `run`, and perhaps FAILED."""

import argparse
import os
import sqlite3
import sys
import traceback
from contextlib import suppress
from typing import NoReturn

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")

# The modules, in the order in which they are listed; a command's name has hyphens where its module has underscores.
COMMANDS = ("run", "setup", "check", "serve", "worker", "feed", "staff", "end_sessions", "documents")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="shahrsazi", description="The urban-planning services system.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = _module(name)
        summary = module.__doc__.strip().partition("\n")[0].rstrip(".")
        command = subparsers.add_parser(name.replace("_", "-"), help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(run=module.run, failed=getattr(module, "FAILED", 1))
    options = parser.parse_args(arguments)
    try:
        end = _end_of(options)
    except KeyboardInterrupt:
        end = "Interrupted."
    except Exception as error:
        end = traceback.format_exc() if os.environ.get("SHAHRSAZI_TRACEBACK") else sentence(error)
    if isinstance(end, str):
        _fail(end, options.failed)
    if end is not None:
        sys.exit(end)


def _end_of(options) -> str | int | None:
    """Its code, or the sentence with which it failed. A disk that is full fails it too: what it printed is written by
    then, and not when Python ends, with a code of its own.
    """
    end = None
    try:
        options.run(options)
    except SystemExit as exit_:
        end = exit_.code
    sys.stdout.flush()
    return end


def _fail(words: str, code: int) -> NoReturn:
    """Also where nobody listens any more."""
    for stream, rest in ((sys.stdout, ""), (sys.stderr, f"{words}\n")):
        try:
            stream.write(rest)
            stream.flush()
        except OSError:
            with suppress(OSError):  # of a stream that is none of the system's
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def sentence(error: Exception) -> str:
    """What went wrong, for whoever typed the command: our own errors say it themselves, the others by their kind."""
    words = " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    if type(error).__module__.startswith("shahrsazi."):
        return str(error)
    if isinstance(error, sqlite3.Error):
        return f"The temporary file failed: {words}."
    if type(error).__name__ == "OperationalError":
        return f"The database does not answer as it should: {words}"
    return f"It failed with {type(error).__name__}: {words} (SHAHRSAZI_TRACEBACK=1 shows where)"


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


def refuse_foreign_database() -> None:
    """Of another mode, city or password key. One that is away is asked by each process once it is back
    (web/own_database.py, the worker itself); one that lacks migrations is waited for: /ready says so.
    """
    from django.db import DatabaseError

    try:
        foreign = foreign_database()
    except DatabaseError:
        foreign = ""
    if foreign:
        sys.exit(foreign)


def foreign_database() -> str:
    """Why the database is not ours, "" if it is; raises DatabaseError while it is away."""
    from django.db import connections

    from shahrsazi.city import deployment
    from shahrsazi.database.postgres.base import DatabaseWrapper

    connection = connections["default"]
    try:
        return deployment.foreign()
    finally:
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()  # of no use to a worker, and its threads would not outlive the exec of a server


# Of libpq and the server: the account of DATABASE_URL is none, or not one that may act as the owner of the tables.
_NO_ACCOUNT = ("no password supplied", "authentication failed", 'role "', 'parameter "role"', "no pg_hba.conf entry")


def need_owner() -> None:
    """For what no role of ours may: end with what is missing where DATABASE_URL names no account that may."""
    from django.db import OperationalError, connections

    try:
        connections["owner"].ensure_connection()
    except OperationalError as error:
        words = " ".join(str(error).split())
        if not any(sign in words for sign in _NO_ACCOUNT):
            raise
        sys.exit(
            "This command needs the account that `shahrsazi setup` uses: write "
            f"DATABASE_URL=postgresql://account:password@… before it. Nothing was changed ({words})."
        )
