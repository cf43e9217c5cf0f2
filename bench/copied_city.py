"""A larger city from the sample: each of its rows many times, with keys, numbers and codes of its own.

Which column names which table is read from the database's own constraints. CHECK and UNIQUE hold for the copies as for
all rows; that foreign keys lead somewhere follows from all being moved alike.
"""

import psycopg
from psycopg import sql

# Between two copies of a table's keys; more than any table of the sample has.
STEP = 1_000_000
TABLES = """
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.reltuples > 0
  AND (c.relname ~ '^(casefiles|people)_' OR c.relname IN ('ledger_ledgerentry', 'feed_recordversion'))
  AND c.relname <> 'casefiles_termsedition' -- of the city, and of no file
"""
COLUMNS = """
SELECT a.attname, (SELECT f.confrelid::regclass::text FROM pg_constraint f
    WHERE f.contype = 'f' AND f.conrelid = a.attrelid AND f.conkey = ARRAY[a.attnum])
FROM pg_attribute a
WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
"""
FILES = "SELECT count(*) FROM casefiles_casefile"
# What is unique of a file or a person, made anew for each copy.
UNIQUE = {
    "casefiles_casefile": {
        "ref": "left(translate(encode(sha256((t.ref || copy_no)::bytea), 'base64'), '+/=', '-_'), 22)",
        "renewal_code": r"regexp_replace(t.renewal_code, '^(\d+-\d+-)\d+', '\1' ||"
        " (split_part(t.renewal_code, '-', 3)::int + copy_no * 10000))",
        "file_no": "t.file_no || '/' || copy_no",
    },
    "people_person": {
        "ref": "gen_random_uuid()",
        "number": "CASE WHEN t.number IS NOT NULL"
        " THEN (2000000000::bigint + copy_no * 100000 + mod(t.id, 100000))::text END",
    },
    "casefiles_mandate": {"ref": "gen_random_uuid()"},
    "feed_recordversion": {"key": "t.key || '/' || copy_no"},
}
# Not constraints, but they lead to a file all the same.
LEADS_TO = {("ledger_ledgerentry", "case"): "casefiles_casefile", ("ledger_ledgerentry", "actor"): "people_person"}


def copied(server: psycopg.Connection, base: str, city: str, size: int) -> None:
    """Make the database `city` from `base`, with at least so many files."""
    name, unfinished = (f"{psycopg.conninfo.conninfo_to_dict(city)['dbname']}{end}" for end in ("", "_new"))
    copy, from_base = sql.Identifier(unfinished), sql.Identifier(psycopg.conninfo.conninfo_to_dict(base)["dbname"])
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(copy))
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, from_base))
    with psycopg.connect(psycopg.conninfo.make_conninfo(city, dbname=unfinished), autocommit=True) as new:
        new.execute("ANALYZE")
        _copy(new, size)
        new.execute("VACUUM ANALYZE")
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(copy, sql.Identifier(name)))


def _copy(new: psycopg.Connection, size: int) -> None:
    [(files,)] = new.execute(FILES).fetchall()
    copies = -(-size // files) - 1
    tables = [name for (name,) in new.execute(TABLES)]
    with new.transaction():
        # Acts and histories belong to the rows that were copied; what is copied is no new act.
        new.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            new.execute(_statement(new, table, tables), [copies])  # type: ignore[arg-type]


def _statement(new: psycopg.Connection, table: str, tables: list[str]) -> str:
    columns = dict(new.execute(COLUMNS, [table]).fetchall())
    values = [_value(table, name, target, tables) for name, target in columns.items()]
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} t, generate_series(1, %s) copy_no"


def _value(table: str, name: str, target: str | None, tables: list[str]) -> str:
    if name in UNIQUE.get(table, {}):
        return UNIQUE[table][name]
    moved = name == "id" or (target or LEADS_TO.get((table, name))) in tables
    return f't."{name}" + copy_no * {STEP}::bigint' if moved else f't."{name}"'
