"""An honest citizen who reads the list, the file and its sections, page after page, and what they are served."""

import re
from threading import Event, Thread

from attack.wire import Answer, Request, send

PATIENCE = 30


class Reader:
    """Reads in a thread of their own within the `with`; several may read at once with the same cookies."""

    def __init__(self, port: int, visitor, pages: list[str], pause: float = 0.05):
        self.port, self.visitor, self.pages, self.pause = port, visitor, pages, pause
        self.answers: list[Answer] = []
        self.stopping, self.thread = Event(), Thread(target=self._read, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        self.thread.join(PATIENCE + 5)

    def _read(self) -> None:
        number = 0
        while not self.stopping.wait(self.pause):
            request = Request("GET", self.pages[number % len(self.pages)], cookies=self.visitor.cookies)
            self.answers.append(send(self.port, request.raw(self.port), patience=PATIENCE))
            number += 1

    @property
    def times(self) -> list[float]:
        return [answer.seconds for answer in self.answers]

    @property
    def served(self) -> float:
        """The share of pages that came as they should."""
        return sum(a.status == 200 for a in self.answers) / max(1, len(self.answers))

    def refused(self) -> list[int]:
        return [answer.status for answer in self.answers if answer.status != 200]


def pages_of(port: int, visitor) -> list[str]:
    """The list, the first file in it, and all its sections."""
    from shahrsazi.casefiles.registry import SECTIONS

    answer = send(port, Request("GET", "/cases/", cookies=visitor.cookies).raw(port), patience=PATIENCE)
    case = re.search(r'href="(/cases/[\w-]{22}/)"', answer.text)
    assert answer.status == 200 and case, (answer.status, answer.location)
    return ["/cases/", case[1], *(f"{case[1]}{section.key}/" for section in SECTIONS)]
