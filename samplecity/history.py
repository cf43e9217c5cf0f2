"""Service 7 of a sample file: its requests and their steps from desk to desk, up to the one that is open today."""

from datetime import date, timedelta
from typing import NamedTuple
from zlib import crc32

from samplecity.days import moment, office_day, solar_year, text
from samplecity.people import full_name
from samplecity.site import Site


class Step(NamedTuple):
    """A step and the desk that handled it; it ends on the day of its event."""

    event: str
    step: str
    role: str


class Request(NamedTuple):
    kind: str
    series: int
    steps: tuple[Step, ...]


def _steps(*rows: str) -> tuple[Step, ...]:
    return tuple(Step(*row.split()) for row in rows)


REQUESTS = (
    Request("formation", 1, _steps("formed formation formation_unit", "filed archive archive")),
    Request(
        "permit",
        2,
        _steps(
            "registered registration e_services",
            "debts debts renewal_desk",
            "first_visit visit inspector",
            "surveyed survey surveyor",
            "lines plan_lines plan_desk",
            "rules rules planning_desk",
            "ordered plan_order planning_head",
            "drawn drawing designer",
            "remarked drawing_control drawing_control",
            "redrawn drawing designer",
            "approved drawing_control drawing_control",
            "confirmed confirmations organisation",
            "charged charges revenue",
            "undertaken undertakings owner",
            "permitted issue planning_deputy",
        ),
    ),
    Request(
        "amendment",
        3,
        _steps(
            "amend_asked registration e_services", "amend_drawn drawing designer", "amended extension planning_deputy"
        ),
    ),
    Request(
        "no_violation",
        4,
        _steps(
            "half_asked registration e_services",
            "half_visit visit inspector",
            "half_referred violation enforcement",
            "half_judged commission article100",
            "half_paid enforcement owner",
            "half_certified no_violation planning_head",
        ),
    ),
    Request(
        "extension",
        5,
        _steps(
            "extend_asked registration e_services", "extend_visit visit inspector", "extended extension planning_deputy"
        ),
    ),
    Request(
        "completion",
        6,
        _steps(
            "end_asked completion_request e_services",
            "last_visit visit inspector",
            "referred violation enforcement",
            "judged commission article100",
            "fine_paid enforcement owner",
            "settled charges revenue",
            "completed completion planning_deputy",
        ),
    ),
    Request(
        "inquiry",
        7,
        _steps(
            "inquired registration e_services",
            "inquiry_debts debts renewal_desk",
            "inquiry_visit visit inspector",
            "inquiry_answered issue planning_head",
        ),
    ),
    Request(
        "article100",
        8,
        _steps(
            "patrolled violation patrol",
            "patrol_referred violation enforcement",
            "patrol_judged commission article100",
            "patrol_paid enforcement owner",
        ),
    ),
)
_SERIES = {request.steps[0].event: request.series for request in REQUESTS}
_WAITING_FOR_OWNER = ("drawing", "undertakings", "enforcement")
_NEXT = {
    "debts": "منتظر اعلام بدهی نوسازی بمانید",
    "visit": "هنگام بازدید در ملک باشید",
    "survey": "منتظر نقشه‌بردار بمانید",
    "drawing": "نقشه‌ها را با مهندس طراح آماده کنید",
    "charges": "عوارض را بپردازید یا درخواست تقسیط دهید",
    "undertakings": "تعهد محضری بدهید و ناظران را معرفی کنید",
    "enforcement": "رأی را اجرا یا جریمه را پرداخت کنید",
    "commission": "منتظر ابلاغ کمیسیون بمانید",
    "violation": "منتظر اعلام نتیجه بمانید",
}
_DEFECTS = (
    ("فیش نوسازی پرداخت‌شده سال جاری پیوست نیست.", "فیش پرداخت‌شده را به دفتر خدمات الکترونیک بدهید"),
    ("اصل وکالت‌نامه رؤیت نشده است.", "اصل وکالت‌نامه را به واحد تشکیل پرونده ببرید"),
    ("گزارش مرحله‌ای مهندس ناظر تأسیسات ثبت نشده است.", "از مهندس ناظر بخواهید گزارش خود را ثبت کند"),
)


def request_no(site: Site, first_event: str) -> str:
    return f"{solar_year(site.life[first_event])}-{site.district:02}-{_SERIES[first_event]}{site.number:06}"


def actions(site: Site) -> list[dict]:
    """Oldest request first, and of each its steps in their order."""
    begun = [request for request in REQUESTS if site.on(request.steps[0].event)]
    begun.sort(key=lambda request: site.life[request.steps[0].event])
    return [action for request in begun for action in _request(site, request)]


def _request(site: Site, request: Request) -> list[dict]:
    steps = _reached(site, request)
    done = [step for step in steps if site.on(step.event)]
    requested = site.life[request.steps[0].event]
    repeated = {
        "request_no": request_no(site, request.steps[0].event),
        "request_kind": request.kind,
        "requester": _requester_name(site, request, requested),
        "registered_on": text(requested),
        "request_state": "current" if len(done) < len(steps) else "closed",
    }
    return [_action(site, request, steps, index) | repeated for index in range(len(steps))]


def _requester_name(site: Site, request: Request, day: date) -> str:
    """Whoever owned the property then, the first of several; nobody where the municipality acts by itself."""
    return full_name(site.holders_on(day)[0]) if _requester(request) else ""


def _reached(site: Site, request: Request) -> list[Step]:
    """The steps that are done, and the first that is not. A step without a date was skipped, or has no date yet."""
    scheduled = [step for step in request.steps if step.event in site.life]
    done = [step for step in scheduled if site.on(step.event)]
    return scheduled[: len(done) + 1]


def _action(site: Site, request: Request, steps: list[Step], index: int) -> dict:
    step = steps[index]
    before = steps[index - 1] if index else None
    ended = site.on(step.event)
    return {
        "source_key": site.key(f"action-{request.kind}", index + 1),
        "step": step.step,
        "from_role": before.role if before else _requester(request),
        "to_role": step.role,
        "started_at": _ended(site, before) if before else moment(site.life[step.event], 15),
        "ended_at": _ended(site, step) if ended else None,
        **(_finished(request, steps, index) if ended else _unfinished(site, step)),
    }


def _requester(request: Request) -> str:
    return "" if request.kind == "article100" else "owner"


def _ended(site: Site, step: Step) -> str:
    # Not dice: there are too many steps in a big city to seed a generator for each.
    return moment(site.life[step.event], 160 + crc32(f"{site.code}/{step.event}".encode()) % 200)


def _finished(request: Request, steps: list[Step], index: int) -> dict:
    """A check of drawings that new drawings follow has returned the old ones; the defect is resolved since."""
    step, after = steps[index], steps[index + 1 : index + 2]
    sent_back = step.step == "drawing_control" and after and after[0].step == "drawing"
    if sent_back:
        return {
            "step_state": "returned",
            "defect_state": "resolved",
            "defect_text": "نقشه‌ها با ضوابط نمی‌خواند و برای اصلاح برگشت.",
        }
    return {"step_state": "done", "defect_state": "none"}


def _unfinished(site: Site, step: Step) -> dict:
    rng = site.dice(f"step/{step.event}")
    state = {
        "step_state": "waiting" if step.step in _WAITING_FOR_OWNER else "running",
        "next_action": _NEXT.get(step.step, ""),
    }
    if step.step in ("debts", "charges", "visit", "confirmations") and rng.random() < 0.35:
        return state | open_defect(site, *rng.choice(_DEFECTS), rng.randint(2, 20))
    return state | {"defect_state": "none", "citizen_note": "در صف بررسی است." if not state["next_action"] else ""}


def open_defect(site: Site, defect: str, next_action: str, in_days: int) -> dict:
    return {
        "step_state": "waiting",
        "defect_state": "to_complete",
        "defect_text": defect,
        "next_action": next_action,
        "due": text(due_day(site, in_days)),
    }


def due_day(site: Site, in_days: int) -> date:
    return office_day(site.today + timedelta(in_days))
