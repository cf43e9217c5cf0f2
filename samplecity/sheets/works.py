"""What was seen and measured on the ground: visits, the survey, the supervisor's report, the owner's undertaking."""

from samplecity.sheets import words as w


def visit_sheet(line: dict, paper: dict) -> tuple[str, dict]:
    row = next(one for one in line["inspections"] if one["visit_no"] == paper["doc_no"])
    issuer = [w.MUNICIPALITY, f"شهرداری منطقه {w.district(line)}", "واحد بازدید"]
    land = [
        w.the_property(line),
        w.address(line),
        w.heading("بازدید"),
        w.facts(
            ("علت بازدید", w.word("inspection_reason", row["reason"])),
            ("شماره درخواست", w.fa(row["request_no"])),
            ("کارشناس بازدید", w.fa(row["inspector_no"])),
            ("حضور مالک", "حاضر بود" if row["owner_present"] else "حاضر نبود"),
        ),
        w.heading("زمین (متر مربع)"),
        w.facts(
            ("مساحت سند", w.metres(row["area_deed"])),
            ("مساحت موجود", w.metres(row["area_existing"])),
            ("در مسیر", w.metres(row["area_in_street"])),
            ("پس از اصلاح", w.metres(row["area_after_correction"])),
        ),
        w.table(["ضلع", "مجاور", "طول موجود", "پس از اصلاح"], [_side(one) for one in row["boundaries"]], [2, 4, 2, 2]),
        w.text(row["notes"]),
    ]
    more = {"frame": "line", "size": 10.5}
    return "form", w.sheet(line, paper, "برگه بازدید", issuer, [land, _building(row)], **more)


def _side(side: dict) -> list[str]:
    beside = side.get("street_name") or f"پلاک {w.fa(side['adjacent_plate'])}"
    return [w.word("side", side["side"]), beside, w.metres(side["len_existing"]), w.metres(side["len_after"])]


def _building(row: dict) -> list[dict]:
    signed = w.signers(w.signer("مالک یا نماینده"), w.signer(f"کارشناس {w.fa(row['inspector_no'])}"))
    if not row["buildings"]:
        return [w.heading("بنا"), w.text("هنگام بازدید بنایی در ملک نبود."), signed]
    building = row["buildings"][0]
    rows = [
        [
            w.floor(f["floor"]),
            w.word("use_group", f["use_group"]),
            w.metres(f["area"]),
            w.word("change_state", f["change_state"]),
        ]
        for f in row["floors"]
    ]
    return [
        w.heading("بنا"),
        w.facts(
            ("مرحله", w.word("stage", building["stage"])),
            ("پیشرفت", f"{w.fa(building['progress'])}٪"),
            ("اسکلت", w.word("structure", building["structure"])),
            ("سقف", w.word("roof", building["roof"])),
            ("سطح اشغال", w.metres(building["footprint"])),
            ("زیربنای کل", w.metres(building["total_built"])),
            ("مازاد یا بدون پروانه", w.metres(building["over_or_no_permit"])),
            ("کسری پارکینگ", w.fa(building["parking_shortfall"])),
        ),
        w.table(["طبقه", "کاربری", "مساحت", "تغییر"], rows),
        signed,
    ]


def utm_survey(line: dict, paper: dict) -> tuple[str, dict]:
    row = next(one for one in line["level_sheets"] if one["sheet_no"] == paper["doc_no"])
    labels = [f"{w.metres(front['front_existing'])}" for front in row["fronts"]]
    corners = [[w.fa(n), w.fa(f"{p['x']:.2f}"), w.fa(f"{p['y']:.2f}")] for n, p in enumerate(row["outline"], 1)]
    page = [
        w.the_property(line),
        w.outline(row["outline"], labels, row["outline_after"] if row["setback_area"] else None, width=150, height=95),
        w.facts(
            ("معبر مبنا", row["base_street"]),
            ("نشانه ارتفاعی", row["bench_mark"]),
            ("سطح در مسیر", f"{w.metres(row['setback_area'])} متر مربع"),
            ("شماره نقشه‌بردار", w.fa(row["surveyor_no"])),
        ),
        w.table(["گوشه", "X (UTM)", "Y (UTM)"], corners, [1, 2, 2]),
        w.signers(
            w.signer("نقشه‌بردار", w.fa(row["surveyor_no"])), w.signer("مسئول بر و کف", stamp=w.municipal_stamp(line))
        ),
    ]
    return "form", w.sheet(line, paper, "نقشه UTM و بر و کف", [w.MUNICIPALITY, paper["issuer"]], [page], size=9)


def undertaking(line: dict, paper: dict) -> tuple[str, dict]:
    promised = [
        one["text"]
        for row in line["level_sheets"]
        for one in row["undertakings"]
        if one["signed_on"] == paper["doc_date"]
    ]
    promised.append("اجرای ساختمان برابر نقشه‌های مصوب و زیر نظر مهندسان ناظر، و پرهیز از ساخت بیش از پروانه")
    owners = w.owners_named(line, paper["doc_date"])
    page = [
        w.text(f"اینجانب {owners}، مالک ملک زیر، در برابر {w.MUNICIPALITY} متعهد می‌شوم:"),
        *(w.text(f"{w.fa(n)}. {one}.") for n, one in enumerate(promised, 1)),
        w.the_property(line),
        w.address(line),
        w.signers(w.signer("متعهد", owners), w.signer("سردفتر", stamp=(paper["issuer"], "نمونه"))),
    ]
    more = {"tone": "#4a3f7a", "scan": "grey", "format": "a5", "size": 9}
    return "form", w.sheet(line, paper, "تعهدنامه محضری", ["قوه قضاییه", paper["issuer"]], [page], **more)


def supervisor_report(line: dict, paper: dict) -> tuple[str, dict]:
    plans = next(one for one in line["drawing_sets"] if one["stage_reports"])
    reports = [one for one in plans["stage_reports"] if one["on"] <= paper["doc_date"]]
    rows = [[w.word("stage", one["stage"]), w.day(one["on"]), one["text"]] for one in reports]
    engineers = [
        [w.titled_engineer(one["name"]), w.word("engineer_field", one["field"]), w.fa(one["licence_no"])]
        for one in plans["engineers"]
    ]
    first = plans["engineers"][0]["name"] if plans["engineers"] else ""
    page = [
        w.the_property(line),
        w.address(line),
        w.heading("گزارش مرحله‌ای"),
        w.table(["مرحله", "تاریخ", "نظر ناظر"], rows, [2, 2, 4]),
        w.heading("مهندسان ناظر"),
        w.table(["نام", "رشته", "شماره پروانه"], engineers, [3, 2, 2]),
        w.signers(w.signer("ناظر هماهنگ‌کننده", first, stamp=("نظام مهندسی", "استان اصفهان", "نمونه"))),
    ]
    more = {"tone": "#7a2f3b", "scan": "grey", "frame": "", "format": "a5", "size": 8}
    return "form", w.sheet(line, paper, "گزارش مهندس ناظر", [paper["issuer"], "استان اصفهان"], [page], **more)
