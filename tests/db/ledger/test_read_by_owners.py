"""What an owner reads in the ledger: that staff opened or changed the file, and why.

Never which person it was, nor who of the owners looked.
"""

import pytest
from django.db import ProgrammingError
from feed_lines import fed
from history_model import as_web, begun, owns, people
from personas import person_id, signed_in
from staff_client import Place, as_desk, desk_of, member, opened, said

from shahrsazi.ledger.entry import Author, record_act

READ = "SELECT role, act, section, reason, district FROM ledger_ledgerentry ORDER BY id"


def read_by(person: int) -> list[tuple]:
    with as_web(begun(person)) as cursor:
        cursor.execute(READ)
        return cursor.fetchall()


@pytest.fixture
def place():
    """A file of district 5 that a clerk of 3 looked at, and a clerk of 5 opened and noted something in."""
    made, clerk = Place(5), member("clerk", 5)
    with as_desk(desk_of(member("clerk", 3))) as cursor:
        said(cursor, "SELECT guard.open_across_districts(%s, 'وراث با گواهی')", made.case.renewal_code)
    with as_desk(desk_of(clerk)) as cursor:
        opened(cursor, made.case)
        record_act(
            "added",
            by=Author("staff", "clerk", clerk.person_id, district=5),
            case=made.case.id,
            section="ownership",
            detail={"rows": 1},
        )
    return made


def test_an_owner_reads_what_staff_did_and_why(place):
    assert read_by(place.owner) == [
        ("clerk", "opened_elsewhere", "", "وراث با گواهی", 3),
        ("clerk", "read", "t", "", 5),
        ("clerk", "added", "ownership", "", 5),
    ]


def test_a_co_owner_reads_the_same_and_agents_former_owners_and_strangers_nothing(place):
    other, stranger = people(2)
    owns(other, place.case.id)
    assert read_by(other) == read_by(place.owner) != []
    assert read_by(place.agent) == read_by(place.former) == read_by(stranger) == []


def test_no_owner_reads_that_another_owner_looked():
    file = fed()
    file.get()
    with as_web(begun(person_id(file.by))) as cursor:
        cursor.execute("SELECT role FROM ledger_ledgerentry")
        assert {role for (role,) in cursor.fetchall()} == {"feed"}
    assert signed_in(file.by).get("/cases/").status_code == 200


@pytest.mark.parametrize("column", ["actor", "person", "detail", "*"])
def test_no_one_reads_whose_hand_it_was(place, column):
    with pytest.raises(ProgrammingError, match="permission denied"), as_web(begun(place.owner)) as cursor:
        cursor.execute(f"SELECT {column} FROM ledger_ledgerentry")
