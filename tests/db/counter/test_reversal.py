"""What was registered is taken back by two people, whom it touched are told, and everything is as it was before."""

import pytest
from counter_acts import coming_sale, decide, died, object_to, oversee, overseen
from counter_client import ADMINISTRATOR, AUDITOR, Desk, a_colleague, opened, said, sees, take_effect, text
from counter_forms import an_attorney, an_owner, typed
from django.db import transaction
from history_model import asked
from list_pages import of_desk, pages
from personas import person_id, signed_in
from staff_client import HASH, as_desk, member, number_of, ready

from shahrsazi.accounts import sign_in
from shahrsazi.counter.views.reversals import last_day
from shahrsazi.credentials.passwords import Credential
from shahrsazi.persian import dates

PASSWORD = "Derakht8Sabz"
CONTACT = "SELECT * FROM people_contact WHERE person_id = %s"


def take_back(work, desk, do: str = "agree"):
    """A colleague's word, after this desk asked for it."""
    work.post("reversal/", {"reason": "اشتباه در نام"})
    return work.by(desk).post("reversal/", {"do": do})


def kinds_to(number: str) -> set[str]:
    rows = asked("SELECT DISTINCT kind FROM messages_message WHERE person_id = %s", [person_id(number)])
    return {kind for (kind,) in rows}


def test_two_clerks_stop_a_coming_sale_and_seller_and_buyer_are_told(desk, other):
    work = coming_sale(desk, other)
    assert "Take this registration back" in said(work.get())
    take_back(work, other)
    assert work.row.state == "reversed" and "Two members of staff took this back" in said(work.get())
    take_effect(work)
    assert sees(work.seller, work.case) and not sees(work.buyer, work.case)
    assert "change_reversed" in kinds_to(work.seller) & kinds_to(work.buyer)
    assert "Taken back by the municipality" in said(signed_in(work.seller).get("/en/changes/"))


def test_one_clerk_alone_takes_nothing_back(desk, other):
    work = coming_sale(desk, other)
    assert "a colleague has to agree" in said(take_back(work, desk)).lower()
    assert work.row.state == "confirmed"


def test_a_colleague_may_leave_it_as_it_is(desk, other):
    work = coming_sale(desk, other)
    take_back(work, other, "refuse")
    assert work.row.state == "confirmed"
    take_back(work, other)
    assert work.row.state == "reversed"


def test_without_a_word_on_why_nothing_is_asked(desk, other):
    work = coming_sale(desk, other)
    assert "Write a word on why." in said(work.post("reversal/", {"reason": " "}))
    assert asked("SELECT count(*) FROM counter_reversal WHERE draft_id = %s", [work.row.id]) == [(0,)]


def test_a_sale_in_force_is_not_taken_back_behind_the_buyers_back(desk, other):
    work = coming_sale(desk, other)
    take_effect(work)
    assert work.get("reversal/").status_code == 404 and "Take this registration back" not in said(work.get())


def test_one_that_was_asked_for_in_time_is_not_agreed_to_once_it_counts(desk, other):
    work = coming_sale(desk, other)
    work.post("reversal/", {"reason": "x x"})
    take_effect(work)
    assert "only while it can still be taken back" in said(work.by(other).post("reversal/", {"do": "agree"}))
    assert work.row.state == "confirmed" and sees(work.buyer, work.case)


@pytest.mark.parametrize("when", ["coming", "in force"])
def test_a_death_is_taken_back_and_everything_that_hung_on_it_is_there_again(desk, other, when):
    owner, attorney = an_owner(), an_attorney()
    file = desk.begin()
    file.file()
    key = file.owner(owner)
    file.complete(key, file.agent(key, attorney))
    file.settle()
    who = person_id(owner["number"])
    before = asked(CONTACT, [who])
    work = died(desk, file.case, owner["number"])
    work.submit()
    work.by(other).confirm()
    assert not sees(attorney["number"], file.case)
    if when == "in force":
        take_effect(work)
        assert not sees(owner["number"], file.case)
    take_back(work, other)
    assert work.row.state == "reversed" and asked(CONTACT, [who]) == before
    assert sees(owner["number"], file.case) and sees(attorney["number"], file.case)


def test_a_death_by_which_heirs_own_already_is_not_taken_back(desk, other):
    owner = an_owner()
    case = opened(desk, owner).case
    death = died(desk, case, owner["number"])
    death.settle()
    take_effect(death)
    later = desk.begin(case)
    today = typed(dates.today())
    later.leave(person_id(owner["number"]), reason="inheritance", died_on=today)
    later.complete(later.owner(an_owner()))
    assert death.get("reversal/").status_code == 200
    later.settle()
    assert later.row.state == "confirmed", later.missing()
    assert death.get("reversal/").status_code == 404


def test_a_clerk_of_another_district_takes_nothing_back(desk, other):
    work = coming_sale(desk, other)
    work.post("reversal/", {"reason": "x x"})
    elsewhere = a_colleague(3)
    assert work.by(elsewhere).post("reversal/", {"do": "agree"}).status_code == 404
    [(row,)] = asked("SELECT id FROM counter_reversal WHERE draft_id = %s", [work.row.id])
    from django.conf import settings

    with as_desk(elsewhere.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        cursor.execute("SELECT guard.settle_reversal(%s, 'agreed')", [row])
        assert cursor.fetchone() == (False,)


def test_an_administrator_asks_and_the_auditor_agrees(desk, other):
    work, admin, auditor = coming_sale(desk, other), Desk(ADMINISTRATOR), Desk(AUDITOR)
    oversee(admin, work, "stop", reason="گزارش جعل")
    assert work.row.state == "confirmed"
    oversee(admin, work, "agree")
    assert work.row.state == "confirmed", "not the one who asked"
    assert "گزارش جعل" in said(auditor.client.get("/en/oversight/"))
    oversee(auditor, work, "agree")
    assert work.row.state == "reversed" and "change_reversed" in kinds_to(work.seller)


def test_two_administrators_stop_nothing_without_the_auditor(desk, other):
    work, second = coming_sale(desk, other), Desk(number_of(ready("administrator", None)))
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="گزارش جعل")
    page = said(second.client.get("/en/oversight/"))
    assert "گزارش جعل" in page and "Agree: stop it" not in page
    oversee(second, work, "agree")
    assert work.row.state == "confirmed"
    oversee(second, work, "refuse")
    oversee(Desk(AUDITOR), work, "agree")
    assert work.row.state == "confirmed", "nothing waits any more"


def test_a_clerk_does_not_agree_to_an_administrators_wish_nor_the_other_way_round(desk, other):
    work, admin = coming_sale(desk, other), Desk(ADMINISTRATOR)
    work.post("reversal/", {"reason": "x x"})
    oversee(admin, work, "agree")
    assert work.row.state == "confirmed"
    work.by(other).post("reversal/", {"do": "refuse"})
    oversee(admin, work, "stop", reason="گزارش جعل")
    work.by(other).post("reversal/", {"do": "agree"})
    assert work.row.state == "confirmed"


def test_the_auditor_asks_for_nothing_and_decides_nothing(desk, other):
    work, auditor = coming_sale(desk, other), Desk(AUDITOR)
    assert oversee(auditor, work, "stop", reason="x x").status_code == 404
    object_to(work.seller, work)
    shown = work.row.objected_at.isoformat()
    assert oversee(auditor, work, "upheld", shown=shown).status_code == 404 and work.row.decision == ""


def test_an_objection_from_home_is_told_to_the_buyer_and_to_both_clerks(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    for number in (work.buyer, work.seller, desk.number, other.number):
        assert "change_stopped" in kinds_to(number), number


def test_an_objection_that_is_upheld_ends_the_registration(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    assert "من نفروخته‌ام" in overseen(Desk(ADMINISTRATOR), work)
    decide(work, "upheld")
    assert work.row.state == "withdrawn" and "objection_decided" in kinds_to(work.seller) & kinds_to(work.buyer)
    assert "The objection was upheld" in said(signed_in(work.seller).get("/en/changes/"))
    work.post("back/", {"back": "1", "word": "x"})
    assert work.row.state == "withdrawn"


def test_an_objection_nobody_decided_on_in_time_is_marked_on_the_auditors_list(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    auditor = Desk(AUDITOR)
    assert objection_to(work, auditor) and "overdue" not in objection_to(work, auditor)
    asked("UPDATE counter_draft SET objected_at = now() - interval '20 days' WHERE id = %s RETURNING 1", [work.row.id])
    assert "overdue" in objection_to(work, auditor)


def objection_to(work, auditor) -> str:
    """What the auditor, who decides on none, reads of it."""
    page = text("".join(pages(auditor.client, "/en/oversight/", "objected")))
    return page.partition(f"Registration {work.row.id} of")[2].partition("Registration ")[0]


def test_five_working_days_are_counted_past_fridays():
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    thursday = datetime(2026, 10, 15, 12, tzinfo=ZoneInfo("Asia/Tehran"))
    assert last_day(thursday, 1) == date(2026, 10, 17)  # past the Friday
    assert last_day(thursday, 5) == date(2026, 10, 21)


def test_an_administrator_who_is_a_party_decides_nothing(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    admin = Desk(number_of(ready("administrator", None)))
    asked(
        "UPDATE casefiles_ownership SET person_id = %s WHERE case_id = %s AND begun_by_registration <> %s RETURNING 1",
        [person_id(admin.number), work.case.id, work.row.id],
    )
    oversee(admin, work, "dismissed", shown=work.row.objected_at.isoformat())
    assert work.row.decision == ""


@pytest.mark.parametrize("part", ["buyer", "wrote in it", "none"])
def test_an_administrator_with_a_part_in_it_lets_no_request_be(desk, other, part):
    work = coming_sale(desk, other)
    person = person_id(work.buyer) if part == "buyer" else None
    admin = Desk(number_of(member("administrator", None, person=person)))
    if part == "wrote in it":
        asked(
            "UPDATE counter_draft SET begun_by = %s WHERE id = %s RETURNING 1", [person_id(admin.number), work.row.id]
        )
    oversee(Desk(ADMINISTRATOR), work, "stop", reason="گزارش جعل")
    oversee(admin, work, "refuse")
    outcome = "refused" if part == "none" else ""
    assert asked("SELECT outcome FROM counter_reversal WHERE draft_id = %s", [work.row.id]) == [(outcome,)]


def test_nobody_writes_a_decision_by_a_statement(desk, other):
    from django.conf import settings
    from django.db import ProgrammingError

    work = coming_sale(desk, other)
    object_to(work.seller, work)
    with pytest.raises(ProgrammingError), as_desk(desk.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        cursor.execute("UPDATE counter_draft SET decision = 'dismissed' WHERE id = %s", [work.row.id])


def test_an_objection_leaves_a_file_that_was_formed_alone(desk):
    work = opened(desk, an_owner())
    assert work.get("reversal/").status_code == 404


def test_a_password_that_a_buyer_chose_opens_nothing_after_the_sale_was_stopped(desk, other):
    work = coming_sale(desk, other)
    buyer = person_id(work.buyer)
    with transaction.atomic(using="entrance"):
        Credential.set_hash(buyer, HASH)
    assert sign_in.sign_in(work.buyer, PASSWORD, device="") is not None
    take_back(work, other)
    asked("UPDATE people_contact SET registered_on = now() WHERE person_id = %s RETURNING 1", [buyer])
    assert sign_in.sign_in(work.buyer, PASSWORD, device="") is None
    sessions = "SELECT count(*) FROM credentials_session WHERE person_id = %s AND ended_at IS NULL"
    assert asked(sessions, [buyer]) == [(0,)]


def test_a_buyer_of_a_stopped_sale_is_told_at_the_address_that_they_proved(desk, other):
    work = coming_sale(desk, other)
    [(mobile,)] = asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(work.buyer)])
    take_back(work, other)
    sql = "SELECT address FROM messages_message m, guard.message_recipient(m.id) WHERE (m.person_id, m.kind) = (%s, %s)"
    assert (mobile,) in asked(sql, [person_id(work.buyer), "change_reversed"])


def test_the_appointed_districts_desk_is_led_to_what_waits_and_agrees(desk):
    sale = coming_sale(desk, a_colleague(5))
    sale.post("reversal/", {"reason": "اشتباه در نام"})
    assert asked("UPDATE city_district SET second_district = 3 WHERE number = 5 RETURNING 1")
    try:
        there = sale.by(a_colleague(3))
        assert sale.ref in "".join(of_desk(there.desk, "reversing"))
        assert f"/drafts/{sale.ref}/reversal/" in there.get().content.decode()
        assert there.post("reversal/", {"do": "agree"}).headers["Location"] == "/en/counter/"
    finally:
        asked("UPDATE city_district SET second_district = NULL WHERE number = 5 RETURNING 1")
    assert sale.row.state == "reversed"
