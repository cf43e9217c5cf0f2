"""A file that is no text of lines of JSON in UTF-8 is refused once, as a whole, and said to be what it is."""

import gzip
import io
import json
import tarfile

import pytest
from feed_lines import as_json, line, load, number, paper, person
from history_model import asked

from shahrsazi.feed.reading import WrongFormError

TEXT = as_json(line())


def tar_of(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("feed.ndjson")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


FORMS = {
    "UTF-16 with its mark": TEXT.decode().encode("utf-16"),
    "UTF-16 of the other end": b"\xfe\xff" + TEXT.decode().encode("utf-16-be"),
    "UTF-16 without a mark": TEXT.decode().encode("utf-16-le"),
    "zip": b"PK\x03\x04" + TEXT,
    "7z": b"7z\xbc\xaf\x27\x1c\0\x04" + TEXT,
    "rar": b"Rar!\x1a\x07\x01\0" + TEXT,
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0" + TEXT,
    "tar": gzip.compress(tar_of(TEXT)),
    "windows-1256": b"".join(as_json(line()).decode().encode("cp1256", "replace") for _ in range(3)),
    "binary": b"{\0\x01" + TEXT,
}


def test_of_such_a_file_nothing_is_loaded(city):
    """Neither what stands in it without any letter of another script."""
    spoiled = [as_json(line()).decode().encode("cp1256", "replace") for _ in range(3)]
    good = line(people=[person(code := number(), first_name="A", last_name="B")])
    with pytest.raises(WrongFormError):
        load(json.dumps(good).encode() + b"\n", *spoiled)
    assert asked("SELECT 1 FROM people_person WHERE number = %s", [code]) == []


@pytest.mark.parametrize("form", FORMS)
def test_another_form_is_said_once(form):
    with pytest.raises(WrongFormError, match=f"is {form.split()[0]}: send newline-delimited JSON in UTF-8"):
        load(FORMS[form])


def test_lines_that_are_spoiled_among_good_ones_are_turned_away_by_themselves(city):
    spoiled = [as_json(line()).decode().encode("cp1256", "replace") for _ in range(3)]
    report = load(*spoiled, line(), *spoiled)
    assert (report.good, report.turned_away) == (1, 6)
    scans = [as_json(line(papers=[paper(scan="xx.pdf")])).replace(b"xx.", b"\xd3\xe4.") for _ in range(3)]
    assert load(*scans).turned_away == 3, "which are UTF-8 but for the names of their scans"


def test_a_byte_order_mark_is_let_pass():
    assert load(b"\xef\xbb\xbf" + as_json(line()), line()).good == 2
