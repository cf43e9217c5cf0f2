"""A desk once it is open: for how long, for whom, where it leads, what becomes of a text when it closes meanwhile."""

import pytest
from browser_client import CHANGE, later
from django.conf import settings
from django.test import Client, override_settings
from history_model import as_web, asked, begun, people
from personas import SOLE_OWNER, token_of
from staff_client import (
    ENTRANCE,
    HOME,
    LEAVE,
    PASSWORD,
    Terminal,
    as_desk,
    at_desk,
    code_of,
    desk_of,
    fresh_number,
    number_of,
    ready,
    said,
)

from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.staff import invitations
from shahrsazi.staff.member import Member
from shahrsazi.staff.session import FULL, SETTING_UP, DeskSession

WORK = "/t/role/any_staff/"
ROLES = ("clerk", "auditor", "administrator")


def is_open(client: Client) -> bool:
    return client.get(WORK).status_code == 200


def holding(cookie: str, token: str) -> Client:
    client = Client()
    client.cookies[cookie] = token
    return client


# How long


@pytest.mark.parametrize(("minutes", "stays"), [(9.9, True), (10 + 1 / 60, False)])
def test_a_desk_left_alone_for_ten_minutes_is_closed(elham, minutes, stays):
    client = at_desk(elham)
    later("staff_desksession", "seen_at", minutes, f"member_id = {elham.id}")
    assert [is_open(client), is_open(client)] == [stays, stays]


def test_every_page_starts_the_clock_again(elham):
    client = at_desk(elham)
    for _ in range(3):
        later("staff_desksession", "seen_at", 9, f"member_id = {elham.id}")
        assert is_open(client)


@pytest.mark.parametrize(("hours", "stays"), [(9.99, True), (10.01, False)])
def test_after_ten_hours_at_most_one_signs_in_anew(elham, hours, stays):
    client = at_desk(elham)
    later("staff_desksession", "expires_at", hours * 60, f"member_id = {elham.id}")
    assert is_open(client) is stays


def test_the_idle_time_is_the_rules_that_is_in_force(elham):
    client = at_desk(elham)
    later("staff_desksession", "seen_at", 3, f"member_id = {elham.id}")
    RuleVersion.objects.using("owner").create(name="staff_idle_minutes", value=2, source="a test")
    try:
        assert not is_open(client)
    finally:
        RuleVersion.objects.using("owner").create(
            name="staff_idle_minutes", value=RULES["staff_idle_minutes"].value, source="a test"
        )
    assert is_open(client)


def test_a_disabled_member_is_out_at_the_next_request(elham):
    client = at_desk(elham)
    assert is_open(client)
    Member.objects.using("owner").filter(id=elham.id).update(disabled_at=asked("SELECT now()")[0][0])
    assert not is_open(client)
    with as_desk(client.cookies[settings.STAFF_COOKIE].value) as cursor:
        assert said(cursor, "SELECT guard.desk_member()") is None


def test_signing_out_ends_the_desk_and_forgets_the_cookie(elham):
    client = at_desk(elham)
    token = client.cookies[settings.STAFF_COOKIE].value
    answer = client.post(LEAVE)
    assert (answer.status_code, answer["Location"], answer.cookies[settings.STAFF_COOKIE].value) == (302, ENTRANCE, "")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_open(holding(settings.STAFF_COOKIE, token))
    assert (
        DeskSession.objects.using("owner").filter(member=elham).values_list("end_reason", flat=True).get()
        == "signed_out"
    )


def test_signing_out_needs_a_form_of_this_site(elham):
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.STAFF_COOKIE] = desk_of(elham)
    assert client.post(LEAVE).status_code == 403 and client.get(LEAVE).status_code == 200
    assert is_open(client)


# The cookie


def test_the_cookie_has_a_name_of_its_own_and_no_script_and_no_other_site_has_it(elham):
    terminal = Terminal()
    terminal.sign_in(number_of(elham), PASSWORD, code_of(elham))
    cookie = terminal.client.cookies[settings.STAFF_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "Strict", "/", "")
    assert settings.STAFF_COOKIE != settings.SESSION_COOKIE and settings.SESSION_COOKIE not in terminal.client.cookies


def test_where_there_is_tls_the_cookie_goes_by_tls_alone(elham):
    terminal = Terminal()
    with override_settings(SECURE_COOKIES=True):
        terminal.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert terminal.client.cookies[settings.STAFF_COOKIE]["secure"] is True


def test_a_citizens_token_is_no_desk_and_a_desks_token_no_citizens(elham, city):
    citizen, clerk = token_of(SOLE_OWNER), desk_of(elham)
    assert not is_open(holding(settings.STAFF_COOKIE, citizen)) and not is_open(holding(settings.SESSION_COOKIE, clerk))
    assert holding(settings.SESSION_COOKIE, clerk).get("/cases/").status_code == 302
    assert holding(settings.STAFF_COOKIE, citizen).get("/cases/").status_code == 302
    assert holding(settings.SESSION_COOKIE, citizen).get(WORK).status_code == 302
    with as_web(clerk) as cursor:
        assert said(cursor, "SELECT guard.uid()") is None
    with as_desk(citizen) as cursor:
        assert said(cursor, "SELECT guard.desk_member()") is None


def test_one_browser_may_hold_both_and_neither_disturbs_the_other(elham):
    citizen = people(1)[0]
    client = at_desk(elham)
    client.cookies[settings.SESSION_COOKIE] = begun(citizen)
    assert is_open(client) and client.get("/cases/").status_code == 200
    client.post(LEAVE)
    assert not is_open(client) and client.get("/cases/").status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "é" * 10, "a" * 8000, "' OR 1=1 --", "\\x00", "%00", "A" * 43])
def test_any_cookie_at_all_is_a_visitor_without_a_desk(cookie):
    assert holding(settings.STAFF_COOKIE, cookie).get(WORK).status_code == 302


# Which pages


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_own_pages_and_the_others_are_not_there(role):
    client = at_desk(ready(role))
    codes = {need: client.get(f"/t/role/{need}/").status_code for need in ("any_staff", *ROLES, "second_person")}
    seconds = 200 if role in ("auditor", "administrator") else 404
    assert codes == {"any_staff": 200, "second_person": seconds} | {r: 200 if r == role else 404 for r in ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_home_is_each_roles_own_first_page(role):
    client = at_desk(ready(role))
    answer = client.get(HOME)
    assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("level", [FULL, SETTING_UP])
def test_a_desk_opens_none_of_the_citizens_pages(elham, level):
    client = at_desk(elham, level)
    for address in ("/cases/", "/sessions/", CHANGE, f"/cases/{'A' * 22}/", f"/cases/{'A' * 22}/permits/"):
        assert client.get(address).status_code == 302, address


# What was typed


def closed_meanwhile(elham, address: str, typed: dict) -> Terminal:
    """A terminal whose desk was closed before it sent what was typed."""
    terminal = Terminal()
    terminal.client.handler.enforce_csrf_checks = False
    terminal.client.cookies[settings.STAFF_COOKIE] = desk_of(elham)
    later("staff_desksession", "seen_at", 11, f"member_id = {elham.id}")
    terminal._came(terminal.client.post(address, typed))
    terminal.client.handler.enforce_csrf_checks = True
    return terminal


def test_what_was_typed_at_a_desk_that_closed_is_kept_and_sent_again(elham):
    typed = {"first": ["نرگس «الف» <b>\"'&", "second"], "lines": "one\ntwo", "empty": ""}
    terminal = closed_meanwhile(elham, "/t/role/clerk/?of=today", typed)
    assert (terminal.response.status_code, terminal.response.headers["Cache-Control"]) == (403, "no-store")
    assert terminal.page.find(".//main") is not None
    fields = [(e.attrib["name"], e.attrib["value"]) for e in terminal.page.iter("input")]
    assert fields[0][0] == "csrfmiddlewaretoken"
    assert fields[1:] == [("first", typed["first"][0]), ("first", "second"), ("lines", "one\ntwo"), ("empty", "")]
    (form,) = terminal.page.iter("form")
    assert form.attrib["action"] == "/t/role/clerk/?of=today"
    terminal.client.cookies[settings.STAFF_COOKIE] = desk_of(elham)
    sent = terminal.client.post(form.attrib["action"], {"csrfmiddlewaretoken": fields[0][1]} | typed)
    assert sent.status_code == 200 and "second" in sent.content.decode() and "csrf" not in sent.content.decode()


def test_sent_again_before_signing_in_it_is_kept_once_more(elham):
    terminal = closed_meanwhile(elham, "/t/role/clerk/", {"first": "نرگس"})
    for _ in range(3):
        label = list(terminal.page.iter("button"))[-1].text
        terminal.press(label)
        assert terminal.response.status_code == 403
        assert [e.attrib["value"] for e in terminal.page.iter("input") if e.attrib["name"] == "first"] == ["نرگس"]


def test_where_nothing_was_typed_the_entrance_is_the_way_on(elham):
    terminal = closed_meanwhile(elham, "/t/role/clerk/", {})
    assert terminal.address in ("/staff/", ENTRANCE)


@pytest.mark.parametrize("address", ["/en/staff/password/", "/en/staff/enrol/"])
def test_a_password_that_was_typed_at_a_desk_that_closed_comes_back_in_no_page(elham, address):
    terminal = closed_meanwhile(
        elham, address, {"current": PASSWORD, "new": "Khane5Elham", "again": "Khane5Elham", "code": "123456"}
    )
    assert terminal.address == ENTRANCE
    assert PASSWORD.encode() not in terminal.response.content and b"Khane5Elham" not in terminal.response.content


def test_another_site_cannot_have_a_page_of_kept_texts_made(elham):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/t/role/clerk/", {"first": "planted"})
    assert answer.status_code == 403 and b"planted" not in answer.content


def test_the_name_of_the_visitor_and_the_way_out_are_on_every_page_of_staff():
    number = fresh_number()
    invitations.add(number, "الهام", "تازه", "clerk", 5)
    client = at_desk(Member.objects.using("owner").get(person__number=number))
    page = client.get("/en/staff/password/").content.decode()
    assert "الهام تازه" in page and f'action="{LEAVE}"' in page
