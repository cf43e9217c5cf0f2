"""Whatever arrives at the counter's forms is answered with a page, and the draft still opens. Never a fault of ours."""

import json

import pytest
from conftest import ROOT
from counter_client import ONE, Desk, new_file, opened
from counter_forms import SEEN, a_file, a_person, an_attorney, an_owner
from django.core.files.uploadedfile import SimpleUploadedFile
from history_model import asked
from pdfs import pdf
from personas import person_id, person_ref

VECTORS = ROOT / "tests" / "vectors"
BIDI = [entry["value"] for entry in json.loads((VECTORS / "bidi_attack_strings.json").read_text("utf8"))]
LISTED = sorted({*json.loads((VECTORS / "blns.json").read_text("utf8")), *BIDI})
ODD = [
    "\0",
    "a\0b",
    "5-94-\x001",
    "\x1b[31m",
    "x" * 300,
    "۱" * 10,
    "௧" * 10,
    "²" * 10,
    "1_300001232",
    "\r\nSet-Cookie: a=b",
    "\ufffe\uffff",
    "\U0010ffff",
    "\u200c",
    "\u202e2321000031",
    "' OR 1=1 --",
    "1e9999",
    "-0",
    "0",
    "00",
    "1" * 60,
    "9" * 400,
    "ـ" * 200,
    "1404/12/30",
    "14041230",
    "0000/00/00",
    "\u200c1404/1/1",
    "1\u200c",
    "٫",
    "/",
    "//",
    "1/0",
    "NaN",
    "-1",
    "+1",
    "1.5",
    "۱٫۵",
    "on",
    "1,2",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "\ud7ff",
    "a@b",
    "a@example.ir\n",
]
RAW = (b"%ED%A0%80", b"%00", b"%FF%FE", b"%C0%80", b"%F4%90%80%80", b"%", b"%zz", b"\xed\xa0\x80", b"&&;==")
PAPERS = {
    f"{kind}-{field}": ""
    for kind in ("deed", "last_permit")
    for field in ("no", "date", "issuer", "pages", "kind", "same", "drop", "seen")
}


def empty(*fields: str) -> dict:
    return dict.fromkeys(fields, "")


CONTACT = empty(
    "mobile", "email", "residence_postal", "residence_address", "unreachable", "sms_code", "email_code", "again_sms"
)


class Pages:
    """One address of each form, with the fields it takes, on a draft, an open file and a coming sale of one desk."""

    def __init__(self):
        self.desk = Desk(strict=False)
        owner = an_owner()
        filed = new_file(self.desk, owner)
        filed.complete(filed.agent(filed.keys[0], an_attorney()))
        filed.settle()
        assert filed.row.state == "confirmed", filed.missing()
        self.owner, self.ref = person_ref(person_id(owner["number"])), filed.case.ref
        [(mandate,)] = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [filed.case.id])
        self.work, self.sale = new_file(self.desk, an_owner()), self.desk.begin(filed.case)
        [key], draft = self.work.keys, f"drafts/{self.work.ref}"
        agent = self.work.agent(key)
        deed = empty("deed_kind", "deed_date", "area_deed", "postal_code", "phone", "lot_no", "tenure")
        share = empty("land_habbeh", "land_share", "land_of", "building_dang")
        self.forms = {
            "file": (f"{draft}/file/", a_file() | deed | empty("notary_office_no", "device", "sure")),
            "new owner": (f"{draft}/owners/new/", an_owner() | share | empty("birth_cert_no", "base", "remove")),
            "owner": (f"{draft}/owners/{key}/", an_owner() | empty("base", "building_share", "building_of")),
            "agent": (
                f"{draft}/agents/{agent}/",
                an_attorney() | empty("of", "base", "expires_on", "verify_ref", "irrevocable"),
            ),
            "new agent": (f"{draft}/agents/new/", a_person() | {"of": key} | empty("capacity", "scope")),
            "papers": (f"{draft}/papers/{key}/", PAPERS),
            "contact": (f"{draft}/contact/{key}/", CONTACT),
            "leaving": (
                f"drafts/{self.sale.ref}/leaving/{self.owner}/",
                empty("reason", "effective_to", "died_on", "base"),
            ),
            "back": (f"drafts/{self.sale.ref}/back/", empty("word")),
            "look": ("elsewhere/", empty("code", "reason")),
            "begin": ("begin/", empty("file")),
            "end of a leave": (f"files/{self.ref}/mandates/{mandate.hex}/end/", empty("ended_on", "end_reason")),
        }

    def still_opens(self) -> None:
        for rest in (
            "",
            "owners/",
            "file/",
            *(f"{step}/{self.work.keys[0]}/" for step in ("owners", "papers", "contact")),
        ):
            answer = self.work.get(rest)
            assert answer.status_code in (200, 302), (rest, answer.status_code)
        assert self.sale.get().status_code == self.desk.get().status_code == 200


NAMES = (
    "file",
    "new owner",
    "owner",
    "agent",
    "new agent",
    "papers",
    "contact",
    "leaving",
    "look",
    "begin",
    "end of a leave",
)


@pytest.fixture
def pages():
    return Pages()


def is_told(answer, text: object = "") -> None:
    assert answer.status_code in (200, 302, 400, 403, 404), (answer.status_code, text)


def test_every_form_of_the_counter_is_tried(pages):
    assert set(pages.forms) == {*NAMES, "back"}


@pytest.mark.parametrize("name", NAMES)
def test_naughty_strings_in_all_fields_at_once_are_answered(pages, name):
    place, fields = pages.forms[name]
    for text in [*LISTED[len(name) % 8 :: 8], *ODD]:
        is_told(pages.desk.post(place, dict.fromkeys(fields, text)), text)
    pages.still_opens()


@pytest.mark.parametrize("name", NAMES)
def test_naughty_strings_in_one_field_of_a_good_form_are_answered(pages, name):
    place, fields = pages.forms[name]
    for n, field in enumerate(fields):
        for text in ODD[n % 6 :: 6]:
            is_told(pages.desk.post(place, fields | {field: text}), (field, text))
    pages.still_opens()


@pytest.mark.parametrize("name", NAMES)
def test_fields_that_are_huge_or_many_or_come_twice_are_answered(pages, name):
    place, fields = pages.forms[name]
    for field in fields:
        is_told(pages.desk.post(place, fields | {field: "ن" * 100_000}), field)
        is_told(pages.desk.post(place, fields | {field: ["one", "two", "", "1"]}), field)
        is_told(pages.desk.post(place, {k: v for k, v in fields.items() if k != field} | {f"{field}[]": "x"}), field)
    is_told(pages.desk.post(place, fields | {f"f{n}": "" for n in range(200)}))
    is_told(pages.desk.post(place, {}))
    pages.still_opens()


@pytest.mark.parametrize("name", NAMES)
def test_broken_bytes_are_answered(pages, name):
    place, fields = pages.forms[name]
    for n, field in enumerate(fields):
        body = field.encode() + b"=" + RAW[n % len(RAW)] + b"&base=1&" + field.encode() + b"=" + RAW[(n + 3) % len(RAW)]
        is_told(
            pages.desk.client.generic(
                "POST", f"/en/counter/{place}", body, content_type="application/x-www-form-urlencoded"
            ),
            field,
        )
    pages.still_opens()


PART = 'Content-Disposition: form-data; name="{}"'
MULTIPART = [
    b"",
    b"--b",
    b"--b\r\nbroken",
    b"--b--",
    b"--b\r\n\r\n\r\n--b--",
    b"--b\r\nContent-Disposition: nonsense\r\n\r\nx\r\n--b--",
    b'--b\r\nContent-Disposition: form-data; name="deed-scan"; filename="a.pdf"\r\n\r\n%PDF-1.4',
    b"\0" * 500,
    (
        b'--b\r\nContent-Disposition: form-data; name="deed-scan"; filename="..\\..\\\0x"\r\n'
        b"Content-Type: \xff\r\n\r\n%PDF-1.4\r\n--b--"
    ),
    b'--b\r\nContent-Disposition: form-data; name="deed-no"; filename="a"\r\n\r\nx\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="deed-no"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="deed-scan"; filename=""\r\n\r\n\r\n--b--',
    b'--b\r\nContent-Disposition: form-data; name="\xed\xa0\x80"\r\n\r\n\xed\xa0\x80\r\n--b--',
]


@pytest.mark.parametrize("charset", ["", "; charset=utf-16", "; charset=utf-7", "; charset=zlib", "; charset=idna"])
def test_malformed_multipart_is_answered(pages, charset):
    for body in MULTIPART:
        for name in ("papers", "contact", "owner"):
            kind = f"multipart/form-data; boundary=b{charset}"
            is_told(
                pages.desk.client.generic("POST", f"/en/counter/{pages.forms[name][0]}", body, content_type=kind), body
            )
    pages.still_opens()


@pytest.mark.parametrize("scans", [0, 1, 21, 120])
def test_scans_none_or_many_or_empty_are_answered(pages, scans):
    sent = [SimpleUploadedFile(f"{n}.pdf", pdf(str(n % 4)), "application/pdf") for n in range(scans)]
    is_told(pages.desk.post(pages.forms["papers"][0], SEEN | {"deed-scan": sent or SimpleUploadedFile("e", b"")}))
    pages.still_opens()


def test_naughty_addresses_are_answered(pages):
    for rest in (
        "?q=%00",
        "?q=%ED%A0%80",
        "elsewhere/?code=%00",
        "elsewhere/?code=%FF",
        f"drafts/{pages.work.ref}/owners/new/?kind=%00",
        f"drafts/{pages.work.ref}/agents/new/?of=%00&capacity=%00",
        f"drafts/{pages.work.ref}/owners/p0/",
        f"drafts/{pages.work.ref}/owners/p{'9' * 32}/",
        f"drafts/{pages.work.ref}/leaving/{'9' * 32}/",
        f"files/{pages.ref}/mandates/{'9' * 32}/end/",
        f"drafts/{pages.work.ref}/papers/d{'9' * 32}/",
        f"drafts/{pages.work.ref}/owners/۱۲۳/",
        f"drafts/{pages.work.ref}/scans/{'0' * 64}/",
        f"drafts/{'-' * 22}/",
        "drafts//",
        "files/%00/",
    ):
        is_told(pages.desk.client.get(f"/en/counter/{rest}"), rest)
    pages.still_opens()


def test_naughty_words_of_sending_back_and_objecting_are_kept_or_refused(pages):
    from personas import signed_in

    place, _ = pages.forms["back"]
    for text in ODD:
        is_told(pages.desk.post(place, {"word": text, "back": "1"}), text)
        for field in ("change", "words"):
            answer = signed_in_once(signed_in).post("/en/changes/", {"change": "1", "words": "x"} | {field: text})
            is_told(answer, text)


_citizen = []


def signed_in_once(signed_in):
    if not _citizen:
        owner = an_owner()
        opened(Desk(), owner)
        _citizen.append(signed_in(owner["number"]))
    return _citizen[0]


def test_naughty_names_are_shown_as_text_and_filed(pages):
    name = "<b>x</b> {{ 7*7 }} \u202eevil"
    desk = Desk(ONE)
    work = opened(desk, an_owner(first_name=name, last_name="'; --"), place="<i>y</i>")
    page = (
        work.get().content.decode() + desk.get(f"files/{work.case.ref}/").content.decode() + desk.get().content.decode()
    )
    assert "<b>x" not in page and "<i>y" not in page and "&lt;b&gt;x" in page and "{{ 7*7 }}" in page
    assert work.get("receipt/").content.startswith(b"%PDF-")
