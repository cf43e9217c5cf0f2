"""«My work»: all that waits in all files by urgency, as whom it waits, narrowed by kind, district, capacity, words."""

import re
from datetime import timedelta

import pytest
from feed_lines import fed, load, number
from page_tree import text, tree
from personas import ATTORNEY, CO_OWNER, DISTRICT_15, EX_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, signed_in

from shahrsazi.persian import dates

LISTS = ["/en/cases/", "/en/my-work/"]


def page(by: str, address: str = "/en/my-work/", **query):
    response = signed_in(by).get(address, query)
    assert response.status_code == 200
    return tree(response.content.decode())


def cards(html) -> list:
    return [li for li in html.iter("li") if (li.get("class") or "").startswith("card")]


def files(html) -> set[str]:
    """The references of the files that a page leads to."""
    return {m[1] for a in html.iter("a") if (m := re.match(r"/en/cases/([\w-]{22})/", a.get("href", "")))}


def test_all_that_waits_stands_there_with_its_day_its_file_and_the_readers_share(city):
    words = text(page(SOLE_OWNER))
    for part in ("Objection to verdict", "Complete your file", "خیابان حکیم نظامی", "six dang (whole)", "Owner"):
        assert part in words, part


def test_what_is_urgent_in_any_file_stands_before_what_is_not():
    who = number()
    owed, soon, far = (fed(who) for _ in range(3))
    charges = {"charges": 1_000_000, "bill_id": "7748317800142", "pay_id": "1770160"}
    for file, columns in ((far, _begun_by(30)), (owed, charges), (soon, _begun_by(4))):
        assert load(file.line | {"permits": [_permit(**columns)]}).bad == []
    shown = [re.match(r"/en/cases/([\w-]{22})/", next(c.iter("a")).get("href"))[1] for c in cards(page(who))]
    assert shown == [file.case.ref for file in (owed, soon, far)]


def _begun_by(days: int) -> dict:
    return {"start_by": str(dates.today() + timedelta(days))}


def _permit(**columns) -> dict:
    day = str(dates.today() - timedelta(400))
    return {
        "source_key": "p-1",
        "permit_kind": "building_permit",
        "permit_no": "1-1",
        "issued_on": day,
        "state": "issued",
    } | columns


def test_the_pages_of_three_hundred_files_hold_each_thing_once(city):
    client, seen = signed_in(CO_OWNER), []
    html = tree(client.get("/en/my-work/").content.decode())
    count = int(re.search(r"Page 1 of (\d+)", text(html))[1])
    for wanted in range(1, count + 1):
        shown = cards(tree(client.get("/en/my-work/", {"page": wanted}).content.decode()))
        seen += [(next(c.iter("a")).get("href"), text(next(c.iter("h2")))) for c in shown]
    assert len(seen) == len(set(seen)) and len(seen) > 20
    assert re.search(rf"{len(seen)} things wait in \d+ files, of 301 that were looked at", text(html))


def test_an_attorney_reads_for_whom_and_until_when_and_no_lapsed_mandate(city):
    for address in LISTS:
        html = page(ATTORNEY, address)
        words = text(html)
        assert re.search(r"by power of attorney of .+ until", words), address
        assert case_of("A").ref not in files(html)
    assert case_of("B").ref in files(page(ATTORNEY, "/en/cases/"))


def test_a_representative_reads_for_which_company_and_filters_by_capacity(city):
    html = page(CO_OWNER, "/en/cases/", capacity="representative")
    assert "300 files found" in text(html) and case_of("B").ref not in files(html)
    own = page(CO_OWNER, "/en/cases/", capacity="owner")
    assert "1 file found" in text(own) and case_of("B").ref in files(own)


def test_filters_by_kind_and_district_leave_what_they_name(city):
    html = page(CO_OWNER, "/en/cases/", district="3")
    shown = [text(card) for card in cards(html)]
    assert shown and all("District 3 " in words for words in shown)
    kinds = [o.get("value") for s in html.iter("select") if s.get("name") == "kind" for o in s.iter("option")]
    for kind in filter(None, kinds):
        assert cards(page(CO_OWNER, "/en/cases/", kind=kind)), kind


@pytest.mark.parametrize("address", LISTS)
def test_nobody_finds_by_words_or_filters_what_is_anothers(city, address):
    a = case_of("A")
    for query in ({"q": a.renewal_code}, {"q": a.place}, {"district": a.district_id}, {"kind": a.property_type}):
        assert a.ref not in files(page(NEIGHBOUR, address, **query)), query
        assert a.ref in files(page(SOLE_OWNER, address, **query)), query


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_answer_says_what_was_looked_for_and_where(city, address):
    words = text(page(CO_OWNER, address, q="هیچ‌کجا"))
    assert "«هیچ‌کجا» was looked for in kind, address, district" in words and "in all your 301 files" in words
    assert "Only these were looked at: District 77" in text(page(CO_OWNER, address, district="77"))


def test_a_file_of_a_district_that_is_not_served_is_counted_as_unknown_and_not_dropped(city):
    assert "1 file is of a district whose online services are not open yet" in text(page(DISTRICT_15))


def test_whoever_has_no_file_any_more_reads_that_nothing_was_found(city):
    assert cards(page(EX_OWNER)) == [] and files(page(EX_OWNER)) == set()


def test_the_search_finds_each_text_of_a_card(city):
    ref, case = case_of("B").ref, case_of("B")
    plate = f"{case.plate_sub}/{case.plate_main}"
    texts = [case.place, case.renewal_code, case.renewal_code.replace("-", ""), case.file_no, case.postal_code, plate]
    for wanted in [*filter(None, texts), case.place.replace("\u200c", "").replace(" ", "")]:
        assert ref in files(page(CO_OWNER, "/en/cases/", q=wanted)), wanted


def test_a_short_number_is_no_part_of_a_longer_one(city):
    """District 1 is not district 10, and no code with a 1 in it."""
    shown = [text(card) for card in cards(page(CO_OWNER, "/en/cases/", q="District 3"))]
    assert shown and all(re.search(r"\b3\b", words) for words in shown)


def test_the_name_of_whom_one_acts_for_is_found(city):
    from shahrsazi.casefiles.casefile import Mandate

    mandates = Mandate._base_manager.using("owner").filter(agent__number=CO_OWNER, principal__kind="legal")
    company = mandates.order_by("id")[0].principal
    html = page(CO_OWNER, "/en/cases/", q=company.last_name)
    assert "files found" in text(html)
