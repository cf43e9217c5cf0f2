"""The running terms as a calendar (RFC 5545): days and kinds; nothing tells whose, of which file, or how much.

What an owner takes along from a file says the hour of an appointment too; what is read at a secret address does not.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event

from shahrsazi.casefiles.letters import key_of
from shahrsazi.casefiles.terms.term import CLOCKS, LAST_DAY, RUNNING, is_step, of_owners, state
from shahrsazi.city import law
from shahrsazi.persian import dates, formatting

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = "PT12H"  # what is told comes in by night
TITLES = {
    "explanation": gettext_lazy("Last day to explain to the commission"),
    "session": gettext_lazy("Session of the commission"),
    "objection": gettext_lazy("Last day to object to a verdict"),
    "divan": gettext_lazy("Last day to complain to the Court of Administrative Justice"),
    "compliance": gettext_lazy("Last day to carry out a verdict"),
    "instalment": gettext_lazy("An instalment of a fine is due"),
    "sum": gettext_lazy("A fine is due"),
    "charges": gettext_lazy("Charges of a permit are due"),
    "bill": gettext_lazy("A levy or charge of the municipality is due"),
    "begin": gettext_lazy("Last day to begin to build"),
    "finish": gettext_lazy("Last day to finish building"),
    "permit": gettext_lazy("A permit ends"),
    "defect": gettext_lazy("Last day to complete a file"),
    "step": gettext_lazy("Last day of a step that waits for the owner"),
    "visit": gettext_lazy("Visit of the inspector"),
    "mandate": gettext_lazy("A mandate ends"),
}


def running(terms: Iterable[Any], today: date) -> list[Any]:
    """The terms that have a day and run: what is met, suspended, not begun or over is in no calendar."""
    return [t for t in of_owners(terms, today) if t.last_on and state(t, today) in (RUNNING, LAST_DAY)]


def calendar_of(terms: Iterable[Any], today: date, *, with_hours: bool = False) -> bytes:
    """The same terms on the same day are the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Shahrsazi//{formatting.language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Terms of my property files"))
    calendar["refresh-interval;value=duration"] = calendar["x-published-ttl"] = REFRESH
    midnight = datetime.combine(today, time(), dates.CITY_TIME)
    for term in terms:
        calendar.add_component(_event(term, midnight, term.at_hour if with_hours else ""))
    if with_hours:
        calendar.add_missing_timezones(first_date=today)
    return calendar.to_ical()


def _event(term: Any, stamp: datetime, hour: str) -> Event:
    event, day = Event(), _day(term)
    event.add("uid", _uid(term))
    event.add("dtstamp", stamp)
    _add_when(event, day, hour)
    event.add("summary", str(TITLES["step" if is_step(term) else term.clock]))
    event.add("description", _description(term, day))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _add_when(event: Event, day: date, hour: str) -> None:
    """A whole day, or the hour at which it begins: how long it takes nobody told."""
    if hour:
        event.add("dtstart", datetime.combine(day, time.fromisoformat(hour), dates.CITY_TIME))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + law.ONE_DAY)


def _day(term: Any) -> date:
    """The last working day of what is to be done; an appointment and an end stay on their own day."""
    if CLOCKS[term.clock].nature in ("appointment", "end") or term.last_on.year <= law.FIRST_YEAR:
        return term.last_on
    return law.last_working_day(term.last_on, term.starts_on) or term.last_on


def _description(term: Any, day: date) -> str:
    for_information = _("What the system computes is for information only.")
    if day == term.last_on:
        return for_information
    last = {"weekday": formatting.weekday(term.last_on), "day": formatting.day(term.last_on)}
    until = _("The last working day; the term runs until the end of %(weekday)s %(day)s.") % last
    return f"{until} {for_information}"


def _uid(term: Any) -> str:
    """It stays while the fact does, however often the rows are written anew, and nothing is guessed from it."""
    named = f"calendar {term.case_id}/{key_of(term)}".encode()
    mac = hmac.new(settings.SECRET_KEY.encode(), named, hashlib.sha256).hexdigest()[:32]
    return f"{mac}@{urlsplit(settings.SITE_URL).hostname}"
