"""Slips of a hurried clerk: a shared telephone, an owner too early, one file registered twice: asked or told."""

import pytest
from counter_client import ADMINISTRATOR, AUDITOR, Desk, a_colleague, bare, body, key_of, new_file, opened, said
from counter_forms import an_attorney, an_owner, phone, typed
from history_model import asked
from personas import person_id

from shahrsazi.persian import dates

SHARED = "This mobile number is another person's too"


def of_two(desk, *, shared: str = ""):
    """A registration of two owners whose telephones are one and the same."""
    work = bare(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    mobile = phone()
    for key in work.keys:
        work.papers(key)
        work.contact(key, mobile=mobile, **({"shared_reason": shared} if shared else {}))
    return work


def test_one_telephone_for_two_people_of_a_file_asks_why_and_stands_in_the_ledger(desk):
    work = of_two(desk)
    assert len([words for words in work.missing() if SHARED in words]) == 2
    assert "Why another person has the same" in said(work.get(f"contact/{work.keys[1]}/"))
    work = of_two(desk, shared="زن و شوهر یک تلفن دارند")
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    rows = asked(
        "SELECT detail ->> 'why' FROM ledger_ledgerentry WHERE act = 'mobile_shared' AND \"case\" = %s", [work.case.id]
    )
    assert rows == [("زن و شوهر یک تلفن دارند",)] * 2


def test_a_shared_telephone_stands_on_the_auditors_list_and_before_no_administrator(desk):
    reason = "مادر و پسر یک تلفن دارند"
    work = of_two(desk, shared=reason)
    work.settle()
    auditor, administrator = Desk(AUDITOR), Desk(ADMINISTRATOR)
    page = said(auditor.client.get("/en/oversight/"))
    names = "SELECT first_name, last_name FROM people_person WHERE id = %s"
    owner = asked("SELECT person_id FROM casefiles_ownership WHERE case_id = %s", [work.case.id])[0][0]
    for who in (owner, work.row.settled_by):
        assert " ".join(asked(names, [who])[0]) in page
    assert reason in page and work.case.renewal_code in page
    assert reason not in said(administrator.client.get("/en/oversight/"))
    assert asked("SELECT detail ->> 'act' FROM ledger_ledgerentry ORDER BY id DESC LIMIT 1") == [("mobile_shared",)]


@pytest.mark.parametrize(("others", "asks"), [(2, False), (3, True)])
def test_a_number_that_three_others_of_the_city_have_asks_why(desk, others, asks):
    mobile = phone()
    for _ in range(others):
        work = bare(desk, an_owner())
        work.papers(work.keys[0])
        work.contact(work.keys[0], mobile=mobile)
        work.settle()
        assert work.row.state == "confirmed", work.missing()
    last = bare(desk, an_owner())
    last.papers(last.keys[0])
    last.contact(last.keys[0], mobile=mobile)
    assert bool([words for words in last.missing() if SHARED in words]) == asks


def mobile_of(number: str) -> str:
    [(mobile,)] = asked("SELECT mobile FROM people_contact WHERE person_id = %s", [person_id(number)])
    return mobile.replace("+98", "0")


def asks_why(desk, case, of: str, mobile: str) -> bool:
    """Whether a reason is asked of an attorney of this owner who would be reached at the number."""
    work = desk.begin(case)
    agent = work.agent(key_of(person_id(of)))
    work.papers(agent)
    work.contact(agent, mobile=mobile)
    asks = any(SHARED in words for words in work.missing())
    work.post("back/", {"word": "x x", "withdraw": "1"})
    return asks


def test_a_number_of_an_owner_or_attorney_of_the_file_who_is_registered_asks_why(desk):
    owner, attorney = an_owner(), an_attorney()
    file = new_file(desk, owner)
    file.complete(file.agent(file.keys[0], attorney))
    file.settle()
    for of_another in (owner["number"], attorney["number"]):
        assert asks_why(desk, file.case, owner["number"], mobile_of(of_another))
    assert not asks_why(desk, file.case, owner["number"], phone())


def test_a_number_that_is_coming_to_an_owner_of_the_file_asks_why_and_so_does_the_one_before(desk):
    owner, coming = an_owner(), phone()
    file = opened(desk, owner)
    before, key = mobile_of(owner["number"]), key_of(person_id(owner["number"]))
    change = desk.begin(file.case)
    change.papers(key)
    change.contact(key, mobile=coming)
    assert change.missing() == []
    change.settle()
    assert asks_why(desk, file.case, owner["number"], coming) and asks_why(desk, file.case, owner["number"], before)


def test_a_number_that_is_coming_to_three_others_of_the_city_asks_why(desk):
    mobile = phone()
    for _ in range(3):
        owner = an_owner()
        change = desk.begin(opened(desk, owner).case)
        key = key_of(person_id(owner["number"]))
        change.papers(key)
        change.contact(key, mobile=mobile)
        change.settle()
        assert change.row.state == "confirmed", change.missing()
    owner = an_owner()
    assert asks_why(desk, opened(desk, owner).case, owner["number"], mobile)


def test_nobody_is_asked_why_for_a_number_of_their_own(desk):
    work = new_file(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    assert work.missing() == [] and "Why another person" not in said(work.get(f"contact/{work.keys[0]}/"))


def test_an_owner_who_begins_before_the_one_before_ends_is_told(desk):
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]), effective_to=typed(dates.today()))
    work.owner(an_owner(effective_from="1400/1/1"))
    assert "would own before the share" in said(work.get())


def test_two_registrations_of_one_code_are_told_of_each_other_with_a_link(desk):
    first = new_file(desk, an_owner())
    code = first.row_texts("file")["renewal_code"]
    second = a_colleague(5).begin()
    second.file(renewal_code=code, plate_main="4711")
    page = second.get("file/")
    assert "Another registration of the same code or plate is begun" in said(page) and first.ref in body(page)
    assert second.ref in body(first.get())
    first.settle()
    assert first.ref not in body(second.get("file/"))


def test_a_file_that_the_counter_formed_says_that_nothing_is_known_and_never_that_there_is_nothing(desk):
    from personas import signed_in

    owner = an_owner()
    case = opened(desk, owner).case
    citizen = signed_in(owner["number"])
    whole = said(citizen.get(f"/en/cases/{case.ref}/"))
    assert "the back office has told nothing of this file yet" in whole and "No violation" not in whole
    assert whole.count("Not known yet") == 6
    for section in ("inspections", "planning", "drawings", "violations", "permits", "history"):
        page = said(citizen.get(f"/en/cases/{case.ref}/{section}/"))
        assert "Not known: the back office has told nothing" in page, section
        for words in ("No violation is", "No permit has", "No visit has", "No action is", "No architectural"):
            assert words not in page, section
