"""Signing in as staff: the right password with the right code, each code once, and no word on what was wrong."""

import re
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
import time_machine
from argon2 import PasswordHasher
from browser_client import later, stranger, with_password
from django.conf import settings
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from staff_client import ENTRANCE, HOME, PASSWORD, WRONG, Terminal, code_of, member, number_of, ready, shown

from shahrsazi.credentials import captcha, rate_limits
from shahrsazi.credentials.rate_limits import LIMITS, Tally
from shahrsazi.demo import staff as demo_staff
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.staff import invitations, sign_in
from shahrsazi.staff.member import Member, StaffCredential
from shahrsazi.staff.session import DeskSession
from shahrsazi.staff.totp import DEMO_SECRET, secret


def desks_of(who: Member) -> int:
    return DeskSession.objects.using("owner").filter(member=who).count()


@pytest.fixture
def still():
    """A moment in which no half minute ends."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


def test_the_right_password_with_the_right_code_opens_the_desk(elham):
    terminal = Terminal()
    terminal.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert terminal.response.status_code == 200 and len(terminal.token) == 43
    assert terminal.open("/t/role/any_staff/").status_code == 200
    assert f"clerk {number_of(elham)}" in terminal.text


@pytest.mark.parametrize("digits", ["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"], ids=["persian", "arabic"])
def test_number_and_code_may_be_typed_in_persian_or_arabic_digits(elham, digits):
    typed = str.maketrans("0123456789", digits)
    terminal = Terminal()
    terminal.sign_in(number_of(elham).translate(typed), PASSWORD, f" {code_of(elham)} ".translate(typed))
    assert len(terminal.token) == 43


WRONGS = [
    "wrong password",
    "wrong code",
    "no code",
    "neither",
    "another's code",
    "letters",
    "five digits",
    "seven digits",
    "a minus sign",
]


@pytest.mark.parametrize("what", WRONGS)
def test_either_of_them_wrong_is_said_in_one_sentence_and_opens_nothing(elham, what, still):
    right = code_of(elham)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    password, code = {
        "wrong password": ("Nadorost1", right),
        "wrong code": (PASSWORD, wrong),
        "no code": (PASSWORD, ""),
        "neither": ("Nadorost1", wrong),
        "another's code": (PASSWORD, code_of(ready())),
        "letters": (PASSWORD, "abcdef"),
        "five digits": (PASSWORD, right[:5]),
        "seven digits": (PASSWORD, right + "0"),
        "a minus sign": (PASSWORD, "-" + right[1:]),
    }[what]
    terminal = Terminal()
    terminal.sign_in(number_of(elham), password, code)
    assert (terminal.errors(), terminal.token, desks_of(elham)) == ([WRONG], "", 0)
    guessed_codes = int(password == PASSWORD)
    assert StaffCredential.objects.using("owner").get(member=elham).failures == guessed_codes
    assert b"Nadorost1" not in terminal.response.content and PASSWORD.encode() not in terminal.response.content


# No answer tells who works here


@pytest.fixture
def kinds(elham):
    disabled, shut, invited = ready(), ready(), member()
    Member.objects.using("owner").filter(id=disabled.id).update(disabled_at="2026-01-01T00:00Z")
    StaffCredential.objects.using("owner").filter(member=shut).update(disabled_at="2026-01-01T00:00Z")
    invitations.invite(invited.id, None)
    return {
        "wrong password": (number_of(elham), "Nadorost1", code_of(elham)),
        "wrong code": (number_of(elham), PASSWORD, "000000" if code_of(elham) != "000000" else "111111"),
        "no code": (number_of(elham), PASSWORD, ""),
        "unknown": (stranger(), PASSWORD, "123456"),
        "a citizen": (with_password("نرگس", PASSWORD), PASSWORD, "123456"),
        "disabled member": (number_of(disabled), PASSWORD, code_of(disabled)),
        "disabled key": (number_of(shut), PASSWORD, code_of(shut)),
        "invited": (number_of(invited), "Nadorost1", "123456"),
    }


def attempt(number: str, password: str, code: str):
    client = Client()
    client.cookies["visit"] = "one visitor"
    known = {"user": number, "password": password, "code": code, "number": "12345"}
    return client.post(ENTRANCE, known | {"captcha": captcha.issue("staff", "one visitor")})


def seen(response) -> tuple:
    """All that the visitor gets, but for what they typed themselves, the form's own chance and the cookies."""
    headers = {k: v for k, v in response.headers.items() if k not in ("Set-Cookie", "Date")}
    chance = r"csrfmiddlewaretoken\" value=\"\w+|[\w-]{43}=|value=\"\d{10}\""
    return response.status_code, headers, sorted(response.cookies), re.sub(chance, "", response.content.decode())


def test_who_works_here_cannot_be_told_from_the_answer(kinds):
    answers = {}
    for kind, typed in kinds.items():
        Tally.objects.using("owner").all().delete()
        answers[kind] = seen(attempt(*typed))
    assert WRONG in answers["unknown"][3]
    assert {kind for kind, answer in answers.items() if answer != answers["unknown"]} == set()


def test_who_works_here_cannot_be_told_from_the_work_that_it_takes(kinds, monkeypatch):
    """One password is compared, and the database asked as often, whoever was typed."""
    compared, real = [], PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda self, *said: compared.append(said[0]) or real(self, *said))
    work = {}
    for kind, typed in kinds.items():
        Tally.objects.using("owner").all().delete()
        compared.clear()
        with CaptureQueriesContext(connections["entrance"]) as queries:
            attempt(*typed)
        work[kind] = (len(compared), len(queries))
    assert work["unknown"][0] == 1 and set(work.values()) == {work["unknown"]}, work


# A code counts once


def test_a_code_counts_once(elham, still):
    first, second, code = Terminal(), Terminal(), code_of(elham)
    first.sign_in(number_of(elham), PASSWORD, code)
    second.sign_in(number_of(elham), PASSWORD, code)
    assert first.token and second.errors() == [WRONG] and not second.token
    assert first.open(HOME).status_code == 200 and first.address != ENTRANCE


def test_of_two_attempts_at_once_with_one_code_one_comes_in(elham, still):
    number, code, came = number_of(elham), code_of(elham), []
    together = Barrier(4)

    def try_it():
        try:
            together.wait()
            came.append(sign_in.sign_in(number, PASSWORD, code))
        finally:
            connections["entrance"].close()

    threads = [Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(came) == 4 and sum(entered is not None for entered in came) == 1
    assert desks_of(elham) == 1


@pytest.mark.parametrize(("steps", "opens"), [(-20, False), (-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_its_half_minute_and_one_to_either_side(elham, still, steps, opens):
    assert (sign_in.sign_in(number_of(elham), PASSWORD, code_of(elham, steps)) is not None) is opens


def test_a_code_older_than_the_last_one_used_is_refused(elham, still):
    assert sign_in.sign_in(number_of(elham), PASSWORD, code_of(elham, 0))
    assert not sign_in.sign_in(number_of(elham), PASSWORD, code_of(elham, -1))
    assert sign_in.sign_in(number_of(elham), PASSWORD, code_of(elham, 1))


def test_the_second_sign_in_ends_the_first_desk(elham, still):
    first, second = Terminal(), Terminal()
    first.sign_in(number_of(elham), PASSWORD, code_of(elham))
    second.sign_in(number_of(elham), PASSWORD, code_of(elham, 1))
    assert "At work" not in first.open("/t/role/clerk/").content.decode() and first.heading == "ورود کارکنان"
    assert second.open("/t/role/clerk/").status_code == 200 and second.heading == "At work"
    ended = DeskSession.objects.using("owner").filter(member=elham, ended_at__isnull=False)
    assert list(ended.values_list("end_reason", flat=True)) == ["elsewhere"]


# Guessing


def test_after_four_failures_even_the_right_ones_must_wait_a_minute(elham, still):
    for _ in range(4):
        attempt(number_of(elham), PASSWORD, "")
    terminal = Terminal()
    terminal.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert "is locked until" in terminal.errors()[0] and not terminal.token
    later("credentials_tally", "locked_until", 1.01)
    terminal.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert terminal.token
    assert not Tally.objects.using("owner").filter(key=rate_limits.key("guess", f"staff/{number_of(elham)}/")).exists()


def test_an_unknown_number_is_locked_as_a_known_one():
    unknown = stranger()
    for _ in range(4):
        attempt(unknown, PASSWORD, "")
    assert "is locked until" in attempt(unknown, PASSWORD, "").content.decode()


def test_strangers_who_guess_lock_no_terminal_that_she_has_used_before(elham, still):
    own, number = Terminal(), number_of(elham)
    own.sign_in(number, PASSWORD, code_of(elham))

    for _ in range(60):
        rate_limits.record_failure(f"staff/{number}/")
        assert not sign_in.sign_in(number, "Nadorost1", "000000")
    StaffCredential.objects.using("owner").filter(member=elham).update(totp_last=0)
    own.sign_in(number, PASSWORD, code_of(elham))
    assert own.token


def test_who_has_the_password_and_guesses_twenty_codes_is_shut_out_until_a_new_invitation(elham, still):
    number = number_of(elham)
    for _ in range(sign_in.MAX_FAILURES):
        assert not sign_in.sign_in(number, PASSWORD, "")
    assert not sign_in.sign_in(number, PASSWORD, code_of(elham))
    assert sign_in.sign_in(number, invitations.invite(elham.id, None), "")


def test_one_network_may_try_sixty_times_in_ten_minutes(elham):
    for _ in range(LIMITS["staff.network"].max):
        rate_limits.hit("staff.network", "203.0.113.9")
    shut, elsewhere = Terminal(REMOTE_ADDR="203.0.113.9"), Terminal(REMOTE_ADDR="198.51.100.7")
    shut.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert shut.errors() == ["Too many attempts came from your network. Please try again in ten minutes."]
    elsewhere.sign_in(number_of(elham), PASSWORD, code_of(elham))
    assert elsewhere.token and not shut.token


def test_without_the_picture_no_password_is_even_looked_at(elham, monkeypatch):
    monkeypatch.setattr(sign_in, "sign_in", lambda *said: pytest.fail("looked at"))
    answer = Client().post(
        ENTRANCE, {"user": number_of(elham), "password": PASSWORD, "code": code_of(elham), "number": "12345"}
    )
    assert answer.status_code == 200 and settings.STAFF_COOKIE not in answer.cookies


def test_signing_in_and_failing_to_are_in_the_ledger(elham, still):
    before = LedgerEntry.objects.using("owner").latest("id").id
    sign_in.sign_in(number_of(elham), PASSWORD, "")
    sign_in.sign_in(stranger(), PASSWORD, "")
    sign_in.sign_in(number_of(elham), PASSWORD, code_of(elham))
    rows = LedgerEntry.objects.using("owner").filter(id__gt=before).order_by("id")
    assert list(rows.values_list("actor", "role", "act")) == [
        (elham.person_id, "clerk", "sign_in_failed"),
        (None, "staff", "sign_in_failed"),
        (elham.person_id, "clerk", "signed_in"),
    ]


# The demonstration's secret


def test_the_samples_staff_sign_in_with_the_printed_password_and_secret_in_a_demonstration(still):
    demo_staff.add_sample()
    number = demo_staff.SAMPLE[0][0]
    assert secret(0) == DEMO_SECRET
    StaffCredential.objects.using("owner").filter(member__person__number=number).update(totp_last=0)
    assert sign_in.sign_in(number, demo_staff.DEMO_PASSWORD, shown(0, -1))
    printed = shown(0, 0)
    with override_settings(DEMO=False):
        assert secret(0) != DEMO_SECRET
        assert not sign_in.sign_in(number, demo_staff.DEMO_PASSWORD, printed)
        with pytest.raises(RuntimeError, match="demonstrations only"):
            demo_staff.add_sample()


def test_adding_the_sample_again_changes_none_of_them():
    demo_staff.add_sample()
    before = list(StaffCredential.objects.using("owner").order_by("member_id").values())
    demo_staff.add_sample()
    assert list(StaffCredential.objects.using("owner").order_by("member_id").values()) == before
