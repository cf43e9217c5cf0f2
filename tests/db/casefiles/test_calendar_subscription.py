"""All of a person's running terms at a secret address: what it shows, to whom it is dead, what is written of it."""

import re
from datetime import timedelta

import pytest
from browser_client import rows_with
from calendars import asked_at, days, events, in_term, made_by, owing, uids
from django.db import ProgrammingError
from django.test import Client
from django.utils import timezone
from feed_lines import mandate, number, owner, person
from history_model import as_web, on
from page_tree import text, tree
from personas import CO_OWNER, SOLE_OWNER, person_id, signed_in, token_of

from shahrsazi.casefiles.casefile import Mandate
from shahrsazi.credentials import rate_limits
from shahrsazi.credentials.calendar_addresses import CalendarAddress
from shahrsazi.credentials.passwords import Credential
from shahrsazi.database.query_counter import round_trips
from shahrsazi.ledger.entry import LedgerEntry
from shahrsazi.messages.models import Message
from shahrsazi.people.models import AccountBlock, Contact

UNKNOWN = "/en/calendar/" + "x" * 43 + ".ics"


def ledger(who: str) -> list[tuple[str, str]]:
    rows = LedgerEntry.objects.using("owner").filter(actor=person_id(who), person=person_id(who))
    return list(rows.order_by("id").values_list("act", "section"))


def is_dead(address: str) -> bool:
    """Exactly as an address that never was."""
    answer, never = asked_at(address), asked_at(UNKNOWN)
    assert answer.status_code in (200, 404) and never.status_code == 404
    return (answer.status_code, answer.content.replace(address.encode(), UNKNOWN.encode())) == (404, never.content)


def page(who: str) -> str:
    return text(tree(signed_in(who).get("/en/calendar/").content.decode()))


def page_of(file, who: str) -> str:
    return signed_in(who).get(f"/en/cases/{file.case.ref}/").content.decode()


def mandate_of(html: str) -> str:
    """What the page says of the mandate that ends."""
    [own] = [part for part in html.split('<div class="now">') if "andate" in part.partition("</strong>")[0]]
    return own


def test_the_address_opens_without_a_session_and_shows_all_running_terms_of_all_files():
    who = number()
    files = [in_term(owner(who)), owing(owner(who))]
    address = made_by(who)
    assert {"Last day to object to a verdict", "An instalment of a fine is due"} <= dict(days(asked_at(address))).keys()
    each = [uids(signed_in(who).get(f"/cases/{file.case.ref}/calendar.ics")) for file in files]
    assert uids(asked_at(address)) == each[0] | each[1]


def test_an_address_of_the_persian_page_speaks_persian():
    address = made_by(in_term().by, "fa")
    assert address.startswith("/calendar/") and "آخرین روز اعتراض به رأی" in dict(days(asked_at(address)))


def test_a_neighbour_with_terms_of_her_own_gets_hers_alone():
    his, hers = in_term(), in_term()
    first, second = made_by(his.by), made_by(hers.by)
    assert uids(asked_at(second)) and not uids(asked_at(first)) & uids(asked_at(second))
    # nor by her session at his address, which is his whoever asks
    assert uids(signed_in(hers.by).get(first)) == uids(asked_at(first))


def test_the_secret_is_shown_once_and_stored_nowhere():
    who = in_term().by
    address = made_by(who)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert rows_with(secret) == [] and secret not in signed_in(who).get("/en/calendar/").content.decode()
    assert "You have had an address since" in page(who) and "No calendar has read it yet" in page(who)
    asked_at(address)
    assert "It was last read on" in page(who)


def test_a_withdrawn_address_and_one_that_another_took_over_from_are_dead():
    who = in_term().by
    first = made_by(who)
    second = made_by(who)
    assert is_dead(first) and not is_dead(second)
    assert signed_in(who).post("/en/calendar/", {"withdraw": "1"}).status_code == 302
    assert is_dead(second) and "You have no address" in page(who)


def test_nobody_withdraws_or_makes_an_address_for_another():
    his, hers = in_term().by, in_term().by
    address = made_by(his)
    signed_in(hers).post("/en/calendar/", {"withdraw": "1"})
    made_by(hers)
    assert not is_dead(address)
    assert Client().post("/en/calendar/", {"make": "1"}).status_code == 403 and not is_dead(address)


def blocked(who: int) -> None:
    AccountBlock.objects.using("owner").create(person_id=who, reason="t", blocked_by=who)


def dead(who: int) -> None:
    Contact.objects.using("owner").filter(person=who).update(died_on=on(0))


def taken_back(who: int) -> None:
    Contact.objects.using("owner").filter(person=who).update(registered_on=None)


def disabled(who: int) -> None:
    Credential.objects.using("owner").create(person_id=who, hash="x", disabled_at=timezone.now())


@pytest.mark.parametrize("becomes", [blocked, dead, taken_back, disabled])
def test_whoever_may_not_sign_in_has_no_calendar_either(becomes):
    who = in_term().by
    address = made_by(who)
    assert not is_dead(address)
    becomes(person_id(who))
    assert is_dead(address)


def test_a_block_ends_the_address_for_good_though_the_account_is_opened_again():
    who = in_term().by
    address = made_by(who)
    blocked(person_id(who))
    AccountBlock.objects.using("owner").filter(person=person_id(who)).update(opened_at=timezone.now())
    assert is_dead(address) and "You have no address" in page(who)
    assert not is_dead(made_by(who))


def test_a_mandate_that_ends_ends_in_the_calendar():
    principal, agent = number(), number()
    told = {"people": [person(principal), person(agent)], "mandates": [mandate(principal, agent)]}
    in_term(owner(principal), **told)
    address = made_by(agent)
    assert "Last day to object to a verdict" in dict(days(asked_at(address)))
    Mandate._base_manager.using("owner").filter(agent=person_id(agent)).update(ended_on=on(0))
    assert events(asked_at(address)) == [] and not is_dead(address)


def test_the_end_of_a_mandate_is_in_the_calendars_of_its_two_parties_once_for_every_file_and_names_nobody():
    principal, agent, other = number(), number(), number()
    given = mandate(principal, agent, every_file=True, expires_on=str(on(20)))
    told = {"people": [person(principal), person(agent)], "mandates": [given]}
    files = [in_term(owner(principal), **told), in_term(owner(principal)), in_term(owner(other))]
    for who in (principal, agent):
        ends = [day for words, day in days(asked_at(made_by(who))) if words == "A mandate ends"]
        assert ends == [on(20)]
        for file in files[:2]:  # each file's own calendar says it, and the page's link leads to it
            [link] = re.findall(r"/en/cases/\S+/calendar/\w+\.ics", mandate_of(page_of(file, who)))
            assert days(signed_in(who).get(link)) == [("A mandate ends", on(20))]
    assert "A mandate ends" not in dict(days(asked_at(made_by(other))))
    with as_web(None) as cursor:
        address = made_by(agent)
        cursor.execute("SELECT * FROM guard.roles_of_calendar(%s)", [address.rpartition("/")[2].removesuffix(".ics")])
        rows = cursor.fetchall()
    assert rows and not any(str(value).startswith("آزمونی") or value == "نرگس آزمونی" for row in rows for value in row)


@pytest.mark.parametrize(("scope", "is_shown"), [(["view"], False), (["view", "pay"], True)])
def test_an_attorneys_calendar_has_what_is_to_be_paid_only_where_the_pages_do(scope, is_shown):
    principal, agent = number(), number()
    told = {"people": [person(principal), person(agent)], "mandates": [mandate(principal, agent, scope=scope)]}
    owing(owner(principal), **told)
    assert ("An instalment of a fine is due" in dict(days(asked_at(made_by(agent))))) == is_shown


def test_three_hundred_files_cost_no_more_trips_than_one(city):
    costs = []
    for who in (SOLE_OWNER, CO_OWNER):
        address = made_by(who)
        with round_trips() as trips:
            assert events(asked_at(address))
        costs.append([len(trip) for trip in trips])
    assert costs == [[4], [4]]


def test_it_sets_no_cookie_is_nobodys_to_share_and_costs_little_when_nothing_is_new():
    address = made_by(in_term().by)
    answer = asked_at(address)
    assert not answer.cookies and answer["Cache-Control"] == "private, no-cache" and "Vary" not in answer
    again = asked_at(address, if_none_match=answer["ETag"])
    assert again.status_code == 304 and again.content == b"" and again["Cache-Control"] == "private, no-cache"
    assert Client().head(address).status_code == 200 and Client().post(address).status_code == 405


def test_the_ledger_has_a_row_for_each_day_and_one_for_each_change():
    who = in_term().by
    address = made_by(who)
    for _ in range(3):
        asked_at(address)
    assert ledger(who) == [("calendar_made", ""), ("read", "subscription")]
    asked_at(made_by(who))
    assert ledger(who)[2:] == [("calendar_made", "")]
    CalendarAddress.objects.using("owner").filter(person=person_id(who)).update(
        made_at=timezone.now() - timedelta(2), read_at=timezone.now() - timedelta(1)
    )
    asked_at(made_by(who)), signed_in(who).post("/calendar/", {"withdraw": "1"})
    assert ledger(who)[3:] == [("calendar_made", ""), ("read", "subscription"), ("calendar_withdrawn", "")]
    signed_in(who).post("/calendar/", {"withdraw": "1"})
    assert len(ledger(who)) == 6


def test_a_new_address_is_told_by_every_channel_and_a_withdrawn_one_is_not():
    who = in_term().by
    made_by(who), signed_in(who).post("/calendar/", {"withdraw": "1"})
    rows = Message.objects.using("owner").filter(person=person_id(who)).order_by("channel")
    assert list(rows.values_list("kind", "channel")) == [("calendar_made", "email"), ("calendar_made", "sms")]


def test_the_database_tells_no_role_of_a_page_whose_address_it_is():
    address, who = made_by(in_term().by), in_term().by
    secret = address.rpartition("/")[2].removesuffix(".ics")
    for forbidden in (
        "SELECT person_id FROM credentials_calendaraddress",
        "SELECT guard.reader_of_calendar('x')",
        f"SELECT guard.files_of({person_id(who)})",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), as_web(token_of(who)) as cursor:
            cursor.execute(forbidden)
    with as_web(None) as cursor:  # the secret is no session
        cursor.execute("SELECT set_config('app.token', %s, true)", [secret])
        cursor.execute("SELECT guard.uid(), guard.set_my_calendar('x')")
        assert cursor.fetchone() == (None, False)


def test_addresses_are_not_tried_without_end(city):
    network = "198.51.100.77"
    assert Client(REMOTE_ADDR=network).get(UNKNOWN).status_code == 404
    rate_limits.hit("calendar.network", network, amount=600)
    answer = Client(REMOTE_ADDR=network).get(UNKNOWN)
    assert answer.status_code == 429 and answer["Retry-After"] == "60"


def test_the_page_says_what_it_reveals_and_is_reached_from_what_waits_and_from_the_sessions(city):
    assert "Whoever has the address reads it without a password" in page(SOLE_OWNER)
    for address in ("/en/my-work/", "/en/sessions/"):
        assert 'href="/en/calendar/"' in signed_in(SOLE_OWNER).get(address).content.decode()


def test_a_form_without_a_button_of_ours_changes_nothing():
    who = in_term().by
    address = made_by(who)
    assert signed_in(who).post("/en/calendar/", {}).status_code == 302
    assert not is_dead(address)
