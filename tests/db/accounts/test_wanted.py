"""Where a citizen comes back to after signing in: the page that they opened, if it is one of this site and theirs."""

import re

import pytest
from browser_client import CHANGE, ENTRANCE, Browser, later, newcomer, sent_password, with_password
from django.conf import settings
from django.core import signing
from django.test import Client
from elsewhere import ELSEWHERE
from personas import case_of, person_id, token_of

from shahrsazi.credentials import sessions
from shahrsazi.web.wanted import is_own_page

PASSWORD = "Derakht8Sabz"
LIST = "/cases/?q=%D8%AE%DB%8C%D8%A7%D8%A8%D8%A7%D9%86&page=1"


@pytest.fixture
def nargess(city) -> str:
    return with_password("نرگس", PASSWORD)


def timed_out(number: str) -> Browser:
    """A browser in which she was signed in, and then away for longer than a session lasts."""
    browser = Browser()
    browser.client.cookies[settings.SESSION_COOKIE] = token_of(number)
    later("credentials_session", "seen_at", 15.1, f"person_id = {person_id(number)}")
    return browser


@pytest.mark.parametrize("address", [LIST, "/sessions/", "/changes/", "/en/sessions/"])
def test_a_page_opened_before_signing_in_is_come_back_to(nargess, address):
    browser = Browser()
    browser.open(address)
    browser.sign_in(nargess, PASSWORD)
    assert browser.response.request["PATH_INFO"] == address.partition("?")[0]
    assert browser.response.request["QUERY_STRING"] == address.partition("?")[2]


def test_the_entrance_says_so_and_no_address_carries_it(nargess):
    client = Client()
    answer = client.get(LIST)
    assert answer["Location"] == ENTRANCE and "باز کرده بودید" in client.get(ENTRANCE).content.decode()
    cookie = answer.cookies[settings.WANTED_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 3600)


def test_so_is_one_at_which_the_session_was_over(nargess):
    browser = timed_out(nargess)
    browser.open(LIST)
    browser.sign_in(nargess, PASSWORD)
    assert browser.response.request["QUERY_STRING"] == LIST.partition("?")[2]
    assert browser.cookie(settings.WANTED_COOKIE) == "", "the next sign-in leads to the list"


def test_the_next_person_at_the_same_computer_is_not_led_to_her_page(nargess):
    bahram, browser = with_password("بهرام", PASSWORD), timed_out(nargess)
    browser.open(f"/cases/{case_of('A').ref}/")
    browser.sign_in(bahram, PASSWORD)
    assert (browser.response.status_code, browser.address) == (200, "/cases/")


def test_nor_is_anybody_after_she_has_signed_out(nargess):
    browser = timed_out(nargess)
    browser.open(LIST)
    browser.client.cookies[settings.SESSION_COOKIE] = token_of(nargess)
    browser.open("/sessions/")
    browser.press("خروج")
    assert browser.cookie(settings.WANTED_COOKIE) == ""


def test_after_the_first_password_was_changed_the_page_is_still_wanted(city):
    roya = newcomer("رویا")
    browser, sent = Browser(), sent_password(roya)
    browser.open("/sessions/")
    browser.sign_in(roya, sent)
    assert browser.address == CHANGE
    browser.change(sent, PASSWORD)
    assert browser.address == ENTRANCE
    browser.sign_in(roya, PASSWORD)
    assert browser.address == "/sessions/"


def _entered(number: str, cookie: str) -> str:
    browser = Browser()
    browser.client.cookies[settings.WANTED_COOKIE] = cookie
    browser.sign_in(number, PASSWORD)
    return browser.address


@pytest.mark.parametrize("address", [*ELSEWHERE, ""])
def test_an_address_that_is_no_page_of_ours_is_never_led_to_even_signed(nargess, address):
    assert not is_own_page(address)
    assert _entered(nargess, signing.dumps(address, salt=f"wanted/{settings.WANTED_COOKIE}/0")) == "/cases/"


@pytest.mark.parametrize("cookie", ["/sessions/", "x:y:z", "é", "A" * 5000])
def test_nor_one_that_we_did_not_sign(nargess, cookie):
    assert _entered(nargess, cookie) == "/cases/"


# No parameter: it bears the second of its making, and workers that do not agree on the tests' names run none of them.
def test_nor_one_that_was_signed_for_another_use(nargess):
    assert _entered(nargess, signing.dumps("/sessions/")) == "/cases/"


def test_nor_a_page_of_staff(nargess):
    """Their door signs for itself alone, and no page of theirs sends anyone to the citizens'."""
    assert _entered(nargess, signing.dumps("/sessions/", salt=f"wanted/{settings.STAFF_WANTED_COOKIE}/0")) == "/cases/"
    client = Client()
    for address in ("/staff/home/", "/desk/", "/audit/"):
        assert settings.WANTED_COOKIE not in client.get(address).cookies


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Dest": "image"}, {"Accept": "image/avif,image/webp,*/*;q=0.8"}, {"Sec-Fetch-Dest": "empty"}]
)
def test_what_a_page_loads_within_itself_is_not_come_back_to(nargess, headers):
    assert settings.WANTED_COOKIE not in Client().get("/cases/", headers=headers).cookies


@pytest.mark.parametrize("tail", ["file", "1-thumb.webp"])
def test_nor_is_a_file(nargess, tail):
    address = f"/cases/{case_of('A').ref}/papers/{'0' * 64}/{tail}"
    answer = Client().get(address)
    assert answer.status_code == 302 and settings.WANTED_COOKIE not in answer.cookies


# What was typed


def test_what_was_typed_in_a_form_that_came_too_late_is_kept_and_sent_again(nargess):
    browser = timed_out(nargess)
    browser.client.handler.enforce_csrf_checks = False
    browser._came(browser.client.post("/changes/", {"change": "7", "words": "این «فروش» <b> از من نیست"}))
    assert browser.response.status_code == 403 and "ذخیره نشده" in browser.text
    fields = {e.attrib["name"]: e.attrib["value"] for e in browser.page.iter("input")}
    assert fields["words"] == "این «فروش» <b> از من نیست" and fields["change"] == "7"
    browser.client.cookies[settings.SESSION_COOKIE] = token_of(nargess)
    assert browser.press("ارسال دوباره").status_code == 200
    assert len(browser.errors()) == 1, "the objection is answered: there is no such change"


def test_a_password_that_came_too_late_is_sent_back_in_no_page_but_it_is_said(nargess):
    browser = timed_out(nargess)
    browser.client.handler.enforce_csrf_checks = False
    browser._came(browser.client.post(CHANGE, {"current": PASSWORD, "new": "Khane5Nargess", "again": "Khane5Nargess"}))
    assert browser.address == ENTRANCE and "ذخیره نشده است" in browser.text
    assert not re.search("Khane5|Derakht8", browser.response.content.decode())
    assert sessions.last_of("nobody's") == (0, "")
