"""Threats 7, 11 and 54: ways in that are used up, brought back to life or swapped, each tried by an attacker."""

import pytest
from browser_client import Browser, deliver_all, later, mobile_of, newcomer, password_in, received, requested
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections, transaction
from history_model import asked, case, owns, people
from personas import person_id
from staff_client import HASH, Terminal, as_desk, at_desk, desk_of, member, number_of, ready, shown

from shahrsazi.credentials import rate_limits
from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.messages.models import Message
from shahrsazi.staff import sign_in
from shahrsazi.staff.access import Desk
from shahrsazi.staff.member import Enrolment, Invitation, StaffCredential, invite


def refusal(alias: str, sql: str, values=()) -> str:
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(sql, values)
            transaction.set_rollback(True, using=alias)
    except DatabaseError as error:
        return str(error).splitlines()[0]
    return ""


def test_relatives_on_the_same_telephone_use_up_nothing_of_hers(city):
    nargess, kin = newcomer("نرگس", email=False), [newcomer("پسر", email=False), newcomer("پدر", email=False)]
    mobile = mobile_of(nargess)
    for number in kin:
        asked("UPDATE people_contact SET mobile = %s WHERE person_id = %s RETURNING 1", [mobile, person_id(number)])
    for hour in range(4):
        for whom in [kin[hour % 2]] * 3 + [nargess] * 3:
            later("credentials_tally", "until", 3, "until < now() + interval '3 minutes'")
            requested(whom, "sms", "203.0.113.7")
        later("credentials_tally", "until", 61, "until < now() + interval '61 minutes'")
    sent = "SELECT count(*) FROM credentials_firstpassword WHERE person_id = %s"
    assert asked(sent, [person_id(nargess)]) == [(0,)]
    assert requested(nargess, "sms").limit == "id", "she is told that it was asked for too often"
    assert asked(sent, [person_id(nargess)]) == [(1,)], "and it comes"


def test_the_browser_in_which_a_clerk_enrolled_is_a_known_one(city):
    clerk = member()
    text = invite(clerk.id, None)
    terminal = Terminal()
    terminal.sign_in(number_of(clerk), text)
    terminal.choose_password(text)
    terminal.enrol(shown(Enrolment.objects.using("owner").filter(member=clerk).latest("id").id))
    assert terminal.cookie(settings.STAFF_DEVICE_COOKIE)


def test_asking_by_a_way_that_she_has_not_uses_up_nothing_of_the_way_that_she_has(city):
    nargess = newcomer("نرگس", email=False)
    counted = ("SELECT count FROM credentials_tally WHERE key = %s", [rate_limits.key("password.everyone.day", "")])
    before = asked(*counted)
    for _ in range(10):
        requested(nargess, "email", "203.0.113.7")
        later("credentials_tally", "until", 61, "until < now() + interval '61 minutes'")
    assert asked(*counted) == before, "what is not sent is not counted for all"
    assert requested(nargess, "sms") is None
    deliver_all()
    assert password_in(received(mobile_of(nargess))[-1])


def test_the_last_message_that_a_limit_allows_opens_until_the_limit_does(city):
    nargess = newcomer("نرگس")
    for _ in range(3):
        later("credentials_tally", "until", 3, "until < now() + interval '3 minutes'")
        assert requested(nargess, "sms", "203.0.113.7") is None
    deliver_all()
    refused = requested(nargess, "sms")
    assert refused.limit in ("again", "id") and "تا ساعت" in received(mobile_of(nargess))[-1]
    later("credentials_firstpassword", "asked_at sent_at ends_at", 30, f"person_id = {person_id(nargess)}")
    browser = Browser()
    browser.sign_in(nargess, password_in(received(mobile_of(nargess))[-1]))
    assert browser.address == "/entrance/change/"


REVIVALS = {
    "a used password": "UPDATE credentials_firstpassword SET used_at = NULL WHERE id = {first}",
    "a password for longer": "UPDATE credentials_firstpassword SET ends_at = '2100-01-01' WHERE id = {first}",
    "a used invitation": "UPDATE staff_invitation SET used_at = NULL",
}


@pytest.mark.parametrize("alias", ["entrance", "worker"])
@pytest.mark.parametrize("sql", REVIVALS.values(), ids=REVIVALS)
def test_what_was_used_or_is_over_is_not_brought_back(city, sql, alias):
    (one,) = people(1)
    row = FirstPassword.objects.using("owner").create(
        person_id=one, channel="sms", used_at="2026-01-01T00:00Z", ends_at="2026-01-01T00:10Z"
    )
    used = Invitation(member_id=member().id, ends_at="2026-01-01T00:10Z", used_at="2026-01-01T00:00Z")
    used.save(using="owner", force_insert=True)
    refused = refusal(alias, sql.format(first=row.id))
    assert refused.startswith(("what is over stays over", "permission denied"))


def test_an_invitation_beside_codes_in_force_opens_no_desk(city):
    elham = ready("clerk")
    text = invite(elham.id, None)
    StaffCredential.objects.using("owner").filter(member=elham).update(totp_no=77, hash=HASH)
    number = asked("SELECT number FROM people_person WHERE id = %s", [elham.person_id])[0][0]
    assert sign_in.sign_in(number, text, "") is None and sign_in.sign_in_as_invited(number, text) is None


def test_nobody_enrols_with_a_secret_that_was_made_for_another(city):
    elham, hamid = member("clerk"), member("clerk", 3)
    mine = Enrolment.objects.using("owner").create(member=hamid)
    desk_of(elham, 1)
    asked("UPDATE staff_desksession SET enrolment_id = %s WHERE member_id = %s RETURNING 1", [mine.id, elham.id])
    [(session,)] = asked("SELECT id FROM staff_desksession WHERE member_id = %s AND ended_at IS NULL", [elham.id])
    desk = Desk(session, elham.id, elham.person_id, "", "", "clerk", 5, 1, None)
    with pytest.raises(PermissionDenied):
        sign_in.enrolment(desk)


@pytest.mark.parametrize("change", ["totp_last = 0", "disabled_at = NULL", "failures = 0", f"totp_last = {2**62}"])
def test_no_statement_of_the_entrances_frees_or_shuts_a_members_codes(city, change):
    elham = ready("clerk")
    assert refusal("entrance", f"UPDATE staff_staffcredential SET {change} WHERE member_id = {elham.id}").startswith(
        "not signed"
    )


def test_a_password_on_paper_is_sent_to_nobody(city):
    victim, me = newcomer("نرگس"), newcomer("بهرام")
    paper = FirstPassword.objects.using("owner").create(person_id=person_id(victim), channel="paper")
    planted = (
        'INSERT INTO messages_message (kind, channel, language, person_id, first_password_id, "to", state, attempts,'
        " made_at, error) VALUES ('first_password', 'sms', 'en', %s, %s, '', 'due', 0, now(), '')"
    )
    assert "row-level security" in refusal("entrance", planted, [person_id(me), paper.id])
    due = Message.objects.using("owner").create(
        kind="first_password", channel="sms", person_id=person_id(me), first_password=paper
    )
    of_it = "SELECT address FROM guard.message_recipient(%s)"
    assert asked(of_it, [due.id], using="worker") == []
    asked("UPDATE messages_message SET state = 'dropped' WHERE id = %s RETURNING 1", [due.id])


def test_a_settled_message_is_never_due_again(city):
    sent = Message.objects.using("owner").create(
        kind="new_device", channel="sms", person_id=people(1)[0], state="sent", done_at="2026-01-01T00:00Z"
    )
    again = "UPDATE messages_message SET state = 'due', done_at = NULL WHERE id = %s"
    assert refusal("worker", again, [sent.id]).startswith("what is over stays over")
    asked("UPDATE messages_message SET state = 'due' WHERE id = %s RETURNING 1", [sent.id])
    assert asked("SELECT address FROM guard.message_recipient(%s)", [sent.id], using="worker") == []
    asked("UPDATE messages_message SET state = 'sent' WHERE id = %s RETURNING 1", [sent.id])


def test_naming_a_file_opens_it_to_no_clerk_before_the_ledger_says_so(city):
    file, (owner,) = case(5), people(1)
    owns(owner, file.id)
    token = desk_of(member("clerk", 5))
    with as_desk(token) as cursor:
        cursor.execute("SELECT set_config('app.case', %s, true)", [str(file.id)])
        cursor.execute("SELECT guard.desk_case(), (SELECT count(*) FROM casefiles_ownership)")
        assert cursor.fetchone() == (None, 0)
        cursor.execute("SELECT guard.open_case_at_desk(%s, '')", [file.ref])
        cursor.execute("SELECT guard.desk_case(), (SELECT count(*) FROM casefiles_ownership)")
        assert cursor.fetchone() == (file.id, 1)


@pytest.mark.parametrize("column", ["id, ", "at, "])
def test_nobody_chooses_the_number_or_the_moment_of_a_ledgers_row(city, column):
    value = "now()" if "at" in column else "1"
    columns = f"{column}role, act, section, reason, detail"
    row = f"INSERT INTO ledger_ledgerentry ({columns}) VALUES ({value}, 'x', 'x', '', '', '{{}}')"
    for alias in ("default", "entrance", "feed", "worker", "staff"):
        assert refusal(alias, row).startswith("permission denied")


def test_the_guesses_of_others_in_the_office_keep_no_clerk_out_who_has_signed_in_there_before(city):
    from django.conf import settings
    from staff_client import PASSWORD, code_of, number_of

    from shahrsazi.credentials import devices

    elham = ready("clerk")
    for _ in range(rate_limits.LIMITS["staff.network"].max + 1):
        rate_limits.hit("staff.network", "203.0.113.9")
    client = at_desk(member())
    client.cookies.clear()
    client.cookies[settings.STAFF_DEVICE_COOKIE] = devices.new_cookie("staff", number_of(elham))
    page = client.get("/en/staff/", REMOTE_ADDR="203.0.113.9").content.decode()
    token = page.split('name="captcha" value="')[1].split('"')[0]
    fields = {"user": number_of(elham), "password": PASSWORD, "code": code_of(elham), "captcha": token}
    assert client.post("/en/staff/", fields, REMOTE_ADDR="203.0.113.9").status_code == 302
