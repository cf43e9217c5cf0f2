"""What is older than what is known: turned away, since it would undo it. What was told before is done already."""

from collections.abc import Iterable

from django.db import connections
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.models import Batch, RecordVersion, Source
from shahrsazi.feed.problems import problem
from shahrsazi.feed.reading import NumberedLine, Refused
from shahrsazi.feed.records import DIGEST_FORM, FILE, LINE, PRESENT, Envelope, microseconds


def sort_out(
    lines: list[NumberedLine], source: Source, resumed: Batch | None = None
) -> tuple[list[NumberedLine], list[Refused]]:
    """Of a slice, in which nothing stands twice: what is newer than what is stored, and what is turned away. What says
    the same again is neither, but where it is to be looked at once more (RecordVersion.again); nor is what a load that
    was broken off had told before what it told last.
    """
    fresh, refused = [], []
    hours, before, own = _hours(lines, source), versions(lines, source), _told_by(resumed, lines)
    for n in lines:
        if n.envelope.is_line:
            if n.envelope.version >= hours.get(n.envelope.key, 0):
                fresh.append(n)
            elif (LINE, n.envelope.key) not in own:
                refused.append(_refused(n, N_("This line is older than what is known of the file.")))
            continue
        about = n.envelope.record, n.envelope.key
        last = before.get(about)
        if last is None or is_fresh(n.envelope, last):
            fresh.append(n)
        elif n.envelope.version < last.version:
            if about not in own:
                refused.append(_refused(n, N_("This version is older than what is known of the record.")))
        elif n.envelope.digest != last.digest:
            refused.append(_refused(n, N_("This version was told before, and said something else: raise the version.")))
    return fresh, refused


def _told_by(batch: Batch | None, lines: list[NumberedLine]) -> set[tuple[str, str]]:
    """Record and key of those of which this batch told last."""
    if batch is None:
        return set()
    rows = RecordVersion.objects.using("feed").filter(batch=batch, key__in={n.envelope.key for n in lines})
    return set(rows.values_list("record", "key"))


def is_fresh(envelope: Envelope, last: RecordVersion | None) -> bool:
    """Whether a record says something new, or the same that is to be looked at once more. A digest in the form of
    earlier days does not show whether it is the same: then it is written as it stands, and what is equal stays.
    """
    if last is None or envelope.version > last.version:
        return True
    look = not last.digest.startswith(DIGEST_FORM) or last.again and envelope.digest == last.digest
    return look and envelope.version == last.version


def _refused(n: NumberedLine, sentence: str) -> Refused:
    return Refused(n.number, [problem("", lambda: gettext(sentence))], n.raw, n.envelope)


def _hours(lines: list[NumberedLine], source: Source) -> dict[str, int]:
    """When each file was told of last; also a file that had this renewal code when the source told of it before, and
    has another one since: an older line does not make a second file of it.
    """
    codes = [n.envelope.key for n in lines if n.envelope.is_line]
    former = RecordVersion.objects.using("feed").filter(source=source, record=LINE, key__in=codes).exclude(case=None)
    rows = [
        *former.values_list("key", "case__as_of"),
        *CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "as_of"),
    ]
    return {code: microseconds(as_of) for code, as_of in rows if as_of}


def versions(lines: list[NumberedLine], source: Source) -> dict[tuple[str, str], RecordVersion]:
    """Of the records among these the last version that the source told."""
    envelope = [n.envelope for n in lines if not n.envelope.is_line]
    if not envelope:
        return {}
    rows = RecordVersion.objects.using("feed").filter(
        source=source, record__in={t.record for t in envelope}, key__in={t.key for t in envelope}
    )
    return {(row.record, row.key): row for row in rows}


_SEEN = """
UPDATE casefiles_casefile c SET as_of = to_timestamp(s.version / 1000000.0)
FROM unnest(%s::text[], %s::bigint[]) AS s (code, version)
WHERE c.renewal_code = s.code AND (c.as_of IS NULL OR c.as_of < to_timestamp(s.version / 1000000.0))
"""


def move_hours_forward(hours: dict[str, int]) -> None:
    """Renewal code → microseconds: when the file was told of last. Of one that was told of later it stays."""
    if hours:
        with connections["feed"].cursor() as cursor:
            cursor.execute(_SEEN, [list(hours), list(hours.values())])


def told_elsewhere(cases: Iterable[int], source: Source) -> set[int]:
    """Of these files those of which another source tells too: one source's mistake takes them from nobody."""
    rows = RecordVersion.objects.using("feed").exclude(source=source).filter(case__in=set(cases), state=PRESENT)
    return set(rows.filter(record__in=(FILE, LINE)).values_list("case_id", flat=True))
