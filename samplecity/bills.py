"""What a sample file was billed beside fines and the charges of its permits: the levy of this year and the last."""

from datetime import date, timedelta
from random import Random

from persiantools.jdatetime import JalaliDate

from samplecity.days import last_office_day, office_day, solar_year, text
from samplecity.site import Site
from shahrsazi.persian.identifiers import sample_bill

# What the oldest of all sample files owes stands in the tests and on the pages that are shown to visitors.
_SHOWN = 12


def bills(site: Site) -> list[dict]:
    if site.sparse:
        return []
    rng, year = site.dice("bills"), solar_year(site.today)
    owes = site.number > _SHOWN and rng.random() < 1 / 12
    last, this = (
        _levy(site, rng, year - 1, paid=not owes),
        _levy(site, rng, year, paid=site.number != 1 and rng.random() < 0.75),
    )
    shown = site.number == 1 or site.number > _SHOWN
    return [last, *([this] if shown and _billed_on(year) <= site.today else ())]


def _billed_on(year: int) -> date:
    return office_day(JalaliDate(year, 1, 20).to_gregorian())


def _levy(site: Site, rng: Random, year: int, *, paid: bool) -> dict:
    amount = rng.randrange(2_000_000, 30_000_000, 10_000)
    issued = _billed_on(year)
    early = paid and rng.random() < 0.4
    discount = amount // 10_000 * 1_000 if early else 0
    paid_on = min(office_day(issued + timedelta(rng.randint(5, 60 if early else 300))), last_office_day(site.today))
    bill = sample_bill(site.number * 10 + 9, amount - discount, year % 10)
    return {
        "source_key": site.key("levy", year),
        "bill_kind": "levy",
        "period": str(year),
        "issued_on": text(issued),
        "due": text(last_day(year)),
        "amount": amount,
        "discount": discount or None,
        "discount_ground": "at_once" if discount else "",
        "bill_state": "bank_confirmed" if paid else "issued",
        "paid_on": text(paid_on) if paid else None,
        "bill_id": bill.bill_id,
        "pay_id": bill.pay_id,
    }


def last_day(year: int) -> date:
    return JalaliDate(year + 1, 1, 1).to_gregorian() - timedelta(1)
