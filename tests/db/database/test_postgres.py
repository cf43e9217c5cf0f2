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

MODELS = {model.__name__: model for model in apps.get_models()}


def statement(rows) -> str:
    return rows.query.get_compiler(rows.db).as_sql()[0]


# Long lists


def test_a_long_list_is_one_parameter_however_long_it_is(city):
    few, many, more = ({str(n) for n in range(count)} for count in (20, 21, 2000))
    sql, values = CaseFile.in_feed.filter(renewal_code__in=many).query.sql_with_params()
    assert "= ANY (%s)" in sql and [sorted(value) for value in values] == [sorted(many)]
    assert CaseFile.in_feed.filter(renewal_code__in=more).query.sql_with_params()[0] == sql
    assert "ANY" not in statement(CaseFile.in_feed.filter(renewal_code__in=few))
    assert "= ANY (" in statement(Ownership.in_feed.filter(case__in=range(21)))


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_it_finds_the_rows_that_a_short_one_finds_in_every_column(city, monkeypatch, model):
    for field in model._meta.concrete_fields:
        if not isinstance(field, JSONField):
            short, long = (found(monkeypatch, field, few) for few in (long_lists.FEW * 1000, 0))
            assert short == long, field


def found(monkeypatch, field: Field, few: int) -> list[list[int]]:
    """The rows that have every second of some values of a column, and those that have none of these."""
    monkeypatch.setattr(long_lists, "FEW", few)
    rows = field.model._base_manager.using("owner").order_by("pk")
    values = list(rows.exclude(**{field.name: None}).values_list(field.attname, flat=True)[:40])[::2]
    wanted = {f"{field.name}__in": values}
    assert not values or ("= ANY (" in statement(rows.filter(**wanted))) is (few == 0)
    return [list(chosen.values_list("pk", flat=True)) for chosen in (rows.filter(**wanted), rows.exclude(**wanted))]


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
