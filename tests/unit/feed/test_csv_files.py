"""CSV files as spreadsheets, old tools and accidents leave them: every row, or a sentence about it."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from shahrsazi.feed.csv_map.files import CsvFile
from shahrsazi.feed.csv_map.shape import MapError

TEXT = "کد,نام\n۱,صادق\n"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def opened(tmp_path):
    def write(content: bytes, encoding: str = "utf-8", delimiter: str = "comma") -> CsvFile:
        (tmp_path / "a.csv").write_bytes(content)
        return CsvFile(tmp_path, "a.csv", encoding, delimiter)

    return write


def rows(file: CsvFile) -> list:
    """The number and cells of each row, or what is wrong with it."""
    return [(r.number, [p.en for p in r.problems] or list(r.cells.values())) for r in file.rows()]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.replace("۱", "1").encode("cp1256", "ignore"), "windows-1256"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
        (TEXT.rstrip().encode(), "utf-8"),
        (TEXT.replace("کد", " \u200fكد\u200f ").encode(), "utf-8"),
        ((TEXT + "\n\n,\n , \r\n").encode(), "utf-8"),
        (TEXT.replace("صادق", "صادق,,").encode(), "utf-8"),
    ],
)
def test_the_same_rows_in_any_form(opened, content, encoding):
    file = opened(content, encoding)
    assert file.missing(["کد", " نام "]) == []
    [(number, [_code, name])] = rows(file)
    assert (number, name) == (2, "صادق")


def test_a_newline_and_quotes_within_a_cell_and_empty_lines_between_rows(opened):
    file = opened(b'a;b\r\n"x\r\ny";"say ""b"""\r\n\r\n3;4\r\n', delimiter="semicolon")
    assert rows(file) == [(2, ["x\r\ny", 'say "b"']), (4, ["3", "4"])]


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (TEXT.encode("cp1256", "ignore"), "utf-8", "can't be read as utf-8"),
        (TEXT.encode(), "windows-1256", "UTF-8 or UTF-16"),
        (TEXT.encode("utf-16"), "utf-8", "UTF-8 or UTF-16"),
        (TEXT.encode("utf-16"), "windows-1256", "UTF-8 or UTF-16"),
        (TEXT.encode("utf-16-le"), "utf-8", "can't be read as utf-8"),
        (TEXT.encode(), "utf-16", "is not utf-16"),
        (b"PK\x03\x04...", "utf-8", "workbook"),
        (b'"a,b\n1,2\n3,4\n', "utf-8", "row 1 in a.csv is not closed"),
        (b'"a"b,c\n1,2\n', "utf-8", "can't be read"),
        (b"a,b\n" + b"1,2\n" * 40_000 + TEXT.encode(), "windows-1256", "UTF-8 or UTF-16"),
        (b"a" * 9_000_000, "utf-8", "a line of it does not end"),
    ],
)
def test_a_file_that_is_not_what_the_map_says(opened, content, encoding, words):
    with pytest.raises(MapError, match=words):
        opened(content, encoding)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1\n3,4\n", "1 cells under 2"),
        (b"a,b\n1,2,x\n3,4\n", "3 cells under 2"),
        (b"a,b\n1,2\0\n3,4\n", "NUL"),
        (b"a,b\n1,\xd8\n3,4\n", "not utf-8"),
        (b'a,b\n"1"x,2\n3,4\n', "quotes of this row"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n3,4\n", "too long"),
    ],
)
def test_a_wrong_row_stops_no_other(opened, content, words):
    [(two, [wrong]), (three, cells)] = rows(opened(content))
    assert words in wrong and (two, three, cells) == (2, 3, ["3", "4"])


@pytest.mark.parametrize(
    ("content", "encoding", "words"),
    [
        (b'a,b\n1,2\n"3,4\n5,6\n7,8\n', "utf-8", "row 3 in a.csv is not closed"),
        (b'a,b\n1,2\n"3,' + b"4\n" * 100_000, "utf-8", "row 3 in a.csv is not closed"),
        ("a,b\n1,2\n".encode("utf-16") + b"3", "utf-16", "is not utf-16"),
    ],
)
def test_a_file_that_breaks_in_the_midst(opened, content, encoding, words):
    with pytest.raises(MapError, match=words):
        rows(opened(content, encoding))


def test_columns_that_are_missing_or_stand_twice(opened):
    file = opened(b"a,b,b,,\n1,2,3,,\n")
    assert rows(file) == [(2, ["1", "3", ""])] and file.missing(["a"]) == []
    [missing, twice] = file.missing(["c", "b", "b"])
    assert "no column “c” among 5, parted by comma" in missing and "two columns “b”" in twice


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_columns(opened, content):
    file = opened(content)
    assert rows(file) == [] and len(file.missing(["a"])) == 1


@given(st.binary(max_size=300), st.sampled_from(["utf-8", "windows-1256", "utf-16"]))
def test_no_bytes_make_it_fail_otherwise(tmp_path_factory, content, encoding):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(content)
    try:
        rows(CsvFile(path.parent, "a.csv", encoding, "comma"))
    except MapError as error:
        assert str(error)
