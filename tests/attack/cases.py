"""One hostile request at a time, from seeded dice: an address, a form, a field, and what does not belong there."""

from random import Random
from urllib.parse import quote

from attack.bodies import MULTIPART, Pairs, broken_multipart, multipart, urlencoded
from attack.crawl import Map
from attack.forms import Form
from attack.site import CAPTCHA
from attack.strings import escaped, naughty
from attack.visitors import CSRF, Visitor
from attack.wire import Request

TOKEN = "csrfmiddlewaretoken"
LEAVING = 0.02  # the share of forms that may end the visitor's session
MB = 1024 * 1024
METHODS = ("TRACE", "PUT", "FOO", "get", "post", "DELETE", "PATCH", "OPTIONS", "HEAD", "CONNECT", "PROPFIND", "A" * 200)
HEADERS = (
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "X-Original-URL",
    "X-Rewrite-URL",
    "X-HTTP-Method-Override", "Origin", "Referer", "Accept-Language", "Accept-Encoding", "Range", "If-Modified-Since",
    "If-None-Match", "User-Agent", "Accept", "Content-Encoding", "Expect", "Authorization", "Shahrsazi-Check",
)  # fmt: skip


class Dealer:
    """Deals requests of one visitor after another."""

    def __init__(self, site: Map, visitors: list[Visitor], dice: Random):
        self.map, self.visitors, self.dice = site, visitors, dice
        self.names = site.names
        kinds = {
            self.one_field: 40, self.any_form: 14, self.query: 10, self.bent_path: 6, self.two_fields: 5,
            self.without_token: 4, self.broken: 5, self.swapped: 5, self.header: 4, self.cookie: 4, self.method: 3,
            self.repeated: 2, self.many_fields: 0.3, self.large: 0.3,
        }  # fmt: skip
        self.kinds, self.weights = list(kinds), list(kinds.values())

    def deal(self) -> tuple[Request, Visitor]:
        visitor = self.dice.choice(self.visitors)
        [kind] = self.dice.choices(self.kinds, self.weights)
        request = kind(visitor)
        request.note = f"{visitor.kind}, {kind.__name__}"
        return request, visitor

    def form(self, visitor: Visitor) -> Form:
        """One of their own forms; a page without any stands for one whose fields are anything."""
        forms = self.map.forms.get(visitor.kind, [])
        if self.dice.random() > LEAVING:
            forms = [form for form in forms if not form.action.endswith("/leave/")]
        forms = forms or [Form(self.page(), self.page(), "POST", values={"q": ""})]
        return self.dice.choice(forms)

    def page(self) -> str:
        return self.dice.choice(self.map.pages)

    def pairs(self, form: Form) -> Pairs:
        """As the page filled it in, with the number in the picture read."""
        values = {name: text for name, text in form.values.items() if name != TOKEN}
        if "captcha" in values:
            values["number"] = CAPTCHA
        return [(TOKEN, CSRF.encode()), *((name, text.encode()) for name, text in values.items())]

    def sent(self, visitor: Visitor, form: Form, pairs: Pairs) -> Request:
        """A form of GET in its address, any other in a body of its kind."""
        if form.method == "GET":
            query = urlencoded(pairs).decode()[:60_000]
            return Request("GET", f"{form.action.partition('?')[0]}?{query}", cookies=visitor.cookies)
        if form.multipart:
            return Request("POST", form.action, multipart(pairs), MULTIPART, visitor.cookies)
        return Request("POST", form.action, urlencoded(pairs), cookies=visitor.cookies)

    def spoiled(self, form: Form, how_many: int = 1) -> Pairs:
        values = dict(self.pairs(form))
        for name in self.dice.sample(form.names, min(how_many, len(form.names))):
            if name != TOKEN:
                values[name] = naughty(self.dice)
        return list(values.items())

    def one_field(self, visitor: Visitor) -> Request:
        form = self.form(visitor)
        return self.sent(visitor, form, self.spoiled(form))

    def two_fields(self, visitor: Visitor) -> Request:
        form = self.form(visitor)
        return self.sent(visitor, form, self.spoiled(form, self.dice.randint(2, 9)))

    def any_form(self, visitor: Visitor) -> Request:
        """Fields of any page to any address."""
        names = self.dice.sample(self.names, min(4, len(self.names)))
        pairs = [(TOKEN, CSRF.encode()), *((name, naughty(self.dice)) for name in names)]
        return Request("POST", self.page(), urlencoded(pairs), cookies=visitor.cookies)

    def query(self, visitor: Visitor) -> Request:
        names = self.dice.sample([*self.names, "next", "saved", "way", "wait", "why", "page", "way[]"], 3)
        query = "&".join(f"{quote(name, '')}={escaped(naughty(self.dice)[:3000])}" for name in names)
        return Request("GET", f"{self.page()}?{query}", cookies=visitor.cookies)

    def bent_path(self, visitor: Visitor) -> Request:
        """A step of an address replaced, or bytes put behind it."""
        steps = self.page().split("/")
        steps[self.dice.randrange(1, len(steps))] = escaped(naughty(self.dice)[:2000])
        return Request("GET", "/".join(steps), cookies=visitor.cookies)

    def without_token(self, visitor: Visitor) -> Request:
        """No token, another's, or one that is none; or a form from another site."""
        form = self.form(visitor)
        foreign = self.dice.choice((b"", b"z" * 32, b"z" * 64, naughty(self.dice)))
        pairs = [(name, foreign if name == TOKEN else value) for name, value in self.spoiled(form)]
        request = self.sent(visitor, form, pairs if self.dice.random() < 0.7 else pairs[1:])
        request.headers["Origin"] = self.dice.choice(
            ("null", "https://example.ir", "http://[", "file://", "http://a:b")
        )
        return request

    def broken(self, visitor: Visitor) -> Request:
        form = self.form(visitor)
        kind, body = broken_multipart(self.dice, self.spoiled(form))
        headers = {"X-CSRFToken": CSRF}
        return Request("POST", form.action, body, kind, visitor.cookies, headers)

    def swapped(self, visitor: Visitor) -> Request:
        """Files where texts belong, and texts where files do."""
        form = self.form(visitor)
        pairs = self.pairs(form)
        texts = [(name, naughty(self.dice)) for name in form.files] + pairs[:1]
        files = [(name, f"{'a' * self.dice.choice((1, 300))}.pdf", naughty(self.dice)) for name, _ in pairs[1:]]
        return Request("POST", form.action, multipart(texts, files), MULTIPART, visitor.cookies)

    def header(self, visitor: Visitor) -> Request:
        name = self.dice.choice(HEADERS)
        text = naughty(self.dice)[:4000].decode("latin-1")
        clean = "".join(c for c in text if c.isprintable() and c < "\u0100") or "1"
        return Request("GET", self.page(), cookies=visitor.cookies, headers={name: clean})

    def cookie(self, visitor: Visitor) -> Request:
        """Forged, huge or binary; beside the visitor's own."""
        name = self.dice.choice(
            ("sid", "staff", "csrf", "visit", "device", "staff-device", "ended", "left", "django_language")
        )
        size = self.dice.choice((1, 1, 1, 200))
        text = (naughty(self.dice)[:200] * size)[:30_000].decode("latin-1")
        clean = "".join(c for c in text if c.isprintable() and c not in ";\r\n") or "A" * 43
        return Request("GET", self.page(), cookies=visitor.cookies | {name: clean})

    def method(self, visitor: Visitor) -> Request:
        body = self.dice.choice((b"", b"a=b"))
        return Request(self.dice.choice(METHODS), self.page(), body, cookies=visitor.cookies)

    def repeated(self, visitor: Visitor) -> Request:
        form = self.form(visitor)
        return self.sent(visitor, form, self.spoiled(form) * self.dice.choice((2, 8)))

    def many_fields(self, visitor: Visitor) -> Request:
        pairs = [(TOKEN, CSRF.encode()), *((f"f{n}", b"1") for n in range(10_000))]
        kind, body = self.dice.choice(((MULTIPART, multipart(pairs)), (Request.content_type, urlencoded(pairs))))
        return Request("POST", self.form(visitor).action, body, kind, visitor.cookies)

    def large(self, visitor: Visitor) -> Request:
        """A field of a little less, and one of a little more than a megabyte."""
        form, name = self.form(visitor), self.dice.choice(self.names)
        text = self.dice.choice((b"a", b"9", b"[", b"\xff")) * (self.dice.choice((MB - 600, MB, 250_000)))
        body = b"csrfmiddlewaretoken=" + CSRF.encode() + f"&{name}=".encode() + text
        return Request("POST", form.action, body, cookies=visitor.cookies)
