"""The gateways, by their own protocols: a small HTTP server and a small SMTP server on this machine."""

import email
import json
from base64 import b64decode
from email import policy
from email.utils import parsedate_to_datetime
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import override_settings
from stub_servers import SmsServer, Stub

from shahrsazi.messages import gateways
from shahrsazi.messages import mail as mail_gateway
from shahrsazi.messages.gateways import GatewayError

TEXT = "سامانه خدمات شهرسازی\nکلمه عبور: abcDEF234567"


class Mail(NamedTuple):
    sender: str
    to: list
    message: object


class _Smtp(StreamRequestHandler):
    """Enough of SMTP (RFC 5321, AUTH PLAIN) for one client; refuses at the step that its server's stub names."""

    def handle(self):
        stub = self.server.stub
        self.said, self.envelope = stub.said, {"to": []}
        self._say("554 no" if stub.refuses == "greeting" else "220 stub")
        for line in self.rfile:
            command = line.decode().strip()
            self.said.append(command)
            if command == "QUIT":
                self._say("221 bye")
                return
            self._answer(stub, command, command[:4].upper())

    def _answer(self, stub, command: str, verb: str) -> None:
        if verb == stub.refuses:
            self._say(stub.refusal)
        elif verb == "EHLO":
            self._say("\r\n".join(["250-stub", *(f"250-{e}" for e in stub.extensions), "250 AUTH PLAIN"]))
        elif verb == "DATA":
            self._say("354 go on")
            self._take(stub)
        elif verb == "STAR":
            self._say("454 no TLS just now")
        else:
            self._note(stub, command, verb)
            self._say("235 in" if verb == "AUTH" else "250 ok")

    def _note(self, stub, command: str, verb: str) -> None:
        if verb == "MAIL":
            self.envelope["sender"] = command.partition("<")[2].partition(">")[0]
        elif verb == "RCPT":
            self.envelope["to"].append(command.partition("<")[2].partition(">")[0])
        elif verb == "AUTH":
            stub.accounts.append(tuple(b64decode(command.split()[2]).decode().split("\0")[1:]))

    def _take(self, stub) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        stub.got.append(Mail(message=email.message_from_bytes(b"".join(lines), policy=policy.default), **self.envelope))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class MailServer(Stub):
    kind, handler, scheme = ThreadingTCPServer, _Smtp, "smtp"

    def __init__(self, *extensions: str):
        self.extensions, self.refuses, self.accounts, self.said = extensions, "", [], []
        self.refusal = "451 not now"


@pytest.fixture
def sms():
    with SmsServer() as server, override_settings(SMS_URL=server.url, SMS_KEY="the city's token"):
        yield server


@pytest.fixture
def mail():
    with (
        MailServer() as server,
        override_settings(SMTP_URL=server.url + "?tls=none", MAIL_FROM="no-reply@shahr.example"),
    ):
        yield server


def test_an_sms_is_one_json_post_with_its_key_and_the_citys_token(sms):
    gateways.send("sms", "+989558000006", "subject", TEXT, key="message-7")
    (got,) = sms.got
    assert json.loads(got["body"]) == {"to": "+989558000006", "text": TEXT}
    assert (got["Idempotency-Key"], got["Authorization"]) == ("message-7", "Bearer the city's token")
    assert got["Content-Type"] == "application/json"


@pytest.mark.parametrize("answer", [200, 201, 202, 204])
def test_every_kind_of_yes_is_a_yes(sms, answer):
    sms.answers = [answer]
    gateways.send("sms", "+989558000006", "", TEXT, key="message-7")


@pytest.mark.parametrize("answer", [302, 307, 400, 401, 429, 500, 503, "hang up", "rubbish"])
def test_whatever_is_no_yes_is_a_failure_that_tells_neither_text_nor_number(sms, answer):
    sms.answers = [answer]
    with pytest.raises(GatewayError) as fault:
        gateways.send("sms", "+989558000006", "", TEXT, key="message-7")
    said = repr(fault.value) + str(fault.value.__cause__)
    assert "abcDEF234567" not in said and "9558000006" not in said and "token" not in said


def test_a_gateway_that_points_elsewhere_is_not_followed(sms):
    """urllib would repeat it as a GET without the text, take the yes to that for a yes, and carry the token along."""
    sms.answers = [302]
    with pytest.raises(GatewayError):
        gateways.send("sms", "+989558000006", "", TEXT, key="message-7")
    assert len(sms.got) == 1


def test_a_slow_sms_gateway_is_not_waited_for_longer_than_five_seconds(sms, monkeypatch):
    assert gateways.TIMEOUT == 5
    monkeypatch.setattr(gateways, "TIMEOUT", 0.2)
    sms.answers = ["silence"]
    with pytest.raises(GatewayError):
        gateways.send("sms", "+989558000006", "", TEXT, key="message-7")


def test_a_gateway_that_is_not_there_is_a_failure():
    with override_settings(SMS_URL="http://127.0.0.1:9/"), pytest.raises(GatewayError):
        gateways.send("sms", "+989558000006", "", TEXT, key="message-7")
    with override_settings(SMTP_URL="smtp://127.0.0.1:9"), pytest.raises(GatewayError):
        gateways.send("email", "t@example.ir", "", TEXT, key="message-7")


def test_an_e_mail_arrives_in_persian_with_its_subject_sender_and_one_name_for_each_try(mail):
    for _ in range(2):
        gateways.send("email", "t@example.ir", "کلمه عبور", TEXT, key="message-7")
    first, second = mail.got
    assert first.message["Subject"] == "کلمه عبور"
    assert first.message.get_content().splitlines() == TEXT.splitlines()
    assert (first.sender, first.to) == ("no-reply@shahr.example", ["t@example.ir"])
    assert parsedate_to_datetime(first.message["Date"]).tzinfo
    assert first.message["Message-ID"] == second.message["Message-ID"] == "<message-7@shahr.example>"


@pytest.mark.parametrize("refused", ["MAIL", "RCPT", "DATA", "greeting"])
def test_a_mail_server_that_refuses_at_any_step_is_a_failure(mail, refused):
    mail.refuses = refused
    with pytest.raises(GatewayError) as fault:
        gateways.send("email", "t@example.ir", "کلمه عبور", TEXT, key="message-7")
    assert "abcDEF234567" not in str(fault.value) and "t@example.ir" not in str(fault.value)
    assert mail.got == []


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [(400, True), (404, True), (422, True)] + [(code, False) for code in (302, 401, 402, 403, 408, 429, 500, 503)],
)
def test_what_an_sms_gateway_says_of_one_number_is_told_from_an_outage(sms, answer, permanent):
    sms.answers = [answer]
    with pytest.raises(GatewayError) as fault:
        gateways.send("sms", "+989558000006", "", TEXT, key="message-7")
    assert fault.value.permanent is permanent


@pytest.mark.parametrize(
    ("step", "answer", "permanent"),
    [
        ("RCPT", "550 unknown", True),
        ("RCPT", "451 later", False),
        ("MAIL", "550 you?", False),
        ("DATA", "554 no", False),
    ],
)
def test_what_a_mail_server_says_of_one_mailbox_is_told_from_an_outage(mail, step, answer, permanent):
    mail.refuses, mail.refusal = step, answer
    with pytest.raises(GatewayError) as fault:
        gateways.send("email", "t@example.ir", "", TEXT, key="message-7")
    assert fault.value.permanent is permanent


def test_the_mail_servers_account_is_used_when_the_setting_names_one(mail):
    with override_settings(SMTP_URL=mail.url.replace("//", "//city%40shahr:p%40ss@") + "?tls=none"):
        gateways.send("email", "t@example.ir", "", TEXT, key="message-7")
    assert mail.accounts == [("city@shahr", "p@ss")]


@pytest.mark.parametrize("offers", [["STARTTLS"], []])
def test_nothing_is_said_to_a_mail_server_before_tls_whether_it_offers_it_or_not(offers):
    with MailServer(*offers) as server, override_settings(SMTP_URL=server.url.replace("//", "//city:secret@")):
        with pytest.raises(GatewayError):
            gateways.send("email", "t@example.ir", "", TEXT, key="message-7")
        assert ("STARTTLS" in server.said) == bool(offers)
        assert server.got == server.accounts == []


def test_no_header_can_be_smuggled_in_through_an_address(mail):
    for address in ("t@example.ir\r\nBcc: all@example.ir", "t@example.ir\nX: y"):
        with pytest.raises((GatewayError, ValueError)):
            gateways.send("email", address, "", TEXT, key="message-7")
    assert mail.got == []


def test_without_a_gateway_a_demonstration_writes_it_down_and_production_fails():
    before = len(mail_gateway.written_down(settings.OUTBOX))
    gateways.send("sms", "+989550000000", "", TEXT, key="message-7")
    newest = mail_gateway.written_down(settings.OUTBOX)[0]
    assert len(mail_gateway.written_down(settings.OUTBOX)) == before + 1
    assert (newest["channel"], newest["to"], newest["text"]) == ("sms", "+989550000000", TEXT)
    with override_settings(DEMO=False), pytest.raises(GatewayError):
        gateways.send("sms", "+989550000000", "", TEXT, key="message-7")
    assert len(mail_gateway.written_down(settings.OUTBOX)) == before + 1


def test_each_way_has_its_own_gateway(sms):
    before = len(mail_gateway.written_down(settings.OUTBOX))
    gateways.send("email", "t@example.ir", "", TEXT, key="message-7")
    assert sms.got == [] and len(mail_gateway.written_down(settings.OUTBOX)) == before + 1
