"""Rules, holidays and code lists as data: the newest version in force counts, and what was told is soon seen by all."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from history_model import asked
from staff_client import as_desk, desk_of, member

from shahrsazi.administration.approvals import ApprovalRequest
from shahrsazi.city import code_lists, overrides, rules
from shahrsazi.city.holidays import Holiday
from shahrsazi.city.overrides import CodeEntry
from shahrsazi.city.rules import RULES, RuleVersion

NAME = "majority_years"  # nothing else in the tests follows from it
ALIASES = ("default", "entrance", "feed", "worker", "owner")


def version(value: int, away: timedelta = timedelta(0)) -> RuleVersion:
    return RuleVersion.objects.using("owner").create(
        name=NAME, value=value, source="a test", from_at=asked("SELECT now() + %s", [away])[0][0]
    )


def in_force() -> set[int]:
    """The rule as each role of the database knows it, and as its own functions do."""
    values = {rules.value(NAME, alias) for alias in ALIASES}
    with as_desk(desk_of(member())):
        values.add(rules.value(NAME, "staff"))
    return values | {asked("SELECT guard.rule(%s)", [NAME])[0][0]}


@pytest.fixture
def afterwards():
    yield
    version(RULES[NAME].value)


def test_every_rule_has_a_first_version_within_its_bounds_and_loading_again_adds_none():
    before = RuleVersion.objects.using("owner").count()
    rules.load()
    assert RuleVersion.objects.using("owner").count() == before
    for name, known in RULES.items():
        first = RuleVersion.objects.using("owner").filter(name=name).earliest("id")
        assert (first.value, first.source) == (known.value, rules.OWN_SOURCE) and known.min <= known.value <= known.max


def test_the_newest_version_counts_and_the_old_ones_stay(afterwards):
    older, newer = version(17), version(19)
    assert in_force() == {19}
    assert set(
        RuleVersion.objects.using("owner").filter(id__in=[older.id, newer.id]).values_list("value", flat=True)
    ) == {17, 19}


def test_a_version_of_tomorrow_does_not_count_yet(afterwards):
    version(20)
    version(16, timedelta(days=1))
    assert in_force() == {20}


def test_a_version_counts_from_its_moment_on(afterwards):
    version(15, timedelta(seconds=-1))
    assert in_force() == {15}


@pytest.mark.parametrize(
    "sql", ["UPDATE city_ruleversion SET value = 1", "DELETE FROM city_ruleversion", "TRUNCATE city_ruleversion"]
)
@pytest.mark.parametrize("alias", [*ALIASES, "staff"])
def test_no_version_is_ever_changed(alias, sql):
    with pytest.raises(DatabaseError), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("role", ["administrator", "auditor", "clerk"])
def test_nobody_makes_a_version_alone(role):
    who = member(role)
    for by in (None, who.person_id):
        with pytest.raises(DatabaseError, match="row-level security"), as_desk(desk_of(who)) as cursor:
            made(cursor, 18, "a test", by, by)


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_a_version_is_made_by_the_second_person_in_the_words_they_agreed_to(role, afterwards):
    asker, second = member("administrator"), member(role)
    wish = {"name": NAME, "value": 18, "source": "a test"}
    waits = ApprovalRequest.objects.using("owner").create(
        kind="rule", about=NAME, content=wish, asked_by=asker.person_id
    )
    known = RuleVersion.objects.using("owner").count()
    with as_desk(desk_of(second)) as cursor:
        agree = (
            "UPDATE administration_approvalrequest SET outcome = 'agreed', settled_by = %s, settled_at = now()"
            " WHERE id = %s"
        )
        cursor.execute(agree, [second.person_id, waits.id])
        for value, source, asked_by, agreed_by in (
            (19, "a test", asker.person_id, second.person_id),
            (18, "another", asker.person_id, second.person_id),
            (18, "a test", second.person_id, second.person_id),
            (18, "a test", None, second.person_id),
            (18, "a test", second.person_id, asker.person_id),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(using="staff"):
                made(cursor, value, source, asked_by, agreed_by)
        made(cursor, 18, "a test", asker.person_id, second.person_id)
    assert RuleVersion.objects.using("owner").count() == known + 1
    with pytest.raises(DatabaseError, match="row-level security"), as_desk(desk_of(second)) as cursor:
        made(cursor, 18, "a test", asker.person_id, second.person_id)  # what was agreed to counts once, there and then


def made(cursor, value: int, source: str, asked_by: int | None, agreed_by: int | None) -> None:
    row = "INSERT INTO city_ruleversion (name, value, source, asked_by, agreed_by) VALUES (%s, %s, %s, %s, %s)"
    cursor.execute(row, [NAME, value, source, asked_by, agreed_by])


# What is told


@pytest.fixture
def clock(monkeypatch):
    """The clock that freshness is kept by, moved by hand; nothing is known at its beginning."""
    now = [1000.0]
    monkeypatch.setattr(overrides.time, "monotonic", lambda: now[0])
    overrides.invalidate()
    yield now
    overrides.invalidate()


@contextmanager
def telling(model, **known):
    """A row that is there for as long as the `with` lasts."""
    row = model.objects.using("owner").create(**known)
    try:
        yield row
    finally:
        model.objects.using("owner").filter(pk=row.pk).delete()
        overrides.invalidate()


DAY_OFF = {"day": date(2031, 3, 3), "name": "عزای عمومی"}
NEW = {"code_list": "roof", "key": "told_in_a_test", "persian": "بام آزمون", "english": "Test roof"}


def test_what_was_told_is_seen_within_half_a_minute(clock):
    assert DAY_OFF["day"] not in overrides.holidays() and "told_in_a_test" not in code_lists.keys("roof")
    with telling(Holiday, **DAY_OFF), telling(CodeEntry, **NEW):
        clock[0] += overrides.FRESH_SECONDS - 1
        assert DAY_OFF["day"] not in overrides.holidays() and "told_in_a_test" not in code_lists.keys("roof")
        clock[0] += 1
        assert overrides.holidays()[DAY_OFF["day"]] == DAY_OFF["name"]
        assert "told_in_a_test" in code_lists.keys("roof") and overrides.FRESH_SECONDS == 30


def test_after_forgetting_it_is_seen_at_once(clock):
    assert DAY_OFF["day"] not in overrides.holidays()
    with telling(Holiday, **DAY_OFF):
        overrides.invalidate()
        assert overrides.holidays()[DAY_OFF["day"]] == DAY_OFF["name"]


def test_the_database_is_asked_once_in_half_a_minute_and_not_by_every_label(clock, monkeypatch):
    asked_for, real = [], overrides._read
    monkeypatch.setattr(overrides, "_read", lambda: asked_for.append(1) or real())
    for _ in range(50):
        code_lists.label("roof", "flat", "fa")
    assert len(asked_for) == 1


def test_a_new_entry_is_read_and_offered_in_both_languages(clock):
    with telling(CodeEntry, **NEW):
        overrides.invalidate()
        assert [code_lists.label("roof", "told_in_a_test", language) for language in ("fa", "en")] == [
            "بام آزمون",
            "Test roof",
        ]
        assert code_lists.keys("roof") == [*code_lists.LISTS["roof"], "told_in_a_test"] == code_lists.offered("roof")


def test_an_entry_that_was_renamed_reads_as_it_is_called_now(clock):
    key = next(iter(code_lists.LISTS["roof"]))
    with telling(CodeEntry, code_list="roof", key=key, persian="نام نو", english="New name"):
        overrides.invalidate()
        assert (code_lists.label("roof", key, "fa"), code_lists.label("roof", key, "en")) == ("نام نو", "New name")
        assert code_lists.keys("roof") == list(code_lists.LISTS["roof"])


@pytest.mark.parametrize("shipped", [True, False])
def test_a_retired_entry_stays_readable_and_is_not_offered(clock, shipped):
    key = next(iter(code_lists.LISTS["roof"])) if shipped else "told_in_a_test"
    with telling(CodeEntry, **(NEW | {"key": key, "retired": True})):
        overrides.invalidate()
        assert code_lists.label("roof", key, "fa") == "بام آزمون"
        assert key in code_lists.keys("roof") and key not in code_lists.offered("roof")


def test_a_page_whose_transaction_failed_keeps_what_was_known(clock):
    with telling(Holiday, **DAY_OFF):
        assert DAY_OFF["day"] in overrides.holidays()
        overrides.invalidate()
        with pytest.raises(DatabaseError), transaction.atomic():
            with connections["default"].cursor() as cursor, pytest.raises(DatabaseError):
                cursor.execute("SELECT 1 / 0")
            transaction.set_rollback(True)
            assert DAY_OFF["day"] in overrides.holidays()
            raise DatabaseError
