"""An injected query on a page of files: it reads what its visitor may read anyway, and becomes nobody else."""

import pytest
from django.db import ProgrammingError
from history_model import as_web
from personas import NEIGHBOUR, case_of, token_of


def injected(typed: str, token: str) -> list:
    with as_web(token) as cursor:
        cursor.execute(f"SELECT ref FROM casefiles_casefile WHERE ref = '{typed}'")
        return cursor.fetchall()


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        "' OR id IN (SELECT case_id FROM casefiles_deed) --",
        "' UNION SELECT ref FROM casefiles_casefile --",
    ],
)
def test_an_injected_query_on_the_neighbours_connection_reads_her_own_rows(city, typed):
    assert {ref for (ref,) in injected(typed, token_of(NEIGHBOUR))} == {case_of("B").ref, case_of("C").ref}


ATTACKS = {
    "another's identity": "'; SELECT set_config('app.person_id', '1', true), set_config('app.token', '1', true);"
    " SELECT ref FROM casefiles_casefile --",
    "sessions": "' UNION SELECT device FROM credentials_session WHERE person_id <> guard.uid() --",
}


@pytest.mark.parametrize("typed", ATTACKS.values(), ids=ATTACKS)
def test_an_injected_query_cannot_become_someone_else(city, typed):
    assert injected(typed, token_of(NEIGHBOUR)) == []


SECRETS = [
    "SELECT number FROM people_person",
    "SELECT hash FROM credentials_credential",
    "SELECT encode(key_hash, 'hex') FROM credentials_session",
    "SELECT actor::text FROM ledger_ledgerentry",
    "SELECT detail::text FROM ledger_ledgerentry",
    "SELECT word FROM counter_draft",
    "SELECT name FROM counter_draftpart",
    "SELECT number FROM credentials_contactcode",
]


@pytest.mark.parametrize("sql", SECRETS)
def test_an_injected_query_cannot_read_what_no_page_of_files_needs(city, sql):
    with pytest.raises(ProgrammingError, match="permission denied"):
        injected(f"' UNION {sql} --", token_of(NEIGHBOUR))
