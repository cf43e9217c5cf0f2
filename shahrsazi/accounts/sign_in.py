"""What the sign-in pages do: request a password, sign in, change the password. Nothing here knows a page."""

import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.db import connections, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.credentials import passwords, rate_limits, sessions
from shahrsazi.credentials.devices import Device
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.credentials.sessions import CHANGING, FULL, Session
from shahrsazi.database.signatures import sign_row
from shahrsazi.ledger.entry import record
from shahrsazi.messages.models import Message
from shahrsazi.messages.notices import tell
from shahrsazi.messages.tasks import queue_message
from shahrsazi.people.models import Contact, Person

SENT = ("password.sent.hour", "password.sent.day")
NO_ONE = 0  # stands for a person who does not exist, so that the same statements run for them


class SignedIn(NamedTuple):
    token: str
    level: int
    person_id: int


class AccountBlockedError(Exception):
    """The right password of an account that is blocked: only whoever knows the password learns of it."""


class Refusal(NamedTuple):
    """Why no password is sent now: the first part of the limit's name, and the seconds until it opens again."""

    limit: str
    wait: int


def request_password(national_code: str, channel: str, address: str, device: Device, language: str) -> Refusal | None:
    """Have a first password sent, if this person may have one; do the same work for anyone else.

    What was sent before stays usable. So whoever else asks for her, a message comes to her with which she gets in.
    """
    refusal = _refusal(channel, address, device)
    # Who was asked for too often is told so. What came of it is counted apart: with nothing sent, she has not had hers.
    if refusal is None or refusal.limit == "id":
        person = _may_sign_in(national_code)
        with transaction.atomic(using="entrance"):
            first = FirstPassword(person=person if _may_be_sent(person, channel, device) else None, channel=channel)
            if lasting := _shut_for(device, channel):
                first.ends_at = Now() + timedelta(seconds=lasting)
            sign_row(first, "entrance")
            first.save(using="entrance")
            message = Message(kind="first_password", channel=channel, language=language, first_password=first)
            queue_message(message, "entrance")
            who = person.id if person else None
            record("password_asked", actor=who, role="citizen", using="entrance", detail={"channel": channel})
    return refusal


def _shut_for(device: Device, channel: str) -> int:
    """Seconds for which no further message comes after this one, 0 while another may be asked for. It lasts so long:
    whoever used up the messages would have shut her out.
    """
    subject = f"{device.bucket}/{channel}"
    return max(rate_limits.peek(name, subject, reserved=device.trusted) for name in SENT)


def _refusal(channel: str, address: str, device: Device) -> Refusal | None:
    """The narrow limits are counted before the wide ones, and nothing where a wide one is full already.

    All count what was typed, registered or not, but those of everyone: they are only looked at.
    """
    wide = [("password.everyone", ""), ("password.everyone.day", "")]
    network = [
        ("password.network", rate_limits.subnet(address)),
        ("password.neighbourhood", rate_limits.wide_subnet(address)),
    ]
    if rate_limits.is_own_machine(address):
        network = []
    narrow = [
        ("password.again", f"{device.bucket}/{channel}"),
        ("password.id.hour", f"{device.bucket}/{channel}"),
        ("password.id.day", f"{device.bucket}/{channel}"),
    ]
    return _first_full(wide + network, rate_limits.peek, device) or _first_full(
        narrow + network, rate_limits.hit, device
    )


def _first_full(limits: list[tuple[str, str]], use: Callable[..., int], device: Device) -> Refusal | None:
    waits = ((name, use(name, subject, reserved=device.trusted)) for name, subject in limits)
    return next((Refusal(name.split(".")[1], wait) for name, wait in waits if wait), None)


def _may_be_sent(person: Person | None, channel: str, device: Device) -> bool:
    """Count what is really sent: for one address, whoever asks for whom, and for all. The answer shows nothing of it.

    For nobody the same statements run, over counters of their own.
    """
    reached = _is_reached(person.id if person else NO_ONE, channel)
    address = _counted_as(person, channel) if person and reached else "nobody"
    wide = [(name, "" if reached else "nobody") for name in ("password.everyone", "password.everyone.day")]
    own = [(name, f"{device.bucket}/{channel}") for name in SENT]
    limits = [*own, ("password.address", f"{channel}/{address}"), *wide]
    full = [rate_limits.peek(name, subject, reserved=device.trusted) for name, subject in limits]
    for name, subject in limits if not any(full) else ():
        rate_limits.hit(name, subject, reserved=device.trusted)
    return not any(full)


def _counted_as(person: Person, channel: str) -> str:
    """An SMS by the number that it goes to, whosever it is besides; the entrance reads nobody's e-mail."""
    return person.contact.reached_at("sms", timezone.now()) if channel == "sms" else str(person.id)


def _is_reached(person_id: int, channel: str) -> bool:
    with connections["entrance"].cursor() as cursor:
        cursor.execute("SELECT guard.is_reached(%s, %s)", [person_id, channel])
        return bool(cursor.fetchone()[0])


def _may_sign_in(national_code: str) -> Person | None:
    return (
        Person.objects.using("entrance")
        .filter(
            Q(contact__died_on__isnull=True) | Q(contact__death_holds_from__gt=Now()),
            number=national_code,
            contact__registered_on__isnull=False,
        )
        .select_related("contact")
        .only("id", *(f"contact__{name}" for name in Contact.FOR_MOBILE))
        .first()
    )


def sign_in(national_code: str, password: str, *, device: str, trusted: bool = True) -> SignedIn | None:
    """Begin a session for the right password, lasting or sent; None for a wrong one, after the same work.

    Who comes in from a device that is not trusted yet, and has come in before, is told of it.
    """
    person = _may_sign_in(national_code)
    person_id = person.id if person else NO_ONE
    credential = Credential.objects.using("entrance").filter(person=person_id, disabled_at__isnull=True).first()
    lasting = passwords.matches(credential.hash if credential else None, password)
    with transaction.atomic(using="entrance"):
        first = None if lasting else _spend_first_password(person_id, password)
        if not (lasting or first):
            record("sign_in_failed", actor=person_id or None, role="citizen", using="entrance")
            return None
        if lasting and credential:
            _renew_hash(credential, password)
        if lasting and not trusted and Session.objects.using("entrance").filter(person=person_id, level=FULL).exists():
            tell(person_id, "new_device", using="entrance")
        return _begin(person, first, device)


def sign_in_as_sent(national_code: str, password: str, *, device: str) -> SignedIn | None:
    """Begin a session for a password that was sent, while wrong guesses have shut the way to the lasting one.

    No stranger's guesses keep the owner out: what comes to her telephone opens. It is too long to be guessed.
    """
    person = _may_sign_in(national_code)
    with transaction.atomic(using="entrance"):
        first = _spend_first_password(person.id if person else NO_ONE, password)
        return _begin(person, first, device) if person and first else None


def _renew_hash(credential: Credential, password: str) -> None:
    """Hash the password again if its hash has another cost than today's: only at sign-in is its text at hand."""
    if passwords.is_outdated(credential.hash):
        same = Credential.objects.using("entrance").filter(person=credential.person_id, hash=credential.hash)
        credential.hash = passwords.hash_password(password)
        sign_row(credential, "entrance")
        same.update(hash=credential.hash)


def _spend_first_password(person_id: int, password: str) -> FirstPassword | None:
    """Use up the sent password that was typed: one UPDATE claims it, so that two requests cannot both have it."""
    for first in list(FirstPassword.usable(person_id)[:20]):
        if hmac.compare_digest(first.text.encode(), password.encode()):
            spent = FirstPassword.usable(person_id).filter(id=first.id).update(used_at=Now())
            return first if spent else None
    return None


def _begin(person, first, device: str) -> SignedIn:
    """Raises AccountBlockedError."""
    with connections["entrance"].cursor() as cursor:
        cursor.execute("SELECT guard.is_blocked(%s)", [person.id])
        if cursor.fetchone()[0]:
            raise AccountBlockedError
    level = CHANGING if first else FULL
    token = sessions.begin(person.id, level=level, device=device, first_password=first)
    record("signed_in", actor=person.id, role="citizen", using="entrance", detail={"level": level})
    return SignedIn(token, level, person.id)


def block(visitor, concerned: list[int]) -> None:
    """End every session and tell of the block, also those whose coming changes it stopped; the account was blocked in
    the citizen's own transaction.
    """
    with transaction.atomic(using="entrance"):
        mine = Session.objects.using("entrance").filter(person=visitor.person_id, ended_at__isnull=True)
        sessions.end(mine, "blocked")
        tell(visitor.person_id, "account_blocked", using="entrance")
        for person_id in concerned:
            tell(person_id, "change_stopped", using="entrance")


def sign_out(token: str) -> None:
    with transaction.atomic(using="entrance"):
        if person := sessions.end_token(token):
            record("signed_out", actor=person, role="citizen", using="entrance")


def is_current_password(visitor, password: str) -> bool:
    """Whether this is the password that the session was opened with, or the lasting one."""
    if visitor.first_password_id:
        return hmac.compare_digest(passwords.first_password_text(visitor.first_password_id).encode(), password.encode())
    credential = Credential.objects.using("entrance").filter(person=visitor.person_id).first()
    return passwords.matches(credential.hash if credential else None, password)


def change_password(visitor, new: str) -> bool:
    """Set the lasting password, and end every session and every sent password of the person; nothing where the session
    was ended meanwhile, as by an objection: whoever waited in the queue with it sets no password any more.
    """
    text = passwords.hash_password(new)
    with transaction.atomic(using="entrance"):
        open_ones = Session.objects.using("entrance").filter(person=visitor.person_id, ended_at__isnull=True)
        if visitor.session_id not in set(open_ones.select_for_update().order_by("id").values_list("id", flat=True)):
            return False
        sessions.end(open_ones, "changed")
        FirstPassword.usable(visitor.person_id).update(used_at=Now())
        Credential.set_hash(visitor.person_id, text, changed_at=Now(), disabled_at=None)
        tell(visitor.person_id, "password_changed", using="entrance")
        record("password_changed", actor=visitor.person_id, role="citizen", using="entrance")
    return True
