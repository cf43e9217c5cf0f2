"""What a downloaded paper is called: in Persian, for everybody's computer, and after nobody."""

from urllib.parse import unquote

import pytest

from shahrsazi.documents.file_names import disposition, stem

SHA256 = "ab12cd" + "0" * 58


def test_a_name_says_kind_number_and_file():
    assert stem("رأی", "۹/۱۴۰۳/۲۵۰۷", "", "پرونده-۵/۱۲", sha256=SHA256) == "رأی_9-1403-2507_پرونده-5-12_ab12cd"


def test_without_a_number_its_day_tells_it_from_another():
    assert stem("ابلاغ‌نامه", "", "۱۴۰۳/۰۷/۱۰", sha256=SHA256) == "ابلاغ‌نامه_1403-07-10_ab12cd"


@pytest.mark.parametrize("number", ["1300001232", "۱۳۰۰۰۰۱۲۳۲", "10100000000", "ش 1300001232"])
def test_what_may_be_the_number_of_a_person_is_left_out(number):
    assert stem("استعلام", number, "1403/01/01", sha256=SHA256) == "استعلام_1403-01-01_ab12cd"


@pytest.mark.parametrize("bad", ['a"b', "a\\b", "../a", "a\r\nX: y", "a\u202eb", "a\x00b", "a;b", "a/b"])
def test_no_sign_of_a_number_reaches_the_header_or_another_folder(bad):
    name = stem("رأی", bad, "", sha256=SHA256)
    assert name.removeprefix("رأی_").replace("_ab12cd", "").replace("-", "").isalnum()


def test_a_header_has_a_name_for_who_reads_persian_and_one_for_who_does_not():
    header = disposition("رأی_9-2507_پرونده-5-12_ab12cd.pdf")
    plain, _semicolon, whole = header.partition("; filename*=UTF-8''")
    assert plain == 'attachment; filename="paper_9-2507_-5-12_ab12cd.pdf"'
    assert unquote(whole) == "رأی_9-2507_پرونده-5-12_ab12cd.pdf" and header.isascii()


def test_a_name_of_ascii_alone_needs_no_other():
    assert disposition("letter-1.pdf") == 'attachment; filename="letter-1.pdf"'
