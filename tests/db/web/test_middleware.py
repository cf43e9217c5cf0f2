"""What every response wears, whatever it is: page, file, redirect, fault."""

import gzip

import brotli
import pytest
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import path
from personas import SOLE_OWNER, case_of, signed_in

from shahrsazi.urls import handler400, handler403, handler404, handler500  # noqa: F401
from shahrsazi.urls import urlpatterns as of_the_site
from shahrsazi.web.routes import anyone, page


def broken(request):
    raise ZeroDivisionError


def unanswered(request):
    raise OperationalError


# The site, and two addresses more that fail: for the tests below alone.
urlpatterns = [
    path("broken/", page(broken, needs=anyone)),
    path("unanswered/", page(unanswered, needs=anyone)),
    *of_the_site,
]

WORN = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "X-Frame-Options": "DENY",
}


def static_address() -> str:
    from django.templatetags.static import static

    return static("site.css")


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/en/guide/", 200), ("/status/", 200), ("/nowhere", 404), ("/cases/", 302), ("static", 200)],
)
def test_every_kind_of_answer_wears_the_headers(client, address, status):
    response = client.get(static_address() if address == "static" else address)
    assert response.status_code == status
    for name, beginning in WORN.items():
        assert response[name].startswith(beginning), (address, name)


def test_so_does_a_page_that_says_why_a_form_is_not_taken_there(client):
    response = client.post("/guide/")
    assert response.status_code == 405 and response["Allow"] == "GET"
    assert {name for name, beginning in WORN.items() if not response[name].startswith(beginning)} == set()


def test_pages_and_redirects_are_kept_by_no_cache_and_static_files_are(client):
    for address in ("/", "/cases/", "/nowhere", "/status/", "/entrance/"):
        assert client.get(address)["Cache-Control"] == "no-store", address
    kept = client.get(static_address())["Cache-Control"]
    assert "max-age=" in kept and "no-store" not in kept and "immutable" in kept


def test_a_fault_and_a_silent_database_wear_them_too():
    with override_settings(ROOT_URLCONF=__name__):
        client = Client(raise_request_exception=False)
        for address, status in (("/broken/", 500), ("/unanswered/", 503)):
            response = client.get(address)
            assert response.status_code == status
            assert all(response[name].startswith(beginning) for name, beginning in WORN.items()), address
            assert response["Cache-Control"] == "no-store"


def test_a_downloaded_paper_is_sandboxed_and_an_attachment(city):
    from shahrsazi.casefiles.sections.ownership import Paper

    case = case_of("A")
    scan = Paper._base_manager.using("owner").filter(case=case).exclude(scan="").first().scan
    response = signed_in(SOLE_OWNER).get(f"/cases/{case.ref}/papers/{scan}/file")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"].startswith("attachment;") and response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_inline_and_no_other_host(client):
    policy = client.get("/")["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    assert (
        rules["frame-ancestors"] == rules["base-uri"] == rules["default-src"] == "'none'"
        and rules["form-action"] == "'self'"
    )


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("br", "br", brotli.decompress),
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_pages_are_compressed_as_the_browser_accepts(client, accepted, encoding, unpack):
    plain = client.get("/guide/").content
    response = client.get("/guide/", headers={"accept-encoding": accepted})
    assert response.get("Content-Encoding") == encoding
    assert unpack(response.content) == plain and "Accept-Encoding" in response["Vary"]
    assert int(response.get("Content-Length", len(response.content))) == len(response.content)


def test_brotli_declared_unacceptable_is_not_sent(client):
    response = client.get("/guide/", headers={"accept-encoding": "br;q=0, gzip"})
    assert response.get("Content-Encoding") == "gzip"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(city):
    from shahrsazi.credentials.sessions import cookie_options

    assert cookie_options() == {"httponly": True, "secure": False, "samesite": "Lax", "path": "/"}


def test_the_form_token_differs_on_each_page_so_that_lengths_tell_nothing(client):
    import re

    first, second = (
        re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/entrance/").content.decode())[1]
        for _ in "12"
    )
    assert first != second and len(first) == len(second) == 64


def test_only_reading_is_allowed_where_nothing_can_be_sent(city, client):
    for address in ("/", "/guide/", "/status/", "/outbox/"):
        assert client.post(address).status_code in (403, 405), address
    signed = signed_in(SOLE_OWNER)
    for address in ("/cases/", f"/cases/{case_of('A').ref}/", f"/cases/{case_of('A').ref}/permits/"):
        assert signed.post(address).status_code == 405, address
        assert signed.delete(address).status_code == 405, address


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "FOO"])
@pytest.mark.parametrize("address", ["/", "/cases/", "/entrance/", "/static/site.css", "/nowhere/"])
def test_no_address_has_another_method_and_none_is_echoed(method, address):
    answer = Client().generic(method, address, b"sid=secret")
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert answer.content == b"" and answer.headers["X-Content-Type-Options"] == "nosniff"
