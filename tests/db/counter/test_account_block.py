"""A stolen telephone: the account is blocked at once, by its owner or one clerk; two clerks open it again."""

from datetime import timedelta

import pytest
from counter_acts import coming_sale
from counter_client import a_colleague, opened, said, sees, take_effect
from counter_forms import an_attorney, an_owner, typed
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from history_model import asked
from personas import person_id, person_ref, signed_in
from staff_client import HASH, as_desk

from shahrsazi.accounts import sign_in
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.persian import dates

PASSWORD = "Derakht8Sabz"


@pytest.fixture
def filed(desk):
    owner = an_owner()
    work = opened(desk, owner)
    work.number = owner["number"]
    with transaction.atomic(using="entrance"):
        Credential.set_hash(person_id(work.number), HASH)
    return work


def blocks(work, desk, reason: str = "تلفن دزدیده شد", number: str = "", do: str = "block"):
    who = person_ref(person_id(number or work.number))
    return desk.post(f"files/{work.case.ref}/people/{who}/block/", {"reason": reason, "do": do})


def gets_in(number: str) -> bool:
    try:
        return sign_in.sign_in(number, PASSWORD, device="") is not None
    except sign_in.AccountBlockedError:
        return False


def may_be_sent(number: str) -> bool:
    return asked("SELECT guard.is_reached(%s, 'sms')", [person_id(number)]) == [(True,)]


def test_one_clerk_blocks_at_once_and_every_session_is_over(desk, filed):
    session = signed_in(filed.number)
    assert session.get("/en/cases/").status_code == 200 and gets_in(filed.number) and may_be_sent(filed.number)
    assert blocks(filed, desk).status_code == 302
    assert session.get("/en/cases/").status_code == 302
    assert not gets_in(filed.number) and not may_be_sent(filed.number)
    assert "account blocked" in said(desk.get(f"files/{filed.case.ref}/"))
    kinds = "SELECT DISTINCT kind FROM messages_message WHERE person_id = %s"
    assert ("account_blocked",) in asked(kinds, [person_id(filed.number)])


def test_who_knows_the_password_is_told_that_it_is_blocked_and_a_stranger_is_not(desk, filed):
    blocks(filed, desk)
    with pytest.raises(sign_in.AccountBlockedError):
        sign_in.sign_in(filed.number, PASSWORD, device="")
    assert sign_in.sign_in(filed.number, "Wrong8Wrong", device="") is None


def test_two_clerks_open_it_again_and_one_alone_does_not(desk, other, filed):
    blocks(filed, desk)
    blocks(filed, desk, "با کارت ملی آمد", do="ask")
    assert "a colleague has to open the account" in said(blocks(filed, desk, do="agree"))
    assert not gets_in(filed.number)
    assert "با کارت ملی آمد" in said(
        other.get(f"files/{filed.case.ref}/people/{person_ref(person_id(filed.number))}/block/")
    )
    assert blocks(filed, other, "", do="agree").status_code == 302
    assert may_be_sent(filed.number) and "account blocked" not in said(desk.get(f"files/{filed.case.ref}/"))


def test_whoever_else_knew_the_password_or_held_a_session_does_not_come_back_when_it_is_open_again(desk, other, filed):
    session, who = signed_in(filed.number), person_id(filed.number)
    sent = FirstPassword.objects.using("owner").create(
        person_id=who, channel="sms", ends_at=timezone.now() + timedelta(hours=1)
    )
    blocks(filed, desk)
    blocks(filed, desk, "با کارت ملی آمد", do="ask")
    blocks(filed, other, "", do="agree")
    assert session.get("/en/cases/").status_code == 302 and not gets_in(filed.number)
    assert sign_in.sign_in(filed.number, sent.text, device="") is None
    with transaction.atomic(using="entrance"):
        Credential.set_hash(who, HASH, disabled_at=None)
    assert gets_in(filed.number), "a new one is chosen"


def test_its_owner_blocks_it_from_home(filed):
    session = signed_in(filed.number)
    assert "block the account" in said(session.get("/en/sessions/"))
    answer = session.post("/en/sessions/", {"block": "1"}, follow=True)
    assert "Your account is blocked" in said(answer) and not gets_in(filed.number)
    assert session.get("/en/cases/").status_code == 302


def test_nobody_blocks_another_from_home(filed, desk):
    neighbour = an_owner()
    opened(desk, neighbour)
    signed_in(neighbour["number"]).post("/en/sessions/", {"block": "1", "person": str(person_id(filed.number))})
    assert gets_in(filed.number)


def test_what_is_coming_stands_still_and_nothing_new_is_registered(desk, other):
    work = coming_sale(desk, other)
    work.number = work.seller
    blocks(work, desk)
    take_effect(work)
    assert work.row.state == "objected" and not sees(work.buyer, work.case)
    again = desk.begin(work.case)
    assert any("is blocked" in sentence for sentence in again.missing())


def test_a_registration_that_was_sent_on_before_is_not_confirmed(desk, other, filed):
    work = desk.begin(filed.case)
    work.leave(person_id(filed.number))
    work.complete(work.owner())
    work.submit()
    blocks(filed, desk)
    assert "Something is missing meanwhile" in said(work.by(other).post("confirm/", {"content": "x"}))
    assert work.row.state == "submitted"
    settle = (
        "UPDATE counter_draft SET state = 'confirmed', settled_by = %s, settled_at = now(),"
        " takes_effect_at = now() + interval '80 hours' WHERE id = %s"
    )
    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError), as_desk(other.client.cookies[settings.STAFF_COOKIE].value) as cursor:
        cursor.execute("SELECT guard.open_case_at_desk(%s, 'x')", [work.case.ref])
        cursor.execute(settle, [person_id(other.number), work.row.id])


def elsewhere(work, district: int = 3):
    """A clerk of another district, to whom the owner came."""
    clerk = a_colleague(district)
    clerk.post("elsewhere/", {"code": work.case.renewal_code, "reason": "مالک به این منطقه آمده است"})
    return clerk


def test_a_clerk_of_another_district_blocks_at_the_owners_word_and_nobody_without_a_reason(filed):
    assert blocks(filed, a_colleague(3)).status_code == 404 and gets_in(filed.number)
    assert blocks(filed, elsewhere(filed)).status_code == 302 and not gets_in(filed.number)


def test_the_appointed_district_agrees_to_open_it_and_no_other(desk, filed):
    blocks(filed, desk)
    blocks(filed, desk, "با کارت ملی آمد", do="ask")
    assert asked("UPDATE city_district SET second_district = 3 WHERE number = 5 RETURNING 1")
    try:
        assert blocks(filed, elsewhere(filed, 7), "", do="agree").status_code == 404 and not gets_in(filed.number)
        assert blocks(filed, elsewhere(filed), "", do="agree").status_code == 302 and may_be_sent(filed.number)
    finally:
        asked("UPDATE city_district SET second_district = NULL WHERE number = 5 RETURNING 1")


@pytest.mark.parametrize("reason", ["", " ", "\u200c"])
def test_without_a_word_on_why_nobody_is_blocked(desk, filed, reason):
    assert "Write a word on why." in said(blocks(filed, desk, reason)) and gets_in(filed.number)


def test_an_attorneys_account_is_blocked_too_and_the_owners_is_left(desk):
    owner, attorney = an_owner(), an_attorney()
    work = desk.begin()
    work.file()
    key = work.owner(owner)
    work.complete(key, work.agent(key, attorney))
    work.settle()
    blocks(work, desk, number=attorney["number"])
    assert not sees(attorney["number"], work.case) and sees(owner["number"], work.case)


def test_who_is_blocked_still_objects_at_the_counter(desk, other):
    work = coming_sale(desk, other)
    assert asked(
        "INSERT INTO people_accountblock (person_id, reason, blocked_by, blocked_at, opening_reason)"
        " VALUES (%s, 'x', %s, now(), '') RETURNING 1",
        [person_id(work.seller), person_id(desk.number)],
    )
    fields = {"who": person_ref(person_id(work.seller)), "words": "من نفروخته‌ام"}
    assert work.post("objection/", fields).status_code == 302 and work.row.state == "objected"


def test_a_second_press_of_block_asks_for_nothing_and_opens_nothing(desk, other, filed):
    blocks(filed, desk)
    for clerk in (desk, other):
        assert "it was done meanwhile" in said(blocks(filed, clerk))
    assert not gets_in(filed.number)
    assert asked(
        "SELECT count(*) FROM people_accountblock WHERE opening_requested_by IS NOT NULL AND person_id = %s",
        [person_id(filed.number)],
    ) == [(0,)]


def test_a_dismissed_attorney_does_not_come_back_by_the_owners_block(desk):
    owner, attorney = an_owner(), an_attorney()
    work = desk.begin()
    work.file()
    key = work.owner(owner)
    work.complete(key, work.agent(key, attorney))
    work.settle()
    [(mandate,)] = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [work.case.id])
    act = desk.begin(work.case)
    act.post(f"mandates/{mandate.hex}/", {"end_reason": "dismissal", "ended_on": typed(dates.today()), "base": "0"})
    act.papers(f"m{mandate.hex}")
    act.settle()
    blocks(work, desk, number=owner["number"])
    assert act.row.state == "confirmed" and not sees(attorney["number"], work.case)


def test_what_a_block_stops_is_told_to_buyer_seller_and_both_clerks(desk, other):
    work = coming_sale(desk, other)
    work.number = work.seller
    blocks(work, desk, "راز خانوادگی")
    kinds = "SELECT count(*) FROM messages_message WHERE person_id = %s AND kind = 'change_stopped'"
    for number in (work.seller, work.buyer, desk.number, other.number):
        assert asked(kinds, [person_id(number)]) >= [(1,)], number
    assert work.row.objection == "", "why is the counter's to know"


def test_so_is_what_its_owner_stops_by_blocking_it_from_home(desk, other):
    work = coming_sale(desk, other)
    signed_in(work.seller).post("/en/sessions/", {"block": "1"})
    assert work.row.state == "objected"
    kinds = "SELECT count(*) FROM messages_message WHERE person_id = %s AND kind = 'change_stopped'"
    for number in (work.buyer, desk.number, other.number):
        assert asked(kinds, [person_id(number)]) >= [(1,)], number


def test_a_former_owner_is_not_blocked_through_the_file(desk, other):
    work = coming_sale(desk, other)
    take_effect(work)
    assert "it was done meanwhile" in said(blocks(work, desk, number=work.seller))
