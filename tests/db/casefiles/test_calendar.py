"""The terms of a file as a calendar to take along: whose it is, which days, and what does not stand in it."""

from datetime import date

import pytest
from calendars import asked_at, days, events, far, in_term, made_by, owing, uids
from django.utils import translation
from feed_lines import action, commission, fed, mandate, number, owner, person, verdict, violation
from history_model import by_today, on
from page_tree import text, tree
from personas import NEIGHBOUR, case_of, signed_in

from shahrsazi.casefiles.calendar import calendar_of, running
from shahrsazi.casefiles.letters import key_of
from shahrsazi.casefiles.terms.rewriting import rewrite
from shahrsazi.casefiles.terms.term import CLOCKS, Term
from shahrsazi.city import law
from shahrsazi.ledger.entry import LedgerEntry


def terms_of(file):
    return Term._base_manager.using("owner").filter(case=file.case)


def taken(file, by: str = "", language: str = "/en"):
    return signed_in(by or file.by).get(f"{language}/cases/{file.case.ref}/calendar.ics")


def one_of(file, clock: str, by: str = ""):
    key = key_of(terms_of(file).get(clock=clock, side="owner"))
    return signed_in(by or file.by).get(f"/en/cases/{file.case.ref}/calendar/{key}.ics")


def stated(**columns) -> Term:
    return Term(case_id=1, section="violations", source_key="a", **{"otherwise": ""} | columns)


def parsed(*terms: Term) -> list:
    from icalendar import Calendar

    with translation.override("en"):
        return list(Calendar.from_ical(calendar_of(terms, on(0))).walk("VEVENT"))


def test_a_running_term_is_a_whole_day_with_words_in_the_language_of_the_address():
    file = in_term()
    [(words, day)] = days(one_of(file, "objection"))
    term = terms_of(file).get(clock="objection", side="owner")
    assert words == "Last day to object to a verdict" and type(day) is date
    assert day == law.last_working_day(term.last_on, term.starts_on)
    assert ("آخرین روز اعتراض به رأی", day) in days(taken(file, language=""))


def test_the_files_page_leads_to_each_term_and_to_all_of_them():
    file = in_term()
    key = key_of(terms_of(file).get(clock="objection", side="owner"))
    assert f"/calendar/{key}.ics" in file.html() and "/calendar.ics" in file.html()
    assert uids(one_of(file, "objection")) <= uids(taken(file))


def test_a_file_in_which_nothing_runs_offers_no_calendar_and_gives_an_empty_one():
    idle = fed()
    assert "calendar.ics" not in idle.html() and events(taken(idle)) == []


def test_nothing_says_whose_it_is_which_file_it_is_or_how_much():
    file = owing()
    text = taken(file).content.decode().replace("\r\n ", "")
    assert "An instalment of a fine is due" in text
    line, secret = file.line["casefile"], ["333", "9/1403/2507", "آزمونی", "نرگس", file.by, file.case.ref]
    for part in [line["file_no"], line["renewal_code"], line["place"], line["address"], str(file.case.id), *secret]:
        assert part not in text.replace(next(iter(uids(taken(file)))), ""), part


def test_what_is_done_over_or_not_begun_is_in_no_calendar():
    ends = {"clock": "objection", "last_on": far()}
    never = [
        stated(**ends, standing="met"),
        stated(**ends, standing="stayed"),
        stated(**ends, starts_on=far()),
        stated(**ends, side="municipality"),
        stated(**ends, asks=False),
        stated(clock="objection", last_on=date(2026, 1, 1)),
        stated(clock="divan"),
    ]
    assert running(never, on(0)) == [] and len(running([stated(**ends)], on(0))) == 1
    assert len(running([stated(clock="permit", last_on=on(0))], on(0))) == 1


def test_what_is_to_be_done_stands_on_the_last_working_day_and_says_until_when_the_term_runs():
    friday, start = date(2026, 10, 16), date(2026, 10, 6)
    [duty, end] = parsed(
        stated(clock="objection", last_on=friday, starts_on=start), stated(clock="permit", last_on=friday)
    )
    assert duty["DTSTART"].dt == law.last_working_day(friday) < friday
    assert "runs until the end of Friday" in duty["DESCRIPTION"] and "for information only" in duty["DESCRIPTION"]
    assert end["DTSTART"].dt == friday and "runs until" not in end["DESCRIPTION"]
    assert end["DTEND"].dt - end["DTSTART"].dt == law.ONE_DAY


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_kind_of_term_has_words(clock, language):
    with translation.override(language):
        text = calendar_of([stated(clock=clock, last_on=far())], on(0)).decode()
    words = text.partition("SUMMARY:")[2].partition("\r\n")[0]
    assert len(words) > 5 and words.isascii() == (language == "en")


def test_a_levy_is_called_what_it_is_and_not_by_its_nature_alone():
    [event] = parsed(stated(clock="bill", last_on=far()))
    assert event["SUMMARY"] == "A levy or charge of the municipality is due"


def test_an_event_keeps_its_name_though_its_row_is_written_anew():
    file = in_term()
    before, rows = uids(taken(file)), set(terms_of(file).values_list("id", flat=True))
    terms_of(file).delete()
    rewrite("violations", [file.case.id])
    assert uids(taken(file)) == before and not rows & set(terms_of(file).values_list("id", flat=True))


def test_a_neighbour_with_terms_of_her_own_takes_along_nobody_elses(city):
    file, hers = in_term(), in_term()
    assert taken(file, hers.by).status_code == one_of(file, "objection", hers.by).status_code == 404
    key = key_of(terms_of(file).get(clock="objection", side="owner"))
    assert signed_in(hers.by).get(f"/cases/{hers.case.ref}/calendar/{key}.ics").status_code == 404
    assert not uids(taken(hers)) & uids(taken(file))
    assert signed_in(NEIGHBOUR).get(f"/cases/{case_of('A').ref}/calendar.ics").status_code == 404


def test_an_attorney_who_may_not_pay_takes_along_what_the_pages_show():
    principal, agent = number(), number()
    told = {"people": [person(principal), person(agent)], "mandates": [mandate(principal, agent)]}
    file = owing(owner(principal), **told)
    assert ("An instalment of a fine is due", far()) not in days(taken(file, agent))
    assert one_of(file, "instalment", agent).status_code == 404
    assert "An instalment of a fine is due" in dict(days(taken(file)))


def test_taking_along_leaves_a_row_in_the_ledger():
    file = in_term()
    taken(file), one_of(file, "objection")
    rows = LedgerEntry.objects.using("owner").filter(case=file.case.id, section="calendar")
    assert list(rows.values_list("act", "role")) == [("read", "citizen")] * 2


def stepping(step: str, **told):
    """A file with a step that stands at its owner, due in forty days."""
    waits = {"step": step, "step_state": "waiting", "to_role": "owner", "due": str(far()), "next_action": "انجام دهید"}
    return fed(actions=[action(str(on(-5)), **waits)], **told)


def ordered(status: str = "decided", **known) -> dict:
    """An order to demolish, given by an appeal forty days ago; `status` is that of the violation."""
    found = violation(status=status)
    first = commission(violations=[found["source_key"]])
    appeal = commission(stage="appeal", after=first["source_key"], violations=first["violations"])
    facts = {"served_on": str(on(-40)), "issued_at": f"{on(-50)}T10:00:00+03:30"}
    facts |= {"verdict_kind": "demolish", "amount": None, "comply_within_days": 60, "finality": "final_appeal"}
    order = verdict(appeal, **facts | by_today(known))
    return {"violations": [found], "commission_cases": [first, appeal], "verdicts": [order]}


STEP = "Last day of a step that waits for the owner"


@pytest.mark.parametrize(
    ("known", "asks"),
    [({"finality": "stayed", "stayed_on": lambda: str(on(-10))}, False), ({}, False), ({"status": "remedied"}, True)],
)
def test_a_step_of_enforcement_is_in_no_calendar_beside_the_verdict_that_asks_for_the_same(known, asks):
    file = stepping("enforcement", **ordered(**known))
    assert ("waits for the owner" in text(tree(file.html(language="en")))) == asks
    for answer in (taken(file), asked_at(made_by(file.by))):
        assert (STEP in dict(days(answer))) == asks
    offers = "/calendar.ics" in file.html()
    assert offers or not days(taken(file))


@pytest.mark.parametrize("step", ["charges", "enforcement"])
def test_a_step_that_stands_at_the_owner_has_words_of_its_own(step):
    file = stepping(step)
    for answer in (taken(file), asked_at(made_by(file.by))):
        [(words, _day)] = days(answer)
        assert words == STEP
