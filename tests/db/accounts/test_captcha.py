"""The number in the picture: one use, one visitor, one page, two minutes; its answer stands nowhere."""

import threading
import wave
from base64 import urlsafe_b64decode, urlsafe_b64encode
from io import BytesIO

import pytest
import time_machine
from argon2 import PasswordHasher
from browser_client import ENTRANCE, GET_PASSWORD, NUMBER, Browser, newcomer, stranger, with_password
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from PIL import Image

from shahrsazi.credentials import captcha, rate_limits
from shahrsazi.credentials.captcha import SpentCaptcha
from shahrsazi.credentials.rate_limits import LIMITS

OWN = "Derakht8Sabz"
WRONG = "عدد نمایش داده شده در تصویر نادرست است. لطفاً با تصویر جدید دوباره تلاش فرمایید."
EMPTY = "عدد نمایش داده شده در تصویر را درج فرمایید."


@pytest.fixture(autouse=True)
def _real_captchas():
    with override_settings(CAPTCHA_ANSWER=""):
        yield


def _token(browser: Browser) -> str:
    return browser.page.find(".//input[@name='captcha']").attrib["value"]


def _asks(browser: Browser, number: str, typed: str):
    browser.fill("شناسه کاربری", number)
    browser.choose("پیامک")
    browser.fill(NUMBER, typed)
    return browser.press("ارسال")


def _spent() -> int:
    return SpentCaptcha.objects.using("owner").count()


def test_nargess_types_what_the_picture_shows():
    browser = Browser()
    browser.open(GET_PASSWORD)
    _asks(browser, newcomer("نرگس"), captcha.digits_of(_token(browser)))
    assert browser.heading == "درخواست کلمه عبور دریافت شد"


@pytest.mark.parametrize("zero", ["۰", "٠"])
def test_the_number_may_be_typed_in_persian_digits_and_with_blanks(zero):
    browser = Browser()
    browser.open(GET_PASSWORD)
    own_digits = str.maketrans("0123456789", "".join(chr(ord(zero) + n) for n in range(10)))
    _asks(browser, stranger(), f" {captcha.digits_of(_token(browser)).translate(own_digits)} ")
    assert browser.heading == "درخواست کلمه عبور دریافت شد"


def test_a_wrong_number_is_told_with_a_new_picture_and_nothing_typed_is_lost():
    browser = Browser()
    browser.open(GET_PASSWORD)
    first, number = _token(browser), stranger()
    wrong = f"{(int(captcha.digits_of(first)) + 1) % 100_000:05}"
    _asks(browser, number, wrong)
    assert browser.errors() == [WRONG]
    assert _token(browser) != first
    assert browser.field("شناسه کاربری").attrib["value"] == number
    assert browser.page.find(".//input[@value='sms']").attrib.get("checked") is not None
    assert "value" not in browser.field(NUMBER).attrib
    _asks(browser, number, "")
    assert browser.errors() == [EMPTY]


def test_it_is_used_up_by_a_right_answer_and_by_a_wrong_one():
    for first_answer in ("right", "wrong"):
        token = captcha.issue("password", "v")
        right = captcha.digits_of(token)
        wrong = f"{(int(right) + 1) % 100_000:05}"
        assert captcha.spend(token, right if first_answer == "right" else wrong, "password", "v") is (
            first_answer == "right"
        )
        assert not captcha.spend(token, right, "password", "v")


def test_the_bound_visitor_and_page_are_asked_before_it_is_used_up():
    token = captcha.issue("password", "نرگس")
    right = captcha.digits_of(token)
    assert not captcha.spend(token, right, "password", "بهرام")
    assert not captcha.spend(token, right, "entrance", "نرگس")
    assert captcha.spend(token, right, "password", "نرگس")


def test_bahram_cannot_use_the_picture_of_nargess_nor_one_page_that_of_another():
    nargess, bahram = Browser(), Browser()
    nargess.open(GET_PASSWORD)
    bahram.open(GET_PASSWORD)
    hers = _token(nargess)
    bahram.typed["captcha"] = hers
    _asks(bahram, stranger(), captcha.digits_of(hers))
    assert bahram.errors() == [WRONG]
    nargess.open(ENTRANCE)
    nargess.fill("شناسه کاربری", stranger())
    nargess.fill("کلمه عبور", "Derakht8Sabz")
    nargess.typed["captcha"] = hers
    nargess.fill(NUMBER, captcha.digits_of(hers))
    nargess.press("ورود")
    assert nargess.errors() == [WRONG]


@pytest.mark.parametrize(("seconds", "taken"), [(119, True), (122, False)])
def test_it_lives_two_minutes(seconds, taken):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        token = captcha.issue("password", "v")
        right = captcha.digits_of(token)
        clock.shift(seconds)
        assert captcha.spend(token, right, "password", "v") is taken
        assert (captcha.digits_of(token) is not None) is taken


def test_the_answer_stands_in_no_page_header_cookie_or_address():
    client, seen = Client(), 0
    for _ in range(5):
        response = client.get(GET_PASSWORD)
        body = response.content.decode()
        token = body.split('name="captcha" value="')[1].split('"')[0]
        answer = captcha.digits_of(token)
        for name in ("captcha_picture", "captcha_voice"):
            kind = {"captcha_picture": "webp", "captcha_voice": "wav"}[name]
            shown = client.get(f"/captcha/{token}.{kind}")
            assert answer not in str(dict(shown.headers)) and answer.encode() not in shown.content[:2000]
        said = body + str(dict(response.headers)) + str(client.cookies) + token
        raw = urlsafe_b64decode(token)
        seen += answer in said or answer.encode() in raw or int(answer).to_bytes(4, "big") in raw
    assert seen == 0


def test_the_token_without_the_servers_key_does_not_tell_the_answer():
    token = captcha.issue("password", "v")
    answers = {captcha.digits_of(token)}
    for key in ("one key", "another key"):
        with override_settings(SECRET_KEY=key):
            answers.add(captcha.digits_of(token))
    assert len(answers) == 3


def test_a_new_picture_keeps_what_was_typed_and_spends_nothing():
    browser, number = Browser(), stranger()
    browser.open(ENTRANCE)
    before, first = _spent(), _token(browser)
    browser.fill("شناسه کاربری", number)
    browser.fill("کلمه عبور", "Derakht8Sabz")
    browser.press("تصویر جدید")
    assert browser.address == ENTRANCE and browser.errors() == []
    assert browser.field("شناسه کاربری").attrib["value"] == number
    assert b"Derakht8Sabz" not in browser.response.content
    assert _token(browser) != first and _spent() == before
    assert captcha.spend(first, captcha.digits_of(first), "entrance", browser.cookie(settings.VISIT_COOKIE))


@pytest.mark.parametrize("kind", ["webp", "wav"])
def test_a_token_has_one_picture_and_one_voice_however_often_they_are_asked_for(kind):
    """The mean of many pictures of one number would show it without its curves."""
    one, other = captcha.issue("entrance", "v"), captcha.issue("entrance", "v")
    fetched = {Client().get(f"/captcha/{one}.{kind}").content for _ in range(5)}
    assert len(fetched) == 1 and Client().get(f"/captcha/{other}.{kind}").content not in fetched


def test_showing_a_page_or_a_picture_writes_nothing():
    before, browser = _spent(), Browser()
    browser.open(ENTRANCE)
    browser.client.get(f"/captcha/{_token(browser)}.webp")
    assert _spent() == before


def test_it_is_seen_as_a_webp_and_heard_as_a_wav():
    token = captcha.issue("entrance", "v")
    picture, voice = Client().get(f"/captcha/{token}.webp"), Client().get(f"/captcha/{token}.wav")
    assert (picture.headers["Content-Type"], voice.headers["Content-Type"]) == ("image/webp", "audio/wav")
    assert picture.headers["Cache-Control"] == voice.headers["Cache-Control"] == "no-store"
    image = Image.open(BytesIO(picture.content))
    assert (image.format, image.size) == ("WEBP", (220, 80))
    with wave.open(BytesIO(voice.content)) as sound:
        assert sound.getnframes() / sound.getframerate() > 1


def _wrong_tokens():
    yield from ("nonsense", "A" * 43, "%00", "é" * 10, "A" * 5000, "=" * 44)
    yield urlsafe_b64encode(b"\0" * 32).decode()
    yield urlsafe_b64encode(b"\x7f" * 32).decode()
    yield urlsafe_b64encode(bytes(range(100, 132))).decode()


@pytest.mark.parametrize("token", list(_wrong_tokens()), ids=lambda t: t[:12])
@pytest.mark.parametrize("kind", ["webp", "wav"])
def test_nonsense_has_no_picture_and_no_voice(token, kind):
    assert Client().get(f"/captcha/{token}.{kind}").status_code == 404


def test_drawing_is_limited_by_network_but_not_on_the_demonstrations_own_machine():
    token = captcha.issue("entrance", "v")
    afar = [Client(REMOTE_ADDR="203.0.113.9").get(f"/captcha/{token}.webp").status_code for _ in range(3)]
    assert afar == [200] * 3
    for _ in range(LIMITS["captcha.network"].max):
        rate_limits.hit("captcha.network", "203.0.113.9")
    assert Client(REMOTE_ADDR="203.0.113.9").get(f"/captcha/{token}.webp").status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.10").get(f"/captcha/{token}.webp").status_code == 200
    assert Client().get(f"/captcha/{token}.webp").status_code == 200


def test_of_twenty_posts_at_once_with_one_solved_captcha_one_is_taken():
    browser = Browser()
    browser.open(GET_PASSWORD)
    token, visit, taken, together = _token(browser), browser.cookie(settings.VISIT_COOKIE), [], threading.Barrier(20)
    right, numbers = captcha.digits_of(token), [stranger() for _ in range(20)]

    def post(number):
        client = Client()
        client.cookies[settings.VISIT_COOKIE] = visit
        try:
            together.wait(10)
            fields = {"user": number, "channel": "sms", "captcha": token, "number": right}
            taken.append(client.post(GET_PASSWORD, fields).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post, args=[n]) for n in numbers]
    [t.start() for t in threads]
    [t.join(20) for t in threads]
    assert sorted(taken) == [200] * 19 + [302]


def test_without_a_right_number_no_password_is_even_compared(monkeypatch):
    compared, real = [], PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, *said: compared.append(1) or real(self, *said))
    nargess, browser = with_password("نرگس", "Derakht8Sabz"), Browser()
    browser.open(ENTRANCE)
    browser.fill("شناسه کاربری", nargess)
    browser.fill("کلمه عبور", "Derakht8Sabz")
    browser.fill(NUMBER, "")
    browser.press("ورود")
    assert browser.errors() == [EMPTY] and compared == []


def test_a_browser_in_which_one_has_signed_in_before_is_not_asked_for_the_number():
    number = with_password("نرگس", OWN)
    browser = Browser()
    with override_settings(CAPTCHA_ANSWER="12345"):
        browser.sign_in(number, OWN)
    browser.open("/entrance/")
    browser.fill("شناسه کاربری", number)
    browser.fill("کلمه عبور", OWN)
    browser.press("ورود")
    assert browser.address == "/cases/"


def test_for_another_user_id_and_in_another_browser_it_is_asked_for():
    number, other = with_password("نرگس", OWN), with_password("بهرام", OWN)
    browser = Browser()
    with override_settings(CAPTCHA_ANSWER="12345"):
        browser.sign_in(number, OWN)
    for asking, user in ((browser, other), (Browser(), number)):
        asking.open("/entrance/")
        asking.fill("شناسه کاربری", user)
        asking.fill("کلمه عبور", OWN)
        asking.press("ورود")
        assert any("تصویر" in sentence for sentence in asking.errors())
