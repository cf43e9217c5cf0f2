"""What PostgreSQL refuses by itself: every table locked, few of them readable, an identity that can't be forged."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction
from history_model import as_web, asked, begun, ids, people
from personas import NEIGHBOUR, SOLE_OWNER, case_of, person_id, token_of

from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import Session
from shahrsazi.database.policies import guarded_models
from shahrsazi.database.prepared import send
from shahrsazi.ledger.entry import LedgerEntry

WHOSE = ("case_id", "person_id", "principal_id", "agent_id", "of_person_id", "case", "actor")
NAMING_SOMEONE = (
    "SELECT DISTINCT table_name FROM information_schema.columns"
    " WHERE table_schema = 'public' AND column_name = ANY (%s)"
)
UNLOCKED = """
SELECT c.relname FROM pg_class c WHERE c.relname = ANY (%s) AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity
  AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))
"""
# A citizen's tables: what each must show to no one who is not bound to a live session.
PRIVATE = {
    "casefiles_action",
    "casefiles_casefile",
    "casefiles_commissioncase",
    "casefiles_deed",
    "casefiles_drawingset",
    "casefiles_inspection",
    "casefiles_levelsheet",
    "casefiles_mandate",
    "casefiles_ownership",
    "casefiles_paper",
    "casefiles_permit",
    "casefiles_bill",
    "casefiles_planrules",
    "casefiles_survey",
    "casefiles_term",
    "casefiles_verdict",
    "casefiles_violation",
    "people_contact",
    "people_person",
    "credentials_session",
    "counter_draft",
}
OF_A_FILE = sorted(
    t for t in PRIVATE if t.startswith("casefiles_") and t not in ("casefiles_casefile", "casefiles_mandate")
)
# What an administrator told is no secret.
TOLD = {"city_ruleversion", "city_holiday", "city_codeentry"}
COLUMNS = {
    "counter_draft": {
        "id",
        "case_id",
        "state",
        "settled_at",
        "takes_effect_at",
        "objected_at",
        "decision",
        "district_id",
    },
    "people_person": {"id", "kind", "first_name", "last_name", "father_name", "unnumbered"},
    "credentials_session": {"id", "person_id", "level", "device", "began_at", "seen_at", "expires_at", "ended_at"},
}


def naming_someone() -> set[str]:
    return {name for (name,) in asked(NAMING_SOMEONE, [list(WHOSE)])}


def test_every_table_of_ours_and_every_table_that_names_a_file_or_a_person_has_forced_row_security():
    ours = {model._meta.db_table for model in guarded_models()}
    named = naming_someone()
    assert PRIVATE - {"casefiles_casefile", "people_person"} <= named and "ledger_ledgerentry" in named
    assert asked(UNLOCKED, [sorted(ours | named)]) == []
    others = {name for (name,) in asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")} - ours - named
    assert {name for name in others if not name.startswith("procrastinate_")} == {"django_migrations"}


def test_a_new_table_with_a_file_in_it_and_no_lock_would_be_noticed():
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE careless (id int, case_id bigint)")
        assert asked(UNLOCKED, [sorted(naming_someone())]) == [("careless",)]
        transaction.set_rollback(True, using="owner")


def test_the_web_role_may_read_the_files_and_add_to_the_ledger_and_nothing_else():
    tables = asked(
        "SELECT table_name::text, privilege_type::text FROM information_schema.role_table_grants"
        " WHERE grantee = 'shahrsazi_web'"
    )
    whole = (PRIVATE - set(COLUMNS)) | {"documents_scan", "city_district", "city_deployment"} | TOLD
    assert set(tables) == {(table, "SELECT") for table in whole}
    columns = asked(
        "SELECT c.relname::text, a.attname::text, x.privilege_type"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl) x"
        " WHERE x.grantee = 'shahrsazi_web'::regrole"
    )
    added = {("ledger_ledgerentry", column, "INSERT") for column in LedgerEntry.column_grants["web"]["INSERT"]}
    read = {(table, column, "SELECT") for table, named in COLUMNS.items() for column in named}
    assert set(columns) == read | added and not {"id", "at"} & {column for _, column, _ in added}
    assert asked(
        "SELECT count(*) FROM pg_attribute a, aclexplode(a.attacl) x WHERE x.grantee = 0 AND a.attrelid >= 16384"
    ) == [(0,)]


@pytest.mark.parametrize("column", ["number", "*"])
def test_no_page_of_files_can_read_anyones_national_code(city, column):
    with pytest.raises(ProgrammingError, match="permission denied"), as_web(token_of(SOLE_OWNER)) as cursor:
        cursor.execute(f"SELECT {column} FROM people_person")


def moved(**how) -> str:
    """The token of a session of the sample's owner of A, moved to another state by the table's owner."""
    token = begun(person_id(SOLE_OWNER), level=how.pop("level", 2))
    Session.objects.using("owner").filter(key_hash=sessions.hash_token(token)).update(**how or {"device": "test"})
    return token


def state(kind: str) -> str | None:
    now = asked("SELECT now()")[0][0]
    made = {
        "none": lambda: None,
        "empty": lambda: "",
        "forged": lambda: "forged_" * 6 + "x",
        "the person's id": lambda: str(person_id(SOLE_OWNER)),
        "the hash itself": lambda: sessions.hash_token(begun(person_id(SOLE_OWNER))).hex(),
        "ended": lambda: moved(ended_at=now),
        "idle for 15 minutes": lambda: moved(seen_at=now - timedelta(minutes=15)),
        "older than 8 hours": lambda: moved(expires_at=now),
        "only for the change of password": lambda: moved(level=1),
    }
    return made[kind]()


DEAD = (
    "none",
    "empty",
    "forged",
    "the person's id",
    "the hash itself",
    "ended",
    "idle for 15 minutes",
    "older than 8 hours",
    "only for the change of password",
)


@pytest.mark.parametrize("kind", DEAD)
def test_without_a_live_session_the_database_knows_no_one_and_shows_nothing(city, kind):
    with as_web(state(kind)) as cursor:
        cursor.execute("SELECT guard.uid()")
        assert cursor.fetchone() == (None,)
        seen = {t: len(ids(cursor, t, "person_id" if t == "people_contact" else "id")) for t in PRIVATE}
    assert seen == dict.fromkeys(PRIVATE, 0)


def test_a_session_used_within_fifteen_minutes_lives_on_and_its_clock_starts_again(city):
    token = moved(seen_at=asked("SELECT now() - interval '14 minutes 50 seconds'")[0][0])
    with as_web(token) as cursor:
        assert ids(cursor, "casefiles_casefile") == {case_of("A").id}
    seen = Session.objects.using("owner").get(key_hash=sessions.hash_token(token)).seen_at
    assert asked("SELECT now() - %s < interval '1 minute'", [seen]) == [(True,)]


@pytest.mark.parametrize("setting", ["app.person_id", "app.token", "app.uid", "app.user"])
def test_writing_a_persons_id_into_a_setting_gives_nothing(city, setting):
    with as_web(None) as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [setting, str(person_id(SOLE_OWNER))])
        assert ids(cursor, "casefiles_casefile") == set() == ids(cursor, "casefiles_deed")


def identity() -> tuple:
    """Of the connection, outside any transaction: which server process, who it is for, what it sees."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_backend_pid(), coalesce(current_setting('app.token', true), ''), guard.uid(),"
            " (SELECT count(*) FROM casefiles_casefile)"
        )
        return cursor.fetchone()


@pytest.mark.parametrize("ending", ["commit", "rollback", "a failed statement", "a visit without a transaction"])
def test_a_connection_carries_no_identity_out_of_its_transaction(city, ending):
    process, token = identity()[0], token_of(SOLE_OWNER)
    if ending == "a visit without a transaction":
        assert sessions.visitor_of(token).person_id == person_id(SOLE_OWNER)
    elif ending == "a failed statement":
        with pytest.raises(DatabaseError), as_web(token) as cursor:
            cursor.execute("SELECT 1 / 0")
    else:
        with as_web(token) as cursor:
            assert len(ids(cursor, "casefiles_casefile")) == 1
            transaction.set_rollback(ending == "rollback")
    assert identity() == (process, "", None, 0)


def test_one_connection_serves_two_people_in_turn_with_the_same_statement(city):
    def seen(token):
        with transaction.atomic():
            sessions.visitor_of(token)
            return {row.id for row in send(("SELECT id FROM casefiles_casefile", []))[0]}

    first, second = token_of(SOLE_OWNER), token_of(NEIGHBOUR)
    mine, hers = {case_of("A").id}, {case_of("B").id, case_of("C").id}
    assert [seen(t) for t in (first, second, first, begun(people(1)[0]))] == [mine, hers, mine, set()]


def test_switching_row_security_off_is_an_error_and_not_a_way_in(city):
    with pytest.raises(ProgrammingError, match="row-level security"), as_web(token_of(NEIGHBOUR)) as cursor:
        cursor.execute("SET LOCAL row_security = off")
        cursor.execute("SELECT id FROM casefiles_casefile")


@pytest.mark.parametrize("table", OF_A_FILE)
def test_the_set_of_files_is_made_once_a_statement_and_never_once_a_row(city, table):
    with as_web(token_of(SOLE_OWNER)) as cursor:
        cursor.execute(f"EXPLAIN SELECT * FROM {table}")
        plan = [line.strip() for (line,) in cursor.fetchall()]
    conditions = [line for line in plan if line.startswith(("Filter:", "Index Cond:", "Recheck Cond:"))]
    assert any("InitPlan" in line for line in plan)
    assert any("case_id = ANY (" in line for line in conditions), plan
    assert not any("guard." in line or "SubPlan" in line for line in conditions), plan


def test_what_policies_ask_is_planned_once_a_connection():
    """A function in SQL that defines its search path is planned anew by every statement that calls it."""
    policies = asked(
        "SELECT coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies WHERE schemaname = 'public'"
    )
    named = {name for (expression,) in policies for name in re.findall(r"guard\.(\w+)", expression)}
    languages = dict(
        asked(
            "SELECT p.proname, l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE p.pronamespace = 'guard'::regnamespace"
        )
    )
    assert len(named) > 20
    planned_anew = sorted(name for name in named if languages[name] != "plpgsql")
    assert planned_anew == [], planned_anew
