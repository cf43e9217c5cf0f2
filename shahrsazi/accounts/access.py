"""What a citizen's pages need: a session, and how far it goes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse

from shahrsazi.credentials import sessions
from shahrsazi.credentials.sessions import CHANGING, FULL
from shahrsazi.web.routes import NotSignedInError


@contextmanager
def entering(request, kwargs) -> Iterator[tuple]:
    """The pages of the way in, open to all and to those who are changing their first password."""
    yield ()


@contextmanager
def changing(request, kwargs) -> Iterator[tuple]:
    """The change of password: for a session of either level.

    Its transaction is over before the page begins: the page writes the same session through another role, and would
    wait for itself.
    """
    with transaction.atomic():
        authenticate(request, CHANGING)
    yield ()


@contextmanager
def citizen(request, kwargs) -> Iterator[tuple]:
    """A signed-in citizen; the view runs in a transaction that the database knows to be theirs."""
    with transaction.atomic():
        authenticate(request, FULL)
        yield ()


def authenticate(request, level: int, *with_queries) -> list:
    """Know the visitor or turn them to the entrance; the rows of `with_queries`, sent in the same round trip."""
    token = request.COOKIES.get(settings.SESSION_COOKIE, "")
    request.visitor, rows = sessions.authenticate(token, *with_queries)
    if request.visitor is None or request.visitor.level < level:
        raise NotSignedInError(_to_the_entrance)
    return rows


def _to_the_entrance(request):
    """A person whose session is over, or who has to change a first password, is led to where they can go on."""
    changing = request.COOKIES.get(settings.SESSION_COOKIE) and _is_changing(request)
    response = HttpResponseRedirect(reverse("change_password" if changing else "entrance"))
    if not changing and settings.SESSION_COOKIE in request.COOKIES:
        response.set_cookie("ended", "1", max_age=60, **sessions.cookie_options())
        response.delete_cookie(settings.SESSION_COOKIE, path="/")
    return response


def _is_changing(request) -> bool:
    with transaction.atomic():
        visitor = sessions.visitor_of(request.COOKIES[settings.SESSION_COOKIE])
    return visitor is not None and visitor.level == CHANGING
