"""What the municipality issues or takes money for: permits and certificates, replies to inquiries, the levy's slip."""

from random import Random

from samplecity.sheets import words as w

_TITLES = {
    "building_permit": "پروانه ساختمانی",
    "amendment": "اصلاحیه پروانه ساختمانی",
    "extension": "تمدید پروانه ساختمانی",
    "completion": "گواهی پایان‌کار ساختمان",
    "no_violation": "گواهی عدم خلاف",
}
_TONES = {"completion": "#0b5a60", "no_violation": "#5b6b1e"}
_LEVY = 180_000  # rials for a square metre and year: made up


def _issuer(line: dict) -> list[str]:
    return [w.MUNICIPALITY, f"شهرداری منطقه {w.district(line)}", "معاونت شهرسازی"]


def permit(line: dict, paper: dict) -> tuple[str, dict]:
    row = next(one for one in line["permits"] if one["permit_no"] == paper["doc_no"])
    page = [
        w.heading("مالک و ملک"),
        w.facts(("مالک", "، ".join(w.titled_name(line, name) for name in row["holders"])), columns=1),
        w.the_property(line),
        w.address(line),
        w.heading("موضوع"),
        w.text(row["body"]),
        w.facts(*_terms(row)),
        *_areas(row),
        *([w.boxed(row["conditions"])] if row.get("conditions") else []),
        w.signers(*(_signer(line, one) for one in row["signers"])),
        w.text(f"کد اعتبارسنجی: {row['verify_code']}", 0.8),
    ]
    kind = row["permit_kind"]
    return "form", w.sheet(line, paper, _TITLES[kind], _issuer(line), [page], tone=_TONES.get(kind, "#0b5a60"), size=9)


def _signer(line: dict, row: dict) -> dict:
    stamp = w.municipal_stamp(line) if row["role"] == "district_manager" else ()
    return w.signer(w.word("role", row["role"]), stamp=stamp)


def _terms(row: dict) -> list[tuple[str, str]]:
    rows = [
        ("شماره درخواست", w.fa(row["request_no"])),
        ("اعتبار تا", w.day(row["valid_until"])),
        ("طبقات", w.fa(row.get("floors") or "")),
        ("واحدها", w.fa(row.get("units") or "")),
        ("پارکینگ", w.fa(row.get("parking") or "")),
        ("اسکلت", w.word("structure", row.get("structure") or "")),
        ("گروه ساختمان", row.get("building_group") or ""),
        ("شروع تا", w.day(row.get("start_by"))),
        ("پایان تا", w.day(row.get("finish_by"))),
        ("عوارض", w.money(row["charges"]) if row.get("charges") else ""),
        ("مرحله", w.word("stage", row.get("stage") or "")),
        ("پیشرفت کار", f"{w.fa(row['progress'])}٪" if row.get("progress") else ""),
        ("برای", row.get("purpose") or ""),
    ]
    return [(label, value) for label, value in rows if value and value != "–"]


def _areas(row: dict) -> list[dict]:
    if not row.get("areas"):
        return []
    rows = [
        [w.floor(a["floor"]), w.word("use_group", a["use_group"]), w.metres(a["area"]), w.fa(a["units"] or "–")]
        for a in row["areas"]
    ]
    total = ["جمع", "", w.metres(row["total_area"]), ""]
    return [w.heading("زیربنا (متر مربع)"), w.table(["طبقه", "کاربری", "مساحت", "واحد"], [*rows, total])]


def inquiry(line: dict, paper: dict) -> tuple[str, dict]:
    """The reply that an owner sees, or the note between desks that no owner sees."""
    reply = next((one for one in line["permits"] if one["permit_no"] == paper["doc_no"]), None)
    owners = w.owners_named(line, paper["doc_date"])
    letter = (
        f"{reply['body']} موضوع: {reply['purpose']}. شماره درخواست {w.fa(reply['request_no'])}."
        if reply
        else "خواهشمند است وضعیت بدهی عوارض نوسازی ملک زیر تا تاریخ این نامه اعلام شود. این نامه داخلی است."
    )
    page = [
        w.text("دفترخانه یا مرجع استعلام‌کننده محترم" if reply else "واحد نوسازی محترم"),
        w.text("با سلام؛ " + letter),
        w.facts(("مالک", owners), columns=1),
        w.the_property(line),
        w.address(line),
        w.signers(w.signer("رئیس شهرسازی", stamp=w.municipal_stamp(line))),
    ]
    fax = f"FAX {w.fa('031-32220000')}   {w.day(paper['doc_date'])}   {w.fa('1/1')}"
    title = "پاسخ استعلام" if reply else "نامه داخلی"
    return "form", w.sheet(line, paper, title, _issuer(line), [page], frame="", fax=fax, format="a5", size=9.5)


def renewal_slip(line: dict, paper: dict) -> tuple[str, dict]:
    year, area = w.day(paper["doc_date"])[:4], line["inspections"][-1]["area_existing"] if line["inspections"] else 100
    amount = round(area * _LEVY / 1000) * 1000
    rng = Random(f"slip/{paper['doc_no']}")
    return "slip", {
        "title": "قبض عوارض نوسازی",
        "issuer": [w.MUNICIPALITY, f"منطقه {w.district(line)}"],
        "rows": [
            ["نام مؤدی", w.owners_named(line, paper["doc_date"])],
            ["کد نوسازی", w.code(line)],
            ["شناسه قبض", w.fa(paper["doc_no"])],
            ["شناسه پرداخت", w.fa(rng.randint(10**8, 10**9))],
            ["دوره", f"سال {year}"],
            ["تاریخ پرداخت", w.day(paper["doc_date"])],
            ["بانک", f"بانک شهر، شعبه {w.fa(rng.randint(100, 999))}"],
        ],
        "amount": w.money(amount),
        "amount-words": "پرداخت شد",
        "bars": [int(digit) for digit in f"{paper['doc_no']}{amount:012}"],
        "stamp": ["بانک شهر", w.day(paper["doc_date"]), "پرداخت شد", "نمونه"],
        "mark": w.mark(line, paper["seq"]),
        "format": "a5",
        "flipped": True,
        "size": 9,
        "scan": "grey",
    }
