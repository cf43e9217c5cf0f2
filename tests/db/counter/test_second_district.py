"""A district with one clerk: the clerks of another, appointed district confirm what is registered there."""

from contextlib import nullcontext

import pytest
from counter_acts import decide, object_to, of_two
from counter_client import ADMINISTRATOR, AUDITOR, Desk, a_colleague, new_file, opened, said, sees, take_effect
from counter_forms import an_owner
from django.conf import settings
from django.db import DatabaseError
from history_model import asked
from personas import person_id
from staff_client import as_desk, number_of, ready
from staff_client import opened as at_hand

from shahrsazi.city.districts import District


@pytest.fixture
def appointed():
    asked("UPDATE city_district SET second_district = 6 WHERE number = 5 RETURNING 1")
    yield a_colleague(6)
    asked("UPDATE city_district SET second_district = NULL WHERE number = 5 RETURNING 1")


def sale(desk):
    """A sale that is typed whole, not sent on yet."""
    seller, buyer = an_owner(), an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.complete(work.owner(buyer))
    work.seller, work.buyer = seller["number"], buyer["number"]
    return work


def test_a_clerk_of_the_appointed_district_confirms_a_sale(desk, appointed):
    work = sale(desk)
    work.submit()
    there = work.by(appointed)
    assert work.ref in appointed.get().content.decode() and "District 5" in said(appointed.get())
    assert there.confirm().status_code == 302
    assert work.row.state == "confirmed" and "takes effect" in said(there.get())
    take_effect(work)
    assert sees(work.buyer, work.case) and not sees(work.seller, work.case)


def test_and_a_new_file_with_the_scans_of_its_papers(desk, appointed):
    work = new_file(desk, buyer := an_owner())
    work.submit()
    [scan] = work.row_texts(f"papers.{work.keys[0]}")["deed"]["scans"]
    assert work.by(appointed).get(f"scans/{scan}/").status_code == 200
    work.by(appointed).confirm()
    assert work.row.state == "confirmed" and sees(buyer["number"], work.case)


def test_and_hands_back_but_gives_nothing_up_and_writes_nothing(desk, appointed):
    work = sale(desk)
    there = work.by(appointed)
    assert there.get().status_code == 404  # not sent on yet
    work.submit()
    assert there.post("back/", {"word": "no", "withdraw": "1"}).status_code == 404
    assert there.post("back/", {"word": "the deed is another's", "back": "1"}).headers["Location"] == "/en/counter/"
    assert work.row.state == "draft" and there.get().status_code == 404
    assert there.post("owners/new/", an_owner()).status_code == 404
    assert appointed.post("begin/", {"file": work.case.ref}).status_code == 404


def test_whoever_confirmed_it_writes_nothing_once_it_is_handed_back_after_an_objection(desk, appointed):
    work = sale(desk)
    work.submit()
    there = work.by(appointed)
    there.confirm()
    object_to(work.seller, work)
    decide(work, "dismissed")
    assert there.get().status_code == 200 and work.row.state == "objected"
    work.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    assert work.row.state == "draft"
    for rest, fields in (
        ("", None),
        ("owners/new/", an_owner()),
        ("submit/", {}),
        ("back/", {"back": "1", "word": "y"}),
    ):
        answer = there.get() if fields is None else there.post(rest, fields)
        assert answer.status_code == 404, rest


def test_a_district_that_is_not_appointed_sees_nothing_of_it(desk, appointed):
    work = sale(desk)
    work.submit()
    stranger = a_colleague(7)
    assert work.ref not in stranger.get().content.decode()
    for rest in ("", "owners/", "receipt/"):
        assert work.by(stranger).get(rest).status_code == 404
    assert work.by(stranger).post("confirm/").status_code == 404 and work.row.state == "submitted"


def test_whoever_began_it_there_and_was_moved_here_does_not_confirm_it(desk, appointed):
    number = number_of(ready("clerk", 5))
    mover = Desk(number)
    work = sale(mover)
    work.submit()
    asked("UPDATE staff_member SET district_id = 6 WHERE person_id = %s RETURNING 1", [person_id(number)])
    work.by(mover).post("confirm/", {"content": ""})
    assert work.row.state == "submitted"


def test_a_party_to_the_file_does_not_confirm_it_from_elsewhere(desk, appointed):
    work = sale(desk)
    work.submit()
    asked(
        "UPDATE casefiles_ownership SET person_id = %s WHERE case_id = %s RETURNING 1",
        [person_id(appointed.number), work.case.id],
    )
    assert work.by(appointed).get().status_code == 404


def test_by_statements_the_second_clerk_reads_what_waits_and_writes_nothing_before_it_is_confirmed(desk, appointed):
    shared = of_two(desk)
    waiting, written = sale(desk), desk.begin(shared.case)
    waiting.submit()
    reading = "SELECT id FROM counter_draft WHERE district_id = 5"
    token = appointed.client.cookies[settings.STAFF_COOKIE].value
    with as_desk(token) as cursor:
        cursor.execute(reading)
        read = {number for (number,) in cursor.fetchall()}
        assert waiting.row.id in read and written.row.id not in read
        assert at_hand(cursor, waiting.case) == waiting.case.id
        for change in ("casefiles_ownership SET effective_to = now()", "casefiles_mandate SET ended_on = now()"):
            cursor.execute(f"UPDATE {change} WHERE case_id = %s", [waiting.case.id])
            assert cursor.rowcount == 0
        cursor.execute("UPDATE casefiles_casefile SET place = 'x' WHERE id = %s", [waiting.case.id])
        assert cursor.rowcount == 0 and at_hand(cursor, shared.case) is None


@pytest.fixture
def eighth():
    """District 8, as it was again afterwards: its form sends all that stands in it."""
    rows = District.objects.using("owner").filter(number=8)
    [before] = rows.values()
    yield
    rows.update(**{name: value for name, value in before.items() if name != "number"})


@pytest.mark.usefixtures("eighth")
def test_an_administrator_appoints_it_and_never_the_district_itself():
    admin = Desk(ADMINISTRATOR)
    facts = {"district": "8", "address": "x", "phone": "031-3234 5678", "served_from": "1400/1/1"}
    address = "/en/administration/districts/"
    assert "another district than this" in said(admin.client.post(address, facts | {"second_district": "8"}))
    answer = admin.client.post(address, facts | {"second_district": "9"})
    assert answer.headers["Location"].endswith("notice=asked") and second_of_eight() is None
    assert "waits already" in said(admin.client.post(address, facts | {"second_district": "7"}))
    agree_to_the_last(admin)
    assert second_of_eight() is None, "not the one who requested it"
    assert "district 8 registers is confirmed also by clerks of district 9" in said(
        Desk(AUDITOR).client.get("/en/administration/requests/")
    )
    agree_to_the_last(Desk(AUDITOR))
    assert second_of_eight() == 9
    assert admin.client.post(address, facts | {"second_district": "9"}).headers["Location"].endswith("notice=saved")
    assert admin.client.post(address, facts).headers["Location"].endswith("notice=asked") and second_of_eight() == 9
    agree_to_the_last(Desk(number_of(ready("administrator", None))))
    assert second_of_eight() is None


def second_of_eight() -> int | None:
    return asked("SELECT second_district FROM city_district WHERE number = 8")[0][0]


def agree_to_the_last(desk) -> None:
    [(request,)] = asked("SELECT max(id) FROM administration_approvalrequest")
    desk.client.post("/en/administration/requests/", {"request": str(request), "do": "agree"})


@pytest.mark.parametrize("desk_number", [ADMINISTRATOR, AUDITOR])
def test_by_statements_nobody_appoints_a_district_alone(desk_number):
    token = Desk(desk_number).client.cookies[settings.STAFF_COOKIE].value
    refused = nullcontext() if desk_number == AUDITOR else pytest.raises(DatabaseError, match="row-level security")
    with refused, as_desk(token) as cursor:
        cursor.execute("UPDATE city_district SET second_district = 9 WHERE number = 8")
        assert cursor.rowcount == 0
    assert second_of_eight() is None
