"""The course of an attack: slow visitors, then rounds of hostile requests beside an honest reader, then the verdict."""

import argparse
import time
from random import Random

from attack import framing, races, scans, slow, visitors
from attack.crawl import Map, crawl
from attack.fuzz import fuzz
from attack.honest import Reader, pages_of
from attack.judge import Judge, middle
from attack.site import Site

SECONDS, ROUND = 90, 8000  # of the short form; requests until the forms are opened and the races run anew
SERVED = 0.99
MIN_SECONDS = 45  # however long the start took


class Attack:
    def __init__(self, site: Site, options: argparse.Namespace, began: float):
        self.site, self.options, self.strict, self.began = site, options, bool(options.requests), began
        seconds = options.seconds or (10**7 if options.requests else SECONDS)
        left = max(MIN_SECONDS, seconds - (time.monotonic() - began))
        self.deadline = time.monotonic() + left
        self.short = min(left, SECONDS)  # what the fixed parts divide among them
        self.dice, self.judge = Random(options.seed), Judge(site.port)
        self.everyone, self.honest = visitors.everyone(), visitors.honest()
        for visitor in [*self.everyone, self.honest]:
            visitor.begin()

    def run(self) -> int:
        self.say(f"a demonstration is up, seed {self.options.seed}")
        pages = pages_of(self.site.port, self.honest)
        lines, readers = slow.beside_slow_visitors(self.site.port, self.honest, pages, self.short * 0.12)
        self.say(*lines)
        with Reader(self.site.port, self.honest, pages) as reader:
            self._rounds()
        alone = [t for each in slow.measure(self.site.port, self.honest, pages, 2) for t in each.times]
        self.judge.confirm_slow(middle(alone), strict=self.strict)
        return self._verdict(reader, readers)

    def _rounds(self) -> None:
        """Each begins with forms opened anew; the first one has the fixed parts as well."""
        number = 0
        while number == 0 or (time.monotonic() < self.deadline and self.judge.requests < self.options.requests):
            for visitor in self.everyone if number else ():
                visitor.begin()  # their own requests may just have signed them out
            site = crawl(self.judge, self.everyone, self.short * 0.12, self.dice)
            if number == 0:
                self.say(
                    f"{len(site.pages)} addresses, {len(site.names)} fields, {sum(map(len, site.forms.values()))} forms"
                )
                self._fixed(site)
            self._race(number)
            limit = min(ROUND, max(0, self.options.requests - self.judge.requests)) if self.strict else 10**9
            fuzz(self.judge, site, self.everyone, f"{self.options.seed}/{number}", limit, self.deadline)
            self.say(f"round {number}: {self.judge.summary()}")
            number += 1

    def _fixed(self, site: Map) -> None:
        self.say(*framing.attack(self.judge))
        until = time.monotonic() + self.short * 0.1
        self.say(*scans.attack(self.judge, site, self._clerk, self.dice, until))

    @property
    def _clerk(self) -> visitors.Visitor:
        return next(visitor for visitor in self.everyone if visitor.kind == "clerk")

    def _race(self, number: int) -> None:
        """Of another citizen each time: an hour allows one of them three messages."""
        self._clerk.begin()
        person = visitors.RACERS[number % len(visitors.RACERS)]
        lines = races.attack(self.judge, self.site, person, self._clerk)
        if number == 0:
            self.say(*lines)

    def say(self, *lines: str) -> None:
        for line in lines:
            print(f"{time.monotonic() - self.began:6.1f} s  {line}", flush=True)

    def _verdict(self, reader: Reader, others: list[Reader]) -> int:
        slowest = max(reader.times, default=0)
        self.say(f"honest: {len(reader.answers)} pages, {reader.served:.2%} answered 200, slowest {slowest:.2f} s")
        self.say(self.judge.summary())
        closed = [f"{note}: {count}" for note, count in self.judge.closed.most_common(40) if count]
        self.say(f"closed without an answer: {', '.join(closed)}")
        became = scans.became()
        self.say(f"scans that were kept aside: {became}")
        failures = [str(failure) for failure in self.judge.failures[:20]]
        if "waiting" in became:
            failures.append(f"FAILS: after {scans.CHECKED} s the worker had not looked at each scan: {became}")
        failures += [
            f"FAILS: honest people were served {each.served:.2%}: {each.refused()[:20]}"
            for each in (reader, *others)
            if each.served < SERVED
        ]
        if self.site.running_workers() != self.site.workers:
            failures.append("FAILS: a process of the server ended and was replaced")
        failures += [f"FAILS: in the log: {trace[-3000:]}" for trace in self.site.tracebacks()[:20]]
        for line in [*(f"WARNING: {sentence}" for sentence in self.judge.warnings), *failures]:
            print(line, flush=True)
        self.say(f"{len(failures)} failures, {len(self.judge.warnings)} warnings")
        return 1 if failures else 0
