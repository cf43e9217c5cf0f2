"""Whoever is signed in reads their own name and «خروج» on every page, public ones and errors too; nobody else does."""

import re

import pytest
from browser_client import Browser, with_password
from django.conf import settings
from django.db import OperationalError, connections
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from page_tree import text, tree
from personas import NEIGHBOUR, SOLE_OWNER, case_of, token_of
from psycopg_pool import PoolTimeout
from staff_client import at_desk, page_at, ready, with_pages

from shahrsazi.accounts.access import citizen
from shahrsazi.database.query_counter import round_trips
from shahrsazi.people.models import Person
from shahrsazi.web import errors
from shahrsazi.web.routes import anyone, page

PUBLIC = ["/", "/guide/", "/status/", "/entrance/", "/entrance/password/", "/entrance/password/sent/", "/outbox/"]
PUBLIC += ["/entrance/leave/", "/staff/"]
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"])
OUT, ENTRANCE = {"": "خروج", "/en": "Sign out"}, {"": "ورود شهروندان", "/en": "Citizens' entrance"}


class BrokenError(Exception):
    pass


def _broken(request):
    raise BrokenError


def _away(request):
    raise OperationalError("the server closed the connection")


def _still_away(request):
    raise OperationalError("couldn't get a connection") from PoolTimeout()


def _busy(request):
    return errors.busy(request)


def _forbidden(request):
    return errors.forbidden(request)


PAGES = {"broken": _broken, "away": _away, "still_away": _still_away, "busy": _busy, "forbidden": _forbidden}


@pytest.fixture(autouse=True)
def _pages_that_fail(city):
    own = [page_at(f"{prefix}t/{name}/", view, anyone) for name, view in PAGES.items() for prefix in ("", "en/")]
    addresses = with_pages(*own)
    addresses.handler500, addresses.handler400 = "shahrsazi.web.errors.failed", "shahrsazi.web.errors.bad_request"
    with override_settings(ROOT_URLCONF=addresses):
        yield


def name_of(number: str) -> str:
    person = Person.objects.using("owner").get(number=number)
    return f"{person.first_name} {person.last_name}"


def browser_of(token: str = "", **options) -> Client:
    client = Client(raise_request_exception=False, **options)
    if token:
        client.cookies[settings.SESSION_COOKIE] = token
    return client


def header(html: str) -> str:
    return text(tree(html).find(".//header"))


def offers_entrance(html: str, prefix: str) -> bool:
    """By a link or a heading; the guide's own sentences still name it."""
    page = tree(html)
    return ENTRANCE[prefix] in {text(e) for tag in ("a", "h1", "button") for e in page.iter(tag)}


ERRORS = {
    400: lambda c, p: c.post(f"{p}/entrance/", {f"f{n}": "1" for n in range(200)}),
    403: lambda c, p: c.get(f"{p}/t/forbidden/"),
    404: lambda c, p: c.get(f"{p}/nowhere/"),
    405: lambda c, p: c.post(f"{p}/guide/"),
    413: lambda c, p: c.post(f"{p}/entrance/", b"x" * (settings.LARGEST_FORM + 1), content_type="text/plain"),
    500: lambda c, p: c.get(f"{p}/t/broken/"),
    503: lambda c, p: c.get(f"{p}/t/busy/"),
}


@LANGUAGES
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_names_the_citizen_and_the_way_out(address, prefix):
    html = browser_of(token_of(SOLE_OWNER)).get(prefix + address).content.decode()
    assert name_of(SOLE_OWNER) in header(html) and OUT[prefix] in header(html)
    assert not offers_entrance(html, prefix)


@LANGUAGES
@pytest.mark.parametrize("status", ERRORS)
def test_so_does_every_page_of_an_error(status, prefix):
    answer = ERRORS[status](browser_of(token_of(SOLE_OWNER)), prefix)
    html = answer.content.decode()
    assert answer.status_code == status
    assert name_of(SOLE_OWNER) in header(html) and OUT[prefix] in header(html)
    assert not offers_entrance(html, prefix)


def test_so_does_a_form_without_its_token():
    html = browser_of(token_of(SOLE_OWNER), enforce_csrf_checks=True).post("/sessions/", {"session": "1"})
    assert html.status_code == 403 and name_of(SOLE_OWNER) in header(html.content.decode())


def test_so_does_a_lock_after_wrong_passwords():
    client = browser_of(token_of(SOLE_OWNER))
    for _ in range(6):
        captcha = re.search(r'name="captcha" value="([^"]+)"', client.get("/entrance/").content.decode())[1]
        typed = {"user": NEIGHBOUR, "password": "Wrong-1-word", "captcha": captcha, "number": "12345"}
        answer = client.post("/entrance/", typed)
    assert answer.status_code == 429 and name_of(SOLE_OWNER) in header(answer.content.decode())


@LANGUAGES
def test_the_way_out_of_an_error_is_a_link_to_a_page_that_asks_and_its_button_ends_the_session(prefix):
    nargess = with_password("نرگس", "Derakht8Sabz")
    browser, token = Browser(), token_of(nargess)
    browser.client.cookies[settings.SESSION_COOKIE] = token
    browser.open(f"{prefix}/nowhere/")
    browser.follow(OUT[prefix])
    assert browser.response.status_code == 200 and name_of(nargess) in browser.text
    browser.press(OUT[prefix])
    assert browser_of(token).get("/sessions/").status_code == 302
    assert name_of(nargess) not in browser.open("/").content.decode()


@LANGUAGES
@pytest.mark.parametrize("token", ["", "A" * 43, "x", "é" * 20])
def test_nobody_is_named_to_whoever_is_not_signed_in(token, prefix):
    for address in ("/", "/guide/", "/nowhere/"):
        html = browser_of(token).get(prefix + address).content.decode()
        assert OUT[prefix] not in header(html) and name_of(SOLE_OWNER) not in html
    assert ENTRANCE[prefix] in header(browser_of(token).get(f"{prefix}/").content.decode())


def test_each_of_two_who_ask_in_turn_reads_their_own_name():
    clients = {number: browser_of(token_of(number)) for number in (SOLE_OWNER, NEIGHBOUR)}
    for address in ["/", "/nowhere/", "/guide/", "/t/broken/"] * 2:
        for number, client in clients.items():
            html = client.get(address).content.decode()
            (other,) = {SOLE_OWNER, NEIGHBOUR} - {number}
            assert name_of(number) in header(html) and name_of(other) not in html, address


@pytest.mark.parametrize("address", ["/", "/guide/", "/nowhere/", "/t/broken/", "/outbox/"])
def test_a_page_with_a_name_is_stored_by_no_cache_and_is_not_another_visitors(address):
    for client in (browser_of(token_of(SOLE_OWNER)), browser_of()):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-store" and "Cookie" in answer["Vary"]


def test_whoever_has_still_to_choose_a_password_is_led_to_that(city):
    html = browser_of(token_of(SOLE_OWNER, 1)).get("/").content.decode()
    links = {a.get("href") for a in tree(html).iter("a")}
    assert name_of(SOLE_OWNER) in header(html) and "/entrance/change/" in links and "/cases/" not in links


@LANGUAGES
def test_a_member_of_staff_is_named_on_public_pages_and_errors_and_signs_out_of_the_desk(prefix):
    member = ready("clerk")
    client = at_desk(member)
    for address in ("/", "/guide/", "/nowhere/"):
        html = client.get(prefix + address).content.decode()
        assert name_of(member.person.number) in header(html) and OUT[prefix] in header(html)
        assert not offers_entrance(html, prefix) or address == "/entrance/"
        assert f"{prefix}/staff/leave/" in html and f"{prefix}/entrance/leave/" not in html
    with override_settings(STAFF_FROM=[]):
        assert name_of(member.person.number) in header(client.get("/").content.decode())


def test_from_outside_the_networks_of_staff_no_desk_is_named():
    from ipaddress import ip_network

    member = ready("clerk")
    with override_settings(STAFF_FROM=[ip_network("10.9.9.0/24")]):
        assert name_of(member.person.number) not in at_desk(member).get("/").content.decode()


# What it costs


def trips(client: Client, address: str) -> int:
    with CaptureQueriesContext(connections["default"]) as captured, round_trips() as pipelined:
        client.get(address)
    statements = [q["sql"] for q in captured if not re.match("BEGIN|COMMIT", q["sql"])]
    return len(statements) + len(pipelined)


@pytest.mark.parametrize("address", ["/", "/guide/", "/entrance/", "/nowhere/"])
def test_who_has_no_cookie_costs_no_trip_more_and_who_is_signed_in_costs_one(address):
    without = trips(browser_of(), address)
    assert without == (1 if address in ("/", "/guide/") else 0)
    assert trips(browser_of(token_of(SOLE_OWNER)), address) == without + 1


def test_a_page_that_has_looked_its_visitor_up_does_not_do_so_again():
    client, address = browser_of(token_of(SOLE_OWNER)), f"/cases/{case_of('A').ref}/permits/"
    with round_trips() as pipelined:
        assert client.get(address).status_code == 200
    assert sum("open_session" in str(trip) for trip in pipelined) == 1


# When the database is gone


@pytest.mark.parametrize("name", ["away", "still_away"])
def test_with_the_database_gone_the_page_comes_at_once_without_a_name_and_without_the_entrance(name):
    with round_trips() as pipelined:
        answer = browser_of(token_of(SOLE_OWNER)).get(f"/t/{name}/")
    html = answer.content.decode()
    assert answer.status_code == 503 and pipelined == []
    assert OUT[""] in header(html) and not offers_entrance(html, "") and name_of(SOLE_OWNER) not in html


def test_where_only_the_look_for_the_name_fails_the_page_still_comes():
    """A database that is gone is met first by the header's own question on a page that asks for nothing else."""
    client = browser_of(token_of(SOLE_OWNER))
    with connections["default"].execute_wrapper(_no_answer):
        answer = client.get("/nowhere/")
    assert answer.status_code == 404 and OUT[""] in header(answer.content.decode())


def _no_answer(execute, sql, params, many, context):
    raise OperationalError("the server closed the connection")


def test_whom_the_page_has_looked_up_before_the_database_went_is_named_even_then():
    request = RequestFactory().get("/t/mine/")
    request.COOKIES[settings.SESSION_COOKIE] = token_of(SOLE_OWNER)
    try:
        page(_still_away, needs=citizen)(request)
    except OperationalError:
        answer = errors.failed(request)
    assert answer.status_code == 503 and name_of(SOLE_OWNER) in header(answer.content.decode())
