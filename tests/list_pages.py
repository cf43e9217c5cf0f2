"""A list that is shown page by page, walked through as its own links lead: other tests leave their rows in it too."""

import html
import re
from collections.abc import Iterator


def pages(client, address: str, *names: str) -> Iterator[str]:
    """Every page of each of these lists of an address, by the name that the list has in it."""
    for name in names:
        following = address
        while following:
            page = client.get(following).content.decode()
            yield page
            link = re.search(rf'rel="next" href="(\?{name}=\d+[^"#]*)', page)
            following = address + html.unescape(link[1]) if link else ""


def of_desk(desk, *names: str) -> Iterator[str]:
    """Every page of these lists of a clerk's desk, or of all of them."""
    names = names or ("objected", "waiting", "reversing", "sealing", "begun", "today")
    return pages(desk.client, "/en/counter/", *names)
