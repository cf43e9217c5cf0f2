"""Records tell one thing each, with a version of its own: whatever the order in which they come, the newest counts."""

import random

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import (
    action,
    commission,
    deed,
    drawings,
    key,
    line,
    load,
    mandate,
    number,
    owner,
    paper,
    permit,
    person,
    rules,
    sheet,
    verdict,
    violation,
    visit,
)
from feed_outcomes import reasons, sees
from history_model import asked


@pytest.fixture
def exporter(city):
    return Exporter()


TOLD = {
    "deed": ("deed", deed()),
    "paper": ("paper", paper()),
    "inspection": ("inspection", visit("2024-05-01")),
    "plan_rules": ("planrules", rules()),
    "level_sheet": ("levelsheet", sheet()),
    "drawing_set": ("drawingset", drawings(1)),
    "violation": ("violation", violation()),
    "commission_case": ("commissioncase", commission()),
    "permit": ("permit", permit()),
    "bill": ("bill", {"source_key": "levy-of-records", "bill_kind": "levy", "amount": 1_000}),
    "action": ("action", action("2025-01-02")),
}


@pytest.mark.parametrize("kind", TOLD)
def test_every_kind_of_row_is_told_withdrawn_and_told_again(exporter, kind):
    table, values = TOLD[kind]
    file, name = File(exporter), values["source_key"]
    assert file.send(with_values(kind, name, values, file=file.key)).bad == []
    assert file.rows(table) == [(name, False)]
    assert file.send(record(kind, name, 2, file=file.key, state="withdrawn")).bad == []
    assert file.rows(table) == [(name, True)]
    assert "older than what is known" in reasons(file.send(with_values(kind, name, values, 1, file=file.key)))
    assert file.rows(table) == [(name, True)]
    assert file.send(with_values(kind, name, values, 3, file=file.key)).bad == []
    assert file.rows(table) == [(name, False)]


@pytest.mark.parametrize("named", ["another", "nowhere"])
@pytest.mark.parametrize("kind", TOLD)
def test_a_row_of_every_kind_is_withdrawn_where_it_was_told_and_stays_withdrawn(exporter, kind, named):
    table, values = TOLD[kind]
    file, other, name = File(exporter), File(exporter), key()
    wrong = {"another": other.key, "nowhere": "nowhere"}[named]
    told = [
        with_values(kind, name, values, file=file.key),
        record(kind, name, 2, file=wrong, state="withdrawn"),
        record(kind, name, 3, file=wrong, state="withdrawn"),
    ]
    assert [exporter.send(row).bad for row in told] == [[], [], []]
    assert file.rows(table) == [(name, True)] and other.rows(table) == []
    assert exporter.send(with_values(kind, name, values, 4, file=other.key)).bad == []
    assert file.rows(table) == [(name, True)] and other.rows(table) == [(name, False)]


def test_all_kinds_are_tried_here():
    from shahrsazi.feed.records import LISTS

    assert {*TOLD, "ownership", "mandate", "verdict", "survey"} == set(LISTS)


@pytest.mark.parametrize("seed", range(20))
def test_versions_in_any_order_and_in_any_batches_end_with_the_newest(exporter, seed):
    file, name, chance = File(exporter), key(), random.Random(seed)
    versions = [(v, chance.choice(["present", "withdrawn"])) for v in range(1, 9)]
    told = chance.sample(versions, len(versions))
    while told:
        piece, told = told[: (cut := chance.randint(1, 4))], told[cut:]
        rows = [
            record("permit", name, v, file=file.key, state=state)
            if state == "withdrawn"
            else with_values("permit", name, permit(permit_no=str(v)), v, file=file.key)
            for v, state in piece
        ]
        file.send(*rows)
    newest, state = versions[-1]
    found = file.rows("permit", "permit_no, withdrawn")
    if state == "present":
        assert found == [(str(newest), False)]
    else:
        assert all(withdrawn for _no, withdrawn in found)


def test_the_same_version_again_does_nothing_and_another_text_under_it_is_refused(exporter):
    file, told = File(exporter), permit()
    row = with_values("permit", told["source_key"], told, 5, file=file.key)
    assert file.send(row).written == 1
    again = file.send(row)
    assert (again.good, again.unchanged, again.written, again.bad) == (1, 1, 0, [])
    other = with_values("permit", told["source_key"], told | {"permit_no": "other"}, 5, file=file.key)
    assert "was told before, and said something else" in reasons(file.send(other))
    assert file.rows("permit", "permit_no") == [(told["permit_no"],)]


def test_a_verdict_told_with_the_wrong_file_is_moved_by_telling_it_rightly(exporter):
    wrong, right = File(exporter), File(exporter)
    for file, case in ((wrong, "c1"), (right, "c2")):
        assert file.send(with_values("commission_case", case, commission(), file=file.key)).bad == []
    told = verdict({"source_key": "c1"})
    wrong.send(with_values("verdict", "w1", told, 1, file=wrong.key))
    assert wrong.rows("verdict") == [("w1", False)]
    assert right.send(with_values("verdict", "w1", told | {"commission_case": "c2"}, 2, file=right.key)).bad == []
    assert (wrong.rows("verdict"), right.rows("verdict")) == ([("w1", True)], [("w1", False)])


def test_a_share_ends_on_a_day_and_a_share_told_by_mistake_was_never_seen(exporter):
    file, buyer, name = File(exporter), number(), key()
    stranger = File(exporter)
    report = file.send(
        record("ownership", file.share, 2, file=file.key, state="ended", ended_on="2026-03-09"),
        with_values("person", name, person(buyer)),
        with_values("ownership", key(), owner(name, effective_from="2026-03-09"), file=file.key),
    )
    assert report.bad == [] and sees(buyer, file.made) and not sees(file.owner, file.made)
    assert not sees(stranger.owner, file.made)
    back = with_values("ownership", file.share, file.ownership, 3, file=file.key)
    assert "more than six dang" in reasons(file.send(back))
    assert file.send(record("ownership", file.share, 4, file=file.key, state="withdrawn")).bad == []
    assert not sees(file.owner, file.made) and sees(buyer, file.made)


def test_a_mandate_is_ended_and_withdrawn(exporter):
    file, agent, name, told = File(exporter), number(), key(), key()
    given = mandate(file.person, name)
    assert (
        file.send(with_values("person", name, person(agent)), with_values("mandate", told, given, file=file.key)).bad
        == []
    )
    assert sees(agent, file.made)
    assert file.send(record("mandate", told, 2, file=file.key, state="ended", ended_on="2026-05-05")).bad == []
    assert not sees(agent, file.made)
    assert file.send(with_values("mandate", told, given, 3, file=file.key)).bad == [] and sees(agent, file.made)
    assert file.send(record("mandate", told, 4, file=file.key, state="withdrawn")).bad == []
    assert not sees(agent, file.made) and sees(file.owner, file.made)


def test_a_file_told_by_mistake_is_seen_by_nobody_and_comes_back(exporter):
    file = File(exporter)
    assert file.send(record("file", file.key, 2, state="withdrawn")).bad == []
    assert not sees(file.owner, file.made)
    assert file.send(with_values("file", file.key, file.made["casefile"], 3)).bad == []
    assert sees(file.owner, file.made)


def test_a_record_names_its_file_by_the_renewal_code_as_well(exporter):
    file = File(exporter)
    told = with_values("permit", "p1", permit(), file=file.made["casefile"]["renewal_code"])
    assert file.send(told).bad == [] and file.rows("permit") == [("p1", False)]


def test_a_line_splits_into_what_it_tells_and_says_nothing_of_the_rest(city):
    made = line(permits=[permit(source_key="p1"), permit(source_key="p2")])
    load(made)
    load(made | {"as_of": "2026-02-02T08:00:00+03:30", "permits": [permit(source_key="p2", permit_no="new")]})
    sql = "SELECT p.source_key, p.permit_no FROM casefiles_permit p JOIN casefiles_casefile c ON c.id = p.case_id"
    found = asked(f"{sql} WHERE c.renewal_code = %s ORDER BY 1", [made["casefile"]["renewal_code"]])
    assert found == [("p1", made["permits"][0]["permit_no"]), ("p2", "new")]


# Codes and numbers that change.


def with_case(file: File) -> File:
    [(file.case, file.ref)] = asked(
        "SELECT id, ref FROM casefiles_casefile WHERE renewal_code = %s", [file.made["casefile"]["renewal_code"]]
    )
    return file


def now_is(file: File) -> tuple:
    return asked("SELECT renewal_code, file_no, ref FROM casefiles_casefile WHERE id = %s", [file.case])[0]


def recoded(file: File, code: str, file_no: str, version: int = 2) -> dict:
    return with_values("file", file.key, file.made["casefile"] | {"renewal_code": code, "file_no": file_no}, version)


def test_a_file_keeps_its_reference_its_readers_and_its_history_under_another_code(exporter):
    file, other = with_case(File(exporter)), line()["casefile"]
    assert file.send(recoded(file, other["renewal_code"], other["file_no"])).bad == []
    assert now_is(file) == (other["renewal_code"], other["file_no"], file.ref)
    [(lineage,)] = asked("SELECT lineage::text FROM casefiles_casefile WHERE id = %s", [file.case])
    assert file.made["casefile"]["renewal_code"] in lineage and "recode" in lineage
    assert sees(file.owner, {"casefile": other})


@pytest.mark.parametrize("between", [0, 1, 450], ids=["beside it", "after one", "in a later slice"])
def test_files_exchange_their_codes_and_numbers(exporter, between):
    one, other = with_case(File(exporter)), with_case(File(exporter))
    first, second = now_is(one), now_is(other)
    fillers = [with_values("person", key(), person(number())) for _ in range(between)]
    report = exporter.send(recoded(one, *second[:2]), *fillers, recoded(other, *first[:2]))
    assert report.bad == [] and report.written >= 2
    assert (now_is(one)[:2], now_is(other)[:2]) == (second[:2], first[:2])
    written = "SELECT count(*) FROM ledger_ledgerentry WHERE act = 'recoded' AND \"case\" = ANY (%s)"
    assert asked(written, [[one.case, other.case]]) == [(2,)]
    assert sees(one.owner, other.made) and not sees(one.owner, one.made)


def test_three_files_in_a_circle(exporter):
    files = [with_case(File(exporter)) for _ in range(3)]
    before = [now_is(file)[:2] for file in files]
    report = exporter.send(*(recoded(f, *before[(n + 1) % 3]) for n, f in enumerate(files)))
    assert report.bad == [] and [now_is(file)[:2] for file in files] == before[1:] + before[:1]


def test_a_code_that_another_file_keeps_is_refused_and_neither_changes(exporter):
    one, other = with_case(File(exporter)), with_case(File(exporter))
    before = now_is(one), now_is(other)
    report = exporter.send(recoded(one, *before[1][:2]))
    assert len(report.bad) == 1 and (now_is(one), now_is(other)) == before


def test_an_older_version_moves_no_file(exporter):
    file, other = with_case(File(exporter)), line()["casefile"]
    file.send(recoded(file, other["renewal_code"], other["file_no"], 5))
    report = file.send(recoded(file, file.made["casefile"]["renewal_code"], "t3/old", 4))
    assert "older than what is known" in reasons(report) and now_is(file)[0] == other["renewal_code"]
