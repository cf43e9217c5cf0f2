"""A mark on each table (its comment): what it is guarded by, as the code wanted it and as PostgreSQL has it.

Whatever has changed since, in the code or by hand, gives another mark. A mark is written and read without taking the
table from those who read it.
"""

import hashlib
from collections.abc import Iterable

from django.db.backends.utils import CursorWrapper

_STATE = """
SELECT obj_description(c.oid, 'pg_class'), concat_ws(chr(10), c.relrowsecurity, c.relforcerowsecurity, c.relacl,
  (SELECT string_agg(concat_ws(' ', polname, polcmd, polpermissive, polroles::regrole[],
    'USING', pg_get_expr(polqual, polrelid), 'CHECK', pg_get_expr(polwithcheck, polrelid)), chr(10) ORDER BY polname)
    FROM pg_policy WHERE polrelid = c.oid),
  (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(oid), tgenabled), chr(10) ORDER BY tgname)
    FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal),
  (SELECT string_agg(concat_ws(' ', attname, attacl), chr(10) ORDER BY attname)
    FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL),
  (SELECT string_agg(concat_ws(' ', s.relname, s.relacl), chr(10) ORDER BY s.relname)
    FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid))
FROM pg_class c WHERE c.oid = to_regclass(%s)
"""


def is_as_wanted(cursor: CursorWrapper, table: str, statements: Iterable[str]) -> bool:
    """Whether exactly these statements were the last ones, and nothing of what they made was changed since."""
    stored, state = _read(cursor, table)
    return stored == _mark(statements, state)


def write(cursor: CursorWrapper, table: str, statements: Iterable[str]) -> None:
    """Note that these statements were executed."""
    _, state = _read(cursor, table)
    cursor.execute(f"COMMENT ON TABLE {table} IS '{_mark(statements, state)}'")


def _read(cursor: CursorWrapper, table: str) -> tuple[str | None, str]:
    cursor.execute(_STATE, [table])
    [(stored, state)] = cursor.fetchall()
    return stored, state


def _mark(statements: Iterable[str], state: str) -> str:
    digest = hashlib.sha256("\n".join([*statements, state]).encode())
    return f"guarded as {digest.hexdigest()[:32]}"
