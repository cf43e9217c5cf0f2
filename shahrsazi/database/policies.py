"""What PostgreSQL itself refuses: roles, rights and row-level security, applied to the tables after every migration.

Each model says who may do what in its `policies`: {role: {command: condition}}; `column_grants` narrows a right to some
columns. A table without policies is closed to every role. Conditions on a file read `case_id = ANY (ARRAY (SELECT …))`:
PostgreSQL then evaluates the set once a statement, not once a row. Their functions are in the apps' `policies.sql`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from shahrsazi.database import marks
from shahrsazi.database.locks import patiently
from shahrsazi.database.signatures import Signed, pads

ROLES = ("web", "entrance", "feed", "worker", "staff")
OF_MY_CASES = "case_id = ANY (ARRAY (SELECT guard.my_cases()))"
# A row of a section that the back office has not taken back.
ENTRY_OF_MY_CASES = f"{OF_MY_CASES} AND NOT withdrawn"
OF_MYSELF = "person_id = (SELECT guard.uid())"
EVERYTHING = {"SELECT": "true", "INSERT": "true", "UPDATE": "true", "DELETE": "true"}
ALL_BUT_DELETE = {"SELECT": "true", "INSERT": "true", "UPDATE": "true"}
READ = {"SELECT": "true"}
# At the counter: the file that a member of staff has opened, to read; and to write, if it is of their own district.
OF_DESK_CASE = "case_id = (SELECT guard.desk_case())"
OF_DESK_CASE_TO_WRITE = "case_id = (SELECT guard.desk_case_to_write())"
OF_DESK_DISTRICT = "district_id = (SELECT guard.desk_district())"
OF_DESK_DISTRICTS = "district_id = ANY (ARRAY (SELECT guard.desk_districts()))"
_BY_A_REGISTRATION = f"{OF_DESK_CASE_TO_WRITE} AND (SELECT guard.registration_in_hand()) IS NOT NULL"
AT_THE_COUNTER = {"SELECT": OF_DESK_CASE, "INSERT": _BY_A_REGISTRATION, "UPDATE": _BY_A_REGISTRATION}
CLERK = "(SELECT guard.desk_role()) = 'clerk'"
ADMINISTRATOR = "(SELECT guard.desk_role()) = 'administrator'"
AUDITOR = "(SELECT guard.desk_role()) = 'auditor'"
OWNER = "shahrsazi_owner"


def role_name(role: str) -> str:
    return f"shahrsazi_{role}"


def apply() -> None:
    """Bring functions, rights and policies to what the code says. Safe to repeat; runs as the owner.

    Changing what a table is guarded by takes the whole table: one that is as the code says is left alone, and another
    is waited for without keeping its readers waiting.
    """
    with connections["owner"].cursor() as cursor:
        for text in _function_files():
            cursor.execute(_TRIGGER.sub("", text).replace("{time_zone}", settings.TIME_ZONE))
        # PostgreSQL lets everyone execute a new function; each file has granted its own to the roles that need them.
        cursor.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA guard FROM PUBLIC")
        triggers = triggers_of_files()
        for model in guarded_models():
            table = model._meta.db_table
            statements = [*_for_table(model), *triggers[table]]
            patiently(f"The policies of {table}", partial(_bring, cursor, table, statements))
        for statement in _for_the_queue():
            cursor.execute(statement)
        patiently("Functions of an earlier version", partial(_drop_old_functions, cursor))
        cursor.execute(_KEEP_KEY, pads())


def _bring(cursor: CursorWrapper, table: str, statements: list[str]) -> None:
    if marks.is_as_wanted(cursor, table, statements):
        return
    with transaction.atomic(using="owner"):  # no moment in which a table has lost its policies
        _forget_policies(cursor, table)
        for statement in statements:
            cursor.execute(statement)
        marks.write(cursor, table, statements)


_KEEP_KEY = """
INSERT INTO guard.signing_key (inner_pad, outer_pad) VALUES (%s, %s)
ON CONFLICT (only_one) DO UPDATE SET inner_pad = EXCLUDED.inner_pad, outer_pad = EXCLUDED.outer_pad
"""


def _forget_policies(cursor: CursorWrapper, table: str) -> None:
    """Those of an earlier version with them: what the code no longer says must not go on opening a table."""
    cursor.execute("SELECT polname FROM pg_policy WHERE polrelid = %s::regclass", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP POLICY {name} ON {table}")


_FUNCTION = re.compile(r"FUNCTION guard\.(\w+)\(([^)]*)\)\s+RETURNS")


def _drop_old_functions(cursor: CursorWrapper) -> None:
    """Functions of an earlier version, or the same name with other arguments: a role could go on calling them."""
    ours = [
        f"guard.{name}({', '.join(argument.split()[-1] for argument in arguments.split(',') if argument.strip())})"
        for text in _function_files()
        for name, arguments in _FUNCTION.findall(text)
    ]
    cursor.execute(_OTHER_FUNCTIONS, [ours])
    for (signature,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {signature} CASCADE")


# Signatures are compared as PostgreSQL reads them: timestamptz has another name there.
_OTHER_FUNCTIONS = """
SELECT oid::regprocedure::text FROM pg_proc
WHERE pronamespace = 'guard'::regnamespace AND oid <> ALL (%s::text[]::regprocedure[])
"""


def _function_files() -> list[str]:
    """The apps' SQL in the order of the apps: a function may name what an earlier app defines."""
    paths = [Path(app.path) / "policies.sql" for app in apps.get_app_configs() if app.name.startswith("shahrsazi.")]
    return [path.read_text("utf8") for path in paths if path.exists()]


_TRIGGER = re.compile(r"^CREATE OR REPLACE TRIGGER [^;]* ON public\.(\w+) [^;]*;", re.M)


def triggers_of_files() -> dict[str, list[str]]:
    """Those that stand in the apps' SQL beside their functions, by their table, whose guard they are part of."""
    triggers: dict[str, list[str]] = defaultdict(list)
    for text in _function_files():
        for statement in _TRIGGER.finditer(text):
            triggers[statement[1]].append(statement[0])
    return triggers


def guarded_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("shahrsazi.")]


def _for_table(model: type[Model]) -> list[str]:
    table = model._meta.db_table
    policies = getattr(model, "policies", {})
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"REVOKE ALL ON {table} FROM {', '.join(map(role_name, ROLES))}",
        *_policy(table, OWNER, "ALL", "true"),
        *(s for role, commands in policies.items() for s in _for_role(model, role, commands)),
        *(_append_only(table, getattr(model, "carried", ())) if getattr(model, "append_only", False) else []),
        *(_signed(table, model.signed) if hasattr(model, "signed") else []),
        *(_set_once(table, model.set_once) if hasattr(model, "set_once") else []),
    ]


def _for_role(model: type[Model], role: str, commands: dict[str, str]) -> list[str]:
    table, columns = model._meta.db_table, getattr(model, "column_grants", {}).get(role, {})
    rules = [s for command, rule in commands.items() for s in _policy(table, role_name(role), command, rule)]
    # A row's own number is nobody's to change: what points at it would point at another.
    but_the_key = [f.column for f in model._meta.concrete_fields if not f.primary_key]
    columns = {"UPDATE": but_the_key} | columns
    rights = [f"GRANT {c}{_column_list(columns.get(c))} ON {table} TO {role_name(role)}" for c in commands]
    sequence = f"GRANT USAGE, SELECT ON SEQUENCE {table}_id_seq TO {role_name(role)}"
    return rules + rights + ([sequence] if "INSERT" in commands and _has_sequence(model) else [])


def _policy(table: str, role: str, command: str, rule: str) -> list[str]:
    name = f"{role}_{command.lower()}"
    using = f"USING ({rule})" if command != "INSERT" else ""
    check = f"WITH CHECK ({rule})" if command in ("INSERT", "UPDATE", "ALL") else ""
    return [f"CREATE POLICY {name} ON {table} FOR {command} TO {role} {using} {check}"]


def _column_list(columns: Iterable[str] | None) -> str:
    quoted = ", ".join(f'"{column}"' for column in columns or ())
    return f" ({quoted})" if columns else ""


def _has_sequence(model: type[Model]) -> bool:
    return model._meta.pk.get_internal_type() == "BigAutoField"


def _append_only(table: str, but: Iterable[str]) -> list[str]:
    names = ", ".join(f"'{column}'" for column in but)
    return [
        f"CREATE OR REPLACE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION guard.refuse_change({names})",
        f"CREATE OR REPLACE TRIGGER append_only_table BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION guard.refuse_change()",
    ]


def _signed(table: str, signed: Signed) -> list[str]:
    columns = ", ".join(signed.over + signed.at_change_of)
    roles = ", ".join(f"'{role_name(role)}'" for role in signed.roles)
    names = ", ".join(f"'{column}'" for column in signed.over)
    return [
        f"CREATE OR REPLACE TRIGGER signed BEFORE INSERT OR UPDATE OF {columns} ON {table} FOR EACH ROW"
        f" WHEN (session_user IN ({roles})) EXECUTE FUNCTION guard.demand_signature({names})"
    ]


def _set_once(table: str, columns: Iterable[str]) -> list[str]:
    names = ", ".join(f"'{column}'" for column in columns)
    roles = ", ".join(f"'{role_name(role)}'" for role in ROLES)
    return [
        f"CREATE OR REPLACE TRIGGER set_once BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN (session_user IN ({roles})) EXECUTE FUNCTION guard.refuse_revival({names})"
    ]


def _for_the_queue() -> list[str]:
    """Rights on the task queue's own tables; its jobs carry names of messages and documents, no person, no file."""
    worker, senders = role_name("worker"), ", ".join(map(role_name, ("entrance", "staff", "feed")))
    tables = "procrastinate_jobs, procrastinate_events"
    return [
        f"GRANT SELECT, INSERT ON {tables} TO {senders}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {worker}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_periodic_defers, procrastinate_workers TO {worker}",
        *(
            f"GRANT USAGE ON SEQUENCE {sequence} TO {senders}, {worker}"
            for sequence in ("procrastinate_jobs_id_seq", "procrastinate_events_id_seq")
        ),
        f"GRANT USAGE ON SEQUENCE procrastinate_periodic_defers_id_seq, procrastinate_workers_id_seq TO {worker}",
    ]
