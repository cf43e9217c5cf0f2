"""Middleware: a body that is larger than a form is read only for who has a desk, or had one today.

It stands before whatever reads a body, be it only to look for the form's token. Whose desk is over meanwhile still gets
the page that keeps what was typed.
"""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.db.models.functions import Now
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shahrsazi.credentials.sessions import hash_token
from shahrsazi.staff.session import TOKEN_FORM, DeskSession
from shahrsazi.web import errors
from shahrsazi.web.routes import Respond

REMEMBERED = timedelta(days=1)


def large_bodies_of_desks(get_response: Respond) -> Respond:
    def respond(request: HttpRequest) -> HttpResponseBase:
        # The length is a number: web.middleware.limit_body has seen to that.
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.LARGEST_FORM and not _from_a_desk(request):
            return errors.too_large(request)
        return get_response(request)

    return respond


def _from_a_desk(request: HttpRequest) -> bool:
    token = request.COOKIES.get(settings.STAFF_COOKIE, "")
    if not TOKEN_FORM.fullmatch(token):
        return False
    lately = DeskSession.objects.using("entrance").filter(expires_at__gt=Now() - REMEMBERED)
    try:
        return lately.filter(key_hash=hash_token(token)).exists()
    except DatabaseError:
        return True  # it is away: the route answers so, and keeps what was typed
