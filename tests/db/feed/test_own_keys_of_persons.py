"""A source's own key of a person is a key, and never somebody's number that looks like it."""

from uuid import uuid4

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import key, line, mandate, number, owner, paper, person
from feed_outcomes import reasons, sees
from history_model import asked

from shahrsazi.feed.delivery import DeliveryError

LONG_AGO = {"effective_from": "2000-01-01", "effective_to": "2001-01-01"}


@pytest.fixture
def exporter(city):
    return Exporter()


def death_of(code: str) -> list[tuple]:
    sql = "SELECT c.died_on FROM people_contact c JOIN people_person p ON p.id = c.person_id WHERE p.number = %s"
    return asked(sql, [code])


def ended(who: str, version: int = 1) -> dict:
    return record("person", who, version, state="ended", ended_on="2026-03-09")


FORMS = {
    "as it stands": lambda code: code,
    "hyphen": lambda code: f"{code[:3]}-{code[3:]}",
    "without zeros": lambda code: code.lstrip("0") if code.startswith("0") else f"{code[:5]} {code[5:]}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("where", ["records", "lines"])
def test_a_key_that_was_never_told_ends_nobody(exporter, form, where):
    code = File(exporter).owner if where == "records" else number()
    if where == "lines":
        assert exporter.send(line(code)).bad == []
    who = form(code)
    assert exporter.send(ended(who, 5)).bad == [] and death_of(code) == [(None,)]
    assert "older than what is known" in reasons(exporter.send(with_values("person", who, person(number()), 4)))


def test_what_the_source_told_under_the_key_dies(exporter):
    f, who, code = File(exporter), key(), number()
    assert exporter.send(line(code, people=[person(code, source_key=who)])).bad == []
    assert exporter.send(ended(f.person, 2), ended(who)).bad == []
    assert [str(day) for each in (f.owner, code) for (day,) in death_of(each)] == ["2026-03-09"] * 2


@pytest.mark.parametrize("told", ["ended", "turned away"])
def test_a_share_of_such_a_key_is_no_strangers(exporter, told):
    """Whoever sends a person's record says that the name is a key, also where there is nobody behind it yet."""
    f, g = File(exporter), File(exporter)
    who = FORMS["hyphen"](f.owner)
    exporter.send(ended(who) if told == "ended" else with_values("person", who, person("1234567890")))
    row = with_values("ownership", g.share, owner(f.owner) | {"person": who}, 2, file=g.key)
    assert "nobody has told of" in reasons(exporter.send(row)) and not sees(f.owner, g.made)
    assert exporter.send(with_values("person", who, person(new := number()), 7)).bad == []
    assert exporter.send(row | {"version": 8}).bad == [] and sees(new, g.made) and not sees(f.owner, g.made)


def test_a_number_in_another_spelling_is_still_somebodys(exporter):
    f, g = File(exporter), File(exporter)
    row = with_values("ownership", g.share, owner(f.owner) | {"person": FORMS["hyphen"](f.owner)}, 2, file=g.key)
    assert exporter.send(row).bad == [] and sees(f.owner, g.made)


def test_a_new_key_that_is_anothers_number_names_nobody_at_once(exporter):
    f, g = File(exporter), File(exporter)
    rows = [
        with_values("person", f.owner, person(number())),
        with_values("ownership", g.share, owner(f.owner), 2, file=g.key),
    ]
    assert "stands for two people" in reasons(exporter.send(*rows)) and not sees(f.owner, g.made)


def test_a_key_whose_last_record_was_turned_away_is_whom_it_was(exporter):
    f, g = File(exporter), File(exporter)
    assert exporter.send(with_values("person", f.person, person("1234567890"), 2)).turned_away == 1
    row = with_values("ownership", g.share, owner(f.owner) | {"person": f.person}, 2, file=g.key)
    assert exporter.send(row).bad == [] and sees(f.owner, g.made)


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("batches", [1, 2])
@pytest.mark.parametrize("told", ["ended", "turned away", "told of another"])
def test_whose_number_is_told_beside_it_is_not_taken_for_the_key_either(exporter, told, batches, turn):
    """Mrs Rahimi has the number that is the key of somebody else, and comes in the same slice as a share of the key."""
    g, code = File(exporter), number()
    first = {
        "ended": ended(code),
        "turned away": with_values("person", code, person("1234567890")),
        "told of another": with_values("person", code, person(number())),
    }[told]
    exporter.send(first)
    rows = [with_values("person", key(), person(code)), with_values("ownership", g.share, owner(code), 2, file=g.key)][
        ::turn
    ]
    for sent in [rows] if batches == 1 else [[row] for row in rows]:
        exporter.send(*sent)
    assert asked("SELECT 1 FROM people_person WHERE number = %s", [code]) and not sees(code, g.made)


def test_a_line_names_by_its_number_whom_a_record_beside_it_can_not_name(exporter):
    g, code = File(exporter), number()
    exporter.send(with_values("person", code, person("1234567890")))
    made, share = line(code), with_values("ownership", g.share, owner(code), 2, file=g.key)
    report = exporter.send(made, share)
    assert "nobody has told of" in reasons(report) and report.turned_away == 1
    assert sees(code, made) and not sees(code, g.made)


def test_what_a_delivery_said_that_was_refused_as_a_whole_makes_no_key_of_a_number(exporter):
    f, code = File(exporter), number()
    assert Exporter().send(line(code)).bad == []
    wrong = with_values("person", code, person(number(), kind="castle"))
    with pytest.raises(DeliveryError):
        load(exporter.signed_anew(exporter.batch(wrong), records=7))
    share = owner(code) | {"person": code}
    report = exporter.send(with_values("ownership", f.share, share, 2, file=f.key), numbered=exporter.sequence)
    assert report.bad == [] and sees(code, f.made)


def test_a_key_as_long_as_a_uuid_names_its_person_wherever_one_is_named(exporter):
    owner_key, agent_key, share, code, file = str(uuid4()), str(uuid4()), key(), number(), File(exporter)
    told = [with_values("person", name, person(each)) for name, each in ((owner_key, code), (agent_key, number()))]
    leave = mandate(owner_key, agent_key)
    report = exporter.send(
        *told,
        with_values("ownership", share, owner(owner_key, 1, 9, **LONG_AGO), file=file.key),
        with_values("mandate", leave["source_key"], leave, file=file.key),
        with_values("paper", key(), paper(of_person=owner_key), file=file.key),
    )
    assert report.bad == []
    sql = "SELECT p.number FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id WHERE source_key = %s"
    assert asked(sql, [share]) == [(code,)]


@pytest.mark.parametrize("length", [31, 36, 60])
def test_a_line_names_whom_nobody_knows_the_number_of_by_as_long_a_key(exporter, length):
    long = ("k" + key()).ljust(length, "0")
    unnumbered = {"source_key": long, "number": None, "first_name": "نرگس", "last_name": "درازکلید"}
    assert exporter.send(line(owner(long), people=[unnumbered])).bad == []
