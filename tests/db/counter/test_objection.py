"""Those whom a coming change concerns can stop it from home, in time; nobody else can, and nobody later."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from counter_acts import coming_sale, decide, object_to
from counter_client import body, key_of, opened, said, sees, take_effect
from counter_forms import HOME_CODE, an_attorney, an_owner, phone, typed
from django.utils import translation
from history_model import asked
from page_tree import text, tree
from personas import person_id, signed_in

from shahrsazi.persian import dates
from shahrsazi.web.templates import environment

STATE = "SELECT state, objection FROM counter_draft WHERE id = %s"


def test_an_owner_reads_what_is_coming_and_stops_it(desk, other):
    work = coming_sale(desk, other)
    page = said(signed_in(work.seller).get("/en/changes/"))
    assert "New owner:" in page and "The share of" in page and "I object" in page
    assert object_to(work.seller, work).headers["Location"] == "/en/changes/"
    assert asked(STATE, [work.row.id]) == [("objected", "من نفروخته‌ام")]
    take_effect(work)
    assert sees(work.seller, work.case) and not sees(work.buyer, work.case)
    papers = "SELECT count(*) FROM casefiles_paper WHERE by_registration = %s AND visible_to_owner"
    assert asked(papers, [work.row.id]) == [(0,)]
    assert "Stopped by an objection" in said(desk.get()) and "من نفروخته‌ام" in said(work.get())


def test_a_buyer_who_was_stopped_is_no_owner_of_before_nor_an_attorney_one_who_acted(desk, other):
    work = coming_sale(desk, other)
    buyer = " ".join(asked("SELECT first_name, last_name FROM people_person WHERE id = %s", [person_id(work.buyer)])[0])
    page = f"files/{work.case.ref}/"
    assert buyer in said(desk.get(page)).split("Before, or not yet in force")[1]
    object_to(work.seller, work)
    assert "Before, or not yet in force" not in said(desk.get(page))
    owner, given = an_owner(), an_attorney()
    attorney = f"{given['first_name']} {given['last_name']}"
    act = desk.begin(opened(desk, owner).case)
    act.complete(act.agent(key_of(person_id(owner["number"])), given))
    act.settle()
    assert f"{attorney} " in said(desk.get(f"files/{act.case.ref}/")).split("Who acts for them")[1]
    object_to(owner["number"], act)
    assert "No one acts for an owner." in said(desk.get(f"files/{act.case.ref}/"))


@pytest.mark.parametrize("who", ["neighbour", "buyer"])
def test_someone_whom_it_does_not_concern_sees_nothing_and_stops_nothing(desk, other, who):
    work = coming_sale(desk, other)
    neighbour = an_owner()
    opened(desk, neighbour)
    number = neighbour["number"] if who == "neighbour" else work.buyer
    assert f"change-{work.row.id}" not in body(signed_in(number).get("/en/changes/"))
    assert "It is too late to object here" in said(object_to(number, work))
    assert work.row.state == "confirmed"


def test_it_is_too_late_once_it_counts(desk, other):
    work = coming_sale(desk, other)
    take_effect(work)
    assert "It is too late to object here" in said(object_to(work.seller, work))
    assert work.row.state == "confirmed" and sees(work.buyer, work.case)


@pytest.mark.parametrize("change", ["", "0", "-1", "9" * 18, "9" * 19, "۵", "x", "1e3"])
def test_an_objection_to_nothing_stops_nothing(desk, other, change):
    work = coming_sale(desk, other)
    assert "too late" in said(signed_in(work.seller).post("/en/changes/", {"change": change}))
    assert work.row.state == "confirmed"


def test_an_objection_to_another_telephone_leaves_the_old_one(desk, other):
    owner = an_owner()
    work, who = desk.begin(opened(desk, owner).case), person_id(owner["number"])
    contact = "SELECT mobile, coming_mobile, coming_from FROM people_contact WHERE person_id = %s"
    [(old, _, _)] = asked(contact, [who])
    work.papers(key_of(who))
    work.contact(key_of(who), mobile=phone())
    work.submit()
    work.by(other).confirm()
    assert "You will be reached at:" in said(signed_in(owner["number"]).get("/en/changes/"))
    object_to(owner["number"], work)
    assert asked(contact, [who]) == [(old, "", None)]


def test_an_objection_to_a_new_attorney_leaves_them_outside(desk, other):
    owner, attorney = an_owner(), an_attorney()
    work = desk.begin(opened(desk, owner).case)
    work.complete(work.agent(key_of(person_id(owner["number"])), attorney))
    work.submit()
    work.by(other).confirm()
    assert "will act for you as Attorney" in said(signed_in(owner["number"]).get("/en/changes/"))
    object_to(owner["number"], work)
    take_effect(work)
    assert not sees(attorney["number"], work.case)


def co_owner_acts(desk, other, **known):
    """A file of two, the second of whom is to act for the first; their numbers."""
    hers, his = an_owner(land_dang="3"), an_owner(land_dang="3")
    work = desk.begin(opened(desk, hers, his).case)
    same = {name: his[name] for name in ("number", "first_name", "last_name", "father_name", "birth_date")}
    work.complete(work.agent(key_of(person_id(hers["number"])), an_attorney(**same | known)))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return hers, his


def test_who_is_to_act_reads_for_whom_and_not_that_somebody_acts_for_them(desk, other):
    hers, his = co_owner_acts(desk, other)
    page = said(signed_in(his["number"]).get("/en/changes/"))
    assert f"You will act for {hers['first_name']} {hers['last_name']} as Attorney" in page
    assert "will act for you" not in page


def test_an_owner_reads_in_what_they_will_be_represented_where_and_until_when(desk, other):
    hers, _ = co_owner_acts(desk, other, scope=["view", "object", "pay"])
    page = said(signed_in(hers["number"]).get("/en/changes/"))
    assert "View the file, Object to a verdict, Pay — in this file alone — no end of the mandate is stated" in page
    until = typed(dates.today() + timedelta(400))
    hers, _ = co_owner_acts(desk, other, every_file="1", expires_on=until)
    page = said(signed_in(hers["number"]).get("/en/changes/"))
    day = dates.format_date(dates.today() + timedelta(400), "en")
    assert f"View the file, Follow up — in every file of that owner — until {day}" in page


def test_an_attorney_cannot_stop_what_concerns_the_owner(desk, other):
    owner, attorney = an_owner(), an_attorney()
    first = desk.begin()
    first.file()
    key = first.owner(owner)
    first.complete(key, first.agent(key, attorney))
    first.settle()
    work = desk.begin(first.case)
    work.leave(person_id(owner["number"]))
    work.complete(work.owner())
    work.submit()
    work.by(other).confirm()
    object_to(attorney["number"], work)
    assert work.row.state == "confirmed"


def test_what_was_objected_to_can_be_mended_and_then_counts(desk, other):
    """The owner objected by mistake: handed back, sent and confirmed again, the sale is in force."""
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    work.post("back/", {"back": "1", "word": "فروشنده حضوری پذیرفت"})
    assert work.row.state == "objected", "frozen until an administrator has decided"
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "فروشنده حضوری پذیرفت"})
    assert work.row.state == "draft"
    assert work.missing() == []
    work.submit()
    work.by(other).confirm()
    assert work.row.state == "confirmed"
    assert sees(work.seller, work.case) and not sees(work.buyer, work.case)
    take_effect(work)
    assert sees(work.buyer, work.case) and not sees(work.seller, work.case)


def test_what_was_objected_to_and_mended_shows_its_papers_again(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work)
    decide(work, "dismissed")
    work.post("back/", {"back": "1", "word": "پذیرفت"})
    work.submit()
    work.by(other).confirm()
    take_effect(work)
    papers = "SELECT count(*) > 0 FROM casefiles_paper WHERE by_registration = %s AND visible_to_owner"
    assert asked(papers, [work.row.id]) == [(True,)]


def test_two_changes_of_one_file_that_wait_together_do_not_undo_each_other(desk, other):
    """A second sale of a share that is being sold already is not taken before the first counts."""
    work = coming_sale(desk, other)
    again = desk.begin(work.case)
    again.leave(person_id(work.seller))
    again.complete(again.owner())
    assert again.missing() == ["Another change of who owns this file takes effect soon: register this one after it."]
    again.submit()
    assert again.row.state == "draft"
    object_to(work.seller, work)
    assert again.missing() == [] and sees(work.seller, work.case)


def test_the_words_of_an_objection_are_kept_short_and_clean(desk, other):
    work = coming_sale(desk, other)
    object_to(work.seller, work, "نه\0\u202e" + "ه" * 2000)
    [(state, words)] = asked(STATE, [work.row.id])
    assert state == "objected" and len(words) <= 500 and "\u202e" not in words
    assert HOME_CODE not in words


@pytest.mark.parametrize(
    ("land", "building", "words"),
    [
        (0, 6, "six dang (whole) of the building"),
        (6, 0, "six dang (whole) of the land"),
        (6, 2, "six dang (whole) of the land, 2 dang of the building"),
        (6, 6, "six dang (whole)"),
        (0, 0, "—"),
    ],
)
def test_of_a_new_owner_the_share_of_land_and_of_building_is_read(land, building, words):
    shares = {"land_share": land, "land_of": 6, "building_share": building, "building_of": 6}
    share = SimpleNamespace(person_id=1, person=SimpleNamespace(name="پیام"), effective_to=None, **shares)
    assert coming(beginning=[share]) == [f"New owner: پیام, {words}"]
    assert coming(beginning=[share], ending=[share])[0] == f"پیام keeps {words}"


def coming(**rows) -> list[str]:
    """What the list of a change says of such rows."""
    kinds = ("deaths", "beginning", "ending", "acting", "dismissed", "corrections", "deeds")
    change = SimpleNamespace(contact=None, row=SimpleNamespace(wards=()), **dict.fromkeys(kinds, ()) | rows)
    with translation.override("en"):
        listed = environment("en").get_template("counter/change_list.html").render(c=change)
    return [" ".join(text(li).split()) for li in tree(f"<!doctype html>{listed}").iter("li")]
