"""`python -m bench.wire`: milliseconds of a visit over a slow line, beside round trips and bytes over the line's rate.

A real browser, a new one for each visit, whose line is slowed by the browser itself. A round trip is counted for each
level of requests that wait for one another: the page, what it names, what its styles name.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from bench.__main__ import OWNER, STATE, _close, _prepare
from bench.row import row
from bench.served import Served, served
from shahrsazi.demo.postgres import Cluster

LINES = {"128 kB/s": 128_000, "16 kB/s": 16_000}
ROUND_TRIP, HIGHEST, TURNS = 150, 1.15, 5


def main() -> None:
    with _site() as (site, cookie), _browser() as browser:
        for line, rate in LINES.items():
            for name, scripts in {"first visit": True, "first visit, no scripts": False}.items():
                _row(f"{name}, {line}, ms", [_visit(browser, site, rate, "/", scripts) for _ in range(TURNS)])
            _row(
                f"later page, {line}, ms", [_visit(browser, site, rate, "/cases/", True, cookie) for _ in range(TURNS)]
            )


def _row(name: str, visits: list[tuple[float, float]]) -> None:
    took, minimum = (statistics.median(part) for part in zip(*visits, strict=True))
    row(name, took, minimum, took / minimum, f"<= {HIGHEST}")


@contextmanager
def _site() -> Iterator[tuple[Served, dict]]:
    from django.conf import settings

    with Cluster(STATE / "postgres") as url:
        url = urlunsplit(urlsplit(url)._replace(path="/shahrsazi"))
        _prepare(url)
        from shahrsazi.credentials import sessions
        from shahrsazi.people.models import Person

        person = Person.objects.using("owner").get(number=OWNER).id
        with served(url) as site:
            token = sessions.begin(person, level=2, device="bench")
            yield site, {"name": settings.SESSION_COOKIE, "value": token, "url": f"http://127.0.0.1:{site.port}"}
        _close()


@contextmanager
def _browser() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def _visit(
    browser, site: Served, rate: int, path: str, scripts: bool, cookie: dict | None = None
) -> tuple[float, float]:
    """How long it took, and the least that such a line could need. A later page finds its styles and font kept."""
    context = browser.new_context(java_script_enabled=scripts)
    page, address = context.new_page(), f"http://127.0.0.1:{site.port}{path}"
    if cookie:
        context.add_cookies([cookie])
        page.goto(address)
    line = context.new_cdp_session(page)
    levels, sizes = [1], []
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda event: levels.append(_level(event)))
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    slow = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": rate, "uploadThroughput": rate}
    line.send("Network.emulateNetworkConditions", slow)
    began = time.perf_counter()
    page.goto(address, wait_until="load")
    took = (time.perf_counter() - began) * 1000
    fetched = max(levels) if sum(size > 0 for size in sizes) > 1 else 1
    context.close()
    return took, fetched * ROUND_TRIP + sum(sizes) / rate * 1000


def _level(event: dict) -> int:
    if event["type"] == "Document":
        return 1
    return 3 if ".css" in event["initiator"].get("url", "") else 2


if __name__ == "__main__":
    main()
