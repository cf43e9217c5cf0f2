"""The page of the batches: what came and what waits, for the two who may release it, and no data of anybody."""

import pytest
from feed_delivery import Exporter, load
from feed_lines import line
from feed_lines import load as load_lines
from staff_client import at_desk, member

from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch

PAGE = "/administration/feed/"


@pytest.fixture
def stopped(city, monkeypatch):
    """A batch that a guard stopped: its manifest, and its number."""
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: {"files_closed": Limit(0, 0)}})
    exporter, made = Exporter(phase="daily"), line()
    assert load_lines(made).bad == []
    closing = made | {"as_of": "2026-02-02T00:00:00Z", "casefile": made["casefile"] | {"opened_on": None}}
    path = exporter.batch(closing)
    with pytest.raises(GuardedError):
        load(path)
    return path, Batch.objects.using("owner").latest("id").id


def _release(client, batch: int) -> str:
    """What the page offers for one batch: other tests leave batches of their own waiting."""
    waiting = client.get(f"/en{PAGE}").content.decode().split('<li class="sheet">')[1:]
    return "".join(item for item in waiting if f'name="batch" value="{batch}"' in item)


def test_two_release_a_batch_on_the_page_and_it_is_applied(stopped):
    path, batch = stopped
    administrator, auditor = at_desk(member("administrator")), at_desk(member("auditor"))
    html = _release(administrator, batch)
    assert "Files that close" in html and "Ask for its release" in html
    assert administrator.post(PAGE, {"batch": batch, "reason": "x"}).headers["Location"].endswith("notice=short")
    sent = administrator.post(PAGE, {"batch": batch, "reason": "compared with the land registry"})
    assert sent.headers["Location"].endswith("notice=asked")
    assert "Release it as the second person" not in _release(administrator, batch)
    assert administrator.post(PAGE, {"batch": batch}).headers["Location"].endswith("notice=own")
    html = _release(auditor, batch)
    assert "compared with the land registry" in html and "Release it as the second person" in html
    assert auditor.post(PAGE, {"batch": batch}).headers["Location"].endswith("notice=agreed")
    assert load(path).good == 1
    assert _release(auditor, batch) == _release(administrator, batch) == ""


@pytest.mark.parametrize("typed", ["", "0", "x", "9" * 30, "-1", "1e3"])
def test_a_batch_that_is_none_is_gone(city, typed):
    client = at_desk(member("administrator"))
    assert client.post(PAGE, {"batch": typed, "reason": "because of it"}).headers["Location"].endswith("notice=gone")
    assert client.get(f"{PAGE}?batch={typed}").status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_what_was_turned_away_stands_by_reason_and_names_nobody(city, language):
    bad = line() | {"secret": 1}
    report = Exporter(title="planning <b>").send(bad, line())
    client = at_desk(member("auditor"))
    html = client.get(f"{language}{PAGE}?batch={report.batch}").content.decode()
    assert (
        "unknown field `secret`" if language else "قرارداد فیلدی با این نام ندارد: secret"
    ) in html and "planning &lt;b&gt;" in html
    for person in bad["people"]:
        assert person["number"] not in html and person["last_name"] not in html


def test_a_clerk_has_no_such_page(stopped):
    _path, batch = stopped
    client = at_desk(member("clerk"))
    assert client.get(PAGE).status_code == client.post(PAGE, {"batch": batch, "reason": "let me"}).status_code == 404
    assert Batch.objects.using("owner").get(id=batch).release_asked_by is None
