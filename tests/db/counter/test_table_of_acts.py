"""The table of acts in docs/counter.md is what the counter does: each act is done here, and its row compared."""

from pathlib import Path

import feed_lines
import pytest
from acts_at_once import AT_ONCE, clerks_of
from counter_acts import DEED_DATA, OTHER_NAMES, card, coming_sale
from counter_client import Work, a_colleague, body, fed, key_of, new_file, opened, said, take_effect
from counter_forms import SEEN, a_company, an_attorney, an_owner, fed_code, national_code, phone, typed
from history_model import asked
from owners_by_name import ALI, by_name, half
from personas import person_id, person_ref, signed_in

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.persian import dates

DOCS = Path(__file__).parents[3] / "docs" / "counter.md"


def today() -> str:
    return typed(dates.today())


class Begun:
    """A registration of an act that still lacks its papers; `keys` of whom papers are shown, `new` of whom to reach.

    It touches the `owner`, and `objector` can object: the same, or where an agent is touched their principal.
    """

    def __init__(self, work: Work, keys: list[str], owner: str = "", new: tuple = (), objector: str = ""):
        self.work, self.keys, self.owner, self.new, self.objector = work, keys, owner, new, objector or owner


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
    return a_sale(desk, reason="inheritance", died_on=today())


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
    act.post(f"mandates/{mandate}/", {"end_reason": "dismissal", "ended_on": today(), "base": "0"})
    return Begun(act, [f"m{mandate}"], agent["number"], objector=owner["number"] if owner["kind"] == "natural" else "")


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
    work.leave(person_id(number), reason="death", effective_to="", died_on=today())
    return Begun(work, [f"d{person_ref(person_id(number))}"], number)


def another_name(desk):
    work, number = of_a_file(desk)
    ref = person_ref(person_id(number))
    work.post(f"names/{ref}/", OTHER_NAMES | {"base": "0"})
    return Begun(work, [f"c{ref}"], number)


def a_deed(desk):
    work, number = of_a_file(desk)
    work.post("deed/file/", DEED_DATA | {"deed_date": today(), "base": "0"})
    return Begun(work, ["deed"], number)


def part_of_a_share(desk):
    work, number = of_a_file(desk, reason="sale", land_dang="2")
    return Begun(work, [key := work.owner(an_owner(land_dang="2"))], number, (key,))


def a_completion(desk):
    """Of two owners the back office knows one by name alone."""
    known, by_key, number = national_code(), feed_lines.key(), national_code()
    code = fed_code(96)
    line = feed_lines.line(
        *(half(person) for person in (known, by_key)),
        people=[feed_lines.person(known, registered_on=None), by_name(by_key)],
        casefile={"renewal_code": code, "file_no": f"5/96/{by_key}", "opened_on": None},
    )
    assert feed_lines.load(line).bad == []
    work = desk.begin(CaseFile._base_manager.using("owner").get(renewal_code=code))
    sql = "SELECT person_id FROM casefiles_ownership WHERE case_id = %s AND person_id <> %s"
    [(unnumbered,)] = asked(sql, [work.row.case_id, person_id(known)])
    work.known_owner(person_id(known), **card(known))
    work.known_owner(unnumbered, **ALI, birth_date="1350/1/1", number=number)
    keys = [key_of(person_id(known)), key_of(unnumbered)]
    return Begun(work, keys, number, tuple(keys))


ACTS = {
    "a fed file opens to its told owners": a_fed_opening,
    "a new file": a_new_file,
    "the national code of an owner known by name": a_completion,
    "a sale": a_sale,
    "a sale of part of a share": part_of_a_share,
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
    messages = messages_to(begun.owner, last)
    clerks = {"active": "one clerk", "confirmed": "two clerks"}[state]
    waits = f"{hours} hours" if hours else "–"
    return cells(name, clerks, ", ".join(carrying), messages, waits, undone_by(work, begun.objector))


def cells(*words: str) -> str:
    return f"| {' | '.join(word or '–' for word in words)} |"


def messages_to(number: str, last: int) -> str:
    """The kinds of the messages to this person since that one."""
    kinds = "SELECT DISTINCT kind FROM messages_message WHERE id > %s AND (person_id = %s OR person_id IS NULL)"
    told = {kind for (kind,) in asked(kinds, [last, person_id(number) if number else 0])}
    return ", ".join(sorted(told - {"contact_code"}))


def undone_by(work, objector: str) -> str:
    """Who brings back what was before it: while it is coming, and once it counts."""
    ways = []
    if objector and work.row.state == "confirmed":
        ways += ["objection"] * (f"change-{work.row.id}" in body(signed_in(objector).get("/en/changes/")))
    ways += ["two clerks"] * (work.get("reversal/").status_code == 200)
    take_effect(work)
    ways += ["two clerks once in force"] * (work.get("reversal/").status_code == 200)
    ways += ["its opposite once in force"] * ("Register the opposite of it" in said(work.get()))
    return ", ".join(ways)


def row_at_once(name: str, desk, other) -> str:
    act = AT_ONCE[name](desk, other)
    last = asked("SELECT coalesce(max(id), 0) FROM messages_message")[0][0]
    clerks = clerks_of(act.steps, act.is_done)
    messages = messages_to(act.number, last) if act.number else ""
    undo = act.undo() if callable(act.undo) else clerks_of(*act.undo) if act.undo else ""
    return cells(name, clerks, "", messages, "", undo)


@pytest.mark.parametrize("name", ACTS)
def test_every_row_is_what_the_counter_does(desk, name):
    assert row_of(name, desk) in rows_of_the_table()


@pytest.mark.parametrize("name", AT_ONCE)
def test_every_row_of_an_act_without_a_registration_is_what_the_counter_does(desk, other, name):
    assert row_at_once(name, desk, other) in rows_of_the_table()


def rows_of_the_table() -> list[str]:
    """Of the first table, which is made from the code."""
    table = DOCS.read_text("utf8").split("| act | clerks |")[1].split("\n\n")[0]
    return table.splitlines()[2:]


def test_the_table_has_every_act_and_no_other():
    assert [row.split("|")[1].strip() for row in rows_of_the_table()] == [*ACTS, *AT_ONCE]
