"""Identifiers: every vector, every digit of Unicode, every naughty string, and what is shown of them."""

import json
import re
import sys
import unicodedata

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from shahrsazi.persian import identifiers
from shahrsazi.persian.identifiers import InvalidInputError

VECTORS = ROOT / "tests" / "vectors"
IDENTIFIERS = json.loads((VECTORS / "identifiers.json").read_text())
NAUGHTY = json.loads((VECTORS / "blns.json").read_text())
BIDI = [attack["value"] for attack in json.loads((VECTORS / "bidi_attack_strings.json").read_text())]
NUMERALS = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Nd", "No")]
FOLDED = "0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩"
EXAMPLES = {kind: vectors["valid"][0] for kind, vectors in IDENTIFIERS.items()}


def vectors(verdict):
    return [(kind, value) for kind, verdicts in IDENTIFIERS.items() for value in verdicts.get(verdict, [])]


KINDS = {kind: getattr(identifiers, kind) for kind in IDENTIFIERS}


def canonical(kind, value):
    """The stored form as text: a plate is stored as two numbers."""
    found = KINDS[kind](value)
    return "/".join(str(n) for n in reversed(found) if n) if kind == "registration_plate" else found


def canonical_or_none(kind, value):
    try:
        return canonical(kind, value)
    except InvalidInputError as refused:
        assert refused.code
        assert str(refused).endswith((".", "?"))
        return None


def why_not(kind, value):
    with pytest.raises(InvalidInputError) as refused:
        KINDS[kind](value)
    return refused.value.code


@pytest.mark.parametrize(("kind", "value"), vectors("valid") + vectors("demo"))
def test_a_valid_vector_is_taken_and_its_stored_form_is_taken_again(kind, value):
    stored = canonical(kind, value)
    assert stored.isascii()
    assert canonical(kind, stored) == stored


@pytest.mark.parametrize(("kind", "value"), vectors("invalid"))
def test_an_invalid_vector_is_refused_with_a_sentence(kind, value):
    assert canonical_or_none(kind, value) is None


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("national_code", "", "empty"),
        ("national_code", "127123456", "length"),
        ("national_code", "12712345a4", "not_digits"),
        ("national_code", "1111111111", "all_equal"),
        ("national_code", "1270000004", "zeros"),
        ("national_code", "1271234565", "check_digit"),
        ("legal_id", "1038028479", "length"),
        ("legal_id", "10200000007", "zeros"),
        ("legal_id", "10260123405", "check_digit"),
        ("foreigner_code", "1234567", "length"),
        ("foreigner_code", "0012345678", "leading_zero"),
        ("foreigner_code", "1111111111", "all_equal"),
        ("postal_code", "817467344", "length"),
        ("postal_code", "8024673441", "first_five"),
        ("postal_code", "8174573441", "fifth_digit"),
        ("postal_code", "8174600000", "last_five"),
        ("postal_code", "1111111111", "all_equal"),
        ("mobile", "0913123456", "form"),
        ("mobile", "+971501234567", "form"),
        ("mobile", "call me", "not_digits"),
        ("renewal_code", "5-3-120-7-1-0", "parts"),
        ("renewal_code", "a-1-1-1-0-0-0", "not_digits"),
        ("renewal_code", "5-3--7-1-0-0", "not_digits"),
        ("renewal_code", "5-3-123456-7-1-0-0", "part_too_long"),
        ("renewal_code", "16-1-12-34-0-0-0", "district"),
        ("renewal_code", "5-0-120-7-1-0-0", "zero_level"),
        ("renewal_code", "5-3-120-7-0-6-0", "no_building"),
        ("registration_plate", "12/34/56", "parts"),
        ("registration_plate", "123/", "no_main"),
        ("registration_plate", "0/4567", "leading_zero"),
        ("registration_plate", "1234567", "part_too_long"),
    ],
)
def test_each_fault_has_its_own_sentence(kind, value, code):
    assert why_not(kind, value) == code


def test_no_two_faults_of_a_kind_share_a_sentence():
    for kind in KINDS:
        said = {}
        for value in [*IDENTIFIERS[kind]["invalid"], "", "x"]:
            with pytest.raises(InvalidInputError) as refused:
                KINDS[kind](value)
            said.setdefault(refused.value.code, set()).add(str(refused.value))
        assert all(len(sentences) == 1 for sentences in said.values())
        assert len(set.union(*said.values())) == len(said)


@pytest.mark.parametrize("kind", KINDS)
def test_any_numeral_of_unicode_gives_plain_digits_or_a_refusal(kind):
    """Python's int() and \\d take digits of every script; two people would then share one number."""
    example = EXAMPLES[kind]
    for numeral in NUMERALS:
        for place, old in enumerate(example):
            stored = canonical_or_none(kind, example[:place] + numeral + example[place + 1 :])
            if numeral not in FOLDED:
                assert stored is None, f"U+{ord(numeral):04X} was taken for a digit"
            assert stored is None or re.fullmatch("[-+/0-9]+", stored, re.ASCII), old


@pytest.mark.parametrize(("kind", "value"), vectors("valid"))
def test_persian_and_arabic_digits_name_the_same_thing(kind, value):
    for zero in (0x6F0, 0x660):
        typed = re.sub("[0-9]", lambda digit, zero=zero: chr(zero + int(digit[0])), value)
        assert canonical(kind, typed) == canonical(kind, value)


@pytest.mark.parametrize("kind", [*KINDS, "email"])
def test_a_naughty_string_is_taken_or_refused_and_nothing_else(kind):
    odd = ["\x00", "\ud800", "1" * 64, "1" * 1_000_000, "1_0", "-1-1-1-1", "/", "+", None, 7, b"7", []]
    for value in [*NAUGHTY, *BIDI, *odd]:
        try:
            KINDS.get(kind, identifiers.email)(value)
        except InvalidInputError as refused:
            assert str(refused)


@given(st.sampled_from(sorted(KINDS)), st.text("0123456789-/+ ۱۲٣²\u200c\u202ea", max_size=30))
def test_whatever_is_taken_stays_as_it_is(kind, value):
    stored = canonical_or_none(kind, value)
    assert stored is None or canonical(kind, stored) == stored


@given(st.integers(1, 1_999_998))
def test_a_wrong_digit_in_a_national_code_is_noticed_unless_it_ends_in_1(n):
    code = identifiers.sample_national_code(n)
    for place in range(9):
        for digit in set("0123456789") - {code[place]}:
            # 1 stands for two remainders (1 and 10), so only beside it can a wrong digit slip through.
            wrong = code[:place] + digit + code[place + 1 :]
            assert canonical_or_none("national_code", wrong) is None or code[9] == "1"


@given(st.integers(1, 1_999_998))
def test_sample_national_codes_are_valid_and_from_prefixes_of_no_place(n):
    code = identifiers.sample_national_code(n)
    assert identifiers.national_code(code) == code
    assert code[:3] in ("130", "131")


def test_sample_national_codes_never_repeat_and_end_somewhere():
    codes = {identifiers.sample_national_code(n) for n in (*range(1, 2000), *range(999_000, 1_001_000), 1_999_998)}
    assert len(codes) == 1999 + 2000 + 1
    for beyond in (0, 1_999_999):
        with pytest.raises(ValueError, match="run from"):
            identifiers.sample_national_code(beyond)


def test_a_number_copied_with_gaps_and_left_to_right_marks_is_taken():
    assert identifiers.national_code(" \u2066127-123\u00a0456\u200c4\u2069 ") == "1271234564"
    assert identifiers.postal_code("81746-73441") == "8174673441"
    assert identifiers.mobile("+98\u2011913 123-4567") == "+989131234567"


def test_a_number_with_an_override_is_refused_since_its_reader_saw_another():
    for kind, example in EXAMPLES.items():
        assert canonical_or_none(kind, "\u202e" + example) is None


def test_a_gap_inside_one_number_of_a_compound_code_is_refused_and_not_closed():
    assert why_not("registration_plate", "12 34") == "not_digits"
    assert why_not("registration_plate", "12-34") == "not_digits"
    assert why_not("renewal_code", "5-3-12 0-7-1-0-0") == "not_digits"
    assert KINDS["registration_plate"](" 123 / 4567 ") == (4567, 123)


def test_unusual_postal_codes_are_taken_with_a_warning():
    def warnings(code, of_property):
        return len(identifiers.postal_code_warnings(identifiers.postal_code(code), of_property))

    assert warnings("8174673441", True) == 0
    assert (warnings("8415683111", True), warnings("8415683111", False)) == (1, 0)
    assert warnings("8174623421", True) == 1
    assert warnings("1111310000", True) == 3


def test_mobiles_are_stored_in_one_form():
    stored = {identifiers.mobile(typed) for typed in ("09131234567", "9131234567", "+989131234567", "۰۹۱۳۱۲۳۴۵۶۷")}
    assert stored == {"+989131234567"}


@pytest.mark.parametrize(
    ("typed", "code", "kind", "district"),
    [
        ("1-1-12-34-0-0-0", "1-1-12-34-0-0-0", "parcel", 1),
        ("05-3-120-7-1-0-0", "5-3-120-7-1-0-0", "building", 5),
        ("10 - 2 - 45 - 18 - 1 - 6 - 0", "10-2-45-18-1-6-0", "apartment", 10),
        ("13-1-9-22-1-0-2", "13-1-9-22-1-0-2", "shop", 13),
        ("۳/۲/۸۸/۱۴/۰/۰/۱", "3-2-88-14-0-0-1", "shop", 3),
    ],
)
def test_a_renewal_code_says_what_and_where_it_is(typed, code, kind, district):
    assert identifiers.renewal_code(typed) == code
    assert identifiers.renewal_kind(code) == kind
    assert identifiers.renewal_district(code) == district


def test_a_renewal_code_with_a_large_number_is_taken_with_a_warning():
    assert identifiers.renewal_code_warnings(identifiers.renewal_code("5-100-120-7-0-0-0"))
    assert not identifiers.renewal_code_warnings("5-99-99999-99999-999-9999-9999")


def test_a_plate_is_read_sub_before_main():
    assert identifiers.registration_plate("123/4567") == (4567, 123)
    assert identifiers.registration_plate("4567") == (4567, None)


def test_an_address_keeps_its_name_and_gets_a_small_domain():
    assert identifiers.email(" Sara.Ahmadi@Example.COM\u200f") == "Sara.Ahmadi@example.com"


@pytest.mark.parametrize(
    "value",
    [
        "a@b.com\r\nBcc: c@d.com",
        "a@b.com\nx",
        "a\x00@b.com",
        '"a\x01"@b.com',
        "a@[127.0.0.1]",
        "a@localhost",
        "a b@c.com",
        "ſ@b.com",
        "a@bücher.de",
        "a@b",
        "@b.com",
        "a" * 250 + "@b.com",
    ],
)
def test_an_address_that_could_forge_a_mail_header_or_reach_no_one_is_refused(value):
    with pytest.raises(InvalidInputError):
        identifiers.email(value)


def test_masks_tell_the_owner_which_and_others_nothing():
    assert identifiers.mask_national_code("1271234564") == "127****564"
    assert identifiers.mask_mobile("+989131234567") == "0913***4567"
    assert identifiers.mask_email("sara@example.com") == "s***@example.com"


@given(st.text(max_size=9))
def test_a_mask_of_something_unfinished_shows_none_of_it(value):
    assert identifiers.mask_national_code(value) == "****"
    assert identifiers.mask_mobile(value) == "****"
    assert identifiers.mask_email(value.replace("@", "")) == "****"
