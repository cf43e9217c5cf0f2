"""Owners without a number: told by a key and a name, ended, and completed by the source that owns persons."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, record, with_values
from feed_lines import line, load, mandate, number, owner, paper, person
from feed_outcomes import at, reasons
from history_model import asked
from owners_by_name import by_name, half, people_of, rows_of


@pytest.fixture
def exporter(city):
    return Exporter()


def of_two(code: str, key: str, **known) -> dict:
    """A file of somebody with a number and somebody by name, as a line."""
    return line(half(code), half(key), people=[by_name(key, **known), person(code)])


def test_an_owner_is_told_by_a_key_and_a_name(exporter):
    made = of_two(code := number(), "by-name-1")
    assert exporter.send(made).bad == []
    assert [n for n, _name, _share in people_of(made)] == [code, None]
    [(who,)] = asked(
        "SELECT c.birth_cert_no FROM people_contact c JOIN people_person p ON p.id = c.person_id"
        " JOIN casefiles_ownership o ON o.person_id = p.id JOIN casefiles_casefile f ON f.id = o.case_id"
        " WHERE f.renewal_code = %s AND p.number IS NULL",
        [made["casefile"]["renewal_code"]],
    )
    assert who == "1234"


def test_told_again_it_is_the_same_person_and_what_is_new_of_the_name_is_taken(exporter):
    made = of_two(number(), "again-1", last_name="نخستین‌نام")
    exporter.send(made)
    [before] = rows_of("نخستین‌نام")
    made["people"][0] = by_name("again-1", last_name="دومین‌نام")
    assert exporter.send(at(made, "2026-02-01")).bad == []
    assert rows_of("دومین‌نام") == [before] and rows_of("نخستین‌نام") == []
    assert len(people_of(made)) == 2


def test_an_older_line_does_not_bring_the_old_name_back(exporter):
    made, other = of_two(number(), "older-1", last_name="نام‌نو"), of_two(number(), "older-1", last_name="نام‌کهنه")
    exporter.send(at(made, "2026-02-01"))
    assert exporter.send(at(other, "2026-01-15")).bad == []
    assert len(rows_of("نام‌نو")) == 1 and rows_of("نام‌کهنه") == []


def test_two_of_one_name_in_one_file_stay_two(exporter):
    made = line(half("same-1"), half("same-2"), people=[by_name(k, last_name="همنام") for k in ("same-1", "same-2")])
    assert exporter.send(made).bad == []
    assert len(rows_of("همنام")) == 2 and len(people_of(made)) == 2


def test_one_key_in_two_files_of_a_source_is_one_person_and_of_two_sources_two(exporter):
    name = {"last_name": "هم‌کلید"}
    files = [line(half("key-1"), people=[by_name("key-1", **name)]) for _n in range(3)]
    exporter.send(*files[:2])
    assert len(rows_of("هم‌کلید")) == 1
    assert Exporter().send(files[2]).bad == []
    assert len(rows_of("هم‌کلید")) == 2


def test_with_them_the_shares_are_no_more_than_six_dang(exporter):
    made = line(half("sum-1"), half("sum-2"), half("sum-3"), people=[by_name(f"sum-{n}") for n in (1, 2, 3)])
    assert "more than six dang" in reasons(exporter.send(made))
    made = of_two(number(), "sum-4")
    exporter.send(made)
    more = made | {"owners": [half("sum-5")], "people": [by_name("sum-5")]}
    assert "more than six dang" in reasons(exporter.send(at(more, "2026-02-01")))
    assert len(people_of(made)) == 2


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"source_key": ""}, "has a key of yours. - at `$.people[0].source_key`"),
        ({"kind": "foreign"}, "A foreigner is told with their number. - at `$.people[0].number`"),
        ({"mobile": "09551234567"}, "neither registered nor reached. - at `$.people[0].mobile`"),
        ({"email": "a@example.ir"}, "neither registered nor reached. - at `$.people[0].email`"),
        ({"registered_on": "2020-01-01"}, "neither registered nor reached. - at `$.people[0].registered_on`"),
    ],
)
def test_what_nobody_without_a_number_has_is_turned_away(exporter, known, sentence):
    made = line(half("wrong-1"), people=[by_name("wrong-1")])
    made["people"] = [by_name("wrong-1", **known)]
    assert sentence in reasons(exporter.send(made))


def test_they_give_no_leave_and_act_for_nobody(exporter):
    sentence, code = "gives no leave, and acts for nobody", number()
    made = of_two(code, "leave-1")
    for given in (mandate("leave-1", code), mandate(code, "leave-1")):
        assert sentence in reasons(exporter.send(made | {"mandates": [given]}))
    exporter.send(made)
    file = made["casefile"]["renewal_code"]
    given = mandate("leave-1", code)
    assert sentence in reasons(exporter.send(with_values("mandate", given["source_key"], given, file=file)))


def test_as_records_they_are_told_named_ended_and_withdrawn(exporter):
    made = line(code := number())
    exporter.send(made | {"owners": [half(code)]})
    file, share = made["casefile"]["renewal_code"], half("record-1")
    row = {name: value for name, value in by_name("", last_name="به‌رکورد").items() if name != "source_key"}
    report = exporter.send(
        with_values("person", "record-1", row), with_values("ownership", share["source_key"], share, file=file)
    )
    assert report.bad == [] and [n for n, _name, _share in people_of(made)] == [code, None]
    assert exporter.send(with_values("person", "record-1", row | {"number": None}, 2)).bad == []
    assert len(rows_of("به‌رکورد")) == 1
    ended = record("ownership", share["source_key"], 2, file=file, state="ended", ended_on="2026-01-05")
    assert exporter.send(ended).bad == [] and ends(made) == [None, "2026-01-05"]
    withdrawn = record("ownership", share["source_key"], 3, file=file, state="withdrawn")
    assert exporter.send(withdrawn).bad == [] and ends(made) == [None, "2010-01-01"]


def ends(made: dict) -> list[str | None]:
    rows = asked(
        "SELECT o.effective_to::text FROM casefiles_ownership o JOIN casefiles_casefile c ON c.id = o.case_id"
        " WHERE c.renewal_code = %s ORDER BY o.id",
        [made["casefile"]["renewal_code"]],
    )
    return [day for (day,) in rows]


def test_a_number_told_later_makes_them_who_they_are_with_shares_and_papers(exporter):
    made = of_two(first := number(), "later-1", last_name="بی‌شماره")
    exporter.send(made | {"papers": [paper(source_key="card-1", doc_kind="national_card", of_person="later-1")]})
    [(row, _number, _as)] = rows_of("بی‌شماره")
    code = number()
    made["people"][0] = by_name("later-1", last_name="بی‌شماره", number=code)
    assert exporter.send(at(made, "2026-02-01")).bad == []
    assert [n for n, _name, _share in people_of(made)] == [first, code]
    [(who,)] = asked("SELECT id FROM people_person WHERE number = %s", [code])
    assert (row, None, who) in rows_of("بی‌شماره")
    assert asked("SELECT of_person_id FROM casefiles_paper WHERE source_key = 'card-1' AND of_person_id = %s", [who])
    assert asked("SELECT count(*) FROM ledger_ledgerentry WHERE act = 'owner_completed' AND person = %s", [who]) == [
        (1,)
    ]


def test_told_without_the_number_again_the_completed_owner_stays_and_the_share_is_one(exporter):
    made, code = of_two(number(), "back-1"), number()
    exporter.send(made)
    made["people"][0] = by_name("back-1", number=code)
    exporter.send(at(made, "2026-02-01"))
    made["people"][0] = by_name("back-1")
    assert exporter.send(at(made, "2026-03-01")).bad == []
    assert [n for n, _name, _share in people_of(made)][1:] == [code]


def test_a_key_that_has_a_number_is_not_told_with_another_and_keeps_it_where_none_is_told(exporter):
    code = number()
    made = line(half("kept-1"), people=[person(code, source_key="kept-1")])
    assert exporter.send(made).bad == []
    made["people"] = [by_name("kept-1")]
    assert exporter.send(at(made, "2026-02-01")).bad == []
    assert [n for n, _name, _share in people_of(made)] == [code]
    made["people"] = [person(number(), source_key="kept-1")]
    assert "This key names another person" in reasons(exporter.send(at(made, "2026-03-01")))


def test_a_source_that_does_not_own_persons_names_them_and_completes_nobody(city):
    exporter = Exporter(owns_persons=False)
    made = of_two(number(), "foreign-1")
    assert exporter.send(made).bad == []
    made["people"][0] = by_name("foreign-1", number=number())
    assert "Only a source that owns persons" in reasons(exporter.send(at(made, "2026-02-01")))
    assert [n for n, _name, _share in people_of(made)][1:] == [None]


def test_whoever_can_sign_in_already_gets_the_share_of_an_open_file_after_the_time_to_object(city):
    exporter, code = Exporter(checks_registry=False), number()
    made = of_two(number(), "open-1")
    exporter.send(made, line(code))
    made["people"][0] = by_name("open-1", number=code, registered_on="2020-01-01", mobile="09551234567")
    assert exporter.send(at(made, "2026-02-01")).bad == []
    [(moment,)] = asked(
        "SELECT o.holds_from FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id"
        " JOIN casefiles_casefile c ON c.id = o.case_id WHERE p.number = %s AND c.renewal_code = %s",
        [code, made["casefile"]["renewal_code"]],
    )
    assert timedelta(hours=71) < moment - timezone.now() <= timedelta(hours=72)
    assert asked(
        "SELECT count(*) > 0 FROM messages_message m JOIN people_person p ON p.id = m.person_id"
        " WHERE m.kind = 'fed_change' AND p.number = %s",
        [code],
    ) == [(True,)]


def test_nothing_of_a_check_is_stored(city):
    made = line(owner("check-1"), people=[by_name("check-1", last_name="آزموده")])
    assert load(made, check=True).bad == [] and rows_of("آزموده") == []


@pytest.mark.parametrize("first", ["with a number", "without one"])
def test_told_with_a_number_and_without_one_in_one_batch_they_are_one_person(exporter, first):
    """In either order, and whether or not the batch before knew them."""
    key, code = f"both-{first[:4].strip()}", number()
    made = [line(owner(key), people=[by_name(key, last_name="هردو", number=code)])]
    made.append(line(owner(key), people=[by_name(key, last_name="هردو")]))
    assert exporter.send(*made if first == "with a number" else reversed(made)).bad == []
    assert [n for _id, n, _as in rows_of("هردو")] == [code]
    assert exporter.send(at(made[1], "2026-03-01")).bad == []
    assert [people_of(line)[0][0] for line in made] == [code, code]
    asked("UPDATE people_person SET last_name = '-' WHERE number = %s RETURNING 1", [code])


def test_one_key_with_two_numbers_in_one_batch_is_refused(exporter):
    made = [line(owner("twice"), people=[by_name("twice", number=number())]) for _ in range(2)]
    assert len(exporter.send(*made).bad) == 1


def test_nothing_is_sent_to_them_of_their_death(city):
    exporter = Exporter(checks_registry=False)
    exporter.send(with_values("person", "dead-1", {"first_name": "ا", "last_name": "درگذشته‌آزمون"}))
    assert exporter.send(record("person", "dead-1", 2, state="ended", ended_on="2020-01-01")).bad == []
    [(who, *_others)] = rows_of("درگذشته‌آزمون")
    assert asked("SELECT count(*) FROM messages_message WHERE person_id = %s", [who]) == [(0,)]
