"""What the gate makes of real files: each comes to its expected end, and what is kept is clean and whole."""

import json
import zlib
from pathlib import Path

import pikepdf
import pytest
import strange_files as strange
from conftest import ROOT
from PIL import Image, ImageChops, ImageOps, ImageStat

from shahrsazi.documents.sandbox import FileRejectedError, admit

DATA = ROOT / "tests" / "data"
EXPECTED = json.loads((DATA / "EXPECTED.json").read_text("utf8"))
ENDS = {
    "accept": {"accept"},
    "accept-with-repair": {"repair"},
    "accept-but-neutralise": {"neutralise"},
    "accept-with-limits": {"limit"},
    "reject": {"reject"},
    "reject-or-repair": {"reject", "repair"},
}


@pytest.fixture
def sent(tmp_path):
    """Writes the bytes to a file, sends it through the gate, and returns what was admitted."""

    def send(content: bytes, name: str, into: str = "out"):
        (tmp_path / "source").write_bytes(content)
        return admit(tmp_path / "source", name, tmp_path / into)

    return send


def refusal(send, content: bytes, name: str) -> FileRejectedError:
    with pytest.raises(FileRejectedError) as refused:
        send(content, name)
    return refused.value


def points(place: Path) -> Image.Image:
    with Image.open(place) as image:
        image.load()
        return image


@pytest.mark.parametrize("told", EXPECTED, ids=lambda told: told["file"])
def test_every_file_comes_to_its_expected_end(told, tmp_path):
    source = DATA / told["file"]
    try:
        found = admit(source, source.name, tmp_path)
        end = found.outcome
        assert found.path.parent == tmp_path and found.path.stat().st_size and found.pages > 0
        assert bool(found.reason) == (end != "accept")
    except FileRejectedError as refused:
        end = "reject"
        assert str(refused)
    assert end in ENDS[told["expect"]]


def test_nothing_but_the_cleaned_copy_is_left_behind(sent, tmp_path):
    sent(strange.picture("JPEG"), "a.jpg")
    refusal(sent, strange.png_bomb(), "b.png")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["clean.jpg"]


def test_where_a_picture_was_taken_is_gone_and_all_else_that_was_noted(sent):
    found = sent((DATA / "scans/pillow_exif_gps.jpg").read_bytes(), "a.jpg")
    assert not points(found.path).getexif() and b"Exif" not in found.path.read_bytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_no_note_of_any_kind_survives(sent, kind):
    notes = Image.Exif()
    notes[0x010F], notes[0x013B] = "SECRETMAKER", "SECRETARTIST"
    how = {"exif": notes, "icc_profile": b"SECRETPROFILE" * 40}
    content = strange.picture(kind, **how)
    assert b"SECRET" in content
    assert b"SECRET" not in sent(content, f"a.{kind.lower()}").path.read_bytes()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("way", range(1, 9))
def test_a_picture_is_turned_as_its_camera_said_and_once_only(sent, way, kind):
    slanting = Image.linear_gradient("L").rotate(30).resize((60, 40)).convert("RGB")
    notes = Image.Exif()
    notes[0x0112] = way
    found = sent(strange.encoded(slanting, kind, exif=notes), f"a.{kind.lower()}")
    slanting.getexif()[0x0112] = way
    assert ImageChops.difference(points(found.path), ImageOps.exif_transpose(slanting)).getbbox() is None


def test_a_colour_that_stands_for_nothing_still_does(sent):
    see_through = Image.new("RGB", (8, 8), (1, 2, 3))
    see_through.putpixel((0, 0), (9, 9, 9))
    for image, nothing in ((see_through, (1, 2, 3)), (see_through.convert("L"), 2)):
        found = sent(strange.encoded(image, "PNG", transparency=nothing), "a.png")
        alpha = points(found.path).convert("RGBA").getchannel("A")
        assert (alpha.getpixel((0, 0)), alpha.getpixel((1, 1))) == (255, 0)


def test_a_sound_picture_is_taken_when_only_a_note_is_damaged_or_long(sent):
    for note in (
        strange._chunk(b"tEXt", b"a\0b")[:-1] + b"?",
        strange._chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(5_000_000))),
    ):
        content = strange.picture("PNG")
        assert sent(content[:33] + note + content[33:], "a.png").outcome == "accept"


def test_of_too_many_pages_none_is_decoded(sent):
    assert refusal(sent, strange.tiff_of_many_pages(301), "a.tif").reason == "too_many_pages"
    assert sent(strange.tiff_of_many_pages(300), "a.tif").pages == 300


@pytest.mark.parametrize("way", [3, 6])
def test_a_photograph_lies_upright_and_loses_next_to_nothing(sent, way):
    source = DATA / f"scans/pillow_hopper_orientation_{way}.jpg"
    upright, kept = ImageOps.exif_transpose(points(source)), points(sent(source.read_bytes(), "a.jpg").path)
    assert upright.size == kept.size and not kept.getexif()
    assert max(ImageStat.Stat(ImageChops.difference(upright, kept)).mean) < 2.5


@pytest.mark.parametrize(
    ("name", "content", "more"),
    [
        ("a.png", strange.picture("PNG"), strange.archive()),
        ("a.jpg", strange.picture("JPEG"), b"<html><script>alert(document.cookie)</script></html>"),
        ("a.gif", strange.picture("GIF"), b"*/=1;alert('evil');alert('evil');/*"),
        ("a.webp", strange.picture("WEBP"), strange.archive()),
        ("a.bmp", strange.picture("BMP"), strange.archive()),
    ],
)
def test_of_a_file_with_two_faces_only_the_picture_stays(sent, name, content, more):
    found = sent(content + more, name)
    assert (found.outcome, found.reasons) == ("neutralise", ["trimmed"])
    assert more not in found.path.read_bytes() and points(found.path).size == (60, 40)
    assert sent(content, name).outcome == "accept"


@pytest.mark.parametrize(
    "filling", [bytes(4096), b"\xff\xd9", strange.picture("JPEG"), b"\0" + strange.picture("JPEG")]
)
def test_what_cameras_append_is_left_out_without_a_word(sent, filling):
    whole = strange.picture("JPEG")
    found = sent(whole + filling, "a.jpg")
    assert found.outcome == "accept" and found.path.stat().st_size <= len(whole) + 64


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "I;16", "I", "F", "LAB", "YCbCr"])
def test_every_kind_of_colours_is_taken_and_can_be_shown(sent, mode):
    found = sent(strange.picture("TIFF", mode=mode), "a.TIF")
    assert found.media_type == "image/tiff" and points(found.path).size == (60, 40)


def test_sixteen_bits_stay_sixteen_and_paper_colours_become_those_of_a_screen(sent):
    assert points(sent(strange.picture("PNG", mode="I;16"), "a.png").path).mode == "I;16"
    assert points(sent(strange.picture("JPEG", mode="CMYK"), "a.jpg").path).mode == "RGB"


def test_a_jpeg_is_written_with_its_own_tables_and_a_scan_keeps_its_pages_and_resolution(sent):
    content = strange.picture("JPEG", quality=37, subsampling=1, dpi=(300, 300))
    after = points(sent(content, "a.jpg").path)
    with Image.open(DATA / "scans/pillow_g4-multi.tiff") as scan:
        resolution = scan.info["dpi"]
    assert after.info["dpi"] == (300, 300) and after.quantization[0][0] > 16
    found = sent((DATA / "scans/pillow_g4-multi.tiff").read_bytes(), "a.tiff")
    with Image.open(found.path) as kept:
        assert (kept.n_frames, kept.info["dpi"], kept.info["compression"]) == (3, resolution, "group4")


def test_of_a_moving_picture_the_first_is_kept_and_it_is_said(sent):
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    for kind in ("GIF", "WEBP", "PNG"):
        found = sent(strange.picture(kind, save_all=True, append_images=frames), f"a.{kind.lower()}")
        assert (found.outcome, found.reasons) == ("limit", ["first_frame"])
        assert getattr(points(found.path), "n_frames", 1) == 1


def test_of_a_picture_that_moves_to_another_it_is_said_too(sent):
    moving = strange.picture(
        "PNG", save_all=True, default_image=True, append_images=[Image.new("RGB", (60, 40), "red")]
    )
    assert b"fdAT" in moving
    found = sent(moving, "a.png")
    assert (found.outcome, found.reasons) == ("limit", ["first_frame"])
    assert points(found.path).convert("RGB").getpixel((30, 20)) == (255, 0, 0), "what every browser shows"


def test_a_drawing_of_the_closed_format_is_kept_as_it_is(tmp_path):
    source = DATA / "drawings/acadsharp_sample_AC1032.dwg"
    found = admit(source, "Plan.DWG", tmp_path)
    assert (found.outcome, found.reasons, found.pages, found.extension) == ("accept", ["only_kept"], 0, "dwg")
    assert found.path.read_bytes() == source.read_bytes() and found.reason


def test_the_same_file_gives_the_same_bytes(sent):
    for content, name in [
        (strange.pdf(3), "a.pdf"),
        (strange.picture("TIFF"), "a.tif"),
        (strange.picture("WEBP"), "a.webp"),
    ]:
        first = sent(content, name).path.read_bytes()
        assert sent(content, name, into="again").path.read_bytes() == first


def test_a_pdf_locked_only_against_changes_is_taken_unlocked(sent):
    content = strange.pdf(encryption=pikepdf.Encryption(owner="owner", user=""))
    found = sent(content, "a.pdf")
    with pikepdf.open(found.path) as pdf:
        assert found.outcome == "accept" and not pdf.is_encrypted
    locked = strange.pdf(encryption=pikepdf.Encryption(owner="owner", user="user"))
    half = strange.pdf(encryption=pikepdf.Encryption(owner="", user="user"))
    assert [refusal(sent, one, "a.pdf").reason for one in (locked, half)] == ["locked", "locked"]


@pytest.mark.parametrize("how", [b"/Filter/Adobe.PubSec/V 4", b"/Filter/Standard/V 9/R 9", b"/Filter/Of.Ours/V 1"])
def test_a_pdf_that_is_locked_otherwise_is_not_called_damaged(sent, how):
    words = b"/P -4 /O (%s) /U (%s)" % (b"o" * 48, b"u" * 48)
    locked = strange.pdf().replace(b"trailer <<", b"trailer << /Encrypt << %s %s >>" % (how, words))
    assert refusal(sent, locked, "a.pdf").reason == "locked_otherwise"
