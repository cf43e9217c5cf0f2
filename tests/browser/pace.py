"""How long some work by keyboard takes a clerk, derived from what is counted on the way; nothing is timed here."""

# Seconds. A key: an average typist, with the time to find it (the keystroke-level model of Card, Moran and Newell).
A_KEY = 0.28
# The line of a counter: bytes a second, and a round trip. Each request counts as one, though many go at once.
BYTES, ROUND_TRIP = 128_000, 0.15
# Stated, not measured: a scan is compared with what was typed of its paper, and the review is read.
A_SCAN, A_REVIEW = 15, 20


class Line:
    """What a page asks of the server from now on."""

    def __init__(self, page):
        self.requests: list = []
        page.on("requestfinished", lambda request: self.requests.append(request))  # a builtin is no handler

    def seconds(self) -> float:
        sizes = [request.sizes() for request in self.requests]
        total = sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)
        return total / BYTES + len(sizes) * ROUND_TRIP


def seconds(keys: int, line: Line, scans: int) -> float:
    """Of a confirmation: keys, pages and their pictures over the line, and the reading."""
    return keys * A_KEY + line.seconds() + scans * A_SCAN + A_REVIEW
