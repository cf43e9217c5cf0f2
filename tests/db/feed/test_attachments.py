"""The papers that a feed names: through the gate before anything is written, each once, and bad ones with a reason."""

import json

import pytest
from feed_lines import PDF, as_json, drawings, line, load, paper, visit
from pdfs import pdf

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents.scan import Arrival, Scan


def named(name: str) -> dict:
    return line(papers=[paper(scan=name)])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "There is nothing in this file"),
        ("a.pdf", b"MZ", "Files of this kind"),
        ("a.pdf", pdf("cut")[:200], "damaged"),
        ("a.png", PDF, "The name of this file ends in"),
        ("a.svg", b"<svg/>", "Files of this kind"),
    ],
)
def test_a_line_with_a_bad_paper_is_turned_away_with_the_papers_name_and_reason(name, content, words):
    made = named(name)
    report = load(line(), made, line(), scans={name: content})
    assert report.good == 2 and [number for number, _ in report.bad] == [2]
    assert report.bad[0][1].startswith(f"The paper {name}: ") and words in report.bad[0][1]
    assert not _rows(made)


def _rows(made: dict) -> list[str]:
    keys = [row["source_key"] for row in made["papers"]]
    return list(Paper._base_manager.using("owner").filter(source_key__in=keys).values_list("scan", flat=True))


def test_a_paper_that_many_lines_name_is_let_in_once():
    before = Arrival.objects.using("owner").count()
    made = [named("shared.pdf") for _ in range(5)]
    assert load(*made, scans={"shared.pdf": pdf("shared by five")}).bad == []
    assert Arrival.objects.using("owner").count() == before + 1
    assert len({scan for one in made for scan in _rows(one)}) == 1


def test_a_bad_paper_that_many_lines_name_turns_each_of_them_away():
    report = load(named("bad.pdf"), line(), named("bad.pdf"), scans={"bad.pdf": b"nothing"})
    assert [number for number, _ in report.bad] == [1, 3] and report.bad[0][1] == report.bad[1][1]


def test_papers_are_found_wherever_in_a_line_they_are_named():
    sheets = [{"number": "A-01", "title": "پلان", "scan": "sheet.pdf"}]
    photographs = [{"scan": "photo.png"}]
    made = line(drawing_sets=[drawings(0, sheets=sheets)], inspections=[visit("2024-05-01", photos=photographs)])
    report = load(made, scans={"sheet.pdf": pdf("a sheet")})
    assert [reason for _, reason in report.bad] == [
        "The paper photo.png: The file is not there. Put it beside the feed, in the folder of papers."
    ]


def test_a_correction_is_another_paper_and_the_one_before_stays_as_it_was():
    made = named("deed.pdf")
    load(made, scans={"deed.pdf": pdf("first deed")})
    [first] = _rows(made)
    load(made | {"as_of": "2026-02-02T08:00:00+03:30"}, scans={"deed.pdf": pdf("corrected deed")})
    assert _rows(made) != [first] and Scan.objects.using("owner").filter(sha256=first).exists()


def test_a_line_that_is_turned_away_for_something_else_costs_its_paper_nothing():
    made = named("early.pdf")
    wrong = json.loads(as_json(made))
    wrong["owners"][0]["land_share"], wrong["owners"][0]["land_of"] = 7, 6
    assert load(wrong, scans={"early.pdf": pdf("early")}).good == 0
    assert load(made, scans={"early.pdf": pdf("early")}).good == 1 and len(_rows(made)) == 1
