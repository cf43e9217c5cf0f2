"""Service 4 of a sample file: the sets of drawings, their revisions, and the engineers who answer for them."""

from datetime import date, timedelta
from random import Random

from samplecity.days import plain, text, years
from samplecity.life import WORKS
from samplecity.names import FAMILIES, MEN, WOMEN
from samplecity.permits import first_permitted, permit_no
from samplecity.site import Site
from samplecity.trials import UNPERMITTED

_SHEETS = (
    ("A-01", "پلان موقعیت", "1:500"),
    ("A-02", "پلان همکف و پارکینگ", "1:100"),
    ("A-03", "پلان طبقات", "1:100"),
    ("A-04", "پلان بام", "1:100"),
    ("A-05", "نماها", "1:100"),
    ("A-06", "مقاطع", "1:100"),
    ("A-07", "پلان طبقات، فایل نقشه", "1:100"),
)
_STRUCTURE_SHEETS = (
    ("S-01", "پلان فونداسیون", "1:100"),
    ("S-02", "تیرریزی طبقات", "1:100"),
    ("S-03", "جزئیات اتصالات", "1:20"),
)
_REMARKS = (
    ("A-02", "عرض رمپ پارکینگ از ۳ متر کمتر است؛ اصلاح شود."),
    ("A-03", "مساحت نورگیر خلوت با ضابطه نمی‌خواند."),
    ("A-05", "مصالح نما روی نقشه نوشته نشده است."),
    ("A-01", "بر اصلاحی با برگه بر و کف یکی نیست."),
)
# The drawing as lines is made by house_plan.py, after what the first file says of its house.
HOUSE, _AS_LINES, _SENT_BACK = "house-plan.dxf", "A-07", "A-02"
_FIELDS = ("architecture", "civil", "mechanical", "electrical")


def drawing_sets(site: Site) -> list[dict]:
    if not site.on("drawn"):
        return []
    revisions = [_revision(site, 0, "drawn", "remarked")]
    if site.on("redrawn"):
        revisions.append(_revision(site, 1, "redrawn", "approved"))
    if site.on("approved") and site.number % 4 == 2:
        revisions.append(_structure(site))
    return revisions


def _revision(site: Site, revision: int, sent: str, reviewed: str) -> dict:
    rng = site.dice("architect")
    return _set(site, rng, revision, "architecture", site.on(sent), site.on(reviewed)) | {
        "review_state": _review(site, revision, reviewed),
        "remarks": _remarks(site, revision),
        "sheets": _sheets(site, revision, _SHEETS if revision else _SHEETS[:4]),
        "engineers": _engineers(site) if revision and site.on("undertaken") else [],
        "stage_reports": _reports(site) if revision else [],
    }


def _set(site: Site, rng: Random, revision: int, discipline: str, sent: date, reviewed: date | None) -> dict:
    licence_no = rng.randint(10_000, 89_999)
    areas = _areas(site, 0.94 if discipline == "architecture" and not revision else 1)
    return {
        "source_key": site.key(f"drawing-{discipline}", revision),
        "plan_set_no": f"{site.number:06}-{discipline[0].upper()}",
        "plan_order_no": permit_no(site, "ordered"),
        "discipline": discipline,
        "phase": "two" if revision else "one",
        "revision": revision,
        "review_state": "approved",
        "submitted_on": text(sent),
        "reviewed_on": text(reviewed),
        "designer": _engineer_name(rng),
        "designer_licence_no": f"10-3-0-{licence_no}",
        "designer_member_no": f"10-3-{licence_no}",
        "designer_field": "architecture" if discipline == "architecture" else "civil",
        "designer_grade": "one" if site.building.group == "ج" else rng.choice(("one", "two")),
        "licence_valid_until": text(sent + years(1.4) + timedelta(licence_no % 300)),
        "design_areas": areas,
        "total_area": round(sum(row["area"] for row in areas), 2),
        "remarks": [],
        "engineers": [],
        "stage_reports": [],
    }


def _structure(site: Site) -> dict:
    drawing_set = _set(site, site.dice("structure"), 0, "structure", site.on("redrawn"), site.on("approved"))
    return drawing_set | {"phase": "two", "sheets": _sheets(site, 0, _STRUCTURE_SHEETS)}


def _review(site: Site, revision: int, reviewed: str) -> str:
    if not site.on(reviewed):
        return "in_review"
    return "approved" if revision else "needs_change"


def _remarks(site: Site, revision: int) -> list[dict]:
    if revision or not site.on("remarked"):
        return []
    remarks = site.dice("remarks").sample(_REMARKS, k=2 + site.number % 2)
    return [{"sheet": sheet, "text": remark, "open": not site.on("approved")} for sheet, remark in remarks]


def _sheets(site: Site, revision: int, sheets: tuple[tuple[str, str, str], ...]) -> list[dict]:
    return [
        {"number": number, "title": title, "scale": scale, "scan": _scan(site, revision, number)}
        for number, title, scale in sheets
    ]


def _scan(site: Site, revision: int, number: str) -> str:
    """Of the first file: what was approved, its floors also as lines, and the first sheet that was sent back."""
    if number == _AS_LINES:
        return HOUSE if site.number == 1 else ""
    scanned = revision or number == _SENT_BACK
    return site.scan_of(site.key("drawing", f"{number}-{revision}"), number) if scanned else ""


def _areas(site: Site, part: float) -> list[dict]:
    """Of the design that was permitted; its first revision is a little smaller, as first designs are."""
    return [
        {"floor": room.floor, "use_group": room.use, "area": round(room.area * part, 2)}
        for room in first_permitted(site)
    ]


def _engineer_name(rng: Random) -> str:
    return f"مهندس {rng.choice(WOMEN if rng.random() < 0.35 else MEN)} {rng.choice(FAMILIES)}"


def _engineers(site: Site) -> list[dict]:
    rng, appointed = site.dice("supervisors"), plain(site.on("undertaken"))
    return [
        {
            "name": _engineer_name(rng),
            "role": "supervisor",
            "field": field,
            "grade": rng.choice(("one", "two")),
            "licence_no": f"10-3-0-{rng.randint(10_000, 89_999)}",
            "appointed_on": appointed,
            "coordinator": field == "architecture",
        }
        for field in _FIELDS
    ]


def _reports(site: Site) -> list[dict]:
    """The supervisor's, one at each stage that was reached."""
    return [
        {"stage": stage, "on": plain(day), "conforms": not deviation, "text": deviation or "مطابق نقشه مصوب است."}
        for stage, _ in WORKS
        if (day := site.on(stage))
        for deviation in [_deviation(site, day)]
    ]


def _deviation(site: Site, day: date) -> str:
    """What is against the permit that day: built already, and neither paid for nor removed."""
    kinds = {
        violation.kind
        for trial in site.trials
        for violation in trial.violations
        if violation.happened <= day < (trial.settled(site.today) or date.max)
    }
    if not kinds:
        return ""
    return "مازاد بر پروانه دیده شد." if kinds & set(UNPERMITTED) else "مغایرت با پروانه دیده شد."
