"""What stands late in a batch: the newest of several versions, and what is tried again behind all others."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from shahrsazi.feed import together
from shahrsazi.feed.met import Met
from shahrsazi.feed.models import RecordVersion, Source
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


class Last(NamedTuple):
    """Of what was turned away of one thing the newest: its version, and where it lies in the spool."""

    version: int
    position: int
    state: str


def tied(spool: Spool, quarantine: Quarantine) -> dict[About, Last]:
    """What was turned away, also before a load was broken off, and may be let in by what stands behind it."""
    numbers = quarantine.numbers() if quarantine.is_resumed else quarantine.tied
    result: dict[About, Last] = {}
    for position, head in spool.heads() if numbers else ():
        if head.number in numbers and together.is_tied(head.envelope):
            last = Last(head.envelope.version, position, head.envelope.state)
            result[_about(head)] = max(result.get(_about(head), last), last)
    return result


def withdrawals(spool: Spool, last: dict[About, Last]) -> list[NumberedLine]:
    """In reverse order of their kinds, what belongs to something before that."""
    positions = sorted(each.position for each in last.values() if each.state == WITHDRAWN)
    return sorted(spool.at(positions), key=lambda n: -RECORDS.index(n.envelope.record))


def by_file(last: dict[About, Last], source: Source) -> list[list[int]]:
    """Where those lie that are not withdrawn and were told before, by the file of which they were told."""
    result: dict[int, list[int]] = {}
    present = (about for about, each in last.items() if each.state != WITHDRAWN)
    for chunk in portions(present, CHUNK, lambda _about: 0):
        records, keys = {record for record, _key in chunk}, {key for _record, key in chunk}
        rows = RecordVersion.objects.using("feed").filter(source=source, record__in=records, key__in=keys)
        of_chunk = set(chunk)
        for record, key, case in rows.exclude(case=None).values_list("record", "key", "case_id"):
            if case and (record, key) in of_chunk:
                result.setdefault(case, []).append(last[record, key].position)
    return [sorted(positions) for positions in result.values()]
