"""All the files of the city in their order: the sample people's own, the company's 300, then other citizens'."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random

from samplecity import people, personas
from samplecity.days import last_office_day, text, today_in_tehran, years
from samplecity.files import KINDS, give_life, make_site, share_out, spot
from samplecity.line import feed_line
from samplecity.ownership import mandate
from samplecity.people import COMPANY, REPRESENTATIVE
from samplecity.site import Site

COMPANY_FILES = 300
SERVED_DISTRICTS = tuple(range(1, 15))
_FIRST_COMPANY, _FIRST_OTHER = 7, 7 + COMPANY_FILES
_COMPANY_KINDS = (2, 5, 4, 2, 0.5, 2)
_CITIZEN_KINDS = (6, 5, 2, 1.5, 0.7, 1)


FILES = 400  # how many there are usually


def lines(seed: int = 5, today: date | None = None, files: int = FILES) -> Iterator[dict]:
    """Property files in the form of the feed's contract, generated one at a time."""
    day = today or today_in_tehran()
    return (feed_line(site) for site in islice(_sites(seed, day), files))


def _sites(seed: int, today: date) -> Iterator[Site]:
    yield from personas.sites(today)
    for number in range(_FIRST_COMPANY, _FIRST_OTHER):
        yield company_file(seed, today, number)
    number = _FIRST_OTHER
    while True:
        yield citizens_file(seed, today, number)
        number += 1


def company_file(seed: int, today: date, number: int) -> Site:
    """One of the company's files; the first carries the representative's mandate, which covers them all."""
    index = number - _FIRST_COMPANY
    rng = Random(f"{seed}/company/{number}")
    kind = rng.choices(KINDS, _COMPANY_KINDS)[0]
    site = make_site(
        f"{seed}/{number}", today, number, kind, spot(rng, SERVED_DISTRICTS[index % len(SERVED_DISTRICTS)])
    )
    give_life(site)
    owner = people.company(today)
    share_out(site, [(owner, 1, 1)], people.spare(10 + index % 60, today) if index % 3 == 0 else None)
    site.opened_on = max(
        last_office_day(today - years(rng.uniform(0.02, 0.25))), date.fromisoformat(owner["registered_on"])
    )
    if not index:
        _represent(site)
    return site


def _represent(site: Site) -> None:
    agent, since = people.persona(REPRESENTATIVE, site.today), site.today - years(1)
    site.agents = [agent]
    site.mandates = [
        mandate(
            site,
            1,
            COMPANY,
            REPRESENTATIVE,
            capacity="representative",
            scope=["view", "follow_up", "undertake", "object", "pay", "receive"],
            poa_date=text(since),
            verified_on=text(since + years(0.05)),
            verify_ref="G-0022147",
            expires_on=text(site.today + years(1.5)),
            every_file=True,
        )
    ]


def citizens_file(seed: int, today: date, number: int) -> Site:
    rng = Random(f"{seed}/citizen/{number}")
    index = number - _FIRST_OTHER
    kind = rng.choices(KINDS, _CITIZEN_KINDS)[0]
    site = make_site(
        f"{seed}/{number}", today, number, kind, spot(rng, index % 15 + 1 if index < 30 else rng.randint(1, 15))
    )
    give_life(site)
    share_out(site, *_holders(rng, seed, index, today))
    owners = [share.person["registered_on"] for share in site.current]
    site.opened_on = date.fromisoformat(max(owners)) if all(owners) else None
    return site


def _holders(rng: Random, seed: int, file_index: int, today: date) -> tuple[list, dict | None]:
    """Persons 2n and 2n+1 own file n; the seller, or the heirs beside them, are persons of earlier files."""
    first, second, *others = (
        people.citizen(seed, index, today)
        for index in (2 * file_index, 2 * file_index + 1, 2 * file_index - 1, 2 * file_index - 3)
        if index >= 0
    )
    seller = others[0] if others and rng.random() < 0.35 else None
    chance = rng.random()
    if chance < 0.03:
        return [(people.foreigner(seed, file_index, today), 1, 1)], None
    if chance < 0.08:
        return [(people.body(seed, file_index, today), 1, 1)], seller
    if chance < 0.14 and len(others) == 2:
        return [(first, 1, 16), (second, 7, 24), (others[0], 7, 48), (others[1], 1, 2)], None
    if chance < 0.38:
        return [(first, *(part := rng.choice((2, 3, 3, 4)), 6)[:2]), (second, 6 - part, 6)], seller
    return [(first, 1, 1)], seller
