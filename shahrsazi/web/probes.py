"""For whoever watches over the processes: /live says that this one runs, /ready that it can serve.

Both answer before anything else: without a right Host, without a session, without a line in the log. To `shahrsazi
check`, which proves that it has the server's key, /live says besides which address it was counted as.
"""

import hashlib
import hmac
import time

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from shahrsazi.city import deployment
from shahrsazi.web import proxies

PROOF_HEADER, ADDRESS_HEADER = "Shahrsazi-Check", "Shahrsazi-Counted-As"
PROOF_SECONDS = 120


def answer(request: HttpRequest) -> HttpResponse | None:
    path = request.path_info
    if path == "/live":
        response = _plain("live", 200)
        if _proves(request.headers.get(PROOF_HEADER, "")):
            address, passed = proxies.trace(request)
            response[ADDRESS_HEADER] = f"{address} {passed}"
        return response
    if path == "/ready":
        trouble = why_not_ready()
        return _plain(trouble or "ready", 503 if trouble else 200)
    return None


def why_not_ready() -> str:
    try:
        return deployment.mismatch()
    except DatabaseError as error:
        return f"The database does not answer ({type(error.__cause__ or error).__name__})."


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")


def proof(moment: float) -> str:
    """That this request comes from someone who has the server's key, in these minutes."""
    period = str(int(moment // PROOF_SECONDS))
    return hmac.new(settings.SECRET_KEY.encode(), f"check {period}".encode(), hashlib.sha256).hexdigest()


def _proves(text: str) -> bool:
    now = time.time()
    return any(hmac.compare_digest(text.encode(), proof(moment).encode()) for moment in (now, now - PROOF_SECONDS))
