"""The page of the batches: what came and what waits, for the two who may release it, and no data of anybody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, load, with_values
from feed_kept import shown
from feed_lines import line, number, person
from feed_lines import load as load_lines
from history_model import asked
from staff_client import at_desk, member

from shahrsazi.feed import guards
from shahrsazi.feed.guards import Limit
from shahrsazi.feed.loader import GuardedError
from shahrsazi.feed.models import Batch
from shahrsazi.staff.member import Member

PAGE = "/administration/feed/"


@pytest.fixture(autouse=True)
def no_other_batch_waits(city):
    """Other tests leave batches of their own, more than a page shows."""
    Batch.objects.using("owner").filter(state=Batch.WAITING).update(state=Batch.DROPPED)


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
    sent = auditor.post(PAGE, {"batch": batch} | shown("batch", batch))
    assert sent.headers["Location"].endswith("notice=agreed")
    assert load(path).good == 1
    assert _release(auditor, batch) == _release(administrator, batch) == ""


def _ended(client, notice: str) -> bool:
    return client.headers["Location"].endswith(f"notice={notice}")


def test_the_word_of_who_was_suspended_releases_no_batch_with_anothers(stopped):
    _path, batch = stopped
    asks, auditor, third = member("administrator"), at_desk(member("auditor")), at_desk(member("administrator"))
    assert _ended(at_desk(asks).post(PAGE, {"batch": batch, "reason": "compared with nobody"}), "asked")
    Member.objects.using("owner").filter(id=asks.id).update(disabled_at=timezone.now())
    assert _ended(auditor.post(PAGE, {"batch": batch}), "short")
    html = _release(auditor, batch)
    assert "compared with nobody" not in html and "Ask for its release" in html and 'value="refuse"' not in html
    assert _ended(auditor.post(PAGE, {"batch": batch, "do": "refuse"}), "gone")
    assert _ended(auditor.post(PAGE, {"batch": batch, "reason": "compared with the registry"}), "asked")
    assert _ended(third.post(PAGE, {"batch": batch} | shown("batch", batch)), "agreed")
    row = Batch.objects.using("owner").get(id=batch)
    assert (row.release_reason, row.release_asked_by == asks.person_id) == ("compared with the registry", False)


@pytest.mark.parametrize(("own", "word"), [(True, "withdrawn"), (False, "refused")])
def test_a_release_of_a_batch_is_withdrawn_or_refused_and_asked_for_anew(stopped, own, word):
    _path, batch = stopped
    asking = {"batch": batch, "reason": "compared with the registry"}
    administrator, auditor = at_desk(member("administrator")), at_desk(member("auditor"))
    assert _ended(auditor.post(PAGE, {"batch": batch, "do": "refuse"}), "gone")
    administrator.post(PAGE, asking)
    page = _release(administrator if own else auditor, batch)
    assert 'value="refuse"' in page and (">Withdraw<" in page) == own
    refusing = {"batch": batch, "do": "refuse"} | shown("batch", batch)
    assert _ended((administrator if own else auditor).post(PAGE, refusing), word)
    row = Batch.objects.using("owner").get(id=batch)
    assert (row.release_asked_by, row.release_reason, row.released_by) == (None, "", None)
    rows = "SELECT act, reason FROM ledger_ledgerentry WHERE detail ->> 'batch' = %s ORDER BY id"
    assert asked(rows, [str(batch)]) == [("requested", asking["reason"]), (word, asking["reason"])]
    assert _ended(auditor.post(PAGE, {"batch": batch}), "short")
    assert _ended(auditor.post(PAGE, asking), "asked")


def test_a_batch_that_waits_longer_than_many_others_can_still_be_released(stopped, monkeypatch):
    _path, batch = stopped
    load_lines(line())
    monkeypatch.setattr("shahrsazi.feed.views.LOOKED_BACK", 1)
    assert "Ask for its release" in _release(at_desk(member("auditor")), batch)


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
    for each in bad["people"]:
        assert each["number"] not in html and each["last_name"] not in html


def test_reasons_that_the_page_has_no_room_for_are_announced(city, monkeypatch):
    report = Exporter().send(line(), *(line() | {f"secret_{n}": 1} for n in "abc"))
    client, address = at_desk(member("auditor")), f"/en{PAGE}?batch={report.batch}"
    assert "secret_c" in (whole := client.get(address).content.decode()) and "Only the first 2 are shown" not in whole
    monkeypatch.setattr("shahrsazi.feed.views.REASONS", 2)
    assert "secret_c" not in (part := client.get(address).content.decode()) and "Only the first 2 are shown" in part


def test_the_source_that_a_city_begins_with_is_named_in_the_language_of_the_page(city):
    load_lines(line())
    html = at_desk(member("auditor")).get(PAGE).content.decode()
    assert "سامانه شهرداری" in html and "Back office" not in html


def test_a_clerk_has_no_such_page(stopped):
    _path, batch = stopped
    client = at_desk(member("clerk"))
    assert client.get(PAGE).status_code == client.post(PAGE, {"batch": batch, "reason": "let me"}).status_code == 404
    assert Batch.objects.using("owner").get(id=batch).release_asked_by is None


def _last_fed(exporter: Exporter) -> list[str]:
    """The rows of the page of when districts were fed, of one source."""
    page = at_desk(member("auditor")).get(f"/en{PAGE}").content.decode().partition("Last fed</h2>")[2]
    return [row for row in page.split("<tr>") if exporter.source.title in row]


def test_a_line_that_says_the_same_again_has_fed_its_district(city):
    exporter, made = Exporter(title="a source that repeats"), line()
    exporter.send(made)
    rows = Batch.objects.using("owner").filter(source=exporter.source)
    rows.update(ended_at=timezone.now() - timedelta(days=9))
    [before] = _last_fed(exporter)
    assert exporter.send(made | {"as_of": "2026-02-02T08:00:00Z"}).unchanged == 1
    [now] = _last_fed(exporter)
    assert now != before


def test_what_was_replaced_and_never_applied_has_fed_nobody(city, monkeypatch):
    monkeypatch.setattr(guards, "LIMITS", {guards.DAILY: {"files_opened": Limit(0, 0)}})
    exporter = Exporter(title="a source that waits", phase="daily")
    for _turn in range(2):
        with pytest.raises(GuardedError):
            load(exporter.batch(line(), numbered=1))
    [row] = _last_fed(exporter)
    assert "Never" in row


def test_a_source_that_never_delivered_is_named_and_so_is_a_district_that_it_never_told_of(city):
    [row] = _last_fed(Exporter(title="a source that is silent"))
    assert "Never" in row
    exporter = Exporter(title="a source of two districts", districts=[9, 13])
    exporter.send(line())
    never, told = _last_fed(exporter)
    assert "Never" in never and ">13<" in never and "Never" not in told and ">9<" in told


def test_a_source_of_persons_alone_has_the_hour_of_its_last_batch(city):
    exporter = Exporter(title="a source of persons alone")
    exporter.send(with_values("person", (who := number()), person(who)))
    [row] = _last_fed(exporter)
    assert "Never" not in row and ">—<" in row


def test_a_district_that_was_fed_long_ago_stays_on_the_page_of_the_source_that_fed_it(city, monkeypatch):
    monkeypatch.setattr("shahrsazi.feed.views.LOOKED_BACK", 1)
    sources = [Exporter(title="one title for two") for _ in range(2)]
    for exporter in sources:
        exporter.send(line())
    load_lines(line())
    assert len(_last_fed(sources[0])) == 2
