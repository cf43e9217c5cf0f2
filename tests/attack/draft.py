"""A registration at the clerk's desk with a file and an owner, so that the counter's forms have something to spoil."""

import re
from secrets import token_hex
from threading import Event

from counter_forms import HOME_CODE, SEEN, a_file, an_owner, phone
from counter_scans import PDF, numbered

from attack.bodies import MULTIPART, multipart, urlencoded
from attack.visitors import CSRF, Visitor
from attack.wire import Answer, Request, send

DISTRICT = 3  # the attacking clerk's


CHECKED = 300  # tenths of a second until the worker has looked at a scan


class Draft:
    def __init__(self, port: int, clerk: Visitor):
        self.port, self.clerk, self.key = port, clerk, token_hex(4)
        begun = self.post("/en/counter/begin/", {})
        assert "/drafts/" in begun.location, (begun.status, begun.location)
        self.ref = re.search(r"/drafts/([\w-]{22})/", begun.location)[1]
        file = a_file() | {"sure": "1"}
        file |= {name: str(DISTRICT) + file[name][1:] for name in ("renewal_code", "file_no")}
        self.fill("file/", file)
        self.fill("owners/new/", an_owner() | {"key": self.key, "base": "0"})

    def request(self, path: str, fields: dict) -> Request:
        pairs = [("csrfmiddlewaretoken", CSRF.encode())]
        pairs += [(name, text.encode()) for name, text in fields.items()]
        return Request("POST", path, urlencoded(pairs), cookies=self.clerk.cookies, patience=30)

    def post(self, path: str, fields: dict) -> Answer:
        return send(self.port, self.request(path, fields).raw(self.port), patience=30)

    def path(self, rest: str) -> str:
        return f"/en/counter/drafts/{self.ref}/{rest}"

    def fill(self, rest: str, fields: dict) -> Answer:
        return self.post(self.path(rest), fields)

    def complete(self) -> None:
        """All papers seen, the deed with its scan, and a telephone whose code was typed: it can be submitted."""
        mobile = phone()
        self._bring()
        self.fill(f"papers/{self.key}/", SEEN | numbered(["deed"]) | {"base": "0"})
        contact = {"mobile": mobile, "residence_postal": HOME_CODE, "base": "0"}
        self.fill(f"contact/{self.key}/", contact)
        self.fill(f"contact/{self.key}/", contact | {"base": "1", "sms_code": _code_sent_to(mobile)})

    def _bring(self) -> None:
        """The scan of the deed, and waits until the worker has let it in."""
        pairs = [("csrfmiddlewaretoken", CSRF.encode()), ("base", b"0")]
        body = multipart(pairs, [("deed-scan", "deed.pdf", PDF)])
        path = self.path(f"papers/{self.key}/")
        brought = Request("POST", path, body, MULTIPART, self.clerk.cookies, patience=30)
        send(self.port, brought.raw(self.port), patience=30)
        for _ in range(CHECKED):
            if not _is_being_checked(self.ref):
                return
            Event().wait(0.1)

    def submission(self) -> Request:
        """As the review's form sends it: with a mark of what the clerk saw there."""
        page = send(self.port, Request("GET", self.path(""), cookies=self.clerk.cookies).raw(self.port), patience=30)
        shown = re.search(rb'name="content" value="(\w+)"', page.body)
        return self.request(self.path("submit/"), {"content": shown[1].decode() if shown else ""})


def _is_being_checked(ref: str) -> bool:
    from django.db import connections

    from shahrsazi.counter.incoming import WAITING, IncomingScan

    waits = IncomingScan.objects.using("owner").filter(draft__ref=ref, state=WAITING).exists()
    connections.close_all()
    return waits


def _code_sent_to(mobile: str) -> str:
    from django.db import connections

    from shahrsazi.credentials.contact_codes import ContactCode
    from shahrsazi.persian.identifiers import mobile as stored

    row = ContactCode.objects.using("owner").filter(address=stored(mobile)).order_by("-id").first()
    connections.close_all()
    return row.code if row else ""
