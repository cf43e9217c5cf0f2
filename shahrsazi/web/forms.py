"""The base of every form of the site: Django's, with our own fields; what was typed stays, right or wrong."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest

LONGEST = 400


class Form(forms.Form):
    """A form whose fields are TypedFields. `posted` is what was sent, or None for a form that opens with `initial`.

    `complete` says whether all of it has to be there when it is sent; the browser then asks for it too.
    """

    longest: ClassVar[int] = LONGEST
    complete: ClassVar[bool] = True

    def __init__(self, posted: Mapping[str, Any] | None = None, initial: Mapping[str, Any] | None = None):
        texts = None if posted is None else {name: plain(text, self.longest) for name, text in posted.items()}
        super().__init__(texts, initial=dict(initial or {}))
        self.cleaned_data: dict[str, Any] = {}  # so that a form that was only opened takes errors too

    def error(self, name: str, sentence: object) -> None:
        """Add a sentence at a field; at the form as a whole where `name` is empty."""
        self.add_error(name or None, str(sentence))

    def summary(self) -> Iterator[tuple[str, str, str]]:
        """All that is wrong, as (name, title, sentence); of the form as a whole with neither name nor title."""
        for name, sentences in self.errors.items():
            field = self.fields.get(name)
            name = "" if name == NON_FIELD_ERRORS else name
            yield from ((name, str(field.label) if field else "", str(sentence)) for sentence in sentences)


def sent(request: HttpRequest) -> Mapping[str, Any] | None:
    """What a request sent into its form; None when the form is only opened."""
    return request.POST if request.method == "POST" else None


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """All that a form sent, to be sent once more: each name with each of its texts, without the form's own token."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    return [(name, text) for name in names for text in request.POST.getlist(name)]


def plain(value: object, longest: int = LONGEST) -> str:
    """As typed, but bounded, and without characters that no keyboard makes and PostgreSQL refuses."""
    return "".join(c for c in str(value)[:longest] if c.isprintable() or c == "\u200c")
