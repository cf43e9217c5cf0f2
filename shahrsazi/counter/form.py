"""A form of the counter: what was typed and what is wrong with it. Nothing typed is ever lost."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shahrsazi.counter.fields import MISSING, Field
from shahrsazi.people.identifiers import Refused

LONGEST = 400


class Form:
    """One request's form. `values` are the texts as typed, `errors` (field, sentence) pairs in the order found."""

    def __init__(self, request, texts: dict | None = None):
        posted = {key: plain(value) for key, value in request.POST.items() if key != "csrfmiddlewaretoken"}
        self.values = dict(texts or {}) | posted
        self.errors: list[tuple[str, str]] = []

    def error(self, field: str, sentence: str) -> None:
        self.errors.append((field, str(sentence)))

    def errors_of(self, field: str) -> list[str]:
        return [sentence for name, sentence in self.errors if name == field]

    def read(self, field: str, reader: Callable):
        """The value of a field that must be there; None with an error beside it when it can't be read."""
        try:
            if not self.values.get(field):
                raise Refused(MISSING, "required")
            return reader(self.values[field])
        except Refused as fault:
            self.error(field, str(fault))
            return None


def texts_of(request, fields: list[Field]) -> dict:
    """The texts of these fields alone, as typed: whatever else a request sends has no effect."""
    found = {}
    for field in fields:
        if field.kind == "flags":
            found[field.name] = [plain(v) for v in request.POST.getlist(field.name)][:20]
        elif value := plain(request.POST.get(field.name, "")):
            found[field.name] = value
    return {name: value for name, value in found.items() if value}


def plain(value: str) -> str:
    """As typed, but bounded, and without what no keyboard makes and PostgreSQL refuses."""
    return "".join(c for c in value[:LONGEST] if c.isprintable() or c == "\u200c").strip()


def overtaken_words(part, name: str) -> str:
    return _("%s saved this page while you were writing. Nothing was overwritten: compare the two below.") % name
