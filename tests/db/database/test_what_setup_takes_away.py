"""What an earlier version, or somebody by hand, allowed in the database: a setup takes it away."""

import pytest
from django.db import connections
from history_model import asked

from shahrsazi.database import policies

OF_AN_EARLIER_VERSION = {
    "a policy that opened more": (
        "CREATE POLICY shahrsazi_feed_all ON credentials_session FOR ALL TO shahrsazi_feed USING (true)",
        "SELECT 1 FROM pg_policy WHERE polname = 'shahrsazi_feed_all'",
    ),
    "a function that is no more": (
        "CREATE FUNCTION guard.everyone() RETURNS SETOF people_person SECURITY DEFINER LANGUAGE sql"
        " AS 'SELECT * FROM people_person'; GRANT EXECUTE ON FUNCTION guard.everyone() TO shahrsazi_web",
        "SELECT 1 FROM pg_proc WHERE proname = 'everyone'",
    ),
    "a function with other arguments": (
        "CREATE FUNCTION guard.open_desk(who bigint, why text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SELECT 1 FROM pg_proc WHERE proname = 'open_desk' AND pronargs = 2",
    ),
    "a function with arguments of another type": (
        "CREATE FUNCTION guard.deaths_of(act bigint) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SELECT 1 FROM pg_proc WHERE oid = to_regprocedure('guard.deaths_of(bigint)')",
    ),
    "a right that was given by hand": (
        "GRANT SELECT (hash), UPDATE ON credentials_credential TO shahrsazi_web",
        "SELECT 1 FROM information_schema.column_privileges"
        " WHERE grantee = 'shahrsazi_web' AND table_name = 'credentials_credential'",
    ),
}
SIGNATURES = "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'guard'::regnamespace ORDER BY 1"


@pytest.mark.parametrize(("left", "found"), OF_AN_EARLIER_VERSION.values(), ids=OF_AN_EARLIER_VERSION)
def test_setup_takes_away_what_an_earlier_version_allowed(city, left, found):
    before = asked(SIGNATURES)
    with connections["owner"].cursor() as cursor:
        cursor.execute(left)
    assert asked(found)
    policies.apply()
    assert not asked(found) and asked(SIGNATURES) == before
