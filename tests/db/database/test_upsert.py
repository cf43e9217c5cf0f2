"""Sets of rows written in one statement: added, corrected, or left alone."""

import os
from datetime import date, timedelta
from decimal import Decimal

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone
from feed_lines import key, number
from history_model import case, people
from hypothesis import given, settings
from hypothesis import strategies as st

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.sections.ownership import Deed
from shahrsazi.database.lost import is_lost
from shahrsazi.database.upsert import WrittenRow, pipelined, send, upsert
from shahrsazi.people.models import Contact, Person

KEY = ("case_id", "source_key")
NOW = timezone.now()
FAULT = (DatabaseError, psycopg.Error)


def write(model, rows: list[dict], by: tuple = KEY) -> list[WrittenRow]:
    with transaction.atomic(using="feed"):
        return upsert(model, rows, key=by)


def asked_of_feed(sql: str) -> list:
    with connections["feed"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def whole(model, **told) -> dict:
    """A row as the feed makes it: every column but the number and the reference, empty unless it is told."""
    fields = [f for f in model._meta.concrete_fields if f.column not in ("id", "ref") and not f.generated]
    return {f.column: f.get_default() for f in fields} | told


def a_deed(file: int, source_key: str, **known) -> dict:
    told = {
        "deed_kind": "single_page",
        "deed_no": "77",
        "deed_date": date(2015, 5, 5),
        "tenure": "whole",
        "tenure_scope": "both",
        "deed_status": "valid",
        "area_deed": Decimal("245.80"),
        "bounds": [{"side": "north", "text": "کوچه", "length": 12.5}],
    }
    return whole(Deed, **{"case_id": file, "source_key": source_key} | told | known)


def a_file(code: str, **known) -> dict:
    told = {
        "unit_kind": "building",
        "property_type": "house",
        "file_no": f"t1/{code}",
        "district_id": 7,
        "place": "کوچه",
        "address": "کوچه",
        "plate_main": 1,
        "registry_section": 5,
        "registry_office": "north",
        "as_of": NOW,
    }
    return whole(CaseFile, renewal_code=code, **told | known)


def kept(source_key: str) -> Deed:
    return Deed._base_manager.using("owner").get(source_key=source_key)


@pytest.fixture(scope="module")
def file(city):
    return case().id


def test_rows_that_are_not_known_are_added(file):
    keys = [key(), key()]
    written = write(Deed, [a_deed(file, k) for k in keys])
    assert [(w.model, w.case_id, w.added) for w in written] == [(Deed, file, True)] * 2
    assert {w.id for w in written} == {kept(k).id for k in keys}
    assert kept(keys[0]).bounds == [{"side": "north", "text": "کوچه", "length": 12.5}]


CHANGES = {
    "text": {"deed_no": "78"},
    "a day": {"deed_date": date(2016, 1, 1)},
    "nothing in place of a day": {"deed_date": None},
    "a number in place of nothing": {"entry_no": 5},
    "a decimal": {"area_deed": Decimal("245.81")},
    "a row within": {"bounds": [{"side": "north", "text": "کوچه", "length": 12.6}]},
    "no rows within": {"bounds": []},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_known_row_that_differs_is_corrected_and_keeps_its_number(file, change):
    k = key()
    (first,) = write(Deed, [a_deed(file, k)])
    assert write(Deed, [a_deed(file, k, **change)]) == [first._replace(added=False)]
    ((name, value),) = change.items()
    assert getattr(kept(k), name) == value


SAME = {
    "as it was": {},
    "a decimal with fewer zeros": {"area_deed": Decimal("245.8")},
    "a decimal as a number": {"area_deed": 245.8},
    "rows within in another order of keys": {"bounds": [{"length": 12.5, "text": "کوچه", "side": "north"}]},
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_an_equal_row_is_left_alone(file, change):
    k = key()
    write(Deed, [a_deed(file, k)])
    assert write(Deed, [a_deed(file, k, **change)]) == []


def test_only_what_changed_is_told_of_a_mixed_set(file):
    old, same, new = key(), key(), key()
    write(Deed, [a_deed(file, old), a_deed(file, same)])
    written = write(Deed, [a_deed(file, old, deed_no="79"), a_deed(file, same), a_deed(file, new)])
    assert sorted((w.id, w.added) for w in written) == [(kept(old).id, False), (kept(new).id, True)]


def test_of_a_key_that_stands_twice_the_last_row_wins(file):
    k = key()
    (written,) = write(Deed, [a_deed(file, k, deed_no="1"), a_deed(file, k, deed_no="2"), a_deed(file, k, deed_no="3")])
    assert written.added and kept(k).deed_no == "3"


def test_the_same_source_key_in_two_files_is_two_rows(file):
    k, other = key(), case().id
    assert len(write(Deed, [a_deed(file, k), a_deed(other, k)])) == 2
    assert Deed._base_manager.using("owner").filter(source_key=k).count() == 2


def test_no_rows_are_no_work(file):
    assert write(Deed, []) == []


def test_a_new_file_gets_a_reference_that_no_one_can_guess_and_keeps_it():
    codes = [f"7-98-{i}-1-1-0-0" for i in range(3)]
    written = write(CaseFile, [a_file(c) for c in codes], ("renewal_code",))
    assert [w.case_id for w in written] == [None] * 3
    refs = dict(CaseFile._base_manager.using("owner").filter(renewal_code__in=codes).values_list("renewal_code", "ref"))
    assert len(set(refs.values())) == 3 and all(len(ref) == 22 for ref in refs.values())
    assert len(write(CaseFile, [a_file(c, place="خیابان") for c in codes], ("renewal_code",))) == 3
    assert (
        dict(CaseFile._base_manager.using("owner").filter(renewal_code__in=codes).values_list("renewal_code", "ref"))
        == refs
    )


def test_a_quiet_column_is_no_change_by_itself_and_goes_along_with_one():
    code, later = "7-98-4-1-1-0-0", NOW + timedelta(hours=1)
    find = lambda: CaseFile._base_manager.using("owner").get(renewal_code=code)  # noqa: E731
    write(CaseFile, [a_file(code)], ("renewal_code",))
    assert write(CaseFile, [a_file(code, as_of=later)], ("renewal_code",)) == []
    assert find().as_of == NOW
    assert len(write(CaseFile, [a_file(code, as_of=later, place="میدان")], ("renewal_code",))) == 1
    assert (find().as_of, find().place) == (later, "میدان")


def test_a_table_without_a_number_of_its_own_is_written_by_its_key():
    (person,) = people(1)
    row = whole(Contact, person_id=person, mobile="+989450000001", registered_on=date(2020, 1, 1))
    assert write(Contact, [row], ("person_id",)) == [WrittenRow(Contact, person, None, True)]
    assert write(Contact, [row], ("person_id",)) == []
    assert write(Contact, [row | {"mobile": ""}], ("person_id",)) == [WrittenRow(Contact, person, None, False)]


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(
    texts=st.lists(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60), min_size=1, max_size=4
    )
)
@pytest.mark.parametrize("special", [["\\.", "\\N", "\t", "a\nb\r\nc", '"', "\\", "NULL", "‌ی"]])
def test_any_text_comes_back_as_it_was(special, texts):
    numbers = {number(): text for text in (*texts, *special)}
    row = lambda n, text: whole(Person, number=n, kind="natural", last_name=text)  # noqa: E731
    write(Person, [row(n, text) for n, text in numbers.items()], ("number",))
    assert dict(Person.objects.using("owner").filter(number__in=numbers).values_list("number", "last_name")) == numbers
    assert write(Person, [row(n, text) for n, text in numbers.items()], ("number",)) == []


FAULTS = {
    "a file that is not": {"case_id": 2**40},
    "too long a text": {"deed_no": "9" * 31},
    "nothing where something must be": {"deed_kind": None},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_bad_row_turns_the_whole_set_away(file, fault):
    good, bad = key(), key()
    with pytest.raises(FAULT):
        write(Deed, [a_deed(file, good), a_deed(file, bad, **fault)])
    assert not Deed._base_manager.using("owner").filter(source_key__in=[good, bad]).exists()


def test_nothing_is_kept_of_a_transaction_that_fails_later(file):
    k = key()
    with pytest.raises(ZeroDivisionError), transaction.atomic(using="feed"):
        upsert(Deed, [a_deed(file, k)], key=KEY)
        raise ZeroDivisionError
    assert not Deed._base_manager.using("owner").filter(source_key=k).exists()


def test_sets_of_several_tables_go_in_one_transaction(file):
    k = key()
    with transaction.atomic(using="feed"):
        upsert(Deed, [a_deed(file, k)], key=KEY)
        upsert(Person, [whole(Person, number=number(), kind="natural", last_name="x")], key=("number",))
        upsert(Deed, [a_deed(file, k, deed_no="80")], key=KEY)
    assert kept(k).deed_no == "80"


@pytest.mark.parametrize("alias", ["default", "entrance", "worker"])
def test_no_role_but_the_feed_writes_files(file, alias):
    k = key()
    with pytest.raises(FAULT, match="permission denied"), transaction.atomic(using=alias):
        upsert(Deed, [a_deed(file, k)], key=KEY, using=alias)
    assert not Deed._base_manager.using("owner").filter(source_key=k).exists()


def test_a_connection_that_is_lost_while_rows_are_on_their_way_is_told_from_a_wrong_row():
    """As when the backend alone is ended: whoever waits for the rows begins anew, with all that it had locked."""
    file = case()
    [(pid,)] = asked_of_feed("SELECT pg_backend_pid()")
    with pytest.raises(DatabaseError) as lost, transaction.atomic(using="feed"), pipelined("feed"):
        sent = send(Deed, [a_deed(file.pk, key())], key=KEY, using="feed")
        with psycopg.connect(os.environ["DATABASE_URL"]) as superuser:
            superuser.execute("SELECT pg_terminate_backend(%s)", [pid])
        sent.rows()
    assert is_lost(lost.value)


def test_so_is_a_row_that_somebody_has_locked():
    file = case()
    row = a_deed(file.pk, key())
    write(Deed, [row])
    with transaction.atomic(using="owner"):
        locked = Deed._base_manager.using("owner").select_for_update().get(case=file, source_key=row["source_key"])
        with pytest.raises(DatabaseError) as waits, transaction.atomic(using="feed"):
            asked_of_feed("SET LOCAL lock_timeout = '50ms'")
            with pipelined("feed"):
                send(Deed, [row | {"deed_no": "78"}], key=KEY, using="feed").rows()
    assert locked and isinstance(waits.value.__cause__, psycopg.errors.LockNotAvailable)
