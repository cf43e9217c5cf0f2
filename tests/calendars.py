"""Calendars as a program reads them: a file with terms in it, its days, and a secret address that its owner made."""

import re
from datetime import date

from django.test import Client
from feed_lines import commission, fed, verdict
from history_model import on
from icalendar import Calendar
from personas import signed_in


def far() -> date:
    """Forty days from now: no term of the tests' files ends there by itself."""
    return on(40)


def in_term(*people, **told):
    """A file with a verdict that was served two days ago, and may be objected to."""
    case = commission()
    served = {"served_on": str(on(-2)), "issued_at": f"{on(-3)}T00:00:00+03:30"}
    return fed(*people, commission_cases=[case], verdicts=[verdict(case, **served)], **told)


def owing(*people, **told):
    """A file with a fine, of which an instalment is due in forty days."""
    case, part = commission(), {"due": str(far()), "amount": 333_000_000}
    final = {"finality": "final_unopposed", "served_on": "2025-01-01", "instalments": [part]}
    return fed(*people, commission_cases=[case], verdicts=[verdict(case, **final)], **told)


def made_by(who: str, language: str = "en") -> str:
    """The secret address that they make on its page, as the page shows it."""
    answer = signed_in(who).post("/calendar/" if language == "fa" else "/en/calendar/", {"make": "1"})
    return re.search(r"(?:/en)?/calendar/[\w-]{43}\.ics", answer.content.decode())[0]


def asked_at(address: str, **headers):
    return Client().get(address, headers=headers)


def events(answer) -> list:
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def days(answer) -> list[tuple[str, date]]:
    return [(str(event["SUMMARY"]), event["DTSTART"].dt) for event in events(answer)]


def uids(answer) -> set[str]:
    return {str(event["UID"]) for event in events(answer)}
