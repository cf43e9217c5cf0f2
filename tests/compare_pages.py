"""Run as a program, beside the suite: walks every page of a running demonstration as every person; compares two walks.

    python tests/compare_pages.py walk http://127.0.0.1:8001 var/outbox.jsonl DIR
    python tests/compare_pages.py compare DIR OTHER

A page is kept as its normalised tree: what is new at every start (references, tokens, times) stands as a mark. A change
that should change no page is shown to have changed none.
"""

import base64
import difflib
import hmac
import json
import re
import struct
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Event
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import html5lib

CITIZENS = ("1300001232", "1300045671", "1301122335", "1302500171", "1303800268", "1307770010")
STAFF = ("1310002223", "1311000046", "1312345004", "1315550083")
PASSWORD, STAFF_PASSWORD, SECRET = "Derakht8Sabz", "Shahr-Demo-1405", "JBSWY3DPEHPK3PXP"
PAGES_A_PERSON, FILES_A_PERSON = 400, 6
NOT_FOLLOWED = re.compile(r"/(leave|file|captcha|static)\b|\.(webp|avif|svg|csv|pdf|wav)$|/new/|elsewhere")
MARKS = [
    (re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?=/|$|\")"), "REF"),
    (re.compile(r"\b[0-9a-f]{32}\b|(?<=/)p?[0-9]{1,18}(?=/(?:death|end)?/?)|(?<=leaving/)[0-9]+"), "ROW"),
    (re.compile(r"(?<=/staff/)(?:[0-9]+|ROW)(?=/)"), "ROW"),
    (re.compile(r"(?<=of=)p?(?:[0-9]+|ROW)"), "ROW"),
    (re.compile(r"[0-9۰-۹]{1,2}:[0-9۰-۹]{2}(:[0-9.]+)?(\+[0-9:]+)?"), "TIME"),
    (re.compile(r"\.[0-9a-f]{12}\."), ".HASH."),
]
IGNORED = ("data-after",)  # the idle time that a script warns of is told by the page since it is a rule
VALUES = ("csrfmiddlewaretoken", "captcha", "key", "draft", "session", "file")


class Person:
    """A browser of somebody, or of nobody."""

    def __init__(self, site: str):
        self.site, self.opener = site, build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, str, str]:
        return self._open(Request(urljoin(self.site, path)))

    def post(self, path: str, **typed) -> tuple[int, str, str]:
        html = self.get(path)[2]
        hidden = {name: value for name in VALUES if (value := _hidden(html, name))}
        data = urlencode(hidden | typed).encode()
        return self._open(Request(urljoin(self.site, path), data, {"Referer": urljoin(self.site, path)}))

    def _open(self, request: Request) -> tuple[int, str, str]:
        """Status, where it ended, and the page; a file is no page."""
        try:
            response = self.opener.open(request, timeout=30)
        except HTTPError as error:
            response = error
        page = response.read() if "html" in response.headers.get("Content-Type", "") else b""
        return response.status, urlsplit(response.url).path, page.decode()


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    return found[1] if found else ""


def citizen(site: str, outbox: Path, number: str) -> Person:
    """Signed in as the guide says, with a password of their own."""
    person, before = Person(site), _messages(outbox)
    for channel in ("sms", "email"):
        person.post("/entrance/password/", user=number, way=channel, number="12345")
    for _ in range(100):
        if len(_messages(outbox)) > len(before):
            break
        Event().wait(0.1)
    sent = re.search(r"کلمه عبور: (\w+)", _messages(outbox)[len(before)]["text"])[1]
    person.post("/entrance/", user=number, password=sent, number="12345")
    person.post("/entrance/change/", current=sent, new=PASSWORD, again=PASSWORD, number="12345")
    person.post("/entrance/", user=number, password=PASSWORD, number="12345")
    return person


def _messages(outbox: Path) -> list[dict]:
    return [json.loads(line) for line in outbox.read_text("utf8").splitlines()] if outbox.exists() else []


def member(site: str, number: str) -> Person:
    person = Person(site)
    person.post("/staff/", user=number, password=STAFF_PASSWORD, code=_totp(), number="12345")
    return person


def _totp() -> str:
    digest = hmac.digest(base64.b32decode(SECRET), struct.pack(">Q", int(time.time()) // 30), "sha1")
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def walk(site: str, outbox: Path, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    _keep(into, "nobody", Person(site), ["/", "/en/", "/entrance/", "/entrance/password/", "/staff/", "/nowhere/"])
    for number in CITIZENS:
        _keep(into, number, citizen(site, outbox, number), ["/cases/", "/en/cases/", "/changes/", "/sessions/"])
    for number in STAFF:
        _keep(into, number, member(site, number), ["/staff/home/", "/en/staff/home/", *_drafts(site, number)])


def _drafts(site: str, number: str) -> list[str]:
    """A registration that a clerk has begun, of a new file."""
    if number not in STAFF[:2]:
        return []
    begun = member(site, number).post("/counter/", file="")[1]
    return [begun] if "drafts" in begun else []


def _keep(into: Path, name: str, person: Person, start: list[str]) -> None:
    pages, seen, waiting, files = {}, set(), list(start), []
    while waiting and len(seen) < PAGES_A_PERSON:
        path = waiting.pop(0)
        if path in seen or NOT_FOLLOWED.search(path):
            continue
        seen.add(path)
        if (ref := re.search(r"/cases/([\w-]{22})", path)) and ref[1] not in files:
            if len(files) >= FILES_A_PERSON:
                continue
            files.append(ref[1])
        status, ended, html = person.get(path)
        mark = re.sub(r"/cases/([\w-]{22})", lambda m: f"/cases/file-{files.index(m[1])}", path)
        pages[_marked(mark)] = [f"{status} {_marked(ended)}", *_tree(html)]
        waiting += re.findall(r'href="(/[^"#?]*)[^"]*"', html)
    (into / f"{name}.json").write_text(json.dumps(pages, ensure_ascii=False, indent=1), "utf8")
    print(f"{name}: {len(pages)} pages")


def _tree(html: str) -> list[str]:
    tree = html5lib.parse(html, namespaceHTMLElements=False) if html else []
    return [line for element in tree.iter() for line in _lines(element)] if html else []


def _lines(element) -> list[str]:
    attributes = dict(element.items())
    if attributes.get("name") in VALUES or "captcha" in str(attributes.get("src", "")):
        attributes = {k: v for k, v in attributes.items() if k not in ("value", "src")}
    said = " ".join(f'{k}="{_marked(v)}"' for k, v in sorted(attributes.items()) if k not in IGNORED)
    text, tail = (_marked(" ".join((part or "").split())) for part in (element.text, element.tail))
    return [f"<{element.tag} {said}> {text} | {tail}"]


def _marked(text: str) -> str:
    for pattern, mark in MARKS:
        text = pattern.sub(mark, text)
    return text


def compare(one: Path, other: Path) -> None:
    differing = 0
    for path in sorted(one.glob("*.json")):
        before, after = (json.loads((folder / path.name).read_text("utf8")) for folder in (one, other))
        for name in sorted(before.keys() | after.keys()):
            left, right = before.get(name, ["(no such page)"]), after.get(name, ["(no such page)"])
            if left != right:
                differing += 1
                print(f"\n{path.stem} {name}")
                print("\n".join(list(difflib.unified_diff(left, right, lineterm="", n=0))[2:14]))
        print(f"{path.stem}: {len(before)} pages before, {len(after)} after")
    print(f"{differing} pages differ")


if __name__ == "__main__":
    act, *rest = sys.argv[1:]
    walk(rest[0], Path(rest[1]), Path(rest[2])) if act == "walk" else compare(*map(Path, rest))
