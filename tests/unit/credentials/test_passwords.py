"""How a lasting password is kept, and how a sent one is made."""

import re

import pytest
from django.test import override_settings

from shahrsazi.credentials import passwords
from shahrsazi.credentials.passwords import errors, first_password_text, hash_password, matches

NARGESS = "1308000006"


def test_a_password_is_kept_as_argon2id_of_nineteen_megabytes_and_two_rounds():
    assert re.fullmatch(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}", hash_password("Derakht8Sabz"))


def test_the_same_password_is_never_kept_as_the_same_text():
    assert hash_password("Derakht8Sabz") != hash_password("Derakht8Sabz")


def test_only_the_same_letters_match():
    kept = hash_password("Derakht8Sabz")
    assert matches(kept, "Derakht8Sabz")
    assert not any(matches(kept, p) for p in ("derakht8Sabz", "Derakht8Sabz ", "Derakht8Sab", "", "Derakht8Sabz" * 9))


def test_the_kept_text_alone_is_worth_nothing_without_the_key():
    kept = hash_password("Derakht8Sabz")
    with override_settings(PASSWORD_KEY="the thief's own key"):
        assert not matches(kept, "Derakht8Sabz")
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(kept, "Derakht8Sabz")


def test_a_password_of_twenty_is_never_cut():
    kept = hash_password("Derakht8SabzBoustan9")
    assert matches(kept, "Derakht8SabzBoustan9")
    assert not matches(kept, "Derakht8SabzBoustan9x")


def test_nothing_matches_where_nothing_is_kept():
    assert not matches(None, "no one has this") and not matches(None, "")


def test_a_sent_password_follows_from_its_number_and_the_key_and_nothing_else():
    assert first_password_text(7) == first_password_text(7) != first_password_text(8)
    first = first_password_text(7)
    with override_settings(PASSWORD_KEY="another key"):
        assert first_password_text(7) != first


def test_no_sent_password_breaks_the_rule_or_has_letters_that_look_alike():
    sent = [first_password_text(number) for number in range(2000)]
    assert len(set(sent)) == 2000
    assert all(len(p) == 12 and not set(p) & set("0Oo1lIi ") for p in sent)
    assert all(re.search("[a-z]", p) and re.search("[A-Z]", p) and re.search("[0-9]", p) for p in sent)


def test_sent_passwords_use_their_whole_alphabet():
    assert set("".join(first_password_text(number) for number in range(500))) == set(passwords._ALPHABET)


@pytest.mark.parametrize("length", range(6, 23))
def test_the_rule_counts_eight_to_twenty_characters(length):
    told = errors(("Sabz8bagh" * 3)[:length], national_code=NARGESS)
    assert (not told) is (8 <= length <= 20)


@pytest.mark.parametrize("made", ["Ab1308000006", "Ab۱۳۰۸۰۰۰۰۰۶", "Ab-1308-0000-06", "aB08000006", "x130 800 0006X"])
def test_ones_own_number_in_any_dress_is_refused(made):
    assert str(errors(made, national_code=NARGESS)[-1]).startswith("کلمه عبور نباید از شناسه کاربری")


@pytest.mark.parametrize("made", ["Isfahan1404", "Shahrsazi7", "eSfahan-99", "1Shahrdari2"])
def test_the_citys_name_is_refused(made):
    assert any("نام شهر" in str(f) for f in errors(made, national_code=NARGESS))


def test_the_mobile_number_is_refused():
    assert any("تلفن همراه" in str(f) for f in errors("Ab09558000000", national_code=NARGESS, mobile="+989558000000"))


@pytest.mark.parametrize("common", ["Password1", "Isfahan1404", "Welcome123", "Pa$$w0rd1"])
def test_what_everyone_tries_first_is_refused(common):
    assert any("بسیار رایج" in str(f) for f in errors(common, national_code=NARGESS))


@pytest.mark.parametrize("printed", ["A3c5d27H", "a3C5D27h"])
def test_the_example_of_the_guide_is_refused_as_what_it_is(printed):
    assert [str(f) for f in errors(printed, national_code=NARGESS)] == [
        "این کلمه عبور نمونه چاپ‌شده در راهنماست. کلمه دیگری انتخاب کنید."
    ]


def test_a_good_password_has_no_fault():
    assert errors("Derakht8Sabz", national_code=NARGESS, mobile="+989558000000", current="Boustan9Zard") == []
