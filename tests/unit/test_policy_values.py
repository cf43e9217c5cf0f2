"""Values that are policy and no detail: whoever changes one changes this line, and knows that it was meant."""

from datetime import timedelta

from shahrsazi.casefiles import comparison
from shahrsazi.casefiles.sections import permits
from shahrsazi.counter.registration import checklist
from shahrsazi.credentials import contact_codes, passwords, rate_limits, sessions
from shahrsazi.documents import tasks as documents
from shahrsazi.messages import tasks as messages
from shahrsazi.staff import member
from shahrsazi.staff import sign_in as staff_sign_in


def test_what_counts_as_rounding_in_as_built_against_permitted():
    assert comparison.ROUNDING == 0.05  # square metres
    assert comparison._difference(100.04, 100.0) == 0.0 and comparison._difference(100.06, 100.0) == 0.06
    assert comparison._difference(99.94, 100.0) == -0.06 and comparison._difference(None, 100.0) is None


def test_how_often_a_message_and_a_rendition_are_tried():
    assert (messages.MAX_ATTEMPTS, documents.MAX_TRIES) == (6, 3)


def test_how_long_what_opens_a_door_holds():
    assert {"sms": timedelta(minutes=10), "email": timedelta(hours=24)} == passwords.LIFETIME
    assert timedelta(hours=8) == sessions.LIFETIME and sessions.MAX_PER_PERSON == 3
    assert timedelta(hours=72) == member.INVITATION_LIFE
    assert timedelta(days=90) == contact_codes.VALID_FOR and contact_codes.MAX_TRIES == 5


def test_after_how_many_wrong_passwords_a_way_in_is_shut_for_good():
    assert (rate_limits.MAX_FAILURES, staff_sign_in.MAX_FAILURES) == (50, 20)


def test_when_a_permit_is_said_to_end_soon():
    assert permits.EXPIRES_SOON_DAYS == 90


def test_from_which_age_a_national_card_is_asked_for():
    assert checklist.NATIONAL_CARD_FROM == 15


def test_who_may_see_a_paper_is_stated_beside_it():
    """What names one person is that person's alone; what names the property is every owner's."""
    personal = {"birth_certificate", "national_card", "passport", "gazette", "power_of_attorney", "guardianship"}
    personal |= {"death_certificate", "judgment", "dismissal", "inquiry"}
    assert personal == checklist.PERSONAL_KINDS
    assert not any(need.personal and need.of_property for need in checklist.NEEDS)
