"""A signed file as it came: a clerk of its registration takes it out, and the ledger has a row of each time."""

from types import SimpleNamespace

import pytest
from counter_client import OF_THREE, ONE, a_colleague, body, check_all, desk_of, new_file
from counter_forms import an_owner
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from history_model import asked
from pdfs import pictured
from personas import SOLE_OWNER, signed_in
from signed_pdfs import ENGINEER, plain_pdf, sign
from staff_client import as_desk

from shahrsazi.documents.scan import Scan

CONTENT = sign(plain_pdf("a deed of the counter"))


@pytest.fixture(scope="module")
def registration():
    """A file whose owner showed a signed deed, filed and open."""
    desk, owner = a_colleague(5), an_owner()
    work = new_file(desk, owner)
    key = work.keys[0]
    work.papers(key, **{"deed-scan": SimpleUploadedFile("deed.pdf", CONTENT)})
    check_all()
    work.papers(key)
    sha256 = pictured(work.row_texts(f"papers.{key}")["deed"]["scans"][-1])
    return SimpleNamespace(work=work, sha256=sha256, owner=owner["number"], path=f"scans/{sha256}/")


def taken_out() -> int:
    return asked("SELECT count(*) FROM ledger_ledgerentry WHERE section = 'original'")[0][0]


def test_the_clerk_takes_out_the_very_bytes_as_a_download_and_stands_in_the_ledger_each_time(registration):
    before = taken_out()
    for _ in range(2):
        answer = registration.work.get(registration.path + "original")
        assert answer.status_code == 200 and b"".join(answer) == CONTENT
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert taken_out() == before + 2


def test_the_page_says_what_the_signature_is_worth_and_where_the_file_is(registration):
    page = body(registration.work.get(registration.path))
    assert ENGINEER in page and "The bytes are unchanged since." in page and 'href="original"' in page
    assert "no roots that it trusts" in page and "carries no signature itself" in page


def test_what_is_downloaded_as_a_copy_is_never_the_signed_file(registration):
    answer = registration.work.get(registration.path + "file")
    content = b"".join(answer)
    assert answer.status_code == 200 and content != CONTENT and b"/ByteRange" not in content


@pytest.mark.parametrize("who", ["anonymous", "a citizen", "a clerk of another district"])
def test_nobody_else_is_given_it(registration, who):
    client = Client(raise_request_exception=False)
    if who == "a clerk of another district":
        client.cookies[settings.STAFF_COOKIE] = desk_of(OF_THREE)
    elif who != "anonymous":
        client = signed_in(SOLE_OWNER)
    before = taken_out()
    answer = client.get(f"/en/counter/drafts/{registration.work.ref}/{registration.path}original")
    assert answer.status_code in (302, 404) and taken_out() == before


def test_a_scan_without_a_signature_has_none(registration):
    work = new_file(a_colleague(5), an_owner())
    work.papers(work.keys[0], **{"deed-scan": SimpleUploadedFile("deed.pdf", plain_pdf("unsigned deed"))})
    check_all()
    work.papers(work.keys[0])
    sha256 = work.row_texts(f"papers.{work.keys[0]}")["deed"]["scans"][-1]
    assert work.get(f"scans/{sha256}/original").status_code == 404
    assert 'href="original"' not in body(work.get(f"scans/{sha256}/"))


@pytest.mark.parametrize(("number", "rows"), [(ONE, 1), (OF_THREE, 0)])
def test_the_database_shows_the_row_to_the_registrations_district_alone(registration, number, rows):
    with as_desk(desk_of(number)) as cursor:
        cursor.execute("SELECT count(*) FROM documents_original WHERE scan_id = %s", [registration.sha256])
        assert cursor.fetchone() == (rows,)


def test_until_the_signatures_were_checked_the_page_says_so(registration):
    work = new_file(a_colleague(5), an_owner())
    work.papers(work.keys[0], **{"deed-scan": SimpleUploadedFile("deed.pdf", sign(plain_pdf("not yet")))})
    check_all()
    work.papers(work.keys[0])
    sha256 = work.row_texts(f"papers.{work.keys[0]}")["deed"]["scans"][-1]
    assert Scan.objects.using("owner").get(sha256=sha256).is_signed
    assert "The signatures are being checked" in body(work.get(f"scans/{sha256}/"))
