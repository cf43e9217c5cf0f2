"""The SQL for Oracle and SQL Server in PostgreSQL's words: the few of their functions that it uses, put in its own.

It shows what their SQL makes of rows, and not that their server takes it.
"""

import re
from collections.abc import Callable
from functools import cache

import sqlglot
from sqlglot import exp

from shahrsazi.feed.sql import columns

UTC = "(a0 AT TIME ZONE 'UTC')"


@cache
def oracle(script: str) -> list[str]:
    """A statement for each record, of everything."""
    statements = script.partition("SPOOL feed.ndjson")[2].partition("SPOOL OFF")[0]
    return [_translated(each, _of_oracle) for each in sqlglot.parse(statements, read="oracle") if each]


@cache
def sql_server(script: str) -> list[str]:
    """The function and the view."""
    function, view = (sqlglot.parse_one(each, read="tsql") for each in re.split(r"(?m)^GO$", script) if each.strip())
    text = _translated(function.find(exp.Select), _of_sql_server)
    return [
        f"CREATE FUNCTION out_text(x text) RETURNS TABLE (escaped text) LANGUAGE sql AS $${text}$$",
        f"CREATE VIEW out_feed AS {_translated(view.expression, _of_sql_server)}",
    ]


def shown_by_oracle(column: columns.Column) -> str:
    """A column as Oracle has it: names in upper case, no empty text, 1 and 0 for yes and no."""
    name = f'"{column.name}"'
    shown = {columns.TEXT: f"NULLIF({name}, '')", columns.FLAG: f"CAST({name} AS integer)"}
    return f'{shown.get(column.kind, name)} AS "{column.name.upper()}"'


def shown_by_sql_server(column: columns.Column) -> str:
    return f'CAST("{column.name}" AS integer) AS "{column.name}"' if column.kind == columns.FLAG else f'"{column.name}"'


def _translated(tree: exp.Expression, rules: Callable) -> str:
    """Inside out, so that each rule sees parts that are PostgreSQL's already."""
    for node in reversed(list(tree.walk())):
        other = rules(node)
        if other is not node:
            node.replace(other)
    return tree.sql("postgres")


def _words(template: str, *parts: exp.Expression) -> exp.Expression:
    """The template with the parts where it says a0, a1."""
    tree = exp.Paren(this=sqlglot.parse_one(template, read="postgres"))
    for column in list(tree.find_all(exp.Column)):
        column.replace(parts[int(column.name[1:])])
    return tree.this.pop()


def _of_oracle(node: exp.Expression) -> exp.Expression:
    name = node.name.upper() if isinstance(node, exp.Anonymous) else ""
    if isinstance(node, exp.DPipe) and isinstance(node.parent, exp.DPipe):
        return node  # its whole chain becomes one call
    if isinstance(node, exp.DPipe):  # to which NULL is the empty text, as it is there
        return exp.Anonymous(this="CONCAT", expressions=list(node.flatten()))
    if isinstance(node, exp.Placeholder):
        return exp.Literal.number(0)
    if isinstance(node, exp.Chr) and node.expressions[0].name == "0":
        return exp.Literal.string("")
    if isinstance(node, exp.ToChar):
        return _words("TO_CHAR(a0, a1)", node.this, node.args["format"]) if node.args.get("format") else _text(node)
    if isinstance(node, exp.Replace) and len(node.args) == 2:
        return _words("REPLACE(a0, a1, '')", node.this, node.expression)
    if name == "TO_CLOB":
        return _words("CAST(a0 AS text)", node.expressions[0])
    if name == "SYS_EXTRACT_UTC":
        return _words(UTC, node.expressions[0])
    return _list_of_oracle(node) if name == "XMLCAST" else node


def _text(node: exp.Expression) -> exp.Expression:
    return _words("CAST(a0 AS text)", node.this)


def _list_of_oracle(node: exp.Anonymous) -> exp.Expression:
    aggregate = next(each for each in node.find_all(exp.Anonymous) if each.name.upper() == "XMLAGG")
    order = aggregate.expressions[0]
    pieces = exp.Anonymous(this="CONCAT", expressions=order.this.expressions)
    return _words("STRING_AGG(a0, '' ORDER BY a1)", pieces, order.expressions[0])


def _of_sql_server(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Parameter):
        return exp.column("x")
    if isinstance(node, exp.National):
        return exp.Literal.string(node.name)
    if isinstance(node, exp.Collate):
        return node.this
    if isinstance(node, exp.Add) and not node.expression.is_number:
        return _words("(a0 || a1)", node.this, node.expression)
    if isinstance(node, exp.Convert):
        return _converted(node)
    if isinstance(node, exp.Cast) and "datetimeoffset" in node.to.sql("tsql").lower():
        return _words("CAST(a0 AS timestamptz)", node.this)
    if isinstance(node, exp.Anonymous) and node.name.upper() == "SWITCHOFFSET":
        return _words(UTC, node.expressions[0])
    if isinstance(node, exp.Anonymous) and node.name.upper() == "NCHAR":
        code = node.expressions[0].name
        return exp.Literal.string("") if code == "0" else _words(f"CHR({code})")
    if isinstance(node, exp.Stuff):
        return _words(f"SUBSTR(a0, {1 + int(node.args['length'].name)})", node.this)  # all begin with the first one
    return _joined(node) if isinstance(node, exp.Select) else node


def _converted(node: exp.Convert) -> exp.Expression:
    if not node.args.get("style"):
        return _words("CAST(a0 AS text)", node.expression)
    form = "YYYY-MM-DD" if node.this.sql("tsql").endswith("(10)") else 'YYYY-MM-DD"T"HH24:MI:SS'
    return _words(f"TO_CHAR(a0, '{form}')", node.expression)


def _joined(select: exp.Select) -> exp.Select:
    """A list by FOR XML PATH(''), which writes what is markup as entities."""
    if not select.args.get("for_"):
        return select
    order = select.args.pop("order").expressions[0]
    select.set("for_", None)
    written = "REPLACE(REPLACE(REPLACE(a0, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
    select.set("expressions", [_words("STRING_AGG(" + written + ", '' ORDER BY a1)", select.expressions[0], order)])
    return select
