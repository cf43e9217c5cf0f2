"""How a load says that its source tells otherwise than the counter registered: as the clerks see it."""

from pathlib import Path

import pytest
from feed_delivery import load
from feed_kept import Kept, released
from feed_lines import line
from killed_loads import killed_at

from shahrsazi.commands import main

STANDS = "1 row is told otherwise than the counter registered, whose word stands"


@pytest.fixture
def kept(city):
    return Kept()


def otherwise(kept: Kept, day: str, *others: dict, **share) -> Path:
    """A delivery that ends Kept's share on another day than two clerks did."""
    owners = [row | {"effective_to": "2026-01-01"} | share for row in kept.made["owners"]]
    return kept.exporter.batch(kept.made | {"owners": owners, "as_of": f"{day}T00:00:00Z"}, *others)


def printed(act: str, path: Path, capsys) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["feed", act, str(path)])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_a_check_and_a_load_print_against_how_many_rows_the_counter_s_word_stands(kept, capsys):
    path = otherwise(kept, "2026-03-03")
    assert STANDS in printed("check", path, capsys)
    assert STANDS in printed("load", path, capsys)


def test_what_was_told_before_and_is_not_told_again_is_counted_beside_it(kept, capsys):
    load(otherwise(kept, "2026-03-03"))
    words = printed("load", kept.exporter.batch(line()), capsys)
    assert "0 rows are told otherwise" in words and "1 with those that its source told before" in words


def test_of_what_was_settled_or_released_nothing_is_said(kept, capsys):
    assert "told otherwise" not in printed("load", otherwise(kept, "2026-03-03", effective_to="2026-06-06"), capsys)
    other = Kept()
    load(otherwise(other, "2026-03-03"))
    released(other.difference)
    assert "told otherwise" not in printed("load", other.exporter.batch(line()), capsys)


def test_the_difference_of_another_source_is_none_of_this_one(kept, capsys):
    load(otherwise(kept, "2026-03-03"))
    assert "told otherwise" not in printed("load", Kept().exporter.batch(line()), capsys)


def test_a_load_that_was_broken_off_counts_what_it_met_before(kept, monkeypatch):
    path = otherwise(kept, "2026-03-03", *(line() for _ in range(210)))
    killed_at(monkeypatch, 2, path)
    assert kept.difference.reported == {"effective_to": "2026-01-01"}
    report = load(path)
    assert (report.differs, report.differs_in_all) == (1, 1)
