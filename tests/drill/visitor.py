"""A browser without scripts that comes through nginx with TLS; and what each kind of person does with it."""

import base64
import hashlib
import hmac
import re
import ssl
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPSHandler, Request, build_opener

from django_otp.oath import totp

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Answer:
    def __init__(self, status: int, url: str, text: str, headers):
        self.status, self.path, self.text, self.headers = status, urlsplit(url).path, text, headers


class Visitor:
    """Keeps cookies and trusts one authority. `solve` reads a captcha's token: production's cannot be guessed."""

    def __init__(self, site: str, authority, solve):
        self.site, self.solve = site, solve
        context = ssl.create_default_context(cafile=authority)
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), HTTPSHandler(context=context))

    def get(self, path: str, **headers) -> Answer:
        return self._open(Request(urljoin(self.site, path), headers=headers))

    def post(self, path: str, form: dict, page: Answer | None = None, origin: str = "") -> Answer:
        """Fills in the form of the page at that path and sends it, as a browser would."""
        page = page or self.get(path)
        data = dict(HIDDEN.findall(page.text)) | form
        if "captcha" in data:
            data["number"] = self.solve(data["captcha"])
        headers = {"Origin": origin or self.site, "Referer": urljoin(self.site, path)}
        return self._open(Request(urljoin(self.site, path), urlencode(data).encode(), headers))

    def _open(self, request: Request) -> Answer:
        try:
            response = self.opener.open(request, timeout=30)
        except HTTPError as error:
            response = error
        return Answer(response.status, response.url, response.read().decode("utf8", "replace"), response.headers)


def solver(secret_key: str):
    """Reads a captcha with the server's own key (credentials/captcha.py): the picture is for people."""

    def solve(token: str) -> str:
        raw = base64.urlsafe_b64decode(token)
        digest = hmac.new(secret_key.encode(), b"captcha" + b"digits" + raw[:16], hashlib.sha256).digest()
        return f"{int.from_bytes(digest[:8], 'big') % 10**5:05d}"

    return solve


def one_time_code(secret: str) -> str:
    """What an authenticator shows into which the secret was typed."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    return f"{totp(key):06d}"
