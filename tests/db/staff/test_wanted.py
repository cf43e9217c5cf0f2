"""Where a member of staff comes back to after signing in: their own page of this site, and nowhere else."""

import pytest
from browser_client import later
from django.conf import settings
from django.core import signing
from django.test import Client
from elsewhere import ELSEWHERE
from staff_client import ENTRANCE, HOME, PASSWORD, Terminal, code_of, desk_of, number_of, ready

from shahrsazi.credentials import captcha


def test_a_page_asked_for_without_a_desk_is_come_to_after_signing_in(elham):
    terminal = Terminal()
    asked_for = "/en/staff/password/?of=today"
    assert terminal.client.get(asked_for)["Location"] == ENTRANCE, "no address carries where she wanted to go"
    terminal.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert terminal.response.request["PATH_INFO"] == "/en/staff/password/"
    assert terminal.response.request["QUERY_STRING"] == "of=today"


def _entered(elham, cookie: str, **parameters: str):
    client = Client()
    client.cookies["visit"], client.cookies[settings.STAFF_WANTED_COOKIE] = "one visitor", cookie
    typed = {"user": number_of(elham), "password": PASSWORD, "code": code_of(elham), "number": "12345"} | parameters
    return client.post(ENTRANCE, typed | {"captcha": captcha.issue("staff", "one visitor")})


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_nowhere_but_to_a_page_of_this_site(elham, wanted):
    answer = _entered(elham, signing.dumps(wanted, salt=f"wanted/{settings.STAFF_WANTED_COOKIE}/0"), next=wanted)
    assert (answer.status_code, answer["Location"]) == (302, HOME)


@pytest.mark.parametrize("cookie", ["", "/en/staff/password/", "x:y:z", "é", "A" * 5000])
def test_nor_to_one_that_we_did_not_sign(elham, cookie):
    assert _entered(elham, cookie)["Location"] == HOME


def test_what_a_citizen_wanted_is_nothing_to_a_desk(elham):
    cookie = signing.dumps("/cases/", salt=f"wanted/{settings.WANTED_COOKIE}/0")
    assert _entered(elham, cookie)["Location"] == HOME


def test_a_desk_that_closed_brings_its_own_member_back_and_no_colleague(elham):
    colleague = ready("clerk")
    for member, leads in [(elham, "/en/staff/password/?of=today"), (colleague, HOME)]:
        terminal = Terminal()
        terminal.client.cookies[settings.STAFF_COOKIE] = desk_of(elham)
        later("staff_desksession", "seen_at", 11, f"member_id = {elham.id}")
        closed = terminal.client.get("/en/staff/password/?of=today")
        assert (closed.status_code, closed["Location"]) == (302, ENTRANCE)
        assert _entered(member, closed.cookies[settings.STAFF_WANTED_COOKIE].value)["Location"] == leads
