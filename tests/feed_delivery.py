"""Deliveries of the tests' own: sources with keys, batches with signed manifests, records of one thing each."""

import base64
import gzip
import hashlib
import json
import tempfile
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import translation

_names = count(1)
PACKED = {"": bytes, ".gz": gzip.compress, ".zst": lambda raw: zstandard.ZstdCompressor().compress(raw)}


class Exporter:
    """A source of the tests with a key, which makes batches as docs/feed says."""

    def __init__(self, **rights):
        from shahrsazi.feed.models import SigningKey, Source

        self.private = Ed25519PrivateKey.generate()
        rights = {"title": "آزمون", "owns_persons": True, "checks_registry": True, "phase": "rehearsal"} | rights
        self.source = Source(key=f"test-{next(_names)}", **rights)
        self.source.save(using="owner")
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        key = SigningKey(source=self.source, name="k1", public_key=base64.b64encode(raw).decode())
        key.save(using="owner")
        self.sequence = 0
        self.folder = Path(tempfile.mkdtemp())

    def batch(self, *rows, packed: str = "", numbered: int | None = None, **changed) -> Path:
        """A manifest with its file. `changed` fields are changed after it was signed."""
        from shahrsazi.feed.delivery import Manifest, signed_text

        self.sequence = numbered or self.sequence + 1
        raw = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
        file = self.folder / f"batch-{self.sequence}-{next(_names)}.ndjson{packed}"
        file.write_bytes(PACKED[packed](raw))
        manifest = Manifest(
            source=self.source.key,
            sequence=self.sequence,
            file=file.name,
            records=len(rows),
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            made_at=datetime.now(UTC).isoformat(),
            key="k1",
            signature="",
        )
        manifest.signature = base64.b64encode(self.private.sign(signed_text(manifest))).decode()
        for name, value in changed.items():
            setattr(manifest, name, value)
        path = file.with_name(f"{file.name}.manifest.json")
        path.write_bytes(msgspec.json.encode(manifest))
        return path

    def signed_anew(self, path: Path, **changed) -> Path:
        """The same manifest with other fields, rightly signed."""
        from shahrsazi.feed.delivery import Manifest, signed_text

        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
        for name, value in changed.items():
            setattr(manifest, name, value)
        manifest.signature = base64.b64encode(self.private.sign(signed_text(manifest))).decode()
        path.write_bytes(msgspec.json.encode(manifest))
        return path

    def send(self, *rows, **options):
        return load(self.batch(*rows, **options))

    def send_bytes(self, *lines: bytes, **options):
        """Rightly signed, whatever stands in them."""
        path = self.batch(*({} for _line in lines))
        file = path.with_name(path.name.removesuffix(".manifest.json"))
        file.write_bytes(b"".join(line + b"\n" for line in lines))
        return load(self.signed_anew(path, sha256=hashlib.sha256(file.read_bytes()).hexdigest()), **options)


def load(path: Path, **options):
    from shahrsazi.feed.loader import load as take_in

    with translation.override("en"):
        return take_in(path, **options)


def record(kind: str, key: str, version: int = 1, **told) -> dict:
    return {"record": kind, "source_key": key, "version": version} | told


def with_values(kind: str, key: str, values: dict, version: int = 1, file: str = "") -> dict:
    """A record as present. What a row of a line has besides stands in its envelope."""
    told = {name: value for name, value in values.items() if name != "source_key"}
    return record(kind, key, version, values=told) | ({"file": file} if file else {})
