"""Bring the database of DATABASE_URL to what the code needs: roles, tables, policies, districts and rules."""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from shahrsazi.commands import setup_django

POLL_SECONDS = 1


def add_arguments(parser) -> None:
    parser.add_argument("--city", type=Path, metavar="FILE", help="the city's profile, instead of SHAHRSAZI_CITY")
    parser.add_argument(
        "--new-password-key",
        action="store_true",
        help="take another SHAHRSAZI_PASSWORD_KEY than before: every password and one-time code ends with the old one",
    )
    parser.add_argument(
        "--restored",
        action="store_true",
        help="the server's own files came back from a copy: no number is given twice; of a dump it is noticed",
    )
    parser.add_argument(
        "--no-wait", action="store_true", help="end with code 1 instead of waiting for what only a DBA may do"
    )


def run(options) -> None:
    if options.city:
        os.environ["SHAHRSAZI_CITY"] = str(options.city.absolute())
    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues()  # before Django reads them
    setup_django()
    from shahrsazi import static_files

    how = {"new_password_key": options.new_password_key, "restored": options.restored}
    set_up_database(print, wait=not options.no_wait, **how)
    print(static_files.make())
    _print_what_only_a_dba_can_do()


def set_up_database(
    tell: Callable = lambda sentence: None,
    *,
    wait: bool = False,
    only_marked: bool = False,
    new_password_key: bool = False,
    restored: bool = False,
) -> None:
    """Everything between an empty server and one that can serve, step by step told to `tell`. Safe to repeat.

    Raises UnreachableError, WrongDatabaseError; ends the program where only a DBA can go on and we are not to `wait`.
    """
    from django.conf import settings

    from shahrsazi.casefiles.terms import rewriting
    from shahrsazi.city import deployment, districts, holidays, rules
    from shahrsazi.database import numbers, policies

    _refuse_foreign(settings.DATABASE_URL, only_marked=only_marked, new_password_key=new_password_key)
    _provision(settings.DATABASE_URL, settings.SECRET_KEY, tell, wait)
    tell(_migrate())
    policies.apply()
    tell("Policies and functions are as this version wants them.")
    if sentence := numbers.advance(is_new=not deployment.was_set_up(), by_word=restored):
        tell(sentence)
    for sentence in (districts.load(), rules.load(), holidays.load()):
        tell(sentence)
    tell(rewriting.load(tell))
    deployment.write(new_password_key=new_password_key)
    tell(f"This is the {settings.MODE} database of {settings.CITY.name.en}.")


def _refuse_foreign(url: str, **how: bool) -> None:
    """Before anything is written: a database of another mode or key, or of another program, stays as it is."""
    import psycopg

    from shahrsazi.city import deployment
    from shahrsazi.database import provision

    if not provision.exists(url):
        return
    with psycopg.connect(url) as connection:
        deployment.refuse_foreign(connection.cursor(), **how)


def _provision(url: str, secret: str, tell: Callable, wait: bool) -> None:
    from shahrsazi.database import provision

    done, left = provision.make(url, secret)
    for what in done:
        tell(f"Made: {what}.")
    if not left:
        return
    print("A DBA has to run this first:\n", *(f"{step.sql};" for step in left), "", sep="\n", flush=True)
    if not wait:
        sys.exit("The account of DATABASE_URL may not do it. Run shahrsazi setup again when it is done.")
    print("Waiting until it is done; Ctrl-C ends the waiting, and nothing is lost.", flush=True)
    while provision.missing(url, secret):
        time.sleep(POLL_SECONDS)


def _migrate() -> str:
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.recorder import MigrationRecorder

    from shahrsazi.database.locks import patiently

    recorder = MigrationRecorder(connections["owner"])
    before = len(recorder.applied_migrations())
    migrate = partial(call_command, "migrate", database="owner", verbosity=0, interactive=False)
    patiently("The tables of a migration", migrate)  # each of them is applied as a whole or not at all
    applied = len(recorder.applied_migrations()) - before
    return f"Tables: {applied} migrations applied." if applied else "Tables: all migrations were applied already."


def _print_what_only_a_dba_can_do() -> None:
    from django.conf import settings

    from shahrsazi.database import advice

    statements = advice.statements(settings.DATABASE_URL)
    if settings.DEMO or not statements:
        return
    print(
        "\nWhat only a DBA can do, and should, for it protects people's data beside ours (shahrsazi check asks again):"
    )
    print(*(f"  {statement}" for statement in statements), sep="\n")
