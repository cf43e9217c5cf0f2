"""A mandate for every file that two lines of one batch tell: each tells its part, and the later hour counts."""

import pytest
from feed_delivery import Exporter
from feed_lines import line, mandate, number, owner, person
from feed_outcomes import at, reasons, sees
from history_model import asked

END = {"ended_on": "2026-02-01", "end_reason": "dismissal"}


@pytest.fixture
def exporter(city):
    return Exporter()


class Given:
    """Two files of one owner, and leave for every file, which the lines of both tell."""

    def __init__(self, exporter: Exporter):
        self.exporter, self.agent, principal = exporter, number(), number()
        people = [person(principal), person(self.agent)]
        self.files = [line(owner(principal), people=people) for _ in range(2)]
        self.row = mandate(principal, self.agent, every_file=True)
        assert exporter.send(*self.lines("2026-01-02", {}, {})).bad == [] and self.sees()

    def lines(self, day: str, *parts: dict) -> list[dict]:
        return [at(file, day, mandates=[self.row | part]) for file, part in zip(self.files, parts, strict=True)]

    def send(self, *lines: dict, batches: int = 1) -> None:
        reports = [self.exporter.send(*lines)] if batches == 1 else [self.exporter.send(made) for made in lines]
        assert "".join(map(reasons, reports)) == ""

    def sees(self) -> bool:
        first, second = (sees(self.agent, file) for file in self.files)
        assert first == second
        return first

    def stored(self, columns: str) -> list[tuple]:
        return asked(f"SELECT {columns} FROM casefiles_mandate WHERE source_key = %s", [self.row["source_key"]])


@pytest.mark.parametrize("batches", [1, 2])
@pytest.mark.parametrize("ends", [0, 1], ids=["the first one", "the second one"])
def test_an_end_that_one_of_them_tells_is_not_lost_by_the_other(exporter, ends, batches):
    given = Given(exporter)
    parts = [{"notary_office": "دفترخانه ۸۲"}] * 2  # a line that says the same again would not be read
    parts[ends] = parts[ends] | END
    given.send(*given.lines("2026-02-02", *parts), batches=batches)
    assert not given.sees() and given.stored("end_reason") == [("dismissal",)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["before it", "behind it"])
def test_the_line_of_the_later_hour_counts_wherever_it_stands(exporter, order):
    given = Given(exporter)
    [older, _] = given.lines("2026-02-02", {"ended_on": None, "end_reason": "", "poa_no": "88-old"}, {})
    [_, newer] = given.lines("2026-02-03", {}, END | {"poa_no": "88-new"})
    given.send(*([older, newer][position] for position in order))
    assert not given.sees() and given.stored("poa_no") == [("88-new",)]


def test_of_two_of_one_hour_the_one_behind_counts_as_far_as_it_tells(exporter):
    given = Given(exporter)
    told = {"verify_ref": "R-1", "poa_no": "88-first"}, {"poa_no": "88-second"}
    given.send(*given.lines("2026-02-02", *told))
    assert given.sees() and given.stored("poa_no, verify_ref") == [("88-second", "R-1")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["before it", "behind it"])
@pytest.mark.parametrize("silent_day", ["2026-02-01", "2026-02-03"], ids=["an earlier hour", "a later hour"])
def test_a_line_that_leaves_out_that_a_new_one_is_for_every_file_tells_of_the_same_mandate(exporter, order, silent_day):
    given = Given(exporter)
    given.row = mandate(given.row["principal"], number(), every_file=True)
    given.agent, silent = given.row["agent"], {name: value for name, value in given.row.items() if name != "every_file"}
    people = [person(given.row["principal"]), person(given.agent)]
    days = zip(given.files, ("2026-02-02", silent_day), (given.row, silent), strict=True)
    lines = [at(file, day, people=people, mandates=[row]) for file, day, row in days]
    given.send(*(lines[position] for position in order))
    assert given.stored("case_id") == [(None,)] and given.sees()
    given.send(at(given.files[0], "2026-02-05", people=people, mandates=[given.row | END]))
    assert not given.sees()
