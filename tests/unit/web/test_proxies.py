"""From whom a request came: stated proxies are believed in one hop each, and a visitor's own header never."""

import logging

import pytest
from django.test import RequestFactory, override_settings

from shahrsazi.web import proxies

NEAR, FAR = "10.0.0.1", "10.0.7.0/24"
VISITOR, FORGED = "198.51.100.1", "192.0.2.66"


def address(peer: str, forwarded: str | None, stated: str) -> str:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    with override_settings(PROXIES=proxies.parse(stated)):
        return proxies.client_address(RequestFactory(REMOTE_ADDR=peer).get("/", headers=headers))


@pytest.mark.parametrize(
    ("stated", "peer", "forwarded", "counted"),
    [
        ("", VISITOR, None, VISITOR),
        ("", VISITOR, FORGED, VISITOR),
        (NEAR, NEAR, VISITOR, VISITOR),
        (NEAR, NEAR, f"{FORGED}, {VISITOR}", VISITOR),
        (NEAR, NEAR, f"{FORGED}, {FORGED}, {VISITOR}", VISITOR),
        (NEAR, VISITOR, FORGED, VISITOR),
        (f"{NEAR}, {FAR}", NEAR, f"{VISITOR}, 10.0.7.9", VISITOR),
        (f"{NEAR}, {FAR}", NEAR, f"{FORGED}, {VISITOR}, 10.0.7.9", VISITOR),
        # Past the outer proxy: the inner one's word counts, and what stands before it does not.
        (f"{NEAR}, {FAR}", NEAR, f"{FORGED}, {VISITOR}", VISITOR),
        (NEAR, NEAR, None, NEAR),
        (NEAR, NEAR, "", NEAR),
        (NEAR, NEAR, "unknown", NEAR),
        (NEAR, NEAR, f"{VISITOR}, _hidden", NEAR),
        (NEAR, NEAR, f"{VISITOR}:4711", VISITOR),
        (NEAR, NEAR, "[2001:db8::1]:80", "2001:db8::1"),
        (NEAR, NEAR, "2001:db8::1", "2001:db8::1"),
        (NEAR, NEAR, f"::ffff:{VISITOR}", VISITOR),
        (NEAR, f"::ffff:{NEAR}", VISITOR, VISITOR),
        ("", "", None, "127.0.0.1"),
    ],
)
def test_the_visitor_is_counted_and_nothing_that_they_say(stated, peer, forwarded, counted):
    assert address(peer, forwarded, stated) == counted


@pytest.mark.parametrize(
    "stated", ["0.0.0.0/0", "::/0", "10.0.0.0/7", "localhost", "10.0.0.1:80", "10.0.0.1/24", "one"]
)
def test_a_proxy_that_is_everybody_or_nobody_is_refused(stated):
    with pytest.raises(proxies.ProxyError, match="SHAHRSAZI_PROXY"):
        proxies.parse(stated)


@pytest.mark.parametrize(
    ("stated", "peer", "forwarded", "words"),
    [
        (NEAR, "10.0.0.2", VISITOR, "does not name"),
        (NEAR, NEAR, None, "tells no visitor's address"),
        (NEAR, NEAR, f"{VISITOR}, 10.0.7.9", "does not name"),
    ],
)
def test_a_deployment_that_counts_the_city_as_one_says_so_once_an_hour(
    monkeypatch, caplog, stated, peer, forwarded, words
):
    monkeypatch.setattr(proxies, "_logged", {})
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            address(peer, forwarded, stated)
    assert len(caplog.records) == 1 and words in caplog.text


def test_a_right_deployment_says_nothing(monkeypatch, caplog):
    monkeypatch.setattr(proxies, "_logged", {})
    address(NEAR, f"{FORGED}, 8.8.8.8", NEAR)  # the blocks for documentation are no visitor's to the program either
    assert caplog.records == []
