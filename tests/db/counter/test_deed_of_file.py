"""The data of a deed on a file that exists already: two clerks, the deed scanned, time to object, undone exactly."""

from counter_acts import DEED_DATA, object_to
from counter_client import a_colleague, opened, said, sees, take_effect
from counter_forms import an_owner, typed
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.casefiles.sections.ownership import Deed
from shahrsazi.persian import dates

DEEDS = "SELECT deed_no, deed_kind, by_registration FROM casefiles_deed WHERE case_id = %s ORDER BY id"


def a_deed(desk, case, papers=True, **texts):
    """A registration of a deed's data, not sent on; .page is what its form answered."""
    act = desk.begin(case)
    fields = DEED_DATA | {"deed_date": typed(dates.today()), "base": act.base("deed.file")} | texts
    act.page = act.post("deed/file/", fields)
    if papers:
        act.papers("deed")
    return act


def shown(number: str, case) -> bool:
    return "77123" in said(signed_in(number).get(f"/en/cases/{case.ref}/ownership/"))


def test_a_deed_is_added_by_two_clerks_and_shown_once_there_was_time_to_object(desk):
    owner = an_owner()
    file = opened(desk, owner)
    act = a_deed(desk, file.case)
    act.submit()
    assert "77123" in said(act.by(a_colleague(5)).get()), act.missing()
    act.by(a_colleague(5)).confirm()
    assert asked(DEEDS, [file.case.id]) == [("77123", "single_page", act.row.id)]
    assert not shown(owner["number"], file.case) and "77123" in said(signed_in(owner["number"]).get("/en/changes/"))
    take_effect(act)
    assert shown(owner["number"], file.case)


def test_an_objection_takes_it_out_again(desk):
    owner = an_owner()
    file = opened(desk, owner)
    act = a_deed(desk, file.case)
    act.settle()
    object_to(owner["number"], act)
    assert asked(DEEDS, [file.case.id]) == [] and sees(owner["number"], file.case)
    assert act.row_texts("deed.file")["deed_no"] == "77123"


def test_a_deed_needs_its_scan_its_number_and_its_date(desk):
    act = a_deed(desk, opened(desk, an_owner()).case, papers=False)
    assert any("The original was not seen" in sentence for sentence in act.missing())
    act.papers("deed", **{"deed-scan": ""})
    assert act.missing()
    act.papers("deed")
    assert act.missing() == []


def test_what_tells_a_deed_from_another_is_asked(desk):
    act = a_deed(desk, opened(desk, an_owner()).case, papers=False, deed_no="", tenure="")
    page = said(act.page)
    assert "Number of the deed" in page and "Kind of ownership" in page and act.row_texts("deed.file")["area_deed"]


def test_a_sale_with_its_deed_shows_the_paper_once(desk):
    seller, buyer = an_owner(), an_owner()
    file = opened(desk, seller)
    act = a_deed(desk, file.case, papers=False)
    act.leave(person_id(seller["number"]))
    act.complete(act.owner(buyer))
    assert act.missing() == []
    act.settle()
    take_effect(act)
    assert sees(buyer["number"], file.case) and shown(buyer["number"], file.case)


def test_the_deed_of_a_new_file_stands_in_the_files_own_form(desk):
    work = desk.begin()
    assert work.get("deed/file/").headers["Location"].endswith("/file/")


def test_the_deed_of_before_is_the_newest_one_and_none_whose_day_nobody_told(desk):
    owner = an_owner()
    file = opened(desk, owner)
    told = {"case_id": file.case.id, "deed_status": "valid", "deed_kind": "single_page"}
    for key, day, number in (("t-1", dates.today(), "55501"), ("t-2", None, "55502")):
        Deed.in_feed.create(source_key=key, deed_date=day, deed_no=number, **told)
    act = a_deed(desk, file.case)
    act.submit()
    page = said(act.by(a_colleague(5)).get())
    assert "55501" in page and "55502" not in page
