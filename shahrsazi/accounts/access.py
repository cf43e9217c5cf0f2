"""What a citizen's pages need: a session, and of which level."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import CHANGING, FULL, Visitor
from shahrsazi.web import forms, signed_in, wanted
from shahrsazi.web.errors import SECRETS
from shahrsazi.web.routes import READING, NotSignedInError
from shahrsazi.web.templates import render


class CitizenRequest(HttpRequest):
    """The request of a page that needs a session: whose it is was looked up before the view begins."""

    visitor: Visitor
    # Of the file that is open: as whom it is theirs, whether that shows its money, and whether they own none of it.
    roles: list
    sees_money: bool
    may_object: bool
    is_agent: bool


@contextmanager
def entering(request, kwargs) -> Iterator[tuple]:
    """The sign-in pages: open to everyone, also to those who are changing their first password."""
    yield ()


@contextmanager
def changing(request, kwargs) -> Iterator[tuple]:
    """The change of password: for a session of either level.

    Its transaction ends before the page begins: the page writes the same session through another role, and would
    otherwise wait for itself.
    """
    with transaction.atomic():
        authenticate(request, CHANGING)
    yield ()


@contextmanager
def citizen(request, kwargs) -> Iterator[tuple]:
    """A signed-in citizen; the view runs in a transaction that is bound to their session in the database."""
    with transaction.atomic():
        authenticate(request, FULL)
        yield ()


def authenticate(request, level: int, *with_queries) -> list:
    """Identify the visitor or send them to the entrance; returns the rows of `with_queries`, of the same round trip."""
    token = request.COOKIES.get(settings.SESSION_COOKIE, "")
    request.visitor, rows = sessions.authenticate(token, *with_queries)
    if request.visitor is None or request.visitor.level < level:
        raise NotSignedInError(_to_the_entrance)
    return rows


def _to_the_entrance(request):
    """Send a person whose session is over to the entrance, and one with a first password to the change of password.

    They come back to this page afterwards. What was typed in a form is not lost, unless it was a password.
    """
    visitor = _citizen_of(request)
    if visitor is not None and visitor.level == CHANGING:
        return _remembering(request, HttpResponseRedirect(reverse("change_password")), visitor.person_id)
    owner, reason = sessions.last_of(request.COOKIES.get(settings.SESSION_COOKIE, ""))
    if request.method == "POST" and something_typed(request):
        return _remembering(request, _with_what_was_typed(request), owner)
    response = _remembering(request, HttpResponseRedirect(reverse("entrance")), owner)
    if settings.SESSION_COOKIE in request.COOKIES:
        unsaved = "" if request.method in READING else "unsaved"
        response.set_cookie(settings.ENDED_COOKIE, reason or unsaved or "1", max_age=60, **sessions.cookie_options())
        response.delete_cookie(settings.SESSION_COOKIE, path="/")
    return response


def _remembering(request, response, owner: int):
    wanted.note(request, response, settings.WANTED_COOKIE, owner, sessions.cookie_options())
    return response


def _with_what_was_typed(request):
    """A page that holds it and sends it again, after a sign-in in another window."""
    typed = forms.typed(request)
    return render(request, "accounts/resubmit.html", typed=typed, files=False, plain=True, status=403)


def something_typed(request) -> bool:
    """Whether a form that came too late holds what its sender would have to type again, and no secret."""
    return bool(forms.typed(request)) and not SECRETS & set(request.POST)


def _citizen_of(request) -> Visitor | None:
    with transaction.atomic():
        return sessions.visitor_of(request.COOKIES.get(settings.SESSION_COOKIE, ""))


names_the_citizen = signed_in.recognises("visitor", _citizen_of, settings.SESSION_COOKIE)
