"""Whoever buys reads nothing of what was between the city and those who had the file before."""

from counter_acts import OTHER_NAMES, decide, object_to
from counter_client import opened, said, sees, take_effect
from counter_forms import an_owner
from history_model import asked
from personas import person_id, person_ref, signed_in

WORDS = "پسرم معتاد است و سند را دزدیده"


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
