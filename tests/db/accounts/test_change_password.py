"""Steps 12 to 16: choosing a password. Each fault has its sentence; saving ends whatever was open before."""

import pytest
from browser_client import (
    CHANGE,
    ENTRANCE,
    NUMBER,
    Browser,
    changing,
    later,
    mobile_of,
    newcomer,
    sent_password,
    with_password,
)
from django.conf import settings
from personas import person_id

from shahrsazi.accounts import sign_in
from shahrsazi.credentials import rate_limits, sessions
from shahrsazi.credentials.passwords import Credential
from shahrsazi.credentials.rate_limits import Tally
from shahrsazi.credentials.sessions import Session

LENGTH = "کلمه عبور باید ۸ تا ۲۰ نویسه باشد."
LOWER = "کلمه عبور باید دست‌کم یک حرف کوچک لاتین (a–z) داشته باشد."
UPPER = "کلمه عبور باید دست‌کم یک حرف بزرگ لاتین (A–Z) داشته باشد."
DIGIT = "کلمه عبور باید دست‌کم یک رقم لاتین ("
COMMON = "این کلمه عبور بسیار رایج است. کلمه دیگری انتخاب کنید."
PRINTED = "این کلمه عبور نمونه چاپ‌شده در راهنماست."
DERIVED = "کلمه عبور نباید از شناسه کاربری، شماره تلفن همراه یا نام شهر ساخته شده باشد."
SAME = "کلمه عبور جدید نباید با کلمه عبور قبلی یکسان باشد."
TWO = "کلمه عبور جدید و تکرار آن یکسان نیست."
WRONG = "کلمه عبور جاری نادرست است."
SIGN_IN_WRONG = "شناسه کاربری یا کلمه عبور نادرست است."


def test_the_page_has_the_guides_words_and_lets_passwords_be_pasted_and_kept():
    browser, _ = changing(newcomer("نرگس"))
    browser.open(CHANGE)
    assert browser.heading == "تغییر کلمه عبور"
    fields = {
        label: browser.field(label).attrib
        for label in ("کلمه عبور جاری", "کلمه عبور جدید", "تکرار کلمه عبور جدید", NUMBER)
    }
    assert [f["name"] for f in fields.values()] == ["current", "new", "again", "number"]
    assert [f["autocomplete"] for f in fields.values()] == ["current-password", "new-password", "new-password", "off"]
    assert not [name for field in fields.values() for name in field if name.startswith("on")]
    assert all(int(f["maxlength"]) > 20 for f in list(fields.values())[:3])


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("Sabz8ba", [LENGTH]),
        ("SABZ8BAGHE", [LOWER]),
        ("sabz8baghe", [UPPER]),
        ("Sabzbaghe", [DIGIT]),
        ("Sabzbaghe۸", [DIGIT]),
        ("Sabz8baghe" * 2 + "x", [LENGTH]),
        ("باغ سبز هشت", [LOWER, UPPER, DIGIT]),
        ("Password1", [COMMON]),
        ("Isfahan1404", [COMMON, DERIVED]),
        ("A3c5d27H", [PRINTED]),
        ("a", [LENGTH, UPPER, DIGIT]),
    ],
)
def test_each_fault_is_named_and_nothing_is_changed(new, told):
    browser, sent = changing(newcomer("نرگس"))
    browser.change(sent, new)
    assert len(browser.errors()) == len(told)
    assert all(words.startswith(begin) for words, begin in zip(browser.errors(), told, strict=True))
    assert browser.address == CHANGE
    assert new not in browser.response.content.decode().split("<main")[1] or len(new) == 1
    browser.change(sent, "Derakht8Sabz")
    assert browser.address == ENTRANCE


@pytest.mark.parametrize("new", ["Sabz8bagh", "Sabz8baghe" * 2, "Sabz8 ba", " Sabz8bag ", "گل Sabz 8", "Sabz8b@g!"])
def test_what_keeps_the_rule_is_taken_as_typed(new):
    nargess = newcomer("نرگس")
    browser, sent = changing(nargess)
    browser.change(sent, new)
    assert browser.address == ENTRANCE
    assert sign_in.sign_in(nargess, new, device="") is not None
    assert new.strip() == new or sign_in.sign_in(nargess, new.strip(), device="") is None


def test_a_password_made_from_her_own_number_is_refused_to_nargess_and_not_to_bahram():
    nargess, bahram = newcomer("نرگس"), newcomer("بهرام")
    made = f"Ab{nargess}"
    for number, told in ((nargess, [DERIVED]), (bahram, [])):
        browser, sent = changing(number)
        browser.change(sent, made)
        assert browser.errors() == told


def test_a_password_made_from_her_own_mobile_number_is_refused():
    nargess = newcomer("نرگس")
    browser, sent = changing(nargess)
    browser.change(sent, f"Ab0{mobile_of(nargess)[3:]}")
    assert browser.errors() == [DERIVED]


def test_the_new_one_must_differ_from_the_sent_one():
    browser, sent = changing(newcomer("نرگس"))
    browser.change(sent, sent)
    assert browser.errors() == [SAME]


def test_the_repetition_must_be_the_same():
    browser, sent = changing(newcomer("نرگس"))
    browser.change(sent, "Derakht8Sabz", "Derakht8Zard")
    assert browser.errors() == [TWO]


def test_each_empty_field_is_named():
    browser, _ = changing(newcomer("نرگس"))
    browser.change("", "", "")
    assert browser.errors() == ["تکمیل این قسمت الزامی است."] * 3
    for label in ("کلمه عبور جاری", "کلمه عبور جدید", "تکرار کلمه عبور جدید"):
        assert browser.field(label).attrib["aria-invalid"] == "true"


def test_a_wrong_current_password_is_a_failure_and_the_fourth_locks_the_change():
    nargess = newcomer("نرگس")
    browser, sent = changing(nargess)
    for turn in range(4):
        browser.change("Nadorost1", "Derakht8Sabz")
        assert browser.errors() == [WRONG]
        tally = Tally.objects.using("owner").get(key=rate_limits.key("guess", f"change/{person_id(nargess)}"))
        assert (tally.count, tally.locked_until is not None) == (turn + 1, turn == 3)
    browser.change(sent, "Derakht8Sabz")
    assert "به دلیل ورود ناموفق مکرر" in browser.errors()[0]
    later("credentials_tally", "locked_until", 2)
    browser.change(sent, "Derakht8Sabz")
    assert browser.address == ENTRANCE


def test_the_old_lasting_password_is_not_the_current_one_of_a_session_opened_with_a_sent_one():
    browser, _ = changing(with_password("نرگس", "Derakht8Sabz"))
    browser.change("Derakht8Sabz", "Boustan9Zard")
    assert browser.errors() == [WRONG]


def test_whose_session_was_ended_while_it_was_hashed_sets_no_password_any_more():
    number = with_password("نرگس", "Derakht8Sabz")
    begun = sign_in.sign_in(number, "Derakht8Sabz", device="")
    visitor = Session.objects.using("owner").filter(person=person_id(number)).latest("id")
    visitor.session_id = visitor.id
    before = Credential.objects.using("owner").get(person=person_id(number)).hash
    Session.objects.using("owner").filter(id=visitor.id).update(ended_at=visitor.began_at)
    assert begun and sign_in.change_password(visitor, "Boustan9Sabz") is False
    assert Credential.objects.using("owner").get(person=person_id(number)).hash == before


def test_saving_ends_every_session_and_every_sent_password():
    nargess, bahram = newcomer("نرگس"), newcomer("بهرام")
    browser, sent = changing(nargess)
    by_mail, beside = sent_password(nargess, "email"), sessions.begin(person_id(bahram), level=2, device="")
    elsewhere = sessions.begin(person_id(nargess), level=2, device="")
    old = browser.cookie(settings.SESSION_COOKIE)
    browser.change(sent, "Derakht8Sabz")
    assert browser.address == ENTRANCE
    assert "کلمه عبور با موفقیت تغییر کرد. لطفاً با کلمه عبور جدید وارد شوید." in browser.text
    assert browser.cookie(settings.SESSION_COOKIE) == ""
    assert not Session.objects.using("owner").filter(person=person_id(nargess), ended_at__isnull=True).exists()
    for token, opens in ((old, False), (elsewhere, False), (beside, True)):
        other = Browser()
        other.client.cookies[settings.SESSION_COOKIE] = token
        other.open("/cases/")
        assert (other.address == "/cases/") is opens
    for password in (sent, by_mail):
        browser.sign_in(nargess, password)
        assert browser.errors() == [SIGN_IN_WRONG]
    browser.sign_in(nargess, "Derakht8Sabz")
    assert browser.address == "/cases/"


def test_the_word_that_it_worked_stands_once():
    browser, sent = changing(newcomer("نرگس"))
    browser.change(sent, "Derakht8Sabz")
    browser.open(ENTRANCE)
    assert "تغییر کرد" not in browser.text


def test_a_signed_in_person_changes_a_lasting_password_by_the_old_one():
    nargess, browser = with_password("نرگس", "Derakht8Sabz"), Browser()
    browser.sign_in(nargess, "Derakht8Sabz")
    browser.change("Nadorost1", "Boustan9Zard")
    assert browser.errors() == [WRONG]
    browser.change("Derakht8Sabz", "Derakht8Sabz")
    assert browser.errors() == [SAME]
    browser.change("Derakht8Sabz", "Boustan9Zard")
    browser.sign_in(nargess, "Derakht8Sabz")
    assert browser.errors() == [SIGN_IN_WRONG]
    browser.sign_in(nargess, "Boustan9Zard")
    assert browser.address == "/cases/"


def test_a_change_touches_no_ones_password_but_ones_own():
    bahram = with_password("بهرام", "Khane5Bahram")
    before = Credential.objects.using("owner").get(person=person_id(bahram)).hash
    browser, sent = changing(newcomer("نرگس"))
    browser.change(sent, "Derakht8Sabz")
    assert Credential.objects.using("owner").get(person=person_id(bahram)).hash == before


def test_without_a_session_the_change_leads_to_the_entrance():
    browser = Browser()
    browser.open(CHANGE)
    assert browser.address == ENTRANCE
