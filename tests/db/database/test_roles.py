"""The roles that the program connects as: each owns nothing, is no superuser, and cannot change what holds it."""

import pytest
from django.db import DatabaseError, connections, transaction
from history_model import asked

from shahrsazi.database.policies import OWNER, ROLES, role_name

ALIAS = {"web": "default", "entrance": "entrance", "feed": "feed", "worker": "worker", "staff": "staff"}


def refused(sql: str, alias: str) -> str:
    """The SQLSTATE with which the role is turned away; empty when it is let through."""
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True, using=alias)
    except DatabaseError as error:
        return error.__cause__.sqlstate
    return ""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_no_superuser_owns_nothing_and_cannot_become_the_owner(role):
    name = role_name(role)
    powers = asked(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = %s",
        [name],
    )
    assert powers == [(False,) * 5]
    assert asked("SELECT pg_has_role(%s, %s, 'MEMBER')", [name, OWNER]) == [(False,)]
    assert asked("SELECT relname FROM pg_class WHERE relowner = %s::regrole", [name]) == []
    assert asked("SELECT current_user::text, session_user::text", using=ALIAS[role]) == [(name, name)]


FORBIDDEN = {
    "a table": "CREATE TABLE public.mine (id int)",
    "a schema": "CREATE SCHEMA mine",
    "a function": "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "truncate": "TRUNCATE casefiles_deed",
    "truncate the ledger": "TRUNCATE ledger_ledgerentry",
    "become the owner": f"SET ROLE {OWNER}",
    "open a table": "ALTER TABLE casefiles_deed DISABLE ROW LEVEL SECURITY",
    "drop a policy": "DROP POLICY shahrsazi_web_select ON casefiles_deed",
    "a wide policy": "CREATE POLICY all_of_it ON casefiles_deed USING (true)",
    "a file of the server": "SELECT pg_read_file('postgresql.conf')",
    "a program": "COPY (SELECT 1) TO PROGRAM 'true'",
}


@pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_cannot_change_what_holds_it(role, sql):
    assert refused(sql, ALIAS[role]) == "42501"


@pytest.mark.parametrize("role", ROLES)
def test_no_role_makes_temporary_tables(role):
    assert refused("CREATE TEMP TABLE mine (id int)", ALIAS[role]) == "42501"


def test_every_function_of_ours_looks_last_where_anyone_may_put_things():
    """Where pg_temp is not named it is searched first: a table of that name would be read in place of ours."""
    settings = asked("SELECT proname, proconfig FROM pg_proc WHERE pronamespace = 'guard'::regnamespace")
    assert {name for name, config in settings if "search_path=pg_catalog, pg_temp" not in (config or ())} == set()
