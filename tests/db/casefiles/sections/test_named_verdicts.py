"""A later case may name the verdict before it, also one that was never served: pages then relate the stages as the
terms do, which are stated from all verdicts, and still show nothing of that verdict.
"""

from datetime import date

import pytest
from django.db import connection
from feed_lines import commission, fed, verdict, violation
from personas import NEIGHBOUR, seen_by
from verdict_stages import asked_for, words

TODAY = date(2025, 6, 1)
BODY = "متن پنهان"


def two_first_cases(by: str, **of_the_first):
    """The first verdict was not served; the appeal names it, or its case, and was decided. Another case is beside."""
    found = violation(status="decided")
    one = commission(secretariat_no="ONE", violations=[found["source_key"]], **of_the_first)
    other = commission(secretariat_no="TWO", received_on="2024-07-02")
    hidden = verdict(one, served_on=None, verdict_no="HIDDEN-1", body=BODY, amount=987_654_321)
    before = {"verdict": hidden, "case": one}[by]["source_key"]
    appeal = commission(stage="appeal", received_on="2024-10-01", after=before)
    final = verdict(appeal, served_on="2024-12-05", finality="final_appeal", verdict_no="APPEAL-1")
    return fed(violations=[found], commission_cases=[one, other, appeal], verdicts=[hidden, final])


@pytest.mark.parametrize("by", ["verdict", "case"])
def test_a_case_whose_unserved_verdict_the_appeal_names_ends_in_the_appeal(by):
    file = two_first_cases(by, session_at="2024-09-01T10:00:00+03:30", invited_on="2024-08-01")
    page = file.page("violations", TODAY)
    entries = {entry.case.secretariat_no: entry for entry in page["cases"]}
    assert entries["ONE"].ending.successor.verdict_no == "APPEAL-1" and not entries["TWO"].ending.successor
    assert {t.state for t in entries["ONE"].terms} == {"superseded"}
    assert [v.status for v in page["violations"]] == ["decided"]


def test_nothing_of_the_verdict_that_was_not_served_is_on_a_page():
    file = two_first_cases("verdict")
    for page in ("violations", "", "money", "history"):
        html = file.html(page) + file.html(page, "en")
        for secret in ("HIDDEN-1", BODY, "987,654,321", "۹۸۷٬۶۵۴٬۳۲۱"):
            assert secret not in html, (page, secret)


def test_a_fine_that_was_replaced_over_an_unserved_appeal_is_owed_on_no_page():
    one, two = commission(secretariat_no="ONE"), commission(secretariat_no="TWO")
    appeal = commission(stage="appeal", received_on="2024-10-01", after=one["source_key"])
    hidden = verdict(appeal, served_on=None, verdict_no="HIDDEN-1", amount=200_000)
    equal = commission(stage="equal", received_on="2025-01-01", after=hidden["source_key"])
    fine = verdict(one, served_on="2024-09-10", finality="final_unopposed", amount=300_000, verdict_no="F")
    last = verdict(equal, served_on="2025-03-01", finality="final_appeal", amount=100_000, verdict_no="E")
    file = fed(commission_cases=[one, two, appeal, equal], verdicts=[fine, hidden, last])
    assert [amount for _clock, _no, amount, _last in asked_for(file, TODAY)] == [100_000]
    assert "Left to pay100,000" in words(file, "money/", TODAY)


def test_which_case_a_named_verdict_is_of_nobody_learns_but_those_to_whom_the_file_opens():
    file = two_first_cases("verdict")
    rows = {}
    for reader in (file.by, NEIGHBOUR):
        with seen_by(reader), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM guard.my_named_verdicts() WHERE file = %s", [file.case.id])
            rows[reader] = cursor.fetchall()
    [one, _other, appeal] = file.line["commission_cases"]
    assert rows == {file.by: [(file.case.id, appeal["after"], one["source_key"])], NEIGHBOUR: []}
