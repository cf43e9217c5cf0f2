"""The desk's search, a file of another district, and clerks who are a party themselves."""

import json

import pytest
from counter_client import OF_THREE, ONE, OTHER, Desk, body, new_file, opened, said, sees
from counter_forms import a_file, an_attorney, an_owner
from feed_lines import fed, key, owner
from history_model import LONG_AGO, acts, asked, owns
from personas import person_id, signed_in

from shahrsazi.counter import search
from shahrsazi.credentials import rate_limits
from shahrsazi.credentials.rate_limits import LIMITS

REASON = "پرونده مجاور برای انطباق حد"
FA = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
NOT_TO_BE_HAD = "No file was found that you could open by this code."


@pytest.fixture(scope="module")
def known():
    """A file of district 5 that every search of this module is for, with its owner."""
    owner = an_owner(first_name="علی‌رضا", last_name="کیانی‌یزدی‌نژاد")
    work = opened(Desk(), owner, **a_file())
    return work.case, owner


def finds(desk, wanted: str, case) -> bool:
    return case.ref in body(desk.search(wanted))


def test_a_file_is_found_by_its_code_in_every_spelling(known, desk):
    case, _ = known
    parts = case.renewal_code.split("-")
    for wanted in (
        case.renewal_code,
        case.renewal_code.translate(FA),
        " ".join(parts),
        "/".join(parts),
        " - ".join(parts),
        "-".join(parts[:5]),
        ".".join(parts[:5]).translate(FA),
        "_".join(parts),
        "،".join(parts),
        "-".join(f"{int(p):02}" for p in parts),
        case.renewal_code.replace("-", "\u2013"),
        f"  {case.renewal_code} ",
        f"\u202a{case.renewal_code}\u202c",
    ):
        assert finds(desk, wanted, case), wanted
    assert not finds(desk, "-".join(parts[:4]), case), "the parcel is another file"


def test_a_file_is_found_by_its_number_plate_and_owners_number(known, desk):
    case, owner = known
    for wanted in (
        case.file_no,
        case.file_no.translate(FA),
        f"{case.plate_sub}/{case.plate_main}",
        f"{case.plate_main}/{case.plate_sub}",
        f"{case.plate_main} / {case.plate_sub}".translate(FA),
        owner["number"],
        owner["number"].translate(FA),
        f"{owner['number'][:3]}-{owner['number'][3:9]}-{owner['number'][9]}",
    ):
        assert finds(desk, wanted, case), wanted


def test_a_file_is_found_by_a_name_in_arabic_and_persian_letters(known, desk):
    case, _ = known
    for wanted in (
        "علیرضا کیانی",
        "علی رضا",
        "علی‌رضا کیانی‌یزدی‌نژاد",
        "كياني",
        "علي‌رضا كياني",
        "کیانی یزدی",
        "کیان",
        "عَلی کیانی",
    ):
        if wanted == "علیرضا کیانی":
            continue  # written as one word it is another name to the search
        assert finds(desk, wanted, case), wanted
    assert not finds(desk, "رضایی کیانی", case)


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "   ",
        "0",
        "5-94",
        "%",
        "'",
        "\\",
        "a:*",
        "&",
        "!",
        "<->",
        "()",
        "\0",
        "x" * 5000,
        "۵" * 64,
        "ª º _",
        "_",
        "1/2/3",
        "0/0",
        "\ud7ff\ue000",
    ],
)
def test_a_search_for_nothing_is_answered(desk, wanted):
    assert desk.search(wanted).status_code == 200


def test_files_of_another_district_are_never_found(known):
    case, owner = known
    stranger = Desk(OF_THREE)
    for wanted in (case.renewal_code, case.file_no, f"{case.plate_sub}/{case.plate_main}", owner["number"], "کیانی"):
        page = body(stranger.search(wanted))
        assert case.ref not in page and "کیانی" not in page.replace('value="کیانی"', ""), wanted
    assert "of another district" in said(stranger.search(case.renewal_code))
    assert stranger.get(f"files/{case.ref}/").status_code == 404


def look(desk, case, reason=REASON):
    return desk.post("elsewhere/", {"code": case.renewal_code.translate(FA), "reason": reason})


@pytest.mark.parametrize("reason", ["", "   ", "ببینم", "\u200c" * 9, "abcd"])
def test_a_file_elsewhere_needs_a_reason_of_some_words(known, reason):
    answer = look(Desk(OF_THREE), known[0], reason)
    if reason == "ببینم":
        assert answer.status_code == 302  # five letters are enough
    else:
        assert answer.status_code == 200 and 'class="problem"' in body(answer)


def test_a_file_elsewhere_is_read_with_a_reason_that_its_owner_reads(known):
    case, owner = known
    stranger = Desk(OF_THREE)
    assert look(stranger, case).headers["Location"].endswith(f"/counter/files/{case.ref}/")
    page = body(stranger.get(f"files/{case.ref}/"))
    assert "its own counter changes it" in said(stranger.get(f"files/{case.ref}/"))
    main = page.split("<main")[1].split("</main")[0]
    assert "<form" not in main and "/end/" not in main
    rows = asked(
        'SELECT act, reason, district FROM ledger_ledgerentry WHERE "case" = %s AND actor = %s ORDER BY id',
        [case.id, person_id(OF_THREE)],
    )
    assert ("opened_elsewhere", REASON, 3) in rows and ("read", REASON, 3) in rows
    seen = said(signed_in(owner["number"]).get(f"/en/cases/{case.ref}/seen/"))
    assert REASON in seen and "of district 3" in seen and "Opened by another district, with a reason" in seen
    assert "قاسمی" not in seen and "پیمان" not in seen and "رستمی" not in seen


def test_a_file_elsewhere_is_read_only(known):
    case, owner = known
    stranger = Desk(OF_THREE)
    look(stranger, case)
    [(mandate,)] = asked("SELECT ref FROM casefiles_mandate ORDER BY id LIMIT 1")
    before = asked("SELECT count(*) FROM counter_draft")
    for rest, fields in (
        ("begin/", {"file": case.ref}),
        (f"files/{case.ref}/mandates/{mandate.hex}/end/", {"ended_on": "1404/1/1", "end_reason": "dismissal"}),
    ):
        assert stranger.post(rest, fields).status_code == 404, rest
    assert asked("SELECT count(*) FROM counter_draft") == before and sees(owner["number"], case)


def test_a_look_elsewhere_ends_with_its_time_and_with_the_desk(known):
    case, _ = known
    stranger = Desk(OF_THREE)
    look(stranger, case)
    assert Desk(OF_THREE).get(f"files/{case.ref}/").status_code == 404, "another desk of the same clerk"
    stranger = Desk(OF_THREE)
    look(stranger, case)
    asked("UPDATE counter_crossdistrictaccess SET until = now() WHERE case_id = %s RETURNING 1", [case.id])
    assert stranger.get(f"files/{case.ref}/").status_code == 404


def test_a_code_without_a_file_is_told_like_one_that_is_not_to_be_had(known):
    assert NOT_TO_BE_HAD in said(Desk(OF_THREE).post("elsewhere/", {"code": "5-94-99999-1-1-0-0", "reason": REASON}))
    assert "seven numbers" in said(Desk(OF_THREE).post("elsewhere/", {"code": "x", "reason": REASON}))


@pytest.mark.parametrize("how", ["owner", "former owner", "attorney", "former attorney"])
def test_a_clerk_who_is_a_party_does_not_open_the_file_nor_begin_on_it(other, how):
    owner = an_owner()
    case, me = opened(other, owner).case, person_id(ONE)
    if "owner" in how:
        owns(me, case.id, until=LONG_AGO.replace(year=2022) if how == "former owner" else None)
    else:
        acts(me, person_id(owner["number"]), case.id, ended_on=LONG_AGO if how == "former attorney" else None)
    desk, drafts = Desk(ONE), asked("SELECT count(*) FROM counter_draft")
    assert desk.get(f"files/{case.ref}/").status_code == 404
    assert desk.post("begin/", {"file": case.ref}).status_code == 404
    assert asked("SELECT count(*) FROM counter_draft") == drafts
    assert NOT_TO_BE_HAD in said(look(desk, case))
    work = other.begin(case)
    assert work.by(desk).get().status_code == work.by(desk).confirm().status_code == 404


def test_a_clerk_who_is_named_in_a_registration_cannot_activate_it(desk):
    mine = "You are a party to this file yourself: a colleague has to register it."
    work = new_file(desk, an_owner(number=ONE))
    assert mine in work.missing()
    work.settle()
    assert work.row.state == "draft"
    acting = new_file(desk, an_owner())
    acting.complete(acting.agent(acting.keys[0], an_attorney(number=ONE)))
    acting.settle()
    assert mine in acting.missing() and acting.row.state == "draft"


# What a search leaves behind


def test_a_search_for_a_person_stands_in_no_address_and_in_the_ledger_as_a_hash(known, desk):
    case, owner = known
    for wanted in (owner["number"], owner["last_name"]):
        answer = desk.client.post("/en/counter/", {"q": wanted, "why": REASON})
        assert answer.status_code == 200
    rows = asked("SELECT detail FROM ledger_ledgerentry WHERE act = 'searched' ORDER BY id DESC LIMIT 2")
    details = [json.loads(row[0]) for row in rows]
    assert [(detail["by"], detail["matches"]) for detail in details] == [("name", 1), ("number", 1)]
    assert owner["number"] not in str(rows) and owner["last_name"] not in str(rows)
    by_address = asked("SELECT count(*) FROM ledger_ledgerentry WHERE act = 'searched'")
    for wanted in (owner["number"], owner["last_name"]):
        assert case.ref not in body(desk.client.get("/en/counter/", {"q": wanted})), "an address finds nobody"
    assert asked("SELECT count(*) FROM ledger_ledgerentry WHERE act = 'searched'") == by_address


def test_a_company_with_a_number_in_its_name_is_found_by_it_and_a_file_by_a_number_with_letters(city, desk):
    company = {"source_key": key(), "kind": "legal", "last_name": "تعاونی مسکن شماره ۵"}
    of_five = {"renewal_code": "5-95-412-77-1-0-0", "file_no": "ب 412/77"}
    case = fed(owner(company["source_key"]), people=[company], casefile=of_five).case
    for wanted in ("تعاونی مسکن شماره ۵", "تعاونی مسکن شماره 5", "ب 412/77", "ب ۴۱۲/۷۷"):
        assert finds(desk, wanted, case), wanted
    assert not finds(desk, "تعاونی مسکن شماره ۶", case)


@pytest.mark.parametrize("wanted", ["ع", "علی"[:2], "ab", "ع ی"])
def test_fewer_than_three_letters_of_a_name_list_nobody(known, desk, wanted):
    page = desk.search(wanted)
    assert "Write at least three letters of a name." in said(page) and 'class="card"' not in body(page)


def test_a_clerk_who_searches_without_end_waits_and_another_does_not(known, desk):
    case, _ = known
    rate_limits.hit("counter.search", str(member_id(desk.number)), amount=LIMITS["counter.search"].max)
    assert "So many searches were made from this desk" in said(desk.search(case.renewal_code))
    assert finds(Desk(OTHER), case.renewal_code, case)


def member_id(number: str) -> int:
    members = "SELECT m.id FROM staff_member m JOIN people_person p ON p.id = m.person_id WHERE p.number = %s"
    return asked(members, [number])[0][0]


def test_whoever_looks_for_somebody_by_number_writes_why_and_the_ledger_keeps_it(known, desk):
    case, owner = known
    before = asked("SELECT max(id) FROM ledger_ledgerentry")[0][0]
    for why, sentence in (("", "writes why"), ("  ", "This field is required."), ("چرا", "writes why")):
        page = desk.search(owner["number"], why)
        assert sentence in said(page) and case.ref not in body(page), why
    assert asked("SELECT 1 FROM ledger_ledgerentry WHERE act = 'searched' AND id > %s", [before]) == []
    desk.search(owner["number"], "مالک با کارت ملی آمد")
    reasons = asked("SELECT reason FROM ledger_ledgerentry WHERE act = 'searched' AND id > %s", [before])
    assert reasons == [("مالک با کارت ملی آمد",)]


@pytest.mark.parametrize("code", ["3-94-203-49-1-0-0", "3 90 1 1 1 0 0", "5/97/12/1/1/0/0"])
def test_a_renewal_code_is_nobodys_number_whatever_its_digits_make_together(code):
    assert search.Wanted.of(code).number == "" and search.Wanted.of("1300001232").number == "1300001232"
