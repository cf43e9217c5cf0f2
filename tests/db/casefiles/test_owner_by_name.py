"""An owner without a number: co-owners read the name and where to complete it; nobody is ever let in as them."""

import pytest
from django.db import IntegrityError, connections, transaction
from feed_lines import fed, line, load, mandate, number, owner, person
from history_model import asked
from owners_by_name import by_name, half
from personas import NEIGHBOUR, signed_in

from shahrsazi.accounts import sign_in
from shahrsazi.credentials.devices import device_of

MISSING, GO = "کد ملی ثبت نشده", "برای تکمیل به واحد تشکیل پرونده مراجعه کنید"


@pytest.fixture
def simin(city) -> str:
    """Simin Daneshi, who owns half of a house; the back office knows the other half's owner by name alone."""
    return number()


@pytest.fixture
def house(simin):
    return fed(half(simin), half("simin-brother"), people=[by_name("simin-brother", last_name="دانشی"), person(simin)])


@pytest.fixture
def brother(house) -> int:
    return asked("SELECT person_id FROM casefiles_ownership WHERE case_id = %s ORDER BY id", [house.case.id])[1][0]


def test_a_co_owner_reads_the_name_the_share_and_where_to_complete_it(house):
    html = house.html("ownership")
    assert "علی دانشی" in html and html.count("۳ دانگ") >= 2
    assert MISSING in html and GO in html
    assert "The shares recorded add up to less" not in house.html("ownership", "en")
    assert "National code not on record" in house.html("ownership", "en")


def test_an_attorney_reads_that_it_is_missing_and_is_sent_nowhere(simin, house):
    attorney = number()
    given = house.line | {"as_of": "2026-02-01T08:00:00+03:30", "mandates": [mandate(simin, attorney)]}
    given["people"] = [*given["people"], person(attorney)]
    assert load(given).bad == []
    html = signed_in(attorney).get(f"/cases/{house.case.ref}/ownership/").content.decode()
    assert "علی دانشی" in html and MISSING in html and GO not in html


def test_a_neighbour_with_a_file_of_her_own_sees_nothing_of_it(house):
    browser = signed_in(NEIGHBOUR)
    assert browser.get("/cases/").status_code == 200
    for section in ("", "ownership/"):
        assert browser.get(f"/cases/{house.case.ref}/{section}").status_code == 404


def test_nothing_is_missing_where_everyone_has_a_number(city):
    assert MISSING not in fed(owner(number(), 1, 2), owner(number(), 1, 2)).html("ownership")


OF_ONE = "WHERE id = (SELECT min(id) FROM casefiles_mandate)"
WAYS_IN = {
    "a mobile": "UPDATE people_contact SET mobile = '+989550001111' WHERE person_id = %(who)s",
    "an e-mail to come": "UPDATE people_contact SET coming_email = 'a@example.ir' WHERE person_id = %(who)s",
    "a registration": "UPDATE people_contact SET registered_on = '2020-01-01' WHERE person_id = %(who)s",
    "a password": "INSERT INTO credentials_credential (person_id) VALUES (%(who)s)",
    "a first password": "INSERT INTO credentials_firstpassword (person_id, channel) VALUES (%(who)s, 'sms')",
    "a session": "INSERT INTO credentials_session (person_id, level) VALUES (%(who)s, 2)",
    "leave from another": f"UPDATE casefiles_mandate SET agent_id = %(who)s {OF_ONE}",
    "a mandate given": f"UPDATE casefiles_mandate SET principal_id = %(who)s {OF_ONE}",
    "a desk": "INSERT INTO staff_member (person_id) VALUES (%(who)s)",
    "a number": "UPDATE people_person SET number = '1300009999' WHERE id = %(who)s",
}


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_the_database_itself_opens_no_way_in(brother, way_in):
    with (
        pytest.raises(IntegrityError, match="without"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(WAYS_IN[way_in], {"who": brother})


def test_a_number_is_not_taken_from_somebody(simin):
    load(line(simin))
    with pytest.raises(IntegrityError, match="without"), transaction.atomic(using="owner"):
        asked("UPDATE people_person SET number = NULL WHERE number = %s RETURNING id", [simin])


@pytest.mark.parametrize("typed", ["", None, "simin-brother", "علی دانشی"])
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_whatever_is_typed_at_the_entrance_nothing_is_sent_and_nobody_comes_in(brother, typed, channel):
    sign_in.request_password(typed, channel, "203.0.113.9", device_of("citizen", f"{typed}", ""), "fa")
    assert sign_in.sign_in(typed, "Derakht8Sabz", device="") is None
    for table in ("messages_message", "credentials_firstpassword", "credentials_session"):
        assert asked(f"SELECT count(*) FROM {table} WHERE person_id = %s", [brother]) == [(0,)]
