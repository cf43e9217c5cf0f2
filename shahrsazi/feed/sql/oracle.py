"""The feed's records as SQL for Oracle 11.2 and later: no JSON functions, and what is over 4,000 bytes is a CLOB."""

from string import Template

from shahrsazi.feed.sql.columns import DAY, FLAG, JSON, MOMENT, NUMBER, TEXT, Column, ListView, RecordView, of_null
from shahrsazi.feed.validation import PARTED

VIEW = Template("CREATE OR REPLACE VIEW $view AS SELECT\n$columns\nFROM dual WHERE 1 = 0;\n")
_TYPES = {NUMBER: "NUMBER", DAY: "DATE", MOMENT: "TIMESTAMP WITH TIME ZONE", FLAG: "NUMBER(1)", JSON: "CLOB"}
# What is NULL in a row, and required, is unknown where that can be: an empty text is NULL as well.
UNKNOWN = (DAY, TEXT)
# So many characters of four bytes are a VARCHAR2 with room for what stands around them.
PIECE = 900

_VALUES = {
    NUMBER: "RTRIM(TO_CHAR($x, 'FM9999999999999999990.999999', 'NLS_NUMERIC_CHARACTERS=''.,'''), '.')",
    DAY: """'"' || TO_CHAR($x, 'YYYY-MM-DD', 'NLS_CALENDAR=GREGORIAN') || '"'""",
    MOMENT: (
        """'"' || TO_CHAR(SYS_EXTRACT_UTC($x), 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"', 'NLS_CALENDAR=GREGORIAN') || '"'"""
    ),
    FLAG: "CASE $x WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE TO_CHAR($x) END",
    JSON: "REPLACE(REPLACE(REPLACE(TO_CLOB($x), CHR(13), ' '), CHR(10), ' '), CHR(9), ' ')",
}
# A text inside its quotes: the signs that JSON wants escaped, and no other control character.
_ESCAPED = Template(
    "REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_CHAR(SUBSTR($x, $start, $count)), c.controls, '.'),"
    r""" '\', '\\'), '"', '\"'), CHR(10), '\n'), CHR(13), '\r'), CHR(9), '\t')"""
)
_CONTROLS = " || ".join(f"CHR({n})" for n in (*range(9), 11, 12, *range(14, 32)))
_RECORD = Template("""\
WITH c AS (SELECT '.' || $controls AS controls FROM dual)
SELECT TO_CLOB('{"record": "$record", "source_key": ') || $key
  || ', "version": ' || $version
  || ', "state": "' || NVL(TRIM(v."SOURCE_STATE"), 'present') || '"'$extra
  || CASE WHEN NVL(TRIM(v."SOURCE_STATE"), 'present') = 'present'$ended THEN TO_CLOB(', "values": {')
    || $members
    || '}' END || '}' AS line
FROM (
  SELECT w.*, ',' || LOWER(REPLACE(w."SOURCE_EMPTY", ' ')) || ',' AS empties FROM $view w
  WHERE :since = 0 OR w."SOURCE_VERSION" > :since OR w."SOURCE_VERSION" IS NULL
) v CROSS JOIN c
ORDER BY $order;
""")
_ENDED = Template(""" OR TRIM(v."SOURCE_STATE") = 'ended' AND v.$told_by IS NOT NULL""")
_ENDED_FIRST = Template("""CASE WHEN v."SOURCE_STATE" <> 'present' OR v.$end IS NOT NULL THEN 0 ELSE 1 END, """)
_EMPTY = Template("(v.empties LIKE '%,$name,%' OR v.empties = ',*,')")
_LIST = Template("""(
      SELECT CASE WHEN COUNT(*) > 0 THEN
        TO_CLOB('$head[') || SUBSTR(XMLCAST(XMLELEMENT(r, XMLAGG(XMLELEMENT(e, ', ', $row)
        ORDER BY l."SOURCE_POSITION")) AS CLOB), 3) || ']' END
      FROM $view l WHERE l."SOURCE_KEY" = v."SOURCE_KEY")
    || CASE WHEN $nothing AND NOT EXISTS (
      SELECT 1 FROM $view l WHERE l."SOURCE_KEY" = v."SOURCE_KEY") THEN '$head[]' END""")


def quoted(name: str) -> str:
    return f'"{name.upper()}"'


def typed(column: Column) -> str:
    if column.kind != TEXT:
        return _TYPES[column.kind]
    return f"VARCHAR2({column.longest} CHAR)" if column.longest and column.longest <= PIECE else "CLOB"


def script(views: list[RecordView]) -> str:
    records = "\n".join(f"-- {view.record}\n{_record(view)}" for view in views)
    return f"{records}\nSPOOL OFF\nEXIT\n"


def _record(view: RecordView) -> str:
    values = {column.name: value("v", column) for column in view.envelope}
    extra = {"file": "source_file", "ended_on": "source_ended_on"}
    members = [_member(column, "v", first=n == 0) for n, column in enumerate(view.columns)]
    ended_first = _ENDED_FIRST.substitute(end=quoted(view.end)) if view.end else ""
    return _RECORD.substitute(
        controls=_CONTROLS,
        record=view.record,
        key=values["source_key"],
        version=f"NVL({values['source_version']}, 'null')",
        ended=_ENDED.substitute(told_by=quoted(view.told_by)) if view.told_by else "",
        extra="".join(
            f"\n  || CASE WHEN v.{quoted(c)} IS NOT NULL THEN ', \"{n}\": ' || {values[c]} END"
            for n, c in extra.items()
            if c in values
        ),
        members="\n    || ".join(members + [_list(rows) for rows in view.lists]),
        view=view.view.upper(),
        order=ended_first + 'v."SOURCE_VERSION", v."SOURCE_KEY"',
    )


def value(alias: str, column: Column) -> str:
    """The JSON of a column of the row `alias`. Of an empty text, which Oracle takes for NULL, it is `""`."""
    x = f"{alias}.{quoted(column.name)}"
    if column.kind == TEXT:
        return "'\"' || " + " || ".join(_pieces(x, _printed(column) + 1)) + " || '\"'"
    return Template(_VALUES[column.kind]).substitute(x=x)


def _printed(column: Column) -> int:
    """So many characters of a text. What parts the digits of a number is none of its length, and were it cut by that,
    another number would come in.
    """
    return PIECE if column.name in PARTED else column.longest or PIECE


def _pieces(x: str, length: int) -> list[str]:
    """The text in VARCHAR2s that have room for it, up to one character more than the feed takes: so it is refused."""
    starts = range(1, length + 1, PIECE + 1)
    return [_ESCAPED.substitute(x=x, start=start, count=min(PIECE + 1, length + 1 - start)) for start in starts]


def _is_clob(column: Column) -> bool:
    return typed(column) == "CLOB"


def _member(column: Column, alias: str, *, first: bool) -> str:
    x, head = f"{alias}.{quoted(column.name)}", f"""{"" if first else ", "}"{column.name}": """
    literal = "TO_CLOB('{}')" if _is_clob(column) else "'{}'"
    branches = [f"WHEN {x} IS NOT NULL THEN {literal.format(head)} || {value(alias, column)}"]
    if column.required:
        branches.append(f"ELSE {literal.format(head + of_null(column, UNKNOWN))}")
    elif column.empty:
        branches.append(f"WHEN {_EMPTY.substitute(name=column.name)} THEN {literal.format(head + column.empty)}")
    return f"CASE {' '.join(branches)} END"


def _list(rows: ListView) -> str:
    if rows.plain:
        row = _row_value(rows.columns[0])
    else:
        members = [_member(column, "l", first=n == 0) for n, column in enumerate(rows.columns)]
        row = "'{',\n        " + ",\n        ".join(members) + ", '}'"
    nothing = _EMPTY.substitute(name=rows.name)
    return _LIST.substitute(head=f', "{rows.name}": ', row=row, view=rows.view.upper(), nothing=nothing)


def _row_value(column: Column) -> str:
    x = f"l.{quoted(column.name)}"
    return f"CASE WHEN {x} IS NOT NULL THEN {value('l', column)} ELSE 'null' END"
