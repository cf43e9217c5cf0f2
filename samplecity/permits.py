"""Service 6 of a sample file: the permits and certificates issued, each with the one it replaced."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from samplecity.buildings import Room, progress
from samplecity.days import plain, solar_year, text, years
from samplecity.history import request_no
from samplecity.life import EXTENSION_YEARS, stage_on
from samplecity.people import full_name
from samplecity.site import Site
from samplecity.streets import persian
from samplecity.trials import UNPERMITTED
from shahrsazi.persian.identifiers import sample_bill

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without letters that are mistaken for another in print


class Kind(NamedTuple):
    event: str
    kind: str
    series: int
    request: str
    years: float | None = None
    replaces: str = ""  # events; the first that has happened is the one replaced


KINDS = (
    Kind("ordered", "plan_order", 1, "registered", 1),
    Kind("permitted", "building_permit", 2, "registered", 3),
    Kind("amended", "amendment", 3, "amend_asked", None, "permitted"),
    Kind("half_certified", "no_violation", 4, "half_asked", 0.5),
    Kind("extended", "extension", 5, "extend_asked", EXTENSION_YEARS, "amended permitted"),
    Kind("completed", "completion", 6, "end_asked", None, "extended amended permitted"),
    Kind("inquiry_answered", "inquiry_reply", 7, "inquired"),
    Kind("sheltered", "service_permit", 8, "", 0.1),
)
_SIGNERS = ("planning_head", "planning_deputy", "district_manager")


def permit_no(site: Site, event: str) -> str:
    series = next(kind.series for kind in KINDS if kind.event == event)
    return f"{site.district}/{solar_year(site.life[event])}/{series}{site.number:06}"


def permits(site: Site) -> list[dict]:
    issued = sorted((day, kind) for kind in KINDS if (day := site.on(kind.event)))
    replaced = {_replaced(site, kind): kind for _, kind in issued if kind.replaces}
    return [_permit(site, kind, day, replaced.get(kind.event)) for day, kind in issued]


def _replaced(site: Site, kind: Kind) -> str:
    return next((event for event in kind.replaces.split() if site.on(event)), "")


def _permit(site: Site, kind: Kind, day: date, successor: Kind | None) -> dict:
    rng, until = site.dice(f"permit/{kind.event}"), _valid_until(site, kind, day)
    before = _replaced(site, kind)
    plate = "/".join(str(part) for part in reversed(site.plate) if part)
    return {
        "source_key": site.key("permit", kind.event),
        "permit_kind": kind.kind,
        "permit_no": permit_no(site, kind.event),
        "request_no": request_no(site, kind.request) if kind.request else "",
        "issued_on": text(day),
        "valid_from": text(day),
        "valid_until": text(until),
        "state": _state(site, until, successor),
        "replaces": site.key("permit", before) if before else "",
        "verify_code": "".join(rng.choices(_LETTERS, k=26)),
        "holders": [full_name(person) for person in site.holders_on(day)],
        "signers": [{"role": role, "on": plain(day)} for role in _SIGNERS],
        "body": _BODIES[kind.kind],
        "snapshot": f"{site.address}؛ کد نوسازی {site.code}؛ پلاک ثبتی {plate}"[:300],
        **_billed(site, kind, day, _OWN.get(kind.kind, lambda *_: {})(site, kind, day, rng)),
    }


def _billed(site: Site, kind: Kind, day: date, own: dict) -> dict:
    """A permit is issued once its charges are paid; what that was paid by is known where there are charges at all."""
    if not own.get("charges"):
        return own
    bill = sample_bill(site.number * 10 + kind.series, own["charges"])
    return own | {"charges_paid_on": text(day - timedelta(9)), "bill_id": bill.bill_id, "pay_id": bill.pay_id}


def _valid_until(site: Site, kind: Kind, day: date) -> date | None:
    if kind.kind in ("building_permit", "amendment"):
        return site.life["permit_ends"]
    if kind.kind == "extension":
        return site.life["extension_ends"]
    return day + years(kind.years) if kind.years else None


def _state(site: Site, until: date | None, successor: Kind | None) -> str:
    if successor:
        return "extended" if successor.kind == "extension" else "replaced"
    return "expired" if until and until < site.today else "issued"


def _building(site: Site, kind: Kind, day: date, rng: Random) -> dict:
    rooms = first_permitted(site) if kind.kind == "building_permit" else site.building.rooms
    return _areas(rooms) | {
        "floors": site.building.floors_above,
        "units": sum(room.units or 0 for room in rooms),
        "parking": site.building.parking,
        "storage": site.building.storage,
        "structure": site.building.structure,
        "building_group": site.building.group,
        "start_by": text(day + timedelta(180)),
        "finish_by": text(site.life["permit_ends"]),
        "charges": int(site.building.total) * rng.randint(15, 40) * 100_000,
        "conditions": "رعایت بر اصلاحی و مقررات ملی ساختمان الزامی است.",
    }


def first_permitted(site: Site) -> list[Room]:
    """Before the owner asked for a wider top floor, if ever."""
    rooms = site.building.rooms
    if "amended" not in site.life:
        return rooms
    top = max(room.floor for room in rooms)
    return [room._replace(area=round(room.area * 0.9, 2)) if room.floor == top else room for room in rooms]


def _areas(rooms: list[Room]) -> dict:
    rows = [{"floor": room.floor, "use_group": room.use, "area": room.area, "units": room.units} for room in rooms]
    return {"areas": rows, "total_area": round(sum(room.area for room in rooms), 2)}


def _order(site: Site, kind: Kind, day: date, rng: Random) -> dict:
    rules = site.rules
    conditions = (
        f"تراکم {persian(rules.density)} درصد، سطح اشغال {persian(rules.coverage)} درصد، {persian(rules.floors)} طبقه،"
        f" عقب‌نشینی {persian(max(side.setback for side in site.land.streets))} متر."
    )
    return {"conditions": conditions, "floors": rules.floors, "units": rules.units, "parking": site.building.parking}


def _no_violation(site: Site, kind: Kind, day: date, rng: Random) -> dict:
    stage = stage_on(site.life, day)
    return _areas(site.building.rooms) | {
        "stage": stage,
        "progress": progress(rng, stage),
        "purpose": rng.choice(("تسهیلات بانکی", "معامله")),
    }


def _extension(site: Site, kind: Kind, day: date, rng: Random) -> dict:
    stage = stage_on(site.life, day)
    return {
        "extension_no": 1,
        "finish_by": text(site.life["extension_ends"]),
        "charges": rng.randint(40, 250) * 1_000_000,
        "stage": stage,
        "progress": progress(rng, stage),
    }


def _completion(site: Site, kind: Kind, day: date, rng: Random) -> dict:
    tolerated = [
        violation
        for trial in site.trials
        for violation in trial.violations
        if violation.fined and violation.found_on <= day and violation.kind in UNPERMITTED
    ]
    rooms = site.building.rooms + [Room(one.floor, one.use, "", one.amount) for one in tolerated]
    judged = any(trial.settled(day) for trial in site.trials)
    return _building(site, kind, day, rng) | {
        **_areas(rooms),
        "floors": max(room.floor for room in rooms) + 1,
        "body": _AFTER_VERDICT if judged else _BODIES["completion"],
        "start_by": None,
        "finish_by": None,
        "charges": None,
        "stage": "complete",
        "progress": 100,
        "conditions": "",
    }


def _inquiry(site: Site, kind: Kind, day: date, rng: Random) -> dict:
    return {"purpose": rng.choice(("پاسخ به دفترخانه برای انتقال سند", "پاسخ به بانک برای رهن"))}


_OWN = {
    "plan_order": _order,
    "building_permit": _building,
    "amendment": _building,
    "no_violation": _no_violation,
    "extension": _extension,
    "completion": _completion,
    "inquiry_reply": _inquiry,
}
_AFTER_VERDICT = "ساختمان، با اجرای رأی کمیسیون ماده ۱۰۰، با پروانه و نقشه‌های مصوب مطابقت دارد."
_BODIES = {
    "plan_order": "تهیه نقشه بر پایه ضوابط زیر دستور داده شد.",
    "building_permit": "احداث بنا برابر نقشه‌های مصوب و مشخصات زیر مجاز است.",
    "amendment": "پروانه ساختمانی به شرح زیر اصلاح شد.",
    "no_violation": "تا تاریخ بازدید، خلافی نسبت به پروانه دیده نشد.",
    "extension": "مهلت پایان عملیات ساختمانی تمدید شد.",
    "completion": "ساختمان با پروانه و نقشه‌های مصوب مطابقت دارد.",
    "inquiry_reply": "استعلام بررسی و وضعیت ملک اعلام شد.",
    "service_permit": "نصب داربست و حصار موقت در پیاده‌رو تا تاریخ پایان اعتبار مجاز است.",
}
