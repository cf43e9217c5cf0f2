"""A signed file is stored apart as it came, one for each clean copy; what its signatures are worth lies beside it."""

import hashlib

import msgspec
import pytest
from django.db import ProgrammingError, connections
from django.test import override_settings
from history_model import as_web, asked
from pdfs import pdf, pictured
from personas import SOLE_OWNER, token_of
from signed_pdfs import flipped, plain_pdf, root, sign, with_empty_field

from shahrsazi.documents import intake, originals, storage
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.originals import Original
from shahrsazi.documents.scan import SIGNATURES, Arrival, Scan
from shahrsazi.documents.tasks import verify, verify_again


@pytest.fixture
def send(tmp_path):
    def bring(content: bytes, using: str = "feed") -> Scan:
        (tmp_path / "came").write_bytes(content)
        return Scan.objects.using("owner").get(sha256=intake.store(tmp_path / "came", "scan.pdf", using=using))

    return bring


def original_of(scan: Scan) -> Original | None:
    return Original.objects.using("owner").filter(scan=scan).first()


def report_of(scan: Scan) -> dict:
    return msgspec.json.decode(storage.read(scan.rendition_name(SIGNATURES)))


@pytest.mark.parametrize("using", ["feed", "worker"])
def test_a_signed_file_is_stored_byte_for_byte_beside_its_clean_copy(send, either_store, using):
    content = sign(plain_pdf(f"{either_store} {using}"))
    scan = send(content, using)
    original = original_of(scan)
    assert (original.came_as, original.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert storage.read(scan.original_name) == content != storage.read(scan.name)


def test_a_file_without_a_signature_is_not(send):
    for content in (pdf("unsigned"), with_empty_field(plain_pdf("unsigned field"))):
        scan = send(content)
        assert original_of(scan) is None and not storage.exists(scan.original_name) and not scan.is_signed


def test_a_forged_file_does_not_share_the_copy_of_the_true_one(send):
    """Both look the same; what is said of one must never be shown of the other."""
    content = sign(plain_pdf("true and forged"))
    true, forged = send(content), send(flipped(content, b"\xbf\xf7"))
    assert true.sha256 != forged.sha256
    pictured(true.sha256), pictured(forged.sha256)
    assert [report_of(scan)["signatures"][0]["state"] for scan in (true, forged)] == ["sound", "changed"]


def test_the_same_bytes_are_stored_once(send):
    content = sign(plain_pdf("twice"))
    assert send(content) == send(content)
    assert Original.objects.using("owner").filter(came_as=hashlib.sha256(content).hexdigest()).count() == 1


def test_a_signed_file_that_was_lost_is_stored_again_when_it_comes_again(send):
    content = sign(plain_pdf("lost"))
    storage.delete(send(content).original_name)
    assert storage.read(send(content).original_name) == content


def test_of_a_file_let_in_before_originals_were_stored_the_next_coming_stores_one(send, city):
    content = sign(plain_pdf("of long ago"))
    old = send(pdf("its old copy"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE documents_scan SET reasons = '[\"signed\"]' WHERE sha256 = %s", [old.sha256])
    Arrival.objects.using("owner").create(came_as=hashlib.sha256(content).hexdigest(), scan=old)
    assert storage.read(send(content).original_name) == content


def test_a_file_that_is_another_by_the_time_it_is_stored_is_not_taken(tmp_path):
    (tmp_path / "came").write_bytes(b"other bytes")
    with pytest.raises(FileRejectedError):
        originals.put(Scan(sha256="0" * 64), tmp_path / "came", hashlib.sha256(b"bytes").hexdigest(), tmp_path)


def test_the_signatures_are_checked_with_the_roots_of_the_city_and_again_when_these_are_others(send, tmp_path):
    scan = send(sign(plain_pdf("roots")))
    pictured(scan.sha256)
    assert report_of(scan)["signatures"][0]["root"] == "none"
    (tmp_path / "root.pem").write_text(root().pem, "ascii")
    (tmp_path / "broken.pem").write_text("no certificate", "ascii")
    with override_settings(SIGNATURE_ROOTS=str(tmp_path)):
        assert verify_again() >= 1
        verify(scan.sha256)
        assert [path.name for path in originals.unreadable_roots()] == ["broken.pem"]
    assert report_of(scan)["signatures"][0]["root"] == "trusted"


def test_a_paper_whose_signed_file_is_lost_is_pictured_all_the_same(send):
    scan = send(sign(plain_pdf("gone")))
    storage.delete(scan.original_name)
    pictured(scan.sha256)
    scan.refresh_from_db()
    assert report_of(scan)["failed"] == "missing" and scan.state == "rendered"


def test_the_row_of_a_signed_file_goes_with_its_paper(send):
    scan = send(sign(plain_pdf("erased")))
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM documents_arrival WHERE scan_id = %s", [scan.sha256])
    scan.delete(using="owner")
    assert asked("SELECT count(*) FROM documents_original WHERE scan_id = %s", [scan.sha256]) == [(0,)]


def test_the_role_that_serves_citizens_cannot_read_that_there_is_one(city):
    with pytest.raises(ProgrammingError, match="permission denied"), as_web(token_of(SOLE_OWNER)) as cursor:
        cursor.execute("SELECT scan_id FROM documents_original")
