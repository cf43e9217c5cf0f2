"""Acts at the counter that several tests begin with: a sale that is coming, a death, a file of two."""

import re
from collections.abc import Iterator
from datetime import timedelta

import feed_lines
from counter_client import ADMINISTRATOR, Desk, certified, opened
from counter_forms import HOME_CODE, an_attorney, an_owner, typed
from django.utils import timezone
from list_pages import pages
from personas import person_id, signed_in

from shahrsazi.persian import dates

# Of a correction, and of a deed's data, as their forms send them.
OTHER_NAMES = {"first_name": "پروانه", "last_name": "سروستانی", "father_name": "بهمن", "birth_date": "1359/1/1"}
DEED_DATA = {
    "deed_kind": "single_page",
    "deed_no": "77123",
    "tenure": "whole",
    "tenure_scope": "both",
    "area_deed": "210.5",
}


def card(number: str) -> dict:
    """The national card of a fed owner: the names that the back office told, and what it did not tell."""
    told = feed_lines.person(number)
    return {"father_name": "کاوه", "birth_date": "1350/1/1"} | {n: told[n] for n in ("first_name", "last_name")}


def of_two(desk):
    """A file of two, one of whom is represented by an attorney."""
    hers, his, attorney = an_owner(land_dang="3"), an_owner(land_dang="3"), an_attorney()
    work = desk.begin()
    work.file()
    work.keys = [work.owner(hers), work.owner(his)]
    agent = work.agent(work.keys[0], attorney)
    work.complete(*work.keys, agent)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.hers, work.his, work.agents = hers["number"], his["number"], attorney["number"]
    return work


def died(desk, case, number: str, **fields):
    """A registration of a death, with its certificate."""
    work = desk.begin(case)
    today = typed(dates.today())
    work.answer = work.leave(person_id(number), **{"reason": "death", "effective_to": "", "died_on": today} | fields)
    certified(work, number)
    return work


def coming_sale(desk, other):
    """A sale that two clerks agreed on, not in force yet; with .seller and .buyer."""
    seller, buyer = an_owner(), an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.key = work.owner(buyer)
    work.complete(work.key)
    work.submit()
    work.by(other).confirm()
    work.seller, work.buyer = seller["number"], buyer["number"]
    assert work.row.state == "confirmed"
    return work


def days_left(work) -> float:
    """Of the time to object."""
    return (work.row.takes_effect_at - timezone.now()) / timedelta(days=1)


def object_to(number: str, work, words: str = "من نفروخته‌ام"):
    return signed_in(number).post("/en/changes/", {"change": str(work.row.id), "words": words})


def decide(work, word: str, admin=None):
    """An administrator's word on an objection: `upheld` or `dismissed`."""
    return oversee(admin or Desk(ADMINISTRATOR), work, word)


def oversee(desk, work, do: str, **more):
    """A button of the page of oversight, with what the page shows of that registration; `shown`: what another one
    showed. Of an objection the page shows nothing to whoever does not decide on it.
    """
    form = rf'name="registration" value="{work.row.id}"\s*><input type="hidden" name="shown" value="([^"]*)"'
    forms = () if "shown" in more else (re.search(form, page) for page in oversight(desk))
    shown = next((named[1] for named in forms if named), "")
    assert shown or "shown" in more or do not in ("upheld", "dismissed"), "no form of that objection is on the page"
    fields = {"registration": str(work.row.id), "do": do, "shown": shown} | more
    return desk.client.post("/en/oversight/", fields, follow=True)


def oversight(desk) -> Iterator[str]:
    """Every page of what is coming, and then of what was objected to."""
    return pages(desk.client, "/en/oversight/", "coming", "objected")


def overseen(desk, work) -> str:
    """What the oversight shows of one registration with its buttons, on whichever page."""
    items = "".join(oversight(desk)).split('<li class="sheet">')[1:]
    return "".join(item for item in items if f'name="registration" value="{work.row.id}"' in item)


def unreachable(desk, **known):
    """An owner without any address, activated."""
    work = desk.begin()
    work.file()
    work.who = an_owner(**known)
    work.key = work.owner(work.who)
    work.papers(work.key)
    work.post(f"contact/{work.key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    assert work.missing() == []
    work.settle()
    return work
