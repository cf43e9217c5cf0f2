"""The backend: long lists as one parameter, and moments as they are stored."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.apps import apps
from django.db import connections
from django.db.models import Field, JSONField
from personas import case_of

from shahrsazi.casefiles.casefile import CaseFile, Ownership
from shahrsazi.database.postgres import long_lists

COLUMNS = {
    f"{model.__name__}.{field.name}": field for model in apps.get_models() for field in model._meta.concrete_fields
}
PLAIN = {name: field for name, field in COLUMNS.items() if not isinstance(field, JSONField)}


def statement(rows) -> str:
    return rows.query.get_compiler("feed").as_sql()[0]


# Long lists


def test_a_long_list_is_one_parameter_however_long_it_is(city):
    few, many, more = ({str(n) for n in range(count)} for count in (20, 21, 2000))
    sql, values = CaseFile.in_feed.filter(renewal_code__in=many).query.sql_with_params()
    assert "= ANY (%s)" in sql and [sorted(value) for value in values] == [sorted(many)]
    assert CaseFile.in_feed.filter(renewal_code__in=more).query.sql_with_params()[0] == sql
    assert "ANY" not in statement(CaseFile.in_feed.filter(renewal_code__in=few))
    assert "= ANY (" in statement(Ownership.in_feed.filter(case__in=range(21)))


@pytest.mark.parametrize("name", PLAIN)
def test_it_finds_the_rows_that_a_short_one_finds(city, monkeypatch, name):
    field: Field = PLAIN[name]
    rows = field.model._base_manager.using("owner").order_by("pk")
    values = list(rows.exclude(**{field.name: None}).values_list(field.attname, flat=True)[:40])
    found = []
    for few in (long_lists.FEW * 1000, 0):
        monkeypatch.setattr(long_lists, "FEW", few)
        chosen = rows.filter(**{f"{field.name}__in": values[::2]})
        others = rows.exclude(**{f"{field.name}__in": values[::2]})
        found.append([list(chosen.values_list("pk", flat=True)), list(others.values_list("pk", flat=True))])
        assert not values or few or "= ANY (" in statement(chosen)
    assert found[0] == found[1]


def test_nothing_is_in_an_empty_list_and_no_row_is_nothing(city):
    assert not CaseFile.in_feed.filter(renewal_code__in=[]).exists()
    here = case_of("A")
    wanted = [None, *(str(n) for n in range(30)), here.renewal_code]
    assert list(CaseFile.in_feed.filter(renewal_code__in=wanted)) == [here]


def test_rows_of_another_query_stay_a_query(city):
    files = CaseFile.in_feed.filter(district=5)
    assert "ANY" not in statement(Ownership.in_feed.filter(case__in=files))


# Moments

MOMENTS = {
    "of whole seconds": "2026-11-30 20:30:00+00",
    "of microseconds": "2026-11-30 20:30:00.000001+00",
    "of another offset": "2026-11-30 23:59:59.25+03:30",
    "the first that there is": "0001-01-01 00:00:00+00",
    "the last that there is": "9999-12-31 23:59:59.999999+00",
}


def as_read(written: str) -> datetime | None:
    with connections["feed"].cursor() as cursor:
        return cursor.execute("SELECT %s::timestamptz", [written]).fetchone()[0]


@pytest.mark.parametrize("written", MOMENTS.values(), ids=MOMENTS)
def test_a_moment_is_read_in_utc(city, written):
    read = as_read(written)
    assert read == datetime.fromisoformat(written) and read.tzinfo is UTC


@pytest.mark.parametrize("written", ["infinity", "-infinity", "0044-03-15 00:00:00+00 BC", "10000-01-01 00:00:00+00"])
def test_what_is_no_moment_of_python_is_refused_as_the_driver_does(city, written):
    with pytest.raises(psycopg.DataError, match="timestamp too (large|small)"):
        as_read(written)


def test_no_moment_is_none(city):
    assert as_read(None) is None
