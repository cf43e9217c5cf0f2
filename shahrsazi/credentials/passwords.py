"""Passwords: the lasting one and its rule, and the first one that is sent, used once and then changed."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from shahrsazi.credentials.common_passwords import GUIDE_EXAMPLE, is_common
from shahrsazi.credentials.hashing import in_turn
from shahrsazi.database.policies import ALL_BUT_DELETE, CLERK
from shahrsazi.database.signatures import Signed, sign_row
from shahrsazi.people.models import Person
from shahrsazi.persian.text import ascii_digits
from shahrsazi.persian.words import Words

LIFETIME = {"sms": timedelta(minutes=10), "email": timedelta(hours=24)}  # on paper: a rule, see city/rules.py
MIN_LENGTH, MAX_LENGTH = 8, 20
# security.md §0.4: Django's own parameters took up to 790 ms here; these 18–29 ms.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Letters that no one takes for one another when they copy them from a telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_OF_THE_SYSTEM = ("shahrsazi", "shahrdari")


class Credential(models.Model):
    """A person's lasting password."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    hash = models.CharField(max_length=160)
    changed_at = models.DateTimeField(db_default=Now())
    disabled_at = models.DateTimeField(null=True)

    policies = {"entrance": ALL_BUT_DELETE}
    signed = Signed(("entrance",), over=("person_id", "hash"), at_change_of=("disabled_at",))

    @classmethod
    def set_hash(cls, person_id: int, text: str, **others: object) -> None:
        """Set the person's password, signed; `others` are columns that change along with it."""
        new = {"hash": text, **others}
        sign_row(cls(person_id=person_id, hash=text), "entrance")
        cls.objects.using("entrance").update_or_create(person_id=person_id, defaults=new)


class FirstPassword(models.Model):
    """A first password that was requested. It is derived from the row's id and a key, and stored nowhere.

    It works beside the lasting password, which stays valid. Its lifetime begins when it is sent.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=5)
    asked_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    printed_by = models.BigIntegerField(null=True)

    # The counter issues one on paper, and may never read those that are sent. A later one is another clerk's to print,
    # and nobody's once the person has chosen a password.
    _ON_PAPER = f"channel = 'paper' AND {CLERK} AND person_id = ANY (ARRAY (SELECT guard.desk_parties()))"
    policies = {
        "entrance": ALL_BUT_DELETE,
        "worker": {"SELECT": "true", "UPDATE": "true"},
        "staff": {
            "SELECT": _ON_PAPER,
            "INSERT": f"{_ON_PAPER} AND printed_by = (SELECT guard.desk_person())"
            " AND guard.may_print_sealed(person_id)",
        },
    }
    column_grants = {
        "entrance": {"UPDATE": ("sent_at", "ends_at", "used_at")},
        "worker": {"UPDATE": ("sent_at", "ends_at")},
    }
    set_once = ("sent_at", "ends_at", "used_at")
    signed = Signed(("entrance", "staff"), over=("person_id", "channel"))

    @classmethod
    def usable(cls, person_id: int, using: str = "entrance") -> "QuerySet[FirstPassword]":
        live = Q(ends_at__gt=Now()) | Q(ends_at__isnull=True, asked_at__gt=Now() - timedelta(minutes=10))
        return cls.objects.using(using).filter(live, person=person_id, used_at__isnull=True).order_by("-id")

    @property
    def text(self) -> str:
        return first_password_text(self.id)

    def begin_life(self, using: str) -> None:
        """Begin the lifetime, now that the message was handed over; a second call changes nothing."""
        FirstPassword.objects.using(using).filter(id=self.id).update(
            sent_at=Coalesce("sent_at", Now()), ends_at=Coalesce("ends_at", Now() + LIFETIME[self.channel])
        )


def first_password_text(number: int) -> str:
    """The text of a first password, from the id of its row."""
    return derive_text(f"first:{number}")


def derive_text(name: str) -> str:
    """Twelve letters and digits (69 bits) derived from a name and a key, which satisfy the guide's rule."""
    for turn in range(1000):
        drawn = hmac.new(settings.PASSWORD_KEY.encode(), f"{name}:{turn}".encode(), hashlib.sha512).digest()
        wide = int.from_bytes(drawn, "big")
        letters = "".join(_ALPHABET[(wide >> (32 * i)) % len(_ALPHABET)] for i in range(12))
        if not _missing(letters):
            return letters
    raise AssertionError("unreachable: one draw in three keeps the rule")


def hash_password(password: str) -> str:
    """Raises CrowdedError, as `matches` does."""
    return in_turn(_hasher.hash, _peppered(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password fits; takes the same time when there is none to compare with, or one that is too long."""
    try:
        typed = _peppered(password[: MAX_LENGTH + 1])
        return in_turn(_hasher.verify, stored or _NOBODY, typed) and stored is not None
    except VerificationError:
        return False


def is_outdated(stored: str) -> bool:
    """Whether it was hashed at another cost than today's: then sign-in hashes the password again."""
    return _hasher.check_needs_rehash(stored)


def _peppered(password: str) -> bytes:
    return hmac.new(settings.PASSWORD_KEY.encode(), password.encode(), hashlib.sha256).digest()


_NOBODY = _hasher.hash(b"no one has this")


def errors(password: str, *, national_code: str, mobile: str = "", current: str = "") -> list[Words]:
    """What is wrong with a new password, each as a sentence; empty when it may be used (guide, step 13)."""
    folded = ascii_digits(password).casefold()
    checks: list[tuple[bool, Words]] = [
        (not MIN_LENGTH <= len(password) <= MAX_LENGTH, _("It must be 8 to 20 characters long.")),
        *((wrong, sentence) for wrong, sentence in _missing_words(password)),
        (bool(current) and password == current, _("It must differ from your current password.")),
        (is_common(password), _common_words(folded)),
        (
            _derived_from(folded, national_code, mobile),
            _("It must not be made from your user ID, your mobile number or the city's name."),
        ),
    ]
    return [sentence for wrong, sentence in checks if wrong]


def _common_words(folded: str) -> Words:
    if folded == GUIDE_EXAMPLE:
        return _("It is the example that the guide prints. Choose another.")
    return _("It is one of the most common passwords. Choose another.")


def _missing_words(password: str) -> Iterator[tuple[bool, Words]]:
    yield not re.search("[a-z]", password), _("It has no lower-case Latin letter (a–z).")
    yield not re.search("[A-Z]", password), _("It has no upper-case Latin letter (A–Z).")
    yield not re.search("[0-9]", password), _("It has no digit (0–9).")


def _missing(password: str) -> bool:
    return any(wrong for wrong, _sentence in _missing_words(password))


def _derived_from(folded: str, national_code: str, mobile: str) -> bool:
    bare = re.sub("[^a-z0-9]", "", folded)
    numbers = [n[-8:] for n in (national_code, mobile) if n]
    return any(n in bare for n in numbers) or re.sub("[0-9]+", "", bare) in (
        *settings.CITY.name_spellings,
        *_OF_THE_SYSTEM,
    )
