"""What runs in the other direction than its page is isolated: once, wherever it stands, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shahrsazi.web.isolate import isolate

RUNS = {
    "نوع PDF است": "نوع <bdi class=run>PDF</bdi> است",
    "شیت A-01، بازنگری": "شیت <bdi class=run>A-01</bdi>، بازنگری",
    "در مختصات UTM zone 39N، متر": "در مختصات <bdi class=run>UTM zone 39N</bdi>، متر",
    "مرورگر Firefox Linux.": "مرورگر <bdi class=run>Firefox Linux</bdi>.",
    "نشانی n.rahimi@example.ir بود": "نشانی <bdi class=run>n.rahimi@example.ir</bdi> بود",
    "پهنه R122 (ویژه)": "پهنه <bdi class=run>R122</bdi> (ویژه)",
    "تراز −۲٫۸۰ متر": "تراز <bdi class=run dir=ltr>−۲٫۸۰</bdi> متر",
    "رقم (0 تا 9)": "رقم (<bdi class=run dir=ltr>0</bdi> تا <bdi class=run dir=ltr>9</bdi>)",
    "کد ۱۲-A و B": "کد <bdi class=run>۱۲-A</bdi> و <bdi class=run>B</bdi>",
    "PDF، ۶۰٫۲ کیلوبایت": "<bdi class=run>PDF</bdi>، ۶۰٫۲ کیلوبایت",
    "شرکت A&amp;B است": "شرکت <bdi class=run>A&amp;B</bdi> است",
    "نام &lt;b&gt; است": "نام &lt;<bdi class=run>b</bdi>&gt; است",
    "کاربری Home (old) بود": "کاربری <bdi class=run>Home (old)</bdi> بود",
}


@pytest.mark.parametrize("text", RUNS)
def test_each_run_of_a_persian_sentence_stands_alone(text):
    assert isolate(f"<p>{text}</p>", "fa") == f"<p>{RUNS[text]}</p>"


@pytest.mark.parametrize(
    "text", ["نام نرگس، ۱۲ متر", "۱۴۰۵/۰۴/۱۰", "۵-۱۲-۳", "۱۰:۳۰", "بخش ۵ – ۶", "«الف»", "&#34; و &quot;"]
)
def test_what_is_persian_alone_stays_as_it_is(text):
    assert isolate(f"<p>{text}</p>", "fa") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("Owner نرگس رحیمی, 2 dang", "Owner <bdi class=run>نرگس رحیمی</bdi>, 2 dang"),
        ("خیابان (کوچه ۵)، پلاک ۱۲ 3", "<bdi class=run>خیابان (کوچه ۵)، پلاک ۱۲</bdi> 3"),
        ("“شهر‌سازی” (2)", "“<bdi class=run>شهر‌سازی</bdi>” (2)"),
    ],
)
def test_each_persian_name_of_an_english_page_stands_alone(text, isolated):
    assert isolate(f"<p>{text}</p>", "en") == f"<p>{isolated}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<bdi dir="ltr">A-01</bdi>',
        "<bdi>A-01</bdi>",
        '<span dir="ltr">2026 A</span>',
        '<a lang="en" hreflang="en">English</a>',
        "<textarea>A-01 الف</textarea>",
        '<input value="A-01 الف">',
        '<a href="/cases/A-الف/">پرونده</a>',
        "<title>A-01</title>",
        "<option>A-01</option>",
        "<!doctype html>",
    ],
)
def test_what_has_a_direction_or_is_no_text_of_the_page_stays_as_it_is(html):
    assert isolate(html, "fa") == html


@pytest.mark.parametrize(
    ("html", "isolated"),
    [
        ("<title>شیت A-01</title>", "<title>شیت \u2068A-01\u2069</title>"),
        ('<option value="x">شیت A-01</option>', '<option value="x">شیت \u2068A-01\u2069</option>'),
        ('<img alt="شیت A-01 (۲)">', '<img alt="شیت \u2068A-01\u2069 (۲)">'),
        ('<a aria-label="تراز −۲">', '<a aria-label="تراز \u2066−۲\u2069">'),
        ('<td data-label="نوع PDF">', '<td data-label="نوع \u2068PDF\u2069">'),
        ('<text x="1">شیت A-01</text>', '<text x="1">شیت \u2068A-01\u2069</text>'),
    ],
)
def test_where_only_text_is_possible_characters_do_it(html, isolated):
    assert isolate(html, "fa") == isolated


def test_done_twice_it_changes_nothing_more():
    for text in RUNS:
        once = isolate(f'<p title="{text}">{text}</p>', "fa")
        assert isolate(once, "fa") == once


@given(st.text(alphabet="aA1 ۱ا.()-−،&;<>\"'\u200c", max_size=60), st.sampled_from(["fa", "en"]))
def test_whatever_the_text_nothing_of_it_is_lost(text, language):
    from markupsafe import escape

    html = f"<p>{escape(text)}</p>"
    bare = isolate(html, language)
    for mark in ("<bdi class=run dir=ltr>", "<bdi class=run>", "</bdi>"):
        bare = bare.replace(mark, "")
    assert bare == html


def test_a_long_text_takes_no_longer_than_its_length():
    isolate("<p>" + "A-" * 50_000 + "</p>", "fa")
    isolate("<p>" + "ا(" * 50_000 + "</p>", "en")
    isolate("<p " + 'title="' * 20_000, "fa")
