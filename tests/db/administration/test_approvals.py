"""Changes that take two: one asks, another agrees; on the pages, and in the database where no page stands between."""

from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from page_tree import text, tree
from personas import person_id

from shahrsazi.administration.approvals import ApprovalRequest
from shahrsazi.city import rules
from shahrsazi.city.rules import RuleVersion
from shahrsazi.staff import session, sign_in
from shahrsazi.staff.member import Member, StaffCredential
from shahrsazi.staff.session import DeskSession

ADMINISTRATOR, AUDITOR = "1315550083", "1312345004"
REQUESTS = "/administration/requests/"


def waiting() -> ApprovalRequest:
    return ApprovalRequest.objects.using("owner").get(outcome="")


def settle(client, row: ApprovalRequest, do: str = "agree"):
    return client.post(REQUESTS, {"request": row.id, "do": do})


@pytest.fixture
def asked(administrator, written):
    """A rule's new value, asked for by the administrator."""
    value = 5 if rules.value("sealed_days", "owner") != 5 else 6
    said = {"rule": "sealed_days", "value": str(value), "source": "بخشنامه ۱۲ آزمون"}
    assert administrator.post("/administration/rules/", said).headers["Location"].endswith("?notice=asked")
    yield waiting()
    RuleVersion(name="sealed_days", value=7, source="Shahrsazi").save(using="owner", force_insert=True)


def test_a_rule_changes_when_the_auditor_agrees_and_the_old_version_stays(asked, auditor, written):
    before = list(RuleVersion.objects.using("owner").filter(name="sealed_days").values_list("id", flat=True))
    assert settle(auditor, asked).headers["Location"].endswith("?notice=agreed")
    newest = RuleVersion.objects.using("owner").filter(name="sealed_days").latest("id")
    assert (newest.value, newest.source) == (asked.content["value"], "بخشنامه ۱۲ آزمون")
    assert (newest.asked_by, newest.agreed_by) == (person_id(ADMINISTRATOR), person_id(AUDITOR))
    assert RuleVersion.objects.using("owner").filter(id__in=before).count() == len(before)
    (row,) = written("agreed")
    assert row[1:3] == ("auditor", person_id(AUDITOR)) and row[4]["value"] == asked.content["value"]


def test_asking_alone_changes_nothing_and_is_written(asked, written):
    assert rules.value("sealed_days", "owner") != asked.content["value"]
    assert [r[0] for r in written()] == ["requested"]


def test_ones_own_request_cannot_be_agreed_to_and_can_be_withdrawn(asked, administrator, written):
    assert settle(administrator, asked).headers["Location"].endswith("?notice=own")
    assert waiting().id == asked.id
    page = administrator.get(REQUESTS).content.decode()
    assert 'value="agree"' not in page and 'value="refuse"' in page
    assert settle(administrator, asked, "refuse").headers["Location"].endswith("?notice=withdrawn")
    assert ApprovalRequest.objects.using("owner").get(id=asked.id).outcome == "refused"
    assert [r[0] for r in written()] == ["requested", "withdrawn"]


def test_a_refused_request_changes_nothing(asked, auditor, written):
    assert settle(auditor, asked, "refuse").headers["Location"].endswith("?notice=refused")
    assert rules.value("sealed_days", "owner") != asked.content["value"] and written("refused")
    assert settle(auditor, asked).headers["Location"].endswith("?notice=gone")


def test_the_page_shows_in_words_what_is_asked_for(asked, auditor):
    page = text(tree(auditor.get("/en" + REQUESTS).content.decode()))
    assert "A sealed password on paper holds" in page and "In force: 7 days" in page and "بخشنامه ۱۲ آزمون" in page


def test_two_who_settle_at_once_settle_once(asked, auditor, newcomer, desk_of):
    Member.objects.using("owner").filter(id=newcomer.id).update(role="administrator", district=None)
    other, gate, said = desk_of(newcomer.person.number), Barrier(2), []

    def settle_it(client, do):
        gate.wait()
        said.append(settle(client, asked, do).headers["Location"].partition("notice=")[2])
        for alias in ("staff", "entrance", "default"):
            connections[alias].close()

    both = [Thread(target=settle_it, args=pair) for pair in ((auditor, "agree"), (other, "agree"))]
    [t.start() for t in both], [t.join() for t in both]
    assert sorted(said) == ["agreed", "gone"]
    versions = RuleVersion.objects.using("owner").filter(
        asked_by=asked.asked_by, name="sealed_days", source="بخشنامه ۱۲ آزمون"
    )
    assert versions.latest("id").value == asked.content["value"]


def test_a_new_way_in_is_shown_to_who_agrees_and_ends_everything_before(
    administrator, auditor, newcomer, desk_of, written
):
    StaffCredential.objects.using("owner").update_or_create(member=newcomer, defaults={"hash": "x", "totp_no": 3})
    at_work = desk_of(newcomer.person.number)
    administrator.post(f"/administration/staff/{newcomer.ref.hex}/", {"do": "recover", "reason": "تلفن گم شد"})
    answer = settle(auditor, waiting())
    (password,) = [text(e) for e in tree(answer.content.decode()).iter("bdi") if e.get("class") == "code"]
    key = StaffCredential.objects.using("owner").get(member=newcomer)
    assert (key.hash, key.totp_no) == ("", None)
    assert at_work.get("/administration/").headers["Location"] == "/staff/"
    assert not DeskSession.objects.using("owner").filter(member=newcomer, ended_at=None).exists()
    assert {row[0] for row in written()} >= {"requested", "agreed", "first_password"}
    assert password not in auditor.get(REQUESTS).content.decode() + str(written())
    assert sign_in.sign_in(newcomer.person.number, password, "") is not None


def test_nobody_agrees_to_what_is_about_themselves(administrator, auditor, member_of):
    me = member_of(AUDITOR)
    administrator.post(f"/administration/staff/{me.ref.hex}/", {"do": "recover", "reason": "آزمون"})
    assert settle(auditor, waiting()).headers["Location"].endswith("?notice=own")


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_a_role_is_given_when_the_auditor_agrees_and_opens_the_desk(administrator, auditor, newcomer, member_of, role):
    StaffCredential.objects.using("owner").update_or_create(member=newcomer, defaults={"hash": "x"})
    administrator.post(f"/administration/staff/{newcomer.ref.hex}/", {"do": "change", "role": role, "district": ""})
    assert settle(auditor, waiting()).headers["Location"].endswith("?notice=agreed")
    now = member_of(newcomer.person.number)
    assert (now.role, now.district_id, now.disabled_at) == (role, None, None)


def _request_of_role(desk, member) -> str:
    """What the page says of the request about a member, in English."""
    page = tree(desk.get(f"/en{REQUESTS}").content.decode())
    [shown] = [text(e) for e in page.iter("li") if e.get("class") == "sheet" and member.person.name in text(e)]
    return shown


def test_who_agrees_to_a_role_reads_the_district_and_what_they_are_now(administrator, auditor, newcomer, member_of):
    StaffCredential.objects.using("owner").update_or_create(member=newcomer, defaults={"hash": "x"})
    here = f"/administration/staff/{newcomer.ref.hex}/"
    administrator.post(here, {"do": "change", "role": "auditor", "district": ""})
    shown = _request_of_role(auditor, newcomer)
    assert "is to work as: Auditor" in shown and "Now: Clerk of the case-formation unit, district 7, At work" in shown
    settle(auditor, waiting())
    administrator.post(here, {"do": "change", "role": "clerk", "district": "9"})
    shown = _request_of_role(auditor, newcomer)
    assert "is to work as: Clerk of the case-formation unit, district 9" in shown and "Now: Auditor, At work" in shown
    assert "return" not in shown
    settle(auditor, waiting(), "refuse")
    administrator.post(here, {"do": "disable"})
    administrator.post(here, {"do": "enable"})
    shown = _request_of_role(auditor, newcomer)
    assert "is to return to work as: Auditor" in shown and "Not at work" in shown


def test_who_is_new_does_not_return(administrator, auditor, member_of):
    from browser_client import stranger

    number = stranger()
    said = {"number": number, "first_name": "سارا", "last_name": "نوبتی", "role": "clerk", "district": "7"}
    administrator.post("/administration/staff/", said)
    shown = _request_of_role(auditor, member_of(number))
    assert "is to work as: Clerk of the case-formation unit, district 7" in shown and "return" not in shown


def test_settled_requests_that_are_not_shown_are_announced(asked, auditor, administrator, monkeypatch):
    settle(auditor, asked, "refuse")
    said = {"rule": "sealed_days", "value": str(asked.content["value"]), "source": "بخشنامه ۱۳ آزمون"}
    administrator.post("/administration/rules/", said)
    settle(auditor, waiting(), "refuse")
    monkeypatch.setattr("shahrsazi.administration.approval_views.MAX_SETTLED", 1)
    assert "Only the last 1 are shown." in auditor.get(f"/en{REQUESTS}").content.decode()


@pytest.mark.parametrize("request_", ["", "0", "x", "۱", "9" * 40, "-1", "1; --"])
@pytest.mark.parametrize("do", ["agree", "refuse", "", "king"])
def test_a_request_that_there_is_not_is_settled_already(auditor, request_, do):
    assert auditor.post(REQUESTS, {"request": request_, "do": do}).headers["Location"].endswith("?notice=gone")


# In the database itself


@contextmanager
def bound(number: str, member_of):
    """The staff's role, bound to a desk, as an injected query would be; nothing of it stays."""
    client_token = session.begin(member_of(number).id, level=2)
    with transaction.atomic(using="staff"), connections["staff"].cursor() as cursor:
        cursor.execute("SELECT * FROM guard.open_desk(%s)", [client_token])
        yield cursor
        transaction.set_rollback(True, using="staff")


def state_of(fault: DatabaseError) -> str:
    return fault.__cause__.sqlstate


AGREE = (
    "UPDATE administration_approvalrequest SET outcome = 'agreed', settled_by = {}, settled_at = now() WHERE id = {}"
)


def test_the_database_lets_no_one_agree_to_their_own_request(asked, member_of):
    me, other = person_id(ADMINISTRATOR), person_id(AUDITOR)
    for settled_by, state in ((me, "23514"), (other, "42501")):
        with pytest.raises(DatabaseError) as fault, bound(ADMINISTRATOR, member_of) as cursor:
            cursor.execute(AGREE.format(settled_by, asked.id))
        assert state_of(fault.value) == state


def test_the_database_lets_no_one_ask_in_another_name_or_change_what_was_asked(asked, member_of):
    for sql in (
        f"INSERT INTO administration_approvalrequest (kind, about, content, asked_by, outcome)"
        f" VALUES ('rule', 'x', '{{}}', {person_id(AUDITOR)}, '')",
        f"UPDATE administration_approvalrequest SET asked_by = 1 WHERE id = {asked.id}",
        f"UPDATE administration_approvalrequest SET content = '{{}}' WHERE id = {asked.id}",
        f"DELETE FROM administration_approvalrequest WHERE id = {asked.id}",
    ):
        with pytest.raises(DatabaseError) as fault, bound(ADMINISTRATOR, member_of) as cursor:
            cursor.execute(sql)
        assert state_of(fault.value) == "42501", sql


def test_the_database_keeps_a_settled_request_as_it_was_settled(asked, auditor, member_of):
    settle(auditor, asked, "refuse")
    with bound(AUDITOR, member_of) as cursor:
        cursor.execute(AGREE.format(person_id(AUDITOR), asked.id))
        assert cursor.rowcount == 0


@pytest.mark.parametrize("who", [ADMINISTRATOR, AUDITOR])
def test_the_database_takes_no_rule_without_an_agreed_request(staff, asked, member_of, who):
    sql = (
        "INSERT INTO city_ruleversion (name, value, source, asked_by, agreed_by)"
        " VALUES ('sealed_days', 20, 'x', %s, %s)"
    )
    with pytest.raises(DatabaseError) as fault, bound(who, member_of) as cursor:
        cursor.execute(sql, [person_id(ADMINISTRATOR), person_id(who)])
    assert state_of(fault.value) == "42501"


def test_the_database_takes_no_other_value_than_the_one_agreed_to(asked, member_of):
    sql = (
        "INSERT INTO city_ruleversion (name, value, source, asked_by, agreed_by) VALUES ('sealed_days', 20, %s, %s, %s)"
    )
    with pytest.raises(DatabaseError) as fault, bound(AUDITOR, member_of) as cursor:
        cursor.execute(AGREE.format(person_id(AUDITOR), asked.id))
        cursor.execute(sql, [asked.content["source"], person_id(ADMINISTRATOR), person_id(AUDITOR)])
    assert state_of(fault.value) == "42501"


RAISE = "UPDATE staff_member SET role = 'administrator', district_id = NULL, disabled_at = NULL WHERE id = {}"


@pytest.mark.parametrize("who", [ADMINISTRATOR, AUDITOR])
def test_the_database_makes_no_administrator_on_one_persons_word(newcomer, member_of, who):
    try:
        with bound(who, member_of) as cursor:
            cursor.execute(RAISE.format(newcomer.id))
            assert cursor.rowcount == 0
    except DatabaseError as fault:
        assert state_of(fault) == "42501"


@pytest.mark.parametrize(("role", "district"), [("administrator", None), ("auditor", None), ("clerk", 5)])
def test_the_database_lets_no_one_add_somebody_who_works_at_once(staff, member_of, role, district):
    sql = "INSERT INTO staff_member (person_id, role, district_id) VALUES (%s, %s, %s)"
    with pytest.raises(DatabaseError) as fault, bound(ADMINISTRATOR, member_of) as cursor:
        cursor.execute(sql, [person_id("1300045671"), role, district])
    assert state_of(fault.value) == "42501"


def test_the_database_lets_no_one_bring_a_clerk_back_alone(newcomer, member_of):
    Member.objects.using("owner").filter(id=newcomer.id).update(disabled_at="2026-01-05T00:00Z")
    try:
        with bound(ADMINISTRATOR, member_of) as cursor:
            cursor.execute(f"UPDATE staff_member SET disabled_at = NULL WHERE id = {newcomer.id}")
            assert cursor.rowcount == 0
    except DatabaseError as fault:
        assert state_of(fault) == "42501"


@pytest.mark.parametrize("change", ["disabled_at = now()", "role = 'clerk', district_id = 1"])
def test_the_database_lets_no_one_change_their_own_place(staff, member_of, change):
    with bound(ADMINISTRATOR, member_of) as cursor:
        cursor.execute(f"UPDATE staff_member SET {change} WHERE id = {member_of(ADMINISTRATOR).id}")
        assert cursor.rowcount == 0


def test_an_administrator_can_close_the_desk_of_an_auditor(administrator, newcomer, member_of):
    Member.objects.using("owner").filter(id=newcomer.id).update(role="auditor", district=None)
    administrator.post(f"/administration/staff/{newcomer.ref.hex}/", {"do": "disable"})
    assert member_of(newcomer.person.number).disabled_at is not None
    assert settings.STAFF_COOKIE in administrator.cookies
