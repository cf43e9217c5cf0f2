"""The form of one part of a registration: the stored texts, and what is wrong with them. Nothing typed is lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from shahrsazi.web import forms
from shahrsazi.web.fields import TypedField


class DraftForm(forms.Form):
    """A form that opens with the `texts` of a part, right or wrong; the part's own check says what is wrong."""

    complete = False
    base = 0
    theirs: Any = None
    saved = False

    def __init__(self, fields: Iterable[TypedField], texts: Mapping[str, Any]):
        super().__init__(initial=texts)
        self.fields = {field.name: field for field in fields}

    @property
    def texts(self) -> Mapping[str, Any]:
        return self.initial

    def add_errors(self, errors: Iterable[tuple[str, str]]) -> None:
        """Add (name, sentence) pairs; a name may be that of a group of inputs, such as a share."""
        for name, sentence in errors:
            self.errors.setdefault(name or NON_FIELD_ERRORS, self.error_class()).append(sentence)


def texts_of(request, fields: Iterable[TypedField]) -> dict:
    """The typed texts of these fields alone: whatever else a request sends has no effect."""
    return {name: text for name, text in _typed(request, fields).items() if text}


def _typed(request, fields: Iterable[TypedField]) -> dict:
    return {
        field.name: [plain(text) for text in request.POST.getlist(field.name)][:20]
        if field.kind == "flags"
        else plain(request.POST.get(field.name, ""))
        for field in fields
    }


def shown_texts(request, fields: list[TypedField], stored: Mapping[str, Any]) -> dict:
    """The stored texts, overlaid by what was just typed."""
    return {**stored, **(_typed(request, fields) if request.method == "POST" else {})}


def plain(value: str) -> str:
    """The text as typed: bounded, and without blanks around it."""
    return forms.plain(value).strip()


def edit_conflict_sentence(name: str) -> str:
    return _("%s saved this page while you were writing. Nothing was overwritten: compare the two below.") % name
