"""Guards count in the file that the writer writes into, whatever a delivery calls it."""

from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, with_values
from feed_files import File
from feed_lines import key, line, number, permit, person
from guard_counts import counts_of

from shahrsazi.persian.numbers import digits


@pytest.fixture
def exporter(city):
    return Exporter()


@pytest.fixture
def stranger(exporter) -> str:
    code = number()
    assert exporter.send(with_values("person", key(), person(code))).bad == []
    return code


SPELLED = {
    "slashes": lambda code: code.replace("-", "/"),
    "zeros": lambda code: f"0{code}".replace("-95-", "-095-"),
    "blanks": lambda code: code.replace("-", " - "),
    "digits": lambda code: digits(code, "fa"),
}


@pytest.mark.parametrize("spell", SPELLED.values(), ids=SPELLED)
def test_a_code_in_another_spelling_is_the_same_file(exporter, stranger, spell):
    f, p = File(exporter), permit()
    code = spell(f.made["casefile"]["renewal_code"])
    assert f.send(with_values("permit", p["source_key"], p, file=f.key)).bad == []
    rows = [
        with_values("ownership", f.share, f.ownership | {"person": stranger}, 2, file=code),
        {"record": "permit", "source_key": p["source_key"], "version": 2, "file": code, "state": "withdrawn"},
    ]
    assert counts_of(exporter, *rows) == {
        "owners_ended": {"9": 1},
        "owners_added": {"9": 1},
        "records_withdrawn": {"9": 1},
    }


@pytest.mark.parametrize("order", ["before", "behind"])
def test_a_key_of_the_same_batch_is_the_file_whose_code_it_tells(exporter, stranger, order):
    f, other = File(exporter), Exporter(owns_persons=False)
    new = key()
    rows = [
        with_values("file", new, f.made["casefile"]),
        with_values("ownership", f.share, f.ownership | {"person": stranger}, file=new),
    ]
    rows = rows if order == "before" else rows[::-1]
    assert counts_of(other, *rows) == {"owners_ended": {"9": 1}, "owners_added": {"9": 1}}


def test_a_key_that_is_told_in_the_next_chunk_is_known_in_time(exporter, stranger, monkeypatch):
    from shahrsazi.feed import judging

    monkeypatch.setattr(judging, "CHUNK", 1)
    f, other, new = File(exporter), Exporter(owns_persons=False), key()
    rows = [
        with_values("ownership", f.share, f.ownership | {"person": stranger}, file=new),
        with_values("file", new, f.made["casefile"]),
    ]
    assert counts_of(other, *rows) == {"owners_ended": {"9": 1}, "owners_added": {"9": 1}}


@pytest.mark.parametrize("told", ["record", "line"])
def test_a_code_that_the_same_batch_gives_to_a_file_means_this_file(exporter, stranger, told):
    f, new = File(exporter), line(casefile={"opened_on": "2020-02-02"})
    code = new["casefile"]["renewal_code"]
    recode = with_values("file", f.key, f.made["casefile"] | {"renewal_code": code}, 2)
    row = f.ownership | {"person": stranger}
    if told == "record":
        rows = [recode, with_values("ownership", f.share, row, 2, file=code)]
    else:
        row = row | {"source_key": f.share}
        told_line = new | {
            "owners": [row],
            "people": [person(stranger)],
            "as_of": (datetime.now(UTC) + timedelta(minutes=4)).isoformat(),
        }
        rows = [recode, told_line | {"casefile": f.made["casefile"] | {"renewal_code": code}}]
    counts = counts_of(exporter, *rows)
    assert counts["owners_ended"] == {"9": 1}


def test_a_new_file_counts_in_the_district_of_its_code(exporter):
    made, who, file = line(), key(), key()
    rows = [
        with_values("person", who, made["people"][0]),
        with_values("file", file, made["casefile"]),
        with_values("ownership", key(), made["owners"][0] | {"person": who}, file=file),
    ]
    assert counts_of(exporter, *rows) == {"files_opened": {"9": 1}, "owners_added": {"9": 1}}
