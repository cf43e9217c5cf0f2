"""Persons are told by whoever owns them; what touches how they are reached, or their life, waits and is told them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, with_values
from feed_lines import line, number, owner, person
from feed_outcomes import reasons
from history_model import asked

from shahrsazi.messages.models import Message
from shahrsazi.people.models import Contact, Person

OLD, NEW, OTHER = "+989551234567", "+989550001111", "+989550002222"


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


def test_another_telephone_of_someone_registered_comes_later_and_is_told_to_the_old_one(exporter):
    code = number()
    exporter.send(told(code))
    assert exporter.send(told(code, 2, mobile="09550001111")).bad == []
    found = contact(code)
    assert (found.mobile, found.coming_mobile) == (OLD, NEW)
    assert timedelta(hours=71) < found.coming_from - timezone.now() <= timedelta(hours=72)
    assert ("sms", OLD) in messages(code)
    assert asked(
        "SELECT count(*) FROM ledger_ledgerentry WHERE act = 'contact_coming' AND person = %s", [found.pk]
    ) == [(1,)]


def test_told_again_meanwhile_it_neither_waits_longer_nor_is_told_again(exporter):
    code = number()
    exporter.send(told(code))
    exporter.send(told(code, 2, mobile="09550001111"))
    first, sent = contact(code).coming_from, len(messages(code))
    exporter.send(told(code, 3, mobile="09550001111", father_name="نو"))
    assert contact(code).coming_from == first and len(messages(code)) == sent


def test_taken_back_before_its_time_it_never_comes(exporter):
    code = number()
    exporter.send(told(code))
    exporter.send(told(code, 2, mobile="09550001111"))
    exporter.send(told(code, 3))
    found = contact(code)
    assert (found.mobile, found.coming_mobile, found.coming_from) == (OLD, "", None)
    assert notice_states(code) == {"dropped"}


def notice_states(code: str) -> set[str]:
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change")
    return set(rows.values_list("state", flat=True))


def test_only_the_last_of_two_telephones_that_are_told_one_after_the_other_is_told_of(exporter):
    code = number()
    exporter.send(told(code))
    exporter.send(told(code, 2, mobile="09550001111"))
    exporter.send(told(code, 3, mobile="09550002222"))
    rows = Message.objects.using("owner").filter(person__number=code, kind="fed_change")
    until = contact(code).coming_from
    assert {(m.state, m.until == until) for m in rows} == {("dropped", False), ("due", True)}


@pytest.mark.parametrize("told_then", ["09551230001", "09551230003"])
def test_a_slip_is_taken_back_although_two_clerks_corrected_the_day_of_birth_meanwhile(exporter, told_then):
    code = number()
    for version, mobile in enumerate(("09551230001", "09551230002"), 1):
        assert exporter.send(told(code, version, mobile=mobile, birth_date="1980-01-01")).bad == []
    assert contact(code).coming_mobile == "+989551230002"
    rows = Contact.objects.using("owner").filter(person__number=code)
    rows.update(birth_date="1981-01-01", kept_by_registration=9)
    assert exporter.send(told(code, 3, mobile=told_then, birth_date="1980-01-01")).bad == []
    later = timezone.now() + timedelta(hours=73)
    assert contact(code).reached_at("sms", later) == "+989551230001" and str(contact(code).birth_date) == "1981-01-01"


def test_after_its_time_it_is_the_telephone_and_another_one_comes_after_it(exporter):
    code = number()
    exporter.send(told(code))
    exporter.send(told(code, 2, mobile="09550001111"))
    Contact.objects.using("owner").filter(person__number=code).update(coming_from=timezone.now() - timedelta(hours=1))
    exporter.send(told(code, 3, mobile="09550001111"))
    assert (contact(code).mobile, contact(code).coming_from) == (NEW, None)
    exporter.send(told(code, 4, mobile="09550002222"))
    assert (contact(code).mobile, contact(code).coming_mobile) == (NEW, OTHER)


@pytest.mark.parametrize("emptied", [None, ""])
def test_a_telephone_that_is_emptied_waits_as_well(exporter, emptied):
    code = number()
    exporter.send(told(code, email="a@example.ir"))
    exporter.send(told(code, 2, mobile=emptied if emptied is not None else "", email="a@example.ir"))
    found = contact(code)
    assert found.mobile == OLD and found.coming_from is not None and found.coming_email == "a@example.ir"


def test_an_email_waits_too_and_what_is_not_told_stays(exporter):
    code = number()
    exporter.send(told(code, email="a@example.ir"))
    row = told(code, 2, email="b@example.ir")
    del row["values"]["mobile"]
    exporter.send(row)
    found = contact(code)
    assert (found.email, found.coming_email, found.mobile, found.coming_mobile) == (
        "a@example.ir",
        "b@example.ir",
        OLD,
        OLD,
    )


def test_a_first_telephone_counts_at_once(exporter):
    code = number()
    exporter.send(told(code, mobile=""))
    exporter.send(told(code, 2))
    assert (contact(code).mobile, contact(code).coming_from) == (OLD, None)


def test_of_someone_who_is_not_registered_it_counts_at_once(exporter):
    code = number()
    exporter.send(told(code, registered_on=None))
    exporter.send(told(code, 2, registered_on=None, mobile="09550001111"))
    assert (contact(code).mobile, messages(code)) == (NEW, [])


def test_a_line_changes_a_telephone_no_sooner_than_a_record(exporter):
    made = line()
    made["people"][0]["mobile"] = "09551234567"
    code = made["people"][0]["number"]
    exporter.send(made)
    exporter.send(made | {"as_of": "2026-02-02T00:00:00Z", "people": [made["people"][0] | {"mobile": "09550001111"}]})
    assert (contact(code).mobile, contact(code).coming_mobile) == (OLD, NEW)


# Whoever does not own persons names them, and changes nothing.


def everything_of(code: str) -> list:
    rows = "SELECT p::text, c::text FROM people_person p JOIN people_contact c ON c.person_id = p.id WHERE number = %s"
    return asked(rows, [code])


def test_a_source_that_owns_no_persons_names_them_and_changes_nothing(exporter):
    code = number()
    exporter.send(told(code, first_name="نرگس", last_name="نام"))
    before = everything_of(code)
    planning = Exporter(owns_persons=False)
    made = line(owner(code), people=[person(code, first_name="دیگر", mobile="09550001111", registered_on="2021-01-01")])
    assert planning.send(made).bad == []
    assert before == everything_of(code)


def test_whom_it_names_first_cannot_sign_in_by_that(exporter):
    code, planning = number(), Exporter(owns_persons=False)
    assert planning.send(line(owner(code), people=[person(code, mobile="09551234567")])).bad == []
    assert Person.objects.using("owner").filter(number=code).exists()
    assert not Contact.objects.using("owner").filter(person__number=code).exists()


def test_a_source_that_owns_no_persons_sends_no_records_of_them(exporter):
    report = Exporter(owns_persons=False).send(told(number()))
    assert "does not tell about persons" in reasons(report)


@pytest.mark.parametrize(
    ("rights", "sentence"),
    [
        ({"records": ["permit"]}, "does not send such records"),
        ({"districts": [3]}, "does not tell about this district"),
    ],
)
def test_a_source_says_what_it_may_say_and_nothing_else(exporter, rights, sentence):
    before = asked("SELECT count(*) FROM casefiles_casefile")
    assert sentence in reasons(Exporter(**rights).send(line()))
    assert asked("SELECT count(*) FROM casefiles_casefile") == before
