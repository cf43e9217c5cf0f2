"""`shahrsazi documents check`: one line of JSON for each file whatever it is, and always an orderly end."""

import json
import os
import subprocess
import sys

import pytest
import strange_files as strange
from conftest import ROOT

DATA = ROOT / "tests" / "data"


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Runs the command as from an empty shell: no settings, no database."""

    def run(*words) -> tuple[subprocess.CompletedProcess, list[dict]]:
        code = "from shahrsazi.commands import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "documents", "check", *map(os.fsencode, words)],
            cwd=ROOT,
            env={},
            capture_output=True,
        )
        return done, [json.loads(line) for line in done.stdout.decode().splitlines()]

    return run


def test_every_file_has_its_line_and_the_end_is_orderly(checked, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(strange.pdf()[:60])
    (tmp_path / "سند رسمی.png").write_bytes(strange.picture("PNG"))
    odd = tmp_path / os.fsdecode(b"\xff\xfe.pdf")
    odd.write_bytes(strange.pdf())
    os.mkfifo(tmp_path / "pipe.pdf")
    asked = [
        DATA / "scans/bops_plan.pdf",
        tmp_path / "bad.pdf",
        tmp_path / "سند رسمی.png",
        odd,
        tmp_path / "pipe.pdf",
        tmp_path,
        tmp_path / "none",
        "/dev/zero",
        "/",
    ]
    done, lines = checked(*asked)
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    assert [line["outcome"] for line in lines] == ["accept", "reject", "accept", "accept", *["reject"] * 5]
    assert all(list(line) == ["file", "outcome", "reason", "why", "pages", "seconds"] for line in lines)
    assert [bool(line["reason"]) for line in lines] == [line["outcome"] != "accept" for line in lines]
    assert lines[2]["file"].endswith("سند رسمی.png")


def test_the_cleaned_copy_and_the_pictures_are_put_where_they_are_asked_for(checked, tmp_path):
    done, lines = checked(
        DATA / "scans/pillow_multipage.tiff", DATA / "hostile/pillow_broken.png", "--out", tmp_path / "out"
    )
    made = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file())
    forms = ["screen.avif", "screen.webp", "thumb.webp"]
    expected = [f"pillow_multipage.tiff/{page}-{form}" for page in (1, 2, 3) for form in forms]
    assert made == [*expected, "pillow_multipage.tiff/clean.tiff"] and lines[0]["pictures"] == 9
    assert done.returncode == 0 and [line["pages"] for line in lines] == [3, 0]


def test_a_place_where_nothing_can_be_written_is_said_in_one_line(checked, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    done, lines = checked(DATA / "scans/bops_plan.pdf", "--out", tmp_path / "file" / "out")
    assert lines == [] and done.returncode == 1 and b"Traceback" not in done.stderr and b"Nothing can be" in done.stderr
