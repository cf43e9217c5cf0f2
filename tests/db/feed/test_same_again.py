"""The same version of a record again: what it says counts, and not how it is written down."""

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import deed, key, permit
from feed_outcomes import reasons
from history_model import asked

from shahrsazi.city import code_lists, overrides
from shahrsazi.city.overrides import CodeEntry


@pytest.fixture
def exporter(city):
    return Exporter()


def told(file: File, kind: str, values: dict) -> dict:
    row = with_values(kind, key(), values, 3, file=file.key)
    assert file.send(row).bad == []
    return row


WRITTEN = {
    "its values in another order": lambda row: row | {"values": dict(reversed(row["values"].items()))},
    "its fields in another order": lambda row: dict(reversed(row.items())),
    "with the state that it has": lambda row: row | {"state": "present"},
    "with an end that it has not": lambda row: row | {"ended_on": None},
    "a whole number without its point": lambda row: row | {"values": row["values"] | {"area_deed": 245}},
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_a_record_that_is_written_otherwise_is_the_same(exporter, written):
    file = File(exporter)
    row = told(file, "deed", deed(area_deed=245.0))
    again = file.send(written(row))
    assert (again.bad, again.unchanged, again.written) == ([], 1, 0)


def test_a_number_that_differs_is_another_text(exporter):
    file = File(exporter)
    row = told(file, "deed", deed(area_deed=245.0))
    other = row | {"values": row["values"] | {"area_deed": 245.5}}
    assert "said something else" in reasons(file.send(other))


@pytest.fixture
def another_code():
    """A code that comes to a list while the test runs."""
    entries = CodeEntry.objects.using("owner")

    def add():
        entries.create(code_list="use_group", key="of_this_test", persian="کاربری آزمون", english="Test use")
        overrides.invalidate()

    yield add
    entries.filter(key="of_this_test").delete()
    overrides.invalidate()


def test_a_code_that_is_added_to_a_list_makes_no_record_another_one(exporter, another_code):
    file = File(exporter)
    row = told(file, "permit", permit())
    another_code()
    assert "of_this_test" in code_lists.keys("use_group")
    again = file.send(row)
    assert (again.bad, again.unchanged) == ([], 1)


def test_a_record_whose_digest_is_of_earlier_days_is_compared_by_its_values(exporter):
    from shahrsazi.feed.models import RecordVersion

    file = File(exporter)
    row = told(file, "permit", permit())
    rows = RecordVersion._base_manager.using("owner").filter(key=row["source_key"])
    rows.update(digest="0" * 32)
    again = file.send(row)
    assert (again.bad, again.written) == ([], 0)
    assert file.send(row).unchanged == 1
    [(no,)] = asked("SELECT permit_no FROM casefiles_permit WHERE source_key = %s", [row["source_key"]])
    assert no == row["values"]["permit_no"]


def test_the_code_of_its_file_in_another_spelling_is_the_same(exporter):
    f, name, row = File(exporter), key(), permit()
    code = f.made["casefile"]["renewal_code"]
    assert f.send(with_values("permit", name, row, 1, code)).bad == []
    assert f.send(with_values("permit", name, row, 1, code.replace("-", "/"))).bad == []
    assert f.send(with_values("permit", name, row | {"permit_no": "77"}, 1, code.replace("-", "/"))).turned_away == 1
