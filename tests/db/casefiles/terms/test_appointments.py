"""The hour of an appointment: on the day itself it is said wherever the day is, and the file's own calendar has it."""

from datetime import date, datetime, timedelta

import pytest
from calendars import asked_at, events, far, made_by
from clock import on
from feed_lines import commission, fed, visit
from page_tree import text, tree
from personas import signed_in

from shahrsazi.persian import dates

DAY = date(2024, 12, 10)


def invited(at: str = "2024-12-10T09:15:00+03:30"):
    return fed(commission_cases=[commission(session_at=at)])


def said(file, page: str, day: date, prefix: str = "/en") -> str:
    client = signed_in(file.by)
    with on(day):
        return text(tree(client.get(f"{prefix}/{page.format(ref=file.case.ref)}").content.decode()))


@pytest.mark.parametrize("page", ["cases/", "cases/{ref}/", "cases/{ref}/violations/", "my-work/"])
def test_on_its_day_a_session_is_said_with_its_hour(page):
    file = invited()
    assert "at 09:15" in said(file, page, DAY - timedelta(1))
    assert "today at 09:15" in said(file, page, DAY)
    assert "امروز، ساعت ۰۹:۱۵" in said(file, page, DAY, prefix="")


def test_an_inspection_without_an_hour_is_today():
    file = fed(inspections=[visit("2024-11-20", next_visit_on=str(DAY))])
    html = said(file, "cases/{ref}/", DAY)
    assert "Visit of the inspector" in html and "today" in html and "today at" not in html


def test_the_calendar_of_the_file_has_the_hour_and_the_secret_address_the_day_alone():
    day = far()
    file = invited(f"{day}T09:15:00+03:30")
    taken = signed_in(file.by).get(f"/en/cases/{file.case.ref}/calendar.ics")
    [event] = [e for e in events(taken) if e["SUMMARY"] == "Session of the commission"]
    begins = datetime(day.year, day.month, day.day, 9, 15, tzinfo=dates.CITY_TIME)
    assert event["DTSTART"].dt == begins and event["DTSTART"].params["TZID"] == "Asia/Tehran"
    assert "DTEND" not in event and "BEGIN:VTIMEZONE" in taken.content.decode()
    subscribed = asked_at(made_by(file.by))
    assert [e["DTSTART"].dt for e in events(subscribed)] == [day] and "VTIMEZONE" not in subscribed.content.decode()
