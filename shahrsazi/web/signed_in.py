"""Who is signed in, for the header of every page: also of those that ask for nobody, and of errors.

A route that needs someone has already set `request.visitor` or `request.desk`. For any other page the one that a
cookie stands for is looked up when its header is made; without a cookie nothing is asked of the database.
"""

import logging
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger(__name__)
Find = Callable[[HttpRequest], Any]
Respond = Callable[[HttpRequest], HttpResponseBase]


class Header(NamedTuple):
    """Whose page it is. Of a cookie that could not be looked up only `unsure` is known: someone may be signed in."""

    visitor: Any = None
    desk: Any = None
    unsure: bool = False


def recognises(attribute: str, find: Find, cookie: str) -> Callable[[Respond], Respond]:
    """Middleware: how a page finds who is signed in by this cookie. It asks for nothing until a page is made."""

    def middleware(get_response: Respond) -> Respond:
        def respond(request: HttpRequest) -> HttpResponseBase:
            if request.COOKIES.get(cookie):
                _finders(request)[attribute] = find
            return get_response(request)

        return respond

    return middleware


def header_of(request: HttpRequest) -> Header:
    """The citizen, or else the desk; what the route has looked up itself comes first."""
    visitor, desk = getattr(request, "visitor", None), getattr(request, "desk", None)
    if visitor or desk:
        return Header(visitor, desk)
    finders = {name: find for name, find in _finders(request).items() if not hasattr(request, name)}
    if database_is_away(request):
        return Header(unsure=bool(finders))
    try:
        return _looked_up(request, finders)
    except Error as error:
        logger.warning("who is signed in could not be looked up: %s", type(error).__name__)
        return Header(unsure=True)


def _looked_up(request: HttpRequest, finders: dict[str, Find]) -> Header:
    for name in ("visitor", "desk"):
        if name in finders and (who := finders[name](request)):
            return Header(**{name: who})
    return Header()


def _finders(request: HttpRequest) -> dict[str, Find]:
    finders: dict[str, Find] = request.__dict__.setdefault("_finders", {})
    return finders


def note_database_away(request: HttpRequest) -> None:
    """This answer is made without it: another try would make the visitor wait once more, in vain."""
    request.__dict__["_database_away"] = True


def database_is_away(request: HttpRequest) -> bool:
    return bool(request.__dict__.get("_database_away"))
