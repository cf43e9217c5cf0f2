"""What is older than what is known: turned away, since it would undo it. What was told before is done already."""

from collections.abc import Iterable

from django.db import connections
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.feed.models import Batch, RecordVersion, Source
from shahrsazi.feed.problems import problem
from shahrsazi.feed.reading import NumberedLine, Refused
from shahrsazi.feed.records import DIGEST_FORM, FILE, LINE, PRESENT, WITHDRAWN, Envelope, microseconds

SEEN = "seen"  # beside a line's version: when its source said the same again


def sort_out(
    lines: list[NumberedLine], source: Source, resumed: Batch | None = None
) -> tuple[list[NumberedLine], list[Refused]]:
    """Of a slice, in which nothing stands twice: what is newer than what is stored, and what is turned away. What says
    the same again is neither, but where it is to be looked at once more (RecordVersion.again); nor is what a load that
    was broken off had told before what it told last.
    """
    fresh, refused = [], []
    last_hours = hours([n.envelope.key for n in lines if n.envelope.is_line], source)
    before, own = versions(lines, source), _told_by(resumed, lines)
    for n in lines:
        if n.envelope.is_line:
            if n.envelope.version >= last_hours.get(n.envelope.key, 0):
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
    records, keys = {n.envelope.record for n in lines}, {n.envelope.key for n in lines}
    rows = RecordVersion.objects.using("feed").filter(source=batch.source_id, record__in=records, key__in=keys)
    return set(rows.filter(batch=batch).values_list("record", "key"))


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


def hours(codes: Iterable[str], source: Source) -> dict[str, int]:
    """When this source told of each file last, by the codes of its lines. The file's own hour says so until somebody
    else tells of it. Also of a file that had this code when the source told of it before, and has another one since: an
    older line does not make a second file of it.
    """
    rows = RecordVersion.objects.using("feed").filter(source=source, record__in=(LINE, SEEN), key__in=codes)
    own = list(rows.values_list("record", "key", "version", "case", "case__as_of"))
    here = CaseFile.in_feed.filter(renewal_code__in=codes).values_list("renewal_code", "id", "as_of")
    files = [*here, *((key, case, as_of) for _record, key, _version, case, as_of in own if case)]
    others = RecordVersion.objects.using("feed").exclude(source=source)
    shared = set(others.filter(case__in={case for _c, case, _a in files}).values_list("case_id", flat=True))
    shared |= {case for record, _key, _version, case, _as_of in own if record == SEEN}
    result: dict[str, int] = {}
    alone = [(code, microseconds(as_of)) for code, case, as_of in files if as_of and case not in shared]
    for code, hour in [*alone, *((key, version) for _record, key, version, _case, _as_of in own)]:
        result[code] = max(result.get(code, 0), hour)
    return result


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


_KEEP_HOURS = """
INSERT INTO feed_recordversion (source_id, record, key, version, state, digest, again, case_id)
SELECT v.source_id, %s, v.key, (extract(epoch FROM c.as_of) * 1000000)::bigint, v.state, '', false, c.id
FROM casefiles_casefile c JOIN feed_recordversion v ON v.case_id = c.id AND v.record = 'line' AND v.source_id <> %s
WHERE (c.renewal_code = ANY (%s) OR c.id = ANY (%s)) AND c.as_of IS NOT NULL AND NOT EXISTS (
  SELECT FROM feed_recordversion o WHERE o.case_id = c.id AND o.source_id <> v.source_id)
ON CONFLICT (source_id, record, key) DO NOTHING
"""
_TOLD_NOW = "UPDATE casefiles_casefile SET as_of = now() WHERE id = ANY (%s) AND as_of < now()"


def keep_hours(codes: list[str], source: Source) -> None:
    """Asked before this source tells of these files: of those that another one alone told of so far, their hour is that
    one's, and is the file's no more.
    """
    with connections["feed"].cursor() as cursor:
        cursor.execute(_KEEP_HOURS, [SEEN, source.id, codes, []])


def tell_of(cases: set[int], source: Source) -> None:
    """Asked before their versions are stored: records tell something of these files now, and others may tell lines of
    them. The hour of a file of which nobody told as a whole stays unknown.
    """
    if cases:
        with connections["feed"].cursor() as cursor:
            cursor.execute(_KEEP_HOURS, [SEEN, source.id, [], list(cases)])
            cursor.execute(_TOLD_NOW, [list(cases)])


_KEEP_SEEN = """
INSERT INTO feed_recordversion (source_id, record, key, version, state, digest, again, case_id)
SELECT v.source_id, %s, v.key, s.version, v.state, '', false, v.case_id
FROM unnest(%s::text[], %s::bigint[]) AS s (code, version)
JOIN feed_recordversion v ON v.source_id = %s AND v.record = 'line' AND v.key = s.code
WHERE EXISTS (
  SELECT FROM feed_recordversion o WHERE o.case_id = v.case_id AND (o.source_id <> v.source_id OR o.record = %s))
ON CONFLICT (source_id, record, key) DO UPDATE SET version = greatest(feed_recordversion.version, excluded.version)
"""


def see_again(seen: dict[str, int], source: Source) -> None:
    """Renewal code → microseconds of lines that say what they said before: their source told the files then. Where
    another one tells a file too, its own hour is kept beside.
    """
    move_hours_forward(seen)
    if seen:
        with connections["feed"].cursor() as cursor:
            cursor.execute(_KEEP_SEEN, [SEEN, list(seen), list(seen.values()), source.id, SEEN])


def take_lines_back(cases: set[int], source: Source) -> None:
    """Of files that a source withdraws it tells no line any more, until the next one."""
    if cases:
        lines = RecordVersion.objects.using("feed").filter(source=source, record=LINE, case__in=cases)
        lines.update(state=WITHDRAWN, digest="")


def told_elsewhere(cases: Iterable[int], source: Source) -> set[int]:
    """Of these files those of which another source tells too: one source's mistake takes them from nobody."""
    rows = RecordVersion.objects.using("feed").exclude(source=source).filter(case__in=set(cases), state=PRESENT)
    return set(rows.filter(record__in=(FILE, LINE)).values_list("case_id", flat=True))
