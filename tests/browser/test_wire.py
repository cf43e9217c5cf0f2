"""What goes over the line: bytes and requests of a first visit and of later pages, and whether anything moves then."""

import pytest

# Bytes and requests; the entrance has its captcha's picture and a script besides.
FIRST = {"/": (35_000, 3), "/en/": (35_000, 2), "/entrance/": (38_000, 5)}
LATER_BYTES = 6_000
# Above that: the planning page has the plan of its block, drawn.
LARGER = {"planning": 6_600}
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

    def __init__(self, page):
        self._names, self.sizes, self._line = {}, {}, page.context.new_cdp_session(page)
        self._line.send("Network.enable")
        self._line.on("Network.requestWillBeSent", self._asked)
        self._line.on("Network.loadingFinished", self._came)

    def _asked(self, event: dict) -> None:
        self._names[event["requestId"]] = event["request"]["url"]

    def _came(self, event: dict) -> None:
        """What lies in the browser's own store has no bytes, and a picture in the page itself is no request."""
        url = self._names[event["requestId"]]
        if event["encodedDataLength"] and not url.startswith("data:"):
            self.sizes[url] = int(event["encodedDataLength"])

    def begin(self) -> None:
        self.sizes.clear()

    def slow(self) -> None:
        self._line.send("Network.emulateNetworkConditions", SLOW)

    def without_papers(self) -> dict[str, int]:
        """The small pictures of papers come after the page, as far down as it is read."""
        return {url: size for url, size in self.sizes.items() if "/papers/" not in url}


def _pages(page) -> list[str]:
    page.goto("/cases/", wait_until="networkidle")
    case = page.locator("a.open").first.get_attribute("href")
    return [*(f"/{name}/" for name in OWN), case, *(f"{case}{name}/" for name in SECTIONS)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("address", FIRST)
def test_a_first_visit_is_small(open_page, kind, address):
    page = open_page(kind)
    wire = Wire(page)
    page.goto(address, wait_until="networkidle")
    size, requests = FIRST[address]
    assert (sum(wire.sizes.values()) <= size, len(wire.sizes) <= requests) == (True, True), wire.sizes


@pytest.mark.parametrize("kind", KINDS)
def test_each_later_page_is_one_small_request(open_page, signed_in_cookie, kind):
    page = open_page(kind)
    page.context.add_cookies([signed_in_cookie])
    pages, wire = _pages(page), Wire(page)
    for address in pages:
        page.goto(address, wait_until="networkidle")
    large = {}
    for address in pages:
        wire.begin()
        page.goto(address, wait_until="networkidle")
        fetched = list(wire.without_papers().values())
        if len(fetched) > 1 or sum(fetched) > LARGER.get(address.split("/")[-2], LATER_BYTES):
            large[address] = wire.without_papers()
    assert large == {}


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_nothing_moves_while_a_page_comes_in_slowly(open_page, signed_in_cookie, kind):
    """Each page as the first one that is opened, with its styles and font on their way."""
    moved = {}
    looking = open_page()
    looking.context.add_cookies([signed_in_cookie])
    for address in ["/", "/entrance/", *_pages(looking)]:
        page = open_page(kind)
        page.context.add_cookies([signed_in_cookie])
        page.add_init_script(SHIFTS)
        Wire(page).slow()
        page.goto(address, wait_until="networkidle")
        shift = page.evaluate("window.shifted")
        if shift > MOST_SHIFT:
            moved[address] = round(shift, 3)
        page.context.close()
    assert moved == {}
