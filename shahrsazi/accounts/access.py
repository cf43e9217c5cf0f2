"""What a citizen's pages need: a session, and of which level."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import CHANGING, FULL, Visitor
from shahrsazi.web.routes import NotSignedInError


class CitizenRequest(HttpRequest):
    """The request of a page that needs a session: whose it is was looked up before the view begins."""

    visitor: Visitor


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
    """Send a person whose session is over to the entrance, and one with a first password to the change of password."""
    changing = request.COOKIES.get(settings.SESSION_COOKIE) and _is_changing(request)
    response = HttpResponseRedirect(reverse("change_password" if changing else "entrance"))
    if not changing and settings.SESSION_COOKIE in request.COOKIES:
        reason = sessions.end_reason(request.COOKIES[settings.SESSION_COOKIE])
        response.set_cookie(settings.ENDED_COOKIE, reason or "1", max_age=60, **sessions.cookie_options())
        response.delete_cookie(settings.SESSION_COOKIE, path="/")
    return response


def _is_changing(request) -> bool:
    with transaction.atomic():
        visitor = sessions.visitor_of(request.COOKIES[settings.SESSION_COOKIE])
    return visitor is not None and visitor.level == CHANGING
