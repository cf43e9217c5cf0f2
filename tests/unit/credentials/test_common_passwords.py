"""The list of common passwords: what must be refused, and what must not be."""

import gzip
import random
from pathlib import Path

import pytest
from django.contrib import auth

from shahrsazi.credentials import common_passwords
from shahrsazi.credentials.common_passwords import OWN_WORDS, PREFIX, build, is_common

DJANGO_LIST = Path(auth.__file__).with_name("common-passwords.txt.gz")


def django_words():
    with gzip.open(DJANGO_LIST, "rt", encoding="utf-8") as lines:
        return [word for word in lines.read().split() if 3 <= len(word) <= 20]


REFUSED = """
    Password1 Isfahan1404 Esfahan1404 Shahrdari1 Shahrsazi! A3c5d27H a3C5D27h Qwerty123 Tehran1! Sepahan@123
    Mohammad1370 Welcome2024 Zahra#1 P@ssw0rd1404 Isfahan۱۴۰۴ Isfahan١٤٠٤ Persepolis12345 Esteghlal07 Zayanderood1
    Naghshejahan1400
"""
ACCEPTED = "Baran7Zard4 kD93hfTq2L Isfahan1404Baran7 XIsfahan1404 Isfahan1411x ab A1 1"


@pytest.mark.parametrize("password", [*REFUSED.split(), " Isfahan 1404 "])
def test_common_is_refused(password):
    assert is_common(password)


@pytest.mark.parametrize("password", [*ACCEPTED.split(), "", "\ud800Abc12xyz"])
def test_uncommon_is_accepted(password):
    assert not is_common(password)


def test_every_word_capitalised_is_refused():
    for word in [*OWN_WORDS, *random.Random(7).sample(django_words(), 500)]:
        assert is_common(word.capitalize())
        assert is_common(word.capitalize() + "1234")


def test_random_passwords_are_accepted():
    letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    chance = random.Random(11)
    assert not any(is_common("".join(chance.choices(letters, k=10))) for _ in range(2000))


def test_the_list_is_sorted_and_without_doubles():
    content = common_passwords.LIST.read_bytes()
    hashes = [content[at : at + PREFIX] for at in range(0, len(content), PREFIX)]
    assert len(content) % PREFIX == 0
    assert hashes == sorted(set(hashes))
    assert len(hashes) > 35_000


def test_build_folds_drops_doubles_and_wrong_lengths():
    alone = build([])
    assert len(alone) == PREFIX * len(set(OWN_WORDS))
    assert build(["ab", "x" * 21, "Tehran", "TEHRAN "]) == alone
    assert len(build(["Baran۷", "baran7"])) == len(alone) + PREFIX


def test_a_built_list_is_read_back(monkeypatch):
    content = build(["baranzard"])
    monkeypatch.setattr(common_passwords, "_hashes", lambda: content)
    assert is_common("BaranZard12")
    assert not is_common("Qwerty123")
