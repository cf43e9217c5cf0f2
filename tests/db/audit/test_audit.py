"""The ledger as the auditor reads it: by file, person, clerk, act, day; by page; as a file safe for spreadsheets."""

import csv
import io
import re
from datetime import timedelta

import pytest
from conftest import ROOT
from django.utils import translation
from page_tree import text, tree
from personas import CO_OWNER, NEIGHBOUR, SOLE_OWNER, case_of, person_id, person_ref, signed_in

from shahrsazi.administration import code_lists
from shahrsazi.audit.labels import ACT_LABELS
from shahrsazi.audit.views import escape_formula
from shahrsazi.counter.views.citizen import ACT_LABELS as OF_A_FILE
from shahrsazi.counter.views.citizen import READ_LABELS
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.persian import dates, formatting
from shahrsazi.persian.text import sort_key

AUDITOR, CLERK = "1312345004", "1310002223"
AUDIT = "/audit/"


def rows_of(response) -> list[list[str]]:
    page = tree(response.content.decode())
    return [[text(cell) for cell in row.iter("td")] for row in page.iter("tr") if row.find("td") is not None]


def sought(client, **said):
    """Typed, sent, and followed to where it leads."""
    answer = client.post("/en" + AUDIT, said)
    return client.get(answer.headers["Location"]) if answer.status_code == 302 else answer


def entry(**facts) -> LedgerEntry:
    row = LedgerEntry(**{"role": "citizen", "act": "read"} | facts)
    row.save(using="owner", force_insert=True)
    return row


def test_a_files_readings_are_found_by_its_code_in_any_spelling_and_by_its_number(auditor):
    file = case_of("A")
    signed_in(SOLE_OWNER).get(f"/cases/{file.ref}/permits/")
    fancy = formatting.numbers.digits(file.renewal_code, "fa").replace("-", " / ")
    for typed in (file.renewal_code, fancy, file.file_no):
        rows = rows_of(sought(auditor, file=typed))
        assert rows and {row[3] for row in rows} == {file.renewal_code}, typed
        assert "Read" in rows[0][2] and "Citizen" in rows[0][1]


def test_a_person_is_found_as_the_one_who_did_it_and_as_the_one_it_concerns(auditor):
    me = person_id(CO_OWNER)
    entry(actor=me, reason="خود او")
    entry(actor=person_id(CLERK), role="clerk", act="looked_up", person=me, district=5, reason="درباره او")
    rows = rows_of(sought(auditor, number=formatting.numbers.digits(CO_OWNER, "fa")))
    assert [row[5] for row in rows[:2]] == ["درباره او", "خود او"]
    assert "Looked up a person" in rows[0][2] and rows[0][6] == "5"


def test_the_national_code_stands_in_no_address_and_in_no_row_of_the_ledger(auditor, written):
    answer = auditor.post(AUDIT, {"number": CO_OWNER})
    assert CO_OWNER not in answer.headers["Location"]
    page = auditor.get(answer.headers["Location"]).content.decode()
    assert f'value="{CO_OWNER}"' in page and CO_OWNER not in "".join(re.findall('href="([^"]*)"', page))
    (row,) = written("audited")
    assert row[1:3] == ("auditor", person_id(AUDITOR)) and row[4] == {"person": person_id(CO_OWNER)}


def test_a_clerks_and_a_days_rows_are_found_together(auditor, member_of):
    me, yesterday = person_id(CLERK), dates.today() - timedelta(days=1)
    entry(actor=me, role="clerk", reason="دیروز", at=f"{yesterday}T20:29:59Z", district=5)
    entry(actor=me, role="clerk", reason="امروز", at=f"{yesterday}T20:30:00Z", district=5)
    entry(actor=person_id(NEIGHBOUR), reason="دیگری", at=f"{yesterday}T12:00:00Z")
    asked = {"clerk": member_of(CLERK).ref.hex}
    assert {"دیروز", "امروز"} <= {row[5] for row in rows_of(sought(auditor, **asked))}
    found = {row[5] for row in rows_of(sought(auditor, **asked, day=dates.format_short(yesterday, "fa")))}
    assert "دیروز" in found and not found & {"امروز", "دیگری"}, "the city's midnight is 20:30 UTC"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_rows_of_one_act_are_found_on_the_page_and_in_the_file_beside_the_other_criteria(auditor, language):
    me, today = person_id(CLERK), dates.today()
    for act in ("sealed", "blocked"):
        entry(actor=me, role="clerk", act=act, reason=f"{act} {language}", district=5)
        entry(actor=person_id(NEIGHBOUR), role="clerk", act=act, reason=f"{act} آن", district=3)
    entry(actor=me, role="clerk", act="sealed", reason="دیروز", at=f"{today - timedelta(days=2)}T12:00:00Z")
    page = "/en/audit/" if language == "en" else AUDIT
    answer = auditor.post(page, {"act": "sealed", "number": CLERK, "day": dates.format_short(today, "fa")})
    query = answer.headers["Location"].partition("?")[2]
    assert "act=sealed" in query and f"sealed {language}" in {row[5] for row in rows_of(auditor.get(f"{page}?{query}"))}
    lines = list(csv.reader(io.StringIO(auditor.get(f"{page}ledger.csv?{query}").content.decode("utf-8-sig"))))[1:]
    words = "Printed a sealed password" if language == "en" else "چاپ کلمه عبور مهر و موم شده"
    assert (words, f"sealed {language}") in [(line[5], line[8]) for line in lines]
    assert {line[5] for line in lines} == {words} and not {"دیروز", "sealed آن"} & {line[8] for line in lines}
    assert f'<option value="sealed" selected>{words}' in auditor.get(f"{page}?{query}").content.decode()


def test_every_act_may_be_chosen_by_its_words_in_order_of_the_alphabet(auditor):
    page = tree(auditor.get(AUDIT).content.decode())
    [chosen] = [select for select in page.iter("select") if select.get("name") == "act"]
    options = {option.get("value"): text(option) for option in chosen.iter("option") if option.get("value")}
    assert options == {name: str(words) for name, words in _in_persian().items()}
    assert list(options.values()) == sorted(options.values(), key=sort_key)


def _in_persian() -> dict[str, str]:
    with translation.override("fa"):
        return {name: str(words) for name, words in ACT_LABELS.items()}


def test_fifty_rows_are_a_page_and_the_older_ones_follow_without_gap_or_repeat(auditor):
    me = person_id(NEIGHBOUR)
    LedgerEntry.objects.using("owner").bulk_create(
        LedgerEntry(actor=me, role="citizen", act="read", reason=f"ردیف {n:03}") for n in range(120)
    )
    page = sought(auditor, number=NEIGHBOUR)
    seen = [row[5] for row in rows_of(page)]
    assert len(seen) == 50
    while older := re.search(r'href="([^"]*before=[^"]*)"', page.content.decode()):
        entry(actor=me, reason="تازه")  # what is written meanwhile moves nothing
        page = auditor.get(older[1].replace("&amp;", "&"))
        seen += [row[5] for row in rows_of(page)]
    mine = [reason for reason in seen if reason.startswith("ردیف")]
    assert mine == [f"ردیف {n:03}" for n in reversed(range(120))]


def test_searches_and_exports_are_written_with_what_was_asked_for(auditor, written):
    file = case_of("A")
    sought(auditor, file=file.renewal_code, day="1405/1/5", act="sealed")
    auditor.get(f"/audit/ledger.csv?file={file.renewal_code}")
    details = [row[4] for row in written("audited")]
    assert details[0] == {"files": [file.id], "act": "sealed", "day": "2026-03-25"}
    assert details[1]["files"] == [file.id] and details[1]["exported"] >= 0


WRONG = [
    ("file", "5-3"),
    ("file", "5-3-9-9-9-0-77"),
    ("number", "123"),
    ("number", "1300001233"),
    ("number", "1319999981"),
    ("clerk", "x"),
    ("clerk", "9" * 30),
    ("act", "x"),
    ("act", "9" * 30),
    ("day", "1405/7/31"),
    ("day", "دیروز"),
    ("day", "2026-01-01"),
]


@pytest.mark.parametrize(("field", "typed"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_stays_typed(auditor, field, typed, written):
    answer = auditor.post(AUDIT, {field: typed})
    page = answer.content.decode()
    assert answer.status_code == 200 and f'id="{field}-error-1"' in page and written() == []
    assert field in ("clerk", "act") or f'value="{typed}"' in page


@pytest.mark.parametrize(
    "query",
    [
        "?person=x",
        "?person=" + "9" * 32,
        "?file=%00",
        "?day=%ED%A0%80",
        "?clerk=-1",
        "?act=%00",
        "?act=x",
        "?before=x",
        "?before=" + "9" * 40,
        "?x=1",
    ],
)
@pytest.mark.parametrize("address", [AUDIT, "/audit/ledger.csv"])
def test_any_address_is_answered(auditor, address, query):
    assert auditor.get(address + query).status_code == 200


@pytest.mark.parametrize("sign", "=+-@\t\r＝＋－＠")
def test_a_cell_that_a_spreadsheet_would_work_out_begins_with_an_apostrophe(auditor, sign):
    assert escape_formula(sign + "1") == f"'{sign}1" and escape_formula("1" + sign) == "1" + sign
    entry(actor=person_id(SOLE_OWNER), reason=f"{sign}HYPERLINK(1)")
    answer = auditor.get(f"/audit/ledger.csv?person={person_ref(person_id(SOLE_OWNER))}")
    assert (
        answer.headers["Content-Type"].startswith("text/csv") and "attachment" in answer.headers["Content-Disposition"]
    )
    cells = next(row for row in list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1:])
    assert cells[8] == f"'{sign}HYPERLINK(1)" and not [c for c in cells if c[:1] in "=+-@\t\r＝＋－＠" and c]


def test_every_act_that_the_code_writes_has_words():
    said = set(code_lists.ACTS.values())
    for file in (ROOT / "shahrsazi").rglob("*"):
        if file.suffix in (".py", ".sql"):
            code = file.read_text("utf8")
            said |= set(re.findall(r"""record(?:_act|_desk_act)?\(\s*(?:[a-z]+, )?['"]([a-z_]+)['"]""", code))
            said |= set(re.findall(r"'citizen', '([a-z_]+)'", code))
    assert {"read", "objected", "looked_up", "staff_added", "code_retired", "enrolled"} <= said
    assert said - set(ACT_LABELS) == set()


# Of people, desks, lists and keys: their rows name no file, and stand under none.
OF_NO_FILE = {
    "agreed",
    "refused",
    "requested",
    "audited",
    "denied",
    "limited",
    "looked_up",
    "searched",
    "source_changed",
}
OF_NO_FILE |= {"calendar_made", "calendar_withdrawn", "district_added", "district_changed", "key_added", "key_revoked"}
OF_NO_FILE |= {"code_added", "code_brought_back", "code_renamed", "code_retired", "enrolled", "first_password"}
OF_NO_FILE |= {"holiday_added", "holiday_confirmed", "holiday_moved", "holiday_removed", "holidays_confirmed"}
OF_NO_FILE |= {
    "source_changed",
    "password_asked",
    "password_changed",
    "sessions_ended",
    "sign_in_failed",
    "signed_in",
    "signed_out",
}
OF_NO_FILE |= {"sought_elsewhere", "staff_added", "staff_changed", "staff_disabled", "staff_enabled", "staff_misnamed"}


def test_every_act_on_a_file_has_words_for_its_owners_too():
    assert set(ACT_LABELS) - OF_NO_FILE == set(OF_A_FILE)


def test_whatever_a_citizen_reads_of_a_file_has_words_for_its_owners():
    reading = set()
    for file in (ROOT / "shahrsazi" / "casefiles").rglob("*.py"):
        code = file.read_text("utf8")
        reading |= set(re.findall(r"""recording_of_reading\([^()]*, "([a-z]+)"\)""", code))
        reading |= set(re.findall(r"""_facts\([^()]*, "([a-z]+)"\)""", code))
    assert {"letter", "calendar", "money"} <= reading and reading <= set(READ_LABELS)
