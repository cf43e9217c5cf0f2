"""The files whose facts are fixed: A to E of the project's sample people, and the one with incomplete documents."""

from datetime import date, timedelta
from random import Random

from samplecity import land, people
from samplecity.buildings import Rules
from samplecity.days import days, last_office_day, office_day, text, years
from samplecity.files import Spot, form, make_site, street_side
from samplecity.history import open_defect
from samplecity.life import dated, life_of
from samplecity.ownership import mandate
from samplecity.people import ATTORNEY, CO_OWNER, EX_OWNER, INCOMPLETE, OWNER_A, OWNER_D_E, REPRESENTATIVE
from samplecity.site import Share, Site
from samplecity.trials import Trial, Violation, dates_after_finding, dates_until_service, objected, pay

CODE_A, CODE_B, CODE_C = "5-3-120-7-1-0-0", "3-6-48-15-1-0-0", "6-4-77-21-1-3-0"
CODE_D, CODE_E, CODE_INCOMPLETE = "15-2-31-9-1-0-0", "10-5-64-12-0-0-0", "5-8-133-26-1-0-0"
_EXPIRED_DAYS_AGO, _SERVED_DAYS_AGO = 61, 4


def sites(today: date):
    for make in (file_a, file_b, file_c, file_d, file_e, file_incomplete):
        yield make(today)


def file_a(today: date) -> Site:
    """The richest file: everything that a citizen can meet."""
    site = _house_a(today)
    owner, attorney = people.persona(OWNER_A, today), people.persona(ATTORNEY, today)
    bought = office_day(today - years(11))
    site.shares = [Share(people.spare(1, today), 1, 1, bought - years(14), bought), Share(owner, 1, 1, bought)]
    site.agents = [attorney]
    site.mandates = [_expired_mandate(site)]
    site.opened_on = date.fromisoformat(owner["registered_on"])
    _life_a(site)
    return site


def _house_a(today: date) -> Site:
    where = Spot(5, "خیابان حکیم نظامی", "کوچه ۱۲", "بهار آزادی")
    rng = Random("A")
    lanes = {
        "south": street_side(rng, "south", "کوچه ۱۲", 8, 10),
        "east": street_side(rng, "east", "کوچه شهید فلاح", 6, 6),
    }
    plot = land.make(rng, (561_180.0, 3_609_650.0), (12.4, 20.6), lanes, 4781)
    rules = Rules("R122", "residential", 60, 3, False, 3)
    return make_site("A", today, 1, "house", where, code=CODE_A, land=plot, rules=rules, plate=(4781, 123))


def _expired_mandate(site: Site) -> dict:
    given = site.today - days(_EXPIRED_DAYS_AGO) - years(1)
    return mandate(
        site,
        1,
        OWNER_A,
        ATTORNEY,
        scope=["view", "follow_up"],
        poa_date=text(given),
        verified_on=text(given + days(6)),
        verify_ref="T-0120771",
        expires_on=text(site.today - days(_EXPIRED_DAYS_AGO)),
    )


def _life_a(site: Site) -> None:
    """Permit, amendment, extension; a first violation half-way, paid; more at the end, the verdict served days ago."""
    today, rng = site.today, site.dice("life")
    fresh = dates_until_service(today - timedelta(_SERVED_DAYS_AGO))
    life = life_of(rng, today - years(5.6), 1.5, amended=True, half_way=False)
    life |= dated(life["permit_ends"] - days(20), [("extend_asked", 0), ("extended", 16)])
    life |= {"extension_ends": today + days(200), "older_sheet": office_day(today - years(9))}
    life |= dated(life["rough"], [("half_asked", 10), ("half_visit", 18)])
    life |= dated(fresh["found"] - days(110), [("complete", 0)]) | dated(fresh["found"] - days(12), [("end_asked", 0)])
    life |= {"last_visit": fresh["found"], "referred": fresh["received"], "judged": last_office_day(fresh["served"])}
    life |= {"settled": today + days(40), "completed": today + days(55)}
    site.life = life
    site.trials = [_paid_trial(site), _fresh_trial(site, fresh), _warning(site, fresh["found"])]
    site.life |= dated(today - years(1.7), [("inquired", 0), ("inquiry_debts", 4), ("inquiry_answered", 19)])
    site.trials[0].enter_days(site.life, today, "half_referred", "half_judged", "half_paid")
    site.details = lambda line: _wait_for_report(site, line["actions"])
    form(site)


def _paid_trial(site: Site) -> Trial:
    dates = dates_after_finding(site.life["half_visit"])
    trial = Trial(
        [Violation("over_permit", 1, 9.4, 2, "residential", dates["found"], _floor(site, 1), k="0.75")],
        dates,
        defence=True,
    )
    pay(site.dice("paid"), trial, site.today, 6, faithful=1)
    return trial


def _fresh_trial(site: Site, dates: dict[str, date]) -> Trial:
    violation = Violation("over_permit", 2, 18.5, 2, "residential", dates["found"], _floor(site, 2), k="1.5")
    return Trial([violation], dates, defence=True, service="electronic")


def _warning(site: Site, found_on: date) -> Trial:
    violation = Violation("parking", 0, 25.0, 5, "parking", found_on, use_allowed="parking")
    return Trial([violation], {"found": found_on, "warned": office_day(found_on + days(7))})


def _floor(site: Site, floor: int) -> float:
    return next(room.area for room in site.building.living() if room.floor == floor)


def _wait_for_report(site: Site, actions: list[dict]) -> None:
    """The open step waits for the owner, who has a document to bring."""
    last = actions[-1]
    last |= {"step": "confirmations", "from_role": "article100", "to_role": "owner"}
    last |= open_defect(
        site,
        "گزارش پایان کار مهندس ناظر تأسیسات برقی پیوست نشده است.",
        "گزارش را از مهندس ناظر بگیرید و به دفتر خدمات الکترونیک بدهید",
        9,
    )


def file_b(today: date) -> Site:
    """Two owners, one of them with an attorney; a violation whose verdict was confirmed on appeal."""
    site = make_site(
        "B", today, 2, "complex", Spot(3, "خیابان هشت بهشت", "کوچه شهید زمانی (شماره ۷)", "احمدآباد"), code=CODE_B
    )
    first, second, attorney = (people.persona(code, today) for code in (CO_OWNER, REPRESENTATIVE, ATTORNEY))
    bought = office_day(today - years(7.5))
    site.shares = [
        Share(people.spare(2, today), 1, 1, bought - years(9), bought),
        Share(first, 2, 6, bought),
        Share(second, 4, 6, bought),
    ]
    site.agents, site.mandates = [attorney], [_live_mandate(site)]
    site.opened_on = max(date.fromisoformat(person["registered_on"]) for person in (first, second))
    site.life = life_of(site.dice("life"), today - years(6), 1.2, amended=False, half_way=True)
    site.life = {name: day for name, day in site.life.items() if name not in ("settled", "completed")}
    _appealed_trial(site)
    form(site)
    return site


def _live_mandate(site: Site) -> dict:
    given = site.today - days(95)
    return mandate(
        site,
        1,
        REPRESENTATIVE,
        ATTORNEY,
        scope=["view", "follow_up", "object"],
        poa_date=text(given),
        verified_on=text(office_day(given + days(9))),
        verify_ref="T-0148226",
        expires_on=text(site.today + days(270)),
        may_delegate=False,
    )


def _appealed_trial(site: Site) -> None:
    rng, dates = site.dice("trial"), dates_after_finding(site.today - days(330))
    site.life |= {"last_visit": dates["found"], "end_asked": office_day(dates["found"] - days(11))}
    floor = site.building.living()[-1]
    trial = Trial(
        [Violation("over_permit", floor.floor, 14.2, 2, "residential", dates["found"], floor.area, k="1")],
        dates,
        defence=True,
    )
    dates["objected"], trial.appeal = objected(rng, dates)
    trial.discount = trial.amount // 10
    site.trials = [trial]
    pay(rng, trial, site.today, 10, faithful=1)
    trial.enter_days(site.life, site.today, "referred", "judged", "fine_paid")


def file_c(today: date) -> Site:
    """A flat bought two years ago; a verdict on it is given, but not served: nobody outside may see it yet."""
    site = make_site(
        "C", today, 3, "apartment", Spot(6, "خیابان شیخ صدوق", "کوچه ۳۸", "سعادت‌آباد"), code=CODE_C, unit=3
    )
    owner, seller = people.persona(CO_OWNER, today), people.persona(EX_OWNER, today)
    bought = last_office_day(today - years(2))
    site.shares = [Share(seller, 1, 1, office_day(today - years(14.5)), bought), Share(owner, 1, 1, bought)]
    site.opened_on = date.fromisoformat(owner["registered_on"])
    site.life = life_of(site.dice("life"), today - years(13), 1, amended=False, half_way=False)
    _unserved_trial(site)
    form(site)
    return site


def _unserved_trial(site: Site) -> None:
    dates = dates_until_service(site.today + timedelta(3))
    violation = Violation("parking", 0, 25.0, 5, "parking", dates["found"], use_allowed="parking", k="1.25")
    site.trials = [Trial([violation], dates, defence=True)]
    site.life["patrolled"] = dates["found"]
    site.trials[0].enter_days(site.life, site.today, "patrol_referred", "patrol_judged", "patrol_paid")


def file_d(today: date) -> Site:
    """In district 15, which is not served from home: listed, but does not open."""
    site = make_site(
        "D", today, 4, "house", Spot(15, "خیابان ارغوانیه", "کوچه شهید هاشمی (شماره ۹)", "ارغوانیه"), code=CODE_D
    )
    _sole(site, people.persona(OWNER_D_E, today), years(12))
    site.life = life_of(site.dice("life"), today - years(9), 1, amended=False, half_way=False)
    form(site)
    return site


def file_e(today: date) -> Site:
    """An empty plot: no violations, no drawings, no permit."""
    site = make_site("E", today, 5, "land", Spot(10, "خیابان پروین", "کوچه ۲۱", "پروین"), code=CODE_E)
    _sole(site, people.persona(OWNER_D_E, today), years(6))
    site.life = dated(today - years(4), [("surveyed_all", 0)])
    site.life |= dated(
        today - days(25), [("inquired", 0), ("inquiry_debts", 4), ("inquiry_visit", 60), ("inquiry_answered", 70)]
    )
    form(site)
    return site


def _sole(site: Site, owner: dict, held) -> None:
    site.shares = [Share(owner, 1, 1, office_day(site.today - held))]
    site.opened_on = date.fromisoformat(owner["registered_on"])


def file_incomplete(today: date) -> Site:
    """Registered at the counter, but a co-owner's national card was missing: not open, and neither may sign in."""
    site = make_site(
        "incomplete",
        today,
        6,
        "house",
        Spot(5, "خیابان توحید", "کوچه شهید لطفی (شماره ۴)", "سیچان"),
        code=CODE_INCOMPLETE,
    )
    owner, other = people.persona(INCOMPLETE, today), people.spare(3, today)
    bought = office_day(today - years(5))
    site.shares = [Share(owner, 3, 6, bought), Share(other, 3, 6, bought)]
    site.life = dated(today - years(3), [("surveyed_all", 0)]) | dated(today - days(9), [("formed", 0), ("filed", 60)])
    site.details = lambda line: _without_card(site, line, other["number"])
    return site


def _without_card(site: Site, line: dict, person: str) -> None:
    defect = open_defect(
        site, "کارت ملی یکی از شریکان ارائه نشده است.", "اصل کارت ملی را به واحد تشکیل پرونده بیاورید", 14
    )
    line["actions"][-1] |= defect | {"step": "formation", "to_role": "owner"}
    line["papers"] = [p for p in line["papers"] if (p["of_person"], p["doc_kind"]) != (person, "national_card")]
