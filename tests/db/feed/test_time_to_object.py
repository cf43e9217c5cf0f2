"""Nobody gets into an open file with a registered owner without the time to object, and everyone in it is told once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, number, owner, paper, person, verdict
from feed_outcomes import at, reasons, sees
from history_model import asked

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.feed.models import Source
from shahrsazi.messages.models import Message

HALF = {"land_share": 1, "land_of": 2, "building_share": 1, "building_of": 2}


@pytest.fixture
def exporter(city):
    return Exporter(checks_registry=False)


def notices(code: str) -> list[str]:
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change")
    return sorted(rows.values_list("channel", flat=True))


class Shared:
    """A file with a registered owner of one half, and somebody whose half is stored and not in force."""

    def __init__(self, exporter: Exporter, **days):
        self.exporter, self.who, self.share = exporter, number(), key()
        self.row = owner(f"p-{self.who}", 1, 2, **days)
        self.believe(True)
        self.file = File(exporter)
        told = [
            with_values("person", f"p-{self.who}", person(self.who)),
            with_values("ownership", self.file.share, self.file.ownership | HALF, 2, self.file.key),
            with_values("ownership", self.share, self.row, 1, self.file.key),
        ]
        assert exporter.send(*told).bad == [] and not self.seen()
        self.believe(False)

    def believe(self, checks: bool) -> None:
        Source.objects.using("owner").filter(id=self.exporter.source.id).update(checks_registry=checks)

    def ended(self, day: str) -> dict:
        return record("ownership", self.share, 2, file=self.file.key, state="ended", ended_on=day)

    def told(self, **days) -> dict:
        return with_values("ownership", self.share, self.row | days, 2, self.file.key)

    def in_line(self, **days) -> dict:
        owners = [owner(self.who, 1, 2) | self.row | {"person": self.who, "source_key": self.share} | days]
        soon = (timezone.now() + timedelta(minutes=1)).isoformat()
        return self.file.made | {"people": [person(self.who)], "as_of": soon, "owners": owners}

    def seen(self) -> bool:
        return sees(self.who, self.file.made)

    def waits(self) -> bool:
        [(holds_from,)] = asked("SELECT holds_from FROM casefiles_ownership WHERE source_key = %s", [self.share])
        return holds_from is not None


OVER, TO_COME = {"effective_to": "2026-01-01"}, {"effective_from": "2090-01-01"}
BROUGHT = {
    "a later end alone": (OVER, lambda s: s.ended("2090-01-01")),
    "a later end with values": (OVER, lambda s: s.told(effective_to="2090-01-01")),
    "no end any more": (OVER, lambda s: s.told(effective_to=None)),
    "a later end in a line": (OVER, lambda s: s.in_line(effective_to="2090-01-01")),
    "an earlier beginning": (TO_COME, lambda s: s.told(effective_from="2020-01-01")),
    "an earlier beginning in a line": (TO_COME, lambda s: s.in_line(effective_from="2020-01-01")),
    "a beginning that is sooner to come": (TO_COME, lambda s: s.told(effective_from="2089-01-01")),
}


@pytest.mark.parametrize("how", BROUGHT)
def test_whoever_comes_into_sight_waits(exporter, how):
    before, told = BROUGHT[how]
    shared = Shared(exporter, **before)
    assert exporter.send(told(shared)).bad == []
    assert not shared.seen() and shared.waits() and sees(shared.file.owner, shared.file.made)


@pytest.mark.parametrize("how", ["a later end alone", "an earlier beginning"])
def test_with_the_registry_they_see_it_at_once(exporter, how):
    before, told = BROUGHT[how]
    shared = Shared(exporter, **before)
    shared.believe(True)
    assert exporter.send(told(shared)).bad == [] and shared.seen()


@pytest.mark.parametrize("day", ["2025-01-01", "2026-02-01"])
def test_another_day_of_what_stays_over_makes_nobody_wait(exporter, day):
    shared = Shared(exporter, **OVER)
    assert exporter.send(shared.ended(day)).bad == [] and not shared.seen() and not shared.waits()


def test_an_owner_in_sight_does_not_wait_for_another_day(exporter):
    file = File(exporter)
    days = {"effective_from": "2001-01-01", "effective_to": "2095-01-01"}
    for version, told in enumerate(({"effective_to": "2090-01-01"}, days), 2):
        row = with_values("ownership", file.share, file.ownership | told, version, file.key)
        assert exporter.send(row).bad == [] and sees(file.owner, file.made)


# Who is told.


def test_an_owner_whose_own_share_ends_later_is_told_of_another_end(exporter):
    one, two, former = number(), number(), number()
    rows = [
        owner(one, 1, 2),
        owner(two, 1, 2, effective_to="2090-01-01", effective_from="2020-01-01"),
        owner(former, 1, 2, effective_from="2010-01-01", effective_to="2020-01-01"),
    ]
    made = line(*rows)
    assert exporter.send(made).bad == []
    rows = [made["owners"][0] | {"effective_to": "2026-03-09"}, *made["owners"][1:]]
    assert exporter.send(at(made, "2026-03-10", owners=rows)).bad == []
    assert [notices(code) for code in (one, two, former)] == [["email", "sms"], ["email", "sms"], []]


@pytest.mark.parametrize("between", [0, 250], ids=["together", "in later slices"])
@pytest.mark.parametrize("wrong", [False, True])
def test_an_owner_is_told_once_in_a_batch_of_what_ends_in_a_file(exporter, wrong, between):
    codes = [number(), number(), number()]
    made = line(*(owner(code, 1, 3) for code in codes))
    assert exporter.send(made).bad == []
    code, shares = made["casefile"]["renewal_code"], [row["source_key"] for row in made["owners"]]
    fill = [with_values("person", f"p-{n}", person(n)) for n in (number() for _ in range(between))]
    bad = [with_values("verdict", key(), verdict({"source_key": "nowhere"}), file=code)] * wrong
    ends = [record("ownership", share, file=code, state="ended", ended_on="2026-03-09") for share in shares]
    assert exporter.send(ends[0], *fill, *bad, ends[1]).turned_away == wrong
    assert [notices(code) for code in codes] == [["email", "sms"]] * 3
    assert exporter.send(ends[2]).bad == [] and notices(codes[2]) == ["email", "email", "sms", "sms"]


# Who was told by mistake, and has not come into sight yet.


def newcomer(exporter: Exporter, **days) -> Shared:
    """Told without the registry, and waiting."""
    shared = Shared(exporter, **OVER)
    assert exporter.send(shared.told(effective_to=None, **days)).bad == [] and shared.waits()
    return shared


def passed(shared: Shared) -> bool:
    """Whether they see the file when the time to object is over."""
    rows = Ownership._base_manager.using("owner").filter(source_key=shared.share, holds_from__isnull=False)
    rows.update(holds_from=timezone.now() - timedelta(hours=1))
    return shared.seen()


GONE = {
    "withdrawn": lambda s: record("ownership", s.share, 3, file=s.file.key, state="withdrawn"),
    "ended": lambda s: record("ownership", s.share, 3, file=s.file.key, state="ended", ended_on="2026-03-09"),
    "taken back by a line": lambda s: s.in_line(effective_to=s.row["effective_from"]),
}


@pytest.mark.parametrize("how", GONE)
def test_a_newcomer_who_was_told_by_mistake_never_sees_the_file(exporter, how):
    shared = newcomer(exporter)
    assert exporter.send(GONE[how](shared)).bad == []
    assert not passed(shared) and sees(shared.file.owner, shared.file.made)


@pytest.mark.parametrize("how", GONE)
def test_nor_does_one_who_was_to_come_on_a_later_day(exporter, how):
    shared = Shared(exporter, **TO_COME)
    gone = shared.in_line(effective_to="2090-01-01") if how == "taken back by a line" else GONE[how](shared)
    gone = gone | {"ended_on": "2090-02-01"} if how == "ended" else gone
    assert exporter.send(gone).bad == []
    [(end, waits)] = asked(
        "SELECT effective_to, end_holds_from FROM casefiles_ownership WHERE source_key = %s", [shared.share]
    )
    assert str(end) == ("2090-02-01" if how == "ended" else "2090-01-01") and waits is None


def test_one_whom_two_clerks_agreed_on_is_not_taken_back(exporter):
    shared = newcomer(exporter)
    Ownership._base_manager.using("owner").filter(source_key=shared.share).update(begun_by_registration=7)
    assert "another one begins" in reasons(exporter.send(GONE["withdrawn"](shared))) and passed(shared)


@pytest.mark.parametrize("days", [{}, {"effective_from": "2090-01-01"}])
def test_somebody_else_in_the_place_of_a_newcomer_has_to_wait_anew(exporter, days):
    shared, other = newcomer(exporter, **days), number()
    soon = timezone.now() + timedelta(hours=1)
    rows = Ownership._base_manager.using("owner").filter(source_key=shared.share)
    rows.update(holds_from=soon)
    again = with_values("ownership", shared.share, shared.row | days | {"effective_to": None}, 3, shared.file.key)
    assert exporter.send(again).bad == [] and rows.get().holds_from == soon
    told = with_values("person", f"p-{other}", person(other))
    row = shared.row | days | {"effective_to": None, "person": f"p-{other}"}
    assert exporter.send(told, with_values("ownership", shared.share, row, 4, shared.file.key)).bad == []
    assert rows.get().holds_from > timezone.now() + timedelta(hours=71)


@pytest.mark.parametrize("by_line", [False, True], ids=["withdrawn", "taken back by a line"])
def test_one_who_was_to_come_on_a_later_day_was_taken_back_and_is_told_again_waits_anew(exporter, by_line):
    shared = newcomer(exporter, **TO_COME)
    gone = shared.in_line(**TO_COME, effective_to="2090-01-01") if by_line else GONE["withdrawn"](shared)
    assert exporter.send(gone).bad == []
    rows = Ownership._base_manager.using("owner").filter(source_key=shared.share)
    rows.update(holds_from=timezone.now() - timedelta(hours=1))
    sent = notices(shared.file.owner)
    if by_line:  # told so once more it brings nobody, and nobody is told of it
        assert exporter.send(gone | {"as_of": in_minutes(2), "papers": [paper()]}).bad == []
        assert rows.get().holds_from < timezone.now() and notices(shared.file.owner) == sent
    days = TO_COME | {"effective_to": None}
    told = with_values("ownership", shared.share, shared.row | days, 4, shared.file.key)
    assert exporter.send(shared.in_line(**days) | {"as_of": in_minutes(3)} if by_line else told).bad == []
    assert rows.get().holds_from > timezone.now() + timedelta(hours=71)
    assert notices(shared.file.owner) == sorted(sent + ["email", "sms"])


def in_minutes(minutes: int) -> str:
    return (timezone.now() + timedelta(minutes=minutes)).isoformat()


def test_what_is_taken_back_with_the_registry_waits_for_nothing(exporter):
    """It had been ended without."""
    file = File(exporter)
    ended = record("ownership", file.share, 2, file=file.key, state="ended", ended_on="2026-03-09")
    assert exporter.send(ended).bad == [] and sees(file.owner, file.made)
    Source.objects.using("owner").filter(id=exporter.source.id).update(checks_registry=True)
    assert exporter.send(record("ownership", file.share, 3, file=file.key, state="withdrawn")).bad == []
    assert not sees(file.owner, file.made)
