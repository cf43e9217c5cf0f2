"""Writes shahrsazi/city/holidays.csv: the official days off of the solar years 1405 to 1410, with their names.

Run once for new years, in an environment of its own: python -m venv DIR; DIR/bin/pip install holidays==0.109
persiantools; DIR/bin/python tools/lunar_days.py. The system itself never needs the package `holidays`. What it marks as
estimated is counted from the lunar calendar; in Iran the moon is looked for, and a feast can come a day earlier or
later. Setup therefore loads every lunar day as provisional.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from holidays import country_holidays
from persiantools.jdatetime import JalaliDate

FIRST, LAST = 1405, 1410
TABLE = Path(__file__).parent.parent / "shahrsazi" / "city" / "holidays.csv"
COLUMNS = ("day", "calendar", "estimated", "persian", "english")
ESTIMATED = re.compile(r" \((?:تخمینی|estimated)\)")
# The names of the fixed days in the package; a feast on the same day stands beside them.
SOLAR = {
    "جشن نوروز": "Nowruz",
    "عیدنوروز": "Nowruz Holiday",
    "روز جمهوری اسلامی": "Islamic Republic Day",
    "روز طبیعت": "Nature's Day",
    "رحلت حضرت امام خمینی": "Death of Imam Khomeini",
    "قیام 15 خرداد": "15 Khordad Uprising",
    "پیروزی انقلاب اسلامی": "Islamic Revolution Day",
    "روز ملی شدن صنعت نفت ایران": "Iranian Oil Industry Nationalization Day",
    "آخرین روز سال": "Last Day of Year",
}
SPELLINGS = {
    "عیدنوروز": "عید نوروز",
    "قیام 15 خرداد": "قیام ۱۵ خرداد",
    "رحلت رسول اکرم؛شهادت امام حسن مجتبی علیه السلام": "رحلت رسول اکرم؛ شهادت امام حسن مجتبی علیه السلام",
    "Isra' and Mi'raj": "Mission of the Prophet (Mab'ath)",
}


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    years = range(JalaliDate(FIRST, 1, 1).to_gregorian().year, JalaliDate(LAST, 12, 29).to_gregorian().year + 1)
    persian, english = (
        country_holidays("IR", years=years, language=language, observed=False) for language in ("fa_IR", "en_US")
    )
    for day in sorted(persian):
        if FIRST <= JalaliDate(day).year <= LAST:
            yield from _of_day(day, persian[day].split("; "), english[day].split("; "))


def _of_day(day: date, persian: list[str], english: list[str]) -> Iterator[tuple[str, str, str, str, str]]:
    for name in persian:
        if name in SOLAR:
            yield day.isoformat(), "solar", "no", SPELLINGS.get(name, name), SOLAR[name]
    feasts = [name for name in persian if name not in SOLAR]
    feasts_in_english = [name for name in english if name not in SOLAR.values()]
    assert len(feasts) == len(feasts_in_english) <= 1, (day, feasts, feasts_in_english)
    for name, in_english in zip(feasts, feasts_in_english, strict=True):
        estimated = "yes" if ESTIMATED.search(name) else "no"
        bare = [SPELLINGS.get(words, words) for words in (ESTIMATED.sub("", name), ESTIMATED.sub("", in_english))]
        yield day.isoformat(), "lunar", estimated, bare[0], bare[1]


def main() -> None:
    with TABLE.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())
    print(f"{TABLE}: written.")


if __name__ == "__main__":
    main()
