"""Who worked on a registration and how it may move: nobody writes another's name or confirms what they wrote."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError
from django.utils import timezone
from history_model import case, owns, people, reached
from staff_client import as_desk, begins, desk_of, fresh_number, member, opened, said, settles, submitted

from shahrsazi.counter.registration.draft import Draft, DraftPart
from shahrsazi.credentials.contact_codes import Address, check_code, send_code

DENIED = pytest.raises(ProgrammingError, match="row-level security")
STOPPED = pytest.raises(ProgrammingError, match="not a move that this desk may make")
MOVE = "UPDATE counter_draft SET {} WHERE id = %s"
BRING = """INSERT INTO counter_incomingscan (draft_id, district_id, part, kind, name, stored, size, brought_by, state,
  scan, reason, figures, tries, seconds)
  VALUES (%s, 5, 'papers.a', 'deed', 'd.pdf', 'incoming/' || repeat('0', 32), 1, %s, 'waiting', '', '', '{}', 0, 0)"""
WRITE = """INSERT INTO counter_draftpart (draft_id, district_id, name, version, "values", by)
  VALUES (%s, %s, 'owner.aaaaaaaa', %s, '{"x": "y"}', %s)"""


@pytest.fixture
def file():
    made, owner = case(5), people(1)[0]
    owns(owner, made.id)
    reached(owner)
    return made


def moves(who, number: int, how: str, file=None) -> None:
    with as_desk(desk_of(who)) as cursor:
        if file:
            assert opened(cursor, file) == file.id
        cursor.execute(MOVE.format(how), [number])
        assert cursor.rowcount == 1


def writes_a_part(who, number: int, version: int = 1, by: int | None = None, district: int = 5) -> None:
    with as_desk(desk_of(who)) as cursor:
        cursor.execute(WRITE, [number, district, version, by or who.person_id])


def begun_by(who, file=None) -> int:
    with as_desk(desk_of(who)) as cursor:
        if file:
            assert opened(cursor, file) == file.id
        return begins(cursor, who, file)


def brings_a_scan(who, number: int) -> None:
    with as_desk(desk_of(who)) as cursor:
        cursor.execute(BRING, [number, who.id])


def proves_an_address(who, number: int) -> None:
    to = Address(number, fresh_number(), "sms", "+989551230009")
    with as_desk(desk_of(who)):
        assert check_code(to, send_code(to, district=5, by=who.person_id).code, by=who.person_id)


HANDS = {
    "wrote a part": writes_a_part,
    "wrote a part that was written over": writes_a_part,
    "brought a scan": brings_a_scan,
    "proved an address": proves_an_address,
}


def as_it_stands(number: int) -> dict:
    return Draft.objects.using("owner").filter(id=number).values().get()


# Beginning and writing


def test_a_draft_is_begun_in_ones_own_name_before_the_opened_file(clerk, colleague, file):
    assert begun_by(clerk, file) and begun_by(clerk)
    with DENIED, as_desk(desk_of(clerk)) as cursor:
        begins(cursor, colleague)
    with DENIED, as_desk(desk_of(clerk)) as cursor:
        begins(cursor, clerk, file)  # which nobody has opened here


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_only_a_clerk_begins_one(role):
    who = member(role)
    with DENIED, as_desk(desk_of(who)) as cursor:
        begins(cursor, who)


@pytest.mark.parametrize("how", ["submitted", "active", "confirmed", "objected", "withdrawn"])
def test_no_draft_begins_as_anything_but_a_draft(clerk, how):
    begin = (
        "INSERT INTO counter_draft (ref, district_id, state, begun_by, objection, word, concerns)"
        " VALUES (left(md5(random()::text), 22), 5, %s, %s, '', '', '[]')"
    )
    with DENIED, as_desk(desk_of(clerk)) as cursor:
        cursor.execute(begin, [how, clerk.person_id])


@pytest.mark.parametrize("column", ["submitted_by", "settled_by"])
def test_no_draft_begins_with_the_name_of_one_who_submitted_or_settled_it(clerk, column):
    begin = (
        f"INSERT INTO counter_draft (ref, district_id, state, begun_by, {column}, objection, word, concerns)"
        " VALUES (left(md5(random()::text), 22), 5, 'draft', %s, %s, '', '', '[]')"
    )
    with DENIED, as_desk(desk_of(clerk)) as cursor:
        cursor.execute(begin, [clerk.person_id, clerk.person_id])


def test_a_part_is_written_in_ones_own_name(clerk, colleague):
    number = begun_by(clerk)
    for version, who in enumerate((clerk, colleague), 1):
        writes_a_part(who, number, version)
    with DENIED:
        writes_a_part(clerk, number, 3, by=colleague.person_id)
    assert list(DraftPart.objects.using("owner").filter(draft=number).order_by("id").values_list("by", flat=True)) == [
        clerk.person_id,
        colleague.person_id,
    ]


# Moving


NOT_ONES_OWN = {
    "who began it": "begun_by = {other}",
    "who submitted it": "submitted_by = {other}",
    "who settled it": "settled_by = {other}",
    "submitted for another": "state = 'submitted', submitted_by = {other}",
    "submitted by nobody": "state = 'submitted'",
    "filed for another": "state = 'active', settled_by = {other}, settled_at = now()",
    "another district": "district_id = 3",
    "handed over to somebody who is no clerk here": "assigned_to = 1",
    "handed over and sent on at once": "assigned_to = {other}, state = 'submitted', submitted_by = {other}",
}


@pytest.mark.parametrize("how", NOT_ONES_OWN)
def test_nobody_writes_anothers_name_into_a_draft_or_moves_it_elsewhere(clerk, colleague, how):
    number = begun_by(clerk)
    before = as_it_stands(number)
    with pytest.raises(ProgrammingError, match="not a move|row-level security|permission denied"):
        moves(clerk, number, NOT_ONES_OWN[how].format(other=colleague.person_id))
    assert as_it_stands(number) == before


def test_a_name_that_stands_there_is_not_taken_out_again(clerk, colleague, file):
    number = submitted(clerk, file)
    with STOPPED:
        moves(colleague, number, "submitted_by = NULL")


def test_what_was_handed_back_is_submitted_anew_by_whoever_submits_it(clerk, colleague, file):
    """Else the second clerk could hand it back, send it on in the first one's name and confirm it."""
    number = submitted(clerk, file)
    moves(colleague, number, "state = 'draft', word = 'x'")
    with STOPPED:
        moves(colleague, number, "state = 'submitted'")
    moves(clerk, number, "state = 'submitted', submitted_by = submitted_by")


def test_a_draft_is_given_the_file_that_is_open_at_the_desk_and_only_once(clerk, file):
    number, elsewhere = begun_by(clerk), case(3)
    other, formed = case(5), case(5, None)
    for wrong in (other, elsewhere):
        with STOPPED:
            moves(clerk, number, f"case_id = {wrong.id}", file)
    with STOPPED:  # it is open, and somebody's
        moves(clerk, number, f"case_id = {file.id}", file)
    moves(clerk, number, f"case_id = {formed.id}", formed)
    for wrong in (str(other.id), "NULL"):
        with STOPPED:
            moves(clerk, number, f"case_id = {wrong}", other)


def test_no_draft_takes_a_file_of_another_district_not_even_with_a_reason(clerk):
    number, elsewhere = begun_by(clerk), case(3)
    owns(people(1)[0], elsewhere.id)
    with STOPPED, as_desk(desk_of(clerk)) as cursor:
        assert said(cursor, "SELECT guard.open_across_districts(%s, 'a good reason')", elsewhere.renewal_code)
        assert opened(cursor, elsewhere) == elsewhere.id
        cursor.execute(MOVE.format(f"case_id = {elsewhere.id}"), [number])


def test_a_clerk_of_another_district_moves_nothing(clerk, file):
    number = submitted(clerk, file)
    before = as_it_stands(number)
    with as_desk(desk_of(member("clerk", 3))) as cursor:
        cursor.execute(MOVE.format("word = 'x'"), [number])
        assert cursor.rowcount == 0
    assert as_it_stands(number) == before


# The second clerk


CONFIRM = "state = 'confirmed', settled_by = {}, settled_at = now(), takes_effect_at = now() + interval '72 hours'"
HASTY = {
    "at once": "settled_at = now(), takes_effect_at = now()",
    "sooner than the rule": "settled_at = now(), takes_effect_at = now() + interval '71 hours'",
    "without a moment": "settled_at = now(), takes_effect_at = NULL",
    "dated back": "settled_at = now() - interval '1 day', takes_effect_at = now() + interval '72 hours'",
}


@pytest.mark.parametrize("how", HASTY)
def test_nobody_takes_away_the_time_to_object(clerk, colleague, file, how):
    number = submitted(clerk, file)
    with STOPPED:
        moves(colleague, number, f"state = 'confirmed', settled_by = {colleague.person_id}, {HASTY[how]}", file)
    assert as_it_stands(number)["state"] == "submitted"


@pytest.mark.parametrize("hand", ["begun", "submitted", *HANDS])
def test_whoever_had_a_hand_in_it_does_not_confirm_it(clerk, colleague, file, hand):
    third = member("clerk", 5)
    number = begun_by(clerk if hand == "begun" else colleague, file)
    if hand in HANDS:
        HANDS[hand](clerk, number)
    if hand.endswith("over"):
        writes_a_part(colleague, number, 2)
    by = {"submitted": clerk, "begun": colleague}.get(hand, colleague)
    moves(by, number, f"state = 'submitted', submitted_by = {by.person_id}, submitted_at = now()")
    with pytest.raises((ProgrammingError, IntegrityError), match="not a move|two_people_confirm"):
        moves(clerk, number, CONFIRM.format(clerk.person_id), file)
    assert as_it_stands(number)["state"] == "submitted"
    moves(third, number, CONFIRM.format(third.person_id), file)


@pytest.mark.parametrize("since", ["draft", "objected", "withdrawn"])
def test_only_what_waits_is_confirmed(clerk, colleague, file, since):
    number = submitted(clerk, file)
    Draft.objects.using("owner").filter(id=number).update(state=since)
    with STOPPED:
        moves(colleague, number, CONFIRM.format(colleague.person_id), file)


def test_no_one_confirms_what_they_submitted_even_where_no_trigger_looks(clerk, file):
    number = submitted(clerk, file)
    with pytest.raises(IntegrityError, match="two_people_confirm"):
        Draft.objects.using("owner").filter(id=number).update(state="confirmed", settled_by=clerk.person_id)


# What is settled


SETTLED = ("active", "confirmed", "withdrawn")
AGAIN = {
    "its state": "state = 'draft'",
    "waiting once more": "state = 'submitted', submitted_by = {me}",
    "filed once more": "state = 'active', settled_by = {me}, settled_at = now()",
    "its moment": "settled_at = now()",
    "its hand": "settled_by = {me}",
    "when it counts": "takes_effect_at = now() - interval '1 day'",
    "whom it concerns": "concerns = '[1]'",
    "a word": "word = 'x'",
}


@pytest.mark.parametrize("how", AGAIN)
@pytest.mark.parametrize("state", SETTLED)
def test_a_settled_draft_does_not_move(clerk, colleague, file, state, how):
    """Taken up again, an old act would be in hand, and one clerk alone could write as two."""
    number = submitted(clerk, file)
    facts = {"state": state, "settled_by": colleague.person_id, "settled_at": timezone.now() - timedelta(minutes=5)}
    Draft.objects.using("owner").filter(id=number).update(**facts)
    before = as_it_stands(number)
    for who in (colleague, member("clerk", 5)):
        if AGAIN[how].format(me=who.person_id) == f"settled_by = {before['settled_by']}":
            continue  # changes nothing
        with STOPPED:
            moves(who, number, AGAIN[how].format(me=who.person_id), file)
    assert as_it_stands(number) == before


def test_whom_it_concerns_is_written_in_the_filing_itself(clerk, colleague, file):
    number = submitted(clerk, file)
    with as_desk(desk_of(colleague)) as cursor:
        assert opened(cursor, file) == file.id
        settles(cursor, number, "confirmed", colleague.person_id)
        cursor.execute(MOVE.format("concerns = '[1]'"), [number])
        assert cursor.rowcount == 1
    with STOPPED:
        moves(colleague, number, "concerns = '[2]'", file)


def test_what_an_owner_objected_to_is_not_filed(clerk, colleague, file):
    number = submitted(clerk, file)
    Draft.objects.using("owner").filter(id=number).update(state="objected")
    with STOPPED:
        moves(colleague, number, f"state = 'active', settled_by = {colleague.person_id}, settled_at = now()", file)
    moves(colleague, number, "state = 'withdrawn', word = 'x'")
