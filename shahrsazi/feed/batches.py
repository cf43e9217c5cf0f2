"""What is written down of a batch: which one a delivery is, how it was judged, and since when it is applied."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from shahrsazi.feed import quarantine
from shahrsazi.feed.attachments import FeedHaltedError
from shahrsazi.feed.delivery import Delivery, DeliveryError
from shahrsazi.feed.guards import Guards
from shahrsazi.feed.judging import Judgement
from shahrsazi.feed.models import Batch, QuarantinedRecord
from shahrsazi.feed.reading import WrongFormError
from shahrsazi.feed.spool import spool_of

# What became of the batch whose turn it is → what to do before another one comes.
_BEFORE_IT = {
    None: N_("Batch %(number)s is not the next: after %(last)s something is missing."),
    Batch.WAITING: N_(
        "Batch %(number)s is not the next: %(before)s waits for two people. When they have released it, start its load "
        "again first, or send another delivery under its number."
    ),
    Batch.APPLYING: N_("Batch %(number)s is not the next: %(before)s is half applied. Start its load again first."),
    Batch.JUDGING: N_("Batch %(number)s is not the next: the load of %(before)s was broken off. Start it again first."),
}


def refuse_out_of_turn(delivery: Delivery) -> None:
    """DeliveryError for a batch that was here before, or that others of its source must come before."""
    manifest, last = delivery.manifest, delivery.source.last_sequence
    if manifest is None or manifest.sequence == last + 1:
        return
    words = {"number": manifest.sequence, "last": last}
    if manifest.sequence > last:
        raise DeliveryError(_(_BEFORE_IT[_state_of(delivery, last + 1)]) % (words | {"before": last + 1}))
    same = Batch.objects.using("feed").filter(source=delivery.source, sequence=manifest.sequence, state=Batch.DONE)
    if same.filter(sha256=delivery.sha256).exists():
        raise DeliveryError(_("Batch %(number)s was loaded already. Nothing was done.") % words)
    raise DeliveryError(_("Another batch %(number)s was loaded already: this one needs a number of its own.") % words)


def _state_of(delivery: Delivery, sequence: int) -> str | None:
    """Of a batch that is not done; None where it never came, or was refused as a whole."""
    rows = _open(delivery).filter(sequence=sequence)
    return rows.values_list("state", flat=True).first()


def _open(delivery: Delivery) -> QuerySet[Batch]:
    return Batch.unfinished("feed").filter(source=delivery.source)


def _sequence(delivery: Delivery) -> int | None:
    return delivery.manifest.sequence if delivery.manifest else None


def unfinished(delivery: Delivery) -> Batch | None:
    """The batch of this very delivery, if it waits or its load was broken off."""
    return _open(delivery).filter(sequence=_sequence(delivery), sha256=delivery.sha256).order_by("-id").first()


def batch_of(delivery: Delivery, by: str) -> Batch:
    """The batch of this delivery: a new one, or one whose load was broken off."""
    if before := unfinished(delivery):
        return before
    sequence = _sequence(delivery)
    for other in _open(delivery).filter(sequence=sequence) if sequence else ():
        _drop(other)
    made_at = delivery.manifest.moment if delivery.manifest else None
    whose = {"source": delivery.source, "sequence": sequence, "sha256": delivery.sha256}
    batch = Batch(**whose, made_at=made_at, started_by=by[:60])
    batch.save(using="feed", force_insert=True)
    return batch


def _drop(batch: Batch) -> None:
    """Another delivery came under its number. One of which nothing was written makes room."""
    if batch.is_begun:
        words = {"number": batch.sequence}
        raise DeliveryError(_("Another batch %(number)s is half applied: load that one to its end first.") % words)
    _give_up(batch, Batch.DROPPED)


def _give_up(batch: Batch, state: str) -> None:
    Batch.objects.using("feed").filter(id=batch.id).update(state=state, ended_at=Now())
    spool_of(batch).remove()


@contextmanager
def refusing(batch: Batch | None) -> Iterator[None]:
    """A delivery that is refused as a whole is judged no more, and its number is free."""
    try:
        yield
    except (DeliveryError, WrongFormError):
        if batch and batch.state == Batch.JUDGING and not batch.is_begun:
            batch.state = Batch.REFUSED
            Batch.objects.using("feed").filter(id=batch.id).update(state=Batch.REFUSED, ended_at=Now())
        raise


def begin_judging(batch: Batch) -> None:
    """From the beginning: what another judging turned away is forgotten, and what was good then may be good no more. So
    one that is half applied is applied from its first record on: what is in already stays as it is.
    """
    if batch.is_begun:
        batch.state, batch.applied = Batch.JUDGING, 0
    with transaction.atomic(using="feed"):
        QuarantinedRecord.objects.using("feed").filter(batch=batch).delete()
        batch.save(using="feed", update_fields=["state", "applied"])


def end_judging(batch: Batch, judgement: Judgement, guards: Guards, refused: int) -> bool:
    """Whether it is applied now: or else it waits for two people. One of which something is written never waits, and
    what it changed before counts as well.
    """
    stopped = guards.tripped()
    batch.records, batch.turned_away = judgement.lines, refused
    if batch.is_begun:
        batch.unchanged = min(batch.unchanged, judgement.unchanged)
        batch.by_district = _greater(batch.by_district, guards.by_district)
        names = {*batch.counts, *guards.by_guard}
        batch.counts = {n: _greater(batch.counts.get(n, {}), guards.by_guard.get(n, {})) for n in names}
    else:
        batch.unchanged, batch.by_district = judgement.unchanged, guards.by_district
        batch.counts, batch.guards = guards.by_guard, stopped
    waits = bool(stopped) and not batch.never_waits
    batch.state = Batch.WAITING if waits else Batch.APPLYING
    columns = ["records", "unchanged", "by_district", "counts", "guards", "state", "turned_away"]
    batch.save(using="feed", update_fields=columns)
    return not waits


def _greater(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, Any]:
    return {name: max(before.get(name, 0), now.get(name, 0)) for name in {**before, **now}}


def refuse_overtaken(batch: Batch | None) -> None:
    """Asked when the lock of a load was lost and taken again. FeedHaltedError where another one ran meanwhile: this
    one has not compared what that wrote, and its batch may be at its end. Loaded again, the rest is compared anew.
    """
    if batch is None:
        return
    rows = Batch.objects.using("feed")
    stored = rows.get(id=batch.id)
    applies = batch.state == Batch.APPLYING
    ended = applies and stored.state == Batch.DONE  # by this very load, which the dying server did not say
    later = applies and rows.filter(applying_since__gt=batch.applying_since).exists()
    if later or not ended and stored.state != batch.state:
        raise FeedHaltedError(_("Another load ran while the database was away: load this one again."))


def begin_applying(batch: Batch) -> list[int]:
    """Also for the rest of it: what another batch has written meanwhile is not its own. Returns the loads that are half
    applied and go on no more since it came.
    """
    batch.applying_since = timezone.now()
    batch.save(using="feed", update_fields=["applying_since"])
    return [] if batch.sequence else _left_behind(batch)


def _left_behind(batch: Batch) -> list[int]:
    """What was broken off and has no number either, by which another could take its place, ends when that is applied.
    One that waits for two is in nobody's way.
    """
    others = Batch.unfinished("feed").filter(source=batch.source_id, sequence=None).exclude(state=Batch.WAITING)
    for other in others.exclude(id=batch.id):
        quarantine.settle(other)  # what it told rightly is in
        _give_up(other, Batch.ABANDONED if other.applying_since else Batch.DROPPED)
    return _abandoned_since(batch)


def _abandoned_since(batch: Batch) -> list[int]:
    """Also before this one was broken off itself: whoever loaded it then was not told."""
    begun = Batch.objects.using("feed").filter(id=batch.id).values(moment=Coalesce("released_at", "begun_at"))
    rows = Batch.objects.using("feed").filter(source=batch.source_id, sequence=None, state=Batch.ABANDONED)
    return list(rows.filter(ended_at__gte=Subquery(begun)).order_by("id").values_list("id", flat=True))
