"""Routes and what they need of the visitor; a page of a file gets the opened file, never its name in the address.

urls.py writes `page(view, needs=…)` for every route. The mark `needs` is on the wrapper that page() returns and not on
the view, so that a bare path() to the same view has no mark and stays closed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db import DatabaseError
from django.http import Http404

from shahrsazi.database import lost
from shahrsazi.web import errors

READING = ("GET", "HEAD")  # these may be asked twice


class NotSignedInError(Exception):
    """Nobody is signed in who may see this page. `respond(request)` answers instead, once no transaction is open."""

    def __init__(self, respond: Callable):
        super().__init__()
        self.respond = respond


def page(view, *, needs):
    """A route to `view` that is open to whoever meets `needs` and to no one else.

    `needs(request, kwargs)` is a context manager: it opens its role's transaction, binds it to the visitor, removes
    from `kwargs` what names a file, and yields what the view gets instead. A view with slow work left returns a
    function, which is called when that transaction is over.

    Where the database went away meanwhile, a page is asked for once more, and of a form what was typed is kept.
    """

    @wraps(view)
    def route(request, **kwargs):
        try:
            return _answer(view, needs, request, dict(kwargs))
        except DatabaseError as error:
            if not lost.is_lost(error):
                raise
            lost.forget()
            if request.method not in READING:
                return errors.not_stored(request)
            if not lost.may_be_back(error):
                raise
        return _answer(view, needs, request, kwargs)

    route.needs = needs
    return route


def _answer(view, needs, request, kwargs: dict):
    try:
        with needs(request, kwargs) as opened:
            response = view(request, *opened, **kwargs)
    except NotSignedInError as error:
        return error.respond(request)
    return response() if callable(response) else response


@contextmanager
def anyone(request, kwargs) -> Iterator[tuple]:
    """Open to all; such pages read nothing that concerns a person."""
    yield ()


def closed_by_default(get_response):
    """Middleware: a route without a mark does not exist."""

    def respond(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if getattr(view, "needs", None) is None:
            raise Http404
        return

    respond.process_view = process_view
    return respond
