"""A sale of part of a share, by several to several, also to a co-owner; and heirs, who take what the deceased had."""

import pytest
from counter_acts import object_to
from counter_client import a_colleague, certified, opened, said, sees, take_effect
from counter_forms import an_owner, typed
from history_model import asked
from personas import person_id

from shahrsazi.persian import dates

IN_FORCE = """SELECT person_id, sum(land_share::numeric / land_of * 72)::int FROM casefiles_ownership WHERE case_id = %s
  AND (effective_to IS NULL OR end_holds_from > now()) AND (holds_from IS NULL OR holds_from <= now())
  GROUP BY 1 ORDER BY 1"""


def shares(case) -> dict[int, int]:
    """Who owns how many habbeh (of 72) of the land now."""
    return dict(asked(IN_FORCE, [case.id]))


@pytest.fixture
def filed(desk):
    """A file of two: hers four dang, his two."""
    hers, his = an_owner(land_dang="4"), an_owner(land_dang="2")
    work = opened(desk, hers, his)
    work.hers, work.his = hers["number"], his["number"]
    work.her_id, work.his_id = person_id(work.hers), person_id(work.his)
    return work


def test_a_part_passes_on_the_rest_stays_and_nobody_shows_papers_again(desk, filed):
    work, buyer = desk.begin(filed.case), an_owner(land_dang="1")
    work.leave(filed.her_id, land_dang="1")
    page = said(work.get("owners/"))
    assert "1 dang" in page and "Papers of" not in page
    work.complete(work.owner(buyer))
    assert work.missing() == [], work.missing()
    work.submit()
    review = said(work.by(a_colleague(5)).get())
    assert "4 dang" in review and "3 dang" in review
    work.by(a_colleague(5)).confirm()
    before = {filed.her_id: 48, filed.his_id: 24}
    assert work.row.state == "confirmed" and shares(filed.case) == before
    take_effect(work)
    assert shares(filed.case) == {filed.her_id: 36, filed.his_id: 24, person_id(buyer["number"]): 12}
    assert all(sees(number, filed.case) for number in (filed.hers, filed.his, buyer["number"]))


def test_two_sell_parts_to_two_of_whom_one_owns_already(desk, filed):
    work, buyer = desk.begin(filed.case), an_owner(land_dang="1")
    work.leave(filed.her_id, land_dang="2")
    known = {"kind": "natural", "number": filed.his, "effective_from": typed(dates.today()), "land_dang": "1"}
    more = work.owner(known)
    other = work.owner(buyer)
    work.complete(other)
    assert "more to their share" in said(work.get("owners/"))
    page = said(work.get(f"papers/{more}/"))
    assert "Title deed" in page and "National card" not in page
    work.papers(more)
    assert work.missing() == [], work.missing()
    work.settle()
    take_effect(work)
    assert shares(filed.case) == {filed.her_id: 24, filed.his_id: 36, person_id(buyer["number"]): 12}


def test_an_objection_gives_the_whole_share_back(desk, filed):
    work = desk.begin(filed.case)
    before = asked("SELECT * FROM casefiles_ownership WHERE case_id = %s ORDER BY id", [filed.case.id])
    work.leave(filed.her_id, land_dang="1")
    work.complete(work.owner(an_owner(land_dang="1")))
    work.settle()
    object_to(filed.hers, work)
    take_effect(work)
    assert shares(filed.case) == {filed.her_id: 48, filed.his_id: 24}
    rows = "SELECT * FROM casefiles_ownership WHERE case_id = %s AND begun_by_registration <> %s ORDER BY id"
    assert asked(rows, [filed.case.id, work.row.id]) == before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"land_dang": "5"}, "This is more than the owner has."),
        ({"land_dang": "x"}, "Write dang and habbeh as plain numbers"),
        ({"land_share": "1"}, "Write both numbers"),
        ({"land_dang": "0"}, "A share of nothing is not a share."),
        ({"land_dang": "1", "reason": "inheritance", "died_on": "today"}, "Heirs take the whole share"),
    ],
)
def test_a_part_that_cannot_be_is_named_and_kept(desk, filed, fields, sentence):
    work = desk.begin(filed.case)
    fields = fields | ({"died_on": typed(dates.today())} if "died_on" in fields else {})
    answer = work.leave(filed.her_id, **fields)
    assert sentence in said(answer)
    [name] = [name for name in fields if name.startswith("land")]
    assert f'value="{fields[name]}"' in answer.content.decode()


def test_the_whole_share_typed_as_a_part_is_the_whole(desk, filed):
    work, buyer = desk.begin(filed.case), an_owner(land_dang="4")
    work.leave(filed.her_id, land_dang="4")
    work.complete(work.owner(buyer))
    work.settle()
    take_effect(work)
    assert shares(filed.case) == {filed.his_id: 24, person_id(buyer["number"]): 48}
    assert not sees(filed.hers, filed.case)


def test_what_is_sold_and_what_is_bought_is_compared(desk, filed):
    work = desk.begin(filed.case)
    work.leave(filed.her_id, land_dang="2")
    work.owner(an_owner(land_dang="1"))
    assert "are not the same share of the land" in said(work.get())


@pytest.mark.parametrize(("dang", "fits"), [("1", False), ("3", True), ("4", False)])
def test_heirs_take_what_the_deceased_had_no_more_and_no_less(desk, filed, dang, fits):
    work = desk.begin(filed.case)
    work.leave(filed.her_id, reason="inheritance", died_on=typed(dates.today()))
    certified(work, filed.hers)
    work.complete(work.owner(an_owner(land_dang="1")), work.owner(an_owner(land_dang=dang)))
    assert (work.missing() == []) == fits, work.missing()
    assert fits or any("do not add up to what the deceased had" in words for words in work.missing())


def test_what_heirs_take_is_not_mixed_with_what_another_owner_sells(desk, filed):
    work = desk.begin(filed.case)
    work.leave(filed.her_id, reason="inheritance", died_on=typed(dates.today()))
    certified(work, filed.hers)
    work.leave(filed.his_id, land_habbeh="1")
    work.complete(work.owner(an_owner(land_dang="3")))
    assert any("register what ends otherwise by itself" in words for words in work.missing())
