"""What a layer of a PDF holds is drawn and told when a screen would show it as the file is opened, by all its rules."""

import pikepdf
import pytest
import strange_files as strange
from pdf_marks import inked, look, note, on_page, words_beside
from pikepdf import Array, Dictionary, Name

from shahrsazi.documents.sandbox import admit

PLACE = (90, 90, 320, 180)


@pytest.fixture
def sent(tmp_path):
    def send(change):
        (tmp_path / "a.pdf").write_bytes(strange.pdf(change=change))
        return admit(tmp_path / "a.pdf", "a.pdf", tmp_path / "out")

    return send


def asks(event: str, *categories: str):
    """The layers answer for themselves, at this event."""
    return lambda group: Array(
        [Dictionary(Event=Name(event), Category=Array(list(map(Name, categories))), OCGs=Array([group]))]
    )


def answer(category: str, state: str) -> dict:
    return {"Usage": Dictionary({f"/{category}": Dictionary({f"/{category}State": Name(state)})})}


def zoom(**limits) -> dict:
    return {"Usage": Dictionary(Zoom=Dictionary(**limits))}


# What is said of all layers, of this one, and how what is drawn names it; whether it is seen.
LAYERS = {
    "answers that it is off": ({"AS": asks("/View", "/View")}, answer("View", "/OFF"), None, False),
    "answers that it is on": ({"AS": asks("/View", "/View"), "OFF": True}, answer("View", "/ON"), None, True),
    "is never asked": ({}, answer("View", "/OFF"), None, True),
    "is asked when printed alone": ({"AS": asks("/Print", "/Print")}, answer("Print", "/OFF"), None, True),
    "is asked as if printed": ({"AS": asks("/View", "/Print")}, answer("Print", "/OFF"), None, False),
    "is asked and does not answer": ({"AS": asks("/View", "/View"), "OFF": True}, {}, None, False),
    "is for those who come nearer": ({"AS": asks("/View", "/Zoom")}, zoom(min=4), None, False),
    "is for those who stand off": ({"AS": asks("/View", "/Zoom")}, zoom(max=0.5), None, False),
    "is for those who read": ({"AS": asks("/View", "/Zoom")}, zoom(min=0.5, max=4), None, True),
    "is off and of another intent": ({"OFF": True}, {"Intent": Name.Design}, None, True),
    "is off, all intents count": ({"OFF": True, "Intent": Name.All}, {"Intent": Name.Design}, None, False),
    "state unchanged": ({"BaseState": Name.Unchanged}, {}, None, True),
    "not, off": ({"OFF": True}, {}, lambda group, other: [Name.Not, group], True),
    "not, on": ({}, {}, lambda group, other: [Name.Not, group], False),
    "or, one on": ({"OFF": True}, {}, lambda group, other: [Name.Or, group, other], True),
    "and, one on": ({"OFF": True}, {}, lambda group, other: [Name.And, group, other], False),
    "not within and": ({"OFF": True}, {}, lambda group, other: [Name.And, other, [Name.Not, group]], True),
}


def layered(document, usual: dict, told: dict, rule):
    """The layer, or the rule over it and another that is on."""
    group, other = (document.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in "xy")
    group.update(Dictionary(**told))
    named = {key: value(group) if callable(value) else value for key, value in usual.items()}
    named = {key: Array([group]) if value is True else value for key, value in named.items()}
    document.Root.OCProperties = Dictionary(OCGs=Array([group, other]), D=Dictionary(**named))
    return Dictionary(Type=Name.OCMD, VE=Array(rule(group, other))) if rule else group


@pytest.mark.parametrize("case", LAYERS)
def test_a_mark_on_a_layer_is_drawn_and_told_when_it_is_seen(sent, case):
    usual, told, rule, seen = LAYERS[case]

    def change(document):
        layer = layered(document, usual, told, rule)
        on_page(document, note(document, "Stamp", Contents="REJECTED", OC=layer, AP=Dictionary(N=look(document))))

    found = sent(change)
    assert (inked(found, PLACE) > 300) is seen and bool(words_beside(found)) is seen


@pytest.mark.parametrize("case", LAYERS)
def test_what_the_page_itself_has_on_a_layer_is_drawn_when_it_is_seen(sent, case):
    usual, told, rule, seen = LAYERS[case]

    def change(document):
        page = document.pages[0]
        page.obj.Resources.Properties = Dictionary(L=document.make_indirect(layered(document, usual, told, rule)))
        page.contents_add(b"/OC /L BDC 1 0 0 rg 100 100 200 60 re f EMC")

    found = sent(change)
    assert (inked(found, PLACE) > 300) is seen
    with pikepdf.open(found.path) as pdf:
        assert set(pdf.Root.OCProperties.D.keys()) == {"/OFF"}, "so that no reader needs the rules"


def test_nonsense_about_layers_hides_nothing(sent):
    def change(document):
        group = document.make_indirect(Dictionary(Type=Name.OCG, Usage=Dictionary(Zoom=3, View=Array([]))))
        asked = Dictionary(Event=Name.View, Category=Array([3, Name.Zoom, Name.View]), OCGs=Array([group, 4]))
        usual = Dictionary(AS=Array([asked, 7]), ON=5, OFF=Name.x)
        document.Root.OCProperties = Dictionary(OCGs=Array([3, group]), D=usual)
        on_page(document, note(document, "Stamp", OC=group, AP=Dictionary(N=look(document))))

    assert inked(sent(change), PLACE) > 300
