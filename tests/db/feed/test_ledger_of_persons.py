"""The ledger says of whom something else is told, and whose leave for every file; of new persons it is silent."""

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import line, mandate, number, owner, person
from feed_outcomes import at
from history_model import asked
from owners_by_name import ALI


@pytest.fixture
def exporter(city):
    return Exporter()


def top() -> int:
    return asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]


def written_since(number_: int, columns: str = "act, person") -> list[tuple]:
    return asked(f"SELECT {columns} FROM ledger_ledgerentry WHERE id > %s AND role = 'feed' ORDER BY id", [number_])


def id_of(code: str) -> int:
    return asked("SELECT id FROM people_person WHERE number = %s", [code])[0][0]


CORRECTIONS = {
    "another name": {"last_name": "دیگر"},
    "another residence": {"residence_address": "کوچه نو"},
    "a first telephone": {"mobile": "09551234567"},
    "the day of their registration": {"registered_on": "2020-01-01"},
}


@pytest.mark.parametrize("what", CORRECTIONS)
def test_what_is_told_otherwise_of_a_person_stands_in_the_ledger_once(exporter, what):
    who = number()
    known = {"registered_on": None, "mobile": ""}
    before = top()
    assert exporter.send(with_values("person", f"p-{who}", person(who, **known))).bad == []
    assert written_since(before) == []
    for version in (2, 3):
        told = person(who, **known | CORRECTIONS[what])
        assert exporter.send(with_values("person", f"p-{who}", told, version)).bad == []
    assert written_since(before) == [("corrected", id_of(who))]
    [(reason,)] = written_since(before, "reason")
    assert exporter.source.key in reason


def test_of_new_persons_and_of_those_whom_a_line_names_as_before_nothing_is_written(exporter):
    one, two, before = number(), number(), top()
    made = line(owner(one, 1, 2), owner(two, 1, 2))
    assert exporter.send(made).bad == []
    assert exporter.send(at(made, "2026-03-03", casefile=made["casefile"] | {"place": "کوچه نو"})).bad == []
    assert {who for _act, who in written_since(before)} == {None}


def test_what_is_told_otherwise_in_a_line_stands_in_the_ledger(exporter):
    one, two = number(), number()
    made = line(owner(one, 1, 2), owner(two, 1, 2))
    assert exporter.send(made).bad == []
    people = [each | {"father_name": "رضا"} if each["number"] == two else each for each in made["people"]]
    before = top()
    assert exporter.send(at(made, "2026-03-03", people=people)).bad == []
    assert [row for row in written_since(before) if row[1]] == [("corrected", id_of(two))]


def test_a_source_that_does_not_own_persons_corrects_nobody(exporter):
    who = number()
    assert exporter.send(with_values("person", f"p-{who}", person(who))).bad == []
    before, made = top(), line(owner(who), people=[person(who, last_name="دیگر")])
    assert Exporter(owns_persons=False).send(made).bad == []
    assert {who for _act, who in written_since(before)} == {None}


def test_another_name_of_an_owner_without_a_number_stands_in_the_ledger(exporter):
    key, before = f"U-{number()}", top()
    assert exporter.send(with_values("person", key, ALI)).bad == [] and written_since(before) == []
    for version in (2, 3):
        assert exporter.send(with_values("person", key, ALI | {"father_name": "رضا"}, version)).bad == []
    [(act, who)] = written_since(before)
    assert act == "corrected"
    assert asked("SELECT father_name FROM people_person WHERE id = %s", [who]) == [("رضا",)]


def test_leave_for_every_file_stands_in_the_ledger_of_who_gives_it(exporter):
    file, agent = File(exporter), number()
    leave = mandate(file.person, f"q-{agent}", every_file=True)
    assert exporter.send(with_values("person", f"q-{agent}", person(agent))).bad == []
    before = top()
    for version, day in ((1, "2098-01-01"), (2, "2099-01-01")):
        row = with_values("mandate", f"M-{agent}", leave | {"expires_on": day}, version, file.key)
        assert exporter.send(row).bad == []
    owner_id = id_of(file.owner)
    rows = written_since(before, 'act, section, person, "case"')
    assert rows == [(act, "ownership", owner_id, None) for act in ("added", "corrected")]
    assert exporter.send(with_values("mandate", f"N-{agent}", leave | {"every_file": False}, 1, file.key)).bad == []
    [(who, case)] = written_since(before, 'person, "case"')[2:]
    assert who is None and case
