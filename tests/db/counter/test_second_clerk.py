"""What touches a file that is open from home takes two clerks, and time in which those whom it concerns can object."""

import re

import pytest
from counter_client import (
    OF_THREE,
    ONE,
    OTHER,
    Desk,
    a_colleague,
    body,
    code_of,
    key_of,
    opened,
    said,
    sees,
    take_effect,
)
from counter_forms import HOME_CODE, an_attorney, an_owner, national_code, phone
from counter_scans import a_scan
from django.conf import settings
from django.db import ProgrammingError
from history_model import asked
from list_pages import of_desk
from pdfs import pdf
from personas import person_id
from staff_client import as_desk
from staff_client import opened as file_opened

OWN = "You wrote in this registration yourself: a colleague has to confirm it."


def sale(desk, seller: dict, buyer: dict):
    """A file of the seller's, open, and its sale to the buyer, complete and not sent yet."""
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.key = work.owner(buyer)
    work.complete(work.key)
    assert work.missing() == []
    return work


def settled(work, other):
    work.submit()
    work.by(other).confirm()
    assert work.row.state == "confirmed"
    return work


def told(work) -> list[tuple]:
    """The messages of an act: to whom, by which way."""
    return asked(
        'SELECT person_id, channel, "to" FROM messages_message'
        " WHERE kind = 'coming_change' AND until = %s ORDER BY id",
        [work.row.takes_effect_at],
    )


def test_a_sale_waits_then_counts_later_then_changes_who_sees_the_file(desk, other):
    seller, buyer = an_owner(), an_owner()
    work = sale(desk, seller, buyer)
    case = work.case
    assert "Send to a second clerk" in said(work.get()) and "72 hours after" in said(work.get())
    work.submit()
    assert work.row.state == "submitted" and sees(seller["number"], case)
    assert not asked("SELECT 1 FROM people_person WHERE number = %s", [buyer["number"]])
    assert asked("SELECT count(*) FROM casefiles_ownership WHERE case_id = %s", [case.id]) == [(1,)]
    work.by(other).confirm()
    assert work.row.state == "confirmed" and (work.row.takes_effect_at - work.row.settled_at).total_seconds() // 60 in (
        4319,
        4320,
    )
    assert sees(seller["number"], case) and not sees(buyer["number"], case)
    assert "It takes effect on" in said(work.get())
    take_effect(work)
    assert not sees(seller["number"], case) and sees(buyer["number"], case)


def test_neither_who_sent_it_nor_who_wrote_in_it_nor_another_district_confirms(desk, other):
    work = sale(desk, an_owner(), an_owner())
    work.by(other).contact(work.key, mobile=phone())
    work.submit()
    for number in (ONE, OTHER):
        answer = work.by(Desk(number)).confirm()
        assert OWN in said(answer) and work.row.state == "submitted", number
    assert work.by(Desk(OF_THREE)).confirm().status_code == 404
    assert work.row.state == "submitted"


@pytest.mark.parametrize("hand", ["the deed's scan", "the code of the telephone"])
def test_nor_who_brought_the_deed_or_had_the_telephone_proved_though_they_changed_no_text(desk, other, hand):
    work = sale(desk, an_owner(), an_owner())
    if hand == "the deed's scan":
        work.papers(work.key)
    else:
        mobile = phone()
        sent = {"mobile": mobile, "residence_postal": HOME_CODE, "base": work.base(f"contact.{work.key}")}
        work.post(f"contact/{work.key}/", sent)
        sent["base"] = work.base(f"contact.{work.key}")
    parts = asked("SELECT name, version, by FROM counter_draftpart WHERE draft_id = %s ORDER BY id", [work.row.id])
    if hand == "the deed's scan":
        work.by(other).papers(work.key, **{"deed-scan": a_scan(pdf("brought by the second"), "deed.pdf")})
    else:
        work.by(other).post(f"contact/{work.key}/", sent | {"sms_code": code_of(mobile)})
    assert parts == asked(
        "SELECT name, version, by FROM counter_draftpart WHERE draft_id = %s ORDER BY id", [work.row.id]
    )
    work.submit()
    assert OWN in said(work.by(other).confirm()) and work.row.state == "submitted", work.missing()
    work.by(a_colleague(5)).confirm()
    assert work.row.state == "confirmed"


def test_who_sent_what_a_colleague_wrote_does_not_confirm_it_either(desk, other):
    work = sale(desk, an_owner(), an_owner())
    work.by(other).submit()
    assert OWN in said(work.confirm()) and work.row.state == "submitted"
    assert OWN in said(work.by(other).confirm()), "one person would have sent and confirmed it"
    assert work.row.state == "submitted"


def test_a_new_attorney_waits_too(desk, other):
    owner, attorney = an_owner(), an_attorney()
    work = desk.begin(opened(desk, owner).case)
    work.complete(work.agent(key_of(person_id(owner["number"])), attorney))
    settled(work, other)
    assert not sees(attorney["number"], work.case)
    take_effect(work)
    assert sees(attorney["number"], work.case) and sees(owner["number"], work.case)


def test_another_telephone_counts_later_and_both_are_told(desk, other):
    owner = an_owner()
    work, who, new = desk.begin(opened(desk, owner).case), person_id(owner["number"]), phone()
    work.complete(key_of(who))
    work.contact(key_of(who), mobile=new)
    settled(work, other)
    stored = "+98" + new[1:]
    [(old, coming)] = asked("SELECT mobile, coming_mobile FROM people_contact WHERE person_id = %s", [who])
    assert old != stored and coming == stored
    assert (None, "sms", stored) in told(work) and (who, "sms", "") in told(work)


def test_a_telephone_that_is_changed_on_a_closed_file_takes_two_clerks_too(desk):
    owner = an_owner(land_dang="3")
    opened(desk, owner)
    work = desk.begin()
    work.file()
    key = work.owner(owner)
    work.complete(key)
    assert work.missing() == [] and "Send to a second clerk" in said(work.get())
    work.submit()
    assert work.row.state == "submitted"


def test_every_current_owner_is_told_on_every_way_and_the_buyer_on_none(desk, other):
    sellers, buyer = [an_owner(land_dang="3"), an_owner(land_dang="3")], an_owner(land_dang="3")
    work = desk.begin(opened(desk, *sellers).case)
    work.leave(person_id(sellers[0]["number"]))
    work.complete(work.owner(buyer))
    settled(work, other)
    ids = sorted(person_id(who["number"]) for who in sellers)
    assert sorted(told(work)) == sorted((who, way, "") for who in ids for way in ("sms", "email"))


def test_a_share_that_ends_before_it_began_and_an_heir_without_a_death_are_named(desk):
    seller = an_owner(effective_from="1402/1/1")
    work = desk.begin(opened(desk, seller).case)
    who = person_id(seller["number"])
    assert "The share would end before it began." in said(work.leave(who, effective_to="1401/12/29"))
    assert "Write the date of death." in said(work.leave(who, reason="inheritance"))
    assert "The share would end before the owner's death." in said(
        work.leave(who, reason="inheritance", died_on="1404/2/2", effective_to="1404/2/1")
    )
    assert "No owner has been registered." in work.missing()


def test_nothing_new_is_nothing_to_file(desk):
    work = desk.begin(opened(desk, an_owner()).case)
    assert work.missing() == ["Nothing new is registered here yet."]


def test_the_second_clerk_hands_it_back_with_a_word(desk, other):
    work = sale(desk, an_owner(), an_owner())
    work.submit()
    assert "Write a word on why." in said(work.by(other).post("back/", {"back": "1"}))
    work.by(other).post("back/", {"back": "1", "word": "بنچاق را دوباره ببینید"})
    assert (
        work.row.state == "draft"
        and "بنچاق را دوباره ببینید" in said(work.get())
        and "بنچاق را دوباره ببینید" in said(desk.get())
    )
    work.submit()
    assert work.row.state == "submitted"
    work.by(other).confirm()
    assert work.row.state == "confirmed"


def test_a_waiting_registration_is_given_up_and_a_confirmed_one_is_not(desk, other):
    seller, buyer = an_owner(), an_owner()
    work = sale(desk, seller, buyer)
    work.submit()
    work.post("back/", {"withdraw": "1", "word": "فروشنده پشیمان شد"})
    assert work.row.state == "withdrawn" and work.by(other).confirm().status_code == 302
    assert not asked("SELECT 1 FROM people_person WHERE number = %s", [buyer["number"]])
    again = settled(sale(desk, an_owner(), an_owner()), other)
    again.post("back/", {"withdraw": "1", "word": "دیر"})
    assert again.row.state == "confirmed"


@pytest.mark.parametrize("rest", ["owners/new/", "submit/"])
def test_what_waits_is_not_written_in(desk, rest):
    work = sale(desk, an_owner(), an_owner())
    work.submit()
    parts = asked("SELECT count(*) FROM counter_draftpart")
    work.post(rest, an_owner())
    assert asked("SELECT count(*) FROM counter_draftpart") == parts and work.row.state == "submitted"


def test_a_confirmed_act_is_confirmed_once(desk, other):
    work = settled(sale(desk, an_owner(), an_owner()), other)
    messages, until = told(work), work.row.takes_effect_at
    work.by(other).confirm()
    assert told(work) == messages and work.row.takes_effect_at == until


def test_what_waits_stands_on_the_desks_of_the_district(desk, other):
    work = sale(desk, an_owner(), an_owner())
    work.submit()
    for who in (desk, other):
        page = next(page for page in of_desk(who, "waiting") if work.ref in page)
        assert page.index("Waiting for a second clerk") < page.index(work.ref) < page.index(">Begun<")
    assert work.ref not in "".join(of_desk(Desk(OF_THREE)))


def test_a_co_owner_who_buys_the_rest_is_one_owner_of_the_whole(desk, other):
    first, second = an_owner(land_dang="3"), an_owner(land_dang="3")
    work = desk.begin(opened(desk, first, second).case)
    for who in (first, second):
        work.leave(person_id(who["number"]))
    work.papers(work.owner(second | {"land_dang": "6"}))
    assert work.missing() == []
    settled(work, other)
    take_effect(work)
    assert sees(second["number"], work.case) and not sees(first["number"], work.case)


def test_an_attorney_named_by_a_wrong_number_is_no_one(desk):
    owner = an_owner()
    work = desk.begin(opened(desk, owner).case)
    work.agent("p999999999", an_attorney(number=national_code()))
    assert work.answer.status_code == 404
    assert work.post("contact/p999999999/", {"residence_postal": HOME_CODE}).status_code == 404


def test_nobody_confirms_what_was_changed_since_they_opened_it(desk):
    """The first clerk takes it back, writes another mobile and sends it again while the second one reads."""
    work, second = sale(desk, an_owner(), an_owner()), Desk(OTHER)
    work.submit()
    work.by(second).open_scans()
    shown = re.search(r'name="content" value="(\w+)"', work.by(second).get().content.decode())[1]
    work.post("back/", {"word": "یک اصلاح"})
    work.contact(work.key, mobile=phone())
    work.submit()
    answer = work.by(second).post("confirm/", {"content": shown})
    assert work.row.state == "submitted" and "was changed since you opened it" in said(answer)
    work.by(second).confirm()
    assert work.row.state == "confirmed"


def test_what_a_clerk_sent_on_who_was_suspended_since_is_sent_on_anew(desk, other):
    rogue = a_colleague(5)
    work = sale(rogue, an_owner(), an_owner())
    work.submit()
    asked("UPDATE staff_member SET disabled_at = now() WHERE person_id = %s RETURNING 1", [person_id(rogue.number)])
    mine = work.by(other)
    sentence = "Whoever sent this on is suspended since: hand it back"
    assert sentence in said(mine.get()) and 'name="content"' not in body(mine.get())
    mine.open_scans()
    assert sentence in said(mine.post("confirm/", {"content": "x"})) and work.row.state == "submitted"
    mine.post("back/", {"back": "1", "word": "همکار رفته است"})
    work.by(desk).submit()
    mine.confirm()
    assert work.row.state == "confirmed"


def test_the_database_confirms_nothing_of_a_clerk_who_was_suspended_since(desk, other):
    rogue = a_colleague(5)
    work = sale(rogue, an_owner(), an_owner())
    work.submit()
    asked("UPDATE staff_member SET disabled_at = now() WHERE person_id = %s RETURNING 1", [person_id(rogue.number)])
    confirm = (
        "UPDATE counter_draft SET state = 'confirmed', settled_by = %s, settled_at = now(), takes_effect_at = now()"
    )
    confirm += " + interval '30 days' WHERE id = %s"
    with as_desk(other.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        assert file_opened(cursor, work.case) == work.case.id
        with pytest.raises(ProgrammingError, match="not a move that this desk may make"):
            cursor.execute(confirm, [person_id(other.number), work.row.id])
