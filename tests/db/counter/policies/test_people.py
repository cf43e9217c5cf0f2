"""People at a desk: looking them up, adding them under their own name, recording a death that was shown."""

import pytest
from django.db.models.functions import Now
from history_model import LONG_AGO, acts, as_web, asked, begun, case, ids, owns, people
from staff_client import as_desk, desk_of, fresh_number, member, said, settles, submitted

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.database.signatures import sign
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian import dates
from shahrsazi.persian.names import name_query, searchable_name


def named(first: str, last_name: str, number: str | None = None) -> Person:
    return Person.objects.using("feed").create(
        kind="natural",
        number=number or fresh_number(),
        first_name=first,
        last_name=last_name,
        search_name=searchable_name(f"{first} {last_name}"),
    )


def last() -> int:
    return asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]


def noted(after: int) -> list[tuple]:
    return list(
        LedgerEntry.objects.using("owner")
        .filter(id__gt=after)
        .order_by("id")
        .values_list("actor", "act", "person", "case")
    )


# Looking up


@pytest.mark.parametrize(("role", "finds"), [("clerk", 1), ("auditor", 0), ("administrator", 0)])
def test_only_a_clerk_looks_someone_up_by_number_and_the_ledger_knows(role, finds):
    someone, who, before = named("نرگس", "جویا"), member(role), last()
    with as_desk(desk_of(who)) as cursor:
        cursor.execute("SELECT * FROM guard.person_by_number(%s)", [someone.number])
        assert len(cursor.fetchall()) == finds
    assert noted(before) == [(who.person_id, "looked_up", someone.id, None)] * finds


def test_a_number_that_nobody_has_finds_nobody_and_notes_nothing(token):
    before = last()
    with as_desk(token) as cursor:
        cursor.execute("SELECT * FROM guard.person_by_number(%s)", [fresh_number()])
        assert cursor.fetchall() == []
    assert noted(before) == []


def in_files(cursor, typed: str = "", number: str = "") -> set[int]:
    return ids(cursor, f"guard.files_by_party('{number}', $${name_query(typed)}$$) AS found", "found")


SPELT = ["رستمی کیان", "رستمي كيان", "كيان رستمي", "رست کی", "رُستمی", "کیان"]


@pytest.mark.parametrize("typed", SPELT)
def test_files_are_found_by_the_words_of_a_name_in_either_spelling(token, typed):
    mine, other = case(5), case(3)
    person = named("کیان", "رستمی")
    owns(person.id, mine.id)
    owns(person.id, other.id)
    with as_desk(token) as cursor:
        found = in_files(cursor, typed)
        assert mine.id in found and other.id not in found
        assert mine.id not in in_files(cursor, "رستمی منوچهر") and in_files(cursor) == set()


def test_files_are_found_by_the_number_of_an_owner_in_the_own_district_only(token):
    mine, other, person = case(5), case(3), named("مهناز", "شماره‌دار")
    for file in (mine, other):
        owns(person.id, file.id)
    with as_desk(token) as cursor:
        assert in_files(cursor, number=person.number) == {mine.id}
    for role in ("auditor", "administrator"):
        with as_desk(desk_of(member(role))) as cursor:
            assert in_files(cursor, number=person.number) == set()


@pytest.mark.parametrize(("rows", "more"), [(200, False), (201, True)])
def test_where_more_shares_match_than_are_looked_at_it_is_said(token, rows, more):
    mine, other, person = case(5), case(5), named("پرشمار", f"سهم‌دار{rows}")
    for _ in range(rows - 1):
        owns(person.id, mine.id, until=dates.today())
    owns(person.id, other.id)
    with as_desk(token) as cursor:
        for matches in (in_files(cursor, number=person.number), in_files(cursor, f"پرشمار سهم‌دار{rows}")):
            assert mine.id in matches and (None in matches) is more


def test_every_name_is_kept_as_it_is_searched_for_from_the_feed_too(city):
    someone = Person.objects.using("owner").filter(number="1300001232").get()
    assert someone.search_name == searchable_name(someone.name)


# Adding


def enrolled(cursor, number: str, first: str = "تازه", family: str = "وارد") -> int | None:
    """As our code does it: signed, without which nobody is renamed."""
    sign("staff", "people_person", number, first, family, "")
    return said(
        cursor,
        "SELECT guard.ensure_person(%s, 'natural', %s, %s, '', %s)",
        number,
        first,
        family,
        searchable_name(f"{first} {family}"),
    )


def test_someone_new_is_added_and_found_again(token):
    number = fresh_number()
    with as_desk(token) as cursor:
        made = enrolled(cursor, number)
        assert made and enrolled(cursor, number) == made
    assert Person.objects.using("owner").get(number=number).name == "تازه وارد"


@pytest.mark.parametrize(("registered", "name"), [(LONG_AGO, "نرگس ثبت‌شده"), (None, "تازه وارد")])
def test_the_name_of_someone_who_is_registered_stays_as_it_is(token, registered, name):
    person = named("نرگس", "ثبت‌شده")
    Contact.objects.using("feed").create(person=person, registered_on=registered)
    with as_desk(token) as cursor:
        assert enrolled(cursor, person.number) == person.id
    assert Person.objects.using("owner").get(id=person.id).name == name


def test_the_name_of_someone_who_works_here_stays_as_it_is(token):
    who = Person.objects.using("owner").get(id=member("administrator").person_id)
    with as_desk(token) as cursor:
        assert enrolled(cursor, who.number) == who.id
    assert Person.objects.using("owner").get(id=who.id).name == who.name


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("auditor", False)])
def test_an_administrator_adds_people_and_renames_none_and_an_auditor_does_neither(role, may):
    number, known = fresh_number(), named("نرگس", "همان")
    with as_desk(desk_of(member(role))) as cursor:
        assert (enrolled(cursor, number) is not None) is may
        enrolled(cursor, known.number)
    assert Person.objects.using("owner").filter(number=number).exists() is may
    assert Person.objects.using("owner").get(id=known.id).name == "نرگس همان"


# A death


DIED = "SELECT guard.record_death(%s, guard.today(), now() + interval '241 hours')"


def confirmed(cursor, clerk, number: int, file) -> None:
    said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)
    settles(cursor, number, "confirmed", clerk.person_id)


def test_a_death_ends_what_others_see_at_once_and_the_account_once_there_was_time(token, clerk, colleague):
    file, (owner, agent, ward) = case(5), people(3)
    owns(owner, file.id)
    given, had = acts(agent, owner, file.id), acts(owner, ward, None)
    Contact.objects.using("owner").create(person_id=owner, registered_on=dates.today())
    theirs, agents, before, number = begun(owner), begun(agent), last(), submitted(colleague, file)
    with as_desk(token) as cursor:
        confirmed(cursor, clerk, number, file)
        assert said(cursor, DIED, owner) is True
    facts = Mandate._base_manager.using("owner").in_bulk([given.id, had.id])
    assert {m.ended_on for m in facts.values()} == {None}
    with as_web(agents) as cursor:
        assert said(cursor, "SELECT count(*) FROM guard.my_files()") == 0
    with as_web(theirs) as cursor:
        assert (
            said(cursor, "SELECT guard.uid()") == owner and said(cursor, "SELECT count(*) FROM guard.my_files()") == 1
        )
    Contact.objects.using("owner").filter(person=owner).update(death_holds_from=Now())
    with as_web(theirs) as cursor:
        assert said(cursor, "SELECT guard.uid()") is None
    assert noted(before)[-1] == (clerk.person_id, "death", owner, file.id)


def test_no_clerk_records_a_death_alone_nor_before_what_the_person_did_since(token, clerk, colleague):
    file, (owner, agent) = case(5), people(2)
    owns(owner, file.id)
    acts(agent, owner, file.id, poa_date=dates.today())
    with as_desk(token) as cursor:
        said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)
        assert said(cursor, DIED, owner) is False
    number = submitted(colleague, file)
    with as_desk(token) as cursor:
        confirmed(cursor, clerk, number, file)
        assert said(cursor, DIED.replace("today()", "today() - 1"), owner) is False
        assert said(cursor, DIED.replace("241 hours", "71 hours"), owner) is False
        assert said(cursor, DIED, owner) is True


@pytest.mark.parametrize("case_of", ["no file open", "someone of no file", "another district", "tomorrow", "no day"])
def test_no_one_is_declared_dead_who_is_not_of_the_opened_file_of_ones_own_district(token, clerk, colleague, case_of):
    file, (owner, stranger) = case(3 if case_of == "another district" else 5), people(2)
    owns(owner, file.id)
    number = submitted(colleague, file) if case_of != "another district" else None
    with as_desk(token) as cursor:
        if case_of == "another district":
            said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", file.renewal_code)
        if case_of != "no file open":
            said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)
        who, days = (
            (stranger if case_of == "someone of no file" else owner),
            {"tomorrow": 1, "no day": None}.get(case_of, 0),
        )
        if case_of not in ("no file open", "another district"):
            settles(cursor, number, "confirmed", clerk.person_id)
        died = "SELECT guard.record_death(%s, guard.today() + %s::int, now() + interval '241 hours')"
        assert said(cursor, died, who, days) is False
    assert not Contact.objects.using("owner").filter(person__in=[owner, stranger], died_on__isnull=False).exists()
