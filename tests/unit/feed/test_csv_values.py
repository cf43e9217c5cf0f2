"""A cell becomes what the map says that it is, or a sentence why not; nothing is guessed."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

import pytest
from msgspec import Meta

from shahrsazi.casefiles.fields import Day
from shahrsazi.feed.csv_map.shape import Written, written
from shahrsazi.feed.csv_map.values import LEFT_OUT, UnknownWordError, converter, empty_of, is_pattern_of_days
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.text import search_key


def read(kind, text, codes=None, split="", **how):
    words = {search_key(word): key for word, key in (codes or {}).items()}
    return converter(kind, written(Written(**how)), words, split)(text)


@pytest.mark.parametrize(
    ("text", "how", "value"),
    [
        ("1250", {}, 1250),
        ("۱۲۵۰", {}, 1250),
        ("١٢٥٠", {}, 1250),
        ("1,250,000", {"thousands": ","}, 1_250_000),
        ("۱٬۲۵۰٬۰۰۰", {}, 1_250_000),
        ("1 250", {"thousands": " "}, 1250),
        ("1\u00a0250", {"thousands": " "}, 1250),
        ("1.250.000", {"thousands": ".", "decimal": ","}, 1_250_000),
        ("12.00", {}, 12),
        ("-1", {}, -1),
        ("−1", {}, -1),
        ("0007", {}, 7),
        ("۱٬۲۵۰٫۰", {}, 1250),
        ("۱٬۲۵۰٬۰۰۰", {"thousands": ","}, 1_250_000),
    ],
)
def test_whole_numbers(text, how, value):
    assert read(int, text, **how) == value and type(read(int, text, **how)) is int


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("1,250", {}),
        ("12,50", {"thousands": ","}),
        ("1250,000", {"thousands": ","}),
        ("1٬25", {}),
        ("1٬٬250", {}),
        ("1٬2500", {}),
        ("۱۲۵۰٬۰۰۰", {}),
        ("٬250", {}),
        ("1٬250,000", {"thousands": ","}),
        ("1,,250", {"thousands": ","}),
        ("12.5", {}),
        ("1.2E+05", {}),
        ("12.", {}),
        (".5", {}),
        ("1-2", {}),
        ("--1", {}),
        ("+1", {}),
        ("12 متر", {}),
        ("NULL", {}),
        ("#N/A", {}),
        ("inf", {}),
        ("nan", {}),
        ("१२", {}),
        ("1" * 19, {}),
        ("1" * 70, {}),
        ("\u202e12", {}),
    ],
)
def test_what_is_no_whole_number(text, how):
    with pytest.raises(InvalidInputError):
        read(int, text, **how)


@pytest.mark.parametrize(
    ("text", "how", "value"),
    [
        ("245.8", {}, 245.8),
        ("۲۴۵٫۸", {}, 245.8),
        ("245/8", {"decimal": "/"}, 245.8),
        ("1.012,25", {"thousands": ".", "decimal": ","}, 1012.25),
        ("-0.6", {}, -0.6),
    ],
)
def test_fractions(text, how, value):
    assert read(Annotated[float, Meta(ge=-9)] | None, text, **how) == value


@pytest.mark.parametrize("text", ["۲۱۲٬۵", "1.2٬500", "۰٬۵", "۱٬۲۱۲٬۵"])
def test_a_comma_between_thousands_is_never_taken_for_the_point_nor_thrown_away(text):
    with pytest.raises(InvalidInputError):
        read(float, text)


@pytest.mark.parametrize(
    ("text", "days", "value"),
    [
        ("2023-08-03", "gregorian", date(2023, 8, 3)),
        ("1402/05/12", "solar", date(2023, 8, 3)),
        ("۱۴۰۲/۵/۱۲", "solar", date(2023, 8, 3)),
        ("14020512", "solar", date(2023, 8, 3)),
        ("03.08.2023", "%d.%m.%Y", date(2023, 8, 3)),
        ("2023-08-03 00:00:00.000", "%Y-%m-%d %H:%M:%S.%f", date(2023, 8, 3)),
    ],
)
def test_days(text, days, value):
    assert read(date | None, text, days=days) == value
    assert read(Day, text, days=days) == value.isoformat()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1402/05/12", "gregorian"),
        ("20230803", "gregorian"),
        ("2023-08-03 00:00", "gregorian"),
        ("2023-02-30", "gregorian"),
        ("2023-W31-4", "gregorian"),
        ("2023-08-03", "solar"),
        ("02/05/12", "solar"),
        ("1402/12/30", "solar"),
        ("1402/13/01", "solar"),
        ("45141", "solar"),
        ("08/13/2023", "%d/%m/%Y"),
    ],
)
def test_what_is_no_day_of_this_form(text, days):
    for kind in (date, Day):
        with pytest.raises(InvalidInputError):
            read(kind, text, days=days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2023-08-03T06:00:00Z", "gregorian"),
        ("2023-08-03 09:30", "gregorian"),
        ("1402/05/12 09:30", "solar"),
        ("03.08.2023 09.30", "%d.%m.%Y %H.%M"),
        ("1402/05/12 06:00+00:00", "solar"),
        ("1402/05/12T06:00:00Z", "solar"),
        ("۱۴۰۲/۰۵/۱۲ ۰۹:۳۰+۰۳:۳۰", "solar"),
        ("2023-08-03 06:00+00:00", "gregorian"),
        ("03.08.2023 06.00 +0000", "%d.%m.%Y %H.%M %z"),
    ],
)
def test_a_moment_without_an_offset_is_one_of_the_city_and_one_with_it_means_it(text, days):
    assert read(datetime, text, days=days) == datetime(2023, 8, 3, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1402/05/12 25:00", "1402/05/12 9", "1402/05/12 ساعت ۹"])
def test_what_is_no_moment(text):
    with pytest.raises(InvalidInputError):
        read(datetime, text, days="solar")


@pytest.mark.parametrize("form", ["%d/%m/%y", "%Y-%m", "%Y", "", "%", "%Q", "solar ", "%d/%m/%Y %"])
def test_a_pattern_that_leaves_the_day_open_is_none(form):
    assert not is_pattern_of_days(form)


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%Y%m%d", "%d %b %Y", "%Y-%j", "%Y-%m-%d %H:%M"])
def test_patterns_of_days(form):
    assert is_pattern_of_days(form)


def test_words_are_codes_in_any_spelling():
    kind, codes = Literal["residential", "none"], {"مسکونی": "residential", "شش‌دانگ": "none"}
    assert read(kind, "مسكوني", codes) == "residential" and read(kind, "شش دانگ", codes) == "none"
    assert read(kind, "residential", codes) == "residential"
    with pytest.raises(UnknownWordError) as wrong:
        read(kind, "تجاری", codes)
    assert wrong.value.word == "تجاری"


def test_words_are_numbers_where_the_field_is_one():
    floors = {"همکف": 0, "زیرزمین": -1}
    assert [read(int, text, floors) for text in ("همکف", "زیرزمین", "۲")] == [0, -1, 2]


def test_yes_and_no_are_the_words_of_the_map():
    assert [read(bool, text) for text in ("بلی", "خیر", "TRUE", "0")] == [True, False, True, False]
    assert [read(bool, text, yes=["دارد"], no=["ندارد"]) for text in ("دارد", "ندارد")] == [True, False]
    with pytest.raises(UnknownWordError):
        read(bool, "بلی", yes=["دارد"], no=["ندارد"])


def test_lists_are_parted_only_where_the_map_says_how():
    assert read(list[str], "الف، ب ،", split="،") == ["الف", "ب"]
    assert read(list[str], "الف، ب") == ["الف، ب"]
    assert read(list[Literal["view"]], "دیدن", {"دیدن": "view"}, split=",") == ["view"]


@pytest.mark.parametrize("text", ["1.30991E+09", "1,3E+9", "۱٫۳E+۹", "13E+8"])
def test_a_number_that_a_spreadsheet_shortened_is_refused(text):
    with pytest.raises(InvalidInputError, match="shortened|کوتاه"):
        read(str, text)


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        (str, ""),
        (Annotated[str, Meta(min_length=1)], LEFT_OUT),
        (Literal["a"], LEFT_OUT),
        (Literal["a", ""], ""),
        (date | None, None),
        (date, LEFT_OUT),
        (Day, ""),
        (bool, LEFT_OUT),
        (list[str], []),
    ],
)
def test_an_empty_cell_is_sent_as_the_contract_takes_it(kind, empty):
    assert empty_of(kind) == empty


def test_no_cell_holds_rows():
    assert converter(dict, written(), {}) is None
