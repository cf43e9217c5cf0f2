"""Ready SQL for the exporter of an old back office: it prints the records of docs/feed from views that a city fills."""

from pathlib import Path
from types import ModuleType

from shahrsazi.feed.sql import oracle, postgresql, sqlserver
from shahrsazi.feed.sql.columns import KEY, NUMBER, POSITION, TEXT, Column, of_null, record_views

DIALECTS: dict[str, ModuleType] = {"postgresql": postgresql, "oracle": oracle, "sqlserver": sqlserver}
_FOLDER = Path(__file__).parent
# What every view of a list has before the columns of the contract.
_OF_LISTS = (
    Column(KEY, TEXT, True, longest=60, note="of the record that the row stands in"),
    Column(POSITION, NUMBER, True, note="its place in the list: 1, 2, 3"),
)


def script(dialect: str) -> str:
    """What prints the records, with how to run it."""
    return f"{_comment(dialect)}\n{DIALECTS[dialect].script(record_views())}"


def views(dialect: str) -> str:
    """A view for each record and each list, without rows: to be filled."""
    pieces = [_comment("views")]
    for record in record_views():
        pieces.append(_view(DIALECTS[dialect], record.view, (*record.envelope, *record.columns)))
        pieces += [_view(DIALECTS[dialect], rows.view, (*_OF_LISTS, *rows.columns)) for rows in record.lists]
    return "\n".join(pieces)


def _comment(name: str) -> str:
    return (_FOLDER / f"{name}.txt").read_text("utf8")


def _view(dialect: ModuleType, view: str, columns: tuple[Column, ...]) -> str:
    name = view.upper() if dialect is oracle else view
    lines = [_column(dialect, column, last=column is columns[-1]) for column in columns]
    return dialect.VIEW.substitute(view=name, columns="\n".join(lines))


def _column(dialect: ModuleType, column: Column, *, last: bool) -> str:
    text = f"  CAST(NULL AS {dialect.typed(column)}) AS {dialect.quoted(column.name)}{'' if last else ','}"
    longest = f"up to {column.longest} characters" if column.kind == TEXT and column.longest else ""
    required = "required" if column.required else ""
    unknown = "NULL is unknown" if required and of_null(column, dialect.UNKNOWN) != "null" else ""
    words = column.kind, longest, required, unknown, column.note
    # SQL*Plus ends a statement at a semicolon in a comment, and older ones look for the other half of an apostrophe.
    return f"{text}  -- {', '.join(filter(None, words))}".replace("'", "")
