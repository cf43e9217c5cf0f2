"""A registration at the clerk's desk with a file and an owner, so that the counter's forms have something to spoil."""

import re
from secrets import token_hex

from counter_forms import HOME_CODE, SEEN, a_file, an_owner, phone

from attack.bodies import urlencoded
from attack.visitors import CSRF, Visitor
from attack.wire import Answer, Request, send

DISTRICT = 3  # the attacking clerk's


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
        """All papers seen, and a telephone whose code was typed: from here it can be submitted."""
        mobile = phone()
        self.fill(f"papers/{self.key}/", SEEN | {"base": "0"})
        contact = {"mobile": mobile, "residence_postal": HOME_CODE, "base": "0"}
        self.fill(f"contact/{self.key}/", contact)
        self.fill(f"contact/{self.key}/", contact | {"base": "1", "sms_code": _code_sent_to(mobile)})


def _code_sent_to(mobile: str) -> str:
    from django.db import connections

    from shahrsazi.credentials.contact_codes import ContactCode
    from shahrsazi.persian.identifiers import mobile as stored

    row = ContactCode.objects.using("owner").filter(address=stored(mobile)).order_by("-id").first()
    connections.close_all()
    return row.code if row else ""
