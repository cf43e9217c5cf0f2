"""An objection freezes an act once: after an administrator dismissed it, the same act is not stopped by another one."""

from datetime import timedelta

import pytest
from counter_acts import OTHER_NAMES, coming_sale, decide, died, object_to, of_two
from counter_client import a_colleague, opened, said, sees, take_effect
from counter_forms import an_owner, typed
from counter_scans import a_scan
from history_model import asked
from pdfs import pdf
from personas import person_id, person_ref, signed_in

from shahrsazi.casefiles import changes
from shahrsazi.persian import dates


@pytest.fixture
def dismissed(desk, other):
    """A sale whose objection was dismissed, handed back."""
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    assert work.row.state == "draft"
    return work


def confirmed_anew(work):
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def test_the_same_act_is_not_stopped_again_from_home(dismissed):
    work = confirmed_anew(dismissed)
    page = said(signed_in(work.seller).get("/en/changes/"))
    assert "has decided on your objection to this already" in page and "I object" not in page
    object_to(work.seller, work)
    assert work.row.state == "confirmed"
    take_effect(work)
    assert sees(work.buyer, work.case) and not sees(work.seller, work.case)


def test_nor_at_the_counter(dismissed):
    work = confirmed_anew(dismissed)
    who = person_ref(person_id(work.seller))
    page = said(work.post("objection/", {"who": who, "words": "نفروخته‌ام"}))
    assert "objection was decided on already" in page and work.row.state == "confirmed"


@pytest.mark.parametrize("how", ["from home", "in person"])
def test_one_owners_dismissed_objection_takes_nothing_from_the_other(desk, how):
    file = of_two(desk)
    work = desk.begin(file.case)
    work.leave(person_id(file.hers))
    work.complete(work.owner(an_owner(land_dang="3")))
    work.settle()
    object_to(file.his, work)
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    confirmed_anew(work)
    if how == "from home":
        assert "I object" in said(signed_in(file.hers).get("/en/changes/"))
        object_to(file.hers, work)
    else:
        work.post("objection/", {"who": person_ref(person_id(file.hers)), "words": "نفروخته‌ام"})
    assert work.row.state == "objected"
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    confirmed_anew(work)
    for number in (file.hers, file.his):
        object_to(number, work)
    assert work.row.state == "confirmed", "each of them once"


def test_what_was_changed_since_is_another_act_that_can_be_objected_to(dismissed):
    seller = person_ref(person_id(dismissed.seller))
    dismissed.leave(person_id(dismissed.seller), effective_to="1404/2/2")
    assert dismissed.row_texts(f"leaving.{seller}")["effective_to"] == "1404/2/2"
    work = confirmed_anew(dismissed)
    assert "I object" in said(signed_in(work.seller).get("/en/changes/"))
    object_to(work.seller, work)
    assert work.row.state == "objected" and work.row.decision == ""
    work.post("back/", {"back": "1", "word": "بی‌اعتنا به اعتراض"})
    assert work.row.state == "objected", "an administrator decides on it anew"
    decide(work, "upheld")
    assert work.row.state == "withdrawn"


def test_so_is_the_same_one_with_another_deed_brought_to_it(dismissed):
    parts = "SELECT count(*) FROM counter_draftpart WHERE draft_id = %s"
    before = asked(parts, [dismissed.row.id])
    dismissed.papers(dismissed.key, **{"deed-scan": a_scan(pdf("another deed altogether"), "other.pdf")})
    assert asked(parts, [dismissed.row.id]) == before, "the texts are the same"
    work = confirmed_anew(dismissed)
    object_to(work.seller, work)
    assert work.row.state == "objected"
    decide(work, "dismissed")
    assert work.row.dismissed == [person_id(work.seller)], "once, of the act as it is now"


def test_so_it_is_with_an_objection_made_in_person(dismissed):
    dismissed.leave(person_id(dismissed.seller), effective_to="1404/2/2")
    work = confirmed_anew(dismissed)
    work.post("objection/", {"who": person_ref(person_id(work.seller)), "words": "نفروخته‌ام"})
    assert work.row.state == "objected" and work.row.decision == ""


def test_a_block_stops_it_until_it_is_decided_anew(dismissed, desk):
    work, who = confirmed_anew(dismissed), person_ref(person_id(dismissed.seller))
    desk.post(f"files/{work.case.ref}/people/{who}/block/", {"reason": "تلفنش را دزدیده‌اند", "do": "block"})
    assert work.row.state == "objected" and work.row.decision == ""


def test_two_clerks_stop_it_all_the_same(dismissed):
    work = confirmed_anew(dismissed)
    work.post("reversal/", {"reason": "مدرک تازه"})
    work.by(a_colleague(5)).post("reversal/", {"do": "agree"})
    assert work.row.state == "reversed"


def handed_back(work, objector: str):
    """Confirmed, objected to, and dismissed."""
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    object_to(objector, work)
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "اعتراض وارد نبود"})
    assert work.row.state == "draft"
    return work


def test_a_death_that_can_be_recorded_no_more_says_why(desk, shared):
    asked(
        "UPDATE people_contact SET registered_on = %s WHERE person_id = %s RETURNING 1",
        [dates.today() - timedelta(60), person_id(shared.hers)],
    )
    day = typed(dates.today() - timedelta(10))
    work = handed_back(died(desk, shared.case, shared.hers, died_on=day), shared.hers)  # who signs in today to object
    assert any("since that day" in sentence for sentence in work.missing())


def test_and_where_it_comes_between_the_review_and_the_confirmation_too(desk, other, shared, monkeypatch):
    work = died(desk, shared.case, shared.hers)
    work.submit()
    monkeypatch.setattr(changes, "record_death", lambda *_: False)
    page = said(work.by(other).confirm())
    assert "Something is on record that" in page and work.row.state == "submitted"


def test_a_correction_is_checked_as_the_first_time(desk):
    owner = an_owner()
    file = opened(desk, owner)
    ref = person_ref(person_id(owner["number"]))
    asked(
        "UPDATE casefiles_ownership SET effective_from = %s WHERE case_id = %s RETURNING 1",
        [dates.today(), file.case.id],
    )
    act = desk.begin(file.case)
    named = lambda **known: act.post(f"names/{ref}/", OTHER_NAMES | {"base": act.base(f"correcting.{ref}")} | known)  # noqa: E731
    named()
    act.papers(f"c{ref}")
    handed_back(act, owner["number"])
    named(birth_date=typed(dates.today() - timedelta(3 * 365)))
    assert any("they would be a child" in sentence for sentence in act.missing())
    act.settle()
    assert act.row.state == "draft"


def test_the_end_of_a_leave_that_the_back_office_told_meanwhile_is_named(desk):
    file = of_two(desk)
    [(mandate, ref)] = asked("SELECT id, ref FROM casefiles_mandate WHERE case_id = %s", [file.case.id])
    act = desk.begin(file.case)
    end = {"end_reason": "dismissal", "ended_on": typed(dates.today()), "base": "0"}
    act.post(f"mandates/{ref.hex}/", end)
    act.papers(f"m{ref.hex}")
    handed_back(act, file.his)
    asked(
        "UPDATE casefiles_mandate SET ended_on = %s, end_reason = 'dismissal' WHERE id = %s RETURNING 1",
        [dates.today() + timedelta(3), mandate],
    )
    assert any("is known already" in sentence for sentence in act.missing())
    assert act.settle().status_code == 200 and act.row.state == "draft"
