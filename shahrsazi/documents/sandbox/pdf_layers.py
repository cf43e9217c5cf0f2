"""Whether a layer of a PDF is seen on a screen as the file is opened: what lies on another is neither drawn nor told.

Readers differ in how much of the rules they follow; so they are followed here once, and the copy says of each layer
only whether it is on.
"""

from collections.abc import Callable
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Pdf

DEPTH = 30
SCREEN = "/View"
# What a program may ask a layer for, and where it answers; of people and languages nothing is known here.
ZOOM, NUMBERS = "/Zoom", (int, float, Decimal)
ANSWERS = {"/View": "/ViewState", "/Print": "/PrintState", "/Export": "/ExportState", ZOOM: "/max"}


class Layers:
    """Those of a file, once they are settled."""

    def __init__(self, pdf: Pdf):
        properties = pdf.Root.get(Name.OCProperties)
        self.off: set[tuple[int, int]] = set()
        if isinstance(properties, Dictionary):
            self._settle(pdf, properties)

    def _settle(self, pdf: Pdf, properties: Dictionary) -> None:
        layers, is_seen = _layers(pdf, properties.get(Name.OCGs)), _rules(properties.get(Name.D))
        off = [one for one in layers if not is_seen(one)]
        self.off = {one.objgen for one in off}
        pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=Dictionary(OFF=Array(off)))
        for layer in layers:
            layer.Intent = Name.View

    def is_off(self, layer) -> bool:
        """`layer` is one or a rule over several."""
        if not isinstance(layer, Dictionary):
            return False
        if str(layer.get(Name.Type)) != "/OCMD":
            return layer.objgen in self.off
        rule = layer.get(Name.VE)
        if isinstance(rule, Array) and len(rule):
            return not self._holds(rule)
        members = layer.get(Name.OCGs)
        single = [members] if isinstance(members, Dictionary) else list(members) if isinstance(members, Array) else []
        off = [one.objgen in self.off for one in single if isinstance(one, Dictionary)]
        return bool(off) and MEMBERS.get(str(layer.get(Name.P)), all)(off)

    def _holds(self, rule, depth: int = 0) -> bool:
        """Not, And, Or with what they join; a layer by itself holds when it is on."""
        if isinstance(rule, Dictionary):
            return rule.objgen not in self.off
        if not isinstance(rule, Array) or len(rule) < 2 or depth > DEPTH:
            return True
        word, *joined = list(rule)
        held = [self._holds(one, depth + 1) for one in joined]
        return {"/Not": not held[0], "/And": all(held)}.get(str(word), any(held))


# When a rule over several hides what lies there, by which of them are off.
MEMBERS: dict[str, Callable] = {"/AllOn": any, "/AnyOff": lambda off: not any(off), "/AllOff": lambda off: not all(off)}


def _layers(pdf: Pdf, listed) -> list[Dictionary]:
    """Those that are listed, and those that are not."""
    listed = list(listed) if isinstance(listed, Array) else []
    typed = [one for one in pdf.objects if isinstance(one, Dictionary) and str(one.get(Name.Type)) == "/OCG"]
    layers = {one.objgen: one for one in typed + listed if isinstance(one, Dictionary) and one.is_indirect}
    return list(layers.values())


def _rules(usual) -> Callable[[Dictionary], bool]:
    """What the file says of all its layers, asked for one of them."""
    usual = usual if isinstance(usual, Dictionary) else Dictionary()
    base, on, off = str(usual.get(Name.BaseState)) != "/OFF", _named(usual.get(Name.ON)), _named(usual.get(Name.OFF))
    events = [(_named(one.get(Name.OCGs)), _words(one.get(Name.Category))) for one in _at_screen(usual.get(Name.AS))]
    intents = _words(usual.get(Name.Intent)) or {SCREEN}

    def is_seen(layer: Dictionary) -> bool:
        number = layer.objgen
        if "/All" not in intents and not intents & (_words(layer.get(Name.Intent)) or {SCREEN}):
            return True
        seen = number in on or (base and number not in off)
        for members, categories in events:
            answers = [answer for one in categories for answer in _answers(layer, one)] if number in members else []
            seen = all(answers) if answers else seen
        return seen

    return is_seen


def _named(listed) -> set[tuple[int, int]]:
    return {one.objgen for one in listed if isinstance(one, Dictionary)} if isinstance(listed, Array) else set()


def _words(value) -> set[str]:
    return {str(value)} if isinstance(value, Name) else set(map(str, value)) if isinstance(value, Array) else set()


def _at_screen(events) -> list[Dictionary]:
    events = list(events) if isinstance(events, Array) else []
    return [one for one in events if isinstance(one, Dictionary) and str(one.get(Name.Event)) == SCREEN]


def _answers(layer: Dictionary, category: str) -> list[bool]:
    usage, answer = layer.get(Name.Usage), ANSWERS.get(category, "")
    state = usage.get(Name(category)) if isinstance(usage, Dictionary) and answer else None
    if not isinstance(state, Dictionary):
        return []
    if category == ZOOM:
        return [_is_within(state)]
    return [str(state[answer]) != "/OFF"] if answer in state else []


def _is_within(zoom: Dictionary) -> bool:
    """As large as it is on paper."""
    low, high = zoom.get(Name.min), zoom.get(Name.max)
    return not (isinstance(low, NUMBERS) and low > 1) and not (isinstance(high, NUMBERS) and high <= 1)
