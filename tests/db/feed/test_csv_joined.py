"""A map's rows that stand inside others: of one file for several tables, by keys that a spreadsheet has shortened."""

import pytest
from csv_maps import PERMITS, Office

AREAS = "no,order,floor,use,area\n{}"
TWO_TABLES = PERMITS + PERMITS.replace("permits.csv", "old.csv")
HEAD = "no,file,day\n"


@pytest.fixture
def office(city, tmp_path, capsys):
    return Office(tmp_path, capsys)


def area(no: str, floor: str = "همکف") -> str:
    return f"{no},1,{floor},مسکونی,90\n"


def test_rows_of_one_file_belong_to_the_records_of_two_tables(office):
    areas = AREAS.format(area("1") + area("2"))
    office.write(TWO_TABLES, permits=HEAD + "1,F,2015-01-01\n", old=HEAD + "2,F,2001-01-01\n", areas=areas)
    run = office.run()
    assert (run.code, run.errors) == (0, "")
    assert [(r["source_key"], len(r["values"]["areas"])) for r in run.records] == [("1", 1), ("2", 1)]


def test_what_belongs_to_neither_or_is_wrong_is_turned_away_once(office):
    areas = AREAS.format(area("1") + area("9") + area("8", "زیرزمین"))
    office.write(TWO_TABLES, permits=HEAD + "1,F,2015-01-01\n", old=HEAD + "2,F,2001-01-01\n", areas=areas)
    run = office.run()
    assert run.code == 1
    assert run.errors.count("No record has this key") == run.errors.count("areas.csv row 3") == 1
    assert run.errors.count("areas.csv row 4") == 1 and len(run.records) == 2


SHORTENED = "1402,4.50123E+11,F,2015-01-01\n"


def test_a_key_of_several_columns_has_no_shortened_number(office):
    map_ = PERMITS.partition("[tables.rows")[0].replace('permit_no = "no"', 'permit_no = "file"')
    map_ = map_.replace('source_key = "no"', 'source_key = ["year", "no"]')
    office.write(map_, permits="year,no,file,day\n" + SHORTENED + "1402,450123000001,F,2015-01-01\n")
    run = office.run()
    assert run.code == 1 and "has shortened this number" in run.errors
    assert [record["source_key"] for record in run.records] == ["1402-450123000001"]


@pytest.mark.parametrize(("ref", "code"), [("1.2E+11", 1), ("", 0), ("7", 0)])
def test_rows_that_a_shortened_key_would_find_are_not_left_out_in_silence(office, ref, code):
    map_ = PERMITS.replace('csv = "areas.csv"\n', 'csv = "areas.csv"\nparent_key = "ref"\n')
    areas = AREAS.format(area("7") if ref == "7" else "")
    office.write(map_, permits=f"no,file,day,ref\n1,F,2015-01-01,{ref}\n", areas=areas)
    run = office.run()
    assert (run.code, len(run.records)) == (code, 1 - code)
    assert ("has shortened this number" in run.errors) == bool(code)
