"""`feed csv`: make records of CSV files, or say without writing any what would become of each row."""

import sys
from contextlib import ExitStack
from pathlib import Path

SOME_TURNED_AWAY, NOTHING = 1, 3


def add_arguments(act) -> None:
    act.add_argument("map", type=Path, metavar="MAP.toml", help="the CSV files lie beside it")
    either = act.add_mutually_exclusive_group(required=True)
    either.add_argument("--out", type=Path, metavar="FILE.ndjson", help="where the records are written")
    either.add_argument("--dry-run", action="store_true", help="write no records, and say the same of every row")
    act.add_argument("--rejected", type=Path, metavar="FILE.csv", help="write the rows that are turned away, and why")


def perform(options) -> None:
    mapping = _mapped(options)
    _print_summary(mapping, options)
    sys.exit(SOME_TURNED_AWAY if mapping.turned_away else 0 if mapping.records else NOTHING)


def _mapped(options):
    from shahrsazi.feed.csv_map import output, plan, shape
    from shahrsazi.feed.csv_map.mapping import Mapping
    from shahrsazi.feed.progress import Progress

    _refuse_no_file(options.map)
    plan_ = plan.plan(shape.read(options.map), options.map.parent)
    _refuse_own_files(options, [options.map, *(options.map.parent / name for name in plan_.unused)])
    progress = Progress(sys.stderr)
    with ExitStack() as files:
        out, rejected = None, None
        if options.out:
            out = files.enter_context(output.whole_file(options.out, mode="wb"))
        if options.rejected:
            text = {"mode": "w", "encoding": "utf-8-sig", "errors": "backslashreplace", "newline": ""}
            rejected = output.RejectedRows(files.enter_context(output.whole_file(options.rejected, **text)))
        mapping = Mapping(plan_, lambda row: _turn_away(row, rejected), progress.show)
        output.write_records(mapping, out)
    progress.end()
    return mapping


def _refuse_no_file(path: Path) -> None:
    from shahrsazi.feed.csv_map.shape import MapError

    if not path.is_file():
        raise MapError(f"There is no file {path}.")


def _refuse_own_files(options, read: list[Path]) -> None:
    """What is written would take the place of what is read."""
    from shahrsazi.feed.csv_map.shape import MapError

    written = [path.resolve() for path in (options.out, options.rejected) if path]
    for path in written:
        if path in [other.resolve() for other in read] or written.count(path) > 1:
            raise MapError(f"{path.name} is read, or written twice: write to a file of its own.")


def _turn_away(row, rejected) -> None:
    for problem in row.problems:
        column = f", {problem.path}" if problem.path else ""
        print(f"{row.file} row {row.number}{column}: {problem.en}", file=sys.stderr)
    if rejected:
        rejected.add(row)


def _print_summary(mapping, options) -> None:
    for (name, record), counts in mapping.counts.items():
        print(f"{name} ({record}): {counts.rows} rows, {counts.records} records, {counts.turned_away} turned away")
    for (name, column, word), count in mapping.words.most_common():
        print(f"{name}, {column}: unknown word “{word}”, {count} times")
    for name, columns in mapping.plan.unused.items():
        if columns:
            print(f"{name}: the map does not use {', '.join(columns)}")
    for table in mapping.plan.tables:
        if table.missing:
            print(f"{table.file.name}: a {table.record} must have {', '.join(table.missing)}; the map does not give it")
    if mapping.bare_ends:
        print(f"{mapping.bare_ends} rows end something without its values: where it was never told, nothing is shown.")
    would = "would be " if options.dry_run else ""
    print(f"{mapping.records} records {would}written, {mapping.turned_away} rows turned away.")
