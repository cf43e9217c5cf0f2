"""What a registration did is found by an index: asking whether it goes back, or undoing it, reads no whole table."""

import os
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from history_model import LONG_AGO, acts, case, owns, people

from shahrsazi.counter.registration.draft import Draft

# Those of which the sample city has rows: an empty one is read as a whole in no time.
GREAT = [
    "people_contact",
    "people_person",
    "casefiles_ownership",
    "casefiles_mandate",
    "casefiles_deed",
    "casefiles_paper",
]
WHOLE = "SELECT relname FROM pg_stat_xact_user_tables WHERE seq_scan > 0 AND relname = ANY (%s)"


def in_force() -> int:
    """A registration of two clerks that ended the leave of an attorney."""
    file, [owner, agent, first, second] = case(), people(4)
    owns(owner, file.id)
    moment = timezone.now() - timedelta(1)
    by = {"begun_by": first, "submitted_by": first, "settled_by": second, "settled_at": moment}
    act = Draft.objects.using("owner").create(
        district_id=7, case_id=file.id, state="confirmed", takes_effect_at=moment, **by
    )
    acts(agent, owner, file.id, ended_on=LONG_AGO, ended_by_registration=act.id)
    return act.id


@pytest.mark.parametrize("function", ["can_go_back", "is_death_alone", "has_heirs", "only_takes_sight", "undo"])
def test_no_table_of_the_city_is_read_as_a_whole_for_what_one_registration_did(city, function):
    act = in_force()
    with psycopg.connect(os.environ["DATABASE_URL"]) as superuser:
        superuser.execute("UPDATE pg_class SET reltuples = 1e6, relpages = 1 WHERE relname = ANY (%s)", [GREAT])
        superuser.execute(f"SELECT guard.{function}(%s)", [act])
        assert superuser.execute(WHOLE, [GREAT]).fetchall() == []
        superuser.rollback()
