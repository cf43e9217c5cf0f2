"""Solar dates against the official calendar, and numbers in the reader's digits."""

import json
import sys
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from shahrsazi.persian import dates, numbers
from shahrsazi.persian.identifiers import InvalidInputError

VECTORS = ROOT / "tests" / "vectors"
NOWRUZ = json.loads((VECTORS / "nowruz.json").read_text())
NAUGHTY = json.loads((VECTORS / "blns.json").read_text())
NUMERALS = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Nd", "No")]
CALENDAR = st.dates(date.fromisoformat(NOWRUZ[0]["gregorian"]), date.fromisoformat(NOWRUZ[-1]["gregorian"]))


def why_not(text):
    with pytest.raises(InvalidInputError) as refused:
        dates.parse(text)
    assert str(refused.value)
    return refused.value.code


def test_every_new_year_is_on_its_official_day():
    for year in NOWRUZ:
        day = date.fromisoformat(year["gregorian"])
        assert dates.parse(year["jalali"]) == day
        assert dates.format_short(day, "en") == year["jalali"].replace("-", "/")


def test_the_last_day_of_every_year_is_the_day_before_the_next():
    for year, following in zip(NOWRUZ, NOWRUZ[1:], strict=False):
        last = f"{year['jalali'][:4]}/12/{30 if year['leap'] else 29}"
        assert dates.parse(last) == date.fromisoformat(following["gregorian"]) - timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1396/01/01", date(2017, 3, 21)),
        ("1399/12/30", date(2021, 3, 20)),
        ("1402/12/29", date(2024, 3, 19)),
        ("1403/12/30", date(2025, 3, 20)),
        ("1404/1/1", date(2025, 3, 21)),
        ("۱۴۰۴/۱/۱", date(2025, 3, 21)),
        ("١٤٠٤-٠١-٠١", date(2025, 3, 21)),
        ("1404.1.1", date(2025, 3, 21)),
        (" 1404 / 1 / 1 ", date(2025, 3, 21)),
        ("14041216", date(2026, 3, 7)),
    ],
)
def test_a_date_is_read_however_it_is_typed(text, day):
    assert dates.parse(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1402/12/30", "day"),
        ("1403/07/31", "day"),
        ("1403/01/00", "day"),
        ("1403/13/01", "month"),
        ("1403/00/10", "month"),
        ("2024/07/14", "year"),
        ("99999999", "year"),
        ("0000/00/00", "year"),
        ("1/4/1405", "form"),
        ("1405/4-1", "form"),
        ("1405/4", "form"),
        ("05/4/1", "form"),
        ("", "form"),
        ("1" * 65, "too_long"),
        (None, "not_text"),
    ],
)
def test_an_impossible_date_is_refused_with_its_reason(text, code):
    assert why_not(text) == code


def test_any_numeral_of_unicode_gives_a_date_or_a_refusal():
    for numeral in NUMERALS:
        for text in (f"140{numeral}/4/10", f"1405/{numeral}/10", f"1405041{numeral}"):
            try:
                taken = dates.parse(text)
            except InvalidInputError:
                continue
            assert isinstance(taken, date)
            assert numeral in "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"


def test_naughty_strings_are_no_dates():
    assert all(why_not(text) for text in NAUGHTY)


@given(CALENDAR, st.sampled_from(["fa", "en"]))
def test_a_date_that_is_shown_can_be_typed_again(day, lang):
    assert dates.parse(dates.format_short(day, lang)) == day


@given(st.dates(), st.sampled_from(["fa", "en"]))
def test_no_date_breaks_a_page(day, lang):
    assert dates.format_date(day, lang)
    assert dates.format_short(day, lang)
    assert dates.weekday(day, lang)


def test_dates_read_as_their_readers_expect():
    day = date(2024, 7, 14)
    assert dates.format_date(day, "fa") == "۲۴ تیر ۱۴۰۳"
    assert dates.format_date(day, "en") == "24 Tir 1403 (14 Jul 2024)"
    assert (dates.format_short(day, "fa"), dates.format_short(day, "en")) == ("۱۴۰۳/۰۴/۲۴", "1403/04/24")
    assert (dates.weekday(day, "fa"), dates.weekday(day, "en")) == ("یکشنبه", "Sunday")


def test_a_moment_late_in_the_evening_in_utc_is_already_tomorrow_in_tehran():
    assert dates.format_short(datetime(2025, 3, 20, 20, 29, tzinfo=UTC), "en") == "1403/12/30"
    assert dates.format_short(datetime(2025, 3, 20, 20, 30, tzinfo=UTC), "en") == "1404/01/01"


def test_numbers_are_in_the_digits_of_the_language():
    assert numbers.digits("5-3-120", "fa") == "۵-۳-۱۲۰"
    assert numbers.digits(14, "en") == "14"
    assert numbers.number(1234567, "fa") == "۱٬۲۳۴٬۵۶۷"
    assert numbers.number(Decimal("1234.5"), "en", 2) == "1,234.50"
    assert numbers.number(Decimal("1E+3"), "fa") == "۱٬۰۰۰"
    assert numbers.number(Decimal("-0.125"), "fa", 3) == "−۰٫۱۲۵"


def test_a_code_with_latin_letters_keeps_its_latin_digits():
    """So it is written on the drawing, and so its file is looked for."""
    assert numbers.digits("پهنه R122، برگ A-01 از 12", "fa") == "پهنه R122، برگ A-01 از ۱۲"
    assert numbers.digits("zone 39N، 12-B، 1400/5/1", "fa") == "zone 39N، 12-B، ۱۴۰۰/۵/۱"


def test_money_areas_and_sizes_carry_their_unit():
    assert numbers.money(333_000_000, "fa") == "۳۳۳٬۰۰۰٬۰۰۰ ریال"
    assert numbers.money(12_000, "en") == "12,000 rials"
    assert numbers.area(Decimal("18.50"), "fa") == "۱۸٫۵ مترمربع"
    assert numbers.area(Decimal("200.00"), "en") == "200 m²"
    assert numbers.area(0, "en") == "0 m²"
    assert numbers.size(1_258_291, "fa") == "۱٫۲ مگابایت"
    assert numbers.size(1_258_291, "en") == "1.2 MB"
    assert (numbers.size(512, "en"), numbers.size(1024**2 - 1, "en"), numbers.size(0, "fa")) == (
        "512 bytes",
        "1 MB",
        "۰ بایت",
    )
