"""The sources of a city and their keys, as an operator keeps them: written by the owner of the tables alone."""

import base64
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.utils import timezone

from shahrsazi.city.districts import District
from shahrsazi.feed.models import SigningKey, Source
from shahrsazi.feed.records import RECORDS
from shahrsazi.ledger.entry import record


class SourceError(Exception):
    """Such a source or key can't be; the sentence says why."""


def all_sources() -> Iterable[Source]:
    return Source.objects.using("owner").order_by("key")


def put(key: str, **rights) -> None:
    """Add a source, which has a title, or change these rights of one. SourceError for a record or a district that there
    is none of, and without a title for such a source: a slip in its name would make one that may tell everything.
    """
    _refuse_unfit(Source, "key", key)
    _refuse_unfit(Source, "title", rights.get("title", key))
    if unknown := set(rights.get("records", ())) - {*RECORDS, "line"}:
        raise SourceError(f"There are no records {', '.join(sorted(unknown))}: {', '.join(RECORDS)}.")
    numbers = District.objects.using("owner").values_list("number", flat=True)
    if none := set(rights.get("districts", ())) - set(numbers):
        raise SourceError(f"The city has no district {', '.join(map(str, sorted(none)))}.")
    if "title" not in rights:
        _source(key)
    Source.objects.using("owner").update_or_create(key=key, defaults=rights, create_defaults={"title": key} | rights)
    _note("source_changed", key, rights)


def described(source: Source) -> str:
    """One line: what it may say, and how far it is."""
    records = ", ".join(source.records) or "all records"
    districts = ", ".join(map(str, source.districts)) or "all"
    persons = "; owns persons" if source.owns_persons else ""
    registry = "; checks the registry" if source.checks_registry else ""
    return (
        f"{source.key} ({source.title}): {records}; districts {districts}{persons}{registry}; {source.phase}; "
        f"last batch {source.last_sequence}"
    )


def add_key(source: str, name: str, pem: bytes) -> None:
    try:
        key = load_pem_public_key(pem)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise SourceError("This is no public key of Ed25519 in PEM: openssl pkey -in private.pem -pubout")
    _refuse_unfit(SigningKey, "name", name)
    raw = base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    if SigningKey.objects.using("owner").filter(source=_source(source), name=name).exists():
        raise SourceError(f"{source} has a key {name} already: a new one has a new name.")
    SigningKey(source=_source(source), name=name, public_key=raw).save(using="owner", force_insert=True)
    _note("key_added", source, {"key": name})


def revoke(source: str, name: str) -> None:
    rows = SigningKey.objects.using("owner").filter(source=_source(source), name=name, revoked_at=None)
    if not rows.update(revoked_at=timezone.now()):
        raise SourceError(f"{source} has no key {name} in force.")
    _note("key_revoked", source, {"key": name})


def keys(source: str) -> list[str]:
    rows = SigningKey.objects.using("owner").filter(source=_source(source)).order_by("id")
    return [f"{row.name}\t{'revoked' if row.revoked_at else 'in force'}" for row in rows]


def _refuse_unfit(model: type[Source] | type[SigningKey], field: str, text: str) -> None:
    """What no manifest can name, or what the database has no room for."""
    longest = model._meta.get_field(field).max_length or 0  # type: ignore[union-attr]
    if not text.strip() or len(text) > longest or any(letter < " " for letter in text):
        what = "source" if model is Source else "key"
        raise SourceError(f"The {field} of a {what} has 1 to {longest} characters, in one line.")


def _source(key: str) -> Source:
    source = Source.objects.using("owner").filter(key=key).first()
    if source is None:
        raise SourceError(f"There is no source {key}: shahrsazi feed source {key} --title …")
    return source


def _note(act: str, source: str, detail: dict) -> None:
    record(act, actor=None, role="operator", using="owner", detail={"source": source} | detail)
