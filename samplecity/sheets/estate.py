"""Deeds: of one page with a map, of the old booklet, and the papers that some owners hold instead of one."""

from samplecity.sheets import words as w

_GREEN, _BROWN = "#1d6b4f", "#7a4a1e"
_REGISTRY = ["قوه قضاییه", "سازمان ثبت اسناد و املاک کشور"]


def _deed_of(line: dict, paper: dict) -> dict:
    return next(deed for deed in line["deeds"] if deed["deed_no"] == paper["doc_no"])


def deed(line: dict, paper: dict) -> tuple[str, dict]:
    row = _deed_of(line, paper)
    return "form", (_booklet if row["deed_kind"] == "booklet" else _single_page)(line, paper, row)


def _issuer(line: dict) -> list[str]:
    office = w.word("registry_office", line["casefile"]["registry_office"])
    return [*_REGISTRY, f"اداره ثبت اسناد و املاک {office}"]


def _owners(line: dict, row: dict) -> dict:
    held = w.holders_on(line, row["deed_date"])
    rows = [[w.titled(person), person["father_name"] or "–", share] for person, share in held]
    return w.table(["نام مالک", "نام پدر", "سهم"], rows, [3, 2, 2])


def _registered(row: dict) -> list[tuple[str, str]]:
    if row.get("ebook_no"):
        return [("شماره دفتر الکترونیک", w.fa(row["ebook_no"]))]
    return [("دفتر", w.fa(row["book_no"])), ("صفحه", w.fa(row["page_no"])), ("شماره ثبت", w.fa(row["entry_no"]))]


def _property(line: dict, row: dict) -> list[dict]:
    scope = w.word("tenure_scope", row["tenure_scope"])
    return [
        w.heading("مشخصات ملک"),
        w.facts(
            ("پلاک ثبتی", w.plate(line)),
            ("بخش ثبتی", f"{w.fa(line['casefile']['registry_section'])} اصفهان"),
            ("نوع مالکیت", f"{w.word('tenure', row['tenure'])}، {scope}"),
            ("مساحت", f"{w.metres(row['area_deed'])} متر مربع"),
            ("شماره سریال", w.fa(f"{row['serial_no']} {row['serial_series']}")),
            ("دفترخانه", f"{w.fa(row['notary_office_no'])} {row['notary_city']}"),
            *_registered(row),
        ),
        w.address(line),
    ]


def _bounds(row: dict) -> list[dict]:
    rows = [[bound["text"], f"{w.metres(bound['length'])} متر"] for bound in row["bounds"]]
    return [w.heading("حدود"), w.table(["حد", "طول"], rows, [4, 1])]


def _burdens(row: dict) -> list[dict]:
    if not row["encumbrances"]:
        return []
    burdens = [
        f"{w.word('encumbrance', one['kind'])} نزد {one['beneficiary']} به مبلغ {w.money(one['amount'])} از"
        f" {w.day(one['since'])} تا {w.day(one['until'])}، نامه {w.fa(one['letter_no'])}"
        for one in row["encumbrances"]
    ]
    return [w.boxed("؛ ".join(burdens))]


def _single_page(line: dict, paper: dict, row: dict) -> dict:
    lengths = [w.metres(bound["length"]) for bound in row["bounds"]]
    page = [
        _owners(line, row),
        *_property(line, row),
        *_bounds(row),
        w.outline(line["casefile"]["outline"], lengths, width=110, height=66),
        *_burdens(row),
        w.signers(w.signer("رئیس اداره ثبت", stamp=("ثبت اسناد و املاک", "اصفهان", "نمونه"))),
    ]
    title = "سند مالکیت المثنی" if row["deed_kind"] == "duplicate" else "سند مالکیت تک‌برگ"
    return w.sheet(line, paper, title, _issuer(line), [page], tone=_GREEN, frame="deed", size=10)


def _booklet(line: dict, paper: dict, row: dict) -> dict:
    signed = w.signers(w.signer("مدیر ثبت", stamp=("اداره ثبت", "اصفهان", "نمونه")))
    pages = [[_owners(line, row), *_property(line, row), signed], [*_bounds(row), *_burdens(row), signed]]
    more = {"tone": _BROWN, "frame": "deed", "format": "a5", "size": 8, "scan": "grey"}
    return w.sheet(line, paper, "سند مالکیت دفترچه‌ای", _issuer(line), pages, **more)


def contract(line: dict, paper: dict) -> tuple[str, dict]:
    """A conveyance of a notary, or what the two sides wrote by themselves."""
    row = _deed_of(line, paper)
    private = row["deed_kind"] == "private_contract"
    title, issuer = ("مبایعه‌نامه عادی", ["قرارداد عادی"]) if private else ("بنچاق", [paper["issuer"]])
    held = "، ".join(f"{w.titled(person)} ({share})" for person, share in w.holders_on(line, row["deed_date"]))
    words = f"در تاریخ {w.day(row['deed_date'])} ملک زیر به {held} منتقل و تحویل و ثمن آن تسویه شد."
    stamp = () if private else (paper["issuer"], "نمونه")
    signed = w.signers(
        w.signer("منتقل‌الیه"), w.signer("گواهان"), w.signer("سردفتر" if stamp else "تنظیم‌کننده", stamp=stamp)
    )
    pages = [[w.text(words), *_property(line, row)], [*_bounds(row), signed]]
    return "form", w.sheet(line, paper, title, issuer, pages, tone=_BROWN, format="a5", size=8.5)


def inheritance(line: dict, paper: dict) -> tuple[str, dict]:
    row = _deed_of(line, paper)
    page = [
        w.text(f"بر پایه درخواست وراث و گواهی گواهان، ورثه مالک پیشین ملک موضوع پلاک {w.plate(line)} به شرح زیرند:"),
        _owners(line, row),
        w.the_property(line),
        w.address(line),
        w.text("این گواهی برای سهم هر یک از وراث از ملک یادشده صادر شد و شامل اموال دیگر نیست."),
        w.signers(w.signer("قاضی شورا", stamp=("شورای حل اختلاف", "اصفهان", "نمونه"))),
    ]
    issuer = ["قوه قضاییه", paper["issuer"]]
    return "form", w.sheet(
        line, paper, "گواهی حصر وراثت", issuer, [page], tone=_BROWN, scan="grey", format="a5", size=8.5
    )
