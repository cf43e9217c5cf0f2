"""What is read again every half a minute is read inside somebody's transaction: a fault of it stays its own."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, connections, transaction

from shahrsazi.city import overrides
from shahrsazi.city.holidays import Holiday

DAY = date(2031, 4, 4)


@contextmanager
def unreadable():
    """The web role may not read the holidays for a while: what a migration or a slip of an operator does."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("REVOKE SELECT ON city_holiday FROM shahrsazi_web")
    try:
        yield
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("GRANT SELECT ON city_holiday TO shahrsazi_web")


@pytest.fixture
def holiday():
    Holiday.objects.using("owner").create(day=DAY, name="عزای عمومی")
    overrides.invalidate()
    yield
    Holiday.objects.using("owner").filter(day=DAY).delete()
    overrides.invalidate()


def test_a_fault_of_the_cache_leaves_the_callers_transaction_usable(holiday):
    assert DAY in overrides.holidays()
    overrides.invalidate()
    with unreadable(), transaction.atomic():
        assert DAY in overrides.holidays(), "what was read before stays"
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
