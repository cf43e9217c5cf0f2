"""Twelve files of the sample city as they stand on Friday 1405/08/29, counted by hand from the record and the law.

What a file asks for is written here as a person would find it with a calendar and domain.md §6.1 and §6.3; nothing is
taken from the code. The list, the case page and «my work» have to say exactly these, and nothing else.
"""

from datetime import date

import pytest
from clock import on
from feed_lines import fed, number
from page_tree import text, tree
from personas import signed_in

from samplecity import lines

DAY = date(2026, 11, 20)
TABLES = ("violations", "commission_cases", "verdicts", "permits", "actions", "inspections")
# Renewal code → (words of the title, words of the day) of all that waits, the most urgent first; with the count.
BY_HAND = {
    # Restoration, final on appeal, and remedied since; a completion certificate of 2018 ended the permit.
    "4-5-202-55-1-0-1": [],
    # Demolition within 60 days of service on 2026-09-29: 1 of September, 31 of October, 28 of November. Not objected
    # to, so that only the court is left, and when it became final nobody told. The permit runs until 2027-06. A step
    # of enforcement stands at the owner: what it asks is in the verdict.
    "6-11-200-27-1-1-0": [("اجرای رأی ۶/۱۴۰۵/۸۲۴۹", "تا پایان روز شنبه ۷ آذر ۱۴۰۵")],
    # Restoration, remedied; completed in 2024.
    "9-9-201-73-1-0-0": [],
    # Served on 2026-11-07 and objected to on the 11th, within the ten days; the verdict is not final, and of the case
    # on appeal neither an invitation nor a session was told.
    "3-15-203-86-1-0-0": [],
    # Objected to; invited on appeal on 2026-11-14 with an answer until the 24th. The fine is not final: nothing is due.
    "4-12-202-27-1-0-0": [("۱۴۰۵/۳۶۸۳", "تا پایان روز سه‌شنبه ۳ آذر ۱۴۰۵")],
    # The second verdict, served on 2026-11-16: ten days end on the 26th. The first one's six instalments are all paid.
    # A request waits for a report until 2026-11-29.
    "5-3-120-7-1-0-0": [
        ("اعتراض به رأی ۵/۱۴۰۵/۷۱۵۸", "تا پایان روز پنجشنبه ۵ آذر ۱۴۰۵"),
        ("۱۴۰۵-۰۵-۶۰۰۰۰۰۱", "تا پایان روز یکشنبه ۸ آذر ۱۴۰۵"),
    ],
    # Served on 2026-11-15: ten days end on the 25th. A step of enforcement stands at the owner already, but a verdict
    # that is not final asks for nothing.
    "6-3-200-69-1-0-2": [("اعتراض به رأی ۶/۱۴۰۵/۵۳۰۱", "تا پایان روز چهارشنبه ۴ آذر ۱۴۰۵")],
    # Ten instalments, which are the fine less its discount; the eighth and the ninth come within 45 days, the tenth
    # on 2027-01-26 does not. The verdict of the first stage was replaced. The permit ended in 2024, over a year ago.
    "3-6-48-15-1-0-0": [("قسط ۸", "تا پایان روز جمعه ۶ آذر ۱۴۰۵"), ("قسط ۹", "تا پایان روز یکشنبه ۶ دی ۱۴۰۵")],
    # Completed on 2026-09-21: its permit of until 2027-01-02 asks for nothing more.
    "8-11-200-15-1-2-0": [],
    # To be begun by 2027-01-21, within 90 days; the permit itself runs until 2029.
    "5-18-200-96-1-0-0": [("شروع", "تا پایان روز پنجشنبه ۱ بهمن ۱۴۰۵")],
    # The extension ended on 2026-11-01: here the law closes, and to build on is to build without a permit.
    "2-5-200-37-1-0-0": [("۲/۱۴۰۳/۵۰۰۰۰۳۶", "یکشنبه ۱۰ آبان ۱۴۰۵")],
    # A report is to be brought until 2026-12-06.
    "7-17-200-84-1-0-2": [("۱۴۰۵-۰۷-۲۰۰۰۰۸۳", "تا پایان روز یکشنبه ۱۵ آذر ۱۴۰۵")],
}


@pytest.fixture(scope="module")
def files(city) -> dict:
    """The facts of these twelve in files of one owner's own, so that nothing else of the city is among them."""
    owner = number()
    told = {line["casefile"]["renewal_code"]: line for line in lines(today=DAY)}
    return {code: fed(owner, **{name: told[code][name] for name in TABLES}) for code in BY_HAND}


def read(files: dict, address: str):
    client = signed_in(next(iter(files.values())).by)
    with on(DAY):
        return tree(client.get(address).content.decode())


def says(shown: list[str], by_hand: list[tuple[str, str]]) -> bool:
    pairs = zip(shown, by_hand, strict=True) if len(shown) == len(by_hand) else [("", ("-", "-"))]
    return all(title in words and day in words for words, (title, day) in pairs)


@pytest.mark.parametrize("code", BY_HAND)
def test_the_case_page_says_what_was_counted_by_hand(files, code):
    html = read(files, f"/cases/{files[code].case.ref}/")
    shown = [text(div) for div in html.iter("div") if div.get("class") == "now"]
    assert says(shown, BY_HAND[code]), shown


@pytest.mark.parametrize("code", BY_HAND)
def test_the_list_says_the_same(files, code):
    html = read(files, "/cases/")
    [card] = [li for li in html.iter("li") if any(files[code].case.ref in (a.get("href") or "") for a in li.iter("a"))]
    tags = [tag for p in card.iter("p") if p.get("class") == "tags" for tag in p.iter("span")]
    shown = [text(tag) for tag in tags if (tag.get("class") or "").startswith("tag")]
    assert says([words for words in shown if ":" in words], BY_HAND[code]), shown


def test_my_work_says_all_of_them_and_nothing_else_in_the_order_of_their_days(files):
    html = read(files, "/my-work/")
    shown = [text(li) for li in html.iter("li") if (li.get("class") or "").startswith("card")]
    days = ["۳ آذر", "۴ آذر", "۵ آذر", "۶ آذر", "۷ آذر", "۸ آذر", "۱۵ آذر", "۶ دی", "۱۰ آبان", "۱ بهمن"]
    every = {day: pair for pairs in BY_HAND.values() for pair in pairs for day in days if f" {day} ۱۴۰۵" in pair[1]}
    assert len(every) == len(days) and says(shown, [every[day] for day in days]), shown
