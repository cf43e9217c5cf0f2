"""Where more passwords are to be checked than this machine can, at either entrance: a page that says so."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from shahrsazi.credentials.hashing import CrowdedError
from shahrsazi.web import errors
from shahrsazi.web.routes import Respond


def tells_of_a_crowd(get_response: Respond) -> Any:
    """Middleware: instead of the view that found the queue full. Nothing that was typed is in the page."""

    def respond(request: HttpRequest) -> Any:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.crowded(request) if isinstance(error, CrowdedError) else None

    respond.process_exception = process_exception  # type: ignore[attr-defined]
    return respond
