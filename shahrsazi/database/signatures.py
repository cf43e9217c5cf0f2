"""Writes that only this code may make: the database takes them with a signature alone, whoever the role is.

A role's own rights would let anybody who gets a statement of their own through it write a session for whom they like.
So what opens a way in (a session, a password, an address that was proved) carries an HMAC of the row, thirty seconds
long. The database's half of the key can be read by the functions of `guard` alone, never by a serving role.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import connections
from django.db.models import Model

_BLOCK = 64  # of SHA-256, RFC 2104


class Signed(NamedTuple):
    """A table's rows are taken from these roles only with a signature over the columns `over`, at every insertion and
    whenever one of them or of `at_change_of` changes.
    """

    roles: tuple[str, ...]
    over: tuple[str, ...]
    at_change_of: tuple[str, ...] = ()


def sign_row(row: Model, using: str) -> None:
    """Sign what this row is about to become, until the transaction ends or something else is signed in it."""
    table = row._meta.db_table
    signed: Signed = row.signed  # type: ignore[attr-defined]
    sign(using, table, *(getattr(row, column) for column in signed.over))


def sign(using: str, *words: str | int | bytes | None) -> None:
    text = "".join(_measured(words))
    moment = int(time.time())
    mac = hmac.new(_key(), f"{moment}:{text}".encode(), hashlib.sha256).hexdigest()
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('app.signature', %s, true)", [f"{moment}:{mac}"])


def _measured(words: tuple[str | int | bytes | None, ...]) -> Iterator[str]:
    """Each word behind its length in bytes, so that no two lists read alike. As PostgreSQL's JSON writes them."""
    for word in words:
        text = "" if word is None else "\\x" + word.hex() if isinstance(word, bytes) else str(word)
        yield f"{len(text.encode())}:{text}"


def _key() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"signed writes", hashlib.sha256).digest()


def pads() -> tuple[bytes, bytes]:
    """The two blocks with which HMAC begins its two hashes: what the database needs to check, and nothing more."""
    key = _key().ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)
