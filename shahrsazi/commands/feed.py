"""Load a delivery of the back office, check one without keeping anything, and all around it."""

import argparse
import json
import os
import sys
from datetime import UTC
from pathlib import Path
from typing import Any, NoReturn

from shahrsazi.commands import feed_csv, need_owner, setup_django
from shahrsazi.persian.language import in_language

# How it ends: 0 when everything was taken. Whatever breaks is FAILED: what starts it by the clock takes 1 as done.
SOME_TURNED_AWAY, FAILED, NOTHING = 1, 2, 3
LISTED = 30  # batches


def add_arguments(parser) -> None:
    acts = parser.add_subparsers(required=True, metavar="ACT")
    for name, summary in (("load", "load a delivery"), ("check", "say the same of every record and keep nothing")):
        act = _act(acts, name, summary, _load)
        act.add_argument("file", type=Path, metavar="FILE", help="NAME.manifest.json, or a file without a manifest")
        act.add_argument("--processes", type=int, default=1, help="how many read and judge the lines (1)")
        act.add_argument("--unsigned", action="store_true", help="take a file without a manifest, by your own word")
    act = _act(acts, "schema", "print the contract as JSON Schema", _print_schema, database=False)
    act.add_argument("--records", action="store_true", help="of records; of lines, if it is not said")
    act = _act(acts, "sql", "print SQL that makes records of a city's views", _print_sql, database=False)
    act.add_argument("--dialect", required=True, choices=["postgresql", "oracle", "sqlserver"])
    act.add_argument("--views", action="store_true", help="the views themselves, to be filled")
    act = _act(acts, "codes", "list the codes in a file that no code list has, with how often", _print_codes)
    act.add_argument("file", type=Path, metavar="FILE")
    feed_csv.add_arguments(_act(acts, "csv", "make records of CSV files, as a city's map says", feed_csv.perform))
    _add_sources(acts)
    _act(acts, "batches", "list the last batches, and those that wait or were broken off", _print_batches)
    act = _act(acts, "quarantine", "print what a batch turned away", _print_quarantine)
    act.add_argument("batch", type=int, metavar="LOAD", help="its number in the first column of `feed batches`")
    act.add_argument("--csv", action="store_true", help="every fault, without what the records say")
    act.add_argument("--ndjson", action="store_true", help="the records themselves, to be corrected and loaded again")


def _add_sources(acts) -> None:
    act = _act(acts, "source", "list the sources, add one, or change what is said of one", _source)
    act.add_argument("key", nargs="?")
    act.add_argument("--title")
    either = argparse.BooleanOptionalAction
    act.add_argument("--records", help="record names with commas between them, or all")
    act.add_argument("--districts", help="numbers with commas between them, or all")
    act.add_argument("--owns-persons", action=either, help="it tells names, telephones and registrations")
    act.add_argument("--checks-registry", action=either, help="deaths and ended shares were compared: no waiting")
    act.add_argument("--phase", choices=["rehearsal", "first_load", "daily"], help="which guards hold (daily)")
    act = _act(acts, "key", "add a source's public key (Ed25519, PEM), or revoke it", _key)
    act.add_argument("source")
    act.add_argument("name")
    act.add_argument("file", type=Path, nargs="?", metavar="PEM")
    act.add_argument("--revoke", action="store_true")
    act = _act(acts, "sign", "make the manifest of a file", _sign, database=False)
    act.add_argument("file", type=Path, metavar="FILE")
    act.add_argument("--source", required=True)
    act.add_argument("--sequence", type=int, required=True)
    act.add_argument("--key", required=True, help="the name of the key")
    act.add_argument("--private", type=Path, required=True, metavar="PEM")


def _act(acts, name: str, summary: str, perform, *, database: bool = True):
    act = acts.add_parser(name, help=summary, description=summary)
    act.set_defaults(perform=perform, act=name, database=database)
    return act


def run(options) -> None:
    if not options.database:
        os.environ.setdefault("SHAHRSAZI_MODE", "demo")  # it reads no database and no key
    setup_django()

    with in_language("en"):  # as the rest of what the commands say
        options.perform(options)


def _print_schema(options) -> None:
    """Of the shipped code lists: it needs no database."""
    from shahrsazi.city import code_lists

    code_lists.set_overrides(dict)
    from shahrsazi.feed.contract import schema
    from shahrsazi.feed.record_schema import record_schema

    print(json.dumps(record_schema() if options.records else schema(), ensure_ascii=False, indent=1))


def _print_sql(options) -> None:
    """With the keys of the shipped code lists: it needs no database."""
    from shahrsazi.city import code_lists

    code_lists.set_overrides(dict)
    from shahrsazi.feed import sql

    print((sql.views if options.views else sql.script)(options.dialect), end="")


def _load(options) -> None:
    from django.conf import settings

    from shahrsazi.feed.attachments import FeedHaltedError
    from shahrsazi.feed.delivery import DeliveryError
    from shahrsazi.feed.loader import GuardedError, load
    from shahrsazi.feed.progress import Progress
    from shahrsazi.feed.reading import WrongFormError

    _refuse_no_file(options.file)
    _refuse_stranger()
    check, progress = options.act == "check", Progress(sys.stderr)
    how = {"check": check, "unsigned": options.unsigned or check or settings.DEMO, "processes": options.processes}
    try:
        report = load(options.file, by=_account(), **how, progress=progress.show)
    except (FeedHaltedError, WrongFormError, DeliveryError, GuardedError) as error:
        _stop(error)
    finally:
        progress.end()
    _print_report(report, options.file)
    if report.waits:
        _stop(report.waits)
    sys.exit(SOME_TURNED_AWAY if report.turned_away else 0 if report.lines else NOTHING)


def _account() -> str:
    """Whose word this load is: the account that runs it, which is the server's own; so who called sudo before it."""
    from shahrsazi.documents import storage
    from shahrsazi.persian.text import clean

    account = storage.account_of(os.getuid())
    called_by = " ".join(clean(os.environ.get("SUDO_USER", "")).split()) or account
    return account if called_by == account else f"{called_by} ({account})"[:60]


def _print_report(report, path: Path) -> None:
    for number, reason in report.bad:
        print(f"line {number}: {reason}", file=sys.stderr)
    if more := report.turned_away - len(report.bad):
        print(f"and {more} more" + (f": feed quarantine {report.batch} --csv" if report.batch else ""), file=sys.stderr)
    would = "would be " if report.check else ""
    print(
        f"{report.good} records {would}taken ({report.unchanged} of them as they were), {report.turned_away} turned "
        f"away; {report.written} rows of files {would}added or corrected."
    )
    if report.respelled:
        who = "person was" if report.respelled == 1 else "persons were"
        print(f"{report.respelled} {who} named by a number with hyphens, blanks or without its zeros.")
    if report.untold:
        print(f"{report.untold} ends are of what was never told: nothing of it is shown. Send its values with the end.")
    if report.differs_in_all:
        rows = "1 row is" if report.differs == 1 else f"{report.differs} rows are"
        in_all = f"; {report.differs_in_all} with those that its source told before"
        in_all = in_all if report.differs_in_all > report.differs else ""
        print(f"{rows} told otherwise than the counter registered, whose word stands{in_all}.")
    for load in report.abandoned:
        rest = "what is in stays, its rest is not taken, unless its file is loaded again"
        print(f"Load {load} was half applied, and goes on no more since this one: {rest}.", file=sys.stderr)
    if not report.lines:
        print(f"There is no line in {path}.", file=sys.stderr)


def _refuse_no_file(path: Path) -> None:
    if not path.is_file():
        _stop(f"There is no file {path}.")


def _refuse_stranger() -> None:
    """The papers of a delivery are written beside those of the server, which has to go on writing there."""
    from django.conf import settings

    from shahrsazi.documents import storage

    if not settings.DEMO and (stranger := storage.stranger()):
        _stop(stranger[0].upper() + stranger[1:])


def _stop(reason: object) -> NoReturn:
    print(reason, file=sys.stderr)
    sys.exit(FAILED)


def _print_codes(options) -> None:
    from shahrsazi.feed.delivery import DeliveryError
    from shahrsazi.feed.reading import WrongFormError
    from shahrsazi.feed.unknown_codes import unknown_codes

    _refuse_no_file(options.file)
    try:
        codes = unknown_codes(options.file)
    except (WrongFormError, DeliveryError) as error:
        _stop(error)
    for code_list, field, value, count in codes.unknown:
        print(f"{code_list}\t{field}\t{value}\t{count}")
    for count, what in ((codes.unread, "can't be read"), (codes.unknown_records, "tell of no record of the contract")):
        if count:
            print(f"Lines that {what}: {count}. `feed check` says why.", file=sys.stderr)
    sys.exit(SOME_TURNED_AWAY if any(codes) else 0)


def _source(options) -> None:
    need_owner()
    from shahrsazi.feed import sources

    if options.key is not None:
        rights: dict[str, Any] = {
            "title": options.title,
            "records": _listed("--records", options.records),
            "districts": _numbers("--districts", options.districts),
            "owns_persons": options.owns_persons,
            "checks_registry": options.checks_registry,
            "phase": options.phase,
        }
        sources.put(options.key, **{name: value for name, value in rights.items() if value is not None})
    for source in sources.all_sources():
        print(sources.described(source))


def _listed(option: str, text: str | None) -> list[str] | None:
    """None where nothing is said; empty, which stands for all, where that word is, and nowhere else: a variable that
    is empty would give every right.
    """
    if text is None or text == "all":
        return None if text is None else []
    words = [word.strip() for word in text.split(",")]
    if "" in words or "all" in words:
        sys.exit(f"{option}: name them with commas between, or say all.")
    return words


def _numbers(option: str, text: str | None) -> list[int] | None:
    words = _listed(option, text)
    for word in words or ():
        if not word.isdecimal():
            sys.exit(f"{option}: “{word}” is no number.")
    return None if words is None else [int(word) for word in words]


def _key(options) -> None:
    need_owner()
    from shahrsazi.feed import sources

    if options.revoke:
        sources.revoke(options.source, options.name)
    elif options.file is None:
        sys.exit("A key is added from a PEM file: shahrsazi feed key SOURCE NAME PEM.")
    else:
        sources.add_key(options.source, options.name, options.file.read_bytes())
    print("\n".join(sources.keys(options.source)))


def _sign(options) -> None:
    from shahrsazi.feed.delivery import DeliveryError, sign

    _refuse_no_file(options.file)
    _refuse_no_file(options.private)
    try:
        print(sign(options.file, options.source, options.sequence, options.key, options.private.read_bytes()))
    except DeliveryError as error:
        _stop(str(error))


def _print_batches(options) -> None:
    """The last ones, and what waits or was broken off, however many came after it."""
    from shahrsazi.feed.models import Batch

    last = Batch.objects.using("feed").select_related("source").order_by("-id")[:LISTED]
    print("load", "source", "batch", "state", "begun (UTC)", "records", "started by", sep="\t")
    for b in sorted({*last, *Batch.unfinished("feed").select_related("source")}, key=lambda b: -b.id):
        counts = f"{b.records} records, {b.unchanged} as they were, {b.turned_away} turned away, {b.written} rows"
        begun = f"{b.begun_at.astimezone(UTC):%Y-%m-%d %H:%M}"
        print(b.id, b.source.key, b.sequence or "-", b.state, begun, counts, b.started_by or "-", sep="\t")


def _print_quarantine(options) -> None:
    from shahrsazi.feed import quarantine
    from shahrsazi.feed.models import Batch

    batch = Batch.objects.using("feed").filter(id=options.batch).first()
    if batch is None:
        sys.exit(f"There is no load {options.batch}: `feed batches` lists them.")
    if options.csv:
        quarantine.write_csv(batch, sys.stdout)
    elif options.ndjson:
        if count := quarantine.write_ndjson(batch, sys.stdout.buffer):
            lines = "A line was" if count == 1 else f"{count} lines were"
            print(f"{lines} too long to be stored: not among these. Export them anew.", file=sys.stderr)
    else:
        for row in quarantine.by_reason(batch):
            print(f"{row['count']}\t{row['record'] or '-'}\t{row['reason']}")
