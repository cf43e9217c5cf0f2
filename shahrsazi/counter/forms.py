"""A form of the counter: what was typed and what is wrong with it. It never loses a typed text."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.web import forms
from shahrsazi.web.fields import TypedField
from shahrsazi.web.forms import BoundTexts


class Form(BoundTexts):
    """One request's form: the stored `texts`, overlaid by what was just typed."""

    def __init__(self, request, texts: dict | None = None):
        super().__init__({key: value for key, value in request.POST.items() if key != "csrfmiddlewaretoken"})
        self.values = dict(texts or {}) | {key: value.strip() for key, value in self.values.items()}

    def read(self, field: str, reader: Callable):
        """The value of a required field; None, with an error beside the field, when it can't be read."""
        try:
            if not self.values.get(field):
                raise InvalidInputError(TypedField.default_error_messages["required"], "required")
            return reader(self.values[field])
        except InvalidInputError as error:
            self.error(field, str(error))
            return None


def texts_of(request, fields: list[TypedField]) -> dict:
    """The typed texts of these fields alone: whatever else a request sends has no effect."""
    texts = {}
    for field in fields:
        if field.kind == "flags":
            texts[field.name] = [plain(v) for v in request.POST.getlist(field.name)][:20]
        elif value := plain(request.POST.get(field.name, "")):
            texts[field.name] = value
    return {name: value for name, value in texts.items() if value}


def plain(value: str) -> str:
    """The text as typed: bounded, and without blanks around it."""
    return forms.plain(value).strip()


def edit_conflict_sentence(name: str) -> str:
    return _("%s saved this page while you were writing. Nothing was overwritten: compare the two below.") % name
