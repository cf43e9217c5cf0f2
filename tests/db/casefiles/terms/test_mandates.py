"""The end of a mandate: its two parties see it coming, and nobody else; after its last day the law has closed it."""

from datetime import timedelta

import pytest
from calendars import asked_at, days, made_by
from django.utils import timezone, translation
from feed_lines import commission, fed, line, load, mandate, number, owner, person, verdict
from history_model import acts, as_web, begun, case, owns, people
from page_tree import text, tree
from personas import person_id, seen_by, signed_in

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.casefiles.roles import by_file
from shahrsazi.casefiles.section import GIVEN_MANDATES, with_mandates
from shahrsazi.casefiles.terms.shown import Shown, requested, shown
from shahrsazi.database.prepared import send
from shahrsazi.persian import dates, formatting

OF_MINE, OF_ANOTHERS = "پایان نمایندگی شما از طرف", "پایان نمایندگی نرگس"


def ends() -> list:
    """The ends of mandates that the bound session reads, in all of its files."""
    roles, given = send(("SELECT * FROM guard.my_roles()", []), GIVEN_MANDATES.bind())
    return with_mandates([], given, by_file(roles))


class Given:
    """A file of two owners; the first has given an attorney a mandate, the second one to someone else."""

    def __init__(self, **columns):
        self.owner, self.agent, self.co_owner, self.other = (number() for _ in range(4))
        given = mandate(self.owner, self.agent, **columns)
        beside = mandate(self.co_owner, self.other, poa_no="77002")
        everyone = [person(code) for code in (self.owner, self.agent, self.co_owner, self.other)]
        self.file = fed(owner(self.owner, 1, 2), owner(self.co_owner, 1, 2), people=everyone, mandates=[given, beside])

    def terms(self, by: str) -> list[Shown]:
        with seen_by(by), translation.override("fa"):
            return [shown(row, dates.today()) for row in ends()]

    def page(self, by: str, address: str) -> str:
        response = signed_in(by).get(address.format(ref=self.file.case.ref))
        assert response.status_code == 200
        return text(tree(response.content.decode()))


def day(offset: int) -> str:
    return str(dates.today() + timedelta(offset))


@pytest.mark.parametrize(("offset", "state", "left"), [(-1, "over", None), (0, "last_day", 0), (1, "running", 1)])
def test_the_owner_reads_its_state_around_the_last_day(offset, state, left):
    given = Given(expires_on=day(offset))
    [term] = given.terms(given.owner)
    assert (term.state, term.left, str(term.last)) == (state, left, day(offset))


@pytest.mark.parametrize(("offset", "last"), [(1, 0), (2, 1)])
def test_an_end_on_record_counts_from_its_day_on(offset, last):
    given = Given(ended_on=day(offset), end_reason="dismissal", expires_on=day(20))
    for by in (given.owner, given.agent):
        [term] = given.terms(by)
        assert str(term.last) == day(last)


def test_an_end_that_can_be_objected_to_holds_through_the_day_on_which_it_counts():
    given = Given()
    counts = timezone.now() + timedelta(days=3)
    Mandate.in_feed.filter(agent=person_id(given.agent)).update(ended_on=day(0), end_holds_from=counts)
    [term] = given.terms(given.agent)
    assert term.last == dates.local_day(counts) and term.state == "running"


def test_it_is_said_to_both_parties_alone_on_the_case_page_the_list_and_my_work():
    given = Given(expires_on=day(12))
    for address in ("/cases/", "/my-work/", "/cases/{ref}/"):
        assert OF_ANOTHERS in given.page(given.owner, address) and OF_MINE in given.page(given.agent, address)
        for by in (given.co_owner, given.other):
            words = given.page(by, address)
            assert OF_MINE not in words and OF_ANOTHERS not in words


def test_the_other_owners_own_mandate_and_a_strangers_are_not_among_them():
    given, neighbour = Given(expires_on=day(12)), Given(expires_on=day(3))
    assert len(given.terms(given.owner)) == 1 and given.terms(given.co_owner) == []
    with seen_by(neighbour.owner):
        assert {t.case_id for t in ends()} == {neighbour.file.case.id}


@pytest.mark.parametrize(("offset", "shows"), [(30, True), (31, False), (400, False)])
def test_it_is_asked_about_in_its_last_thirty_days(offset, shows):
    given = Given(expires_on=day(offset))
    with seen_by(given.agent), translation.override("fa"):
        assert [t.row.clock for t in requested(ends(), dates.today())] == (["mandate"] if shows else [])


def test_the_list_the_card_and_the_section_say_one_day():
    given = Given(expires_on=day(40), ended_on=day(9), end_reason="resignation")
    with translation.override("fa"):
        last = formatting.day(dates.today() + timedelta(8))
    assert given.page(given.agent, "/cases/").count(last) == 2  # as whom it is seen, and what waits
    for by in (given.owner, given.agent):
        assert last in given.page(by, "/cases/{ref}/") and last in given.page(by, "/cases/{ref}/ownership/")


@pytest.mark.parametrize(
    ("longer", "scope", "count"),
    [
        (None, ["view", "pay"], 0),
        (300, ["view"], 0),
        (300, [], 1),  # the longer one allows less
        (5, ["view", "pay"], 1),
    ],
)
def test_of_two_mandates_an_owner_is_told_the_end_that_takes_something_away(longer, scope, count):
    (principal, agent), file = people(2), case()
    owns(principal, file.id)
    acts(agent, principal, file.id, scope=["view"], expires_on=dates.today() + timedelta(10))
    until = None if longer is None else dates.today() + timedelta(longer)
    acts(agent, principal, None, scope=scope, expires_on=until)
    with as_web(begun(principal)):
        assert len([t for t in ends() if t.last_on == dates.today() + timedelta(10)]) == count


@pytest.mark.parametrize("longer", [None, 300])
@pytest.mark.parametrize(
    ("scope", "carried_on", "says"),
    [
        (["view", "pay", "object"], ["view"], "برای پرداخت و اعتراض از طرف"),
        (["view", "pay", "object"], ["view", "pay"], "برای اعتراض از طرف"),
        (["view", "pay"], ["view", "object"], "برای دیدن و پرداخت بدهی"),
        (["view", "pay"], ["view", "pay"], ""),
        (["view"], ["view", "object"], ""),
    ],
)
def test_an_agent_is_told_the_end_of_what_another_mandate_does_not_carry_on(scope, carried_on, says, longer):
    given = Given(expires_on=day(0), scope=scope)
    until = {"expires_on": day(longer)} if longer else {}
    second = mandate(given.owner, given.agent, poa_no="77003", scope=carried_on, **until)
    told = given.file.line["mandates"]
    assert load(given.file.line | {"mandates": [*told, second], "as_of": "2026-02-01T08:00:00+03:30"}).bad == []
    asked = [t.title for t in given.terms(given.agent) if t.state == "last_day"]
    assert [f"پایان نمایندگی شما {says}" in title for title in asked] == ([True] if says else [])
    for address in ("/cases/", "/my-work/", "/cases/{ref}/"):
        words = given.page(given.agent, address)
        assert ("امروز آخرین روز" in words) is bool(says), address


def test_two_rights_that_end_on_two_days_are_two_ends():
    given = Given(expires_on=day(3), scope=["view", "pay"])
    rows = [
        *given.file.line["mandates"],
        mandate(given.owner, given.agent, poa_no="77003", scope=["view", "object"], expires_on=day(5)),
        mandate(given.owner, given.agent, poa_no="77004", scope=["view"], expires_on=day(9)),
    ]
    assert load(given.file.line | {"mandates": rows, "as_of": "2026-02-01T08:00:00+03:30"}).bad == []
    assert sorted((str(t.last), t.row.stage) for t in given.terms(given.agent)) == [
        (day(3), "pays"),
        (day(5), "objects"),
        (day(9), ""),
    ]
    taken = signed_in(given.agent).get(f"/en/cases/{given.file.case.ref}/calendar.ics").content.decode()
    assert taken.count("SUMMARY:A mandate ends") == taken.count("UID:") == 3
    assert len({t.key for t in given.terms(given.agent)}) == 3


def test_a_mandate_for_every_file_is_one_thing_in_my_work_and_stands_in_each_file():
    principal, agent = number(), number()
    given = mandate(principal, agent, every_file=True, expires_on=day(5), source_key="t3-every")
    lines = [line(principal, people=[person(principal), person(agent)], mandates=[given]) for _ in range(3)]
    assert load(*lines).bad == []
    client = signed_in(agent)
    assert text(tree(client.get("/my-work/").content.decode())).count(OF_MINE) == 1
    assert text(tree(client.get("/cases/").content.decode())).count(OF_MINE) == 3


@pytest.mark.parametrize("offsets", [(3, 20), (5, 5)])
def test_mandates_for_two_files_end_in_each_of_them_for_both_parties(offsets):
    principal, agent = number(), number()
    everyone = [person(principal), person(agent)]
    each = [mandate(principal, agent, expires_on=day(offset), source_key="t3-alone") for offset in offsets]
    assert load(*(line(principal, people=everyone, mandates=[own]) for own in each)).bad == []
    ends = [("A mandate ends", dates.today() + timedelta(offset)) for offset in offsets]
    for by, words in ((agent, OF_MINE), (principal, OF_ANOTHERS)):
        client = signed_in(by)
        for address in ("/my-work/", "/cases/"):
            assert text(tree(client.get(address).content.decode())).count(words) == 2, address
        assert days(asked_at(made_by(by))) == ends


def test_a_mandate_waits_beside_what_waits_in_its_file():
    given = Given(expires_on=day(5))
    of = commission()
    told = {"commission_cases": [of], "verdicts": [verdict(of, served_on=day(0), issued_at=f"{day(0)}T00:00:00+03:30")]}
    assert load(given.file.line | told | {"as_of": "2026-02-01T08:00:00+03:30"}).bad == []
    words = given.page(given.agent, "/cases/{ref}/")
    assert words.index("اعتراض به رأی") < words.index(OF_MINE)
