"""Deed, owners and papers: exact shares, who sees whose papers, and nothing that names a person beyond the name."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import translation
from feed_lines import PDF, deed, fed, mandate, number, owner, paper, person
from page_tree import facts, text, tree
from pdfs import pdf, pictured
from personas import ATTORNEY, CO_OWNER, EX_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, person_id, signed_in

from shahrsazi.persian import dates, formatting

TODAY = date(2026, 3, 1)


def section(letter: str, by: str, language: str = "") -> str:
    response = signed_in(by).get(f"{language}/cases/{case_of(letter).ref}/ownership/")
    assert response.status_code == 200
    return response.content.decode()


def test_shares_are_said_in_dang_exactly():
    three = [number() for _ in range(3)]
    file = fed(owner(three[0], 1, 16), owner(three[1], 7, 24), owner(three[2], 7, 48), owner(number(), 5, 12))
    html = file.html("ownership")
    for words in ("۱ سهم از ۱۶ سهم", "۱ دانگ و ۹ حبه", "۷ سهم از ۴۸ سهم", "۲ دانگ و ۶ حبه"):
        assert words in html
    assert file.page("ownership", TODAY)["land_total"] == Fraction(11, 12)


def test_co_owners_of_b_read_each_others_name_and_share(city):
    for reader, other in ((NEIGHBOUR, CO_OWNER), (CO_OWNER, NEIGHBOUR)):
        html = section("B", reader)
        assert "۲ دانگ" in html and "۴ دانگ" in html
        assert name_of(other) in html and name_of(reader) in html


def name_of(code: str) -> str:
    from shahrsazi.people.models import Person

    return Person.objects.using("owner").get(number=code).name


def test_an_attorney_reads_the_owners_but_no_ones_identity_papers(city):
    from shahrsazi.casefiles.sections.ownership import Paper

    html = section("B", ATTORNEY)
    assert name_of(NEIGHBOUR) in html and name_of(CO_OWNER) in html
    own = Paper._base_manager.using("owner").filter(
        case=case_of("B"), of_person=person_id(ATTORNEY), visible_to_owner=True
    )
    assert html.count("ویژه شما") == own.count() > 0, "his own, which he brought, and no other's"


def test_the_whole_is_called_six_dang(city):
    assert "شش‌دانگ" in section("A", SOLE_OWNER)
    assert "six dang (whole)" in section("A", SOLE_OWNER, "/en")


def test_shares_below_the_whole_are_pointed_out_and_the_whole_is_not():
    words = "مجموع سهام ثبت‌شده کمتر از شش دانگ است"
    assert words in fed(owner(number(), 3, 6)).html("ownership")
    assert words not in fed(owner(number(), 2, 6), owner(number(), 4, 6)).html("ownership")


def test_shares_of_the_building_below_the_whole_are_pointed_out_too():
    """domain.md §3.1.c: the same for improvements, separately."""
    file = fed(owner(number(), 6, 6, building_share=3, building_of=6))
    assert "سهام ثبت‌شده اعیان کمتر از شش دانگ است" in file.html("ownership")


def test_several_shares_of_one_person_are_summed_for_display():
    """domain.md §3.1.c: kept apart in storage, shown as one."""
    twice, other = number(), number()
    file = fed(owner(twice, 1, 6), owner(twice, 2, 6), owner(other, 3, 6))
    assert [o.land_share for o in file.rows("ownership")["owners"]] == [1, 2, 3]
    html = file.html("ownership")
    assert html.count("جمع: ۳ دانگ") == 2 and html.count("۳ دانگ") == 4, "both hold three dang of land and of building"
    assert "۱ دانگ" in html and "۲ دانگ" in html


def test_shares_are_counted_as_on_the_deed_and_only_their_sum_is_reduced():
    heir = number()
    html = fed(owner(heir, 3, 15), owner(heir, 2, 15), owner(number(), 10, 15)).html("ownership")
    assert "۳ سهم از ۱۵ سهم" in html and "۲ سهم از ۱۵ سهم" in html
    assert "جمع: ۲ دانگ" in html and "سهم از ۵ سهم" not in html


def test_owners_read_their_own_masked_code_and_the_plate_of_the_deed(city):
    html = section("B", NEIGHBOUR)
    assert "۱۳۰****۶۷۱" in html and "۱۳۰****۳۳۵" not in html, "her own, and not the co-owner's"
    assert "پلاک ثبتی" in html


def test_what_is_hidden_from_co_owners_is_told_only_where_there_are_any(city):
    assert "مالکین مشاع" in section("B", NEIGHBOUR) and "مالکین مشاع" not in section("A", SOLE_OWNER)


def test_an_owner_counts_from_the_first_day_to_the_day_before_the_last():
    seller, buyer = number(), number()
    file = fed(
        owner(buyer, effective_from="2025-06-01"), owner(seller, effective_from="2010-01-01", effective_to="2025-06-01")
    )
    told = file.page("ownership", date(2025, 5, 31))
    assert [o.person_id for o in told["current"]] == [person_id(seller)] and told["former"] == []
    told = file.page("ownership", date(2025, 6, 1))
    assert [o.person_id for o in told["current"]] == [person_id(buyer)]
    assert [o.person_id for o in told["former"]] == [person_id(seller)]


def test_a_sale_of_a_later_day_is_said_with_its_day_its_buyer_and_the_share():
    seller, buyer = number(), number()
    day = dates.today() + timedelta(10)
    both = owner(seller, effective_to=str(day)), owner(buyer, effective_from=str(day))
    file = fed(*both, people=[person(seller), person(buyer, last_name="خریدارآزمون")])
    page = " ".join(text(tree(file.html("ownership", "en"))).split())
    now, _title, later = page.partition("Owners from a later day")
    with translation.override("en"):
        words = formatting.day(day)
    assert f"until {words}" in now and "خریدارآزمون" not in now
    assert f"خریدارآزمون, six dang (whole) — from {words}" in later
    assert "Owners from a later day" not in fed().html("ownership", "en")


def test_the_valid_deed_comes_before_older_ones_even_if_an_older_one_has_a_later_date():
    old, valid = deed(deed_status="cancelled", deed_date="2020-01-01"), deed(deed_date="2015-01-01", deed_no="VALID-1")
    assert fed(deeds=[old, valid]).page("ownership", TODAY)["deeds"][0].deed_no == "VALID-1"


@pytest.mark.parametrize("dated_first", [True, False])
def test_a_deed_whose_day_nobody_told_is_not_taken_for_the_newest(dated_first):
    dated, undated = deed(deed_date="2020-01-01", deed_no="DATED"), deed(deed_date=None, deed_no="UNDATED")
    told = [dated, undated] if dated_first else [undated, dated]
    assert [d.deed_no for d in fed(deeds=told).page("ownership", TODAY)["deeds"]] == ["DATED", "UNDATED"]


def said(file) -> str:
    """The English page of ownership as text."""
    return text(tree(file.html("ownership", "en")))


def test_who_sold_a_part_is_no_former_owner_but_had_another_share_before():
    seller, buyer, gone = number(), number(), number()
    file = fed(
        owner(seller, effective_to="2024-01-01"),
        owner(gone, effective_from="2001-01-01", effective_to="2010-01-01"),
        owner(seller, 1, 2, effective_from="2024-01-01"),
        owner(buyer, 1, 2, effective_from="2024-01-01"),
    )
    _owners, _title, before = said(file).partition("Former owners")
    former, _title, earlier = before.partition("Earlier shares of the owners")
    assert name_of(gone) + ", six dang (whole) — until" in former and name_of(seller) not in former
    assert name_of(seller) + ", six dang (whole) — until" in earlier
    assert "Earlier shares" not in said(fed()) and "Former owners" not in said(fed())


@pytest.mark.parametrize("status", ["valid", "in_progress", "contested"])
def test_a_deed_that_counts_stands_openly_beside_another_and_a_cancelled_one_below(status):
    """Each co-owner has a deed of their own."""
    mine, other = deed(deed_no="D-1"), deed(deed_no="D-2", deed_date="2001-01-01", deed_status=status)
    assert "Earlier deeds in the chain" not in said(fed(deeds=[mine, other]))
    cancelled = deed(deed_no="D-3", deed_status="cancelled")
    openly, _title, below = said(fed(deeds=[cancelled, other, mine])).partition("Earlier deeds in the chain (1)")
    assert "D-1" in openly and "D-2" in openly and "D-3" in below and "D-3" not in openly


@pytest.mark.parametrize(
    ("told", "title", "words"),
    [
        ({"book_no": 12}, "Book, page, entry", "book 12"),
        ({"page_no": 77, "entry_no": 5}, "Book, page, entry", "page 77, entry 5"),
        ({"book_no": 12, "page_no": 77, "entry_no": 5}, "Book, page, entry", "book 12, page 77, entry 5"),
        ({"serial_no": "123456"}, "Serial", "123456"),
        ({"serial_series": "95"}, "Series", "95"),
        ({"serial_no": "123456", "serial_series": "95"}, "Serial and series", "123456 / 95"),
        ({"notary_city": "Yazd"}, "Notary office", "Yazd"),
        ({"notary_office_no": "12", "notary_city": "Yazd"}, "Notary office", "12 Yazd"),
    ],
)
def test_of_a_deed_the_parts_are_read_that_are_there(told, title, words):
    shown = facts(tree(fed(deeds=[deed(**told)]).html("ownership", "en")))
    read = {"Book, page, entry", "Serial", "Series", "Serial and series", "Notary office"} & shown.keys()
    assert read == {title} and shown[title] == words


def test_a_private_contract_beside_a_valid_official_deed_does_not_say_that_there_is_none():
    words = "There is no official deed for this property."
    private = deed(deed_kind="private_contract", deed_status="in_progress")
    assert words in said(fed(deeds=[private])) and words not in said(fed(deeds=[private, deed()]))


def test_only_a_property_without_an_official_deed_says_so():
    words = "این ملک فاقد سند رسمی است."
    html = fed(deeds=[deed(deed_kind="private_contract")]).html("ownership")
    assert words in html
    assert words not in fed(deeds=[deed()]).html("ownership")


def test_an_identity_paper_is_its_persons_alone_and_the_scan_of_it_too():
    first, second = number(), number()
    scans = {"card-1.pdf": pdf("1"), "card-2.pdf": pdf("2"), "deed.pdf": PDF}
    cards = [
        paper(seq=1, doc_kind="national_card", doc_no="CARD-OF-FIRST", of_person=first, scan="card-1.pdf"),
        paper(seq=2, doc_kind="national_card", doc_no="CARD-OF-SECOND", of_person=second, scan="card-2.pdf"),
        paper(seq=3, doc_no="DEED-OF-ALL", scan="deed.pdf"),
    ]
    file = fed(owner(first, 3, 6), owner(second, 3, 6), papers=cards, scans=scans)
    mine, others = file.html("ownership"), _as(file, second)
    assert "CARD-OF-FIRST" in mine and "CARD-OF-SECOND" not in mine and "DEED-OF-ALL" in mine
    assert "CARD-OF-SECOND" in others and "CARD-OF-FIRST" not in others and "DEED-OF-ALL" in others
    own, foreign = _scan(file, "CARD-OF-FIRST"), _scan(file, "CARD-OF-SECOND")
    for tail in ("", "1-thumb.webp", "1-screen.webp", "file"):
        codes = [_status(file, who, scan, tail) for who, scan in ((first, own), (first, foreign), (NEIGHBOUR, own))]
        assert codes == [200, 404, 404], tail


def _status(file, who: str, scan: str, tail: str) -> int:
    return signed_in(who).get(f"/cases/{file.case.ref}/papers/{pictured(scan)}/{tail}").status_code


def _as(file, code: str) -> str:
    return signed_in(code).get(f"/cases/{file.case.ref}/ownership/").content.decode()


def _scan(file, doc_no: str) -> str:
    from shahrsazi.casefiles.sections.ownership import Paper

    return Paper._base_manager.using("owner").get(case=file.case, doc_no=doc_no).scan


def test_an_internal_note_is_not_among_the_papers():
    file = fed(papers=[paper(doc_no="INTERNAL", visible_to_owner=False), paper(seq=2, doc_no="OPEN")])
    html = file.html("ownership")
    assert "OPEN" in html and "INTERNAL" not in html


def test_a_paper_without_a_scan_says_that_it_is_not_digitised():
    file = fed(papers=[paper(doc_no="BARE")])
    assert "تصویر ندارد" in file.html("ownership") and "Not digitised" in file.html("ownership", "en")


def test_the_former_owner_of_c_is_named_there_but_sees_nothing_of_it(city):
    assert name_of(EX_OWNER) in section("C", NEIGHBOUR)
    assert signed_in(EX_OWNER).get(f"/cases/{case_of('C').ref}/ownership/").status_code == 404


def test_a_mandate_is_shown_with_its_number_date_and_office_to_its_two_sides_only():
    """domain.md §3.1.d: poa_no, poa_date and notary_office are starred."""
    principal, other, agent = number(), number(), number()
    file = fed(
        owner(principal, 3, 6),
        owner(other, 3, 6),
        people=[person(agent, last_name="وکیل‌آزمون")],
        mandates=[mandate(principal, agent)],
    )
    assert "وکیل‌آزمون" in file.html("ownership") and "وکیل‌آزمون" in _as(file, agent)
    assert "وکیل‌آزمون" not in _as(file, other)
    for words in ("۷۷۰۰۱", "دفترخانه ۸۱", "۱۱ دی ۱۴۰۲"):
        assert words in file.html("ownership"), words


def test_a_file_with_nothing_in_it_says_so():
    file = fed()
    html = file.html("ownership")
    assert "سندی برای این ملک ثبت نشده است." in html
    assert "مدرکی در این پرونده بارگذاری نشده است." in html
    assert file.summary("ownership", TODAY).words == ["سندی ثبت نشده است", "۱ مالک", "۰ مدرک"]
