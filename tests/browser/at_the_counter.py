"""What a clerk does at the counter, by the words on the screen; with a mouse, or with the keyboard alone."""

import re
import time
from pathlib import Path

from django_otp.oath import TOTP
from playwright.sync_api import expect

SECRET = b"Hello!\xde\xad\xbe\xef"  # JBSWY3DPEHPK3PXP
PASSWORD = "Shahr-Demo-1405"
SCAN = Path(__file__).parents[1] / "data" / "scans" / "opf_text_only_pdfa1b.pdf"
OF_THE_PROPERTY = ("سند مالکیت", "بنچاق", "آخرین پروانه", "فیش نوسازی")
OF_THE_PERSON = ("شناسنامه", "کارت ملی")
ON = "ذخیره و ادامه"
_used: dict[str, int] = {}  # the time step of each member's last one-time code


class Mouse:
    """Points at things."""

    def __init__(self, page):
        self.page = page

    def write(self, field, text: str) -> None:
        field.fill(text)

    def choose(self, field, option: str) -> None:
        field.select_option(label=option)

    def tick(self, field) -> None:
        field.check()

    def press(self, thing) -> None:
        thing.click()

    def attach(self, field, path: Path) -> None:
        field.set_input_files(path)


class Keyboard:
    """Tab, Shift and Tab, Space, Enter, a list's arrows and typing, nothing else; every key and page is counted."""

    PLACE = (
        "e => { const a = document.activeElement;"
        " return e === a ? 0 : (a === document.body || a.compareDocumentPosition(e) & 4) ? 1 : -1; }"
    )

    def __init__(self, page):
        self.page, self.keys, self.pages = page, 0, 0
        page.on("framenavigated", lambda frame: self._turned(frame))
        # Asked for from the start: Playwright does not wait until the browser hands choices of files over, and a key
        # pressed right after asking may open the browser's own dialog instead, which lets no other come.
        page.on("filechooser", lambda asked: None)

    def _turned(self, frame) -> None:
        self.pages += frame == self.page.main_frame

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.keys += 1

    def reach(self, thing) -> None:
        thing.wait_for(state="attached")
        for _ in range(120):
            where = thing.evaluate(self.PLACE)
            if where == 0:
                return
            self.key("Tab" if where > 0 else "Shift+Tab")
        raise AssertionError(f"the keyboard does not reach {thing}")

    def write(self, field, text: str) -> None:
        self.reach(field)
        if field.input_value():
            self.key("Control+a")
        self.page.keyboard.type(text)
        self.keys += len(text)

    def choose(self, field, option: str) -> None:
        self.reach(field)
        for _ in range(40):
            if field.evaluate("e => e.selectedOptions[0].label") == option:
                return
            self.key("ArrowDown")
        raise AssertionError(f"{option} is not in the list")

    def tick(self, field) -> None:
        """A tick by the space bar; a choice of several by the arrows."""
        if field.get_attribute("type") == "radio":
            self.reach(field.locator("xpath=ancestor::*[self::legend or self::fieldset][1]").locator("input:checked"))
            for _ in range(9):
                if field.is_checked():
                    return
                self.key("ArrowDown")
        self.reach(field)
        if not field.is_checked():
            self.key("Space")

    def press(self, thing) -> None:
        """The Enter key: where one is, if that sends the form by this very button; else on the thing itself."""
        if not thing.evaluate(
            "e => { const a = document.activeElement; return a.matches('input:not([type=file])') && e.form === a.form"
            " && e.form && e === e.form.querySelector('button:not([type=button])'); }"
        ):
            self.reach(thing)
        self.key("Enter")

    def attach(self, field, path: Path) -> None:
        self.reach(field)
        with self.page.expect_file_chooser() as asked:
            self.key("Enter")
        asked.value.set_files(path)


class Clerk:
    """A clerk of some district before a page."""

    def __init__(self, page, site, hands=Mouse):
        self.page, self.site, self.hands = page, site, hands(page)

    # The way in and the pages' own buttons.

    def sign_in(self, number: str) -> None:
        hands = self.hands
        self.page.goto("/")
        hands.press(self.page.get_by_role("link", name="ورود کارکنان"))
        hands.write(self.page.get_by_label("شناسه کاربری"), number)
        hands.write(self.page.get_by_label("کلمه عبور", exact=True), PASSWORD)
        hands.write(self.page.get_by_label("عدد نمایش داده شده در تصویر").last, "12345")
        hands.write(self.page.get_by_label("رمز یک‌بار مصرف"), self.one_time_code(number))
        hands.press(self.page.get_by_role("button", name="ورود", exact=True))
        self.at("میز کار")

    def one_time_code(self, number: str) -> str:
        """What the authenticator shows; a code counts once, so for another one its time has to come."""
        for _ in range(70):
            step = int(time.time()) // 30
            if step > _used.get(number, 0):
                _used[number] = step
                return f"{TOTP(SECRET).token():06}"
            self.page.wait_for_timeout(500)
        raise AssertionError("the clock stands still")

    def at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def button(self, name: str) -> None:
        self.hands.press(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str, within=None) -> None:
        self.hands.press((within or self.page).get_by_role("link", name=name, exact=True).first)

    def fill(self, texts: dict) -> None:
        for label, text in texts.items():
            field = self.page.get_by_label(re.compile(f"^{label}( |$)")).first
            is_list = field.evaluate("e => e.tagName === 'SELECT'")
            (self.hands.choose if is_list else self.hands.write)(field, text)

    # A registration.

    def new_file(self, texts: dict) -> None:
        self.button("تشکیل پرونده جدید")
        self.at("پرونده جدید")
        self.fill(texts)
        self.button(ON)

    def find(self, typed: str) -> None:
        self.hands.write(self.page.get_by_label(re.compile("^کد نوسازی، شماره پرونده")), typed)
        self.button("جستجو")
        why = self.page.get_by_label("علت جستجوی این شخص")
        if why.count():  # somebody is looked for by their number
            self.hands.write(why, "مراجعه حضوری با کارت ملی")
            self.button("جستجو")
        self.hands.press(self.page.locator("a.open").first)

    def owner(self, texts: dict, dang: str) -> None:
        self.link("افزودن مالک")
        self.at("مالک")
        self.fill(texts)
        self.share(dang)
        self.button(ON)
        self.at("مالکین و سهم‌ها")

    def share(self, dang: str) -> None:
        self.hands.write(self.page.get_by_role("group", name="سهم عرصه").get_by_label("دانگ", exact=True), dang)

    def attorney(self, of: str, texts: dict) -> None:
        self.link("افزودن وکیل یا ولی", self.page.get_by_role("row").filter(has_text=of))
        self.at(f"نماینده {of}")
        self.fill(texts)
        self.button(ON)

    def papers(self, *kinds: str, same: tuple = (), scanned: str = "") -> None:
        """The papers of whoever the page is about, in the order of the page."""
        for group in self.page.locator("fieldset.need").all():
            name = group.locator("legend").inner_text()
            if any(kind in name for kind in kinds):
                self.hands.tick(group.get_by_label("اصل رؤیت شد"))
            elif any(kind in name for kind in same):
                self.hands.tick(group.get_by_label("همان مدرکی که مالک دیگر ارائه کرد"))
            if scanned and scanned in name:
                self.hands.attach(group.get_by_label("تصویر مدرک"), SCAN)
                if group.locator("details[open]").count():
                    self.hands.write(group.locator("input[name$='-no']"), "881")
                    self.hands.write(group.locator("input[name$='-date']"), "1402/2/2")
        self.button(ON)

    def contact(self, texts: dict) -> None:
        """How someone is reached, proved by the codes that they read to the clerk."""
        before = len(self.site.messages())
        self.fill(texts | {"کد پستی محل سکونت": "8174673441"})
        self.button(ON)
        for number, code in enumerate(self.codes_after(before, len(texts))):
            self.hands.write(self.page.get_by_label("کد ارسال‌شده").nth(number), code)
        self.button(ON)

    def codes_after(self, count: int, wanted: int) -> list[str]:
        """As the page asks for them: the telephone's first."""
        for _ in range(300):
            sent = [(m["channel"], re.search(r"کد تأیید: (\d{6})", m["text"])) for m in self.site.messages()[count:]]
            codes = [code[1] for _channel, code in sorted(sent, key=lambda s: s[0] == "email") if code]
            if len(codes) >= wanted:
                return codes
            self.page.wait_for_timeout(100)
        raise AssertionError("no code was sent within thirty seconds")

    def stage(self, name: str) -> None:
        self.link(name, self.page.locator("ol.stages"))

    def let_in(self) -> None:
        """Until the sandbox has let in every scan, the review says so; it is looked at again."""
        for _ in range(60):
            if self.page.get_by_role("button", name="ارسال برای متصدی دوم").count():
                return
            self.page.wait_for_timeout(500)
            self.page.reload()

    def send_on(self) -> str:
        """To a second clerk, once the scans were let in; the address of the registration."""
        self.let_in()
        self.button("ارسال برای متصدی دوم")
        expect(self.page.get_by_text("شما خود در این ثبت نقش داشته‌اید.")).to_be_visible()
        return self.page.url

    def confirm(self) -> None:
        """As the second clerk: opens every scan of the registration, then confirms."""
        address = self.page.url
        for number in range(self.page.locator("a.scan").count()):
            self.hands.press(self.page.locator("a.scan").nth(number))
            expect(self.page.get_by_role("link", name="بازگشت", exact=True)).to_be_visible()
            self.link("بازگشت")
            expect(self.page).to_have_url(address)
        self.button("تأیید")

    def receipt(self) -> bytes:
        """The receipt, opened as a page of its own."""
        with self.page.expect_response(lambda answer: answer.url.endswith("/receipt/")) as coming:
            self.link("رسید (PDF)")
        assert coming.value.headers["content-type"] == "application/pdf"
        return self.page.context.request.get(coming.value.url).body()
