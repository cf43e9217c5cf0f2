"""Naughty strings in every field of every form: a page with what is wrong, never a server error.

Each form gets a third of the strings, for time.
"""

import json

import pytest
from conftest import ROOT
from page_tree import tree

from shahrsazi.city import holidays, overrides
from shahrsazi.city.districts import District
from shahrsazi.city.holidays import Holiday
from shahrsazi.city.overrides import CodeEntry

VECTORS = ROOT / "tests" / "vectors"
BIDI = [entry["value"] for entry in json.loads((VECTORS / "bidi_attack_strings.json").read_text("utf8"))]
NAUGHTY = sorted({*json.loads((VECTORS / "blns.json").read_text("utf8")), *BIDI}) + [
    "\0",
    "a\0b",
    "x" * 5000,
    "۱" * 40,
    "²",
    "1_0",
    "\ufffe\uffff",
    "\U0010ffff",
    "\u200c",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "-1",
    "1e9",
]
A = "/administration/"
FORMS = {
    "add a member": (
        A + "staff/",
        {"number": "1310999990", "first_name": "x", "last_name": "y", "role": "clerk", "district": "4"},
        ("number", "first_name", "last_name", "role", "district"),
    ),
    "change a member": (
        A + "staff/{member}/",
        {"do": "change", "role": "clerk", "district": "4"},
        ("do", "role", "district"),
    ),
    "recover": (A + "staff/{member}/", {"do": "recover"}, ("reason",)),
    "district": (
        A + "districts/",
        {"district": "13", "address": "x", "phone": "031"},
        (
            "district",
            "address",
            "phone",
            "served_from",
            "secretariat_phone",
            "completion_address",
            "income_hours_english",
        ),
    ),
    "rule": (A + "rules/", {"rule": "sealed_days", "value": "9", "source": "x"}, ("rule", "value", "source")),
    "holiday": (A + "holidays/", {"do": "add", "day": "1405/5/5", "name": "x"}, ("do", "day", "name", "year")),
    "a holiday less": (A + "holidays/", {"do": "remove"}, ("holiday",)),
    "a holiday later": (A + "holidays/", {"do": "later"}, ("holiday", "year")),
    "a year's holidays": (A + "holidays/", {"do": "confirm_year", "year": "1499"}, ("year",)),
    "new code": (
        A + "codes/facade/",
        {"do": "add", "key": "zz", "persian": "x", "english": "y"},
        ("do", "key", "persian", "english"),
    ),
    "renamed code": (
        A + "codes/facade/",
        {"do": "rename", "key": "brick", "persian": "x", "english": "y"},
        ("key", "persian", "english"),
    ),
    "request": (A + "requests/", {"do": "agree", "request": "1"}, ("do", "request")),
    "audit": ("/audit/", {}, ("file", "number", "clerk", "day")),
}


@pytest.fixture
def tidy():
    kept = District.objects.using("owner").get(number=13)
    yield
    kept.save(using="owner")
    CodeEntry.objects.using("owner").all().delete()
    Holiday.objects.using("owner").all().delete()
    holidays.load()
    overrides.invalidate()


@pytest.mark.parametrize("form", FORMS)
def test_naughty_strings_in_every_field_are_answered(administrator, auditor, newcomer, tidy, form):
    address, good, fields = FORMS[form]
    client = auditor if form == "audit" else administrator
    for number, typed in enumerate(NAUGHTY[list(FORMS).index(form) % 3 :: 3]):
        said = good | {fields[number % len(fields)]: typed}
        answer = client.post(address.format(member=newcomer.ref.hex), said)
        assert answer.status_code in (200, 302), (said, answer.status_code)
    for typed in NAUGHTY[-13:]:
        for field in fields:
            assert client.post(address.format(member=newcomer.ref.hex), good | {field: typed}).status_code in (
                200,
                302,
            ), (field, typed)
        answer = client.post(address.format(member=newcomer.ref.hex), good | dict.fromkeys(fields, typed))
        assert answer.status_code in (200, 302) and (
            answer.status_code == 302 or tree(answer.content.decode()) is not None
        )
    assert client.get(address.format(member=newcomer.ref.hex)).status_code == 200


@pytest.mark.parametrize("query", ["district", "rule", "key", "notice", "year"])
def test_naughty_strings_in_the_address_are_answered(administrator, query):
    for page in ("districts/", "rules/", "codes/roof/", "staff/", "holidays/"):
        for typed in NAUGHTY[::25] + NAUGHTY[-13:]:
            assert administrator.get(A + page, {query: typed}).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_form_and_what_no_keyboard_makes_are_answered(administrator, auditor, newcomer, tidy, form):
    address, good, fields = FORMS[form]
    client = auditor if form == "audit" else administrator
    address = address.format(member=newcomer.ref.hex)
    assert client.post(address, {}).status_code in (200, 302)
    for raw in (b"%ED%A0%80", b"%00", b"%FF%FE", b"\xed\xa0\x80"):
        for field in fields:
            body = (
                "&".join(f"{k}={v}" for k, v in good.items() if k != field).encode()
                + b"&"
                + field.encode()
                + b"="
                + raw
            )
            answer = client.generic("POST", address, body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code in (200, 302, 400), (field, raw)
