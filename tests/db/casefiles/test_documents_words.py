"""What stands in words beside a drawing."""

import json

import strange_files as strange
from conftest import ROOT
from feed_lines import fed, paper
from pdfs import pictured
from personas import signed_in

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents import storage
from shahrsazi.documents.errors import sentence
from shahrsazi.documents.scan import Scan


def test_what_a_drawing_says_of_its_unit_and_of_lists_that_were_cut_stands_on_its_page():
    content = (ROOT / "samplecity" / "papers" / "house-plan.dxf").read_bytes() + b"999\ntold\n"
    file = fed(papers=[paper(scan="told.dxf")], scans={"told.dxf": content})
    sha256 = Paper._base_manager.using("owner").get(case=file.case).scan
    scan = Scan.objects.using("owner").get(sha256=pictured(sha256))
    name = scan.rendition_name("0-twin.json")
    told = json.loads(storage.read(name)) | {"units": "unknown", "notes": ["units_doubtful"], "signs": ["☎", "☏"]}
    storage.backend().delete(name)
    storage.write(name, json.dumps(told | {"cut": ["signs", "texts"]}).encode())
    html = signed_in(file.by).get(f"/en/cases/{file.case.ref}/papers/{sha256}/").content.decode()
    assert "does not fit its dimensions" in html and "and more" in html
    assert f"Only the first {len(told['texts'])} are listed." in html


def drawn_of_several(**content) -> str:
    """A drawing's page, as if it had five sheets and its words were these."""
    plan = (ROOT / "samplecity" / "papers" / "house-plan.dxf").read_bytes()
    file = fed(papers=[paper(scan="told.dxf")], scans={"told.dxf": plan + f"999\n{content}\n".encode()})
    sha256 = Paper._base_manager.using("owner").get(case=file.case).scan
    scan = Scan.objects.using("owner").get(sha256=pictured(sha256))
    name = scan.rendition_name("0-twin.json")
    words = json.loads(storage.read(name))
    words.pop("where")
    storage.backend().delete(name)
    storage.write(name, json.dumps(words | content).encode())
    Scan.objects.using("owner").filter(sha256=sha256).update(pages=5)
    return signed_in(file.by).get(f"/cases/{file.case.ref}/papers/{sha256}/").content.decode()


LACKING = {"unread": 3, "signs": ["☎"], "left_out": {"IMAGE": 2}, "notes": ["strayed", "partly"]}


def test_what_a_drawing_lacks_is_said_with_its_sheets():
    html = drawn_of_several(
        **LACKING, where={"unread": [2], "signs": [1, 3], "left_out": [1, 2, 3, 5], "strayed": [4], "partly": [5]}
    )
    for pages in ("صفحه ۲.", "صفحه‌های ۱، ۳.", "صفحه‌های ۱ تا ۳، ۵.", "صفحه ۴.", "صفحه ۵."):
        assert html.count(f"— {pages}") == 1, pages


def test_of_a_drawing_from_before_its_sheets_were_noted_it_is_said_as_it_was():
    html = drawn_of_several(**LACKING)
    assert "☎" in html and "IMAGE" in html and "— صفحه" not in html


def test_a_note_of_a_pdf_says_its_pages_and_an_older_one_none():
    file = fed(papers=[paper(scan="of-five.pdf")], scans={"of-five.pdf": strange.pdf(5)})
    sha256 = Paper._base_manager.using("owner").get(case=file.case).scan
    of_it, address = Scan.objects.using("owner").filter(sha256=sha256), f"/cases/{file.case.ref}/papers/{sha256}/"
    in_words = sentence("fonts_missing")
    of_it.update(reasons=["fonts_missing:2-4"])
    assert f"{in_words} صفحه‌های ۲ تا ۴.</span>" in signed_in(file.by).get(address).content.decode()
    of_it.update(reasons=["fonts_missing"])
    assert f"{in_words}</span>" in signed_in(file.by).get(address).content.decode()
