"""What becomes of drawings that others made: whole ones, old ones, damaged ones, and what is none."""

import subprocess
import sys

import pytest

from shahrsazi.documents.errors import SENTENCES, FileRejectedError

# File, outcome, reasons, sheets, and the reason for it.
VECTOR = [
    ("drawings/floorplan_bishop_overland_AC1018.dxf", "accept", [], 1, "its faults are of dictionaries, not of lines"),
    ("drawings/acadsharp_sample_AC1009_ascii.dxf", "limit", ["left_out"], 2, "a SHAPE of a font that is not there"),
    ("drawings/acadsharp_sample_AC1024_ascii.dxf", "limit", ["left_out"], 4, "solids, a region, a picture outside"),
    ("drawings/acadsharp_sample_AC1032_binary.dxf", "limit", ["left_out"], 4, "the same in binary"),
    ("hostile/ezdxf_duplicate_handles.dxf", "repair", ["repaired"], 1, "numbers given twice are given anew"),
    ("hostile/ezdxf_dxf_unicode.dxf", "limit", ["nothing_to_draw"], 0, "sound, but its only text lies in the table"),
    ("hostile/ezdxf_external_image_refs.dxf", "accept", ["left_out"], 1, "64 pictures outside are not fetched"),
    ("hostile/ezdxf_issue1106.dxf", "repair", ["repaired"], 1, "blocks without a name"),
    ("hostile/ezdxf_layout_missing_block_definition.dxf", "limit", ["nothing_to_draw"], 0, "nothing on any layout"),
    ("hostile/ezdxf_no_layouts.dxf", "accept", [], 1, "an old form that needs no layouts"),
    ("hostile/ezdxf_recover02.dxf", "repair", ["repaired"], 2, "its tables are damaged"),
]


@pytest.mark.parametrize(("file", "outcome", "reasons", "sheets", "reason"), VECTOR, ids=[v[0] for v in VECTOR])
def test_each_file_comes_to_what_is_sensible(check, data, file, outcome, reasons, sheets, reason):
    assert check(data / file) == (outcome, reasons, sheets), reason
    assert set(reasons) <= set(SENTENCES)


@pytest.mark.parametrize("file", [v[0] for v in VECTOR if v[3] and "AC10" not in v[0]])
def test_as_many_sheets_are_drawn_as_were_counted(draw, data, file):
    assert len(draw(data / file).sheets) == next(v[3] for v in VECTOR if v[0] == file)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"  0\nSECTION\n  2\n", b"\0" * 5000, "متن".encode() * 99, b"AutoCAD Binary DXF\r\n\x1a\x00"],
)
def test_what_is_no_drawing_is_refused_as_damaged(check, tmp_path, content):
    path = tmp_path / "x.dxf"
    path.write_bytes(content)
    with pytest.raises(FileRejectedError) as refused:
        check(path)
    assert refused.value.reason == "broken"


def test_half_of_a_drawing_is_repaired_or_refused_but_never_a_fault(check, data, tmp_path):
    whole = (data / "drawings/acadsharp_sample_AC1009_ascii.dxf").read_bytes()
    for share in (0.2, 0.5, 0.9):
        path = tmp_path / "half.dxf"
        path.write_bytes(whole[: int(len(whole) * share)])
        try:
            assert check(path).outcome in ("repair", "limit")
        except FileRejectedError as refused:
            assert refused.reason == "broken"


def test_a_drawing_of_the_nineties_with_a_persian_code_page_is_read(draw, plan):
    plan.doc = type(plan.doc).new("R12")
    plan.doc.encoding = "cp1256"
    plan.doc.modelspace().add_text("آشپزخانه")
    plan.saved()
    assert "آشپزخانه".encode("cp1256") in plan.path.read_bytes()
    assert draw(plan.path).twin["texts"] == ["آشپزخانه"]


def test_letters_written_by_their_numbers_are_read(draw, plan):
    plan.house().model.add_text("متن")
    plain = draw(plan)
    plan.path.write_text(plan.path.read_text("utf8").replace("متن", r"\U+0645\U+062A\U+0646"), "utf8")
    assert draw(plan.path)[1:] == plain[1:] and plain.twin["texts"] == ["متن"]


def test_nothing_outside_of_the_file_is_opened(draw, plan, tmp_path, monkeypatch):
    outside = tmp_path / "secret.png"
    outside.write_bytes(b"x")
    picture = plan.house().doc.add_image_def(str(outside), (10, 10))
    plan.model.add_image(picture, (0, 0), (1, 1))
    plan.doc.add_xref_def(str(outside), "XREF1")
    plan.model.add_blockref("XREF1", (0, 0))
    plan.model.add_underlay(plan.doc.add_underlay_def(str(outside), "pdf"), (0, 0))
    plan.doc.modelspace().dxf_layout.dxf.current_style_sheet = str(outside)
    plan.saved()
    opened = []
    watching = [True]
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if watching[0] and event == "open" else None)
    seen = draw(plan.path)
    watching[0] = False
    assert not [name for name in opened if "secret" in name]
    assert seen.twin["left_out"] == {"IMAGE": 1, "PDFUNDERLAY": 1, "XREF": 1}
    assert "secret" not in "".join(seen.svgs)


def test_no_font_of_the_machine_is_searched_and_nothing_is_written_at_home(data, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    code = (
        "import sys; opened = []; sys.addaudithook("
        "lambda e, a: opened.append(str(a[0])) if e in ('open', 'os.scandir', 'os.listdir') else None);"
        "from pathlib import Path; from shahrsazi.documents.dxf import draw; "
        "draw(Path(sys.argv[1]), Path(sys.argv[2]));"
        "print([o for o in opened if o.lower().endswith(('.ttf', '.otf', '.ttc', '.shx', 'share/fonts'))])"
    )
    where = {"HOME": str(home), "PATH": "/usr/bin", "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(
        [sys.executable, "-c", code, data / "hostile/ezdxf_no_layouts.dxf", tmp_path],
        capture_output=True,
        text=True,
        env=where,
    )
    assert ran.returncode == 0, ran.stderr[-500:]
    assert list(home.iterdir()) == []
    assert ran.stdout == "[]\n"
