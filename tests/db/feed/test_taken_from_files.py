"""A file that is withdrawn before it is told, and a file that is another source's by now."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, permit
from feed_outcomes import reasons, sees
from history_model import asked


@pytest.fixture
def exporter(city):
    return Exporter()


# The newest version counts, in whatever order they come.


@pytest.mark.parametrize("batches", [1, 2])
@pytest.mark.parametrize("stored", ["new", "another source's"])
def test_a_file_withdrawn_before_it_is_told_stands_against_the_older_version(exporter, batches, stored):
    made, who, file = line(), key(), key()
    if stored != "new":
        made = File(Exporter()).made
    rows = [
        record("file", file, 5, state="withdrawn"),
        with_values("file", file, made["casefile"] | {"file_no": f"{made['casefile']['file_no']}b"}, 4),
        with_values("permit", who, permit(), file=file),
    ]
    reports = [exporter.send(*rows)] if batches == 1 else [exporter.send(row) for row in rows]
    said = " | ".join(map(reasons, reports))
    assert "older than what is known" in said and "has not been told of" in said
    assert sum(report.turned_away for report in reports) == 2
    sql = "SELECT count(*) FROM casefiles_casefile WHERE file_no = %s"
    assert asked(sql, [f"{made['casefile']['file_no']}b"]) == [(0,)]


def test_told_again_with_a_higher_version_it_is_there(exporter):
    made, file = line(), key()
    assert exporter.send(record("file", file, 5, state="withdrawn")).bad == []
    assert exporter.send(record("file", file, 6, state="withdrawn")).bad == []
    assert exporter.send(with_values("file", file, made["casefile"], 7)).bad == []
    assert asked("SELECT count(*) FROM casefiles_casefile WHERE file_no = %s", [made["casefile"]["file_no"]]) == [(1,)]


def test_what_belongs_to_an_unknown_file_is_still_turned_away(exporter):
    gone = record("permit", key(), 1, file="unknown", state="withdrawn")
    assert "has not been told of" in reasons(exporter.send(gone))


# Districts.


class Moved:
    """A permit that a source of district 9 told of a file, which another source moved to district 5 since."""

    def __init__(self):
        self.source, other = Exporter(districts=[9]), Exporter()
        self.file, self.here, self.permit = File(self.source), File(self.source), key()
        report = self.source.send(with_values("permit", self.permit, permit(), file=self.file.key))
        casefile, theirs = self.file.made["casefile"], key()
        far = {"renewal_code": casefile["renewal_code"].replace("9-95", "5-95"), "file_no": f"5{casefile['file_no']}"}
        moved = [with_values("file", theirs, casefile, 1), with_values("file", theirs, casefile | far, 2)]
        reports = [report, *map(other.send, moved)]
        assert [reasons(each) for each in reports] == ["", "", ""]

    def is_there(self) -> bool:
        return asked("SELECT withdrawn FROM casefiles_permit WHERE source_key = %s", [self.permit])[0] == (False,)


@pytest.mark.parametrize("where", ["file", "here"])
def test_a_source_takes_nothing_from_a_file_that_is_in_another_district_by_now(city, where):
    moved = Moved()
    gone = record("permit", moved.permit, 3, file=getattr(moved, where).key, state="withdrawn")
    assert "about this district" in reasons(moved.source.send(gone)) and moved.is_there()


def test_nor_by_telling_it_of_another_file(city):
    moved = Moved()
    row = with_values("permit", moved.permit, permit(), 3, file=moved.here.key)
    assert "about this district" in reasons(moved.source.send(row)) and moved.is_there()
    assert sees(moved.here.owner, moved.here.made)
