"""What stands in words beside a drawing."""

import json

from conftest import ROOT
from feed_lines import fed, paper
from pdfs import pictured
from personas import signed_in

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents import storage
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
