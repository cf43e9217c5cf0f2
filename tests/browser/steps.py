"""The guide's steps, each done as the guide says: by the words on the screen."""


def ask_for_a_password(page, national_code: str, way: str = "پیامک") -> None:
    """Steps 1 to 8."""
    page.goto("/")
    page.get_by_role("link", name="ورود شهروندان").first.click()
    page.get_by_role("link", name="دریافت کلمه عبور").click()
    page.get_by_label("شناسه کاربری").fill(national_code)
    page.get_by_label(way).check()
    page.get_by_label("عدد نمایش داده شده در تصویر").last.fill("12345")
    page.get_by_role("button", name="ارسال", exact=True).click()


def sign_in(page, national_code: str, password: str) -> None:
    """Steps 9 to 11, and later step 17."""
    page.get_by_label("شناسه کاربری").fill(national_code)
    page.get_by_label("کلمه عبور", exact=True).fill(password)
    page.get_by_label("عدد نمایش داده شده در تصویر").last.fill("۱۲۳۴۵")
    page.get_by_role("button", name="ورود", exact=True).click()


def choose_a_password(page, current: str, new: str) -> None:
    """Steps 12 to 16."""
    page.get_by_label("کلمه عبور جاری").fill(current)
    page.get_by_label("کلمه عبور جدید", exact=True).fill(new)
    page.get_by_label("تکرار کلمه عبور جدید").fill(new)
    page.get_by_label("عدد نمایش داده شده در تصویر").last.fill("12345")
    page.get_by_role("button", name="ذخیره", exact=True).click()


def the_whole_way_in(page, site, national_code: str, password: str, way: str = "پیامک") -> None:
    """Steps 1 to 17, for someone who has no password of their own yet."""
    before = len(site.messages())
    ask_for_a_password(page, national_code, way)
    sent = site.password_after(before)
    page.get_by_role("link", name="بازگشت").click()
    sign_in(page, national_code, sent)
    choose_a_password(page, sent, password)
    sign_in(page, national_code, password)
