"""One person has one key of a source, whether lines tell it or records."""

import pytest
from feed_delivery import Exporter, with_values
from feed_lines import key, line, number, owner, person
from feed_outcomes import at, reasons, sees
from owners_by_name import by_name


@pytest.fixture
def exporter(city):
    return Exporter()


@pytest.mark.parametrize("batches", ["one batch", "one after the other"])
def test_one_number_stands_under_one_key_in_lines_as_in_records(exporter, batches):
    keys, code = [key() for _ in range(3)], number()
    made = [line(owner(k), people=[by_name(k)]) for k in keys]
    assert exporter.send(*made).bad == []
    rows = [at(m, "2026-02-01", people=[person(code, source_key=k)]) for m, k in zip(made, keys, strict=True)]
    reports = [exporter.send(*rows)] if batches == "one batch" else [exporter.send(row) for row in rows]
    assert "one person has one key" in " ".join(map(reasons, reports))
    assert [r.turned_away for r in reports] == ([2] if len(reports) == 1 else [0, 1, 1])
    assert sum(sees(code, m) for m in made) == 1


@pytest.mark.parametrize("first", ["line", "record"])
def test_one_number_stands_under_one_key_of_lines_and_records_together(exporter, first):
    code = number()
    of_line = line(code, people=[person(code, source_key=key())])
    of_record = with_values("person", key(), person(code))
    rows = [of_line, of_record] if first == "line" else [of_record, of_line]
    assert exporter.send(rows[0]).bad == []
    assert "one person has one key" in reasons(exporter.send(rows[1]))


def test_told_again_under_its_own_key_it_is_the_same(exporter):
    code, who = number(), key()
    made = line(code, people=[person(code, source_key=who)])
    other = line(code, people=[person(code, source_key=who)])
    assert exporter.send(made, other).bad == []
    assert exporter.send(at(made, "2026-02-01", permits=[])).bad == []
