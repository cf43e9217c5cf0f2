"""Every address for every kind of member of staff, in one table; it grows with each page of theirs."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation
from history_model import asked, case
from personas import person_ref
from staff_client import KWARGS, Place, at_desk, member, page_at, ready, with_pages

from shahrsazi import urls
from shahrsazi.counter.access import opens_at_desk
from shahrsazi.counter.registration.draft import Draft
from shahrsazi.credentials import captcha
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.staff.session import SETTING_UP

KINDS = ("setting up", "clerk", "clerk of another district", "auditor", "administrator")
OPEN, NOBODY, SHUT = (200,) * 5, (302,) * 5, (405,) * 5
CLERKS, OF_DISTRICT_5, NOT_THERE = (302, 200, 200, 404, 404), (302, 200, 404, 404, 404), (302, 404, 404, 404, 404)
TABLE = {
    "home": OPEN,
    "guide": OPEN,
    "status": OPEN,
    "security_txt": OPEN,
    "outbox": OPEN,
    "entrance": OPEN,
    "get_password": OPEN,
    "password_sent": OPEN,
    "captcha_picture": OPEN,
    "captcha_voice": OPEN,
    "leave": OPEN,
    # To a citizen's pages a member of staff is nobody.
    "change_password": NOBODY,
    "sessions": NOBODY,
    "case_list": NOBODY,
    "my_work": NOBODY,
    "subscription": NOBODY,
    "subscribed": (404,) * 5,
    "my_money": NOBODY,
    "money": NOBODY,
    "prepared": NOBODY,
    "term_calendar": NOBODY,
    "case_calendar": NOBODY,
    "case": NOBODY,
    "section": NOBODY,
    "paper": NOBODY,
    "paper_picture": NOBODY,
    "paper_file": NOBODY,
    "staff_entrance": OPEN,
    "staff_leave": OPEN,
    "staff_home": NOBODY,
    "staff_password": OPEN,
    "staff_enrol": (200, 302, 302, 302, 302),
    "changes": NOBODY,
    "seen": NOBODY,
    "desk": CLERKS,
    "letters": CLERKS,
    **dict.fromkeys(("letter", "letter_print"), NOT_THERE),
    "look": CLERKS,
    "begin": (302, 405, 405, 404, 404),
    # A file of district 5 and a registration of it, with an owner and one who acts for them.
    **dict.fromkeys(
        (
            "counter_file",
            "counter_block",
            "draft_ending",
            "draft_correcting",
            "draft_hand_over",
            "draft_deed",
            "draft_review",
            "draft_owners",
            "draft_owner",
            "draft_agent",
            "draft_leaving",
        ),
        OF_DISTRICT_5,
    ),
    "draft_file": (302, 302, 404, 404, 404),
    **dict.fromkeys(
        ("counter_paper", "counter_paper_file", "counter_paper_picture", "counter_paper_original"), NOT_THERE
    ),
    "draft_papers": NOT_THERE,
    "draft_contact": NOT_THERE,
    "draft_objection": NOT_THERE,
    "counter_objection": NOT_THERE,
    "draft_reversal": NOT_THERE,
    "draft_sealed_again": NOT_THERE,
    "oversight": (302, 404, 404, 200, 200),
    **dict.fromkeys(("draft_scan", "draft_scan_picture", "draft_scan_file", "draft_scan_original"), NOT_THERE),
    "draft_receipt": NOT_THERE,
    **dict.fromkeys(
        ("draft_submit", "draft_confirm", "draft_back", "draft_sealed", "draft_counter_act"), (302, 405, 404, 404, 404)
    ),
    **dict.fromkeys(
        ("administration", "members", "member", "districts", "messages", "rules", "holidays", "codes", "code_list"),
        (302, 404, 404, 404, 200),
    ),
    "requests": (302, 404, 404, 200, 200),
    "batches": (302, 404, 404, 200, 200),
    "audit": (302, 404, 404, 200, 404),
    "audit_export": (302, 404, 404, 200, 404),
}


def names() -> set[str]:
    def walk(patterns):
        for pattern in patterns:
            yield from [pattern.name] if isinstance(pattern, URLPattern) else walk(pattern.url_patterns)

    return set(walk(urls.urlpatterns))


def visitor(kind: str) -> Client:
    made = {
        "setting up": lambda: at_desk(member(), SETTING_UP),
        "clerk": lambda: at_desk(ready("clerk", 5)),
        "clerk of another district": lambda: at_desk(ready("clerk", 3)),
    }
    return made.get(kind, lambda: at_desk(ready(kind)))()


def address(name: str, place: Place, draft: str) -> str:
    ref = place.case.ref
    known = {"ref": draft if name.startswith("draft_") else ref, "mandate_ref": place.mandate.ref.hex}
    known["person_ref"] = person_ref(place.owner)
    if name == "member":
        known["ref"] = member().ref.hex
    wanted = {
        "captcha_picture": lambda: {"token": captcha.issue("staff", "a visit")},
        "captcha_voice": lambda: {"token": captcha.issue("staff", "a visit")},
        "case": lambda: {"ref": ref},
        "section": lambda: {"ref": ref, "section": "ownership"},
        "paper": lambda: {"ref": ref, "paper": "0" * 64},
        "paper_file": lambda: {"ref": ref, "paper": "0" * 64},
        "paper_picture": lambda: {"ref": ref, "paper": "0" * 64, "rendition": "1-thumb.webp"},
        "seen": lambda: {"ref": ref},
    }
    made = KWARGS.get(name, {})
    if name == "draft_ending":
        known["key"] = place.mandate.ref.hex
    if name in ("draft_leaving", "draft_correcting", "counter_block"):
        known["key"] = known["person_ref"]
    return reverse(name, kwargs=wanted.get(name, lambda: made | {k: known[k] for k in made if k in known})())


def test_the_table_has_every_address():
    assert names() == set(TABLE) and get_resolver().url_patterns


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_address_answers_every_member_of_staff_as_the_table_says(kind, language):
    client, place = visitor(kind), Place(5)
    draft = Draft.objects.using("owner").create(district_id=5, case=place.case, begun_by=1).ref
    with translation.override(language):
        asked = {name: address(name, place, draft) for name in TABLE}
    asked["draft_agent"] += f"?of=p{person_ref(place.owner)}"
    found = {name: client.get(url).status_code for name, url in asked.items()}
    said = {name: codes[KINDS.index(kind)] for name, codes in TABLE.items()}
    assert {name: (found[name], said[name]) for name in said if found[name] != said[name]} == {}


def _shown(request, opened):
    return HttpResponse(f"{opened.renewal_code} {opened.district.number} {request.desk.role}")


OF_A_FILE = {"clerk": 200, "clerk of another district": 404, "auditor": 404, "administrator": 404, "setting up": 302}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_a_file_is_handed_the_opened_file_and_the_ledger_knows(kind):
    file, before = case(5), asked("SELECT coalesce(max(id), 0) FROM ledger_ledgerentry")[0][0]
    with override_settings(ROOT_URLCONF=with_pages(page_at("t/file/<str:ref>/", _shown, opens_at_desk))):
        client = visitor(kind)
        there, nowhere = client.get(f"/t/file/{file.ref}/"), client.get(f"/t/file/{'x' * 22}/")
    assert there.status_code == OF_A_FILE[kind] and nowhere.status_code == (302 if kind == "setting up" else 404)
    if kind == "clerk":
        assert there.content.decode() == f"{file.renewal_code} 5 clerk"
    rows = (
        LedgerEntry.objects.using("owner")
        .filter(id__gt=before, act="read")
        .values_list("role", "case", "section", "district")
    )
    assert list(rows) == ([("clerk", file.id, "counter", 5)] if kind == "clerk" else [])
