"""Every address for every kind of visitor, in one printed table; and what is answered to methods and oddities."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import Resolver404, get_resolver, path, resolve, reverse
from django.urls.resolvers import URLPattern
from django.utils import translation
from file_addresses import of_a_file, paper_of
from personas import ATTORNEY, CO_OWNER, DISTRICT_15, EX_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, signed_in
from staff_client import KWARGS

from shahrsazi import urls
from shahrsazi.accounts import views as entrance
from shahrsazi.casefiles import list_views
from shahrsazi.credentials import captcha
from shahrsazi.pages import views as pages

KINDS = ("anonymous", "level 1", "SOLE_OWNER", "NEIGHBOUR", "CO_OWNER", "ATTORNEY", "EX_OWNER", "DISTRICT_15")
WHO = {
    "SOLE_OWNER": SOLE_OWNER,
    "NEIGHBOUR": NEIGHBOUR,
    "CO_OWNER": CO_OWNER,
    "ATTORNEY": ATTORNEY,
    "EX_OWNER": EX_OWNER,
    "DISTRICT_15": DISTRICT_15,
}
OPEN = (200,) * 8
SIGNED_IN = (302, 302, 200, 200, 200, 200, 200, 200)
OF_A_FILE = {
    #     anonymous, level 1, SOLE_OWNER, NEIGHBOUR, CO_OWNER, ATTORNEY, EX_OWNER, DISTRICT_15
    "A": (302, 302, 200, 404, 404, 404, 404, 404),
    "B": (302, 302, 404, 200, 200, 200, 404, 404),
    "C": (302, 302, 404, 200, 404, 404, 404, 404),
    "D": (302, 302, 404, 404, 404, 404, 404, 404),
    "E": (302, 302, 404, 404, 404, 404, 404, 200),
}
# The attorney's mandate says nothing of paying.
MONEY_OF_A_FILE = OF_A_FILE | {"B": (302, 302, 404, 200, 200, 404, 404, 404)}
# Of A alone a verdict is in its term.
LETTER_OF_A_FILE = dict.fromkeys("BCDE", (302, 302, *((404,) * 6))) | {"A": OF_A_FILE["A"]}
# Pages behind a desk, with what they need of it.
NEEDS_A_DESK = {
    **dict.fromkeys(("desk", "look", "begin", "letters"), "clerk"),
    **dict.fromkeys(("letter", "letter_print"), "opens_letter"),
    "oversight": "second_person",
    **{name: "opens_at_desk" for name in KWARGS if name.startswith("counter_")},
    **{name: "opens_draft" for name in KWARGS if name.startswith("draft_")} | {"draft_papers": "brings_scans"},
    **dict.fromkeys(
        ("administration", "members", "member", "districts", "messages", "rules", "holidays", "codes", "code_list"),
        "administrator",
    ),
    "requests": "second_person",
    "batches": "second_person",
    "audit": "auditor",
    "audit_export": "auditor",
}
# Every name of an address, and what GET answers to each kind of visitor.
TABLE = {
    "home": OPEN,
    "guide": OPEN,
    "status": OPEN,
    "security_txt": OPEN,
    "outbox": OPEN,
    "entrance": OPEN,
    "get_password": OPEN,
    "password_sent": OPEN,
    "captcha_picture": OPEN,
    "captcha_voice": OPEN,
    "leave": (200,) * 8,
    "change_password": (302, *(200,) * 7),
    "sessions": SIGNED_IN,
    "case_list": SIGNED_IN,
    "my_work": SIGNED_IN,
    "subscription": SIGNED_IN,
    "subscribed": (404,) * 8,
    "my_money": SIGNED_IN,
    "case": OF_A_FILE,
    "section": OF_A_FILE,
    "prepared": LETTER_OF_A_FILE,
    "term_calendar": LETTER_OF_A_FILE,
    "case_calendar": OF_A_FILE,
    "money": MONEY_OF_A_FILE,
    **dict.fromkeys(("paper", "paper_picture", "paper_file"), OF_A_FILE),
    # A citizen is nobody at the staff's door: led to the entrance, whatever they hold.
    # What staff meet there: tests/db/staff/test_access.py.
    "staff_entrance": OPEN,
    "staff_home": (302,) * 8,
    "staff_password": (302,) * 8,
    "staff_enrol": (302,) * 8,
    "staff_leave": (200,) * 8,
    **dict.fromkeys(NEEDS_A_DESK, (302,) * 8),
    "changes": SIGNED_IN,
    "seen": OF_A_FILE,
}
NEEDS = {
    "home": "anyone",
    "guide": "anyone",
    "status": "anyone",
    "security_txt": "anyone",
    "outbox": "anyone",
    "entrance": "entering",
    "get_password": "entering",
    "password_sent": "entering",
    "leave": "entering",
    "captcha_picture": "entering",
    "captcha_voice": "entering",
    "change_password": "changing",
    "sessions": "citizen",
    "case_list": "lists_files",
    "my_work": "lists_files",
    "subscription": "citizen",
    "subscribed": "by_calendar_address",
    "my_money": "lists_files",
    "money": "reads_case",
    "prepared": "reads_case",
    "term_calendar": "reads_case",
    "case_calendar": "reads_case",
    "case": "reads_case",
    "section": "reads_case",
    "paper": "reads_case",
    "paper_picture": "reads_case",
    "paper_file": "reads_case",
    "staff_entrance": "staff_entering",
    "staff_home": "any_staff",
    "staff_password": "setting_up",
    "staff_enrol": "setting_up",
    "staff_leave": "staff_entering",
    "changes": "citizen",
    "seen": "reads_case",
    **NEEDS_A_DESK,
}
LANGUAGES = pytest.mark.parametrize("language", ["fa", "en"])


def routes(patterns=None) -> list[URLPattern]:
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        found += [pattern] if isinstance(pattern, URLPattern) else routes(pattern.url_patterns)
    return found


def visitor(kind: str) -> Client:
    if kind == "anonymous":
        return Client(raise_request_exception=False)
    client = signed_in(SOLE_OWNER, level=1) if kind == "level 1" else signed_in(WHO[kind])
    client.raise_request_exception = False
    return client


def addresses() -> list[tuple[str, str, tuple]]:
    """(name, address, expected codes) for each row of the table, in the language of the moment."""
    made = []
    for name, row in TABLE.items():
        if isinstance(row, dict):
            for letter, codes in row.items():
                here = of_a_file(case_of(letter).ref, paper_of(letter))[name]
                made += [(f"{name} {letter}", address, codes) for address in here]
        else:
            kwargs = {"token": captcha.issue("entrance", "a visit")} if name.startswith("captcha") else KWARGS.get(name)
            made.append((name, reverse(name, kwargs=kwargs), row))
    return made


def test_the_table_has_every_address_and_each_says_what_it_needs():
    assert {route.name for route in routes()} == set(TABLE)
    assert {route.name: getattr(route.callback, "needs", lambda: 0).__name__ for route in routes()} == NEEDS


OF_FILES = {name for name, row in TABLE.items() if isinstance(row, dict)}


def test_there_is_no_address_beside_the_listed_ones_in_either_language():
    known = {"captcha_picture", "captcha_voice", "security_txt"}
    for name in set(TABLE) - known - OF_FILES:
        with translation.override("fa"):
            fa = reverse(name, kwargs=KWARGS.get(name))
        with translation.override("en"):
            assert reverse(name, kwargs=KWARGS.get(name)) == f"/en{fa}"
            assert resolve(f"/en{fa}").url_name == name
    for nowhere in ("/admin/", "/fa/", "/cases", "/cases/1/", "/api/", "/static/../status"):
        with pytest.raises(Resolver404), translation.override("fa"):
            resolve(nowhere)


@LANGUAGES
@pytest.mark.parametrize("kind", KINDS)
def test_every_address_answers_every_visitor_as_the_table_says(city, kind, language):
    client = visitor(kind)
    with translation.override(language):
        asked = addresses()
    found = {(name, url): client.get(url).status_code for name, url, _ in asked}
    said = {(name, url): codes[KINDS.index(kind)] for name, url, codes in asked}
    assert {k: (found[k], said[k]) for k in said if found[k] != said[k]} == {}


@LANGUAGES
@pytest.mark.parametrize(("kind", "way_on"), [("anonymous", "entrance"), ("level 1", "change_password")])
def test_who_may_not_come_in_is_led_to_where_they_can_go_on(city, kind, way_on, language):
    client = visitor(kind)
    with translation.override(language):
        for name in ("case_list", "my_work", "sessions"):
            assert client.get(reverse(name))["Location"] == reverse(way_on)
        for url, *_ in of_a_file(case_of("A").ref, paper_of("A")).values():
            assert client.get(url)["Location"] == reverse(way_on)


# Methods, and addresses of no sense

NOT_GET = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
ONLY_GET = (
    "home",
    "guide",
    "status",
    "security_txt",
    "outbox",
    "password_sent",
    "captcha_picture",
    "captcha_voice",
    "case_list",
    "my_work",
    "my_money",
)


@pytest.mark.parametrize("method", NOT_GET)
def test_pages_that_are_only_read_refuse_every_method_that_writes(city, method):
    client = visitor("SOLE_OWNER")
    mine = [url for urls in of_a_file(case_of("A").ref, paper_of("A")).values() for url in urls]
    plain = [url for name, url, _ in addresses() if name in ONLY_GET]
    assert {url: client.generic(method, url).status_code for url in plain + mine} == dict.fromkeys(plain + mine, 405)


@pytest.mark.parametrize("method", NOT_GET)
def test_a_method_that_writes_tells_a_stranger_no_more_than_reading(city, method):
    client = visitor("NEIGHBOUR")
    for urls_of_a in of_a_file(case_of("A").ref, paper_of("A")).values():
        # Other methods than a form's are nobody's, wherever they are sent.
        assert {client.generic(method, url).status_code for url in urls_of_a} == {404 if method == "POST" else 405}


@pytest.mark.parametrize("name", ["entrance", "get_password", "change_password", "sessions", "leave"])
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_forms_take_nothing_but_get_and_post(city, name, method):
    assert visitor("SOLE_OWNER").generic(method, reverse(name)).status_code == 405


ODD = [
    "?q=%00",
    "?q=" + "ا" * 3000,
    "?page=-1",
    "?page=9" * 50,
    "?page=%D9%A9",
    "?q=%FF%FE",
    "?q=%F0%9F%8F%A0&page=nan",
    "?page=1e9",
    "?kind=nothing&district=999999999&capacity=%00",
    "?kind=house&kind=flat&district=-5&capacity=owner",
    "?district=%D9%A5&q=%2F-_.",
]


@pytest.mark.parametrize("query", ODD)
def test_the_list_answers_any_query(city, query):
    for page in ("/cases/", "/my-work/"):
        assert visitor("CO_OWNER").get(page + query).status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "é" * 10, "a" * 8000, "' OR 1=1 --", "0", "\\x00", "%00"])
def test_any_cookie_at_all_is_a_visitor_without_a_session(city, cookie):
    client = visitor("anonymous")
    client.cookies[settings.SESSION_COOKIE] = cookie
    assert client.get("/cases/").status_code == 302


# Closed by default


class Careless:
    """An urls.py in which someone forgot what the routes need."""

    urlpatterns = [
        *urls.urlpatterns,
        path("bare/", list_views.case_list),
        path("bare/home/", pages.home),
        path("bare/leave/", entrance.leave),
    ]
    handler404 = urls.handler404


@pytest.mark.parametrize("address", ["/bare/", "/bare/home/", "/bare/leave/"])
def test_a_route_that_says_nothing_does_not_exist(city, address):
    with override_settings(ROOT_URLCONF=Careless):
        assert getattr(resolve(address).func, "needs", None) is None
        client = visitor("SOLE_OWNER")
        assert client.get(address).status_code == client.post(address).status_code == 404
        assert client.get("/cases/").status_code == 200
