"""A signed file is stored apart as it came, one for each clean copy; what its signatures are worth lies beside it."""

import hashlib
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from django.db import ProgrammingError, connections
from django.test import override_settings
from feed_lines import drawings, fed, paper, visit
from history_model import as_web, asked
from pdfs import pdf, pictured
from personas import SOLE_OWNER, signed_in, token_of
from signed_pdfs import flipped, plain_pdf, root, sign, with_empty_field

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.commands import documents
from shahrsazi.documents import intake, originals, storage
from shahrsazi.documents.erasing import erase
from shahrsazi.documents.errors import FileRejectedError
from shahrsazi.documents.originals import Original
from shahrsazi.documents.scan import SIGNATURES, Arrival, Scan
from shahrsazi.documents.tasks import verify, verify_again
from shahrsazi.ledger.entry import LedgerEntry


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


def stored(scan: Scan) -> list[str]:
    """What lies in the store because of this paper."""
    folder = scan.rendition_name("").rstrip("/")
    renditions = storage.backend().listdir(folder)[1] if storage.exists(folder) or not storage.on_disk() else []
    return [name for name in (scan.name, scan.original_name) if storage.exists(name)] + sorted(renditions)


def test_a_signed_file_goes_with_its_paper_and_so_does_all_that_lies_in_the_store(send, either_store, city):
    content = sign(plain_pdf(f"erased from {either_store}"))
    scan, other = send(content), send(sign(plain_pdf(f"stays in {either_store}")))
    pictured(scan.sha256), pictured(other.sha256)
    before = stored(other)
    assert len(stored(scan)) == len(before) > 4
    assert erase(scan.sha256) and not erase(scan.sha256)
    assert stored(scan) == [] and stored(other) == before
    for table, column in (("scan", "sha256"), ("arrival", "scan_id"), ("original", "scan_id")):
        assert asked(f"SELECT count(*) FROM documents_{table} WHERE {column} = %s", [scan.sha256]) == [(0,)]


def erasing(*names: str, even_named: bool = False) -> SimpleNamespace:
    return SimpleNamespace(act="erase", files=[*map(Path, names)], even_named=even_named)


def test_the_command_erases_and_writes_it_down_and_names_what_is_not_stored(send, city, capsys):
    scan, nowhere = send(sign(plain_pdf("by command"))), "0" * 64
    with pytest.raises(SystemExit, match=nowhere):
        documents.run(erasing(scan.sha256, nowhere))
    assert "1 documents were erased" in capsys.readouterr().out and stored(scan) == []
    entry = LedgerEntry.objects.using("owner").filter(act="paper_erased").latest("id")
    assert (entry.role, entry.detail) == ("operator", {"paper": scan.sha256[:12]})


def test_what_was_erased_is_a_new_paper_when_it_comes_again(send):
    content = sign(plain_pdf("comes again"))
    scan = send(content)
    erase(scan.sha256)
    again = send(content)
    assert (again.sha256, storage.read(again.original_name)) == (scan.sha256, content)


def test_a_file_that_names_an_erased_paper_is_shown_without_it(city):
    file = fed(papers=[paper(scan="a.pdf")], scans={"a.pdf": sign(plain_pdf("of a file"))})
    sha256 = Paper._base_manager.using("owner").get(case=file.case).scan
    client, path = signed_in(file.by), f"/en/cases/{file.case.ref}"
    assert f"papers/{sha256[:16]}" in client.get(f"{path}/ownership/").content.decode()
    erase(sha256)
    answer = client.get(f"{path}/ownership/")
    assert answer.status_code == 200 and f"papers/{sha256[:16]}" not in answer.content.decode()
    assert "This paper was erased." in answer.content.decode()
    assert client.get(f"{path}/papers/{sha256}/").status_code == 404


SHEET = {"number": "1", "title": "Plan", "scan": "a.pdf"}


@pytest.mark.parametrize(
    ("told", "table"),
    [
        ({"papers": [paper(scan="a.pdf")]}, "casefiles_paper"),
        ({"inspections": [visit("2024-10-01", photos=[{"scan": "a.pdf"}])]}, "casefiles_inspection"),
        ({"drawing_sets": [drawings(1, sheets=[SHEET])]}, "casefiles_drawingset"),
    ],
)
def test_what_a_file_names_is_not_erased_but_on_purpose_and_its_owners_read_of_it(city, capsys, told, table):
    content = sign(plain_pdf(f"named by {table}"))
    file = fed(**told, scans={"a.pdf": content})
    sha256 = Arrival.objects.using("owner").get(came_as=hashlib.sha256(content).hexdigest()).scan_id
    with pytest.raises(SystemExit, match=f"1 of {table}"):
        documents.run(erasing(sha256))
    assert Scan.objects.using("owner").filter(sha256=sha256).exists()
    documents.run(erasing(sha256, even_named=True))
    assert "1 documents were erased" in capsys.readouterr().out
    assert "A paper was erased" in signed_in(file.by).get(f"/en/cases/{file.case.ref}/seen/").content.decode()


def test_the_role_that_serves_citizens_cannot_read_that_there_is_one(city):
    with pytest.raises(ProgrammingError, match="permission denied"), as_web(token_of(SOLE_OWNER)) as cursor:
        cursor.execute("SELECT scan_id FROM documents_original")
