"""The list of files: a card each with an icon that opens it, search and pages, and honest words where nothing opens."""

import re

import pytest
from feed_lines import fed, line, load, number, owner, person
from history_model import asked
from page_tree import text, tree
from personas import CO_OWNER, DISTRICT_15, EX_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, signed_in

from shahrsazi.city import code_lists


def listed(by: str, **query) -> str:
    response = signed_in(by).get("/cases/", query)
    assert response.status_code == 200
    return response.content.decode()


def cards(html: str) -> list:
    return [li for li in tree(html).iter("li") if (li.get("class") or "").startswith("card")]


def test_each_card_opens_by_an_icon_whose_name_says_what_opens(city):
    found = cards(listed(NEIGHBOUR))
    assert len(found) == 2
    for card in found:
        (link,) = card.iter("a")
        kind = re.fullmatch(r"open of-(\w+)", link.get("class"))[1]
        assert text(link) == text(next(card.iter("h2")))
        assert text(link).startswith(code_lists.LISTS["property_type"][kind][0])
        assert re.fullmatch(r"/cases/[A-Za-z0-9_-]{22}/", link.get("href"))
    assert len({text(next(card.iter("a"))) for card in found}) == 2


def test_a_card_names_kind_place_district_and_renewal_code(city):
    (card,) = cards(listed(SOLE_OWNER))
    words = text(card)
    for part in ("خانه", "خیابان حکیم نظامی، کوچه ۱۲", "منطقه ۵", "۵-۳-۱۲۰-۷-۱-۰-۰"):
        assert part in words, part


def test_the_card_of_a_tells_of_the_verdict_and_the_defect(city):
    words = text(cards(listed(SOLE_OWNER))[0])
    assert "اعتراض به رأی" in words and "تکمیل پرونده" in words


def test_the_file_in_district_15_is_listed_with_reason_and_counter_but_is_no_link(city):
    from shahrsazi.city.districts import District

    found = {"D": None, "E": None}
    for card in cards(listed(DISTRICT_15)):
        found["D" if "shut" in card.get("class") else "E"] = card
    assert [[a.get("href") for a in found[f].iter("a")] for f in "DE"] == [[None], [f"/cases/{case_of('E').ref}/"]]
    words = text(found["D"])
    assert "خدمات غیرحضوری این منطقه هنوز فعال نشده است" in words
    assert District.objects.using("owner").get(number=15).counter_address in words
    assert case_of("D").ref not in listed(DISTRICT_15)


def test_the_ex_owner_and_a_person_without_files_see_the_empty_state(city):
    html = listed(EX_OWNER)
    assert "پرونده‌ای به نام شما ثبت نشده است. برای تشکیل پرونده به شهرداری منطقه مراجعه فرمایید." in text(tree(html))
    assert cards(html) == [] and 'name="q"' not in html


def test_whose_share_has_ended_reads_the_day_and_nothing_of_the_file_and_nobody_else_does(city):
    former, buyer, neighbour = number(), number(), number()
    sold = owner(former, effective_to="2025-03-01"), owner(buyer, effective_from="2025-03-01")
    file = fed(*sold, people=[person(former), person(buyer)])
    fed(owner(neighbour), people=[person(neighbour)])
    ended = "سهم شما در ملکی در ۱۱ اسفند ۱۴۰۳ پایان یافته است"
    assert [ended in text(tree(listed(who))) for who in (former, buyer, neighbour)] == [True, False, False]
    assert file.case.ref not in listed(former) and file.line["casefile"]["renewal_code"] not in listed(former)


def test_a_share_that_never_counted_is_not_said_to_have_ended(city):
    withdrawn, other = number(), number()
    never = owner(withdrawn, effective_from="2025-03-01", effective_to="2025-03-02")
    file = fed(never, owner(other, effective_from="2025-03-02"), people=[person(withdrawn), person(other)])
    taken_back = "UPDATE casefiles_ownership SET effective_to = effective_from WHERE case_id = %s AND source_key = %s"
    asked(f"{taken_back} RETURNING 1", [file.case.id, never["source_key"]])
    assert "پایان یافته" not in listed(withdrawn)


def test_a_file_that_was_not_opened_at_the_counter_is_not_listed():
    code = number()
    file = fed(code)
    assert len(cards(listed(code))) == 1
    assert load(file.line | {"casefile": file.line["casefile"] | {"opened_on": None}}).bad == []
    assert cards(listed(code)) == []
    assert asked("UPDATE casefiles_casefile SET opened_on = '2099-01-01' WHERE id = %s RETURNING 1", [file.case.id])
    assert cards(listed(code)) == []


def test_the_company_pages_through_three_hundred_files_without_repeating_one(city):
    client, seen = signed_in(CO_OWNER), []
    for page in range(1, 17):
        html = client.get("/cases/", {"page": page}).content.decode()
        seen += [next(card.iter("a")).get("href") for card in cards(html)]
        assert f"صفحه {_fa(page)} از ۱۶" in html
        assert ('rel="next"' in html) is (page < 16) and ('rel="prev"' in html) is (page > 1)
    assert len(seen) == len(set(seen)) == 301


def _fa(n: int) -> str:
    return str(n).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


@pytest.mark.parametrize(
    "page", ["abc", "-1", "0", "1000000000", "9" * 5000, "1.5", "", "²", "１", "१", "۲", "٢", "\x00", "'"]
)
def test_any_page_number_shows_some_page(city, page):
    html = listed(CO_OWNER, page=page)
    assert len(cards(html)) == 20
    assert ("صفحه ۲ از" in html) is (page in ("۲", "٢"))


def test_the_search_finds_by_place_code_and_number_in_any_letters_and_digits(city):
    case = _one_of_the_company()
    for wanted in (
        case.renewal_code,
        _fa(case.renewal_code),
        case.renewal_code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        case.file_no,
        _fa(case.file_no),
        case.place,
        case.place.replace("ی", "ي").replace("ک", "ك"),
        f"  {case.file_no}  ",
        case.place.replace("\u200c", "\u200c\u200c"),
    ):
        html = listed(CO_OWNER, q=wanted)
        assert case.ref in html, wanted
        assert "پرونده یافت شد" in html


def _one_of_the_company():
    from shahrsazi.casefiles.casefile import CaseFile

    html = listed(CO_OWNER, page="7")
    ref = next(cards(html)[3].iter("a")).get("href").split("/")[2]
    return CaseFile._base_manager.using("owner").get(ref=ref)


def test_the_search_ignores_half_spaces_and_alef_spellings():
    """domain.md §2.4."""
    code = number()
    fed(code, casefile={"place": "کوچهٔ آب‌بخشگان", "address": "اصفهان، نشاط"})
    for wanted in ("آب‌بخشگان", "آب بخشگان", "اب بخشگان"):
        assert len(cards(listed(code, q=wanted))) == 1, wanted


def test_a_search_without_result_says_so_and_is_harmless(city):
    for wanted in ("هیچ‌کجا", "'; DROP TABLE x; --", "<script>alert(1)</script>", "%", "\x00", "ا" * 5000):
        html = listed(CO_OWNER, q=wanted)
        if cards(html) == []:
            assert "موردی یافت نشد." in html
        assert "<script>alert" not in html


def test_the_search_finds_nothing_of_others(city):
    assert cards(listed(CO_OWNER, q=case_of("A").renewal_code)) == []


def test_a_search_is_kept_from_page_to_page(city):
    html = listed(CO_OWNER, q="خیابان")
    following = next(a for a in tree(html).iter("a") if a.get("rel") == "next")
    assert "q=%D8%AE" in following.get("href")
    response = signed_in(CO_OWNER).get("/cases/" + following.get("href"))
    assert 'value="خیابان"' in response.content.decode()


def test_files_of_a_district_stand_in_the_order_of_the_persian_alphabet():
    """A database sorts پ چ ژ ک گ ی after و and ه; a person looks for them where they stand in the alphabet."""
    places = [
        "خیابان آبان",
        "خیابان بهار",
        "خیابان پروین",
        "خیابان چمران",
        "خیابان ژاله",
        "خیابان کاوه",
        "خیابان گلزار",
        "خیابان وحید",
        "خیابان یاس",
    ]
    who = number()
    load(*(line(who, casefile={"place": place}) for place in reversed(places)))
    shown = [text(card) for card in cards(listed(who))]
    assert [next(place for place in places if place in words) for words in shown] == places
