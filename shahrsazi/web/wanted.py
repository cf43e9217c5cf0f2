"""The page that somebody opened before they had to sign in, and come back to afterwards.

Their own browser holds it, signed, for an hour: no address, log or page of history carries it, and nobody else can
plant one. Where a session was over, it is bound to whose it was: the next person at the same computer is not led there.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from shahrsazi.persian.language import in_language

HOURS = 1
MAX_LENGTH = 1500  # a cookie holds 4,096 bytes, and none of our addresses is longer
# A page of ours; what ends otherwise is a file or a rendition. Percent signs, but no other sign that browsers fold.
_PAGE = re.compile(r"/(?:[A-Za-z0-9_.-]++/)*(?:\?[A-Za-z0-9_.~%=&+*-]*)?")


def note(request: HttpRequest, response: HttpResponseBase, cookie: str, owner: int, options: Mapping[str, Any]) -> None:
    """Remember the page of this request for whoever `owner` is, or for anyone where it is 0.

    Of a form only its page is remembered: what was typed has a page of its own.
    """
    address = request.get_full_path() if request.method == "GET" else request.path
    if _is_opened_by_hand(request) and is_own_page(address):
        text = signing.dumps(address, salt=_salt(cookie, owner))
        response.set_cookie(cookie, text, max_age=HOURS * 3600, **options)


def address_of(request: HttpRequest, cookie: str, owner: int) -> str:
    """Where this person wanted to go; empty where nowhere, or where it was somebody else."""
    text = request.COOKIES.get(cookie, "")
    return _opened(text, _salt(cookie, owner)) or _opened(text, _salt(cookie, 0))


def _salt(cookie: str, owner: int) -> str:
    return f"wanted/{cookie}/{owner}"


def _opened(text: str, salt: str) -> str:
    try:
        address = str(signing.loads(text, salt=salt, max_age=HOURS * 3600))
    except signing.BadSignature:
        return ""
    return address if is_own_page(address) else ""


def is_own_page(address: str) -> bool:
    """Whether it is the path of a page that this site has. The signature says so already; this is the second lock."""
    if len(address) > MAX_LENGTH or not _PAGE.fullmatch(address) or not url_has_allowed_host_and_scheme(address, None):
        return False
    path = address.partition("?")[0]
    try:
        with in_language("en" if path.startswith("/en/") else "fa"):
            return bool(resolve(path))
    except Resolver404:
        return False


def _is_opened_by_hand(request: HttpRequest) -> bool:
    """Not a picture within a page: browsers say what they want it for."""
    accepted = request.headers.get("Accept", "text/html")
    return (
        request.method in ("GET", "POST")
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        and ("text/html" in accepted or accepted == "*/*")
    )
