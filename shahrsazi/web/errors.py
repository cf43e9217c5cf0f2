"""Error pages in the layout of the site: what happened, what to do, and a tracking code that the log has too."""

import logging
import secrets
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shahrsazi.database import lost
from shahrsazi.web import forms, signed_in
from shahrsazi.web.templates import render

logger = logging.getLogger(__name__)
SECRETS = {"password", "current", "new", "again", "code"}  # never sent back in a page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("The request could not be understood"), _("Please go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        _("You have no access to this part"),
        _("If you think that this is a mistake, ask at your district's counter."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("The form was out of date"),
        _(
            "The page had been open too long, or cookies are switched off in your browser. "
            "Please open the page again and repeat what you did."
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        413,
        _("This is too large"),
        _("A scan may have 20 MB, and all that is sent at once 64 MB. Please go back and send fewer or smaller scans."),
        back=request.path,
    )


def busy(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        503,
        _("This paper cannot be made ready just now"),
        _("Its pages can still be seen on the screen. Please try again later, or ask at your district's counter."),
    )


def crowded(request: HttpRequest) -> HttpResponse:
    """Where many sign in at once. The header says to programs what the page says to people."""
    page = _page(
        request,
        503,
        _("Very many people are signing in just now"),
        _("Please wait ten seconds and try again. Nothing of what you typed was kept, and it counts as no attempt."),
        reason="too many passwords at once",
        back=request.path,
    )
    page.headers["Retry-After"] = "10"
    return page


def not_allowed(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        405,
        _("This page cannot be opened so"),
        _("It is reached by a button of another page. Please go back and use the button."),
        tracked=False,
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        _("Page not found"),
        _("The address may be wrong, or this page may not be yours to see."),
        tracked=False,
    )


def failed(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError):
        if lost.is_lost(error):
            return away(request, type(error.__cause__ or error).__name__)
        return _cannot_answer(request)
    return _page(
        request,
        500,
        _("Something went wrong"),
        _("Please try again later. If it happens again, tell your district the tracking code."),
    )


def away(request: HttpRequest, reason: str) -> HttpResponse:
    """There is no database to answer from; nothing is asked of it for the page's header either."""
    signed_in.note_database_away(request)
    return _cannot_answer(request, reason)


def _cannot_answer(request: HttpRequest, reason: str = "") -> HttpResponse:
    title, advice = _("The system cannot answer just now"), _("Please try again in a few minutes.")
    return _page(request, 503, title, advice, reason=reason)


def not_stored(request: HttpRequest) -> HttpResponse:
    """The database went away under a form: whether it was stored is not known, and nothing that was typed is lost."""
    signed_in.note_database_away(request)
    if SECRETS & set(request.POST):
        return _cannot_answer(request)
    code = tracking_code()
    logger.warning("answered 503, tracking code %s: the database went away under a form", code)
    context = {"typed": forms.typed(request), "files": bool(request.FILES), "code": code}
    return render(request, "web/not_stored.html", status=503, plain=True, **context)


def tracking_code() -> str:
    """Begins with a letter: eight digits in a row would be taken for someone's number, and masked in the log."""
    return secrets.choice("abcdef") + secrets.token_hex(4)[1:]


def _page(
    request: HttpRequest,
    status: int,
    title: str,
    advice: str,
    *,
    tracked: bool = True,
    reason: str = "",
    back: str = "",
) -> HttpResponse:
    """A 404 has no code: it must be the same bytes whether the thing exists or not."""
    code = tracking_code() if tracked else ""
    if tracked:
        words = f": {reason}" if reason else ""
        logger.warning("answered %s, tracking code %s%s", status, code, words, exc_info=status >= 500 and not reason)
    context = {"title": title, "advice": advice, "code": code, "back": back}
    return render(request, "web/error.html", status=status, plain=True, **context)
