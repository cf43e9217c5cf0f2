"""What one source takes back goes from nobody whom another one still tells of, and goes when nobody tells it."""

from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, mandate, number, owner, permit, person
from feed_outcomes import reasons, sees
from history_model import asked


@pytest.fixture
def sources(city):
    return Exporter(), Exporter()


def code_of(made: dict) -> str:
    return made["casefile"]["renewal_code"]


def soon(made: dict, minutes: int = 1, **rows) -> dict:
    return made | {"as_of": (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()} | rows


def withdrawn(kind: str, name: str, version: int, **where) -> dict:
    return record(kind, name, version, **where, state="withdrawn")


def stored(table: str, name: str, column: str) -> list:
    return [value for (value,) in asked(f"SELECT {column} FROM casefiles_{table} WHERE source_key = %s", [name])]


@pytest.mark.parametrize("order", ["lines first", "record first"])
@pytest.mark.parametrize("again", [False, True])
def test_a_file_that_both_withdraw_is_open_to_nobody(sources, order, again):
    """Whoever tells a line of it again after that tells the file again."""
    a, b = sources
    made = line()
    assert a.send(made).bad == [] and b.send(with_values("file", key_b := key(), made["casefile"])).bad == []
    by_lines, by_record = (a, withdrawn("file", code_of(made), 2)), (b, withdrawn("file", key_b, 2))
    for exporter, row in [by_lines, by_record] if order == "lines first" else [by_record, by_lines]:
        assert sees(made["owners"][0]["person"], made)
        assert exporter.send(row).bad == []
    assert not sees(made["owners"][0]["person"], made)
    if again:
        assert a.send(soon(made)).bad == [] and sees(made["owners"][0]["person"], made)
        assert b.send(with_values("file", key_b, made["casefile"], 3)).bad == []
        assert b.send(withdrawn("file", key_b, 4)).bad == [] and sees(made["owners"][0]["person"], made)


def test_a_row_of_two_records_goes_with_both_whatever_lines_the_file_has(sources):
    a, (b, c) = sources[0], (sources[1], Exporter())
    made, row = line(), permit()
    assert a.send(made).bad == []
    for exporter in (c, b):
        assert exporter.send(with_values("permit", row["source_key"], row, 1, code_of(made))).bad == []
    for exporter, gone in ((b, False), (c, True)):
        assert exporter.send(withdrawn("permit", row["source_key"], 2, file=code_of(made))).bad == []
        assert stored("permit", row["source_key"], "withdrawn") == [gone]


def test_a_share_that_was_elsewhere_in_between_was_not_told_by_the_files_lines(sources):
    a, b = sources
    made, other, who, share = line(owner(number(), 1, 2)), line(owner(number(), 1, 2)), number(), key()
    assert a.send(made).bad == []
    assert (
        b.send(with_values("person", f"p-{who}", person(who)), with_values("file", share, other["casefile"])).bad == []
    )
    for version, where in ((1, code_of(made)), (2, share), (3, code_of(made))):
        assert b.send(with_values("ownership", share, owner(f"p-{who}", 1, 2), version, where)).bad == []
    assert sees(who, made)
    assert b.send(withdrawn("ownership", share, 4, file=code_of(made))).bad == [] and not sees(who, made)


@pytest.mark.parametrize("by", ["line", "record"])
@pytest.mark.parametrize("every_file", [True, False])
def test_a_mandate_outlasts_another_sources_slip(sources, by, every_file):
    a, b = sources
    giver, agent = number(), number()
    row = mandate(giver, agent, every_file=every_file)
    made = line(owner(giver), people=[person(agent)])
    given = [made | {"mandates": [row]}]
    if by == "record":
        given = [made, with_values("mandate", row["source_key"], row, 1, code_of(made))]
    assert a.send(*given).bad == [] and sees(agent, made)
    assert b.send(withdrawn("mandate", row["source_key"], 1, file=code_of(made))).bad == [] and sees(agent, made)


def test_a_mandate_for_every_file_is_one_in_whichever_file_it_is_reported(sources):
    a, b = sources
    giver, agent = number(), number()
    row = mandate(giver, agent, every_file=True)
    one, two = line(owner(giver), people=[person(agent)]), line(owner(giver))
    assert a.send(one, two, with_values("mandate", row["source_key"], row, 1, code_of(one))).bad == []
    assert b.send(with_values("mandate", row["source_key"], row, 1, code_of(two))).bad == []
    assert b.send(withdrawn("mandate", row["source_key"], 2, file=code_of(two))).bad == [] and sees(agent, one)
    assert a.send(withdrawn("mandate", row["source_key"], 2, file=code_of(one))).bad == [] and not sees(agent, one)


def test_a_mandate_of_the_same_key_from_somebody_else_protects_none(sources):
    a, b = sources
    giver, agent, other, others_agent = (number() for _ in range(4))
    name = key()
    one, two = line(owner(giver), people=[person(agent)]), line(owner(other), people=[person(others_agent)])
    assert a.send(one, two).bad == []
    for exporter, made, row in (
        (a, one, mandate(giver, agent, every_file=True)),
        (b, two, mandate(other, others_agent, every_file=True)),
    ):
        assert exporter.send(with_values("mandate", name, row, 1, code_of(made))).bad == []
    assert sees(others_agent, two)
    assert b.send(withdrawn("mandate", name, 2, file=code_of(two))).bad == []
    assert not sees(others_agent, two) and sees(agent, one)


def test_a_death_goes_when_all_have_taken_it_back_that_told_of_it(sources):
    who = number()
    died = "SELECT died_on IS NOT NULL FROM people_contact c JOIN people_person p ON p.id = person_id WHERE number = %s"
    for source in sources:
        assert source.send(with_values("person", f"p-{who}", person(who), 1)).bad == []
        ended = record("person", f"p-{who}", 2, state="ended", ended_on="2026-01-01")
        assert source.send(ended).bad == []
    for source, is_dead in zip(sources, (True, False), strict=True):
        assert source.send(with_values("person", f"p-{who}", person(who), 3)).bad == []
        assert asked(died, [who]) == [(is_dead,)]


@pytest.mark.parametrize("kind", ["ownership", "mandate"])
def test_what_another_source_reported_as_ended_stays_ended(sources, kind):
    a, b = sources
    file, agent = File(a), number()
    code, name = code_of(file.made), file.share if kind == "ownership" else key()
    for exporter in sources:
        assert exporter.send(with_values("person", f"p-{agent}", person(agent))).bad == []
    share = file.ownership | {"person": file.owner}
    assert b.send(with_values("person", key(), file.made["people"][0])).bad == []
    if kind == "mandate":
        assert a.send(with_values("mandate", name, mandate(file.person, f"p-{agent}"), 1, file.key)).bad == []
        assert b.send(with_values("mandate", name, mandate(file.owner, agent), 1, code)).bad == []
    else:
        assert b.send(with_values("ownership", name, share, 1, code)).bad == []
    assert b.send(record(kind, name, 2, file=code, state="ended", ended_on="2026-03-09")).bad == []
    assert a.send(withdrawn(kind, name, 5, file=file.key)).bad == []
    column = "ended_on" if kind == "mandate" else "effective_to"
    assert list(map(str, stored(kind, name, column))) == ["2026-03-09"]


@pytest.mark.parametrize("kind", ["permit", "ownership"])
@pytest.mark.parametrize("first", ["record", "line"])
def test_a_line_tells_what_another_source_took_back(sources, kind, first):
    """In whichever order they come."""
    a, b = sources
    made, who = line(owner(number(), 1, 2)), number()
    row = permit() if kind == "permit" else owner(who, 1, 2)
    assert a.send(made).bad == [] and b.send(with_values("person", f"q-{who}", person(who))).bad == []
    values = row if kind == "permit" else row | {"person": f"q-{who}"}
    rows = (
        {"permits": [row]}
        if kind == "permit"
        else {"owners": [*made["owners"], row], "people": [*made["people"], person(who)]}
    )
    turns = [
        lambda: b.send(with_values(kind, row["source_key"], values, 1, code_of(made))),
        lambda: b.send(withdrawn(kind, row["source_key"], 2, file=code_of(made))),
    ]
    turns.insert(2 if first == "record" else 1, lambda: a.send(soon(made, **rows)))
    assert [turn().bad for turn in turns] == [[]] * 3
    assert stored("permit", row["source_key"], "withdrawn") == [False] if kind == "permit" else sees(who, made)


def test_a_line_under_a_code_that_another_source_changed_makes_no_second_file(sources):
    a, b = sources
    made, name = line(), key()
    other = {n: line()["casefile"][n] for n in ("renewal_code", "file_no")}
    assert a.send(made).bad == [] and b.send(with_values("file", name, made["casefile"])).bad == []
    assert b.send(with_values("file", name, made["casefile"] | other, 2)).bad == []
    refused = a.send(soon(made, permits=[permit()]))
    assert reasons(refused) == "Another source has given this file another renewal code: send it under that one."
    codes = [code_of(made), other["renewal_code"]]
    assert asked("SELECT count(*) FROM casefiles_casefile WHERE renewal_code = ANY (%s)", [codes]) == [(1,)]
    moved = soon(made, 2)
    assert a.send(moved | {"casefile": made["casefile"] | other}).bad == []
