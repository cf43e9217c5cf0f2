"""Owners whom no telephone and no e-mail reaches get a letter, ten days, and the posting is written down."""

import feed_lines
import pytest
from counter_acts import card, days_left, decide
from counter_client import ADMINISTRATOR, AUDITOR, OF_THREE, Desk, a_colleague, body, fed, key_of, said
from counter_forms import an_owner, phone, typed
from django.db import ProgrammingError
from history_model import asked
from personas import person_id, person_ref
from staff_client import as_desk, desk_of, opened, ready, submitted

from shahrsazi.persian import dates

EMAIL = "owners@example.ir"
ROWS = "SELECT kind, to_property, address, name, posted_on FROM counter_letter WHERE case_id = %s ORDER BY id"
HOME = {"residence_address": "اصفهان، خیابان نظر، پلاک ۹", "residence_postal": "8174673441"}


def closed(*people, **contact):
    """A file that the back office told, of these people in equal shares."""
    numbers = [feed_lines.number() for _ in range(people[0] if people else 1)]
    owners = [feed_lines.owner(number, 1, len(numbers)) for number in numbers]
    return fed(*owners, contact=contact), numbers


def registered(work, *numbers, **contact):
    """The owners as the back office told them, each with a first telephone, or with the address that was told."""
    for number in numbers:
        key = key_of(person_id(number))
        work.known_owner(person_id(number), **card(number))
        work.papers(key)
        work.contact(key, **contact or {"mobile": phone()})
    return work


def a_sale(desk, case, numbers: list[str], **contact):
    """The first one sells; the other one stays, and is registered with it."""
    work = desk.begin(case)
    work.leave(person_id(numbers[0]))
    work.complete(work.owner(an_owner(land_dang="3")))
    registered(work, numbers[1], **contact)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_a_file_opens_with_first_addresses_and_a_letter_goes_to_property_and_residence(desk):
    case, numbers = closed(2, **HOME)
    work = registered(desk.begin(case), *numbers)
    work.submit()
    assert work.row.state == "active", work.missing()
    rows = asked(ROWS, [case.id])
    assert [row[:2] for row in rows] == [("opened", True), ("opened", False)] * 2
    assert {row[2] for row in rows} == {case.address, HOME["residence_address"]}


def test_a_password_on_paper_is_told_by_letters_to_property_and_residence(desk):
    case, [number] = closed(1, **HOME)
    work = registered(desk.begin(case), number, unreachable="1", **HOME)
    work.submit()
    assert work.row.state == "active", work.missing()
    for _print in range(2):  # the same code: told once until the letters are posted
        assert work.post(f"sealed/{key_of(person_id(number))}/").status_code == 200
    printed = asked(ROWS, [case.id])[2:]
    assert [row[:3] for row in printed] == [
        ("printed", True, case.address),
        ("printed", False, HOME["residence_address"]),
    ]
    for (ref,) in asked("SELECT ref FROM counter_letter WHERE case_id = %s", [case.id]):
        assert desk.get(f"letters/{ref}/print").content.startswith(b"%PDF")


def test_a_told_address_needs_no_letter(desk):
    case, [number] = closed(1, email=EMAIL)
    work = registered(desk.begin(case), number, email=EMAIL)
    work.submit()
    assert work.row.state == "active" and asked(ROWS, [case.id]) == [], work.missing()


def test_a_sale_leaves_ten_days_to_an_owner_whom_nothing_else_reaches(desk):
    case, numbers = closed(2, **HOME)
    work = a_sale(desk, case, numbers)
    assert 9.9 < days_left(work) <= 10
    assert {row[0] for row in asked(ROWS, [case.id])} == {"coming_change"} and len(asked(ROWS, [case.id])) == 4


def test_and_three_where_all_are_reached(desk):
    case, numbers = closed(2, email=EMAIL)
    work = a_sale(desk, case, numbers, email=EMAIL)
    assert 2.9 < days_left(work) <= 3 and asked(ROWS, [case.id]) == []


def test_the_database_takes_no_shorter_time(desk):
    case, _numbers = closed(1)
    member, other = ready("clerk", 5), ready("clerk", 5)
    number = submitted(other, case)
    with as_desk(desk_of(member)) as cursor:
        opened(cursor, case)
        with pytest.raises(ProgrammingError, match="not a move"):
            cursor.execute(
                "UPDATE counter_draft SET state = 'confirmed', settled_by = %s, settled_at = now(),"
                " takes_effect_at = now() + interval '80 hours' WHERE id = %s",
                [member.person_id, number],
            )


def test_nor_where_the_file_is_not_open_at_the_desk():
    case, _numbers = closed(1)
    member, other = ready("clerk", 5), ready("clerk", 5)
    number = submitted(other, case)
    with as_desk(desk_of(member)) as cursor, pytest.raises(ProgrammingError, match="not a move"):
        cursor.execute(
            "UPDATE counter_draft SET state = 'confirmed', settled_by = %s, settled_at = now(),"
            " takes_effect_at = now() + interval '80 hours' WHERE id = %s",
            [member.person_id, number],
        )


def test_a_first_address_that_one_clerk_wrote_reaches_nobody_until_its_letter_had_its_time(desk):
    case, numbers = closed(1)
    registered(desk.begin(case), *numbers).submit()
    work = desk.begin(case)
    work.leave(person_id(numbers[0]))
    work.complete(work.owner(an_owner()))
    work.settle()
    assert work.row.state == "confirmed" and days_left(work) > 9.9, work.missing()
    assert ("coming_change",) in asked("SELECT kind FROM counter_letter WHERE registration_id = %s", [work.row.id])


def test_what_was_objected_to_takes_its_letters_back_and_is_confirmed_anew(desk):
    case, numbers = closed(2, **HOME)
    work = a_sale(desk, case, numbers)
    written = "SELECT count(*) FROM counter_letter WHERE registration_id = %s"
    assert asked(written, [work.row.id]) == [(4,)]
    who = person_ref(person_id(numbers[0]))
    work.post("objection/", {"who": who, "words": "نفروخته‌ام"})
    assert work.row.state == "objected" and asked(written, [work.row.id]) == [(0,)]
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    work.settle()
    assert work.row.state == "confirmed" and asked(written, [work.row.id]) == [(4,)], work.missing()


def test_a_second_clerk_of_the_appointed_district_writes_them_too(desk):
    asked("UPDATE city_district SET second_district = 3 WHERE number = 5 RETURNING 1")
    try:
        case, numbers = closed(2, **HOME)
        work = desk.begin(case)
        work.leave(person_id(numbers[0]))
        work.complete(work.owner(an_owner(land_dang="3")))
        registered(work, numbers[1])
        work.submit()
        work.by(a_colleague(3)).confirm()
        assert work.row.state == "confirmed" and len(asked(ROWS, [case.id])) == 4, work.missing()
    finally:
        asked("UPDATE city_district SET second_district = NULL WHERE number = 5 RETURNING 1")


@pytest.fixture
def letter(desk):
    """One that waits, of a clerk's district, alone; with .ref, .id, .case."""
    from shahrsazi.counter.letters import Letter

    Letter.objects.using("owner").filter(posted_on=None).update(posted_on=dates.today(), posting_no="1")
    case, numbers = closed(1)
    registered(desk.begin(case), *numbers).submit()
    return Letter.objects.using("owner").get(case=case)


def test_it_is_printed_and_the_posting_is_written_down_once(desk, letter):
    listed = body(desk.get("letters/"))
    assert letter.ref in listed and "to be posted" in listed.lower()
    page = desk.get(f"letters/{letter.ref}/print")
    assert page["Content-Type"] == "application/pdf" and page.content.startswith(b"%PDF")
    fields = {"posted_on": typed(dates.today()), "posting_no": "۱۲۳۴۵۶"}
    assert desk.client.post(f"/en/counter/letters/{letter.ref}/", fields).status_code == 302
    assert asked(ROWS, [letter.case_id])[0][4] == dates.today()
    again = desk.client.post(f"/en/counter/letters/{letter.ref}/", fields | {"posting_no": "9"})
    assert "written down before" in said(again)
    acts = [row[0] for row in asked('SELECT act FROM ledger_ledgerentry WHERE "case" = %s', [letter.case_id])]
    assert "letter_printed" in acts and acts.count("letter_posted") == 1


def test_the_page_says_that_there_are_more_than_it_shows(desk, letter, monkeypatch):
    from shahrsazi.counter.views import letters

    case, numbers = closed(2)
    registered(desk.begin(case), *numbers).submit()
    monkeypatch.setattr(letters, "SHOWN", 2)
    assert "Only the first 2 are shown" in said(desk.get("letters/"))
    monkeypatch.setattr(letters, "SHOWN", 3)
    assert "are shown" not in said(desk.get("letters/"))


@pytest.mark.parametrize("wrong", ["posted_on", "posting_no", "before it was written"])
def test_a_posting_needs_its_day_and_the_slips_number(desk, letter, wrong):
    fields = {"posted_on": typed(dates.today()), "posting_no": "881"}
    fields |= {"posted_on": "1390/1/1"} if wrong.startswith("before") else {wrong: ""}
    assert said(desk.client.post(f"/en/counter/letters/{letter.ref}/", fields))
    assert asked(ROWS, [letter.case_id])[0][4] is None


def test_a_clerk_of_another_district_finds_none(letter):
    elsewhere = Desk(OF_THREE)
    assert letter.ref not in body(elsewhere.get("letters/"))
    assert elsewhere.get(f"letters/{letter.ref}/").status_code == 404
    assert elsewhere.get(f"letters/{letter.ref}/print").status_code == 404


def test_one_that_nobody_posted_stands_before_administrator_and_auditor(letter):
    words, late = f"Registration {letter.registration_id} of district", "Letters that nobody posted within two days"
    for number in (ADMINISTRATOR, AUDITOR):
        assert words not in said(Desk(number).client.get("/en/oversight/"))
    # Before those of other tests: the page shows the oldest.
    asked("UPDATE counter_letter SET written_at = now() - interval '3 years' WHERE id = %s RETURNING 1", [letter.id])
    for number in (ADMINISTRATOR, AUDITOR):
        page = said(Desk(number).client.get("/en/oversight/"))
        assert words in page.partition(late)[2].partition("Coming changes")[0] and letter.name not in page
