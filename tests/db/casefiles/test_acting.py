"""Whoever acts for an owner reads on every page for whom and until when, and which of their mandates are over."""

from datetime import date, timedelta

import pytest
from feed_lines import fed, mandate, number, owner, person
from history_model import as_web
from page_tree import unisolated
from personas import ATTORNEY, CO_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, signed_in, token_of

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.persian import dates

PAGES = ["", *(f"{section.key}/" for section in SECTIONS)]


def read(by: str, address: str) -> str:
    response = signed_in(by).get(address)
    assert response.status_code == 200, address
    return " ".join(unisolated(response.content.decode()).split())


def _on(made: date, days: int) -> str:
    """A day of the sample city, which counts from the day on which it is made."""
    return dates.format_date(made + timedelta(days), "fa")


def test_the_attorney_of_b_reads_on_the_list_for_whom_and_until_when(city):
    assert f"به وکالت از مهناز ایزدی تا {_on(city, 270)}" in read(ATTORNEY, "/cases/")
    until = dates.format_date(city + timedelta(270), "en").partition(" (")[0]
    assert f"by power of attorney of مهناز ایزدی until {until}" in read(ATTORNEY, "/en/cases/")


@pytest.mark.parametrize("page", PAGES)
def test_the_attorney_of_b_reads_it_on_each_page_of_the_file(city, page):
    assert f"این پرونده را به وکالت از مهناز ایزدی تا {_on(city, 270)} می‌بینید." in read(
        ATTORNEY, f"/cases/{case_of('B').ref}/{page}"
    )


def test_to_an_attorney_the_file_is_not_said_to_be_theirs(city):
    page = read(ATTORNEY, f"/cases/{case_of('B').ref}/")
    assert "پرونده اکنون در مرحله" in page and "پرونده شما" not in page
    assert "پرونده شما اکنون در مرحله" in read(NEIGHBOUR, f"/cases/{case_of('B').ref}/")


@pytest.mark.parametrize("by", [NEIGHBOUR, CO_OWNER])
def test_the_owners_of_b_read_nothing_of_acting(city, by):
    for address in ("/cases/", f"/cases/{case_of('B').ref}/"):
        assert "به وکالت از" not in read(by, address)


def test_a_mandate_that_is_over_is_named_by_its_paper_and_nothing_of_the_file_is(city):
    listed = read(ATTORNEY, "/cases/")
    assert "نمایندگی‌های پایان‌یافته شما" in listed and "شماره ۲۱۴۳۳" in listed
    assert f"پایان‌یافته در {_on(city, -61)}" in listed
    assert case_of("A").place not in listed and "سیما نوربخش" not in listed
    assert "نمایندگی‌های پایان‌یافته شما" not in read(SOLE_OWNER, "/cases/")


def test_another_capacity_and_an_end_that_is_not_stated_are_said_so():
    child, parent = number(), number()
    file = fed(
        owner(child),
        people=[person(child, last_name="خردسال"), person(parent)],
        mandates=[mandate(child, parent, capacity="parent")],
    )
    words = "از طرف نرگس خردسال (ولی)، پایان نمایندگی ذکر نشده"
    assert words in read(parent, "/cases/") and words in read(parent, f"/cases/{file.case.ref}/")


def test_an_owner_who_acts_for_another_sees_the_file_as_an_owner():
    one, other = number(), number()
    file = fed(owner(one, 3, 6), owner(other, 3, 6), mandates=[mandate(other, one)])
    assert "به وکالت از" not in read(one, f"/cases/{file.case.ref}/")


def test_the_database_names_no_principal_but_ones_own(city):
    """The neighbour owns B herself and acts for nobody; the attorney's mandate for A is over."""
    for by, count in ((NEIGHBOUR, 0), (SOLE_OWNER, 0), (ATTORNEY, 1)):
        with as_web(token_of(by)) as cursor:
            cursor.execute("SELECT name, file FROM guard.my_roles() WHERE name > ''")
            rows = cursor.fetchall()
            assert len(rows) == count, by
            assert all(file == case_of("B").id for _name, file in rows)
