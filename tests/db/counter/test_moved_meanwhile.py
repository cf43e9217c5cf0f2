"""A clerk saves something in the very moment in which a feed gives the file a code of another district: what is stored
is of that district, and whoever is not at its counter any more reads that there is nothing.
"""

from threading import Event, Thread

import psycopg
import pytest
from counter_acts import unreachable
from counter_client import OF_THREE, Desk, body, key_of, opened
from counter_forms import HOME_CODE, an_owner, phone
from counter_scans import a_scan
from django.conf import settings
from history_model import asked
from personas import person_id

MOVE = "UPDATE casefiles_casefile SET renewal_code = %s, district_id = 3 WHERE id = %s"
IS_AWAITED = "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"


class Moving(Thread):
    """A batch that has moved the file to district 3, and commits once somebody waits for it or was answered."""

    def __init__(self, case):
        super().__init__(daemon=True)
        self.case, self.moved, self.answered = case, Event(), Event()

    def run(self):
        with psycopg.connect(settings.DATABASE_URL) as connection:
            connection.execute(MOVE, [f"3-{self.case.renewal_code.split('-', 1)[1]}", self.case.id])
            self.moved.set()
            while not self.answered.wait(0.05) and not connection.execute(IS_AWAITED).fetchone():
                pass

    def __enter__(self):
        self.start()
        assert self.moved.wait(60)

    def __exit__(self, *_error):
        self.answered.set()
        self.join(60)


@pytest.fixture
def there():
    """A clerk of district 3."""
    return Desk(OF_THREE)


@pytest.fixture
def work(desk):
    owner = an_owner()
    made = desk.begin(opened(desk, owner).case)
    made.key, made.mobile = key_of(person_id(owner["number"])), phone()
    return made


def districts(table: str, column: str, value: int) -> list[int]:
    return [row[0] for row in asked(f"SELECT DISTINCT district_id FROM {table} WHERE {column} = %s", [value])]


def test_a_part_is_not_stored_where_neither_counter_reads_it(work, there):
    fields = {"mobile": work.mobile, "base": "0"}
    with Moving(work.case):
        answer = work.post(f"contact/{work.key}/", fields)
    assert answer.status_code == 404
    assert districts("counter_draftpart", "draft_id", work.row.id) in ([], [3])
    elsewhere = work.by(there)
    assert elsewhere.post(f"contact/{work.key}/", fields).status_code == 200
    assert work.mobile in body(elsewhere.get(f"contact/{work.key}/"))


def test_nor_is_a_scan(work, there):
    fields = {"deed-scan": a_scan(), "deed-seen": "1", "base": "0"}
    with Moving(work.case):
        answer = work.desk.client.post(f"/en/counter/drafts/{work.ref}/papers/{work.key}/", fields)
    assert answer.status_code == 404
    assert districts("counter_incomingscan", "draft_id", work.row.id) in ([], [3])


def test_nor_a_code_that_is_sent_again(work):
    fields = {"mobile": work.mobile, "residence_postal": HOME_CODE}
    work.post(f"contact/{work.key}/", fields | {"base": "0"})
    codes = "credentials_contactcode", "registration", work.row.id
    assert districts(*codes) == [5]
    with Moving(work.case):
        answer = work.post(f"contact/{work.key}/", fields | {"again_sms": "1", "base": "1"})
    assert answer.status_code == 404 and districts(*codes) == [3]


def test_nor_a_registration_that_begins(desk, there):
    case = opened(desk, an_owner()).case
    with Moving(case):
        answer = desk.client.post("/en/counter/begin/", {"file": case.ref})
    begun = "SELECT count(*) FROM counter_draft WHERE case_id = %s AND state = 'draft'"
    assert answer.status_code == 404 and asked(begun, [case.id]) == [(0,)]
    there.begin(case)
    assert asked(begun, [case.id]) == [(1,)]


def test_a_letter_about_an_act_of_another_file_is_the_new_counters(desk, other, there):
    """Simin owns a house that moves, and comes into another file of district 5 with a telephone."""
    simin = unreachable(desk)
    act = desk.begin()
    act.file()
    act.complete(act.owner(simin.who))
    act.submit()
    with Moving(simin.case):
        act.by(other).confirm()
    assert act.row.state == "confirmed", act.missing()
    letters = "SELECT ref, district_id FROM counter_letter WHERE registration_id = %s AND case_id = %s AND to_property"
    [(ref, district)] = asked(letters, [act.row.id, simin.case.id])
    assert district == 3 and ref in body(there.get("letters/"))
