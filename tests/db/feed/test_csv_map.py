"""A city's CSV files become records as its map says; whatever is wrong with a row is said, and stops no other."""

import csv
import json
import os
import shutil

import pytest
from conftest import ROOT
from csv_maps import PERMITS, PERSONS, Office
from feed_delivery import Exporter
from feed_files import File
from feed_lines import number
from history_model import asked

DOCS = ROOT / "docs" / "feed" / "csv"


@pytest.fixture
def office(city, tmp_path, capsys):
    return Office(tmp_path, capsys)


def persons(*rows: str) -> str:
    return "\n".join(["id,code,name", *rows]) + "\n"


def areas(*rows: str) -> str:
    return "\n".join(["no,order,floor,use,area", *rows]) + "\n"


def permits(*rows: str) -> str:
    return "\n".join(["no,file,day", *rows]) + "\n"


def test_the_worked_map_is_mapped_and_loaded_as_it_stands(office):
    shutil.copytree(DOCS, office.folder, dirs_exist_ok=True)
    checked = office.run("--dry-run")
    assert (checked.code, checked.errors, set(os.listdir(office.folder))) == (0, "", set(os.listdir(DOCS)))
    run = office.run()
    assert (run.code, run.errors) == (0, "") and run.summary.splitlines()[:-1] == checked.summary.splitlines()[:-1]
    assert "persons.csv: the map does not use شعبه" in run.summary
    kinds = [record["record"] for record in run.records]
    assert kinds == ["person"] * 3 + ["file"] * 2 + ["ownership"] * 4 + ["deed"] * 2 + ["permit"] * 2
    report = Exporter().send(*run.records)
    assert (report.bad, report.good) == ([], len(run.records))
    sql = "SELECT p.areas, p.total_area, p.charges FROM casefiles_permit p WHERE p.permit_no = '1402/77123'"
    [(stored, total, charges)] = asked(sql)
    assert [(row["floor"], row["area"]) for row in json.loads(stored)] == [(-1, 62.8), (0, 124.8), (1, 124.8)]
    assert (float(total), charges) == (312.4, 1_250_000_000)


def test_every_row_that_is_wrong_is_said_and_the_others_are_written(office):
    good, other = number(), number()
    office.write(PERSONS, p=persons(f"1,{good},نرگس", "2,1309900018,ثابتی", "3", f"4,{other},", f",{good},ب", "6,\0,ب"))
    run = office.run()
    assert (run.code, [record["source_key"] for record in run.records]) == (1, ["1"])
    lines = run.errors.splitlines()
    assert lines[0].startswith("p.csv row 3, code → $.values.number: ") and "1309900018" not in run.errors + run.summary
    assert lines[1] == "p.csv row 4: The row has 1 cells under 3 columns"
    assert lines[2] == "p.csv row 5, $.values: Object missing required field `last_name`"
    assert lines[3] == "p.csv row 6, id: A column is empty that must not be"
    assert lines[4] == "p.csv row 7, code: There is a NUL byte in this cell"
    assert "p.csv (person): 6 rows, 1 records, 5 turned away" in run.summary


def test_rejected_rows_are_written_with_their_reasons_and_no_formula(office):
    office.write(PERSONS, p=persons("1,12,=cmd()", '2,13,"@x;=y"', "3,+1,ب", " ,14,\0-"))
    rejected = office.folder / "rejected.csv"
    run = office.run("--dry-run", "--rejected", str(rejected))
    assert (run.code, run.records) == (1, []) and rejected.stat().st_mode & 0o077 == 0
    header, *rows = csv.reader(rejected.read_text("utf-8-sig").splitlines())
    assert header == ["file", "row", "reason", "دلیل", "id", "code", "name"]
    assert [row[:2] + row[4:] for row in rows] == [
        ["p.csv", "2", "1", "12", "'=cmd()"],
        ["p.csv", "3", "2", "13", "'@x;=y"],
        ["p.csv", "4", "3", "'+1", "ب"],
        ["p.csv", "5", " ", "14", "'-"],
    ]
    assert rows.pop()[2:4] == ["There is a NUL byte in this cell - at `name`", "name: در این خانه بایت NUL هست"]
    assert all("code → $.values.number" in row[2] and "مقدار" in row[3] for row in rows)
    assert all(cell.startswith('"') for cell in rejected.read_text("utf-8-sig").splitlines()[1].split(",")[:2])


def test_the_records_name_people_and_are_read_by_one_account(office):
    office.write(PERSONS, p=persons(f"1,{number()},ن"))
    assert office.run().code == 0 and (office.folder / "out.ndjson").stat().st_mode & 0o077 == 0


def test_no_row_at_all_is_said_by_its_code(office):
    office.write(PERSONS, p=persons())
    assert office.run().code == 3


def test_a_file_that_breaks_in_the_midst_leaves_what_was_written_before_as_it_was(office):
    office.write('encoding = "utf-16"' + PERSONS, p=persons(f"1,{number()},3").encode("utf-16"))
    assert office.run().code == 0
    before = {path.name: path.read_bytes() for path in office.folder.iterdir()}
    broken = persons(f"1,{number()},3", "2,3,4").encode("utf-16")[:-1]
    (office.folder / "p.csv").write_bytes(broken)
    run = office.run("--out", str(office.folder / "out.ndjson"), "--rejected", str(office.folder / "rejected.csv"))
    assert (run.code, run.errors) == (2, "After row 2 p.csv is not utf-16.\n")
    assert {path.name: path.read_bytes() for path in office.folder.iterdir()} == before | {"p.csv": broken}


@pytest.mark.parametrize("option", ["--out", "--rejected"])
@pytest.mark.parametrize("name", ["p.csv", "map.toml", "x/../p.csv"])
def test_what_is_read_is_not_written_over(office, option, name):
    office.write(PERSONS, p=persons("1,2,3"))
    (office.folder / "x").mkdir()
    other = [] if option == "--out" else ["--dry-run"]
    run = office.run(option, str(office.folder / name), *other)
    assert run.code == 2 and "file of its own" in run.errors
    assert (office.folder / "p.csv").read_text("utf8") == persons("1,2,3")


@pytest.mark.parametrize("path", ["nowhere/out.ndjson", "x", "/dev/null"])
def test_what_can_not_be_written_is_said_and_nothing_is_mapped(office, path):
    office.write(PERSONS, p=persons("1,2,3"))
    (office.folder / "x").mkdir()
    run = office.run("--out", str(office.folder / path))
    assert (run.code, run.summary, len(run.errors.splitlines())) == (2, "", 1)
    assert sorted(os.listdir(office.folder)) == ["map.toml", "p.csv", "x"]


# Rows inside a row.


def test_joined_rows_come_in_their_order_whatever_the_order_of_their_file(office):
    rows = ["5,1,0,residential,1", "a,10,2,residential,3", "a,9,همکف,مسکونی,2", "c,x,1,residential,4", "d,1,0,x,"]
    office.write(PERMITS, permits=permits("a,F,2024-05-01", "۵,F,2024-05-01"), areas=areas(*rows))
    run = office.run()
    assert [[row["area"] for row in r["values"]["areas"]] for r in run.records] == [[2.0, 3.0], [1.0]]
    assert run.code == 1 and run.errors.splitlines() == [
        "areas.csv row 6, use: The map has no key for this word",
        "areas.csv row 5, no: No record has this key",
    ]


def test_a_record_with_a_wrong_row_in_it_is_not_written_without_that_row(office):
    rows = ["a,1,0,residential,1", "a,2,0,residential,-", "۷,1,0,residential,1", "7,2,0,residential,-2", "8"]
    office.write(PERMITS, permits=permits(*(f"{key},F,2024-05-01" for key in "a789")), areas=areas(*rows))
    run = office.run()
    assert [record["source_key"] for record in run.records] == ["9"] and run.records[0]["values"]["areas"] == []
    assert run.errors.splitlines() == [
        "areas.csv row 3, area: This number is not written as the map says",
        "areas.csv row 6: The row has 1 cells under 5 columns",
        "permits.csv row 2, no: Row 3 of areas.csv belongs to it and is wrong",
        "permits.csv row 3, area → $.values.areas[1].area: Expected `float` >= 0.0",
        "permits.csv row 4, no: Row 6 of areas.csv belongs to it and is wrong",
    ]


@pytest.mark.parametrize("broken", ["a,F", "a,F,2023-08-03,more", "a,F,2023-13-03"])
def test_rows_of_a_record_whose_own_row_is_wrong_are_not_said_to_belong_to_none(office, broken):
    office.write(PERMITS, permits=permits(broken), areas=areas("a,1,0,residential,2", "b,1,0,residential,2"))
    run = office.run()
    assert (run.code, run.records) == (1, [])
    said = [line for line in run.errors.splitlines() if line.startswith("areas.csv")]
    assert said == ["areas.csv row 3, no: No record has this key"]


def test_more_rows_than_a_record_may_have(office):
    rows = [f"a,{n},0,residential,1" for n in range(2_001)]
    office.write(PERMITS, permits=permits("a,F,2024-05-01"), areas=areas(*rows))
    run = office.run()
    assert run.code == 1 and run.errors == "permits.csv row 2, no: More than 2000 rows of areas.csv belong to it\n"


def test_a_key_that_is_missing_is_said_in_both_languages(office):
    office.write(PERMITS, permits=permits("a,F,2024-05-01"), areas=areas(",1,0,residential,1"))
    rejected = office.folder / "rejected.csv"
    assert office.run("--dry-run", "--rejected", str(rejected)).code == 1
    [_header, row] = csv.reader(rejected.read_text("utf-8-sig").splitlines())
    assert row[2:4] == ["A column is empty that must not be - at `no`", "no: ستونی که نباید خالی باشد خالی است"]


# Code words, states, versions.


def test_two_rows_that_say_different_things_under_one_key_and_version(office):
    map_ = PERSONS + '[[tables]]\ncsv = "q.csv"\nrecord = "person"\nsource_key = "id"\nversion = "v"\n'
    map_ += '[tables.values]\nnumber = "code"\nlast_name = "name"\n'
    one, other = number(), number()
    later = "\n".join(["id,code,name,v", f"۱,{one},ن,5", f"1,{one},ب,6", f"1,{one},پ,6"])
    office.write(map_, p=persons(f"1,{one},ن", f"1,{one},ن", f"2,{other},ن", f"2,{other},ب"), q=later)
    run = office.run()
    assert [record["values"]["last_name"] for record in run.records] == ["ن", "ن", "ن", "ن", "ب"]
    assert run.errors.splitlines() == [
        "p.csv row 5, id: Row 4 of p.csv has this key and version, and says something else",
        "q.csv row 4, id: Row 3 of q.csv has this key and version, and says something else",
    ]


def test_people_come_before_what_names_them_whatever_the_order_of_the_map(office):
    office.write(PERMITS + PERSONS, permits=permits("a,F,2024-05-01"), areas=areas(), p=persons(f"1,{number()},ن"))
    assert [record["record"] for record in office.run().records] == ["person", "permit"]


def test_words_that_stand_for_nothing(office):
    map_ = 'nothing = ["NULL", "-"]\n' + PERSONS + 'email = "mail"\n'
    office.write(map_, p=f"id,code,name,mail\n1,{number()},ن,NULL\n-,1,ن,x\n")
    run = office.run()
    assert run.errors == "p.csv row 3, id: A column is empty that must not be\n"
    assert [record["values"]["email"] for record in run.records] == [""]


def test_unknown_words_are_counted_and_no_number_is_shown(office):
    map_ = PERSONS + 'kind = { column = "id", codes = { "x" = "natural" } }\n'
    rows = [f"{word},{number()},ن" for word in ("حقیقی", "حقیقی", "x", "1309900019", "۰۹۱۳۱۲۳۴۵۶۷", "7", "natural")]
    office.write(map_, p=persons(*rows))
    run = office.run()
    assert (run.code, len(run.records)) == (1, 2)
    for word, count in (("حقیقی", 2), ("…", 2), ("7", 1)):
        assert f"p.csv, id: unknown word “{word}”, {count} times" in run.summary
    assert "1309900019" not in run.summary + run.errors


OWNERS = """
[[tables]]
csv = "o.csv"
record = "ownership"
source_key = "id"
file = "file"
version = { column = "changed", days = "solar" }
state = { column = "state", codes = { "پایان" = "ended", "اشتباه" = "withdrawn" } }
ended_on = { column = "end", empty = "leave_out" }
[tables.values]
person = "person"
land_share = "share"
land_of = { fixed = 6 }
building_share = "share"
building_of = { fixed = 6 }
effective_from = { column = "from", days = "solar" }
"""


def test_what_ends_stands_before_what_begins_and_a_moment_is_a_version(office):
    rows = [
        "2,F,1403/01/01 12:00,,,p,6,1403/01/01",
        "1,F,1403/01/01 12:00,پایان,2024-03-20,,,",
        "3,F,1403/01/01,اشتباه,,,,",
        "4,F,,,,p,6,1403/01/01",
        "5,F,1403/01/01,ended,,,,",
    ]
    office.write(OWNERS, o="\n".join(["id,file,changed,state,end,person,share,from", *rows]))
    run = office.run()
    assert [(r["source_key"], r.get("state", "present")) for r in run.records] == [
        ("1", "ended"),
        ("3", "withdrawn"),
        ("2", "present"),
    ]
    assert run.records[0]["version"] == 1_710_923_400_000_000 and "values" not in run.records[0]
    first, second = run.errors.splitlines()
    assert first == "o.csv row 5, changed: A column is empty that must not be" and "row 6, $.ended_on" in second


def test_an_empty_cell_is_sent_as_empty_or_left_out(office):
    map_ = PERSONS + 'email = "mail"\nmobile = { column = "mobile", empty = "leave_out" }\nbirth_date = "born"\n'
    office.write(map_, p=f"id,code,name,mail,mobile,born\n1,{number()},ن,,,\n")
    [record] = office.run().records
    values = record["values"]
    assert (values["email"], values["birth_date"], "mobile" in values) == ("", None, False)


def test_a_file_that_is_known_takes_what_comes_from_csv(office):
    file = File(Exporter())
    office.write(PERMITS, permits=permits(f"p1,{file.key},2024-05-01"), areas=areas("p1,1,همکف,مسکونی,90"))
    assert file.send(*office.run().records).bad == [] and file.rows("permit") == [("p1", False)]


DANGS = """
[[tables]]
csv = "d.csv"
record = "ownership"
source_key = "id"
file = { fixed = "F" }
[tables.values]
person = { fixed = "p" }
land_share = { column = ["dang", "habbeh"], times = [12, 1], codes = { "شش دانگ" = 6 } }
land_of = { fixed = 72 }
building_share = { fixed = 6 }
building_of = { fixed = 72 }
effective_from = "from"
"""


def test_dang_and_habbeh_in_columns_of_their_own_are_parts_of_72(office):
    rows = ["2,6", "2.5,", ",6", "۲٫۵,۶", "شش‌دانگ,", "2.3,", "2,x"]
    cells = [f"{number},{row},2024-03-20" for number, row in enumerate(rows, 1)]
    office.write(DANGS, d="\n".join(["id,dang,habbeh,from", *cells]) + "\n")
    run = office.run()
    shares = {r["source_key"]: r["values"]["land_share"] for r in run.records}
    assert shares == {"1": 30, "2": 30, "3": 6, "4": 36, "5": 72}, run.errors
    assert run.errors.splitlines()[0] == "d.csv row 7, dang + habbeh: This is no whole number"
    assert "d.csv row 8, dang + habbeh: This number is not written as the map says" in run.errors
