"""What people do with a verdict: each act has its papers in both languages and an office that there is."""

import re
import string

import pytest

from shahrsazi.city import acts
from shahrsazi.city.acts import ACTS, DIVAN, OFFICES, Office, act
from shahrsazi.city.profile import PROFILES, load

NAMES = ("objection", "explanation", "divan", "compliance", "payment", "defect", "bill", "step")


def test_the_eight_acts_are_there_and_no_other():
    assert tuple(ACTS) == NAMES and [act(name).name for name in NAMES] == list(NAMES)
    with pytest.raises(KeyError):
        act("king")


@pytest.mark.parametrize("name", NAMES)
def test_an_act_has_a_title_and_papers_in_both_languages(name):
    words = [act(name).title, *act(name).papers]
    assert len(words) > 3
    for each in words:
        assert each.in_language("fa") == each.persian and each.in_language("en") == each.english
        assert each.english.isascii() and re.search("[آ-ی]", each.persian)
        assert not set(each.persian) & set(string.digits), "digits of Persian words are Persian"


def test_each_act_leads_to_an_office_of_the_district_or_to_the_court():
    assert {name: act(name).where for name in NAMES} == {
        "objection": "secretariat",
        "explanation": "secretariat",
        "divan": DIVAN,
        "compliance": "completion",
        "payment": "income",
        "defect": "completion",
        "bill": "income",
        "step": "completion",
    }
    assert {each.where for each in ACTS.values()} == {*OFFICES, DIVAN}


def test_the_courts_address_is_unknown_and_it_is_said_whom_to_ask():
    persian, english = acts.divan("fa"), acts.divan("en")
    assert persian.is_unknown and english.is_unknown and persian.site == english.site
    assert "از دیوان بپرسید" in persian.note and "Ask the court" in english.note


@pytest.mark.parametrize(
    ("office", "unknown"),
    [(Office(), True), (Office(hours="8"), True), (Office(address="x"), False), (Office(phone="031"), False)],
)
def test_an_office_without_address_and_telephone_is_unknown(office, unknown):
    assert office.is_unknown == unknown


def test_a_profile_may_leave_its_offices_out(tmp_path):
    text = (PROFILES / "isfahan.toml").read_text("utf8")
    bare = "\n".join(line for line in text.splitlines() if not line.startswith(OFFICES))
    (tmp_path / "city.toml").write_text(bare, "utf8")
    district = load(str(tmp_path / "city.toml")).district[0]
    assert (district.secretariat.address, district.completion.phone, district.income.hours) == ("", "", None)
    assert load("isfahan").district[0].income.hours.en.startswith("Saturday")
