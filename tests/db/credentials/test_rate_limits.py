"""Every limit as LIMITS has it: so many within so long, then a wait, then room again; and whose place counts as one."""

import threading

import pytest
from browser_client import GET_PASSWORD, later, newcomer, requested, rows_with, stranger
from django.db import connections
from django.test import Client, override_settings
from personas import person_id

from shahrsazi.credentials import captcha, rate_limits
from shahrsazi.credentials.devices import new_cookie
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.credentials.rate_limits import LIMITS, Tally
from shahrsazi.messages.models import Message
from shahrsazi.people.models import Contact

SMALL = [name for name, limit in LIMITS.items() if limit.max <= 300]


def _fill(name: str, of: str) -> None:
    """As if it had been used just as often as it may be, to the last of the reserve."""
    rate_limits.hit(name, of)
    Tally.objects.using("owner").filter(key=rate_limits.key(name, of)).update(count=LIMITS[name].max)


@pytest.mark.parametrize("name", SMALL)
def test_it_may_be_used_so_often_and_then_not_until_its_time_is_over(name):
    limit = LIMITS[name]
    assert [rate_limits.hit(name, "x", reserved=True) for _ in range(limit.max)] == [0] * limit.max
    wait, whole = rate_limits.hit(name, "x"), limit.within.total_seconds()
    assert whole - 5 <= wait <= whole
    assert rate_limits.hit(name, "another") == 0
    later("credentials_tally", "until", whole / 60 - 0.5)
    assert 0 < rate_limits.hit(name, "x") <= 30
    later("credentials_tally", "until", 0.6)
    assert rate_limits.hit(name, "x") == 0


def test_looking_counts_nothing():
    limit = LIMITS["entrance.network"]
    for _ in range(limit.max - 1):
        rate_limits.hit("entrance.network", "x")
    assert [rate_limits.peek("entrance.network", "x") for _ in range(3)] == [0, 0, 0]
    assert rate_limits.hit("entrance.network", "x") == 0
    assert rate_limits.peek("entrance.network", "x") > 0


def test_wrong_passwords_cost_nothing_three_times_then_twice_as_long_each_time_up_to_an_hour():
    minutes = []
    for _ in range(11):
        rate_limits.record_failure("nargess")
        until = rate_limits.locked_until("nargess")
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT round(extract(epoch FROM %s - now()) / 60)::int", [until])
            minutes.append(cursor.fetchone()[0] or 0)
    assert minutes == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert rate_limits.locked_until("bahram") is None


def test_the_fiftieth_wrong_password_in_a_row_shuts_a_bucket_for_a_day():
    hours = []
    for _ in range(50):
        rate_limits.record_failure("nargess")
        until = rate_limits.locked_until("nargess")
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT round(extract(epoch FROM %s - now()) / 3600)::int", [until])
            hours.append(cursor.fetchone()[0] or 0)
    assert hours[-2:] == [1, 24]


def test_a_lock_ends_by_itself_and_a_day_without_failures_forgets_them():
    for _ in range(4):
        rate_limits.record_failure("nargess")
    later("credentials_tally", "locked_until", 1.01)
    assert rate_limits.locked_until("nargess") is None
    later("credentials_tally", "until", 24 * 60)
    rate_limits.record_failure("nargess")
    assert rate_limits.locked_until("nargess") is None


def test_forgiving_one_forgives_no_other():
    for who in ("nargess", "bahram"):
        for _ in range(4):
            rate_limits.record_failure(who)
    rate_limits.clear_failures("nargess")
    assert rate_limits.locked_until("nargess") is None and rate_limits.locked_until("bahram") is not None


def test_thirty_at_once_are_all_counted():
    def use(counted=rate_limits.hit):
        try:
            [counted("captcha.network", "x") for _ in range(5)]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=use) for _ in range(6)]
    [t.start() for t in threads]
    [t.join(10) for t in threads]
    assert Tally.objects.using("owner").get(key=rate_limits.key("captcha.network", "x")).count == 30


def test_the_counters_name_no_one():
    rate_limits.record_failure("1308000006/")
    rate_limits.hit("password.id.day", "1308000006")
    assert rows_with("1308000006") in ([], ["people_person"])


@pytest.mark.parametrize(
    ("name", "of"), [("password.again", "citizen/{}//sms"), ("password.everyone", ""), ("password.everyone.day", "")]
)
def test_a_full_limit_stops_the_message_and_says_which_and_how_long(name, of):
    number = stranger()
    _fill(name, of.format(number))
    before = Message.objects.using("owner").count()
    refusal = requested(number, "sms")
    assert refusal.limit == name.split(".")[1] and 0 < refusal.wait <= LIMITS[name].within.total_seconds()
    assert Message.objects.using("owner").count() == before


@pytest.mark.parametrize("span", ["hour", "day"])
def test_who_was_sent_as_many_as_a_span_allows_is_told_so_and_gets_no_more(span):
    number = newcomer("نرگس")
    for counted in (f"password.id.{span}", f"password.sent.{span}"):
        _fill(counted, f"citizen/{number}//sms")
    refusal = requested(number, "sms")
    assert refusal.limit == "id" and 0 < refusal.wait <= LIMITS[f"password.id.{span}"].within.total_seconds()
    assert FirstPassword.usable(person_id(number)).count() == 0


def test_a_wide_limit_that_is_full_uses_up_no_narrow_one():
    number = stranger()
    _fill("password.everyone", "")
    assert [requested(number, "sms").limit for _ in range(5)] == ["everyone"] * 5
    Tally.objects.using("owner").filter(key=rate_limits.key("password.everyone", "")).delete()
    assert requested(number, "sms") is None


@override_settings(DEMO=False)
def test_one_address_with_every_number_of_the_city_does_not_use_up_what_is_for_everyone():
    for _ in range(LIMITS["password.everyone"].max + 5):
        requested(stranger(), "sms", "203.0.113.9")
    assert requested(newcomer("هستی"), "sms", "198.51.100.9") is None
    assert rate_limits.peek("password.everyone", "") == 0


def test_a_device_that_its_owner_has_used_before_gets_in_to_the_reserve():
    nargess = newcomer("نرگس")
    limit = LIMITS["password.everyone"]
    for _ in range(limit.max - limit.reserve):
        rate_limits.hit("password.everyone", "", reserved=True)
    assert requested(nargess, "sms").limit == "everyone"
    assert requested(nargess, "sms", cookie=new_cookie("citizen", nargess)) is None


def test_five_who_share_a_telephone_get_three_messages_an_hour_whoever_asks():
    shared = [newcomer(f"خواهر {n}") for n in range(5)]
    Contact.objects.using("owner").filter(person__number__in=shared).update(mobile="+989550000001")
    for number in shared * 2:
        later("credentials_tally", "until", 2.01)
        assert requested(number, "sms") is None
    sent = FirstPassword.objects.using("owner").filter(person__number__in=shared)
    assert sent.count() == LIMITS["password.address"].max - LIMITS["password.address"].reserve == 3


def test_a_stranger_who_asks_for_her_uses_up_nothing_that_she_has():
    nargess = newcomer("نرگس")
    refusals = []
    for _ in range(6):
        refusals.append(requested(nargess, "sms"))
        later("credentials_tally", "until", 2.01)
    assert refusals[:3] == [None] * 3 and {refusal.limit for refusal in refusals[3:]} == {"id"}
    assert FirstPassword.usable(person_id(nargess)).count() == 3
    assert requested(nargess, "sms", cookie=new_cookie("citizen", nargess)) is None
    assert FirstPassword.usable(person_id(nargess)).count() == 4


@pytest.mark.parametrize(
    ("name", "where"), [("password.network", rate_limits.subnet), ("password.neighbourhood", rate_limits.wide_subnet)]
)
def test_one_place_that_asked_too_often_waits_and_another_does_not(name, where):
    _fill(name, where("203.0.113.9"))
    assert requested(stranger(), "sms", "203.0.113.9", "fa").wait > 0
    assert requested(stranger(), "sms", "198.51.100.9", "fa") is None


def test_what_one_asks_for_is_not_counted_against_another():
    number, other = stranger(), stranger()
    _fill("password.id.hour", f"citizen/{number}//sms")
    assert requested(number, "sms", "127.0.0.1", "fa").wait > 0
    assert requested(other, "sms", "127.0.0.1", "fa") is None


def test_the_page_tells_whole_minutes_and_never_fewer_than_are_left():
    number, client = stranger(), Client()
    client.cookies["visit"] = "v"

    def asked():
        fields = {"user": number, "channel": "sms", "captcha": captcha.issue("password", "v"), "number": "12345"}
        return client.post(GET_PASSWORD, fields).headers["Location"]

    assert asked() == "/entrance/password/sent/?way=sms"
    assert asked() == "/entrance/password/sent/?way=sms&wait=2&why=again"
    later("credentials_tally", "until", 1.5)
    assert asked() == "/entrance/password/sent/?way=sms&wait=1&why=again"


@pytest.mark.parametrize(
    ("address", "network", "neighbourhood"),
    [
        ("203.0.113.9", "203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
    ],
)
def test_a_place_is_an_address_of_old_or_a_subscribers_part_of_the_new(address, network, neighbourhood):
    assert (rate_limits.subnet(address), rate_limits.wide_subnet(address)) == (network, neighbourhood)


def test_the_own_machine_is_spared_in_a_demonstration_alone():
    assert rate_limits.is_own_machine("127.0.0.1") and rate_limits.is_own_machine("::1")
    assert not rate_limits.is_own_machine("203.0.113.9")
    with override_settings(DEMO=False):
        assert not rate_limits.is_own_machine("127.0.0.1")
