"""Every page of a TIFF is its own in every picture and in the copy that is fetched; what repeats a page is none."""

import io
import random

import pytest
import strange_files as strange
from PIL import Image, ImageDraw, ImageFont, ImageStat

from shahrsazi.documents.sandbox import FileRejectedError, admit, render, stamp

REDUCED, MASK = {254: 1}, {254: 4}


def tiff_of(*pages: tuple[Image.Image, dict], **how) -> bytes:
    """Pages with tags of their own."""
    made = io.BytesIO()
    first, *others = [_told(image, tags) for image, tags in pages]
    first.save(made, "TIFF", save_all=True, append_images=others, **how)
    return made.getvalue()


def _told(image: Image.Image, tags: dict) -> Image.Image:
    image.encoderinfo = {"tiffinfo": tags}
    return image


def sheet(colour: str, size=(300, 200), mode: str = "RGB") -> Image.Image:
    return Image.new("RGB", size, colour).convert(mode)


@pytest.fixture
def pictured(tmp_path):
    """Admits a TIFF and returns what was admitted with its pictures, by page and form."""

    def make(content: bytes):
        (tmp_path / "source").write_bytes(content)
        found = admit(tmp_path / "source", "a.tif", tmp_path / "out")
        made = render(found.path, "tiff", tmp_path / "made", sizes=("thumb", "screen"))
        made += render(found.path, "tiff", tmp_path / "made", sizes=("large",))
        return found, {(p.page, p.size, p.kind): shown(p.path) for p in made}

    return make


def shown(path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def mean(image: Image.Image) -> list[float]:
    return ImageStat.Stat(image.convert("RGB")).mean


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "I;16", "CMYK"])
@pytest.mark.parametrize("sizes", [[(300, 200)] * 3, [(900, 1300), (300, 200), (2000, 90)]])
def test_every_picture_of_every_page_is_of_that_page(pictured, mode, sizes):
    greys = [240, 128, 20]
    sheets = [(Image.new("L", size, grey).convert(mode), {}) for size, grey in zip(sizes, greys, strict=True)]
    if mode == "I;16":
        sheets = [(image.convert("I").point(lambda v: v * 257).convert("I;16"), {}) for image, _ in sheets]
    found, made = pictured(tiff_of(*sheets))
    assert found.pages == 3 and len(made) == 12
    for (page, size, _kind), image in made.items():
        width, height = sizes[page - 1]
        assert abs(mean(image)[0] - greys[page - 1]) < 8
        assert size == "thumb" or abs(image.width / image.height / (width / height) - 1) < 0.02


def test_a_copy_to_keep_has_every_page_too(pictured, tmp_path):
    found, _ = pictured(tiff_of((sheet("red"), {}), (sheet("blue", (90, 400)), {})))
    with Image.open(stamp(found.path, "tiff", ["x"], tmp_path / "stamped", rtl=False)) as image:
        first, size = mean(image), image.size
        image.seek(1)
        assert first[0] > 180 > 60 > first[2] and mean(image)[2] > 180 and (size, image.size) == ((300, 200), (90, 400))


@pytest.mark.parametrize(
    ("pages", "left"),
    [
        ([((400, 300), {}), ((40, 30), REDUCED)], [(400, 300)]),
        ([((40, 30), REDUCED), ((400, 300), {})], [(400, 300)]),
        ([((401, 301), {}), ((201, 151), REDUCED), ((101, 76), REDUCED), ((51, 38), REDUCED)], [(401, 301)]),
        ([((401, 301), {}), ((40, 30), {255: 2})], [(401, 301)]),
        ([((400, 300), {}), ((400, 300), MASK)], [(400, 300)]),
        ([((400, 300), {}), ((200, 300), REDUCED)], [(400, 300), (200, 300)]),
        ([((400, 300), REDUCED), ((400, 300), REDUCED)], [(400, 300), (400, 300)]),
        ([((400, 300), {}), ((40, 30), {})], [(400, 300), (40, 30)]),
        ([((400, 300), {254: 2}), ((400, 300), {254: 2})], [(400, 300), (400, 300)]),
        ([((400, 300), MASK)], [(400, 300)]),
        ([((400, 300), {}), ((200, 150), MASK)], [(400, 300), (200, 150)]),
        ([((400, 300), {}), ((400, 300), {254: 6})], [(400, 300), (400, 300)]),
    ],
)
def test_thumbnails_steps_of_a_pyramid_and_masks_are_no_pages(pictured, pages, left):
    found, made = pictured(tiff_of(*[(sheet("white", size), tags) for size, tags in pages]))
    assert found.pages == len(left)
    assert [made[page + 1, "screen", "webp"].size for page in range(found.pages)] == left


def written(seed: int, mode: str = "RGB") -> Image.Image:
    """A sheet of lines like writing, the same for the same seed."""
    chance, page = random.Random(seed), Image.new("L", (600, 800), 255)
    for top in range(60, 700, 16):
        for left in range(60, 500, 40) if chance.random() > 0.2 else ():
            page.paste(0, (left, top, left + chance.randint(5, 30), top + 8))
    return page.convert(mode)


@pytest.mark.parametrize("how", [Image.Resampling.NEAREST, Image.Resampling.BOX, Image.Resampling.LANCZOS])
@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "I;16"])
def test_a_page_made_smaller_is_none_however_that_was_done(pictured, mode, how):
    page = written(1, "L")
    preview = page.resize((150, 200), how)
    sheets = [page.convert("L"), preview.convert("L")]
    sheets = [
        one.point(lambda v: v * 257, "I").convert(mode) if mode == "I;16" else one.convert(mode) for one in sheets
    ]
    found, _ = pictured(tiff_of((sheets[0], {}), (sheets[1], REDUCED)))
    assert found.pages == 1


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_what_is_called_another_made_smaller_and_shows_something_else_is_a_page(pictured, mode):
    smaller = [written(seed).resize((300, 400)).convert(mode) for seed in (2, 1, 3)]
    found, made = pictured(tiff_of((written(1, mode), {}), *[(one, REDUCED) for one in smaller]))
    assert found.pages == 3
    assert [made[page, "screen", "webp"].size for page in (2, 3)] == [(300, 400)] * 2


FLAGS = [{254: 1}, {254: 3}, {255: 2}]


def form(owner: str, size: tuple[int, int]) -> Image.Image:
    """A sheet of a printed form, filled for one owner."""
    page = Image.new("L", (1240, 1754), 255)
    pen, printed, hand = ImageDraw.Draw(page), ImageFont.load_default(36), ImageFont.load_default(60)
    pen.rectangle([60, 60, 1180, 200], fill=90)
    for line in range(18):
        pen.line([60, 260 + line * 80, 1180, 260 + line * 80], fill=0, width=3)
        pen.text((80, 275 + line * 80), f"Printed label of the form {line}", fill=0, font=printed)
    pen.text((700, 270), owner, fill=0, font=hand)
    return page.resize(size, Image.Resampling.BOX)


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("size", [(620, 877), (310, 438), (1000, 1415)])
def test_another_filled_sheet_of_the_same_form_is_a_page(pictured, flag, size):
    pages = (form("OWNER REZAI 320", (1240, 1754)), {}), (form("OWNER AHMADI 95", size), flag)
    assert pictured(tiff_of(*pages))[0].pages == pictured(tiff_of(*pages[::-1]))[0].pages == 2


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("size", [(620, 877), (310, 438), (155, 219), (1000, 1415)])
@pytest.mark.parametrize("how", [Image.Resampling.NEAREST, Image.Resampling.BOX, Image.Resampling.LANCZOS])
def test_and_the_same_sheet_made_smaller_is_none(pictured, flag, size, how):
    whole = form("OWNER REZAI 320", (1240, 1754))
    assert pictured(tiff_of((whole, {}), (whole.resize(size, how), flag)))[0].pages == 1


def test_a_blank_page_that_is_called_the_page_before_made_smaller_is_kept(pictured):
    found, _ = pictured(tiff_of((written(1), {}), (sheet("white", (300, 400)), REDUCED)))
    assert found.pages == 2


def test_a_preview_whose_picture_lies_deeper_is_refused(pictured):
    with pytest.raises(FileRejectedError) as refused:
        pictured(tiff_of((sheet("white", (40, 30)), REDUCED | {330: 8})))
    assert refused.value.reason == "only_preview"


def test_what_was_noted_of_one_page_counts_for_no_other(pictured):
    dense = {282: 200.0, 283: 100.0, 296: 2}
    even = {282: 1.0, 283: 1.0, 296: 1}
    found, made = pictured(tiff_of((sheet("red"), dense), (sheet("red"), even), (sheet("red"), dense)))
    assert [made[page, "screen", "webp"].size for page in (1, 2, 3)] == [(300, 400), (300, 200), (300, 400)]


def test_each_page_is_turned_as_it_says(pictured):
    found, made = pictured(tiff_of((sheet("red"), {}), (sheet("red"), {274: 6}), (sheet("red"), {})))
    assert [made[page, "screen", "webp"].size for page in (1, 2, 3)] == [(300, 200), (200, 300), (300, 200)]


def test_a_limit_holds_for_every_page(pictured):
    with pytest.raises(FileRejectedError) as refused:
        pictured(strange.tiff_of_many_pages(301))
    assert refused.value.figures == {"most": 300}


def _grey(**tags) -> bytes:
    """Eight by eight points of 8 bits, and what else is said of them."""
    usual = {256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 273: 1000, 277: 1, 278: 8, 279: 64}
    changed = usual | {int(name[1:]): value for name, value in tags.items()}
    return strange.tiff({tag: (3, 1, value) for tag, value in changed.items()}, bytes(range(64)) * 8)


MISREAD = {"figures below 0": {"_339": 2}, "planes of sixteen bits": {"_258": 16, "_284": 2, "_279": 128}}


@pytest.mark.parametrize("case", MISREAD)
def test_points_that_the_decoder_takes_for_others_are_refused(tmp_path, case):
    (tmp_path / "a.tif").write_bytes(_grey(**MISREAD[case]))
    with pytest.raises(FileRejectedError) as refused:
        admit(tmp_path / "a.tif", "a.tif", tmp_path / "out")
    assert refused.value.reason == "unusual"


def test_a_palette_in_eight_bits_keeps_its_colours(tmp_path):
    colours = bytes(part for n in range(3) for at in range(256) for part in (200 if at % 3 == n else 0, 0))
    entries = {256: (3, 1, 8), 257: (3, 1, 8), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 3), 273: (4, 1, 1000)}
    entries |= {277: (3, 1, 1), 278: (3, 1, 8), 279: (4, 1, 64), 320: (3, 768, 1064)}
    (tmp_path / "a.tif").write_bytes(strange.tiff(entries, bytes(range(64)) + colours))
    found = admit(tmp_path / "a.tif", "a.tif", tmp_path / "out")
    with Image.open(found.path) as picture:
        assert [picture.convert("RGB").getpixel((at, 0)) for at in range(3)] == [(200, 0, 0), (0, 200, 0), (0, 0, 200)]


def test_a_page_called_a_smaller_copy_that_is_as_large_is_a_page(tmp_path):
    made = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    second.encoderinfo = {"tiffinfo": {254: 1}}
    first.save(made, "TIFF", save_all=True, append_images=[second])
    (tmp_path / "a.tif").write_bytes(made.getvalue())
    assert admit(tmp_path / "a.tif", "a.tif", tmp_path / "out").pages == 2


FAX = strange.fax((400, 300))
SCAN = tiff_of((Image.effect_noise((600, 600), 60).convert("RGB"), {}), compression="jpeg")


def changed(data: bytes, at: int, by: bytes) -> bytes:
    return data[:at] + by + data[at + len(by) :]


def one_fax(data: bytes) -> bytes:
    return strange.tiff(strange.g4_tags(400, 300, len(data)), data)


PACKINGS = {"tiff_ccitt": 2, "group3": 3, "group4": 4}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(("share", "expected"), [(1, {"accept"}), (0.5, {"repair", "broken"}), (0, {"broken"})])
def test_a_fax_of_every_packing_is_whole_or_said_to_be_damaged(pictured, packing, share, expected):
    lines = strange.fax((400, 300), packing)
    lines = lines[: int(len(lines) * share)] or bytes(3_000)
    content = strange.tiff(strange.g4_tags(400, 300, len(lines)) | {259: (3, 1, PACKINGS[packing])}, lines)
    try:
        assert pictured(content)[0].outcome in expected
    except FileRejectedError as refused:
        assert refused.reason in expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (one_fax(FAX), "accept"),
        (one_fax(FAX[: len(FAX) // 2]), "repair"),
        (one_fax(changed(FAX, len(FAX) // 2, b"\xaa\x55\xaa")), "repair"),
        (one_fax(FAX[:-3]), "accept"),
        (one_fax(b"\2" * 3_000), "broken"),
        (one_fax(bytes(3_000)), "broken"),
        (SCAN, "accept"),
        (changed(SCAN, SCAN.index(b"\xff\xd9") - 900, bytes(902)), "repair"),
        (changed(SCAN, 8, bytes(len(SCAN) // 2)), "broken"),
    ],
    ids=[
        "fax",
        "cut",
        "changed",
        "without an end",
        "garbage",
        "zeros",
        "photograph",
        "a hole in it",
        "garbage instead of it",
    ],
)
def test_what_is_damaged_within_is_said_or_refused(pictured, content, expected):
    try:
        found, _ = pictured(content)
    except FileRejectedError as refused:
        assert refused.reason == expected
    else:
        assert (found.outcome, found.reasons) == (expected, ["repaired"] * (expected == "repair"))


def test_a_photograph_of_twelve_bits_is_not_called_damaged(pictured):
    with pytest.raises(FileRejectedError) as refused:
        pictured(SCAN.replace(b"\xff\xc0\0\x11\x08", b"\xff\xc0\0\x11\x0c"))
    assert refused.value.reason == "unusual"
