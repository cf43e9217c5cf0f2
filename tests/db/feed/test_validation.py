"""Bad lines: each is turned away by its number with a reason that names no one, while the others go in."""

import json

import pytest
from feed_lines import (
    as_json,
    commission,
    line,
    load,
    mandate,
    number,
    owner,
    paper,
    permit,
    person,
    rules,
    verdict,
    visit,
)


def with_case(**known) -> dict:
    made = line()
    made["casefile"] |= known
    return made


def without(made: dict, *names: str) -> dict:
    for name in names:
        del made["casefile"][name]
    return made


def with_people(**known) -> dict:
    made = line()
    made["people"][0] |= known
    return made


def twice_the_same_key() -> dict:
    one = permit()
    return line(permits=[one, permit() | {"source_key": one["source_key"]}])


def same_person_twice() -> dict:
    made = line()
    return made | {"people": [*made["people"], made["people"][0] | {"last_name": "نامی‌دیگر"}]}


def raw(made: dict, old: str, new: str) -> bytes:
    text = json.dumps(made, ensure_ascii=False)
    assert old in text
    return text.replace(old, new).encode() + b"\n"


BAD = {
    "broken JSON": lambda: b'{"as_of": \n',
    "no object": lambda: b"[1, 2]\n",
    "a bare word": lambda: b"hello\n",
    "not UTF-8": lambda: as_json(line()).replace("آزمون".encode(), b"\xff\xfe"),
    "half a surrogate pair as a key": lambda: b'{"\\ud800": 1}\n',
    "a wrong type": lambda: with_case(plate_main="4781"),
    "a number for a text": lambda: with_case(file_no=77),
    "true for a number": lambda: with_case(plate_main=True),
    "null for a list": lambda: line() | {"permits": None},
    "an unknown field": lambda: line() | {"secret": 1},
    "an unknown field of a row": lambda: line(permits=[permit(colour="red")]),
    "a missing field": lambda: without(line(), "file_no"),
    "an empty required text": lambda: with_case(file_no=""),
    "a blank required text": lambda: with_case(file_no=" \u200b\u0000 "),
    "a text too long": lambda: with_case(place="ک" * 121),
    "an unknown code": lambda: with_case(property_type="castle"),
    "an unknown code in a list": lambda: line(
        inspections=[visit("2024-01-01", floors=[{"floor": 0, "use_group": "x", "area": 1}])]
    ),
    "no time zone": lambda: line() | {"as_of": "2026-01-01T08:00:00"},
    "no such day": lambda: line(permits=[permit(issued_on="2025-02-30")]),
    "a solar day": lambda: line(permits=[permit(issued_on="1403/05/05")]),
    "a bad check digit": lambda: with_people(number="1300001233"),
    "a bad mobile": lambda: with_people(mobile="12"),
    "a bad e-mail": lambda: with_people(email="a@b@c"),
    "a bad postal code": lambda: with_case(postal_code="0000000000"),
    "a person of no kind": lambda: with_people(kind="robot"),
    "an owner who is not among the people": lambda: line() | {"owners": [owner(number())]},
    "an identity paper of someone unknown": lambda: line(papers=[paper(of_person=number())]),
    "a mandate for someone unknown": lambda: line(mandates=[mandate(number(), number())]),
    "more than six dang": lambda: line(owner(number(), 4, 6), owner(number(), 3, 6)),
    "more than six dang by a grain": lambda: line(owner(number(), 1, 3), owner(number(), 2000001, 3000000)),
    "more than six dang of building": lambda: line(owner(number(), 3, 6), owner(number(), 3, 6, building_share=4)),
    "a share greater than the whole": lambda: line(owner(number(), 7, 6, effective_to="2015-01-01")),
    "a share of nothing": lambda: line(owner(number(), 1, 0)),
    "a negative share": lambda: line(owner(number(), -1, 6)),
    "a share ended before it began": lambda: line(
        owner(number(), effective_from="2015-01-01", effective_to="2014-12-31")
    ),
    "a mandate over before it was given": lambda: _mandate(expires_on="2020-01-01"),
    "a permit over before it began": lambda: line(permits=[permit(valid_from="2025-01-01", valid_until="2024-01-01")]),
    "an invitation before the case": lambda: line(commission_cases=[commission(invited_on="2020-01-01")]),
    "a source key twice": twice_the_same_key,
    "a person twice": same_person_twice,
    "a renewal code of district 16": lambda: with_case(renewal_code="16-95-1-1-1-0-0"),
    "a renewal code of district 0": lambda: with_case(renewal_code="0-95-1-1-1-0-0"),
    "a code that is not of this kind": lambda: with_case(unit_kind="apartment"),
    "a plate of nothing": lambda: with_case(plate_main=0),
    "floors that do not add up": lambda: line(inspections=[visit("2024-01-01", buildings=[BUILDING], floors=[FLOOR])]),
    "areas that do not agree": lambda: line(
        inspections=[visit("2024-01-01", area_existing=100, area_after_correction=90, area_in_street=0)]
    ),
    "a missing scan": lambda: line(papers=[paper(scan="nowhere.pdf")]),
    "a scan outside the folder": lambda: line(papers=[paper(scan="../../../etc/passwd")]),
    "a scan called dot dot": lambda: line(papers=[paper(scan="..")]),
    "a scan with a name too long for any disk": lambda: line(papers=[paper(scan="😀" * 99)]),
    "a number too great for the table": lambda: line(owner(number(), 2**40, 2**41)),
    "a rial too many": lambda: line(permits=[permit(charges=10**17)]),
    "an endless number": lambda: raw(line(plan_rules=[rules(density_pct=180)]), "180", "1e999"),
    "NaN": lambda: raw(line(plan_rules=[rules(density_pct=180)]), "180", "NaN"),
    "Infinity": lambda: raw(line(plan_rules=[rules(density_pct=180)]), "180", "Infinity"),
    "a negative area": lambda: line(inspections=[visit("2024-01-01", area_existing=-1)]),
    "deep nesting": lambda: b'{"as_of": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
    "ten megabytes of text": lambda: with_case(address="ا" * 5_000_000),
}
FLOOR = {"floor": 0, "use_group": "residential", "area": 80}
BUILDING = {
    "structure": "brick",
    "stage": "complete",
    "floors_above": 1,
    "floors_below": 0,
    "total_built": 90,
    "footprint": 90,
}


def _mandate(**known) -> dict:
    principal, agent = number(), number()
    return line(principal, people=[person(agent)], mandates=[mandate(principal, agent, **known)])


@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_a_bad_line_is_turned_away_by_number_and_its_neighbours_go_in(make):
    report = load(line(), make(), line())
    assert [n for n, _ in report.bad] == [2] and report.good == 2
    assert report.bad[0][1].strip(), "there is a reason"


NAME = "فرزانهپنهان"
NAMING = {
    "a bad check digit": {"number": "1300001233"},
    "a bad mobile": {"mobile": "0913123"},
    "a name in a code's place": {"kind": NAME},
    "a name that is too long": {"father_name": NAME * 9},
    "a name in a day's place": {"birth_date": NAME},
}


@pytest.mark.parametrize("known", NAMING.values(), ids=NAMING)
def test_a_reason_names_no_person(known):
    made = line()
    made["people"][0] |= {"last_name": NAME} | known
    (fault,) = load(made).bad
    assert NAME not in fault[1] and made["people"][0]["number"] not in fault[1] and "0913123" not in fault[1]


def test_a_reason_of_the_database_names_no_person_either():
    first = line(owner(number()), people=[])
    same_number = line(casefile={"file_no": first["casefile"]["file_no"]})
    report = load(first, same_number)
    (fault,) = report.bad
    assert fault[0] == 2 and "file_no_once_in_a_district" in fault[1]
    assert not any(p["number"] in fault[1] or p["last_name"] in fault[1] for p in same_number["people"])


def test_a_fault_that_only_the_database_sees_stops_no_other_line_of_its_batch():
    taken = line()
    clash = line(casefile={"file_no": taken["casefile"]["file_no"]})
    report = load(line(), taken, line(), clash, line())
    assert report.good == 4 and [n for n, _ in report.bad] == [4]


def test_faults_of_shape_and_of_the_database_are_both_told_with_their_numbers():
    taken = line()
    report = load(taken, b"{\n", line(casefile={"file_no": taken["casefile"]["file_no"]}), line())
    assert sorted(n for n, _ in report.bad) == [2, 3] and report.good == 2


def test_nothing_of_a_bad_line_stays_behind():
    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.people.models import Person

    made = line(papers=[paper(scan="nowhere.pdf")])
    load(made)
    assert not CaseFile._base_manager.using("owner").filter(renewal_code=made["casefile"]["renewal_code"]).exists()
    assert not Person.objects.using("owner").filter(number=made["people"][0]["number"]).exists()


def test_shares_of_exactly_six_dang_are_no_fault():
    assert (
        load(line(owner(number(), 1, 16), owner(number(), 7, 24), owner(number(), 7, 48), owner(number(), 1, 2))).bad
        == []
    )


def test_former_shares_do_not_count_towards_the_whole():
    gone = owner(number(), 6, 6, effective_to="2020-01-01")
    assert load(line(owner(number(), 6, 6, effective_from="2020-01-01"), gone)).bad == []


def test_a_share_that_ends_next_year_still_counts_towards_the_whole():
    assert [n for n, _ in load(line(owner(number(), 6, 6, effective_to="2099-01-01"), owner(number(), 6, 6))).bad] == [
        1
    ]


def test_a_fine_outside_the_range_of_its_note_is_not_refused_since_a_reason_may_be_recorded():
    case = commission()
    assert load(line(commission_cases=[case], verdicts=[verdict(case, amount=1)])).bad == []


def test_control_characters_in_texts_are_removed_and_no_fault():
    assert load(with_case(place="کوچه\u0000\u001b[31m ۱۲")).bad == []
