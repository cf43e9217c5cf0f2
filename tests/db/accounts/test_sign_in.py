"""Step 17: signing in, what goes wrong there and what it says, how guessing is slowed without locking anyone out."""

import pytest
from browser_client import ENTRANCE, NUMBER, Browser, later, sent_password, stranger, with_password
from django.conf import settings
from django.db import connections
from django.test import Client
from personas import person_id

from shahrsazi.credentials import captcha, rate_limits
from shahrsazi.credentials.passwords import Credential
from shahrsazi.credentials.rate_limits import LIMITS, Tally
from shahrsazi.credentials.sessions import Session

OWN = "Derakht8Sabz"
WRONG = "شناسه کاربری یا کلمه عبور نادرست است."
LIST = "فهرست پرونده‌های املاک"


@pytest.fixture
def nargess():
    return with_password("نرگس", OWN)


def _failures(number: str) -> int:
    """Of strange browsers, which share one bucket."""
    key = rate_limits.key("guess", f"citizen/{number}/")
    return sum(Tally.objects.using("owner").filter(key=key).values_list("count", flat=True))


def test_the_entrance_has_the_guides_words():
    browser = Browser()
    browser.open(ENTRANCE)
    assert browser.heading == "ورود شهروندان"
    assert browser.field("شناسه کاربری").attrib.get("type", "text") == "text"
    assert browser.field("کلمه عبور").attrib["type"] == "password"
    assert browser.field(NUMBER).attrib["name"] == "number"
    assert {"".join(b.itertext()).strip() for b in browser.page.iter("button")} >= {"ورود", "تصویر جدید"}
    assert "دریافت کلمه عبور" in browser.text


def test_nargess_signs_in_and_sees_her_list(nargess):
    browser = Browser()
    browser.sign_in(nargess, OWN)
    assert browser.heading == LIST
    assert (browser.address, len(browser.cookie(settings.SESSION_COOKIE))) == ("/cases/", 43)


def test_a_wrong_password_is_said_in_one_sentence_for_both_fields_and_counted(nargess):
    browser = Browser()
    browser.sign_in(nargess, "Nadorost1")
    assert browser.errors() == [WRONG]
    assert browser.cookie(settings.SESSION_COOKIE) == ""
    assert _failures(nargess) == 1
    browser.sign_in(nargess, OWN)
    assert browser.heading == LIST and _failures(nargess) == 0


def test_a_right_password_may_not_be_used_without_end_and_no_other_browser_waits_for_it(nargess):
    browser, hers = Browser(), Browser()
    hers.sign_in(nargess, OWN)
    rate_limits.hit("entrance.often", f"citizen/{nargess}/", amount=LIMITS["entrance.often"].max)
    browser.sign_in(nargess, OWN)
    assert "در زمانی کوتاه بسیار وارد شده‌اید" in browser.text and not browser.cookie(settings.SESSION_COOKIE)
    hers.sign_in(nargess, OWN)
    assert hers.heading == LIST


def test_an_unknown_id_gets_the_same_sentence():
    browser = Browser()
    browser.sign_in(stranger(), OWN)
    assert browser.errors() == [WRONG]


def test_the_neighbours_password_opens_nothing(nargess):
    with_password("بهرام", "Khane5Bahram")
    browser = Browser()
    browser.sign_in(nargess, "Khane5Bahram")
    assert browser.errors() == [WRONG]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "تکمیل این قسمت الزامی است."),
        ("1300001233", "کد ملی واردشده معتبر نیست؛ لطفاً رقم‌های آن را با کارت ملی مقایسه فرمایید."),
        ("130000123", "کد ملی باید ۱۰ رقم باشد؛ صفرهای ابتدای آن را نیز درج فرمایید."),
        ("sima", "فقط عدد قابل قبول است؛ لطفاً این شماره را تنها با رقم درج فرمایید."),
    ],
)
def test_a_mistyped_user_id_is_told_apart_and_stays_in_the_page(typed, told):
    browser = Browser()
    browser.sign_in(typed, OWN)
    assert browser.errors() == [told]
    assert browser.field("شناسه کاربری").attrib.get("value", "") == typed


@pytest.mark.parametrize("write", ["persian", "arabic", "spaced", "hyphens", "marks"])
def test_the_user_id_may_be_typed_in_any_usual_way(nargess, write):
    typed = {
        "persian": nargess.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        "arabic": nargess.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        "spaced": f"  {nargess[:3]} {nargess[3:]} ",
        "hyphens": f"{nargess[:3]}-{nargess[3:9]}-{nargess[9]}",
        "marks": f"\u200e{nargess}\u200f",
    }[write]
    browser = Browser()
    browser.sign_in(typed, OWN)
    assert browser.heading == LIST


def test_after_an_error_the_user_id_stays_and_no_password_comes_back(nargess):
    browser = Browser()
    browser.sign_in(nargess, "Nadorost1")
    assert browser.field("شناسه کاربری").attrib["value"] == nargess
    assert "value" not in browser.field("کلمه عبور").attrib
    assert b"Nadorost1" not in browser.response.content


def test_a_password_is_taken_as_typed_with_its_spaces():
    nargess = with_password("نرگس", " Sabz 8 bagh ")
    browser = Browser()
    browser.sign_in(nargess, "Sabz 8 bagh")
    assert browser.errors() == [WRONG]
    browser.sign_in(nargess, " Sabz 8 bagh ")
    assert browser.heading == LIST


def test_three_failures_cost_nothing_then_one_two_four_minutes(nargess):
    browser, locked = Browser(), []
    for _ in range(6):
        browser.sign_in(nargess, "Nadorost1")
        until = Tally.objects.using("owner").filter(locked_until__isnull=False).first()
        browser.sign_in(nargess, OWN) if until else None
        locked.append(browser.errors()[0] if until else "")
        assert browser.response.status_code == (429 if until else 200)
        later("credentials_tally", "locked_until", 60)
    assert locked[:3] == ["", "", ""]
    assert all("به دلیل ورود ناموفق مکرر" in words for words in locked[3:])
    browser.sign_in(nargess, OWN)
    assert browser.heading == LIST


def test_the_lock_tells_when_it_ends_and_no_try_within_it_is_counted(nargess):
    for _ in range(4):
        rate_limits.record_failure(f"citizen/{nargess}/")
    browser = Browser()
    browser.sign_in(nargess, "Nadorost1")
    (until,) = Tally.objects.using("owner").exclude(locked_until=None).values_list("locked_until", flat=True)
    clock = until.astimezone(_tehran()).strftime("%H:%M").translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    locked = f"ورود با این شناسه کاربری از دستگاه‌هایی مانند این دستگاه تا ساعت {clock} قفل است."
    assert locked in browser.errors()[0] and "با کلمه عبوری که اکنون برای شما ارسال شود" in browser.errors()[0]
    assert _failures(nargess) == 4


def _tehran():
    from shahrsazi.persian.dates import CITY_TIME

    return CITY_TIME


def test_an_attacker_cannot_lock_nargess_out_of_a_browser_that_she_used_before(nargess):
    own, attacker = Browser(), Browser()
    own.sign_in(nargess, OWN)
    for _ in range(4):
        attacker.sign_in(nargess, "Nadorost1")
    attacker.sign_in(nargess, OWN)
    assert attacker.response.status_code == 429
    own.sign_in(nargess, OWN)
    assert own.heading == LIST


def test_bahrams_known_browser_is_a_strange_one_for_nargess(nargess):
    bahram, browser = with_password("بهرام", "Khane5Bahram"), Browser()
    browser.sign_in(bahram, "Khane5Bahram")
    for _ in range(4):
        Browser().sign_in(nargess, "Nadorost1")
    browser.sign_in(nargess, OWN)
    assert browser.response.status_code == 429


def test_a_forged_device_cookie_makes_no_bucket_of_its_own(nargess):
    for _ in range(4):
        rate_limits.record_failure(f"citizen/{nargess}/")
    browser = Browser()
    browser.client.cookies[settings.DEVICE_COOKIE] = "anything." + "0" * 32
    browser.sign_in(nargess, OWN)
    assert browser.response.status_code == 429


def test_a_known_browser_is_slowed_by_its_own_failures(nargess):
    own = Browser()
    own.sign_in(nargess, OWN)
    for _ in range(4):
        own.sign_in(nargess, "Nadorost1")
    own.sign_in(nargess, OWN)
    assert own.response.status_code == 429
    other = Browser()
    other.sign_in(nargess, OWN)
    assert other.heading == LIST


def test_fifty_wrong_guesses_shut_strange_browsers_alone_and_what_is_sent_to_her_still_opens(nargess):
    own, thief, new_telephone = Browser(), Browser(), Browser()
    own.sign_in(nargess, OWN)

    for _ in range(50):
        rate_limits.record_failure(f"citizen/{nargess}/")
    thief.sign_in(nargess, OWN)
    assert thief.response.status_code == 429
    own.sign_in(nargess, OWN)
    assert own.heading == LIST
    sent = sent_password(nargess)
    new_telephone.sign_in(nargess, "Nadorost1")
    assert new_telephone.response.status_code == 429
    new_telephone.sign_in(nargess, sent)
    new_telephone.change(sent, "Boustan9Zard")
    new_telephone.sign_in(nargess, "Boustan9Zard")
    assert new_telephone.heading == LIST


def test_no_guesses_of_strangers_disable_the_password(nargess):
    mine = Credential.objects.using("owner").filter(person=person_id(nargess))
    for _ in range(60):
        rate_limits.record_failure(f"citizen/{nargess}/")
    Browser().sign_in(nargess, "Nadorost1")
    assert mine.get().disabled_at is None


def test_a_disabled_password_cannot_be_set_again_as_the_new_one_by_guessing(nargess):
    """Only a sent password opens the change; the dead one does not."""
    Credential.objects.using("owner").filter(person=person_id(nargess)).update(disabled_at="2026-01-05T00:00Z")
    browser = Browser()
    browser.sign_in(nargess, OWN)
    assert browser.open("/entrance/change/").status_code == 200
    assert browser.address == ENTRANCE
    assert not Session.objects.using("owner").filter(person=person_id(nargess)).exists()


def _post_from(address: str, number: str, password: str):
    client = Client(REMOTE_ADDR=address)
    client.cookies["visit"] = "v"
    fields = {"user": number, "password": password, "captcha": captcha.issue("entrance", "v"), "number": "12345"}
    return client.post(ENTRANCE, fields)


@pytest.mark.parametrize("limit", ["entrance.network", "entrance.neighbourhood"])
def test_failures_from_one_place_shut_that_place_and_no_other(nargess, limit):
    where = rate_limits.subnet if limit == "entrance.network" else rate_limits.wide_subnet
    for _ in range(LIMITS[limit].max - 1):
        rate_limits.hit(limit, where("203.0.113.9"))
    assert _post_from("203.0.113.9", stranger(), "Nadorost1").status_code == 200
    shut = _post_from("203.0.113.9", nargess, OWN)
    assert shut.status_code == 429
    assert "به دلیل ورود ناموفق مکرر از شبکه شما" in shut.content.decode()
    beside = _post_from("203.0.113.10", nargess, OWN)
    assert beside.status_code == (302 if limit == "entrance.network" else 429)
    assert _post_from("198.51.100.1", nargess, OWN).status_code == 302


def test_a_forged_forwarding_header_moves_no_one_elsewhere(nargess):
    for _ in range(LIMITS["entrance.network"].max):
        rate_limits.hit("entrance.network", "203.0.113.9")
    client = Client(REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.7")
    client.cookies["visit"] = "v"
    fields = {"user": nargess, "password": OWN, "captcha": captcha.issue("entrance", "v"), "number": "12345"}
    assert client.post(ENTRANCE, fields).status_code == 429


def test_the_session_knows_roughly_which_browser_it_is(nargess):
    browser = Browser(HTTP_USER_AGENT="Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0")
    browser.sign_in(nargess, OWN)
    assert Session.objects.using("owner").get(person=person_id(nargess)).device == "Firefox Android"


def test_one_whose_registration_was_taken_back_gets_in_with_neither_password(nargess):
    sent = sent_password(nargess)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE people_contact SET registered_on = NULL WHERE person_id = %s", [person_id(nargess)])
    browser = Browser()
    for password in (OWN, sent):
        browser.sign_in(nargess, password)
        assert browser.errors() == [WRONG]
    assert not Session.objects.using("owner").filter(person=person_id(nargess)).exists()
