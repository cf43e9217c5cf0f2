"""What is stored of the rows that a batch tells: the guards compare with these."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q

from shahrsazi.casefiles.casefile import CaseFile, Mandate
from shahrsazi.feed import differences
from shahrsazi.feed.guarded_facts import Counted
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.records import RECORDS

Row = tuple[str, str]  # the file's renewal code, empty of a mandate for every file; source key


def rows(model: Any, reported: Collection[Row]) -> dict[Row, Any]:
    """Of these the ones that are stored."""
    return {row: each[0] for row, each in several(model, reported).items()}


def several(model: Any, reported: Collection[Row]) -> dict[Row, list[Any]]:
    """The same of mandates: under one key there may be one of each principal."""
    if not reported:
        return {}
    codes, keys = {code for code, _key in reported}, {key for _code, key in reported}
    there = Q(case__renewal_code__in=codes) | (Q(case=None) if model is Mandate else Q())
    result: dict[Row, list[Any]] = {}
    for row in model.in_feed.filter(there, source_key__in=keys).select_related("case"):
        result.setdefault((row.case.renewal_code if row.case else "", row.source_key), []).append(row)
    return result


def files(codes: Collection[str]) -> dict[str, CaseFile]:
    """Of these renewal codes those of stored files."""
    return {case.renewal_code: case for case in CaseFile.in_feed.filter(renewal_code__in=codes)} if codes else {}


def standing(stored: Iterable[Any], source: Source) -> set[int]:
    """The ids of these rows, which are all of one kind, of which the counter's word stands against the source."""
    rows = list(stored)
    kind = differences.BY_COUNTER.get(type(rows[0])) if rows else None
    return differences.by_counter(rows, kind, source) if kind else set()


def last_versions(records: list[Counted], source: Source) -> dict[tuple[str, str], RecordVersion]:
    """What the source told last of these, each with its file."""
    keys = {n.envelope.key for n in records}
    stored = RecordVersion.objects.using("feed").filter(source=source, key__in=keys, record__in=RECORDS)
    return {(row.record, row.key): row for row in stored.select_related("case")} if records else {}
