"""Threat 63: one clerk with an accomplice, over the pages alone, and what they reach of somebody who knows nothing."""

import re
import threading

import pytest
from counter_client import Desk, body, code_of, key_of, new_file, opened, sees, take_effect
from counter_forms import HOME_CODE, a_company, an_attorney, an_owner, phone
from django.db import connections
from history_model import asked
from personas import person_id

from shahrsazi.counter.registration import activation
from shahrsazi.counter.registration import draft as drafts
from shahrsazi.demo.staff import add_sample

REACHED = "SELECT mobile, coming_mobile, coming_email FROM people_contact WHERE person_id = %s"


@pytest.fixture
def desk(city):
    add_sample()
    return Desk()


@pytest.fixture
def other(desk):
    return Desk("1310004439")


def test_an_attorney_for_every_property_in_a_made_up_file_opens_no_real_one_and_its_owner_is_told(desk, other):
    victim, accomplice = an_owner(), an_attorney(every_file="1")
    real = opened(desk, victim).case
    made_up = new_file(desk, victim)
    made_up.complete(made_up.agent(made_up.keys[0], accomplice))
    made_up.submit()
    assert made_up.row.state == "submitted" and not sees_if_registered(accomplice, real)
    made_up.by(other).confirm()
    assert made_up.row.state == "confirmed" and not sees(accomplice["number"], real)
    told = asked("SELECT kind, person_id FROM messages_message WHERE made_at >= %s", [made_up.row.settled_at])
    assert ("coming_change", person_id(victim["number"])) in told
    take_effect(made_up)
    assert sees(accomplice["number"], real)


def sees_if_registered(who: dict, case) -> bool:
    return bool(asked("SELECT 1 FROM people_person WHERE number = %s", [who["number"]])) and sees(who["number"], case)


def unreachable(desk, owner: dict):
    """A new file of someone without telephone or e-mail."""
    work = desk.begin()
    work.file()
    work.key = work.owner(owner)
    work.papers(work.key)
    contact = {"unreachable": "1", "residence_postal": HOME_CODE, "base": work.base(f"contact.{work.key}")}
    work.post(f"contact/{work.key}/", contact)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_a_sealed_password_is_printed_only_where_its_person_came_in(desk, other):
    victim = an_owner()
    real = unreachable(other, victim)
    made_up = unreachable(desk, victim)
    assert made_up.post(f"sealed/{made_up.key}/").status_code == 404
    assert real.post(f"sealed/{real.key}/").status_code == 200


def test_none_is_printed_for_whoever_has_or_will_have_a_telephone(desk, other):
    work = unreachable(desk, an_owner())
    [(who,)] = asked("SELECT person_id FROM people_contact WHERE registered_by_registration = %s", [work.row.id])
    change = desk.begin(work.case)
    change.papers(key_of(who))
    change.contact(key_of(who), mobile=phone(), unreachable="")
    change.submit()
    change.by(other).confirm()
    assert work.post(f"sealed/{work.key}/").status_code == 404
    take_effect(change)
    assert work.post(f"sealed/{work.key}/").status_code == 404


def test_a_company_with_a_file_is_not_renamed_by_a_card_in_another_district(desk):
    company, agent = a_company(), an_attorney(capacity="representative")
    work = desk.begin()
    work.file()
    key = work.owner(company)
    acting = work.agent(key, agent)
    work.papers(key)
    work.complete(acting)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    name = "SELECT last_name FROM people_person WHERE number = %s"
    before = asked(name, [company["number"]])
    made_up = desk.begin()
    made_up.file()
    key = made_up.owner(company | {"last_name": "شرکت دیگری"})
    acting = made_up.agent(key, agent)
    made_up.papers(key)
    made_up.complete(acting)
    made_up.submit()
    assert asked(name, [company["number"]]) == before


def test_an_old_telephone_does_not_come_back_with_another_e_mail(desk, other):
    owner, new = an_owner(), phone()
    work = opened(desk, owner)
    who = person_id(owner["number"])
    one = desk.begin(work.case)
    one.papers(key_of(who))
    one.contact(key_of(who), mobile=new)
    one.submit()
    one.by(other).confirm()
    take_effect(one)
    two = desk.begin(work.case)
    shown = re.search(r'id="mobile"[^>]*value="([^"]*)"', body(two.get(f"contact/{key_of(who)}/")))
    assert shown and shown[1].endswith(new[-9:])
    mail = f"n{new}@example.ir"
    fields = {"mobile": shown[1], "email": mail, "residence_postal": HOME_CODE}
    base = {"base": two.base(f"contact.{key_of(who)}")}
    two.post(f"contact/{key_of(who)}/", fields | base)
    base = {"base": two.base(f"contact.{key_of(who)}"), "email_code": code_of(mail)}
    two.post(f"contact/{key_of(who)}/", fields | base)
    two.papers(key_of(who))
    two.submit()
    two.by(other).confirm()
    take_effect(two)
    assert asked(REACHED, [who])[0][1:] == (f"+98{new[1:]}", mail)


def test_two_registrations_of_one_file_confirmed_at_once_sell_it_once(desk, other, monkeypatch):
    seller = an_owner()
    file = opened(desk, seller).case
    one, two = begun_at_once(desk, other, file, monkeypatch)
    for work in (one, two):
        work.leave(person_id(seller["number"]))
        work.complete(work.owner(an_owner()))
        work.submit()
        assert work.row.state == "submitted", work.missing()
    confirm, first, second = activation.confirm, [], []

    def confirm_both(registration):
        if not first:
            first.append(True)
            second.append(threading.Thread(target=closing(two.by(desk).confirm)))
            second[0].start()
        return confirm(registration)

    monkeypatch.setattr(activation, "confirm", confirm_both)
    one.by(other).confirm()
    second[0].join(60)
    assert sorted([one.row.state, two.row.state]) == ["confirmed", "submitted"]


def begun_at_once(desk, other, file, monkeypatch):
    """Two registrations of a file, which two clerks began in the same moment."""
    begin, found = drafts.begin, []

    def begin_both(at_desk, case):
        if not found:
            found.append(None)
            thread = threading.Thread(target=closing(lambda: found.append(other.begin(file))))
            thread.start()
            thread.join(60)
        return begin(at_desk, case)

    monkeypatch.setattr(drafts, "begin", begin_both)
    one = desk.begin(file)
    assert one.ref != found[1].ref
    return one, found[1]


def closing(act):
    def run():
        try:
            act()
        finally:
            connections.close_all()

    return run
