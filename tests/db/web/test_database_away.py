"""The database goes away under a request: a page is asked for once more, a form is not, and what was typed is kept."""

import os
from threading import Barrier, Thread

import psycopg
import pytest
from django.db import OperationalError, connection, connections, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from personas import SOLE_OWNER

from shahrsazi.database import lost
from shahrsazi.web.routes import anyone, page

END_MYSELF = "SELECT pg_terminate_backend(pg_backend_pid())"


def end_all() -> None:
    """Every connection of our roles, as an operator or a restart would; once their processes are gone."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE usename LIKE 'shahrsazi%' AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _whole_connections():
    """What a test ended is not left to the next one."""
    yield
    lost.forget()


class Falling:
    """A view under which the connection ends, so many times."""

    def __init__(self, times: int, using: str = "default"):
        self.times, self.using, self.calls = times, using, 0

    def __call__(self, request):
        self.calls += 1
        with transaction.atomic(using=self.using), connections[self.using].cursor() as cursor:
            cursor.execute(END_MYSELF if self.calls <= self.times else "SELECT 1")
        return HttpResponse("answered")


def test_a_connection_that_ended_meanwhile_is_replaced_before_anyone_notices(as_person):
    client = as_person(SOLE_OWNER)
    assert client.get("/cases/").status_code == 200
    for _ in range(3):
        end_all()
        assert client.get("/cases/").status_code == 200
        end_all()
        assert client.get("/status/").status_code == 200


def waited(using: str) -> int:
    """Milliseconds that all requests together have waited for a connection: the six that begin wait for theirs too."""
    return connections[using].pool.get_stats().get("requests_wait_ms", 0)


def test_even_a_whole_pool_of_dead_connections_costs_no_request_more_than_a_moment(city):
    """psycopg's own check waits a second after the first one, two after the second, and gives up."""

    def use(started: Barrier, using: str) -> None:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("SELECT 1")
            started.wait(10)
        connections[using].close()

    for using in ("default", "entrance", "staff"):
        started = Barrier(6)
        threads = [Thread(target=use, args=(started, using)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        end_all()
        connections[using].close()
        view, before = Falling(0, using), waited(using)
        assert page(view, needs=anyone)(RequestFactory().post("/")).content == b"answered", using
        assert waited(using) - before < 3000


def test_a_form_after_a_restart_meets_living_connections(city):
    """A form is not sent twice, so that its connections have to be looked at before."""
    for _ in range(3):
        end_all()
        assert Client().post("/entrance/", {"user": "1300001232", "password": "x"}).status_code == 200
        end_all()
        assert Client().post("/staff/", {"user": "1310002223", "password": "x", "code": ""}).status_code == 200


@pytest.mark.parametrize("using", ["default", "staff", "entrance"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_under_which_the_connection_ends_is_asked_for_once_more(city, using, method):
    view = Falling(1, using)
    request = getattr(RequestFactory(), method)("/")
    assert page(view, needs=anyone)(request).content == b"answered" and view.calls == 2


def test_and_not_for_ever(city):
    view = Falling(5)
    with pytest.raises(OperationalError):
        page(view, needs=anyone)(RequestFactory().get("/"))
    assert view.calls == 2
    lost.forget()


def test_a_form_is_not_sent_twice_and_what_was_typed_stands_on_the_page(city):
    view = Falling(1)
    typed = {"address": "کوچه «نهم» <b>", "csrfmiddlewaretoken": "x", "share": ["1", "2"]}
    response = page(view, needs=anyone)(RequestFactory().post("/counter/x/", typed))
    html = response.content.decode()
    assert (response.status_code, view.calls) == (503, 1)
    assert 'name="address" value="کوچه «نهم» &lt;b&gt;"' in html
    assert html.count('name="share"') == 2 and 'value="x"' not in html and 'action="/counter/x/"' in html


@pytest.mark.parametrize("field", ["password", "current", "new", "again", "code"])
def test_a_secret_is_never_sent_back(city, field):
    response = page(Falling(1), needs=anyone)(
        RequestFactory().post("/entrance/", {field: "Derakht8Sabz", "user": "1300001232"})
    )
    assert response.status_code == 503
    assert "Derakht8Sabz" not in response.content.decode() and "1300001232" not in response.content.decode()


@pytest.mark.parametrize(
    "statement",
    [
        "SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)",
        "SELECT 1/0",
        "SELECT * FROM there_is_none",
        "SELECT * FROM people_contact_x",
    ],
)
def test_what_is_slow_or_wrong_is_no_lost_connection(city, statement):
    calls = []

    def view(request):
        calls.append(1)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    with pytest.raises(Exception) as error:
        page(view, needs=anyone)(RequestFactory().get("/"))
    assert len(calls) == 1 and not lost.is_lost(error.value)
