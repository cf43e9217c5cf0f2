"""The ready SQL is published as the code makes it; what no test can run parses, and escapes texts rightly."""

import json
import re

import pytest
import sqlglot
from repository import ROOT
from sqlglot import exp

from shahrsazi.city import code_lists
from shahrsazi.feed import sql
from shahrsazi.feed.records import RECORDS
from shahrsazi.feed.sql import columns, oracle, sqlserver

FOLDER = ROOT / "docs" / "feed" / "sql"
READ_AS = {"postgresql": "postgres", "oracle": "oracle", "sqlserver": "tsql"}
ALL = pytest.mark.parametrize("dialect", sql.DIALECTS)
# What SQL*Plus keeps to itself; it sends the rest, GO aside, to the database.
DAYS_OF_ROWS = {"on", "since", "until", "due", "paid_on", "signed_on", "appointed_on", "taken_on"}
OF_SQLPLUS = re.compile(r"(?m)^(WHENEVER|SET|VARIABLE|EXECUTE|COLUMN|SPOOL|EXIT)\b.*$")


@pytest.fixture(autouse=True)
def _shipped_codes(monkeypatch):
    monkeypatch.setattr(code_lists, "_overrides", dict)


def statements(text: str, dialect: str) -> list[exp.Expression]:
    if dialect == "oracle":
        text = OF_SQLPLUS.sub("", text)
    batches = re.split(r"(?m)^GO$", text) if dialect == "sqlserver" else [text]
    parsed = [each for batch in batches for each in sqlglot.parse(batch, read=READ_AS[dialect])]
    return [each for each in parsed if each and not isinstance(each, exp.Semicolon)]


@ALL
def test_the_published_files_are_the_generated_ones(dialect):
    for name, text in ((dialect, sql.script(dialect)), (f"{dialect}-views", sql.views(dialect))):
        published = (FOLDER / f"{name}.sql").read_text("utf8")
        assert published == text, (
            f"python -m shahrsazi feed sql --dialect {dialect} [--views] > docs/feed/sql/{name}.sql"
        )


@ALL
def test_every_statement_is_one_that_the_dialect_has(dialect):
    records = statements(sql.script(dialect), dialect)
    assert len(records) == {"postgresql": 17, "oracle": 17, "sqlserver": 2}[dialect]
    views = statements(sql.views(dialect), dialect)
    assert len(views) == sum(1 + len(view.lists) for view in columns.record_views())
    for each in [*records, *views]:
        assert not list(each.find_all(exp.Command)), each.sql()[:200]


@ALL
def test_each_column_of_each_view_is_printed(dialect):
    text = sql.script(dialect)
    quoted = sql.DIALECTS[dialect].quoted
    for view, piece in zip(columns.record_views(), of_records(text, dialect), strict=True):
        assert re.search(rf"\b{view.view}\b", piece, re.I)
        for column in (*view.envelope, *view.columns):
            assert f"v.{quoted(column.name)}" in piece or f"w.{quoted(column.name)}" in piece, column
        for column in view.columns:
            assert f'"{column.name}": ' in piece or f"N'{column.name}'" in piece, column
        for rows in view.lists:
            assert re.search(rf"\b{rows.view}\b", piece, re.I), rows
            assert all(f"l.{quoted(column.name)}" in piece for column in rows.columns), rows


def of_records(text: str, dialect: str) -> list[str]:
    """The part of a script that prints each kind of record."""
    if dialect == "sqlserver":
        return text.partition("CREATE VIEW")[2].split("\nUNION ALL\n")
    return re.split(r"(?m)^-- [a-z_]+\n", text)[1:]


def test_who_is_named_comes_before_who_names_them():
    records = [view.record for view in columns.record_views()]
    assert records[:2] == ["person", "file"] and set(records) == set(RECORDS)
    assert records.index("violation") < records.index("commission_case") < records.index("verdict")


def test_oracle_is_asked_for_an_order_where_it_promises_one():
    """Not of an inner view that is joined: a share that begins would come before the one that ends."""
    for each in statements(sql.script("oracle"), "oracle"):
        order = [key.sql("oracle") for key in each.args["order"].expressions]
        assert [key.split()[0] for key in order[-2:]] == ['v."SOURCE_VERSION"', 'v."SOURCE_KEY"']
        assert bool(order[2:]) == ("OUT_OWNERSHIP" in each.sql() or "OUT_MANDATE" in each.sql())


def test_the_contract_fits_into_views():
    for view in columns.record_views():
        assert not [column for column in view.columns if column.name.startswith("source_")]
        for name in [view.view, *(rows.view for rows in view.lists)]:
            assert len(name) <= 30, f"{name}: Oracle has no longer names before 12.2"
        for column in [*view.columns, *(c for rows in view.lists for c in rows.columns)]:
            assert column.kind != columns.TEXT or column.longest, f"{view.record}.{column.name} has no end"
        assert len(view.columns) + len(view.lists) < 95, "a function of PostgreSQL takes a hundred arguments"


def test_a_day_inside_a_row_is_a_day_as_any_other():
    for view in columns.record_views():
        for rows in view.lists:
            for column in rows.columns:
                looks_so = column.name in DAYS_OF_ROWS
                assert (column.kind == columns.DAY) == looks_so, f"{rows.view}.{column.name}"


@ALL
def test_the_files_are_such_as_the_old_clients_read(dialect):
    for text in (sql.script(dialect), sql.views(dialect)):
        assert text.isascii() and "\t" not in text
        assert "$(" not in text, "sqlcmd would put a variable there"
    if dialect == "oracle":
        for text in (sql.script(dialect).partition("SPOOL feed.ndjson")[2], sql.views(dialect)):
            assert "&" not in text, "SQL*Plus would ask for a variable"
            assert max(map(len, text.splitlines())) < 2400, "SQL*Plus takes 2,499 characters"
            bare = re.sub(r"(?m)^--.*\n", "", text)
            assert not [each for each in bare.split(";") if "\n\n" in each.strip()], "an empty line would end it"
            for line in text.splitlines():
                assert not line.endswith("-") and not line.startswith("#"), line
                assert ";" not in line.partition("--")[2] and "'" not in line.partition("  -- ")[2], line


@ALL
def test_whoever_runs_it_again_reads_from_where_so_that_no_change_is_lost(dialect):
    """What was stamped before a run and committed after it lies below the highest version that was sent."""
    for text in (sql.script(dialect), sql.views(dialect)):
        head = " ".join(line.strip("- ") for line in text.splitlines() if line.startswith("--"))
        assert re.search(r"the highest that you sent less a day,? \(?86400000000", " ".join(head.split())), head
    assert "a count of each record or kind  0, each time" in sql.views(dialect)


@ALL
def test_only_what_may_be_unknown_is_called_so(dialect):
    unknown = {line.split(" AS ")[2].split(",")[0] for line in of_unknown(sql.views(dialect))}
    quoted = sql.DIALECTS[dialect].quoted
    days, texts = ({quoted(name) for name in names} for names in (("on", "due"), ("street_name", "title", "body")))
    assert days <= unknown and bool(texts & unknown) == (texts <= unknown) == (dialect == "oracle")
    assert not {quoted(name) for name in ("other_code", "person", "role", "amount", "value")} & unknown


def of_unknown(text: str) -> list[str]:
    return [line for line in text.splitlines() if "required, NULL is unknown" in line]


NASTY = [
    'He said "no" \\ and \\n it was; C:\\temp\\',
    "two\nlines\r\nand\ta tab",
    "نیم‌فاصله می‌شود، ۱۲۳ «نقل»",
    "😀 & <b>bold</b> 'quoted' ''twice'' &amp;",
    "\x01\x02controls\x0b\x0c\x1f are gone",
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_text_is_escaped_so_that_json_reads_it_again(text):
    wanted = "".join(sign for sign in text if sign in "\n\r\t" or ord(sign) >= 32)
    for expression, dialect in ((of_oracle(), "oracle"), (of_sql_server(), "tsql")):
        escaped = evaluated(sqlglot.parse_one(expression, read=dialect), text)
        assert json.loads(f'"{escaped}"') == wanted, dialect
        assert not re.search(r"[\x00-\x1f]", escaped)
    assert not set("&<>") & set(escaped), "FOR XML would write it as an entity"


def of_oracle() -> str:
    controls = f"'.' || {oracle._CONTROLS}"
    return oracle._ESCAPED.substitute(x="x", start=1, count=901).replace("c.controls", controls)


def of_sql_server() -> str:
    function = statements(sql.script("sqlserver"), "sqlserver")[0]
    return function.find(exp.Select).expressions[0].this.sql("tsql")


def evaluated(node: exp.Expression, text: str):
    """What an expression of texts gives for `x` or `@text`: the few functions that an escaping is made of."""
    name = node.sql_name() if isinstance(node, exp.Func) and not isinstance(node, exp.Anonymous) else node.name
    parts = [evaluated(each, text) for each in arguments(node)]
    if isinstance(node, exp.Column | exp.Parameter):
        return text
    if isinstance(node, exp.Literal | exp.National):
        return node.name if node.is_string or isinstance(node, exp.National) else int(node.name)
    if isinstance(node, exp.Collate | exp.Paren | exp.ToChar):
        return parts[0]
    if isinstance(node, exp.DPipe):
        return parts[0] + parts[1]
    return FUNCTIONS[name.upper()](*parts)


def arguments(node: exp.Expression) -> list[exp.Expression]:
    if isinstance(node, exp.Column | exp.Parameter | exp.Literal | exp.National):
        return []
    return [each for each in node.iter_expressions() if not isinstance(each, exp.Var)]


FUNCTIONS = {
    "REPLACE": lambda text, old, new: text.replace(old, new),
    "TRANSLATE": lambda text, old, new: "".join(s for s in text if s in new or s not in old),
    "SUBSTRING": lambda text, start, count: text[start - 1 : start - 1 + count],
    "CHR": chr,
    "NCHAR": chr,
}


def test_a_long_text_of_oracle_is_printed_whole_in_pieces_that_have_room():
    pieces = oracle._pieces("x", 3001)
    text = "".join(chr(0x600 + n % 200) for n in range(4000))
    controls = f"'.' || {oracle._CONTROLS}"
    printed = [evaluated(sqlglot.parse_one(p.replace("c.controls", controls), read="oracle"), text) for p in pieces]
    assert "".join(printed) == text[:3001]
    assert max(len(piece) for piece in printed) * 4 < 3700


@pytest.mark.parametrize("name", ["postal_code", "residence_postal", "bill_id", "pay_id"])
def test_oracle_does_not_cut_a_number_by_what_parts_its_digits(name):
    column = columns.Column(name, columns.TEXT, longest=13)
    printed = oracle.value("v", column).replace("c.controls", f"'.' || {oracle._CONTROLS}")
    parted = " - ".join("7748317800142")
    assert evaluated(sqlglot.parse_one(printed, read="oracle"), parted) == f'"{parted}"'


def test_json_of_sql_server_keeps_its_meaning_without_markup():
    column = columns.Column("block", columns.JSON)
    expression = sqlserver.value("v", column).replace("CONVERT(nvarchar(max), v.[block])", "@text")
    made = evaluated(sqlglot.parse_one(expression, read="tsql"), '{"name":\r\n\t"a & <b>"}')
    assert json.loads(made) == {"name": "a & <b>"} and not set("&<>\r\n\t") & set(made)
