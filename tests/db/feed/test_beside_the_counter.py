"""What the counter registers of a person in the same moment in which a feed tells of them stands, and is not lost."""

import time
from threading import Event, Thread

import psycopg
import pytest
from django.conf import settings
from feed_delivery import Exporter, record, with_values
from feed_lines import number, person
from history_model import asked
from personas import person_id

WAITS = "SELECT 1 FROM pg_locks WHERE NOT granted"
COMING = """UPDATE people_contact SET coming_mobile = '+989557654321', coming_email = '',
  coming_from = now() + interval '1 day', coming_by_registration = 7, kept_by_registration = 7 WHERE person_id = %s"""
DEATH = "UPDATE people_contact SET died_on = '2026-01-10', death_by_registration = 7 WHERE person_id = %s"


class Confirmed(Thread):
    """A registration that writes of somebody, and ends once the feed waits for it."""

    def __init__(self, statement: str, who: int):
        super().__init__(daemon=True)
        self.statement, self.who, self.written, self.was_awaited = statement, who, Event(), False
        self.start()
        assert self.written.wait(60)

    def run(self):
        with psycopg.connect(settings.DATABASE_URL) as connection:
            connection.execute(self.statement, [self.who])
            self.written.set()
            for _turn in range(300):
                time.sleep(0.1)
                if connection.execute(WAITS).fetchone():
                    self.was_awaited = True
                    return


@pytest.fixture
def known(city):
    exporter, code = Exporter(), number()
    assert exporter.send(with_values("person", code, person(code, mobile="09551234567"))).bad == []
    return exporter, code


def test_another_telephone_that_two_clerks_confirm_meanwhile_comes(known):
    exporter, code = known
    registration = Confirmed(COMING, person_id(code))
    assert exporter.send(with_values("person", code, person(code, mobile="09559990000"), 2)).bad == []
    registration.join(60)
    assert registration.was_awaited
    stored = "SELECT mobile, coming_mobile, coming_by_registration FROM people_contact WHERE person_id = %s"
    assert asked(stored, [person_id(code)]) == [("+989551234567", "+989557654321", 7)]


def test_a_death_that_two_clerks_confirm_meanwhile_stands(known):
    exporter, code = known
    registration = Confirmed(DEATH, person_id(code))
    assert exporter.send(record("person", code, 2, state="ended", ended_on="2026-01-20")).bad == []
    registration.join(60)
    assert registration.was_awaited
    stored = "SELECT died_on::text, death_by_registration FROM people_contact WHERE person_id = %s"
    assert asked(stored, [person_id(code)]) == [("2026-01-10", 7)]
