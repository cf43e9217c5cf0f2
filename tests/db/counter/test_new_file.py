"""A new file at the counter: its code, number and plate against what is there, and what follows from the code."""

import pytest
from counter_client import Desk, body, new_file, opened, said
from counter_forms import a_file, an_owner
from history_model import asked

TWICE = "There is a file of this renewal code already"


def test_a_renewal_code_that_has_a_file_is_refused_in_any_spelling(desk):
    case = opened(desk, an_owner()).case
    spelled = case.renewal_code.translate(str.maketrans("0123456789-", "۰۱۲۳۴۵۶۷۸۹/"))
    for code in (case.renewal_code, spelled, case.renewal_code.replace("5-", "05-", 1)):
        work = desk.begin()
        answer = work.file(renewal_code=code)
        assert TWICE in said(answer) and any(TWICE in fault for fault in work.missing()), code


def test_a_file_number_that_stands_in_the_district_is_refused(desk):
    case = opened(desk, an_owner()).case
    work = desk.begin()
    assert "This file number stands on another file of the district." in said(work.file(file_no=case.file_no))
    assert any("This file number stands" in fault for fault in work.missing())


def test_the_same_number_in_another_district_is_no_matter(desk):
    case = opened(desk, an_owner()).case
    there = Desk("1311000046").begin()
    answer = there.file(renewal_code=case.renewal_code.replace("5-", "3-", 1), file_no=case.file_no)
    assert answer.status_code == 302


def test_the_same_plate_is_warned_of_and_goes_on_after_a_look(desk):
    case = opened(desk, an_owner()).case
    work, fields = desk.begin(), a_file(plate_main=str(case.plate_main), plate_sub=str(case.plate_sub))
    answer = work.post("file/", fields | {"base": "0"})
    assert "The same registration plate stands in these files" in said(answer) and 'name="sure"' in body(answer)
    assert work.post("file/", fields | {"base": "1", "sure": "1"}).status_code == 302
    key = work.owner()
    work.complete(key)
    assert work.missing() == [] and "Is it the same property?" in said(work.get())
    work.settle()
    assert work.row.state == "confirmed"


def test_a_plate_in_another_section_or_with_another_sub_number_is_not_the_same(desk):
    case = opened(desk, an_owner()).case
    for other in ({"registry_section": "6"}, {"plate_sub": "8"}, {"plate_sub": ""}):
        fields = a_file(plate_main=str(case.plate_main), plate_sub=str(case.plate_sub)) | other
        assert desk.begin().post("file/", fields | {"base": "0"}).status_code == 302, other


def test_a_code_of_another_district_is_formed_by_its_own_counter(desk):
    work = desk.begin()
    assert "its own counter forms the file" in said(work.file(renewal_code="3-94-1-1-1-0-0"))
    work.complete(work.owner())
    work.settle()
    assert work.row.state == "draft"
    assert not asked("SELECT 1 FROM casefiles_casefile WHERE renewal_code = '3-94-1-1-1-0-0'")


@pytest.mark.parametrize(
    ("levels", "device", "kind"),
    [
        ("0-0-0", "", "parcel"),
        ("1-0-0", "", "building"),
        ("1-4-0", "", "apartment"),
        ("1-0-2", "", "shop"),
        ("1-0-0", "1", "device"),
    ],
)
def test_the_kind_of_unit_follows_from_the_code(desk, levels, device, kind):
    place = a_file()["renewal_code"].split("-")[2]
    work = new_file(desk, an_owner(), renewal_code=f"5-94-{place}-2-{levels}", device=device)
    work.settle()
    assert work.case.unit_kind == kind


def test_an_unusual_code_is_warned_of_and_goes_on_after_a_look(desk):
    work, fields = desk.begin(), a_file()
    fields["renewal_code"] = fields["renewal_code"].replace("5-94-", "5-941-")
    answer = work.post("file/", fields | {"base": "0"})
    assert "unusually large" in said(answer)
    assert work.post("file/", fields | {"base": "1", "sure": "1"}).status_code == 302


def test_the_deed_and_all_else_that_was_typed_is_filed(desk):
    told = {
        "deed_kind": "single_page",
        "tenure": "whole",
        "tenure_scope": "both",
        "deed_no": "139920302012007777",
        "deed_date": "1399/2/3",
        "area_deed": "۲۱۲٫۵",
        "notary_office_no": "81",
        "neighbourhood": "سیچان",
        "postal_code": "8174673441",
        "blue_plate": "12",
        "phone": "03136611111",
        "lot_no": "4",
        "plate_origin": "از ۱۲",
    }
    work = new_file(desk, an_owner(), **told)
    work.settle()
    assert (work.case.neighbourhood, work.case.postal_code, work.case.phone, work.case.lot_no) == (
        "سیچان",
        "8174673441",
        "03136611111",
        4,
    )
    [(kind, no, area)] = asked(
        "SELECT deed_kind, deed_no, area_deed::text FROM casefiles_deed WHERE case_id = %s", [work.case.id]
    )
    assert (kind, no, area) == ("single_page", "139920302012007777", "212.50")


@pytest.mark.parametrize("area", ["999999999.99", "0.01", "1e8", "0.004"])
def test_any_area_that_is_taken_can_be_filed(desk, area):
    work = new_file(desk, an_owner(), deed_kind="booklet", tenure="whole", tenure_scope="both", area_deed=area)
    work.settle()
    assert work.row.state == "confirmed"


@pytest.mark.parametrize("area", ["1e9", "-1", "0", "NaN", "Infinity", "1e-7", "x", "1e999999999"])
def test_an_area_that_is_none_is_named(desk, area):
    work = desk.begin()
    assert "Write the area in square metres" in said(work.file(area_deed=area))


def test_a_deed_half_told_is_named(desk):
    assert "belong together" in said(desk.begin().file(deed_kind="booklet"))


def test_two_clerks_who_form_the_same_file_make_one(desk, other):
    one, two = new_file(desk, an_owner()), new_file(other, an_owner())
    two.file(**{k: v for k, v in one.by(desk).row_texts("file").items() if k in ("renewal_code",)})
    assert two.missing() == []
    one.settle()
    two.settle()
    assert (one.row.state, two.row.state) == ("confirmed", "draft") and any(TWICE in fault for fault in two.missing())


def test_what_was_typed_of_a_person_is_cleaned_as_names_are(desk):
    who = an_owner(first_name="  علي ", last_name="كاظمي\u200c")
    opened(desk, who)
    assert asked("SELECT first_name, last_name FROM people_person WHERE number = %s", [who["number"]]) == [
        ("علی", "کاظمی")
    ]
