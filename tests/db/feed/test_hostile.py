"""What an attacker with the code tried, and what broke a load: each is turned away by itself; nothing else moves."""

import gzip

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import key, line, mandate, number, owner, permit, person
from feed_outcomes import at, reasons, sees, stored
from history_model import asked

from shahrsazi.feed.delivery import DeliveryError
from shahrsazi.people.models import Contact


@pytest.fixture
def exporter(city):
    return Exporter()


@pytest.fixture
def unchecked(city):
    return Exporter(checks_registry=False)


def told(code: str, version: int = 1, **known) -> dict:
    return with_values("person", f"p-{code}", person(code, **({"mobile": "09551234567"} | known)), version)


# Taking a house.


def test_a_share_that_waits_for_its_end_goes_to_nobody_else(unchecked):
    file, thief = File(unchecked), number()
    file.send(told(thief), record("ownership", file.share, 2, file=file.key, state="ended", ended_on="2026-03-09"))
    stolen = file.ownership | {"person": f"p-{thief}", "effective_to": "2026-03-09"}
    file.send(with_values("ownership", file.share, stolen, 3, file=file.key))
    assert sees(file.owner, file.made) and not sees(thief, file.made)


def test_a_former_share_comes_back_to_life_after_the_time_to_object(unchecked):
    file, thief, old = File(unchecked), number(), key()
    former = owner(f"p-{thief}", 1, 9, effective_from="2000-01-01", effective_to="2001-01-01")
    file.send(told(thief), record("ownership", file.share, 2, file=file.key, state="ended", ended_on="2026-03-09"))
    file.send(with_values("ownership", old, former, 1, file=file.key))
    file.send(with_values("ownership", old, former | {"effective_to": None}, 2, file=file.key))
    assert not sees(thief, file.made)


def test_a_share_told_of_another_file_does_not_leave_the_first_at_once(unchecked):
    file, other = File(unchecked), File(unchecked)
    moved = owner(file.person, 1, 9) | {"effective_from": "2000-01-01", "effective_to": "2001-01-01"}
    assert "share ends" in reasons(file.send(with_values("ownership", file.share, moved, 2, file=other.key)))
    assert sees(file.owner, file.made)


@pytest.mark.parametrize("how", ["null", "later", "withdrawn"])
def test_a_file_that_somebody_sees_is_not_closed_without_the_registry(unchecked, how):
    file = File(unchecked)
    days = {"null": None, "later": "2199-01-01"}
    closed = with_values("file", file.key, file.made["casefile"] | {"opened_on": days.get(how)}, 2)
    report = file.send(record("file", file.key, 2, state="withdrawn") if how == "withdrawn" else closed)
    sentence = "a day in the future" if how == "later" else "not closed without the registry"
    assert sentence in reasons(report) and sees(file.owner, file.made)


def test_nor_one_of_lines_by_its_code(unchecked):
    made = line()
    assert unchecked.send(made).bad == []
    report = unchecked.send(record("file", made["casefile"]["renewal_code"], 2, state="withdrawn"))
    assert "not closed without the registry" in reasons(report) and sees(made["owners"][0]["person"], made)


def test_a_source_of_one_district_gives_no_leave_for_every_file(exporter):
    victim, mine = File(exporter), File(exporter)
    thief = mine.owner
    local = Exporter(districts=[9])
    lines = line(owner(victim.owner), people=[person(thief)])
    report = local.send(lines | {"mandates": [mandate(victim.owner, thief, every_file=True)]})
    assert "no leave for every file" in reasons(report)
    assert sees(thief, mine.made) and not sees(thief, victim.made)


def test_a_source_of_another_district_moves_no_number(exporter):
    file = File(exporter)
    stolen = with_values("file", "mine", file.made["casefile"] | {"file_no": "stolen/1"})
    assert Exporter(districts=[3]).send(stolen).turned_away == 1
    assert stored(file.made, "file_no") == (file.made["casefile"]["file_no"],)


def test_a_registration_is_not_ended_by_the_feed_so_that_a_telephone_counts_at_once(exporter):
    code = number()
    exporter.send(told(code))
    exporter.send(told(code, 2, registered_on=None), told(code, 3, mobile="09550001111"))
    contact = Contact.objects.using("owner").get(person__number=code)
    assert (contact.mobile, contact.coming_mobile) == ("+989551234567", "+989550001111")
    silent = told(code, 4, father_name="نو")
    del silent["values"]["mobile"]
    exporter.send(silent)
    assert Contact.objects.using("owner").get(person__number=code).coming_mobile == "+989550001111"


# Older and newer.


@pytest.mark.parametrize("batches", [1, 2])
def test_an_older_version_moves_no_number(exporter, batches):
    file = File(exporter)
    rows = [
        with_values("file", file.key, file.made["casefile"] | {"file_no": number}, v)
        for v, number in ((5, f"{file.key}/new"), (4, f"{file.key}/old"))
    ]
    reports = [exporter.send(*rows)] if batches == 1 else [exporter.send(row) for row in rows]
    assert sum(report.turned_away for report in reports) == 1
    assert stored(file.made, "file_no") == (f"{file.key}/new",)


def test_a_stale_line_moves_no_number(exporter):
    made = line()
    exporter.send(at(made, "2026-03-03"))
    exporter.send(at(made, "2026-02-02", casefile=made["casefile"] | {"file_no": "stale/1"}))
    assert stored(made, "file_no") == (made["casefile"]["file_no"],)


def test_a_withdrawal_under_another_file_takes_the_row_where_it_is(exporter):
    file, other = File(exporter), File(exporter)
    file.send(with_values("permit", "h1", permit(), file=file.key))
    file.send(record("permit", "h1", 2, file=other.key, state="withdrawn"))
    assert file.rows("permit") == [("h1", True)]
    assert "not been told of" in reasons(file.send(record("permit", "h2", 1, file="nowhere", state="withdrawn")))


def test_what_two_versions_of_one_batch_tell_apart_is_both_there(exporter):
    file = File(exporter)
    case = file.made["casefile"]
    exporter.send(with_values("file", file.key, case | {"blue_plate": "77"}, 2), with_values("file", file.key, case, 3))
    assert stored(file.made, "blue_plate") == ("77",)


def test_of_two_sources_the_last_word_counts_though_it_was_said_before(exporter):
    other, made = Exporter(), line()
    for day, source, place in (("01", exporter, "x"), ("02", other, "y"), ("03", exporter, "x")):
        source.send(at(made, f"2026-02-{day}", casefile=made["casefile"] | {"place": place}))
    assert stored(made, "place") == ("x",)


# Lines that broke a load.

BREAKING = {
    "a code of three letters": lambda: line(casefile={"renewal_code": "abc"}),
    "a code of three parts": lambda: line(casefile={"renewal_code": "9-95-1"}),
    "NUL in the key of a wrong record": lambda: record("permit", "a\0b", 1, file="x", values={}),
    "a number no table has room for": lambda: line(permits=[permit(areas=[{"units": 10**30}])]),
    "lists in lists": lambda: {"a": [eval("[" * 90 + "]" * 90)]},  # noqa: S307 - our own text
    "a code that names a survey": lambda: line(permits=[permit(permit_kind="`$.surveys[7]`")]),
    "a field that names a survey": lambda: line() | {"x` - at `$.surveys[7]": 1},
    "withdrawn as a value": lambda: with_values("permit", "p", permit(withdrawn=True), file="x"),
    "a file nobody told of": lambda: with_values("permit", "p", permit(), file="nowhere"),
}


@pytest.mark.parametrize("make", BREAKING.values(), ids=BREAKING)
def test_a_line_that_broke_a_load_is_turned_away_by_itself(exporter, make):
    report = exporter.send(line(), make(), line())
    assert [at_line for at_line, _reason in report.bad] == [2] and report.good == 2


def test_a_withdrawal_and_a_record_of_a_file_nobody_told_of_are_both_turned_away(exporter):
    rows = record("permit", "a", 1, file="no", state="withdrawn"), with_values("permit", "b", permit(), file="no")
    assert exporter.send(line(), *rows).turned_away == 2


def test_two_files_that_want_one_number_are_not_both_served(exporter):
    one, other = File(exporter), File(exporter)
    rows = [with_values("file", f.key, f.made["casefile"] | {"file_no": f"{one.key}/same"}, 2) for f in (one, other)]
    report = exporter.send(*rows)
    assert report.turned_away == 1
    assert asked("SELECT count(*) FROM casefiles_casefile WHERE file_no = %s", [f"{one.key}/same"]) == [(1,)]


def test_a_packed_file_with_damaged_insides_is_refused(city, tmp_path):
    packed = bytearray(gzip.compress(b"{}\n" * 5_000))
    packed[30:40] = b"\xff" * 10
    path = tmp_path / "feed.ndjson.gz"
    path.write_bytes(bytes(packed))
    with pytest.raises(DeliveryError, match="broken off or damaged"):
        load(path)
