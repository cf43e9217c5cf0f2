"""Every address of the counter for every kind of visitor, in one printed table; a stranger's 404 tells nothing."""

from types import SimpleNamespace

import pytest
from counter_client import ADMINISTRATOR, AUDITOR, OF_THREE, ONE, Desk, code_of, desk_of, new_file, opened
from counter_forms import an_attorney, an_owner, phone
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from history_model import asked
from pdfs import pictured
from personas import person_id, person_ref, token_of
from signed_pdfs import plain_pdf, sign

from shahrsazi.counter import urls
from shahrsazi.counter.letters import Letter

KINDS = ("anonymous", "citizen", "clerk of 3", "auditor", "administrator", "clerk of 5")
OPEN, POSTED = (302, 302, 200, 404, 404, 200), (302, 302, 405, 404, 404, 405)
OF_A_PERSON = ("draft_owner", "draft_papers", "draft_contact", "draft_sealed", "draft_sealed_again")
OWN, OWN_POSTED = (302, 302, 404, 404, 404, 200), (302, 302, 404, 404, 404, 405)
CITIZENS = (302, 302, 302, 302, 302, 302)
# Every name of an address, and what GET answers to each kind of visitor; those that only take POST answer 405.
TABLE = {
    "changes": CITIZENS,
    "seen": CITIZENS,
    "desk": OPEN,
    "look": OPEN,
    "letters": OPEN,
    "letter": OWN,
    "letter_print": OWN,
    "begin": POSTED,
    "counter_file": OWN,
    "counter_block": OWN,
    "counter_objection": (302, 302, 404, 404, 404, 404),  # nothing is coming there
    "counter_paper": OWN,
    "counter_paper_file": OWN,
    "counter_paper_original": (302, 302, 404, 404, 404, 404),  # it came without a signature
    "counter_paper_picture": OWN,
    "draft_ending": OWN,
    "draft_correcting": OWN,
    "draft_hand_over": OWN,
    "draft_deed": OWN,
    "draft_review": OWN,
    "draft_file": OWN,
    "draft_owners": OWN,
    "draft_owner": OWN,
    "draft_agent": OWN,
    "draft_leaving": OWN,
    "draft_papers": OWN,
    "draft_contact": OWN,
    "draft_scan": OWN,
    "draft_scan_picture": OWN,
    "draft_scan_file": OWN,
    "draft_scan_original": OWN,
    "draft_submit": OWN_POSTED,
    "draft_confirm": OWN_POSTED,
    "draft_back": OWN_POSTED,
    "draft_reversal": (302, 302, 404, 404, 404, 404),
    "oversight": (302, 302, 404, 200, 200, 404),
    "draft_objection": (302, 302, 404, 404, 404, 404),  # nothing is coming there
    "draft_receipt": OWN,
    "draft_counter_act": OWN_POSTED,
    "draft_sealed": OWN_POSTED,
    "draft_sealed_again": (302, 302, 404, 404, 404, 404),  # its owner has a telephone
}


@pytest.fixture(scope="module")
def there():
    """A new file in the making, an open file with a mandate and a sale begun on it, a registered citizen."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    desk, owner = Desk(), an_owner()
    filed = new_file(desk, owner)
    filed.complete(filed.agent(filed.keys[0], an_attorney()))
    filed.settle()
    making = new_file(desk, an_owner())
    making.papers(making.keys[0], **{"deed-scan": SimpleUploadedFile("a.pdf", sign(plain_pdf("who opens")))})
    making.papers(making.keys[0])  # saved with its paper
    sale = desk.begin(filed.case)
    who = person_ref(person_id(owner["number"]))
    [(mandate,)] = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [filed.case.id])
    scan = pictured(making.row_texts(f"papers.{making.keys[0]}")["deed"]["scans"][-1])
    paper = pictured(filed.row_texts(f"papers.{filed.keys[0]}")["deed"]["scans"][0])
    owner_id = person_id(owner["number"])
    letter = Letter(registration=filed.row, case=filed.case, district_id=5, person_id=owner_id)
    letter.kind, letter.to_property = "opened", True
    letter.save(using="owner", force_insert=True)
    return SimpleNamespace(
        letter=letter.ref,
        paper=paper,
        filed=filed,
        making=making,
        sale=sale,
        who=who,
        mandate=mandate,
        scan=scan,
        number=owner["number"],
    )


def address(name: str, there, ref: str = "") -> str:
    drafts = {
        "draft_leaving": there.sale,
        "draft_ending": there.sale,
        "draft_correcting": there.sale,
        "draft_deed": there.sale,
        "draft_receipt": there.filed,
        "draft_sealed": there.filed,
        "draft_sealed_again": there.filed,
    }
    of_file = name.startswith("counter_") or name == "seen"
    work = drafts.get(name, there.making)
    parts = (
        {"ref": ref or (there.filed.case.ref if of_file else work.ref)} if name.startswith("draft") or of_file else {}
    )
    parts = {"ref": ref or there.letter} if name in ("letter", "letter_print") else parts
    parts |= {"key": there.mandate.hex} if name == "draft_ending" else {}
    parts |= {"key": there.who} if name in ("draft_leaving", "draft_correcting", "counter_block") else {}
    parts |= {"key": work.keys[0]} if name in OF_A_PERSON else {}
    parts |= {"key": "file"} if name == "draft_deed" else {}
    parts |= {"key": "0a0b0c0d"} if name == "draft_agent" else {}
    parts |= {"sha256": there.scan} if name.startswith("draft_scan") else {}
    parts |= {"sha256": there.paper} if name.startswith("counter_paper") else {}
    parts |= {"rendition": "1-thumb.webp"} if name.endswith("_picture") else {}
    with translation.override("en"):
        return reverse(name, kwargs=parts) + (f"?of={work.keys[0]}" if name == "draft_agent" else "")


def visitor(kind: str, there) -> Client:
    client = Client(raise_request_exception=False)
    staff = {"clerk of 3": OF_THREE, "auditor": AUDITOR, "administrator": ADMINISTRATOR, "clerk of 5": ONE}
    if kind == "citizen":
        client.cookies[settings.STAFF_COOKIE] = token_of(there.number)
    elif kind in staff:
        client.cookies[settings.STAFF_COOKIE] = desk_of(staff[kind])
    return client


def test_the_table_names_every_address_of_the_counter():
    assert sorted(TABLE) == sorted(page.name for page in urls.pages)


def test_every_address_answers_every_visitor_as_the_table_says(there):
    answered = {name: [] for name in TABLE}
    for kind in KINDS:
        client = visitor(kind, there)
        for name in TABLE:
            answered[name].append(client.get(address(name, there)).status_code)
    print(f"{'':16}" + "".join(f"{kind:>15}" for kind in KINDS))
    for name, statuses in answered.items():
        print(f"{name:16}" + "".join(f"{status:>15}" for status in statuses))
    assert {name: tuple(statuses) for name, statuses in answered.items()} == TABLE


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_nobody_else_writes_anything(there, kind):
    client, number = visitor(kind, there), phone()
    tables = (
        "counter_draft",
        "counter_draftpart",
        "casefiles_casefile",
        "casefiles_ownership",
        "people_person",
        "credentials_contactcode",
        "counter_crossdistrictaccess",
    )
    counts = lambda: [asked(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: E731
    before, full = (
        counts(),
        an_owner(word="x", mobile=number, code="x", reason="y", died_on="1404/1/1", ended_on="1404/1/1"),
    )
    for name in TABLE:
        if not (kind == "clerk of 3" and name == "begin"):
            answer = client.post(address(name, there), full)
            assert answer.status_code in (302, 403, 404, 405) or name in ("look", "desk"), name
    assert counts() == before and code_of(number) == ""


def test_a_desk_that_is_still_setting_up_opens_nothing(there):
    client = Client(raise_request_exception=False)
    client.cookies[settings.STAFF_COOKIE] = desk_of(ONE, level=1)
    assert {client.get(address(name, there)).status_code for name in TABLE} == {302}


def test_a_staff_cookie_opens_no_page_of_citizens_and_is_none_in_their_place(there):
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE] = desk_of(ONE)
    for place in ("/en/cases/", "/en/changes/", f"/en/cases/{there.filed.case.ref}/", "/en/sessions/", "/en/counter/"):
        assert client.get(place).status_code == 302, place


def test_what_is_not_there_and_what_is_anothers_are_told_in_the_same_bytes(there):
    stranger = visitor("clerk of 3", there)
    for name in TABLE:
        if name.startswith(("draft", "counter_file", "end")):
            real, none = address(name, there), address(name, there, "A" * 22)
            answers = [stranger.get(real), stranger.get(none)]
            assert {a.status_code for a in answers} == {404}
            bodies = {
                a.content.replace(place.split("?")[0].encode(), b"")
                for a, place in zip(answers, (real, none), strict=True)
            }
            assert len(bodies) == 1, name


def test_a_disabled_clerk_and_a_left_alone_desk_open_nothing(there):
    client = visitor("clerk of 5", there)
    assert client.get("/en/counter/").status_code == 200
    asked("UPDATE staff_desksession SET seen_at = now() - interval '11 minutes' WHERE ended_at IS NULL RETURNING 1")
    assert client.get("/en/counter/").status_code == 302
    client = visitor("clerk of 5", there)
    asked("UPDATE staff_member SET disabled_at = now() WHERE person_id = %s RETURNING 1", [person_id(ONE)])
    try:
        assert client.get("/en/counter/").status_code == 302
    finally:
        asked("UPDATE staff_member SET disabled_at = NULL WHERE person_id = %s RETURNING 1", [person_id(ONE)])


def test_without_the_forms_own_token_nothing_is_done(there):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.STAFF_COOKIE] = desk_of(ONE)
    for name in TABLE:
        assert strict.post(address(name, there), {}).status_code == 403, name


def test_a_citizen_who_is_no_owner_reads_nobodys_seen_page(there):
    other = an_owner()
    opened(Desk(), other)
    client = Client()
    client.cookies[settings.SESSION_COOKIE] = token_of(other["number"])
    assert client.get(f"/en/cases/{there.filed.case.ref}/seen/").status_code == 404
