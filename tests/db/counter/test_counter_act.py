"""The counter-act of a sale in force: filled in, by an order, told, with time to object; then all is as before it."""

import json

import feed_lines
import pytest
from counter_acts import card, coming_sale, object_to, of_two
from counter_client import DONE, Work, a_colleague, fed, key_of, opened, said, sees, take_effect
from counter_forms import an_owner, national_code, typed
from counter_scans import a_scan, numbered
from history_model import asked
from personas import person_id, person_ref

SHARES = """SELECT p.number, o.land_share::numeric / o.land_of AS land,
    o.building_share::numeric / o.building_of AS building
  FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id
  WHERE o.case_id = %s AND (o.effective_to IS NULL OR o.effective_to > guard.today()) ORDER BY p.number"""

TOTALS = f"SELECT number, sum(land), sum(building) FROM ({SHARES}) AS s GROUP BY number ORDER BY number"


def in_force(desk, other):
    """A sale in force, with .before: the shares before it."""
    work = coming_sale(desk, other)
    work.before = [(work.seller, 1, 1)]
    take_effect(work)
    assert sees(work.buyer, work.case)
    return work


def opposite(work) -> Work:
    answer = work.post("opposite/")
    assert answer.status_code == 302, answer.status_code
    return Work(work.desk, answer.headers["Location"].split("/drafts/")[1].split("/")[0])


def test_with_the_order_alone_the_shares_are_as_before(desk, other):
    work = in_force(desk, other)
    assert "Register the opposite of it" in said(work.get())
    act = opposite(work)
    assert act.missing() and all("judgment" in sentence.lower() for sentence in act.missing()), act.missing()
    act.papers(f"d{person_ref(person_id(work.buyer))}")
    assert DONE in said(act.get()), act.missing()
    act.settle()
    assert act.row.state == "confirmed" and sees(work.buyer, work.case)
    take_effect(act)
    assert asked(SHARES, [work.case.id]) == work.before
    assert sees(work.seller, work.case) and not sees(work.buyer, work.case)


def test_the_buyer_objects_to_it_and_keeps_everything(desk, other):
    work = in_force(desk, other)
    before = asked(SHARES, [work.case.id])
    act = opposite(work)
    act.papers(f"d{person_ref(person_id(work.buyer))}")
    act.settle()
    object_to(work.buyer, act)
    take_effect(act)
    assert asked(SHARES, [work.case.id]) == before and sees(work.buyer, work.case)


def test_of_a_part_that_was_sold_the_whole_comes_back(desk):
    file, buyer = of_two(desk), an_owner()
    before = asked(SHARES, [file.case.id])
    sale = desk.begin(file.case)
    sale.leave(person_id(file.hers), land_dang="1")
    sale.complete(sale.owner(buyer | {"land_dang": "1"}))
    sale.settle()
    take_effect(sale)
    assert sale.row.state == "confirmed" and sees(buyer["number"], file.case), sale.missing()
    act = opposite(sale)
    for number in (file.hers, buyer["number"]):
        act.papers(f"d{person_ref(person_id(number))}")
    act.settle()
    take_effect(act)
    assert asked(SHARES, [file.case.id]) == before, act.missing()
    assert sees(file.hers, file.case) and not sees(buyer["number"], file.case)


@pytest.mark.parametrize("when", ["coming", "objected", "a new file"])
def test_there_is_none_of_what_is_not_in_force_or_took_nothing_from_anybody(desk, other, when):
    work = opened(desk, an_owner()) if when == "a new file" else coming_sale(desk, other)
    if when == "objected":
        object_to(work.seller, work)
    assert work.post("opposite/").status_code == 404 and "Register the opposite" not in said(work.get())


def test_what_restores_nothing_shows_all_papers(desk, other):
    """A registration that is named in the draft, but ended no such share of this person."""
    work = in_force(desk, other)
    act = opposite(work)
    texts = act.row_texts(f"owner.{1:08x}")
    more = texts | {"land_share": "", "land_of": "", "land_dang": "5"}
    asked(
        "INSERT INTO counter_draftpart (draft_id, district_id, name, version, values, by)"
        " SELECT draft_id, district_id, name, version + 1, %s, by"
        " FROM counter_draftpart WHERE draft_id = %s AND name LIKE 'owner.%%' RETURNING 1",
        [json.dumps(more), act.row.id],
    )
    assert any("The original was not seen: Title deed" in sentence for sentence in act.missing()), act.missing()


def test_another_clerk_confirms_it(desk, other):
    work = in_force(desk, other)
    act = opposite(work)
    act.papers(f"d{person_ref(person_id(work.buyer))}")
    act.submit()
    act.confirm()
    assert act.row.state == "submitted"
    act.by(a_colleague(5)).confirm()
    assert act.row.state == "confirmed"


def test_whoever_had_bought_twice_gets_all_of_it_back(desk):
    """Two rows of one owner: what comes back is their sum, and the order alone carries it."""
    file, buyer = of_two(desk), an_owner()
    first = desk.begin(file.case)
    first.leave(person_id(file.his))
    [names] = asked("SELECT first_name, last_name, father_name FROM people_person WHERE number = %s", [file.hers])
    known = dict(zip(("first_name", "last_name", "father_name"), names, strict=True))
    [(born,)] = asked("SELECT birth_date FROM people_contact WHERE person_id = %s", [person_id(file.hers)])
    first.complete(first.owner(an_owner(number=file.hers, land_dang="3", birth_date=typed(born)) | known))
    first.settle()
    take_effect(first)
    assert first.row.state == "confirmed", first.missing()
    before = asked(TOTALS, [file.case.id])
    sale = desk.begin(file.case)
    sale.leave(person_id(file.hers))
    sale.complete(sale.owner(buyer))
    sale.settle()
    take_effect(sale)
    assert sale.row.state == "confirmed", sale.missing()
    act = opposite(sale)
    act.papers(f"d{person_ref(person_id(buyer['number']))}")
    assert act.missing() == []
    act.settle()
    take_effect(act)
    assert asked(TOTALS, [file.case.id]) == before


def test_an_owner_who_was_added_is_taken_out_by_an_order(desk, other):
    fed_owner = feed_lines.owner(national_code(), 1, 2)
    case = fed(fed_owner, contact={"mobile": "09551239901"})
    work, added = desk.begin(case), an_owner(land_dang="3")
    work.known_owner(person_id(fed_owner["person"]), **card(fed_owner["person"]))
    work.papers(key_of(person_id(fed_owner["person"])))
    work.contact(key_of(person_id(fed_owner["person"])), mobile="09551239901")
    work.complete(work.owner(added))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    take_effect(work)
    assert sees(added["number"], case)
    act = opposite(work)
    act.papers(f"d{person_ref(person_id(added['number']))}")
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    take_effect(act)
    assert not sees(added["number"], case) and sees(fed_owner["person"], case)


def test_a_share_that_was_ended_with_nobody_in_its_stead_comes_back_by_an_order_with_its_scan(desk):
    file = of_two(desk)
    before = asked(TOTALS, [file.case.id])
    work = desk.begin(file.case)
    work.leave(person_id(file.hers), reason="court")
    work.papers(f"d{person_ref(person_id(file.hers))}")
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    take_effect(work)
    act = opposite(work)
    [key] = [name.partition(".")[2] for name in parts_of(act) if name.startswith("owner.")]
    act.post(f"papers/{key}/", {"judgment-seen": "1", "base": "0"})
    assert any("needs its scan" in sentence for sentence in act.missing()), act.missing()
    act.papers(key, **numbered(["judgment"]), **{"judgment-scan": a_scan()})
    act.settle()
    assert act.row.state == "confirmed", act.missing()
    take_effect(act)
    assert asked(TOTALS, [file.case.id]) == before and sees(file.hers, file.case)


def parts_of(work) -> list[str]:
    return [name for (name,) in asked("SELECT DISTINCT name FROM counter_draftpart WHERE draft_id = %s", [work.row.id])]
