"""What the decoder says in its own words is said in ours, in Persian to the last word."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from shahrsazi.feed.problems import both

WRONG: dict[str, tuple[Any, Any, str]] = {
    "another type": ("a", int, "عدد صحیح؛ آنچه فرستاده شده متن است"),
    "null": (None, str, "متن؛ آنچه فرستاده شده null است"),
    "one of two": (1, str | None, "متن یا null؛ آنچه فرستاده شده عدد صحیح است"),
    "too small": (-1, Annotated[int, Meta(ge=0)], "عدد صحیح، دست‌کم 0"),
    "too great": (9, Annotated[int, Meta(le=3)], "عدد صحیح، حداکثر 3"),
    "not less": (9.5, Annotated[float, Meta(lt=3)], "عدد، کمتر از 3.0"),
    "not more": (1.5, Annotated[float, Meta(gt=3)], "عدد، بیشتر از 3.0"),
    "too long": ("abcd", Annotated[str, Meta(max_length=3)], "متن، با طول حداکثر 3"),
    "too short": ("", Annotated[str, Meta(min_length=3)], "متن، با طول دست‌کم 3"),
    "too many": ([1, 2], Annotated[list, Meta(max_length=1)], "فهرست، با طول حداکثر 1"),
    "of another form": ("x", Annotated[str, Meta(pattern="^a$")], "متن، به شکل '^a$'"),
    "a list for an object": ([], dict, "شیء؛ آنچه فرستاده شده فهرست است"),
    "a truth for a number": (True, float, "عدد؛ آنچه فرستاده شده true یا false است"),
    "a number for a day": (3, date, "یک روز؛ آنچه فرستاده شده عدد صحیح است"),
    "no offset": ("2026-01-01T00:00:00", Annotated[datetime, Meta(tz=True)], "یک لحظه، همراه با اختلاف ساعت"),
}


@pytest.mark.parametrize(("value", "kind", "words"), WRONG.values(), ids=WRONG)
def test_what_is_expected_is_said_in_persian(value, kind, words):
    with pytest.raises(msgspec.ValidationError) as error:
        msgspec.convert(value, kind)
    [problem] = both([str(error.value)], [str(error.value)])
    assert problem.fa == f"اینجا مقدار دیگری لازم است: {words}"
    assert not re.search("[a-z]{3}", problem.fa.replace("null", "").replace("true", "").replace("false", ""))


BROKEN = [b"{", b'{"a": ', b'{"a": 1} x', b"{]", b'{"a": nul}', b'{"a": "\xd3"}', b'{"a": "\\ud800"}', b"\xff", b""]


@pytest.mark.parametrize("raw", BROKEN)
def test_what_is_no_json_is_said_in_persian(raw):
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)) as error:
        msgspec.json.decode(raw)
    [problem] = both([str(error.value)], [str(error.value)])
    assert problem.fa == "این سطر JSON با رمزگذاری درست نیست"


UNREAD = {
    "a day": ("1405/01/01", date, "This is no day as it is written here: YYYY-MM-DD", "این روز به شکل"),
    "a day that is none": ("2026-02-30", date, "This is no day as it is written here: YYYY-MM-DD", "این روز به شکل"),
    "a moment": ("2026-03-21", datetime, "This is no moment as it is written here: YYYY", "این لحظه به شکل"),
    "a decimal": ("1,5", Decimal, "This value can't be read: a day, moment or number", "این مقدار خوانده نمی‌شود"),
}


@pytest.mark.parametrize(("value", "kind", "english", "persian"), UNREAD.values(), ids=UNREAD)
def test_what_is_written_in_another_form_is_said_in_the_exporters_words(value, kind, english, persian):
    with pytest.raises(msgspec.ValidationError) as error:
        msgspec.convert(value, kind)
    [problem] = both([str(error.value)], [str(error.value)])
    assert problem.en.startswith(english) and problem.fa.startswith(persian)
    assert "RFC3339" not in problem.en + problem.fa
