"""Whoever buys reads nothing of what was between the city and those who had the file before."""

import pytest
from counter_acts import OTHER_NAMES, decide, object_to
from counter_client import OF_THREE, Desk, opened, said, sees, take_effect
from counter_forms import an_owner
from django.db import transaction
from history_model import LONG_AGO, acts, asked, begun, case, on, owns, people
from personas import person_id, person_ref, signed_in

WORDS = "پسرم معتاد است و سند را دزدیده"
WHY = "checked for a loan of the bank"


def sold(desk, case, seller: str, buyer: dict):
    work = desk.begin(case)
    work.leave(person_id(seller))
    work.complete(work.owner(buyer))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_a_buyer_reads_no_objection_and_no_correction_of_the_seller(desk, other):
    seller, buyer, never = an_owner(), an_owner(), an_owner()
    case = opened(desk, seller).case
    objected = sold(desk, case, seller["number"], never)
    object_to(seller["number"], objected, WORDS)
    decide(objected, "upheld")
    ref, named = person_ref(person_id(seller["number"])), desk.begin(case)
    named.post(f"names/{ref}/", OTHER_NAMES | {"base": named.base(f"correcting.{ref}")})
    named.papers(f"c{ref}")
    named.settle()
    take_effect(named)
    changes = said(signed_in(seller["number"]).get("/en/changes/"))
    assert WORDS in changes and "Name corrected" in changes
    sale = sold(desk, case, seller["number"], buyer)
    take_effect(sale)
    assert sees(buyer["number"], case) and not sees(seller["number"], case)
    citizen = signed_in(buyer["number"])
    pages = said(citizen.get("/en/changes/")) + said(citizen.get(f"/en/cases/{case.ref}/seen/"))
    assert WORDS not in pages and "Name corrected" not in pages
    assert str(sale.row.id) in citizen.get("/en/changes/").content.decode()  # their own


def test_a_buyer_of_a_half_does_not_read_who_acted_for_the_seller(desk, other, shared):
    """And who stays goes on reading it."""
    assert sees(shared.agents, shared.case)
    [names] = asked("SELECT first_name || ' ' || last_name FROM people_person WHERE number = %s", [shared.agents])
    buyer = an_owner(land_dang="3")
    take_effect(sold(desk, shared.case, shared.hers, buyer))
    seen = f"/en/cases/{shared.case.ref}/seen/"
    assert names[0] not in said(signed_in(buyer["number"]).get(seen))
    assert names[0] in said(signed_in(shared.his).get(seen))


def corrected(desk, case, number: str) -> None:
    """Another name of an owner, in force."""
    ref, named = person_ref(person_id(number)), desk.begin(case)
    named.post(f"names/{ref}/", OTHER_NAMES | {"base": named.base(f"correcting.{ref}")})
    named.papers(f"c{ref}")
    named.settle()
    assert named.row.state == "confirmed", named.missing()
    take_effect(named)


def looked_at(case, why: str) -> None:
    """By a clerk of another district."""
    answer = Desk(OF_THREE).post("elsewhere/", {"code": case.renewal_code, "reason": why})
    assert answer.status_code == 302


def own_pages(number: str, case) -> str:
    citizen = signed_in(number)
    return said(citizen.get("/en/changes/")) + said(citizen.get(f"/en/cases/{case.ref}/seen/"))


def test_who_buys_back_reads_nothing_of_the_time_between(desk, other):
    first, between = an_owner(), an_owner()
    house = opened(desk, first).case
    take_effect(sold(desk, house, first["number"], between))
    looked_at(house, WHY)
    corrected(desk, house, between["number"])
    assert WHY in (pages := own_pages(between["number"], house)) and "Name corrected" in pages
    take_effect(sold(desk, house, between["number"], first))
    assert sees(first["number"], house) and not sees(between["number"], house)
    assert WHY not in (pages := own_pages(first["number"], house)) and "Name corrected" not in pages
    looked_at(house, f"{WHY} again")
    assert f"{WHY} again" in own_pages(first["number"], house)


def test_who_nearly_bought_once_reads_only_from_the_true_sale_on(desk, other):
    seller, buyer = an_owner(), an_owner()
    house = opened(desk, seller).case
    stopped = sold(desk, house, seller["number"], buyer)
    object_to(seller["number"], stopped, WORDS)
    decide(stopped, "upheld")
    looked_at(house, WHY)
    corrected(desk, house, seller["number"])
    take_effect(sold(desk, house, seller["number"], buyer))
    assert sees(buyer["number"], house)
    assert WHY not in (pages := own_pages(buyer["number"], house)) and "Name corrected" not in pages


def test_who_sells_a_part_and_keeps_the_rest_loses_nothing(desk, other):
    seller, buyer = an_owner(), an_owner(land_dang="2")
    house = opened(desk, seller).case
    looked_at(house, WHY)
    work = desk.begin(house)
    work.leave(person_id(seller["number"]), land_dang="2")
    work.complete(work.owner(buyer))
    work.settle()
    take_effect(work)
    assert WHY in own_pages(seller["number"], house) and WHY not in own_pages(buyer["number"], house)


SINCE = "SELECT (guard.mine_since(%s) AT TIME ZONE 'Asia/Tehran')::date"


def since(reader: int, file: int):
    """From which day on a file counts as the reader's, as the rule inside the database says it."""
    with transaction.atomic("owner"):
        asked("SELECT set_config('app.token', %s, true)", [begun(reader)])
        return asked(SINCE, [file])[0][0]


@pytest.mark.parametrize(
    ("spans", "day"),
    [
        ([(LONG_AGO, None)], LONG_AGO),
        ([(LONG_AGO, -900), (-900, -300), (-300, None)], LONG_AGO),
        ([(LONG_AGO, -900), (-300, None)], -300),
        ([(LONG_AGO, -100), (-900, None)], LONG_AGO),
        ([(LONG_AGO, -900), (-899, -300), (-300, -5), (-300, None)], -899),
        ([(LONG_AGO, -5)], None),
    ],
)
def test_an_ended_share_counts_where_another_follows_without_a_gap(city, spans, day):
    [reader], file = people(1), case()
    for begins, ends in spans:
        owns(reader, file.id, on(begins), on(ends))
    assert since(reader, file.id) == on(day)


@pytest.mark.parametrize(
    ("leave", "day"),
    [
        ({"capacity": "guardian"}, LONG_AGO),
        ({"capacity": "guardian", "ended_on": -1}, -30),
        ({"capacity": "parent", "expires_on": -1}, -30),
        ({"capacity": "attorney"}, -30),
    ],
)
def test_the_time_of_a_child_is_the_guardians_while_the_leave_lasts(city, leave, day):
    [guardian, child], file = people(2), case()
    owns(child, file.id)
    owns(guardian, file.id, on(-30))
    mandate = acts(guardian, child, file.id)
    for name, value in leave.items():
        asked(f"UPDATE casefiles_mandate SET {name} = %s WHERE id = %s RETURNING 1", [on(value), mandate.id])
    assert since(guardian, file.id) == on(day)
