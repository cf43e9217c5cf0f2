"""Lines with a byte too many, cut short, or with odd values: each is taken or turned away, and none breaks a load."""

from collections.abc import Iterator
from random import Random

import feed_lines as made
import pytest
from blocks import polygon, survey
from feed_delivery import Exporter, with_values
from feed_lines import as_json, key, line, number, owner, person
from feed_outcomes import sees

from shahrsazi.feed.records import LISTS

MARK = "@"
ESCAPES = (rb"\p", rb"\u12", rb"\ud800", rb"\u0000", rb"\u0022", b"\\", b'"')
BYTES = (*ESCAPES, b"\xd3\xe4", b"\0", b"\xf0\x9f", b"\xef\xbb\xbf")
WORDS = (b"", b"x", b" ", b"..", b"9" * 5_000, "۱۲".encode(), b"1402-05-12", rb"C:\papers\x.pdf", b"`$.surveys[7]`")
VALUES = (
    *(b'"%s"' % text for text in BYTES + WORDS),
    *(b"null", b"true", b"0", b"-1", b"1.5", b"1e400", b"NaN", b"9" * 19, b"9" * 5_000, b"[" * 60 + b"]" * 60),
    *(b"[]", b"{}", b"[[]]", b"[{}]", b'["zone"]', b'{"kind": ["zone"]}', b"[null]", b'{"": 1, "": 2}'),
)
LAND = [(0, 20), (10, 20), (10, 0), (0, 0)]


def whole_line(parcel: int) -> dict:
    """Of a file whose code is not that of any test's with one of its digits changed."""
    who, agent, case = number(), number(), made.commission()
    return line(
        owner(who),
        people=[person(agent), person(who)],
        casefile={"renewal_code": f"9-97-{parcel}-1-1-0-0", "file_no": f"damaged/{parcel}"},
        mandates=[made.mandate(who, agent)],
        deeds=[made.deed(bounds=[{"side": "north", "text": "کوچه", "length": 9}])],
        papers=[made.paper(scan="deed.pdf"), made.paper(seq=2, scan="a/علی.pdf")],
        inspections=[made.visit("2024-05-01")],
        plan_rules=[made.rules()],
        level_sheets=[made.sheet()],
        surveys=[survey(polygon("existing", LAND), polygon("zone", LAND) | {"geometry": None})],
        violations=[made.violation()],
        commission_cases=[case],
        verdicts=[made.verdict(case)],
        permits=[made.permit()],
        actions=[made.action("2025-01-02")],
    )


def records_of(whole: dict) -> list[dict]:
    file = key()
    rows = [
        with_values(kind, row["source_key"], row, file=file) for kind in LISTS for row in whole.get(LISTS[kind], ())
    ]
    people = [with_values("person", key(), each) for each in whole["people"]]
    return [*people, with_values("file", file, whole["casefile"]), *rows]


def within(value, path: tuple = ()) -> Iterator[tuple]:
    """The path of everything in it, itself last."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield from within(item, (*path, name))
    yield path


def marked(value, path: tuple):
    """The value with a mark at this place within it, as far as that is still there."""
    if not path or not isinstance(value, dict | list):
        return MARK
    changed = value.copy()
    changed[path[0]] = marked(value[path[0]], path[1:])
    return changed


def with_other_values(row: dict, chance: Random) -> bytes:
    for path in chance.sample([*within(row)][:-1], chance.choice((1, 2, 3))):
        row = marked(row, path)
    parts = as_json(row).strip().split(b'"%s"' % MARK.encode())
    return parts[0] + b"".join(chance.choice(VALUES) + part for part in parts[1:])


def with_other_bytes(raw: bytes, chance: Random) -> bytes:
    at, quoted = chance.randrange(1, len(raw)), [n for n, byte in enumerate(raw, 1) if byte == ord('"')]
    within_text = chance.choice(quoted)
    return chance.choice(
        (
            raw[:at] + chance.randbytes(1) + raw[at + 1 :],
            raw[:at] + raw[at + 1 :],
            raw[:at] + raw[at - 1 :],
            raw[:at],
            raw[:within_text] + chance.choice(BYTES) + raw[within_text:],
        )
    )


def damaged(row: dict, chance: Random) -> bytes:
    raw = with_other_values(row, chance) if chance.random() < 0.6 else as_json(row).strip()
    raw = with_other_bytes(raw, chance) if chance.random() < 0.5 else raw
    return raw.replace(b"\n", b" ").strip() or b"{"


@pytest.mark.parametrize("seed", [1, 2])
def test_none_of_them_breaks_a_load(city, seed):
    chance, whole, good = Random(seed), whole_line(99_990 + seed), [line(), line()]
    exporter, rows = Exporter(), [whole] * 20 + records_of(whole)
    lines = [damaged(chance.choice(rows), chance) for _ in range(250)]
    first, last = (as_json(each).strip() for each in good)
    report = exporter.send_bytes(first, *lines, last)
    assert report.turned_away > 100 and {1, len(lines) + 2}.isdisjoint(number_ for number_, _reason in report.bad)
    assert all(sees(each["owners"][0]["person"], each) for each in good)
