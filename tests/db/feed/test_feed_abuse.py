"""What exporters get wrong, kind by kind: refused with its place, or mended; nothing of a file is lost or set back."""

from datetime import timedelta
from typing import get_args

import pytest
from django.db import connections
from django.utils import timezone
from feed_lines import commission, deed, line, load, mandate, number, owner, permit, person, verdict, violation, visit
from feed_outcomes import at, reasons, sees, stored
from history_model import asked

from shahrsazi.feed.attachments import FeedHaltedError

# Older and newer.


def sold(made: dict, buyer: str) -> dict:
    """The same file after its sale."""
    [seller] = made["owners"]
    return at(made, "2026-03-10") | {
        "people": [*made["people"], person(buyer)],
        "owners": [seller | {"effective_to": "2026-03-09"}, owner(buyer, effective_from="2026-03-09")],
    }


@pytest.mark.parametrize("between", [0, 1, 250], ids=["beside it", "after one", "in a later transaction"])
def test_a_stale_line_after_a_sale_of_the_same_load_does_not_bring_the_seller_back(between):
    seller, buyer = number(), number()
    made = line(owner(seller))
    load(made)
    report = load(sold(made, buyer), *(line() for _ in range(between)), at(made, "2026-03-09"))
    assert "older than what is known" in reasons(report) and report.good == between + 1
    assert sees(buyer, made) and not sees(seller, made)


def test_of_two_lines_of_one_moment_the_later_one_counts():
    made = line()
    load(made, made | {"casefile": made["casefile"] | {"place": "کوچه تازه"}})
    assert stored(made, "place") == ("کوچه تازه",)


def test_two_loads_do_not_run_at_once():
    lock = "SELECT pg_advisory_lock(hashtext('shahrsazi.feed.load'))"
    with connections["owner"].cursor() as cursor:
        cursor.execute(lock)
        try:
            with pytest.raises(FeedHaltedError, match="Another load is running"):
                load(line())
        finally:
            cursor.execute(lock.replace("advisory_lock", "advisory_unlock"))
    assert load(line()).good == 1


# Days that cannot be meant.

NONE = ["0001-01-01", "1900-01-01", "1899-12-30", "1899-12-31", "9999-12-31"]
OF_NO_GREGORIAN_MONTH = ["1403-02-31", "1403-04-31", "1403-06-31", "1403-12-30", "1403-02-30"]
SOLAR = ["1206-01-01", "1390-01-01", "1405-12-29", "1498-12-29", *OF_NO_GREGORIAN_MONTH, "1403/06/31", "14030631"]
FAR = ["1205-12-29", "1499-01-01", "1799-12-31", "2201-01-01"]


@pytest.mark.parametrize("day", [*NONE, *SOLAR, *FAR])
def test_a_day_that_cannot_be_meant_is_refused_with_its_place(day):
    made = line(deeds=[deed(), deed(deed_date=day)])
    report = load(made)
    assert report.good == 0 and "`$.deeds[1].deed_date`" in reasons(report)
    kind = "stands for" if day in NONE else "solar calendar" if day in SOLAR else "cannot be meant"
    assert kind in reasons(report)


@pytest.mark.parametrize("day", OF_NO_GREGORIAN_MONTH)
def test_a_solar_day_inside_a_row_or_of_a_moment_is_named_so_where_no_gregorian_month_has_it(day):
    case = commission(source_key="c", session_at=f"{day}T10:00:00+03:30")
    told = verdict(case, instalments=[{"due": day, "amount": 1_000}])
    for lists, path in (
        ({"commission_cases": [case]}, "commission_cases[0].session_at"),
        ({"commission_cases": [commission(source_key="c")], "verdicts": [told]}, "verdicts[0].instalments[0].due"),
    ):
        [(_number, reason)] = load(line(**lists)).bad
        assert "solar calendar" in reason and f"`$.{path}`" in reason


@pytest.mark.parametrize("day", ["1403-02-32", "1403-13-01", "2024-02-30"])
def test_a_day_of_neither_calendar_is_not_called_solar(day):
    [(_number, reason)] = load(line(deeds=[deed(deed_date=day)])).bad
    assert "solar" not in reason and "`$.deeds[0].deed_date`" in reason


BUILDING = {"structure": "brick", "stage": "complete", "floors_above": 1, "floors_below": 0, "footprint": 90}
BUILDING |= {"total_built": 90}


@pytest.mark.parametrize("name", ["built_from", "built_to"])
@pytest.mark.parametrize("year", [1010, 1390, 0, 13, 88, 1499, 2006])
def test_a_year_of_a_building_is_one_of_the_solar_calendar(name, year):
    report = load(line(inspections=[visit("2025-01-01", buildings=[BUILDING | {name: year}])]))
    right = 1000 < year < 1499
    assert (report.bad == []) is right
    assert right or f"`$.inspections[0].buildings[0].{name}`" in reasons(report)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+03:25", "1900-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_so_is_a_moment(moment):
    case = commission(source_key="c")
    report = load(line(violations=[violation()], commission_cases=[case], verdicts=[verdict(case, issued_at=moment)]))
    assert "`$.verdicts[0].issued_at`" in reasons(report)
    made = line()
    assert "`$.as_of`" in reasons(load(made | {"as_of": moment}))
    assert load(made, line()).good == 2, "and the next load is not stopped by it"


def test_what_is_told_from_the_future_is_refused_and_a_clock_may_go_a_little_wrong():
    told = lambda minutes: (timezone.now() + timedelta(minutes=minutes)).isoformat()  # noqa: E731
    assert "in the future" in reasons(load(line() | {"as_of": told(10)}))
    assert load(line() | {"as_of": told(3)}).bad == []


def within(kind) -> list:
    """A type, and all that it is made of."""
    return [kind, *(inner for part in get_args(kind) for inner in within(part))]


def test_every_day_of_the_contract_is_looked_at():
    """Whatever the schema calls a day or a moment is among the fields that are looked at."""
    import msgspec

    from shahrsazi.feed import contract, days

    found = 0
    kinds = [contract.line()]
    for kind in kinds:
        schema = msgspec.json.schema(kind)["$defs"][kind.__name__]["properties"]
        for field in msgspec.structs.fields(kind):
            if "date" in str(schema[field.encode_name]):
                assert field.name in dict(days._names(kind, "")), (kind, field.name)
                found += 1
        for field in msgspec.structs.fields(kind):
            for inner in within(field.type):
                if isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner not in kinds:
                    kinds.append(inner)
    assert found > 30 and len(kinds) > 20


# What is left out is kept.

LEFT_OUT = [
    ("casefile", {"postal_code": "8174673441"}, "postal_code"),
    ("casefile", {"neighbourhood": "جلفا"}, "neighbourhood"),
    ("casefile", {"opened_on": "2020-02-02"}, "opened_on"),
]


@pytest.mark.parametrize(("part", "told", "column"), LEFT_OUT, ids=[column for *_, column in LEFT_OUT])
def test_what_a_line_does_not_tell_of_the_file_stays_and_what_it_tells_empty_goes(part, told, column):
    made = line(casefile=told)
    load(made)
    [before] = stored(made, column)
    briefly = {k: v for k, v in made["casefile"].items() if k not in told}
    load(at(made, "2026-02-02", casefile=briefly, permits=[permit()]))
    assert stored(made, column) == (before,) and before
    empty = None if column == "opened_on" else ""
    load(at(made, "2026-03-03", casefile=briefly | {column: empty}))
    assert stored(made, column) == (empty,)


def test_a_file_stays_open_to_its_owner_when_a_permit_is_added():
    who = number()
    made = line(owner(who))
    load(made)
    briefly = {k: v for k, v in made["casefile"].items() if k != "opened_on"}
    load(at(made, "2026-02-02", casefile=briefly, permits=[permit()]))
    assert sees(who, made)


@pytest.mark.parametrize("name", ["deed_no", "area_deed", "deed_date", "bounds"])
def test_what_a_row_does_not_tell_stays(name):
    row = deed(
        deed_no="77", area_deed=210.5, deed_date="2015-01-01", bounds=[{"side": "north", "text": "کوچه", "length": 9}]
    )
    made = line(deeds=[row])
    load(made)
    value = "SELECT {} FROM casefiles_deed d JOIN casefiles_casefile c ON c.id = d.case_id WHERE c.renewal_code = %s"
    code = [made["casefile"]["renewal_code"]]
    before = asked(value.format(name), code)
    told = {k: v for k, v in row.items() if k != name} | {"holders": "تازه"}
    load(at(made, "2026-02-02", deeds=[told]))
    assert asked(value.format(name), code) == before and asked(value.format("holders"), code) == [("تازه",)]


def test_of_a_new_row_what_is_not_told_is_empty():
    row = {k: v for k, v in deed().items() if k not in ("deed_no", "area_deed")}
    made = line(deeds=[row])
    assert load(made).bad == []


def test_whoever_is_named_briefly_elsewhere_keeps_everything():
    who = number()
    told = person(who, mobile="09130001122", email="a@example.ir", birth_date="1980-01-01", residence_address="نظر ۹")
    load(line(who, people=[told]))
    contact = "SELECT mobile, email, birth_date, residence_address, registered_on FROM people_contact c"
    contact += " JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"
    before = asked(contact, [who])
    load(line(who, people=[{"number": who, "last_name": told["last_name"]}]))
    assert asked(contact, [who]) == before and before[0][0]
    first = "SELECT first_name, search_name FROM people_person WHERE number = %s"
    assert asked(first, [who])[0][0] == told["first_name"]


def test_two_files_of_one_load_that_each_tell_a_part_of_somebody_tell_both():
    who = number()
    one = {"number": who, "last_name": "آزمونی", "mobile": "09130001122"}
    other = {"number": who, "last_name": "آزمونی", "email": "b@example.ir"}
    load(line(who, people=[one]), line(who, people=[other]))
    contact = (
        "SELECT mobile, email FROM people_contact c JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"
    )
    assert asked(contact, [who]) == [("+989130001122", "b@example.ir")]


# Mandates.


def test_leave_for_every_file_that_is_corrected_to_one_and_ended_ends():
    principal, agent = number(), number()
    here, there = line(owner(principal), people=[person(agent)]), line(owner(principal))
    told = mandate(principal, agent, every_file=True)
    load(at(here, "2026-01-02", mandates=[told]), there)
    assert sees(agent, here) and sees(agent, there)
    load(at(here, "2026-01-03", mandates=[told | {"every_file": False}]))
    assert sees(agent, here) and not sees(agent, there)
    load(at(here, "2026-01-04", mandates=[told | {"every_file": True}]))
    assert sees(agent, there)
    ended = told | {"every_file": False, "ended_on": "2026-01-05", "end_reason": "dismissal"}
    load(at(here, "2026-01-05", mandates=[ended]))
    assert not sees(agent, here) and not sees(agent, there)


@pytest.mark.parametrize("every", [True, False])
def test_nobody_gives_leave_by_a_file_that_they_never_owned(every):
    victim, stranger = number(), number()
    theirs = line(owner(victim))
    load(theirs, line(owner(stranger)))
    made = line(owner(number()), people=[person(victim), person(stranger)])
    report = load(made | {"mandates": [mandate(victim, stranger, every_file=every)]})
    assert "has never owned this file" in reasons(report) and report.good == 0
    assert not sees(stranger, theirs)
