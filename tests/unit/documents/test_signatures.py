"""What a page says of a signature is true of each kind, in both languages."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from shahrsazi.documents import signatures
from shahrsazi.documents.sandbox.signature_report import Report, Signature

SOUND = {"state": "sound", "who": "لیلا نمونه", "issuer": "ریشه", "covers": "file", "after": "nothing", "root": "none"}


def day(away: int) -> str:
    return (timezone.now() + timedelta(away)).date().isoformat()


def of(language: str = "en", **facts):
    """How it is said of a sound signature of today, but for these facts."""
    facts = SOUND | {"begins": day(-900), "ends": day(900), "when": f"{day(0)}T08:30:00+00:00"} | facts
    with translation.override(language):
        ((tone, sentences),) = signatures.shown(Report(signatures=[Signature(**facts)]))
    return tone, " ".join(sentences)


def test_a_sound_signature_says_who_when_that_nothing_changed_and_that_nobody_vouches():
    tone, words = of()
    assert (
        words.startswith("Signed by \u2068لیلا نمونه\u2069 on ")
        and " at 12:00. The bytes are unchanged since." in words
    )
    assert "no roots that it trusts" in words and tone == signatures.QUIET
    _tone, words = of("fa")
    assert words.startswith("امضاشده توسط \u2068لیلا نمونه\u2069 در ") and "ساعت ۱۲:۰۰" in words


@pytest.mark.parametrize(
    ("root", "words"),
    [
        ("trusted", "is one that this city trusts"),
        ("unknown", "is not one that this city trusts"),
        ("none", "is not known"),
        ("unfit", "does not hold for this signature"),
    ],
)
def test_the_root_is_said(root, words):
    assert words in of(root=root)[1]


@pytest.mark.parametrize("state", ["changed", "false", "weak"])
def test_a_signature_that_does_not_hold_never_says_that_nothing_changed(state):
    tone, words = of(state=state, covers="", after="", root="")
    assert tone == signatures.WARNING and "unchanged" not in words and "trusts" not in words


@pytest.mark.parametrize("state", ["broken", "unsupported", "unclear", "weak"])
def test_one_that_cannot_be_read_names_nobody(state):
    with translation.override("en"):
        (shown,) = signatures.shown(Report(signatures=[Signature(state=state)]))
    assert (
        shown.tone == signatures.WARNING
        and len(shown.sentences) == 1
        and "There is a signature here" in shown.sentences[0]
    )


@pytest.mark.parametrize(
    ("after", "forbids", "tone", "words"),
    [
        ("idle", False, "act", "bytes were added"),
        ("proofs", False, "", "Only time stamps"),
        ("filled", False, "", "which is permitted"),
        ("filled", True, "act", "does not permit"),
        ("other", False, "act", "does not cover"),
        ("other", True, "act", "does not permit"),
        ("", False, "act", "only a part"),
    ],
)
def test_what_came_afterwards_is_said(after, forbids, tone, words):
    shown = of(covers="revision", after=after, forbids=forbids)
    assert shown[0] == tone and words in shown[1]


def test_a_certificate_that_had_ended_or_has_ended_since_says_so():
    past = day(-30)
    assert "not on that day" in of(ends=past)[1]
    assert "has ended since" in of(ends=past, when=f"{past}T08:00:00+00:00")[1]
    assert "The certificate" not in of()[1].replace("The signer's certificate", "")


def test_the_moment_is_the_signers_own_word_until_another_authority_vouches():
    assert "own clock" in of()[1]
    assert "vouched for by \u2068TSA\u2069" in of(stamped_by="TSA", stamp_root="trusted")[1]
    assert "stated by \u2068TSA\u2069" in of(stamped_by="TSA", stamp_root="unknown")[1]
    assert "on no stated day" in of(when="")[1] and "clock" not in of(when="")[1]


def test_certifications_and_time_stamps_are_called_so():
    assert of(kind="certification")[1].startswith("Certified by") and of(kind="timestamp")[1].startswith(
        "Time stamp of"
    )
    assert of(kind="timestamp", when="")[1].startswith("Time stamp of \u2068لیلا نمونه\u2069.")


def test_a_certificate_without_a_name_is_somebodys():
    assert "someone whose certificate has no name" in of(who="")[1]


@pytest.mark.parametrize("failed", signatures.FAILED)
def test_a_file_whose_signatures_were_not_checked_says_why_and_nothing_else(failed):
    with translation.override("en"):
        assert [line[:30] for line in signatures.remarks(Report(failed=failed))] == [
            "The signatures of this file ca" if failed == "missing" else "The signatures of this file co"
        ]


def test_empty_fields_further_signatures_and_a_signature_without_a_field_are_said():
    with translation.override("en"):
        words = " ".join(signatures.remarks(Report(empty=2, more=1)))
    assert "2 fields for signatures are empty" in words and "1 more signature was not" in words
    assert "its form does not name" in words


def test_only_where_a_root_is_trusted_it_is_said_that_nobody_was_asked_about_revocation():
    trusted, unknown = (Report(signatures=[Signature(**SOUND | {"root": root})]) for root in ("trusted", "unknown"))
    with translation.override("en"):
        assert "revoked" in " ".join(signatures.remarks(trusted)) and signatures.remarks(unknown) == []
