"""Error pages in both languages: what happened, what to do, and the code that the log has too; a 404 has none."""

import json
import logging
import re

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from page_tree import text, tree

from shahrsazi.web import errors
from shahrsazi.web.logging import JsonFormatter, _plain

SAID = {
    "fa": {
        400: "درخواست",
        403: "دسترسی ندارید",
        404: "یافت نشد",
        500: "خطایی رخ داده است",
        503: "پاسخگو نیست",
        "csrf": "فرم",
    },
    "en": {
        400: "could not be understood",
        403: "no access",
        404: "not found",
        500: "went wrong",
        503: "cannot answer",
        "csrf": "out of date",
    },
}
CODE = re.compile(r'<bdi class="code" dir="ltr">([0-9a-f]{8})</bdi>')


class BrokenError(Exception):
    pass


def made(what, language: str):
    from django.db import OperationalError

    request = RequestFactory().get("/en/x/" if language == "en" else "/x/")
    with translation.override(language):
        if what in (500, 503):
            try:
                raise OperationalError("gone") if what == 503 else BrokenError("secret 1300001232")
            except Exception:
                return errors.failed(request)
        view = {400: errors.bad_request, 403: errors.forbidden, 404: errors.not_found, "csrf": errors.csrf_failed}[what]
        return view(request)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("what", [400, 403, "csrf", 404, 500, 503])
def test_the_page_says_what_happened_in_its_language_and_where_to_go_on(what, language):
    response = made(what, language)
    page = tree(response.content.decode())
    assert response.status_code == (403 if what == "csrf" else what)
    assert (page.get("lang"), page.get("dir")) == (("fa", "rtl") if language == "fa" else ("en", "ltr"))
    assert SAID[language][what] in text(page.find("body"))
    prefix = "/en/" if language == "en" else "/"
    assert {prefix, f"{prefix}cases/"} <= {a.get("href") for a in page.iter("a")}


def test_no_tracking_code_is_masked_in_the_log():
    assert not [code for code in (errors.tracking_code() for _ in range(500)) if "…" in _plain(code)]


@pytest.mark.parametrize("what", [400, 403, "csrf", 500, 503])
def test_the_tracking_code_of_the_page_is_in_the_log(caplog, what):
    with caplog.at_level(logging.WARNING):
        (code,) = CODE.findall(made(what, "fa").content.decode())
    (record,) = [r for r in caplog.records if r.name == "shahrsazi.web.errors"]
    assert code in json.loads(JsonFormatter().format(record))["says"]


def test_a_404_carries_no_code_and_two_are_the_same_bytes():
    first, second = made(404, "fa").content, made(404, "fa").content
    assert CODE.findall(first.decode()) == [] and _bare(first) == _bare(second)


def _bare(content: bytes) -> bytes:
    return re.sub(rb'value="[^"]*"', b"", content)


def test_the_fault_itself_is_in_the_log_and_not_on_the_page(caplog):
    with caplog.at_level(logging.WARNING):
        html = made(500, "fa").content.decode()
    assert "BrokenError" not in html and "secret" not in html and "Traceback" not in html
    logged = JsonFormatter().format([r for r in caplog.records if r.name == "shahrsazi.web.errors"][0])
    assert "BrokenError" in logged and "1300001232" not in logged


def test_each_fault_has_a_code_of_its_own():
    assert len({CODE.findall(made(500, "fa").content.decode())[0] for _ in range(20)}) == 20


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_form_without_its_token_is_explained(city, prefix):
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"{prefix}/entrance/", {"user": "1"})
    assert response.status_code == 403
    language = "en" if prefix else "fa"
    assert SAID[language]["csrf"] in text(tree(response.content.decode()).find("body"))
    assert len(CODE.findall(response.content.decode())) == 1


@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/en/nowhere", "/cases", "/static/none.css", "/cases/" + "A" * 22, "/%00", "/%FF", "/x" * 2000],
)
def test_an_address_that_is_not_there_is_a_404_page(client, address):
    response = client.get(address)
    assert response.status_code == 404


def test_a_404_speaks_the_language_of_its_address(client):
    assert "یافت نشد" in client.get("/nowhere/").content.decode()
    assert "not found" in client.get("/en/nowhere/").content.decode()


def test_a_wrong_host_is_refused_without_echoing_it(caplog):
    response = Client().get("/", headers={"host": "evil.example"})
    assert response.status_code == 400 and b"evil.example" not in response.content


def test_a_body_that_is_too_large_is_refused_with_a_page(city):
    response = Client().post("/entrance/", "x=" + "y" * 300_000, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 413) and "درخواست" in response.content.decode()


def test_too_many_fields_are_refused_with_a_page(city):
    body = "&".join(f"f{n}=1" for n in range(200))
    response = Client().post("/entrance/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 413) and "درخواست" in response.content.decode()


@pytest.mark.parametrize("body", ["x=" + "y" * 300_000, "&".join(f"f{n}=1" for n in range(200))])
def test_what_a_stranger_sends_too_much_of_is_a_line_in_the_log_and_no_traceback(city, caplog, body):
    Client().post("/entrance/", body, content_type="application/x-www-form-urlencoded")
    assert [record.name for record in caplog.records if record.exc_info] == []
    assert "answered 400" in caplog.text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_method_that_is_not_allowed_says_which_are(client, prefix):
    response = client.put(f"{prefix}/guide/")
    assert response.status_code == 405 and "GET" in response["Allow"]


def test_a_tenth_wrong_password_is_a_429_that_says_until_when(city):
    from personas import SOLE_OWNER

    client, last = Client(), None
    for _ in range(6):
        form = client.get("/entrance/").content.decode()
        captcha = re.search(r'name="captcha" value="([^"]+)"', form)[1]
        last = client.post(
            "/entrance/", {"user": SOLE_OWNER, "password": "Wrong-1-word", "captcha": captcha, "number": "12345"}
        )
    assert last.status_code == 429
    html = last.content.decode()
    assert re.search("[۰-۹]{2}:[۰-۹]{2}", html) and tree(html) is not None


@pytest.mark.parametrize(("language", "title"), [("fa", "rtl"), ("en", "ltr")])
def test_error_pages_offer_no_way_to_switch_language_of_an_address_that_failed(language, title):
    page = tree(made(404, language).content.decode())
    assert not [a for a in page.iter("a") if a.get("hreflang")] and page.get("dir") == title
