"""A citizen before the screen: reads labels, types, presses buttons. Also new citizens, and what a phone received."""

import json
import re
from itertools import count
from threading import Event

import html5lib
from conftest import STATE
from django.conf import settings
from django.db import connections
from django.test import Client
from personas import person_id

from shahrsazi.persian.identifiers import sample_national_code

NUMBER = "عدد نمایش داده شده در تصویر"
ENTRANCE, GET_PASSWORD, CHANGE = "/entrance/", "/entrance/password/", "/entrance/change/"
_codes = count(800_000)
_FILE = {
    "unit_kind": "building",
    "property_type": "house",
    "place": "خیابان آزمون",
    "address": "اصفهان، خیابان آزمون",
    "plate_main": 9600,
    "registry_section": 5,
    "registry_office": "south",
    "opened_on": "2026-01-01",
}


def newcomer(name: str, *, mobile: bool = True, email: bool = True, registered: bool = True) -> str:
    """Someone new, registered at the counter of district 8, with a house there; returns their national code."""
    from shahrsazi.feed.loader import load

    place = next(_codes)
    number, told = sample_national_code(place), f"08/{place}"
    person = {"number": number, "first_name": name, "last_name": "آزمونی"}
    person["mobile"] = f"0955{place:07}" if mobile else ""
    person["email"] = f"t{place}@example.ir" if email else ""
    person["registered_on"] = "2026-01-01" if registered else None
    share = {"land_share": 1, "land_of": 1, "building_share": 1, "building_of": 1, "effective_from": "2020-01-01"}
    house = {"renewal_code": f"8-96-{place // 1000}-{place % 1000 + 1}-1-0-0", "file_no": told} | _FILE
    line = {
        "as_of": "2026-01-02T00:00:00+03:30",
        "casefile": house,
        "people": [person],
        "owners": [{"source_key": f"{told}-owner", "person": number} | share],
    }
    path = STATE / "newcomer.ndjson"
    path.write_text(json.dumps(line, ensure_ascii=False), "utf8")
    report = load(path)
    assert report.bad == [], report.bad
    return number


def requested(number: str, channel: str, address: str = "127.0.0.1", language: str = "fa", cookie: str = ""):
    """Ask for a password from a browser, strange to us unless it has a device cookie: the refusal, or None."""
    from shahrsazi.accounts import sign_in
    from shahrsazi.credentials.devices import device_of

    return sign_in.request_password(number, channel, address, device_of("citizen", number, cookie), language)


def stranger() -> str:
    """A right national code that no one has."""
    return sample_national_code(next(_codes))


def with_password(name: str, password: str, **who) -> str:
    """A newcomer who has chosen a password already."""
    from shahrsazi.credentials import passwords

    number = newcomer(name, **who)
    passwords.Credential.objects.using("owner").create(
        person_id=person_id(number), hash=passwords.hash_password(password)
    )
    return number


def deliver_all() -> None:
    """What the worker does, here and now: every message that is due, the oldest first."""
    from shahrsazi.messages.models import Message
    from shahrsazi.messages.tasks import deliver

    for message in Message.objects.using("owner").filter(state="due").order_by("id").values_list("id", flat=True):
        deliver(message)


def received(by: str) -> list[str]:
    """What came to a telephone or mailbox, oldest first."""
    lines = settings.OUTBOX.read_text("utf8").splitlines() if settings.OUTBOX.exists() else []
    return [line["text"] for line in map(json.loads, lines) if line["to"] == by]


def mobile_of(number: str) -> str:
    from shahrsazi.people.models import Contact

    return Contact.objects.using("owner").get(person__number=number).mobile


def email_of(number: str) -> str:
    from shahrsazi.people.models import Contact

    return Contact.objects.using("owner").get(person__number=number).email


def password_in(text: str) -> str:
    return re.search(r"کلمه عبور: (\S+)", text).group(1)


def sent_password(number: str, way: str = "sms") -> str:
    """Asks and delivers without any page; returns the password that arrived."""

    assert requested(number, way, "127.0.0.1", "fa") is None
    deliver_all()
    return password_in(received(mobile_of(number) if way == "sms" else email_of(number))[-1])


def later(table: str, columns: str, minutes: float, where: str = "true") -> None:
    """Moves moments of rows back, as if so many minutes had gone by."""
    moved = ", ".join(f"{c} = {c} - make_interval(secs => {minutes * 60})" for c in columns.split())
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {moved} WHERE {where}")


def rows_with(text: str) -> list[str]:
    """The tables in which a text stands anywhere, as text or as bytes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for name in tables:
            wanted = [text, text.encode().hex()]
            cursor.execute(f"SELECT 1 FROM {name} t WHERE strpos(t::text, %s) + strpos(t::text, %s) > 0", wanted)
            found += [name] if cursor.fetchone() else []
    return found


class Browser:
    """One visitor's browser, without scripts. Every form is filled by its labels and sent with all it holds."""

    def __init__(self, **meta):
        self.client = Client(enforce_csrf_checks=True, **meta)
        self.response = self.page = None
        self.typed: dict[str, str] = {}

    def open(self, address: str):
        return self._came(self.client.get(address))

    def _came(self, response):
        while response.status_code in (301, 302):
            response = self.client.get(response.headers["Location"])
        self.response, self.typed, self.address = response, {}, response.request["PATH_INFO"]
        self.page = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
        return response

    @property
    def text(self) -> str:
        return " ".join("".join(self.page.find("body").itertext()).split())

    @property
    def heading(self) -> str:
        return "".join(self.page.find(".//h1").itertext())

    def errors(self) -> list[str]:
        """The sentences of the summary; one with a link names the field that it leads to first, as its label does."""
        box = self.page.find(".//div[@id='problem']")
        return [] if box is None else [self._sentence(item) for item in box.iter("li")]

    def _sentence(self, item) -> str:
        words, link = "".join(item.itertext()), item.find("a")
        if link is None:
            return words
        named = link.attrib["href"].removeprefix("#")
        labels = [e for e in self.page.iter("label") if e.attrib.get("for") == named]
        title = "".join((labels or [self.page.find(f".//*[@id='{named}']/legend")])[0].itertext()).strip()
        assert words.startswith(f"{title}: ")
        return words.removeprefix(f"{title}: ")

    def fill(self, label: str, text: str) -> None:
        self.typed[self.field(label).attrib["name"]] = text

    def field(self, label: str):
        """The field whose label is exactly this."""
        (found,) = [e for e in self.page.iter("label") if "".join(e.itertext()).strip() == label]
        return self.page.find(f".//input[@id='{found.attrib['for']}']")

    def choose(self, label: str) -> None:
        found = [e for e in self.page.iter("label") if "".join(e.itertext()).strip().startswith(label)]
        chosen = found[0].find("input")
        self.typed[chosen.attrib["name"]] = chosen.attrib["value"]

    def press(self, button: str):
        """Sends the form that the button stands in, as a browser would."""
        for form in self.page.iter("form"):
            for pressed in form.iter("button"):
                if "".join(pressed.itertext()).strip() == button:
                    return self._send(form, pressed)
        raise AssertionError(f"no button «{button}»")

    def _send(self, form, pressed):
        fields = {e.attrib["name"]: e.attrib.get("value", "") for e in form.iter("input") if _is_sent(e)}
        fields |= self.typed
        if "name" in pressed.attrib:
            fields[pressed.attrib["name"]] = pressed.attrib["value"]
        return self._came(self.client.post(form.attrib["action"], fields))

    def follow(self, link: str):
        targets = [a.attrib["href"] for a in self.page.iter("a") if "".join(a.itertext()).strip() == link]
        return self.open(targets[0])

    def cookie(self, name: str) -> str:
        return self.client.cookies[name].value if name in self.client.cookies else ""

    def sign_in(self, number: str, password: str):
        self.open(ENTRANCE)
        self.fill("شناسه کاربری", number)
        self.fill("کلمه عبور", password)
        self.fill(NUMBER, "12345")
        return self.press("ورود")

    def ask(self, number: str, way: str = "پیامک"):
        self.open(GET_PASSWORD)
        self.fill("شناسه کاربری", number)
        self.choose(way)
        self.fill(NUMBER, "12345")
        return self.press("ارسال")

    def change(self, current: str, new: str, again: str | None = None):
        self.open(CHANGE)
        self.fill("کلمه عبور جاری", current)
        self.fill("کلمه عبور جدید", new)
        self.fill("تکرار کلمه عبور جدید", new if again is None else again)
        self.fill(NUMBER, "12345")
        return self.press("ذخیره")


def _is_sent(field) -> bool:
    is_chosen = field.attrib.get("type") not in ("radio", "checkbox") or "checked" in field.attrib
    return "name" in field.attrib and is_chosen


def changing(number: str, way: str = "sms") -> tuple[Browser, str]:
    """A browser that came in with a sent password and stands before the change; and that password."""
    from shahrsazi.accounts import sign_in

    password, browser = sent_password(number, way), Browser()
    browser.client.cookies[settings.SESSION_COOKIE] = sign_in.sign_in(number, password, device="").token
    return browser, password


def addresses(*needs) -> list[str]:
    """Every address, Persian and English, whose route needs one of these; parts that name a thing are filled in."""
    from django.urls import get_resolver

    return list(_walk(get_resolver(), "/", needs))


# A part of an address, with at most one group in it.
_PART = re.compile(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)?\)|<\w+:(\w+)>")
_PARTS = {
    "key": "0" * 16,
    "ref": "A" * 22,
    "section": "ownership",
    "sha256": "0" * 64,
    "paper": "0" * 16,
    "rendition": "1-thumb.webp",
    "token": "nonsense",
}


def _walk(resolver, begin: str, needs):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, begin, needs)
            yield from _walk(pattern, f"{begin}en/", needs)
        elif pattern.callback.needs in needs:
            route = str(pattern.pattern).removeprefix("^").removesuffix("$")
            route = _PART.sub(lambda m: _PARTS[m[1] or m[2]], route)
            yield begin + route.replace("\\.", ".")


def wait_until(true, seconds: float = 15):
    """What `true` returns, once it is something."""
    for _ in range(int(seconds * 20)):
        if found := true():
            return found
        Event().wait(0.05)
    raise AssertionError("it did not come about in time")
