"""What a hostile visitor may ask for: several pages of one session at once, and an address beyond measure."""

from concurrent.futures import ThreadPoolExecutor

from browser_client import later
from django.db import connections, transaction
from django.test import Client
from history_model import as_web, asked, begun, people
from staff_client import ENTRANCE, as_desk, desk_of, said

from shahrsazi.credentials import sessions
from shahrsazi.staff import session


def test_a_page_does_not_wait_for_another_of_the_same_desk(elham):
    """The one that is still being made has written that the desk is in use; a lock is given up after a second."""
    token = desk_of(elham)
    later("staff_desksession", "seen_at", 1, f"member_id = {elham.id}")
    with as_desk(token):
        assert _elsewhere(lambda: session.load_desk(token)).member_id == elham.id
    seen = "SELECT seen_at > now() - interval '9 seconds' FROM staff_desksession WHERE member_id = %s"
    assert asked(seen, [elham.id]) == [(True,)]


def test_a_page_does_not_wait_for_another_of_the_same_citizen():
    person = people(1)[0]
    token = begun(person)
    later("credentials_session", "seen_at", 1, f"person_id = {person}")
    with as_web(token) as cursor:
        assert said(cursor, "SELECT guard.uid()") == person
        _elsewhere(lambda: sessions.visitor_of(token), "default")


def _elsewhere(work, using: str = "staff"):
    """What work answers over a connection of another thread."""

    def run():
        try:
            with transaction.atomic(using=using):
                return work()
        finally:
            connections[using].close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(10)


def test_a_very_long_address_leads_to_the_entrance_without_it():
    answer = Client().get("/en/staff/home/?" + "q" * 20_000)
    assert answer.status_code == 302 and answer.headers["Location"] == ENTRANCE
