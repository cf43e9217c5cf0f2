"""Districts, code lists and rules: what each form does, what it refuses, and its row in the ledger."""

from datetime import date

import pytest
from django.db.models.functions import Now
from django.utils import translation
from page_tree import text, tree
from personas import person_id

from shahrsazi.administration.code_lists import FIXED_LISTS
from shahrsazi.city import code_lists, districts, overrides
from shahrsazi.city.districts import District
from shahrsazi.city.overrides import CodeEntry
from shahrsazi.city.rules import RULES, RuleVersion
from shahrsazi.persian import identifiers
from shahrsazi.persian.identifiers import InvalidInputError

ADMINISTRATOR = "1315550083"
DISTRICTS, RULES_PAGE = "/administration/districts/", "/administration/rules/"


@pytest.fixture
def district():
    kept = District.objects.using("owner").get(number=14)
    yield kept
    kept.save(using="owner")


@pytest.fixture(autouse=True)
def _as_shipped():
    yield
    CodeEntry.objects.using("owner").all().delete()
    overrides.invalidate()


def problems(response) -> str:
    """The fields that something is said beside."""
    page = tree(response.content.decode())
    return " ".join(p.get("id", "").partition("-error")[0] for p in page.iter("p") if p.get("class") == "error")


# Districts


def test_a_district_is_saved_in_persian_digits_and_shown_at_once_to_all(administrator, client, district, written):
    said = {"district": "14", "address": "خیابان  آزمون ", "phone": "۰۳۱-۳۲۳۴۵۶۷۸", "served_from": "۱۴۰۵/۴/۱۰"}
    assert administrator.post(DISTRICTS, said).headers["Location"] == f"{DISTRICTS}?notice=saved"
    now = District.objects.using("owner").get(number=14)
    assert (now.counter_address, now.counter_phone, now.served_from) == (
        "خیابان آزمون",
        "031-32345678",
        date(2026, 7, 1),
    )
    (row,) = written("district_changed")
    assert row[1:3] == ("administrator", person_id(ADMINISTRATOR))
    assert row[4]["district"] == 14 and row[4]["changed"]["served_from"][1] == "2026-07-01"
    assert "خیابان آزمون" in client.get("/guide/").content.decode() + client.get("/").content.decode()


def test_a_district_can_stop_being_served(administrator, district):
    administrator.post(DISTRICTS, {"district": "14", "address": "نشانی", "phone": "031", "served_from": ""})
    assert District.objects.using("owner").get(number=14).served_from is None


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"served_from": "1405/13/1"}, "served_from"),
        ({"served_from": "1405/7/31"}, "served_from"),
        ({"served_from": "فردا"}, "served_from"),
        ({"address": ""}, "address"),
        ({"address": "ن" * 201}, "address"),
        ({"phone": "تلفن"}, "phone"),
        ({"phone": "0" * 30}, "phone"),
        ({"district": "99"}, ""),
        ({"district": "9" * 30}, ""),
        ({"district": "x"}, ""),
    ],
)
def test_a_wrong_district_is_not_saved(administrator, district, other, field, written):
    response = administrator.post(
        DISTRICTS, {"district": "14", "address": "نشانی", "phone": "031", "served_from": ""} | other
    )
    assert response.status_code == 200 and problems(response) == field and 'id="problem"' in response.content.decode()
    assert written() == []


NEW = {"district": "new", "number": "۱۶", "address": "خیابان نو", "phone": "031-1600", "served_from": "1404/1/1"}


@pytest.fixture
def no_sixteenth():
    yield
    District.objects.using("owner").filter(number__in=(16, 99)).delete()
    overrides.invalidate()


def test_a_district_is_added_and_a_renewal_code_may_begin_with_it(administrator, client, written, no_sixteenth):
    with translation.override("en"), pytest.raises(InvalidInputError, match="from 1 to 15"):
        identifiers.renewal_code("16-1-1-1-1-0-0")
    assert "Add a district" in administrator.get("/en" + DISTRICTS + "?district=new").content.decode()
    assert administrator.post(DISTRICTS, NEW).headers["Location"] == f"{DISTRICTS}?notice=saved"
    added = District.objects.using("owner").get(number=16)
    assert (added.counter_phone, added.served, added.changed_by) == ("031-1600", True, person_id(ADMINISTRATOR))
    assert written("district_added")[0][4]["district"] == 16
    assert identifiers.renewal_code("16-1-1-1-1-0-0")
    assert "منطقه ۱۶" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"number": "14"}, "number"),
        ({"number": "0"}, "number"),
        ({"number": "100"}, "number"),
        ({"number": ""}, "number"),
        ({"number": "-1"}, "number"),
        ({"number": "x"}, "number"),
        ({"address": ""}, "address"),
    ],
)
def test_a_new_district_that_is_wrong_is_not_added(administrator, other, field, written, no_sixteenth):
    response = administrator.post(DISTRICTS, NEW | other)
    assert response.status_code == 200 and problems(response) == field
    assert other.get("address") == "" or "خیابان نو" in response.content.decode()
    assert written() == [] and District.objects.using("owner").count() == 15


def test_the_profile_counts_until_an_administrator_has_spoken(administrator, district, monkeypatch):
    stored = District.objects.using("owner").filter(number=14)
    stored.update(counter_phone="an old telephone", changed_by=None)
    assert districts.load() == "Districts: 0 added, 1 changed."
    assert stored.get().counter_phone == district.counter_phone
    administrator.post(DISTRICTS, {"district": "14", "address": "نشانی", "phone": "031", "served_from": ""})
    assert districts.load() == "Districts: 0 added, 0 changed." and stored.get().counter_phone == "031"


def test_a_district_that_the_profile_does_not_have_stays_and_is_said(no_sixteenth, city):
    District.objects.using("owner").create(number=99, counter_address="نشانی", counter_phone="031")
    assert districts.load().endswith("left as they are: 99.")
    assert District.objects.using("owner").filter(number=99).exists()


# Code lists


def roof(client, do: str, **said):
    return client.post("/administration/codes/roof/", {"do": do} | said)


def test_an_entry_is_added_renamed_retired_and_brought_back_and_seen_at_once(administrator, written):
    assert roof(administrator, "add", key="Green_Roof", persian="بام سبز", english="Green roof").status_code == 302
    assert "green_roof" in code_lists.offered("roof") and code_lists.label("roof", "green_roof", "fa") == "بام سبز"
    roof(administrator, "rename", key="green_roof", persian="بام گیاهی", english="Planted roof")
    assert code_lists.label("roof", "green_roof", "en") == "Planted roof"
    roof(administrator, "retire", key="green_roof")
    assert (
        "green_roof" not in code_lists.offered("roof") and code_lists.label("roof", "green_roof", "fa") == "بام گیاهی"
    )
    roof(administrator, "bring_back", key="green_roof")
    assert "green_roof" in code_lists.offered("roof")
    assert [r[0] for r in written()] == ["code_added", "code_renamed", "code_retired", "code_brought_back"]


def test_an_entry_that_was_shipped_keeps_its_words_when_it_is_retired(administrator):
    words = code_lists.label("roof", "slab", "fa")
    roof(administrator, "retire", key="slab")
    assert "slab" not in code_lists.offered("roof") and code_lists.label("roof", "slab", "fa") == words


@pytest.mark.parametrize(
    ("do", "said", "field"),
    [
        ("add", {"key": "slab", "persian": "الف", "english": "A"}, "key"),
        ("add", {"key": "ا", "persian": "الف", "english": "A"}, "key"),
        ("add", {"key": "x" * 41, "persian": "الف", "english": "A"}, "key"),
        ("add", {"key": "aa", "persian": "گنبدی", "english": "A"}, "persian"),
        ("add", {"key": "aa", "persian": "الف", "english": "DOME"}, "english"),
        ("rename", {"key": "slab", "persian": "", "english": "A"}, "persian"),
        ("rename", {"key": "gone", "persian": "الف", "english": "A"}, ""),
        ("retire", {"key": "gone"}, ""),
        ("king", {"key": "slab"}, ""),
    ],
)
def test_a_wrong_entry_changes_nothing(administrator, do, said, field, written):
    response = roof(administrator, do, **said)
    assert response.status_code == 200 and field in problems(response) and 'id="problem"' in response.content.decode()
    assert written() == [] and not CodeEntry.objects.using("owner").exists()


@pytest.mark.parametrize("name", sorted(FIXED_LISTS))
def test_lists_that_the_program_goes_by_take_other_words_and_nothing_else(administrator, name, written):
    key, address = code_lists.keys(name)[0], f"/administration/codes/{name}/"
    for said in ({"do": "add", "key": "new_one", "persian": "نو", "english": "New"}, {"do": "retire", "key": key}):
        assert administrator.post(address, said).status_code == 200
    assert written() == []
    assert (
        administrator.post(
            address, {"do": "rename", "key": key, "persian": "واژه نو", "english": "New word"}
        ).status_code
        == 302
    )
    assert code_lists.label(name, key, "fa") == "واژه نو"
    page = text(tree(administrator.get("/en" + address).content.decode()))
    assert "The program goes by the entries of this list" in page and "Retire" not in page


# Rules


def test_the_rules_page_shows_each_with_its_value_and_source(administrator):
    page = tree(administrator.get("/en" + RULES_PAGE).content.decode())
    rows = [[text(cell) for cell in row][:4] for row in page.iter("tr")][1:]
    in_force = RuleVersion.objects.using("owner").filter(from_at__lte=Now())
    versions = {name: list(in_force.filter(name=name).order_by("id")) for name in RULES}
    with translation.override("en"):
        assert rows == [
            [
                str(rule.title),
                f"{versions[name][-1].value} {rule.unit}",
                str(len(versions[name])),
                versions[name][-1].source,
            ]
            for name, rule in RULES.items()
        ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"value": "0"}, "value"),
        ({"value": "22"}, "value"),
        ({"value": "دو"}, "value"),
        ({"value": "9" * 30}, "value"),
        ({"value": "۲.۵"}, "value"),
        ({"value": "²"}, "value"),
        ({"value": "-3"}, "value"),
        ({"source": ""}, "source"),
        ({"source": "م" * 201}, "source"),
        ({"rule": "king"}, ""),
    ],
)
def test_a_wrong_wish_for_a_rule_is_not_asked_for(administrator, said, field, written):
    response = administrator.post(RULES_PAGE, {"rule": "sealed_days", "value": "۱۰", "source": "بخشنامه"} | said)
    assert response.status_code == 200 and problems(response) == field and 'id="problem"' in response.content.decode()
    assert written() == []


def test_a_value_in_force_and_a_second_wish_are_not_asked_for(administrator, written):
    value = tree(administrator.get("/en/administration/rules/?rule=majority_years").content.decode())
    assert "In force: 18 years" in text(value)
    said = {"rule": "majority_years", "value": "18", "source": "قانون"}
    assert problems(administrator.post(RULES_PAGE, said)) == "value"
    assert administrator.post(RULES_PAGE, said | {"value": "20"}).status_code == 302
    assert administrator.post(RULES_PAGE, said | {"value": "21"}).status_code == 200
    assert [r[0] for r in written()] == ["requested"]
