"""Whether every member of staff can use every page of the counter: axe, narrow windows, 400 % zoom, both languages."""

import os
import re
from pathlib import Path

import pytest
from at_the_counter import OF_THE_PROPERTY, ON, Clerk
from test_counter import a_file, an_owner
from test_reach import _faults

from shahrsazi.persian.identifiers import sample_national_code

SHOTS = os.environ.get("SHAHRSAZI_TEST_SHOTS")  # a folder for pictures of every page


@pytest.fixture(scope="module")
def numbers():
    return iter(range(60, 1000))


@pytest.fixture
def pages(open_page, site, session_of, numbers):
    """Addresses of every page of the counter, by what they are, in the midst of work; and cookies that open them."""
    run = next(numbers)
    cookies = [session_of("1310004439", "staff"), session_of("1300001232")]
    clerk = Clerk(open_page(), site)
    clerk.page.context.add_cookies(cookies)
    here = lambda: re.sub(r"^https?://[^/]+", "", clerk.page.url)  # noqa: E731
    found = {"entrance": "/staff/", "password": "/staff/password/", "look": "/counter/elsewhere/?code=3-4-203-49-1-0-0"}
    found |= {"desk": "/counter/", "found": "/counter/?q=5-3-120-7-1", "elsewhere": "/counter/?q=3-4-203-49"}
    found |= {"changes": "/changes/"}
    clerk.page.goto("/cases/")
    found["seen"] = clerk.page.locator("a.open").first.get_attribute("href") + "seen/"
    clerk.page.goto(found["found"])
    clerk.hands.press(clerk.page.locator("a.open").first)
    found["file"] = here()
    clerk.button("ثبت مالکین، انتقال، وکالت یا راه تماس")
    found["owners of A"] = here()
    found["leaving"] = clerk.page.get_by_role("link", name="پایان سهم، یا فوت").first.get_attribute("href")
    clerk.page.goto("/counter/")
    clerk.button("تشکیل پرونده جدید")
    found["empty file"] = here()
    clerk.button(ON)
    found["faulty file"] = here()
    clerk.fill(a_file(5, run))
    clerk.button(ON)
    clerk.at("مالکین و سهم‌ها")
    found["no owners"] = here()
    clerk.link("افزودن مالک")
    clerk.button(ON)
    found["faulty owner"] = here()
    clerk.fill(an_owner(sample_national_code(960_000 + run), "شهربانوی‌دخت", "حاجی‌عبدالعظیمی اصفهانی‌نژاد"))
    clerk.share("6")
    clerk.button(ON)
    draft = found["no owners"].removesuffix("owners/")
    clerk.at("مالکین و سهم‌ها")
    found["owner"] = clerk.page.get_by_role("link", name="شهربانوی‌دخت").get_attribute("href")
    found |= {kind: f"{draft}owners/new/?kind={kind}" for kind in ("legal", "foreign")}
    key = found["owner"].split("/")[-2]
    found |= {c: f"{draft}agents/new/?of={key}&capacity={c}" for c in ("attorney", "parent")}
    clerk.link("ادامه: مدارک")
    found["papers"] = here()
    clerk.papers(*OF_THE_PROPERTY, "شناسنامه", scanned="سند مالکیت")
    found["papers missing"] = here()
    clerk.link("ادامه؛ باقی بعداً")
    clerk.fill(
        {
            "شماره تلفن همراه": f"0955 4{run:02} 0001",
            "نشانی پست الکترونیکی": f"dokht{run}@example.ir",
            "کد پستی محل سکونت": "8174673441",
        }
    )
    clerk.button(ON)
    clerk.page.get_by_label("کد ارسال‌شده").first.wait_for()
    found["contact"] = here()
    found["review"] = draft
    yield found, cookies
    clerk.page.goto(draft)
    clerk.page.get_by_label("علت").fill("نمونه")
    clerk.button("انصراف از این ثبت")


def shot(page, name: str) -> None:
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.png".replace(" ", "-"), full_page=True)


@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_and_no_page_of_the_counter_is_wider_than_its_window(open_page, pages, language):
    """320 pixels are also a 1280-pixel window at 400 % zoom."""
    addresses, cookies = pages
    page, dark, faults = open_page(bypass_csp=True), open_page(bypass_csp=True, color_scheme="dark"), {}
    for one in (page, dark):
        one.context.add_cookies(cookies)
    for name, path in addresses.items():
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(language + path)
            page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults[f"{name} at {width}"] = [f"{wide} wide"] if wide > width else []
            if width > 320 and not (language and width == 390):
                shot(page, f"{name}-{language[1:] or 'fa'}-{width}")
        faults[name] = _faults(page)
        dark.goto(language + path)
        faults[f"{name} in the dark"] = _faults(dark)
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_where_staff_enrol_or_their_desk_was_closed(open_page, session_of, language):
    page, faults = open_page(bypass_csp=True), {}
    page.context.add_cookies([session_of("1312345004", "staff", level=1)])
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{language}/staff/enrol/")
        faults[f"enrol at {width}"] = _faults(page) + wider(page, width)
        shot(page, f"enrol-{language[1:] or 'fa'}-{width}")
    page.context.add_cookies([session_of("1310004439", "staff")])
    page.goto(f"{language}/counter/elsewhere/?code=3-4-203-49-1-0-0")
    page.get_by_role("textbox").last.fill("وراث با گواهی حصر وراثت")
    page.context.clear_cookies(name="staff")
    page.get_by_role("button").last.click()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        faults[f"kept at {width}"] = _faults(page) + wider(page, width)
        shot(page, f"kept-{language[1:] or 'fa'}-{width}")
    assert {name: found for name, found in faults.items() if found} == {}


def wider(page, width: int) -> list[str]:
    return ["wider than its window"] if page.evaluate("document.documentElement.scrollWidth") > width else []
