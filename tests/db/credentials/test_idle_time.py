"""A citizen's idle time is one rule: the database, the list of sessions and the page's warning all go by it."""

import pytest
from browser_client import later, newcomer
from django.conf import settings
from django.db import connections
from django.test import Client
from personas import person_id, token_of

from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.credentials import sessions


@pytest.fixture
def seven_minutes():
    """The rule, for as long as the test lasts: versions are append-only, so the last word puts things right again."""
    row = {"name": "citizen_idle_minutes", "source": "a test"}
    RuleVersion.objects.using("owner").create(value=7, **row)
    yield
    RuleVersion.objects.using("owner").create(value=RULES["citizen_idle_minutes"].value, **row)


def signed_in(number: str) -> tuple[str, Client]:
    token, client = token_of(number), Client()
    client.cookies[settings.SESSION_COOKIE] = token
    return token, client


def idle_for(number: str, minutes: float) -> None:
    later("credentials_session", "seen_at", minutes, f"person_id = {person_id(number)}")


@pytest.mark.parametrize(("minutes", "opens"), [(6.9, True), (7.1, False)])
def test_another_rule_ends_sessions_after_another_time(seven_minutes, minutes, opens):
    number = newcomer("آرزو")
    _token, client = signed_in(number)
    idle_for(number, minutes)
    live = sessions.live(person_id(number)).count()
    assert (client.get("/cases/").status_code == 200) is opens and (live == 1) is opens


def test_the_warning_before_the_end_comes_two_minutes_before_it(seven_minutes):
    _token, client = signed_in(newcomer("آذر"))
    assert 'data-after="5"' in client.get("/cases/").content.decode()


def test_as_shipped_it_is_a_quarter_of_an_hour():
    _token, client = signed_in(newcomer("آسیه"))
    assert RULES["citizen_idle_minutes"].value == 15
    assert 'data-after="13"' in client.get("/cases/").content.decode()


def test_no_other_place_states_it():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE pronamespace = 'guard'::regnamespace")
        assert [source for (source,) in cursor.fetchall() if "15 minutes" in source] == []
