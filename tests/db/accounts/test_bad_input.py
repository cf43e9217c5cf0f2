"""Whatever is sent to the forms of the way in: a page with a Persian sentence, and never a fault of ours."""

import json
import re

import pytest
from browser_client import CHANGE, ENTRANCE, GET_PASSWORD, changing, newcomer, stranger
from conftest import ROOT
from django.conf import settings
from django.test import Client
from personas import person_id

from shahrsazi.credentials import captcha, sessions
from shahrsazi.credentials.rate_limits import Tally

VECTORS = ROOT / "tests" / "vectors"
BIDI = [entry["value"] for entry in json.loads((VECTORS / "bidi_attack_strings.json").read_text("utf8"))]
NAUGHTY = sorted({*json.loads((VECTORS / "blns.json").read_text("utf8")), *BIDI}) + [
    "\0",
    "a\0b",
    "130000\x001233",
    "\x1b[31m",
    "x" * 300,
    "۱" * 10,
    "௧" * 10,
    "²" * 10,
    "1_300001232",
    "+1300001232",
    "1300001233\n",
    "\r\nSet-Cookie: a=b",
    "\ufffe\uffff",
    "\U0010ffff",
    "\u200c",
    "\u202e2321000031",
    "' OR 1=1 --",
]
FORMS = {
    ENTRANCE: ("entrance", ("user", "password")),
    GET_PASSWORD: ("password", ("user", "channel")),
    CHANGE: ("change", ("current", "new", "again")),
}
_PERSIAN = re.compile("[آ-ی]{2,}")


class Standing(Client):
    """Stands before the change of password, so that all three forms open; knows the password that was sent."""

    def __init__(self):
        super().__init__(raise_request_exception=False)
        browser, self.sent = changing(newcomer("نرگس"))
        self.cookies = browser.client.cookies
        self.cookies[settings.VISIT_COOKIE] = "one-visitor"


@pytest.fixture(scope="module")
def client():
    return Standing()


def _good(address: str, sent: str = "Nadorost1") -> dict:
    purpose, fields = FORMS[address]
    good = {"user": stranger(), "channel": "sms", "password": "Derakht8Sabz", "current": sent, "new": "x", "again": "y"}
    wanted = {name: good[name] for name in fields}
    return wanted | {"captcha": captcha.issue(purpose, "one-visitor"), "number": "12345"}


def _is_told(response, *statuses: int) -> None:
    assert response.status_code in (statuses or (200, 302, 429)), response.status_code
    if response.status_code != 302:
        body = response.content.decode()
        assert 'lang="fa"' in body and _PERSIAN.search(body.split("<main")[1])
    else:
        assert response.headers["Location"].startswith(("/entrance/", "/cases/", "/sessions/"))


def _was_refused(response) -> bool:
    return response.status_code == 429 or (
        response.status_code == 200 and 'class="problem"' in response.content.decode()
    )


@pytest.mark.parametrize("address", list(FORMS))
def test_naughty_strings_in_every_field_are_answered_with_a_page(client, address):
    """In all fields but a right captcha and, at the change, a right current password: they reach what is behind."""
    for text in NAUGHTY:
        fields = _good(address, client.sent)
        fields |= dict.fromkeys((n for n in fields if n not in ("captcha", "number", "current")), text)
        response = client.post(address, fields | ({"again": text + "x"} if "again" in fields else {}))
        _is_told(response, 200)
        assert _was_refused(response), text


def test_naughty_current_passwords_are_wrong(client):
    for text in NAUGHTY[::20] + NAUGHTY[-17:]:
        Tally.objects.using("owner").all().delete()
        response = client.post(CHANGE, _good(CHANGE, text))
        _is_told(response, 200)
        assert 'id="current-error-1"' in response.content.decode(), text


@pytest.mark.parametrize("address", list(FORMS))
@pytest.mark.parametrize("field", ["captcha", "number"])
def test_naughty_strings_as_captcha_are_answered_as_a_wrong_number(client, address, field):
    for text in NAUGHTY[:: 4 if field == "captcha" else 5]:
        response = client.post(address, _good(address) | {field: text})
        _is_told(response, 200)
        assert 'id="number-error"' in response.content.decode(), text


def test_naughty_passwords_are_compared_and_fit_no_one(client):
    for text in NAUGHTY[::30] + NAUGHTY[-17:]:
        response = client.post(ENTRANCE, _good(ENTRANCE) | {"password": text})
        _is_told(response, 200)
        assert _was_refused(response), text


def test_naughty_ids_and_ways_alone_are_answered(client):
    for text in NAUGHTY[::6]:
        for address, field in ((ENTRANCE, "user"), (GET_PASSWORD, "user"), (GET_PASSWORD, "channel")):
            response = client.post(address, _good(address) | {field: text})
            _is_told(response, 200)
            assert _was_refused(response), text


@pytest.mark.parametrize("address", list(FORMS))
def test_what_no_keyboard_makes_is_answered(client, address):
    """Lone surrogates and broken UTF-8, as bytes and as percent signs."""
    for raw in (b"%ED%A0%80", b"%00", b"%FF%FE", b"%C0%80", b"%F4%90%80%80", b"%", b"%zz", b"\xed\xa0\x80", b"&&;=="):
        for field in _good(address):
            good = "&".join(f"{k}={v}" for k, v in _good(address).items() if k != field).encode()
            body = good + b"&" + field.encode() + b"=" + raw
            response = client.generic("POST", address, body, content_type="application/x-www-form-urlencoded")
            _is_told(response, 200, 302, 400)


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1", "nonsense", "idna", "zlib", "hex", "undefined"])
def test_a_body_that_claims_another_charset_is_answered(client, charset):
    """UTF-7 can spell half a surrogate pair; some of Python's codecs are none for text, or know no kind way to fail."""
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    for address in FORMS:
        body = "".join(part.format(name, "a+2AA-") for name in _good(address)) + "--b--\r\n"
        kind = f"multipart/form-data; boundary=b; charset={charset}"
        _is_told(client.generic("POST", address, body, content_type=kind), 200, 400)


@pytest.mark.parametrize("address", list(FORMS))
def test_a_field_of_one_megabyte_is_turned_away(client, address):
    for field in _good(address):
        _is_told(client.post(address, _good(address) | {field: "x" * 1_000_000}), 400)
    _is_told(client.post(address, _good(address) | {f"f{n}": "" for n in range(200)}), 400)


@pytest.mark.parametrize("address", list(FORMS))
def test_fields_that_are_missing_or_come_twice_are_answered(client, address):
    for field in _good(address):
        fields = _good(address)
        missing = {k: v for k, v in fields.items() if k != field}
        response = client.post(address, missing)
        _is_told(response, 200)
        assert _was_refused(response)
        _is_told(client.post(address, _good(address) | {field: ["one", "two", ""]}), 200)
        _is_told(client.post(address, missing | {f"{field}[]": "x", f"{field}[a]": "y"}), 200)
    _is_told(client.post(address, {}), 200)


KINDS = [
    ("application/json", b'{"user": "1300001232"}', 200),
    ("application/json", b"[" * 100_000, 200),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 200),
    ("", b"user=1", 200),
    ("nonsense", b"user=1", 200),
    ("multipart/form-data", b"user=1", 400),
    ("multipart/form-data; boundary=b", b"--b\r\nbroken", 200),
    ("multipart/form-data; boundary=\xff", b"--b", 400),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="user"; filename="a"\r\n\r\nx\r\n--b--',
        200,
    ),
    ("application/x-www-form-urlencoded; charset=utf-16", b"user=1", 400),
]


@pytest.mark.parametrize(("kind", "body", "status"), KINDS, ids=range(len(KINDS)))
@pytest.mark.parametrize("address", list(FORMS))
def test_another_kind_of_body_is_answered(client, address, kind, body, status):
    _is_told(client.generic("POST", address, body, content_type=kind), status)


@pytest.mark.parametrize("address", [*FORMS, "/entrance/leave/", "/sessions/"])
def test_without_the_forms_own_token_nothing_is_done(client, address):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for fields in ({}, {"csrfmiddlewaretoken": "x" * 64}, {"csrfmiddlewaretoken": "\0"}, {"csrfmiddlewaretoken": "é"}):
        response = strict.post(address, fields)
        _is_told(response, 403)
        assert "اعتبار فرم به پایان رسیده است" in response.content.decode()
    other = strict.post(address, {}, HTTP_ORIGIN="https://evil.example", HTTP_X_CSRFTOKEN="x")
    _is_told(other, 403)


COOKIES = [
    "\0",
    r'"\000"',
    r'"a\000b"',
    r'"\377\355\240"',
    "é",
    "نرگس",
    "a.é",
    ".",
    "..",
    "x" * 3000,
    '"',
    "a.b.c",
    "%00",
]


@pytest.mark.parametrize("name", ["sid", "visit", "device", "csrf", "ended"])
@pytest.mark.parametrize("value", COOKIES, ids=range(len(COOKIES)))
def test_naughty_cookies_are_answered(name, value):
    """As a server hands them on: bytes read as Latin-1; Python's own parser makes a NUL of a quoted backslash 000."""
    header = f"visit=v; {name}={value}".encode().decode("latin-1")
    fields = _good(ENTRANCE) | {"captcha": captcha.issue("entrance", value if name == "visit" else "v")}
    for address in (ENTRANCE, CHANGE, "/cases/"):
        client = Client(HTTP_COOKIE=header, raise_request_exception=False)
        _is_told(client.get(address), 200, 302)
        _is_told(client.post(address, fields), 200, 302, 405)


@pytest.mark.parametrize("value", ["", "0", "-1", "99999", "۵", "²", "1e3", "x" * 5000, "%00", "%ED%A0%80", "<b>"])
def test_the_words_of_the_page_of_a_sent_password_come_from_no_address(client, value):
    response = client.get(f"/entrance/password/sent/?way={value}&wait={value}")
    _is_told(response, 200)
    assert "<b>" not in response.content.decode()


def test_ends_of_sessions_that_are_no_number_are_not_there():
    signed_in = Client(raise_request_exception=False)
    signed_in.cookies[settings.SESSION_COOKIE] = sessions.begin(person_id(newcomer("نرگس")), level=2, device="")
    for chosen in [*NAUGHTY[::10], "", "-1", "9" * 18, "9" * 19, "9" * 40, "۵", "²", "1e3", "\0"]:
        _is_told(signed_in.post("/sessions/", {"session": chosen}), 302, 404)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
@pytest.mark.parametrize("address", list(FORMS))
def test_other_methods_are_refused(client, address, method):
    assert getattr(client, method)(address).status_code == 405
