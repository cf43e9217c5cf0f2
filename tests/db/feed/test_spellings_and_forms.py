"""How exporters write it: any spelling that says what is meant is read."""

import gzip

import pytest
from feed_delivery import Exporter, with_values
from feed_delivery import load as load_path
from feed_lines import as_json, commission, key, line, load, mandate, number, owner, permit, person, verdict, violation
from feed_outcomes import at, reasons, stored
from history_model import asked

# Numbers, keys, spellings.


@pytest.mark.parametrize("count", [2, 3, 7])
def test_files_that_exchange_their_numbers_are_all_taken(count):
    made = [line() for _ in range(count)]
    load(*made)
    numbers = [m["casefile"]["file_no"] for m in made]
    turned = [
        at(m, "2026-02-02", casefile=m["casefile"] | {"file_no": n})
        for m, n in zip(made, numbers[1:] + numbers[:1], strict=True)
    ]
    assert load(*turned).bad == []
    assert [stored(m, "file_no")[0] for m in made] == numbers[1:] + numbers[:1]


def test_a_number_that_another_file_has_is_still_refused_and_its_own_stays():
    one, other = line(), line()
    load(one, other)
    taken = at(one, "2026-02-02", casefile=one["casefile"] | {"file_no": other["casefile"]["file_no"]})
    assert "file_no_once_in_a_district" in reasons(load(taken))
    assert stored(one, "file_no") == (one["casefile"]["file_no"],)


@pytest.mark.parametrize("key", ["۷۷۱۲۳", "٧٧١٢٣", " 77123 ", "7۷1٢۳"])
def test_a_key_in_another_script_is_the_same_key(key):
    row = permit(source_key="77123")
    made = line(permits=[row])
    load(made)
    load(at(made, "2026-02-02", permits=[row | {"source_key": key}]))
    sql = "SELECT source_key FROM casefiles_permit WHERE case_id = %s"
    assert asked(sql, [stored(made, "id")[0]]) == [("77123",)]


def test_a_verdict_finds_its_case_in_another_script():
    case = commission(source_key="۴۱")
    told = verdict(case | {"source_key": "41"})
    found = violation(source_key="٣")
    made = line(violations=[found], commission_cases=[case | {"violations": ["3"]}], verdicts=[told])
    assert load(made).bad == []
    files = [stored(made, "id")[0]]
    assert asked("SELECT commission_case FROM casefiles_verdict WHERE case_id = %s", files) == [("41",)]
    cases = "SELECT source_key, violations ->> 0 FROM casefiles_commissioncase WHERE case_id = %s"
    assert asked(cases, files) == [("41", "3")]


# As a program of letters writes a hyphen and a blank, and with a mark that no one sees.
POSTAL = [f"81746{mark}73441" for mark in ("\u2013", "\u2011", "\u2212", "\u00a0", "\u202f", "\u200e")]


@pytest.mark.parametrize("typed", ["81746-73441", "۸۱۷۴۶-۷۳۴۴۱", "81746 73441", "8174673441", *POSTAL])
def test_a_postal_code_comes_in_any_spelling(typed):
    made = line(casefile={"postal_code": typed})
    assert load(made).bad == [] and stored(made, "postal_code") == ("8174673441",)


OF_A_BILL = [f"77483{mark}178001{mark}42" for mark in ("-", " ", " - ", "\u2013", "\u00a0", "\u200e", "")]


@pytest.mark.parametrize("records", [False, True], ids=["line", "records"])
@pytest.mark.parametrize("typed", [*OF_A_BILL, "۷۷۴۸۳-۱۷۸۰۰۱-۴۲", "٧٧٤٨٣١٧٨٠٠١٤٢"])
def test_the_identifiers_of_a_bill_come_in_any_spelling(city, typed, records):
    both = {"bill_id": typed, "pay_id": "1770-160"}
    case, billed = commission(), {"source_key": key(), "bill_kind": "levy", "amount": 1_770_000}
    told = verdict(case, instalments=[{"due": "2026-05-01", "amount": 1_770_000} | both], **both)
    rows = {"permits": permit(**both), "commission_cases": case, "verdicts": told, "bills": billed | both}
    made = line(**({} if records else {name: [row] for name, row in rows.items()}))
    assert load(made).bad == []
    if records:
        kinds = ("permit", "commission_case", "verdict", "bill")
        told_of = {"file": made["casefile"]["renewal_code"]}
        sent = (with_values(k, row["source_key"], row, **told_of) for k, row in zip(kinds, rows.values(), strict=True))
        assert Exporter().send(*sent).bad == []
    stored_ids = ", ".join(
        f"(SELECT ARRAY[bill_id, pay_id] FROM casefiles_{table} WHERE case_id = c.id)"
        for table in ("permit", "bill", "verdict")
    )
    of_instalment = "ARRAY[instalments #>> '{0,bill_id}', instalments #>> '{0,pay_id}']"
    inside = f"(SELECT {of_instalment} FROM casefiles_verdict WHERE case_id = c.id)"
    sql = f"SELECT {stored_ids}, {inside} FROM casefiles_casefile c WHERE c.renewal_code = %s"
    assert list(asked(sql, [made["casefile"]["renewal_code"]])[0]) == [["7748317800142", "1770160"]] * 4


@pytest.mark.parametrize("named", ["12345679", "0012345679", "۰۰۱۲۳۴۵۶۷۹"])
def test_zeros_that_a_spreadsheet_took_off_are_put_back_and_it_is_reported(named):
    code = "0012345679"
    made = line(people=[person("12345679"), person(other := number())])
    made["owners"] = [owner(named, 1, 2), owner(other, 1, 2)]
    report = load(made)
    assert report.bad == [] and report.respelled == 1
    assert asked("SELECT count(*) FROM people_person WHERE number = %s", [code]) == [(1,)]


@pytest.mark.parametrize("check", [False, True])
def test_so_is_the_number_of_a_person_who_is_told_in_a_record(city, check):
    code = number()
    report = load_path(Exporter().batch(with_values("person", key(), person(f"{code[:3]}-{code[3:]}"))), check=check)
    assert report.bad == [] and report.respelled == 1


LONG_AGO = {"effective_from": "2000-01-01", "effective_to": "2001-01-01"}
SPELLINGS = {
    "hyphens": lambda code: f"{code[:3]}-{code[3:9]}-{code[9]}",
    "blanks": lambda code: f"{code[:3]} {code[3:9]} {code[9]}",
    "Persian digits": lambda code: code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    "Persian digits and long hyphens": lambda code: f"{code[:3]}–{code[3:9]}–{code[9]}".translate(
        str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    ),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("before", [True, False])
def test_a_record_names_a_person_by_their_number_in_any_spelling_and_it_is_reported(city, spelling, before):
    exporter, code, other = Exporter(), number(), number()
    made, share = line(other), key()
    assert load(made).bad == []
    file, typed = made["casefile"]["renewal_code"], SPELLINGS[spelling](code)
    persons = [with_values("person", "N-" + key(), person(code))]
    given = mandate(other, typed) | {"principal": SPELLINGS[spelling](other)}
    rows = [
        with_values("ownership", share, owner(typed, **LONG_AGO), file=file),
        with_values("mandate", key(), given, file=file),
    ]
    if before:
        assert exporter.send(*persons).respelled == 0
    report = exporter.send(*([] if before else persons), *rows)
    assert report.bad == []
    sql = "SELECT p.number FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id WHERE source_key = %s"
    assert asked(sql, [share]) == [(code,)]
    assert report.respelled == (0 if spelling == "Persian digits" else 2)


def test_a_key_with_hyphens_names_whom_its_source_calls_so_before_anybody_s_number(city):
    exporter, code, other = Exporter(), number(), number()
    made, share = line(), key()
    load(made, line(other))
    called = SPELLINGS["hyphens"](other)
    persons = [with_values("person", called, person(code))]
    file = made["casefile"]["renewal_code"]
    row = with_values("ownership", share, owner(called, **LONG_AGO), file=file)
    assert exporter.send(*persons, row).respelled == 0
    sql = "SELECT p.number FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id WHERE source_key = %s"
    assert asked(sql, [share]) == [(code,)]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_line_names_its_people_in_any_spelling(spelling):
    code = number()
    made = line(people=[person(code)])
    made["owners"] = [owner(SPELLINGS[spelling](code))]
    made["people"] = [person(code)]
    assert load(made).bad == []
    made["people"] = [person(SPELLINGS[spelling](code))]
    made["owners"][0]["person"] = code
    report = load(at(made, "2026-02-02"))
    assert report.bad == [] and report.respelled == (spelling != "Persian digits")


@pytest.mark.parametrize("place", [0, 4])
def test_a_wrong_number_is_told_by_its_place(place):
    people = [person(number()) for _ in range(5)]
    people[place] = people[place] | {"number": "1309000051"}
    assert f"`$.people[{place}].number`" in reasons(load(line(people[1]["number"], people=people)))


@pytest.mark.parametrize("name", ["کد ملی 1309000298", "1309000298", "k" * 1_000_000, "Ali Rezaei", "a`b"])
def test_what_stands_where_a_fields_name_should_is_not_told_on(name):
    made = line()
    made["people"][0][name] = "x"
    reason = reasons(load(made))
    assert "unknown field `…`" in reason and len(reason) < 300
    assert "`$.people[0]`" in reason


def test_a_field_that_looks_like_one_is_told():
    made = line()
    made["casefile"]["sub_plate"] = 7
    assert "unknown field `sub_plate`" in reasons(load(made))


@pytest.mark.parametrize("known", [True, False])
def test_a_verdict_needs_its_case(known):
    case = commission(source_key="41")
    made = line(commission_cases=[case])
    load(made)
    told = verdict(case) | ({} if known else {"commission_case": "nowhere"})
    report = load(at(made, "2026-02-02", verdicts=[told]))
    assert (report.bad == []) == known
    assert known or "a case of the commission that is not there" in reasons(report)


def test_a_case_of_the_commission_needs_its_violations():
    report = load(line(violations=[violation()], commission_cases=[commission(violations=["nowhere"])]))
    assert "names a violation that is not there" in reasons(report)


def test_a_fault_that_only_the_database_finds_costs_its_own_line():
    made = [line() for _ in range(60)]
    for bad in (10, 31, 52):
        made[bad]["casefile"]["file_no"] = made[0]["casefile"]["file_no"]
    report = load(*made)
    assert report.good == 57 and [n for n, _reason in report.bad] == [11, 32, 53]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (as_json(line()), 0),
        (as_json(line()) + b"{}\n", 1),
        (b"{}\n" * 5, 1),
        (b"", 3),
        (b"\n  \n", 3),
        (gzip.compress(as_json(line())), 0),
        (gzip.compress(as_json(line()))[:-9], 2),
    ],
    ids=["all taken", "some turned away", "all turned away", "empty", "blank", "packed", "packed and broken off"],
)
def test_how_a_load_ends_says_what_became_of_it(content, code, tmp_path):
    from argparse import Namespace

    from shahrsazi.commands.feed import _load

    path = tmp_path / "feed.ndjson"
    path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        _load(Namespace(file=path, act="load", unsigned=True, processes=1))
    assert (ended.value.code or 0) == code


@pytest.mark.parametrize("act", ["load", "check"])
def test_a_file_that_is_not_there_stops_the_command(act, tmp_path):
    from argparse import Namespace

    from shahrsazi.commands.feed import _load

    with pytest.raises(SystemExit) as ended:
        _load(Namespace(file=tmp_path / "none.ndjson", act=act, unsigned=True, processes=1))
    assert ended.value.code == 2


@pytest.mark.parametrize("wrong", [{"sequence": 0}, {"sequence": -3}, {"source": ""}, {"source": "s" * 30}])
def test_a_manifest_that_cannot_be_loaded_is_not_made(wrong, tmp_path, capsys):
    from argparse import Namespace

    from shahrsazi.commands.feed import _sign

    path, private = tmp_path / "feed.ndjson", tmp_path / "key.pem"
    path.write_bytes(as_json(line()))
    private.write_bytes(b"of no matter: it is not reached")
    with pytest.raises(SystemExit) as ended:
        _sign(
            Namespace(**{"file": path, "source": "backoffice", "sequence": 1, "key": "k", "private": private} | wrong)
        )
    assert ended.value.code == 2 and "No manifest can say that" in capsys.readouterr().err
    assert not path.with_name("feed.ndjson.manifest.json").exists()
