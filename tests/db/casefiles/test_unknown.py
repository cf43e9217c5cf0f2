"""What the back office does not know is said as unknown: neither left out nor made up."""

import pytest
from feed_lines import fed, line, load, permit
from page_tree import unisolated
from personas import signed_in

LANGUAGES = pytest.mark.parametrize(("language", "words"), [("fa", "نامشخص"), ("en", "unknown")])
UNKNOWN = {"plate_main": None, "plate_sub": None, "registry_section": None, "registry_office": ""}


@LANGUAGES
def test_a_file_whose_plate_section_and_office_are_unknown_says_so(language, words):
    file, other = fed(casefile=UNKNOWN), fed()
    assert file.html(language=language).count(words) == 2
    assert words not in other.html(language=language)


@LANGUAGES
def test_of_a_plate_whose_section_is_unknown_the_plate_is_said(language, words):
    html = fed(casefile={"registry_section": None}).html(language=language)
    assert words in html and ("۴۷۸۱" if language == "fa" else "4781") in html


KNOWN_APART = {
    "the section": ({"registry_section": 77}, "اصلی نامشخص، بخش ۷۷", "main unknown, section 77"),
    "the sub-plate": (
        {"plate_sub": 312},
        "۳۱۲ فرعی از اصلی نامشخص، بخش نامشخص",
        "sub 312 of main unknown, section unknown",
    ),
    "both": (
        {"plate_sub": 312, "registry_section": 77},
        "۳۱۲ فرعی از اصلی نامشخص، بخش ۷۷",
        "sub 312 of main unknown, section 77",
    ),
}


@pytest.mark.parametrize("known", KNOWN_APART)
def test_what_is_known_of_a_plate_is_said_where_its_main_number_is_not(known):
    told, persian, english = KNOWN_APART[known]
    file = fed(casefile=UNKNOWN | told)
    assert persian in file.html() and english in file.html(language="en")
    assert persian in unisolated(signed_in(file.by).get("/cases/").content.decode())


@LANGUAGES
def test_a_permit_whose_verification_code_is_unknown_says_so(language, words):
    file = fed(permits=[permit(verify_code="")])
    assert words in file.html("permits", language)
    assert words not in fed(permits=[permit()]).html("permits", language)


@pytest.mark.parametrize("plate", [{"plate_main": 0}, {"plate_main": -1}, {"plate_sub": 0}, {"plate_main": 1_000_000}])
def test_a_plate_of_no_such_number_is_not_unknown_but_wrong(plate):
    assert "out of range" in load(line(casefile=plate)).bad[0][1]


def test_a_section_of_no_number_is_not_unknown_but_wrong():
    assert "`$.casefile.registry_section`" in load(line(casefile={"registry_section": 0})).bad[0][1]
