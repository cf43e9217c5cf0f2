"""Small files that would unfold to more than a machine holds are turned away or cut down, quickly and within bounds."""

import json
import resource
import subprocess
import sys
import time

import pytest

from shahrsazi.documents.errors import FileRejectedError

SECONDS = 5
CONFINED = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1_200 * 2**20,) * 2)
from shahrsazi.documents.dxf import check, draw
from shahrsazi.documents.errors import FileRejectedError
try:
    checked = check(Path(sys.argv[1]))
    drawn = draw(Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps([checked.outcome, checked.reasons, json.loads(drawn.twin.read_text("utf8"))["left_out"]]))
except FileRejectedError as refused:
    print(json.dumps(["refused", refused.reason, {}]))
"""


def confined(path, into) -> tuple[str, object, dict]:
    """What check and draw come to in a process with little memory."""
    begun = _spent()
    ran = subprocess.run([sys.executable, "-c", CONFINED, path, into], capture_output=True, text=True, timeout=60)
    assert _spent() - begun < 2 * SECONDS, "each of the two has five seconds"
    assert ran.returncode == 0, ran.stderr[-800:]
    return tuple(json.loads(ran.stdout.splitlines()[-1]))


def _spent() -> float:
    """CPU time of what was run, since the clock also shows what others do."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_ten_levels_of_ten_blocks_each_are_counted_without_being_unfolded(plan, check):
    inner = plan.doc.blocks.new("L0")
    inner.add_line((0, 0), (1, 1))
    for level in range(1, 11):
        block = plan.doc.blocks.new(f"L{level}")
        for i in range(10):
            block.add_blockref(f"L{level - 1}", (i, 0))
    plan.model.add_blockref("L10", (0, 0))
    with pytest.raises(FileRejectedError) as refused:
        check(plan)
    assert (refused.value.reason, refused.value.figures) == ("too_many_entities", {"most": 2_000_000})


def test_blocks_twenty_deep_are_turned_away_however_little_they_hold(plan, check):
    plan.doc.blocks.new("L0").add_line((0, 0), (1, 1))
    for level in range(1, 21):
        plan.doc.blocks.new(f"L{level}").add_blockref(f"L{level - 1}", (0, 0))
    plan.model.add_blockref("L20", (0, 0))
    with pytest.raises(FileRejectedError) as refused:
        check(plan)
    assert refused.value.reason == "too_deep"


def test_a_grid_of_thirty_thousand_by_thirty_thousand_blocks_is_turned_away(plan, check):
    plan.doc.blocks.new("B").add_line((0, 0), (1, 1))
    plan.model.add_blockref("B", (0, 0), dxfattribs={"row_count": 30_000, "column_count": 30_000})
    with pytest.raises(FileRejectedError) as refused:
        check(plan)
    assert refused.value.reason == "too_many_entities"


def test_a_grid_that_is_only_too_much_to_draw_is_left_out_and_the_house_is_drawn(plan, tmp_path):
    plan.house().doc.blocks.new("EMPTY")
    plan.model.add_blockref("EMPTY", (0, 0), dxfattribs={"row_count": 1_000, "column_count": 1_900})
    outcome, _, left_out = confined(plan.saved(), tmp_path)
    assert (outcome, left_out) == ("limit", {"INSERT": 1})


def test_blocks_that_hold_each_other_are_damage(plan, check):
    plan.doc.blocks.new("A").add_blockref("B", (0, 0))
    plan.doc.blocks.new("B").add_blockref("A", (0, 0))
    plan.model.add_blockref("A", (0, 0))
    with pytest.raises(FileRejectedError) as refused:
        check(plan)
    assert refused.value.reason == "broken"


@pytest.mark.parametrize("number", ["1e308", "-1e308", "nan", "inf", "2e9"])
def test_what_lies_beyond_any_map_is_left_out_and_the_house_stays(plan, draw, number):
    plan.house().model.add_line((0, 0), (12345.5, 1))
    plan.model.add_circle((1, 1), 12345.5)
    plan.model.add_lwpolyline([(0, 0), (12345.5, 5), (3, 3)])
    plan.model.add_spline([(0, 0), (12345.5, 5), (3, 3), (5, 5)])
    plan.saved().write_text(plan.path.read_text("utf8").replace("12345.5", number), "utf8")
    seen = draw(plan.path)
    assert seen.twin["left_out"] == {"CIRCLE": 1, "LINE": 1, "LWPOLYLINE": 1, "SPLINE": 1}
    assert seen.twin["extents"] == {"width": 10, "height": 8}


def test_a_line_of_text_as_long_as_a_book_is_damage(plan, check):
    plan.house().model.add_text("x" * 200)
    plan.saved().write_text(plan.path.read_text("utf8").replace("x" * 200, "x" * 20_000_000), "utf8")
    with pytest.raises(FileRejectedError) as refused:
        check(plan.path)
    assert refused.value.reason == "broken"


def test_a_pattern_finer_than_can_be_seen_becomes_a_tint(plan, tmp_path):
    hatch = plan.house().model.add_hatch()
    hatch.set_pattern_fill("ANSI37", scale=0.0001)
    hatch.paths.add_polyline_path([(0, 0), (10, 0), (10, 8), (0, 8)], is_closed=True)
    assert confined(plan.saved(), tmp_path)[0] == "accept"
    assert (tmp_path / "sheet-1.svg").stat().st_size < 5_000


def test_dashes_finer_than_can_be_seen_stay_one_line(plan, tmp_path):
    plan.doc.linetypes.add("TINY", [0.0000002, 0.0000001, -0.0000001])
    plan.house().model.add_line((0, 0), (1e6, 0), dxfattribs={"linetype": "TINY"})
    assert confined(plan.saved(), tmp_path)[0] == "accept"
    assert (tmp_path / "sheet-1.svg").stat().st_size < 5_000


def test_a_line_of_a_million_corners_is_turned_away_before_it_is_read(plan, check):
    plan.house().model.add_lwpolyline([(1, 1), (7.25, 7.25)])
    corner = " 10\n7.25\n 20\n7.25\n"
    plan.saved().write_text(plan.path.read_text("utf8").replace(corner, corner * 1_000_000), "utf8")
    begun = time.process_time()
    with pytest.raises(FileRejectedError) as refused:
        check(plan.path)
    assert refused.value.reason == "too_many_entities" and time.process_time() - begun < SECONDS


def test_a_paragraph_of_endless_width_or_columns_does_not_hold_up_the_sheet(plan, tmp_path):
    plan.house().model.add_mtext("\\pxt4;wide\ttext \\C1;red", dxfattribs={"width": 9e8, "char_height": 1e-4})
    plan.model.add_mtext("سلام " * 900, dxfattribs={"width": 3, "char_height": 0.2})
    assert confined(plan.saved(), tmp_path)[0] == "accept"


def test_arcs_that_turn_a_billion_times_are_left_out(plan, tmp_path):
    hatch = plan.house().model.add_hatch()
    hatch.paths.add_edge_path().add_arc((1, 1), 1, 0, 9e8)
    assert confined(plan.saved(), tmp_path)[2] == {"HATCH": 1}


def test_a_hundred_thousand_crossing_lines_are_drawn_as_far_as_there_is_room(plan, tmp_path):
    block = plan.house().doc.blocks.new("MANY")
    for i in range(100):
        block.add_line((0, i / 100), (1, i / 50))
    for i in range(1_000):
        plan.model.add_blockref("MANY", (i % 40, i // 40))
    outcome, _, left_out = confined(plan.saved(), tmp_path)
    assert outcome == "limit" and 0 < left_out["INSERT"] < 1_000


def test_of_more_windows_than_can_be_drawn_the_rest_is_not_even_looked_through(plan, draw, monkeypatch):
    paper = plan.house().doc.layouts.new("P")
    for i in range(30):
        paper.add_viewport((i, i), (9, 9), (5, 4), 9, status=i + 2)
    from shahrsazi.documents.dxf import painter

    monkeypatch.setattr(painter, "MAX_DRAWN", 40)
    twin = draw(plan).twin
    assert twin["notes"] == ["partly"] and twin["left_out"]["VIEWPORT"] > 25
