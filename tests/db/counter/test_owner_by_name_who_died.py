"""An owner who is known by name alone and has died gets no number at the counter; a death goes over with a number."""

import pytest
from counter_acts import object_to
from counter_client import ONE, Desk, a_colleague, key_of, take_effect
from counter_forms import national_code
from feed_delivery import Exporter, record, with_values
from feed_lines import key, line, number, owner, person
from history_model import asked
from house_by_name import CARD, House, buried, with_simin
from personas import person_id

from shahrsazi.people.models import Contact


@pytest.fixture
def desk(city):
    return Desk(ONE)


def death_of(who: int) -> tuple:
    [row] = asked(
        "SELECT died_on, death_holds_from, death_by_registration FROM people_contact WHERE person_id = %s", [who]
    )
    return row


@pytest.mark.parametrize("names", [{"first_name": "رضا", "as_on_card": "1"}, {}], ids=["two clerks", "one clerk"])
def test_no_number_of_the_dead_is_put_on_record(desk, names):
    house = House()
    Contact.objects.using("owner").filter(person=house.ali).update(died_on="2026-01-10")
    work = with_simin(desk, house)
    work.known_owner(house.ali, **CARD | {"number": national_code()} | names)
    assert any("no national code is put on record any more" in sentence for sentence in work.missing())
    work.submit()
    assert work.row.state == "draft"
    assert house.shares()[1] == (house.ali, None, True)


def test_the_database_completes_no_dead_owner(desk, monkeypatch):
    from shahrsazi.counter.registration.participants import completion

    house, code = House(), national_code()
    work = with_simin(desk, house)
    work.known_owner(house.ali, **CARD | {"number": code})
    work.complete(key_of(house.ali))
    Contact.objects.using("owner").filter(person=house.ali).update(died_on="2026-01-10")
    monkeypatch.setattr(completion, "errors", lambda owner: iter(()))
    work.submit()
    assert work.row.state == "draft" and house.shares()[1] == (house.ali, None, True)


def test_a_death_that_the_counter_recorded_goes_over_to_whoever_has_the_number(desk):
    house, code = House(), national_code()
    with_simin(desk, house).submit()
    work = buried(desk, house)
    work.submit()
    work.by(a_colleague(5)).confirm()
    take_effect(work)
    before = death_of(house.ali)
    assert before[2] == work.row.id
    assert house.told_again("2026-03-01", number=code) == []
    assert house.shares()[1][:2] == (person_id(code), code)
    assert death_of(person_id(code)) == before and death_of(house.ali) == (None, None, None)


def test_an_objection_to_that_death_takes_it_back_after_the_number_was_told(desk):
    house, code = House(), national_code()
    with_simin(desk, house).submit()
    work = buried(desk, house)
    work.submit()
    work.by(a_colleague(5)).confirm()
    assert house.told_again("2026-03-01", number=code) == []
    assert death_of(person_id(code))[2] == work.row.id
    object_to(house.simin, work)
    assert work.row.state == "objected" and death_of(person_id(code)) == (None, None, None)


@pytest.mark.parametrize("checks", [True, False])
def test_who_can_sign_in_has_time_to_object_to_the_death_of_a_name(city, checks):
    exporter, code, name = Exporter(checks_registry=checks), number(), key()
    assert exporter.send(line(owner(code), people=[person(code, mobile="09551234567")])).bad == []
    told = {"first_name": "علی", "last_name": "نامدار"}
    assert exporter.send(with_values("person", name, told)).bad == []
    [(who,)] = asked("SELECT person_id FROM feed_personkey WHERE key = %s", [name])
    Contact.objects.using("owner").filter(person=who).update(died_on="2026-01-10", death_by_registration=7)
    assert exporter.send(with_values("person", name, told | {"number": code}, 2)).bad == []
    died_on, holds_from, act = death_of(person_id(code))
    assert (str(died_on), act, holds_from is None) == ("2026-01-10", 7, checks)
    messages = "SELECT count(*) FROM messages_message WHERE person_id = %s AND kind = 'fed_change'"
    assert (asked(messages, [person_id(code)])[0][0] > 0) is not checks


def test_a_source_that_told_the_death_of_a_name_takes_it_back_with_the_number(city):
    exporter, code, name = Exporter(), number(), key()
    told = {"first_name": "علی", "last_name": "نامدار"}
    assert exporter.send(with_values("person", name, told)).bad == []
    assert exporter.send(record("person", name, 2, state="ended", ended_on="2026-01-10")).bad == []
    [(who,)] = asked("SELECT person_id FROM feed_personkey WHERE key = %s", [name])
    assert str(death_of(who)[0]) == "2026-01-10"
    assert exporter.send(with_values("person", name, told | {"number": code}, 3)).bad == []
    assert death_of(person_id(code))[0] is None
