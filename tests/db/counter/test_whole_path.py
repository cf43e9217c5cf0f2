"""From an empty counter to an owner who reads the file at home: each step over HTTP, and nothing before its time."""

from browser_client import requested
from counter_client import DONE, Desk, Work, code_of, new_file, opened, said, sees
from counter_forms import an_attorney, an_owner, phone
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.credentials.passwords import FirstPassword
from shahrsazi.people.models import Person


def gets_a_password(number: str) -> bool:
    """Whether asking at the entrance makes a password that is someone's."""
    assert requested(number, "sms", "127.0.0.1", "en") is None
    return FirstPassword.objects.using("owner").order_by("-id").first().person_id is not None


def test_a_new_file_goes_from_the_counter_to_its_owners_list(desk):
    work = desk.begin()
    assert work.file().headers["Location"].endswith("/owners/")
    who = an_owner()
    key = work.owner(who)
    assert work.answer.headers["Location"].endswith("/owners/")
    assert work.papers(key).headers["Location"].endswith(f"/contact/{key}/")
    number = phone()
    first = work.post(f"contact/{key}/", {"mobile": number, "residence_postal": "8174673441", "base": "0"})
    assert "The code that was sent" in said(first)
    second = work.post(
        f"contact/{key}/",
        {"mobile": number, "residence_postal": "8174673441", "base": "1", "sms_code": code_of(number)},
    )
    assert second.headers["Location"].endswith(f"/drafts/{work.ref}/")
    assert DONE in said(work.get()) and "Send to a second clerk" in said(work.get())
    assert not gets_a_password(who["number"])
    assert work.settle().status_code == 302
    assert "The file is open to its owners from home." in said(work.get())
    assert sees(who["number"], work.case)
    asked("DELETE FROM credentials_tally RETURNING 1")
    assert gets_a_password(who["number"])


def test_a_complete_owner_beside_an_incomplete_one_gets_in_no_sooner(desk):
    ready, late = an_owner(land_dang="3"), an_owner(land_dang="3")
    work = new_file(desk, ready)
    key = work.owner(late)
    assert work.settle().status_code == 200 and work.row.state == "draft"
    assert not Person.objects.using("owner").filter(number__in=[ready["number"], late["number"]]).exists()
    assert not gets_a_password(ready["number"])
    work.complete(key)
    work.settle()
    assert sees(ready["number"], work.case) and sees(late["number"], work.case)


def test_three_owners_one_through_an_attorney_are_registered_at_once(desk):
    owners = [an_owner(land_dang="2") for _ in range(3)]
    work, attorney = new_file(desk, *owners), an_attorney()
    agent = work.agent(work.keys[2], attorney)
    assert any(attorney["last_name"] in fault for fault in work.missing())
    work.complete(agent)
    assert work.missing() == []
    work.settle()
    assert all(sees(who["number"], work.case) for who in [*owners, attorney])
    assert (
        asked("SELECT land_share, land_of FROM casefiles_ownership WHERE case_id = %s", [work.case.id]) == [(1, 3)] * 3
    )
    assert asked("SELECT capacity, scope->>1 FROM casefiles_mandate WHERE case_id = %s", [work.case.id]) == [
        ("attorney", "follow_up")
    ]


def test_an_attorney_without_leave_to_look_sees_nothing(desk):
    work, attorney = new_file(desk, an_owner()), an_attorney(scope=["pay"])
    work.complete(work.agent(work.keys[0], attorney))
    work.settle()
    assert work.row.state == "confirmed" and not sees(attorney["number"], work.case)


def test_the_receipt_is_a_pdf_once_it_is_filed_and_not_there_before(desk):
    work = new_file(desk, an_owner())
    assert work.get("receipt/").status_code == 404
    work.settle()
    receipt = work.get("receipt/")
    assert receipt.content.startswith(b"%PDF-") and receipt.headers["Content-Type"] == "application/pdf"
    assert "receipt" in receipt.headers["Content-Disposition"]


def test_activation_writes_the_ledger_with_the_clerk_and_the_owner_reads_it_without_a_name(desk):
    who = an_owner()
    work = opened(desk, who)
    clerk = person_id(desk.number)
    acts = asked('SELECT act, actor, district FROM ledger_ledgerentry WHERE "case" = %s', [work.case.id])
    [(second,)] = asked("SELECT settled_by FROM counter_draft WHERE id = %s", [work.row.id])
    assert ("confirmed", second, 5) in acts and {actor for _, actor, _ in acts} <= {clerk, second}
    page = said(signed_in(who["number"]).get(f"/en/cases/{work.case.ref}/seen/"))
    assert "A registration was confirmed by a second clerk" in page and "of district 5" in page
    assert "رستمی" not in page and "الهام" not in page


def test_a_file_of_a_district_that_is_not_served_is_listed_and_does_not_open(desk):
    who = an_owner()
    work = new_file(desk, who)
    asked("UPDATE city_district SET served_from = NULL WHERE number = 5 RETURNING 1")
    try:
        assert "not served from home yet" in said(work.get())
        work.settle()
        assert "opens from home when this district is served" in said(work.get())
        citizen = signed_in(who["number"])
        assert citizen.get(f"/en/cases/{work.case.ref}/").status_code == 404
        assert "باجه" in said(citizen.get("/en/cases/"))
    finally:
        asked("UPDATE city_district SET served_from = '2017-03-21' WHERE number = 5 RETURNING 1")


def test_the_desk_shows_what_was_begun_and_what_was_registered_today(desk):
    begun, done = desk.begin(), opened(desk, an_owner())
    begun.file(place="کوچه نیمه‌کاره")
    page = desk.get().content.decode()
    at = {name: page.index(name) for name in ("Waiting for a second clerk", ">Begun<", ">Registered today<")}
    assert at[">Begun<"] < page.index(begun.ref) < at[">Registered today<"] < page.index(done.ref)
    assert begun.ref not in Desk("1311000046").get().content.decode()
    assert Work(Desk("1311000046"), begun.ref).get().status_code == 404
