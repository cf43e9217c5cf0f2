"""Records whose file is named by its source's own key count for its district, as those that name its code."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, permit

from shahrsazi.feed.models import Batch, QuarantinedRecord

PHASES = pytest.mark.parametrize("phase", ["rehearsal", "first_load", "daily"])


def districts(report) -> dict[str, int]:
    return Batch.objects.using("owner").get(id=report.batch).by_district


@PHASES
def test_of_a_file_that_was_told_before(city, phase):
    file = File(Exporter(phase=phase))
    rows = [
        with_values("permit", key(), permit(), file=name) for name in (file.key, file.made["casefile"]["renewal_code"])
    ]
    assert districts(file.send(*rows)) == {"9": 2}


@PHASES
@pytest.mark.parametrize("order", [1, -1])
def test_of_one_that_the_same_batch_tells(city, phase, order):
    name, made = key(), line()
    rows = [with_values("file", name, made["casefile"]), with_values("permit", key(), permit(), file=name)]
    people = with_values("person", key(), made["people"][0])
    assert districts(Exporter(phase=phase).send(people, *rows[::order])) == {"": 1, "9": 2}


def test_of_what_is_turned_away(city):
    file = File(Exporter())
    wrong = with_values("permit", key(), permit() | {"permit_kind": "castle"}, file=file.key)
    other = record("mandate", key(), file=file.key, values={"principal": "nobody"})
    file.send(wrong, other)
    rows = QuarantinedRecord.objects.using("owner").order_by("-id")[:2]
    assert [row.district for row in rows] == [9, 9]
