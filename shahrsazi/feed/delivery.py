"""What arrives: a file of records, plain or packed, and its manifest, which says whose it is and that it is whole.

A manifest is signed with Ed25519 (RFC 8032) over signed_text(); docs/feed tells how an exporter makes one.
"""

import base64
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import msgspec
import zstandard
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from msgspec import Meta

from shahrsazi.feed.days import AHEAD, wrong_day
from shahrsazi.feed.decoding import CUT, MAX_LINE
from shahrsazi.feed.models import BACK_OFFICE, SigningKey, Source
from shahrsazi.feed.reading import WrongFormError, numbered_lines

MANIFEST = ".manifest.json"
_PLAIN_TEXT = r"^[^\x00-\x1f]*$"  # what a database and a file system have room for, and a signed line holds
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


# What the libraries say → what to do.
_PACKED_OTHERWISE = (
    ("too much memory", N_("The file is packed by zstd with too large a window: pack it without --long and --ultra.")),
    ("ictionary", N_("The file is packed by zstd with a dictionary: pack it without one.")),
    ("Not a gzipped file", N_("Behind the packed part of the file something else follows: pack it once more.")),
    ("Unknown frame", N_("Behind the packed part of the file something else follows: pack it once more.")),
)


class DeliveryError(Exception):
    """The delivery is refused as a whole; the sentence says why and what to do."""


class Manifest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a source says of a batch of its records. `file` lies beside the manifest."""

    source: Annotated[str, Meta(min_length=1, max_length=20, pattern=_PLAIN_TEXT)]
    sequence: Annotated[int, Meta(ge=1, le=2**62)]
    file: Annotated[str, Meta(min_length=1, max_length=200, pattern=_PLAIN_TEXT)]
    records: Annotated[int, Meta(ge=0, le=10**9)]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="of the file as it lies there, packed or not")]
    made_at: Annotated[str, Meta(max_length=40, description="a moment with its offset")]
    key: Annotated[
        str,
        Meta(min_length=1, max_length=40, pattern=_PLAIN_TEXT, description="which of the source's keys signed this"),
    ]
    signature: Annotated[str, Meta(max_length=100, description="base64")]

    @property
    def moment(self) -> datetime:
        """When it was made; ValidationError where that can't be read."""
        return msgspec.convert(self.made_at, Annotated[datetime, Meta(tz=True)])


class Delivery(NamedTuple):
    """A file that may be read. Without a manifest it is the back office's own, by an operator's word."""

    path: Path
    sha256: str
    source: Source
    manifest: Manifest | None = None

    @property
    def made_at(self) -> datetime:
        return self.manifest.moment if self.manifest else timezone.now()


def signed_text(manifest: Manifest) -> bytes:
    """Every field but the signature as it stands there, each on a line of its own."""
    fields = (
        manifest.source,
        manifest.sequence,
        manifest.file,
        manifest.records,
        manifest.sha256,
        manifest.made_at,
        manifest.key,
    )
    return "\n".join(["shahrsazi-feed-1", *map(str, fields), ""]).encode()


def sign(file: Path, source: str, sequence: int, key: str, private: bytes) -> Path:
    """Write the manifest of a file beside it; the private key is PEM. Returns its path."""
    with file.open("rb") as plain:
        records = _count(_lines(_plain(plain)))
    fields: dict[str, Any] = {"source": source, "sequence": sequence, "file": file.name, "records": records}
    fields |= {"sha256": _sha256(file), "made_at": timezone.now().isoformat(), "key": key, "signature": ""}
    try:
        manifest = msgspec.convert(fields, Manifest)
    except msgspec.ValidationError as error:
        raise DeliveryError(f"No manifest can say that: {error}") from None
    signer = _private_key(private)
    manifest.signature = base64.b64encode(signer.sign(signed_text(manifest))).decode()
    path = file.with_name(file.name + MANIFEST)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return path


def _count(lines: Iterator[bytes]) -> int:
    """As many as a load will read."""
    try:
        return sum(1 for _line in numbered_lines(lines))
    except WrongFormError as error:
        raise DeliveryError(str(error)) from None


def _private_key(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # no key, one with a password, one of a kind unknown here
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise DeliveryError("This is no private key of Ed25519 in PEM: openssl genpkey -algorithm ed25519")
    return key


def open_delivery(path: Path, *, unsigned: bool) -> Delivery:
    """The delivery at a path, a manifest or a bare file; DeliveryError where it can't be trusted.

    Whose turn it is, and whether it came before, judges batches.refuse_out_of_turn().
    """
    if path.name.endswith(MANIFEST):
        return _with_manifest(path)
    if path.with_name(path.name + MANIFEST).exists():
        raise DeliveryError(
            _("The manifest of this file lies beside it: load %(name)s.") % {"name": path.name + MANIFEST}
        )
    if not unsigned:
        raise DeliveryError(
            _("This file has no manifest: nobody knows whose it is. Load NAME.manifest.json, or say --unsigned.")
        )
    return Delivery(path, _sha256(path), Source.objects.using("feed").get(key=BACK_OFFICE))


def _with_manifest(path: Path) -> Delivery:
    try:
        manifest = msgspec.json.decode(path.read_bytes()[:10_000], type=Manifest)
        wrong = wrong_day(manifest.moment)
        late = not wrong and manifest.moment > timezone.now() + AHEAD
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise DeliveryError(_("The manifest can't be read: %(reason)s") % {"reason": str(error)[:200]}) from None
    source = Source.objects.using("feed").filter(key=manifest.source).first()
    if source is None or not _is_signed(source, manifest):
        raise DeliveryError(_("The manifest is not signed by a key of its source that is in force."))
    if wrong:
        raise DeliveryError(_("The manifest can't be read: %(reason)s") % {"reason": f"{wrong} - at `$.made_at`"})
    if late:
        raise DeliveryError(_("The manifest was made in the future: look at the clock of the machine that exports."))
    file = path.parent / Path(manifest.file).name
    if not _is_there(file) or file.name != manifest.file:
        raise DeliveryError(_("The file that the manifest names does not lie beside it."))
    if _sha256(file) != manifest.sha256:
        raise DeliveryError(_("The file is not the one that the manifest was made for: send both again."))
    return Delivery(file, manifest.sha256, source, manifest)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False  # a name that no file system allows


def _is_signed(source: Source, manifest: Manifest) -> bool:
    key = SigningKey.objects.using("feed").filter(source=source, name=manifest.key, revoked_at__isnull=True).first()
    if key is None:
        return False
    try:
        signature = base64.b64decode(manifest.signature, validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public_key)).verify(signature, signed_text(manifest))
        return True
    except (InvalidSignature, ValueError):
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def unpacked(path: Path, sha256: str = "") -> Iterator[Iterator[bytes]]:
    """The file's lines, of a packed one as well. DeliveryError in the midst where a packed one is broken off, and at
    the end where what was read has another digest than this: the file was changed since that was taken.
    """
    with path.open("rb", buffering=0) as file:
        digested = _Digested(file)
        yield _lines(_plain(io.BufferedReader(digested, 1 << 20)))
        if sha256 and digested.sha256.hexdigest() != sha256:
            raise DeliveryError(_("The file was changed while it was being read: load it once more."))


class _Digested(io.RawIOBase):
    """A file with the digest of what was read of it."""

    def __init__(self, file: io.RawIOBase):
        self.file, self.sha256 = file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        count = self.file.readinto(buffer) or 0
        self.sha256.update(memoryview(buffer)[:count])
        return count


def _plain(file: io.BufferedReader) -> io.BufferedIOBase:
    head = file.peek(4)
    if head.startswith(GZIP):
        return gzip.GzipFile(fileobj=file)
    if head.startswith(ZSTD):
        return io.BufferedReader(_Unzstd(file), 1 << 20)
    return file


class _Unzstd(io.RawIOBase):
    """Frames of zstd, one after the other. EOFError where the last one is broken off, which the library lets pass."""

    # So few at once, since a kilobyte of a bomb becomes thirty thousand.
    PIECE = 1024

    def __init__(self, file: io.BufferedReader):
        self.file, self.ahead, self.plain = file, b"", b""
        self.frame: Any = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while not self.plain:
            packed = self.ahead or self.file.read(self.PIECE)
            if not packed:
                if self.frame is not None and not self.frame.eof:
                    raise EOFError
                return 0
            self._unpack(packed)
        count = min(len(buffer), len(self.plain))
        buffer[:count], self.plain = self.plain[:count], self.plain[count:]
        return count

    def _unpack(self, packed: bytes) -> None:
        frame = self.frame
        if frame is None or frame.eof:
            frame = self.frame = zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()
        self.plain = frame.decompress(packed)
        self.ahead = frame.unused_data if frame.eof else b""


def _lines(file: io.BufferedIOBase) -> Iterator[bytes]:
    """A line that never ends costs no more memory than the longest allowed one: it is cut, and so no JSON."""
    try:
        while line := file.readline(MAX_LINE):
            is_cut, rest = False, line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE)
                is_cut |= bool(rest.strip())
            yield line + CUT if is_cut else line
    except (EOFError, OSError, zlib.error, zstandard.ZstdError) as error:
        raise DeliveryError(_(_what_is_wrong(str(error)))) from error


def _what_is_wrong(error: str) -> str:
    """What the library says in its own words, in ours."""
    sentences = (sentence for words, sentence in _PACKED_OTHERWISE if words in error)
    return next(sentences, N_("The file is broken off or damaged: send it again."))
