"""The base of the administration's forms, and the notice after a change."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shahrsazi.persian import dates, formatting
from shahrsazi.persian.digits import whole_number
from shahrsazi.web import forms

page_methods = require_http_methods(["GET", "HEAD", "POST"])
DONE = {
    "saved": gettext_lazy("The change was saved."),
    "asked": gettext_lazy("The request was made. It takes effect when a second person agrees."),
    "agreed": gettext_lazy("You agreed to the request. It is in force."),
    "refused": gettext_lazy("The request was refused."),
    "withdrawn": gettext_lazy("Your request was withdrawn."),
}
NOT_DONE = {
    "gone": gettext_lazy("This request was settled already, or there is no such request."),
    "short": gettext_lazy("Write the reason in a few words, and ask again."),
    "late": gettext_lazy("It has taken effect, was stopped, or somebody asked for that already: look at it again."),
    "part": gettext_lazy("You have a part in this registration yourself: somebody else decides."),
    "other": gettext_lazy("A colleague has asked for it meanwhile: read why, then agree or go back."),
    "own": gettext_lazy("You cannot agree to this: you asked for it, or it is about yourself."),
}


def back(route: str, notice: str, here: str = "", **kwargs) -> HttpResponseRedirect:
    """To the page of that route, which then shows the notice; `here`: what else its address says (`&page=2`)."""
    return HttpResponseRedirect(reverse(route, kwargs=kwargs or None) + f"?notice={notice}{here}")


class Notice(NamedTuple):
    """What became of a change, or why nothing did."""

    words: str
    is_done: bool


def notice(request) -> Notice | None:
    """Of the change that was asked for just now."""
    name = request.GET.get("notice", "") if request.method == "GET" else ""
    words = DONE.get(name) or NOT_DONE.get(name)
    return Notice(str(words), name in DONE) if words else None


class Form(forms.Form):
    """A form of the administration."""

    longest = 301  # one more than any field takes, so that a longer text is reported and not cut


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
