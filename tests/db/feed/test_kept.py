"""A back office that has not heard of it yet does not undo what the counter saw; everything else it still corrects."""

import pytest
from feed_lines import line, load, mandate, number, owner, person
from personas import person_id

from shahrsazi.casefiles.casefile import CaseFile, Mandate, Ownership
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import dates

REACHED = {
    "mobile": "09551234567",
    "email": "fed@example.ir",
    "birth_date": "1980-01-01",
    "birth_cert_no": "12",
    "residence_postal": "8134667890",
    "residence_address": "اصفهان، خیابان خوراک",
    "registered_on": "2020-01-01",
}
SEEN = {
    "mobile": "+989557654321",
    "email": "seen@example.ir",
    "birth_date": "1981-02-02",
    "birth_cert_no": "21",
    "residence_postal": "8198765431",
    "residence_address": "اصفهان، خیابان باجه",
    "registered_on": "2024-04-04",
}


def told(casefile: dict | None = None, *, owners=None, people=None, **lists):
    return line(*(owners or [number()]), people=people or (), casefile=casefile, **lists)


def case_of(made: dict) -> CaseFile:
    return CaseFile._base_manager.using("owner").get(renewal_code=made["casefile"]["renewal_code"])


def at_desk(model, row, **known) -> None:
    assert model._base_manager.using("owner").filter(pk=row.pk).update(**known) == 1


def again(made: dict, **changed):
    report = load(made | changed)
    assert report.bad == [], report.bad
    return report


@pytest.mark.parametrize("fed", [None, "2019-09-09"])
def test_a_file_that_the_counter_opened_stays_open(fed):
    made = told({"opened_on": None})
    again(made)
    at_desk(CaseFile, case_of(made), opened_on="2026-06-06", opened_by_registration=7)
    again(made, casefile=made["casefile"] | {"opened_on": fed, "place": "کوچه دیگر"})
    file = case_of(made)
    assert (str(file.opened_on), file.opened_by_registration, file.place) == ("2026-06-06", 7, "کوچه دیگر")


def test_a_file_that_the_counter_did_not_open_is_opened_and_closed_by_the_feed():
    made = told({"opened_on": None})
    again(made)
    again(made, casefile=made["casefile"] | {"opened_on": "2021-01-01"})
    assert str(case_of(made).opened_on) == "2021-01-01"
    again(made)
    assert case_of(made).opened_on is None


def test_a_share_that_the_counter_ended_stays_ended_and_is_otherwise_corrected():
    one, other = number(), number()
    made = told(owners=[owner(one, 3, 6), owner(other, 3, 6)])
    again(made)
    first = Ownership._base_manager.using("owner").get(case=case_of(made), person=person_id(one))
    moment = "2026-06-09T08:00:00Z"
    at_desk(Ownership, first, effective_to="2026-06-06", ended_by_registration=7, end_holds_from=moment)
    again(made, owners=[made["owners"][0] | {"land_share": 2}, made["owners"][1] | {"effective_to": "2026-05-05"}])
    first.refresh_from_db(using="owner")
    assert (str(first.effective_to), first.ended_by_registration, first.land_share) == ("2026-06-06", 7, 2)
    assert first.end_holds_from.isoformat() == "2026-06-09T08:00:00+00:00"
    second = Ownership._base_manager.using("owner").get(case=case_of(made), person=person_id(other))
    assert str(second.effective_to) == "2026-05-05"


def test_how_a_person_is_reached_stays_as_the_counter_saw_it_and_their_name_is_still_corrected():
    code = number()
    made = told(owners=[owner(code)], people=[person(code, **REACHED)])
    again(made)
    contact = Contact.objects.using("owner").get(person__number=code)
    at_desk(Contact, contact, kept_by_registration=7, **SEEN)
    again(made, people=[person(code, **(REACHED | {"mobile": "", "first_name": "نامی", "registered_on": None}))])
    contact = Contact.objects.using("owner").get(person__number=code)
    assert {name: str(getattr(contact, name)) for name in SEEN} == SEEN
    assert Person.objects.using("owner").get(number=code).first_name == "نامی"


@pytest.mark.parametrize("kept", [None, 7])
def test_a_death_and_a_coming_change_are_not_the_feeds_to_undo(kept):
    code = number()
    made = told(owners=[owner(code)], people=[person(code, **REACHED)])
    again(made)
    coming = {
        "died_on": dates.today(),
        "coming_mobile": "+989550001111",
        "coming_email": "n@example.ir",
        "coming_by_registration": 7,
    }
    at_desk(Contact, Contact.objects.using("owner").get(person__number=code), kept_by_registration=kept, **coming)
    again(made, people=[person(code, **(REACHED | {"email": "more@example.ir"}))])
    contact = Contact.objects.using("owner").get(person__number=code)
    assert {name: getattr(contact, name) for name in coming} == coming
    assert contact.email == "fed@example.ir"


def test_a_mandate_that_was_ended_at_the_desk_stays_ended_and_is_otherwise_corrected():
    one, other = number(), number()
    given, lasting = mandate(one, other), mandate(one, other)
    made = told(owners=[owner(one)], people=[person(one), person(other)], mandates=[given, lasting])
    again(made)
    row = Mandate._base_manager.using("owner").get(source_key=given["source_key"])
    at_desk(Mandate, row, ended_on="2026-06-06", end_reason="dismissal", ended_at_desk=True)
    again(made, mandates=[given | {"poa_no": "99"}, lasting | {"ended_on": "2026-05-05", "end_reason": "resignation"}])
    row.refresh_from_db(using="owner")
    assert (str(row.ended_on), row.end_reason, row.poa_no) == ("2026-06-06", "dismissal", "99")
    other_row = Mandate._base_manager.using("owner").get(source_key=lasting["source_key"])
    assert (str(other_row.ended_on), other_row.end_reason) == ("2026-05-05", "resignation")


def test_a_line_that_only_lacks_what_the_counter_added_changes_nothing_and_writes_nothing():
    one = number()
    made = told(owners=[owner(one)], people=[person(one, **REACHED)])
    again(made)
    file = case_of(made)
    at_desk(CaseFile, file, opened_on="2026-06-06", opened_by_registration=7)
    at_desk(
        Ownership,
        Ownership._base_manager.using("owner").get(case=file),
        effective_to="2026-06-06",
        ended_by_registration=7,
    )
    at_desk(Contact, Contact.objects.using("owner").get(person__number=one), kept_by_registration=7, **SEEN)
    assert again(made).written == 0


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("casefile", "opened_by_registration"),
        ("owners", "begun_by_registration"),
        ("owners", "ended_by_registration"),
        ("owners", "holds_from"),
        ("owners", "end_holds_from"),
        ("people", "kept_by_registration"),
        ("people", "died_on"),
        ("people", "coming_mobile"),
        ("people", "search_name"),
    ],
)
def test_a_feed_cannot_tell_what_is_the_counters_to_tell(table, column):
    made = told()
    if table == "casefile":
        made["casefile"][column] = None
    else:
        made[table][0][column] = None
    report = load(made)
    assert report.good == 0 and column in report.bad[0][1]
