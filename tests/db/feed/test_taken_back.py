"""What ends, is taken back or goes to another file takes nothing else with it, and comes back as it is told alone."""

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import commission, key, line, mandate, number, owner, person, verdict, violation
from feed_outcomes import at, reasons, sees
from history_model import asked


@pytest.fixture
def exporter(city):
    return Exporter()


def ended(file: File, kind: str, name: str, version: int, day: str) -> dict:
    return record(kind, name, version, file=file.key, state="ended", ended_on=day)


def withdrawn(file: File, kind: str, name: str, version: int) -> dict:
    return record(kind, name, version, file=file.key, state="withdrawn")


# Mandates.


class Represented:
    """Two files of one owner, and a mandate of theirs for every file, told of the first."""

    def __init__(self, exporter: Exporter):
        self.first, self.second = File(exporter), File(exporter)
        self.agent, who = number(), key()
        first, second = self.first, self.second
        report = exporter.send(
            ended(second, "ownership", second.share, 2, "2020-01-01"),
            with_values("ownership", key(), owner(first.person, effective_from="2020-01-01"), file=second.key),
            with_values("person", who, person(self.agent)),
        )
        self.given = mandate(first.person, who, every_file=True)
        assert report.bad == [] and exporter.send(self.told(first, 1)).bad == []

    def told(self, file: File, version: int, **other) -> dict:
        return with_values("mandate", self.given["source_key"], self.given | other, version, file=file.key)

    def seen(self) -> list[bool]:
        return [sees(self.agent, file.made) for file in (self.first, self.second)]


def test_a_mandate_for_every_file_that_is_told_of_another_file_stays_in_force(exporter):
    files = Represented(exporter)
    assert exporter.send(files.told(files.second, 2)).bad == [] and files.seen() == [True, True]
    assert exporter.send(files.told(files.second, 3, every_file=False)).bad == [] and files.seen() == [False, True]
    assert exporter.send(files.told(files.first, 4)).bad == [] and files.seen() == [True, True]
    assert exporter.send(withdrawn(files.first, "mandate", files.given["source_key"], 5)).bad == []
    assert files.seen() == [False, False]


def test_a_withdrawn_mandate_does_not_come_back_by_its_end(exporter):
    files = Represented(exporter)
    name = files.given["source_key"]
    assert exporter.send(withdrawn(files.first, "mandate", name, 2)).bad == []
    assert "was withdrawn" in reasons(exporter.send(ended(files.first, "mandate", name, 3, "2090-01-01")))
    assert files.seen() == [False, False]


# Shares.


def test_an_end_that_is_told_later_makes_no_more_than_six_dang(exporter):
    file, buyer, who = File(exporter), number(), key()
    sale = [
        ended(file, "ownership", file.share, 2, "2020-01-01"),
        with_values("person", who, person(buyer)),
        with_values("ownership", key(), owner(who, effective_from="2020-01-01"), file=file.key),
    ]
    assert file.send(*sale).bad == []
    assert "more than six dang" in reasons(file.send(ended(file, "ownership", file.share, 3, "2030-01-01")))
    assert sees(buyer, file.made) and not sees(file.owner, file.made)
    assert file.send(ended(file, "ownership", file.share, 3, "2019-01-01")).bad == []


def test_a_withdrawn_share_does_not_come_back_by_its_end(exporter):
    file = File(exporter)
    file.send(withdrawn(file, "ownership", file.share, 2))
    assert "was withdrawn" in reasons(file.send(ended(file, "ownership", file.share, 3, "2090-01-01")))
    assert not sees(file.owner, file.made)


# People.


@pytest.mark.parametrize("batches", [1, 2])
def test_a_death_that_comes_before_its_person_stands_against_the_older_version(exporter, batches):
    who, code = key(), number()
    rows = [record("person", who, 6, state="ended", ended_on="2020-01-01"), with_values("person", who, person(code), 5)]
    reports = [exporter.send(*rows)] if batches == 1 else [exporter.send(row) for row in rows]
    assert "older than what is known" in " ".join(map(reasons, reports)) and sum(r.turned_away for r in reports) == 1
    assert exporter.send(with_values("person", who, person(code), 7)).bad == []


# What others hang on.


def test_a_case_of_the_commission_goes_with_its_verdicts_and_not_before_them(exporter):
    file, other, told = File(exporter), File(exporter), commission(source_key="k1")
    given = verdict(told)
    file.send(
        with_values("commission_case", "k1", told, file=file.key),
        with_values("verdict", given["source_key"], given, file=file.key),
    )
    for row in (
        withdrawn(file, "commission_case", "k1", 2),
        with_values("commission_case", "k1", told, 2, file=other.key),
    ):
        assert "Verdicts of this case" in reasons(file.send(row))
        assert file.rows("commissioncase") == [("k1", False)] and other.rows("commissioncase") == []
    both = [withdrawn(file, "commission_case", "k1", 2), withdrawn(file, "verdict", given["source_key"], 2)]
    assert file.send(*both).bad == []


@pytest.mark.parametrize("without", [False, True], ids=["withdrawn", "told without"])
def test_a_verdict_goes_with_the_bill_for_carrying_it_out_and_not_before_it(exporter, without):
    file, other, told = File(exporter), File(exporter), commission(source_key="k4")
    given = verdict(told, source_key="v4")
    bill = {"bill_kind": "demolition", "amount": 1_000, "about": "v4"}
    rows = (
        with_values("commission_case", "k4", told, file=file.key),
        with_values("commission_case", f"{key()}-4", told, file=other.key),
        with_values("verdict", "v4", given, file=file.key),
        with_values("bill", "b4", bill, file=file.key),
    )
    assert file.send(*rows).bad == []
    elsewhere = given | {"commission_case": rows[1]["source_key"]}
    for row in (withdrawn(file, "verdict", "v4", 2), with_values("verdict", "v4", elsewhere, 2, file=other.key)):
        assert "A bill still names this verdict" in reasons(file.send(row))
        assert file.rows("verdict") == [("v4", False)] and other.rows("verdict") == []
    gone = withdrawn(file, "bill", "b4", 2)
    if without:
        gone = with_values("bill", "b4", bill | {"about": ""}, 2, file=file.key)
    assert file.send(withdrawn(file, "verdict", "v4", 2), gone).bad == []
    assert file.rows("verdict") == [("v4", True)] and file.rows("bill") == [("b4", not without)]


def test_nor_by_a_line(exporter):
    told = commission(source_key="k5")
    given, bill = verdict(told, source_key="v5"), {"source_key": "b5", "bill_kind": "demolition", "amount": 1_000}
    bill["about"] = "v5"
    made = line(commission_cases=[told], verdicts=[given], bills=[bill])
    assert exporter.send(made).bad == []
    gone = [given | {"withdrawn": True}]
    assert "A bill still names this verdict" in reasons(exporter.send(at(made, "2026-02-02", verdicts=gone, bills=[])))
    for day in ("2026-02-03", "2026-02-04"):
        taken_back = [commission(source_key="k5", withdrawn=True)]
        bills = [bill | {"withdrawn": True}]
        assert exporter.send(at(made, day, verdicts=gone, bills=bills, commission_cases=taken_back)).bad == []


def test_a_violation_that_a_case_names_is_not_taken_back(exporter):
    file = File(exporter)
    file.send(
        with_values("violation", "v1", violation(), file=file.key),
        with_values("commission_case", "k2", commission(violations=["v1"]), file=file.key),
    )
    assert "still names this violation" in reasons(file.send(withdrawn(file, "violation", "v1", 2)))
    assert file.rows("violation") == [("v1", False)]
    assert file.send(with_values("commission_case", "k2", commission(violations=[]), 2, file=file.key)).bad == []
    assert file.send(withdrawn(file, "violation", "v1", 2)).bad == []


def test_a_line_does_not_take_back_the_case_of_a_verdict_that_stands(exporter):
    told = commission(source_key="k3")
    made = line(commission_cases=[told], verdicts=[verdict(told)])
    assert exporter.send(made).bad == []
    later = at(made, "2026-02-02", verdicts=[], commission_cases=[told | {"withdrawn": True}])
    assert "Verdicts of this case" in reasons(exporter.send(later))


# Files.


def lineage_of(code: str) -> list[str]:
    rows = "SELECT e ->> 'other_code' FROM casefiles_casefile, jsonb_array_elements(lineage) AS e"
    return [other for (other,) in asked(f"{rows} WHERE renewal_code = %s ORDER BY 1", [code])]


def test_a_former_code_stays_in_a_lineage_that_is_told(exporter):
    file, new = File(exporter), line()["casefile"]
    values = file.made["casefile"] | {"renewal_code": new["renewal_code"], "file_no": new["file_no"]}
    split, former = {"kind": "split", "other_code": "9-1-1-1-1-0-0"}, file.made["casefile"]["renewal_code"]
    assert file.send(with_values("file", file.key, values | {"lineage": [split]}, 2)).bad == []
    assert lineage_of(new["renewal_code"]) == sorted([split["other_code"], former])
    assert file.send(with_values("file", file.key, values | {"lineage": []}, 3)).bad == []
    assert lineage_of(new["renewal_code"]) == [former]


def test_a_file_comes_back_only_with_the_day_on_which_it_was_opened(exporter):
    file = File(exporter)
    file.send(record("file", file.key, 2, state="withdrawn"))
    silent = {name: value for name, value in file.made["casefile"].items() if name != "opened_on"}
    assert "was withdrawn" in reasons(file.send(with_values("file", file.key, silent, 3)))
    assert file.send(with_values("file", file.key, file.made["casefile"], 3)).bad == []
    assert sees(file.owner, file.made)


def test_a_file_is_not_closed_to_its_owner_by_a_code_of_a_district_that_is_not_served(city):
    [(unserved,)] = asked(
        "SELECT min(number) FROM city_district WHERE served_from IS NULL OR served_from > current_date"
    )
    for checks, refused in ((False, True), (True, False)):
        file = File(Exporter(checks_registry=checks))
        code = file.made["casefile"]["renewal_code"].replace("9-", f"{unserved}-", 1)
        report = file.send(with_values("file", file.key, file.made["casefile"] | {"renewal_code": code}, 2))
        assert ("not closed without the registry" in reasons(report)) == refused and len(report.bad) == refused
