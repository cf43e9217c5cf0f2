"""A form of the counter: what was typed and what is wrong with it. Nothing typed is ever lost."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shahrsazi.counter.fields import MISSING, Field
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.web import forms
from shahrsazi.web.forms import BoundTexts


class Form(BoundTexts):
    """One request's form: what stands there already (`texts`), and over it what was just typed."""

    def __init__(self, request, texts: dict | None = None):
        super().__init__({key: value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"})
        self.values = dict(texts or {}) | {key: value.strip() for key, value in self.values.items()}

    def read(self, field: str, reader: Callable):
        """The value of a field that must be there; None with an error beside it when it can't be read."""
        try:
            if not self.values.get(field):
                raise InvalidInputError(MISSING, "required")
            return reader(self.values[field])
        except InvalidInputError as fault:
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
    """As typed, within bounds, without blanks around it."""
    return forms.plain(value).strip()


def edit_conflict_sentence(name: str) -> str:
    return _("%s saved this page while you were writing. Nothing was overwritten: compare the two below.") % name
