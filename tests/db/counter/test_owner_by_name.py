"""An owner whom the back office knows by name alone: a clerk puts the code on record, or registers the rest."""

import json

import feed_lines
import pypdfium2
import pytest
from counter_acts import OTHER_NAMES, object_to
from counter_client import ONE, Desk, a_colleague, key_of, said, sees, take_effect
from counter_forms import HOME_CODE, national_code, phone
from feed_kept import released
from feed_outcomes import at
from history_model import asked
from house_by_name import CARD, TOLD, House, buried, with_simin
from personas import NEIGHBOUR, person_id, person_ref, signed_in

from shahrsazi.feed.models import Difference


@pytest.fixture
def desk(city):
    return Desk(ONE)


@pytest.fixture
def unchecked():
    """A source that compares nothing with the registry."""
    set_to = "UPDATE feed_source SET checks_registry = %s WHERE key = 'backoffice' RETURNING 1"
    asked(set_to, [False])
    yield
    asked(set_to, [True])


def completed(work, house, **typed):
    """The card of Ali with his number, and his papers."""
    work.known_owner(house.ali, **CARD | typed)
    work.complete(key_of(house.ali))


def test_the_owner_with_a_number_is_registered_and_the_pages_say_what_is_missing_of_the_other(desk):
    house = House()
    assert "National code not on record" in said(desk.get(f"files/{house.case.ref}/"))
    work = with_simin(desk, house)
    assert "National code not on record" in said(work.get("owners/"))
    assert "The national code of علی نامدار is not on record" in said(work.get())
    work.submit()
    assert work.row.state == "active", work.missing()
    assert sees(house.simin, house.case)
    assert house.shares()[1] == (house.ali, None, True)
    html = signed_in(house.simin).get(f"/en/cases/{house.case.ref}/ownership/").content.decode()
    assert "علی نامدار" in html and "National code not on record" in html


@pytest.mark.parametrize(("kind", "missing"), [("natural", "National code"), ("legal", "National id")])
def test_the_receipt_and_the_pages_name_the_number_that_is_missing(desk, kind, missing):
    house = House(kind=kind)
    work = with_simin(desk, house)
    work.submit()
    assert f"{missing} not on record" in said(desk.get(f"files/{house.case.ref}/"))
    page = pypdfium2.PdfDocument(work.get("receipt/").content)[0]
    assert "نامدار علی 3 dang not on record –" in " ".join(page.get_textpage().get_text_range().split())
    html = signed_in(house.simin).get(f"/en/cases/{house.case.ref}/ownership/").content.decode()
    assert f"{missing} not on record" in html


def test_a_clerk_finds_the_file_by_that_name_and_a_clerk_of_another_district_does_not(desk):
    house = House(last_name="گمشده‌نام")
    assert house.case.ref in desk.search("گمشده‌نام").content.decode()
    assert house.case.ref not in a_colleague(6).search("گمشده‌نام").content.decode()


def test_a_file_of_names_alone_opens_to_nobody(desk):
    house = House()
    feed_lines.load(at(house.line, "2026-02-01"))
    asked("UPDATE casefiles_ownership SET person_id = %s WHERE case_id = %s RETURNING 1", [house.ali, house.case.id])
    work = desk.begin(house.case)
    work.submit()
    assert work.row.state == "draft"
    assert any("put the national code of one owner on record" in sentence for sentence in work.missing())


def test_one_clerk_completes_an_owner_of_the_same_names(desk):
    house, number = House(), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number)
    assert work.missing() == [] and "Activate access" in said(work.get())
    work.submit()
    assert work.row.state == "active"
    who = person_id(number)
    assert house.shares() == [(person_id(house.simin), house.simin, True), (who, number, True)]
    assert sees(number, house.case) and not sees(NEIGHBOUR, house.case)
    acts = "SELECT count(*) FROM ledger_ledgerentry WHERE act = 'owner_completed' AND person = %s AND role = 'clerk'"
    assert asked(acts, [who]) == [(1,)]
    assert asked("SELECT registered_on IS NULL FROM people_contact WHERE person_id = %s", [house.ali]) == [(True,)]


@pytest.mark.parametrize("typed", [{"first_name": "على", "last_name": "نام دار"}, {"father_name": "حسين"}])
def test_the_same_name_in_another_spelling_is_the_same(desk, typed):
    house, number = House(), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number, **typed)
    work.submit()
    assert work.row.state == "active", work.missing()


@pytest.mark.parametrize(
    "typed",
    [{"first_name": "رضا"}, {"last_name": "دیگری"}, {"father_name": "تقی"}, {"birth_cert_no": "99"}],
    ids=["first name", "family name", "father", "birth certificate"],
)
def test_whatever_differs_takes_two_clerks_and_time_to_object(desk, typed):
    house, number = House(), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number, as_on_card="1", **typed)
    assert "takes a second clerk" in said(work.get()), work.missing()
    work.submit()
    assert work.row.state == "submitted"
    assert work.by(a_colleague(5)).confirm().status_code == 302 and work.row.state == "confirmed"
    assert sees(house.simin, house.case) and not sees(number, house.case)
    take_effect(work)
    assert sees(number, house.case)
    assert [row[1:] for row in house.shares()] == [(house.simin, True), (None, False), (number, True)]


def test_one_clerk_completes_nobody_of_whom_no_father_was_told(desk):
    house, number = House(father_name=""), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number)
    work.submit()
    assert work.row.state == "submitted", work.missing()


def test_an_undone_completion_gives_the_state_before_back(desk):
    house, number = House(), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number, as_on_card="1", first_name="رضا")
    work.submit()
    work.by(a_colleague(5)).confirm()
    object_to(house.simin, work)
    assert work.row.state == "objected"
    assert [row[1:] for row in house.shares()] == [(house.simin, True), (None, True), (number, False)]
    assert not sees(number, house.case)
    assert asked("SELECT completed_as_id, completed_from FROM people_person WHERE id = %s", [house.ali]) == [
        (None, None)
    ]
    assert house.told_again("2026-03-01") == []
    assert [row[1:] for row in house.shares()] == [(house.simin, True), (None, True), (number, False)]


def test_an_existing_person_of_the_number_gets_the_share_and_is_told(desk):
    house = House()
    number = national_code()
    known = feed_lines.person(
        number, **TOLD, birth_date="1971-03-21", mobile=phone(), residence_postal=HOME_CODE, residence_address="کوچه ۱"
    )
    assert feed_lines.load(feed_lines.line(number, people=[known])).bad == []
    work = with_simin(desk, house)
    work.known_owner(house.ali, number=number, **CARD)
    work.papers(key_of(house.ali))
    assert work.missing() == [], work.missing()
    work.submit()
    assert work.row.state == "active" and house.shares()[1] == (person_id(number), number, True)
    assert sees(number, house.case)
    told = "SELECT DISTINCT kind FROM messages_message WHERE person_id = %s AND made_at >= %s"
    assert ("owner_completed",) in asked(told, [person_id(number), work.row.settled_at])


def test_a_later_feed_without_a_number_neither_undoes_nor_doubles_and_another_number_is_a_difference(desk):
    house, number = House(), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number)
    work.submit()
    assert house.told_again("2026-03-01") == []
    assert [row[1:] for row in house.shares()] == [(house.simin, True), (number, True)]
    assert differences(house) == []
    assert house.told_again("2026-04-01", number=national_code()) == []
    assert [row[1] for row in house.shares()] == [house.simin, number]
    assert differences(house) == [["number"]]
    assert house.told_again("2026-05-01", number=number) == []
    assert differences(house) == []


def test_another_number_that_two_release_takes_the_share_as_an_end_and_a_beginning(desk, unchecked):
    house, number, right = House(), national_code(), national_code()
    house.line["casefile"]["opened_on"] = "2026-01-05"
    work = with_simin(desk, house)
    completed(work, house, number=number)
    work.submit()
    assert house.told_again("2026-03-01", number=right) == []
    released(Difference.objects.using("owner").get(record="code", row=house.ali))
    [(_line, reason)] = house.told_again("2026-03-02", number=right)
    assert "A registered owner's share ends, and another one begins: tell it so." in reason
    simins, share = house.line["owners"]
    over = share | {"effective_to": "2026-03-01", "person": number}
    house.line["owners"] = [simins, over, share | {"source_key": feed_lines.key(), "effective_from": "2026-03-01"}]
    house.line["people"].append({"number": number, "kind": "natural", "last_name": "نامدار"})
    assert house.told_again("2026-03-03", number=right) == []
    owners = "SELECT p.number, o.holds_from > now(), o.end_holds_from > now() FROM casefiles_ownership o"
    owners += " JOIN people_person p ON p.id = o.person_id WHERE case_id = %s ORDER BY o.id"
    assert asked(owners, [house.case.id])[1:] == [(number, None, True), (right, True, None)]
    assert sees(number, house.case) and not sees(right, house.case)


@pytest.mark.parametrize("act", ["death", "another name"])
def test_what_is_about_an_owner_of_a_name_alone_is_not_registered_with_their_code(desk, act):
    """It would stand on the name, and the share would pass to whoever has the code."""
    house = House()
    with_simin(desk, house).submit()
    work = buried(desk, house) if act == "death" else desk.begin(house.case)
    if act != "death":
        work.post(f"names/{person_ref(house.ali)}/", OTHER_NAMES | {"base": "0"})
        work.papers(f"c{person_ref(house.ali)}")
    assert work.missing() == []
    work.known_owner(house.ali, **CARD, number=national_code())
    sentence = "on record first: the death is registered after that" if act == "death" else "write it on their card"
    assert any(sentence in missing for missing in work.missing())
    work.submit()
    assert work.row.state == "draft"


def differences(house) -> list[list]:
    rows = asked(
        "SELECT fields FROM feed_difference WHERE record = 'code' AND row = %s AND settled_at IS NULL", [house.ali]
    )
    return [json.loads(fields) if isinstance(fields, str) else fields for (fields,) in rows]


def test_after_two_clerks_a_later_feed_neither_undoes_nor_doubles(desk):
    house, number = House(), national_code()
    work = with_simin(desk, house)
    completed(work, house, number=number, as_on_card="1", first_name="رضا")
    work.submit()
    work.by(a_colleague(5)).confirm()
    assert house.told_again("2026-03-01") == []
    take_effect(work)
    assert house.told_again("2026-04-01") == []
    assert [row[1:] for row in house.shares()][2:] == [(number, True)]
    assert sum(still for _who, _number, still in house.shares()) == 2
    assert sees(number, house.case)
    noted = "SELECT count(*) FROM feed_difference WHERE case_id = %s AND record = 'ownership'"
    assert asked(noted, [house.case.id]) == [(0,)]
