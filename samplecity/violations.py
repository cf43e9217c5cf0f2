"""Service 5 of a sample file: violations, their cases before the commission, and its verdicts, up to today."""

from datetime import date, timedelta
from fractions import Fraction

from samplecity.days import moment, plain, solar_year, text
from samplecity.site import Site
from samplecity.streets import persian
from samplecity.trials import ANSWER_DAYS, Trial, Violation
from shahrsazi.persian.identifiers import sample_bill

_REMOVAL_DAYS = 60
_NAMES = {
    "over_permit": "احداث مازاد بر پروانه",
    "extra_floor": "احداث طبقه اضافه",
    "no_permit": "احداث بدون پروانه",
    "parking": "کسری پارکینگ",
    "change_of_use": "تغییر کاربری",
    "facade_change": "تغییر نما",
    "no_setback": "عدم رعایت بر اصلاحی",
}


def violations(site: Site) -> list[dict]:
    rows = enumerate(_numbered(site), 1)
    return [_violation(site, number, key, trial, violation) for number, (key, trial, violation) in rows]


def _numbered(site: Site) -> list[tuple[str, Trial, Violation]]:
    pairs = [(trial, violation) for trial in site.trials for violation in trial.violations]
    return [(site.key("violation", number), *pair) for number, pair in enumerate(pairs, 1)]


def _violation(site: Site, number: int, key: str, trial: Trial, violation: Violation) -> dict:
    return {
        "source_key": key,
        "violation_no": f"{violation.year}/{site.number:05}/{number}",
        "kind": violation.kind,
        "status": status(trial, violation, site.today),
        "found_on": text(violation.found_on),
        "floor": violation.floor,
        "amount": violation.amount,
        **_allowed(site, violation),
        "use_existing": violation.use,
        "use_allowed": violation.use_allowed,
        "year": violation.year,
        "date_municipality": text(violation.happened),
        "date_supervisor": None if site.number % 2 else text(violation.happened - timedelta(6)),
        "date_governing": text(violation.happened),
        "note_no": violation.note,
        "unit_value": violation.value,
        **(_fine(trial, violation, site.today) if violation.fined else {}),
        "municipality_request": "fine"
        if violation.fined
        else "restore"
        if violation.kind == "change_of_use"
        else "demolish",
        "neighbours_ok": violation.kind != "no_setback",
    }


def _allowed(site: Site, violation: Violation) -> dict:
    if violation.kind == "parking":
        return {"units_existing": site.building.units, "units_allowed": site.building.units}
    if violation.allowed is None:
        return {}
    return {"area_existing": round(violation.allowed + violation.amount, 2), "area_allowed": violation.allowed}


def _fine(trial: Trial, violation: Violation, today: date) -> dict:
    """The range is public at once; the multiple that the commission chose, only when the verdict is served."""
    disclosed = violation.k and trial.on("served", today)
    return {
        "fine_min": violation.fine_min,
        "fine_max": violation.fine_max,
        "k": float(violation.k) if disclosed else None,
    }


def status(trial: Trial, violation: Violation, today: date) -> str:
    if trial.settled(today):
        return "closed" if violation.fined else "remedied"
    reached = (("served", "decided"), ("received", "referred"), ("warned", "warned"))
    return next((name for event, name in reached if trial.on(event, today)), "found")


def commission_cases(site: Site) -> list[dict]:
    return [case for number, trial in enumerate(site.trials, 1) for case in _cases(site, number, trial)]


def _cases(site: Site, number: int, trial: Trial) -> list[dict]:
    cases = [_case(site, number, trial, "first", trial.dates)] if trial.on("received", site.today) else []
    if trial.appeal and trial.appeal["received"] <= site.today:
        cases.append(_case(site, number, trial, "appeal", trial.appeal) | {"after": site.key("case-first", number)})
    return cases


def _case(site: Site, number: int, trial: Trial, stage: str, dates: dict[str, date]) -> dict:
    rng, come = site.dice(f"case/{number}/{stage}"), {event: day for event, day in dates.items() if day <= site.today}
    invited = come.get("invited")
    # The members of an appeal's panel must all be others: its numbers begin where those of first instance end.
    panel = rng.randint(1, 5) + (5 if stage == "appeal" else 0)
    return {
        "source_key": site.key(f"case-{stage}", number),
        "secretariat_no": f"{solar_year(dates['received'])}/{rng.randint(1000, 9999)}",
        "referral_no": f"{site.district}/{rng.randint(100, 999)}",
        "received_on": text(dates["received"]),
        "requester": "municipality" if stage == "first" else "interested",
        "stage": stage,
        "panel_no": panel,
        "violations": [key for key, other, _ in _numbered(site) if other is trial],
        "invited_on": text(invited),
        "answer_due": text(invited and invited + timedelta(ANSWER_DAYS)),
        "defence_on": text(trial.defended(site.today)) if stage == "first" else None,
        "session_at": moment(come["session"], 60 + 15 * rng.randint(0, 12)) if "session" in come else None,
    }


def verdicts(site: Site) -> list[dict]:
    return [verdict for number, trial in enumerate(site.trials, 1) for verdict in _verdicts(site, number, trial)]


def _verdicts(site: Site, number: int, trial: Trial) -> list[dict]:
    rows = (
        [_verdict(site, number, trial, "first", trial.dates) | _objection(trial, site.today)]
        if trial.on("issued", site.today)
        else []
    )
    if trial.appeal and trial.appeal["issued"] <= site.today:
        rows.append(
            _verdict(site, number, trial, "appeal", trial.appeal)
            | {"appeal_result": "confirmed", "objected_on": None}
            | _divan(site, trial)
        )
    if rows and trial.is_final(site.today):
        rows[-1] |= _bill(site, trial)
    return rows


def _verdict(site: Site, number: int, trial: Trial, stage: str, dates: dict[str, date]) -> dict:
    rng, served = site.dice(f"verdict/{number}/{stage}"), dates.get("served")
    disclosed = served and served <= site.today
    fined = trial.verdict == "fine"
    return {
        "source_key": site.key(f"verdict-{stage}", number),
        "commission_case": site.key(f"case-{stage}", number),
        "verdict_no": f"{site.district}/{solar_year(dates['issued'])}/{rng.randint(1000, 9999)}",
        "issued_at": moment(dates["issued"], rng.randint(300, 380)),
        "verdict_kind": trial.verdict,
        "note_no": trial.violations[0].note,
        "amount": trial.amount if fined else None,
        "comply_within_days": None if fined else _REMOVAL_DAYS,
        "body": _body(trial, stage),
        "engineer_referred": trial.violations[0].kind == "extra_floor",
        "finality": _finality(trial, stage, site.today),
        "served_on": text(served) if disclosed else None,
        **(_served(site, trial, served) if disclosed else {"service_kind": "", "served_to": ""}),
        "service_proof": _proof(site, number, stage, served) if disclosed else "",
    }


def _proof(site: Site, number: int, stage: str, served: date) -> str:
    return f"{solar_year(served)}/{site.number:05}/{2 * number - (stage == 'first')}"


def _served(site: Site, trial: Trial, day: date) -> dict:
    """Nobody was served in an account that was not yet open, and a company has no relatives."""
    opened = site.opened_on and site.opened_on <= day
    kind = "actual" if trial.service == "electronic" and not opened else trial.service
    company = all(person["kind"] == "legal" for person in site.holders_on(day))
    return {"service_kind": kind, "served_to": _AT_A_COMPANY if company and kind == "legal" else _SERVED_TO[kind]}


_AT_A_COMPANY = "کارمند دفتر شرکت"
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
    rows = [{"objector": "owner", "on": plain(day), "number": number}] if day else []
    return {"objected_on": text(day), "objection_no": number, "objector": "owner" if day else "", "objections": rows}


def _divan(site: Site, trial: Trial) -> dict:
    if not trial.divan or trial.divan > site.today:
        return {}
    return {
        "divan_case_no": f"{solar_year(trial.divan)}/{site.number:05}",
        "divan_filed_on": text(trial.divan),
        "divan_order": "stay",
        "stayed_on": text(trial.divan),
    }


def _bill(site: Site, trial: Trial) -> dict:
    if not trial.instalments:
        return {}
    paid = [paid for *_, paid in trial.instalments if paid]
    state = "bank_confirmed" if trial.settled(site.today) else "confirmed" if paid else "issued"
    rows = [_instalment(site, part, *of_one) for part, of_one in enumerate(trial.instalments, 1)]
    return {
        "bill_no": f"{solar_year(trial.final_from())}{site.number:06}",
        "bill_state": state,
        "discount": trial.discount,
        "instalments": rows,
    }


def _instalment(site: Site, part: int, due: date, amount: int, paid: date | None) -> dict:
    bill = sample_bill(site.number * 10 + 9, amount, part)._asdict()
    return {"due": plain(due), "amount": amount, "paid_on": plain(paid)} | bill


def _body(trial: Trial, stage: str) -> str:
    summary = "؛ ".join(
        f"{_NAMES[violation.kind]} به مساحت {persian(violation.amount)} متر مربع در {_floor(violation.floor)}"
        for violation in trial.violations
    )
    ruling = _RULINGS[trial.verdict]
    if trial.verdict == "fine":
        times = persian(float(Fraction(trial.violations[0].k)))
        ruling = ruling.format(note=persian(trial.violations[0].note), times=times, amount=persian(f"{trial.amount:,}"))
    defence = " و لایحه مالک" if trial.defence else ""
    begin = "کمیسیون تجدیدنظر پس از بررسی اعتراض، رأی بدوی را تأیید می‌کند. " if stage == "appeal" else ""
    # The ten days are the law's; the day itself is counted by whoever shows the verdict, from its service.
    end = (
        "این رأی قطعی است." if stage == "appeal" else "این رأی ظرف ده روز از ابلاغ قابل اعتراض در کمیسیون تجدیدنظر است."
    )
    return f"{begin}در خصوص {summary}، با توجه به گزارش شهرداری{defence}، {ruling} {end}"


def _floor(floor: int) -> str:
    return f"طبقه {persian(floor)}" if floor > 0 else "زیرزمین" if floor else "همکف"


_RULINGS = {
    "fine": "و این‌که اصول فنی، بهداشتی و شهرسازی رعایت شده است،"
    " کمیسیون به استناد تبصره {note} ماده ۱۰۰ قانون شهرداری‌ها مالک"
    " را به پرداخت {times} برابر ارزش معاملاتی، جمعاً {amount} ریال، محکوم می‌کند.",
    "demolish": "کمیسیون به استناد تبصره ۱ ماده ۱۰۰ قانون شهرداری‌ها به قلع بنای مازاد ظرف دو ماه رأی می‌دهد.",
    "restore": "کمیسیون به اعاده به وضع سابق ظرف دو ماه رأی می‌دهد.",
}
