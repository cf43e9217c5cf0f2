"""What the counter ended, told again: of another file, for every file, of another person, or without its end."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, mandate, number, owner, person
from feed_lines import load as load_lines
from feed_outcomes import at, reasons, sees
from history_model import asked

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.messages.models import Message

ANOTHER = "The counter ended this for another person"
BACK = {"ended_on": None, "end_reason": "", "ended_at_desk": False, "ended_by_registration": None}  # as guard.undo()


class Leave:
    """Leave of an owner of two files, given in the first one and ended there at the desk."""

    def __init__(self, exporter: Exporter, every_file: bool = False):
        self.exporter, self.key, self.agent = exporter, key(), number()
        self.first = File(exporter)
        self.second = line(owner(self.first.owner))
        assert load_lines(self.second).bad == []
        self.row = mandate(self.first.person, f"q-{self.agent}", every_file=every_file)
        assert exporter.send(with_values("person", f"q-{self.agent}", person(self.agent))).bad == []
        assert self.send(1, self.first.key).bad == []
        assert self.sees() == [True, every_file]

    def ended_at_desk(self, **more) -> None:
        end = {"ended_on": "2026-03-01", "end_reason": "dismissal", "ended_at_desk": True, "ended_by_registration": 7}
        self.stored().update(**(end | more))

    def stored(self):
        return Mandate._base_manager.using("owner").filter(source_key=self.key)

    def send(self, version: int, file: str, **more):
        return self.exporter.send(with_values("mandate", self.key, self.row | more, version, file))

    @property
    def other(self) -> str:
        return self.second["casefile"]["renewal_code"]

    def sees(self) -> list[bool]:
        return [sees(self.agent, self.first.made), sees(self.agent, self.second)]


@pytest.fixture
def exporter(city):
    return Exporter()


def test_leave_that_was_ended_at_the_desk_does_not_come_back_for_every_file_from_another_file(exporter):
    leave = Leave(exporter)
    leave.ended_at_desk()
    for version, file in ((2, leave.other), (3, leave.first.key), (4, leave.other)):
        assert leave.send(version, file, every_file=True).bad == []
        assert leave.sees() == [False, False]
        ends = leave.stored().filter(ended_at_desk=True).values_list("ended_on", "ended_by_registration")
        assert {(str(day), act) for day, act in ends} == {("2026-03-01", 7)}
    rows = list(leave.stored().values_list("id", flat=True))
    sql = "SELECT count(*) > 0 FROM feed_difference WHERE record = 'mandate' AND settled_at IS NULL AND row = ANY(%s)"
    assert asked(sql, [rows]) == [(True,)]


def test_it_comes_back_when_the_act_at_the_desk_is_undone(exporter):
    leave = Leave(exporter)
    leave.ended_at_desk()
    assert leave.send(2, leave.other, every_file=True).bad == []
    leave.stored().filter(ended_by_registration=7).update(**BACK)
    assert leave.sees() == [True, True]


def test_nor_does_leave_for_every_file_come_back_in_one_file(exporter):
    leave = Leave(exporter, every_file=True)
    leave.ended_at_desk()
    for version, file in ((2, leave.first.key), (3, leave.other), (4, leave.first.key)):
        assert leave.send(version, file, every_file=False).bad == [] and leave.sees() == [False, False]


def test_it_comes_back_in_the_one_file_alone(exporter):
    leave = Leave(exporter, every_file=True)
    leave.ended_at_desk()
    assert leave.send(2, leave.first.key, every_file=False).bad == [] and leave.sees() == [False, False]
    leave.stored().filter(ended_by_registration=7).update(**BACK)
    assert leave.send(3, leave.first.key, every_file=False).bad == [] and leave.sees() == [True, False]


@pytest.mark.parametrize("batches", [1, 2])
def test_nor_in_two_files_of_lines(exporter, batches):
    principal, agent = number(), number()
    given = mandate(principal, agent, every_file=True)
    files = [line(owner(principal), people=[person(principal), person(agent)]) for _ in range(2)]
    assert exporter.send(files[0] | {"mandates": [given]}, files[1]).bad == []
    assert [sees(agent, file) for file in files] == [True, True]
    end = {"ended_on": "2026-03-01", "end_reason": "dismissal", "ended_at_desk": True, "ended_by_registration": 7}
    Mandate._base_manager.using("owner").filter(source_key=given["source_key"]).update(**end)
    again = [at(file, "2026-03-05", mandates=[given | {"every_file": False}]) for file in files]
    reports = [exporter.send(*again)] if batches == 1 else [exporter.send(row) for row in again]
    assert "".join(map(reasons, reports)) == ""
    assert [sees(agent, file) for file in files] == [False, False]


def test_of_lines_neither_brings_it_back(exporter):
    principal, agent = number(), number()
    people, given = [person(principal), person(agent)], mandate(principal, agent)
    one = line(owner(principal), people=people, mandates=[given])
    two = line(owner(principal), people=people)
    assert exporter.send(one, two).bad == [] and sees(agent, one)
    end = {"ended_on": "2026-03-01", "end_reason": "dismissal", "ended_at_desk": True, "ended_by_registration": 7}
    Mandate._base_manager.using("owner").filter(source_key=given["source_key"]).update(**end)
    everywhere = at(two, "2026-03-05", mandates=[given | {"every_file": True}])
    assert exporter.send(at(one, "2026-03-05"), everywhere).bad == []
    assert [sees(agent, one), sees(agent, two)] == [False, False]


def test_an_earlier_end_that_the_source_tells_itself_stays_the_earlier_one(exporter):
    leave = Leave(exporter)
    leave.ended_at_desk()
    assert leave.send(2, leave.other, every_file=True, ended_on="2026-02-01", end_reason="resignation").bad == []
    everywhere = leave.stored().get(case=None)
    assert (str(everywhere.ended_on), everywhere.ended_at_desk) == ("2026-02-01", False)


def test_what_another_source_told_the_same_of_is_its_own_to_tell(exporter):
    leave = Leave(exporter)
    leave.ended_at_desk()
    assert leave.send(2, leave.first.key, ended_on="2026-03-01", end_reason="dismissal").bad == []
    assert leave.send(3, leave.other, every_file=True).bad == [] and leave.sees() == [True, True]


@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.parametrize("every_file", [False, True])
def test_leave_that_was_ended_at_the_desk_is_not_told_of_another_agent(exporter, waits, every_file):
    leave, other = Leave(exporter), number()
    leave.ended_at_desk(end_holds_from=timezone.now() + timedelta(hours=60) if waits else None)
    assert exporter.send(with_values("person", f"q-{other}", person(other))).bad == []
    report = leave.send(2, leave.first.key, agent=f"q-{other}", every_file=every_file)
    assert ANOTHER in reasons(report)
    assert leave.sees() == [waits, False] and not sees(other, leave.first.made)


def test_nor_of_another_principal(exporter):
    leave, other = Leave(exporter), number()
    half = {"land_share": 1, "land_of": 2, "building_share": 1, "building_of": 2}
    rows = [
        with_values("person", f"q-{other}", person(other)),
        with_values("ownership", leave.first.share, leave.first.ownership | half, 2, leave.first.key),
        with_values("ownership", key(), owner(f"q-{other}", 1, 2), file=leave.first.key),
    ]
    assert exporter.send(*rows).bad == []
    leave.ended_at_desk()
    report = leave.send(2, leave.first.key, principal=f"q-{other}")
    assert "This mandate was told with another principal" in reasons(report)


class Sold:
    """A file of two, of whom the counter ended the first one's share."""

    def __init__(self, checks_registry: bool, waits: bool):
        self.exporter = Exporter(checks_registry=checks_registry)
        self.seller, self.other, self.buyer = number(), number(), number()
        self.made = line(owner(self.seller, 1, 2), owner(self.other, 1, 2))
        assert self.exporter.send(self.made, line(owner(self.buyer))).bad == []
        holds = timezone.now() + timedelta(hours=70) if waits else None
        self.stored().update(effective_to="2026-01-05", ended_by_registration=7, end_holds_from=holds)

    def stored(self):
        name = self.made["owners"][0]["source_key"]
        return Ownership._base_manager.using("owner").filter(source_key=name)

    def undone(self) -> None:
        self.stored().update(effective_to=None, end_holds_from=None, ended_by_registration=None)

    def send(self, day: str, **share):
        first = self.made["owners"][0] | share
        people = [*self.made["people"], person(self.buyer)]
        return self.exporter.send(at(self.made, day, people=people, owners=[first, self.made["owners"][1]]))

    def notices(self) -> int:
        return Message.objects.using("owner").filter(person__number=self.other, kind="fed_change").count()


@pytest.mark.parametrize("checks_registry", [True, False])
@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.parametrize("end", [None, "2026-01-05"])
def test_a_share_that_the_counter_ended_is_not_told_of_another_owner(city, checks_registry, waits, end):
    sold = Sold(checks_registry, waits)
    report = sold.send("2026-03-01", person=sold.buyer, effective_to=end)
    # Before that end counts, whoever does not compare with the registry hears of a registered owner's share.
    assert (ANOTHER if checks_registry or not waits else "A registered owner's share") in reasons(report)
    sold.undone()
    assert sees(sold.seller, sold.made) and not sees(sold.buyer, sold.made)


def test_a_share_that_the_counter_ended_waits_for_nothing_once_that_is_undone(city):
    sold = Sold(checks_registry=False, waits=False)
    assert not sees(sold.seller, sold.made)
    assert sold.send("2026-03-01").bad == []
    assert not sees(sold.seller, sold.made)
    sold.undone()
    assert sees(sold.seller, sold.made) and sold.notices() == 0


def test_nobody_is_told_of_an_end_that_does_not_count_beside_the_counters(city):
    sold = Sold(checks_registry=False, waits=True)
    for day in ("2026-03-01", "2026-03-02"):
        assert sold.send(day, effective_to="2026-01-02").bad == []
    assert sold.notices() == 0 and str(sold.stored().get().effective_to) == "2026-01-05"


@pytest.mark.parametrize("how", [{"state": "ended", "ended_on": "2026-01-01"}, {"state": "withdrawn"}])
def test_a_source_of_some_districts_ends_no_leave_for_every_file(exporter, how):
    leave = Leave(exporter, every_file=True)
    near = Exporter(districts=[9])
    report = near.send(record("mandate", leave.key, 1, file=leave.first.made["casefile"]["renewal_code"], **how))
    assert "A source of some districts ends no leave for every file." in reasons(report)
    assert leave.sees() == [True, True]
