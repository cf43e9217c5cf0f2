"""The last working day of what is to be paid: it is said wherever the last day is, and of nothing that is over."""

from datetime import date, timedelta

import pytest
from clock import on
from feed_lines import commission, fed, key, verdict
from page_tree import text, tree
from personas import signed_in

FRIDAY = date(2027, 1, 29)
EARLIER = "the last working day before it is Thursday"


def said(file, page: str, day: date = FRIDAY - timedelta(20), language: str = "/en") -> str:
    address = f"{language}/my-money/" if page == "my-money/" else f"{language}/cases/{file.case.ref}/{page}"
    client = signed_in(file.by)
    with on(day):
        return text(tree(client.get(address).content.decode()))


def fined(**instalment):
    case, part = commission(), {"due": str(FRIDAY), "amount": 300_000} | instalment
    final = {"amount": 300_000, "finality": "final_unopposed", "served_on": "2024-09-10", "instalments": [part]}
    return fed(commission_cases=[case], verdicts=[verdict(case, **final)])


def levied(**known):
    bill = {"source_key": key(), "bill_kind": "levy", "period": "1404", "amount": 500_000, "due": str(FRIDAY)}
    return fed(bills=[bill | known])


@pytest.mark.parametrize(
    ("made", "pages"),
    [(fined, {"money/": 2, "my-money/": 2, "violations/": 2}), (levied, {"money/": 2, "my-money/": 2, "permits/": 1})],
)
def test_what_is_due_on_a_friday_says_the_last_working_day_wherever_it_says_the_day(made, pages):
    file = made()
    for page, times in pages.items():
        assert said(file, page).count(EARLIER) == times, page
        assert said(file, page, language="").count("آخرین روز کاری پیش از آن: پنجشنبه") == times, page
        assert EARLIER in said(file, page, FRIDAY) and EARLIER not in said(file, page, FRIDAY + timedelta(1)), page
        workday = made(due=str(FRIDAY - timedelta(1)))
        assert "last working day" not in said(workday, page), page
        assert EARLIER not in said(made(paid_on="2026-01-01"), page), page


def test_the_six_months_of_whoever_lives_abroad_say_theirs():
    case = commission(stage="appeal")
    for served in ("2024-06-22", "2024-06-23", "2024-06-24", "2024-06-25", "2024-06-26", "2024-06-27", "2024-06-28"):
        facts = {"verdict_kind": "retain", "amount": None, "finality": "final_appeal", "served_on": served}
        html = said(fed(commission_cases=[case], verdicts=[verdict(case, **facts)]), "", date(2024, 8, 1))
        words = html.partition("for whoever lives abroad six months, until the end of ")[2][:150]
        assert words.startswith("Friday") is ("the last working day before it is Thursday" in words), (served, words)
