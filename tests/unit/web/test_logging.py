"""The log: one JSON line an event whatever stands in it, and no one's number."""

import json
import logging
import sys

import pytest

from shahrsazi.web.logging import JsonFormatter

WICKED = "\r\n\x1b\x00\x85\u2028\u2029\u202e\u2066\u200f\u061c"


def line(text: str, *args, exc_info=None) -> str:
    return JsonFormatter().format(logging.LogRecord("tests", logging.WARNING, __file__, 1, text, args, exc_info))


@pytest.mark.parametrize("unseen", list(WICKED), ids=ascii)
def test_nothing_said_begins_a_second_line_or_hides(unseen):
    made = line("before %s after", unseen)
    assert len(made.splitlines()) == 1 and unseen not in made
    said = json.loads(made)["says"]
    assert said.startswith("before") and said.endswith("after") and unseen not in said


def test_a_line_is_json_with_when_how_grave_from_where_and_what():
    told = json.loads(line("hello %s", "you"))
    assert set(told) == {"at", "level", "from", "says"}
    assert (told["level"], told["from"], told["says"]) == ("WARNING", "tests", "hello you")
    assert told["at"].endswith("+00:00")


@pytest.mark.parametrize("number", ["1300001232", "۱۳۰۰۰۰۱۲۳۲", "١٣٠٠٠٠١٢٣٢", "09131234567", "10260684827", "12345678"])
def test_long_runs_of_digits_are_masked_in_any_script(number):
    assert number not in line("code %s!", number) and json.loads(line("code %s!", number))["says"] == "code …!"


def test_short_numbers_and_tracking_codes_stay_readable():
    assert json.loads(line("answered 500, tracking code 5c1a80fa"))["says"] == "answered 500, tracking code 5c1a80fa"


def test_a_trace_is_in_the_same_line_without_anyones_number():
    try:
        raise ValueError("code 1300001232\nsecond line" + WICKED)
    except ValueError:
        made = line("failed", exc_info=sys.exc_info())
    told = json.loads(made)
    assert len(made.splitlines()) == 1 and "ValueError" in told["trace"]
    assert "1300001232" not in made and not [c for c in WICKED if c in made]


def test_a_faulty_message_is_logged_rather_than_lost(capsys):
    logger = logging.getLogger("tests.faulty")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logger.addHandler(handler)
    logger.propagate = False
    try:
        logger.warning("%d files", "many")
    finally:
        logger.removeHandler(handler)
    assert "many" in capsys.readouterr().err


def test_the_running_settings_use_it():
    from django.conf import settings

    assert settings.LOGGING["formatters"]["json"]["()"] == "shahrsazi.web.logging.JsonFormatter"
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]


@pytest.mark.parametrize("before", ["", "/en", "https://portal.example.ir"])
def test_the_secret_address_of_a_calendar_is_masked_and_its_page_is_not(before):
    secret = "Ab-_9" * 8 + "xyz"
    assert json.loads(line(f"GET {before}/calendar/{secret}.ics 500"))["says"] == f"GET {before}/calendar/….ics 500"
    assert json.loads(line(f"GET {before}/calendar/ 200"))["says"] == f"GET {before}/calendar/ 200"
