"""A check says of every line what a load would say, and keeps nothing."""

import pytest
from feed_delivery import Exporter
from feed_delivery import load as load_delivery
from feed_lines import PDF, deed, line, load, number, owner, paper, person
from history_model import asked
from killed_loads import killed_at

from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch

TABLES = """SELECT table_schema || '.' || quote_ident(table_name) FROM information_schema.tables
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1"""


def everything() -> dict[str, str]:
    """Every table of the database, as a sum of its rows."""
    sums = "SELECT md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t"
    return {table: asked(sums.format(table))[0][0] for (table,) in asked(TABLES)}


def bad_lines() -> list:
    one = line()
    return [
        one | {"as_of": "0001-01-01T00:00:00Z"},
        line(people=[person("1309000051")]),
        line(casefile={"file_no": one["casefile"]["file_no"]}),
        line(owner(number(), 2, 3), owner(number(), 2, 3)),
        line(papers=[paper(scan="nowhere.pdf")]),
        b"{not json",
    ]


def test_a_check_says_what_a_load_says_and_every_table_is_as_it_was():
    taken = line()
    load(taken)
    changed = taken | {"as_of": "2026-02-02T08:00:00+03:30", "deeds": [deed()]}
    lines = [line(), changed, *bad_lines(), line(papers=[paper(scan="a.pdf")]), taken]
    before = everything()
    checked = load(*lines, scans={"a.pdf": PDF}, check=True)
    assert everything() == before
    loaded = load(*lines, scans={"a.pdf": PDF})
    assert (checked.good, checked.bad, checked.written) == (loaded.good, loaded.bad, loaded.written)
    assert checked.good == 4 or checked.bad, "some of both"
    assert everything() != before


@pytest.mark.parametrize("count", [1, 250])
def test_any_number_of_lines_is_checked(count):
    before = asked("SELECT count(*) FROM casefiles_casefile")
    assert load(*(line() for _ in range(count)), check=True).good == count
    assert asked("SELECT count(*) FROM casefiles_casefile") == before


@pytest.mark.parametrize("state", ["half applied", "released"])
def test_a_check_of_a_batch_that_never_waits_does_not_say_that_it_would(city, monkeypatch, state):
    made = [line() for _ in range(2)]
    load(*made)
    limits = {guards.DAILY: {"owners_ended": Limit(0, 0)}}
    exporter = Exporter(phase="daily")
    path = exporter.batch(*(line(people=[]) for _ in range(210)), *map(share_ended, made))
    monkeypatch.setattr(guards, "LIMITS", limits if state == "released" else {})
    if state == "released":
        with pytest.raises(GuardedError):
            load_delivery(path)
        assert load_delivery(path, check=True).stopped
        released = {"release_asked_by": 1, "released_by": 2}
        Batch.objects.using("owner").filter(source=exporter.source).update(**released)
    else:
        killed_at(monkeypatch, 2, path)
        monkeypatch.setattr(guards, "LIMITS", limits)
    assert load_delivery(path, check=True).stopped == []


def share_ended(made: dict) -> dict:
    share = made["owners"][0] | {"effective_to": "2026-01-31"}
    return made | {"as_of": "2026-02-02T08:00:00+03:30", "owners": [share]}
