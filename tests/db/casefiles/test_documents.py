"""A paper on the screen: page by page, honest while it is not ready, and marked when it is taken along."""

import re
from io import BytesIO

import pikepdf
import pytest
from conftest import ROOT
from feed_lines import fed, number, owner, paper
from object_store import papers_at
from page_tree import tree
from pdfs import kept, pdf, pictured
from personas import NEIGHBOUR, signed_in

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents import storage
from shahrsazi.documents.scan import FAILED, OLD, RENDERED, WAITING, Scan

MARK = "This is not an official document"


class Shown:
    """A file with one paper of it, as its owner sees it."""

    def __init__(self, name: str, content: bytes, *owners):
        self.file = fed(*owners, papers=[paper(scan=name)], scans={name: content})
        self.sha256 = Paper._base_manager.using("owner").get(case=self.file.case).scan
        self.client = signed_in(self.file.by)
        self.path = f"/en/cases/{self.file.case.ref}/papers/{self.sha256}/"

    def html(self, ask: str = "") -> str:
        answer = self.client.get(self.path + ask)
        assert answer.status_code == 200
        return answer.content.decode()

    def bytes(self, name: str, **headers) -> bytes:
        answer = self.client.get(self.path + name, headers=headers)
        assert answer.status_code in (200, 206), name
        return b"".join(answer)

    def at(self, state: str) -> str:
        scans = Scan.objects.using("owner").filter(sha256=self.sha256)
        before = scans.get().state
        scans.update(state=state)
        try:
            return self.html()
        finally:
            scans.update(state=before)


@pytest.fixture(scope="module")
def leaves():
    """A paper of nine pages, with its pictures made."""
    shown = Shown("nine.pdf", pdf("nine leaves", 9))
    pictured(shown.sha256)
    return shown


def test_the_first_page_shows_its_picture_in_two_kinds_and_the_way_to_the_next(leaves):
    html = leaves.html()
    assert 'srcset="1-screen.avif"' in html and 'src="1-screen.webp"' in html
    assert 'rel="next" href="?page=2"' in html and 'rel="prev"' not in html and "page 1 of 9" in html
    assert leaves.bytes("1-screen.avif")[4:12] == b"ftypavif" and leaves.bytes("1-screen.webp")[:4] == b"RIFF"


def test_the_last_page_leads_back_and_no_further(leaves):
    html = leaves.html("?page=9")
    assert 'rel="prev" href="?page=8"' in html and 'rel="next"' not in html and 'src="9-screen.webp"' in html


@pytest.mark.parametrize(
    "ask",
    [
        "?page=0",
        "?page=-1",
        "?page=10000",
        "?page=x",
        "?page=%00",
        "?page=" + "9" * 500,
        "?as=nothing",
        "?as=sheet",
        "?off=1,2",
        "?off=" + "1," * 999,
        "?page=1&page=2",
        "?as=%ED%A0%80",
    ],
)
def test_an_address_of_no_sense_shows_a_page_all_the_same(leaves, ask):
    assert "-screen.webp" in leaves.html(ask)


def test_persian_digits_choose_a_page_too(leaves):
    assert 'src="3-screen.webp"' in leaves.html("?page=۳")


def test_thumbnails_stand_for_the_pages_around_and_not_for_all(leaves):
    html = leaves.html("?page=5")
    assert [n for n in range(1, 10) if f'src="{n}-thumb.webp"' in html] == [2, 3, 4, 5, 6, 7, 8]
    assert html.count('aria-current="page"') == 1


def test_nothing_large_loads_unasked_and_says_what_it_weighs(leaves):
    assert not re.search(r'src(set)?="[^"]*large', leaves.html()) and 'href="?page=1&amp;as=large"' in leaves.html()
    assert 'src="1-large.webp"' in leaves.html("?as=large") and "<small>" in leaves.html()


@pytest.mark.parametrize(
    "state, words",
    [(WAITING, "is being made"), (FAILED, "No picture could be made"), (OLD, "before papers were checked")],
)
def test_a_page_without_a_picture_says_why(state, words):
    shown = Shown("bare.pdf", pdf(f"bare {state}"))
    html = shown.at(state)
    assert words in html and "-screen" not in html
    assert ('href="file"' in html) is (state != OLD)


def test_a_paper_of_the_time_before_the_gate_is_not_handed_out():
    shown = Shown("old.pdf", pdf("before the gate"))
    Scan.objects.using("owner").filter(sha256=shown.sha256).update(state=OLD)
    assert shown.client.get(shown.path + "file").status_code == 404


@pytest.fixture(scope="module")
def house():
    """A drawing, pictured."""
    shown = Shown("house.dxf", (ROOT / "samplecity" / "papers" / "house-plan.dxf").read_bytes())
    pictured(shown.sha256)
    return shown


def test_whatever_can_be_brought_nearer_is_valid_html(leaves, house):
    for shown in (leaves, house):
        assert "data-finer" in shown.html() or "data-side" in shown.html()
        for ask in ("", "?as=large"):
            tree(shown.html(ask))


def test_a_drawing_has_its_sheets_its_lines_its_layers_and_its_words(house):
    html = house.html("?page=2")
    assert "page 2 of 2" in html and "1:100" in html and "Rooms and areas" in html
    assert (
        house.bytes("2-sheet.svg").startswith(b"<svg")
        and "image/svg+xml" in house.client.get(house.path + "2-sheet.svg")["Content-Type"]
    )
    layers = set(re.findall(rb'data-l="(\d+)"', house.bytes("2-sheet.svg")))
    off = sorted(layers)[0]
    assert set(re.findall(rb'data-l="(\d+)"', house.bytes(f"2-sheet.svg?off={off.decode()}"))) == layers - {off}


@pytest.mark.parametrize(
    "name", ["01-sheet.svg", "0-sheet.svg", "3-sheet.svg", "0-twin.json", "1-twin.json", "1-sheet.webp"]
)
def test_a_sheet_that_there_is_not_is_not_there(house, name):
    assert house.client.get(house.path + name).status_code == 404


def test_a_drawing_whose_words_or_lines_were_lost_is_shown_without_them():
    content = (ROOT / "samplecity" / "papers" / "house-plan.dxf").read_bytes() + b"999\nlost\n"
    shown = Shown("lost.dxf", content)
    scan = Scan.objects.using("owner").get(sha256=pictured(shown.sha256))
    for name in ("0-twin.json", "1-sheet.svg"):
        storage.backend().delete(scan.rendition_name(name))
    assert "What the drawing says" not in shown.html()
    assert shown.client.get(shown.path + "1-sheet.svg").status_code == 404


def test_a_drawings_own_file_leaves_as_it_came(house):
    assert house.bytes("file") == (ROOT / "samplecity" / "papers" / "house-plan.dxf").read_bytes()


def test_a_store_that_is_away_is_told_kindly_and_a_page_still_comes(leaves, house):
    with papers_at("http://key:secret@127.0.0.1:9/papers"):
        assert leaves.html()
        for shown, name in ((leaves, "file"), (house, ""), (house, "1-sheet.svg")):
            answer = shown.client.get(shown.path + name)
            assert answer.status_code == 503 and "cannot be made ready just now" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "10-screen.webp",
        "0-screen.webp",
        "0-twin.json",
        "1-sheet.svg",
        "1-screen.png",
        "999-thumb.webp",
        "1-thumb.avif",
        "../x",
    ],
)
def test_a_picture_that_there_is_not_is_not_there(leaves, name):
    assert leaves.client.get(leaves.path + name).status_code == 404


def test_nobody_else_gets_a_page_a_picture_or_the_file(city, leaves):
    neighbour = signed_in(NEIGHBOUR)
    for name in ("", "1-thumb.webp", "1-screen.avif", "file"):
        assert leaves.client.get(leaves.path + name).status_code == 200
        assert neighbour.get(leaves.path + name).status_code == 404, name


def test_every_picture_leaves_in_a_box_and_is_kept_by_no_one(leaves):
    answer = leaves.client.get(leaves.path + "1-screen.avif")
    assert answer["Content-Type"] == "image/avif" and answer["Cache-Control"] == "no-store"
    assert (
        answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        and answer["X-Content-Type-Options"] == "nosniff"
    )


def test_what_is_taken_along_says_whose_copy_it_is_and_that_it_is_not_official():
    mine, theirs = number(), number()
    shown = Shown("deed.pdf", pdf("taken along", 2), owner(mine, 3, 6), owner(theirs, 3, 6))
    copies = {code: b"".join(signed_in(code).get(shown.path + "file")) for code in (mine, theirs)}
    assert copies[mine] != copies[theirs]
    for code, copy in copies.items():
        other = theirs if code == mine else mine
        words = _words(copy)
        assert len(words) == 2, "each page"
        assert all(f"{code[:3]}****{code[-3:]}" in page and MARK in page for page in words)
        assert all(code not in page and f"{other[:3]}****{other[-3:]}" not in page for page in words)


def _words(content: bytes) -> list[str]:
    import pypdfium2

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def test_a_download_that_broke_off_goes_on_with_the_very_same_bytes(leaves):
    whole = leaves.bytes("file")
    assert leaves.bytes("file", range="bytes=100-") == whole[100:] and pikepdf.open(BytesIO(whole)).pages


def test_the_copy_has_a_name_of_ours_whatever_it_was_called():
    shown = Shown("passwd.PDF", pdf("named"))
    said = shown.client.get(shown.path + "file")["Content-Disposition"]
    assert said.startswith("attachment;") and "passwd" not in said and said.rstrip('"').endswith(".pdf")


def test_a_picture_is_marked_as_well(tmp_path):
    from PIL import Image

    Image.new("RGB", (1200, 900), "white").save(tmp_path / "p.png")
    shown = Shown("p.png", (tmp_path / "p.png").read_bytes())
    marked = Image.open(BytesIO(shown.bytes("file"))).convert("L")
    assert marked.size == (1200, 900) and marked.getextrema()[0] < 200


def test_a_printed_page_carries_the_mark_at_its_foot(leaves):
    code = leaves.file.by
    html = leaves.html()
    foot = html[html.index("mark-of-print") :].partition("</p>")[0]
    assert MARK in foot and f"{code[:3]}****{code[-3:]}" in foot


def test_looking_leaves_its_row_and_so_does_every_picture_that_can_be_read(leaves):
    from shahrsazi.ledger.entry import LedgerEntry

    rows = LedgerEntry.objects.using("owner").filter(case=leaves.file.case.id, act="read")
    rows = rows.exclude(section="thumbnail")  # one a session: tests/db/ledger/test_denials.py
    before = rows.count()
    leaves.html(), leaves.bytes("1-thumb.webp"), leaves.bytes("1-screen.avif"), leaves.bytes("file")
    assert [row.section for row in rows.order_by("id")[before:]] == ["paper", "picture", "file"]


def test_pages_of_a_paper_cost_the_same_however_many_there_are(leaves):
    from shahrsazi.database.query_counter import round_trips

    one = Shown("one.pdf", pdf("one leaf"))
    costs = []
    for shown in (one, leaves):
        with round_trips() as trips:
            shown.html()
        costs.append((len(trips), sum(map(len, trips))))
    assert costs[0] == costs[1] and costs[0][0] <= 4


def test_a_section_shows_what_its_papers_weigh_without_reading_their_pictures(leaves):
    html = leaves.client.get(f"/en/cases/{leaves.file.case.ref}/ownership/").content.decode()
    assert "9 pages" in html and f"/papers/{leaves.sha256[:16]}/1-thumb.webp" in html and 'loading="lazy"' in html


def test_both_stores_show_the_same(city, object_store_url):
    with papers_at(object_store_url):
        shown = Shown("far.pdf", pdf("in an object store", 2))
        assert Scan.objects.using("owner").get(sha256=pictured(shown.sha256)).state == RENDERED
        assert 'src="1-screen.webp"' in shown.html()
        for name in ("1-screen.avif", "file"):
            away = shown.client.get(shown.path + name)
            assert away.status_code == 302 and "X-Amz-Expires=60" in away["Location"]
        assert signed_in(NEIGHBOUR).get(shown.path + "file").status_code == 404


def test_kept_papers_are_the_same_for_everyone_who_may_see_them():
    assert kept(pdf("the same")) == kept(pdf("the same"))
