"""Who comes in: every page for every role, for nobody, for a citizen; and what each page is made of."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from page_tree import text, tree
from personas import SOLE_OWNER, signed_in, token_of

from shahrsazi.administration import urls

HIS = [
    "",
    "staff/",
    "districts/",
    "districts/?district=5",
    "rules/",
    "rules/?rule=sealed_days",
    "holidays/",
    "codes/",
    "codes/roof/",
    "codes/roof/?key=slab",
    "codes/staff_role/",
    "messages/",
]
ADMINISTRATORS = [f"/administration/{tail}" for tail in HIS]
AUDITORS = ["/audit/", "/audit/ledger.csv"]
BOTH = ["/administration/requests/"]
LANGUAGES = pytest.mark.parametrize("language", ["", "/en"])


def test_every_page_of_the_administration_is_tried_here():
    """One that is read, that is; the page of a member stands in each test by its own reference."""
    tried = {resolve(address.partition("?")[0]).url_name for address in ADMINISTRATORS + BOTH} | {"member"}
    assert {route.name for route in urls.pages} == tried


@LANGUAGES
@pytest.mark.parametrize(
    ("who", "opened"), [("administrator", ADMINISTRATORS + BOTH), ("auditor", AUDITORS + BOTH), ("clerk", [])]
)
def test_each_role_finds_its_own_pages_and_no_others(request, member_of, who, opened, language):
    client = request.getfixturevalue(who)
    person = f"/administration/staff/{member_of('1310004439').ref.hex}/"
    mine = [*opened, person] if who == "administrator" else opened
    every = [*ADMINISTRATORS, person, *AUDITORS, *BOTH]
    found = {address: client.get(language + address).status_code for address in every}
    assert found == {address: 200 if address in mine else 404 for address in every}


@pytest.mark.parametrize("address", ADMINISTRATORS + AUDITORS + BOTH)
def test_nobody_and_a_citizen_are_led_to_the_staffs_entrance(staff, address):
    forged = Client()
    forged.cookies[settings.STAFF_COOKIE] = token_of(SOLE_OWNER)
    for client in (Client(), signed_in(SOLE_OWNER), forged):
        response = client.get(address)
        assert response.status_code == 302 and response.headers["Location"] == "/staff/"


@pytest.mark.parametrize("address", ["staff/", "districts/", "rules/", "holidays/", "codes/roof/", "requests/"])
def test_a_clerk_who_sends_a_form_to_a_page_of_administration_is_told_nothing(clerk, address, written):
    assert clerk.post(f"/administration/{address}", {"do": "add"}).status_code == 404
    assert {act for act, *_ in written()} == {"denied"}


@pytest.mark.parametrize("address", ["/administration/", "/administration/codes/", "/audit/ledger.csv"])
def test_pages_that_are_only_read_take_no_form(administrator, auditor, address):
    client = auditor if "audit" in address else administrator
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/administration/staff/", "/administration/requests/", "/audit/"])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_forms_take_nothing_but_get_and_post(administrator, auditor, address, method):
    assert getattr(auditor if "audit" in address else administrator, method)(address).status_code == 405


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 18, "9" * 32, "g" * 32])
def test_a_member_of_staff_whom_there_is_not_is_not_found(administrator, number):
    assert administrator.get(f"/administration/staff/{number}/").status_code == 404
    assert administrator.get(f"/administration/codes/{number}/").status_code == 404


@LANGUAGES
def test_every_page_is_valid_html_with_one_heading_that_begins_its_title(administrator, auditor, newcomer, language):
    person = f"/administration/staff/{newcomer.ref.hex}/"
    asked = [(administrator, a) for a in [*ADMINISTRATORS, person, *BOTH]] + [(auditor, a) for a in ["/audit/", *BOTH]]
    for client, address in asked:
        page = tree(client.get(language + address).content.decode())
        (heading,) = [text(h) for h in page.iter("h1")]
        assert heading and text(page.find("head/title")).startswith(heading), address
        ids = [e.get("id") for e in page.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), address


def test_the_first_page_says_what_waits_and_leads_everywhere(administrator, newcomer):
    administrator.post("/administration/rules/", {"rule": "sealed_days", "value": "9", "source": "آزمون"})
    page = tree(administrator.get("/en/administration/").content.decode())
    assert "1 request waits for a second person" in text(page)
    links = {a.get("href") for a in page.find(".//main").iter("a")}
    assert {
        f"/en/administration/{name}/"
        for name in ("staff", "districts", "rules", "codes", "holidays", "messages", "requests")
    } <= links


def test_a_desk_that_was_left_alone_keeps_what_was_typed(administrator):
    from browser_client import later

    later("staff_desksession", "seen_at", 20)
    answer = administrator.post("/administration/holidays/", {"day": "1405/5/5", "name": "عاشورا", "do": "add"})
    assert answer.status_code == 403 and "عاشورا" in answer.content.decode()
