"""A source's own key of a file is a key, and never the renewal code of another file that looks like it."""

import json
from datetime import UTC, datetime

import pytest
from feed_delivery import Exporter, load, record, with_values
from feed_files import File
from feed_lines import deed, key, line, number, owner, paper, permit, person
from feed_outcomes import reasons, sees
from history_model import asked

CORRECT_FIRST = "was turned away: correct it first"
WRONG = {
    "no code of the list": {"property_type": "castle"},
    "out of range": {"plate_main": 0},
    "too great": {"plate_main": 10**20},
    "nothing that must be there": {"renewal_code": None},
}


@pytest.fixture
def exporter(city):
    return Exporter()


def code_of(file: File) -> str:
    return file.made["casefile"]["renewal_code"]


def rows_of(name: str, who: str) -> list[dict]:
    return [
        with_values("ownership", key(), owner(who, 1, 2), file=name),
        with_values("deed", key(), deed(), file=name),
        with_values("permit", key(), permit(), file=name),
    ]


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("batches", [1, 2])
@pytest.mark.parametrize("whose", ["of the same source", "of another source"])
def test_rows_of_a_file_that_was_turned_away_go_to_no_other_file(exporter, whose, batches, wrong):
    other = File(exporter if whose == "of the same source" else Exporter())
    name, mine, code, who = code_of(other), line(), number(), key()
    first = [with_values("person", who, person(code)), with_values("file", name, mine["casefile"] | wrong)]
    rows = rows_of(name, who)
    reports = [exporter.send(*first, *rows)] if batches == 1 else [exporter.send(*first), exporter.send(*rows)]
    assert [r.turned_away for r in reports] == ([4] if batches == 1 else [1, 3])
    assert reasons(reports[-1]).count(CORRECT_FIRST) == 3
    assert not sees(code, other.made) and other.rows("deed") == other.rows("permit") == []
    assert exporter.send(with_values("file", name, mine["casefile"], 2)).bad == []
    assert exporter.send(*rows).bad == []
    assert sees(code, mine) and not sees(code, other.made)


def test_rows_beside_a_file_that_is_refused_only_in_its_slice_go_to_no_other_file(exporter):
    """The stored files alone contradict it: it is refused when its rows are tried beside it, before and behind."""
    other, third = File(exporter), File(Exporter())
    name, who, code = code_of(other), key(), number()
    assert exporter.send(with_values("person", who, person(code))).bad == []
    taken = line()["casefile"] | {"renewal_code": code_of(third), "file_no": "77-1"}
    rows = rows_of(name, who)
    assert third.send(with_values("file", third.key, third.made["casefile"], 2)).bad == []
    clash = with_values("file", name, taken | {"file_no": other.made["casefile"]["file_no"]})
    report = exporter.send(rows[0], with_values("file", key(), taken), clash, *rows[1:])
    assert CORRECT_FIRST in reasons(report) and not sees(code, other.made) and other.rows("deed") == []


def test_files_that_exchange_their_codes_keep_their_own_rows(exporter):
    f, g = line(), line()
    one, two = f["casefile"]["renewal_code"], g["casefile"]["renewal_code"]
    exchanged = [f["casefile"] | {"renewal_code": two, "plate_main": 0}, g["casefile"] | {"renewal_code": one}]
    who, code = key(), number()
    report = exporter.send(
        with_values("person", who, person(code)),
        *(with_values("file", name, case) for name, case in zip((one, two), exchanged, strict=True)),
        *(rows := rows_of(one, who)),
    )
    assert report.turned_away == 4
    assert exporter.send(with_values("file", one, exchanged[0] | {"plate_main": 12}, 2), *rows).bad == []
    assert sees(code, g) and not sees(code, f)  # by their codes of now


def test_a_key_whose_last_record_was_turned_away_is_the_file_that_it_was(exporter):
    f = File(exporter)
    wrong = f.made["casefile"] | {"property_type": "castle"}
    assert exporter.send(with_values("file", f.key, wrong, 2)).turned_away == 1
    assert exporter.send(with_values("deed", key(), deed(), file=f.key)).bad == [] and len(f.rows("deed")) == 1


def test_the_code_of_a_file_is_still_a_name_of_it(exporter):
    f = File(Exporter())
    assert exporter.send(with_values("paper", key(), paper(), file=code_of(f))).bad == [] and len(f.rows("paper")) == 1


def test_a_withdrawal_that_was_turned_away_makes_no_key_of_a_code(exporter):
    made = line()
    code = made["casefile"]["renewal_code"]
    assert exporter.send(made).bad == []
    wrong = record("file", code, 5, state="withdrawn", values=made["casefile"])
    assert exporter.send(wrong).turned_away == 1
    assert exporter.send(with_values("deed", key(), deed(), file=code)).bad == []
    assert exporter.send(record("file", code, 6, state="withdrawn")).untold == 0


def test_nothing_is_withdrawn_from_another_file_either(exporter):
    other, mine = File(Exporter()), line()
    name, who = code_of(other), key()
    assert exporter.send(with_values("file", name, mine["casefile"] | {"plate_main": 0})).turned_away == 1
    assert exporter.send(record("file", name, 2, state="withdrawn"), record("deed", who, file=name, state="withdrawn"))
    assert sees(other.owner, other.made)


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("record_", ["file", "person"])
@pytest.mark.parametrize(
    "how", ["twice", "too great", "not UTF-8", "a number as key", "broken", "broken off", "a number with a point"]
)
def test_what_is_no_json_of_the_contract_keeps_its_key_as_well(exporter, record_, how, check):
    other, f = File(exporter), File(exporter)
    name = code_of(other) if record_ == "file" else other.owner
    if how.startswith("a number"):
        name = other.owner
    values = line()["casefile"] if record_ == "file" else person(number())
    raw = json.dumps(with_values(record_, name, values), ensure_ascii=False).encode()
    first = {
        "twice": raw.replace(b'"values": {', b'"values": {"place": "a", "place": "b", '),
        "too great": raw.replace(b'"values": {', b'"values": {"plate_main": 100000000000000000000, '),
        "not UTF-8": json.dumps(with_values(record_, name, values), ensure_ascii=False).encode("cp1256", "replace"),
        "a number as key": raw.replace(b'"%s"' % name.encode(), name.lstrip("0").encode(), 1),
        "a number with a point": raw.replace(b'"%s"' % name.encode(), name.lstrip("0").encode() + b".0", 1),
        "broken": raw.replace(b'"values": {', b'"values": {"place": "a "quarter"", '),
        "broken off": raw[: raw.index(b'"values": {') + 20],
    }[how]
    name = name.lstrip("0") if how.startswith("a number") else name
    if record_ == "file":
        row = with_values("deed", key(), deed(), file=name)
    else:
        row = with_values("ownership", f.share, owner(name, 1, 2), 2, file=f.key)
    report = exporter.send_bytes(first, json.dumps(row).encode(), check=check)
    assert [number_ for number_, _reason in report.bad] == [1, 2]
    assert other.rows("deed") == [] and not sees(other.owner, f.made)


@pytest.mark.parametrize("batches", [1, 2])
def test_rows_of_such_a_key_do_not_go_to_a_file_whose_line_stands_beside_them_either(exporter, batches):
    made, name = line(), key()
    code = made["casefile"]["renewal_code"]
    assert exporter.send(with_values("file", code, line()["casefile"] | {"plate_main": 0})).turned_away == 1
    rows = [made, with_values("deed", name, deed(), file=code)]
    reports = [exporter.send(*rows)] if batches == 1 else [exporter.send(row) for row in rows]
    assert [r.turned_away for r in reports] == [0, 1][-batches:] and CORRECT_FIRST in reasons(reports[-1])
    assert sees(made["owners"][0]["person"], made)
    assert asked("SELECT 1 FROM casefiles_deed WHERE source_key = %s", [name]) == []


def test_a_file_that_lines_tell_gets_another_code_by_a_record_and_its_lines_go_on_under_that(exporter):
    made, renamed = line(owner(who := number()), people=[person(who)]), line()["casefile"]["renewal_code"]
    code = made["casefile"]["renewal_code"]
    head = made["casefile"] | {"renewal_code": renamed}
    later = made | {"as_of": "2026-02-02T08:00:00+03:30", "casefile": head, "permits": [permit(permit_no="R-1")]}
    assert load(exporter.batch(made)).bad == []
    assert "under your key of it, first with the former code" in reasons(load(exporter.batch(later)))
    name = key()
    for version, casefile in enumerate((made["casefile"], head), 1):
        assert exporter.send(with_values("file", name, casefile, version)).bad == []
    assert load(exporter.batch(later | {"as_of": datetime.now(UTC).isoformat()})).bad == []
    sql = "SELECT c.renewal_code, p.permit_no FROM casefiles_casefile c JOIN casefiles_permit p ON p.case_id = c.id"
    assert asked(f"{sql} WHERE c.file_no = %s", [made["casefile"]["file_no"]]) == [(renamed, "R-1")]
    assert sees(who, later) and len(asked("SELECT 1 FROM casefiles_casefile WHERE renewal_code = %s", [code])) == 0
