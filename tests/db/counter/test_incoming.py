"""A scan is kept aside, looked at by the worker, and what became of it is said; nothing of it is lost on the way."""

import json

import pytest
from counter_client import OF_THREE, Desk, a_scan, bare, body, check_all, said
from counter_forms import SEEN, an_owner
from counter_scans import numbered
from django.db import IntegrityError, ProgrammingError
from history_model import asked
from pdfs import pdf
from staff_client import as_desk, desk_of, member

from shahrsazi.counter.incoming import IncomingScan
from shahrsazi.counter.tasks import check_scan
from shahrsazi.documents import storage

CHECKED = "is being checked"
NO_PAPER = b"this is no paper at all"


@pytest.fixture
def work(desk):
    return bare(desk, an_owner())


def sends(work, content: bytes, name: str = "deed.pdf", **fields):
    key = work.keys[0]
    scan = {"deed-scan": a_scan(content, name), "deed-seen": "1", "base": work.base(f"papers.{key}")}
    return work.post(f"papers/{key}/", scan | fields)


def page_of(work):
    return work.get(f"papers/{work.keys[0]}/")


def rows(work) -> list[IncomingScan]:
    return list(IncomingScan.objects.using("owner").filter(draft__ref=work.ref).order_by("id"))


def test_the_page_says_that_it_is_being_checked_and_then_shows_it(work):
    sends(work, pdf("a deed"), **{"deed-no": "7"})
    page = page_of(work)
    assert "Being checked deed.pdf" in " ".join(said(page).split()) and 'name="deed-no" value="7"' in body(page)
    assert any(CHECKED in sentence for sentence in work.missing())
    assert check_all() == 1
    [row] = rows(work)
    assert row.state == "accepted" and row.seconds >= 1 and not storage.exists(row.stored)
    page = body(page_of(work))
    assert f"/scans/{row.scan}/" in page and "Being checked" not in page
    assert work.get(f"scans/{row.scan}/").status_code == 200


def test_what_is_turned_away_is_said_until_the_clerk_has_seen_it_and_goes_on(work):
    sends(work, NO_PAPER, "naghshe.pdf")
    check_all()
    page = said(page_of(work))
    assert "naghshe.pdf: " in page and "Files of this kind are not taken" in page
    assert any("naghshe.pdf" in sentence for sentence in work.missing())
    sends(work, pdf("the right one"), "dorost.pdf")
    check_all()
    assert "naghshe.pdf" not in said(page_of(work)) and not any("naghshe" in s for s in work.missing())
    assert [row.state for row in rows(work)] == ["settled", "accepted"]


def test_nothing_is_submitted_while_a_scan_is_being_checked(work):
    work.complete(*work.keys)
    sends(work, pdf("a last one"), **SEEN | numbered(["deed"]))
    work.submit()
    assert work.row.state == "draft" and CHECKED in said(work.get())
    check_all()
    work.submit()
    assert work.row.state != "draft"


def test_a_scan_that_was_let_in_meanwhile_survives_another_window_that_saves(work):
    sends(work, pdf("first"))
    check_all()
    [row] = rows(work)
    key = work.keys[0]
    work.post(f"papers/{key}/", {"base": work.base(f"papers.{key}"), "deed-seen": "1", "deed-no": "9"})
    assert work.row_texts(f"papers.{key}")["deed"]["scans"] == [row.scan]
    assert f"/scans/{row.scan}/" in body(page_of(work))


def test_of_a_form_that_a_colleague_overtook_the_scan_is_taken_all_the_same(work):
    sends(work, pdf("first"))
    answer = sends(work, pdf("second"), base="0")
    assert answer.status_code == 200
    check_all()
    assert [row.state for row in rows(work)] == ["accepted", "accepted"]


def test_one_that_is_taken_out_stays_out(work):
    sends(work, pdf("first"))
    check_all()
    [row] = rows(work)
    key = work.keys[0]
    work.post(f"papers/{key}/", {"base": work.base(f"papers.{key}"), "deed-seen": "1", "deed-drop": row.scan})
    assert f"/scans/{row.scan}/" not in body(page_of(work))


def test_a_scan_with_which_the_worker_is_lost_three_times_is_given_up(work):
    sends(work, pdf("deadly"))
    IncomingScan.objects.using("owner").filter(draft__ref=work.ref).update(tries=3)
    check_all()
    assert rows(work)[0].state == "refused" and "could not be read" in said(page_of(work))


def test_a_scan_whose_bytes_are_gone_says_so(work):
    sends(work, pdf("lost"))
    storage.delete(rows(work)[0].stored)
    check_all()
    assert "could not be read" in said(page_of(work))


def test_the_same_job_twice_looks_at_it_once(work):
    sends(work, pdf("once"))
    check_all()
    before = rows(work)[0].tries
    check_scan(rows(work)[0].id)
    assert rows(work)[0].tries == before


def test_a_clerks_scans_come_one_behind_the_other_so_that_a_colleagues_comes_between(work):
    key = work.keys[0]
    scans = [a_scan(pdf(f"sheet {n}")) for n in range(3)]
    work.post(f"papers/{key}/", {"base": "0", "deed-scan": scans})
    ids = [row.id for row in rows(work)]
    queued = asked(
        "SELECT priority FROM procrastinate_jobs WHERE (args ->> 'incoming')::bigint = ANY (%s) ORDER BY id", [ids]
    )
    assert [priority for (priority,) in queued] == [0, -1, -2]
    check_all()


def test_another_district_sees_nothing_of_it_and_no_statement_lets_a_scan_in(work):
    sends(work, pdf("mine"))
    [row] = rows(work)
    assert Desk(OF_THREE).get(f"drafts/{work.ref}/papers/{work.keys[0]}/").status_code == 404
    with as_desk(desk_of(member("clerk", 3))) as cursor:
        cursor.execute("SELECT count(*) FROM counter_incomingscan WHERE id = %s", [row.id])
        assert cursor.fetchone() == (0,)
    mine = desk_of(member("clerk", 5))
    for change in ("scan = repeat('0', 64)", "brought_by = 1", "reason = ''"):
        with pytest.raises(ProgrammingError, match="permission denied"), as_desk(mine) as cursor:
            cursor.execute(f"UPDATE counter_incomingscan SET {change} WHERE id = %s", [row.id])
    planted = (
        "INSERT INTO counter_incomingscan (draft_id, district_id, part, kind, name, stored, size, brought_by, state,"
        " scan, reason, figures, tries, seconds) SELECT draft_id, 5, part, kind, name, stored, size,"
        " guard.desk_member(), 'accepted', repeat('0', 64), '', '{}', 0, 0 FROM counter_incomingscan WHERE id = %s"
    )
    with pytest.raises(ProgrammingError, match="row-level security"), as_desk(mine) as cursor:
        cursor.execute(planted, [row.id])
    check_all()


def planted_part(work, district: int, *named: str) -> str:
    """A part with a scan, written by a clerk's own statement."""
    draft = asked("SELECT id FROM counter_draft WHERE ref = %s", [work.ref])[0][0]
    values = json.dumps({"deed": {"no": "7", "scans": named}})
    with as_desk(desk_of(member("clerk", district))) as cursor:
        cursor.execute(
            "INSERT INTO counter_draftpart (draft_id, district_id, name, version, values, by)"
            " VALUES (%s, %s, 'papers.planted', 1, %s, guard.desk_person()) RETURNING name",
            [draft, district, values],
        )
        return cursor.fetchone()[0]


def test_no_statement_names_a_scan_that_was_brought_elsewhere_or_reads_of_it(work):
    sends(work, pdf("of one in district three"))
    theirs = bare(Desk(OF_THREE), an_owner())
    sends(theirs, pdf("of one in district three, and not of this one"))
    check_all()
    [own], [strange] = rows(work), rows(theirs)
    assert planted_part(work, 5, own.scan) == "papers.planted"
    for named in ([strange.scan], ["0" * 64], [own.scan, strange.scan]):
        with pytest.raises(ProgrammingError, match="row-level security"):
            planted_part(work, 5, *named)
    with as_desk(desk_of(member("clerk", 5))) as cursor:
        cursor.execute("SELECT sha256 FROM documents_scan WHERE sha256 IN (%s, %s)", [own.scan, strange.scan])
        assert cursor.fetchall() == [(own.scan,)]


@pytest.mark.parametrize("elsewhere", ["stamped/a.pdf", "incoming/../ab/" + "ab" * 16, "/etc/passwd"])
def test_the_worker_is_sent_to_no_file_that_was_not_kept_aside(work, elsewhere):
    sends(work, pdf("mine"))
    [row] = rows(work)
    with pytest.raises(IntegrityError, match="incoming_lies_aside"), as_desk(desk_of(member("clerk", 5))) as cursor:
        cursor.execute(
            "INSERT INTO counter_incomingscan (draft_id, district_id, part, kind, name, stored, size, brought_by,"
            " state, scan, reason, figures, tries, seconds) SELECT draft_id, 5, part, kind, name, %s, size,"
            " guard.desk_member(), 'waiting', '', '', '{}', 0, 0 FROM counter_incomingscan WHERE id = %s",
            [elsewhere, row.id],
        )
