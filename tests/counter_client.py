"""A clerk behind the counter: signs in, fills the steps of a registration over HTTP, reads what the pages say."""

import html
import re
from secrets import token_hex

from counter_fed import fed as fed
from counter_forms import HOME_CODE, SEEN, a_file, an_attorney, an_owner, phone, typed
from counter_scans import a_scan, numbered, scanned
from django.conf import settings
from django.test import Client
from history_model import asked
from page_tree import unisolated, with_values
from personas import person_id, person_ref, signed_in

from shahrsazi.persian import dates
from shahrsazi.persian.identifiers import mobile as read_mobile

ONE, OTHER, OF_THREE, OTHER_OF_THREE = "1310002223", "1310004439", "1311000046", "1311000151"
AUDITOR, ADMINISTRATOR = "1312345004", "1315550083"
MISSING, DONE = "Still missing", "Nothing is missing."


def desk_of(number: str, level: int = 2) -> str:
    """A desk of theirs, begun without the entrance's pages; its token. Any other desk of theirs is left."""
    from shahrsazi.staff import session
    from shahrsazi.staff.member import Member

    return session.begin(Member.objects.using("entrance").get(person__number=number).id, level=level)


def key_of(person: int) -> str:
    """What a registration names an owner by who is in the file already."""
    return f"p{person_ref(person)}"


class Desk:
    """One clerk (or anyone else of staff) with a browser."""

    def __init__(self, number: str = ONE, level: int = 2, strict: bool = True):
        self.number = number
        self.client = Client(raise_request_exception=strict)
        self.client.cookies[settings.STAFF_COOKIE] = desk_of(number, level)

    def get(self, rest: str = "", **query):
        return self.client.get(f"/en/counter/{rest}", query)

    def post(self, rest: str, fields: dict | None = None):
        """As a browser does it: a page that leads back to itself, with what is still wrong, is followed. A word on what
        a colleague asked for goes with the name of the request that the page shows.
        """
        answering = fields and fields.get("do") in ("agree", "refuse")
        fields = {"shown": self.shown(rest)} | fields if answering else fields
        answer = self.client.post(f"/en/counter/{rest}", fields or {})
        back = answer.status_code == 302 and "?saved=1" in answer.headers["Location"]
        return self.client.get(answer.headers["Location"]) if back else answer

    def shown(self, rest: str) -> str:
        """By what a page names the request that it shows."""
        named = re.search(r'name="shown" value="([^"]*)"', self.get(rest).content.decode())
        return named[1] if named else ""

    def search(self, wanted: str, why: str = "asked at the counter"):
        return self.client.post("/en/counter/", {"q": wanted, "why": why}, follow=True)

    def begin(self, case=None) -> "Work":
        """A registration on a file, or of a new one."""
        answer = self.post("begin/", {"file": case.ref} if case else {})
        assert answer.status_code == 302, answer.status_code
        return Work(self, re.search(r"/drafts/([\w-]{22})/", answer.headers["Location"])[1])


def check_all(draft: str = "") -> int:
    """What the worker does, here and now: each scan that waits, of one registration or of all. Returns how many."""
    from shahrsazi.counter.incoming import WAITING, IncomingScan
    from shahrsazi.counter.tasks import check_scan

    rows = IncomingScan.objects.using("owner").filter(state=WAITING, **({"draft__ref": draft} if draft else {}))
    waiting = list(rows.order_by("id").values_list("id", flat=True))
    for incoming in waiting:
        check_scan(incoming)
    return len(waiting)


class Work:
    """A registration before one clerk; `by(other)` is the same one before another."""

    def __init__(self, desk: Desk, ref: str):
        self.desk, self.ref = desk, ref

    def by(self, desk: Desk) -> "Work":
        return Work(desk, self.ref)

    def get(self, rest: str = ""):
        return self.desk.get(f"drafts/{self.ref}/{rest}")

    def post(self, rest: str, fields: dict | None = None):
        return self.desk.post(f"drafts/{self.ref}/{rest}", fields)

    @property
    def row(self):
        from shahrsazi.counter.registration.draft import Draft

        return Draft.objects.using("owner").select_related("case").get(ref=self.ref)

    case = property(lambda self: self.row.case)
    content = property(lambda self: dict(re.findall(r'name="(content)" value="(\w+)"', self.get().content.decode())))

    def file(self, **known):
        return self.post("file/", a_file(**known) | {"sure": "1"})

    def owner(self, fields: dict | None = None, key: str = "") -> str:
        """Adds an owner; returns the key of that part. What is wrong with it stands in `self.answer`."""
        key = key or token_hex(4)
        self.answer = self.post("owners/new/", (an_owner() if fields is None else fields) | {"key": key, "base": "0"})
        return key

    def agent(self, of: str, fields: dict | None = None) -> str:
        key = token_hex(4)
        made = (an_attorney() if fields is None else fields) | {"key": key, "base": "0", "of": of}
        self.answer = self.post("agents/new/", made)
        return key

    def known_owner(self, person: int, **fields):
        """The card of a fed owner: what the back office did not tell."""
        return self.post(
            f"owners/{key_of(person)}/", {"kind": "natural", "base": self.base(f"owner.{key_of(person)}")} | fields
        )

    def papers(self, key: str, **other):
        """Sends the form, has the worker look at what came with it, and goes to where the answer leads."""
        fields = SEEN | numbered(scanned(self, key, but=other)) | {"base": self.base(f"papers.{key}")} | other
        answer = self.desk.client.post(f"/en/counter/drafts/{self.ref}/papers/{key}/", fields)
        if answer.status_code == 302 and (check_all(self.ref) or "?saved=1" in answer.headers["Location"]):
            return self.get(f"papers/{key}/?saved=1")
        return answer

    def contact(self, key: str, *, mobile: str = "", email: str = "", **other):
        """Types how they are reached, and then the codes that were sent."""
        fields = {"mobile": mobile, "email": email, "residence_postal": HOME_CODE} | other
        self.desk.client.post(f"/en/counter/drafts/{self.ref}/contact/{key}/", self._based(key, fields))
        codes = {f"{way}_code": code_of(at) for way, at in (("sms", mobile), ("email", email)) if at}
        return self.post(f"contact/{key}/", self._based(key, fields) | codes)

    def _based(self, key: str, fields: dict) -> dict:
        return fields | {"base": self.base(f"contact.{key}")}

    def base(self, name: str) -> str:
        """The version of a part that its page was opened with."""
        from shahrsazi.counter.registration.draft import DraftPart

        rows = DraftPart.objects.using("owner").filter(draft__ref=self.ref, name=name).values_list("version", flat=True)
        return str(max(rows, default=0))

    def row_texts(self, name: str) -> dict:
        """A part as it stands."""
        from shahrsazi.counter.registration.draft import DraftPart

        return DraftPart.objects.using("owner").filter(draft__ref=self.ref, name=name).latest("version").values

    def complete(self, *keys: str) -> None:
        """All papers seen, and a proved mobile."""
        for key in keys:
            for answer in (self.papers(key), self.contact(key, mobile=phone())):
                assert answer.status_code in (200, 302), (key, answer.status_code, text(answer.content.decode()))

    def submit(self):
        return self.post("submit/", self.content)

    def settle(self):
        """Submits it, and has a colleague confirm it where that is needed. Returns the last answer."""
        assert (answer := self.submit()).status_code < 500, text(answer.content.decode())
        if self.row.state != "submitted":
            return answer
        return self.by(a_colleague(self.row.district_id)).confirm()

    def confirm(self):
        """As the second clerk does: opens every scan, and confirms on the page that shows it."""
        self.open_scans()
        return self.post("confirm/", self.content)

    def open_scans(self) -> list[str]:
        """Every scan that the review shows; returns their addresses."""
        addresses = sorted(set(re.findall(r'class="scan" href="([^"]+)"', self.get().content.decode())))
        for address in addresses:
            self.desk.client.get(address)
        return addresses

    def leave(self, person: int, **fields):
        end = {
            "reason": "sale",
            "effective_to": typed(dates.today()),
            "base": self.base(f"leaving.{person_ref(person)}"),
        }
        return self.post(f"leaving/{person_ref(person)}/", end | fields)

    def missing(self) -> list[str]:
        """What the review says is still missing."""
        found = re.search(r'id="missing">.*?<ul>(.*?)</ul>', body(self.get()), re.S)
        return [text(item) for item in re.findall(r"<li>(.*?)</li>", found[1], re.S)] if found else []


def body(response) -> str:
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return with_values(unisolated(response.content.decode()))


def text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", unisolated(markup))).split())


def said(response) -> str:
    return text(body(response))


def code_of(address: str) -> str:
    """The newest code that was sent to an address."""
    from shahrsazi.credentials.contact_codes import ContactCode

    stored = address if "@" in address else read_mobile(address)
    row = ContactCode.objects.using("owner").filter(address=stored).order_by("-id").first()
    return row.code if row else ""


def new_file(desk: Desk, *owners: dict, **known) -> Work:
    """A new file with its owners, complete with papers and telephones, not activated yet."""
    work = desk.begin()
    assert work.file(**known).status_code == 302
    work.keys = [work.owner(fields) for fields in owners]
    work.complete(*work.keys)
    return work


def opened(desk: Desk, *owners: dict, **known) -> Work:
    """A new file, confirmed by a second clerk."""
    work = new_file(desk, *owners, **known)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def sees(number: str, case, path: str = "") -> bool:
    """Whether the file opens to this citizen; and then it is in the list, and the other way round."""
    citizen = signed_in(number)
    opens = citizen.get(f"/en/cases/{case.ref}/{path}").status_code
    if opens == 302:  # no session of somebody who is not registered holds
        return False
    assert opens in (200, 404)
    assert (case.ref in body(citizen.get("/en/cases/"))) == (opens == 200)
    return opens == 200


def time_passed(act: int) -> None:
    """As if the time to object to an act were over: its moments are moved to a minute ago, by the tables' owner."""
    for table, moment, by in (
        ("casefiles_ownership", "holds_from", "begun_by_registration"),
        ("casefiles_ownership", "end_holds_from", "ended_by_registration"),
        ("casefiles_mandate", "holds_from", "begun_by_registration"),
        ("casefiles_mandate", "end_holds_from", "ended_by_registration"),
        ("casefiles_deed", "holds_from", "by_registration"),
        ("people_contact", "coming_from", "coming_by_registration"),
        ("people_contact", "death_holds_from", "death_by_registration"),
        ("people_person", "completed_from", "completed_by_registration"),
        ("counter_draft", "takes_effect_at", "id"),
    ):
        asked(f"UPDATE {table} SET {moment} = now() - interval '1 minute' WHERE {by} = %s RETURNING 1", [act])


def take_effect(work: Work) -> None:
    time_passed(work.row.id)


def a_colleague(district: int) -> Desk:
    """The desk of a clerk whom no other test knows: a member of staff has one desk at a time."""
    from staff_client import number_of, ready

    return Desk(number_of(ready("clerk", district)))


def certified(work: Work, number: str, **other) -> None:
    """The death certificate of an owner."""
    key = f"d{person_ref(person_id(number))}"
    fields = {"seen": "1", "scan": a_scan(), "no": "12", "date": typed(dates.today())} | other
    texts = {f"death_certificate-{name}": value for name, value in fields.items() if value}
    texts["base"] = work.base(f"papers.{key}")
    work.desk.client.post(f"/en/counter/drafts/{work.ref}/papers/{key}/", texts)
    check_all(work.ref)


def bare(desk, *owners, **known):
    """A file with its owners and no paper seen."""
    work = desk.begin()
    work.file(**known)
    work.keys = [work.owner(fields) for fields in owners]
    return work
