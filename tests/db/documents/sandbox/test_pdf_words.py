"""What is written in notes and fields is drawn, or told beside the page, to the last letter."""

import json
from itertools import count

import pikepdf
import pytest
import strange_files as strange
from pdf_marks import field, inked, look, note, on_page, words_beside
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import admit

ROOM = (101, 101, 299, 159)
HELV = {"DA": "/Helv 12 Tf 0 g"}


@pytest.fixture
def sent(tmp_path):
    numbers = count()

    def send(change, pages: int = 1):
        (tmp_path / "a.pdf").write_bytes(strange.pdf(pages, change=change))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / f"out{next(numbers)}")

    return send


def noted(sent, *notes: tuple[str, dict]):
    return sent(lambda document: on_page(document, *(note(document, kind, **more) for kind, more in notes)))


def test_rich_text_alone_is_told_and_drawn_in_its_letters(sent):
    rich = noted(sent, ("FreeText", HELV | {"RC": "<body><p>&#x645;&#x62A;&#x646; a < b 12 > 5</p></body>"}))
    plain = noted(sent, ("FreeText", HELV | {"Contents": "متن a < b 12 > 5"}))
    assert words_beside(rich) == words_beside(plain) and inked(rich, ROOM) == inked(plain, ROOM) > 100


def test_the_rich_value_of_a_field_stands_for_one_that_is_not_there(sent):
    rich = sent(lambda document: field(document, RV="<body><p>12&#178;</p></body>", **HELV))
    assert inked(rich, ROOM) == inked(sent(lambda document: field(document, V="12²", **HELV)), ROOM) > 10


def test_the_words_of_a_measure_in_rich_text_alone_are_drawn(sent):
    line = {"L": [110, 110, 290, 110], "Cap": True}
    rich = noted(sent, ("Line", line | {"RC": "<p>12.4</p>"}))
    assert (
        inked(rich) == inked(noted(sent, ("Line", line | {"Contents": "12.4"}))) != inked(noted(sent, ("Line", line)))
    )


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ({"State": "Rejected", "StateModel": "Review"}, "Rejected"),
        ({"State": "Accepted", "Contents": "تأیید شد"}, "تأیید شد — Accepted"),
        ({"Contents": "نه، غلط است"}, "نه، غلط است"),
        ({"RC": "<p>no</p>"}, "no"),
    ],
)
def test_a_hidden_answer_is_told_and_not_drawn(sent, answer, what):
    def change(document):
        first = note(document, "Highlight", Contents="این عدد درست است؟")
        reply = note(document, "Text", Rect=[400, 400, 420, 420], T="Reza", F=30, IRT=first, **answer)
        second = note(document, "Text", Rect=[400, 400, 420, 420], T="Sara", F=30, IRT=reply, **answer)
        on_page(document, first, reply, second)

    found = sent(change)
    assert [(one["who"], one["what"]) for one in words_beside(found)[1:]] == [("Reza", what), ("Sara", what)]
    assert found.reasons == ["notes_beside"] and inked(found, (380, 380, 440, 440)) == 0


@pytest.mark.parametrize("more", [{}, {"IRT": Dictionary()}, {"Contents": "x"}, {"IRT": 7, "State": "Rejected"}])
def test_what_is_hidden_otherwise_is_not_told(sent, more):
    assert words_beside(noted(sent, ("Text", {"F": 30} | more))) == []


@pytest.mark.parametrize("state", [None, "/Maybe", "/Off"])
@pytest.mark.parametrize(
    ("kind", "more"),
    [("Stamp", {}), ("Stamp", {"Name": Name.Approved}), ("Text", {}), ("Square", {}), ("FreeText", {"Contents": "x"})],
)
def test_a_mark_in_none_of_the_states_that_it_has_a_look_for_is_told_and_not_drawn(sent, kind, more, state):
    def change(document):
        looks = Dictionary(N=Dictionary({"/Yes": look(document), "/No": look(document)}))
        one = note(document, kind, AP=looks, **more)
        if state:
            one.AS = Name(state)
        on_page(document, one)

    found = sent(change)
    assert inked(found, (90, 90, 320, 180)) == 0 and found.reasons == ["notes_lost"]
    assert [(one["kind"], one["drawn"]) for one in words_beside(found)] == [(kind, False)]


NONE = "王小明😀"
WRITTEN = {
    "a field": ("Widget", {"FT": Name.Tx, "V": NONE}),
    "letters in boxes of their own": ("Widget", {"FT": Name.Tx, "V": NONE, "Ff": 1 << 24, "MaxLen": 9}),
    "a choice": ("Widget", {"FT": Name.Ch, "Opt": Array(["a", NONE]), "I": Array([1])}),
    "a caption": ("Widget", {"FT": Name.Btn, "Ff": 1 << 16, "MK": Dictionary(CA=NONE)}),
    "writing": ("FreeText", {"Contents": NONE}),
    "a stamp": ("Stamp", {"Name": Name("/" + NONE)}),
    "a measure": ("Line", {"L": [110, 110, 290, 110], "Cap": True, "Contents": NONE}),
}


@pytest.mark.parametrize("thing", WRITTEN)
def test_letters_that_no_font_has_are_boxes_and_told(sent, thing):
    kind, more = WRITTEN[thing]
    found = noted(sent, (kind, HELV | more))
    (beside,) = words_beside(found)
    assert (beside["drawn"], beside["boxes"]) == (True, NONE) and "notes_lost" in found.reasons
    assert thing == "a caption" or NONE in beside["what"]
    assert inked(found, (101, 101, 299, 145)) > 40


@pytest.mark.parametrize(
    "letters", ["علی رضایی ۱۲٫۵ m² «الف»", "₪ ☎ ✓ ½", "كتاب ٣٤٥", "हिन्दी Ω שלום", "a\u200cb\ufe0f\u00a0"]
)
def test_letters_that_a_font_has_are_neither(sent, letters):
    found = noted(sent, ("FreeText", HELV | {"Contents": letters}))
    assert "boxes" not in words_beside(found)[0] and found.reasons == ["notes_beside"]


def test_what_is_too_long_ends_in_dots(sent):
    found = noted(sent, ("Text", {"Contents": "ا" * 2_001, "T": "ب" * 121}), ("Text", {"Contents": "ا" * 2_000}))
    cut, whole = words_beside(found)
    assert cut["what"] == "ا" * 1_999 + "…" and cut["who"] == "ب" * 119 + "…" and whole["what"] == "ا" * 2_000


def test_notes_beyond_those_that_are_listed_are_counted_for_each_page(sent):
    def change(document):
        for page in document.pages:
            page.obj.Annots = Array([note(document, "Text", Contents="x") for _ in range(250)])

    found = sent(change, pages=3)
    listed = [one["page"] for one in words_beside(found)]
    assert (listed.count(1), listed.count(2), listed.count(3)) == (250, 150, 0)
    with pikepdf.open(found.path) as pdf:
        assert json.loads(pdf.Root["/ShahrsaziNotes"].read_bytes())["more_on"] == {"2": 100, "3": 250}
