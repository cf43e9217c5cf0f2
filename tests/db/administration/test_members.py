"""The staff: adding, first passwords, another role or district, an end, a return; each with its row in the ledger."""

import pytest
from browser_client import stranger
from conftest import STATE
from desk_fixtures import agree_about
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from history_model import asked
from page_tree import text, tree
from personas import NEIGHBOUR, person_id
from staff_client import as_desk, at_desk, ready

from shahrsazi.administration.approvals import ApprovalRequest
from shahrsazi.staff import session, sign_in
from shahrsazi.staff.member import Invitation, Member, StaffCredential

ADMINISTRATOR, AUDITOR, CLERK = "1315550083", "1312345004", "1310002223"
STAFF = "/administration/staff/"
SHUT = "/administration/"  # to a clerk at work it is not there; to nobody the entrance is the way


def someone(**other) -> dict:
    return {"number": stranger(), "first_name": "مینا", "last_name": "صالحی", "role": "clerk", "district": "4"} | other


def page_of(member: Member) -> str:
    return f"{STAFF}{member.ref.hex}/"


def first_password_in(response) -> str:
    page = tree(response.content.decode())
    (shown,) = [text(e) for e in page.iter("bdi") if e.get("class") == "code"]
    return shown


def test_whose_number_it_is_is_not_to_be_learned_by_adding_them(administrator, member_of):
    [(name,)] = asked("SELECT first_name || ' ' || last_name FROM people_person WHERE number = %s", [NEIGHBOUR])
    page = administrator.post(STAFF, someone(number=NEIGHBOUR), follow=True).content.decode()
    assert "با نام دیگری ثبت شده است" in page and name not in page
    assert Member.objects.using("owner").filter(person__number=NEIGHBOUR).count() == 0


@pytest.mark.parametrize("role", ["clerk", "auditor", "administrator"])
def test_whoever_is_new_begins_when_a_second_person_agrees_who_gets_the_first_password(
    administrator, auditor, member_of, written, role
):
    said = someone(role=role, district="4" if role == "clerk" else "")
    response = administrator.post(STAFF, said)
    added = member_of(said["number"])
    assert response.headers["Location"] == f"{page_of(added)}?notice=asked"
    assert added.disabled_at is not None and added.person.name == "مینا صالحی"
    assert added.added_by == person_id(ADMINISTRATOR)
    administrator.post(page_of(added), {"do": "enable"})
    assert member_of(said["number"]).disabled_at is not None
    password = first_password_in(agree_about(auditor, added))
    now = member_of(said["number"])
    assert (now.role, now.district_id, now.disabled_at) == (role, 4 if role == "clerk" else None, None)
    assert [row[0] for row in written()] == ["staff_added", "requested", "agreed", "first_password"]
    assert sign_in.sign_in(said["number"], password, "") is not None


def test_one_administrator_makes_no_second_clerk_of_themselves(administrator, member_of):
    said = someone()
    administrator.post(STAFF, said)
    added = member_of(said["number"])
    for act in ({"do": "first_password"}, {"do": "recover", "reason": "برای خودم"}):
        assert 'class="code"' not in administrator.post(page_of(added), act).content.decode()
    own = ApprovalRequest.objects.using("owner").filter(outcome="").latest("id")
    assert (
        administrator.post("/administration/requests/", {"request": own.id, "do": "agree"})
        .headers["Location"]
        .endswith("?notice=own")
    )
    assert not Invitation.objects.using("owner").filter(member=added).exists()


def test_the_list_shows_the_number_masked_and_never_whole(administrator, newcomer):
    page = administrator.get("/en" + STAFF).content.decode()
    assert newcomer.person.number not in page and f"{newcomer.person.number[:3]}****" in page


def test_whoever_is_known_already_is_added_under_their_own_name(administrator, member_of):
    from personas import EX_OWNER

    from shahrsazi.people.models import Person

    known = Person.objects.using("owner").get(number=EX_OWNER)
    names = {"first_name": known.first_name, "last_name": known.last_name}
    administrator.post(STAFF, someone(number=EX_OWNER, **names))
    assert member_of(EX_OWNER).person.name == known.name
    Member.objects.using("owner").filter(person__number=EX_OWNER).delete()


WRONG = [
    ({"number": "1234567890"}, "number"),
    ({"number": ""}, "number"),
    ({"first_name": ""}, "first_name"),
    ({"first_name": "ا" * 61}, "first_name"),
    ({"last_name": "\u200c"}, "last_name"),
    ({"role": "king"}, "role"),
    ({"district": ""}, "district"),
    ({"district": "16"}, "district"),
    ({"role": "auditor", "district": "4"}, "district"),
    ({"number": CLERK}, "number"),
]


@pytest.mark.parametrize(("other", "field"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(administrator, other, field, written):
    response = administrator.post(STAFF, someone(last_name="ماندگار") | other)
    page = response.content.decode()
    assert response.status_code == 200 and f'id="{field}-error-1"' in page and written() == []
    assert other.get("last_name", "ماندگار") in page


def test_the_first_password_stands_nowhere_else(administrator, auditor, member_of, capfd, written):
    said = someone()
    administrator.post(STAFF, said)
    response = agree_about(auditor, member_of(said["number"]))
    password, added = first_password_in(response), member_of(said["number"])
    assert response.headers["Cache-Control"] == "no-store" and "۷۲ ساعت" in response.content.decode()
    assert password not in str(response.cookies) + str(response.headers)
    pages = [page_of(added), STAFF, "/administration/requests/", "/administration/"]
    assert [p for p in pages if password in administrator.get(p).content.decode()] == []
    assert password not in auditor.get("/administration/requests/").content.decode()
    assert password not in str(written()) and password not in "".join(capfd.readouterr())
    outbox = STATE / "outbox.jsonl"
    assert not outbox.exists() or password not in outbox.read_text("utf8")
    assert Invitation.objects.using("owner").filter(member=added).latest("id").made_by == person_id(AUDITOR)


def with_password(member: Member) -> None:
    StaffCredential.objects.using("owner").update_or_create(member=member, defaults={"hash": "x"})


def test_a_new_way_in_for_someone_who_has_a_password_takes_a_second_person(administrator, newcomer):
    with_password(newcomer)
    before = Invitation.objects.using("owner").filter(member=newcomer).count()
    assert administrator.post(page_of(newcomer), {"do": "recover", "reason": "گم‌شدن تلفن همراه"}).status_code == 302
    assert Invitation.objects.using("owner").filter(member=newcomer).count() == before
    assert ApprovalRequest.objects.using("owner").get(outcome="").content == {
        "member": newcomer.id,
        "reason": "گم‌شدن تلفن همراه",
    }
    again = administrator.post(page_of(newcomer), {"do": "recover", "reason": "گم‌شدن تلفن همراه"})
    assert again.status_code == 200 and 'class="problem"' in again.content.decode()


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ({"hash": "x"}, "At work"),
        ({"hash": "x", "disabled_at": timezone.now()}, "Shut out by wrong codes, until a new way in"),
        ({"hash": "", "changed_at": timezone.now()}, "No password yet"),
        ({"hash": ""}, "No password yet"),
    ],
)
def test_both_pages_say_the_same_of_whether_somebody_is_at_work(administrator, newcomer, key, state):
    StaffCredential.objects.using("owner").update_or_create(member=newcomer, defaults=key)
    states = {"At work", "Not at work", "Shut out by wrong codes, until a new way in", "No password yet"}
    page = tree(administrator.get(f"/en{page_of(newcomer)}").content.decode())
    assert [text(e) for e in page.iter("dd") if text(e) in states] == [state]
    rows = tree(administrator.get(f"/en{STAFF}").content.decode()).iter("tr")
    [mine] = [row for row in rows if any(newcomer.ref.hex in (a.get("href") or "") for a in row.iter("a"))]
    assert [text(cell) for cell in mine.iter("td") if text(cell) in states] == [state]


def test_a_clerk_goes_to_another_district_at_once(administrator, newcomer, member_of, written):
    administrator.post(page_of(newcomer), {"do": "change", "role": "clerk", "district": "9"})
    assert member_of(newcomer.person.number).district_id == 9
    (row,) = written("staff_changed")
    assert row[3:] == (
        newcomer.person_id,
        {"member": newcomer.id, "role": "clerk", "district": 9, "was": {"role": "clerk", "district": 7}},
    )


def test_a_clerk_becomes_an_administrator_only_when_asked_for_and_agreed_to(administrator, newcomer, member_of):
    answer = administrator.post(page_of(newcomer), {"do": "change", "role": "administrator", "district": ""})
    assert answer.headers["Location"].endswith("?notice=asked")
    assert member_of(newcomer.person.number).role == "clerk"


def test_a_closed_desk_is_refused_at_its_very_next_request_and_does_not_wake_up_again(
    administrator, newcomer, desk_of, written
):
    at_work = desk_of(newcomer.person.number)
    assert at_work.get(SHUT).status_code == 404
    administrator.post(page_of(newcomer), {"do": "disable"})
    assert at_work.get(SHUT).headers["Location"] == "/staff/"
    administrator.post(page_of(newcomer), {"do": "enable"})
    assert at_work.get(SHUT).headers["Location"] == "/staff/"
    assert [row[0] for row in written()][-2:] == ["staff_disabled", "requested"]


def test_what_waits_about_someone_whose_desk_is_closed_is_refused(administrator, newcomer):
    administrator.post(page_of(newcomer), {"do": "change", "role": "auditor", "district": ""})
    administrator.post(page_of(newcomer), {"do": "disable"})
    assert ApprovalRequest.objects.using("owner").filter(about=str(newcomer.id)).latest("id").outcome == "refused"
    assert 'class="problem"' in administrator.post(page_of(newcomer), {"do": "disable"}).content.decode()


@pytest.mark.parametrize("how", ["on their page", "by a statement"])
def test_what_a_suspended_administrator_asked_for_waits_for_nobodys_agreement(administrator, auditor, member_of, how):
    rogue, accomplice = ready("administrator"), someone()
    at_desk(rogue).post(STAFF, accomplice)
    row = ApprovalRequest.objects.using("owner").get(outcome="", asked_by=rogue.person_id)
    if how == "on their page":
        administrator.post(page_of(rogue), {"do": "disable"})
        row.refresh_from_db(using="owner")
        assert row.outcome == "refused"
    else:
        Member.objects.using("owner").filter(id=rogue.id).update(disabled_at=timezone.now())
    answer = auditor.post("/administration/requests/", {"request": row.id, "do": "agree"})
    assert answer.headers["Location"].endswith("?notice=gone")
    auditor.post("/administration/requests/", {"request": row.id, "do": "refuse"})
    row.refresh_from_db(using="owner")
    assert row.outcome == "refused" and member_of(accomplice["number"]).disabled_at is not None


def test_no_statement_agrees_to_what_a_suspended_administrator_asked_for(auditor):
    rogue = ready("administrator")
    at_desk(rogue).post(STAFF, someone())
    row = ApprovalRequest.objects.using("owner").get(outcome="", asked_by=rogue.person_id)
    Member.objects.using("owner").filter(id=rogue.id).update(disabled_at=timezone.now())
    # As if it had not been refused with that.
    ApprovalRequest.objects.using("owner").filter(id=row.id).update(outcome="", settled_by=None, settled_at=None)
    agree = (
        "UPDATE administration_approvalrequest SET outcome = 'agreed', settled_by = %s, settled_at = now()"
        " WHERE id = %s"
    )
    with pytest.raises(DatabaseError), as_desk(auditor.cookies[settings.STAFF_COOKIE].value) as cursor:
        cursor.execute(agree, [person_id(AUDITOR), row.id])


def test_a_member_who_was_disabled_is_refused_even_while_their_session_lasts(newcomer, desk_of):
    at_work = desk_of(newcomer.person.number)
    Member.objects.using("owner").filter(id=newcomer.id).update(disabled_at=timezone.now())
    assert session.DeskSession.objects.using("owner").filter(member=newcomer, ended_at=None).exists()
    assert at_work.get(SHUT).headers["Location"] == "/staff/"


@pytest.mark.parametrize("do", ["change", "disable", "enable", "recover"])
def test_nobody_changes_their_own_place(administrator, member_of, written, do):
    me = member_of(ADMINISTRATOR)
    said = {"do": do, "role": "clerk", "district": "5", "reason": "خودم"}
    response = administrator.post(page_of(me), said)
    assert response.status_code == 200 and 'class="problem"' in response.content.decode()
    now = member_of(ADMINISTRATOR)
    assert (now.role, now.disabled_at) == ("administrator", None) and written() == []


@pytest.mark.parametrize("do", ["", "delete", "__class__", "۱"])
def test_an_act_that_there_is_not_does_nothing(administrator, newcomer, do, written):
    before = written()
    assert 'class="problem"' in administrator.post(page_of(newcomer), {"do": do}).content.decode()
    assert written() == before
