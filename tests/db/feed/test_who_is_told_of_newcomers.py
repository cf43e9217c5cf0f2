"""Whoever comes into an open file waits for the time to object, and all who own it are told, whatever came before."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, load, record, with_values
from feed_lines import line, number, owner, person
from history_model import asked
from killed_loads import killed_at
from owners_by_name import ALI

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch
from shahrsazi.messages.models import Message

ONCE = ["email", "sms"]
TWICE = ["email", "email", "sms", "sms"]


@pytest.fixture
def exporter(city):
    return Exporter(checks_registry=False)


def notices(code: str) -> list[str]:
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change")
    return sorted(rows.values_list("channel", flat=True))


def code(made: dict) -> str:
    return made["casefile"]["renewal_code"]


def end(made: dict, position: int) -> dict:
    share = made["owners"][position]["source_key"]
    return record("ownership", share, 2, file=code(made), state="ended", ended_on="2026-03-09")


def newcomer(made: dict, parts: int, who: str = "", **days) -> tuple[dict, list[dict]]:
    """Their share, and the records that tell of them."""
    who = who or number()
    share = owner(who, 1, parts, **days)
    row = with_values("ownership", share["source_key"], share, 1, code(made))
    return share, [with_values("person", f"n-{who}", person(who)), row]


def counts_from(share: dict) -> datetime:
    [(moment,)] = asked("SELECT holds_from FROM casefiles_ownership WHERE source_key = %s", [share["source_key"]])
    return moment


def test_the_owners_are_told_once_of_newcomers_beside_whom_nothing_ends(exporter):
    one = number()
    made = line(owner(one, 1, 2))
    assert exporter.send(made).bad == []
    (share, first), (_share, second) = newcomer(made, 4), newcomer(made, 4)
    fill = [with_values("person", f"p-{n}", person(n)) for n in (number() for _ in range(250))]
    assert exporter.send(*first, *fill, *second).bad == []
    assert notices(one) == ONCE and counts_from(share) > timezone.now() + timedelta(hours=71)
    assert notices(share["person"]) == []


def test_nobody_is_told_of_a_former_owner_whom_nobody_knew(exporter):
    one = number()
    made = line(owner(one, 1, 2))
    assert exporter.send(made).bad == []
    _share, told = newcomer(made, 2, effective_from="2000-01-01", effective_to="2001-01-01")
    assert exporter.send(*told).bad == [] and notices(one) == []


def test_a_newcomer_does_not_join_an_end_that_was_told_before_them(exporter):
    one, two = number(), number()
    made = line(owner(one, 1, 2), owner(two, 1, 4))
    assert exporter.send(made).bad == [] and exporter.send(end(made, 1)).bad == []
    ends = Ownership._base_manager.using("owner").filter(source_key=made["owners"][1]["source_key"])
    ends.update(end_holds_from=timezone.now() + timedelta(minutes=2))
    share, told = newcomer(made, 4)
    assert exporter.send(*told).bad == []
    assert counts_from(share) > timezone.now() + timedelta(hours=71)
    assert notices(one) == notices(two) == TWICE


def test_a_newcomer_counts_together_with_what_ends_in_the_same_batch(exporter):
    one = number()
    made = line(owner(one))
    assert exporter.send(made).bad == []
    share, told = newcomer(made, 1, effective_from="2026-03-09")
    fill = [with_values("person", f"p-{n}", person(n)) for n in (number() for _ in range(250))]
    assert exporter.send(end(made, 0), *fill, *told).bad == []
    [(ends,)] = asked(
        "SELECT end_holds_from FROM casefiles_ownership WHERE source_key = %s", [made["owners"][0]["source_key"]]
    )
    assert counts_from(share) == ends and notices(one) == ONCE


def test_the_owners_are_told_of_a_number_that_makes_their_co_owner_somebody_who_signs_in(exporter):
    one, who = number(), number()
    made = line(owner(one, 1, 2))
    assert exporter.send(made).bad == []
    share, [_person, row] = newcomer(made, 2, f"U-{who}")
    assert exporter.send(with_values("person", f"U-{who}", ALI), row).bad == []
    assert exporter.send(with_values("person", f"U-{who}", person(who), 2)).bad == []
    assert notices(who) == ONCE and notices(one) == TWICE  # of the share, and of whose it is
    assert counts_from(share) > timezone.now() + timedelta(hours=71)


# What another batch told is told of its own.


@pytest.fixture
def three(exporter, monkeypatch):
    """A file with three owners, and a batch that ends the first's share and waits for its guards."""
    few = dict.fromkeys(guards.LIMITS[guards.DAILY], Limit(2, 0))
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: few})
    codes = [number(), number(), number()]
    made, others = line(*(owner(each, 1, 3) for each in codes)), [line(people=[]) for _ in range(3)]
    assert Exporter().send(made, *others).bad == []
    path = Exporter(phase="daily", checks_registry=False).batch(end(made, 0), *(end(other, 0) for other in others))
    with pytest.raises(GuardedError):
        load(path)
    return codes, made, path


def test_the_owners_are_told_of_an_end_that_waited_while_another_batch_told_of_one(exporter, three):
    codes, made, path = three
    waiting = Batch.objects.using("owner").filter(state=Batch.WAITING)
    waiting.update(begun_at=timezone.now() - timedelta(hours=20), release_asked_by=1, released_by=2)
    assert exporter.send(end(made, 1)).bad == []
    assert load(path).bad == [] and [notices(each) for each in codes] == [TWICE] * 3


def test_the_owners_are_told_of_an_end_whose_load_was_broken_off_while_another_told_of_one(
    exporter, three, monkeypatch
):
    codes, made, path = three
    Batch.objects.using("owner").filter(state=Batch.WAITING).update(release_asked_by=1, released_by=2)
    killed_at(monkeypatch, 1, path)
    assert exporter.send(end(made, 1)).bad == []
    assert load(path).bad == [] and [notices(each) for each in codes] == [TWICE] * 3
