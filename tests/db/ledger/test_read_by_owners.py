"""What those of a file read of its ledger: staff as a role and a counter, agents by name, other owners without one."""

import feed_lines
import pytest
from django.db import ProgrammingError
from feed_lines import fed
from history_model import acts, as_web, asked, begun, case, on, owns, people
from personas import person_id, signed_in
from psycopg.types.json import Jsonb
from staff_client import Place, as_desk, desk_of, member, opened, said

from shahrsazi.ledger.entry import READING, Author, LedgerEntry, record_act

READ = "SELECT who, name, capacity, role, act, section, reason, district, times FROM guard.accesses(%s, 100)"
UNIT = ("unit", None, None)


def read_by(person: int, file: int) -> list[tuple]:
    with as_web(begun(person)) as cursor:
        cursor.execute(READ, [file])
        return cursor.fetchall()[::-1]


def looks(person: int, file: int, what: str = "case") -> None:
    with as_web(begun(person)) as cursor:
        cursor.execute(READING, [person, file, what, Jsonb({})])


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


OF_STAFF = [
    (*UNIT, "clerk", "opened_elsewhere", "", "وراث با گواهی", 3, 1),
    (*UNIT, "clerk", "read", "t", "", 5, 1),
    (*UNIT, "clerk", "added", "ownership", "", 5, 1),
]


def test_an_owner_and_a_co_owner_read_what_staff_did_and_why(place):
    (other,) = people(1)
    owns(other, place.case.id)
    assert read_by(place.owner, place.case.id) == OF_STAFF == read_by(other, place.case.id)


def test_former_owners_and_strangers_read_nothing_and_nobody_does_without_a_session(place):
    (stranger,) = people(1)
    looks(place.owner, place.case.id)
    assert read_by(place.former, place.case.id) == read_by(stranger, place.case.id) == []
    with as_web(None) as cursor:
        cursor.execute(READ, [place.case.id])
        assert cursor.fetchall() == []


@pytest.fixture
def family(city):
    """Two owners, an attorney and a guardian of the first, and a neighbour with a file and an attorney of her own."""
    file, hers = case(5), case(5)
    owner, sister, attorney, guardian, neighbour, another = people(6)
    owns(owner, file.id), owns(sister, file.id), owns(neighbour, hers.id)
    acts(attorney, owner, file.id)
    acts(guardian, owner, None)
    acts(another, neighbour, hers.id)
    asked("UPDATE casefiles_mandate SET capacity = 'guardian' WHERE agent_id = %s RETURNING 1", [guardian])
    for reader in (owner, owner, sister, attorney, guardian):
        looks(reader, file.id, "permits")
    looks(neighbour, hers.id), looks(another, hers.id)
    return file, owner, sister, attorney, guardian


def whom(rows: list[tuple]) -> list[tuple]:
    return sorted((who, capacity or "", times, name is not None) for who, name, capacity, *_, times in rows)


def test_an_owner_reads_agents_by_name_and_other_owners_without_one(family):
    file, owner, sister, _attorney, _guardian = family
    agents = [("agent", "attorney", 1, True), ("agent", "guardian", 1, True)]
    assert whom(read_by(owner, file.id)) == [*agents, ("me", "", 2, False), ("owner", "", 1, False)]
    assert whom(read_by(sister, file.id)) == [*agents, ("me", "", 1, False), ("owner", "", 2, False)]


def test_a_guardian_reads_all_and_an_attorney_their_own_readings_alone(family):
    file, _owner, _sister, attorney, guardian = family
    all_of_it = [("agent", "attorney", 1, True), ("me", "", 1, False), ("owner", "", 3, False)]
    assert whom(read_by(guardian, file.id)) == all_of_it
    assert whom(read_by(attorney, file.id)) == [("me", "", 1, False)]


@pytest.mark.parametrize(
    ("column", "value"), [("ended_on", -1), ("expires_on", -1), ("capacity", "attorney"), ("verified_on", 1)]
)
def test_a_guardian_whose_leave_is_over_reads_no_more_than_others(family, column, value):
    file, _owner, _sister, _attorney, guardian = family
    asked(f"UPDATE casefiles_mandate SET {column} = %s WHERE agent_id = %s RETURNING 1", [on(value), guardian])
    owns(guardian, file.id) if column != "capacity" else None
    asked("DELETE FROM casefiles_ownership WHERE person_id = %s AND case_id = %s RETURNING 1", [guardian, file.id])
    assert {who for who, *_ in read_by(guardian, file.id)} <= {"me"}


def test_an_owner_who_acted_for_another_before_is_an_owner_without_a_name(family):
    file, owner, _sister, attorney, _guardian = family
    owns(attorney, file.id)
    assert ("agent", "attorney", 1, True) not in whom(read_by(owner, file.id))
    assert ("owner", "", 2, False) in whom(read_by(owner, file.id))


def test_the_page_says_it_in_words(city):
    file = fed()
    file.get()
    client = signed_in(file.by)
    page = client.get(f"/en/cases/{file.case.ref}/seen/").content.decode()
    assert "You" in page and "Looked at: the file" in page and "Back office" in page
    assert client.get("/cases/").status_code == 200
    assert "خود شما" in client.get(f"/cases/{file.case.ref}/seen/").content.decode()


@pytest.mark.parametrize("capacity", ["attorney", "representative", "parent", "guardian", "executor"])
def test_what_stands_above_the_list_is_true_of_who_reads_it(capacity):
    owner, agent = feed_lines.number(), feed_lines.number()
    acting = feed_lines.mandate(owner, agent, capacity=capacity)
    file = fed(feed_lines.owner(owner), people=[feed_lines.person(agent)], mandates=[acting])
    file.get()
    page = lambda number: signed_in(number).get(f"/en/cases/{file.case.ref}/seen/").content.decode()  # noqa: E731
    assert "on which somebody opened or changed" in page(owner) and "became yours" in page(owner)
    reads_of_others = "Another owner" in page(agent)
    assert ("on which somebody opened or changed" in page(agent)) is reads_of_others
    assert ("became theirs for whom you act" in page(agent)) is reads_of_others
    assert ("Each day on which you opened this file yourself" in page(agent)) is not reads_of_others


def test_the_list_of_files_leaves_one_row_with_its_count_and_of_no_file(city):
    file = fed()
    before = asked("SELECT max(id) FROM ledger_ledgerentry")[0][0]
    signed_in(file.by).get("/cases/")
    rows = LedgerEntry.objects.using("owner").filter(id__gt=before)
    found = list(rows.values_list("actor", "act", "section", "case", "detail"))
    assert found == [(person_id(file.by), "read", "list", None, {"files": 1})]


@pytest.mark.parametrize("column", ["id", "actor", "person", "detail", "*"])
def test_no_one_reads_the_ledger_itself(place, column):
    with pytest.raises(ProgrammingError, match="permission denied"), as_web(begun(place.owner)) as cursor:
        cursor.execute(f"SELECT {column} FROM ledger_ledgerentry")
