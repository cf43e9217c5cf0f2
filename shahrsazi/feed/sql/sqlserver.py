"""The feed's records as SQL for SQL Server 2008 and later: a view of lines, with neither FOR JSON nor STRING_AGG."""

from string import Template

from shahrsazi.feed.sql.columns import DAY, FLAG, JSON, MOMENT, NUMBER, TEXT, Column, ListView, RecordView, of_null

VIEW = Template("CREATE VIEW $view AS SELECT\n$columns\nWHERE 1 = 0;\nGO\n")
_TYPES = {NUMBER: "decimal(28, 6)", DAY: "date", MOMENT: "datetimeoffset(0)", FLAG: "bit", JSON: "nvarchar(max)"}
# What is NULL in a row, and required, is unknown where that can be: an empty text says so by itself.
UNKNOWN = (DAY,)
# By bytes: the only collation that sees every control character. It stands at each text, whatever the columns have.
_BYTES = "COLLATE Latin1_General_BIN2"

_VALUES = {
    TEXT: f"CONVERT(nvarchar(max), $x) {_BYTES}",
    NUMBER: "REPLACE(CONVERT(nvarchar(40), CAST($x AS decimal(28, 6))), N'.000000', N'')",
    DAY: "N'\"' + CONVERT(nvarchar(10), $x, 126) + N'\"'",
    MOMENT: ("N'\"' + CONVERT(nvarchar(19), SWITCHOFFSET(CAST($x AS datetimeoffset(0)), '+00:00'), 126) + N'+00:00\"'"),
    FLAG: "CASE $x WHEN 1 THEN N'true' WHEN 0 THEN N'false' ELSE CONVERT(nvarchar(40), $x) END",
}
_MARKUP = {"&": r"\u0026", "<": r"\u003c", ">": r"\u003e"}
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", **_MARKUP}
_BLANKS = {"\n": " ", "\r": " ", "\t": " ", **_MARKUP}
_DROPPED = [chr(n) for n in (*range(32), 0xFFFE, 0xFFFF) if chr(n) not in _ESCAPES]

_FUNCTION = Template("""\
CREATE FUNCTION out_text (@text nvarchar(max)) RETURNS TABLE AS RETURN
SELECT $escaped AS [escaped];
GO
""")
_RECORD = Template("""\
SELECT $turn AS [turn], N'$record' AS [record], v.[source_version],
  CONVERT(nvarchar(60), v.[source_key]) COLLATE DATABASE_DEFAULT AS [source_key],
  N'{"record": "$record", "source_key": ' + COALESCE(N'"' + k.[escaped] $bytes + N'"', N'null')
  + N', "version": ' + COALESCE($version, N'null')
  + N', "state": "' + COALESCE(s.[escaped] $bytes, N'present') + N'"'$extra
  + CASE WHEN COALESCE(v.[source_state], N'present') = N'present'$ended THEN N', "values": ' + $members ELSE N'' END
  + N'}' AS [line]
FROM $view AS v CROSS APPLY out_text(v.[source_key]) AS k CROSS APPLY out_text(v.[source_state]) AS s$joined""")
_TURN = Template("CASE WHEN v.[source_state] <> N'present' OR v.[$end] IS NOT NULL THEN $turn ELSE $turn + 1 END")
_ENDED = Template("\n      OR v.[source_state] = N'ended' AND v.[$told_by] IS NOT NULL")
_ENDED_ON = Template("\n  + COALESCE(N', \"ended_on\": ' + $ended_on, N'')")
_FILE = f"\n  + COALESCE(N', \"file\": \"' + f.[escaped] {_BYTES} + N'\"', N'')"
_JOINED = " CROSS APPLY out_text(v.[source_file]) AS f"
# Position, name, whether it is required, whether it is a text, its value, and how it is reported as empty.
_OBJECT = Template("""N'{' + STUFF((
    SELECT N', "' + m.[name] + N'": ' + COALESCE(
      CASE m.[is_text] WHEN 1 THEN N'"' + t.[escaped] $bytes + N'"' ELSE m.[value] $bytes END, m.[empty])
    FROM (VALUES
      $rows
    ) AS m ([position], [name], [required], [is_text], [value], [empty]) CROSS APPLY out_text(m.[value]) AS t
    WHERE m.[value] IS NOT NULL OR m.[required] = 1$emptied
    ORDER BY m.[position] FOR XML PATH('')), 1, 2, N'') + N'}'""")
_EMPTIED = f""" OR m.[empty] IS NOT NULL AND (v.[source_empty] = N'*'
      OR N',' + LOWER(REPLACE(v.[source_empty], N' ', N'')) + N',' {_BYTES}
        LIKE N'%,' + m.[name] + N',%')"""
_LIST = Template("""N'[' + STUFF((
        SELECT N', ' + $row
        FROM $view AS l$joined WHERE l.[source_key] = v.[source_key]
        ORDER BY l.[source_position] FOR XML PATH('')), 1, 2, N'') + N']'""")


def quoted(name: str) -> str:
    return f"[{name}]"


def typed(column: Column) -> str:
    if column.kind != TEXT:
        return _TYPES[column.kind]
    return f"nvarchar({column.longest})" if column.longest and column.longest <= 4000 else "nvarchar(max)"


def script(views: list[RecordView]) -> str:
    escaped = _replaced(f"@text {_BYTES}", _ESCAPES | dict.fromkeys(_DROPPED, ""))
    # Two turns for each record: what ends comes before what begins.
    branches = [_record(view, 2 * turn) for turn, view in enumerate(views, 1)]
    view = "CREATE VIEW out_feed AS\n" + "\nUNION ALL\n".join(branches) + ";\nGO\n"
    return f"{_FUNCTION.substitute(escaped=escaped)}\n{view}"


def _replaced(text: str, signs: dict[str, str]) -> str:
    for sign, other in signs.items():
        literal = f"N'{sign}'" if sign.isprintable() else f"NCHAR({ord(sign)})"
        text = f"REPLACE({text}, {literal}, N'{other}')"
    return text


def _record(view: RecordView, turn: int) -> str:
    values = {column.name: value("v", column) for column in view.envelope}
    ended_on = _ENDED_ON.substitute(ended_on=values["source_ended_on"]) if "source_ended_on" in values else ""
    members = [_member(n, column, value("v", column)) for n, column in enumerate(view.columns, 1)]
    lists = enumerate(view.lists, len(members) + 1)
    members += [_member(n, Column(rows.name, JSON, empty="[]"), _list(rows)) for n, rows in lists]
    return _RECORD.substitute(
        turn=_TURN.substitute(end=view.end, turn=turn) if view.end else turn,
        record=view.record,
        version=values["source_version"],
        ended=_ENDED.substitute(told_by=view.told_by) if view.told_by else "",
        extra=(_FILE if view.names_file else "") + ended_on,
        members=_object(members, _EMPTIED),
        view=view.view,
        joined=_JOINED if view.names_file else "",
        bytes=_BYTES,
    )


def value(alias: str, column: Column) -> str:
    """The JSON of a column of the row `alias`, of a text the text itself; NULL where that is NULL."""
    x = f"{alias}.{quoted(column.name)}"
    if column.kind == JSON:
        return _replaced(f"CONVERT(nvarchar(max), {x}) {_BYTES}", _BLANKS)
    return Template(_VALUES[column.kind]).substitute(x=x)


def _member(position: int, column: Column, text: str) -> str:
    empty = of_null(column, UNKNOWN) if column.required else column.empty
    printed = f"N'{empty}'" if empty else "NULL"
    is_text = int(column.kind == TEXT)
    return f"({position}, N'{column.name}', {int(column.required)}, {is_text}, {text}, {printed})"


def _object(members: list[str], emptied: str = "") -> str:
    return _OBJECT.substitute(rows=",\n      ".join(members), emptied=emptied, bytes=_BYTES)


def _list(rows: ListView) -> str:
    if rows.plain:
        joined = f" CROSS APPLY out_text(l.{quoted(rows.columns[0].name)}) AS t"
        row = f"COALESCE(N'\"' + t.[escaped] {_BYTES} + N'\"', N'null')"
        return _LIST.substitute(row=row, view=rows.view, joined=joined)
    members = [_member(n, column, value("l", column)) for n, column in enumerate(rows.columns, 1)]
    return _LIST.substitute(row=_object(members), view=rows.view, joined="")
