"""Routes and what they need of the visitor; a page of a file gets the opened file, never its name in the address.

urls.py writes `page(view, needs=…)` for every route. The mark `needs` is on the wrapper that page() returns and not on
the view, so that a bare path() to the same view has no mark and stays closed.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import Any, Concatenate, Protocol, TypeAlias, TypeVar, cast

from django.db import DatabaseError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from shahrsazi.database import lost
from shahrsazi.web import errors

READING = ("GET", "HEAD")  # these may be asked twice

# A request, or what an opener makes of one: it also says who asks.
Request = TypeVar("Request", bound=HttpRequest)
Captured: TypeAlias = dict[str, Any]  # what a route's pattern reads from the address
Answer: TypeAlias = HttpResponseBase | Callable[[], HttpResponseBase]
View: TypeAlias = Callable[Concatenate[Request, ...], Answer]
Opener: TypeAlias = Callable[[Request, Captured], AbstractContextManager[tuple[Any, ...]]]
Respond: TypeAlias = Callable[[HttpRequest], HttpResponseBase]


class Route(Protocol[Request]):
    """A view behind what it needs."""

    needs: Opener[Request]

    def __call__(self, request: Request, /, **kwargs: Any) -> HttpResponseBase: ...


class ViewMiddleware(Protocol):
    """What Django calls with each request, and again with the view that was chosen for it."""

    process_view: Callable[[HttpRequest, Callable[..., Answer], tuple[Any, ...], Captured], HttpResponseBase | None]

    def __call__(self, request: HttpRequest, /) -> HttpResponseBase: ...


class NotSignedInError(Exception):
    """Nobody is signed in who may see this page. `respond(request)` answers instead, once no transaction is open."""

    def __init__(self, respond: Respond):
        super().__init__()
        self.respond = respond


def page(view: View[Request], *, needs: Opener[Request]) -> Route[Request]:
    """A route to `view` that is open to whoever meets `needs` and to no one else.

    `needs(request, kwargs)` is a context manager: it opens its role's transaction, binds it to the visitor, removes
    from `kwargs` what names a file, and yields what the view gets instead. A view with slow work left returns a
    function, which is called when that transaction is over.

    Where the database went away meanwhile, a page is asked for once more, and of a form what was typed is kept. Where
    it refused a statement, the session may have been ended since the one before: then the visitor signs in again.
    """

    @wraps(view)
    def route(request: Request, **kwargs: Any) -> HttpResponseBase:
        try:
            return _answer(view, needs, request, dict(kwargs))
        except DatabaseError as error:
            if lost.is_refused(error):
                return _answer(view if request.method in READING else _raises(error), needs, request, kwargs)
            if not lost.is_lost(error):
                raise
            lost.forget()
            if request.method not in READING:
                return errors.not_stored(request)
            if not lost.may_be_back(error):
                raise
        return _answer(view, needs, request, kwargs)

    marked = cast(Route[Request], route)
    marked.needs = needs
    return marked


def _raises(error: DatabaseError) -> View[Any]:
    """Instead of a view that wrote something: it is not called twice."""

    def view(request: HttpRequest, /, *_: Any, **__: Any) -> HttpResponseBase:
        raise error

    return view


def _answer(view: View[Request], needs: Opener[Request], request: Request, kwargs: Captured) -> HttpResponseBase:
    try:
        with needs(request, kwargs) as opened:
            response = view(request, *opened, **kwargs)
    except NotSignedInError as error:
        return error.respond(request)
    return response() if callable(response) else response


@contextmanager
def anyone(request: HttpRequest, kwargs: Captured) -> Iterator[tuple[()]]:
    """Open to all; such pages read nothing that concerns a person."""
    yield ()


def closed_by_default(get_response: Respond) -> ViewMiddleware:
    """Middleware: a route without a mark does not exist."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(
        request: HttpRequest, view: Callable[..., Answer], args: tuple[Any, ...], kwargs: Captured
    ) -> None:
        if getattr(view, "needs", None) is None:
            raise Http404
        return

    middleware = cast(ViewMiddleware, respond)
    middleware.process_view = process_view
    return middleware
