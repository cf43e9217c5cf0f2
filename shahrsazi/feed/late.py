"""What stands late in a batch: the newest of several versions, and withdrawals that are tried behind all others."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from shahrsazi.feed.met import Met
from shahrsazi.feed.portions import portions
from shahrsazi.feed.quarantine import Quarantine
from shahrsazi.feed.reading import NumberedLine
from shahrsazi.feed.records import RECORDS, WITHDRAWN, About
from shahrsazi.feed.spool import Head, Spool

CHUNK = 1_000


def newest(spool: Spool) -> dict[About, int]:
    """Of what a batch tells several times, the number of the first record with the highest version."""
    several = _several(spool)
    highest: dict[About, tuple[int, int]] = {}
    for _position, head in spool.heads() if several else ():
        about = _about(head)
        if about in several:
            highest[about] = max(highest.get(about, (-1, 0)), (head.envelope.version, -head.number))
    return {about: -number for about, (_version, number) in highest.items()}


def _several(spool: Spool) -> set[About]:
    """What is told several times."""
    once: Met[About] = Met()
    result: set[About] = set()
    for chunk in portions((_about(head) for _position, head in spool.heads()), CHUNK, lambda _about: 0):
        new = once.new(chunk)
        result |= {about for about, count in Counter(chunk).items() if count > 1 or about not in new}
    return result


def numbers(spool: Spool, skip: int) -> Iterator[int]:
    """Of all but so many records at the beginning."""
    return (head.number for _position, head in islice(spool.heads(), skip, None))


def _about(head: Head) -> About:
    return head.envelope.record, head.envelope.key


def withdrawals(spool: Spool, quarantine: Quarantine) -> set[int]:
    """The numbers of those that were turned away, also before a load was broken off."""
    if not quarantine.is_resumed:
        return quarantine.withdrawals
    numbers = {head.number for _position, head in spool.heads() if head.envelope.state == WITHDRAWN}
    return quarantine.among(numbers)


def lines(spool: Spool, numbers: set[int]) -> list[NumberedLine]:
    """Those with these numbers, of each thing the newest: in reverse order of their kinds, what belongs to something
    before that.
    """
    last: dict[About, tuple[int, int]] = {}
    for position, head in spool.heads():
        if head.number in numbers:
            about = _about(head)
            last[about] = max(last.get(about, (-1, 0)), (head.envelope.version, position))
    positions = sorted(position for _version, position in last.values())
    return sorted(spool.at(positions), key=lambda n: -RECORDS.index(n.envelope.record))
