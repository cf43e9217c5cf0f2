"""Members of staff: an authenticator in the hand, a browser at their entrance; and the staff role, bound to a desk."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from browser_client import Browser
from django.conf import settings
from django.db import connections, transaction
from django.test import Client
from django.urls import path
from django_otp.oath import totp
from history_model import LONG_AGO, acts, case, owns, people

from shahrsazi import urls
from shahrsazi.credentials import passwords
from shahrsazi.people.models import Contact, Person
from shahrsazi.persian.identifiers import sample_national_code
from shahrsazi.staff import session
from shahrsazi.staff.member import Member, StaffCredential
from shahrsazi.staff.totp import secret

PASSWORD = "Derakht8Sabz"
HASH = passwords.hash_password(PASSWORD)
# What the addresses of staff are made with; a test that needs real ones puts them in.
KWARGS = {
    "prepared": {"ref": "x" * 22, "key": "0" * 16},
    "term_calendar": {"ref": "x" * 22, "key": "0" * 16},
    "case_calendar": {"ref": "x" * 22},
    "subscribed": {"token": "x" * 43},
    **{
        name: {"ref": "x" * 22}
        for name in (
            "counter_file",
            "money",
            "draft_review",
            "draft_file",
            "draft_owners",
            "draft_submit",
            "draft_confirm",
            "draft_back",
            "draft_objection",
            "draft_receipt",
            "draft_reversal",
        )
    },
    **{
        name: {"ref": "x" * 22, "key": "0a1b2c3d"}
        for name in (
            "draft_owner",
            "draft_agent",
            "draft_papers",
            "draft_contact",
            "draft_sealed",
            "draft_sealed_again",
        )
    },
    "draft_ending": {"ref": "x" * 22, "key": "0" * 32},
    "draft_deed": {"ref": "x" * 22, "key": "file"},
    "draft_hand_over": {"ref": "x" * 22},
    "draft_counter_act": {"ref": "x" * 22},
    "letter": {"ref": "x" * 22},
    "letter_print": {"ref": "x" * 22},
    "draft_correcting": {"ref": "x" * 22, "key": "0" * 32},
    "draft_leaving": {"ref": "x" * 22, "key": "0" * 32},
    "counter_objection": {"ref": "x" * 22},
    "counter_block": {"ref": "x" * 22, "key": "0" * 32},
    "counter_paper": {"ref": "x" * 22, "sha256": "0" * 64},
    "counter_paper_file": {"ref": "x" * 22, "sha256": "0" * 64},
    "counter_paper_picture": {"ref": "x" * 22, "sha256": "0" * 64, "rendition": "1-thumb.webp"},
    "draft_scan": {"ref": "x" * 22, "sha256": "0" * 64},
    "counter_paper_original": {"ref": "x" * 22, "sha256": "0" * 64},
    "draft_scan_original": {"ref": "x" * 22, "sha256": "0" * 64},
    "draft_scan_file": {"ref": "x" * 22, "sha256": "0" * 64},
    "draft_scan_picture": {"ref": "x" * 22, "sha256": "0" * 64, "rendition": "1-thumb.webp"},
    "member": {"ref": "0" * 32},
    "code_list": {"name": "roof"},
}
ENTRANCE, HOME, CHOICE, ENROLMENT, LEAVE = (
    "/en/staff/",
    "/en/staff/home/",
    "/en/staff/password/",
    "/en/staff/enrol/",
    "/en/staff/leave/",
)
WRONG = "The user ID, the password or the one-time code is wrong."
_secrets, _numbers = count(1_000_000), count(600_000)


def fresh_number() -> str:
    """The national code of someone whom nobody knows yet."""
    return sample_national_code(next(_numbers))


def member(role: str = "clerk", district: int | None = 5, person: int | None = None) -> Member:
    """A new member of staff, who has neither a password nor an authenticator."""
    person = people(1)[0] if person is None else person
    return Member.objects.using("owner").create(
        person_id=person, role=role, district_id=district if role == "clerk" else None
    )


def ready(role: str = "clerk", district: int | None = 5) -> Member:
    """A new member who can sign in, with PASSWORD and `code_of`."""
    made = member(role, district)
    StaffCredential(member=made).set(hash=HASH, totp_no=next(_secrets))
    return made


def number_of(who: Member) -> str:
    return Person.objects.using("owner").get(id=who.person_id).number


def code_of(who: Member, steps: int = 0) -> str:
    """What the member's authenticator shows, so many half minutes from now."""
    return shown(StaffCredential.objects.using("owner").get(member=who).totp_no, steps)


def shown(totp_no: int, steps: int = 0) -> str:
    return f"{totp(secret(totp_no), drift=steps):06d}"


def desk_of(who: Member, level: int = session.FULL) -> str:
    """A desk of theirs, begun without the entrance's pages; returns its token."""
    return session.begin(who.id, level=level)


def at_desk(who: Member, level: int = session.FULL) -> Client:
    client = Client()
    client.cookies[settings.STAFF_COOKIE] = desk_of(who, level)
    return client


@contextmanager
def as_desk(token: str | None):
    """A cursor of the staff role in a transaction bound to `token`, as every page of staff is; None: to nobody."""
    with transaction.atomic(using="staff"), connections["staff"].cursor() as cursor:
        if token is not None:
            cursor.execute("SELECT * FROM guard.open_desk(%s)", [token])
        yield cursor


def said(cursor, sql: str, *values):
    """The one value that a statement gives."""
    cursor.execute(sql, values)
    return cursor.fetchone()[0]


def opened(cursor, file) -> int | None:
    return said(cursor, "SELECT guard.open_case_at_desk(%s, 't')", file.ref)


def begins(cursor, who: Member, file=None, district: int = 5) -> int:
    """A draft, by the hand of whose desk it is."""
    begin = """INSERT INTO counter_draft (ref, district_id, case_id, state, begun_by, objection, word, concerns)
      VALUES (left(md5(random()::text), 22), %s, %s, 'draft', %s, '', '', '[]') RETURNING id"""
    return said(cursor, begin, district, file.id if file else None, who.person_id)


def submits(cursor, number: int, by: int) -> None:
    cursor.execute(
        "UPDATE counter_draft SET state = 'submitted', submitted_by = %s, submitted_at = now() WHERE id = %s",
        [by, number],
    )
    assert cursor.rowcount == 1


def settles(cursor, number: int, state: str, by: int) -> None:
    cursor.execute(
        "UPDATE counter_draft SET state = %s, settled_by = %s, settled_at = now(),"
        " takes_effect_at = now() + interval '240 hours'"
        " WHERE id = %s",
        [state, by, number],
    )
    assert cursor.rowcount == 1


def submitted(who: Member, file) -> int:
    """A draft that a clerk began at their own desk, before the opened file, and handed to a second one."""
    with as_desk(desk_of(who)) as cursor:
        assert opened(cursor, file) == file.id
        number = begins(cursor, who, file)
        submits(cursor, number, who.person_id)
    return number


class Place:
    """A file with an owner, someone who acts for them, and how both are reached."""

    def __init__(self, district: int = 5, opened_on=LONG_AGO):
        self.case = case(district, opened_on)
        self.owner, self.agent, self.former = people(3)
        self.share = owns(self.owner, self.case.id)
        owns(self.former, self.case.id, until=LONG_AGO + timedelta(9))
        self.mandate = acts(self.agent, self.owner, self.case.id)
        for person in (self.owner, self.agent, self.former):
            Contact.objects.using("feed").create(person_id=person, mobile="+989550000000", registered_on=LONG_AGO)


class Terminal(Browser):
    """A browser before the staff's pages, in English."""

    def sign_in(self, number: str, password: str = PASSWORD, code: str = "", address: str = ENTRANCE):
        self.open(address)
        self.fill("User ID", number)
        self.fill("Password", password)
        self.fill("One-time code", code)
        self.fill("The number shown in the picture", "12345")
        return self.press("Enter")

    def choose_password(self, current: str, new: str = PASSWORD, again: str | None = None):
        self.open(CHOICE)
        self.fill("Current password", current)
        self.fill("New password", new)
        self.fill("Repeat the new password", new if again is None else again)
        return self.press("Save")

    def enrol(self, code: str):
        self.fill("One-time code", code)
        return self.press("Save")

    @property
    def token(self) -> str:
        return self.cookie(settings.STAFF_COOKIE)


def with_pages(*pages) -> type:
    """The site's addresses and a few of the tests' own."""
    return type("Addresses", (), {"urlpatterns": [*urls.urlpatterns, *pages], "handler404": urls.handler404})


def page_at(address: str, view, needs, name: str | None = None):
    from shahrsazi.web.routes import page  #

    return path(address, page(view, needs=needs), name=name)
