"""A foreigner who acts for an owner: a foreigners' code, and the passport instead of the national card."""

from counter_client import DONE, said, sees
from counter_forms import an_attorney, an_owner

CODE = "158907654321"  # of this file alone: another test of the same database registers other codes by the feed


def foreign(**fields) -> dict:
    return an_attorney(number=CODE, last_name="مولر", father_name="") | {"kind": "foreign"} | fields


def test_a_foreigner_acts_for_an_owner_by_code_and_passport(desk):
    work = desk.begin()
    work.file()
    key = work.owner(an_owner())
    agent = work.agent(key, foreign())
    page = said(work.get(f"papers/{agent}/"))
    assert "Passport and residence card" in page and "National card" not in page
    work.complete(key, agent)
    assert work.missing() == [] and DONE in said(work.get())
    work.settle()
    assert work.row.state == "confirmed" and sees(CODE, work.case)


def test_a_foreigners_code_is_no_national_code(desk):
    work = desk.begin()
    work.file()
    key = work.owner(an_owner())
    work.agent(key, foreign() | {"kind": "natural"})
    assert "ten digits" in said(work.answer).lower()


def test_the_page_offers_both(desk):
    work = desk.begin()
    work.file()
    key = work.owner(an_owner())
    answer = desk.client.get(f"/en/counter/drafts/{work.ref}/agents/0a1b2c3d/?of={key}&capacity=attorney")
    assert "A foreigner" in said(answer) and "Names and date of birth are as on the card" not in said(answer)
    answer = desk.client.get(f"/en/counter/drafts/{work.ref}/agents/0a1b2c3d/?of={key}&capacity=attorney&kind=foreign")
    assert "Somebody with a national code" in said(answer) and "Foreigners" in said(answer)
