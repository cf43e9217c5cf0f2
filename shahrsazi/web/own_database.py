"""Nobody is served from a database of another password key, mode or city.

`serve` refuses one before it begins, but may begin while the database is away: then every process asks until it has
been answered once. With another key each password would be wrong, and be counted as a wrong one.
"""

from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shahrsazi.city import deployment
from shahrsazi.web import errors
from shahrsazi.web.routes import Respond

_to_be_asked = False


def demand() -> None:
    """From now on no page is served until the database has answered that it is ours."""
    global _to_be_asked
    _to_be_asked = True


def refuses_another(get_response: Respond) -> Respond:
    """Middleware; once the database is known it costs nothing."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        reason = _reason() if _to_be_asked else ""
        return errors.away(request, reason) if reason else get_response(request)

    return respond


def _reason() -> str:
    """Why it is not known to be ours."""
    global _to_be_asked
    try:
        if foreign := deployment.foreign():
            return foreign
    except DatabaseError as error:
        return type(error.__cause__ or error).__name__
    _to_be_asked = False
    return ""
