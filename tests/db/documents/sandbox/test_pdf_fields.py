"""What was filled into a form is read on its page: in Persian, shaped, whatever the program left undrawn."""

import pikepdf
import pytest
import strange_files as strange
from pdf_marks import field, inked, look, note, on_page, words_beside
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import admit

NAME = "علی رضایی"
ROOM = (101, 101, 299, 159)
NEEDS = [{}, {"NeedAppearances": True}, {"NeedAppearances": False}]


@pytest.fixture
def sent(tmp_path):
    def send(change):
        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=change))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")

    return send


def letters_of(found) -> set[str]:
    """The fonts in which the page is written."""
    with pikepdf.open(found.path) as pdf:
        return {str(thing.BaseFont) for thing in pdf.objects if isinstance(thing, Dictionary) and "/BaseFont" in thing}


@pytest.mark.parametrize("form", NEEDS)
@pytest.mark.parametrize(
    "more",
    [
        {"V": NAME},
        {"V": NAME, "DA": "/Helv 0 Tf 0 g"},
        {"V": NAME, "DA": "/Helv 11 Tf 0 0 1 rg", "Q": 1},
        {"V": f"{NAME}\n{NAME}", "Ff": 1 << 12},
        {"V": NAME, "MK": Dictionary(R=90)},
        {"V": "12345", "Ff": 1 << 24, "MaxLen": 8},
    ],
)
def test_a_value_without_a_look_is_written(sent, form, more):
    found = sent(lambda document: field(document, form=form, **more))
    assert inked(found, ROOM) > 60
    assert found.reasons == ["neutralised"]


def test_persian_is_shaped_and_stands_at_the_right(sent):
    found = sent(lambda document: field(document, V=NAME, DA="/Helv 12 Tf"))
    assert any("Vazirmatn" in font for font in letters_of(found))
    assert inked(found, (200, 101, 299, 159)) > 60 > 0 == inked(found, (101, 101, 200, 159))


def test_latin_stands_at_the_left(sent):
    found = sent(lambda document: field(document, V="Ali", DA="/Helv 12 Tf"))
    assert inked(found, (101, 101, 200, 159)) > 40 > 0 == inked(found, (200, 101, 299, 159))


def test_what_a_field_inherits_is_its_own(sent):
    def change(document):
        above = document.make_indirect(Dictionary(FT=Name.Tx, T="a", V=NAME, DA="/Helv 12 Tf"))
        below = note(document, "Widget", Parent=above)
        above.Kids = Array([below])
        on_page(document, below)
        document.Root.AcroForm = Dictionary(Fields=Array([above]))

    assert inked(sent(change), ROOM) > 60


def test_a_long_value_is_made_smaller_and_not_cut(sent):
    found = sent(lambda document: field(document, V=NAME * 12, DA="/Helv 40 Tf"))
    assert inked(found, ROOM) > 200 and inked(found, (320, 90, 595, 180)) == inked(found, (0, 90, 98, 180)) == 0


@pytest.mark.parametrize("form", NEEDS)
def test_a_choice_is_written_by_the_name_that_is_shown(sent, form):
    options = Array([Array(["1", "مسکونی"]), Array(["2", "تجاری"])])
    found = sent(lambda document: field(document, "Ch", form, V="2", Opt=options, Ff=1 << 17))
    assert inked(found, ROOM) > 60
    several = sent(lambda document: field(document, "Ch", form, V=Array(["1", "2"]), Opt=options))
    assert inked(several, ROOM) > inked(found, ROOM) * 0.5


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ({"V": Name.Yes}, True),
        ({"AS": Name.Yes}, True),
        ({"AS": Name.Off, "V": Name.Yes}, False),
        ({"V": Name.Off}, False),
        ({}, False),
        ({"V": Name.Yes, "Ff": 1 << 15}, True),
        ({"V": Name.Yes, "Ff": 1 << 16}, False),
    ],
)
def test_a_tick_without_a_look_is_seen(sent, more, seen):
    found = sent(lambda document: field(document, "Btn", **more))
    assert (inked(found, ROOM) > 60) is seen and found.reasons == ["neutralised"]


@pytest.mark.parametrize(("state", "seen"), [("/Yes", True), ("/Off", False), (None, False)])
def test_of_a_box_the_look_of_its_state_is_drawn(sent, state, seen):
    def change(document):
        box = field(document, "Btn", AP=Dictionary(N=Dictionary(Yes=look(document), Off=look(document, b""))))
        if state:
            box.AS = Name(state)

    assert (inked(sent(change), ROOM) > 5_000) is seen


def test_a_look_in_question_marks_is_not_believed_when_the_form_says_so(sent):
    def change(document):
        empty = look(document, b"/Tx BMC EMC")
        field(document, form={"NeedAppearances": True}, V=NAME, AP=Dictionary(N=empty))

    assert inked(sent(change), ROOM) > 60


def test_a_signed_field_says_who_signed_and_that_the_copy_is_one(sent):
    def change(document):
        value = Dictionary(Type=Name.Sig, Name="نمونه", M="D:20260105", Reason="تأیید نقشه", ByteRange=[0, 1, 2, 3])
        field(document, "Sig", V=document.make_indirect(value), Rect=[0, 0, 0, 0])

    found = sent(change)
    assert found.reasons == ["neutralised", "signed_apart", "notes_beside"]
    (beside,) = words_beside(found)
    assert (beside["kind"], beside["who"], beside["when"], beside["what"]) == (
        "Signature",
        "نمونه",
        "2026-01-05",
        "تأیید نقشه",
    )
