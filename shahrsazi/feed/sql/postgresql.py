"""The feed's records as SQL for PostgreSQL 9.3 and later."""

from string import Template

from shahrsazi.feed.sql.columns import DAY, FLAG, JSON, MOMENT, NUMBER, TEXT, Column, ListView, RecordView, of_null

TYPES = {TEXT: "text", NUMBER: "numeric", DAY: "date", MOMENT: "timestamptz", FLAG: "boolean", JSON: "text"}
VIEW = Template("CREATE VIEW $view AS SELECT\n$columns\nWHERE false;\n")
# What is NULL in a row, and required, is unknown where that can be: an empty text says so by itself.
UNKNOWN = (DAY,)

_VALUES = {
    TEXT: "CAST(to_json(CAST($x AS text)) AS text)",
    NUMBER: "rtrim(to_char(CAST($x AS numeric), 'FM9999999999999999990.999999'), '.')",
    DAY: """'"' || to_char(CAST($x AS date), 'YYYY-MM-DD') || '"'""",
    MOMENT: """'"' || to_char(CAST($x AS timestamptz) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"') || '"'""",
    FLAG: "CASE WHEN $x THEN 'true' WHEN NOT $x THEN 'false' END",
    JSON: "translate(CAST($x AS text), chr(13) || chr(10) || chr(9), '   ')",
}
_RECORD = Template("""\
SELECT concat('{"record": "$record", "source_key": ', coalesce($key, 'null'),
  ', "version": ', coalesce($version, 'null'),
  ', "state": ', coalesce($state, '"present"'),$extra
  CASE WHEN coalesce(v."source_state", 'present') = 'present'$ended THEN ', "values": {' || concat_ws(', ',
    $members) || '}' END, '}') AS line
FROM (
  SELECT w.*, ',' || lower(replace(w."source_empty", ' ', '')) || ',' AS empties FROM $view AS w
  WHERE :since = 0 OR w."source_version" > :since OR w."source_version" IS NULL ORDER BY $order
) AS v;
""")
_EXTRA = Template("\n  ', \"$name\": ' || $value,")
_ENDED = Template(""" OR v."source_state" = 'ended' AND v."$told_by" IS NOT NULL""")
_ENDED_FIRST = Template("""CASE WHEN w."source_state" <> 'present' OR w."$end" IS NOT NULL THEN 0 ELSE 1 END, """)
_EMPTY = Template("CASE WHEN v.empties LIKE '%,$name,%' OR v.empties = ',*,' THEN '$empty' END")
_LIST = Template("""(
      SELECT '[' || string_agg($row, ', ' ORDER BY l."source_position") || ']'
      FROM $view AS l WHERE l."source_key" = v."source_key")""")


def quoted(name: str) -> str:
    return f'"{name}"'


def typed(column: Column) -> str:
    return TYPES[column.kind]


def script(views: list[RecordView]) -> str:
    return "\n".join(f"-- {view.record}\n{_record(view)}" for view in views)


def _record(view: RecordView) -> str:
    values = {column.name: value("v", column) for column in view.envelope}
    extra = {"file": "source_file", "ended_on": "source_ended_on"}
    members = [_member(column, value("v", column)) for column in view.columns]
    members += [_member(Column(rows.name, JSON, empty="[]"), _list(rows)) for rows in view.lists]
    ended_first = _ENDED_FIRST.substitute(end=view.end) if view.end else ""
    return _RECORD.substitute(
        record=view.record,
        key=values["source_key"],
        version=values["source_version"],
        state=values["source_state"],
        ended=_ENDED.substitute(told_by=view.told_by) if view.told_by else "",
        extra="".join(_EXTRA.substitute(name=n, value=values[c]) for n, c in extra.items() if c in values),
        members=",\n    ".join(members),
        view=view.view,
        order=ended_first + 'w."source_version", w."source_key"',
    )


def value(alias: str, column: Column) -> str:
    """The JSON of a column of the row `alias`; NULL where that is NULL."""
    return Template(_VALUES[column.kind]).substitute(x=f"{alias}.{quoted(column.name)}")


def _member(column: Column, text: str) -> str:
    if column.required:
        text = f"coalesce({text}, '{of_null(column, UNKNOWN)}')"
    elif column.empty:
        text = f"coalesce({text}, {_EMPTY.substitute(name=column.name, empty=column.empty)})"
    return f"""'"{column.name}": ' || {text}"""


def _list(rows: ListView) -> str:
    if rows.plain:
        row = f"coalesce({value('l', rows.columns[0])}, 'null')"
    else:
        members = [_member(column, value("l", column)) for column in rows.columns]
        row = "'{' || concat_ws(', ',\n        " + ",\n        ".join(members) + ") || '}'"
    return _LIST.substitute(row=row, view=rows.view)
