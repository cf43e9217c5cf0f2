"""Load a feed, check one without keeping anything, or print the contract."""

import json
import os
import sys
from pathlib import Path

from shahrsazi.commands import setup_django

# How it ends: 0 when everything was taken.
SOME_TURNED_AWAY, STOPPED, NOTHING = 1, 2, 3


def add_arguments(parser) -> None:
    parser.add_argument("act", choices=["load", "check", "schema"])
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE")


def run(options) -> None:
    if options.act == "schema":
        os.environ.setdefault("SHAHRSAZI_MODE", "demo")  # it reads no database and no key
    setup_django()
    if options.act == "schema":
        _print_schema()
    elif options.file is None:
        sys.exit(f"feed {options.act} needs a FILE of newline-delimited JSON.")
    else:
        _load(options.file, check=options.act == "check")


def _print_schema() -> None:
    """Of the shipped code lists: it needs no database."""
    from shahrsazi.city import code_lists

    code_lists.set_overrides(dict)
    from shahrsazi.feed.contract import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=1))


def _load(path: Path, *, check: bool = False) -> None:
    from shahrsazi.feed.attachments import FeedHaltedError
    from shahrsazi.feed.loader import load
    from shahrsazi.feed.reading import WrongFormError

    if not path.is_file():
        sys.exit(f"There is no file {path}.")
    try:
        report = load(path, check=check)
    except (FeedHaltedError, WrongFormError) as error:
        print(error, file=sys.stderr)
        sys.exit(STOPPED)
    for number, reason in report.bad:
        print(f"line {number}: {reason}", file=sys.stderr)
    would = "would be " if check else ""
    print(
        f"{report.good} files {would}taken, {len(report.bad)} turned away; "
        f"{report.written} rows {would}added or corrected."
    )
    if not report.lines:
        print(f"There is no line in {path}.", file=sys.stderr)
    sys.exit(SOME_TURNED_AWAY if report.bad else 0 if report.lines else NOTHING)
