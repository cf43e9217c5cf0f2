"""Owners and shares at the counter: every kind of person, every way of writing a share, what is refused in words."""

from datetime import timedelta

import pytest
from counter_client import new_file, opened, said, sees
from counter_forms import a_company, a_person, an_attorney, an_owner, typed, years_ago
from counter_scans import numbered, scanned
from history_model import asked, by_today, on

from shahrsazi.persian import dates

SHARES = (
    "SELECT land_share, land_of, building_share, building_of FROM casefiles_ownership WHERE case_id = %s ORDER BY id"
)
OVER = "add up to more than six dang"


def tomorrow() -> str:
    return typed(on(1))


def grown_tomorrow() -> str:
    """The day on which a child was born who is one for this day still."""
    return years_ago(18, 1)


def shares_of(work) -> list[tuple]:
    return asked(SHARES, [work.case.id])


def test_shares_by_dang_and_habbeh_and_by_fractions_are_kept_exactly(desk):
    work = new_file(
        desk,
        an_owner(land_dang="1", land_habbeh="6"),
        an_owner(land_dang="", land_share="۲۵", land_of="۱۰۰"),
        an_owner(land_dang="", land_habbeh="۷/۲"),  # a slash is the decimal sign here
    )
    assert "less than six dang" in said(work.get())
    work.settle()
    assert [row[:2] for row in shares_of(work)] == [(1, 4), (1, 4), (1, 10)]


def test_land_and_building_are_counted_apart(desk):
    work = new_file(
        desk,
        an_owner(land_dang="6", building_dang="2"),
        an_owner(land_dang="", land_share="0", land_of="6", building_dang="4"),
    )
    assert any("A share of nothing is not a share" in fault for fault in work.missing())
    work.owner(an_owner(land_dang="", building_dang="4"))
    assert any("The share of the land is missing." in fault for fault in work.missing())


def test_a_building_share_is_that_of_the_land_where_none_is_written(desk):
    work = new_file(desk, an_owner(land_dang="4", building_dang="1"), an_owner(land_dang="2"))
    work.settle()
    assert shares_of(work) == [(2, 3, 1, 6), (1, 3, 1, 3)]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"land_dang": "0", "land_habbeh": "1"}, "The shares of the land add up to more than six dang."),
        ({"land_dang": "0", "land_habbeh": "0.0001"}, "The shares of the land add up to more than six dang."),
        ({"land_dang": "", "land_share": "1", "land_of": "99999999"}, "The shares of the land " + OVER),
    ],
)
def test_more_than_six_dang_is_refused_however_little_more(desk, more, sentence):
    work = new_file(desk, an_owner(), an_owner(**more))
    assert any(sentence in fault for fault in work.missing())
    assert sentence in said(work.get("owners/")) and "more than six dang" in said(work.get("owners/"))
    work.settle()
    assert work.row.state == "draft"


def test_more_than_six_dang_of_the_building_alone_is_refused_too(desk):
    work = new_file(desk, an_owner(land_dang="3", building_dang="6"), an_owner(land_dang="3", building_habbeh="1"))
    assert work.missing() == ["The shares of the building add up to more than six dang."]


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        ({"land_dang": "7"}, "between nothing and six dang"),
        ({"land_dang": "-1"}, "between nothing and six dang"),
        ({"land_dang": "0"}, "A share of nothing"),
        ({"land_dang": "two"}, "Write dang and habbeh as plain numbers"),
        ({"land_dang": "1e9"}, "Write dang and habbeh as plain numbers"),
        ({"land_dang": "NaN"}, "Write dang and habbeh as plain numbers"),
        ({"land_dang": "1e-99999999"}, "Write dang and habbeh as plain numbers"),
        ({"land_dang": "", "land_share": "3"}, "Write both numbers"),
        ({"land_dang": "", "land_share": "3", "land_of": "2"}, "between nothing and six dang"),
        ({"land_dang": "", "land_share": "3", "land_of": "0"}, "Write a whole number"),
        ({"land_dang": "3", "land_share": "1", "land_of": "3"}, "The two ways of writing the share differ"),
        ({"land_dang": "1.123456789012"}, "too fine"),
    ],
)
def test_a_share_that_is_none_is_kept_as_typed_and_named(desk, share, sentence):
    work = desk.begin()
    work.file()
    key = work.owner(an_owner(**share))
    assert sentence in said(work.answer)
    page = work.get(f"owners/{key}/").content.decode()
    for name, text in share.items():
        assert f'name="{name}" id="{name}" value="{text}"' in page
    assert any(sentence in fault for fault in work.missing())


def test_the_same_person_twice_is_refused_in_any_spelling_of_their_number(desk):
    who = an_owner(land_dang="3")
    spelled = who["number"].translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    work = new_file(desk, who, who | {"number": f"{spelled[:3]}-{spelled[3:9]}-{spelled[9]}"})
    assert work.missing() == ["The same person stands twice among the owners: write their shares as one."]
    work.settle()
    assert work.row.state == "draft"


def test_a_company_needs_a_representative_who_then_sees_the_file(desk):
    company, who = a_company(), an_attorney(capacity="representative")
    work = new_file(desk)
    key = work.owner(company)
    assert f"of={key}&capacity=representative" in work.answer.headers["Location"]
    work.papers(key)
    assert work.missing() == ["شرکت آزمون باجه: A company or body needs a representative."]
    work.complete(work.agent(key, who))
    assert work.missing() == []
    work.settle()
    assert sees(who["number"], work.case)
    told = (
        "SELECT c.registered_on IS NULL FROM people_contact c JOIN people_person p ON p.id = c.person_id"
        " WHERE number = %s"
    )
    assert asked(told, [company["number"]]) == [(True,)]


def test_a_parent_does_not_act_for_a_company(desk):
    work = new_file(desk)
    key = work.owner(a_company())
    work.papers(key)
    work.complete(work.agent(key, a_person() | {"capacity": "parent", "scope": ["view"]}))
    assert any("For a company or body acts a representative" in fault for fault in work.missing())


def test_a_foreigner_shows_a_passport_and_signs_in(desk):
    who = an_owner(kind="foreign", number="123456789", father_name="", first_name="Karim")
    work = desk.begin()
    work.file()
    key = work.owner(who)
    assert work.answer.status_code == 302
    page = said(work.get(f"papers/{key}/"))
    assert "Passport and residence card" in page and "National card" not in page
    work.complete(key)
    work.settle()
    assert work.row.state == "confirmed" and sees("123456789", work.case)


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"birth_date": tomorrow}, "This day has not come yet"),
        ({"birth_date": "1250/1/1"}, "This day is too long ago"),
        ({"birth_date": "1402/12/30"}, "That month has no such day"),
        ({"birth_date": "13600505"}, ""),
        ({"effective_from": tomorrow}, "This day has not come yet"),
        ({"birth_date": "1400/1/16"}, "The share begins before its owner was born."),
        ({"number": "1300001231"}, "One digit of the national code is wrong"),
        ({"number": "1111111111"}, "Ten equal digits"),
        ({"number": "12"}, "must be ten digits"),
        ({"number": ""}, "This field is required."),
        ({"first_name": " \u200c "}, "This field is required."),
        ({"last_name": "ن" * 121}, "longer than 120 characters"),
        ({"father_name": ""}, "This field is required."),
        ({"birth_cert_no": "12a"}, "digits only"),
    ],
)
def test_what_cannot_be_so_is_kept_and_said_and_stands_in_the_way(desk, known, sentence):
    work = desk.begin()
    work.file()
    known = by_today(known)
    key = work.owner(an_owner(**known))
    if not sentence:
        assert work.answer.status_code == 302
        return
    assert sentence in said(work.answer) and "It was saved as a draft." in said(work.answer)
    assert any(sentence in fault for fault in work.missing())
    page = work.get(f"owners/{key}/").content.decode()
    assert all(f'value="{text.strip()}"' in page for text in known.values() if text.strip("\u200c "))
    assert work.settle().status_code == 200 and work.row.state == "draft"


def test_a_grown_owner_has_no_parent_who_acts(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(18)))
    work.complete(work.agent(work.keys[0], a_person() | {"capacity": "parent", "scope": ["view"]}))
    assert any("A parent acts only for a child" in fault for fault in work.missing())


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"expires_on": "1402/2/1"}, "The term ends before the paper was made."),
        ({"poa_date": tomorrow}, "This day has not come yet"),
        ({"poa_no": ""}, "Number of the paper: This field is required."),
        ({"verified_on": ""}, "Found genuine on: This field is required."),
        ({"scope": []}, "What they may do: This field is required."),
        ({"scope": ["view", "everything"]}, "Choose one of the list."),
        ({"birth_date": grown_tomorrow}, "A child cannot act for another."),
    ],
)
def test_a_leave_that_cannot_be_so_is_named(desk, known, sentence):
    work = new_file(desk, an_owner())
    work.complete(work.agent(work.keys[0], an_attorney(**by_today(known))))
    assert any(sentence in fault for fault in work.missing()), work.missing()
    work.settle()
    assert work.row.state == "draft"


def test_nobody_acts_for_themselves(desk):
    who = an_owner()
    work = new_file(desk, who)
    work.complete(work.agent(work.keys[0], an_attorney(number=who["number"])))
    assert any("Nobody acts for themselves" in fault for fault in work.missing())


def test_a_leave_that_is_over_already_is_warned_of_and_opens_nothing(desk):
    work, who = new_file(desk, an_owner()), an_attorney(expires_on=typed(dates.today() - timedelta(1)))
    work.complete(work.agent(work.keys[0], who))
    assert "is over already: this leave opens nothing" in said(work.get())
    work.settle()
    assert work.row.state == "confirmed" and not sees(who["number"], work.case)


def test_an_owner_who_acts_for_another_shows_papers_and_telephone_once(desk):
    first, second = an_owner(land_dang="3"), an_owner(land_dang="3")
    work = new_file(desk, first, second)
    agent = work.agent(work.keys[0], an_attorney(**{k: second[k] for k in ("number", "birth_date", "last_name")}))
    work.post(f"papers/{agent}/", {"power_of_attorney-seen": "1", "base": "0"} | numbered(scanned(work, agent)))
    assert work.missing() == []
    work.settle()
    assert sees(second["number"], work.case)


def test_the_kind_of_leave_of_one_who_was_saved_already_can_be_chosen_anew(desk):
    work = new_file(desk, an_owner(birth_date=years_ago(9)))
    agent = work.agent(work.keys[0])
    page = work.desk.client.get(f"/en/counter/drafts/{work.ref}/agents/{agent}/?capacity=guardian").content.decode()
    assert '<input type="hidden" name="capacity" value="guardian">' in page


def test_someone_whose_death_was_shown_is_no_new_owner(desk):
    who = an_owner()
    first = opened(desk, who)
    asked(
        "UPDATE people_contact SET died_on = '2024-01-01'"
        " WHERE person_id = (SELECT id FROM people_person WHERE number = %s) RETURNING 1",
        [who["number"]],
    )
    work = new_file(desk, who | {"land_dang": "3"})
    assert any("death certificate" in fault for fault in work.missing())
    assert first.row.state == "confirmed"
