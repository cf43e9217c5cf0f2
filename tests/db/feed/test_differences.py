"""The counter's word stands until the feed tells the same, or two of the oversight release it, who see both."""

from datetime import timedelta

import pytest
from django.utils import timezone
from feed_delivery import Exporter, load
from feed_kept import Kept, released, shown
from feed_lines import line, mandate, number, owner, person
from history_model import asked
from list_pages import pages
from personas import person_id
from staff_client import at_desk, member

from shahrsazi.feed.models import Difference, Source
from shahrsazi.people.models import Contact

PAGE = "/administration/feed/"


@pytest.fixture
def kept(city):
    return Kept()


def test_what_is_told_otherwise_is_noted_with_its_source_and_batch_and_the_counter_s_word_stands(kept):
    report = kept.send(kept.made, effective_to="2026-01-01")
    assert kept.end == "2026-06-06"
    noted = kept.difference
    assert (noted.fields, noted.reported) == (["effective_to"], {"effective_to": "2026-01-01"})
    assert (noted.batch_id, noted.case_id, noted.person_id) == (report.batch, kept.case.id, person_id(kept.code))
    assert (noted.settled_at, noted.released_at) == (None, None)


def test_a_feed_that_says_the_same_as_before_is_compared_once_with_what_the_counter_did_meanwhile(kept):
    assert kept.send(kept.made).unchanged == 0
    assert kept.difference.reported == {"effective_to": ""} and kept.end == "2026-06-06"
    assert kept.send(kept.made).unchanged == 1


def test_when_the_feed_has_told_the_same_its_next_correction_counts(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    kept.send(kept.made, effective_to="2026-06-06")
    assert kept.difference.settled_at and kept.difference.fields == []
    kept.send(kept.made, effective_to="2026-05-05")
    assert kept.end == "2026-05-05"


def test_a_later_act_of_the_counter_stands_anew(kept):
    kept.send(kept.made, effective_to="2026-06-06")
    kept.act("2026-07-07", 8)
    kept.send(kept.made, effective_to="2026-01-01")
    assert kept.end == "2026-07-07"


def test_two_of_the_oversight_release_it_and_the_next_batch_counts(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    number = kept.difference.id
    administrator, auditor = at_desk(member("administrator")), at_desk(member("auditor"))
    assert "End of the share" in waiting(administrator, number)
    assert administrator.post(PAGE, {"difference": number, "reason": "x"}).headers["Location"].endswith("notice=short")
    sent = administrator.post(PAGE, {"difference": number, "reason": "the deed was compared"})
    assert sent.headers["Location"].endswith("notice=asked")
    assert administrator.post(PAGE, {"difference": number}).headers["Location"].endswith("notice=own")
    kept.send(kept.made, effective_to="2026-01-01")
    assert kept.end == "2026-06-06", "one alone releases nothing"
    assert "the deed was compared" in waiting(auditor, number)
    sent = auditor.post(PAGE, {"difference": number} | shown("difference", number))
    assert sent.headers["Location"].endswith("notice=agreed")
    assert waiting(auditor, number) == ""
    kept.send(kept.made, effective_to="2026-01-01")
    assert kept.end == "2026-01-01"
    written = "SELECT act, reason, detail ->> 'why' FROM ledger_ledgerentry WHERE \"case\" = %s AND role <> 'feed'"
    why = "the deed was compared"  # for the auditor: whoever owns the file beside them reads the reasons of acts
    assert asked(written, [kept.case.id]) == [("difference_requested", "", why), ("difference_agreed", "", why)]


def test_a_release_that_was_refused_or_of_who_was_suspended_is_asked_for_anew(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    asking = {"difference": kept.difference.id, "reason": "the deed was compared"}
    asks, auditor = member("administrator"), at_desk(member("auditor"))
    for gone in ("refused", "suspended"):
        assert at_desk(asks).post(PAGE, asking).headers["Location"].endswith("notice=asked")
        assert "the deed was compared" in waiting(auditor, asking["difference"])
        if gone == "refused":
            refusing = {"difference": asking["difference"], "do": "refuse"}
            answer = auditor.post(PAGE, refusing | shown("difference", asking["difference"]))
            assert answer.headers["Location"].endswith("notice=refused")
            assert (kept.difference.release_asked_by, kept.difference.release_reason) == (None, "")
        else:
            asked("UPDATE staff_member SET disabled_at = now() WHERE id = %s RETURNING 1", [asks.id])
        assert "the deed was compared" not in waiting(auditor, asking["difference"])
        assert auditor.post(PAGE, {"difference": asking["difference"]}).headers["Location"].endswith("notice=short")
    acts = asked(
        "SELECT act FROM ledger_ledgerentry WHERE detail ->> 'difference' = %s ORDER BY id", [str(kept.difference.id)]
    )
    assert [act for (act,) in acts] == ["difference_requested", "difference_refused", "difference_requested"]


def test_what_is_told_otherwise_than_it_was_asked_for_or_released_is_asked_for_anew(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    asking = {"difference": kept.difference.id, "reason": "the deed was compared"}
    at_desk(member("administrator")).post(PAGE, asking)
    kept.send(kept.made, effective_to="2025-02-02")
    assert kept.difference.release_asked_by is None
    released(kept.difference)
    kept.send(kept.made, effective_to="2024-03-03")
    assert kept.end == "2026-06-06" and kept.difference.released_at is None


def test_a_released_source_that_says_the_same_again_is_read_again_and_its_end_leaves_time(kept):
    Source.objects.using("owner").filter(id=kept.exporter.source.id).update(checks_registry=False)
    kept.act("2030-06-06", 7)
    kept.send(kept.made, effective_to="2026-01-01")
    released(kept.difference)
    assert kept.send(kept.made, effective_to="2026-01-01").unchanged == 0
    assert kept.end == "2026-01-01" and kept.share.end_holds_from is not None


def test_what_was_released_is_the_source_s_to_correct_from_then_on(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    released(kept.difference)
    kept.send(kept.made, effective_to="2026-01-01")
    kept.send(kept.made, effective_to="2026-02-02")
    assert kept.end == "2026-02-02"


def test_the_agreement_of_one_source_or_its_release_does_not_free_another(kept):
    stranger, first = Exporter(), kept.exporter
    kept.send(kept.made, effective_to="2026-06-06")
    assert kept.difference.settled_at
    kept.exporter = stranger
    stranger.sequence = 5
    owners = [kept.made["owners"][0] | {"effective_to": None}]
    load(stranger.batch(kept.made | {"owners": owners, "as_of": "2026-05-01T00:00:00Z"}, numbered=1))
    assert kept.end == "2026-06-06"
    kept.exporter = first


def test_what_is_settled_stays_settled_when_a_later_line_leaves_the_field_out(kept):
    kept.send(kept.made, effective_to="2026-06-06")
    silent = {name: value for name, value in kept.made["owners"][0].items() if name != "effective_to"}
    load(kept.exporter.batch(kept.made | {"owners": [silent | {"land_share": 5}], "as_of": "2026-03-08T00:00:00Z"}))
    assert kept.difference.settled_at


def test_a_reason_with_a_zero_byte_is_no_fault_of_the_page(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    sent = at_desk(member("auditor")).post(PAGE, {"difference": kept.difference.id, "reason": "seen \0 twice"})
    assert sent.headers["Location"].endswith("notice=asked")


def test_whoever_releases_nothing_still_comes_to_every_difference_and_first_to_what_waits_for_a_second_person(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    asked_for, auditor = kept.difference, at_desk(member("auditor"))
    fields = ("source_id", "record", "row", "fields", "reported")
    told = {name: getattr(asked_for, name) for name in fields} | {"since": timezone.now() - timedelta(9999)}
    rows = Difference.objects.using("owner")
    older = [d.pk for d in rows.bulk_create(Difference(**told, registration=n) for n in range(9_000_000, 9_000_031))]
    at_desk(member("administrator")).post(PAGE, {"difference": asked_for.id, "reason": "the deed was compared"})
    rows.filter(pk=asked_for.pk).update(since=timezone.now() - timedelta(10_000))  # what other tests ask for is younger
    shown = [[item for item in older if _named(item) in page] for page in differences(auditor)]
    rows.filter(pk__in=older).update(settled_at=timezone.now())
    assert len(shown) > 1 and sorted(sum(shown, [])) == older and _named(asked_for.id) in next(differences(auditor))


def waiting(client, difference: int) -> str:
    items = "".join(differences(client)).split('<li class="sheet">')[1:]
    return "".join(item for item in items if _named(difference) in item)


def _named(difference: int) -> str:
    return f'name="difference" value="{difference}"'


def differences(client):
    return pages(client, f"/en{PAGE}", "differences")


@pytest.mark.parametrize("typed", ["", "0", "x", "9" * 30, "-1"])
def test_a_difference_that_is_none_is_gone(city, typed):
    sent = at_desk(member("administrator")).post(PAGE, {"difference": typed, "reason": "because of it"})
    assert sent.headers["Location"].endswith("notice=gone")


def test_a_clerk_releases_nothing_and_the_page_names_no_value(kept):
    kept.send(kept.made, effective_to="2026-01-01")
    number = kept.difference.id
    assert at_desk(member("clerk")).post(PAGE, {"difference": number, "reason": "let me do it"}).status_code == 404
    assert kept.difference.release_asked_by is None
    html = at_desk(member("auditor")).get(PAGE).content.decode()
    assert kept.code not in html and "2026-01-01" not in html


def test_addresses_that_the_counter_registered_are_noted_and_settle_when_all_are_the_same(city):
    exporter, code = Exporter(), number()
    made = line(owner(code), people=[person(code, mobile="09551234567", email="fed@example.ir")])
    load(exporter.batch(made))
    contact = Contact.objects.using("owner").get(person__number=code)
    Contact.objects.using("owner").filter(pk=contact.pk).update(mobile="+989557654321", kept_by_registration=7)
    load(exporter.batch(made | {"as_of": "2026-03-02T00:00:00Z"}))
    noted = Difference.objects.using("owner").get(record="person", row=contact.pk, registration=7)
    assert noted.reported == {"mobile": "+989551234567"} and noted.settled_at is None
    same = made | {"as_of": "2026-03-03T00:00:00Z", "people": [made["people"][0] | {"mobile": "09557654321"}]}
    load(exporter.batch(same))
    noted.refresh_from_db(using="owner")
    assert noted.settled_at and noted.fields == []


@pytest.mark.parametrize("every_file", [True, False])
def test_what_the_counter_did_to_an_agent_is_compared_once_with_the_lines_of_whoever_gave_leave(city, every_file):
    exporter, giver, agent = Exporter(), number(), number()
    given = mandate(giver, agent, every_file=every_file)
    made = line(owner(giver), people=[person(agent, mobile="09551234567")], mandates=[given])
    assert load(exporter.batch(made)).bad == []
    known = {"mobile": "+989557654321", "kept_by_registration": 7}
    Contact.objects.using("owner").filter(person=person_id(agent)).update(**known)
    assert load(exporter.batch(made | {"as_of": "2026-03-02T00:00:00Z"})).unchanged == 0
    noted = Difference.objects.using("owner").get(record="person", row=person_id(agent), registration=7)
    assert noted.reported == {"mobile": "+989551234567"}
    assert load(exporter.batch(made | {"as_of": "2026-03-03T00:00:00Z"})).unchanged == 1


HOME = {"residence_postal": "8134667890", "residence_address": "اصفهان، خیابان خوراک"}
NEW_HOME = {"residence_postal": "8198765431", "residence_address": "اصفهان، خیابان باجه"}


@pytest.mark.parametrize("hours", [24, -24], ids=["it comes", "it has come"])
def test_a_residence_that_two_clerks_registered_stands_and_settles_when_the_feed_tells_the_same(city, hours):
    exporter, code = Exporter(), number()
    reached = {"mobile": "09551234567", "email": "fed@example.ir", "birth_date": "1980-01-01", "birth_cert_no": "12"}
    made = line(owner(code), people=[person(code, **reached, **HOME)])
    load(exporter.batch(made))
    contact = Contact.objects.using("owner").get(person__number=code)
    coming = {"mobile": contact.mobile, "email": contact.email} | NEW_HOME
    marks = {"coming_by_registration": 7, "kept_by_registration": 7}
    since = {"coming_from": timezone.now() + timedelta(hours=hours)}
    Contact.objects.using("owner").filter(pk=contact.pk).update(
        **{f"coming_{name}": value for name, value in coming.items()}, **marks, **since
    )
    load(exporter.batch(made | {"as_of": "2026-03-02T00:00:00Z"}))
    noted = Difference.objects.using("owner").get(record="person", row=contact.pk, registration=7)
    assert noted.reported == HOME and noted.settled_at is None
    load(exporter.batch(made | {"as_of": "2026-03-03T00:00:00Z"}))
    assert residence(contact) == NEW_HOME
    same = made | {"as_of": "2026-03-04T00:00:00Z", "people": [made["people"][0] | NEW_HOME]}
    load(exporter.batch(same))
    noted.refresh_from_db(using="owner")
    assert noted.settled_at and noted.fields == [] and residence(contact) == NEW_HOME


def residence(contact: Contact) -> dict[str, str]:
    """Once all that comes has come."""
    contact.refresh_from_db(using="owner")
    return contact.residence_at(timezone.now() + timedelta(days=9))


@pytest.mark.parametrize("role", ["web", "entrance", "worker"])
def test_nobody_else_reads_differences(role):
    [(readable,)] = asked("SELECT has_table_privilege(%s, 'feed_difference', 'SELECT')", [f"shahrsazi_{role}"])
    assert not readable
