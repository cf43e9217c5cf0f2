"""Numbers that never come twice, also where a database came back from a backup.

Secrets are derived from a row's number (first passwords, codes for a contact, the secret of an authenticator), gateways
know a message by one, and people hold letters with others. A backup brings the sequences back as they were: what was
made after it, and lost with the server, would be made once more for somebody else.
"""

from django.db import connections

STEP = 1_000_000  # more than any city makes between two backups
# Of a copy, wherever it was brought back, at least one of these is another: the server, its history, the database.
_IDENTITY = """
SELECT concat_ws(' ', 'at', s.system_identifier, c.timeline_id, d.oid),
  obj_description('guard'::regnamespace, 'pg_namespace')
FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d WHERE d.datname = current_database()
"""
_ADVANCE = """
SELECT setval(c.oid::regclass, coalesce(pg_sequence_last_value(c.oid::regclass), 0) + %s)
FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace
"""


def advance(*, is_new: bool, by_word: bool = False) -> str:
    """Let the numbers of a database that came back begin far behind those of its backup; says so.

    A comment on the schema says which database it is: a dump has it, and is brought back into another one. `by_word`:
    whoever runs this says that it came back, for what is copied with its server looks like the same.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(_IDENTITY)
        [(here, before)] = cursor.fetchall()
        if here == before and not by_word:
            return ""
        if not is_new:
            cursor.execute(_ADVANCE, [STEP])
        cursor.execute(f"COMMENT ON SCHEMA guard IS '{here}'")
    return "" if is_new else f"This database came from elsewhere: its new numbers begin {STEP:,} behind the last ones."
