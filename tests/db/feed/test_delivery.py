"""A delivery is trusted by its manifest alone: signed, in turn, whole; else it is refused before a row is written."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from feed_delivery import PACKED, Exporter, load
from feed_lines import as_json, line
from feed_outcomes import stored
from history_model import asked

from shahrsazi.feed.delivery import DeliveryError, sign
from shahrsazi.feed.models import Batch, SigningKey
from shahrsazi.feed.reading import WrongFormError

_KEY = Ed25519PrivateKey.generate()
PUBLIC = _KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
LOCKED = _KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word"))
OF_RSA = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def exporter(city):
    return Exporter()


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_a_signed_batch_is_loaded_in_any_of_the_forms(exporter, packed):
    made = line()
    report = load(exporter.batch(made, line(), packed=packed))
    assert (report.good, report.bad) == (2, [])
    assert stored(made, "file_no") == (made["casefile"]["file_no"],)
    batch = Batch.objects.using("owner").get(id=report.batch)
    assert (batch.state, batch.sequence, batch.records, batch.applied) == ("done", 1, 2, 2)


def refused(path: Path, sentence: str) -> None:
    before = asked("SELECT count(*) FROM casefiles_casefile")
    with pytest.raises(DeliveryError, match=sentence):
        load(path)
    assert asked("SELECT count(*) FROM casefiles_casefile") == before


CHANGED = {
    "another count": {"records": 7},
    "another digest": {"sha256": "0" * 64},
    "another number": {"sequence": 2},
    "another hour": {"made_at": "2026-01-01T00:00:00Z"},
    "another key's name": {"key": "k2"},
    "another source": {"source": "backoffice"},
    "a source that is not there": {"source": "nobody"},
    "no signature": {"signature": ""},
    "a signature that is none": {"signature": "!!"},
    "another signature": {"signature": "A" * 86 + "=="},
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED)
def test_a_manifest_that_was_changed_after_it_was_signed_opens_nothing(exporter, changed):
    refused(exporter.batch(line(), **changed), "not signed by a key of its source")


def test_a_key_that_was_revoked_opens_nothing(exporter):
    SigningKey.objects.using("owner").filter(source=exporter.source).update(revoked_at=datetime.now(UTC))
    refused(exporter.batch(line()), "not signed by a key of its source")


def test_a_key_of_another_source_opens_nothing(exporter):
    path = exporter.batch(line())
    stranger = Exporter()
    stranger.private = exporter.private
    refused(stranger.batch(line()), "not signed by a key of its source")
    assert load(path).good == 1


SPOILED = {
    "one bit is another": lambda raw: raw[:50] + bytes([raw[50] ^ 1]) + raw[51:],
    "the end is missing": lambda raw: raw[:-20],
    "something more": lambda raw: raw + b"\n{}",
    "it is empty": lambda raw: b"",
}


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_not_the_one_the_manifest_was_made_for_is_refused(exporter, spoil, packed):
    path = exporter.batch(line(), line(), packed=packed)
    file = path.with_name(path.name.removesuffix(".manifest.json"))
    file.write_bytes(spoil(file.read_bytes()))
    refused(path, "not the one that the manifest was made for")


@pytest.mark.parametrize("packed", [".gz", ".zst"])
def test_a_packed_file_without_a_manifest_that_is_broken_off_is_refused(city, tmp_path, packed):
    path = tmp_path / f"feed.ndjson{packed}"
    path.write_bytes(PACKED[packed](b"".join(as_json(line()) for _ in range(40)))[:-9])
    refused(path, "broken off")


def with_a_large_window(raw: bytes) -> bytes:
    packer = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=30)
    ).compressobj()
    return packer.compress(raw) + packer.flush()


def with_a_dictionary(raw: bytes) -> bytes:
    words = zstandard.train_dictionary(2_000, [as_json(line()) for _ in range(100)])
    return zstandard.ZstdCompressor(dict_data=words).compress(raw)


PACKED_OTHERWISE = {
    "too large a window": (with_a_large_window, "pack it without --long"),
    "a dictionary": (with_a_dictionary, "pack it without one"),
    "gzip and something more": (lambda raw: PACKED[".gz"](raw) + b"junk", "something else follows"),
    "zstd and something more": (lambda raw: PACKED[".zst"](raw) + b"junk", "something else follows"),
}


@pytest.mark.parametrize(("pack", "sentence"), PACKED_OTHERWISE.values(), ids=PACKED_OTHERWISE)
def test_what_is_packed_as_nobody_can_read_it_is_told_how_to_pack(city, tmp_path, pack, sentence):
    path = tmp_path / "feed.ndjson.packed"
    path.write_bytes(pack(as_json(line())))
    refused(path, sentence)


def test_a_file_that_is_not_there_is_said(exporter):
    path = exporter.batch(line())
    path.with_name(path.name.removesuffix(".manifest.json")).unlink()
    refused(path, "does not lie beside it")


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"source": 1}', b"x" * 20_000])
def test_a_manifest_that_is_none_is_said(exporter, tmp_path, raw):
    path = tmp_path / "x.manifest.json"
    path.write_bytes(raw)
    refused(path, "manifest can't be read")


WRONG_FIELDS = {
    "no day of other systems": ({"made_at": "0001-01-01T00:00:00+03:30"}, "stands for “no day”"),
    "a solar day": ({"made_at": "1404-01-01T00:00:00+03:30"}, "solar calendar"),
    "a day of no one": ({"made_at": "1700-05-05T00:00:00Z"}, "cannot be meant"),
    "a source with NUL": ({"source": "a\x00b"}, "manifest can't be read"),
    "a key with NUL": ({"key": "k\x001"}, "manifest can't be read"),
    "a file with NUL": ({"file": "a\x00b"}, "manifest can't be read"),
    "a name too long for a disk": ({"file": "پ" * 200}, "does not lie beside it"),
}


@pytest.mark.parametrize(("fields", "sentence"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
def test_a_manifest_whose_fields_cannot_be_meant_is_refused(exporter, fields, sentence):
    refused(exporter.signed_anew(exporter.batch(line()), **fields), sentence)


@pytest.mark.parametrize("name", ["../feed.ndjson", "/etc/passwd", ".."])
def test_a_manifest_names_no_file_elsewhere(exporter, name):
    path = exporter.signed_anew(exporter.batch(line()), file=name)
    refused(path, "does not lie beside it")


def test_a_batch_that_was_loaded_already_is_refused_and_changes_nothing(exporter):
    path = exporter.batch(line())
    load(path)
    refused(path, "Batch 1 was loaded already. Nothing was done")


def test_another_batch_of_a_number_that_was_loaded_is_refused(exporter):
    load(exporter.batch(line()))
    refused(exporter.batch(line(), numbered=1), "Another batch 1 was loaded already")


def test_a_batch_before_which_one_is_missing_is_refused_until_that_came(exporter):
    first, second = exporter.batch(line()), exporter.batch(line())
    refused(second, "Batch 2 is not the next: after 0 something is missing")
    assert load(first).good == load(second).good == 1


def test_batches_of_two_sources_have_numbers_of_their_own(exporter):
    other = Exporter()
    assert load(exporter.batch(line())).good == load(other.batch(line())).good == 1


def test_a_manifest_of_the_future_is_refused(exporter):
    late = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()
    refused(exporter.signed_anew(exporter.batch(line()), made_at=late), "in the future")


@pytest.mark.parametrize("told", [1, 3])
def test_a_file_of_another_number_of_records_than_told_is_refused_before_anything_is_written(exporter, told):
    path = exporter.signed_anew(exporter.batch(line(), line()), records=told)
    refused(path, f"tells of {told} records, the file holds 2")


def test_a_file_without_a_manifest_needs_the_operators_word(city, tmp_path):
    path = tmp_path / "feed.ndjson"
    path.write_bytes(as_json(line()))
    with pytest.raises(DeliveryError, match="no manifest"):
        load(path, unsigned=False)
    assert load(path, unsigned=True).good == 1


def test_a_batch_of_which_nothing_was_written_makes_room_for_another_under_its_number(exporter):
    path = exporter.signed_anew(exporter.batch(line(), line()), records=7)
    refused(path, "tells of 7 records")
    assert load(exporter.batch(line(), line(), line(), numbered=1)).good == 3
    assert states(exporter) == {"refused": [1], "done": [1]}


def states(exporter: Exporter) -> dict[str, list[int]]:
    batches = Batch.objects.using("owner").filter(source=exporter.source)
    by_state: dict[str, list[int]] = {}
    for state, sequence in batches.order_by("id").values_list("state", "sequence"):
        by_state.setdefault(state, []).append(sequence)
    return by_state


def test_the_same_that_was_refused_as_a_whole_is_judged_anew(exporter):
    path = exporter.signed_anew(exporter.batch(line(), line()), records=7)
    refused(path, "tells of 7 records")
    refused(path, "tells of 7 records")
    assert states(exporter) == {"refused": [1, 1]}


@pytest.mark.parametrize("broken", [b"\x1f\x8b\x08 no gzip", b"\xff\xfe{\x00", b'{"as_of": "\xd3"}'])
def test_a_file_without_a_manifest_that_is_refused_is_not_judged_for_ever(city, tmp_path, broken):
    path = tmp_path / "feed.ndjson"
    path.write_bytes(broken)
    with suppress(DeliveryError, WrongFormError):
        load(path)
    assert Batch.objects.using("owner").latest("id").state in ("refused", "done")


@pytest.mark.parametrize("pem", [b"", b"no key", PUBLIC, LOCKED, OF_RSA])
def test_what_is_no_private_key_makes_no_manifest(tmp_path, pem):
    path = tmp_path / "feed.ndjson"
    path.write_bytes(as_json(line()))
    with pytest.raises(DeliveryError, match="no private key of Ed25519"):
        sign(path, "registry", 1, "k1", pem)


def test_what_a_manifest_lies_beside_is_not_loaded_without_it(exporter):
    manifest = exporter.batch(line())
    data = manifest.with_name(manifest.name.removesuffix(".manifest.json"))
    with pytest.raises(DeliveryError, match="lies beside it"):
        load(data, unsigned=True)
    assert load(manifest).good == 1


def test_a_batch_that_is_half_applied_makes_no_room(exporter):
    Batch(source=exporter.source, sequence=1, sha256="0" * 64, state="applying").save(using="owner")
    refused(exporter.batch(line()), "half applied")


def test_what_is_not_said_of_a_source_stays(exporter):
    from shahrsazi.feed import sources
    from shahrsazi.feed.models import Source

    sources.put(exporter.source.key, records=["permit"], districts=[3], checks_registry=True)
    sources.put(exporter.source.key, phase="daily")
    source = Source.objects.using("owner").get(id=exporter.source.id)
    assert (source.records, source.districts, source.owns_persons, source.checks_registry) == (
        ["permit"],
        [3],
        True,
        True,
    )
    assert (source.phase, source.title) == ("daily", exporter.source.title)
    with pytest.raises(sources.SourceError, match="no district 99, 100"):
        sources.put(exporter.source.key, districts=[3, 99, 100])
    with pytest.raises(sources.SourceError, match="no source regsitry"):
        sources.put("regsitry", phase="daily")
    with pytest.raises(sources.SourceError, match="no records castle"):
        sources.put(exporter.source.key, records=["castle"])
