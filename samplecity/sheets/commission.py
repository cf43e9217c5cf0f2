"""Papers of a violation: the warning, the owner's answer, the commission's verdict, and the sheet of its service."""

from samplecity.sheets import words as w

_STAMP = ("دبیرخانه", "ماده صد", "نمونه")
_COMMISSION = ["وزارت کشور", "کمیسیون ماده صد قانون شهرداری‌ها"]


def _case_of(line: dict, key: str) -> dict:
    return next(case for case in line["commission_cases"] if case["source_key"] == key)


def _violations(line: dict, keys: list[str]) -> list[dict]:
    return [row for row in line["violations"] if row["source_key"] in keys]


def _listed(rows: list[dict]) -> dict:
    head = ["شماره خلاف", "نوع", "طبقه", "مقدار (متر مربع)", "سال ساخت"]
    return w.table(
        head,
        [
            [
                w.fa(one["violation_no"]),
                w.word("violation_kind", one["kind"]),
                w.floor(one["floor"]),
                w.metres(one["amount"]),
                w.fa(one["year"]),
            ]
            for one in rows
        ],
        [2, 3, 2, 2, 2],
    )


def warning(line: dict, paper: dict) -> tuple[str, dict]:
    row = next(one for one in line["violations"] if one["violation_no"] == paper["doc_no"])
    page = [
        w.text(f"{w.owners_named(line, paper['doc_date'])}، مالک محترم"),
        w.text(
            f"در بازدید {w.day(row['found_on'])} از ملک شما، خلاف ساختمانی زیر دیده شد. از این تاریخ عملیات ساختمانی در"
            " این بخش را متوقف کنید و برای روشن شدن وضعیت به واحد اجرائیات منطقه مراجعه کنید؛ وگرنه پرونده به کمیسیون"
            " ماده صد فرستاده می‌شود."
        ),
        _listed([row]),
        w.the_property(line),
        w.address(line),
        w.signers(w.signer("رئیس اجرائیات", stamp=w.municipal_stamp(line))),
    ]
    issuer = [w.MUNICIPALITY, f"شهرداری منطقه {w.district(line)}", paper["issuer"]]
    return "form", w.sheet(line, paper, "اخطار", issuer, [page], format="a5", size=9)


def _verdict_of(line: dict, **given) -> dict:
    ((key, value),) = given.items()
    return next(row for row in line["verdicts"] if row.get(key) == value)


def verdict(line: dict, paper: dict) -> tuple[str, dict]:
    row = _verdict_of(line, verdict_no=paper["doc_no"])
    case = _case_of(line, row["commission_case"])
    head = [
        w.facts(
            ("شماره دبیرخانه", w.fa(case["secretariat_no"])),
            ("شعبه", f"{w.fa(case['panel_no'])} {w.word('commission_stage', case['stage'])}"),
            ("تاریخ جلسه", w.day(case["session_at"])),
            ("تاریخ صدور", w.day(row["issued_at"])),
        ),
        w.facts(("مالک", w.owners_named(line, row["issued_at"][:10])), columns=1),
        w.the_property(line),
        w.address(line),
        w.heading("موضوع"),
        _listed(_violations(line, case["violations"])),
    ]
    ruled = [
        w.heading("رأی کمیسیون"),
        w.boxed(row["body"]),
        *([w.facts(("مبلغ جریمه", w.money(row["amount"])), columns=1)] if row["amount"] else []),
        w.signers(*(w.signer(who) for who in ("نماینده وزارت کشور", "عضو قوه قضاییه", "عضو شورای شهر"))),
        w.signers(w.signer("دبیر کمیسیون", stamp=("کمیسیون ماده صد", f"شعبه {w.fa(case['panel_no'])}", "نمونه"))),
    ]
    more = {"tone": "#3a3f4a", "scan": "grey", "format": "a5", "size": 8.5}
    return "form", w.sheet(line, paper, "رأی کمیسیون ماده صد", _COMMISSION, [head, ruled], **more)


def service_notice(line: dict, paper: dict) -> tuple[str, dict]:
    row = _verdict_of(line, service_proof=paper["doc_no"])
    page = [
        w.facts(
            ("ابلاغ‌شونده", w.owners_named(line, row["served_on"])),
            ("شماره رأی", w.fa(row["verdict_no"])),
            ("تاریخ رأی", w.day(row["issued_at"])),
            ("تاریخ ابلاغ", w.day(row["served_on"])),
            ("نوع ابلاغ", w.word("service_kind", row["service_kind"])),
            ("تحویل به", row["served_to"]),
        ),
        w.text("یک نسخه از رأی یادشده در تاریخ بالا ابلاغ شد. مهلت اعتراض، در رأی غیرقطعی، ده روز از روز ابلاغ است."),
        w.the_property(line),
        w.address(line),
        w.signers(
            w.signer("گیرنده", row["served_to"]), w.signer("مأمور ابلاغ", stamp=("دبیرخانه", "ماده صد", "نمونه"))
        ),
    ]
    return "form", w.sheet(line, paper, "برگ ابلاغ", _COMMISSION, [page], format="a5", size=9)


def defence(line: dict, paper: dict) -> tuple[str, dict]:
    case = next(one for one in line["commission_cases"] if one.get("defence_on") == paper["doc_date"])
    owners = w.owners_named(line, paper["doc_date"])
    page = [
        w.text("دبیرخانه محترم کمیسیون ماده صد"),
        w.text(
            f"با سلام؛ درباره پرونده شماره {w.fa(case['secretariat_no'])} مربوط به ملک با کد نوسازی {w.code(line)}،"
            " به آگاهی می‌رسانم که ساخت‌وساز یادشده با رعایت اصول فنی و بهداشتی انجام شده و زیانی به همسایگان نرسانده"
            " است. خواهشمندم با توجه به وضعیت ملک و همکاری مالک، مساعدت لازم را در تعیین جریمه بفرمایید."
        ),
        _listed(_violations(line, case["violations"])),
        w.address(line),
        w.signers(w.signer("با احترام، مالک", owners)),
    ]
    more = {"scan": "grey", "frame": "", "format": "a5", "size": 9.5}
    return "form", w.sheet(line, paper, "لایحه دفاعیه", [owners], [page], **more)
