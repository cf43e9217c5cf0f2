"""Rows of CSV files that name a person or a file whose own row was turned away in the same run."""

import pytest
from csv_maps import PERSONS, Office
from feed_delivery import Exporter
from feed_files import File
from feed_lines import number
from feed_outcomes import sees

SHARES = """
[[tables]]
csv = "shares.csv"
record = "ownership"
source_key = "id"
file = "file"
[tables.values]
person = "who"
land_share = { fixed = 6 }
land_of = { fixed = 6 }
building_share = { fixed = 6 }
building_of = { fixed = 6 }
effective_from = "from"
"""
FILES = """
[[tables]]
csv = "files.csv"
record = "file"
source_key = "id"
[tables.values]
renewal_code = "code"
"""
DEEDS = """
[[tables]]
csv = "deeds.csv"
record = "deed"
source_key = "id"
file = "file"
[tables.values]
deed_kind = { fixed = "single_page" }
tenure = { fixed = "whole" }
tenure_scope = { fixed = "both" }
deed_status = { fixed = "valid" }
"""
NAMES_IT = "names row 2 of %s, which was turned away"


@pytest.fixture
def office(city, tmp_path, capsys):
    return Office(tmp_path, capsys)


@pytest.mark.parametrize("wrong", ["{who},1309900018,ثابتی", "{who},{code}", "{who},{code},"])
def test_a_share_of_a_person_who_was_turned_away_is_turned_away_too(office, wrong):
    """Their key is a stranger's number: a load, which never hears of them, would take it for that."""
    stranger, f = File(Exporter()), File(Exporter())
    row = wrong.format(who=stranger.owner, code=number())
    share = f"s1,{f.made['casefile']['renewal_code']},{stranger.owner},2010-01-01"
    office.write(SHARES + PERSONS, p=f"id,code,name\n{row}\n", shares=f"id,file,who,from\n{share}\n")
    run = office.run()
    assert (run.code, run.records) == (1, []) and NAMES_IT % "p.csv" in run.errors
    assert not sees(stranger.owner, f.made)


def test_a_share_without_an_owner_is_turned_away_where_its_map_is_tried(office):
    office.write(SHARES, shares="id,file,who,from\ns1,f1,,2010-01-01\n")
    run = office.run("--dry-run")
    assert run.code == 1 and "shares.csv row 2, $.values: Object missing required field `person`" in run.errors


def test_a_row_of_a_file_that_was_turned_away_is_turned_away_too(office):
    code = File(Exporter()).made["casefile"]["renewal_code"]
    files = f"id,code\n{code},1-2-3\nf2,1-2-3\n"
    office.write(DEEDS + FILES, files=files, deeds=f"id,file\nd1,{code}\nd2,f2\n")
    run = office.run()
    assert run.records == [] and NAMES_IT % "files.csv" in run.errors
    assert "deeds.csv row 3: This names row 3 of files.csv" in run.errors


def test_who_has_another_row_that_was_taken_may_be_named(office):
    code = number()
    rows = f"id,code,name\np1,{code},ثابتی\np1,{code},راستی\n"
    office.write(PERSONS + SHARES, p=rows, shares="id,file,who,from\ns1,f1,p1,2010-01-01\n")
    run = office.run()
    assert [record["record"] for record in run.records] == ["person", "ownership"]
    assert "shares.csv row" not in run.errors
