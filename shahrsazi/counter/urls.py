"""The counter's addresses: the desk, files as the counter sees them, and the steps of a registration."""

from django.urls import path, re_path

from shahrsazi.casefiles.access import citizen, page, reads_case
from shahrsazi.counter import concerned, desk, scans, settling, showing, steps
from shahrsazi.counter.access import opens_draft
from shahrsazi.papers.viewing import PICTURE
from shahrsazi.staff.access import clerk, opens_at_desk

REF = r"(?P<ref>[A-Za-z0-9_-]{22})"
KEY = r"(?P<key>new|[0-9a-f]{8}|p[0-9]{1,18})"
SHA256 = r"(?P<sha256>[0-9a-f]{64})"


def _of_a_file(rest: str, view, name: str):
    return re_path(rf"^counter/files/{REF}/{rest}$", page(view, needs=opens_at_desk), name=name)


def _of_a_draft(rest: str, view, name: str, needs=opens_draft):
    return re_path(rf"^counter/drafts/{REF}/{rest}$", page(view, needs=needs), name=name)


pages = [
    path("changes/", page(concerned.changes, needs=citizen), name="changes"),
    re_path(rf"^cases/{REF}/seen/$", page(concerned.seen, needs=reads_case), name="seen"),
    path("counter/", page(desk.desk, needs=clerk), name="desk"),
    path("counter/elsewhere/", page(desk.look, needs=clerk), name="look"),
    path("counter/begin/", page(desk.begin, needs=clerk), name="begin"),
    _of_a_file("", desk.file, "counter_file"),
    _of_a_file(r"mandates/(?P<number>[0-9]{1,18})/end/", desk.end_mandate, "end_mandate"),
    _of_a_file(r"owners/(?P<person>[0-9]{1,18})/death/", desk.death, "death"),
    _of_a_draft("", settling.review, "draft_review"),
    _of_a_draft("file/", steps.file, "draft_file"),
    _of_a_draft("owners/", steps.owners, "draft_owners"),
    _of_a_draft(f"owners/{KEY}/", steps.owner, "draft_owner"),
    _of_a_draft(f"agents/{KEY}/", steps.agent, "draft_agent"),
    _of_a_draft(r"leaving/(?P<person>[0-9]{1,18})/", steps.leaving, "draft_leaving"),
    _of_a_draft(f"papers/{KEY}/", showing.papers, "draft_papers", needs=scans.brings_scans),
    _of_a_draft(f"contact/{KEY}/", showing.contact, "draft_contact"),
    _of_a_draft(f"scans/{SHA256}/", scans.scan, "draft_scan"),
    _of_a_draft(f"scans/{SHA256}/file", scans.file, "draft_scan_file"),
    _of_a_draft(f"scans/{SHA256}/{PICTURE}", scans.picture, "draft_scan_picture"),
    _of_a_draft("submit/", settling.submit, "draft_submit"),
    _of_a_draft("confirm/", settling.confirm, "draft_confirm"),
    _of_a_draft("back/", settling.hand_back, "draft_back"),
    _of_a_draft("receipt/", settling.receipt, "draft_receipt"),
    _of_a_draft(f"sealed/{KEY}/", settling.sealed, "draft_sealed"),
]
