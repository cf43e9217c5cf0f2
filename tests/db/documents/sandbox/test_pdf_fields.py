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


@pytest.mark.parametrize(
    ("value", "where", "boxes"), [("11", 0, [0, 1]), ("11", 1, [4, 5]), ("11", 2, [8, 9]), ("ااا 1", 0, [5, 7, 8, 9])]
)
def test_letters_in_boxes_of_their_own_stand_where_they_are_read(sent, value, where, boxes):
    comb = {"Ff": 1 << 24, "MaxLen": 10, "DA": "/Helv 12 Tf", "Q": where}
    found = sent(lambda document: field(document, V=value, **comb))
    assert [n for n in range(10) if inked(found, (100 + 20 * n, 101, 120 + 20 * n, 159))] == boxes


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


STALE = {"a bar": b"0 0 1 rg 0 0 200 60 re f", "other words": b"/Tx BMC BT /F1 12 Tf 2 20 Td (1250) Tj ET EMC"}


@pytest.mark.parametrize("old", STALE)
@pytest.mark.parametrize(
    ("kind", "value"), [("Tx", NAME), ("Tx", "2"), ("Tx", "12"), ("Tx", ""), ("Ch", "2"), ("Ch", "")]
)
def test_a_look_that_the_form_calls_stale_is_drawn_anew(sent, old, kind, value):
    """As if there had been none: whatever of the value stands in it."""

    def change(document, with_look=True):
        old_look = look(document, STALE[old])
        old_look.Resources = document.pages[0].obj.Resources
        more = {"AP": Dictionary(N=old_look)} if with_look else {}
        field(document, kind, {"NeedAppearances": True}, V=value, DA="/Helv 12 Tf", **more)

    assert inked(sent(change), ROOM) == inked(sent(lambda document: change(document, False)), ROOM)
    assert (inked(sent(change), ROOM) > 0) is bool(value)


def test_a_look_that_nobody_calls_stale_stays(sent):
    def change(document):
        field(document, V="", AP=Dictionary(N=look(document, STALE["a bar"])))

    assert inked(sent(change), ROOM) > 5_000


def _boxes(document, value, keys, options=None, own_looks=True, state=None, button=1 << 15) -> list:
    above = document.make_indirect(Dictionary(FT=Name.Btn, Ff=button, T="r", V=value))
    if options:
        above.Opt = Array(options)
    boxes = [note(document, "Widget", Rect=[100 + 60 * i, 100, 140 + 60 * i, 140], Parent=above) for i in range(3)]
    for box, key in zip(boxes, keys, strict=True):
        if own_looks:
            box.AP = Dictionary(N=Dictionary({f"/{key}": look(document), "/Off": look(document, b"")}))
        if state:
            box.AS = Name(state if key == state[1:] else "/Off")
    above.Kids = Array(boxes)
    on_page(document, *boxes)
    document.Root.AcroForm = Dictionary(Fields=Array([above]))
    return boxes


@pytest.mark.parametrize("button", [0, 1 << 15])
@pytest.mark.parametrize(
    ("value", "more", "seen"),
    [
        (Name.two, {}, [False, True, False]),
        (Name.two, {"state": "/three"}, [False, False, True]),
        (Name.two, {"state": "/three", "own_looks": False}, [False, False, True]),
        (Name("/1"), {"keys": ("0", "1", "2")}, [False, True, False]),
        (pikepdf.String("b"), {"keys": ("0", "1", "2"), "options": ["a", "b", "c"]}, [False, True, False]),
        (Name.Off, {}, [False] * 3),
        (Name.four, {}, [False] * 3),
        (Name.two, {"own_looks": False}, [False] * 3),
    ],
)
def test_of_boxes_that_share_a_value_only_the_one_it_means_is_seen(sent, button, value, more, seen):
    more = {"keys": ("one", "two", "three"), "button": button} | more
    found = sent(lambda document: _boxes(document, value, **more))
    assert [inked(found, (100 + 60 * i, 100, 140 + 60 * i, 140)) > 60 for i in range(3)] == seen


def test_a_choice_among_boxes_that_nobody_can_tell_apart_is_told(sent):
    found = sent(lambda document: _boxes(document, Name.two, ("one", "two", "three"), own_looks=False))
    assert "notes_lost" in found.reasons and {one["what"] for one in words_beside(found)} == {"two"}
    unchosen = sent(lambda document: _boxes(document, Name.Off, ("one", "two", "three"), own_looks=False))
    assert "notes_lost" not in unchosen.reasons


def test_a_state_of_which_there_is_no_look_is_not_drawn(sent):
    def change(document):
        field(document, "Btn", V=Name.On, AS=Name.On, AP=Dictionary(N=Dictionary(Yes=look(document))))

    found = sent(change)
    assert inked(found, ROOM) == 0 and found.reasons == ["neutralised"]


def test_a_choice_by_its_place_alone_is_written(sent):
    assert inked(sent(lambda document: field(document, "Ch", Opt=Array(["one", "two"]), I=Array([1]))), ROOM) > 60


def test_a_value_in_a_stream_is_read_in_its_letters(sent):
    def packed(document):
        field(document, V=document.make_stream(b"\xef\xbb\xbf" + NAME.encode()), DA="/Helv 12 Tf")

    assert inked(sent(packed), ROOM) == inked(sent(lambda document: field(document, V=NAME, DA="/Helv 12 Tf")), ROOM)


def test_a_button_shows_its_caption(sent):
    assert inked(sent(lambda document: field(document, "Btn", Ff=1 << 16, MK=Dictionary(CA="SEAL"))), ROOM) > 60


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
