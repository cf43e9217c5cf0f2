"""Marks that came without a look, in a wrong room, in a state or on a layer are seen as the best readers show them."""

import pytest
import strange_files as strange
from pdf_marks import RED, inked, look, note, on_page, picture, words_beside
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import admit

QUADS = [100, 160, 300, 160, 100, 140, 300, 140]
FREE = {"DA": "1 0 0 rg /Helv 12 Tf", "Contents": "دیوار حذف شود"}
MARKS = {
    "stamp": ("Stamp", {"Name": Name.Approved}),
    "stamp of a name of its own": ("Stamp", {"Name": Name("/#FinalApproval")}),
    "stamp without a name": ("Stamp", {}),
    "writing": ("FreeText", FREE),
    "writing without a colour": ("FreeText", {"Contents": "x", "C": []}),
    "writing in rich form alone": ("FreeText", {"RC": "<body><p>Remove <b>wall</b></p></body>"}),
    "writing with a line that leads to it": (
        "FreeText",
        FREE | {"CL": [20, 20, 60, 60, 100, 120], "LE": Name.OpenArrow},
    ),
    "note": ("Text", {"Contents": "نقشه اصلاح شود"}),
    "note of no room": ("Text", {"Contents": "x", "Rect": [100, 160, 100, 160]}),
    "caret": ("Caret", {}),
    "line": ("Line", {"L": [110, 110, 290, 110], "BS": Dictionary(W=0)}),
    "line with arrows": ("Line", {"L": [110, 110, 290, 110], "LE": [Name.OpenArrow, Name.ClosedArrow]}),
    "line of a measure": ("Line", {"L": [110, 110, 290, 110], "LL": 20, "LLE": 5, "Cap": True, "Contents": "12.40 m"}),
    "line of many": ("PolyLine", {"Vertices": [110, 110, 200, 150, 290, 110], "LE": [Name.Circle, Name.Diamond]}),
    "struck out without a border": ("StrikeOut", {"QuadPoints": QUADS, "Border": [0, 0, 0]}),
    "underlined without a border": ("Underline", {"QuadPoints": QUADS, "BS": Dictionary(W=0)}),
    "underlined by waves": ("Squiggly", {"QuadPoints": QUADS, "Border": [0, 0, 0]}),
    "highlighted without a border": ("Highlight", {"QuadPoints": QUADS, "Border": [0, 0, 0]}),
    "highlighted round about": ("Highlight", {"QuadPoints": [100, 140, 300, 140, 300, 160, 100, 160]}),
    "highlighted in its room": ("Highlight", {}),
    "ink without a border": ("Ink", {"InkList": [[110, 110, 200, 150, 290, 110]], "BS": Dictionary(W=0)}),
    "area without a border": ("Square", {"Border": [0, 0, 0], "IC": RED}),
    "dashed": ("Circle", {"BS": Dictionary(W=2, S=Name.D, D=[4, 2])}),
    "to be blacked out": ("Redact", {"QuadPoints": QUADS}),
    "attachment": ("FileAttachment", {"FS": Dictionary(Type=Name.Filespec, F="a.dwg")}),
}
BY_POINTS = ["line", "ink without a border", "struck out without a border", "highlighted round about", "line of many"]


@pytest.fixture
def sent(tmp_path):
    """Admits a page with one note on it."""

    def send(kind: str, change=None, **more):
        def changed(document):
            one = note(document, kind, **more)
            on_page(document, one)
            if change:
                change(document, one)

        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=changed))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")

    return send


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_without_a_look_is_drawn(sent, mark):
    kind, more = MARKS[mark]
    assert inked(sent(kind, **more), (90, 90, 320, 180)) > 60


@pytest.mark.parametrize("mark", ["stamp", "writing", "struck out without a border", "note"])
@pytest.mark.parametrize("broken", [{}, {"N": None}, {"D": 1}, {"N": Dictionary()}, {"N": 7}])
def test_a_look_that_is_none_is_as_good_as_missing(sent, mark, broken):
    kind, more = MARKS[mark]
    looks = Dictionary({f"/{key}": value for key, value in broken.items() if value is not None})
    assert inked(sent(kind, AP=looks, **more), (90, 90, 320, 180)) > 60


@pytest.mark.parametrize(
    "rect", [[400, 400, 480, 420], [0, 0, 0, 0], [300, 300, 300, 300], [-900, -900, -800, -800], None]
)
@pytest.mark.parametrize("mark", BY_POINTS)
def test_what_has_points_is_drawn_by_them_wherever_its_room_is(sent, mark, rect):
    def without(document, one):
        if rect is None:
            del one.Rect

    kind, more = MARKS[mark]
    assert inked(sent(kind, change=without, **more | {"Rect": rect or [0, 0, 0, 0]}), (90, 90, 320, 180)) > 60


def test_a_struck_word_is_struck_through_and_an_underlined_one_is_not(sent):
    middle, foot = (100, 148, 300, 152), (100, 138, 300, 142)
    struck = sent("StrikeOut", QuadPoints=QUADS, Border=[0, 0, 0])
    assert inked(struck, middle) > 190 > 0 == inked(struck, foot)
    under = sent("Underline", QuadPoints=QUADS, Border=[0, 0, 0])
    assert inked(under, foot) > 190 > 0 == inked(under, middle)


def test_a_highlight_leaves_what_it_marks_legible(sent):
    found = sent("Highlight", QuadPoints=[100, 720, 180, 720, 100, 695, 180, 695], C=[1, 1, 0])
    colours = picture(found).crop((100, 118, 180, 147)).getcolors(100_000)
    assert min(sum(colour) for _, colour in colours) < 120 and max(colours)[1] == (255, 255, 0)


@pytest.mark.parametrize(
    ("flags", "seen"), [(0, True), (1, True), (4, True), (64, True), (5, True), (2, False), (32, False)]
)
@pytest.mark.parametrize("kind", ["Stamp", "Widget", "FreeText", "Watermark"])
def test_the_flags_of_a_note_mean_what_readers_take_them_for(sent, kind, flags, seen):
    def with_look(document, one):
        one.AP = Dictionary(N=look(document))

    found = sent(kind, change=with_look, F=flags)
    assert (inked(found, (90, 90, 320, 180)) > 5_000) is seen


def test_a_note_of_no_known_kind_that_asks_not_to_be_seen_is_not(sent):
    def with_look(document, one):
        one.AP = Dictionary(N=look(document))

    assert inked(sent("Strange", change=with_look, F=1), (90, 90, 320, 180)) == 0
    assert inked(sent("Strange", change=with_look, F=4), (90, 90, 320, 180)) > 5_000


@pytest.mark.parametrize(
    ("state", "states", "seen"),
    [
        ("/On", ["/On", "/Off"], True),
        ("/Off", ["/On"], False),
        (None, ["/On"], True),
        (None, ["/On", "/Off"], False),
        ("/Other", ["/On"], False),
    ],
)
def test_of_several_looks_the_one_of_its_state_is_drawn(sent, state, states, seen):
    def with_looks(document, one):
        off = look(document, b"")
        one.AP = Dictionary(N=Dictionary({name: off if name == "/Off" else look(document) for name in states}))
        if state:
            one.AS = Name(state)

    assert (inked(sent("Watermark", change=with_looks), (90, 90, 320, 180)) > 5_000) is seen


LAYERS = {
    "off by name": ({"OFF": True}, {}, False),
    "on by name": ({"BaseState": Name.OFF, "ON": True}, {}, True),
    "off by the state of all": ({"BaseState": Name.OFF}, {}, False),
    "on": ({}, {}, True),
    "off, of which any need be on": ({"OFF": True}, {"P": Name.AnyOn}, False),
    "off, of which all must be off": ({"OFF": True}, {"P": Name.AllOff}, True),
    "on, of which all must be off": ({}, {"P": Name.AllOff}, False),
}


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("with_look", [True, False])
def test_what_stands_on_a_layer_that_is_off_is_neither_drawn_nor_told(sent, layer, with_look):
    usual, rule, seen = LAYERS[layer]

    def layered(document, one):
        group = document.make_indirect(Dictionary(Type=Name.OCG, Name="seal"))
        named = {key: Array([group]) if value is True else value for key, value in usual.items()}
        document.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**named))
        one.OC = Dictionary(Type=Name.OCMD, OCGs=Array([group]), **rule) if rule else group
        if with_look:
            one.AP = Dictionary(N=look(document))

    found = sent("Stamp", change=layered, Contents="REJECTED")
    assert (inked(found, (90, 90, 320, 180)) > 300) is seen
    assert bool(words_beside(found)) is seen


def test_who_wrote_what_and_when_stands_beside_the_page(sent):
    found = sent("Text", T="مهندس نمونه", M="D:20260105101500+03'30'", Contents="ارتفاع\u202e اصلاح شود")
    assert found.reasons == ["notes_beside"] and found.reason
    assert words_beside(found) == [
        {
            "page": 1,
            "kind": "Text",
            "drawn": True,
            "who": "مهندس نمونه",
            "when": "2026-01-05",
            "what": "ارتفاع اصلاح شود",
        }
    ]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("Movie", {}),
        ("Screen", {}),
        ("Strange", {"Contents": "x"}),
        ("Highlight", {"QuadPoints": ["x"] * 8}),
        ("Stamp", {"Rect": [0, 0, 0, 0]}),
        ("Stamp", {"F": 32}),
        ("Ink", {}),
    ],
)
def test_what_cannot_be_drawn_is_told(sent, kind, more):
    found = sent(kind, **more)
    assert "notes_lost" in found.reasons and inked(found, (90, 90, 320, 180)) == 0
    (beside,) = words_beside(found)
    assert (beside["kind"], beside["drawn"]) == (kind, False)


@pytest.mark.parametrize("kind", ["Link", "Popup", "PrinterMark"])
def test_of_what_no_reader_draws_nothing_is_told(sent, kind):
    found = sent(kind, Contents="x")
    assert found.reasons == [] and words_beside(found) == []


@pytest.mark.parametrize(("flags", "seen"), [(0, True), (4, True), (2, False), (32, False)])
@pytest.mark.parametrize("kind", ["Link", "PrinterMark", "TrapNet"])
def test_a_look_of_what_is_no_note_is_part_of_the_page(sent, kind, flags, seen):
    def with_look(document, one):
        one.AP = Dictionary(N=look(document))

    found = sent(kind, change=with_look, F=flags, Contents="x")
    assert (inked(found, (90, 90, 320, 180)) > 5_000) is seen
    assert found.reasons == [] and words_beside(found) == []


BORDERS = {
    "none told": ({}, 520),
    "one told": ({"Border": [0, 0, 1]}, 520),
    "thick": ({"Border": [0, 0, 3]}, 1_500),
    "dashed": ({"Border": [0, 0, 3, [4, 4]]}, 780),
    "dashed otherwise": ({"BS": Dictionary(W=2, S=Name.D, D=[4, 4])}, 520),
    "underlined": ({"BS": Dictionary(W=2, S=Name.U)}, 400),
    "of no width": ({"Border": [0, 0, 0]}, 0),
    "of no width otherwise": ({"BS": Dictionary(W=0)}, 0),
    "of no colour": ({"C": []}, 0),
    "broken": ({"Border": [0, 0]}, 0),
    "hidden": ({"F": 2}, 0),
}


@pytest.mark.parametrize("border", BORDERS)
def test_the_border_of_a_link_is_drawn_as_others_draw_it(sent, border):
    more, points = BORDERS[border]
    seen = inked(sent("Link", **more), (90, 90, 320, 180))
    assert 0.8 * points <= seen <= 2.2 * points


def test_more_links_than_can_be_drawn_are_no_reason_to_refuse_a_file(sent):
    def many(document, one):
        on_page(document, *[note(document, "Link") for _ in range(6_000)])

    found = sent("Link", change=many)
    assert found.reasons == [] and inked(found, (90, 90, 320, 180)) > 400


def test_the_window_of_a_note_is_no_part_of_the_page(sent):
    def with_look(document, one):
        one.AP = Dictionary(N=look(document))

    assert inked(sent("Popup", change=with_look, Open=True), (90, 90, 320, 180)) == 0


def test_words_without_end_do_not_make_a_page_of_them_endless(sent):
    def many(document, one):
        on_page(document, *[note(document, "Text", Contents="x" * 9_000) for _ in range(1_000)])

    found = sent("Text", change=many)
    beside = words_beside(found)
    assert len(beside) == 400 and all(len(one["what"]) == 2_000 for one in beside)


@pytest.mark.parametrize(
    ("strokes", "seen"),
    [([[110, 110, 290, 150], [], [110, 150, 290, 110]], 300), ([[150, 130]], 20), ([[], [110, 110, 290, 150]], 150)],
)
def test_one_odd_stroke_does_not_lose_the_ink(sent, strokes, seen):
    found = sent("Ink", InkList=strokes, BS=Dictionary(W=6))
    assert inked(found, (90, 90, 320, 180)) > seen and "notes_lost" not in found.reasons


def test_a_stamp_whose_look_cannot_be_placed_is_told_and_gets_no_name_that_nobody_gave(sent):
    def with_look(document, one):
        one.AP = Dictionary(N=look(document))
        del one.AP.N[Name.BBox]

    found = sent("Stamp", change=with_look)
    assert inked(found, (90, 90, 320, 180)) == 0 and found.reasons == ["notes_lost"]
