"""Foreigners sign in by the code on their card, which may have as many digits as a national code with a slip in it."""

import pytest
from browser_client import GET_PASSWORD, NUMBER, Browser, deliver_all, mobile_of, password_in, received
from feed_lines import line, load, owner, person
from personas import person_id

from shahrsazi.credentials import passwords

OWN = "Derakht8Sabz"
LIST = "فهرست پرونده‌های املاک"
SAID = "این شماره کد فراگیر اتباع خارجی است، نه کد ملی"
# As the field's standard shows them. The fourth happens to have a national code's check digit.
CODES = ["99123456", "304567891", "3045678913", "3045678912", "10012345678", "158901234567"]
ASKED = CODES[:3]


def is_offered(browser: Browser) -> bool:
    return SAID in browser.text


@pytest.fixture(params=CODES)
def karim(city, request):
    code = request.param
    foreigner = person(code, kind="foreign", mobile=f"0955{code[:7]}", father_name="")
    assert load(line(owner(code), people=[foreigner])).bad == []
    return code


def test_a_foreigner_with_a_code_of_any_length_gets_a_password_and_signs_in(karim):
    browser, short = Browser(), karim in ASKED
    browser.ask(karim)
    assert is_offered(browser) is short
    if short:
        browser.choose(SAID)
        browser.fill(NUMBER, "12345")
        browser.press("ارسال")
    assert browser.errors() == [] and browser.address != GET_PASSWORD
    deliver_all()
    assert password_in(received(mobile_of(karim))[-1])
    passwords.Credential.objects.using("owner").filter(person=person_id(karim)).delete()
    hashed = passwords.hash_password(OWN)
    passwords.Credential.objects.using("owner").create(person_id=person_id(karim), hash=hashed)
    browser.sign_in(karim, OWN)
    if short:
        browser.choose(SAID)
        browser.fill("کلمه عبور", OWN)
        browser.fill(NUMBER, "12345")
        browser.press("ورود")
    assert browser.heading == LIST


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("3045678913", True),
        ("3045678912", False),
        ("99123456", True),
        ("1300001233", True),
        ("0012345678", False),
        ("1111111111", False),
        ("1234567", False),
        ("sima", False),
        ("1300001232", False),
        ("", False),
    ],
)
def test_who_is_registered_is_not_shown_by_what_is_offered(city, typed, offered):
    """It hangs on the digits alone: of nobody who could type them is there an account."""
    browser = Browser()
    for told in (browser.sign_in, browser.ask):
        told(typed, *([OWN] if told == browser.sign_in else []))
        assert is_offered(browser) is offered


def test_the_offer_stays_with_another_picture_and_a_slip_in_a_national_code_is_still_told(city):
    browser = Browser()
    browser.sign_in("1300001233", OWN)
    assert browser.errors() == ["کد ملی واردشده معتبر نیست؛ لطفاً رقم‌های آن را با کارت ملی مقایسه فرمایید."]
    browser.press("تصویر جدید")
    assert is_offered(browser) and browser.field("شناسه کاربری").attrib["value"] == "1300001233"
