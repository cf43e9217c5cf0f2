"""A district's offices: filled in on the administrator's page, unknown until then, and read by the citizens' role."""

import pytest
from page_tree import text, tree
from personas import person_id

from shahrsazi.city import districts
from shahrsazi.city.acts import OFFICES
from shahrsazi.city.districts import District, columns_of

ADMINISTRATOR = "1315550083"
DISTRICTS = "/administration/districts/"
COUNTER = {"district": "14", "address": "نشانی", "phone": "031", "served_from": ""}
SECRETARIAT = {
    "secretariat_address": "خیابان  نو، طبقه دوم ",
    "secretariat_phone": "۰۳۱-۳۲۳۴۵۶۷۸",
    "secretariat_hours": "شنبه تا سه‌شنبه، ۹ تا ۱۱",
    "secretariat_hours_english": "Saturday to Tuesday, 9 to 11",
}


@pytest.fixture
def fourteenth(city):
    row = District.objects.using("owner").get(number=14)
    yield District.objects.using("owner").filter(number=14)
    row.save(using="owner")


def problems(response) -> str:
    page = tree(response.content.decode())
    return " ".join(p.get("id", "").partition("-error")[0] for p in page.iter("p") if p.get("class") == "error")


def test_every_district_of_the_sample_has_its_three_offices_in_both_languages(city):
    for row in District.objects.all():
        for name in OFFICES:
            persian, english = row.office(name, "fa"), row.office(name, "en")
            assert persian.address and persian.phone and not persian.is_unknown, (row.number, name)
            assert persian.hours and english.hours.isascii() and persian.hours != english.hours


def test_an_office_that_is_filled_in_is_read_by_the_citizens_role_and_stands_in_the_ledger(
    administrator, fourteenth, written
):
    assert administrator.post(DISTRICTS, COUNTER | SECRETARIAT).status_code == 302
    office = District.objects.using("default").get(number=14).office("secretariat", "en")
    assert (office.address, office.phone, office.hours) == (
        "خیابان نو، طبقه دوم",
        "031-32345678",
        "Saturday to Tuesday, 9 to 11",
    )
    (row,) = written("district_changed")
    assert row[2] == person_id(ADMINISTRATOR)
    assert row[4]["changed"]["secretariat_hours"][1] == "شنبه تا سه‌شنبه، ۹ تا ۱۱"


def test_what_was_filled_in_stands_in_the_form_again(administrator, fourteenth):
    administrator.post(DISTRICTS, COUNTER | SECRETARIAT)
    page = tree(administrator.get(DISTRICTS, {"district": "14"}).content.decode())
    values = {field.get("name"): field.get("value") for field in page.iter("input")}
    assert values["secretariat_hours_english"] == "Saturday to Tuesday, 9 to 11"
    assert values["secretariat_phone"] == "031-32345678" and not values["income_address"]


def test_an_office_left_empty_is_unknown_and_the_page_says_which(administrator, fourteenth):
    assert "Unknown" not in administrator.get("/en" + DISTRICTS).content.decode()
    administrator.post(DISTRICTS, COUNTER | SECRETARIAT)
    row = District.objects.get(number=14)
    assert [row.office(name, "fa").is_unknown for name in OFFICES] == [False, True, True]
    english = text(tree(administrator.get("/en" + DISTRICTS).content.decode()))
    assert "Unknown: Where defects of a file are completed" in english and "Unknown: Secretariat" not in english
    assert "نامعلوم: محل پرداخت" in administrator.get(DISTRICTS).content.decode()


def test_where_there_are_no_english_hours_the_persian_ones_are_given(administrator, fourteenth):
    administrator.post(DISTRICTS, COUNTER | SECRETARIAT | {"secretariat_hours_english": ""})
    assert District.objects.get(number=14).office("secretariat", "en").hours == "شنبه تا سه‌شنبه، ۹ تا ۱۱"


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(
    ("part", "typed"),
    [
        ("address", "ن" * 201),
        ("phone", "تلفن"),
        ("phone", "0" * 30),
        ("hours", "ن" * 121),
        ("hours_english", "x" * 121),
    ],
)
def test_a_wrong_office_is_not_saved(administrator, fourteenth, written, office, part, typed):
    response = administrator.post(DISTRICTS, COUNTER | SECRETARIAT | {f"{office}_{part}": typed})
    assert response.status_code == 200 and problems(response) == f"{office}_{part}" and written() == []


def test_the_profile_fills_the_offices_until_an_administrator_has_spoken(fourteenth):
    shipped = fourteenth.get()
    fourteenth.update(income_address="", income_hours_english="", changed_by=None)
    assert districts.load() == "Districts: 0 added, 1 changed."
    again = fourteenth.get()
    assert all(getattr(again, column) == getattr(shipped, column) for column in columns_of("income"))
    fourteenth.update(income_address="", changed_by=7)
    assert districts.load() == "Districts: 0 added, 0 changed." and fourteenth.get().income_address == ""


def test_a_clerk_and_an_auditor_change_no_office(clerk, auditor, fourteenth):
    before = fourteenth.get().secretariat_address
    for desk in (clerk, auditor):
        assert desk.post(DISTRICTS, COUNTER | SECRETARIAT).status_code == 404
    assert fourteenth.get().secretariat_address == before
