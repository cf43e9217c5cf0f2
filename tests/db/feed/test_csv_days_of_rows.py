"""Days inside the rows of a record are written in a CSV file as all its other days are, and arrive as days."""

import pytest
from csv_maps import Office

DEED = """
days = "%s"
[[tables]]
csv = "deeds.csv"
record = "deed"
source_key = "no"
file = "file"
[tables.values]
deed_kind = { fixed = "booklet" }
deed_date = "day"
tenure = { fixed = "whole" }
tenure_scope = { fixed = "both" }
deed_status = { fixed = "valid" }
[tables.rows.encumbrances]
csv = "charges.csv"
key = "no"
[tables.rows.encumbrances.values]
kind = { fixed = "mortgage" }
since = "since"
until = "until"
"""
FORMS = pytest.mark.parametrize(
    ("form", "day", "later"),
    [
        ("gregorian", "2015-11-28", "2016-03-20"),
        ("solar", "1394/09/07", "1395/01/01"),
        ("solar", "۱۳۹۴/۹/۷", "13950101"),
        ("%d.%m.%Y", "28.11.2015", "20.03.2016"),
    ],
)


@pytest.fixture
def office(city, tmp_path, capsys):
    return Office(tmp_path, capsys)


@FORMS
def test_a_day_inside_a_row_is_written_as_the_map_says(office, form, day, later):
    office.write(
        DEED % form, deeds=f"no,file,day\na,F,{day}\n", charges=f"no,since,until\na,{day},{later}\na,{later},\n"
    )
    run = office.run()
    assert (run.code, run.errors) == (0, "")
    [values] = [record["values"] for record in run.records]
    assert values["deed_date"] == "2015-11-28"
    assert [(row["since"], row["until"]) for row in values["encumbrances"]] == [
        ("2015-11-28", "2016-03-20"),
        ("2016-03-20", ""),
    ]


@FORMS
def test_a_day_inside_a_row_that_is_written_otherwise_is_named_with_its_column(office, form, day, later):
    other = "28/11/2015"
    office.write(DEED % form, deeds=f"no,file,day\na,F,{day}\n", charges=f"no,since,until\na,{other},\n")
    run = office.run()
    assert (run.code, run.records) == (1, [])
    assert run.errors.startswith("charges.csv row 2, since: ")
