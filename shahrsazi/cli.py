"""The command line: try it (`run`), prepare a database, serve, work, feed, look after it."""

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shahrsazi.settings")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="shahrsazi", description="The urban-planning services system.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (does, words, adds) in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        for flag, options in adds:
            command.add_argument(flag, **options)
        command.set_defaults(does=does)
    chosen = parser.parse_args(arguments)
    chosen.does(chosen)


def run(chosen) -> None:
    from shahrsazi.tryout import run as try_out

    try_out(int(os.environ.get("PORT") or 8000))


def setup(chosen) -> None:
    _django()
    from shahrsazi.setup import setup as set_up

    set_up()


def worker(chosen) -> None:
    os.environ["SHAHRSAZI_QUEUE_ROLE"] = "worker"
    _django()
    from shahrsazi.database.queue import work

    work()


def feed(chosen) -> None:
    _django()
    if chosen.act == "schema":
        from shahrsazi import codes

        codes.told = dict  # the contract is that of the shipped lists, and needs no database
        from shahrsazi.feed.contract import schema

        print(json.dumps(schema(), ensure_ascii=False, indent=1))
    elif chosen.file is None:
        sys.exit("feed load needs a FILE of newline-delimited JSON.")
    else:
        _load(chosen.file)


def _load(path: Path) -> None:
    from shahrsazi.feed.intake import load
    from shahrsazi.feed.papers import Stopped

    if not path.is_file():
        sys.exit(f"There is no file {path}.")
    try:
        report = load(path)
    except Stopped as fault:
        sys.exit(str(fault))
    for number, reason in report.bad:
        print(f"line {number}: {reason}", file=sys.stderr)
    print(f"{report.good} files taken, {len(report.bad)} turned away; {report.written} rows added or corrected.")


def staff(chosen) -> None:
    """The first administrator of a city; the others are added on the administrator's pages."""
    _django()
    from shahrsazi.people.identifiers import Refused
    from shahrsazi.staff.joining import add

    if (chosen.role == "clerk") != (chosen.district is not None):
        sys.exit("A clerk has a --district, and nobody else has one.")
    try:
        password = add(chosen.number, chosen.first_name, chosen.last_name, chosen.role, chosen.district)
    except Refused as fault:
        sys.exit(str(fault))
    print(f"First password, good for 72 hours, to be handed over in person: {password}")


def end_sessions(chosen) -> None:
    """For an incident: ends every session, or one person's."""
    _django()
    from shahrsazi.ledger.entry import note
    from shahrsazi.people.session import Session, end

    sessions = Session.objects.using("entrance").filter(ended_at__isnull=True)
    if chosen.person:
        sessions = sessions.filter(person__number=chosen.person)
    count = sessions.count()
    end(sessions, "operator")
    note("sessions_ended", actor=None, role="operator", using="entrance", detail={"sessions": count})
    print(f"{count} sessions ended.")


def check(chosen) -> None:
    """Whether the settings would let it start."""
    _django()
    print("The settings are good.")


def papers(chosen) -> None:
    """What the gate makes of files, without a database; or the pictures of papers that have none, once more."""
    _django()
    from django.utils import translation

    if chosen.act == "again":
        if chosen.files:
            sys.exit("papers again takes no files: it asks for the pictures of what is kept.")
        from shahrsazi.papers.tasks import again

        print(f"The pictures of {again(chosen.all)} papers will be made by the worker.")
        return
    if not chosen.files:
        sys.exit("papers check needs at least one FILE.")
    from shahrsazi.papers.gate.checking import check as check_files

    try:
        if chosen.out:
            chosen.out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        sys.exit(f"Nothing can be written to {chosen.out}: {fault.strerror}.")
    with translation.override(chosen.language):
        check_files(chosen.files, chosen.out)


def _django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))


COMMANDS = {
    "run": (run, "try it out: database, sample city, worker and server, on 127.0.0.1:$PORT", []),
    "setup": (setup, "make roles, tables and guard in the database of DATABASE_URL", []),
    "worker": (worker, "deliver messages and tidy up, until stopped", []),
    "feed": (feed, "load a feed, or print its contract", [
        ("act", {"choices": ["load", "schema"]}), ("file", {"type": Path, "nargs": "?", "metavar": "FILE"})]),
    "staff": (staff, "add a member of staff and print their first password", [
        ("number", {"metavar": "NATIONAL_CODE"}), ("first_name", {}), ("last_name", {}),
        ("--role", {"choices": ["clerk", "auditor", "administrator"], "default": "administrator"}),
        ("--district", {"type": int})]),
    "end-sessions": (end_sessions, "end every session, or one person's", [("--person", {"metavar": "NATIONAL_CODE"})]),
    "papers": (papers, "say what the gate makes of files, a line of JSON each; or have missing pictures made", [
        ("act", {"choices": ["check", "again"]}), ("files", {"type": Path, "nargs": "*", "metavar": "FILE"}),
        ("--out", {"type": Path, "metavar": "DIR"}), ("--all", {"action": "store_true"}),
        ("--language", {"choices": ["en", "fa"], "default": "en"})]),
    "check": (check, "say whether the settings are good", []),
}  # fmt: skip
