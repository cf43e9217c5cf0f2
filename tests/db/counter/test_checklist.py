"""The guide's list of papers at the counter: what is asked of whom, who saw it and when, and scans good and bad."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from counter_client import ONE, Desk, a_scan, bare, body, check_all, new_file, opened, said
from counter_forms import SEEN, an_attorney, an_owner, phone
from counter_scans import PDF
from django.db import connections
from history_model import asked
from pdfs import kept_as, pdf, pictured
from personas import person_id

BUILDING = ("last_permit", "completion", "no_violation")


def test_each_thing_missing_is_named_once_in_one_list(desk):
    work = bare(desk, an_owner(last_name="ناقص"))
    begin = "مینا ناقص: The original was not seen: "
    assert work.missing() == [
        f"{begin}Title deed",
        f"{begin}Conveyance record",
        f"{begin}Last permit / Completion certificate / No-violation certificate",
        f"{begin}Paid renovation-levy slip",
        f"{begin}Birth certificate",
        f"{begin}National card",
        "مینا ناقص: Postal code of the residence: This field is required.",
        "مینا ناقص: A mobile number or an e-mail address is missing.",
    ]
    work.settle()
    assert work.row.state == "draft"


def test_an_empty_registration_says_all_that_a_file_needs(desk):
    missing = desk.begin().missing()
    assert "No owner has been registered." in missing and "Renewal code: This field is required." in missing
    assert len(missing) == len(set(missing))


@pytest.mark.parametrize("kind", BUILDING)
def test_any_one_of_the_three_building_papers_is_enough(desk, kind):
    work = bare(desk, an_owner())
    seen = {k: v for k, v in SEEN.items() if k != "last_permit-seen"}
    work.post(f"papers/{work.keys[0]}/", seen | {"base": "0"})
    assert [f for f in work.missing() if "Last permit / Completion" in f]
    work.papers(work.keys[0], **{"last_permit-kind": kind})
    assert not [f for f in work.missing() if "not seen" in f]
    work.contact(work.keys[0], mobile=phone())
    work.settle()
    kinds = {row[0] for row in asked("SELECT doc_kind FROM casefiles_paper WHERE case_id = %s", [work.case.id])}
    assert kinds & set(BUILDING) == {kind}


def test_bare_land_has_no_building_paper(desk):
    work = bare(desk, an_owner(), property_type="land", renewal_code="5-94-99-77-0-0-0")
    assert not [f for f in work.missing() if "Last permit" in f]
    assert "Last permit" not in said(work.get(f"papers/{work.keys[0]}/"))


def test_the_attorney_shows_the_power_of_attorney_and_their_own_two(desk):
    work = bare(desk, an_owner())
    agent = work.agent(work.keys[0], an_attorney(last_name="وکیلی"))
    asked_of = [f.split(": ")[-1] for f in work.missing() if f.startswith("مینا وکیلی: The original")]
    assert asked_of == ["Power of attorney", "Birth certificate", "National card"]
    assert "Title deed" not in said(work.get(f"papers/{agent}/"))


def test_the_paper_of_another_owner_holds_for_this_one_only_when_it_was_seen(desk):
    work = bare(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    first, second = work.keys
    same = {f"{k}-same": "1" for k in ("deed", "conveyance", "last_permit", "renewal_slip")}
    own = {"birth_certificate-seen": "1", "national_card-seen": "1"}
    work.post(f"papers/{second}/", same | own | {"base": "0"})
    assert len([f for f in work.missing() if "not seen" in f]) == 10
    work.papers(first)
    assert not [f for f in work.missing() if "not seen" in f]


def test_a_birth_certificate_is_never_the_same_as_another_owners(desk):
    work = new_file(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    work.post(f"papers/{work.keys[1]}/", {"birth_certificate-same": "1", "base": "1"})
    assert [f for f in work.missing() if f.endswith("Birth certificate")]


def test_two_owners_who_point_at_each_other_have_shown_nothing(desk):
    work = bare(desk, an_owner(land_dang="3"), an_owner(land_dang="3"))
    for key in work.keys:
        work.post(f"papers/{key}/", {"deed-same": "1", "base": "0"})
    assert len([f for f in work.missing() if f.endswith("Title deed")]) == 2


def test_who_saw_the_original_and_when_is_kept_from_the_first_seeing(desk, other):
    work = bare(desk, an_owner())
    work.papers(work.keys[0])
    work.by(other).papers(work.keys[0], **{"deed-no": "12"})
    rows = asked(
        "SELECT values->'deed'->>'seen_by', by FROM counter_draftpart WHERE name = %s ORDER BY id",
        [f"papers.{work.keys[0]}"],
    )
    assert rows == [(str(person_id(ONE)), person_id(ONE)), (str(person_id(ONE)), person_id(other.number))]
    work.contact(work.keys[0], mobile=phone())
    work.settle()
    seen = asked(
        "SELECT DISTINCT original_seen, original_seen_on, by_registration FROM casefiles_paper WHERE case_id = %s",
        [work.case.id],
    )
    assert seen == [(True, asked("SELECT guard.today()")[0][0], work.row.id)]


def test_who_saw_it_is_not_for_a_form_to_say(desk):
    work = bare(desk, an_owner())
    work.papers(work.keys[0], **{"deed-seen_by": "1", "deed-seen_on": "1390/1/1", "seen_by": "1"})
    [(by,)] = asked(
        "SELECT values->'deed'->>'seen_by' FROM counter_draftpart WHERE name = %s", [f"papers.{work.keys[0]}"]
    )
    assert by == str(person_id(ONE))


def test_number_date_and_sheets_of_a_paper_are_kept_and_filed(desk):
    work = new_file(desk, an_owner())
    told = {"deed-no": "٤٧/الف", "deed-date": "۱۳۹۹/۱۲/۳۰", "deed-issuer": "ثبت جنوب", "deed-pages": "۳\u200c"}
    work.papers(work.keys[0], **told)
    work.settle()
    rows = asked(
        "SELECT doc_no, doc_date, issuer, pages FROM casefiles_paper WHERE case_id = %s AND doc_kind = 'deed'",
        [work.case.id],
    )
    assert rows == [("۴۷/الف", date(2021, 3, 20), "ثبت جنوب", 3)]


def test_a_number_that_is_long_only_by_what_cannot_be_seen_is_filed(desk):
    work = new_file(desk, an_owner())
    work.papers(work.keys[0], **{"deed-no": "سـ" + "ـ" * 90 + "ند"})
    work.settle()
    assert work.row.state == "confirmed"


@pytest.mark.parametrize(
    ("field", "text"), [("date", "1399/13/1"), ("pages", "many"), ("no", "x" * 41), ("issuer", "x" * 81)]
)
def test_what_was_typed_wrong_about_a_paper_is_named_and_kept(desk, field, text):
    work = new_file(desk, an_owner())
    answer = work.papers(work.keys[0], **{f"deed-{field}": text})
    assert "It was saved as a draft." in said(answer) and len(work.missing()) == 1
    assert f'name="deed-{field}" value="{text}"' in body(work.get(f"papers/{work.keys[0]}/"))


def test_a_scan_is_kept_and_comes_back_to_the_clerk_to_be_seen_and_as_an_attachment(desk):
    work = bare(desk, an_owner())
    work.papers(work.keys[0], **{"deed-scan": a_scan(pdf("one"))})
    address = f"scans/{pictured(kept_as('one'))}/"
    assert address in body(work.get(f"papers/{work.keys[0]}/"))
    assert 'src="1-screen.webp"' in body(work.get(address)) and work.get(f"{address}1-screen.webp").status_code == 200
    back = work.get(f"{address}file")
    assert b"".join(back.streaming_content).startswith(b"%PDF-")
    assert (
        back.headers["Content-Disposition"].startswith("attachment;")
        and "sandbox" in back.headers["Content-Security-Policy"]
    )
    assert work.by(Desk("1311000046")).get(address).status_code == 404
    assert bare(desk, an_owner()).get(address).status_code == 404, "a scan of another registration"


def test_a_scan_of_one_registration_is_not_had_by_way_of_another_of_the_same_clerk(desk):
    one, other = bare(desk, an_owner()), bare(desk, an_owner())
    one.papers(one.keys[0], **{"deed-scan": a_scan(pdf("of the first"))})
    for tail in ("", "1-thumb.webp", "file"):
        address = f"scans/{pictured(kept_as('of the first'))}/{tail}"
        assert (one.get(address).status_code, other.get(address).status_code) == (200, 404), tail


def test_a_second_press_of_the_button_while_the_gate_is_at_work_is_no_fault(desk):
    """Two requests of one clerk with the same new scan, at once: neither waits for a row that the other holds."""
    work = bare(desk, an_owner())
    scan = lambda: {"deed-scan": a_scan(pdf("pressed twice", 40))}  # noqa: E731
    send = lambda _n: work.papers(work.keys[0], **scan()).status_code  # noqa: E731
    with ThreadPoolExecutor(2) as both:
        assert set(both.map(send, range(2))) <= {200, 302}
    connections.close_all()


def test_scans_are_filed_with_the_file_one_row_each(desk):
    work = new_file(desk, an_owner())
    work.papers(work.keys[0], **{"deed-scan": [a_scan(pdf("first")), a_scan(pdf("second"))]})
    work.settle()
    scans = asked(
        "SELECT scan FROM casefiles_paper WHERE case_id = %s AND doc_kind = 'deed' ORDER BY seq", [work.case.id]
    )
    assert [row[0] for row in scans][1:] == [kept_as("first"), kept_as("second")]


def test_a_scan_is_taken_out_again(desk):
    work = bare(desk, an_owner())
    work.papers(work.keys[0], **{"deed-scan": a_scan(pdf("out"))})
    name = kept_as("out")
    work.papers(work.keys[0], **{"deed-drop": name})
    assert name not in body(work.get(f"papers/{work.keys[0]}/")) and work.get(f"scans/{name}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ not a scan", "Files of this kind"),
        (b"<script>alert(1)</script>", "Files of this kind"),
        (b"", "There is nothing"),
        (PDF[:100], "This file is damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "The name of this file ends in"),
    ],
    ids=["exe", "html", "empty", "half a PDF", "a PNG by another name"],
)
def test_a_bad_scan_is_refused_with_its_reason_and_everything_else_stays(desk, content, why):
    work = bare(desk, an_owner())
    answer = work.papers(work.keys[0], **{"deed-no": "1234", "deed-scan": a_scan(content), "conveyance-scan": a_scan()})
    assert why in said(answer)
    page = body(work.get(f"papers/{work.keys[0]}/"))
    assert 'name="deed-no" value="1234"' in page and page.count('class="scan"') == 1
    assert not [f for f in work.missing() if "not seen" in f]


def test_a_scan_over_twenty_megabytes_is_refused_and_the_draft_stays(desk):
    work = bare(desk, an_owner())
    answer = work.papers(work.keys[0], **{"deed-no": "77", "deed-scan": a_scan(PDF + b"x" * 20 * 1024 * 1024)})
    assert "larger than 20 MB" in said(answer) and 'name="deed-no" value="77"' in body(answer)


def test_a_paper_that_was_scanned_and_not_seen_yet_is_still_shown(desk):
    work, content = bare(desk, an_owner()), pdf("completion")
    work.post(
        f"papers/{work.keys[0]}/",
        {"last_permit-kind": "completion", "last_permit-scan": a_scan(content), "last_permit-no": "55", "base": "0"},
    )
    check_all()
    page = body(work.get(f"papers/{work.keys[0]}/"))
    assert 'value="completion" checked' in page
    assert kept_as("completion") in page and 'name="last_permit-no" value="55"' in page


def test_the_papers_of_a_person_are_not_shown_to_the_other_owner(desk):
    first, second = an_owner(land_dang="3"), an_owner(land_dang="3")
    work = opened(desk, first, second)
    rows = asked(
        "SELECT of_person_id, count(*) FROM casefiles_paper"
        " WHERE case_id = %s AND doc_kind IN ('birth_certificate', 'national_card') GROUP BY 1",
        [work.case.id],
    )
    assert sorted(rows) == sorted((person_id(who["number"]), 2) for who in (first, second))
