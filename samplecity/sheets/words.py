"""What sheets have in common: dates and numbers as Persian paper writes them, the words of codes, who signs."""

import tomllib
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from persiantools.jdatetime import JalaliDate

from samplecity.names import is_womans
from samplecity.people import full_name
from shahrsazi.persian.numbers import Number, digits, number
from shahrsazi.persian.shares import words_fa

_CITY = Path(__file__).parents[2] / "shahrsazi" / "city"
MUNICIPALITY = "شهرداری اصفهان"
_PLACES = 2


def fa(value: object) -> str:
    return digits(value, "fa")


def day(text: str | None) -> str:
    """Of a day or a moment in the feed; «–» for none."""
    if not text:
        return "–"
    solar = JalaliDate(date.fromisoformat(text[:10]))
    return fa(f"{solar.year}/{solar.month:02}/{solar.day:02}")


def metres(value: Number | None) -> str:
    """Of length or area, with no more decimals than it has."""
    return "–" if value is None else fa(f"{value:.{_PLACES}f}".rstrip("0").rstrip(".").replace(".", "٫"))


def money(value: int) -> str:
    return f"{number(value, 'fa')} ریال"


@cache
def _lists() -> dict:
    """Those that are shipped, read as files: they are wanted also where no settings are."""
    shipped, profile = (
        tomllib.loads((_CITY / name).read_text("utf8")) for name in ("code_lists.toml", "profiles/isfahan.toml")
    )
    return shipped | {"registry_office": profile["registry_offices"]}


def word(code_list: str, code: str) -> str:
    return _lists()[code_list][code][0] if code else "–"


def floor(number_of: int) -> str:
    return f"طبقه {fa(number_of)}" if number_of > 0 else "زیرزمین" if number_of else "همکف"


def titled(person: dict) -> str:
    """With the title that fits the first name; a company has none."""
    if person["kind"] == "legal":
        return full_name(person)
    return f"{_title(person['first_name'])} {full_name(person)}"


def _title(first_name: str) -> str:
    return "خانم" if is_womans(first_name) else "آقای"


def titled_name(line: dict, name: str) -> str:
    return next((titled(person) for person in line["people"] if full_name(person) == name), name)


def titled_engineer(name: str) -> str:
    return f"{_title(name.removeprefix('مهندس ').split()[0])} {name}"


def person_of(line: dict, code: str) -> dict:
    return next(person for person in line["people"] if person["number"] == code)


def holders_on(line: dict, day_held: str) -> list[tuple[dict, str]]:
    """Who owned it that day, each with the share in words."""
    return [
        (person_of(line, row["person"]), words_fa(Fraction(row["land_share"], row["land_of"])))
        for row in line["owners"]
        if row["effective_from"] <= day_held and (not row["effective_to"] or day_held < row["effective_to"])
    ]


def owners_named(line: dict, day_held: str | None) -> str:
    """Their names with titles; of the present owners where nobody held it yet, or where no day is given."""
    held = holders_on(line, day_held or line["as_of"][:10]) or holders_on(line, line["as_of"][:10])
    return "، ".join(titled(person) for person, _ in held)


def plate(line: dict) -> str:
    case = line["casefile"]
    sub = f"{fa(case['plate_sub'])} فرعی از " if case["plate_sub"] else ""
    return f"{sub}{fa(case['plate_main'])} اصلی"


def code(line: dict) -> str:
    return fa(line["casefile"]["renewal_code"])


def district(line: dict) -> str:
    return fa(line["casefile"]["renewal_code"].split("-")[0])


def pen(name: str) -> list[list[float]]:
    """The points of a signature: a person's is always the same."""
    rng = Random(f"pen/{name}")
    xs = [index / 9 + rng.uniform(-0.07, 0.07) for index in range(10)]
    return [[round(x, 3), round(rng.uniform(0.1, 0.9), 3)] for x in xs[::-1]]


def signer(who: str, name: str = "", stamp: tuple[str, ...] = ()) -> dict:
    return {"who": who, "name": name, "pen": pen(f"{who}{name}"), "stamp": list(stamp)}


def municipal_stamp(line: dict) -> tuple[str, ...]:
    return ("شهرداری اصفهان", f"منطقه {district(line)}", "نمونه")


def sheet(line: dict, paper: dict, title: str, issuer: list[str], pages: list[list[dict]], **more) -> dict:
    """A form or a letter with its number and day."""
    return {
        "title": title,
        "issuer": issuer,
        "facts": [
            ["شماره", fa(paper["doc_no"]) or "–"],
            ["تاریخ", day(paper["doc_date"])],
            ["شماره پرونده", fa(line["casefile"]["file_no"])],
        ],
        "pages": pages,
        "mark": mark(line, paper["seq"]),
        "sheet-words": [f"صفحه {fa(n)} از {fa(len(pages))}" for n in range(1, len(pages) + 1)],
    } | more


def mark(line: dict, seq: object) -> str:
    return fa(f"{line['casefile']['file_no']} - {seq}")


def text(words: str, size: float = 1) -> dict:
    return {"part": "text", "text": words, "size": size}


def heading(words: str) -> dict:
    return {"part": "heading", "text": words}


def facts(*rows: tuple[str, str], columns: int = 2) -> dict:
    return {"part": "facts", "rows": [[label, value or "–"] for label, value in rows], "columns": columns}


def table(head: list[str], rows: list[list[str]], widths: list[float] | None = None) -> dict:
    return {"part": "table", "head": head, "rows": rows, "widths": widths}


def signers(*rows: dict) -> dict:
    return {"part": "signers", "rows": list(rows)}


def boxed(words: str) -> dict:
    return {"part": "boxed", "text": words}


def outline(points: list[dict], labels: list[str], inner: list[dict] | None = None, **more) -> dict:
    """A ring on the ground in metres from its own corner, and perhaps another within it."""
    left, low = min(p["x"] for p in points), min(p["y"] for p in points)
    rings = [[[round(p["x"] - left, 2), round(p["y"] - low, 2)] for p in ring] for ring in (points, inner or [])]
    return {"part": "outline", "points": rings[0], "inner": rings[1], "labels": labels} | more


def the_property(line: dict) -> dict:
    case = line["casefile"]
    return facts(
        ("کد نوسازی", code(line)),
        ("پلاک ثبتی", plate(line)),
        ("بخش ثبتی", f"{fa(case['registry_section'])} اصفهان"),
        ("کد پستی", fa(case["postal_code"])),
        ("نوع ملک", word("property_type", case["property_type"])),
        ("پلاک آبی", fa(case["blue_plate"])),
    )


def address(line: dict) -> dict:
    return facts(("نشانی", line["casefile"]["address"]), columns=1)
