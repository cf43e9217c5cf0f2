"""What the counter has sent: a code to its address, a coming change to whom it concerns, and nothing to the dead."""

import json
from datetime import timedelta

import pytest
from browser_client import later, mobile_of, newcomer, received, requested
from django.db import DatabaseError, transaction
from django.test import override_settings
from history_model import asked
from personas import person_id
from staff_client import as_desk, desk_of, fresh_number, member
from stub_servers import SmsServer

from shahrsazi.credentials import contact_codes
from shahrsazi.credentials.contact_codes import Address, ContactCode
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.messages import gateways
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import deliver, queue_message
from shahrsazi.people.models import Contact

MOBILE = "+989551239999"


@pytest.fixture
def gateway():
    with SmsServer() as server, override_settings(SMS_URL=server.url, SMS_KEY="token"):
        yield server


def to_whom(gateway) -> list[str]:
    return [json.loads(got["body"])["to"] for got in gateway.got]


def _code(channel: str = "sms", address: str = MOBILE, language: str = "fa") -> tuple[ContactCode, int]:
    """A code that a clerk asks for; the proof and its message's number."""
    who = member("clerk", 5)
    with as_desk(desk_of(who)):
        to = Address(None, fresh_number(), channel, address)
        row = contact_codes.send_code(to, district=5, by=who.person_id)
        message = Message(kind="contact_code", channel=channel, language=language, proof=row)
        queue_message(message, "staff")
    return row, message.id


def _coming(number: str, away: timedelta = timedelta(hours=72), **known) -> int:
    until = asked("SELECT now() + %s", [away])[0][0]
    facts = {"channel": "sms", "language": "fa", "person_id": person_id(number), "until": until} | known
    with as_desk(desk_of(member("clerk", 5))):
        message = Message(kind="coming_change", **facts)
        queue_message(message, "staff")
    return message.id


def state(message_id: int) -> str:
    return Message.objects.using("owner").get(id=message_id).state


# A code


def test_a_code_goes_to_the_address_that_it_is_to_prove(gateway):
    row, message = _code()
    deliver(message)
    assert (state(message), to_whom(gateway)) == ("sent", [MOBILE])
    text = json.loads(gateway.got[0]["body"])["text"]
    assert row.code in text and row.number not in text


def test_a_code_by_e_mail_goes_to_the_mailbox():
    row, message = _code("email", f"t{fresh_number()}@example.ir", "en")
    deliver(message)
    (text,) = received(row.address)
    assert f"Code: {row.code}" in text and "tell it to no one" in text


@pytest.mark.parametrize(("minutes", "became"), [(9.9, "sent"), (10.1, "expired")])
def test_a_code_that_is_too_late_is_not_sent(gateway, minutes, became):
    _, message = _code()
    later("messages_message", "made_at", minutes, f"id = {message}")
    deliver(message)
    assert state(message) == became and len(gateway.got) == (became == "sent")


def test_a_code_and_its_address_begin_no_first_passwords_life(gateway):
    before = FirstPassword.objects.using("owner").count()
    deliver(_code()[1])
    assert FirstPassword.objects.using("owner").count() == before


# A coming change


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_coming_change_is_told_to_the_person_and_until_when_they_may_object(channel):
    nargess = newcomer("نرگس")
    deliver(_coming(nargess, channel=channel, language="en"))
    contact = Contact.objects.using("owner").get(person__number=nargess)
    (text,) = received(contact.mobile if channel == "sms" else contact.email)
    assert "object" in text and nargess not in text
    assert not [word for word in ("نرگس", "آزمونی", "خیابان", "http") if word in text]


def test_a_coming_change_goes_to_another_address_where_one_is_given(gateway):
    nargess = newcomer("نرگس")
    deliver(_coming(nargess, to=MOBILE))
    assert to_whom(gateway) == [MOBILE]


@pytest.mark.parametrize(("away", "became"), [(timedelta(seconds=30), "sent"), (timedelta(seconds=-1), "expired")])
def test_it_is_told_as_long_as_there_is_time_to_object(gateway, away, became):
    message = _coming(newcomer("نرگس"), away)
    later("messages_message", "made_at", 600, f"id = {message}")
    deliver(message)
    assert state(message) == became and len(gateway.got) == (became == "sent")


@pytest.mark.parametrize(("away", "new"), [(timedelta(hours=1), False), (timedelta(hours=-1), True)])
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_person_is_reached_where_they_are_reached_by_now(channel, away, new):
    nargess, fresh = newcomer("نرگس"), fresh_number()
    rows = Contact.objects.using("owner").filter(person__number=nargess)
    coming = {"coming_mobile": f"+98955{fresh[-7:]}", "coming_email": f"new{fresh}@example.ir"}
    rows.update(coming_from=asked("SELECT now() + %s", [away])[0][0], coming_by_registration=7, **coming)
    contact, old = rows.get(), {"sms": "mobile", "email": "email"}[channel]
    deliver(_coming(nargess, channel=channel))
    assert len(received(coming[f"coming_{old}"])) == new and len(received(getattr(contact, old))) == (not new)


def test_the_dead_are_sent_nothing(gateway):
    nargess = newcomer("نرگس")
    message = _coming(nargess)
    Contact.objects.using("owner").filter(person__number=nargess).update(died_on="2026-01-01")
    deliver(message)
    assert (state(message), gateway.got) == ("dropped", [])


def test_a_first_password_that_the_dead_asked_for_in_their_lifetime_is_dropped_too(gateway):

    nargess = newcomer("نرگس")
    requested(nargess, "sms", "127.0.0.1", "fa")
    message = Message.objects.using("owner").latest("id").id
    Contact.objects.using("owner").filter(person__number=nargess).update(died_on="2026-01-01")
    deliver(message)
    assert (state(message), gateway.got) == ("dropped", [])
    requested(nargess, "email", "127.0.0.1", "fa")
    assert Message.objects.using("owner").latest("id").first_password.person_id is None


def test_one_who_has_no_address_of_that_kind_is_sent_nothing(gateway):
    message = _coming(newcomer("کیوان", mobile=False))
    deliver(message)
    assert (state(message), gateway.got) == ("dropped", [])


# Kept together with what it is about


def round_trips() -> tuple:
    return asked("SELECT (SELECT count(*) FROM messages_message), (SELECT count(*) FROM procrastinate_jobs)")[0]


class UndoneError(Exception):
    pass


def test_what_was_undone_sends_no_message_and_leaves_no_job():
    before = round_trips()
    with pytest.raises(UndoneError), as_desk(desk_of(member("clerk", 5))):
        queue_message(Message(kind="coming_change", channel="sms", to=MOBILE, until="2031-01-01T00:00Z"), "staff")
        raise UndoneError
    assert round_trips() == before
    _coming(newcomer("نرگس"))
    assert [after - b for b, after in zip(before, round_trips(), strict=True)] == [1, 1]


@pytest.mark.parametrize("who", ["auditor", "administrator", "nobody"])
def test_only_a_clerk_has_messages_sent_and_none_with_a_password(who):
    token = None if who == "nobody" else desk_of(member(who))
    with pytest.raises(DatabaseError, match="row-level security"), as_desk(token):
        queue_message(Message(kind="coming_change", channel="sms", to=MOBILE), "staff")
    with transaction.atomic(using="owner"):
        first = FirstPassword.objects.using("owner").create(channel="sms")
    with pytest.raises(DatabaseError, match="row-level security"), as_desk(desk_of(member("clerk", 5))):
        queue_message(Message(kind="first_password", channel="sms", first_password=first), "staff")


# The registry of mobile numbers


class Registry(SmsServer):
    """Says of every mobile what it was told to say."""

    def __init__(self, said: bytes, status: int = 200):
        super().__init__()
        self.said, self.status = said, status
        self.handler = type("Asked", (self.handler,), {"do_POST": _answers})


def _answers(handler) -> None:
    stub = handler.server.stub
    body = handler.rfile.read(int(handler.headers["Content-Length"]))
    stub.got.append((json.loads(body), handler.headers["Authorization"]))
    handler.send_response(stub.status)
    handler.send_header("Content-Length", str(len(stub.said)))
    handler.end_headers()
    handler.wfile.write(stub.said)


def matched(said: bytes, status: int = 200, channel: str = "sms") -> tuple[bool | None, list, ContactCode]:
    row, message = _code(channel, MOBILE if channel == "sms" else f"t{fresh_number()}@example.ir")
    with Registry(said, status) as registry, override_settings(MATCH_URL=registry.url, MATCH_KEY="the city's"):
        deliver(message)
    assert state(message) == "sent"
    return ContactCode.objects.using("owner").get(id=row.id).matched, registry.got, row


@pytest.mark.parametrize(
    ("said", "answer"),
    [(b'{"match": true}', True), (b'{"match": false}', False), (b"{}", False), (b'{"match": "yes"}', False)],
)
def test_what_the_registry_says_of_a_mobile_is_kept_beside_the_code(said, answer):
    found, got, row = matched(said)
    assert found is answer
    assert got == [({"national_code": row.number, "mobile": MOBILE}, "Bearer the city's")]


@pytest.mark.parametrize(
    ("said", "status"),
    [(b"", 200), (b"nonsense", 200), (b"[]", 200), (b"null", 200), (b"{}", 500), (b"{}", 302), (b"{}", 404)],
)
def test_a_registry_that_says_nothing_of_sense_changes_nothing(said, status):
    assert matched(said, status)[0] is None


def test_a_dead_registry_changes_nothing(monkeypatch):
    row, message = _code()
    with override_settings(MATCH_URL="http://127.0.0.1:9/"):
        deliver(message)
    assert state(message) == "sent" and ContactCode.objects.using("owner").get(id=row.id).matched is None


def test_nobody_is_asked_unless_the_city_says_whom_nor_about_an_e_mail(monkeypatch):
    assert gateways.is_owner_of_mobile(fresh_number(), MOBILE) is None
    assert matched(b'{"match": true}', channel="email")[:2] == (None, [])
    assert mobile_of(newcomer("نرگس"))
