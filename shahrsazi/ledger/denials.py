"""What was refused, in the ledger: a person who asked for what is not theirs, a network or a person at a limit.

Counted within a minute and written at the 1st, 10th, 100th … time, so that a flood fills a counter and not the ledger.
"""

from collections.abc import Callable
from datetime import timedelta

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from shahrsazi.credentials import rate_limits
from shahrsazi.ledger.entry import record
from shahrsazi.web import proxies

MINUTE = timedelta(minutes=1)


def limited(request: HttpRequest, limit: str) -> None:
    """Somebody met a limit: written with the person where there is one, else with the network."""
    _record(request, "limited", {"limit": limit})


def record_denials(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Middleware: somebody who is signed in and was answered that there is no such page."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> None:
        match = request.resolver_match
        if isinstance(exception, Http404) and match and _who(request)[0]:
            _record(request, "denied", {"page": match.url_name})

    respond.process_exception = process_exception  # type: ignore[attr-defined]
    return respond


def _record(request: HttpRequest, act: str, detail: dict) -> None:
    actor, role = _who(request)
    network = rate_limits.subnet(proxies.client_address(request))
    times = rate_limits.uses(act, f"{actor or network}/{sorted(detail.items())}", MINUTE)
    if set(str(times)[1:]) <= {"0"} and str(times)[0] == "1":
        where = {} if actor else {"network": network}
        record(act, actor=actor, role=role, using="entrance", detail=detail | where | {"times": times})


def _who(request: HttpRequest) -> tuple[int | None, str]:
    """The person behind the request, if its opener found one, and their role."""
    desk, visitor = getattr(request, "desk", None), getattr(request, "visitor", None)
    if desk is not None:
        return desk.person_id, desk.role
    return (visitor.person_id, "citizen") if visitor is not None else (None, "stranger")
