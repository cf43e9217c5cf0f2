"""Whether everyone can use every page: axe, the keyboard, 400 % zoom, dark, forced colours, paper, a slow line."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SECTIONS = ["ownership", "inspections", "planning", "drawings", "violations", "permits", "history"]
OPEN_PAGES = [
    "/",
    "/guide/",
    "/entrance/",
    "/entrance/password/",
    "/entrance/password/sent/?way=sms",
    "/outbox/",
    "/nothing",
]


def _every_page(page, language: str) -> list[str]:
    page.goto(f"{language}/cases/")
    case = page.locator("a.open").first.get_attribute("href")
    own = [f"{language}/{name}/" for name in ("cases", "sessions", "my-work", "calendar")]
    return [*own, case, *(f"{case}{s}/" for s in SECTIONS)]


def _faults(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_on_any_page(open_page, signed_in_cookie, language, scheme):
    page = open_page(bypass_csp=True, color_scheme=scheme)
    faults = {}
    for path in OPEN_PAGES:
        page.goto(language + path)
        faults[path] = _faults(page)
    page.context.add_cookies([signed_in_cookie])
    for path in [*_every_page(page, language), f"{language}/entrance/change/"]:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        faults[path] = _faults(page)
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_its_window(open_page, signed_in_cookie, width):
    """320 pixels are also a 1280-pixel window at 400 % zoom."""
    page = open_page(viewport={"width": width, "height": 800})
    page.context.add_cookies([signed_in_cookie])
    wide = []
    for path in [*OPEN_PAGES, *_every_page(page, ""), *_every_page(page, "/en")]:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_the_keyboard_alone_reaches_a_file_and_enter_signs_in(open_page, signed_in_cookie):
    page = open_page()
    page.goto("/entrance/")
    page.get_by_label("شناسه کاربری").fill("1300001232")
    page.get_by_label("کلمه عبور", exact=True).fill("wrong")
    page.get_by_label("عدد نمایش داده شده در تصویر").last.fill("12345")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("شناسه کاربری یا کلمه عبور نادرست است")
    expect(page.locator("#problem")).to_be_focused()
    page.context.add_cookies([signed_in_cookie])
    page.goto("/cases/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('open')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="فهرست کارهای قابل انجام")).to_be_visible()


def test_what_was_typed_stays_after_a_fault_and_for_a_new_picture(open_page):
    page = open_page("without scripts")
    page.goto("/entrance/password/")
    page.get_by_label("شناسه کاربری").fill("1300001232")
    page.get_by_label("پست الکترونیکی").check()
    picture = page.locator(".captcha img").get_attribute("src")
    page.get_by_role("button", name="تصویر جدید").click()
    assert page.locator(".captcha img").get_attribute("src") != picture
    expect(page.get_by_label("شناسه کاربری")).to_have_value("1300001232")
    expect(page.get_by_label("پست الکترونیکی")).to_be_checked()


def test_paper_and_forced_colours_keep_every_word(open_page, signed_in_cookie):
    page = open_page(forced_colors="active")
    page.context.add_cookies([signed_in_cookie])
    page.goto(next(address for address in _every_page(page, "") if address.endswith("/violations/")))
    page.emulate_media(media="print")
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.get_by_text("مهلت اعتراض").first).to_be_visible()
