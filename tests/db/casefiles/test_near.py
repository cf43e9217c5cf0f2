"""A sheet of a square metre from near: its parts for the script that fetches them, and as links where none runs."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from feed_lines import fed, paper
from pdfs import pictured, tiled, wide_last_page, wide_sheet
from personas import NEIGHBOUR, signed_in

from shahrsazi.casefiles.sections.ownership import Paper
from shahrsazi.documents import tiling
from shahrsazi.documents.scan import Scan
from shahrsazi.documents.tasks import render_tiles
from shahrsazi.ledger.entry import LedgerEntry


@pytest.fixture(scope="module")
def sheet():
    """An A0 among the papers of a file; its address, and its file."""
    file = fed(papers=[paper(scan="a0.pdf")], scans={"a0.pdf": wide_sheet(1189, 841)})
    sha256 = tiled(Paper._base_manager.using("owner").get(case=file.case).scan)
    return f"/en/cases/{file.case.ref}/papers/{sha256}/", file


def html(sheet, query: str = "") -> str:
    path, file = sheet
    return signed_in(file.by).get(path + query).content.decode()


def shown(page: str) -> list[str]:
    return re.findall(r'src="(1-tiles[^"]*)"', page)


def test_the_page_says_in_which_sizes_it_can_be_had_and_fetches_no_part_by_itself(sheet):
    page = html(sheet)
    assert 'data-levels="7134x5046 3567x2523 "' in page and 'data-side="720"' in page and shown(page) == []


def test_without_a_script_four_parts_are_shown_with_the_ways_on(sheet):
    page = html(sheet, "?as=tiles&part=3,2")
    assert shown(page) == [f"1-tiles-0-{at}.webp" for at in ("3-2", "4-2", "3-3", "4-3")]
    links = dict(re.findall(r'href="\?page=1&amp;as=tiles&amp;part=([\d,]+)#sheet">([^<]+)<', page))
    assert links == {"2,2": "To the left", "4,2": "To the right", "3,1": "Upwards", "3,3": "Downwards"}
    assert "part 4 of 9 from the left, 3 of 7 from above" in page


@pytest.mark.parametrize(
    ("query", "first"),
    [("", "0-0"), ("&part=99,99", "8-6"), ("&part=x", "0-0"), ("&part=-1,2", "0-2"), ("&part=۳,۱", "3-1")],
)
def test_an_address_of_no_sense_shows_the_nearest_part(sheet, query, first):
    assert shown(html(sheet, f"?as=tiles{query}"))[0] == f"1-tiles-0-{first}.webp"


def test_a_part_comes_to_the_owner_and_to_nobody_else(sheet):
    path, file = sheet
    mine = signed_in(file.by).get(f"{path}1-tiles-0-9-6.webp")
    assert mine.status_code == 200 and b"".join(mine)[:4] == b"RIFF"
    assert signed_in(NEIGHBOUR).get(f"{path}1-tiles-0-9-6.webp").status_code == 404


@pytest.mark.parametrize("name", ["1-tiles-0-10-0.webp", "1-tiles-5-0-0.webp", "2-tiles-0-0-0.webp", "1-tiles.webp"])
def test_a_part_that_there_is_none_of_is_not_there(sheet, name):
    path, file = sheet
    assert signed_in(file.by).get(path + name).status_code == 404


def test_looking_at_many_parts_leaves_one_row_in_the_ledger(sheet):
    path, file = sheet
    client = signed_in(file.by)
    rows = LedgerEntry.objects.using("owner").filter(case=file.case.id, act="read").order_by("-id")
    before = rows.count()
    for column in range(5):
        client.get(f"{path}1-tiles-0-{column}-0.webp")
    assert [row.section for row in rows[: rows.count() - before]] == ["picture"]


@pytest.fixture(scope="module")
def forty_and_one():
    """Forty small pages and a large one."""
    content = wide_last_page(1189, 841, tiling.MAX_SHEETS)
    file = fed(papers=[paper(scan="long.pdf")], scans={"long.pdf": content})
    sha256 = pictured(Paper._base_manager.using("owner").get(case=file.case).scan)
    return f"/en/cases/{file.case.ref}/papers/{sha256}/", file


@pytest.fixture
def long_paper(forty_and_one):
    """As it came, before any of its sheets is cut."""
    stored = paper_of(forty_and_one)
    yield forty_and_one
    Scan.objects.using("owner").filter(sha256=stored.sha256).update(renditions=stored.renditions)


def paper_of(sheet) -> Scan:
    return Scan.objects.using("owner").get(sha256=sheet[0].split("/")[-2])


SAID = "only the first 40 large sheets"


def test_a_large_sheet_after_forty_small_pages_has_its_parts(long_paper):
    last = tiling.MAX_SHEETS + 1
    render_tiles(paper_of(long_paper).sha256, first=last)
    assert paper_of(long_paper).tiled_pages == [last]
    page = html(long_paper, f"?page={last}")
    assert 'data-levels="7134x5046 ' in page and SAID not in page


def test_of_more_large_sheets_than_are_cut_a_page_after_them_says_so_in_both_languages(long_paper):
    stored = paper_of(long_paper)
    cut = [[*page, [f"{n}-tiles.webp", 7134, 5046, 9]] for n, page in enumerate(stored.renditions[:-1], 1)]
    whole = [row for row in stored.renditions[-1] if "tiles" not in row[0]]
    Scan.objects.using("owner").filter(sha256=stored.sha256).update(renditions=[*cut, whole])
    render_tiles(stored.sha256, first=tiling.MAX_SHEETS + 1)
    assert len(paper_of(long_paper).tiled_pages) == tiling.MAX_SHEETS
    assert SAID not in html(long_paper, "?page=40") and SAID in html(long_paper, "?page=41")
    path, file = long_paper
    persian = signed_in(file.by).get(path.removeprefix("/en") + "?page=41").content.decode()
    assert "فقط ۴۰ برگ بزرگ نخست" in persian


def three_large_sheets(broken: int | None = None) -> bytes:
    """Three sheets of a square metre; one of them may be no page at all, so that nothing can draw it."""
    made, written = pikepdf.new(), BytesIO()
    with pikepdf.open(BytesIO(wide_sheet(1189, 841))) as one:
        for _sheet in range(3):
            made.pages.extend(one.pages)
    if broken:
        made.Root.Pages.Kids[broken - 1] = pikepdf.Dictionary(Type=pikepdf.Name.Catalog)
    made.save(written, deterministic_id=True)
    return written.getvalue()


def test_a_sheet_that_cannot_be_cut_says_so_and_takes_the_parts_from_no_other():
    file = fed(papers=[paper(scan="three.pdf")], scans={"three.pdf": three_large_sheets()})
    stored = Scan.objects.using("owner").get(sha256=Paper._base_manager.using("owner").get(case=file.case).scan)
    pictured(stored.sha256)
    whole = Path(settings.DOCUMENTS) / stored.name
    whole.chmod(0o600)
    whole.write_bytes(three_large_sheets(broken=2))  # as if it were too much for the sandbox
    render_tiles(stored.sha256, first=1)
    of_file = f"/en/cases/{file.case.ref}/papers/{stored.sha256}/", file
    assert paper_of(of_file).tiled_pages == [1, 3]
    said = ["could not be cut into parts" in html(of_file, f"?page={page}&as=tiles") for page in (1, 2, 3)]
    assert said == [False, True, False]
    assert signed_in(file.by).get(f"{of_file[0]}2-tiles.none").status_code == 404
