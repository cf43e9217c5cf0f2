"""The ready SQL for PostgreSQL, run by psql on views over an old office's tables, and taken by the feed."""

import json
import os
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from string import Template

import psycopg
import pytest
from feed_delivery import load
from feed_lines import number
from history_model import asked
from sql_views import Views, canonical

from shahrsazi.demo.binaries import find_binaries
from shahrsazi.feed import sql
from shahrsazi.feed.records import RECORDS
from shahrsazi.feed.sql import columns

_offices = count(7001)
HERE, DOCS = Path(__file__).parent, Path(__file__).parents[3] / "docs" / "feed"
# What a session of another country would spoil, if the SQL left it to the session.
FOREIGN = "-c DateStyle=SQL,DMY -c TimeZone=America/New_York -c IntervalStyle=sql_standard -c bytea_output=escape"


@pytest.fixture
def office(city, tmp_path):
    """A schema of its own, with the views as they are published; gone after the test."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE SCHEMA old_office")
        connection.execute("SET search_path TO old_office")
        try:
            yield Office(connection, tmp_path)
        finally:
            connection.execute("DROP SCHEMA old_office CASCADE")


class Office:
    def __init__(self, connection, folder: Path):
        self.connection, self.folder = connection, folder

    def make_views(self) -> None:
        self.connection.execute(sql.views("postgresql"))

    def printed(self, since: int = 0) -> Path:
        """The file that psql writes, run as the head of the script says."""
        script, out = self.folder / "postgresql.sql", self.folder / "feed.ndjson"
        script.write_text(sql.script("postgresql"), "utf8")
        command = [
            find_binaries() / "psql",
            *["-X", "-q", "-A", "-t", "-1", "-v", "ON_ERROR_STOP=1", "-v"],
            f"since={since}",
        ]
        isolation = r"-c default_transaction_isolation=repeatable\ read -c search_path=old_office -c jit=off"
        env = {"PATH": os.defpath, "PGCLIENTENCODING": "UTF8", "PGOPTIONS": f"{isolation} {FOREIGN}"}
        command += ["-d", os.environ["DATABASE_URL"], "-f", script, "-o", out]
        run = subprocess.run(command, env=env, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, "")
        return out

    def rows(self, since: int = 0) -> list[dict]:
        return [json.loads(text) for text in self.printed(since).read_text("utf8").split("\n") if text]


def test_views_that_nobody_has_filled_print_nothing(office):
    office.make_views()
    assert office.rows() == []


def test_the_worked_examples_come_out_of_views_as_they_stand(office):
    """Each value is put into a column of the type that the views say, and read back."""
    examples = [json.loads(text) for text in (DOCS / "examples.ndjson").read_text("utf8").splitlines()]
    views = Views(office.connection)
    for row in examples:
        views.keep(row)
    printed = office.rows()
    assert [row["record"] for row in printed] == sorted((r["record"] for r in examples), key=turn)
    assert sorted(map(canonical, printed)) == sorted(map(canonical, examples))


NOTES = "سطر یک\r\nسطر دو\tبا برگه\x01\x1f\nسطر سه 😀 «پایان» \\u0041 </script> '"


def turn(record: str) -> int:
    return [view.record for view in columns.record_views()].index(record)


@pytest.fixture
def old(office):
    """Tables with names of their own and a city's views over them; `n` is in the keys of this test."""
    office.make_views()
    office.n, office.number = next(_offices), number()
    words = {"n": office.n, "one": office.number, "two": number(), "three": number()}
    office.connection.execute(Template((HERE / "old_office.sql").read_text("utf8")).substitute(words))
    return office


def test_an_old_office_is_printed_and_the_feed_takes_all_of_it(old):
    path = old.printed()
    rows = [json.loads(text) for text in path.read_text("utf8").split("\n") if text]
    assert {row["record"] for row in rows} == set(RECORDS)
    (path.parent / "papers").mkdir()
    report = load(path)
    assert (report.bad, report.turned_away, report.good) == ([], 0, len(rows))


def test_texts_are_printed_as_they_are(old):
    values = {row["source_key"]: row.get("values") for row in old.rows()}
    visit = values[f"BZ-{old.n}"]
    assert visit["notes"] == NOTES
    assert visit["visited_at"] == "2021-05-02T04:44:00+00:00"
    person = values[f"AS-{old.n}-1"]
    assert person["birth_date"] == "1985-03-21" and person["mobile"] == "09131234567"
    assert "birth_date" not in values[f"AS-{old.n}-2"]
    assert values[f"BK-{old.n}"]["street_level"] == -0.08
    whole = values[f"PV-{old.n}"]["plate_main"], values[f"RY-{old.n}"]["amount"]
    assert whole == (4781, 53_580_000) and {type(each) for each in whole} == {int}


def stored(table: str, names: str, key: str) -> tuple:
    (row,) = asked(f"SELECT {names} FROM casefiles_{table} WHERE source_key = %s", [key])
    return tuple(json.loads(each) if isinstance(each, str) and each.startswith("[") else each for each in row)


def test_what_is_stored_is_what_the_old_tables_hold(old):
    assert load(old.printed()).bad == []
    ((names,),) = asked("SELECT ARRAY[first_name, last_name] FROM people_person WHERE number = %s", [old.number])
    assert names == ["می\u200cنا", 'نام "نقل" \\ و \\n']
    assert stored("ownership", "land_share, land_of, effective_from, effective_to", f"OW-{old.n}-1") == (
        3,
        6,
        date(2001, 11, 27),
        date(2015, 11, 28),
    )
    assert stored("deed", "area_deed, book_no, bounds", f"SN-{old.n}") == (
        Decimal("245.80"),
        405,
        [{"side": "north", "text": 'دیوار "مشترک"\nبا پلاک \\ ۲', "length": 12.2}],
    )
    visited, present, notes, photos = stored("inspection", "visited_at, owner_present, notes, photos", f"BZ-{old.n}")
    assert visited == datetime(2021, 5, 2, 4, 44, tzinfo=UTC) and present is False and photos == []
    assert notes == NOTES.replace("\r\n", "\n").replace("\t", " ").replace("\x01\x1f", "")
    assert stored("permit", "state, total_area, holders, areas", f"PR-{old.n}") == (
        "issued",
        Decimal("356.58"),
        ["مینا", 'شرکت "الف" \\ ب'],
        [
            {"floor": 0, "use_group": "parking", "area": 47.0, "units": None},
            {"floor": 1, "use_group": "residential", "area": 118.86, "units": 2},
        ],
    )
    assert stored("verdict", "amount, body, engineer_referred", f"RY-{old.n}") == (53_580_000, "متن رأی\nسطر دوم", True)
    assert stored("planrules", "version, on_pilotis, height_max", f"ZB-{old.n}") == (
        "بازنگری دوم",
        True,
        Decimal("10.80"),
    )


def test_what_a_row_leaves_out_stays_and_what_it_says_is_empty_goes(old):
    assert load(old.printed()).bad == []
    change = "UPDATE PRVNH_TBL SET METRAZH = NULL, TOZIH = NULL, TGHYYR = 2, KHALI = NULL"
    old.connection.execute(change)
    old.connection.execute("DELETE FROM PRVNH_ZIRBANA")
    assert load(old.printed(since=1)).good == 1
    total, body, areas = stored("permit", "total_area, body, areas", f"PR-{old.n}")
    assert (total, body, len(areas)) == (Decimal("356.58"), "شرح پروانه", 2)
    for version, empty, left in ((3, "total_area, areas", (None, "شرح پروانه", [])), (4, "*", (None, "", []))):
        old.connection.execute("UPDATE PRVNH_TBL SET TGHYYR = %s, KHALI = %s", [version, empty])
        assert load(old.printed(since=version - 1)).bad == []
        assert stored("permit", "total_area, body, areas", f"PR-{old.n}") == left


def test_what_ended_and_what_was_sent_by_mistake(old):
    assert load(old.printed()).bad == []
    old.connection.execute("UPDATE PRVNH_TBL SET BATEL = 'Y', TGHYYR = 2")
    old.connection.execute("UPDATE MALEKIN_TBL SET TA = '1404/01/01', TGHYYR = 2 WHERE TA IS NULL")
    bought = f"('OW-{old.n}-0', 'PV-{old.n}', 'AS-{old.n}-2', 3, '1404/01/01', NULL, 2)"
    old.connection.execute(f"INSERT INTO MALEKIN_TBL VALUES {bought}")
    rows = old.rows(since=1)
    what_ends_first = [f"OW-{old.n}-2", f"OW-{old.n}-0", f"PR-{old.n}"]
    assert [row["source_key"] for row in rows] == what_ends_first
    assert rows[0]["state"] == "ended" and rows[0]["ended_on"] == "2025-03-21" and rows[0]["values"]["land_share"] == 3
    assert load(old.printed(since=1)).bad == []
    assert stored("ownership", "effective_to", f"OW-{old.n}-2") == (date(2025, 3, 21),)
    assert stored("permit", "withdrawn", f"PR-{old.n}") == (True,)


def test_a_required_column_without_a_value_is_turned_away_by_name(old):
    old.connection.execute("UPDATE PRVNH_TBL SET SHOMARE = NULL")
    report = load(old.printed())
    (bad,) = report.bad
    assert report.turned_away == 1 and "$.values.permit_no" in bad[1]


def test_a_day_inside_a_row_that_nobody_knows_is_stored_as_unknown(old):
    signer = "SHENASE::text AS source_key, 1::numeric AS source_position, 'archive'::text AS role, NULL::date AS \"on\""
    old.connection.execute(f"CREATE OR REPLACE VIEW out_permit_signers AS SELECT {signer} FROM PRVNH_TBL")
    assert load(old.printed()).bad == []
    assert stored("permit", "signers", f"PR-{old.n}") == ([{"role": "archive", "on": ""}],)


def test_what_has_no_version_or_the_first_one_is_printed(office):
    """The feed turns away what has none, by name."""
    examples = [json.loads(text) for text in (DOCS / "examples.ndjson").read_text("utf8").splitlines()]
    views, permit = Views(office.connection), next(row for row in examples if row["record"] == "permit")
    for version in (5, 0, None):
        views.keep(permit | {"source_key": f"P{version}", "version": version})
    assert {row["source_key"]: row["version"] for row in office.rows()} == {"P5": 5, "P0": 0, "PNone": None}
    assert {row["source_key"] for row in office.rows(since=3)} == {"P5", "PNone"}
