"""`make soak [MINUTES=30] [CITIZENS=300]`: citizens and ten clerks at work for half an hour, while the feed runs.

Each reads a page, thinks three seconds, and reads the next. It counts answers that are no page, and compares the memory
of the serving processes after the first fifth, when all templates are compiled, with that at the end.
"""

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from bench.__main__ import REPRESENTATIVE, STATE, _close, _prepare
from bench.served import Served, p99, served
from shahrsazi.demo.postgres import Cluster

CITIZENS, CLERKS, THOUGHT, MINUTES = 300, 10, 3.0, 30.0
WARM, MOST_GROWTH = 0.2, 0.05
SECTIONS = ("ownership", "inspections", "planning", "drawings", "violations", "permits", "history")
DESK = ("/counter/", "/counter/?q=5-3-120")


def main(minutes: float = MINUTES, citizens: int = CITIZENS) -> int:
    os.environ.setdefault("SHAHRSAZI_MODE", "demo")
    with Cluster(STATE / "postgres") as url:
        url = urlunsplit(urlsplit(url)._replace(path="/shahrsazi"))
        _prepare(url)
        visits = [*_citizens(citizens), *_clerks()]
        with served(url) as site:
            soak = Soak(site, visits, minutes * 60)
            soak.run()
        _close()
    return soak.report()


class Soak:
    """The visits, all at once; `answers` by status, `times` in milliseconds, `memory` of the site in MB."""

    def __init__(self, site: Served, visits: list[tuple[str, str, list[str]]], seconds: float):
        self.site, self.visits, self.seconds = site, visits, seconds
        self.answers, self.times, self.memory = Counter(), [], []
        self.loads: list[int] = []
        self.over = threading.Event()

    def run(self) -> None:
        threads = [threading.Thread(target=self._visit, args=visit) for visit in self.visits]
        threads += [threading.Thread(target=self._feed)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + self.seconds
        while time.monotonic() < until:
            self.over.wait(min(10, self.seconds / 20))
            self.memory.append(self.site.megabytes())
        self.over.set()
        for thread in threads:
            thread.join()

    def _visit(self, cookie: str, token: str, pages: list[str]) -> None:
        browser, dice = self.site.connect(), random.Random(token)
        browser.cookies = {cookie: token}
        while not self.over.wait(dice.uniform(0, 2 * THOUGHT)):
            began = time.perf_counter()
            try:
                self.answers[browser.get(dice.choice(pages))] += 1
            except OSError as error:
                self.answers[type(error).__name__] += 1
                browser = self.site.connect()
                browser.cookies = {cookie: token}
            self.times.append((time.perf_counter() - began) * 1000)

    def _feed(self) -> None:
        """The sample city again and again, as a back office does each night."""
        path = STATE / "samplecity" / "feed.ndjson"
        command = [str(Path(sys.executable).with_name("shahrsazi")), "feed", "load", str(path), "--unsigned"]
        while not self.over.wait(1):
            self.loads.append(subprocess.run(command, stdout=subprocess.DEVNULL, env=dict(os.environ)).returncode)

    def report(self) -> int:
        """The number of the process: 0 where both goals are met."""
        errors = sum(count for status, count in self.answers.items() if status != 200)
        begin = self.memory[int(len(self.memory) * WARM) :]
        first, last = (statistics.median(part) for part in (begin[:3], begin[-3:]))
        growth = last / first - 1
        print(f"{self.seconds / 60:.0f} minutes, {len(self.visits)} visitors: {sum(self.answers.values())} pages,")
        print(f"  median {statistics.median(self.times):.0f} ms, p99 {p99(self.times):.0f} ms; {dict(self.answers)}")
        print(f"  errors {errors} (goal 0); loads of the feed {len(self.loads)}, failed {sum(map(bool, self.loads))}")
        print(f"  memory {first:.0f} MB after the first fifth, {last:.0f} MB at the end: {growth:+.1%} (goal < 5 %)")
        return int(bool(errors or any(self.loads)) or growth >= MOST_GROWTH)


def _citizens(count: int) -> list[tuple[str, str, list[str]]]:
    """(cookie, session, pages), each with up to three sessions, as one person may have."""
    from django.conf import settings

    from shahrsazi.casefiles.casefile import CaseFile
    from shahrsazi.credentials import sessions
    from shahrsazi.people.models import Person

    people = Person.objects.using("owner").filter(contact__registered_on__isnull=False).exclude(number=REPRESENTATIVE)
    visits = []
    for turn in range(-(-count // people.count())):
        for person in people:
            token = sessions.begin(person.id, level=2, device=f"soak {turn}")
            files = CaseFile.visible_to(person.id).using("owner").filter(served=True).values_list("ref", flat=True)
            own = [f"/cases/{ref}/{section}" for ref in files[:3] for section in ("", *(f"{s}/" for s in SECTIONS))]
            visits.append((settings.SESSION_COOKIE, token, ["/cases/", "/my-work/", "/calendar/", *own]))
    return visits[:count]


def _clerks() -> list[tuple[str, str, list[str]]]:
    """A desk has one session: each of the ten is a member of its own."""
    from django.conf import settings

    from shahrsazi.staff import session

    return [(settings.STAFF_COOKIE, session.begin(member, level=session.FULL), list(DESK)) for member in _members()]


def _members() -> list[int]:
    from django.db import transaction

    from shahrsazi.demo.staff import add_sample
    from shahrsazi.persian.identifiers import sample_national_code
    from shahrsazi.staff.invitations import ensure_person, set_role

    add_sample()
    with transaction.atomic(using="entrance"):
        people = [ensure_person(sample_national_code(700_000 + n), "کارمند", "آزمون") for n in range(CLERKS)]
        return [set_role(person, "clerk", 5).id for person in people]


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(*map(float, given[:1]), *map(int, given[1:2])))
