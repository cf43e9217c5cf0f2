"""Making a secret address in a browser, with or without scripts; and a calendar program that reads it."""

import re
from urllib.request import urlopen

import pytest


@pytest.fixture
def subscription(open_page, signed_in_cookie):
    """The page that is reached from «My work», on a device of some kind."""

    def opened(kind: str):
        page = open_page(kind)
        page.context.add_cookies([signed_in_cookie])
        page.goto("/my-work/")
        page.get_by_role("link", name="اشتراک تقویم").click()
        return page

    return opened


@pytest.mark.parametrize("kind", ["phone", "desktop", "without scripts"])
def test_an_address_is_made_copied_read_and_withdrawn(subscription, site, kind):
    page = subscription(kind)
    page.get_by_role("button", name=re.compile("^ساختن نشانی")).click()
    address = page.get_by_label("نشانی تقویم", exact=True).input_value()
    assert address.startswith(f"{site.url}/calendar/")
    with urlopen(address) as answer:  # as a program does, which has no cookie
        assert answer.headers["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in answer.read()
        assert answer.headers["Set-Cookie"] is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="لغو نشانی").click()
    assert "اکنون نشانی‌ای ندارید" in page.locator("main").inner_text()


def test_a_term_is_taken_along_from_the_files_page(open_page, signed_in_cookie):
    page = open_page("phone")
    page.context.add_cookies([signed_in_cookie])
    page.goto("/cases/")
    page.locator("a.open").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="افزودن به تقویم").first.click()
    assert download.value.suggested_filename == "calendar.ics"
