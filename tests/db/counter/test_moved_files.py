"""A file that the back office gives a code of another district takes its registrations and letters to that counter."""

import pytest
from counter_acts import unreachable
from counter_client import OF_THREE, Desk, a_colleague, body, check_all, key_of, opened, said
from counter_forms import an_owner, phone, typed
from counter_scans import a_scan
from feed_delivery import Exporter, with_values
from feed_files import File
from history_model import asked
from list_pages import of_desk
from personas import person_id

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.persian import dates


@pytest.fixture
def there():
    """A clerk of district 3."""
    return Desk(OF_THREE)


def move(case, district: int = 3) -> None:
    """Its code becomes one of that district, as a delivery makes it."""
    code = f"{district}-{case.renewal_code.split('-', 1)[1]}"
    sql = "UPDATE casefiles_casefile SET renewal_code = %s, district_id = %s WHERE id = %s RETURNING district_id"
    assert asked(sql, [code, district, case.id]) == [(district,)]


def a_sale(desk):
    """Simin, whom a letter alone reaches, sells to Kaveh, who has a password on paper; not sent on yet."""
    simin = unreachable(desk)
    work = desk.begin(simin.case)
    work.simin, work.kaveh = simin.who, an_owner()
    work.leave(person_id(simin.who["number"]))
    work.key = work.owner(work.kaveh)
    work.papers(work.key)
    work.contact(work.key, mobile=phone())
    return work


def a_confirmed_sale(desk):
    work = a_sale(desk)
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return work


def letter_of(work) -> tuple[int, str]:
    """One that waits for the post."""
    sql = "SELECT id, ref FROM counter_letter WHERE registration_id = %s AND to_property AND posted_on IS NULL"
    return asked(sql, [work.row.id])[0]


def test_a_change_that_comes_is_gone_from_the_old_counter_and_whole_at_the_new_one(desk, there):
    work = a_confirmed_sale(desk)
    move(work.case)
    assert [work.get(rest).status_code for rest in ("", "receipt/", "owners/")] == [404] * 3
    assert work.ref not in "".join(of_desk(desk))
    page = body(work.by(there).get())
    assert work.kaveh["last_name"] in page and f"files/{work.case.ref}/" in page and "Receipt" in page
    assert work.by(there).get("receipt/").content.startswith(b"%PDF")
    assert work.ref in body(there.get(f"files/{work.case.ref}/"))


def test_its_letters_are_printed_and_posted_there(desk, there):
    work = a_confirmed_sale(desk)
    number, ref = letter_of(work)
    move(work.case)
    fields = {"posted_on": typed(dates.today()), "posting_no": "881"}
    assert ref not in body(desk.get("letters/")) and desk.get(f"letters/{ref}/").status_code == 404
    assert ref in body(there.get("letters/"))
    assert there.get(f"letters/{ref}/print").content.startswith(b"%PDF")
    assert there.client.post(f"/en/counter/letters/{ref}/", fields).status_code == 302
    assert asked("SELECT posted_on FROM counter_letter WHERE id = %s", [number]) == [(dates.today(),)]


def test_what_is_being_written_is_gone_on_with_there(desk, there):
    work = a_sale(desk)
    scans = {scan for paper in work.row_texts(f"papers.{work.key}").values() for scan in paper.get("scans", ())}
    move(work.case)
    assert work.get("owners/").status_code == 404
    elsewhere = work.by(there)
    assert work.kaveh["last_name"] in body(elsewhere.get("owners/"))
    assert all(elsewhere.get(f"scans/{scan}/").status_code == 200 for scan in scans) and scans
    assert elsewhere.missing() == []
    elsewhere.settle()
    assert work.row.state == "confirmed" and work.row.district_id == 3, elsewhere.missing()


def test_a_scan_that_the_worker_looks_at_meanwhile_comes_along(desk, there):
    work = a_sale(desk)
    fields = {"deed-scan": a_scan(), "deed-seen": "1", "base": work.base(f"papers.{work.key}")}
    desk.client.post(f"/en/counter/drafts/{work.ref}/papers/{work.key}/", fields)
    waiting = "SELECT DISTINCT district_id FROM counter_incomingscan WHERE draft_id = %s"
    assert asked(waiting, [work.row.id]) == [(5,)]
    move(work.case)
    assert asked(waiting, [work.row.id]) == [(3,)] and check_all(work.ref) == 1
    assert work.by(there).get(f"papers/{work.key}/").status_code == 200


def test_a_password_on_paper_is_printed_there(desk, there):
    work = unreachable(desk)
    move(work.case)
    sealed = f"sealed/{key_of(person_id(work.who['number']))}/"
    assert work.post(sealed).status_code == 404
    assert "Sealed password for" in said(work.by(there).get())
    assert work.by(there).post(sealed).content.startswith(b"%PDF")
    assert asked("SELECT DISTINCT district_id FROM counter_letter WHERE case_id = %s", [work.case.id]) == [(3,)]


def test_an_objection_is_made_at_the_new_counter(desk, there):
    work = a_confirmed_sale(desk)
    move(work.case)
    who = key_of(person_id(work.simin["number"]))[1:]
    assert work.post("objection/", {"who": who, "words": "نفروخته‌ام"}).status_code == 404
    work.by(there).post("objection/", {"who": who, "words": "نفروخته‌ام"})
    assert work.row.state == "objected" and work.ref in "".join(of_desk(there, "objected"))


def test_what_was_handed_over_to_a_colleague_of_the_old_counter_is_theirs_no_more(desk, there):
    work = a_sale(desk)
    asked("UPDATE counter_draft SET assigned_to = begun_by WHERE id = %s RETURNING 1", [work.row.id])
    move(work.case)
    assert work.row.assigned_to is None and work.ref in "".join(of_desk(there, "begun"))


def test_it_goes_along_to_a_district_that_is_not_served_yet_and_comes_back(desk):
    work = a_sale(desk)
    move(work.case, 15)
    assert work.kaveh["last_name"] in body(work.by(a_colleague(15)).get("owners/"))
    move(work.case, 5)
    assert work.kaveh["last_name"] in body(work.get("owners/")) and work.missing() == []


def formed_anew(desk):
    work = desk.begin()
    work.file()
    return work


def bought(desk):
    seller = an_owner()
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    return work


@pytest.mark.parametrize("act", [formed_anew, bought])
def test_a_letter_about_an_act_of_another_file_goes_to_the_counter_of_the_property(desk, there, act):
    """Simin, who owns a house and has a password on paper, comes into another file of district 5 with a telephone."""
    simin = unreachable(desk)
    work = act(desk)
    work.complete(work.owner(simin.who))
    work.settle()
    letters = "SELECT ref, kind FROM counter_letter WHERE registration_id = %s AND case_id = %s AND to_property"
    [(ref, written)] = asked(letters, [work.row.id, simin.case.id])
    move(simin.case)
    assert written == "coming_change" and work.get().status_code == 200  # the act itself stays
    assert ref in body(there.get("letters/"))
    assert there.get(f"letters/{ref}/print").content.startswith(b"%PDF")


def test_a_delivery_moves_them_too(desk, there):
    file = File(Exporter())
    case = CaseFile._base_manager.using("owner").get(renewal_code=file.made["casefile"]["renewal_code"])
    work = a_colleague(9).begin(case)
    code = case.renewal_code.replace("9-", "3-", 1)
    assert file.send(with_values("file", file.key, file.made["casefile"] | {"renewal_code": code}, 2)).bad == []
    assert work.row.district_id == 3 and work.get("owners/").status_code == 404
    assert work.by(there).get("owners/").status_code == 200


def test_a_registration_whose_file_is_of_another_district_is_not_read_as_one_of_a_new_file(desk):
    """As a file left it that moved before registrations went along."""
    work = a_confirmed_sale(desk)
    move(work.case)
    asked("UPDATE counter_draft SET district_id = 5 WHERE id = %s RETURNING 1", [work.row.id])
    before = asked("SELECT count(*) FROM ledger_ledgerentry WHERE \"case\" IS NULL AND act = 'read'")
    assert work.get().status_code == work.get("receipt/").status_code == 404
    assert asked("SELECT count(*) FROM ledger_ledgerentry WHERE \"case\" IS NULL AND act = 'read'") == before
