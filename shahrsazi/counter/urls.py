"""The counter's addresses: the desk, the files at the counter, and the steps of a registration."""

from django.urls import path, re_path

from shahrsazi.accounts.access import citizen
from shahrsazi.casefiles.access import reads_case
from shahrsazi.counter.access import opens_at_desk, opens_draft, opens_letter
from shahrsazi.counter.uploads import brings_scans
from shahrsazi.counter.views import (
    blocks,
    contacts,
    dashboard,
    documents,
    endings,
    file_form,
    files,
    hand_over,
    letters,
    objections,
    owners,
    reversals,
    review,
    scans,
    sealed,
)
from shahrsazi.counter.views.citizen import access_log, pending_changes
from shahrsazi.documents.viewer import RENDITION
from shahrsazi.staff.access import clerk, second_person
from shahrsazi.web.routes import page

REF = r"(?P<ref>[A-Za-z0-9_-]{22})"
ROW_REF = r"(?P<key>[0-9a-f]{32})"
# Of a registration: a new person, one who owns the file already (p); and whatever papers are shown for: a leaver (d),
# the end of a mandate (m), a correction (c), a deed.
AGENT = r"(?P<key>new|[0-9a-f]{8})"
OWNER = r"(?P<key>new|[0-9a-f]{8}|p[0-9a-f]{32})"
SHOWING = r"(?P<key>[0-9a-f]{8}|[pdmc][0-9a-f]{32}|deed)"
SHA256 = r"(?P<sha256>[0-9a-f]{64})"


def _of_a_file(rest: str, view, name: str):
    return re_path(rf"^counter/files/{REF}/{rest}$", page(view, needs=opens_at_desk), name=name)


def _of_a_draft(rest: str, view, name: str, needs=opens_draft):
    return re_path(rf"^counter/drafts/{REF}/{rest}$", page(view, needs=needs), name=name)


pages = [
    path("changes/", page(pending_changes, needs=citizen), name="changes"),
    re_path(rf"^cases/{REF}/seen/$", page(access_log, needs=reads_case), name="seen"),
    path("oversight/", page(reversals.oversight, needs=second_person), name="oversight"),
    path("counter/", page(dashboard.dashboard, needs=clerk), name="desk"),
    path("counter/elsewhere/", page(dashboard.open_across_districts, needs=clerk), name="look"),
    path("counter/begin/", page(dashboard.begin, needs=clerk), name="begin"),
    path("counter/letters/", page(letters.letters, needs=clerk), name="letters"),
    re_path(rf"^counter/letters/{REF}/$", page(letters.letter, needs=opens_letter), name="letter"),
    re_path(rf"^counter/letters/{REF}/print$", page(letters.printed, needs=opens_letter), name="letter_print"),
    _of_a_file("", files.file, "counter_file"),
    _of_a_file(f"people/{ROW_REF}/block/", blocks.block, "counter_block"),
    _of_a_file("objection/", objections.objection_of_file, "counter_objection"),
    _of_a_file(f"papers/{SHA256}/", scans.paper, "counter_paper"),
    _of_a_file(f"papers/{SHA256}/file", scans.paper_file, "counter_paper_file"),
    _of_a_file(f"papers/{SHA256}/original", scans.paper_original, "counter_paper_original"),
    _of_a_file(f"papers/{SHA256}/{RENDITION}", scans.paper_rendition, "counter_paper_picture"),
    _of_a_draft("", review.review, "draft_review"),
    _of_a_draft("file/", file_form.file, "draft_file"),
    _of_a_draft("owners/", owners.owners, "draft_owners"),
    _of_a_draft(f"owners/{OWNER}/", owners.owner, "draft_owner"),
    _of_a_draft(f"agents/{AGENT}/", owners.agent, "draft_agent"),
    _of_a_draft(f"leaving/{ROW_REF}/", endings.leaving, "draft_leaving"),
    _of_a_draft(f"mandates/{ROW_REF}/", endings.ending, "draft_ending"),
    _of_a_draft("deed/(?P<key>file)/", endings.deed, "draft_deed"),
    _of_a_draft(f"names/{ROW_REF}/", endings.correcting, "draft_correcting"),
    _of_a_draft(f"papers/{SHOWING}/", documents.papers, "draft_papers", needs=brings_scans),
    _of_a_draft(f"contact/{SHOWING}/", contacts.contact, "draft_contact"),
    _of_a_draft(f"scans/{SHA256}/", scans.scan, "draft_scan"),
    _of_a_draft(f"scans/{SHA256}/file", scans.file, "draft_scan_file"),
    _of_a_draft(f"scans/{SHA256}/original", scans.original, "draft_scan_original"),
    _of_a_draft(f"scans/{SHA256}/{RENDITION}", scans.rendition, "draft_scan_picture"),
    _of_a_draft("submit/", review.submit, "draft_submit"),
    _of_a_draft("confirm/", review.confirm, "draft_confirm"),
    _of_a_draft("back/", review.hand_back, "draft_back"),
    _of_a_draft("colleague/", hand_over.hand_over, "draft_hand_over"),
    _of_a_draft("objection/", objections.objection, "draft_objection"),
    _of_a_draft("reversal/", reversals.take_back, "draft_reversal"),
    _of_a_draft("opposite/", reversals.begin_counter_act, "draft_counter_act"),
    _of_a_draft("receipt/", review.receipt, "draft_receipt"),
    _of_a_draft(f"sealed/{SHOWING}/", sealed.sealed, "draft_sealed"),
    _of_a_draft(f"sealed/{SHOWING}/again/", sealed.again, "draft_sealed_again"),
]
