"""Acts at the counter that are done at once, without a registration: how many clerks each takes, and what undoes it."""

import feed_lines
from counter_acts import card, coming_sale, decide
from counter_client import fed, key_of, opened
from counter_forms import HOME_CODE, an_owner, typed
from history_model import asked
from personas import person_id, person_ref

from shahrsazi.persian import dates


class AtOnce:
    """An act without a registration: `steps` (desk, what it does) until `is_done`; `undo` likewise, or in words."""

    def __init__(self, number: str, steps: list, is_done, undo=None):
        self.number, self.steps, self.is_done, self.undo = number, steps, is_done, undo


def clerks_of(steps: list, is_done) -> str:
    """How many it took until it was done."""
    desks = set()
    for desk, step in steps:
        desks.add(desk)
        step()
        if is_done():
            return {1: "one clerk", 2: "two clerks"}[len(desks)]
    raise AssertionError("not done after all steps")


def of_an_account(desk, other):
    owner = an_owner()
    file, number = opened(desk, owner), owner["number"]
    who = person_id(number)
    address = f"files/{file.case.ref}/people/{person_ref(who)}/block/"

    def does(by, word):
        return by, lambda: by.post(address, {"reason": "تلفن دزدیده شد", "do": word})

    def is_blocked():
        rows = "SELECT count(*) FROM people_accountblock WHERE person_id = %s AND opened_at IS NULL"
        return asked(rows, [who]) == [(1,)]

    opening = [does(desk, "ask"), does(desk, "agree"), does(other, "agree")]
    return number, [does(desk, "block")], opening, is_blocked


def blocking(desk, other):
    number, block, opening, is_blocked = of_an_account(desk, other)
    return AtOnce(number, block, is_blocked, (opening, lambda: not is_blocked()))


def opening_again(desk, other):
    number, block, opening, is_blocked = of_an_account(desk, other)
    block[0][1]()
    return AtOnce(number, opening, lambda: not is_blocked(), (block, is_blocked))


def sealing(desk, other):
    work, owner = desk.begin(), an_owner()
    work.file()
    key = work.owner(owner)
    work.papers(key)
    work.post(f"contact/{key}/", {"unreachable": "1", "residence_postal": HOME_CODE, "base": "0"})
    work.settle()
    printed = "SELECT count(*) FROM credentials_firstpassword WHERE person_id = %s AND channel = 'paper'"
    step = (desk, lambda: work.post(f"sealed/{key}/"))
    return AtOnce(owner["number"], [step], lambda: asked(printed, [person_id(owner["number"])]) == [(1,)])


def objecting(desk, other):
    work = coming_sale(desk, other)
    fields = {"who": person_ref(person_id(work.seller)), "words": "فروشنده انکار کرد"}
    step = (desk, lambda: work.post("objection/", fields))

    def dismissed():
        decide(work, "dismissed")
        return "an administrator, by dismissing it" if work.row.decision == "dismissed" else ""

    return AtOnce(work.seller, [step], lambda: work.row.state == "objected", dismissed)


def taking_back(desk, other):
    work = coming_sale(desk, other)
    agree = [(by, lambda by=by: work.by(by).post("reversal/", {"do": "agree"})) for by in (desk, other)]
    steps = [(desk, lambda: work.post("reversal/", {"reason": "اشتباه در نام"})), *agree]
    return AtOnce(work.seller, steps, lambda: work.row.state == "reversed")


def posting(desk, other):
    number = feed_lines.number()
    work = desk.begin(fed(feed_lines.owner(number)))
    work.known_owner(person_id(number), **card(number))
    work.complete(key_of(person_id(number)))
    work.submit()
    sql = "SELECT ref, posted_on IS NOT NULL FROM counter_letter WHERE case_id = %s"
    fields = {"posted_on": typed(dates.today()), "posting_no": "123456"}
    [(ref, _)] = asked(sql, [work.case.id])
    step = (desk, lambda: desk.client.post(f"/en/counter/letters/{ref}/", fields))
    return AtOnce(number, [step], lambda: asked(sql, [work.case.id])[0][1])


def handing_over(desk, other):
    work, refs = desk.begin(), {}
    work.file()
    for one in (desk, other):
        [(refs[one],)] = asked("SELECT ref FROM staff_member WHERE person_id = %s", [person_id(one.number)])

    def gives(giver, taker):
        return giver, lambda: work.by(giver).post("colleague/", {"to": refs[taker].hex, "word": "ادامه با شما"})

    def is_of(one):
        return lambda: work.row.assigned_to == person_id(one.number)

    return AtOnce("", [gives(desk, other)], is_of(other), ([gives(other, desk)], is_of(desk)))


AT_ONCE = {
    "blocking an account": blocking,
    "opening it again": opening_again,
    "a sealed code": sealing,
    "an objection made in person": objecting,
    "taking a registration back": taking_back,
    "the posting of a letter": posting,
    "handing a registration over": handing_over,
}
