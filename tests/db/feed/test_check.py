"""A check says of every line what a load would say, and keeps nothing."""

import pytest
from feed_lines import PDF, deed, line, load, number, owner, paper, person
from history_model import asked

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
