"""How a term says what it was counted from."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from shahrsazi.casefiles.terms.counting import how_counted
from shahrsazi.casefiles.terms.term import CLOCKS

NO_DAY = {"last_on": None, "starts_on": None, "days": None, "law_version": ""}


@pytest.mark.parametrize("clock", sorted(set(CLOCKS) - {"mandate"}))
@pytest.mark.parametrize("begun", [None, date(2026, 11, 1)])
def test_a_term_without_a_last_day_tells_of_none(clock, begun):
    with translation.override("en"):
        words = how_counted(SimpleNamespace(**NO_DAY | {"clock": clock, "starts_on": begun}))
    assert words.startswith("No last day is known.") if CLOCKS[clock].law else words == ""


def test_a_day_that_was_only_told_is_said_to_be_told():
    with translation.override("en"):
        words = how_counted(SimpleNamespace(**NO_DAY | {"clock": "sum", "last_on": date(2026, 12, 1)}))
    assert words.startswith("The day is the one that the back office told.")
