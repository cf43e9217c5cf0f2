"""Layers are left out of a drawn sheet by its lines alone."""

import subprocess
import sys
import time
import xml.etree.ElementTree as ET

from shahrsazi.documents.dxf.layers import without_layers


def two_layers(plan, draw) -> tuple[bytes, dict[str, int]]:
    for name, colour in (("WALL", 1), ("DOOR", 3)):
        plan.doc.layers.add(name, color=colour)
        plan.model.add_line((0, colour), (9, 1), dxfattribs={"layer": name})
        plan.model.add_text("متن", dxfattribs={"layer": name})
    seen = draw(plan)
    return seen.svgs[0].encode(), {layer["name"]: layer["n"] for layer in seen.twin["layers"]}


def test_just_that_layer_is_dropped(plan, draw):
    svg, numbers = two_layers(plan, draw)
    left = without_layers(svg, {numbers["DOOR"]})
    assert left == b"\n".join(x for x in svg.split(b"\n") if f'data-l="{numbers["DOOR"]}"'.encode() not in x)
    assert left.count(b"<path") == 3 and len(ET.fromstring(left)) == 3, "the paper, and two runs of the walls"


def test_with_no_layer_off_nothing_changes_and_with_all_off_the_paper_stays(plan, draw):
    svg, numbers = two_layers(plan, draw)
    assert without_layers(svg, set()) == svg
    assert len(ET.fromstring(without_layers(svg, set(numbers.values())))) == 1


def test_a_sheet_of_ten_megabytes_takes_no_time():
    svg = b"\n".join(b'<path data-l="%d" d="%s"/>' % (n % 50, b"M0 0l1 1" * 25) for n in range(50_000))
    begun = time.process_time()
    without_layers(svg, set(range(25)))
    assert time.process_time() - begun < 1


def test_pages_need_neither_ezdxf_nor_numpy_for_it():
    code = (
        "import sys; import shahrsazi.documents.dxf.layers;"
        " print({'ezdxf', 'numpy', 'PIL', 'typst'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def block_on(plan, layer: str) -> None:
    block = plan.doc.blocks.new("OLD PLAN")
    block.add_line((0, 0), (9, 9), dxfattribs={"layer": "X"})
    block.add_text("قدیم", height=1, dxfattribs={"layer": "X"})
    outer = plan.doc.blocks.new("OUTER")
    outer.add_blockref("OLD PLAN", (0, 0))
    plan.house().model.add_blockref("OUTER", (0, 0), dxfattribs={"layer": layer})


def test_a_block_on_a_frozen_layer_is_hidden_with_all_its_parts(plan, draw, check):
    plan.doc.layers.add("FRZ").freeze()
    block_on(plan, "FRZ")
    seen = draw(plan)
    assert seen.twin["texts"] == [] and seen.twin["left_out"] == {}
    for entity in list(plan.model.query("LINE LWPOLYLINE")):
        plan.model.delete_entity(entity)
    assert check(plan).reasons == ["nothing_to_draw"]


def test_a_block_on_a_layer_that_is_off_keeps_its_parts_on_other_layers(plan, draw):
    plan.doc.layers.add("OFF").off()
    block_on(plan, "OFF")
    assert draw(plan).twin["texts"] == ["قدیم"]
