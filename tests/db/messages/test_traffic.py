"""How the gateways fare, said to a citizen in words and to an administrator in figures; of nobody in particular."""

import re
from datetime import timedelta

import pytest
from browser_client import newcomer, requested, stranger
from counter_client import said
from django.test import Client, override_settings
from django.utils import timezone
from history_model import asked
from personas import person_id
from quiet_gateways import age, quiet_gateways
from staff_client import at_desk, ready
from stub_servers import SmsServer

from shahrsazi.city import overrides
from shahrsazi.city.districts import District
from shahrsazi.commands.check import work
from shahrsazi.messages import traffic
from shahrsazi.messages.gateways import GatewayError, NoGatewayError
from shahrsazi.messages.models import Message
from shahrsazi.messages.notices import tell
from shahrsazi.messages.tasks import MAX_ATTEMPTS, deliver, tidy


@pytest.fixture(autouse=True)
def no_messages_of_today(city):
    with quiet_gateways():
        yield


def asked_for(way: str = "sms") -> Message:
    number = newcomer("نیلوفر")
    assert requested(number, way, "127.0.0.1", "fa") is None
    return Message.objects.using("owner").latest("id")


def state_of(channel: str) -> str:
    return next(t.state for t in traffic.by_channel("default") if t.channel == channel)


def test_nothing_sent_is_quiet_and_no_trouble():
    assert (state_of("sms"), state_of("email")) == ("quiet", "quiet")


def test_a_sent_message_is_working_and_a_waiting_one_is_delayed_only_after_a_while():
    deliver(asked_for().id)
    assert (state_of("sms"), state_of("email")) == ("working", "quiet")
    waiting = asked_for()
    assert state_of("sms") == "working"
    age(waiting, minutes=5)
    assert state_of("sms") == "delayed"


def test_a_refusal_is_failing_until_the_next_is_taken_and_stands_in_the_log_with_its_status(caplog):
    message = asked_for()
    with SmsServer() as server, override_settings(SMS_URL=server.url):
        server.answers = [503]
        with pytest.raises(GatewayError):
            deliver(message.id)
        assert state_of("sms") == "failing" and "HTTPError 503" in caplog.text
        assert "+98955" not in caplog.text
        page = Client().get("/en/status/").content.decode()
        assert "Messages are not being delivered just now" in page
        html = at_desk(ready("administrator")).get("/en/administration/messages/").content.decode()
        assert "the SMS gateway failed: HTTPError 503" in html and "+98955" not in html
        server.answers = [202]
        deliver(message.id)
    assert state_of("sms") == "working"


def test_what_went_out_of_date_while_the_worker_was_down_is_no_quiet_day():
    message = asked_for()
    age(message, minutes=11)
    deliver(message.id)
    assert state_of("sms") == "lapsed"
    assert "Messages could not be sent in time" in Client().get("/en/status/").content.decode()
    html = at_desk(ready("administrator")).get("/en/administration/messages/").content.decode()
    assert "Not sent in time: 1" in html and "Waiting: 0" in html
    deliver(asked_for().id)
    assert state_of("sms") == "working"


def test_a_notice_that_waits_for_two_days_is_counted_still():
    message = asked_for()
    age(message, minutes=2 * 24 * 60)
    assert state_of("sms") == "delayed"
    html = at_desk(ready("administrator")).get("/en/administration/messages/").content.decode()
    assert "Waiting: 1" in html


@pytest.fixture(params=[("SMS_URL", "email"), ("SMTP_URL", "sms")], ids=["SMS alone", "mail alone"])
def lacking(request):
    """In production, with one gateway that is away: by which channel nothing can go."""
    setting, channel = request.param
    away = {"SMS_URL": "http://127.0.0.1:9/", "SMTP_URL": "smtp://127.0.0.1:9"}
    with override_settings(DEMO=False, **dict.fromkeys(away, "") | {setting: away[setting]}):
        yield channel


def untouched(message: Message) -> str:
    """Its state; no try was counted, and no failure of a gateway."""
    message.refresh_from_db()
    assert (message.attempts, message.error, message.failed_at) == (0, "", None)
    return message.state


def test_a_secret_that_has_no_gateway_is_settled_at_once_and_is_no_outage(lacking):
    message = asked_for(lacking)
    deliver(message.id)
    assert untouched(message) == "no_gateway" and state_of(lacking) == "absent"


def test_a_notice_that_has_no_gateway_waits_until_it_is_out_of_date_and_is_no_outage(lacking):
    message = notice_for(newcomer("نرگس"), lacking)
    with pytest.raises(NoGatewayError):
        deliver(message.id)
    assert untouched(message) == "due" and state_of(lacking) == "absent"
    Message.objects.using("owner").filter(id=message.id).update(until=timezone.now() - timedelta(minutes=1))
    tidy(0)
    assert untouched(message) == "no_gateway" and state_of(lacking) == "absent"
    html = at_desk(ready("administrator")).get("/en/administration/messages/").content.decode()
    assert html.count("Not sent in time: 1") == 1
    found = [f for f in work.findings() if f.sentence.startswith({"sms": "SMS", "email": "e-mail"}[lacking])]
    assert [(f.level, "no gateway is set" in f.sentence) for f in found] == [("good", True)]
    for page in ("/en/status/", "/en/administration/messages/"):
        visitor = at_desk(ready("administrator")) if "administration" in page else Client()
        assert visitor.get(page).content.decode().count("No messages are sent by this way") == 1


def test_the_other_channel_of_a_city_with_one_gateway_fails_as_ever(lacking):
    nargess = newcomer("نرگس")
    other = {"sms": "email", "email": "sms"}[lacking]
    tell(person_id(nargess), "password_changed", using="entrance")
    with pytest.raises(GatewayError):
        deliver(Message.objects.using("owner").filter(person=person_id(nargess), channel=other).latest("id").id)
    assert state_of(other) == "failing"


def test_nobody_is_offered_a_password_by_a_way_without_a_gateway(lacking):
    html = Client().get("/en/entrance/password/").content.decode()
    offered = re.findall(r'name="channel" value="(\w+)"', html)
    assert offered == [{"sms": "email", "email": "sms"}[lacking]]


OTHER_WAY = {
    "/en/status/": "ask again by the other way",
    "/status/": "از راه دیگر",
    "/en/entrance/password/sent/": "choose the other way",
    "/entrance/password/sent/": "روش دیگر",
    "/en/entrance/password/": "mobile number or e-mail address",
    "/entrance/password/": "تلفن همراه یا پست الکترونیکی",
}


@pytest.mark.parametrize(("page", "words"), OTHER_WAY.items(), ids=OTHER_WAY)
def test_the_pages_speak_of_the_other_way_where_there_is_one(page, words):
    assert words in said(Client().get(page))


@pytest.mark.parametrize(("page", "words"), OTHER_WAY.items(), ids=OTHER_WAY)
def test_and_not_where_there_is_none(page, words, lacking):
    assert words not in said(Client().get(page))


def test_the_page_of_a_password_names_the_address_to_which_it_goes(lacking):
    page = said(Client().get("/en/entrance/password/"))
    address = {"sms": "e-mail address", "email": "mobile number"}[lacking]
    assert f"A password is sent to the {address} that you gave at the counter." in page


def notice_for(number: str, channel: str = "sms") -> Message:
    tell(person_id(number), "password_changed", using="entrance")
    return Message.objects.using("owner").filter(person=person_id(number), channel=channel).latest("id")


def test_a_notice_outlasts_a_worker_that_was_begun_without_the_gateway_and_check_says_that_it_waits():
    message = notice_for(newcomer("نرگس"))
    with override_settings(DEMO=False, SMS_URL="", SMTP_URL="smtp://127.0.0.1:9"), pytest.raises(NoGatewayError):
        deliver(message.id)
    age(message, minutes=5)
    with SmsServer() as server, override_settings(DEMO=False, SMS_URL=server.url, SMTP_URL="smtp://127.0.0.1:9"):
        assert [f.level for f in work.findings() if f.sentence.startswith("SMS")] == ["FAILS"]
        deliver(message.id)
    assert len(server.got) == 1 and state_of("sms") == "working"
    message.refresh_from_db()
    assert message.state == "sent"


def test_whoever_has_no_such_address_waits_for_no_gateway():
    message = notice_for(newcomer("کیوان", mobile=False))
    with override_settings(DEMO=False, SMS_URL="", SMTP_URL="smtp://127.0.0.1:9"):
        deliver(message.id)
    assert untouched(message) == "dropped"


def refused(message: Message, times: int = 1) -> str:
    """Its state after so many refusals."""
    for _ in range(times):
        with pytest.raises(GatewayError):
            deliver(message.id)
    message.refresh_from_db()
    return message.state


def test_one_number_that_is_refused_for_good_is_no_outage_once_another_was_taken():
    message = notice_for(newcomer("نرگس"))
    with SmsServer(422) as server, override_settings(SMS_URL=server.url):
        assert (refused(message), state_of("sms")) == ("due", "failing")
        deliver(notice_for(newcomer("بهرام")).id)
        server.answers = [422] * (MAX_ATTEMPTS - 1)
        assert (refused(message, MAX_ATTEMPTS - 2), state_of("sms")) == ("due", "working")
        age(message, minutes=5)
        assert state_of("sms") == "working"
        assert (refused(message), state_of("sms")) == ("failed", "working")
        deliver(message.id)
    assert len(server.got) == MAX_ATTEMPTS + 1
    html = at_desk(ready("administrator")).get("/en/administration/messages/").content.decode()
    assert "Refused by the gateway: 1" in html and "HTTPError 422" in html


def test_a_gateway_that_refuses_everyone_for_good_is_an_outage_and_no_notice_is_given_up():
    message = notice_for(newcomer("نرگس"))
    deliver(notice_for(newcomer("بهرام")).id)
    with SmsServer(*[503, *[404] * MAX_ATTEMPTS]) as server, override_settings(SMS_URL=server.url):
        assert (refused(message, MAX_ATTEMPTS + 1), state_of("sms")) == ("due", "failing")


def test_one_number_that_a_gateway_cannot_take_just_now_is_an_outage_whoever_is_taken_beside_it():
    message = notice_for(newcomer("نرگس"))
    with SmsServer(429) as server, override_settings(SMS_URL=server.url):
        refused(message)
        deliver(notice_for(newcomer("بهرام")).id)
        server.answers = [429] * MAX_ATTEMPTS
        assert (refused(message, MAX_ATTEMPTS), state_of("sms")) == ("due", "failing")


def test_what_is_due_without_a_job_is_settled_once_it_is_out_of_date():
    """As a version left it that gave up on any error; and a password of nobody is no failure then either."""
    password, notice, fresh = asked_for(), notice_for(newcomer("نرگس")), notice_for(newcomer("نرگس"))
    assert requested(stranger(), "sms", "127.0.0.1", "fa") is None
    nobodys = Message.objects.using("owner").latest("id")
    for message in (password, nobodys, fresh):
        age(message, minutes=11)
    Message.objects.using("owner").filter(id=notice.id).update(until=timezone.now() - timedelta(minutes=1))
    asked("DELETE FROM procrastinate_jobs WHERE task_name LIKE '%%deliver' RETURNING id")
    tidy(0)
    rows = Message.objects.using("owner").in_bulk([m.id for m in (password, notice, nobodys, fresh)])
    states = [rows[m.id].state for m in (password, notice, nobodys, fresh)]
    assert states == ["expired", "expired", "dropped", "due"]
    Message.objects.using("owner").filter(id=fresh.id).update(state="dropped", done_at=timezone.now())
    assert state_of("sms") == "lapsed"


def test_a_password_of_nobody_is_never_one_that_was_not_sent_in_time():
    assert requested(stranger(), "sms", "127.0.0.1", "fa") is None
    message = Message.objects.using("owner").latest("id")
    age(message, minutes=11)
    deliver(message.id)
    assert state_of("sms") == "quiet"


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_the_figures_are_an_administrators_alone(role):
    assert at_desk(ready(role)).get("/administration/messages/").status_code == 404


def test_the_public_page_says_up_to_when_each_district_has_told(city):
    new = District.objects.using("owner").create(number=77, counter_address="نشانی", counter_phone="031")
    try:
        html = Client().get("/status/").content.decode()
    finally:
        new.delete(using="owner")
        overrides.invalidate()
    assert html.count('<th scope="row">') == 16 and html.count('class="day"') == 15
    assert html.count("هنوز چیزی نرسیده است") == 1 and "۷۷" in html
