"""A mandate that was given is ended at a desk, and never given back: an end may come nearer, and goes nowhere else."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from history_model import LONG_AGO, acts, case, owns, people
from staff_client import as_desk, desk_of, opened

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.persian import dates

KEPT = pytest.raises(ProgrammingError, match="a leave is ended here, never given back")


def leave(**facts) -> tuple:
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    return file, acts(agent, owner, file.id, **facts).id


def ends(who, file, how: str) -> None:
    with as_desk(desk_of(who)) as cursor:
        assert opened(cursor, file) == file.id
        cursor.execute(f"UPDATE casefiles_mandate SET {how}")
        assert cursor.rowcount == 1


@pytest.mark.parametrize("how", ["ended_on = NULL", "ended_on = guard.today()", "ended_on = ended_on + 1"])
def test_a_leave_that_was_ended_is_not_revived_nor_its_end_put_later(clerk, how):
    file, number = leave(ended_on=LONG_AGO, end_reason="dismissal")
    with KEPT:
        ends(clerk, file, how)
    assert Mandate._base_manager.using("owner").get(id=number).ended_on == LONG_AGO


def test_an_end_that_is_to_come_is_only_brought_nearer(clerk):
    file, number = leave(ended_on=dates.today() + timedelta(days=30), end_reason="dismissal")
    ends(clerk, file, "ended_on = guard.today(), ended_at_desk = true")
    assert Mandate._base_manager.using("owner").get(id=number).ended_on == dates.today()


def test_a_leave_without_an_end_is_not_touched_without_one(clerk):
    file, _number = leave()
    with KEPT:
        ends(clerk, file, "end_reason = 'dismissal'")
