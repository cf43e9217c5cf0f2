"""The paper that carries an act has its scan, its number and its date: ticks alone make nobody an owner or an agent."""

import feed_lines
import pytest
from counter_client import bare, certified, fed, key_of, opened, said
from counter_forms import SEEN, a_company, an_attorney, an_owner, national_code, phone, typed, years_ago
from counter_scans import a_scan, numbered, scanned
from personas import person_id, person_ref

from shahrsazi.persian import dates

WANTED = "This paper needs its scan, its number and its date: %s"


def ticked(work, key: str, **more):
    """The paper's page, sent with nothing but ticks."""
    return work.post(f"papers/{key}/", SEEN | {"base": work.base(f"papers.{key}")} | more)


def uncarried(work) -> list[str]:
    return [sentence.split(": ")[-1] for sentence in work.missing() if "needs its scan" in sentence]


@pytest.fixture
def case(desk):
    owner = an_owner()
    case = opened(desk, owner).case
    case.owner = owner["number"]
    return case


def test_a_buyer_brings_the_deed(desk, case):
    work = desk.begin(case)
    work.leave(person_id(case.owner))
    buyer = work.owner()
    ticked(work, buyer)
    assert uncarried(work) == ["Title deed"]
    ticked(work, buyer, **numbered(["deed"]))
    assert uncarried(work) == ["Title deed"]  # no scan yet
    scanned(work, buyer)
    work.get(f"papers/{buyer}/")
    ticked(work, buyer, **numbered(["deed"]))
    assert uncarried(work) == []


@pytest.mark.parametrize("missing", ["no", "date"])
def test_a_scan_alone_is_not_enough_either(desk, case, missing):
    work = desk.begin(case)
    work.leave(person_id(case.owner))
    buyer = work.owner()
    work.papers(buyer, **{f"deed-{missing}": ""})
    assert uncarried(work) == ["Title deed"]


def test_the_owner_of_a_new_file_brings_it_too_and_two_bring_it_once(desk):
    work = bare(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    ticked(work, work.keys[0])
    work.post(f"papers/{work.keys[1]}/", SEEN | {"deed-seen": "", "deed-same": "1", "base": "0"})
    assert uncarried(work) == ["Title deed"]
    work.papers(work.keys[0])
    assert uncarried(work) == []


def test_heirs_bring_the_certificate_and_the_clearance_of_the_tax(desk, case):
    work = desk.begin(case)
    day = typed(dates.today())
    work.leave(person_id(case.owner), reason="inheritance", died_on=day)
    certified(work, case.owner)
    heir = work.owner()
    ticked(work, heir)
    assert uncarried(work) == ["Title deed", "Inheritance certificate", "Inheritance tax clearance"]
    work.papers(heir)
    assert uncarried(work) == []


@pytest.mark.parametrize(
    ("who", "fields", "paper"),
    [
        (an_owner, an_attorney, "Power of attorney"),
        (a_company, lambda: an_attorney(capacity="representative"), "Official gazette notice"),
    ],
)
def test_whoever_acts_for_an_owner_brings_the_paper_that_says_so(desk, who, fields, paper):
    work = desk.begin()
    work.file()
    agent = work.agent(work.owner(who()), fields())
    ticked(work, agent)
    assert paper in uncarried(work)
    work.papers(agent)
    assert paper not in uncarried(work)


@pytest.mark.parametrize(
    ("reason", "kind", "paper"),
    [("court", "judgment", "Court judgment or order"), ("correction", "inquiry", "Inquiry")],
)
def test_a_share_that_ends_by_an_order_has_the_order(desk, case, reason, kind, paper):
    work, key = desk.begin(case), f"d{person_ref(person_id(case.owner))}"
    work.leave(person_id(case.owner), reason=reason)
    assert [m for m in work.missing() if "not seen: Court judgment" in m]
    ticked(work, key, **{"judgment-kind": kind})
    assert uncarried(work) == [paper]


def test_an_owner_whom_the_back_office_told_carries_nothing_new(desk, case):
    work = desk.begin(case)
    work.contact(key_of(person_id(case.owner)), mobile=phone())
    assert uncarried(work) == [] and "Title deed" in said(work.get(f"papers/{key_of(person_id(case.owner))}/"))


def test_the_same_paper_as_a_staying_owners_counts_only_with_its_scan(desk):
    stays, sells = an_owner(land_dang="3"), an_owner(land_dang="3")
    work = desk.begin(opened(desk, stays, sells).case)
    work.leave(person_id(sells["number"]))
    buyer, other = work.owner(an_owner(land_dang="3")), key_of(person_id(stays["number"]))
    ticked(work, other)
    work.post(f"papers/{buyer}/", SEEN | {"deed-seen": "", "deed-same": "1", "base": "0"})
    assert any("The original was not seen: Title deed" in sentence for sentence in work.missing())
    work.papers(other, **numbered(["deed"]), **{"deed-scan": a_scan()})
    assert not any("Title deed" in sentence for sentence in work.missing())


def test_a_parent_is_carried_by_the_childs_birth_certificate(desk):
    work = desk.begin()
    work.file()
    child = work.owner(an_owner(birth_date=years_ago(9)))
    parent = work.agent(child, an_attorney(capacity="parent"))
    ticked(work, child), ticked(work, parent)
    assert "Birth certificate" in uncarried(work)
    work.papers(child)
    assert "Birth certificate" not in uncarried(work)


def test_a_child_who_is_on_record_shows_it_anew_for_a_parent(desk):
    child = an_owner(birth_date=years_ago(9))
    first = desk.begin()
    first.file()
    key = first.owner(child)
    guardian = first.agent(key, an_attorney(capacity="guardian"))
    first.papers(key), first.complete(guardian), first.settle()
    work = desk.begin(first.case)
    key = key_of(person_id(child["number"]))
    work.agent(key, an_attorney(capacity="parent"))
    assert any("The original was not seen: Birth certificate" in sentence for sentence in work.missing())
    ticked(work, key)
    assert "Birth certificate" in uncarried(work)


@pytest.mark.parametrize("as_agent", [False, True])
def test_other_names_than_on_record_are_carried_by_the_birth_certificate(desk, as_agent):
    on_record = feed_lines.owner(national_code())
    fed(on_record)
    work = desk.begin()
    work.file()
    card = {"number": on_record["person"], "first_name": "دیگر", "last_name": "کسی", "as_on_card": "1"}
    key = work.owner(an_owner(**({} if as_agent else card)))
    key = work.agent(key, an_attorney(**card)) if as_agent else key
    ticked(work, key)
    assert "Birth certificate" in uncarried(work)
    work.papers(key)
    assert "Birth certificate" not in uncarried(work)
