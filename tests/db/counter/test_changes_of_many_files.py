"""The page of coming changes of who acts for an owner of hundreds of files: it comes, and asks of nothing twice."""

import os
import re
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from history_model import LONG_AGO, acts, as_web, begun, case, ids, on, owns, people
from personas import signed_in

from shahrsazi.counter.registration.draft import Draft
from shahrsazi.people.models import Contact, Person

MANY = 300
RUNS = """SELECT coalesce(sum(calls), 0) FROM pg_stat_xact_user_functions
    WHERE schemaname = 'guard' AND funcname = 'my_registrations'"""


def agreed_on(file: int, **known) -> Draft:
    """A change that two clerks agreed on and that is coming."""
    [first, second], now = people(2), timezone.now()
    facts = {"begun_by": first, "submitted_by": first, "settled_by": second, "settled_at": now} | known
    return Draft.objects.using("owner").create(
        district_id=7, case_id=file, state="confirmed", takes_effect_at=now + timedelta(10), **facts
    )


def representative_of(how_many: int) -> int:
    """Who acts for a company in so many files, with a change of each."""
    company, agent = people(2)
    for person in (company, agent):
        Contact.objects.using("owner").create(person_id=person, mobile="+989120000000", registered_on=LONG_AGO)
    acts(agent, company, None, capacity="representative")
    for _ in range(how_many):
        file = case()
        owns(company, file.id)
        agreed_on(file.id)
    return agent


def runs(reader: int, statement: str) -> int:
    """How often a statement of this reader runs through all the registrations that are theirs."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as superuser:
        superuser.execute("SET track_functions = 'all'")
        superuser.execute("SELECT set_config('app.token', %s, true)", [begun(reader)])
        assert superuser.execute("SELECT guard.uid()").fetchone() == (reader,)
        superuser.execute(statement)
        [(calls,)] = superuser.execute(RUNS).fetchall()
        superuser.rollback()
    return calls


def test_the_changes_of_hundreds_of_files_of_one_company_are_shown_page_by_page_and_the_soonest_first(city):
    number = Person.objects.using("owner").get(id=representative_of(MANY)).number
    citizen = signed_in(number)
    shown = [change for page in range(1, 11) for change in shown_on(citizen, page)]
    assert shown == sorted(shown) and len(shown) == len({*shown}) == MANY
    answer = citizen.post("/en/changes/?page=10", {"change": shown[-1], "words": "not ours"})
    assert answer.status_code == 302 and Draft.objects.using("owner").get(id=shown[-1]).state == "objected"


def shown_on(citizen, page: int) -> list[int]:
    answer = citizen.get(f"/en/changes/?page={page}")
    assert answer.status_code == 200
    return [int(number) for number in re.findall(r'id="change-(\d+)"', answer.content.decode())]


OF_IT = {
    "of wards": "SELECT guard.of_my_wards()",
    "of deaths": "SELECT * FROM guard.deaths_of(ARRAY[{}])",
    "of names": "SELECT * FROM guard.corrections_of(ARRAY[{}])",
    "of deeds": "SELECT * FROM guard.deeds_of(ARRAY[{}])",
}


@pytest.mark.parametrize("what", OF_IT)
def test_where_there_is_nothing_to_tell_all_my_registrations_are_not_looked_through(city, what):
    [owner] = people(1)
    Contact.objects.using("owner").create(person_id=owner, mobile="+989120000000", registered_on=LONG_AGO)
    file = case()
    owns(owner, file.id)
    act = agreed_on(file.id)
    assert runs(owner, OF_IT[what].format(act.id)) == 0 and runs(owner, "SELECT guard.my_registrations()") == 1


def test_a_change_before_a_file_was_mine_is_not_counted_among_the_coming(city):
    [owner] = people(1)
    Contact.objects.using("owner").create(person_id=owner, mobile="+989120000000", registered_on=LONG_AGO)
    file = case()
    owns(owner, file.id, on(-1))
    agreed_on(file.id, settled_at=timezone.now() - timedelta(5))
    with as_web(begun(owner)) as cursor:
        assert ids(cursor, "counter_draft") == set()
        cursor.execute("SELECT guard.my_pending_changes()")
        assert cursor.fetchone() == (0,)
    act = agreed_on(file.id)
    with as_web(begun(owner)) as cursor:
        assert ids(cursor, "counter_draft") == {act.id}
        cursor.execute("SELECT guard.my_pending_changes()")
        assert cursor.fetchone() == (1,)
