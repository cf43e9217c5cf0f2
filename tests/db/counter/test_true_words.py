"""What a page says where it was silent: a file that opens later, an end that is coming, a displaced session."""

import pypdfium2
from counter_acts import coming_sale, died, unreachable
from counter_client import Desk, a_colleague, body, key_of, opened, said, take_effect
from counter_forms import a_company, an_attorney, an_owner, typed
from django.conf import settings
from django.test import Client
from django.utils import translation
from history_model import asked
from personas import person_id, signed_in

from shahrsazi.credentials import sessions
from shahrsazi.persian import dates, formatting


def test_a_buyer_reads_from_when_the_file_opens_and_not_that_there_is_none(desk, other):
    work = coming_sale(desk, other)
    page = said(signed_in(work.buyer).get("/en/cases/"))
    assert "A file opens to you from" in page and "No file is registered under your name" not in page
    take_effect(work)
    page = said(signed_in(work.buyer).get("/en/cases/"))
    assert "A file opens to you from" not in page and work.case.ref in body(signed_in(work.buyer).get("/en/cases/"))


def test_an_owner_reads_the_moment_at_which_a_coming_change_takes_effect(desk, other):
    work = coming_sale(desk, other)
    at, seller = work.row.takes_effect_at, signed_in(work.seller)
    for prefix, language in (("/en", "en"), ("", "fa")):
        page = said(seller.get(f"{prefix}/changes/"))
        with translation.override(language):
            assert formatting.day(at) in page and formatting.clock(at) in page


def test_a_neighbour_reads_nothing_of_it(desk, other):
    coming_sale(desk, other)
    neighbour = an_owner()
    opened(desk, neighbour)
    assert "A file opens to you from" not in said(signed_in(neighbour["number"]).get("/en/cases/"))


def coming_attorney(desk, case, owner: dict, **known) -> str:
    """An attorney of an owner, agreed on by two clerks and not in force yet; their number."""
    work, given = desk.begin(case), an_attorney(**known)
    work.complete(work.agent(key_of(person_id(owner["number"])), given))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    return given["number"]


def test_an_attorney_reads_from_when_a_file_opens(desk):
    owner = an_owner()
    number = coming_attorney(desk, opened(desk, owner).case, owner)
    assert "A file opens to you from" in said(signed_in(number).get("/en/cases/"))


def test_no_file_opens_to_a_co_owner_who_is_to_act_where_they_own_already(desk):
    hers, his = an_owner(land_dang="3"), an_owner(land_dang="3")
    same = {name: his[name] for name in ("number", "first_name", "last_name", "father_name", "birth_date")}
    coming_attorney(desk, opened(desk, hers, his).case, hers, **same)
    assert "A file opens to you from" not in said(signed_in(his["number"]).get("/en/cases/"))


def test_a_representative_whose_mandate_is_to_end_reads_that_its_end_is_coming(desk):
    agent = an_attorney(capacity="representative")
    work = desk.begin()
    work.file()
    key = work.owner(a_company())
    work.complete(key, work.agent(key, agent))
    work.settle()
    [(mandate,)] = asked("SELECT ref FROM casefiles_mandate WHERE case_id = %s", [work.case.id])
    [(owner,)] = asked(
        "SELECT p.ref FROM casefiles_mandate m JOIN people_person p ON p.id = m.principal_id WHERE m.case_id = %s",
        [work.case.id],
    )
    act = desk.begin(work.case)
    act.post(f"mandates/{mandate.hex}/", {"end_reason": "dismissal", "ended_on": typed(dates.today()), "base": "0"})
    act.papers(f"m{mandate.hex}")
    act.complete(act.agent(f"p{owner.hex}", an_attorney(capacity="representative")))
    act.settle()
    page = body(signed_in(agent["number"]).get(f"/en/cases/{work.case.ref}/ownership/"))
    assert act.row.state == "confirmed" and "its end is coming" in page and ">Dismissal<" not in page


def test_whoever_was_displaced_by_other_sign_ins_is_told_so(desk):
    owner = an_owner()
    opened(desk, owner)
    first = signed_in(owner["number"])
    for _ in range(sessions.MAX_PER_PERSON):
        sessions.begin(person_id(owner["number"]), level=sessions.FULL, device="")
    page = said(first.get("/en/cases/", follow=True))
    assert "somebody signed in with your user ID on other devices" in page
    assert "Your session has ended" in said(gone(settings.SESSION_COOKIE, "/en/cases/"))


def test_a_clerk_whose_desk_was_opened_elsewhere_is_told_so():
    clerk = a_colleague(5)
    Desk(clerk.number)
    page = said(clerk.client.get("/en/counter/", follow=True))
    assert "somebody signed in at it elsewhere" in page
    assert "signed in at it elsewhere" not in said(gone(settings.STAFF_COOKIE, "/en/counter/"))


def gone(cookie: str, address: str):
    """The page that somebody meets whose session never was."""
    client = Client()
    client.cookies[cookie] = "x" * 43
    return client.get(address, follow=True)


def test_a_registered_buyer_reads_of_the_purchase_no_word_of_addresses_or_of_another_owner(desk, other):
    buyer, seller = an_owner(), an_owner()
    opened(desk, buyer)
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.papers(work.owner(buyer))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    page = said(signed_in(buyer["number"]).get("/en/changes/")).split("object before it takes effect")[1]
    assert "A change that you have a part in" in page and "It is about a file that does not open to you" in page
    assert "How you are reached" not in page and "another owner of this file" not in page


def test_whoever_gets_another_telephone_in_anothers_file_reads_how_they_are_reached(desk, other):
    buyer, seller = an_owner(), an_owner()
    opened(desk, buyer)
    work = desk.begin(opened(desk, seller).case)
    work.leave(person_id(seller["number"]))
    work.complete(work.owner(buyer))
    work.settle()
    assert work.row.state == "confirmed", work.missing()
    page = said(signed_in(buyer["number"]).get("/en/changes/")).split("object before it takes effect")[1]
    assert "How you are reached" in page and "You will be reached at:" in page


def test_the_letter_of_a_death_speaks_of_a_death(desk):
    work = unreachable(desk)
    death = died(desk, work.case, work.who["number"])
    death.settle()
    assert death.row.state == "confirmed", death.missing()
    [(ref,)] = asked("SELECT ref FROM counter_letter WHERE registration_id = %s AND to_property", [death.row.id])
    sheet = pypdfium2.PdfDocument(desk.get(f"letters/{ref}/print").content)[0]
    words = " ".join(sheet.get_textpage().get_text_range().split())
    assert "فوت" in words and "سند" in words
