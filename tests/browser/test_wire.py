"""What goes over the line: bytes and requests of a first visit and of later pages, and whether anything moves then."""

import pytest

FIRST_BYTES, FIRST_REQUESTS, LATER_BYTES = 35_000, 4, 6_000
MOST_SHIFT = 0.01
SECTIONS = ["ownership", "inspections", "planning", "drawings", "violations", "permits", "history"]
OWN = ["cases", "my-work", "calendar", "sessions"]
KINDS = ["desktop", "phone", "without scripts"]
# Bytes and seconds: a line on which everything comes late, and one after the other.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 16_000, "uploadThroughput": 16_000}
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shifted += e.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


class Wire:
    """What a page fetched since `begin()`, as the browser counts it: headers and bodies, packed as they came."""

    def __init__(self, page, site):
        self.requests, self.sizes, self._line = [], [], page.context.new_cdp_session(page)
        self._line.send("Network.enable")
        self._line.on("Network.loadingFinished", lambda event: self.sizes.append(event["encodedDataLength"]))
        page.on("request", lambda request: request.url.startswith(site.url) and self.requests.append(request.url))

    def begin(self) -> None:
        self.requests.clear()
        self.sizes.clear()

    def slow(self) -> None:
        self._line.send("Network.emulateNetworkConditions", SLOW)

    @property
    def fetched(self) -> tuple[int, int]:
        """Requests that left the browser's own store aside, and bytes."""
        return sum(size > 0 for size in self.sizes), sum(self.sizes)


def _pages(page) -> list[str]:
    page.goto("/cases/", wait_until="networkidle")
    case = page.locator("a.open").first.get_attribute("href")
    return [*(f"/{name}/" for name in OWN), case, *(f"{case}{name}/" for name in SECTIONS)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("address", ["/", "/entrance/", "/en/"])
def test_a_first_visit_is_small(open_page, site, kind, address):
    page = open_page(kind)
    wire = Wire(page, site)
    page.goto(address, wait_until="networkidle")
    requests, size = wire.fetched
    assert (size <= FIRST_BYTES, requests <= FIRST_REQUESTS) == (True, True), (size, wire.requests)


@pytest.mark.parametrize("kind", KINDS)
def test_each_later_page_is_one_small_request(open_page, signed_in_cookie, site, kind):
    page = open_page(kind)
    page.context.add_cookies([signed_in_cookie])
    pages, wire = _pages(page), Wire(page, site)
    for address in pages:
        page.goto(address, wait_until="networkidle")
    large = {}
    for address in pages:
        wire.begin()
        page.goto(address, wait_until="networkidle")
        if not (len(_not_static(wire.requests)) == 1 and wire.fetched[1] <= LATER_BYTES):
            large[address] = (wire.fetched, _not_static(wire.requests))
    assert large == {}


def _not_static(requests: list[str]) -> list[str]:
    """What is kept for a year is asked of the browser's own store."""
    return [url for url in requests if "/static/" not in url]


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_nothing_moves_while_a_page_comes_in_slowly(open_page, signed_in_cookie, site, kind):
    """Each page as the first one that is opened, with its styles and font on their way."""
    moved = {}
    looking = open_page()
    looking.context.add_cookies([signed_in_cookie])
    for address in ["/", "/entrance/", *_pages(looking)]:
        page = open_page(kind)
        page.context.add_cookies([signed_in_cookie])
        page.add_init_script(SHIFTS)
        Wire(page, site).slow()
        page.goto(address, wait_until="networkidle")
        shift = page.evaluate("window.shifted")
        if shift > MOST_SHIFT:
            moved[address] = round(shift, 3)
        page.context.close()
    assert moved == {}
