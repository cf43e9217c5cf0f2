"""Every field of every record with every kind of wrong value: each is turned away, with its place; no table moves."""

import json
from collections import defaultdict

import pytest
from conftest import ROOT
from feed_delivery import Exporter
from feed_lines import key
from history_model import asked
from wrong_values import wrong_rows

from shahrsazi.feed.records import FILE, LISTS, PERSON
from shahrsazi.feed.unknown_codes import structs_of_lists

EXAMPLES = [json.loads(text) for text in (ROOT / "docs/feed/examples.ndjson").read_text("utf8").splitlines()]
KINDS = {FILE: "casefile", PERSON: "people"} | LISTS
OURS = "'casefiles_%', 'people_%', 'ledger_%', 'messages_%', 'feed_recordversion'"
# A key of the envelope, and what only the counter says.
OF_THE_ENVELOPE = {"source_key", "withdrawn"}


def dump() -> dict[str, str]:
    """A digest of each table that a feed may write."""
    names = asked(
        "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        f" AND relname LIKE ANY (ARRAY[{OURS}])".replace("%", "%%"),
        [],
    )
    digest = "SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t"
    return {name: asked(digest.format(name))[0][0] for (name,) in names}


@pytest.fixture(scope="module")
def exporter(city):
    """One that has sent the examples of the docs, so that only what is wrong can be the reason."""
    exporter = Exporter()
    assert exporter.send(*EXAMPLES).bad == []
    return exporter


def wrong_records(kind: str) -> dict[str, list[dict]]:
    """Field → records that are wrong in it alone, each of its own key and later than the example."""
    example = next(row for row in EXAMPLES if row["record"] == kind and "values" in row)
    struct, by_field = structs_of_lists()[KINDS[kind]], defaultdict(list)
    for field, values in wrong_rows(struct, example["values"]):
        if field not in OF_THE_ENVELOPE:
            named = {"source_key": key(), "version": example["version"] + 1}
            by_field[field].append(example | named | {"values": values})
    return by_field


@pytest.mark.parametrize("kind", KINDS)
def test_no_wrong_value_of_any_field_gets_into_any_table(exporter, kind):
    before, count = dump(), 0
    by_field = wrong_records(kind)
    report = exporter.send(*(row for rows in by_field.values() for row in rows))
    count = sum(map(len, by_field.values()))
    assert (report.good, report.turned_away) == (0, count), [
        (field, row["values"].get(field)) for field, row in not_refused(report, by_field)
    ]
    assert dump() == before
    rows = [(field, row["values"].get(field)) for field, values in by_field.items() for row in values]
    assert [(rows[n - 1], sentence) for n, sentence in report.bad if " - at `$" not in sentence] == []


def not_refused(report, by_field: dict) -> list[tuple[str, dict]]:
    refused = {number for number, _sentence in report.bad}
    rows = [(field, row) for field, rows in by_field.items() for row in rows]
    return [item for number, item in enumerate(rows, 1) if number not in refused]


def test_there_are_more_than_a_thousand_of_them(city):
    assert sum(len(rows) for kind in KINDS for rows in wrong_records(kind).values()) > 1_000


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_beside_them_is_loaded_once(exporter, kind):
    wrong = [rows[0] for rows in wrong_records(kind).values()]
    right = [row | {"version": row["version"] + 1_000} for row in EXAMPLES if row["record"] == kind]
    mixed = [row for position, bad in enumerate(wrong) for row in ([bad, right[0]] if position == 3 else [bad])]
    report = exporter.send(*mixed)
    assert (report.good, report.turned_away) == (1, len(wrong)), report.bad[3:6]
