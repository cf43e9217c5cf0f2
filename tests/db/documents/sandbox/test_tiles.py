"""A sheet of a square metre is cut into tiles, in the confined process and looked at once more outside it."""

from io import BytesIO

import pytest
from pdfs import pdf, wide_sheet
from PIL import Image

from shahrsazi.documents import tiling
from shahrsazi.documents.sandbox import FileRejectedError, _checked_rendition, admit, render


@pytest.fixture
def tiles_of(tmp_path):
    """What is cut of a file of these bytes."""

    def cut(content: bytes, name: str) -> list:
        (tmp_path / "source").write_bytes(content)
        admitted = admit(tmp_path / "source", name, tmp_path)
        return render(admitted.path, admitted.extension, tmp_path / f"made-{name}", sizes=("tiles",))

    return cut


def scanned(kind: str, **how) -> bytes:
    written = BytesIO()
    Image.linear_gradient("L").resize((6000, 4000)).save(written, kind, **how)
    return written.getvalue()


def test_an_a0_is_drawn_at_six_points_a_millimetre_and_every_tile_is_there(tiles_of):
    (tiles,) = tiles_of(wide_sheet(1189, 841), "a0.pdf")
    assert (tiles.page, tiles.size, tiles.width) == (1, "tiles", 7134)
    finest, second = tiling.levels(tiles.width, tiles.height)
    names = {tile.name for level in (finest, second) for *_at, tile in level.tiles(1)}
    assert {path.name for path in tiles.path.iterdir()} == names and len(names) == 100
    with Image.open(tiles.path / "1-tiles-0-1-1.webp") as tile:
        dark = [x for x in range(tile.width) if tile.convert("L").getpixel((x, 300)) < 128]
    steps = {b - a for a, b in zip(dark, dark[1:], strict=False) if b - a > 10}
    assert steps and all(abs(step - 60) <= 2 for step in steps), "a line every ten millimetres"


def test_a_page_that_one_picture_shows_is_not_cut(tiles_of):
    assert tiles_of(pdf("small"), "small.pdf") == []


def test_a_scan_that_is_finer_than_letters_need_is_cut_no_finer(tiles_of):
    (own,) = tiles_of(scanned("PNG"), "whole.png")
    (coarser,) = tiles_of(scanned("TIFF", dpi=(200, 200), compression="tiff_lzw"), "scan.tif")
    assert (own.width, own.height) == (6000, 4000)
    assert coarser.width == pytest.approx(6000 / 200 * 25.4 * 6, abs=2)
    assert tiles_of(scanned("PNG", dpi=(600, 600)), "page.png") == [], "an A4 at 600 dots an inch"


def test_a_tile_that_is_not_as_large_as_it_must_be_is_refused(tmp_path):
    Image.new("L", (700, 720)).save(tmp_path / "1-tiles-0-0-0.webp")
    (tmp_path / "into").mkdir()
    for width, height in ((5000, 4000), (10**6, 10**6), ("5000", 4000), (0, 0)):
        with pytest.raises(FileRejectedError):
            _checked_rendition(tmp_path, tmp_path / "into", 1, "tiles", "webp", width, height)
