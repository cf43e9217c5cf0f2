"""When and from where desks open: hours are a rule, networks a setting; an administrator is never shut out by hours."""

from datetime import datetime
from ipaddress import ip_network
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client, override_settings
from history_model import asked
from staff_client import ENTRANCE, PASSWORD, at_desk, code_of, number_of, ready

from shahrsazi import urls
from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.staff.member import Invitation


@pytest.fixture(autouse=True)
def pages_of_work():
    """The site's own pages, not the tests'."""
    with override_settings(ROOT_URLCONF=urls):
        yield


@pytest.fixture
def hours():
    """Sets the two rules; puts them back."""

    def set_to(begin: int, end: int) -> None:
        for name, value in (("staff_from_hour", begin), ("staff_until_hour", end)):
            RuleVersion.objects.using("owner").create(name=name, value=value, source="a test")

    yield set_to
    set_to(RULES["staff_from_hour"].value, RULES["staff_until_hour"].value)


def now() -> int:
    return datetime.now(ZoneInfo(settings.TIME_ZONE)).hour


OPEN = {"from now on": lambda h: (h, h + 1), "all day": lambda h: (0, 24), "over midnight": lambda h: (h, max(h, 1))}
SHUT = {"until now": lambda h: ((h + 1) % 24, h or 24), "later": lambda h: ((h + 1) % 24, (h + 2) % 24 or 24)}


@pytest.mark.parametrize("span", OPEN.values(), ids=OPEN)
def test_a_clerk_goes_on_within_the_hours(city, hours, span):
    client = at_desk(ready("clerk"))
    hours(*span(now()))
    assert client.get("/counter/").status_code == 200


@pytest.mark.parametrize("span", SHUT.values(), ids=SHUT)
@pytest.mark.parametrize(("role", "page"), [("clerk", "/counter/"), ("auditor", "/audit/")])
def test_outside_of_them_the_next_request_of_a_clerk_or_auditor_finds_no_desk(city, hours, span, role, page):
    client = at_desk(ready(role))
    assert client.get(page).status_code == 200
    hours(*span(now()))
    assert client.get(page).status_code == 302


def test_an_administrator_works_at_every_hour(city, hours):
    client = at_desk(ready("administrator"))
    hours(*SHUT["later"](now()))
    assert client.get("/administration/").status_code == 200


def sign_in(number: str, password: str, code: str):
    client = Client()
    page = client.get(ENTRANCE).content.decode()
    token = page.split('name="captcha" value="')[1].split('"')[0]
    fields = {"user": number, "password": password, "code": code, "captcha": token, "number": "12345"}
    return client.post(ENTRANCE, fields)


def test_who_shows_who_they_are_is_told_that_desks_are_closed_and_loses_nothing(city, hours):
    elham = ready("clerk")
    hours(*SHUT["later"](now()))
    page = sign_in(number_of(elham), PASSWORD, code_of(elham)).content.decode()
    assert "Desks are closed at this hour." in page
    assert "closed at this hour" not in sign_in(number_of(elham), "Nadorost1", "000000").content.decode()
    hours(0, 24)
    assert sign_in(number_of(elham), PASSWORD, code_of(elham)).status_code == 302
    assert Invitation.objects.using("owner").filter(member=elham, used_at__isnull=False).count() == 0


def test_each_sign_in_at_a_desk_is_told_to_its_member(city):
    elham = ready("clerk")
    sign_in(number_of(elham), PASSWORD, code_of(elham))
    kinds = asked("SELECT kind, channel FROM messages_message WHERE person_id = %s ORDER BY 2", [elham.person_id])
    assert kinds == [("desk_opened", "email"), ("desk_opened", "sms")]


@pytest.mark.parametrize(
    ("networks", "found"),
    [("127.0.0.0/8", 200), ("10.0.0.0/8", 404), ("10.0.0.0/8,127.0.0.1/32", 200), ("::1/128", 404)],
)
def test_the_staffs_pages_are_there_in_the_named_networks_alone(city, client, networks, found):
    desk = at_desk(ready("clerk"))
    with override_settings(STAFF_FROM=tuple(map(ip_network, networks.split(",")))):
        assert client.get("/staff/").status_code == found
        assert desk.get("/counter/").status_code == found
        assert client.get("/entrance/").status_code == 200
