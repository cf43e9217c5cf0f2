"""A page of releases that was opened before a colleague acted does nothing but what it showed."""

import pytest
from feed_delivery import Exporter, load
from feed_kept import PAGE, Kept, shown
from feed_lines import line
from feed_lines import load as load_lines
from history_model import asked
from staff_client import at_desk, member

from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch, Difference

FIRST, OTHER = "compared with the registry", "compared with nobody at all"


class Release:
    """Of a batch or of a difference, by an administrator and the auditor; `kept` where a file is told otherwise."""

    def __init__(self, kind: str, number: int, kept: Kept | None = None):
        self.kind, self.number, self.kept = kind, number, kept
        self.administrator, self.auditor = at_desk(member("administrator")), at_desk(member("auditor"))

    @property
    def row(self):
        model = {"batch": Batch, "difference": Difference}[self.kind]
        return model.objects.using("owner").get(id=self.number)

    def stale(self) -> dict:
        """What a page that is opened now says of it."""
        return shown(self.kind, self.number)

    def post(self, client, seen: dict | None = None, **fields) -> str:
        """The notice to whoever sends a form: of a page that is opened now, or of an older one."""
        seen = self.stale() if seen is None else seen
        answer = client.post(PAGE, {self.kind: self.number} | fields | seen)
        return answer.headers["Location"].split("notice=")[1]


@pytest.fixture(params=["batch", "difference"])
def release(request, city, monkeypatch):
    if request.param == "difference":
        kept = Kept()
        kept.send(kept.made, effective_to="2026-01-01")
        return Release("difference", kept.difference.id, kept)
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: {"files_closed": Limit(0, 0)}})
    exporter, made = Exporter(phase="daily"), line()
    assert load_lines(made).bad == []
    closing = made | {"as_of": "2026-02-02T00:00:00Z", "casefile": made["casefile"] | {"opened_on": None}}
    with pytest.raises(GuardedError):
        load(exporter.batch(closing))
    return Release("batch", Batch.objects.using("owner").latest("id").id)


def test_the_page_says_what_it_shows(release):
    release.post(release.administrator, reason=FIRST)
    if release.kind == "batch":
        Batch.objects.using("owner").filter(state=Batch.WAITING).exclude(id=release.number).update(state=Batch.DROPPED)
    else:
        Difference.objects.using("owner").filter(id=release.number).update(since="2020-01-01T00:00:00Z")
    html = release.auditor.get(f"/en{PAGE}").content.decode()
    assert f'name="shown" value="{release.stale()["shown"]}"' in html


def test_who_asks_from_a_page_on_which_nobody_had_asked_does_not_agree_to_a_colleagues_wish(release):
    before = release.stale()
    assert release.post(release.administrator, reason=FIRST) == "asked"
    assert release.post(release.auditor, before, reason=OTHER) == "other"
    assert (release.row.release_reason, release.row.released_by) == (FIRST, None)
    assert release.post(release.auditor) == "agreed"


def test_who_agrees_agrees_to_the_reason_that_the_page_showed_alone(release):
    release.post(release.administrator, reason=FIRST)
    before = release.stale()
    assert release.post(release.administrator, do="refuse") == "withdrawn"
    assert release.post(release.auditor, before) == "gone"
    release.post(release.administrator, reason=OTHER)
    assert release.post(release.auditor, before) == "other"
    assert release.post(release.auditor, before, do="refuse") == "other"
    assert release.row.released_by is None and release.row.release_reason == OTHER
    assert release.post(release.auditor) == "agreed"


def test_who_withdraws_from_an_older_page_refuses_no_colleagues_wish(release):
    release.post(release.administrator, reason=FIRST)
    before = release.stale()
    release.post(release.administrator, do="refuse")
    release.post(release.auditor, reason=FIRST)
    assert release.post(release.administrator, before, do="refuse") == "other"
    assert release.row.release_asked_by is not None
    assert release.post(release.auditor, do="refuse") == "withdrawn"


def test_who_agrees_agrees_to_what_was_told_then(city):
    kept = Kept()
    kept.send(kept.made, effective_to="2026-01-01")
    release = Release("difference", kept.difference.id, kept)
    release.post(release.administrator, reason=FIRST)
    before = release.stale()
    kept.send(kept.made, effective_to="2025-02-02")
    release.post(release.administrator, reason=FIRST)
    assert release.post(release.auditor, before) == "other" and release.row.released_by is None
    assert release.post(release.auditor) == "agreed"


def test_the_wish_of_who_was_suspended_does_not_come_back_to_life_with_them(release):
    asks = member("administrator")
    assert release.post(at_desk(asks), reason=FIRST) == "asked"
    for disabled in ("now()", "NULL"):
        asked(f"UPDATE staff_member SET disabled_at = {disabled} WHERE id = %s RETURNING 1", [asks.id])
    assert release.stale() == {"shown": ""} and release.row.release_reason == ""
    assert release.post(release.auditor) == "short"
