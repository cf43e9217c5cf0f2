"""How PostgreSQL looks for the rows that are stored already: by their key, whatever it believes of the table's size."""

import os

import psycopg
import pytest

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.casefiles.entry import KEY
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.database import upsert
from shahrsazi.feed.models import RecordVersion
from shahrsazi.people.models import Contact, Person

KEYS = {
    CaseFile: ("renewal_code",),
    RecordVersion: ("source_id", "record", "key"),
    Person: ("number",),
    Contact: ("person_id",),
}
MODELS = {model for section in SECTIONS for model in section.feeds.values()} | {Ownership, Mandate, *KEYS}


def lookup(model, empty: tuple[str, ...] = ()) -> list[str]:
    """The plan by which a slice is written whose rows leave something out, of a table that counts as empty."""
    key = KEYS.get(model, getattr(model, "key", KEY))
    columns = tuple(f.column for f in model._meta.concrete_fields if not f.generated)
    statement = upsert._merge(model, columns, columns, key, from_feed=True, joined=key, empty=empty)
    with psycopg.connect(os.environ["DATABASE_URL"]) as superuser:  # whoever else is connected sees nothing of it
        superuser.execute("SET LOCAL enable_seqscan = off")  # a small table is read as a whole, and costs nothing
        counted = "UPDATE pg_class SET reltuples = 0, relpages = 1000 WHERE oid = %s::regclass"
        superuser.execute(counted, [model._meta.db_table])
        plan = [line for (line,) in superuser.execute(f"EXPLAIN {statement}", ["[]"])]
        superuser.rollback()
    return plan


@pytest.mark.parametrize("model", sorted(MODELS, key=lambda model: model.__name__))
def test_a_table_that_was_analysed_before_its_first_rows_were_committed_is_not_read_whole_for_each_row(model):
    plan = lookup(model)
    assert not any("Materialize" in line for line in plan), plan
    assert any("Index Cond:" in line and "staged." in line for line in plan), plan


def test_nor_is_that_of_mandates_where_one_is_for_every_file():
    plan = lookup(Mandate, empty=("case_id",))
    assert any("Index Cond:" in line and "staged." in line for line in plan), plan
