"""Steps 2 to 17 of the guide, and what a sent password is: one use, a short life, and kept nowhere."""

import logging
import threading

import pytest
from browser_client import (
    CHANGE,
    ENTRANCE,
    GET_PASSWORD,
    NUMBER,
    Browser,
    changing,
    deliver_all,
    email_of,
    later,
    mobile_of,
    newcomer,
    password_in,
    received,
    requested,
    rows_with,
    sent_password,
    stranger,
    with_password,
)
from django.db import connections
from personas import person_id

from shahrsazi.accounts import sign_in
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.credentials.sessions import Session
from shahrsazi.messages.models import Message

WAYS = {"پیامک": mobile_of, "پست الکترونیکی": email_of}


@pytest.mark.parametrize("way", list(WAYS))
def test_nargess_does_steps_2_to_17_by_the_words_on_the_screen(way):
    nargess, browser = newcomer("نرگس"), Browser()
    browser.open("/")
    browser.follow("ورود شهروندان")
    assert browser.heading == "ورود شهروندان"
    browser.follow("دریافت کلمه عبور")
    assert (browser.address, browser.heading) == (GET_PASSWORD, "دریافت کلمه عبور")
    assert "نحوه ارسال کلمه عبور" in browser.text
    browser.fill("شناسه کاربری", nargess)
    browser.choose(way)
    browser.fill(NUMBER, "12345")
    browser.press("ارسال")
    assert way in browser.text and "نزد شهرداری ثبت باشد" in browser.text
    deliver_all()
    sent = password_in(received(WAYS[way](nargess))[-1])
    browser.follow("بازگشت")
    assert browser.address == ENTRANCE
    browser.fill("شناسه کاربری", nargess)
    browser.fill("کلمه عبور", sent)
    browser.fill(NUMBER, "12345")
    browser.press("ورود")
    assert (browser.address, browser.heading) == (CHANGE, "تغییر کلمه عبور")
    browser.fill("کلمه عبور جاری", sent)
    browser.fill("کلمه عبور جدید", "Derakht8Sabz")
    browser.fill("تکرار کلمه عبور جدید", "Derakht8Sabz")
    browser.fill(NUMBER, "12345")
    browser.press("ذخیره")
    assert browser.address == ENTRANCE and "کلمه عبور با موفقیت تغییر کرد" in browser.text
    browser.sign_in(nargess, "Derakht8Sabz")
    assert browser.heading == "فهرست پرونده‌های املاک"
    assert "خیابان آزمون" in browser.text


def test_the_way_back_stands_beside_send():
    browser = Browser()
    browser.open(GET_PASSWORD)
    browser.follow("بازگشت")
    assert browser.address == ENTRANCE


def test_old_lasting_password_still_works_after_a_stranger_asked_for_another():
    nargess = with_password("نرگس", "Derakht8Sabz")
    Browser().ask(nargess)
    deliver_all()
    browser = Browser()
    browser.sign_in(nargess, "Derakht8Sabz")
    assert browser.heading == "فهرست پرونده‌های املاک"


def test_two_asked_passwords_both_work_until_their_time():
    nargess = newcomer("نرگس")
    by_sms, by_mail = sent_password(nargess, "sms"), sent_password(nargess, "email")
    assert by_sms != by_mail
    for password in (by_sms, by_mail):
        browser = Browser()
        browser.sign_in(nargess, password)
        assert browser.address == CHANGE
    late_sms, late_mail = _asked_again(nargess, "sms"), _asked_again(nargess, "email")
    later("credentials_firstpassword", "asked_at sent_at ends_at", 11, f"person_id = {person_id(nargess)}")
    assert sign_in.sign_in(nargess, late_sms, device="") is None
    assert sign_in.sign_in(nargess, late_mail, device="") is not None


def _asked_again(number, way):
    later("credentials_tally", "until", 3)
    return sent_password(number, way)


def test_a_sent_password_has_twelve_letters_and_keeps_the_guides_rule():
    nargess = newcomer("نرگس")
    password = sent_password(nargess)
    assert len(password) == 12 and password.isascii() and password.isalnum()
    assert any(c.islower() for c in password) and any(c.isupper() for c in password)
    assert any(c.isdigit() for c in password)


def test_a_sent_password_works_once():
    nargess = newcomer("نرگس")
    password = sent_password(nargess)
    assert sign_in.sign_in(nargess, password, device="") is not None
    assert sign_in.sign_in(nargess, password, device="") is None


def test_a_sent_password_typed_twice_at_the_same_moment_opens_one_session():
    nargess = newcomer("نرگس")
    for _ in range(3):
        password, together, opened = _asked_again(nargess, "email"), threading.Barrier(2), []

        def type_it(password=password, together=together, opened=opened):
            try:
                together.wait(5)
                opened.append(sign_in.sign_in(nargess, password, device=""))
            finally:
                connections.close_all()

        both = [threading.Thread(target=type_it) for _ in range(2)]
        [t.start() for t in both]
        [t.join(10) for t in both]
        assert sorted(o is not None for o in opened) == [False, True]
    assert Session.objects.using("owner").filter(person=person_id(nargess)).count() == 3


@pytest.mark.parametrize(("way", "minutes"), [("sms", 10), ("email", 24 * 60)])
def test_its_time_runs_from_the_sending_and_then_it_is_dead(way, minutes):
    nargess = newcomer("نرگس")
    requested(nargess, way, "127.0.0.1", "fa")
    mine = f"person_id = {person_id(nargess)}"
    later("credentials_firstpassword", "asked_at", 9, mine)
    deliver_all()
    password = password_in(received((mobile_of if way == "sms" else email_of)(nargess))[-1])
    row = FirstPassword.objects.using("owner").get(person=person_id(nargess))
    assert (row.ends_at - row.sent_at).total_seconds() == minutes * 60
    assert (row.sent_at - row.asked_at).total_seconds() >= 9 * 60
    later("credentials_firstpassword", "asked_at sent_at ends_at", minutes - 0.5, mine)
    assert FirstPassword.usable(person_id(nargess)).count() == 1
    later("credentials_firstpassword", "asked_at sent_at ends_at", 1, mine)
    assert sign_in.sign_in(nargess, password, device="") is None


def test_bahrams_sent_password_does_not_open_nargess():
    nargess, bahram = newcomer("نرگس"), newcomer("بهرام")
    password = sent_password(bahram)
    assert sign_in.sign_in(nargess, password, device="") is None
    assert sign_in.sign_in(bahram, password, device="").person_id == person_id(bahram)


def test_a_sent_password_stands_in_no_table_and_in_no_log_line(caplog):
    caplog.set_level(logging.DEBUG)
    nargess, browser = newcomer("نرگس"), Browser()
    browser.ask(nargess)
    deliver_all()
    sent = password_in(received(mobile_of(nargess))[-1])
    browser.sign_in(nargess, "Nadorost1" + sent)
    browser.sign_in(nargess, sent)
    assert browser.address == CHANGE
    browser.change(sent, "short")
    assert rows_with(sent) == []
    assert sent not in caplog.text
    assert rows_with("خیابان آزمون")  # the search does find what is there
    browser.change(sent, "Derakht8Sabz")
    assert rows_with("Derakht8Sabz") == [] and "Derakht8Sabz" not in caplog.text


def test_asking_again_within_two_minutes_is_told_to_wait_known_or_not():
    pages = []
    for number in (newcomer("نرگس"), stranger()):
        browser = Browser()
        browser.ask(number)
        assert browser.heading == "درخواست کلمه عبور دریافت شد"
        browser.ask(number)
        assert browser.heading == "لطفاً کمی صبر فرمایید"
        pages.append(browser.response.content)
        browser.ask(number, "پست الکترونیکی")
        assert browser.heading == "درخواست کلمه عبور دریافت شد"
    assert pages[0] == pages[1]


def test_a_refused_request_writes_no_message():
    nargess, browser = newcomer("نرگس"), Browser()
    browser.ask(nargess)
    before = Message.objects.using("owner").count()
    browser.ask(nargess)
    assert Message.objects.using("owner").count() == before


def test_after_two_minutes_one_may_ask_again():
    nargess, browser = newcomer("نرگس"), Browser()
    browser.ask(nargess)
    later("credentials_tally", "until", 2.1)
    browser.ask(nargess)
    assert browser.heading == "درخواست کلمه عبور دریافت شد"


def test_one_who_has_no_credential_yet_gets_none_by_signing_in_with_a_sent_password():
    nargess = newcomer("نرگس")
    changing(nargess)
    assert not Credential.objects.using("owner").filter(person=person_id(nargess)).exists()


def test_leaving_before_the_change_means_asking_again():
    nargess = newcomer("نرگس")
    browser, sent = changing(nargess)
    browser.open(CHANGE)
    browser.press("خروج")
    browser.sign_in(nargess, sent)
    assert browser.errors() == ["شناسه کاربری یا کلمه عبور نادرست است."]
