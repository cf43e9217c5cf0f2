"""Files that get another renewal code or number: only what counts moves them, and what is refused moves nothing."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, number, paper, person
from feed_outcomes import at, reasons, sees, stored
from history_model import asked

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.city.districts import District
from shahrsazi.persian import dates


@pytest.fixture
def exporter(city):
    return Exporter()


def fresh() -> dict:
    """Code and number that no file has."""
    return {name: line()["casefile"][name] for name in ("renewal_code", "file_no")}


class Named(File):
    """A file whose code and number may change: how it is called first, and what is stored of it now."""

    def __init__(self, exporter: Exporter):
        super().__init__(exporter)
        self.first = {name: self.made["casefile"][name] for name in ("renewal_code", "file_no")}
        [(self.case,)] = asked(
            "SELECT id FROM casefiles_casefile WHERE renewal_code = %s", [self.first["renewal_code"]]
        )

    def called(self, names: dict, version: int, **other) -> dict:
        return with_values("file", self.key, self.made["casefile"] | names | other, version)

    @property
    def now(self) -> dict:
        [(code, file_no)] = asked("SELECT renewal_code, file_no FROM casefiles_casefile WHERE id = %s", [self.case])
        return {"renewal_code": code, "file_no": file_no}

    @property
    def whole(self) -> tuple:
        columns = "renewal_code, file_no, district_id, opened_on, lineage::text"
        return asked(f"SELECT {columns} FROM casefiles_casefile WHERE id = %s", [self.case])[0]


def new_file(names: dict, version: int = 1) -> dict:
    return with_values("file", key(), line()["casefile"] | names, version)


# What is refused.

REFUSED = {
    "the same version with another code": lambda f: [f.called(fresh(), 1)],
    "another key that names its code": lambda f: [new_file(f.first | {"file_no": "t3/stolen"}, 9)],
    "an older version after its withdrawal": lambda f: [
        record("file", f.key, 3, state="withdrawn"),
        f.called(fresh(), 2),
    ],
    "a version whose plate cannot be": lambda f: [f.called(fresh(), 2, plate_main=1_000_000)],
}


@pytest.mark.parametrize("rows", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_gives_a_file_no_other_code_number_or_lineage(exporter, rows):
    file = Named(exporter)
    before = file.whole
    assert len(file.send(*rows(file)).bad) == 1
    assert [*file.whole[:3], file.whole[4]] == [*before[:3], before[4]]


def test_a_file_that_may_not_be_closed_is_not_recoded_by_the_record_that_would_close_it(city):
    file = Named(Exporter(checks_registry=False))
    before = file.whole
    assert "not closed without the registry" in reasons(file.send(file.called(fresh(), 2, opened_on=None)))
    assert file.whole == before and sees(file.owner, file.made)


def test_nor_is_one_that_the_counter_opened_into_a_district_without_service(exporter):
    file = Named(exporter)
    before, opened = file.whole, CaseFile._base_manager.using("owner")
    opened.filter(renewal_code=file.made["casefile"]["renewal_code"]).update(opened_by_registration=7)
    unserved = District.objects.using("owner").exclude(served_from__lte=dates.today()).earliest("number").number
    other = fresh()["renewal_code"].split("-", 1)[1]
    report = file.send(file.called({"renewal_code": f"{unserved}-{other}"}, 2))
    assert "it moves to no district without service" in reasons(report)
    assert file.whole == before and sees(file.owner, file.made)


def test_a_line_whose_paper_is_missing_changes_no_number(exporter):
    told = line()
    exporter.send(told)
    other = told["casefile"] | {"file_no": fresh()["file_no"]}
    report = exporter.send(at(told, "2026-02-02", casefile=other, papers=[paper(scan="nothere.pdf")]))
    assert len(report.bad) == 1 and stored(told, "file_no") == (told["casefile"]["file_no"],)


def test_of_an_exchange_of_which_one_is_refused_neither_moves(city):
    exporter = Exporter(checks_registry=False)
    one, other = Named(exporter), Named(exporter)
    report = exporter.send(one.called(other.first, 2), other.called(one.first, 2, opened_on=None))
    assert "Another file has this renewal code" in reasons(report) and len(report.bad) == 2
    assert (one.now, other.now) == (one.first, other.first)


# What a file gives up in a batch another one takes in it.


@pytest.mark.parametrize("versions", [(2, 9), (9, 2), (2, 2)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_new_file_takes_a_code_that_is_given_up_in_the_same_batch(exporter, versions, turned):
    file, names, number_ = Named(exporter), fresh(), fresh()["file_no"]
    rows = [file.called(names, versions[0]), new_file(file.first | {"file_no": number_}, versions[1])]
    assert exporter.send(*(rows[::-1] if turned else rows)).bad == []
    assert file.now == names and stored(file.made, "file_no") == (number_,)


def test_a_new_line_takes_a_number_that_is_given_up_after_it(exporter):
    told, new, number_ = line(), line(), fresh()["file_no"]
    exporter.send(told)
    new["casefile"]["file_no"] = told["casefile"]["file_no"]
    given_up = at(told, "2026-02-02", casefile=told["casefile"] | {"file_no": number_})
    assert exporter.send(new, given_up).bad == []
    assert (stored(told, "file_no"), stored(new, "file_no")) == ((number_,), (told["casefile"]["file_no"],))


# Several versions of a file in one batch.


@pytest.mark.parametrize("between", [0, 250], ids=["together", "in later slices"])
@pytest.mark.parametrize("last", ["the first", "a third"])
def test_of_several_versions_in_a_batch_the_newest_names_the_file_and_all_are_taken(exporter, between, last):
    file = Named(exporter)
    names = file.first if last == "the first" else fresh()
    fillers = [with_values("person", key(), person(number())) for _ in range(between)]
    report = file.send(file.called(fresh(), 2, blue_plate="7"), *fillers, file.called(names, 3))
    assert report.bad == [] and report.good == between + 2 and file.now == names
    assert asked("SELECT blue_plate FROM casefiles_casefile WHERE id = %s", [file.case]) == [("7",)]
    assert "older than what is known" in reasons(file.send(file.called(fresh(), 2)))


def test_a_newest_version_that_is_refused_leaves_the_one_before(exporter):
    file, names = Named(exporter), fresh()
    taken = Named(exporter).first
    report = file.send(file.called(names, 2), file.called(taken, 3))
    assert "Another file has this renewal code" in reasons(report) and len(report.bad) == 1
    assert file.now == names


def test_an_older_version_after_a_newer_one_neither_moves_nor_hinders(exporter):
    file, names = Named(exporter), fresh()
    report = file.send(file.called(names, 3), file.called(fresh(), 2))
    assert "older than what is known" in reasons(report) and len(report.bad) == 1 and file.now == names


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3)])
def test_files_exchange_their_codes_and_back_in_one_batch(exporter, order):
    one, other = Named(exporter), Named(exporter)
    rows = [
        one.called(other.first, 2),
        other.called(one.first, 2),
        one.called(one.first, 3),
        other.called(other.first, 3),
    ]
    assert exporter.send(*(rows[n] for n in order)).bad == []
    assert (one.now, other.now) == (one.first, other.first)


def test_lines_exchange_their_numbers_and_back_in_one_batch(exporter):
    one, other = line(), line()
    exporter.send(one, other)
    called = lambda told, names, day: at(  # noqa: E731
        told, day, casefile=told["casefile"] | {"file_no": names["casefile"]["file_no"]}
    )
    there = [called(one, other, "2026-02-02"), called(other, one, "2026-02-02")]
    back = [called(one, one, "2026-02-03"), called(other, other, "2026-02-03")]
    assert exporter.send(*there, *back).bad == []
    assert [stored(told, "file_no") for told in (one, other)] == [(t["casefile"]["file_no"],) for t in (one, other)]
    assert exporter.send(*(at(told, "2026-02-04") for told in there)).bad == []
    assert [stored(told, "file_no") for told in (other, one)] == [(t["casefile"]["file_no"],) for t in (one, other)]
