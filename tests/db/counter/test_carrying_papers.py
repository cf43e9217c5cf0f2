"""The paper that carries an act has its scan, its number and its date: ticks alone make nobody an owner or an agent."""

import pytest
from counter_client import bare, certified, key_of, opened, said
from counter_forms import SEEN, a_company, an_attorney, an_owner, phone, typed
from counter_scans import numbered, scanned
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
