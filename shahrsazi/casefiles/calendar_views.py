"""Terms for a calendar: a file's to take along, all of a person's at a secret address, and the page that makes one."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from shahrsazi.accounts.access import CitizenRequest
from shahrsazi.casefiles import roles
from shahrsazi.casefiles.calendar import MEDIA_TYPE, calendar_of, running
from shahrsazi.casefiles.letters import key_of
from shahrsazi.casefiles.section import GIVEN_MANDATES, TERMS, with_mandates
from shahrsazi.casefiles.terms.mandates import once
from shahrsazi.credentials import rate_limits
from shahrsazi.credentials.calendar_addresses import new_secret
from shahrsazi.database.prepared import run, send
from shahrsazi.ledger.denials import limited
from shahrsazi.ledger.entry import recording_of_reading
from shahrsazi.messages.notices import tell
from shahrsazi.persian import dates
from shahrsazi.web import proxies
from shahrsazi.web.routes import NotSignedInError
from shahrsazi.web.templates import render

_LIMIT = "calendar.network"
_OPEN = "SELECT guard.open_calendar(%s) AS is_open"
_TERMS = "SELECT * FROM guard.terms_of_calendar(%s)"
_ROLES = "SELECT * FROM guard.roles_of_calendar(%s)"
_GIVEN = "SELECT * FROM guard.mandates_of_calendar(%s)"


@require_GET
def take_along(request: CitizenRequest, casefile, key: str = ""):
    """The running terms of a file, or the one that the key names: 404 where that does not run."""
    today, recording = dates.today(), recording_of_reading(request.visitor.person_id, casefile.id, "calendar")
    stored, given = run((TERMS, {"cases": [casefile.id]}), (GIVEN_MANDATES, {}), with_queries=recording)
    stated = with_mandates(stored, given, {casefile.id: request.roles})
    terms = [t for t in running(stated, today) if key in ("", key_of(t))]
    if key and not terms:
        raise Http404
    attached = {"Content-Disposition": 'attachment; filename="calendar.ics"', "Cache-Control": "no-store"}
    return HttpResponse(calendar_of(terms, today, with_hours=True), content_type=MEDIA_TYPE, headers=attached)


@contextmanager
def by_calendar_address(request: HttpRequest, kwargs) -> Iterator[tuple]:
    """The terms that the owner of a secret address may see now. One 404 answers unknown, withdrawn and shut."""
    token, network = kwargs.pop("token"), proxies.client_address(request)
    if not rate_limits.is_own_machine(network) and rate_limits.hit(_LIMIT, rate_limits.subnet(network)):
        raise NotSignedInError(_too_often)
    with transaction.atomic():
        [address], terms, own, given = send(*((statement, [token]) for statement in (_OPEN, _TERMS, _ROLES, _GIVEN)))
        if not address.is_open:
            raise Http404
        yield (once(with_mandates(terms, given, roles.by_file(own))),)


def _too_often(request: HttpRequest) -> HttpResponse:
    limited(request, _LIMIT)
    return HttpResponse(status=429, headers={"Retry-After": "60"})


@require_safe
def subscribed(request: HttpRequest, terms):
    """For calendars that ask again and again: what they have already costs them a few bytes."""
    today = dates.today()
    content = calendar_of(running(terms, today), today)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    response = HttpResponse(content, content_type=MEDIA_TYPE, headers=headers)
    return get_conditional_response(request, etag=etag, response=response)


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: CitizenRequest):
    """One's own secret address: made, made anew, withdrawn. Its secret is shown once."""
    if request.method == "POST" and "make" in request.POST:
        secret, key_hash = new_secret()
        _set(key_hash)
        return lambda: _shown_once(request, secret)
    if request.method == "POST":
        if "withdraw" in request.POST:
            _set(None)
        return HttpResponseRedirect(reverse("subscription"))
    [rows] = send(("SELECT * FROM guard.my_calendar()", []))
    return render(request, "casefiles/subscription.html", own=rows[0] if rows else None, address="")


def _set(key_hash: bytes | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT guard.set_my_calendar(%s)", [key_hash])


def _shown_once(request: CitizenRequest, secret: str):
    with transaction.atomic(using="entrance"):
        tell(request.visitor.person_id, "calendar_made", using="entrance")
    address = settings.SITE_URL + reverse("subscribed", kwargs={"token": secret})
    return render(request, "casefiles/subscription.html", own=None, address=address)
