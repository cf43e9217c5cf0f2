"""The scans of the sample city: every kind is drawn, bears the data of its row, and is the file it says."""

import json
import re
from collections import defaultdict
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from sample_lines import rows

from samplecity.days import solar_year
from samplecity.drawings import HOUSE
from samplecity.names import MEN, WOMEN
from samplecity.people import full_name
from samplecity.sheets import DRAWN_BY, scans
from samplecity.sheets.printing import printed
from shahrsazi.persian.numbers import digits

FOREIGN = re.compile("[A-Za-z]{2,}|[0-9]{2,}")
# What is Latin on Iranian paper too: a code to check by, a unit of maps, the head of a fax.
LATIN = re.compile("[A-Z2-9]{26}|UTM|FAX|-[0-9]+T")
OF_PEOPLE = ("birth_certificate", "national_card", "passport", "attorney_papers", "gazette", "power_of_attorney")
OF_THE_GROUND = ("visit_sheet", "utm_survey", "supervisor_report")
FORMS = {"pdf": "PDF", "jpg": "JPEG", "tif": "TIFF", "png": "PNG"}


@pytest.fixture(scope="module")
def drawn(city):
    """Every paper of the city beside its line and what would be printed on it."""
    return [(line, paper, *DRAWN_BY[paper["doc_kind"]](line, paper)) for line, paper in rows(city, "papers")]


@pytest.fixture(scope="module")
def made(city):
    return {name: scan for line in city for name, scan in scans(line)}


def texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [text for inner in value for text in texts(inner)] if isinstance(value, list | tuple) else [str(value)]


def named(city):
    papers = {paper["scan"]: paper["pages"] for _, paper in rows(city, "papers") if paper["scan"]}
    sheets = [sheet["scan"] for _, plans in rows(city, "drawing_sets") for sheet in plans["sheets"] if sheet["scan"]]
    return papers | dict.fromkeys(sheets, 1)


def pages_of(name, scan):
    if name.endswith(".pdf"):
        return len(pypdfium2.PdfDocument(scan))
    with Image.open(BytesIO(scan)) as picture:
        assert picture.format == FORMS[name.rsplit(".", 1)[1]]
        return getattr(picture, "n_frames", 1)


def test_every_scan_that_is_named_is_made_with_as_many_pages_as_its_row_says(city, made):
    assert made.keys() | {HOUSE} == named(city).keys()
    assert {name: pages_of(name, scan) for name, scan in made.items()} == {
        name: pages for name, pages in named(city).items() if name != HOUSE
    }


def test_no_scan_is_named_twice(city):
    names = [paper["scan"] for _, paper in rows(city, "papers") if paper["scan"]]
    assert len(names) == len(set(names))


def test_the_scans_are_few_and_small(made):
    """Each is let in and pictured singly, before anybody can look at the city."""
    assert len(made) <= 50 and sum(map(len, made.values())) < 3_000_000
    assert max(map(len, made.values())) < 250_000


def test_the_scans_come_in_every_form_that_an_office_sends(made):
    pictures = {name: Image.open(BytesIO(scan)) for name, scan in made.items() if not name.endswith(".pdf")}
    forms = {(picture.format, picture.mode, getattr(picture, "n_frames", 1) > 1) for picture in pictures.values()}
    faxes = {("TIFF", "1", False), ("TIFF", "1", True)}
    assert forms >= {("JPEG", "RGB", False), ("JPEG", "L", False), ("TIFF", "L", True), ("PNG", "P", False)} | faxes
    assert any(name.endswith(".pdf") for name in made)


def test_the_same_line_gives_the_same_bytes(city, made):
    again = {name: scan for line in city[:3] for name, scan in scans(line)}
    assert again and all(made[name] == scan for name, scan in again.items())


def test_every_paper_of_the_city_bears_its_number_its_day_and_its_file(drawn):
    for line, paper, _, sheet in drawn:
        said = " ".join(texts(sheet))
        assert digits(line["casefile"]["file_no"], "fa") in said
        assert digits(paper["doc_no"], "fa") in said, paper
        if paper["doc_date"]:
            assert digits(solar_year(date.fromisoformat(paper["doc_date"])), "fa") in said, paper


def test_a_paper_of_a_person_bears_that_persons_names_and_number(drawn):
    for line, paper, _, sheet in drawn:
        if paper["of_person"]:
            (person,) = [p for p in line["people"] if p["number"] == paper["of_person"]]
            assert {person["first_name"], person["last_name"], digits(person["number"], "fa")} <= set(texts(sheet))


def test_a_paper_of_the_property_names_its_place_and_whoever_owned_it_that_day(drawn):
    for line, paper, _, sheet in drawn:
        kind, said = paper["doc_kind"], " ".join(texts(sheet))
        if kind not in OF_PEOPLE:
            assert digits(line["casefile"]["renewal_code"], "fa") in said or line["casefile"]["address"] in said, paper
        if kind not in (*OF_PEOPLE, *OF_THE_GROUND):
            assert all(name in said for name in owners_on(line, paper["doc_date"])), paper


def owners_on(line, day):
    then = [o["person"] for o in line["owners"] if o["effective_from"] <= day < (o["effective_to"] or "9")]
    return {full_name(person) for person in line["people"] if person["number"] in then}


def test_no_person_is_given_the_other_sexs_title(drawn):
    for _, _, _, sheet in drawn:
        for title, first in re.findall("(آقای|خانم) (?:مهندس )?([^ ]+)", " ".join(texts(sheet))):
            assert first in (MEN if title == "آقای" else (*WOMEN, "سیما")), (title, first)


@pytest.fixture(scope="module")
def fullest(drawn):
    """Of each kind and number of pages the two papers with the most to say, as they are printed: the words of pages."""
    by_kind = defaultdict(list)
    for _, paper, template, sheet in drawn:
        by_kind[paper["doc_kind"], paper["pages"]].append((len(json.dumps(sheet)), template, sheet))
    chosen = [(kind, one) for kind, all_of in by_kind.items() for one in sorted(all_of, key=lambda one: one[0])[-2:]]
    return [(*kind, words_of(printed(template, sheet, "a.pdf"))) for kind, (_, template, sheet) in chosen]


def words_of(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_every_kind_of_paper_keeps_to_its_pages_however_much_there_is_to_say(fullest):
    assert {kind for kind, _, _ in fullest} == DRAWN_BY.keys()
    assert [(kind, pages) for kind, pages, words in fullest if len(words) != pages] == []


def test_every_page_says_that_it_is_a_sample(fullest):
    assert all("نمونه" in page and "بدون اعتبار قانونی" in page for _, _, words in fullest for page in words)


def test_nothing_on_paper_is_foreign(fullest):
    for kind, _, words in fullest:
        assert FOREIGN.findall(LATIN.sub("", " ".join(words))) == [], kind
