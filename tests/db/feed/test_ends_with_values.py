"""What is over when it is told for the first time is told with its end: a former owner, a former mandate, the dead."""

import json
import shutil

import pytest
from conftest import ROOT
from csv_maps import Office
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import key, mandate, number, owner, person
from feed_outcomes import reasons
from history_model import asked

DOCS = ROOT / "docs" / "feed" / "csv"
SHARES = "SELECT o.land_share, o.land_of, o.effective_from::text, o.effective_to::text FROM casefiles_ownership o"
DEATHS = "SELECT p.last_name, c.died_on::text FROM people_person p JOIN people_contact c ON c.person_id = p.id"


@pytest.fixture
def exporter(city):
    return Exporter()


@pytest.fixture
def office(city, tmp_path, capsys):
    return Office(tmp_path, capsys)


def over(kind: str, values: dict, ended_on: str, version: int = 1, file: str = "") -> dict:
    return with_values(kind, values["source_key"], values, version, file) | {"state": "ended", "ended_on": ended_on}


def test_a_former_owner_of_the_worked_map_is_an_owner_until_their_day(office):
    shutil.copytree(DOCS, office.folder, dirs_exist_ok=True)
    run = office.run()
    assert run.code == 0 and "without its values" not in run.summary
    exporter = Exporter()
    assert exporter.send(*run.records).bad == []
    former = f"{SHARES} JOIN people_person p ON p.id = o.person_id WHERE p.number = '1309900019'"
    former += " AND o.source_key = '5-3-993-1-1-0-0-101-1'"
    assert asked(former) == [(6, 6, "2001-11-27", "2015-11-28")]


def test_a_share_and_a_mandate_are_told_with_their_end(exporter):
    file, name, other = File(exporter), key(), number()
    share = owner(file.person, 1, 6) | {"source_key": key(), "effective_from": "2001-01-01"}
    told = mandate(file.person, name) | {"source_key": key()}
    report = file.send(
        with_values("person", name, person(other)),
        over("ownership", share, "2005-01-01", file=file.key),
        over("mandate", told, "2024-06-01", file=file.key),
    )
    assert (report.bad, report.untold) == ([], 0)
    assert (share["source_key"], "2005-01-01") in file.rows("ownership", "r.source_key, r.effective_to::text")
    assert file.rows("mandate", "r.source_key, r.ended_on::text") == [(told["source_key"], "2024-06-01")]


def test_told_again_it_is_the_same_and_told_without_an_end_it_is_present(exporter):
    file, share = File(exporter), owner("", 1, 6, effective_from="2001-01-01")
    share["person"] = file.person
    for version in (1, 1, 2):
        assert file.send(over("ownership", share, "2005-01-01", version, file.key)).bad == []
    withdrawn = file.send(record("ownership", share["source_key"], 3, file=file.key, state="withdrawn"))
    assert withdrawn.bad == []
    assert file.send(over("ownership", share, "2006-01-01", 4, file.key)).bad == []
    assert (share["source_key"], "2006-01-01") in file.rows("ownership", "r.source_key, r.effective_to::text")


def test_two_ends_in_one_record_are_one_too_many(exporter):
    file, share = File(exporter), owner("", 1, 6, effective_from="2001-01-01", effective_to="2004-01-01")
    share["person"] = file.person
    report = file.send(over("ownership", share, "2005-01-01", file=file.key))
    assert "another end than `ended_on`" in reasons(report) and "$.values.effective_to" in reasons(report)


def test_what_was_told_by_mistake_has_no_values(exporter):
    file = File(exporter)
    told = with_values("ownership", file.share, file.ownership, 2, file.key) | {"state": "withdrawn"}
    assert "told by mistake has no values" in reasons(file.send(told))


@pytest.mark.parametrize("known", [{}, {"number": None, "registered_on": None}], ids=["a number", "a name alone"])
def test_who_died_is_told_with_their_name_and_their_shares_name_them(exporter, known):
    file, who = File(exporter), {"source_key": key()} | person(number(), last_name="نوریانی", birth_date="1940-01-01")
    share = owner(who["source_key"], 1, 6, effective_from="1990-01-01")
    rows = [over("person", who | known, "2001-01-01"), over("ownership", share, "2001-01-01", file=file.key)]
    for _turn in range(2):
        report = file.send(*rows)
        assert (report.bad, report.untold) == ([], 0)
        named = f"{DEATHS} JOIN casefiles_ownership o ON o.person_id = p.id WHERE o.source_key = %s"
        assert asked(named, [share["source_key"]]) == [("نوریانی", "2001-01-01")]
    alive = file.send(with_values("person", who["source_key"], who | known, 2))
    assert alive.bad == [] and asked(named, [share["source_key"]]) == [("نوریانی", None)]


def test_a_death_with_another_telephone_waits_like_one_without(city):
    exporter = Exporter(checks_registry=False)
    who = {"source_key": key()} | person(number(), mobile="09551234567")
    assert exporter.send(with_values("person", who["source_key"], who)).bad == []
    assert exporter.send(over("person", who | {"mobile": "09550001111"}, "2020-01-01", 2)).bad == []
    columns = "mobile, coming_mobile, died_on::text, death_holds_from > now()"
    sql = f"SELECT {columns} FROM people_contact c JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"
    assert asked(sql, [who["number"]]) == [("+989551234567", "+989550001111", "2020-01-01", True)]


def test_ends_of_what_was_never_told_are_counted(exporter):
    file = File(exporter)
    report = file.send(
        record("ownership", file.share, 2, file=file.key, state="ended", ended_on="2020-01-01"),
        *(
            record(kind, key(), file=file.key, state="ended", ended_on="2020-01-01")
            for kind in ("ownership", "ownership", "mandate")
        ),
        record("person", key(), state="ended", ended_on="2020-01-01"),
    )
    assert (report.bad, report.good, report.untold) == ([], 5, 4)
    path = exporter.batch(record("person", key(), state="ended", ended_on="2020-01-01"))
    assert load(path, check=True).untold == 1


def test_the_command_says_how_many(city, tmp_path, capsys):
    from shahrsazi.commands import main

    row = record("person", key(), state="ended", ended_on="2020-01-01")
    (tmp_path / "ends.ndjson").write_text(json.dumps(row) + "\n")
    with pytest.raises(SystemExit):
        main(["feed", "check", str(tmp_path / "ends.ndjson")])
    assert "1 ends are of what was never told" in capsys.readouterr().out


SHARED = """
[[tables]]
csv = "o.csv"
record = "ownership"
source_key = "id"
file = "file"
state = { column = "state", codes = { "فوت" = "ended", "پایان" = "ended", "اشتباه" = "withdrawn" } }
ended_on = { column = "ended", empty = "leave_out" }
[tables.values]
person = "who"
land_share = "share"
land_of = { fixed = 6 }
building_share = "share"
building_of = { fixed = 6 }
effective_from = "from"
"""


def test_a_row_is_sent_with_what_it_says_beside_its_end(office):
    rows = "1,F,پایان,2015-01-01,P,6,2001-01-01\n2,F,پایان,2015-01-01,,,\n3,F,اشتباه,,P,6,2001-01-01\n"
    office.write(SHARED, o="id,file,state,ended,who,share,from\n" + rows)
    run = office.run()
    assert (run.code, run.errors) == (0, "") and "1 rows end something without its values" in run.summary
    assert [(r["source_key"], r["state"], "values" in r) for r in run.records] == [
        ("1", "ended", True),
        ("2", "ended", False),
        ("3", "withdrawn", False),
    ]
    assert "1 rows end something without its values" in office.run("--dry-run").summary


def test_a_row_whose_values_are_wrong_is_turned_away_and_not_sent_without_them(office):
    office.write(SHARED, o="id,file,state,ended,who,share,from\n1,F,پایان,2015-01-01,P,,2001-01-01\n")
    run = office.run()
    assert run.code == 1 and run.records == [] and "land_share" in run.errors


def test_a_dead_person_is_sent_with_their_name(office):
    office.write(
        '[[tables]]\ncsv = "p.csv"\nrecord = "person"\nsource_key = "id"\nended_on = "died"\n'
        'state = { column = "state", codes = { "فوت" = "ended" } }\n'
        '[tables.values]\nlast_name = "name"\nnumber = "code"\n',
        p=f"id,state,died,name,code\nX-{key()},فوت,2001-01-01,نوریانی,{number()}\n",
    )
    [row] = office.run().records
    assert row["state"] == "ended" and row["values"]["last_name"] == "نوریانی"
    assert Exporter().send(row).bad == []


def test_a_row_whose_cells_say_nothing_in_the_maps_words_is_sent_as_its_end_alone(office):
    row = "1,F,پایان,2015-01-01,NULL,NULL,NULL\n"
    office.write('nothing = ["NULL"]\n' + SHARED, o="id,file,state,ended,who,share,from\n" + row)
    [record_] = office.run().records
    assert record_["ended_on"] == "2015-01-01" and "values" not in record_
