"""Service 5 of a sample file: violations, their cases before the commission, and its verdicts, as far as they have come."""

from datetime import date, timedelta
from fractions import Fraction

from samplecity.days import moment, plain, solar_year, text
from samplecity.site import Site
from samplecity.streets import persian
from samplecity.trials import ANSWER_DAYS, Fault, Trial

_REMOVAL_DAYS = 60
_NAMES = {
    "over_permit": "احداث مازاد بر پروانه", "extra_floor": "احداث طبقه اضافه", "no_permit": "احداث بدون پروانه",
    "parking": "کسری پارکینگ", "change_of_use": "تغییر کاربری", "facade_change": "تغییر نما", "no_setback": "عدم رعایت بر اصلاحی",
}  # fmt: skip


def violations(site: Site) -> list[dict]:
    return [_violation(site, key, trial, fault) for key, trial, fault in _numbered(site)]


def _numbered(site: Site) -> list[tuple[str, Trial, Fault]]:
    pairs = [(trial, fault) for trial in site.trials for fault in trial.faults]
    return [(site.key("violation", place), *pair) for place, pair in enumerate(pairs, 1)]


def _violation(site: Site, key: str, trial: Trial, fault: Fault) -> dict:
    return {
        "source_key": key, "kind": fault.kind, "status": status(trial, fault, site.today), "found_on": text(fault.found),
        "floor": fault.floor, "amount": fault.amount, **_allowed(site, fault),
        "use_existing": fault.use, "use_allowed": fault.use_allowed, "year": fault.year,
        "date_municipality": text(fault.happened), "date_supervisor": None if site.number % 2 else text(fault.happened - timedelta(6)),
        "date_governing": text(fault.happened), "note_no": fault.note, "unit_value": fault.value,
        **(_fine(trial, fault, site.today) if fault.fined else {}),
        "municipality_request": "fine" if fault.fined else "restore" if fault.kind == "change_of_use" else "demolish",
        "neighbours_ok": fault.kind != "no_setback",
    }  # fmt: skip


def _allowed(site: Site, fault: Fault) -> dict:
    if fault.kind == "parking":
        return {"units_existing": site.building.units, "units_allowed": site.building.units}
    if fault.allowed is None:
        return {}
    return {"area_existing": round(fault.allowed + fault.amount, 2), "area_allowed": fault.allowed}


def _fine(trial: Trial, fault: Fault, today: date) -> dict:
    """The range is known at once; what the commission chose is told with the verdict, not before it is served."""
    told = fault.k and trial.on("served", today)
    return {"fine_min": fault.least, "fine_max": fault.most, "k": float(fault.k) if told else None}


def status(trial: Trial, fault: Fault, today: date) -> str:
    if trial.settled(today):
        return "closed" if fault.fined else "remedied"
    reached = (("served", "decided"), ("received", "referred"), ("warned", "warned"))
    return next((name for event, name in reached if trial.on(event, today)), "found")


def commission_cases(site: Site) -> list[dict]:
    return [case for place, trial in enumerate(site.trials, 1) for case in _cases(site, place, trial)]


def _cases(site: Site, place: int, trial: Trial) -> list[dict]:
    made = [_case(site, place, trial, "first", trial.dates)] if trial.on("received", site.today) else []
    if trial.appeal and trial.appeal["received"] <= site.today:
        made.append(_case(site, place, trial, "appeal", trial.appeal) | {"after": site.key("case-first", place)})
    return made


def _case(site: Site, place: int, trial: Trial, stage: str, dates: dict[str, date]) -> dict:
    rng, come = site.dice(f"case/{place}/{stage}"), {event: day for event, day in dates.items() if day <= site.today}
    invited = come.get("invited")
    # The members of an appeal's panel must all be others: its numbers begin where those of first instance end.
    panel = rng.randint(1, 5) + (5 if stage == "appeal" else 0)
    return {
        "source_key": site.key(f"case-{stage}", place), "secretariat_no": f"{solar_year(dates['received'])}/{rng.randint(1000, 9999)}",
        "referral_no": f"{site.district}/{rng.randint(100, 999)}", "received_on": text(dates["received"]),
        "requester": "municipality" if stage == "first" else "interested", "stage": stage, "panel_no": panel,
        "violations": [key for key, of, _ in _numbered(site) if of is trial],
        "invited_on": text(invited), "answer_due": text(invited and invited + timedelta(ANSWER_DAYS)),
        "defence_on": text(trial.defended(site.today)) if stage == "first" else None,
        "session_at": moment(come["session"], 60 + 15 * rng.randint(0, 12)) if "session" in come else None,
    }  # fmt: skip


def verdicts(site: Site) -> list[dict]:
    return [verdict for place, trial in enumerate(site.trials, 1) for verdict in _verdicts(site, place, trial)]


def _verdicts(site: Site, place: int, trial: Trial) -> list[dict]:
    made = (
        [_verdict(site, place, trial, "first", trial.dates) | _objection(trial, site.today)]
        if trial.on("issued", site.today)
        else []
    )
    if trial.appeal and trial.appeal["issued"] <= site.today:
        made.append(
            _verdict(site, place, trial, "appeal", trial.appeal)
            | {"appeal_result": "confirmed", "objected_on": None}
            | _divan(site, trial)
        )
    if made and trial.is_final(site.today):
        made[-1] |= _bill(site, trial)
    return made


def _verdict(site: Site, place: int, trial: Trial, stage: str, dates: dict[str, date]) -> dict:
    rng, served = site.dice(f"verdict/{place}/{stage}"), dates.get("served")
    told = served and served <= site.today
    fined = trial.verdict == "fine"
    return {
        "source_key": site.key(f"verdict-{stage}", place), "commission_case": site.key(f"case-{stage}", place),
        "verdict_no": f"{site.district}/{solar_year(dates['issued'])}/{rng.randint(1000, 9999)}",
        "issued_at": moment(dates["issued"], rng.randint(300, 380)), "verdict_kind": trial.verdict, "note_no": trial.faults[0].note,
        "amount": trial.amount if fined else None, "comply_within_days": None if fined else _REMOVAL_DAYS, "body": _body(trial, stage),
        "engineer_referred": trial.faults[0].kind == "extra_floor", "finality": _finality(trial, stage, site.today),
        "served_on": text(served) if told else None, "service_kind": trial.service if told else "",
        "served_to": _SERVED_TO[trial.service] if told else "",
    }  # fmt: skip


_SERVED_TO = {
    "actual": "مالک",
    "legal": "یکی از بستگان در نشانی ملک",
    "electronic": "حساب کاربری مالک",
    "notice": "آگهی در روزنامه",
}


def _finality(trial: Trial, stage: str, today: date) -> str:
    if stage == "appeal":
        return "stayed" if trial.divan and trial.divan <= today else "final_appeal"
    if trial.appeal:
        return "closed" if trial.appeal["served"] <= today else "open"
    return "final_unopposed" if trial.is_final(today) else "open"


def _objection(trial: Trial, today: date) -> dict:
    day = trial.on("objected", today)
    number = f"{solar_year(day)}/{day.timetuple().tm_yday}" if day else ""
    return {"objected_on": text(day), "objection_no": number, "objector": "owner" if day else ""}


def _divan(site: Site, trial: Trial) -> dict:
    if not trial.divan or trial.divan > site.today:
        return {}
    return {
        "divan_case_no": f"{solar_year(trial.divan)}/{site.number:05}",
        "divan_filed_on": text(trial.divan),
        "divan_order": "stay",
    }


def _bill(site: Site, trial: Trial) -> dict:
    if not trial.instalments:
        return {}
    paid = [paid for *_, paid in trial.instalments if paid]
    state = "bank_confirmed" if trial.settled(site.today) else "confirmed" if paid else "issued"
    rows = [{"due": plain(due), "amount": amount, "paid_on": plain(day)} for due, amount, day in trial.instalments]
    return {"bill_no": f"{solar_year(trial.final_from())}{site.number:06}", "bill_state": state, "discount": trial.discount, "instalments": rows}  # fmt: skip


def _body(trial: Trial, stage: str) -> str:
    faults = "؛ ".join(
        f"{_NAMES[fault.kind]} به مساحت {persian(fault.amount)} متر مربع در {_floor(fault.floor)}"
        for fault in trial.faults
    )
    ruling = _RULINGS[trial.verdict]
    if trial.verdict == "fine":
        times = persian(float(Fraction(trial.faults[0].k)))
        ruling = ruling.format(note=persian(trial.faults[0].note), times=times, amount=persian(f"{trial.amount:,}"))
    defence = " و لایحه مالک" if trial.defence else ""
    begin = "کمیسیون تجدیدنظر پس از بررسی اعتراض، رأی بدوی را تأیید می‌کند. " if stage == "appeal" else ""
    # The ten days are the law's; the day itself is counted by whoever shows the verdict, from its service.
    end = (
        "این رأی قطعی است." if stage == "appeal" else "این رأی ظرف ده روز از ابلاغ قابل اعتراض در کمیسیون تجدیدنظر است."
    )
    return f"{begin}در خصوص {faults}، با توجه به گزارش شهرداری{defence}، {ruling} {end}"


def _floor(floor: int) -> str:
    return f"طبقه {persian(floor)}" if floor > 0 else "زیرزمین" if floor else "همکف"


_RULINGS = {
    "fine": "و این‌که اصول فنی، بهداشتی و شهرسازی رعایت شده است، کمیسیون به استناد تبصره {note} ماده ۱۰۰ قانون شهرداری‌ها مالک را به پرداخت {times} برابر ارزش معاملاتی، جمعاً {amount} ریال، محکوم می‌کند.",
    "demolish": "کمیسیون به استناد تبصره ۱ ماده ۱۰۰ قانون شهرداری‌ها به قلع بنای مازاد ظرف دو ماه رأی می‌دهد.",
    "restore": "کمیسیون به اعاده به وضع سابق ظرف دو ماه رأی می‌دهد.",
}
