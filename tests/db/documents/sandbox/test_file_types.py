"""Kind, name and content must agree; whatever else a name says is read by nobody."""

import os

import pytest
import strange_files as strange
from django.utils import translation

from shahrsazi.documents.sandbox import FileRejectedError, admit
from shahrsazi.documents.sandbox.file_types import MB, detect_content, extension

PNG, JPEG, PDF = strange.picture("PNG"), strange.picture("JPEG"), strange.pdf()


@pytest.fixture
def refused(tmp_path):
    def send(content: bytes, name: str) -> FileRejectedError:
        (tmp_path / "source").write_bytes(content)
        with pytest.raises(FileRejectedError) as found:
            admit(tmp_path / "source", name, tmp_path / "out")
        return found.value

    return send


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html><title>x",
        strange.archive(),
        b"MZ\x90\0" * 50,
        b"icns\0\0\0\x10",
        b"\x7fELF" * 20,
        b"just words",
        b"\xd0\xcf\x11\xe0" * 9,
        strange.archive() + PDF,
        b"<html>" + PDF,
        strange.EICAR,
        b"AC1032",
        b"BM" + b"\xff" * 60,
        b"RIFF\0\0\0\0WAVE",
        b"999\n0\nSECTIO",
    ],
)
def test_any_other_kind_is_refused_whatever_it_is_called(refused, content):
    for name in ("a.pdf", "a.png", "a.dxf", "a.dwg", "a.svg", "a"):
        assert refused(content, name).reason == "not_a_kind"


def test_a_name_that_says_otherwise_is_told_what_is_inside(refused):
    found = refused(PNG, "deed.pdf")
    assert (found.reason, found.figures) == ("named_otherwise", {"said": "pdf", "found": "PNG"})
    assert "PNG" in str(found)
    assert refused(PDF, "deed.jpg").figures == {"said": "jpg", "found": "PDF"}
    assert refused(PDF, "deed.exe").reason == "named_otherwise"
    assert refused(PDF, "deed").reason == refused(PDF, "deed.").reason == "no_ending"


def test_nothing_of_a_hostile_name_comes_out_again(refused):
    for name in ("x.<script>", "x.\u202efdp", "x.p\r\nX: y", "x." + "z" * 5000):
        said = str(refused(PDF, name))
        assert not set("<>\u202e\r\n") & set(said) and len(said) < 300


@pytest.mark.parametrize(
    "name",
    [
        "../../x.png",
        "CON.png",
        "a\0.png",
        "\u202egnp.png",
        "z" * 5000 + ".png",
        "a\nb.PNG",
        "سند.Png",
        "/etc/x.png",
        "x.png .",
    ],
)
def test_a_name_decides_nothing_but_its_ending(name, tmp_path):
    (tmp_path / "source").write_bytes(PNG)
    found = admit(tmp_path / "source", name, tmp_path / "out")
    assert found.path == tmp_path / "out" / "clean.png"


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.jpe", "a.Jfif"])
def test_every_ending_of_a_kind_is_known(name, tmp_path):
    (tmp_path / "source").write_bytes(JPEG)
    assert admit(tmp_path / "source", name, tmp_path / "out").extension == "jpg"


def test_nothing_and_too_much_are_refused_before_they_are_opened(refused, tmp_path):
    assert refused(b"", "a.pdf").reason == "empty"
    large = tmp_path / "large"
    large.write_bytes(PDF)
    os.truncate(large, 20 * MB + 1)
    with pytest.raises(FileRejectedError) as found:
        admit(large, "a.pdf", tmp_path / "out")
    assert (found.value.reason, found.value.figures) == ("too_large", {"most": 20})
    for language, figure in (("en", "20"), ("fa", "۲۰")):
        with translation.override(language):
            assert figure in str(found.value)


def test_what_is_no_file_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, tmp_path / "none", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(FileRejectedError) as found:
            admit(place, "a.pdf", tmp_path / "out")
        assert found.value.reason == "unreadable"
    with pytest.raises(FileRejectedError):
        admit(type(tmp_path)("/dev/zero"), "a.pdf", tmp_path / "out")


@pytest.mark.parametrize(
    "content",
    [b"999\n \n \n" * 10, b"999\n \n \n" * 400, b"999\n" * 1024, b"%\r\n\n" * 1000, b" \n" * 2000, b"%" * 4096],
)
def test_comments_and_blanks_by_turns_are_soon_known_to_be_no_drawing(refused, content):
    """Eighty bytes of the first kind kept a thread of the server busy for ever."""
    assert refused(content, "plan.pdf").reason == "not_a_kind"


@pytest.mark.parametrize(
    "content",
    [
        b"0\nSECTION\n2\nHEADER\n",
        b"\xef\xbb\xbf  0\r\nSECTION\r\n2\r\n",
        b"999\nmade by a scanner\n999\n\n0\nSECTION\n2\n",
        b"\n\n 999 \ntwo\n\n  0  \n  SECTION  \n",
    ],
)
def test_a_drawing_may_begin_with_comments_and_empty_lines(content):
    assert detect_content(content) == "dxf"


def test_a_name_as_long_as_a_book_has_its_ending_at_once():
    assert extension("a." * 100_000 + "pdf") == "pdf" and extension("x" * 1_000_000) == ""
