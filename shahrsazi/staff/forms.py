"""A form of the administration: what was typed and what is wrong with it; and the notice after a change."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shahrsazi.persian import dates, formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.persian.identifiers import InvalidInputError
from shahrsazi.persian.text import clean
from shahrsazi.web.forms import BoundTexts

page_methods = require_http_methods(["GET", "HEAD", "POST"])
NOTICES = {
    "saved": gettext_lazy("The change was saved."),
    "asked": gettext_lazy("The request was made. It takes effect when a second person agrees."),
    "agreed": gettext_lazy("You agreed to the request. It is in force."),
    "refused": gettext_lazy("The request was refused."),
    "withdrawn": gettext_lazy("Your request was withdrawn."),
    "gone": gettext_lazy("This request was settled already, or there is no such request."),
    "own": gettext_lazy("You cannot agree to this: you asked for it, or it is about yourself."),
}


def back(route: str, notice: str, **kwargs) -> HttpResponseRedirect:
    """To the page of that route, which then shows the notice."""
    return HttpResponseRedirect(reverse(route, kwargs=kwargs or None) + f"?notice={notice}")


def notice(request) -> str:
    return str(NOTICES.get(request.GET.get("notice", ""), "")) if request.method == "GET" else ""


class Form(BoundTexts):
    """One request's form, with readers for its kinds of fields."""

    longest = 301  # one more than any field takes, so that a longer text is reported and not cut

    def get(self, field: str) -> str:
        return self.values.get(field, "").strip()

    def required(self, field: str) -> str:
        if not self.get(field):
            self.error(field, _("This field is required."))
        return self.get(field)

    def read(self, field: str, reader: Callable, *, optional: bool = False):
        """The field as `reader` reads it; None when it is empty or invalid."""
        typed = self.get(field) if optional else self.required(field)
        try:
            return reader(typed) if typed else None
        except InvalidInputError as error:
            return self.error(field, error)

    def text(self, field: str, max_length: int) -> str:
        """The words of the field, in the spelling that the system stores."""
        words_typed = " ".join(clean(self.required(field)).split())
        if not words_typed and self.get(field):
            self.error(field, _("This field is required."))
        if len(words_typed) > max_length:
            self.error(
                field,
                _("This is longer than %(most)s characters: please shorten it.")
                % {"most": formatting.number(max_length)},
            )
        return words_typed

    def integer(self, field: str, min_value: int, max_value: int) -> int | None:
        typed = self.required(field)
        number = whole_number(typed, 9)
        if number is not None and min_value <= number <= max_value:
            return number
        if typed:
            bounds = {"least": formatting.number(min_value), "most": formatting.number(max_value)}
            self.error(field, _("Write a whole number from %(least)s to %(most)s.") % bounds)
        return None

    def one_of(self, field: str, choices, sentence: str) -> str:
        if self.get(field) not in choices:
            self.error(field, sentence)
        return self.get(field)


def day_typed(day) -> str:
    """A day in the form that a field for a solar date takes."""
    return dates.format_short(day, formatting.language()) if day else ""


def row_number(text: str) -> int:
    """The number of a row from an address or a form; 0, which no row has, for anything else."""
    return whole_number(text) or 0


def reference_of(text: str) -> UUID | None:
    """The reference of a row from an address or a form; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
