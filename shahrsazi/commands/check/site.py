"""The site as it is reached from outside: its certificate, and whom it takes a visitor for.

A request with a forged header goes through the real proxies. The server answers with the address it counted, to us
alone: the request carries a proof made with the server's key.
"""

import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from shahrsazi.commands.check.finding import Finding, fails, good, warns
from shahrsazi.web import probes

AREA = "site"
FORGED = "192.0.2.1"  # of the block for documentation: nobody's
TIMEOUT = 5


def findings() -> Iterator[Finding]:
    if settings.DEMO:
        return
    try:
        counted, passed = _counted_address()
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLCertVerificationError):
            yield fails(AREA, f"its certificate is not one that this machine trusts: {error.reason.verify_message}.")
            return
        yield warns(AREA, f"{settings.SITE_URL} does not answer us yet ({_words(error)}). Start it and check again.")
        return
    except (OSError, ValueError) as error:
        yield warns(AREA, f"{settings.SITE_URL} does not answer us yet ({_words(error)}). Start it and check again.")
        return
    yield _judge(counted, _own_address(), passed)


def _judge(counted: str, own: str, passed: int) -> Finding:
    """`passed`: how many of the stated proxies the request came through, as the server saw it."""
    if counted == FORGED:
        return fails(AREA, "a visitor's own X-Forwarded-For is believed: the outermost proxy must overwrite it.")
    through_all = passed == len(settings.PROXIES)
    if through_all and (counted == own or ip_address(counted).is_global):
        return good(AREA, f"{settings.SITE_URL} answers, and counts visitors by their own address.")
    return fails(
        AREA,
        f"we came from {own} and were counted as {counted}, as everybody would be: name every proxy in SHAHRSAZI_PROXY "
        "from the nearest to the outermost, and have each send X-Forwarded-For.",
    )


def _counted_address() -> tuple[str, int]:
    headers = {"X-Forwarded-For": FORGED, probes.PROOF_HEADER: probes.proof(time.time())}
    request = urllib.request.Request(settings.SITE_URL + "/live", headers=headers)  # noqa: S310 - our own site
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        counted = answer.headers.get(probes.ADDRESS_HEADER, "")
    if not counted:
        raise ValueError("it does not know our key: other servers answer there, or they have other settings")
    address, _, passed = counted.partition(" ")
    return address, int(passed)


def _own_address() -> str:
    """The address of this machine that the way to the site begins at."""
    parts = urlsplit(settings.SITE_URL)
    with socket.create_connection((parts.hostname, parts.port or 443), TIMEOUT) as connection:
        return connection.getsockname()[0]


def _words(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    return f"{type(reason).__name__}: {reason}"
