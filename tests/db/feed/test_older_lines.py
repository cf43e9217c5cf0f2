"""What an older line may not bring back: a name, a file under its former code, the principal of a mandate."""

import pytest
from feed_delivery import Exporter, load
from feed_lines import line, mandate, number, owner, person
from history_model import asked


def at(made: dict, day: str) -> dict:
    return made | {"as_of": f"2026-{day}T08:00:00+03:30"}


def name_of(code: str) -> str:
    [(name,)] = asked("SELECT last_name FROM people_person WHERE number = %s", [code])
    return name


def named(code: str, name: str) -> dict:
    return line(owner(code), people=[person(code, last_name=name)])


def test_an_older_line_of_another_file_does_not_bring_an_old_name_back(city):
    exporter, code = Exporter(), number()
    load(exporter.batch(at(named(code, "نام تازه"), "05-05")))
    assert load(exporter.batch(at(named(code, "نام کهنه"), "04-04"))).good == 1
    assert name_of(code) == "نام تازه"
    load(exporter.batch(at(named(code, "نام بعدی"), "06-06")))
    assert name_of(code) == "نام بعدی"


def test_the_same_holds_within_one_batch_and_its_slice(city):
    exporter, code = Exporter(), number()
    load(exporter.batch(at(named(code, "نام یکم"), "05-05")))
    load(exporter.batch(at(named(code, "نام دوم"), "06-06"), at(named(code, "نام کهنه"), "04-04")))
    assert name_of(code) == "نام دوم"


@pytest.mark.parametrize("together", [False, True])
def test_a_line_that_was_only_repeated_tells_of_its_people_at_that_hour(city, together):
    exporter, code = Exporter(), number()
    made = named(code, "نام تازه")
    load(exporter.batch(at(made, "05-05")))
    repeated, late = at(made, "07-07"), at(named(code, "نام کهنه"), "06-06")
    if not together:
        assert load(exporter.batch(repeated)).unchanged == 1
    report = load(exporter.batch(*([repeated] if together else []), late))
    assert report.bad == [] and name_of(code) == "نام تازه"
    load(exporter.batch(at(named(code, "نام بعدی"), "08-08")))
    assert name_of(code) == "نام بعدی"


def test_a_file_that_tells_of_somebody_no_more_does_not_stand_against_a_later_name(city):
    exporter, code, other = Exporter(), number(), number()
    made = line(owner(code, 1, 2), owner(other, 1, 2), people=[person(code, last_name="نام یکم"), person(other)])
    load(exporter.batch(at(made, "01-01")))
    without = made | {"people": [made["people"][1]], "owners": [made["owners"][1]]}
    load(exporter.batch(at(without, "05-05")))
    load(exporter.batch(at(without, "07-07")))
    load(exporter.batch(at(named(code, "نام دوم"), "03-03")))
    assert name_of(code) == "نام دوم"


def test_to_repeat_a_line_writes_no_row_of_its_people(city):
    exporter, code = Exporter(), number()
    made = named(code, "نام تازه")
    load(exporter.batch(at(made, "05-05")))
    row = "SELECT xmin::text FROM people_person WHERE number = %s"
    before = asked(row, [code])
    load(exporter.batch(at(made, "07-07")))
    assert asked(row, [code]) == before


def test_an_older_line_under_a_former_code_makes_no_second_file(city):
    from shahrsazi.casefiles.casefile import CaseFile

    exporter, made = Exporter(), line()
    assert load(exporter.batch(at(made, "05-05"))).good == 1
    former = made["casefile"]["renewal_code"]
    recoded = CaseFile._base_manager.using("owner").filter(renewal_code=former)
    other = line()["casefile"]["renewal_code"]
    recoded.update(renewal_code=other)
    report = load(exporter.batch(at(made | {"casefile": made["casefile"] | {"place": "کوچه کهنه"}}, "04-04")))
    assert report.good == 0 and "older than what is known" in report.bad[0][1]
    assert asked("SELECT count(*) FROM casefiles_casefile WHERE renewal_code = %s", [former]) == [(0,)]


def test_a_mandate_told_with_another_principal_is_turned_away_and_the_first_stands(city):
    exporter, one, other, agent = Exporter(), number(), number(), number()
    given = mandate(one, agent)
    made = line(owner(one, 1, 2), owner(other, 1, 2), people=[*map(person, (one, other, agent))], mandates=[given])
    assert load(exporter.batch(at(made, "05-05"))).bad == []
    report = load(exporter.batch(at(made | {"mandates": [given | {"principal": other}]}, "06-06")))
    assert report.good == 0 and "another principal" in report.bad[0][1]
    ended = made | {"mandates": [given | {"ended_on": "2026-06-01"}]}
    assert load(exporter.batch(at(ended, "06-07"))).bad == []
    assert load(exporter.batch(at(made | {"mandates": [given | {"principal": other}]}, "06-08"))).bad == []


def test_a_first_telephone_beside_a_known_e_mail_waits_and_is_told_there(city):
    exporter, code = Exporter(), number()
    made = line(owner(code), people=[person(code, mobile="", email="her@example.ir")])
    load(exporter.batch(at(made, "05-05")))
    changed = made | {"people": [made["people"][0] | {"mobile": "09557654321"}]}
    load(exporter.batch(at(changed, "06-06")))
    [(mobile, coming)] = asked(
        "SELECT c.mobile, c.coming_mobile FROM people_contact c JOIN people_person p ON p.id = c.person_id"
        " WHERE p.number = %s",
        [code],
    )
    assert (mobile, coming) == ("", "+989557654321")
    told = asked(
        'SELECT m.channel, m."to" FROM messages_message m JOIN people_person p ON p.id = m.person_id'
        " WHERE p.number = %s AND m.kind = 'fed_change'",
        [code],
    )
    assert ("email", "her@example.ir") in told


def test_a_first_telephone_that_is_told_again_waits_no_longer(city):
    exporter, code = Exporter(), number()
    made = line(owner(code), people=[person(code, mobile="", email="her@example.ir")])
    load(exporter.batch(at(made, "05-05")))
    changed = made | {"people": [made["people"][0] | {"mobile": "09557654321"}]}
    until = "SELECT c.coming_from FROM people_contact c JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"
    load(exporter.batch(at(changed, "06-06")))
    first = asked(until, [code])
    load(exporter.batch(at(changed | {"casefile": made["casefile"] | {"place": "کوچه دیگر"}}, "06-07")))
    assert asked(until, [code]) == first and first[0][0] is not None
