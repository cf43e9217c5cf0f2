"""A file that was told by mistake: what it was called is free for another one, and what others tell stays."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, number, permit, person
from feed_lines import load as load_lines
from feed_outcomes import reasons, sees, stored
from history_model import asked


@pytest.fixture
def exporter(city):
    return Exporter()


def withdrawn(name: str, version: int, kind: str = "file", file: str = "") -> dict:
    return record(kind, name, version, state="withdrawn") | ({"file": file} if file else {})


def told(name: str, casefile: dict, version: int = 1) -> dict:
    return with_values("file", name, casefile, version)


def code_of(file: int) -> tuple:
    return asked(
        "SELECT renewal_code, file_no, opened_on, lineage::text FROM casefiles_casefile WHERE id = %s", [file]
    )[0]


def case_of(casefile: dict) -> int:
    sql = "SELECT id FROM casefiles_casefile WHERE renewal_code = %s"
    return asked(sql, [casefile["renewal_code"]])[0][0]


def fillers() -> list[dict]:
    """More than a slice holds."""
    return [with_values("person", key(), person(number())) for _ in range(250)]


ORDERS = {
    "the one after the other": lambda gone, other: [[gone], [other]],
    "together": lambda gone, other: [[gone, other]],
    "far behind": lambda gone, other: [[gone, *fillers(), other]],
    "far ahead": lambda gone, other: [[other, *fillers(), gone]],
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_its_code_and_number_are_told_of_another_file(exporter, order):
    file = File(exporter)
    casefile, case = file.made["casefile"], case_of(file.made["casefile"])
    reports = [exporter.send(*rows) for rows in order(withdrawn(file.key, 2), told(key(), casefile))]
    assert [reasons(report) for report in reports] == [""] * len(reports)
    code, number, opened, lineage = code_of(case)
    assert (code, number, opened) == (f"{casefile['renewal_code']}~{case}", f"{casefile['file_no']}~{case}", None)
    assert casefile["renewal_code"] in lineage and case_of(casefile) != case
    assert not sees(file.owner, file.made), "who owned the one sees nothing of the other"


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("names", [["renewal_code", "file_no"], ["file_no"]], ids=["both", "the number"])
def test_so_do_files_that_stand_already(exporter, order, names):
    """The one takes what was withdrawn, and the next what that one gives up."""
    gone, one, other = File(exporter), File(exporter), File(exporter)
    takes = lambda file, of: told(  # noqa: E731
        file.key, file.made["casefile"] | {name: of.made["casefile"][name] for name in names}, 2
    )
    case, (*before, last) = case_of(one.made["casefile"]), order(withdrawn(gone.key, 2), takes(one, gone))
    reports = [exporter.send(*rows) for rows in (*before, [takes(other, one), *fillers(), *last])]
    assert [reasons(report) for report in reports] == [""] * len(reports)
    assert [code_of(case)[("renewal_code", "file_no").index(name)] for name in names] == [
        gone.made["casefile"][name] for name in names
    ]


def test_one_that_is_told_again_in_the_same_batch_gives_nothing_up(exporter):
    file = File(exporter)
    back = told(file.key, file.made["casefile"], 3)
    report = exporter.send(told(key(), file.made["casefile"]), *fillers(), withdrawn(file.key, 2), back)
    assert "Another file has this renewal code" in reasons(report) and len(report.bad) == 1
    assert sees(file.owner, file.made)


def test_only_what_is_wanted_is_given_up(exporter):
    file, other = File(exporter), line()["casefile"]
    case = case_of(file.made["casefile"])
    rows = withdrawn(file.key, 2), told(key(), other | {"file_no": file.made["casefile"]["file_no"]})
    assert exporter.send(*rows).bad == []
    assert code_of(case)[:2] == (file.made["casefile"]["renewal_code"], f"{file.made['casefile']['file_no']}~{case}")


def test_it_comes_back_under_what_is_free_then(exporter):
    file, free = File(exporter), line()["casefile"]
    case = case_of(file.made["casefile"])
    assert exporter.send(withdrawn(file.key, 2), told(key(), file.made["casefile"])).bad == []
    assert "renewal code" in reasons(exporter.send(told(file.key, file.made["casefile"], 3)))
    names = {"renewal_code": free["renewal_code"], "file_no": free["file_no"]}
    assert exporter.send(told(file.key, file.made["casefile"] | names, 4)).bad == []
    assert case_of(free) == case and sees(file.owner, file.made | {"casefile": free})
    assert former(case) == [file.made["casefile"]["renewal_code"]], "and by no number of our own"
    assert exporter.send(told(file.key, file.made["casefile"] | names | {"lineage": []}, 5)).bad == []
    assert former(case) == [file.made["casefile"]["renewal_code"]]


def former(case: int) -> list[str]:
    return [entry["other_code"] for entry in json.loads(code_of(case)[3])]


def test_a_number_of_our_own_that_was_shown_once_goes_with_the_next_lineage(exporter):
    file = File(exporter)
    case, code = case_of(file.made["casefile"]), file.made["casefile"]["renewal_code"]
    entries = [{"kind": "recode", "other_code": name, "role": "", "on": ""} for name in ("9-9-9-9-9-0-0", f"x~{case}")]
    asked("UPDATE casefiles_casefile SET lineage = %s WHERE id = %s RETURNING 1", [json.dumps(entries), case])
    assert exporter.send(told(file.key, file.made["casefile"] | {"lineage": []}, 2)).bad == []
    assert former(case) == ["9-9-9-9-9-0-0"] and code_of(case)[0] == code


def test_a_line_on_its_code_brings_it_back_itself(exporter):
    file = File(exporter)
    case = case_of(file.made["casefile"])
    assert exporter.send(withdrawn(file.key, 2)).bad == []
    now = datetime.now(UTC).isoformat()
    owners = [file.made["owners"][0] | {"source_key": file.share}]
    assert exporter.send(file.made | {"as_of": now, "owners": owners}).bad == []
    assert case_of(file.made["casefile"]) == case and stored(file.made, "opened_on")[0] is not None


def test_a_file_that_stands_gives_nothing_up(exporter):
    file = File(exporter)
    assert "renewal code" in reasons(exporter.send(told(key(), file.made["casefile"])))


def test_what_another_source_tells_too_stays_until_that_one_withdraws_it_as_well(exporter):
    file, other = File(exporter), Exporter()
    assert other.send(told("theirs", file.made["casefile"])).bad == []
    assert other.send(withdrawn("theirs", 2)).bad == [] and sees(file.owner, file.made)
    assert exporter.send(withdrawn(file.key, 2)).bad == [] and not sees(file.owner, file.made)


def test_so_does_a_file_that_another_source_tells_by_its_lines(exporter):
    made = line()
    assert load_lines(made).bad == []
    assert exporter.send(told("mine", made["casefile"])).bad == []
    assert exporter.send(withdrawn("mine", 2)).bad == [] and sees(made["owners"][0]["person"], made)


def test_a_file_with_a_key_is_not_withdrawn_under_its_code(exporter):
    file = File(exporter)
    for version in (2, 3):
        assert exporter.send(withdrawn(file.made["casefile"]["renewal_code"], version)).bad == []
        assert sees(file.owner, file.made), "it was told under another key, and was not withdrawn"
    assert exporter.send(told(file.key, file.made["casefile"] | {"place": "کوچه دیگر"}, 2)).bad == []
    assert exporter.send(withdrawn(file.key, 3)).bad == [] and not sees(file.owner, file.made)


def test_one_that_lines_tell_is(exporter):
    made = line()
    assert exporter.send(made).bad == []
    assert exporter.send(withdrawn(made["casefile"]["renewal_code"], 2)).bad == []
    assert not sees(made["owners"][0]["person"], made)


def test_and_comes_back_by_a_line_that_says_whether_it_is_open(exporter):
    made = line()
    assert exporter.send(made).bad == []
    assert exporter.send(withdrawn(made["casefile"]["renewal_code"], 2)).bad == []
    silent = made | {"casefile": {n: v for n, v in made["casefile"].items() if n != "opened_on"}}
    assert "was withdrawn" in reasons(exporter.send(soon(silent, 1)))
    assert exporter.send(soon(made, 2)).bad == [] and sees(made["owners"][0]["person"], made)
    assert exporter.send(soon(silent, 3)).bad == [] and sees(made["owners"][0]["person"], made)


def soon(made: dict, minutes: int) -> dict:
    return made | {"as_of": (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()}


def test_and_so_does_a_row(exporter):
    file, other = File(exporter), Exporter()
    given = permit()
    code, name = file.made["casefile"]["renewal_code"], given["source_key"]
    for source in (exporter, other):
        assert source.send(with_values("permit", name, given, file=code)).bad == []
    assert other.send(withdrawn(name, 2, "permit", code)).bad == [] and file.rows("permit") == [(name, False)]
    assert exporter.send(withdrawn(name, 2, "permit", code)).bad == [] and file.rows("permit") == [(name, True)]


def test_former_codes_are_kept_in_one_spelling(exporter):
    file = File(exporter)
    lineage = [{"kind": "split", "other_code": "۵-۰۳-۱۲۰-۷-۰-۰-۰"}, {"kind": "merge", "other_code": "الف/۱۲"}]
    assert file.send(told(file.key, file.made["casefile"] | {"lineage": lineage}, 2)).bad == []
    codes = [entry["other_code"] for entry in json.loads(stored(file.made, "lineage::text")[0])]
    assert codes == ["5-3-120-7-0-0-0", "الف/12"]
