"""A share or a mandate that would count on no day is turned away with what to do, however it is told."""

import msgspec
import pytest
from csv_maps import Office
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import Fed, key, line, load, mandate, number, owner, person
from feed_outcomes import at, reasons, sees

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.reading import Reader

FIRST = "2009-05-05"
OF_A_SHARE = "A share that ends on its first day counts on no day: send the day after as its end"
OF_A_MANDATE = "A mandate that ends on the day of its deed without a reason counts on no day: send `end_reason`"
OWNERS = """
[[tables]]
csv = "o.csv"
record = "ownership"
source_key = "id"
file = "file"
state = "state"
ended_on = { column = "end", empty = "leave_out" }
[tables.values]
person = "person"
land_share = { fixed = 6 }
land_of = { fixed = 6 }
building_share = { fixed = 6 }
building_of = { fixed = 6 }
effective_from = "from"
"""


class Told:
    """A file of one owner, with a former owner and an agent, Javad Rostami, who is told of in records."""

    def __init__(self):
        self.file, self.rostami = File(Exporter()), key()
        self.share = owner(self.rostami, effective_from=FIRST)
        self.mandate = mandate(self.file.person, self.rostami, poa_date=FIRST, verified_on=FIRST)
        javad = person(number(), first_name="جواد", last_name="رستمی همان‌روز")
        assert self.file.send(with_values("person", self.rostami, javad)).bad == []

    def sent(self, kind: str, version: int = 1, envelope: dict | None = None, **values):
        row = getattr(self, {"ownership": "share", "mandate": "mandate"}[kind]) | values
        return self.file.send(with_values(kind, row["source_key"], row, version, self.file.key) | (envelope or {}))

    def ended(self, kind: str, day: str, version: int = 2):
        row = getattr(self, {"ownership": "share", "mandate": "mandate"}[kind])
        return self.file.send(record(kind, row["source_key"], version, file=self.file.key, state="ended", ended_on=day))

    def page(self) -> str:
        code = self.file.made["casefile"]["renewal_code"]
        case = CaseFile._base_manager.using("owner").get(renewal_code=code)
        return Fed(self.file.made, case, self.file.owner).html("ownership", "en")


@pytest.fixture
def told(city):
    return Told()


ENDS = pytest.mark.parametrize(
    ("kind", "column", "sentence"), [("ownership", "effective_to", OF_A_SHARE), ("mandate", "ended_on", OF_A_MANDATE)]
)


@ENDS
def test_a_record_that_ends_on_its_first_day_is_turned_away(told, kind, column, sentence):
    for envelope, values in (({}, {column: FIRST}), ({"state": "ended", "ended_on": FIRST}, {})):
        said = reasons(told.sent(kind, envelope=envelope, **values))
        assert sentence in said and f"$.values.{column}" in said


@ENDS
def test_the_end_alone_on_the_first_day_is_turned_away_and_what_was_told_stays(told, kind, column, sentence):
    before = {"ownership": {"effective_to": "2009-12-31"}, "mandate": {}}[kind]
    assert told.sent(kind, **before).bad == []
    assert sentence in reasons(told.ended(kind, FIRST))
    assert told.ended(kind, "2009-08-08", 3).bad == [], "it was never withdrawn"
    assert "2009-08-08" in dict(told.file.rows(kind, f"r.source_key, r.{column}::text")).values()


def test_a_line_that_tells_such_a_row_for_the_first_time_is_turned_away():
    first, other = number(), number()
    share = owner(first, effective_from=FIRST, effective_to=FIRST)
    assert OF_A_SHARE in reasons(load(line(share, owner(other))))
    given = mandate(other, first, poa_date=FIRST, verified_on=FIRST, ended_on=FIRST)
    assert OF_A_MANDATE in reasons(load(line(owner(other), people=[person(first)], mandates=[given])))
    assert load(line(owner(other), people=[person(first)], mandates=[given | {"end_reason": "dismissal"}])).bad == []


def test_a_line_takes_back_so_what_it_told_before():
    wrong, right = number(), number()
    share, given = owner(wrong, 1, 2), mandate(right, wrong)
    made = line(share, owner(right, 1, 2), mandates=[given])
    assert load(made).bad == []
    gone = [share | {"effective_to": share["effective_from"]}, made["owners"][1]]
    ended = [given | {"ended_on": given["poa_date"]}]
    for day in ("2026-02-02", "2026-02-03"):
        assert load(at(made, day, owners=gone, mandates=ended)).bad == []
        assert (sees(wrong, made), sees(right, made)) == (False, True)


def test_it_is_said_in_persian_too():
    share = owner(number(), effective_from=FIRST, effective_to=FIRST)
    row = with_values("ownership", "s1", share, file="F-1")
    [problem] = Reader().read(1, msgspec.json.encode(row)).problems
    assert "پایان را روز بعد اعلام کنید" in problem.fa and problem.path == "$.values.effective_to"


def test_a_row_of_a_csv_file_that_ends_on_its_first_day_is_named(city, tmp_path, capsys):
    office = Office(tmp_path, capsys)
    rows = [f"a,F,ended,{FIRST},p,{FIRST}", f"b,F,ended,2010-01-01,q,{FIRST}"]
    office.write(OWNERS, o="\n".join(["id,file,state,end,person,from", *rows]) + "\n")
    run = office.run()
    assert (run.code, [row["source_key"] for row in run.records]) == (1, ["b"])
    assert "o.csv row 2" in run.errors and OF_A_SHARE in run.errors


def test_who_bought_and_sold_on_one_day_is_a_former_owner_by_the_day_after(told):
    assert told.sent("ownership", effective_to="2009-05-06").bad == []
    assert "رستمی همان‌روز" in told.page()


def test_a_mandate_that_says_why_it_ended_was_theirs_on_the_day_of_its_deed(told):
    assert told.sent("mandate", ended_on=FIRST, end_reason="dismissal").bad == []
    assert "Dismissal" in told.page()
    assert told.ended("mandate", "2009-08-08").bad == [], "nobody withdrew it"


def test_what_was_withdrawn_has_no_end_as_before(told):
    assert told.sent("ownership", effective_to="2009-12-31").bad == []
    gone = record("ownership", told.share["source_key"], 2, file=told.file.key, state="withdrawn")
    assert told.file.send(gone).bad == []
    assert "This was withdrawn: what never was has no end." in reasons(told.ended("ownership", "2009-08-08", 3))
