"""What is written in notes and fields is drawn, or told beside the page, to the last letter."""

from itertools import count

import pytest
import strange_files as strange
from pdf_marks import field, inked, note, on_page, words_beside

from shahrsazi.documents.sandbox import admit

ROOM = (101, 101, 299, 159)
HELV = {"DA": "/Helv 12 Tf 0 g"}


@pytest.fixture
def sent(tmp_path):
    numbers = count()

    def send(change):
        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=change))
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
