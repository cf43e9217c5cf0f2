"""The lunar days that setup loads: provisional, once, and never against what an administrator did."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from staff_client import as_desk, desk_of, member

from shahrsazi.city import holidays, overrides
from shahrsazi.city.holidays import Holiday

ASHURA = date(2027, 6, 16)


@pytest.fixture
def ashura(city):
    row = Holiday.objects.using("owner").get(day=ASHURA)
    yield Holiday.objects.using("owner").filter(day=ASHURA)
    Holiday.objects.using("owner").filter(day=ASHURA).delete()
    row.save(using="owner", force_insert=True)
    overrides.invalidate()


def test_every_row_of_the_table_has_its_names_and_no_lunar_day_is_there_twice():
    rows = list(holidays.table())
    assert {row["calendar"] for row in rows} == {"solar", "lunar"} and {row["estimated"] for row in rows} == {
        "yes",
        "no",
    }
    assert all(0 < len(row[name]) <= 80 for row in rows for name in ("persian", "english"))
    lunar = [row["day"] for row in rows if row["calendar"] == "lunar"]
    assert len(lunar) == len(set(lunar)) == 105 and holidays.last_day_of_table() == date(2032, 3, 19)
    assert not any(row["estimated"] == "yes" for row in rows if row["calendar"] == "solar")


def test_setup_has_loaded_the_lunar_days_as_provisional_ones_that_count(city):
    lunar = {date.fromisoformat(row["day"]) for row in holidays.table() if row["calendar"] == "lunar"}
    stored = set(Holiday.objects.using("owner").filter(provisional=True).values_list("day", flat=True))
    assert stored == lunar and lunar <= overrides.holidays().keys()


def test_loading_again_adds_none(city):
    assert holidays.load() == "Holidays: 0 lunar days added, to be confirmed."


def test_a_day_that_is_missing_comes_back_and_a_removed_one_does_not(ashura):
    ashura.update(removed_at=timezone.now())
    assert holidays.load().startswith("Holidays: 0 ") and ashura.get().removed_at
    ashura.delete()
    assert holidays.load().startswith("Holidays: 1 ") and ashura.get().provisional


def test_what_an_administrator_confirmed_or_added_is_left_as_it_is(ashura):
    ashura.update(provisional=False, confirmed_by=7, name="عاشورا")
    holidays.load()
    assert (ashura.get().confirmed_by, ashura.get().name, ashura.get().provisional) == (7, "عاشورا", False)


def test_the_alarm_begins_sixty_days_before_and_ends_with_the_day_or_its_confirmation(ashura):
    def rings(today: date) -> bool:
        return ASHURA in [row.day for row in holidays.unconfirmed(today, "default")]

    assert not rings(ASHURA - timedelta(days=61)) and rings(ASHURA - timedelta(days=60))
    assert rings(ASHURA) and not rings(ASHURA + timedelta(days=1))
    ashura.update(provisional=False)
    assert not rings(ASHURA)
    ashura.update(provisional=True, removed_at=timezone.now())
    assert not rings(ASHURA)


def test_a_name_is_given_in_the_readers_language_and_in_persian_where_there_is_no_other():
    feast = Holiday(day=ASHURA, name="عاشورای حسینی", english="Ashura")
    assert (feast.in_language("fa"), feast.in_language("en")) == ("عاشورای حسینی", "Ashura")
    assert Holiday(day=ASHURA, name="عزای عمومی").in_language("en") == "عزای عمومی"


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_only_an_administrators_desk_confirms_a_day(ashura, role):
    confirm = "UPDATE city_holiday SET provisional = false WHERE day = %s"
    with as_desk(desk_of(member(role))) as cursor:
        cursor.execute(confirm, [ASHURA])
        assert cursor.rowcount == 0
    with as_desk(desk_of(member("administrator"))) as cursor:
        cursor.execute(confirm, [ASHURA])
        assert cursor.rowcount == 1
        transaction.set_rollback(True, using="staff")


def test_no_desk_takes_a_row_away_and_none_changes_its_day(ashura):
    for sql in ("DELETE FROM city_holiday WHERE day = %s", "UPDATE city_holiday SET day = day + 1 WHERE day = %s"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            as_desk(desk_of(member("administrator"))) as cursor,
        ):
            cursor.execute(sql, [ASHURA])
