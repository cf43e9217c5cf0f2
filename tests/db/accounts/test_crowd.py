"""More passwords to check than this machine can: a page that says so, keeps nothing, and holds up nobody else."""

from threading import Event, Thread

import pytest
from browser_client import CHANGE, ENTRANCE, Browser, stranger, with_password
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from page_tree import text, tree
from personas import SOLE_OWNER, person_id, signed_in
from staff_client import PASSWORD as STAFF_PASSWORD
from staff_client import code_of, ready

from shahrsazi.credentials import captcha, hashing
from shahrsazi.credentials.passwords import Credential
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.credentials.sessions import Session

PASSWORD = "Derakht8Sabz"
WORDS = {"": ("ده ثانیه", "بازگشت به فرم"), "/en": ("wait ten seconds", "Back to the form")}


@pytest.fixture
def crowd(city):
    """Every place of the queue is taken until `crowd()`."""
    go, places = Event(), hashing.QUEUE._places._value
    threads = [Thread(target=hashing.QUEUE.run, args=(go.wait, 60)) for _ in range(places)]
    for thread in threads:
        thread.start()
    while hashing.QUEUE._places._value:
        assert all(thread.is_alive() for thread in threads)

    def leave():
        go.set()
        for thread in threads:
            thread.join(60)

    yield leave
    leave()


@pytest.fixture
def nargess(city):
    return with_password("نرگس", PASSWORD)


def _sent(address: str, purpose: str, client: Client | None = None, **fields: str):
    client = client or Client()
    client.cookies["visit"] = "v"
    return client.post(address, fields | {"captcha": captcha.issue(purpose, "v"), "number": "12345"})


def _is_told(response, prefix: str = "", *, secrets: tuple[str, ...] = (PASSWORD,)) -> None:
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert response.headers["Cache-Control"] == "no-store"
    html = response.content.decode()
    said = text(tree(html).find("body"))
    assert all(words in said for words in WORDS[prefix])
    assert not [secret for secret in secrets if secret in html]
    assert settings.SESSION_COOKIE not in response.cookies


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_at_the_citizens_entrance(nargess, crowd, prefix):
    _is_told(_sent(f"{prefix}{ENTRANCE}", "entrance", user=nargess, password=PASSWORD), prefix)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_at_the_staffs_entrance_where_the_code_stays_unspent(crowd, prefix):
    clerk = ready()
    fields = {"user": clerk.person.number, "password": STAFF_PASSWORD, "code": code_of(clerk)}
    _is_told(_sent(f"{prefix}/staff/", "staff", **fields), prefix, secrets=(STAFF_PASSWORD,))
    crowd()
    assert _sent("/staff/", "staff", **fields).status_code == 302


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_where_a_password_is_changed_and_the_old_one_stays(nargess, crowd, prefix):
    client, chosen = signed_in(nargess), "Boustan9Sabz"
    before = Credential.objects.using("owner").get(person=person_id(nargess)).hash
    fields = {"current": PASSWORD, "new": chosen, "again": chosen}
    _is_told(_sent(f"{prefix}{CHANGE}", "change", client, **fields), prefix, secrets=(PASSWORD, chosen))
    assert Credential.objects.using("owner").get(person=person_id(nargess)).hash == before
    assert client.get("/cases/").status_code == 200


def test_nobody_learns_from_it_who_is_registered(nargess, crowd):
    answers = [_sent(ENTRANCE, "entrance", user=number, password=PASSWORD) for number in (nargess, stranger())]
    assert [answer.status_code for answer in answers] == [503, 503]


def test_it_counts_as_no_attempt_and_she_comes_in_when_there_is_room(nargess, crowd):
    for _ in range(5):
        _sent(ENTRANCE, "entrance", user=nargess, password="Nadorost1")
    assert not Tally.objects.using("owner").filter(locked_until__isnull=False).exists()
    assert not Session.objects.using("owner").filter(person=person_id(nargess)).exists()
    crowd()
    browser = Browser()
    browser.sign_in(nargess, PASSWORD)
    assert browser.address == "/cases/"


def test_the_pages_of_others_are_answered_meanwhile(crowd):
    client = signed_in(SOLE_OWNER)
    assert [client.get(address).status_code for address in ("/cases/", "/", "/status/")] == [200] * 3
    assert Client().get(ENTRANCE).status_code == 200


def test_who_waits_keeps_no_connection_from_those_who_do_not():
    connections["entrance"].ensure_connection()
    hashing.in_turn(int)
    assert connections["entrance"].connection is None


def test_what_is_begun_in_a_transaction_of_the_entrance_is_not_cut_in_two():
    with transaction.atomic(using="entrance"):
        hashing.in_turn(int)
        assert connections["entrance"].connection is not None
