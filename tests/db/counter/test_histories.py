"""Visible is live: after any history of acts at the counter, every door shows what the acts said, and nothing else."""

import pytest
from counter_client import Desk, body
from counter_forms import national_code
from counter_histories import DISTRICTS, City, at, chosen
from django.conf import settings as django_settings
from django.test import Client
from history_model import as_web, begun, ids
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pdfs import kept, pdf

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.counter import search
from shahrsazi.people.models import Contact
from shahrsazi.staff.invitations import add


@pytest.fixture(scope="module")
def desks():
    """Two clerks of each district; and a scan that papers show."""
    made = {}
    for district in DISTRICTS:
        numbers = [national_code(), national_code()]
        for number in numbers:
            add(number, "یاور", "تاریخی", "clerk", district)
        made[district] = [Desk(number) for number in numbers]
    return made, kept(pdf("a deed of many histories"))


# What may happen, weighted towards what is in force: a history of nothing but dead mandates would agree with anything.
WHO, FILE, BEFORE = st.integers(0, 3), st.integers(0, 1), st.sampled_from([-400, -400, -1, 0])
OWNERS = st.lists(st.tuples(WHO, BEFORE), max_size=2).map(lambda found: list(dict(found).items()))
AGENT = st.fixed_dictionaries(
    {
        "agent": st.sampled_from([4, 4, 4, 0, 1, 2, 3]),
        "of": WHO,
        "poa_date": BEFORE,
        "verified_on": BEFORE,
        "every": st.booleans(),
        "expires_on": st.sampled_from([None, None, None, 30, 1, 0, -1]),
        "scope": st.sampled_from([["view"], ["view", "follow_up"], ["view"], ["follow_up"]]),
    }
)
AGENTS = st.lists(AGENT, max_size=2)
AMEND = st.tuples(
    st.just("amend"),
    FILE,
    st.dictionaries(WHO, st.sampled_from([-1, 0]), max_size=1),
    OWNERS,
    AGENTS,
    st.sampled_from(["over", "coming", "objected"]),
)
END = st.tuples(st.just("end"), st.integers(0, 5), st.sampled_from([-1, 0, 1]))
DIE = st.tuples(st.just("die"), FILE, WHO, st.sampled_from([-1, 0]))
FORM = st.tuples(
    st.tuples(st.tuples(WHO, BEFORE), OWNERS).map(lambda told: list(dict([told[0], *told[1]]).items())), AGENTS
)


ATTORNEY = {
    "agent": 4,
    "of": 0,
    "poa_date": -1,
    "verified_on": 0,
    "every": False,
    "expires_on": None,
    "scope": ["view"],
}
ALONE = [([(0, -400)], [])]  # one file, one owner


@settings(max_examples=60, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate])
@example(forms=ALONE, acts=[("amend", 0, {}, [], [ATTORNEY], "coming")])
@example(forms=ALONE, acts=[("amend", 0, {}, [], [ATTORNEY | {"every": True}], "objected")])
@example(forms=ALONE, acts=[("amend", 0, {}, [], [ATTORNEY], "over"), ("end", 0, 0)])
@example(forms=ALONE, acts=[("amend", 0, {0: -1}, [(1, -1)], [], "coming")])
@example(
    forms=ALONE, acts=[("amend", 0, {0: 0}, [(1, 0)], [ATTORNEY], "over"), ("amend", 0, {0: 0}, [(0, 0)], [], "over")]
)
@given(
    forms=st.lists(FORM, min_size=1, max_size=2),
    acts=st.lists(st.one_of(AMEND, AMEND, END, DIE), min_size=1, max_size=4),
)
def test_after_any_acts_at_the_counter_every_door_shows_what_is_live(desks, forms, acts):
    city = City(*desks)
    for owners, agents in forms:
        city.form(owners, chosen(agents, [o[0] for o in owners]))
    for name, *known in acts:
        getattr(city, name)(*known)
    known = [p for p in range(5) if city._known(p)]
    for person in known:
        the_database_agrees(city, city.id(person))
        the_counter_finds(city, person)
    the_pages_agree(city, city.id(known[len(acts) % len(known)]))


def the_database_agrees(city: City, me: int) -> None:
    listed, opens = city.world.listed(me), city.world.opens(me)
    told = dict(CaseFile.visible_to(me).using("owner").values_list("id", "served"))
    assert set(told) == listed and {case for case, served in told.items() if served} == opens
    if is_shut_out(me):
        listed = opens = set()
    with as_web(begun(me)) as cursor:
        assert ids(cursor, "casefiles_casefile") == listed == ids(cursor, "guard.my_files()", "my_files")
        assert ids(cursor, "casefiles_paper", "case_id") == opens == ids(cursor, "guard.my_cases()", "my_cases")


def is_shut_out(me: int) -> bool:
    """Of the dead no session holds, nor of whom an objected registration had brought in."""
    return Contact.objects.using("owner").filter(person=me, registered_on__isnull=True).exists() or is_dead(me)


def is_dead(me: int) -> bool:
    return Contact.objects.using("owner").filter(person=me, died_on__isnull=False).exists()


def the_counter_finds(city: City, person: int) -> None:
    """By a number: every file of the clerk's own district that the person was ever written into as an owner."""
    for case in city.files:
        with at(city.desks[case.district_id][0]):
            found = {file.id for file in search.search(search.Wanted.of(city.numbers[person])).files}
        assert found == ({case.id} if city.id(person) in city.ever[case.id] else set())


def the_pages_agree(city: City, me: int) -> None:
    listed, opens = city.world.listed(me), city.world.opens(me)
    citizen = Client()
    citizen.cookies[django_settings.SESSION_COOKIE] = begun(me)
    if is_shut_out(me):
        assert citizen.get("/en/cases/").status_code == 302
        return
    page = body(citizen.get("/en/cases/"))
    for case in city.files:
        assert (case.place in page) == (case.id in listed)
        assert (f'href="/en/cases/{case.ref}/"' in page) == (case.id in opens)
        for path in ("", f"papers/{city.scan}/"):
            assert citizen.get(f"/en/cases/{case.ref}/{path}").status_code == (200 if case.id in opens else 404)
    found = body(citizen.get("/en/cases/", {"q": city.files[-1].renewal_code}))
    assert [case.place in found for case in city.files] == [c.id in listed and c is city.files[-1] for c in city.files]
