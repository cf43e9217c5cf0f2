"""What is older than what is known: turned away, since it would undo it. What was told before is done already."""

from django.db import connections
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_
from msgspec import json

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.faults import fault
from shahrsazi.feed.models import RecordVersion, Source
from shahrsazi.feed.reading import NumberedLine, Refused
from shahrsazi.feed.records import Told, microseconds


def sort_out(lines: list[NumberedLine], source: Source) -> tuple[list[NumberedLine], list[Refused]]:
    """Those that are newer than what is stored, or than an earlier one of these; and those that are turned away. Of
    several versions of one record in one slice the newest is written.
    """
    fresh, refused = [], []
    hours, versions = _hours(lines), _versions(lines, source)
    latest: dict[tuple[str, str], NumberedLine] = {}
    for n in lines:
        if n.told.is_line:
            if (last := hours.get(n.told.key)) and n.told.version < last:
                refused.append(_refused(n, N_("This line is older than what is known of the file.")))
            else:
                hours[n.told.key] = n.told.version
                fresh.append(n)
            continue
        about = n.told.record, n.told.key
        version, digest = versions.get(about, (-1, ""))
        if n.told.version < version:
            refused.append(_refused(n, N_("This version is older than what is known of the record.")))
        elif n.told.version > version:
            versions[about] = n.told.version, n.told.digest
            latest[about] = n
        elif n.told.digest != digest:
            refused.append(_refused(n, N_("This version was told before, and said something else: raise the version.")))
    return [*fresh, *latest.values()], refused


def _refused(n: NumberedLine, sentence: str) -> Refused:
    return Refused(n.number, [fault("", lambda: gettext(sentence))], json.encode(n.reported), n.told)


def _hours(lines: list[NumberedLine]) -> dict[str, int]:
    codes = [n.told.key for n in lines if n.told.is_line]
    rows = CaseFile.in_feed.filter(renewal_code__in=codes).exclude(as_of=None).values_list("renewal_code", "as_of")
    return {code: microseconds(as_of) for code, as_of in rows}


def _versions(lines: list[NumberedLine], source: Source) -> dict[tuple[str, str], tuple[int, str]]:
    """Of the records among these the last version told and its digest, whichever source's it was."""
    told = [n.told for n in lines if not n.told.is_line]
    if not told:
        return {}
    rows = RecordVersion.objects.using("feed").filter(
        source=source, record__in={t.record for t in told}, key__in={t.key for t in told}
    )
    return {(row.record, row.key): (row.version, row.digest) for row in rows}


_SEEN = """
UPDATE casefiles_casefile c SET as_of = to_timestamp(s.version / 1000000.0)
FROM unnest(%s::text[], %s::bigint[]) AS s (code, version)
WHERE c.renewal_code = s.code AND (c.as_of IS NULL OR c.as_of < to_timestamp(s.version / 1000000.0))
"""


def mark_seen(told: list[Told]) -> None:
    """Files of which everything is as it was: only the hour at which that was said moves forward."""
    if told:
        with connections["feed"].cursor() as cursor:
            cursor.execute(_SEEN, [[t.key for t in told], [t.version for t in told]])
