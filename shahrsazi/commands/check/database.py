"""Each role gets in, with its own password alone; tables and policies are this version's; what a DBA has left to do."""

import time
from collections.abc import Iterator

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from shahrsazi.city import deployment
from shahrsazi.commands.check.finding import Finding, fails, good, warns
from shahrsazi.database import advice, policies, provision
from shahrsazi.database.connections import parse, password_of
from shahrsazi.database.policies import ROLES, role_name

AREA = "database"
CLOCKS_APART = 10


def findings() -> Iterator[Finding]:
    refused = [finding for role in ROLES for finding in _role(role)]
    yield from refused
    if refused:
        return
    connections["default"].ensure_connection()
    version = connections["default"].connection.info.server_version // 10000
    if version < provision.OLDEST:
        yield fails(AREA, f"it is PostgreSQL {version}; it must be {provision.OLDEST} or newer.")
        return
    yield good(AREA, f"PostgreSQL {version}, and every role gets in.")
    trouble = deployment.mismatch()
    yield fails(AREA, trouble) if trouble else good(AREA, "tables are this version's, of this mode.")
    yield from _policies()
    yield from _terms()
    yield from _clock()
    yield from _open_doors()
    yield from _advice()


def _role(role: str) -> Iterator[Finding]:
    """Without the pool, which says only that it waited."""
    account = {"user": role_name(role), "password": password_of(role, settings.SECRET_KEY)}
    try:
        psycopg.connect(make_conninfo(settings.DATABASE_URL, **account), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        words = " ".join(str(error).split())
        answered = "FATAL" in words or "authentication failed" in words
        advice = "Run shahrsazi setup." if answered else "Start it, or correct DATABASE_URL."
        yield fails(AREA, f"{role_name(role)} does not get in: {words}. {advice}")


def _policies() -> Iterator[Finding]:
    """Of every table of ours: row-level security, forced, with as many policies as the code states."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, count(p.oid) FROM pg_class c"
            " LEFT JOIN pg_policy p ON p.polrelid = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' GROUP BY 1, 2"
        )
        stored = {name: (forced, count) for name, forced, count in cursor.fetchall()}
    wrong = [
        model._meta.db_table
        for model in policies.guarded_models()
        if stored.get(model._meta.db_table) != (True, 1 + sum(map(len, getattr(model, "policies", {}).values())))
    ]
    if wrong:
        yield fails(AREA, f"the policies of {', '.join(wrong)} are not this version's. Run shahrsazi setup.")
    else:
        yield good(AREA, "row-level security is forced on every table.")


def _terms() -> Iterator[Finding]:
    """Days that were counted by another version of the law or of this program are wrong days on somebody's page."""
    from shahrsazi.casefiles.terms.edition import TermsEdition

    stored = TermsEdition.in_feed.first()
    if stored and stored.is_current:
        yield good(AREA, "all terms are counted by this version.")
    elif stored and stored.last_case and not stored.finished_at:
        yield fails(AREA, f"the terms are written anew up to file {stored.last_case} only. Run shahrsazi setup.")
    else:
        yield fails(AREA, "some terms are counted by another version of the law or the program. Run shahrsazi setup.")


def _clock() -> Iterator[Finding]:
    """Signed writes are taken for thirty seconds (database/signatures.py): a clock further off lets nobody in."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
        apart = abs(time.time() - cursor.fetchone()[0])
    yield (
        fails(AREA, f"the clocks of this machine and of the database differ by {apart:.0f} s: set both by NTP.")
        if apart > CLOCKS_APART
        else good(AREA, "the clocks of this machine and of the database agree.")
    )


def _open_doors() -> Iterator[Finding]:
    """A server that lets a role in with any password (trust) lets everyone in who reaches it."""
    role = role_name("web")
    if provision.signs_in(settings.DATABASE_URL, role, password_of("web", "no secret of ours")):
        finding = fails if not settings.DEMO else warns
        yield finding(AREA, f"{role} gets in with any password: ask for scram-sha-256 in pg_hba.conf.")


def _advice() -> Iterator[Finding]:
    """With our own role: whoever runs check need not have the owner's account."""
    for statement in advice.statements(_as_web()):
        yield warns(AREA, f"a DBA should run: {statement}")


def _as_web() -> str:
    account = {"user": role_name("web"), "password": password_of("web", settings.SECRET_KEY)}
    return make_conninfo(**(parse(settings.DATABASE_URL) | account))
