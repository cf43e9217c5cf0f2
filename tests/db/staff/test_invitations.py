"""A new member of staff: the invitation, a password of their own, an authenticator; and where no secret is kept."""

import logging
import re

import pytest
import segno
from browser_client import later, rows_with
from django.conf import settings
from staff_client import (
    CHOICE,
    ENROLMENT,
    ENTRANCE,
    HOME,
    PASSWORD,
    WRONG,
    Terminal,
    as_desk,
    desk_of,
    fresh_number,
    member,
    ready,
    said,
    shown,
)

from shahrsazi.people.models import Person
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.staff import invitations, sign_in
from shahrsazi.staff.member import INVITATION_LIFE, Enrolment, Invitation, Member, StaffCredential
from shahrsazi.staff.session import SETTING_UP, DeskSession, load_desk
from shahrsazi.staff.totp import key_uri, spelled_secret

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def invited():
    """(number, first password) of a new clerk of district 5."""
    number = fresh_number()
    return number, invitations.add(number, "الهام", "تازه", "clerk", 5)


def chosen(invited) -> Terminal:
    """A terminal that came in with the invitation and has a password of its own now."""
    terminal = Terminal()
    terminal.sign_in(*invited)
    terminal.choose_password(invited[1])
    return terminal


def secret_no() -> int:
    return Enrolment.objects.using("owner").latest("id").id


def test_invitation_password_enrolment_desk(invited):
    terminal = Terminal()
    terminal.sign_in(*invited)
    assert (terminal.address, terminal.heading) == (CHOICE, "Change password")
    terminal.choose_password(invited[1])
    assert (terminal.address, terminal.heading) == (ENROLMENT, "One-time codes")
    terminal.enrol(shown(secret_no()))
    assert terminal.address not in (CHOICE, ENROLMENT, ENTRANCE, HOME) and terminal.response.status_code == 200
    terminal.open("/t/role/clerk/")
    assert f"clerk {invited[0]}" in terminal.text
    back = Terminal()
    back.sign_in(invited[0], PASSWORD, shown(secret_no(), 1))
    assert back.open("/t/role/clerk/").status_code == 200 and back.heading == "At work"


def test_an_invitation_works_once(invited):
    first, second = Terminal(), Terminal()
    first.sign_in(*invited)
    second.sign_in(*invited)
    assert first.token and second.errors() == [WRONG] and not second.token


@pytest.mark.parametrize(("hours", "opens"), [(71.9, True), (72.01, False)])
def test_an_invitation_holds_for_72_hours(invited, hours, opens):
    later("staff_invitation", "ends_at", hours * 60)
    assert (sign_in.sign_in(*invited, "") is not None) is opens
    assert INVITATION_LIFE.total_seconds() == 72 * 3600


def test_a_new_invitation_ends_the_one_before_and_every_other_way_in():
    who = ready()
    number = Person.objects.using("owner").get(id=who.person_id).number
    first, second = invitations.invite(who.id, None), invitations.invite(who.id, None)
    assert not sign_in.sign_in(number, first, "") and not sign_in.sign_in(number, PASSWORD, "")
    entered = sign_in.sign_in(number, second, "")
    assert entered and not entered.ready


def test_another_members_invitation_opens_nothing(invited):
    other = fresh_number()
    invitations.add(other, "حمید", "تازه", "clerk", 5)
    assert not sign_in.sign_in(other, invited[1], "")


def test_until_the_password_is_chosen_only_the_choice_opens(invited):
    terminal = Terminal()
    terminal.sign_in(*invited)
    for address in (HOME, "/t/role/any_staff/", "/t/role/clerk/"):
        assert terminal.client.get(address)["Location"].endswith("/staff/password/"), address
    terminal.open(ENROLMENT)
    terminal.enrol(shown(secret_no()))
    assert terminal.heading == "One-time codes" and len(terminal.errors()) == 1
    assert StaffCredential.objects.using("owner").get(member__person__number=invited[0]).totp_no is None


def test_until_the_authenticator_is_enrolled_only_choice_and_enrolment_open(invited):
    terminal = chosen(invited)
    for address in (HOME, "/t/role/any_staff/", "/t/role/clerk/"):
        assert terminal.client.get(address)["Location"].endswith("/staff/enrol/"), address
    assert terminal.client.get(CHOICE).status_code == terminal.client.get(ENROLMENT).status_code == 200


def test_for_the_database_a_desk_that_is_being_set_up_is_none():
    with as_desk(desk_of(member(), SETTING_UP)) as cursor:
        assert said(cursor, "SELECT guard.desk_member()") is None
        for table in ("staff_member", "casefiles_casefile", "counter_draft", "people_person"):
            assert said(cursor, f"SELECT count(*) FROM {table}") == 0


def test_the_lasting_password_alone_leads_to_the_enrolment_and_no_further(invited):
    chosen(invited)
    again = Terminal()
    again.sign_in(invited[0], PASSWORD, "")
    assert again.open(HOME).status_code == 200 and again.heading == "One-time codes"


def test_a_wrong_code_does_not_enrol_and_keeps_the_same_secret(invited):
    terminal = chosen(invited)
    before = terminal.page.find(".//bdi[@class='code']").text
    terminal.enrol(f"{(int(shown(secret_no())) + 1) % 10**6:06d}")
    assert terminal.errors() == ["This is not the code that the authenticator shows now. Please wait for the next one."]
    assert terminal.page.find(".//bdi[@class='code']").text == before == spelled_secret(secret_no())
    terminal.enrol(shown(secret_no()))
    assert terminal.open("/t/role/clerk/").status_code == 200 and terminal.heading == "At work"


def test_wrong_codes_at_the_enrolment_are_slowed_down(invited):
    terminal = chosen(invited)
    for _ in range(4):
        terminal.enrol("")
        terminal.enrol("abcdef")
    terminal.enrol(shown(secret_no()))
    assert terminal.heading == "One-time codes" and terminal.errors()


def test_the_code_that_enrolled_does_not_sign_in_as_well(invited):
    terminal = chosen(invited)
    code = shown(secret_no())
    terminal.enrol(code)
    assert not sign_in.sign_in(invited[0], PASSWORD, code)


def test_who_is_enrolled_cannot_take_a_new_secret_from_a_desk(invited):
    terminal = chosen(invited)
    terminal.enrol(shown(secret_no()))
    number = secret_no()
    assert terminal.client.get(ENROLMENT).status_code == 302
    desk = sit(terminal.token)
    assert sign_in.enrol(desk, shown(sign_in.enrolment(desk))) is None
    assert StaffCredential.objects.using("owner").get(member=desk.member_id).totp_no == number


def sit(token: str):
    from django.db import transaction

    with transaction.atomic(using="staff"):
        return load_desk(token)


def test_the_picture_says_what_an_authenticator_takes(invited):
    terminal = chosen(invited)
    uri = key_uri(secret_no(), invited[0])
    assert uri == f"otpauth://totp/Shahrsazi:{invited[0]}?secret={spelled_secret(secret_no())}&issuer=Shahrsazi"
    assert re.fullmatch("[A-Z2-7]{32}", spelled_secret(secret_no()))
    drawing = terminal.page.find(f".//{SVG}svg[@class='qr']")
    ink = drawing.find(f"{SVG}path[@class='ink']").attrib["d"]
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", ink)}
    matrix = segno.make(uri, error="m").matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, on in enumerate(row) if on}
    assert drawing.attrib["viewBox"] == f"-4 -4 {len(matrix) + 8} {len(matrix) + 8}"


@pytest.mark.parametrize("new", ["short1A", "alllower1", "NOLETTERS", "Password1", "{number}aA"])
def test_a_weak_password_is_refused_and_the_desk_stays_where_it_was(invited, new):
    terminal = Terminal()
    terminal.sign_in(*invited)
    terminal.choose_password(invited[1], new.format(number=invited[0]))
    assert terminal.heading == "Change password" and terminal.errors()
    assert StaffCredential.objects.using("owner").get(member__person__number=invited[0]).hash == ""


def test_the_current_password_and_the_repetition_must_be_right(invited):
    terminal = Terminal()
    terminal.sign_in(*invited)
    terminal.choose_password("Nadorost1")
    assert terminal.errors() == ["The current password is wrong."]
    terminal.choose_password(invited[1], again="Derakht8Sabs")
    assert terminal.errors() == ["The new password and its repetition are not the same."]


def test_a_change_of_password_at_the_desk_goes_on_at_a_new_desk_and_ends_the_old_one(invited):
    terminal = chosen(invited)
    terminal.enrol(shown(secret_no()))
    before = terminal.token
    terminal.choose_password(PASSWORD, "Khane5Elham")
    assert terminal.token != before and sit(terminal.token).level == 2 and sit(before) is None


@pytest.mark.parametrize(("number", "role", "district"), [("1310002224", "clerk", 5), ("131000222", "clerk", 5)])
def test_a_number_that_is_not_right_is_refused(number, role, district):
    with pytest.raises(InvalidInputError):
        invitations.add(number, "الهام", "تازه", role, district)


@pytest.mark.parametrize("name", [("الهام", ""), ("", "تازه"), (" ", " "), ("پروین", "تازه"), ("الهام", "دیگری")])
def test_a_command_renames_nobody(invited, name):
    with pytest.raises(InvalidInputError):
        invitations.add(invited[0], *name, "clerk", 5)
    person = Person.objects.using("owner").get(number=invited[0])
    assert (person.first_name, person.last_name) == ("الهام", "تازه")


def test_adding_someone_again_corrects_their_role_and_invites_them_anew(invited):
    again = invitations.add(invited[0], "الهام", "تازه", "auditor", None)
    assert not sign_in.sign_in(*invited, "") and sign_in.sign_in(invited[0], again, "")
    assert [m.role for m in Member.objects.using("owner").filter(person__number=invited[0])] == ["auditor"]


# Secrets


def test_first_password_and_secret_are_in_no_log_no_table_no_message_and_no_address(invited, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    terminal, addresses = Terminal(), []
    real = terminal.client.generic
    terminal.client.generic = lambda method, path, *a, **k: (
        addresses.append(path + str(k)) or real(method, path, *a, **k)
    )
    terminal.sign_in(*invited)
    addresses_before = len(addresses)
    terminal.choose_password(invited[1])
    secret, code = spelled_secret(secret_no()), shown(secret_no())
    terminal.enrol(code)
    out, err = capfd.readouterr()
    outbox = settings.OUTBOX.read_text("utf8") if settings.OUTBOX.exists() else ""
    assert addresses_before and Invitation.objects.using("owner").latest("id").text == invited[1]
    for hidden in (invited[1], secret, PASSWORD):
        assert rows_with(hidden) == []
        assert not [
            kind
            for kind, text in {"log": caplog.text, "out": out, "err": err, "outbox": outbox}.items()
            if hidden in text
        ]
        assert not [address for address in addresses if hidden in address]
    assert not [address for address in addresses if code in address]
    assert rows_with(terminal.token) == [] and DeskSession.objects.using("owner").count()


def test_no_page_that_shows_a_secret_is_kept_by_any_cache(invited):
    terminal = Terminal()
    terminal.sign_in(*invited)
    assert terminal.response.headers["Cache-Control"] == "no-store"
    terminal.choose_password(invited[1])
    assert terminal.response.headers["Cache-Control"] == "no-store"
    assert invited[1].encode() not in terminal.response.content
