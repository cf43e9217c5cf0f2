"""Our own proxies, and so from whom a request came. A visitor's header changes nothing.

SHAHRSAZI_PROXY states them one by one from the nearest to the outermost: each is believed in one hop, and only where it
stands. The nearest of two proxies must append to X-Forwarded-For, the outermost must overwrite it.
"""

import logging
import re
import time
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger(__name__)
SAID_AGAIN_AFTER = 3600
WIDEST = {4: 8, 6: 16}  # bits of the prefix: a "proxy" that is half of the world would believe everybody
_logged: dict[str, float] = {}

Network = IPv4Network | IPv6Network


class ProxyError(ValueError):
    """SHAHRSAZI_PROXY can't be used; the message says what is wrong."""


def parse(text: str) -> tuple[Network, ...]:
    """Addresses or networks, nearest first; raises ProxyError."""
    return tuple(_network(part.strip()) for part in text.split(",") if part.strip())


def parse_networks(setting: str, text: str) -> tuple[Network, ...]:
    """Addresses or networks of any width; raises ProxyError."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ProxyError(f"{setting}: {error}.") from None


def _network(text: str) -> Network:
    [network] = parse_networks("SHAHRSAZI_PROXY", text)
    if network.prefixlen < WIDEST[network.version]:
        raise ProxyError(f"SHAHRSAZI_PROXY: {text} is as good as everybody; name the proxy alone.")
    return network


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the peer, or what our own proxies say of it."""
    return trace(request)[0]


def trace(request: HttpRequest) -> tuple[str, int]:
    """The visitor's address, and how many of our proxies the request came through."""
    address = plain_address(request.META.get("REMOTE_ADDR", "")) or "127.0.0.1"
    hops = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    passed = 0
    for proxy in settings.PROXIES:
        if ip_address(address) not in proxy:
            break
        before = plain_address(hops.pop()) if hops else ""
        if not before:
            _say(
                "The proxy at %s tells no visitor's address (X-Forwarded-For): all who come through it count as one.",
                address,
            )
            return address, passed
        address, passed = before, passed + 1
    if hops and not ip_address(address).is_global:
        _say(
            "Requests come through %s, which SHAHRSAZI_PROXY does not name: all who come through it count as one.",
            address,
        )
    return address, passed


def plain_address(text: str) -> str:
    """An IP address without brackets and port, an IPv4 one not written as IPv6; "" for anything else."""
    bare = re.sub(r"^\[(.*)\](:\d+)?$", r"\1", text)
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        ip = ip_address(bare)
    except ValueError:
        return ""
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def _say(sentence: str, address: str) -> None:
    """Once an hour, in each process: it concerns every request."""
    key, now = f"{sentence}{address}", time.monotonic()
    if _logged.get(key, 0) < now:
        _logged[key] = now + SAID_AGAIN_AFTER
        logger.error(sentence, address)
