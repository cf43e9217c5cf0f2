"""Pages of a version whose functions are the next version's already, with a column more, while `setup` waits."""

from contextlib import contextmanager

import pytest
from desk_fixtures import *  # noqa: F403
from django.db import connections
from django.utils import timezone
from personas import SOLE_OWNER

from shahrsazi.messages import traffic
from shahrsazi.messages.models import Message

_ROLES = "shahrsazi_web, shahrsazi_entrance, shahrsazi_staff"


@contextmanager
def next_version_of(name: str, arguments: str):
    """The function answers with a column that this version does not know."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_function_result(%s::regprocedure)", [f"guard.{name}({arguments})"])
        [(shape,)] = cursor.fetchall()
        passed = ", ".join(f"${n + 1}" for n, _ in enumerate(arguments.split(",")) if arguments)
        cursor.execute(f"ALTER FUNCTION guard.{name}({arguments}) RENAME TO of_this_version")
        try:
            cursor.execute(
                f"CREATE FUNCTION guard.{name}({arguments}) RETURNS {shape[:-1]}, of_the_next int) LANGUAGE sql"
                f" SECURITY DEFINER AS $$ SELECT *, 1 FROM guard.of_this_version({passed}) $$"
            )
            cursor.execute(f"GRANT EXECUTE ON FUNCTION guard.{name}({arguments}) TO {_ROLES}")
            yield
        finally:
            cursor.execute(f"DROP FUNCTION IF EXISTS guard.{name}({arguments})")
            cursor.execute(f"ALTER FUNCTION guard.of_this_version({arguments}) RENAME TO {name}")


@pytest.fixture
def sent():
    message = Message(kind="fed_change", channel="sms", state="sent", done_at=timezone.now())
    message.save(using="owner", force_insert=True)
    yield
    Message.objects.using("owner").filter(id=message.id).delete()


def test_the_page_of_the_systems_state_is_read(city, sent, client):
    assert client.get("/status/").status_code == 200
    with next_version_of("message_channels", ""):
        assert client.get("/status/").status_code == 200
        assert [t.channel for t in traffic.by_channel("default")] == list(traffic.CHANNELS)


def test_who_is_signed_in_stays_so(city, as_person):
    owner = as_person(SOLE_OWNER)
    assert owner.get("/cases/").status_code == 200
    with next_version_of("open_session", "text"):
        assert owner.get("/cases/").status_code == 200


def test_a_desk_stays_open(clerk):
    assert clerk.get("/counter/").status_code == 200
    with next_version_of("open_desk", "text"):
        assert clerk.get("/counter/").status_code == 200
