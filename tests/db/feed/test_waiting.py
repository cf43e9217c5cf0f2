"""Deaths and shares that end or begin: what a source has not compared with the registry waits, and is told."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, record, with_values
from feed_lines import key, line, number, owner, person
from feed_outcomes import reasons, sees

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.feed.models import Source
from shahrsazi.messages.models import Message
from shahrsazi.people.models import Contact


@pytest.fixture
def exporter(city):
    return Exporter()


def contact(code: str) -> Contact:
    return Contact.objects.using("owner").get(person__number=code)


def told(code: str, version: int = 1, name: str = "", **known) -> dict:
    return with_values("person", name or f"p-{code}", person(code, **({"mobile": "09551234567"} | known)), version)


def messages(code: str) -> list[tuple]:
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change").order_by("id")
    return list(rows.values_list("channel", "to"))


OLD = "+989551234567"


# Deaths, and shares that end.


def test_a_death_waits_is_told_and_may_be_taken_back(city):
    exporter, code = Exporter(checks_registry=False), number()
    exporter.send(told(code))
    assert exporter.send(record("person", f"p-{code}", 2, state="ended", ended_on="2026-05-05")).bad == []
    found = contact(code)
    assert str(found.died_on) == "2026-05-05" and found.death_holds_from > timezone.now() + timedelta(hours=71)
    assert {channel for channel, _to in messages(code)} == {"sms", "email"}
    exporter.send(told(code, 3))
    assert (contact(code).died_on, contact(code).death_holds_from) == (None, None)
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change")
    assert set(rows.values_list("state", flat=True)) == {"dropped"}  # what was not sent by then is true no more


def test_a_death_that_was_compared_with_the_registry_counts_at_once(exporter):
    code = number()
    exporter.send(told(code), record("person", f"p-{code}", 2, state="ended", ended_on="2026-05-05"))
    exporter.send(record("person", f"p-{code}", 3, state="ended", ended_on="2026-05-05"))
    assert str(contact(code).died_on) == "2026-05-05" and contact(code).death_holds_from is None


@pytest.mark.parametrize("day", ["2026-05-04", "2026-05-06"])
@pytest.mark.parametrize("hours", [-1, 71])
@pytest.mark.parametrize("with_values_", [False, True])
def test_another_day_of_a_death_gives_no_more_time_and_no_other_notice(city, day, hours, with_values_):
    exporter, code = Exporter(checks_registry=False), number()
    exporter.send(told(code))
    exporter.send(record("person", f"p-{code}", 2, state="ended", ended_on="2026-05-05"))
    counts_from, sent = timezone.now() + timedelta(hours=hours), messages(code)
    Contact.objects.using("owner").filter(person__number=code).update(death_holds_from=counts_from)
    corrected = told(code, 3) if with_values_ else record("person", f"p-{code}", 3)
    assert exporter.send(corrected | {"state": "ended", "ended_on": day}).bad == []
    assert (str(contact(code).died_on), contact(code).death_holds_from) == (day, counts_from)
    assert messages(code) == sent


def test_a_death_that_counts_at_once_still_does_under_another_day(city):
    exporter, code = Exporter(), number()
    exporter.send(told(code), record("person", f"p-{code}", 2, state="ended", ended_on="2026-05-05"))
    Source.objects.using("owner").filter(id=exporter.source.id).update(checks_registry=False)
    assert exporter.send(record("person", f"p-{code}", 3, state="ended", ended_on="2026-05-06")).bad == []
    assert (str(contact(code).died_on), contact(code).death_holds_from) == ("2026-05-06", None)


def test_a_waiting_death_counts_at_once_when_the_registry_says_another_day(city):
    exporter, code = Exporter(checks_registry=False), number()
    exporter.send(told(code), record("person", f"p-{code}", 2, state="ended", ended_on="2026-05-05"))
    Source.objects.using("owner").filter(id=exporter.source.id).update(checks_registry=True)
    assert exporter.send(record("person", f"p-{code}", 3, state="ended", ended_on="2026-05-06")).bad == []
    assert contact(code).death_holds_from is None


@pytest.mark.parametrize("day", ["1899-01-01", "2100-01-01"])
def test_a_death_that_cannot_be_meant_is_refused(exporter, day):
    code = number()
    exporter.send(told(code, birth_date="1950-01-01"))
    report = exporter.send(record("person", f"p-{code}", 2, state="ended", ended_on=day))
    assert report.turned_away == 1 and contact(code).died_on is None


def test_a_death_that_the_counter_recorded_is_not_taken_back(exporter):
    code = number()
    exporter.send(told(code))
    exporter.send(record("person", f"p-{code}", 2, state="ended", ended_on="2026-05-05"))
    Contact.objects.using("owner").filter(person__number=code).update(death_by_registration=7)
    exporter.send(told(code, 3))
    assert str(contact(code).died_on) == "2026-05-05"


@pytest.mark.parametrize("as_record", [False, True])
def test_a_share_that_ends_waits_and_so_does_whoever_comes_instead(city, as_record):
    exporter, seller, buyer = Exporter(checks_registry=False), number(), number()
    made, stranger = line(owner(seller)), line()
    exporter.send(made, stranger)
    share = made["owners"][0]
    end, begun = "2026-03-09", owner(buyer, effective_from="2026-03-09")
    if as_record:
        code = made["casefile"]["renewal_code"]
        rows = [
            told(buyer),
            record("ownership", share["source_key"], 1, file=code, state="ended", ended_on=end),
            with_values("ownership", begun["source_key"], begun, file=code),
        ]
    else:
        rows = [
            made
            | {"as_of": "2026-03-10T00:00:00Z", "owners": [share | {"effective_to": end}, begun]}
            | {"people": [*made["people"], person(buyer)]}
        ]
    assert exporter.send(*rows).bad == []
    assert sees(seller, made) and not sees(buyer, made) and not sees(stranger["owners"][0]["person"], made)
    assert {channel for channel, _to in messages(seller)} == {"sms", "email"}
    passed = timezone.now() - timedelta(hours=1)
    rows = Ownership._base_manager.using("owner")
    rows.filter(source_key=share["source_key"], end_holds_from__isnull=False).update(end_holds_from=passed)
    rows.filter(source_key=begun["source_key"]).update(holds_from=passed)
    assert sees(buyer, made) and not sees(seller, made)


def test_a_named_person_must_have_been_told_of(exporter):
    made = line()
    exporter.send(made)
    row = with_values("ownership", key(), owner("nobody", 1, 9), file=made["casefile"]["renewal_code"])
    assert "whom nobody has told of" in reasons(exporter.send(row))


def taking() -> dict:
    """What would take a share at once: another person, less of it, later, or as if it had never been."""
    other = number()
    return {
        "another person": ({"person": other}, [person(other)]),
        "less of the land": ({"land_share": 1, "land_of": 6}, []),
        "less of the building": ({"building_share": 1, "building_of": 6}, []),
        "from a later day": ({"effective_from": "2099-01-01"}, []),
    }


@pytest.mark.parametrize("kind", list(taking()))
def test_a_registered_owners_share_is_taken_by_its_end_alone(city, kind):
    exporter, made = Exporter(checks_registry=False), line()
    changed, people = taking()[kind]
    exporter.send(made)
    told_so = made | {"as_of": "2026-03-10T00:00:00Z", "owners": [made["owners"][0] | changed]}
    report = exporter.send(told_so | {"people": [*made["people"], *people]})
    assert "share ends, and another one begins" in reasons(report) and sees(made["owners"][0]["person"], made)


def test_a_registered_owners_share_is_not_withdrawn_without_the_registry(city):
    exporter, made = Exporter(checks_registry=False), line()
    exporter.send(made)
    code, share = made["casefile"]["renewal_code"], made["owners"][0]["source_key"]
    report = exporter.send(record("ownership", share, file=code, state="withdrawn"))
    assert "share ends, and another one begins" in reasons(report) and sees(made["owners"][0]["person"], made)


def test_another_owner_of_an_open_file_sees_it_after_the_time_to_object(city):
    exporter, one, other = Exporter(checks_registry=False), number(), number()
    made = line(owner(one, 3, 6))
    exporter.send(made)
    more = {"owners": [*made["owners"], owner(other, 3, 6)], "people": [*made["people"], person(other)]}
    assert exporter.send(made | {"as_of": "2026-03-10T00:00:00Z"} | more).bad == []
    assert sees(one, made) and not sees(other, made)


def test_a_key_of_one_person_is_not_told_with_anothers_number(exporter):
    one, other = number(), number()
    exporter.send(told(one, name="k-1"), told(other, name="k-2"))
    assert "names another person" in reasons(exporter.send(told(other, 2, name="k-1", mobile="09550001111")))
    assert contact(other).mobile == OLD


@pytest.mark.parametrize("kind", ["permit", "ownership", "file"])
def test_a_source_of_one_district_tells_nothing_of_another_by_its_own_key(exporter, kind):
    from feed_lines import permit

    made = line()
    exporter.send(made, with_values("file", "own", made["casefile"]))
    Source.objects.using("owner").filter(id=exporter.source.id).update(districts=[3])
    values = {"permit": permit(), "ownership": owner(number(), 1, 9), "file": made["casefile"] | {"place": "دیگر"}}
    row = with_values(kind, "own" if kind == "file" else key(), values[kind], 2, file="" if kind == "file" else "own")
    assert "does not tell about this district" in reasons(exporter.send(row))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1403-05-05", "1700-01-01"])
def test_an_end_on_a_day_that_cannot_be_meant_is_refused(exporter, day):
    made = line()
    exporter.send(made)
    code, share = made["casefile"]["renewal_code"], made["owners"][0]["source_key"]
    report = exporter.send(record("ownership", share, file=code, state="ended", ended_on=day))
    assert "`$.ended_on`" in reasons(report) and sees(made["owners"][0]["person"], made)


def test_an_end_that_was_taken_back_leaves_no_time_for_the_next_one(city):
    slow, sure = Exporter(checks_registry=False), Exporter()
    one, other = number(), number()
    made = line(owner(one, 1, 2), owner(other, 1, 2))
    assert slow.send(made).bad == []
    share, code = made["owners"][0], made["casefile"]["renewal_code"]
    name = share["source_key"]
    ended = {"file": code, "state": "ended"}
    assert slow.send(record("ownership", name, 1, ended_on="2026-03-09", **ended)).bad == []
    assert slow.send(with_values("ownership", name, share, 2, code)).bad == [] and sees(one, made)
    assert sure.send(record("ownership", name, 1, ended_on="2026-05-01", **ended)).bad == [] and not sees(one, made)
