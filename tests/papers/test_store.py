"""The store of scans: named by their bytes, kept once, whole or not at all, and of no kind but the four."""

import hashlib

import pytest

from shahrsazi.papers import store

PNG, JPEG, TIFF = b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff\xe0...", b"II*\x00..."


@pytest.fixture
def scan(tmp_path):
    def make(content: bytes, name: str = "scan"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def kept(sha256: str):
    return store.Scan.objects.using("owner").get(sha256=sha256)


@pytest.mark.parametrize(
    ("content", "media_type", "extension"),
    [(b"%PDF-1.7 x", "application/pdf", "pdf"), (PNG, "image/png", "png"), (JPEG, "image/jpeg", "jpg"),
     (TIFF, "image/tiff", "tiff"), (b"MM\x00*...", "image/tiff", "tiff")],
)  # fmt: skip
def test_a_scan_is_kept_under_the_hash_of_its_bytes_with_its_true_kind(scan, content, media_type, extension):
    sha256 = store.keep(scan(content, "liar.exe"), using="feed")
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert (kept(sha256).media_type, kept(sha256).extension, kept(sha256).size) == (media_type, extension, len(content))
    assert kept(sha256).path.read_bytes() == content


def test_the_same_bytes_are_kept_once_and_never_touched_again(scan):
    first = store.keep(scan(b"%PDF-once", "a"), using="feed")
    place = store.place_of(first)
    before = place.stat()
    assert store.keep(scan(b"%PDF-once", "b"), using="feed") == first
    assert place.stat().st_mtime_ns == before.st_mtime_ns and place.stat().st_ino == before.st_ino


def test_no_half_written_file_stays_beside_a_kept_one(scan):
    place = store.place_of(store.keep(scan(b"%PDF-whole"), using="feed"))
    assert [p.name for p in place.parent.iterdir() if p.name.startswith(place.name)] == [place.name]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b" %PDF-1.7",
        b"PK\x03\x04",
        b"GIF89a",
    ],
)
def test_any_other_kind_is_refused_whatever_it_is_called(scan, content):
    with pytest.raises(store.NoScan):
        store.keep(scan(content, "deed.pdf"), using="feed")


def test_a_missing_file_a_folder_and_one_too_large_are_refused(scan, tmp_path):
    large = scan(b"%PDF-", "large.pdf")
    with large.open("r+b") as file:
        file.truncate(store.LARGEST + 1)
    for path in (tmp_path / "none.pdf", tmp_path, large):
        with pytest.raises(store.NoScan):
            store.keep(path, using="feed")
    with large.open("r+b") as file:
        file.truncate(store.LARGEST)
    assert store.keep(large, using="feed")


def test_a_scan_is_deleted_by_no_role_but_the_owner_of_the_tables(scan):
    from django.db import DatabaseError, transaction

    sha256 = store.keep(scan(b"%PDF-stays"), using="feed")
    for role in ("default", "feed", "worker"):
        with pytest.raises(DatabaseError), transaction.atomic(using=role):
            store.Scan.objects.using(role).filter(sha256=sha256).delete()


def test_a_name_in_the_store_leads_nowhere_else():
    from django.conf import settings

    assert store.place_of("ab" * 32).parent == settings.PAPERS / "ab"
