"""The page of a file: where it stands, what must be done, its seven services, and what it never shows."""

import re
from datetime import timedelta

from feed_lines import action, commission, fed, number, owner, verdict, violation
from page_tree import text, tree
from personas import ATTORNEY, CITIZENS, DISTRICT_15, EX_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, signed_in

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.persian import dates

OPENING = {"A": (SOLE_OWNER,), "B": (NEIGHBOUR, ATTORNEY), "C": (NEIGHBOUR,), "E": (DISTRICT_15,)}


def test_the_seven_services_are_links_in_the_guides_order(city):
    page = tree(signed_in(SOLE_OWNER).get(f"/cases/{case_of('A').ref}/").content.decode())
    links = [a for ul in page.iter("ul") if ul.get("class") == "services" for a in ul.iter("a")]
    assert [a.get("href").split("/")[-2] for a in links] == [
        "ownership",
        "inspections",
        "planning",
        "drawings",
        "violations",
        "permits",
        "history",
    ]
    assert all(text(a.find("strong")) and text(a.find("span")) for a in links)


def test_the_page_carries_the_identity_of_the_property(city):
    case = case_of("A")
    html = signed_in(SOLE_OWNER).get(f"/en/cases/{case.ref}/").content.decode()
    for words in (case.renewal_code, case.file_no, case.address, "sub 123 of main 4781", "section 6", "Building"):
        assert words in html, words


def test_a_verdict_in_its_term_and_an_open_defect_call_for_action_on_top():
    served, case = dates.today() - timedelta(days=2), commission()
    file = fed(
        violations=[violation()],
        commission_cases=[case],
        verdicts=[verdict(case, served_on=served.isoformat())],
        actions=[action("2025-12-01", defect_state="to_complete", defect_text="مهر ندارد")],
    )
    html = file.html()
    assert html.count('class="now"') == 2
    assert html.index('class="now"') < html.index('class="services"')


def test_of_another_code_it_is_said_whether_it_came_before_this_one_or_after_it():
    roles = (("parent", 77), ("child", 78), ("", 79))
    told = [{"kind": "split", "other_code": f"9-95-{n}-1-1-0-0", "role": role} for role, n in roles]
    file = fed(casefile={"lineage": told})
    for language, words in (("en", ("earlier code", "later code")), ("fa", ("کد پیشین", "کد بعدی"))):
        items = map(text, tree(file.html(language=language)).iter("li"))
        rows = [item for item in items if "95" in item or "۹۵" in item]
        assert [[w for w in words if w in row] for row in rows] == [[words[0]], [words[1]], []]


def test_a_quiet_file_calls_for_nothing():
    html = fed().html()
    assert 'class="now"' not in html and "درخواستی از این پرونده در جریان نیست" in html


def test_an_empty_file_opens_with_all_its_sections_in_both_languages():
    file = fed()
    for section in ["", *(s.key for s in SECTIONS)]:
        for language in ("fa", "en"):
            assert file.get(section, language).status_code == 200, section
        assert section == "" or 'class="nothing"' in file.html(section) or section == "ownership"


def test_a_share_that_ends_ends_the_sight_of_the_file_at_once():
    seller, buyer = number(), number()
    sold = owner(seller)
    file = fed(sold)
    assert file.get().status_code == 200 and file.get("violations").status_code == 200
    from feed_lines import load, person

    after = file.line | {
        "people": [*file.line["people"], person(buyer)],
        "owners": [
            sold | {"effective_to": dates.today().isoformat()},
            owner(buyer, effective_from=dates.today().isoformat()),
        ],
    }
    assert load(after).bad == []
    assert file.get().status_code == 404 and file.get("violations").status_code == 404
    assert signed_in(buyer).get(f"/cases/{file.case.ref}/").status_code == 200


def test_strangers_get_the_same_bytes_for_a_file_of_another_and_one_that_is_not(city):
    ref, none = case_of("A").ref, "A" * 22
    client = signed_in(NEIGHBOUR)
    for tail in ("", "violations/", "nothing/", "papers/" + "0" * 64):
        theirs, nothing = client.get(f"/cases/{ref}/{tail}"), client.get(f"/cases/{none}/{tail}")
        assert theirs.status_code == nothing.status_code == 404
        assert _unmasked(theirs.content, ref) == _unmasked(nothing.content, none)


def _unmasked(content: bytes, ref: str) -> bytes:
    """Without the form token, which is masked anew on each page, and the address that was asked for."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", content).replace(ref.encode(), b"")


def test_the_ex_owner_and_the_expired_attorney_open_nothing(city):
    assert signed_in(EX_OWNER).get(f"/cases/{case_of('C').ref}/").status_code == 404
    assert signed_in(ATTORNEY).get(f"/cases/{case_of('A').ref}/").status_code == 404


def test_a_district_that_is_not_served_opens_for_no_one(city):
    for section in ["", *(f"{s.key}/" for s in SECTIONS)]:
        assert signed_in(DISTRICT_15).get(f"/cases/{case_of('D').ref}/{section}").status_code == 404


def test_no_page_of_any_persona_carries_anyones_number_or_mobile(city):
    """Every national code, legal id, foreigner's code and mobile that is known, in Latin, Persian and bare forms."""
    known = _numbers()
    for letter, readers in OPENING.items():
        for by in readers:
            client, ref = signed_in(by), case_of(letter).ref
            for section in ["", *(f"{s.key}/" for s in SECTIONS)]:
                for language in ("", "/en"):
                    found = _digit_runs(client.get(f"{language}/cases/{ref}/{section}").content.decode()) & known
                    assert not found, (letter, section, found)
    for by in CITIZENS:
        for page in ("/cases/", "/sessions/", "/en/cases/", "/guide/"):
            assert not _digit_runs(signed_in(by).get(page).content.decode()) & known, page


def _numbers() -> set[str]:
    from shahrsazi.people.models import Contact, Person

    mobiles = {m[3:] for m in Contact.objects.using("owner").exclude(mobile="").values_list("mobile", flat=True)}
    found = set(Person.objects.using("owner").values_list("number", flat=True)) | mobiles
    assert len(found) > 300 and "1300001232" in found
    return found


def _digit_runs(html: str) -> set[str]:
    """Runs of digits as they could be read, with and without what is put before or between them."""
    latin = html.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2))
    runs = set(re.findall("[0-9]{8,}", latin)) | set(re.findall("[0-9]{8,}", re.sub(r"(?<=\d)[- ](?=\d)", "", latin)))
    return runs | {r.removeprefix("0") for r in runs} | {r.removeprefix("98") for r in runs}


def test_the_reading_is_in_the_ledger_once_for_each_page(city):
    from shahrsazi.ledger.entry import LedgerEntry

    case, before = case_of("E"), LedgerEntry.objects.using("owner").count()
    client = signed_in(DISTRICT_15)
    client.get(f"/cases/{case.ref}/")
    client.get(f"/cases/{case.ref}/permits/")
    rows = LedgerEntry.objects.using("owner").order_by("id")[before:]
    assert [(r.act, r.case, r.section) for r in rows] == [("read", case.id, "case"), ("read", case.id, "permits")]
