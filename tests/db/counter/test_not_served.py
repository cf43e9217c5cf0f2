"""In a district whose files do not open from home yet owners read what is coming to theirs, and stop it."""

import pytest
from counter_acts import coming_sale, object_to
from counter_client import body, opened, said
from counter_forms import a_company, an_attorney, an_owner
from history_model import asked
from personas import person_id, signed_in


@pytest.fixture
def not_served():
    asked("UPDATE city_district SET served_from = NULL WHERE number = 5 RETURNING 1")
    yield
    asked("UPDATE city_district SET served_from = '2017-03-21' WHERE number = 5 RETURNING 1")


def name_of(number: str) -> str:
    return " ".join(asked("SELECT first_name, last_name FROM people_person WHERE id = %s", [person_id(number)])[0])


def test_a_seller_reads_the_sale_with_its_buyer_and_stops_it_while_the_file_stays_shut(desk, other, not_served):
    work = coming_sale(desk, other)
    citizen = signed_in(work.seller)
    page = said(citizen.get("/en/changes/"))
    assert f"New owner: {name_of(work.buyer)}" in page and f"The share of {name_of(work.seller)} ends" in page
    assert 'href="/en/changes/"' in body(citizen.get("/en/cases/"))
    for path in ("", "ownership/", "seen/"):
        assert citizen.get(f"/en/cases/{work.case.ref}/{path}").status_code == 404
    object_to(work.seller, work)
    assert work.row.state == "objected"


def test_who_acts_for_a_company_stops_it_too_and_an_attorney_does_not(desk, other, not_served):
    company, acting, attorney = a_company(), an_attorney(capacity="representative"), an_attorney()
    first = desk.begin()
    first.file()
    key = first.owner(company)
    first.complete(key, first.agent(key, acting), first.agent(key, attorney))
    first.settle()
    sale = desk.begin(first.case)
    sale.leave(person_id(company["number"]))
    sale.complete(sale.owner())
    sale.submit()
    sale.by(other).confirm()
    assert sale.row.state == "confirmed", sale.missing()
    assert f"change-{sale.row.id}" not in body(signed_in(attorney["number"]).get("/en/changes/"))
    object_to(attorney["number"], sale)
    assert sale.row.state == "confirmed"
    object_to(acting["number"], sale)
    assert sale.row.state == "objected"


def test_neither_a_neighbour_nor_the_buyer_reads_of_it(desk, other, not_served):
    work, neighbour = coming_sale(desk, other), an_owner()
    opened(desk, neighbour)
    for number in (neighbour["number"], work.buyer):
        assert f"change-{work.row.id}" not in body(signed_in(number).get("/en/changes/"))
        object_to(number, work)
    assert work.row.state == "confirmed"
    assert signed_in(neighbour["number"]).get(f"/en/cases/{work.case.ref}/").status_code == 404
