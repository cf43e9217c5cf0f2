"""The citizen's guide, steps 1 to 20, in a real browser on what `make run` serves."""

import pytest
from playwright.sync_api import expect
from steps import ask_for_a_password, choose_a_password, sign_in, the_whole_way_in

SEVEN = [
    "سند مالکیت – مالکین – اوراق پرونده",
    "گزارش بازدید از ملک",
    "طرح تفصیلی و بر و کف",
    "نقشه معماری ساختمان",
    "تخلفات ملک و آرای کمیسیون ماده ۱۰۰",
    "مجوزهای صادره",
    "بازبینی اقدامات",
]
WHO = {  # who, how they read their messages, and the kind of browser they have
    "desktop": ("1300001232", "پیامک"),
    "phone": ("1300045671", "پیامک"),
    "without scripts": ("1301122335", "پست الکترونیکی"),
}


@pytest.mark.parametrize("kind", list(WHO))
def test_the_twenty_steps_lead_from_the_home_page_to_the_seven_services(open_page, site, kind):
    page, (person, way) = open_page(kind), WHO[kind]
    the_whole_way_in(page, site, person, "Baran7Zard4k", way)
    expect(page.get_by_role("heading", level=1)).to_have_text("فهرست پرونده‌های املاک")
    card = page.locator(".card").first.bounding_box()  # the icon stands at its beginning, on the right
    page.mouse.click(card["x"] + card["width"] - 45, card["y"] + 45)
    expect(page.get_by_role("heading", name="فهرست کارهای قابل انجام")).to_be_visible()
    for name in SEVEN:
        page.locator(".services").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.go_back()
    page.get_by_role("button", name="خروج").click()
    expect(page.get_by_text("با موفقیت خارج شدید.")).to_be_visible()


def test_after_saving_the_password_the_entrance_says_that_it_worked(open_page, site):
    page, before = open_page(), len(site.messages())
    ask_for_a_password(page, "1307770010")
    sent = site.password_after(before)
    page.get_by_role("link", name="بازگشت").click()
    sign_in(page, "1307770010", sent)
    expect(page.get_by_role("heading", level=1)).to_have_text("تغییر کلمه عبور")
    choose_a_password(page, sent, "isfahan")
    expect(page.get_by_role("alert")).to_contain_text("حرف بزرگ")
    choose_a_password(page, sent, "Derakht8Sabz")
    expect(page.get_by_role("status")).to_contain_text("کلمه عبور با موفقیت تغییر کرد")
    sign_in(page, "1307770010", "Derakht8Sabz")
    # D is in district 15: listed with the reason, and not a link.
    shut = page.locator(".card.shut")
    expect(shut).to_contain_text("خدمات غیرحضوری این منطقه هنوز فعال نشده است")
    expect(shut.get_by_role("link")).to_have_count(0)


def test_one_whose_papers_are_not_complete_sees_the_same_page_and_gets_nothing(open_page, site):
    page, before = open_page(), len(site.messages())
    ask_for_a_password(page, "1309004447")
    expect(page.get_by_text("نزد شهرداری ثبت باشد")).to_be_visible()
    ask_for_a_password(page, "1302500171")  # a message asked for later has come: the queue was worked through
    site.password_after(before)
    assert len(site.messages()) == before + 1


def test_a_back_button_after_signing_out_shows_nothing(open_page, site):
    page = open_page()
    the_whole_way_in(page, site, "1303800268", "Khorshid3Mah")
    expect(page.get_by_text("پرونده‌ای به نام شما ثبت نشده است")).to_be_visible()
    page.get_by_role("button", name="خروج").click()
    expect(page.get_by_text("با موفقیت خارج شدید.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("ورود شهروندان")
