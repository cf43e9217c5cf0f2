"""Ends, withdrawals, deaths and names that are told against the counter are noted like told values, and released."""

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_kept import Kept, released
from feed_lines import key, mandate, number, owner, person
from feed_lines import line as made_line
from history_model import asked
from personas import person_id

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.feed.models import Difference
from shahrsazi.people.models import Contact, Person


def noted(kind: str, row: int) -> Difference:
    return Difference.objects.using("owner").get(record=kind, row=row)


class OfRecords:
    """A file that a source tells by records, with one owner and their agent, of whom the counter registers."""

    def __init__(self):
        self.exporter, self.owner, self.agent = Exporter(), number(), number()
        self.file, self.share, self.given = key(), key(), key()
        casefile = made_line()["casefile"]
        self.exporter.send(
            with_values("file", self.file, casefile),
            *(with_values("person", code, person(code)) for code in (self.owner, self.agent)),
            with_values("ownership", self.share, owner(self.owner), file=self.file),
            with_values("mandate", self.given, mandate(self.owner, self.agent), file=self.file),
        )

    def tell(self, kind: str, key: str, version: int, **told):
        report = self.exporter.send(record(kind, key, version, **told))
        assert report.bad == [], report.bad
        return report

    @property
    def stored_share(self) -> Ownership:
        return Ownership._base_manager.using("owner").get(source_key=self.share)

    @property
    def stored_mandate(self) -> Mandate:
        return Mandate._base_manager.using("owner").get(source_key=self.given)


def registered(row, **values) -> None:
    assert type(row)._base_manager.using("owner").filter(pk=row.pk).update(**values) == 1


@pytest.fixture
def told(city):
    return OfRecords()


@pytest.mark.parametrize(
    ("state", "day"),
    [({"state": "ended", "ended_on": "2026-01-01"}, "2026-01-01"), ({"state": "withdrawn"}, "2010-01-01")],
)
def test_an_end_of_a_share_that_the_counter_ended_otherwise_is_noted_and_after_a_release_told_again_it_counts(
    told, state, day
):
    told.tell("mandate", told.given, 2, file=told.file, state="withdrawn")  # else a withdrawal waits for this one
    registered(told.stored_share, effective_to="2026-06-06", ended_by_registration=7)
    told.tell("ownership", told.share, 2, file=told.file, **state)
    difference = noted("ownership", told.stored_share.id)
    assert difference.reported == {"effective_to": day} and difference.settled_at is None
    assert str(told.stored_share.effective_to) == "2026-06-06"
    assert told.tell("ownership", told.share, 2, file=told.file, **state).unchanged == 1
    released(difference)
    told.tell("ownership", told.share, 2, file=told.file, **state)
    assert str(told.stored_share.effective_to) == day
    assert noted("ownership", told.stored_share.id).settled_at


def test_a_version_that_was_told_before_says_after_a_release_what_it_said_or_is_turned_away(told):
    registered(told.stored_share, effective_to="2026-06-06", ended_by_registration=7)
    told.tell("ownership", told.share, 2, file=told.file, state="ended", ended_on="2026-01-01")
    released(noted("ownership", told.stored_share.id))
    otherwise = record("ownership", told.share, 2, file=told.file, state="ended", ended_on="2026-02-02")
    assert "raise the version" in told.exporter.send(otherwise).bad[0][1]


def test_an_end_of_a_mandate_against_the_desk_is_noted(told):
    registered(told.stored_mandate, ended_on="2026-06-06", end_reason="dismissal", ended_at_desk=True)
    told.tell("mandate", told.given, 2, file=told.file, state="ended", ended_on="2026-01-01")
    difference = noted("mandate", told.stored_mandate.id)
    assert difference.reported == {"ended_on": "2026-01-01"}
    assert str(told.stored_mandate.ended_on) == "2026-06-06"


def test_the_same_end_settles_it(told):
    registered(told.stored_share, effective_to="2026-06-06", ended_by_registration=7)
    told.tell("ownership", told.share, 2, file=told.file, state="ended", ended_on="2026-06-06")
    assert noted("ownership", told.stored_share.id).settled_at


def test_a_share_of_another_file_that_the_counter_ended_is_noted_when_its_record_moves_away(told):
    registered(told.stored_share, effective_to="2026-06-06", ended_by_registration=7)
    other, row = key(), told.stored_share.id
    told.exporter.send(with_values("file", other, made_line()["casefile"]))
    told.exporter.send(with_values("ownership", told.share, owner(told.owner), 2, file=other))
    assert noted("ownership", row).reported == {"effective_to": "2010-01-01"}


def died_on(code: str) -> str:
    return str(Contact.objects.using("owner").get(person__number=code).died_on)


def test_another_day_of_death_than_two_clerks_recorded_is_noted_and_counts_after_its_release(told):
    contact = Contact.objects.using("owner").get(person__number=told.owner)
    registered(contact, died_on="2026-02-02", death_by_registration=7)
    told.tell("person", told.owner, 2, state="ended", ended_on="2026-02-01")
    difference = noted("death", contact.pk)
    assert difference.reported == {"died_on": "2026-02-01"} and died_on(told.owner) == "2026-02-02"
    assert difference.person_id == contact.pk
    released(difference)
    told.tell("person", told.owner, 2, state="ended", ended_on="2026-02-01")
    assert died_on(told.owner) == "2026-02-01"


def test_a_name_that_two_clerks_corrected_stands_is_noted_and_counts_after_its_release(told):
    who = Person.objects.using("owner").get(number=told.owner)
    registered(who, last_name="سروستانی", search_name="سروستانی", corrected_by_registration=7)
    old = with_values("person", told.owner, person(told.owner, last_name="آزمونی"), 2)
    told.exporter.send(old)
    difference = noted("name", who.id)
    assert difference.reported == {"last_name": "آزمونی"} and difference.fields == ["last_name"]
    released(difference)
    told.exporter.send(old)
    who.refresh_from_db(using="owner")
    assert who.last_name == "آزمونی" and "ازمونی" in who.search_name


def test_one_registration_of_a_name_and_of_addresses_is_noted_twice_and_each_is_released_alone(told):
    who = Person.objects.using("owner").get(number=told.owner)
    registered(who, last_name="سروستانی", corrected_by_registration=7)
    registered(Contact.objects.using("owner").get(person=who), birth_date="1980-01-01", kept_by_registration=7)
    told.exporter.send(with_values("person", told.owner, person(told.owner, birth_date="1979-01-01"), 2))
    assert noted("name", who.id).fields == ["last_name"]
    assert noted("person", who.id).fields == ["birth_date"]


def test_of_what_is_settled_no_value_is_stored(city):
    kept = Kept()
    kept.send(kept.made, effective_to="2026-01-01")
    released(kept.difference)
    kept.send(kept.made, effective_to="2026-01-01")
    kept.send(kept.made, effective_to="2026-02-02")
    assert (kept.difference.fields, kept.difference.reported) == ([], {})
    assert kept.difference.settled_at


def test_what_was_noted_against_a_registration_that_stands_no_more_is_shown_to_nobody(city):
    kept = Kept()
    kept.send(kept.made, effective_to="2026-01-01")
    kept.act("2026-07-07", 8)
    assert (kept.difference.fields, kept.difference.reported) == ([], {})


def test_after_an_undone_registration_the_same_line_is_looked_at_again(city):
    kept = Kept()
    kept.send(kept.made, effective_to="2026-01-01")
    kept.act(None, None)
    assert kept.send(kept.made, effective_to="2026-01-01").unchanged == 0
    assert kept.end == "2026-01-01"
    assert kept.send(kept.made, effective_to="2026-01-01").unchanged == 1


def test_after_an_undone_registration_the_same_version_of_a_record_is_looked_at_again(told):
    registered(told.stored_share, effective_to="2026-06-06", ended_by_registration=7)
    told.tell("ownership", told.share, 2, file=told.file, state="ended", ended_on="2026-01-01")
    registered(told.stored_share, effective_to=None, ended_by_registration=None)
    assert told.tell("ownership", told.share, 2, file=told.file, state="ended", ended_on="2026-01-01").unchanged == 0
    assert str(told.stored_share.effective_to) == "2026-01-01"


def test_a_coming_address_that_was_taken_back_is_compared_again(city):
    exporter, code = Exporter(), number()
    made = made_line(owner(code), people=[person(code, mobile="09551234567")])
    load(exporter.batch(made))
    contact = Contact.objects.using("owner").get(person__number=code)
    registered(contact, coming_mobile="+989557654321", kept_by_registration=7, coming_by_registration=7)
    load(exporter.batch(made | {"as_of": "2026-03-02T00:00:00Z"}))
    assert noted("person", contact.pk).fields == ["mobile"]
    registered(contact, coming_mobile="", coming_by_registration=None)
    assert load(exporter.batch(made | {"as_of": "2026-03-03T00:00:00Z"})).unchanged == 0
    assert noted("person", contact.pk).settled_at


@pytest.mark.parametrize("together", [True, False])
def test_an_unchanged_line_behind_a_record_of_its_own_file_is_looked_at(city, together, monkeypatch):
    from shahrsazi.feed import judging

    monkeypatch.setattr(judging, "CHUNK", 500 if together else 1)
    exporter, share = Exporter(), owner(number())
    made = made_line(share)
    load(exporter.batch(made))
    code = made["casefile"]["renewal_code"]
    changed = with_values("ownership", share["source_key"], share | {"land_share": 1, "land_of": 2}, 5, file=code)
    load(exporter.batch(changed, made | {"as_of": "2026-03-02T00:00:00Z"}))
    sql = "SELECT land_of FROM casefiles_ownership WHERE source_key = %s"
    assert asked(sql, [share["source_key"]]) == [(1,)]


def test_what_is_told_of_a_neighbour_is_not_looked_at_again(city):
    kept, neighbour = Kept(), Kept()
    kept.act("2026-07-07", 8)
    assert neighbour.send(neighbour.made).unchanged == 0  # compared once, with its own registration
    kept.act("2026-08-08", 9)
    assert neighbour.send(neighbour.made).unchanged == 1
    assert person_id(kept.code) != person_id(neighbour.code)
