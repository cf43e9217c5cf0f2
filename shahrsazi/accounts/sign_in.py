"""What the sign-in pages do: request a password, sign in, change the password. Nothing here knows a page."""

import hashlib
import hmac
import secrets
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from shahrsazi.credentials import passwords, rate_limits, sessions
from shahrsazi.credentials.passwords import Credential, FirstPassword
from shahrsazi.credentials.sessions import CHANGING, FULL, Session
from shahrsazi.ledger.entry import record
from shahrsazi.messages.models import Message
from shahrsazi.messages.tasks import queue_message
from shahrsazi.people.models import Person

MAX_FAILURES = 50
NO_ONE = 0  # stands for a person who does not exist, so that the same statements run for them


class SignedIn(NamedTuple):
    token: str
    level: int
    person_id: int


def request_password(national_code: str, channel: str, address: str, language: str) -> int:
    """Have a first password sent, if this person may have one; do the same work for anyone else.

    Returns the seconds to wait when a limit is reached, else 0. Limits count what was typed, registered or not.
    """
    wait = _wait_for_limits(national_code, channel, address)
    if not wait:
        with transaction.atomic(using="entrance"):
            first = FirstPassword(person=_may_sign_in(national_code), channel=channel)
            first.save(using="entrance")
            message = Message(kind="first_password", channel=channel, language=language, first_password=first)
            queue_message(message, "entrance")
    return wait


def _wait_for_limits(national_code: str, channel: str, address: str) -> int:
    limits = [
        ("password.person.way", f"{national_code}/{channel}"),
        ("password.person.hour", national_code),
        ("password.person.day", national_code),
        ("password.everyone", ""),
        ("password.everyone.day", ""),
    ]
    if not rate_limits.is_own_machine(address):
        limits.append(("password.network", rate_limits.subnet(address)))
        limits.append(("password.neighbourhood", rate_limits.wide_subnet(address)))
    return next((wait for name, subject in limits if (wait := rate_limits.hit(name, subject))), 0)


def _may_sign_in(national_code: str) -> Person | None:
    return (
        Person.objects.using("entrance")
        .filter(number=national_code, contact__registered_on__isnull=False, contact__died_on__isnull=True)
        .only("id")
        .first()
    )


def sign_in(national_code: str, password: str, *, device: str) -> SignedIn | None:
    """Begin a session for the right password, lasting or sent; None for a wrong one, after the same work."""
    person = _may_sign_in(national_code)
    person_id = person.id if person else NO_ONE
    credential = Credential.objects.using("entrance").filter(person=person_id, disabled_at__isnull=True).first()
    lasting = passwords.matches(credential.hash if credential else None, password)
    with transaction.atomic(using="entrance"):
        first = None if lasting else _spend_first_password(person_id, password)
        if not (lasting or first):
            _count_failure(person_id)
            return None
        if lasting:
            _renew_hash(credential, password)
        return _begin(person, first, device)


def _renew_hash(credential: Credential, password: str) -> None:
    """Hash the password again if its hash has another cost than today's: only at sign-in is its text at hand."""
    if passwords.is_outdated(credential.hash):
        same = Credential.objects.using("entrance").filter(person=credential.person_id, hash=credential.hash)
        same.update(hash=passwords.hash_password(password))


def _spend_first_password(person_id: int, password: str) -> FirstPassword | None:
    """Use up the sent password that was typed: one UPDATE claims it, so that two requests cannot both have it."""
    for first in list(FirstPassword.usable(person_id)[:20]):
        if hmac.compare_digest(first.text.encode(), password.encode()):
            spent = FirstPassword.usable(person_id).filter(id=first.id).update(used_at=Now())
            return first if spent else None
    return None


def _count_failure(person_id: int) -> None:
    failed = Credential.objects.using("entrance").filter(person=person_id)
    failed.update(failures=F("failures") + 1)
    failed.filter(failures__gte=MAX_FAILURES, disabled_at__isnull=True).update(disabled_at=Now())
    record("sign_in_failed", actor=person_id or None, role="citizen", using="entrance")


def _begin(person, first, device: str) -> SignedIn:
    Credential.objects.using("entrance").filter(person=person).update(failures=0)
    level = CHANGING if first else FULL
    token = sessions.begin(person.id, level=level, device=device, first_password=first)
    record("signed_in", actor=person.id, role="citizen", using="entrance", detail={"level": level})
    return SignedIn(token, level, person.id)


def is_current_password(visitor, password: str) -> bool:
    """Whether this is the password that the session was opened with, or the lasting one."""
    if visitor.first_password_id:
        return hmac.compare_digest(passwords.first_password_text(visitor.first_password_id).encode(), password.encode())
    credential = Credential.objects.using("entrance").filter(person=visitor.person_id).first()
    return passwords.matches(credential.hash if credential else None, password)


def change_password(visitor, new: str) -> None:
    """Set the lasting password, and end every session and every sent password of the person."""
    with transaction.atomic(using="entrance"):
        Credential.objects.using("entrance").update_or_create(
            person_id=visitor.person_id,
            defaults={"hash": passwords.hash_password(new), "changed_at": Now(), "failures": 0, "disabled_at": None},
        )
        FirstPassword.usable(visitor.person_id).update(used_at=Now())
        sessions.end(
            Session.objects.using("entrance").filter(person=visitor.person_id, ended_at__isnull=True), "changed"
        )
        record("password_changed", actor=visitor.person_id, role="citizen", using="entrance")


def guess_bucket(national_code: str, device_cookie: str) -> str:
    """Wrong guesses count apart for a browser that this person has used before: no stranger can lock it out."""
    nonce, _, seal = device_cookie.partition(".")
    valid = seal.isascii() and hmac.compare_digest(seal, _device_seal(nonce, national_code))
    return f"{national_code}/{nonce if valid else ''}"


def device_cookie(national_code: str) -> str:
    nonce = secrets.token_urlsafe(12)
    return f"{nonce}.{_device_seal(nonce, national_code)}"


def _device_seal(nonce: str, national_code: str) -> str:
    message = f"device {nonce} {national_code}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]
