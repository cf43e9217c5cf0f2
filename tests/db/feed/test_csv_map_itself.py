"""A map that is wrong is said as a whole, each mistake with its path in it, before any row is read."""

import pytest
from csv_maps import PERMITS, PERSONS, Office

P, AREAS, ROWS = "id,code,name\n1,2,3\n", "no,order,floor,use,area\n", "no,file,day\n"


@pytest.fixture
def office(city, tmp_path, capsys):
    return Office(tmp_path, capsys)


@pytest.mark.parametrize(
    ("map_", "words"),
    [
        ("x", "The map is not TOML in UTF-8: "),
        ("a = 1\na = 2", "The map is not TOML in UTF-8: "),
        ("\x00", "The map is not TOML in UTF-8: "),
        ("x = " + "[" * 3000, "The map is not TOML in UTF-8: "),
        ("", "missing required field `tables` - at `$`"),
        ("tables = 1", "Expected `array`, got `int` - at `$.tables`"),
        ("tables = [1]", "Expected `object`, got `int` - at `$.tables[0]`"),
        ('encodng = "x"' + PERSONS, "unknown field `encodng` - at `$`"),
        ('encoding = "latin1"' + PERSONS, "Invalid enum value … - at `$.encoding`"),
        ('delimiter = ";"' + PERSONS, "Invalid enum value … - at `$.delimiter`"),
        (PERSONS.replace('"person"', '"people"'), "Invalid enum value … - at `$.tables[0].record`"),
        (PERSONS + 'email = { colum = "id" }', "unknown field `colum` - at `$.tables[0].values"),
        (PERSONS + "email = 7", "Expected `"),
        (PERSONS + 'e_mail = "id"', "knows no field of this name: `tables[0].values.e_mail`"),
        (PERSONS + 'email = "mail"', "p.csv has no column “mail” among 3, parted by comma."),
        ('delimiter = "tab"' + PERSONS, "p.csv has no column “name” among 1, parted by tab."),
        (
            PERMITS.replace('permit_no = "no"', 'permit_no = "no"\ncharges = { column = "no", times = [1, 2] }'),
            "has one for each column - at `tables[0].values.charges`",
        ),
        (PERSONS + 'email = { column = "id", times = [1] }', "`times` adds whole numbers, and has one for each"),
        (PERSONS + "email = {}", "one of both - at `tables[0].values.email`"),
        (PERSONS + "email = { column = [] }", "one of both - at `tables[0].values.email`"),
        (PERSONS + 'email = { column = "id", fixed = "x" }', "one of both - at `tables[0].values.email`"),
        (PERSONS + "email = { fixed = 5 }", "does not take this value - at `tables[0].values.email.fixed`"),
        (PERSONS + 'birth_date = { fixed = "1402/05/12" }', "does not take this value - at `tables[0]"),
        (PERSONS + 'birth_date = { column = "id", days = "%d/%m/%y" }', "a pattern with %Y, %m, %d - at `tables[0]"),
        ('days = "jalali"' + PERSONS, "Days are gregorian, solar"),
        ('thousands = "."' + PERSONS, "One sign can't be before a fraction and between thousands"),
        (PERSONS + 'kind = { column = "id", codes = "kinds" }', "no table of codes of this name - at `tables[0]"),
        (PERSONS + 'kind = { column = "id", codes = { a = "b" } }', "does not take the key `b`"),
        (PERSONS + 'kind = { column = "id", codes = { "ي" = "legal", "ی" = "natural" } }', "Two spellings of one word"),
        (PERSONS + '[tables.rows.mobile]\ncsv = "p.csv"\nkey = "id"\nvalues = {}', "no list of rows of this name"),
        (PERSONS.replace("p.csv", "q.csv"), "There is no file q.csv."),
        (PERSONS.replace("p.csv", "."), "There is no file .."),
        (PERSONS.replace("p.csv", "\\u0000"), "There is no file"),
        (PERSONS.replace('"id"', "[]"), "one of both - at `tables[0].source_key`"),
        (PERMITS + "[tables.values2]", "unknown field"),
        (PERMITS.replace('area = "area"', ""), "must be sent: `tables[0].rows.areas.values.area`"),
        (PERMITS.replace('permit_no = "no"', 'permit_no = "no"\nsigners = "no"'), "A list of rows stands under `rows`"),
        (PERMITS.replace('order = "order"', 'order = "rank"'), "areas.csv has no column “rank”"),
        (
            PERMITS.replace('"permit"', '"survey"').partition("[tables.rows")[0] + 'block = "no"',
            "No cell of a CSV file can",
        ),
    ],
)
def test_a_wrong_map(office, map_, words):
    office.write(map_, p=P, permits=ROWS, areas=AREAS)
    run = office.run("--dry-run")
    assert run.code == 2 and words in run.errors and run.summary == ""


def test_all_that_is_wrong_is_said_at_once(office):
    office.write(PERSONS + 'email = "a"\nmobile = "b"\nkind = {}', p=P)
    assert len(office.run().errors.splitlines()) == 3


def test_what_the_contract_requires_and_the_map_does_not_give(office):
    office.write(PERSONS.replace('last_name = "name"', ""), p=P)
    run = office.run("--dry-run")
    assert run.code == 1 and "p.csv: a person must have last_name; the map does not give it" in run.summary
    assert "p.csv: the map does not use name" in run.summary


def test_what_belongs_to_a_file_names_it(office):
    office.write(PERMITS.replace('file = "file"', ""), permits=ROWS, areas=AREAS)
    assert "permits.csv: a permit must have file; the map does not give it" in office.run("--dry-run").summary


def test_a_map_that_is_not_there(office):
    office.write(PERSONS, p=P)
    (office.folder / "map.toml").unlink()
    assert office.run().code == 2


@pytest.mark.parametrize("options", [[], ["--dry-run", "--out", "x"]])
def test_either_the_records_or_a_dry_run(office, options):
    office.write(PERSONS, p=P)
    with pytest.raises(SystemExit) as ended:
        from shahrsazi.commands import main

        main(["feed", "csv", "map.toml", *options])
    assert ended.value.code == 2
