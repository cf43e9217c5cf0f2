"""The table of acts in docs/counter.md is what the counter does: each act is done here, and its row compared."""

from pathlib import Path

import feed_lines
import pytest
from counter_acts import DEED_DATA, OTHER_NAMES, card, coming_sale
from counter_client import Work, a_colleague, fed, key_of, new_file, opened, take_effect
from counter_forms import SEEN, a_company, an_attorney, an_owner, phone, typed
from history_model import asked
from personas import person_id, person_ref

from shahrsazi.persian import dates

DOCS = Path(__file__).parents[3] / "docs" / "counter.md"
TODAY = typed(dates.today())


class Begun:
    """A registration of an act that still lacks its papers; `keys` of whom papers are shown, `new` of whom to reach."""

    def __init__(self, work: Work, keys: list[str], owner: str = "", new: tuple = ()):
        self.work, self.keys, self.owner, self.new = work, keys, owner, new


def owned(desk):
    owner = an_owner()
    return opened(desk, owner), owner["number"]


def of_a_file(desk, **end):
    """A registration on an open file of one owner, whose share ends so."""
    file, number = owned(desk)
    work = desk.begin(file.case)
    if end:
        work.leave(person_id(number), **end)
    return work, number


def a_fed_opening(desk):
    number = feed_lines.number()
    work = desk.begin(fed(feed_lines.owner(number)))
    work.known_owner(person_id(number), **card(number))
    return Begun(work, [key := key_of(person_id(number))], number, (key,))


def a_new_file(desk):
    work = desk.begin()
    work.file()
    return Begun(work, [key := work.owner(an_owner())], "", (key,))


def a_sale(desk, **end):
    work, number = of_a_file(desk, **end or {"reason": "sale"})
    heirs = [f"d{person_ref(person_id(number))}"] if end else []
    return Begun(work, [*heirs, key := work.owner(an_owner())], number, (key,))


def inheritance(desk):
    return a_sale(desk, reason="inheritance", died_on=TODAY)


def by_order(desk):
    file = coming_sale(desk, a_colleague(5))
    take_effect(file)
    answer = file.post("opposite/")
    work = Work(desk, answer.headers["Location"].split("/drafts/")[1].split("/")[0])
    return Begun(work, [f"d{person_ref(person_id(file.buyer))}"], file.buyer)


def an_attorneys_leave(desk):
    work, number = of_a_file(desk)
    return Begun(work, [key := work.agent(key_of(person_id(number)), an_attorney())], number, (key,))


def with_agent(desk, owner, agent):
    work = new_file(desk, owner)
    work.complete(work.agent(work.keys[0], agent))
    work.settle()
    mandate = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [work.case.id])[0][0].hex
    act = desk.begin(work.case)
    act.post(f"mandates/{mandate}/", {"end_reason": "dismissal", "ended_on": TODAY, "base": "0"})
    return Begun(act, [f"m{mandate}"], agent["number"])


def a_dismissal(desk):
    return with_agent(desk, an_owner(), an_attorney())


def a_representatives_end(desk):
    """Another one comes in their place: a company is never without."""
    begun = with_agent(desk, a_company(), an_attorney(capacity="representative"))
    [owner] = asked("SELECT person_id FROM casefiles_ownership WHERE case_id = %s", [begun.work.case.id])[0]
    key = begun.work.agent(key_of(owner), an_attorney(capacity="representative"))
    return Begun(begun.work, [*begun.keys, key], begun.owner, (key,))


def another_telephone(desk):
    work, number = of_a_file(desk)
    return Begun(work, [key := key_of(person_id(number))], number, (key,))


def a_death(desk):
    file, number = owned(desk)
    work = desk.begin(file.case)
    work.leave(person_id(number), reason="death", effective_to="", died_on=TODAY)
    return Begun(work, [f"d{person_ref(person_id(number))}"], number)


def another_name(desk):
    work, number = of_a_file(desk)
    ref = person_ref(person_id(number))
    work.post(f"names/{ref}/", OTHER_NAMES | {"base": "0"})
    return Begun(work, [f"c{ref}"], number)


def a_deed(desk):
    work, number = of_a_file(desk)
    work.post("deed/file/", DEED_DATA | {"deed_date": TODAY, "base": "0"})
    return Begun(work, ["deed"], number)


ACTS = {
    "a fed file opens to its told owners": a_fed_opening,
    "a new file": a_new_file,
    "a sale": a_sale,
    "heirs": inheritance,
    "the opposite of a sale in force": by_order,
    "an attorney": an_attorneys_leave,
    "the end of an attorney's leave": a_dismissal,
    "the end of a representative's leave": a_representatives_end,
    "another telephone": another_telephone,
    "a death": a_death,
    "another name or day of birth": another_name,
    "the data of a deed": a_deed,
}


def row_of(name: str, desk) -> str:
    """The act's row, as it turned out."""
    begun = ACTS[name](desk)
    work, last = begun.work, asked("SELECT coalesce(max(id), 0) FROM messages_message")[0][0]
    for key in begun.keys:
        work.post(f"papers/{key}/", SEEN | {"base": work.base(f"papers.{key}")})
    for key in begun.new:
        work.contact(key, mobile=phone())
    words = "needs its scan, its number and its date: "
    carrying = sorted({sentence.split(words)[1] for sentence in work.missing() if words in sentence})
    for key in begun.keys:
        work.papers(key)
    assert work.missing() == [], (name, work.missing())
    work.settle()
    state = work.row.state
    hours = (
        round((work.row.takes_effect_at - work.row.settled_at).total_seconds() / 3600) if state == "confirmed" else 0
    )
    kinds = "SELECT DISTINCT kind FROM messages_message WHERE id > %s AND (person_id = %s OR person_id IS NULL)"
    told = {kind for (kind,) in asked(kinds, [last, person_id(begun.owner) if begun.owner else 0])} - {"contact_code"}
    clerks = {"active": "one", "confirmed": "two"}[state]
    waits = f"{hours} hours" if hours else "–"
    return f"| {name} | {clerks} | {', '.join(carrying) or '–'} | {', '.join(sorted(told)) or '–'} | {waits} |"


@pytest.mark.parametrize("name", ACTS)
def test_every_row_is_what_the_counter_does(desk, name):
    assert row_of(name, desk) in DOCS.read_text("utf8").splitlines()


def test_the_table_has_every_act_and_no_other():
    rows = [line.split("|")[1].strip() for line in DOCS.read_text("utf8").splitlines() if line.startswith("| ")]
    assert set(ACTS) <= set(rows)
