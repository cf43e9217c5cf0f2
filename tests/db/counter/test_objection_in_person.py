"""An objection at the counter, of whoever has no account; one from home, of whoever acts for a company or a child."""

import pytest
from counter_acts import coming_sale, died, object_to
from counter_client import OF_THREE, Desk, a_colleague, certified, key_of, opened, said, sees, take_effect
from counter_forms import a_company, an_attorney, an_owner, phone, typed, years_ago
from history_model import asked
from personas import person_id, person_ref, signed_in

from shahrsazi.persian import dates

WORDS = {"words": "فروشنده خود حاضر شد و فروش را انکار کرد"}


def objects(work, number: str, **fields):
    return work.post("objection/", WORDS | {"who": person_ref(person_id(number))} | fields)


def test_the_seller_stops_a_sale_at_the_counter_and_everyone_is_told(desk, other):
    work = coming_sale(desk, other)
    assert "An objection made in person" in said(work.get())
    assert objects(work, work.seller).status_code == 302 and work.row.state == "objected"
    take_effect(work)
    assert sees(work.seller, work.case) and not sees(work.buyer, work.case)
    told = asked(
        "SELECT person_id FROM messages_message WHERE kind = 'change_stopped' AND made_at >= %s", [began(work)]
    )
    assert {person_id(work.seller), person_id(work.buyer)} <= {who for (who,) in told}
    rows = "SELECT actor, person FROM ledger_ledgerentry WHERE act = 'objected' AND \"case\" = %s"
    assert asked(rows, [work.case.id]) == [(person_id(desk.number), person_id(work.seller))]
    assert WORDS["words"] in said(work.get())


def began(work):
    return asked("SELECT objected_at FROM counter_draft WHERE id = %s", [work.row.id])[0][0]


def test_another_telephone_and_a_death_are_stopped_and_all_is_as_before(desk, other, shared):
    contact = "SELECT mobile, coming_mobile, coming_from, died_on FROM people_contact WHERE person_id = %s"
    who = person_id(shared.hers)
    before = asked(contact, [who])
    dead = died(desk, shared.case, shared.hers)
    dead.submit()
    dead.by(other).confirm()
    assert objects(dead, shared.his).status_code == 302
    change = desk.begin(shared.case)
    change.papers(key_of(who))
    change.contact(key_of(who), mobile=phone())
    change.submit()
    change.by(other).confirm()
    assert change.row.state == "confirmed" and asked(contact, [who]) != before
    assert objects(change, shared.hers).status_code == 302
    assert asked(contact, [who]) == before
    assert all(sees(number, shared.case) for number in (shared.hers, shared.his, shared.agents))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"who": "0" * 32}, "Choose one of the list."),
        ({"who": ""}, "Choose who stands before you."),
        ({"words": " "}, "Write a word on why."),
    ],
)
def test_nobody_else_objects_and_nobody_without_a_word(desk, other, fields, sentence):
    work = coming_sale(desk, other)
    assert sentence in said(objects(work, work.seller, **fields)) and work.row.state == "confirmed"


def at_another_counter(case, why: str = "مالک به این منطقه آمده است") -> Desk:
    """A clerk of another district with the file open for a reason."""
    elsewhere = a_colleague(3)
    elsewhere.post("elsewhere/", {"code": case.renewal_code, "reason": why})
    return elsewhere


def test_the_seller_objects_at_whatever_counter_they_come_to(desk, other):
    work = coming_sale(desk, other)
    there = f"files/{work.case.ref}/objection/"
    assert a_colleague(3).get(there).status_code == 404  # no reason was given
    elsewhere = at_another_counter(work.case)
    assert "An objection made in person" in said(elsewhere.get(f"files/{work.case.ref}/"))
    assert elsewhere.get(f"drafts/{work.ref}/").status_code == 404
    answer = elsewhere.post(there, WORDS | {"who": person_ref(person_id(work.seller)), "which": work.ref})
    assert answer.status_code == 302 and work.row.state == "objected"
    take_effect(work)
    assert sees(work.seller, work.case) and not sees(work.buyer, work.case)
    assert elsewhere.get(there).status_code == 404  # nothing is coming any more


def test_each_heir_and_a_childs_guardian_are_told_and_object_in_person(desk, other):
    dead = an_owner()
    work = desk.begin(opened(desk, dead).case)
    work.leave(person_id(dead["number"]), reason="inheritance", died_on=typed(dates.today()))
    certified(work, dead["number"])
    child, grown, guardian = an_owner(birth_date=years_ago(9), land_dang="3"), an_owner(land_dang="3"), an_attorney()
    key = work.owner(child)
    agent = work.agent(key, guardian | {"capacity": "guardian"})
    work.papers(key), work.complete(agent, work.owner(grown))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    told = asked("SELECT person_id FROM messages_message WHERE kind = 'coming_change' AND until = %s", [until(work)])
    assert {(person_id(guardian["number"]),), (person_id(grown["number"]),)} <= set(told)
    assert "I do not agree" in said(signed_in(guardian["number"]).get("/en/changes/"))
    page = said(work.get("objection/"))
    assert all(who["last_name"] in page for who in (child, grown, guardian))
    assert objects(work, grown["number"]).status_code == 302 and work.row.state == "objected"


def test_there_is_nothing_to_object_to_before_or_after_the_time_nor_in_another_district(desk, other):
    work = coming_sale(desk, other)
    assert objects(work.by(Desk(OF_THREE)), work.seller).status_code == 404
    take_effect(work)
    assert objects(work, work.seller).status_code == 404
    assert desk.begin(opened(desk, an_owner()).case).get("objection/").status_code == 404
    assert work.row.state == "confirmed"


def of_a_ward(desk, kind: str):
    """An open file of a company, or of a child; with the number of whoever acts for it."""
    owner = a_company() if kind == "company" else an_owner(birth_date=years_ago(9))
    acting = an_attorney(capacity="representative" if kind == "company" else "guardian")
    work = desk.begin()
    work.file()
    key = work.owner(owner)
    agent = work.agent(key, acting)
    work.papers(key)
    work.complete(agent)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    work.owner_id, work.acting = person_id(owner["number"]), acting["number"]
    return work


@pytest.mark.parametrize("kind", ["company", "child"])
def test_whoever_acts_for_a_company_or_a_child_is_told_and_objects_from_home(desk, other, kind):
    filed = of_a_ward(desk, kind)
    work = desk.begin(filed.case)
    work.leave(filed.owner_id)
    work.complete(work.owner(an_owner()))
    work.submit()
    work.by(other).confirm()
    assert work.row.state == "confirmed", work.missing()
    told = asked("SELECT person_id FROM messages_message WHERE kind = 'coming_change' AND until = %s", [until(work)])
    assert (person_id(filed.acting),) in told
    assert "I do not agree" in said(signed_in(filed.acting).get("/en/changes/"))
    assert object_to(filed.acting, work).status_code == 302 and work.row.state == "objected"


def until(work):
    return work.row.takes_effect_at
