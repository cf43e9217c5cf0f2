"""How the bytes of a paper leave: in ranges by ourselves, handed to nginx, or from the object store for a minute."""

import secrets
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.http import Http404
from django.test import RequestFactory, override_settings
from object_store import papers_at, papers_in

from shahrsazi.documents import serving, storage

CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def kept(tmp_path):
    with papers_in(tmp_path / "papers"):
        yield _put(tmp_path)


def _put(tmp_path) -> str:
    name = f"cd/{secrets.token_hex(32)}"
    (tmp_path / "paper").write_bytes(CONTENT)
    storage.put(name, tmp_path / "paper")
    return name


def ask(name: str, filename: str = "کاغذ-1.pdf", **headers):
    request = RequestFactory().get("/", headers=headers)
    return serving.send(request, name, "application/pdf", filename=filename)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_whole_says_how_long_it_is_and_that_parts_can_be_had(kept):
    whole = ask(kept)
    assert (whole.status_code, whole["Content-Length"], whole["Accept-Ranges"]) == (200, str(len(CONTENT)), "bytes")
    assert body(whole) == CONTENT


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=1023990-", 1_023_990, 1_023_999),
        ("bytes=-5", 1_023_995, 1_023_999),
        ("bytes=5-99999999", 5, 1_023_999),
        ("bytes=-99999999", 0, 1_023_999),
    ],
)
def test_a_part_that_is_asked_for_comes_alone(kept, asked, first, last):
    part = ask(kept, range=asked)
    assert part.status_code == 206 and part["Content-Range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert body(part) == CONTENT[first : last + 1] and part["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=1024000-", "bytes=1024000-1024005", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_to_be_none(kept, asked):
    none = ask(kept, range=asked)
    assert none.status_code == 416 and none["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize(
    "asked", ["", "bytes=-", "bytes=a-b", "bytes=9-3", "pages=1-2", "bytes=0-1,5-6", "bytes=" + "9" * 5000 + "-"]
)
def test_what_is_no_single_range_brings_the_whole(kept, asked):
    whole = ask(kept, range=asked)
    assert whole.status_code == 200 and body(whole) == CONTENT


def test_a_download_that_broke_off_goes_on_only_with_the_same_bytes(kept):
    mark = ask(kept)["ETag"]
    assert ask(kept, range="bytes=7-", **{"if-range": mark}).status_code == 206
    assert ask(kept, range="bytes=7-", **{"if-range": '"another"'}).status_code == 200


def test_a_paper_leaves_in_a_box_under_a_name_of_ours(kept):
    response = ask(kept)
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store" and response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename=\"paper_1.pdf\"; filename*=UTF-8''%DA%A9")
    assert ask(kept, filename="")["Content-Disposition"] == "inline"


def test_nginx_is_told_which_file_and_sends_it_itself(kept):
    with override_settings(ACCEL="/documents-inside/"):
        response = ask(kept)
    assert response["X-Accel-Redirect"] == f"/documents-inside/{kept}" and response.content == b""
    assert response["Content-Security-Policy"].startswith("sandbox") and "attachment" in response["Content-Disposition"]


def test_what_is_not_kept_is_not_there_by_any_way(tmp_path, object_store_url):
    gone = f"ef/{'0' * 64}"
    with papers_in(tmp_path / "papers"), pytest.raises(Http404):
        ask(gone)
    with papers_at(object_store_url):
        assert _answer_of(ask(gone)["Location"]) == 404


def test_the_object_store_gives_it_out_by_an_address_of_its_own(tmp_path, object_store_url):
    with papers_at(object_store_url):
        away = ask(_put(tmp_path))
    assert away.status_code == 302 and away["Location"].startswith("http://127.0.0.1:")
    with urlopen(away["Location"], timeout=10) as got:
        assert got.read() == CONTENT
        assert got.headers["Content-Type"] == "application/pdf" and "attachment" in got.headers["Content-Disposition"]
    with urlopen(Request(away["Location"], headers={"Range": "bytes=10-19"}), timeout=10) as part:
        assert part.read() == CONTENT[10:20]


def test_that_address_lives_a_minute_and_no_longer(tmp_path, object_store_url, monkeypatch):
    with papers_at(object_store_url):
        name = _put(tmp_path)
        assert "X-Amz-Expires=60&" in ask(name)["Location"]
        monkeypatch.setattr(serving, "LIVES", 1)
        over = ask(name)["Location"]
        until = time.monotonic() + 20
        while (answered := _answer_of(over)) == 200 and time.monotonic() < until:
            pass
    assert answered in (400, 403)


def test_without_its_signature_the_address_opens_nothing(tmp_path, object_store_url):
    with papers_at(object_store_url):
        bare = ask(_put(tmp_path))["Location"].partition("?")[0]
    assert _answer_of(bare) in (400, 403)


def _answer_of(address: str) -> int:
    try:
        with urlopen(address, timeout=10) as got:
            return got.status
    except HTTPError as fault:
        return fault.code
