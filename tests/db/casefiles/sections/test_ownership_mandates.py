"""Mandates on the pages of their two parties: which of them stand there, and how each is said to stand."""

from datetime import timedelta

import pytest
from calendars import asked_at, days, made_by
from django.utils import timezone, translation
from feed_lines import Fed, fed, line, load, mandate, number, owner, person
from history_model import by_today, on
from page_tree import text, tree
from personas import person_id, signed_in

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.persian import formatting


def given(**columns) -> tuple[Fed, str]:
    """A file whose sole owner gave one mandate, and who acts by it."""
    principal, agent = number(), number()
    told = {"people": [person(principal), person(agent)], "mandates": [mandate(principal, agent, **columns)]}
    return fed(owner(principal), **told), agent


def read(by: str, address: str) -> str:
    response = signed_in(by).get(f"/en/cases/{address}")
    assert response.status_code == 200, address
    return text(tree(response.content.decode()))


def table(file: Fed, by: str = "") -> str:
    """The section from its mandates on; empty where there are none."""
    return read(by or file.by, f"{file.case.ref}/ownership/").partition("Mandates")[2].partition("Number and date")[2]


def opens(file: Fed, by: str) -> bool:
    return signed_in(by).get(f"/en/cases/{file.case.ref}/").status_code == 200


def put(agent: str, **columns) -> None:
    """Writes what acts of the counter and the passing of days make of a mandate."""
    Mandate._base_manager.using("owner").filter(agent=person_id(agent)).update(**columns)


def counts_later(agent: str) -> None:
    """A guardian's end of today, which can be objected to for three days."""
    put(agent, ended_on=on(0), end_reason="dismissal", end_holds_from=timezone.now() + timedelta(3))


@pytest.mark.parametrize(
    ("column", "day", "words"),
    [
        ("verified_on", None, "not verified yet"),
        ("verified_on", 3, "not verified yet"),
        ("poa_date", 3, "not in force yet"),
    ],
)
def test_a_mandate_by_which_nobody_acts_yet_is_not_said_to_be_in_force(column, day, words):
    for more in ({}, {"expires_on": str(on(90))}):
        file, agent = given(**more)
        put(agent, **{column: on(day)})
        assert not opens(file, agent)
        assert words in table(file) and "in force" not in table(file).replace("not in force yet", "")
        assert "until" not in table(file)


def test_a_mandate_that_opens_the_file_is_in_force_and_one_with_an_end_says_until_when():
    file, agent = given()
    assert opens(file, agent) and "in force" in table(file) and "in force" in table(file, agent)
    file, _agent = given(expires_on=str(on(90)))
    with translation.override("en"):
        assert f"until {formatting.day(on(90))}" in table(file)


def test_a_mandate_for_every_file_stands_in_the_files_of_its_principal_alone():
    principal, agent, seller = number(), number(), number()
    everyone = [person(code) for code in (principal, agent, seller)]
    every = [mandate(code, agent, every_file=True) for code in (principal, seller)]
    theirs = fed(*(owner(code, 1, 3) for code in (principal, seller, agent)), people=everyone, mandates=every)
    own = fed(owner(agent), people=everyone[1:2])
    names = [person(code)["last_name"] for code in (principal, seller)]
    assert all(name in table(theirs, agent) for name in names) and table(own) == ""
    shares = Ownership._base_manager.using("owner").filter(case=theirs.case, person=person_id(seller))
    shares.update(effective_to=on(0))
    assert [name in table(theirs, agent) for name in names] == [True, False], "nobody acts there for who sold it"


def test_an_end_of_the_day_of_the_deed_that_counts_later_is_said_wherever_the_mandate_still_opens_the_file():
    file, agent = given(capacity="guardian", poa_date=str(on(0)), verified_on=str(on(0)))
    counts_later(agent)
    assert opens(file, agent) and "its end is coming" in table(file)
    assert "End of the mandate" in read(file.by, f"{file.case.ref}/")
    taken = signed_in(file.by).get(f"/en/cases/{file.case.ref}/calendar.ics")
    assert days(taken) == days(asked_at(made_by(file.by))) == [("A mandate ends", on(3))]


def test_whoever_was_dismissed_on_the_day_of_the_deed_stays_in_the_lists_of_both_parties():
    file, agent = given(poa_date=str(on(0)), verified_on=str(on(0)))
    assert opens(file, agent)
    put(agent, ended_on=on(0), end_reason="dismissal", ended_at_desk=True)
    assert not opens(file, agent)
    with translation.override("en"):
        today = formatting.day(on(0))
    assert f"ended on {today}" in read(agent, "") and "Dismissal" in table(file)


def test_a_mandate_whose_registration_was_stopped_is_in_no_list():
    file, agent = given(poa_date=str(on(0)), verified_on=str(on(0)))
    put(agent, ended_on=on(0), end_reason="", ended_at_desk=True)
    assert "Mandates of yours that are over" not in read(agent, "") and table(file) == ""


@pytest.mark.parametrize(
    ("columns", "last"),
    [
        ({"expires_on": "2025-01-01", "ended_on": lambda: str(on(60)), "end_reason": "dismissal"}, "1 Jan 2025"),
        ({"ended_on": "2025-03-11"}, "10 Mar 2025"),
    ],
)
def test_the_list_and_the_section_say_one_day_of_a_mandate_that_is_over(columns, last):
    principal, agent = number(), number()
    both = [mandate(principal, agent, poa_no="88001", **by_today(columns)), mandate(principal, agent, poa_no="88002")]
    file = fed(owner(principal), people=[person(principal), person(agent)], mandates=both)
    for words in (read(agent, ""), table(file), table(file, agent)):
        assert last in words.partition("88001")[2].partition("ended on")[2][:40]


def test_of_mandates_that_are_over_it_is_not_said_that_a_file_is_shut_which_opens():
    one, other = number(), number()
    file = fed(owner(one, 3, 6), owner(other, 3, 6), mandates=[mandate(other, one, expires_on="2025-01-01")])
    assert opens(file, one)
    assert "By these mandates no file opens to you any more" in read(one, "")


def test_a_paper_that_was_for_two_files_is_named_once_among_the_mandates_that_are_over():
    principal, agent = number(), number()
    everyone, over = (
        [person(principal), person(agent)],
        mandate(principal, agent, ended_on="2025-03-11", poa_no="88003"),
    )
    lines = [line(principal, people=everyone, mandates=[over]) for _ in range(2)]
    assert load(*lines).bad == [] and read(agent, "").count("88003") == 1
