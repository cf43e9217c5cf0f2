"""Rows put below the views of the ready SQL, and what is printed of them: records as docs/feed has them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

from shahrsazi.feed import sql
from shahrsazi.feed.records import ENDS, LISTS
from shahrsazi.feed.sql import columns, postgresql

NASTY = "نیم‌فاصله \"نقل\" \\ و \\n C:\\temp\\ \r\n\tسطر دو 😀 <b>&amp;</b> ' '' $1 %s"


def as_it_is(column: columns.Column) -> str:
    return postgresql.quoted(column.name)


class Views:
    """The views in the schema of a connection; `shown` is what one says of a column of the table below it."""

    def __init__(self, connection, shown: Callable[[columns.Column], str] = as_it_is):
        self.connection, self.shown = connection, shown
        for view in columns.record_views():
            self._make(view.view, [*view.envelope, *view.columns])
            for rows in view.lists:
                self._make(rows.view, [*sql._OF_LISTS, *rows.columns])

    def _make(self, view: str, every: list[columns.Column]) -> None:
        typed = ", ".join(f"{postgresql.quoted(c.name)} {postgresql.typed(c)}" for c in every)
        self.connection.execute(f"CREATE TABLE of_{view} ({typed})")
        shown = ", ".join(map(self.shown, every))
        self.connection.execute(f"CREATE VIEW {view} AS SELECT {shown} FROM of_{view}")

    def keep(self, record: dict, empty: str | None = None) -> None:
        view = next(view for view in columns.record_views() if view.record == record["record"])
        values, key = dict(record.get("values", {})), record["source_key"]
        for rows in view.lists:
            for n, item in enumerate(values.pop(rows.name, []), 1):
                item = item if isinstance(item, dict) else {"value": item}
                self._put(rows.view, [*sql._OF_LISTS, *rows.columns], item | {"source_key": key, "source_position": n})
        envelope = {c.name: record.get(c.name.removeprefix("source_")) for c in view.envelope}
        envelope |= {"source_key": key, "source_empty": empty}
        self._put(view.view, [*view.envelope, *view.columns], values | envelope)

    def _put(self, view: str, every: list[columns.Column], values: dict) -> None:
        given = [values.get(column.name) for column in every]
        given = [json.dumps(v, ensure_ascii=False, indent=1) if isinstance(v, dict) else v for v in given]
        self.connection.execute(f"INSERT INTO of_{view} VALUES ({', '.join(['%s'] * len(every))})", given)


def full(view: columns.RecordView) -> dict:
    """A record with every column and two rows in every list, though not one that the feed would take."""
    values = {column.name: _value(column) for column in view.columns}
    for rows in view.lists:
        row = {column.name: _value(column) for column in rows.columns}
        bare = {column.name: _value(column) for column in rows.columns if column.required}
        values[rows.name] = ["یک", NASTY[:20]] if rows.plain else [row, bare]
    return _enveloped(view, "full", values)


def bare(view: columns.RecordView) -> dict:
    """One with nothing but what is required."""
    return _enveloped(view, "bare", {column.name: _value(column) for column in view.columns if column.required})


def with_empties(record: dict, view: columns.RecordView, names: set[str]) -> dict:
    """What is printed of it where these columns are named as empty."""
    empties = {column.name: json.loads(column.empty) for column in view.columns if column.empty}
    empties |= {rows.name: [] for rows in view.lists}
    left_out = {name: empty for name, empty in empties.items() if name in names and name not in record["values"]}
    return record | {"values": record["values"] | left_out}


def ended(view: columns.RecordView) -> dict:
    """One that is not there any more."""
    end = {"state": "ended", "ended_on": "2024-03-20"} if view.record in ENDS else {"state": "withdrawn"}
    return {name: part for name, part in (_enveloped(view, "ended", {}) | end).items() if name != "values"}


def _enveloped(view: columns.RecordView, key: str, values: dict) -> dict:
    file = {"file": 'F "1"'} if view.record in LISTS else {}
    envelope = {"record": view.record, "source_key": f'{key}\\"1"', "version": 1_764_200_000_000_001}
    return envelope | {"state": "present"} | file | {"values": values}


def _value(column: columns.Column):
    return {
        columns.TEXT: NASTY[: column.longest],
        columns.NUMBER: -7 if column.note == "a whole number" else 0.25,
        columns.DAY: "2024-03-20",
        columns.MOMENT: "2024-03-20T01:02:03+03:30",
        columns.FLAG: column.name < "m",
        columns.JSON: {"name": 'a "b" <c> & \\n \\\\', "list": [1.5, {}]},
    }[column.kind]


def canonical(record: dict) -> str:
    """The same text for what means the same: moments are compared in UTC, numbers as such."""
    return json.dumps(_plain({"state": "present"} | record), sort_keys=True, ensure_ascii=False)


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(float(value))
    if isinstance(value, str) and len(value) == 25 and value[10] == "T":
        return datetime.fromisoformat(value).astimezone(UTC).isoformat()
    return value
