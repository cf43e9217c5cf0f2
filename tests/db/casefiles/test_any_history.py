"""Any history of shares and mandates: of each person the rule in plain Python, the queryset and the database agree."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from history_model import acts, as_web, begun, case, ids, on, owns, people, world
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.city.districts import District
from shahrsazi.persian import dates

# A file opened by its owner (person 0), with an attorney (person 1): one fact moved by days,
# and whether the attorney looks.
MOVED = {
    "as it is": ({}, True),
    "verified today": ({"verified_on": 0}, True),
    "verified tomorrow": ({"verified_on": 1}, False),
    "not verified": ({"verified_on": None}, False),
    "given today": ({"poa_date": 0}, True),
    "given tomorrow": ({"poa_date": 1}, False),
    "expires today": ({"expires_on": 0}, True),
    "expired yesterday": ({"expires_on": -1}, False),
    "ends tomorrow": ({"ended_on": 1}, True),
    "ended today": ({"ended_on": 0}, False),
    "dismissed": ({"ended_on": -1}, False),
    "to follow up, not to look": ({"scope": ["follow_up"]}, False),
    "of no scope": ({"scope": []}, False),
    "of another file": ({"case": 1}, False),
    "of the principal's every file": ({"case": None}, True),
    "of someone who owns nothing": ({"principal": 2}, False),
    "for someone else": ({"agent": 2}, False),
    "counts since an hour ago": ({"holds_from": -1}, True),
    "counts in an hour": ({"holds_from": 1}, False),
}
LIVE = {
    "agent": 1,
    "principal": 0,
    "case": 0,
    "poa_date": -400,
    "verified_on": -400,
    "scope": ["view"],
    "expires_on": None,
    "ended_on": None,
    "holds_from": None,
}
# From a day, to a day; and the hours from now since when either of them counts.
OWNED = {
    "since today": ((0, None), True),
    "from tomorrow": ((1, None), False),
    "until tomorrow": ((-400, 1), True),
    "until today": ((-400, 0), False),
    "since and until today": ((0, 0), False),
    "long ago": ((-400, -1), False),
    "counts since an hour ago": ((0, None, -1, None), True),
    "counts in an hour": ((0, None, 1, None), False),
    "sold, which counts in an hour": ((-400, 0, None, 1), True),
    "sold, which counts since an hour ago": ((-400, 0, None, -1), False),
    "until tomorrow, which counts already": ((-400, 1, None, -1), True),
    "from tomorrow, which counts already": ((1, None, -1, None), False),
}


@pytest.mark.parametrize(("change", "looks"), MOVED.values(), ids=MOVED)
def test_an_attorney_looks_as_long_as_every_condition_holds(change, looks):
    persons, (file, _) = agree([(7, -400), (7, -400)], [(0, 0, -400, None)], [LIVE | change])
    with as_web(begun(persons[1])) as cursor:
        assert ids(cursor, "casefiles_casefile") == ({file} if looks else set())


@pytest.mark.parametrize(("days", "looks"), OWNED.values(), ids=OWNED)
def test_an_owner_and_their_attorney_look_as_long_as_the_share_lasts(days, looks):
    persons, (file,) = agree([(7, -400)], [(0, 0, *days)], [LIVE])
    for person in persons[:2]:
        with as_web(begun(person)) as cursor:
            assert (
                ids(cursor, "casefiles_casefile")
                == ids(cursor, "casefiles_ownership", "case_id")
                == ({file} if looks else set())
            )


# Weighted towards what is in force: a history of nothing but dead mandates would agree with anything.
WHO, WHICH = st.integers(0, 2), st.integers(0, 1)
SINCE = st.sampled_from([-400, -400, -1, 0, 1])
UNTIL = st.sampled_from([None, None, None, 1, 0, -1])
OPENED = st.sampled_from([-400, -400, -400, -1, 0, 1, None])
COUNTS = st.sampled_from([None, None, None, -1, 1])
SHARE = st.tuples(WHICH, WHO, SINCE, UNTIL, COUNTS, COUNTS).filter(lambda s: s[3] is None or s[3] >= s[2])
MANDATE = st.builds(
    lambda who, principal, *moved: LIVE | {"agent": who, "principal": principal} | moved[0] | moved[1],
    WHO,
    WHO,
    *[st.one_of(st.just({}), st.sampled_from([change for change, _ in MOVED.values()]))] * 2,
)
FILE = st.tuples(st.sampled_from([7, 7, 15]), OPENED)


@settings(max_examples=80, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
@given(st.tuples(FILE, FILE), st.lists(SHARE, min_size=1, max_size=4), st.lists(MANDATE, max_size=4), OPENED)
def test_rule_queryset_and_database_agree_on_any_history(files, shares, mandates, served):
    """Dates lie a day and a year on either side of today; district 15 is served from a day that the example chooses."""
    district = District.objects.using("owner").filter(number=15)
    before = district.get().served_from
    try:
        district.update(served_from=None if served is None else dates.today() + timedelta(served))
        agree(files, shares, mandates)
    finally:
        district.update(served_from=before)


def at(hours: int | None) -> datetime | None:
    """The moment so many hours from now."""
    return None if hours is None else timezone.now() + timedelta(hours=hours)


def agree(files, shares, mandates) -> tuple[list[int], list[int]]:
    """Make the history, and ask of each of its people what rule, queryset and database say; (persons, files)."""
    with transaction.atomic(using="feed"):
        persons, cases = people(3), [case(district, on(opened)).id for district, opened in files]
        for file, person, since, until, *counts in shares:
            begins, ends = map(at, counts or (None, None))
            owns(persons[person], cases[file], on(since), on(until), holds_from=begins, end_holds_from=ends)
        for m in mandates:
            days = {name: on(m[name]) for name in ("poa_date", "verified_on", "expires_on", "ended_on")}
            about = None if m["case"] is None else cases[m["case"]]
            acts(
                persons[m["agent"]],
                persons[m["principal"]],
                about,
                scope=m["scope"],
                holds_from=at(m["holds_from"]),
                **days,
            )
    truth = world(set(cases))
    for me in persons:
        listed, opens = truth.listed(me), truth.opens(me)
        filtered = dict(CaseFile.visible_to(me).using("owner").values_list("id", "served"))
        assert set(filtered) == listed and {c for c, yes in filtered.items() if yes} == opens
        with as_web(begun(me)) as cursor:
            assert ids(cursor, "guard.my_files()", "my_files") == listed == ids(cursor, "casefiles_casefile")
            assert ids(cursor, "guard.my_cases()", "my_cases") == opens
            shown = dict(CaseFile.visible_to(me).values_list("id", "served"))
        assert shown == filtered
    return persons, cases
